/** Builds a chronology from the one before and at most 200 changed events, and reuses all that did not change. */
import { pausing, type Work } from '../slices.ts';
import {
  type Chronology,
  certainDays,
  incomingRelations,
  inSlugOrder,
  lastCertainDay,
  membersIn,
  neighboursIn,
  orderOfYear,
} from './chronology.ts';
import { anchorDay } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';
import { lowerBound } from './files/order.ts';
import type { Vocabulary } from './schema/vocabulary.ts';

/** Removed and added events. An edited event is in both, in its old and its new version. */
export interface Changes {
  readonly removed: readonly TimelineEvent[];
  readonly added: readonly TimelineEvent[];
}

/** With more changes, the chronology is built from all events. */
const MOST_CHANGES = 200;

export function isSmallUpdate(count: number): boolean {
  return count <= MOST_CHANGES;
}

/** The chronology that `chronologySteps` would build. @param bySlug Slug → event, of all current events. */
export function* updateSteps(
  before: Chronology,
  vocabulary: Vocabulary,
  changes: Changes,
  bySlug: ReadonlyMap<string, TimelineEvent>,
): Work<Chronology> {
  const removed = changes.removed.filter(({ withdrawn }) => !withdrawn);
  const added = changes.added.filter(({ withdrawn }) => !withdrawn);
  const touched = [...removed, ...added];
  // The order does not depend on the vocabulary.
  if (changes.removed.length + changes.added.length === 0) return { ...before, vocabulary, bySlug };
  const events = eventsAfter(before.events, removed, added);
  yield;
  // A `partOf` or `follows` that was added or removed can reorder other events of the same day.
  const isReordered = touched.some(hasOrderingRelation);
  const members = isReordered ? yield* membersIn(events) : yield* membersAfter(before, { removed, added }, events);
  const isNumbered = touched.some(({ series }) => series?.number !== undefined);
  return {
    vocabulary,
    events,
    bySlug,
    withdrawn: withdrawnAfter(before.withdrawn, changes),
    incoming: touched.some(hasRelation) ? yield* incomingRelations(events) : before.incoming,
    members,
    neighbours: isNumbered ? yield* neighboursIn(members.values()) : before.neighbours,
    knownUntil: yield* knownUntilAfter(before, removed, added, events),
  };
}

/** The chronology from which another was made, and the moves between the two. */
export interface UpdatedFrom {
  readonly before: Chronology;
  readonly moves: Moves;
}

/** The difference between two orders of events, without withdrawn events. */
export interface Moves {
  readonly removed: readonly TimelineEvent[];
  readonly added: readonly TimelineEvent[];
  /** The positions of removed events in the order before, ascending. */
  readonly removedAt: Uint32Array;
  /** The positions of added events in the order now, ascending. */
  readonly addedAt: Uint32Array;
}

export function movesBetween(before: Chronology, changes: Changes, now: Chronology): Moves {
  const removed = changes.removed.filter(({ withdrawn }) => !withdrawn);
  const added = changes.added.filter(({ withdrawn }) => !withdrawn);
  const reordered = reorderedBy([...removed, ...added], before.events, now.events);
  const positions = (events: readonly TimelineEvent[], moved: readonly TimelineEvent[]) =>
    Uint32Array.from([...moved, ...reordered].map((event) => positionOf(events, event))).sort();
  return {
    removed: [...removed, ...reordered],
    added: [...added, ...reordered],
    removedAt: positions(before.events, removed),
    addedAt: positions(now.events, added),
  };
}

/** Unchanged events of days whose order was changed by a relation of a changed event. */
function reorderedBy(
  touched: readonly TimelineEvent[],
  before: readonly TimelineEvent[],
  now: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  const changed = new Set(touched);
  const days = new Set(touched.filter(hasOrderingRelation).map(({ when }) => anchorDay(when)));
  return [...days].flatMap((day) => {
    const stayed = (events: readonly TimelineEvent[]) =>
      // `~` sorts after every character of a day.
      events
        .slice(firstIndexFrom(events, day), firstIndexFrom(events, `${day}~`))
        .filter((event) => !changed.has(event));
    const [earlier, later] = [stayed(before), stayed(now)];
    return earlier.every((event, index) => event === later[index]) ? [] : earlier;
  });
}

/** The index of an event in events that are in the order of the chronology. */
export function positionOf(events: readonly TimelineEvent[], event: TimelineEvent): number {
  const position = events.indexOf(event, firstIndexFrom(events, anchorDay(event.when)));
  if (position === -1) throw new Error(`${event.slug} is not among the events`);
  return position;
}

/** The index of the first event whose anchor day is not before a day (lower bound); a year sorts before all of its days. */
function firstIndexFrom(events: readonly TimelineEvent[], day: string): number {
  return lowerBound(events.length, (index) => anchorDay((events[index] as TimelineEvent).when) < day);
}

/** The order after the changes. Only the years of changed events are sorted again, since each year is ordered by itself. */
function eventsAfter(
  before: readonly TimelineEvent[],
  removed: readonly TimelineEvent[],
  added: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  // As its days begin, which sorts as they do.
  const yearOf = ({ when }: TimelineEvent) => anchorDay(when).slice(0, -6);
  const removedEvents = new Set(removed);
  const years = [...new Set([...removed, ...added].map(yearOf))].sort();
  const pieces: (readonly TimelineEvent[])[] = [];
  let done = 0;
  for (const year of years) {
    const begin = firstIndexFrom(before, year);
    // `~` sorts after every character of a day.
    const end = firstIndexFrom(before, `${year}~`);
    const unchanged = before.slice(begin, end).filter((event) => !removedEvents.has(event));
    pieces.push(
      before.slice(done, begin),
      orderOfYear([...unchanged, ...added.filter((event) => yearOf(event) === year)]),
    );
    done = end;
  }
  pieces.push(before.slice(done));
  return ([] as TimelineEvent[]).concat(...pieces);
}

function withdrawnAfter(before: readonly TimelineEvent[], { removed, added }: Changes): readonly TimelineEvent[] {
  const removedEvents = new Set(removed);
  const addedWithdrawn = added.filter(({ withdrawn }) => withdrawn);
  if (addedWithdrawn.length === 0 && !before.some((event) => removedEvents.has(event))) return before;
  return inSlugOrder([...before.filter((event) => !removedEvents.has(event)), ...addedWithdrawn]);
}

/** Whether the event has a relation that decides its order within a day. */
function hasOrderingRelation({ relations: { partOf, follows } }: TimelineEvent): boolean {
  return partOf !== undefined || follows.length > 0;
}

function hasRelation({ relations: { partOf, follows, fulfils, related } }: TimelineEvent): boolean {
  return partOf !== undefined || follows.length + fulfils.length + related.length > 0;
}

/** The members of each series. A series is listed again where a member changed, unless the edit left the member's position. */
function* membersAfter(
  before: Chronology,
  { removed, added }: Changes,
  events: readonly TimelineEvent[],
): Work<Chronology['members']> {
  const ids = new Set<string>();
  const members = new Map(before.members);
  const edited = new Map(added.map((event) => [event.slug, event]));
  for (const event of removed) {
    const now = edited.get(event.slug);
    const list = event.series && members.get(event.series.id);
    if (!now || !list || !event.series || !hasSamePosition(event, now)) {
      if (event.series) ids.add(event.series.id);
      continue;
    }
    edited.delete(event.slug);
    members.set(event.series.id, list.with(list.indexOf(event), now));
  }
  for (const { series } of edited.values()) if (series) ids.add(series.id);
  if (ids.size === 0) return members;
  const changedMembers: TimelineEvent[] = [];
  yield* pausing(events, (event) => {
    if (event.series && ids.has(event.series.id)) changedMembers.push(event);
  });
  for (const id of ids) members.delete(id);
  for (const [id, list] of yield* membersIn(changedMembers)) members.set(id, list);
  return members;
}

/** Whether both versions of an event have the same position: date, series and relations are equal. */
function hasSamePosition(a: TimelineEvent, b: TimelineEvent): boolean {
  const decisive = ({ when, series, relations }: TimelineEvent) => JSON.stringify([when, series, relations]);
  return decisive(a) === decisive(b);
}

function* knownUntilAfter(
  before: Chronology,
  removed: readonly TimelineEvent[],
  added: readonly TimelineEvent[],
  events: readonly TimelineEvent[],
): Work<string> {
  if (removed.flatMap(certainDays).includes(before.knownUntil)) return yield* lastCertainDay(events);
  return added.flatMap(certainDays).reduce((last, day) => (day > last ? day : last), before.knownUntil);
}
