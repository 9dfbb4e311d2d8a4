/** The rules between the files of a folder: references have a target, relations have no cycle, a series number has one event. */
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { dayAt } from '../dates/day.ts';
import { lastModified, type TimelineEvent } from '../event.ts';
import type { FieldFault } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { counted } from '../files/source/numbers.ts';
import { namedIds, SECTIONS, type Vocabulary } from '../schema/vocabulary.ts';
import type { ReadVocabulary } from './folder.ts';
import {
  type MissedKind,
  MOST_OF_A_FILE,
  NameAdvice,
  type UnknownName,
  type VocabularyFaults,
  vocabularyRules,
} from './vocabulary-rules.ts';

/** A fault between files, in the event file that must be edited. */
export interface FolderFinding extends FieldFault {
  readonly file: string;
}

/** An event file with problems of its own, whose references are checked all the same. */
export interface Draft {
  readonly file: string;
  /** The plain YAML value; undefined where the text is not YAML. */
  readonly content: unknown;
}

/** The targets that references in event files may have. */
export interface Known {
  readonly vocabulary: ReadVocabulary;
  /** Slugs of events that event files may name. */
  readonly slugs: ReadonlySet<string>;
}

/**
 * All faults between the files.
 *
 * @param read Slug → event, of the files without problems of their own.
 * @param before A chronology without faults: only events that changed since, or name one that did, are checked.
 */
export function* folderRules(
  read: ReadonlyMap<string, TimelineEvent>,
  { vocabulary, slugs }: Known,
  drafts: readonly Draft[] = [],
  before?: Pick<Chronology, 'bySlug' | 'vocabulary'>,
): Work<readonly FolderFinding[]> {
  const findings: FolderFinding[] = [];
  const previous = before?.bySlug ?? new Map<string, TimelineEvent>();
  const changed = new Set<string>();
  yield* pausing(read, ([slug, event]) => {
    if (previous.get(slug) !== event) changed.add(slug);
  });
  yield* pausing(previous.keys(), (slug) => {
    if (!read.has(slug)) changed.add(slug);
  });
  const toCheck: TimelineEvent[] = [];
  yield* pausing(read.values(), (event) => {
    if (changed.has(event.slug) || namesAny(event, changed)) toCheck.push(event);
  });

  const { faultsOf, missed } = vocabularyRules(vocabulary, slugs);
  /** File → how many more faults it has than findings. */
  const uncounted = new Map<string, number>();
  const take = (file: string, { faults, more }: VocabularyFaults): boolean => {
    for (const fault of faults) findings.push({ file, ...fault });
    if (more > 0) uncounted.set(file, more);
    return faults.length > 0;
  };
  const unsound = new Set<string>();
  const haveRulesChanged = before && !requiresTheSame(before.vocabulary, vocabulary.vocabulary);
  yield* pausing(haveRulesChanged ? read.values() : toCheck, (event) => {
    if (take(event.file, faultsOf(event.slug, event))) unsound.add(event.slug);
  });
  yield* pausing(drafts, ({ file, content }) => take(file, faultsOf(slugOf(file).slug, content)));
  for (const kind of missed.values()) findings.push(missedFinding(kind));

  // An event with an unknown reference is left out of the rules between events until the reference is mended.
  const sound = unsound.size === 0 ? read : yield* without(read, unsound);
  const { timeZone } = vocabulary.vocabulary.settings;
  yield* pausing(toCheck, (event) => {
    if (!unsound.has(event.slug))
      for (const finding of relationFindings(event, sound, timeZone)) findings.push(finding);
  });
  function* isChanged(select: (event: TimelineEvent | undefined) => unknown): Work<boolean> {
    for (const slug of changed) {
      if (JSON.stringify(select(sound.get(slug))) !== JSON.stringify(select(previous.get(slug)))) return true;
      if (isSliceOver()) yield;
    }
    return false;
  }
  if (yield* isChanged((event) => event?.relations)) {
    yield* cycles(sound, 'partOf', findings);
    yield* cycles(sound, 'follows', findings);
  }
  if (yield* isChanged((event) => [event?.series, event?.withdrawn])) yield* seriesNumbers(sound, findings);
  return yield* advised(yield* limited(findings, uncounted));
}

/** The first findings of each file, and how many faults there are beside them. */
function* limited(
  findings: readonly FolderFinding[],
  uncounted: ReadonlyMap<string, number>,
): Work<readonly FolderFinding[]> {
  const counts = new Map<string, number>();
  const told: FolderFinding[] = [];
  yield* pausing(findings, (finding) => {
    const { file } = finding;
    const count = (counts.get(file) ?? uncounted.get(file) ?? 0) + 1;
    counts.set(file, count);
    if (count - (uncounted.get(file) ?? 0) <= MOST_OF_A_FILE) told.push(finding);
  });
  yield* pausing(counts, ([file, count]) => {
    if (count <= MOST_OF_A_FILE) return;
    const message = `and ${counted(count - MOST_OF_A_FILE, 'more problem')} between this file and others`;
    told.push({ file, path: [], fault: { message, advice: 'mend the others first' } });
  });
  return told;
}

/** The findings, with the names that were meant where one is not known. */
function* advised(
  findings: readonly (FolderFinding | (FolderFinding & UnknownName))[],
): Work<readonly FolderFinding[]> {
  const names = new NameAdvice();
  const all: FolderFinding[] = [];
  for (const finding of findings) {
    if ('unknown' in finding) {
      const { unknown, ...rest } = finding;
      all.push({ ...rest, fault: { ...rest.fault, advice: yield* names.for(unknown) } });
    } else all.push(finding);
    if (isSliceOver()) yield;
  }
  return all;
}

/** That a file of the vocabulary, or a list in `chronology.yaml`, is missing, as one finding for all that name its ids. */
function missedFinding({ kind, entry, fileCount, id }: MissedKind): FolderFinding {
  const isFile = SECTIONS.some((section) => section === kind);
  const file = isFile ? `${kind}.yaml` : 'chronology.yaml';
  const [noun = ''] = entry.split(' of ');
  return {
    file,
    path: isFile ? [] : [kind],
    fault: {
      kind: isFile ? 'missing-vocabulary' : 'missing-field',
      message: `missing, and ${counted(fileCount, 'event file')} ${fileCount === 1 ? 'names' : 'name'} ${noun} of it`,
      // What stands in the file, which would otherwise be quoted, has no entry.
      found: id,
      advice: `${isFile ? `the file ${file}` : `\`${kind}:\``} with an entry for each ${noun.replace(/^an? /, '')}, which begins with its id and a colon`,
    },
  };
}

/** Whether the rules of both vocabularies are equal, as after the correction of a name: unchanged events then stay valid. */
function requiresTheSame(a: Vocabulary, b: Vocabulary): boolean {
  if (a === b) return true;
  const requirements = (vocabulary: Vocabulary) =>
    JSON.stringify([
      namedIds(vocabulary).map(({ kind, ids }) => [kind, ...ids]),
      Object.entries(vocabulary.settings.types).map(([id, { requires, recurring, statuses }]) => [
        id,
        requires,
        recurring,
        Object.keys(statuses),
      ]),
      Object.values(vocabulary.sources).map(({ paragraphs }) => paragraphs),
    ]);
  return requirements(a) === requirements(b);
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

/** The findings of the rules between an event and the events that it names. */
function* relationFindings(
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
      // The calendar entry of a plan changes when the plan is fulfilled, or when the event that fulfilled it is withdrawn.
      // Calendar programs take a change only with a revision.
      const since = event.withdrawn?.date ?? event.published;
      const dayOf = (instant: string) => dayAt(Date.parse(instant), timeZone);
      // Days are compared, since a revision dated by a day alone counts as the start of that day.
      if (dayOf(lastModified(plan)) < dayOf(since))
        yield finding(
          path,
          `${event.withdrawn ? 'fulfilled' : 'fulfils'} a plan that was not revised since`,
          slug,
          `an entry in \`revisions\` of ${plan.file}, dated ${dayOf(since)} or later`,
        );
    }
  }
  const firsts = new Map<string, number>();
  for (const [index, citation] of event.sources.entries()) {
    const key = JSON.stringify(citation);
    const first = firsts.get(key) ?? index;
    firsts.set(key, first);
    if (first < index)
      yield finding(
        ['sources', index],
        `says the same as citation ${first + 1}`,
        undefined,
        'leave one of the two out',
      );
  }
}

const NONE: readonly string[] = [];

/**
 * Cycles of one relation, with a finding for each event that is in one: a depth-first search without recursion, whose time
 * is proportional to the number of events and relations, and to the lengths of the cycles that are told of.
 */
function* cycles(
  read: ReadonlyMap<string, TimelineEvent>,
  kind: 'partOf' | 'follows',
  findings: FolderFinding[],
): Work<void> {
  const targetsOf = (slug: string): readonly string[] => {
    const { partOf, follows } = read.get(slug)?.relations ?? { follows: [] };
    const targets = kind === 'follows' ? follows : partOf === undefined ? NONE : [partOf];
    // An event that names itself has a finding of its own.
    return targets.length === 0 ? NONE : targets.filter((target) => target !== slug && read.has(target));
  };
  const done = new Set<string>();
  /** Among many events that all name each other, there are more cycles than anybody could read. */
  const told = new Set<string>();
  for (const start of read.keys()) {
    if (isSliceOver()) yield;
    if (done.has(start)) continue;
    // Most events have no relation.
    const targets = targetsOf(start);
    if (targets.length === 0) {
      done.add(start);
      continue;
    }
    // The path from the start, each step with the targets that are not visited yet, and the places on it.
    const path: { slug: string; rest: string[] }[] = [{ slug: start, rest: [...targets] }];
    const placeOf = new Map([[start, 0]]);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      if (isSliceOver()) yield;
      const target = step.rest.shift();
      const place = target === undefined ? undefined : placeOf.get(target);
      if (target === undefined) {
        done.add(step.slug);
        placeOf.delete(step.slug);
        path.pop();
      } else if (place !== undefined) {
        if (told.has(target) && told.has(step.slug)) continue;
        const cycle = path.slice(place).map(({ slug }) => slug);
        yield* pausing(cycle.keys(), (index) => {
          const finding = told.has(cycle[index] ?? '') ? undefined : cycleFinding(cycle, index, read, kind);
          if (finding) findings.push(finding);
        });
        for (const slug of cycle) told.add(slug);
      } else if (!done.has(target)) {
        path.push({ slug: target, rest: [...targetsOf(target)] });
        placeOf.set(target, path.length - 1);
      }
    }
  }
}

const MOST_IN_A_CIRCLE = 8;

function cycleFinding(
  cycle: readonly string[],
  index: number,
  read: ReadonlyMap<string, TimelineEvent>,
  kind: string,
): FolderFinding | undefined {
  const from = (count: number) => Array.from({ length: count }, (_, step) => cycle[(index + step) % cycle.length]);
  const round = cycle.length > MOST_IN_A_CIRCLE ? [...from(MOST_IN_A_CIRCLE - 1), '…'] : from(cycle.length);
  const event = read.get(cycle[index] ?? '');
  const message = `goes round in a circle: ${[...round, cycle[index]].join(' → ')}`;
  return (
    event && {
      file: event.file,
      path: ['relations', kind],
      fault: { kind: 'relation', message, advice: 'take one of these relations out' },
    }
  );
}

/** A number in a series belongs to one event. */
function* seriesNumbers(read: ReadonlyMap<string, TimelineEvent>, findings: FolderFinding[]): Work<void> {
  const holders = new Map<string, string>();
  yield* pausing(read.values(), (event) => {
    if (event.series?.number === undefined || event.withdrawn) return;
    const key = `${event.series.id} ${event.series.number}`;
    const holder = holders.get(key);
    if (holder === undefined) holders.set(key, event.slug);
    else {
      const message = `number ${event.series.number} of ${event.series.id} is also that of ${holder}`;
      const advice = 'a plan has no number; the event that fulfils it has';
      findings.push({ file: event.file, path: ['series', 'number'], fault: { kind: 'relation', message, advice } });
    }
  });
}
