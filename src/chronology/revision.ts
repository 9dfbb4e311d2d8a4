/** A chronology after few of its events changed, made from the one before: what did not change is taken over. */
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
import type { TimelineEvent } from './event.ts';
import { pausing, type Work } from './slices.ts';
import { anchorDay } from './when.ts';

/** Events that are no more, and events that are there now; one that was edited is among both. */
export interface Changes {
  readonly removed: readonly TimelineEvent[];
  readonly added: readonly TimelineEvent[];
}

/** So many changes are no longer few. */
const MOST_CHANGES = 200;

export function areFew(count: number): boolean {
  return count <= MOST_CHANGES;
}

/** The same as `chronologyOf` makes of all events. @param bySlug All events as they are now. */
export function* revised(
  before: Chronology,
  changes: Changes,
  bySlug: ReadonlyMap<string, TimelineEvent>,
): Work<Chronology> {
  const removed = changes.removed.filter(({ withdrawn }) => !withdrawn);
  const added = changes.added.filter(({ withdrawn }) => !withdrawn);
  const touched = [...removed, ...added];
  const events = eventsAfter(before.events, removed, added);
  yield;
  // An event that is to stand before another, or no longer is, can put others of that day into another order.
  const areRelated = touched.some(declares);
  const members = areRelated ? yield* membersIn(events) : yield* membersAfter(before, touched, events);
  const isNumbered = touched.some(({ series }) => series?.number !== undefined);
  return {
    ...before,
    events,
    bySlug,
    withdrawn: withdrawnAfter(before.withdrawn, changes),
    incoming: areRelated ? yield* incomingRelations(events) : before.incoming,
    members,
    neighbours: isNumbered ? yield* neighboursIn(members.values()) : before.neighbours,
    knownUntil: yield* knownUntilAfter(before, removed, added, events),
  };
}

/** Where an event stands among events in the order of the chronology. */
export function placeOf(events: readonly TimelineEvent[], event: TimelineEvent): number {
  const place = events.indexOf(event, lowerBound(events, anchorDay(event.when)));
  if (place === -1) throw new Error(`${event.slug} is not among the events`);
  return place;
}

/** The place of the first event whose anchor day is not before a day; a year is before all of its days. */
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

function declares({ relations: { partOf, follows, fulfils, related } }: TimelineEvent): boolean {
  return partOf !== undefined || follows.length + fulfils.length + related.length > 0;
}

/** The members of the series in which something changed are looked up anew. */
function* membersAfter(
  before: Chronology,
  touched: readonly TimelineEvent[],
  events: readonly TimelineEvent[],
): Work<Chronology['members']> {
  const ids = new Set(touched.flatMap(({ series }) => series?.id ?? []));
  if (ids.size === 0) return before.members;
  const theirs: TimelineEvent[] = [];
  yield* pausing(events, 5000, (event) => {
    if (event.series && ids.has(event.series.id)) theirs.push(event);
  });
  const members = new Map(before.members);
  for (const id of ids) members.delete(id);
  for (const [id, of] of yield* membersIn(theirs)) members.set(id, of);
  return members;
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
