/** The indexes of a chronology's events: by the values that they are looked up by, and by their days. */
import { TypedFastBitSet } from 'typedfastbitset';
import { atOnce, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Moves, UpdatedFrom } from '../chronology-update.ts';
import { type Day, dayNumber } from '../dates/day.ts';
import type { TimelineEvent } from '../event.ts';
import { type Lookup, lookups, valuesOf } from '../facet.ts';
import { compareText } from '../files/order.ts';
import { type DayColumns, dayColumnsSteps, firstIndexFrom, UNBOUNDED_FROM, UNBOUNDED_TO } from './day-columns.ts';
import { DayIntervals } from './day-intervals.ts';

/** Positions of events in the order of the chronology. */
export type Positions = TypedFastBitSet;

const NO_POSITIONS = new Uint32Array();

/** Lookup → value → the positions of the events that have it, ascending. Values are sorted, so that equal indexes are equal. */
type ByValue = Readonly<Record<Lookup, ReadonlyMap<string, Uint32Array>>>;

export class EventIndex {
  readonly #byValue: ByValue;
  readonly #intervals: DayIntervals;
  readonly #columns: DayColumns;
  /** Long lists of `#byValue` as sets, built when first used. */
  readonly #setByList = new Map<Uint32Array, Positions>();

  private constructor(byValue: ByValue, intervals: DayIntervals, columns: DayColumns) {
    this.#byValue = byValue;
    this.#intervals = intervals;
    this.#columns = columns;
  }

  /** @param chunkEvents The greatest number of events in a chunk of `DayIntervals`. */
  static *of({ events }: Pick<Chronology, 'events'>, chunkEvents?: number): Work<EventIndex> {
    const lists = perLookup(() => new Map<string, number[]>());
    yield* pausing(events.entries(), ([position, event]) => {
      for (const lookup of lookups)
        for (const value of valuesOf(event, lookup)) {
          const list = lists[lookup].get(value);
          if (!list) lists[lookup].set(value, [position]);
          // An event can have a value twice.
          else if (list.at(-1) !== position) list.push(position);
        }
    });
    const byValue = perLookup((lookup) =>
      sortedByValue([...lists[lookup]].map(([value, list]) => [value, Uint32Array.from(list)])),
    );
    const intervals = yield* DayIntervals.of(events, chunkEvents);
    return new EventIndex(byValue, intervals, yield* dayColumnsSteps({ events }));
  }

  /** The index of a later chronology, from this one and the few moves between them. */
  *after(moves: Moves, now: Chronology): Work<EventIndex> {
    const { removed, added, removedAt, addedAt } = moves;
    // Edits that move no event leave all positions as they are.
    const inPlace = areEqual([...removedAt], [...addedAt]);
    const additions = [...addedAt].map((position) => [position, now.events[position] as TimelineEvent] as const);
    const changed = [...removed, ...added];
    const byValue: Partial<Record<Lookup, ReadonlyMap<string, Uint32Array>>> = {};
    for (const lookup of lookups) {
      const touched = new Set(changed.flatMap((event) => valuesOf(event, lookup)));
      const lists: [value: string, positions: Uint32Array][] = [];
      for (const value of new Set([...this.#byValue[lookup].keys(), ...touched])) {
        const positions = this.#byValue[lookup].get(value) ?? new Uint32Array();
        if (inPlace && !touched.has(value)) {
          lists.push([value, positions]);
          continue;
        }
        const addedHere = additions
          .filter(([, event]) => valuesOf(event, lookup).includes(value))
          .map(([position]) => position);
        const removedHere = [...removedAt].filter((position) => includes(positions, position));
        // The edited events have the value as before.
        if (inPlace && areEqual(removedHere, addedHere)) {
          if (positions.length > 0) lists.push([value, positions]);
          continue;
        }
        const moved = movedPositions(positions, removedAt, addedAt);
        const all = addedHere.length === 0 ? moved : merged(moved, addedHere);
        if (all.length > 0) lists.push([value, all]);
        yield;
      }
      byValue[lookup] = sortedByValue(lists);
    }
    const intervals = yield* this.#intervals.after(removedAt, addedAt, now.events);
    const columns = yield* dayColumnsSteps(now, { before: this.#columns, moves });
    return new EventIndex(byValue as ByValue, intervals, columns);
  }

  /** The events that have one of the values. */
  having(lookup: Lookup, values: readonly string[]): Positions {
    const found = new TypedFastBitSet();
    for (const value of values) {
      const positions = this.positionsHaving(lookup, value);
      if (this.#isLong(positions)) found.union(this.#setOf(positions));
      else for (const position of positions) found.add(position);
    }
    return found;
  }

  /** The events that can have been going on at some time between two days, both inclusive; an absent one is no bound. */
  during(from: Day | undefined, to: Day | undefined): Positions {
    return this.#intervals.overlapping(from, to);
  }

  /** The intersection of `positions` and `during`. */
  duringAmong(positions: Positions, from: Day | undefined, to: Day | undefined): Positions {
    const columns = this.#columns;
    const { anchor } = columns;
    const firstPosition = from === undefined ? 0 : firstIndexFrom(anchor, dayNumber(from));
    const endPosition = to === undefined ? anchor.length : firstIndexFrom(anchor, dayNumber(to) + 1);
    // About as many events are going on in a range of days as begin in it: where that is fewer than `positions`, start there.
    if ((endPosition - firstPosition) * 2 < positions.size()) {
      const found = this.during(from, to);
      found.intersection(positions);
      return found;
    }
    const first = from === undefined ? UNBOUNDED_FROM : dayNumber(from);
    const last = to === undefined ? UNBOUNDED_TO : dayNumber(to);
    const found = new TypedFastBitSet();
    positions.forEach((position) => {
      if ((columns.to[position] as number) >= first && (columns.from[position] as number) <= last) found.add(position);
    });
    return found;
  }

  /** The positions of the events that have one value, ascending. */
  positionsHaving(lookup: Lookup, value: string): Uint32Array {
    return this.#byValue[lookup].get(value) ?? NO_POSITIONS;
  }

  /** All values that any event has under a lookup, sorted. */
  values(lookup: Lookup): Iterable<string> {
    return this.#byValue[lookup].keys();
  }

  /** How many different values events have under a lookup. */
  valueCount(lookup: Lookup): number {
    return this.#byValue[lookup].size;
  }

  /** How many of the events have each value, without values that none has. @param among Undefined for all events. */
  counts(lookup: Lookup, among: Positions | undefined): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [value, positions] of this.#byValue[lookup]) {
      let count = positions.length;
      if (among && this.#isLong(positions)) count = among.intersection_size(this.#setOf(positions));
      else if (among) {
        count = 0;
        for (const position of positions) if (among.has(position)) count += 1;
      }
      if (count > 0) counts.set(value, count);
    }
    return counts;
  }

  /** Whether iterating over a bit set, 32 events a word, is faster than over the list. */
  #isLong(positions: Uint32Array): boolean {
    return positions.length > this.#columns.anchor.length / 32;
  }

  #setOf(positions: Uint32Array): Positions {
    let set = this.#setByList.get(positions);
    if (!set) {
      set = new TypedFastBitSet(positions);
      this.#setByList.set(positions, set);
    }
    return set;
  }
}

/** The new positions, after events were removed and added, of the events at `positions` that were not removed. */
function movedPositions(positions: Uint32Array, removedAt: Uint32Array, addedAt: Uint32Array): Uint32Array {
  const moved = new Uint32Array(positions.length);
  let count = 0;
  let removed = 0;
  let added = 0;
  for (const position of positions) {
    while ((removedAt[removed] ?? Number.POSITIVE_INFINITY) < position) removed += 1;
    if (removedAt[removed] === position) continue;
    while ((addedAt[added] ?? Number.POSITIVE_INFINITY) <= position - removed + added) added += 1;
    moved[count] = position - removed + added;
    count += 1;
  }
  return moved.subarray(0, count);
}

/** One ascending list of two. */
function merged(positions: Uint32Array, others: readonly number[]): Uint32Array {
  const all = new Uint32Array(positions.length + others.length);
  let done = 0;
  for (const [index, other] of others.entries()) {
    const before = firstIndexFrom(positions, other);
    all.set(positions.subarray(done, before), done + index);
    all[before + index] = other;
    done = before;
  }
  all.set(positions.subarray(done), done + others.length);
  return all;
}

function includes(positions: Uint32Array, position: number): boolean {
  return positions[firstIndexFrom(positions, position)] === position;
}

function areEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((position, index) => position === b[index]);
}

function sortedByValue<T>(entries: [value: string, item: T][]): ReadonlyMap<string, T> {
  return new Map(entries.sort(([a], [b]) => compareText(a, b)));
}

function perLookup<T>(make: (lookup: Lookup) => T): Readonly<Record<Lookup, T>> {
  return Object.fromEntries(lookups.map((lookup) => [lookup, make(lookup)])) as Record<Lookup, T>;
}

const indexByChronology = new WeakMap<Chronology, EventIndex>();

/** The index of a chronology, built when first used. */
export function eventIndexOf(chronology: Chronology): EventIndex {
  return indexByChronology.get(chronology) ?? atOnce(eventIndexSteps(chronology));
}

/** Builds the index of a chronology in slices, from the index of the one before where there is one. */
export function* eventIndexSteps(chronology: Chronology, since?: UpdatedFrom): Work<EventIndex> {
  const earlier = since && indexByChronology.get(since.before);
  const index = earlier ? yield* earlier.after(since.moves, chronology) : yield* EventIndex.of(chronology);
  indexByChronology.set(chronology, index);
  return index;
}
