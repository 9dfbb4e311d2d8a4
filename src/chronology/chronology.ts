/** The collection of all events: their order, and what can be looked up about them. */
import { pausing, type Work } from '../slices.ts';
import type { Day } from './dates/day.ts';
import { anchorDay, instantOf, pointsOf, precisionOf, precisions } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';
import { compareText } from './files/order.ts';
import type { EventType, Vocabulary } from './schema/vocabulary.ts';

/** Everything that is said in a chronology's folder. Nothing in it changes once it is built. */
export interface Chronology {
  /** The same object as long as no file of the vocabulary changes. */
  readonly vocabulary: Vocabulary;
  /** What is shown, in order; withdrawn events are not among them. */
  readonly events: readonly TimelineEvent[];
  /** All events, withdrawn ones too, by slug. */
  readonly bySlug: ReadonlyMap<string, TimelineEvent>;
  /** Withdrawn events, in the order of their slugs. */
  readonly withdrawn: readonly TimelineEvent[];
  /** The last day of which anything is certain: what goes on is known to have gone on until then, and no further. */
  readonly knownUntil: Day;
  /** What other events say of one: the relations that point at its slug. */
  readonly incoming: ReadonlyMap<string, IncomingRelations>;
  /** The members before and after each numbered member of a series, by slug. */
  readonly neighbours: ReadonlyMap<string, SeriesNeighbours>;
  /** The members of each series that are shown: numbered ones by number, then the others in order of time. */
  readonly members: ReadonlyMap<string, readonly TimelineEvent[]>;
}

export interface SeriesNeighbours {
  readonly previous?: TimelineEvent | undefined;
  readonly next?: TimelineEvent | undefined;
}

export interface IncomingRelations {
  readonly subEvents: readonly TimelineEvent[];
  readonly followedBy: readonly TimelineEvent[];
  readonly fulfilledBy: readonly TimelineEvent[];
  readonly related: readonly TimelineEvent[];
}

const NO_RELATIONS: IncomingRelations = { subEvents: [], followedBy: [], fulfilledBy: [], related: [] };

/** The chronology of all events. @param bySlug Withdrawn ones among them. */
export function* chronologySteps(vocabulary: Vocabulary, bySlug: ReadonlyMap<string, TimelineEvent>): Work<Chronology> {
  const shown: TimelineEvent[] = [];
  const withdrawn: TimelineEvent[] = [];
  yield* pausing(bySlug.values(), (event) => (event.withdrawn ? withdrawn : shown).push(event));
  const events = yield* inOrder(shown);
  const members = yield* membersIn(events);
  return {
    vocabulary,
    events,
    bySlug,
    withdrawn: inSlugOrder(withdrawn),
    incoming: yield* incomingRelations(events),
    members,
    knownUntil: yield* lastCertainDay(events),
    neighbours: yield* neighboursIn(members.values()),
  };
}

export function typeOf({ vocabulary }: Pick<Chronology, 'vocabulary'>, event: TimelineEvent): EventType {
  const type = vocabulary.settings.types[event.type];
  if (!type) throw new Error(`event ${event.slug} of unknown type ${event.type}`);
  return type;
}

export function incomingTo(chronology: Chronology, slug: string): IncomingRelations {
  return chronology.incoming.get(slug) ?? NO_RELATIONS;
}

export function seriesMembers(chronology: Chronology, id: string): readonly TimelineEvent[] {
  return chronology.members.get(id) ?? [];
}

/** The members before and after a numbered event in its series; numbers may have gaps. */
export function seriesNeighbours(chronology: Chronology, event: TimelineEvent): SeriesNeighbours {
  return chronology.neighbours.get(event.slug) ?? {};
}

export function inSlugOrder(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return [...events].sort((a, b) => compareText(a.slug, b.slug));
}

/**
 * By anchor day. On one day, events with a time stand in the order of their instants. Otherwise a parent stands before its
 * parts and what is followed before what follows, whatever their precision; where neither says anything, the more precise
 * first, then the slug.
 */
function* inOrder(events: readonly TimelineEvent[]): Work<readonly TimelineEvent[]> {
  // Year by year, so that no sort is long.
  const years = new Map<string, TimelineEvent[]>();
  yield* pausing(events, (event) => {
    const year = anchorDay(event.when).slice(0, 4);
    const others = years.get(year);
    if (others) others.push(event);
    else years.set(year, [event]);
  });
  const ordered: TimelineEvent[] = [];
  yield* pausing([...years.keys()].sort(compareText), (year) => {
    for (const event of orderOfYear(years.get(year) ?? [])) ordered.push(event);
  });
  return ordered;
}

/** The events whose anchor days are in one year, in order. */
export function orderOfYear(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  const keyed = events.map((event) => ({
    event,
    anchor: anchorDay(event.when),
    instant: instantOf(event.when),
    rank: precisions.indexOf(precisionOf(event.when)),
  }));
  keyed.sort(
    (a, b) =>
      compareText(a.anchor, b.anchor) ||
      a.rank - b.rank ||
      compareText(a.instant ?? '', b.instant ?? '') ||
      compareText(a.event.slug, b.event.slug),
  );
  const bySlug = new Map(keyed.map((one) => [one.event.slug, one]));
  const done = new Set<string>();
  const ordered: TimelineEvent[] = [];
  // `latest` is the instant of the event before which this one is to stand: a relation never puts a later one there.
  const add = ({ event, anchor, instant }: (typeof keyed)[number], latest = instant): void => {
    if (done.has(event.slug)) return;
    done.add(event.slug);
    const { partOf, follows } = event.relations;
    for (const slug of partOf === undefined ? follows : [partOf, ...follows]) {
      const before = bySlug.get(slug);
      if (before?.anchor !== anchor) continue;
      if (latest === undefined || before.instant === undefined || before.instant <= latest) add(before, latest);
    }
    ordered.push(event);
  };
  for (const one of keyed) add(one);
  return ordered;
}

export function* incomingRelations(events: readonly TimelineEvent[]): Work<ReadonlyMap<string, IncomingRelations>> {
  const incoming = new Map<string, { [K in keyof IncomingRelations]: TimelineEvent[] }>();
  const at = (slug: string) => {
    const entry = incoming.get(slug) ?? { subEvents: [], followedBy: [], fulfilledBy: [], related: [] };
    incoming.set(slug, entry);
    return entry;
  };
  yield* pausing(events, (event) => {
    const { partOf, follows, fulfils, related } = event.relations;
    if (partOf !== undefined) at(partOf).subEvents.push(event);
    for (const slug of follows) at(slug).followedBy.push(event);
    for (const slug of fulfils) at(slug).fulfilledBy.push(event);
    for (const slug of related) at(slug).related.push(event);
  });
  return incoming;
}

export function* lastCertainDay(events: readonly TimelineEvent[]): Work<Day> {
  let last: Day = '0001-01-01';
  yield* pausing(events, (event) => {
    for (const day of certainDays(event)) if (day > last) last = day;
  });
  return last;
}

/** A plan is not certain, and of a month no more than its first day. */
export function certainDays({ status, when }: TimelineEvent): readonly Day[] {
  return status === 'done' || status === 'ongoing' ? pointsOf(when).flatMap(({ earliest }) => earliest ?? []) : [];
}

/** Numbers may have gaps: neighbours are those that are there. */
export function* neighboursIn(series: Iterable<readonly TimelineEvent[]>): Work<ReadonlyMap<string, SeriesNeighbours>> {
  const neighbours = new Map<string, SeriesNeighbours>();
  for (const members of series) {
    const numbered = members.filter((member) => member.series?.number !== undefined);
    yield* pausing(numbered.entries(), ([index, { slug }]) =>
      neighbours.set(slug, { previous: numbered[index - 1], next: numbered[index + 1] }),
    );
  }
  return neighbours;
}

export function* membersIn(events: readonly TimelineEvent[]): Work<ReadonlyMap<string, readonly TimelineEvent[]>> {
  const members = new Map<string, TimelineEvent[]>();
  yield* pausing(events, (event) => {
    if (!event.series) return;
    const others = members.get(event.series.id);
    if (others) others.push(event);
    else members.set(event.series.id, [event]);
  });
  // A plan has no number, and stands behind those that have; the sort keeps it in its place in time.
  const rank = (event: TimelineEvent) => event.series?.number ?? Number.POSITIVE_INFINITY;
  yield* pausing(members.values(), (of) => {
    if (of.some(({ series }) => series?.number !== undefined))
      of.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  });
  return members;
}
