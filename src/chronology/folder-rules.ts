/** What must hold between the event files of a folder: relations that lead somewhere, no circles, one event a number. */
import { lastModified, type TimelineEvent } from './event.ts';
import type { Yaml } from './parse.ts';
import type { Problem } from './problem.ts';
import { pausing, type Work } from './slices.ts';

/** The file of an event whose file is right in itself: read again only where there is something to say of it. */
export type YamlOf = (event: TimelineEvent) => Yaml;

/** Tells all problems between the files; `read` is by slug. */
export function* folderRules(
  read: ReadonlyMap<string, TimelineEvent>,
  yamlOf: YamlOf,
  tell: (problem: Problem) => void,
): Work<void> {
  yield* pausing(read.values(), 200, (event) => {
    for (const problem of namedEvents(event, read, yamlOf)) tell(problem);
  });
  yield* circles(read, 'partOf', yamlOf, tell);
  yield* circles(read, 'follows', yamlOf, tell);
  yield* seriesNumbers(read, yamlOf, tell);
}

/** The slugs of other events that an event names. */
export function* namedIn({ relations, withdrawn }: TimelineEvent): Generator<string> {
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
  yamlOf: YamlOf,
): Generator<Problem> {
  const yaml = () => yamlOf(event);
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
      yield yaml().problem(path, 'an event has no relation to itself', undefined, 'another event, or leave it out');
    else if (withdrawn)
      yield yaml().problem(
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
      yield yaml().problem(
        path,
        `fulfils what is not planned but ${plan.status}`,
        slug,
        `\`status: planned\` in ${plan.file}, or \`related\` here`,
      );
    else {
      // Calendars tell a fulfilled plan otherwise than an open one, and programs take a change only with a revision. What
      // is withdrawn fulfils nothing any more.
      const since = event.withdrawn?.date ?? event.published;
      if (lastModified(plan) < since)
        yield yaml().problem(
          path,
          `${event.withdrawn ? 'fulfilled' : 'fulfils'} a plan that was not revised since`,
          slug,
          `an entry in \`revisions\` of ${plan.file}, dated ${since.slice(0, 10)} or later`,
        );
    }
  }
  const cited = new Map<string, number>();
  for (const [index, { source, paragraph, for: purpose, wording }] of event.sources.entries()) {
    const key = [source, paragraph, purpose, wording].join('\n');
    const first = cited.get(key);
    if (first !== undefined)
      yield yaml().problem(
        ['sources', index],
        `says the same as citation ${first + 1}`,
        undefined,
        'leave one of the two out',
      );
    cited.set(key, first ?? index);
  }
}

/** Each event on a circle of one relation, with the way round from it. Takes time in proportion to events and relations. */
function* circles(
  read: ReadonlyMap<string, TimelineEvent>,
  kind: 'partOf' | 'follows',
  yamlOf: YamlOf,
  tell: (problem: Problem) => void,
): Work<void> {
  const targetsOf = (slug: string): readonly string[] => {
    const { partOf, follows } = read.get(slug)?.relations ?? { follows: [] };
    // An event that names itself is told so by its own rule.
    const targets = kind === 'follows' ? follows : partOf === undefined ? [] : [partOf];
    return targets.filter((target) => target !== slug && read.has(target));
  };
  const done = new Set<string>();
  const startFrom = (start: string): void => {
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
        for (const problem of circleProblems(circle, read, kind, yamlOf)) tell(problem);
      } else if (!done.has(target)) {
        way.push({ slug: target, rest: [...targetsOf(target)] });
        onWay.add(target);
      }
    }
  };
  yield* pausing(read.keys(), 500, startFrom);
}

function* circleProblems(
  circle: readonly string[],
  read: ReadonlyMap<string, TimelineEvent>,
  kind: string,
  yamlOf: YamlOf,
): Generator<Problem> {
  for (const [index, slug] of circle.entries()) {
    const round = [...circle.slice(index), ...circle.slice(0, index)];
    const way = [...(round.length > 8 ? [...round.slice(0, 7), '…'] : round), slug];
    const event = read.get(slug);
    if (!event) continue;
    yield yamlOf(event).problem(
      ['relations', kind],
      `goes round in a circle: ${way.join(' → ')}`,
      undefined,
      'take one of these relations out',
    );
  }
}

/** A number in a series belongs to one event. */
function* seriesNumbers(
  read: ReadonlyMap<string, TimelineEvent>,
  yamlOf: YamlOf,
  tell: (problem: Problem) => void,
): Work<void> {
  const holders = new Map<string, string>();
  yield* pausing(read.values(), 2000, (event) => {
    if (event.series?.number === undefined || event.withdrawn) return;
    const key = `${event.series.id} ${event.series.number}`;
    const holder = holders.get(key);
    if (holder !== undefined)
      tell(
        yamlOf(event).problem(
          ['series', 'number'],
          `number ${event.series.number} of ${event.series.id} is also that of ${holder}`,
          undefined,
          'a plan has no number; the event that fulfils it has',
        ),
      );
    else holders.set(key, event.slug);
  });
}
