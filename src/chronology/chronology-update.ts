/** A chronology after few of its events changed, made from the one before: what did not change is taken over. */
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
import type { Vocabulary } from './schema/vocabulary.ts';

/** Events that are no more, and events that are there now; one that was edited is among both. */
export interface Changes {
  readonly removed: readonly TimelineEvent[];
  readonly added: readonly TimelineEvent[];
}

/** So many changes are no longer few. */
const MOST_CHANGES = 200;

export function isSmallUpdate(count: number): boolean {
  return count <= MOST_CHANGES;
}

/** The same as `chronologySteps` makes of all events. @param bySlug All events as they are now. */
export function* updateSteps(
  before: Chronology,
  vocabulary: Vocabulary,
  changes: Changes,
  bySlug: ReadonlyMap<string, TimelineEvent>,
): Work<Chronology> {
  const removed = changes.removed.filter(({ withdrawn }) => !withdrawn);
  const added = changes.added.filter(({ withdrawn }) => !withdrawn);
  const touched = [...removed, ...added];
  // Of another vocabulary alone, no order depends.
  if (changes.removed.length + changes.added.length === 0) return { ...before, vocabulary, bySlug };
  const events = eventsAfter(before.events, removed, added);
  yield;
  // An event that is to stand before another, or no longer is, can put others of that day into another order.
  const isReordered = touched.some(orders);
  const members = isReordered ? yield* membersIn(events) : yield* membersAfter(before, { removed, added }, events);
  const isNumbered = touched.some(({ series }) => series?.number !== undefined);
  return {
    vocabulary,
    events,
    bySlug,
    withdrawn: withdrawnAfter(before.withdrawn, changes),
    incoming: touched.some(declares) ? yield* incomingRelations(events) : before.incoming,
    members,
    neighbours: isNumbered ? yield* neighboursIn(members.values()) : before.neighbours,
    knownUntil: yield* knownUntilAfter(before, removed, added, events),
  };
}

/** A chronology of which another one is a revision, and what moved between the two. */
export interface UpdatedFrom {
  readonly before: Chronology;
  readonly moves: Moves;
}

/** What moved from one order of events to the next: only events that are shown. */
export interface Moves {
  readonly removed: readonly TimelineEvent[];
  readonly added: readonly TimelineEvent[];
  /** Where the removed ones stood, ascending. */
  readonly gone: Uint32Array;
  /** Where the added ones stand now, ascending. */
  readonly come: Uint32Array;
}

export function movesBetween(before: Chronology, changes: Changes, now: Chronology): Moves {
  const removed = changes.removed.filter(({ withdrawn }) => !withdrawn);
  const added = changes.added.filter(({ withdrawn }) => !withdrawn);
  const reordered = reorderedBy([...removed, ...added], before.events, now.events);
  const positions = (events: readonly TimelineEvent[], some: readonly TimelineEvent[]) =>
    Uint32Array.from([...some, ...reordered].map((event) => positionOf(events, event))).sort();
  return {
    removed: [...removed, ...reordered],
    added: [...added, ...reordered],
    gone: positions(before.events, removed),
    come: positions(now.events, added),
  };
}

/** Events that stayed, but of whose day a relation of one that changed has made another order. */
function reorderedBy(
  touched: readonly TimelineEvent[],
  before: readonly TimelineEvent[],
  now: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  const changed = new Set(touched);
  const days = new Set(touched.filter(orders).map(({ when }) => anchorDay(when)));
  return [...days].flatMap((day) => {
    const stayed = (events: readonly TimelineEvent[]) =>
      // No letter of a day is as high.
      events.slice(lowerBound(events, day), lowerBound(events, `${day}~`)).filter((event) => !changed.has(event));
    const [then, since] = [stayed(before), stayed(now)];
    return then.every((event, index) => event === since[index]) ? [] : then;
  });
}

/** Where an event stands among events in the order of the chronology. */
export function positionOf(events: readonly TimelineEvent[], event: TimelineEvent): number {
  const position = events.indexOf(event, lowerBound(events, anchorDay(event.when)));
  if (position === -1) throw new Error(`${event.slug} is not among the events`);
  return position;
}

/** The position of the first event whose anchor day is not before a day; a year is before all of its days. */
function lowerBound(events: readonly TimelineEvent[], day: string): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = events[middle];
    if (event && anchorDay(event.when) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The order of a year depends on its own events alone. */
function eventsAfter(
  before: readonly TimelineEvent[],
  removed: readonly TimelineEvent[],
  added: readonly TimelineEvent[],
): readonly TimelineEvent[] {
  const yearOf = ({ when }: TimelineEvent) => anchorDay(when).slice(0, 4);
  const gone = new Set(removed);
  const years = [...new Set([...removed, ...added].map(yearOf))].sort();
  const pieces: (readonly TimelineEvent[])[] = [];
  let done = 0;
  for (const year of years) {
    const begin = lowerBound(before, year);
    // No letter of a day is as high.
    const end = lowerBound(before, `${year}~`);
    const stay = before.slice(begin, end).filter((event) => !gone.has(event));
    pieces.push(before.slice(done, begin), orderOfYear([...stay, ...added.filter((event) => yearOf(event) === year)]));
    done = end;
  }
  pieces.push(before.slice(done));
  return ([] as TimelineEvent[]).concat(...pieces);
}

function withdrawnAfter(before: readonly TimelineEvent[], { removed, added }: Changes): readonly TimelineEvent[] {
  const gone = new Set(removed);
  const come = added.filter(({ withdrawn }) => withdrawn);
  if (come.length === 0 && !before.some((event) => gone.has(event))) return before;
  return inSlugOrder([...before.filter((event) => !gone.has(event)), ...come]);
}

/** Whether it says what stands before it. */
function orders({ relations: { partOf, follows } }: TimelineEvent): boolean {
  return partOf !== undefined || follows.length > 0;
}

function declares({ relations: { partOf, follows, fulfils, related } }: TimelineEvent): boolean {
  return partOf !== undefined || follows.length + fulfils.length + related.length > 0;
}

/** The members of the series in which something changed are looked up anew, but for one that keeps its position in it. */
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
    const of = event.series && members.get(event.series.id);
    if (!now || !of || !event.series || !standsAlike(event, now)) {
      if (event.series) ids.add(event.series.id);
      continue;
    }
    edited.delete(event.slug);
    members.set(event.series.id, of.with(of.indexOf(event), now));
  }
  for (const { series } of edited.values()) if (series) ids.add(series.id);
  if (ids.size === 0) return members;
  const theirs: TimelineEvent[] = [];
  yield* pausing(events, (event) => {
    if (event.series && ids.has(event.series.id)) theirs.push(event);
  });
  for (const id of ids) members.delete(id);
  for (const [id, of] of yield* membersIn(theirs)) members.set(id, of);
  return members;
}

/** Whether everything that decides their position is equal. */
function standsAlike(a: TimelineEvent, b: TimelineEvent): boolean {
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
