/** The chronology: all events in order, with look-ups of their relations, their series and their slugs. */
import { pausing, type Work } from '../slices.ts';
import { type Day, FIRST_DAY } from './dates/day.ts';
import { anchorDay, instantOf, isQualifiedPoint, pointsOf, precisionOf, precisions } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';
import { compareText } from './files/order.ts';
import type { EventType, Vocabulary } from './schema/vocabulary.ts';

/** The content of a chronology's folder. A chronology is never changed after it is built. */
export interface Chronology {
  /** The same object as long as no vocabulary file changes. */
  readonly vocabulary: Vocabulary;
  /** All events but withdrawn ones, in the order of the chronology. */
  readonly events: readonly TimelineEvent[];
  /** Slug → event, with withdrawn events. */
  readonly bySlug: ReadonlyMap<string, TimelineEvent>;
  /** Withdrawn events, in the order of their slugs. */
  readonly withdrawn: readonly TimelineEvent[];
  /** The last day by which an event certainly had begun or ended: an ongoing event is known to have gone on until then. */
  readonly knownUntil: Day;
  /** Slug → the relations of other events to the event. */
  readonly incoming: ReadonlyMap<string, IncomingRelations>;
  /** Slug of a numbered member of a series → the members before and after it. */
  readonly neighbours: ReadonlyMap<string, SeriesNeighbours>;
  /** Id of a series → its members, without withdrawn ones: numbered members by number, then the others in order of time. */
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

/** Builds the chronology from all events. @param bySlug Slug → event, with withdrawn events. */
export function* chronologySteps(vocabulary: Vocabulary, bySlug: ReadonlyMap<string, TimelineEvent>): Work<Chronology> {
  const current: TimelineEvent[] = [];
  const withdrawn: TimelineEvent[] = [];
  yield* pausing(bySlug.values(), (event) => (event.withdrawn ? withdrawn : current).push(event));
  const events = yield* inOrder(current);
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

/** The numbered members before and after an event in its series. */
export function seriesNeighbours(chronology: Chronology, event: TimelineEvent): SeriesNeighbours {
  return chronology.neighbours.get(event.slug) ?? {};
}

export function inSlugOrder(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return [...events].sort((a, b) => compareText(a.slug, b.slug));
}

/**
 * Sorts events by anchor day. On one day, events with a time are in the order of their instants. Otherwise `partOf` and
 * `follows` put the event that they name first, whatever its precision; without a relation, the more precise event is first,
 * then the lower slug.
 */
function* inOrder(events: readonly TimelineEvent[]): Work<readonly TimelineEvent[]> {
  // Sorted year by year, so that no sort is long.
  const years = new Map<string, TimelineEvent[]>();
  yield* pausing(events, (event) => {
    // As its days begin, which sorts as they do.
    const year = anchorDay(event.when).slice(0, -6);
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
  const bySlug = new Map(keyed.map((entry) => [entry.event.slug, entry]));
  const done = new Set<string>();
  const ordered: TimelineEvent[] = [];
  // `latest` is the instant of the event that names this one: a relation never moves an event before an earlier instant.
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
  for (const entry of keyed) add(entry);
  return ordered;
}

export function* incomingRelations(events: readonly TimelineEvent[]): Work<ReadonlyMap<string, IncomingRelations>> {
  const incoming = new Map<string, { [K in keyof IncomingRelations]: TimelineEvent[] }>();
  const relationsTo = (slug: string) => {
    const entry = incoming.get(slug) ?? { subEvents: [], followedBy: [], fulfilledBy: [], related: [] };
    incoming.set(slug, entry);
    return entry;
  };
  yield* pausing(events, (event) => {
    const { partOf, follows, fulfils, related } = event.relations;
    if (partOf !== undefined) relationsTo(partOf).subEvents.push(event);
    for (const slug of follows) relationsTo(slug).followedBy.push(event);
    for (const slug of fulfils) relationsTo(slug).fulfilledBy.push(event);
    for (const slug of related) relationsTo(slug).related.push(event);
  });
  return incoming;
}

export function* lastCertainDay(events: readonly TimelineEvent[]): Work<Day> {
  let last: Day = FIRST_DAY;
  yield* pausing(events, (event) => {
    for (const day of certainDays(event)) if (day > last) last = day;
  });
  return last;
}

/**
 * The days by which an event had certainly begun or ended: the first ones of its dates. None of a plan, none of a date that
 * is approximate or uncertain, and not the end of an ongoing event, which is still to come.
 */
export function certainDays({ status, when }: TimelineEvent): readonly Day[] {
  if (status !== 'done' && status !== 'ongoing') return [];
  const points =
    status === 'ongoing' && when.kind === 'period' && typeof when.start !== 'string' ? [when.start] : pointsOf(when);
  return points.flatMap((point) => (isQualifiedPoint(point) ? [] : (point.earliest ?? [])));
}

/** Slug → the numbered members before and after it in its series. Numbers may have gaps. */
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
  // A plan has no number and comes after numbered members; the sort is stable and keeps plans in order of time.
  const rank = (event: TimelineEvent) => event.series?.number ?? Number.POSITIVE_INFINITY;
  yield* pausing(members.values(), (list) => {
    if (list.some(({ series }) => series?.number !== undefined))
      list.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  });
  return members;
}
