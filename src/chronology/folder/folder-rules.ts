/** What must hold between the files of a folder: names and relations that lead somewhere, no circles, one event a number. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { dayAt } from '../dates/day.ts';
import { type Citation, lastModified, type TimelineEvent } from '../event.ts';
import type { FieldFault } from '../files/problem.ts';
import { namedIds, type Vocabulary } from '../schema/vocabulary.ts';
import type { ReadVocabulary } from './folder.ts';
import { vocabularyRules } from './vocabulary-rules.ts';

/** Something wrong between files, in the file of an event. */
export interface FolderFinding extends FieldFault {
  readonly file: string;
}

/** What a file says that is wrong in itself, as YAML has it: what it names is checked all the same. */
export interface Draft {
  readonly file: string;
  readonly said: unknown;
}

/** What event files are held against. */
export interface Known {
  readonly vocabulary: ReadVocabulary;
  /** Those that event files may name. */
  readonly slugs: ReadonlySet<string>;
}

/**
 * All that is wrong between the files.
 *
 * @param read By slug; events whose files are right in themselves.
 * @param before A chronology in which nothing was wrong: only what has changed since can be.
 */
export function* folderRules(
  read: ReadonlyMap<string, TimelineEvent>,
  { vocabulary, slugs }: Known,
  drafts: readonly Draft[] = [],
  before?: Pick<Chronology, 'bySlug' | 'vocabulary'>,
): Work<readonly FolderFinding[]> {
  const findings: FolderFinding[] = [];
  const then = before?.bySlug ?? new Map<string, TimelineEvent>();
  const changed = new Set<string>();
  yield* pausing(read, ([slug, event]) => {
    if (then.get(slug) !== event) changed.add(slug);
  });
  yield* pausing(then.keys(), (slug) => {
    if (!read.has(slug)) changed.add(slug);
  });
  const toCheck: TimelineEvent[] = [];
  yield* pausing(read.values(), (event) => {
    if (changed.has(event.slug) || namesAny(event, changed)) toCheck.push(event);
  });

  const faultsOf = vocabularyRules(vocabulary, slugs);
  const unsound = new Set<string>();
  const isOther = before && !demandsTheSame(before.vocabulary, vocabulary.vocabulary);
  yield* pausing(isOther ? read.values() : toCheck, (event) => {
    const faults = faultsOf(event);
    if (faults.length === 0) return;
    unsound.add(event.slug);
    for (const fault of faults) findings.push({ file: event.file, ...fault });
  });
  yield* pausing(drafts, ({ file, said }) => {
    for (const fault of faultsOf(said)) findings.push({ file, ...fault });
  });

  // An event that names what is not there is wrong by itself: what else would be wrong with it between events waits.
  const sound = unsound.size === 0 ? read : yield* without(read, unsound);
  const { timeZone } = vocabulary.vocabulary.settings;
  yield* pausing(toCheck, (event) => {
    if (!unsound.has(event.slug)) findings.push(...namedEvents(event, sound, timeZone));
  });
  const isChanged = (of: (event: TimelineEvent | undefined) => unknown) =>
    [...changed].some((slug) => JSON.stringify(of(sound.get(slug))) !== JSON.stringify(of(then.get(slug))));
  if (isChanged((event) => event?.relations)) {
    findings.push(...(yield* circles(sound, 'partOf')));
    findings.push(...(yield* circles(sound, 'follows')));
  }
  if (isChanged((event) => [event?.series, event?.withdrawn])) findings.push(...(yield* seriesNumbers(sound)));
  return findings;
}

/** Whether what satisfies the rules of one vocabulary satisfies those of the other: a corrected name demands nothing. */
function demandsTheSame(a: Vocabulary, b: Vocabulary): boolean {
  if (a === b) return true;
  const demands = (vocabulary: Vocabulary) =>
    JSON.stringify([
      namedIds(vocabulary).map(({ ids }) => [...ids]),
      Object.entries(vocabulary.settings.types).map(([id, { requires, statuses }]) => [
        id,
        requires,
        Object.keys(statuses),
      ]),
      Object.values(vocabulary.sources).map(({ paragraphs }) => paragraphs),
    ]);
  return demands(a) === demands(b);
}

function* without(
  read: ReadonlyMap<string, TimelineEvent>,
  slugs: ReadonlySet<string>,
): Work<ReadonlyMap<string, TimelineEvent>> {
  const others = new Map<string, TimelineEvent>();
  yield* pausing(read, ([slug, event]) => {
    if (!slugs.has(slug)) others.set(slug, event);
  });
  return others;
}

function namesAny(event: TimelineEvent, slugs: ReadonlySet<string>): boolean {
  for (const slug of namedIn(event)) if (slugs.has(slug)) return true;
  return false;
}

/** The slugs of other events that an event names. */
function* namedIn({ relations, withdrawn }: TimelineEvent): Generator<string> {
  const { partOf, follows, fulfils, related } = relations;
  if (partOf !== undefined) yield partOf;
  yield* follows;
  yield* fulfils;
  yield* related;
  if (withdrawn?.replacedBy !== undefined) yield withdrawn.replacedBy;
}

/** What must hold between an event and the events that it names. */
function* namedEvents(
  event: TimelineEvent,
  read: ReadonlyMap<string, TimelineEvent>,
  timeZone: string,
): Generator<FolderFinding> {
  const finding = (path: FolderFinding['path'], message: string, found: string | undefined, advice: string) => ({
    file: event.file,
    path,
    fault: { message, found, advice },
  });
  const { partOf, follows, fulfils, related } = event.relations;
  const named: [path: (string | number)[], slug: string][] = [
    ...(partOf === undefined ? [] : [[['relations', 'partOf'], partOf] as [string[], string]]),
    ...Object.entries({ follows, fulfils, related }).flatMap(([kind, slugs]) =>
      slugs.map((slug, index): [(string | number)[], string] => [['relations', kind, index], slug]),
    ),
  ];
  if (event.withdrawn?.replacedBy !== undefined) named.push([['withdrawn', 'replacedBy'], event.withdrawn.replacedBy]);
  for (const [path, slug] of named) {
    const { withdrawn } = read.get(slug) ?? {};
    if (slug === event.slug)
      yield finding(path, 'an event has no relation to itself', undefined, 'another event, or leave it out');
    else if (withdrawn)
      yield finding(
        path,
        'names an event that was withdrawn',
        undefined,
        withdrawn.replacedBy ?? 'an event that stands, or leave it out',
      );
  }
  for (const [index, slug] of fulfils.entries()) {
    const plan = read.get(slug);
    if (!plan || plan.slug === event.slug) continue;
    const path = ['relations', 'fulfils', index];
    if (plan.status !== 'planned')
      yield finding(
        path,
        `fulfils what is not planned but ${plan.status}`,
        slug,
        `\`status: planned\` in ${plan.file}, or \`related\` here`,
      );
    else {
      // Calendars tell a fulfilled plan otherwise than an open one, and programs take a change only with a revision. What
      // is withdrawn fulfils nothing any more.
      const since = event.withdrawn?.date ?? event.published;
      const dayOf = (instant: string) => dayAt(Date.parse(instant), timeZone);
      // By days: a revision of a day alone stands as the start of that day.
      if (dayOf(lastModified(plan)) < dayOf(since))
        yield finding(
          path,
          `${event.withdrawn ? 'fulfilled' : 'fulfils'} a plan that was not revised since`,
          slug,
          `an entry in \`revisions\` of ${plan.file}, dated ${dayOf(since)} or later`,
        );
    }
  }
  for (const [index, citation] of event.sources.entries()) {
    const first = event.sources.findIndex((other) => saysTheSame(other, citation));
    if (first < index)
      yield finding(
        ['sources', index],
        `says the same as citation ${first + 1}`,
        undefined,
        'leave one of the two out',
      );
  }
}

function saysTheSame(a: Citation, b: Citation): boolean {
  return a.source === b.source && a.paragraph === b.paragraph && a.for === b.for && a.wording === b.wording;
}

const NONE: readonly string[] = [];

/** Each event on a circle of one relation, with the way round from it. Takes time in proportion to events and relations. */
function* circles(
  read: ReadonlyMap<string, TimelineEvent>,
  kind: 'partOf' | 'follows',
): Work<readonly FolderFinding[]> {
  const findings: FolderFinding[] = [];
  const targetsOf = (slug: string): readonly string[] => {
    const { partOf, follows } = read.get(slug)?.relations ?? { follows: [] };
    const targets = kind === 'follows' ? follows : partOf === undefined ? NONE : [partOf];
    // An event that names itself is told so by its own rule.
    return targets.length === 0 ? NONE : targets.filter((target) => target !== slug && read.has(target));
  };
  const done = new Set<string>();
  const startFrom = (start: string): void => {
    // Most events name no other.
    if (targetsOf(start).length === 0) {
      done.add(start);
      return;
    }
    // The way from the start, each step with the targets that are still to be tried.
    const way: { slug: string; rest: string[] }[] = done.has(start)
      ? []
      : [{ slug: start, rest: [...targetsOf(start)] }];
    const onWay = new Set(way.map(({ slug }) => slug));
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const target = step.rest.shift();
      if (target === undefined) {
        done.add(step.slug);
        onWay.delete(step.slug);
        way.pop();
      } else if (onWay.has(target)) {
        const circle = way.slice(way.findIndex(({ slug }) => slug === target)).map(({ slug }) => slug);
        findings.push(...circleFindings(circle, read, kind));
      } else if (!done.has(target)) {
        way.push({ slug: target, rest: [...targetsOf(target)] });
        onWay.add(target);
      }
    }
  };
  yield* pausing(read.keys(), startFrom);
  return findings;
}

function* circleFindings(
  circle: readonly string[],
  read: ReadonlyMap<string, TimelineEvent>,
  kind: string,
): Generator<FolderFinding> {
  for (const [index, slug] of circle.entries()) {
    const round = [...circle.slice(index), ...circle.slice(0, index)];
    const way = [...(round.length > 8 ? [...round.slice(0, 7), '…'] : round), slug];
    const event = read.get(slug);
    if (!event) continue;
    const message = `goes round in a circle: ${way.join(' → ')}`;
    yield {
      file: event.file,
      path: ['relations', kind],
      fault: { message, advice: 'take one of these relations out' },
    };
  }
}

/** A number in a series belongs to one event. */
function* seriesNumbers(read: ReadonlyMap<string, TimelineEvent>): Work<readonly FolderFinding[]> {
  const findings: FolderFinding[] = [];
  const holders = new Map<string, string>();
  yield* pausing(read.values(), (event) => {
    if (event.series?.number === undefined || event.withdrawn) return;
    const key = `${event.series.id} ${event.series.number}`;
    const holder = holders.get(key);
    if (holder === undefined) holders.set(key, event.slug);
    else {
      const message = `number ${event.series.number} of ${event.series.id} is also that of ${holder}`;
      const advice = 'a plan has no number; the event that fulfils it has';
      findings.push({ file: event.file, path: ['series', 'number'], fault: { message, advice } });
    }
  });
  return findings;
}
