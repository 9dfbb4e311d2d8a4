/** Which events have which value and can have been going on when: looked up, not found by going through all of them. */
import Flatbush from 'flatbush';
import { TypedFastBitSet } from 'typedfastbitset';
import { atOnce, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Moves, UpdatedFrom } from '../chronology-update.ts';
import { type Day, dayNumber } from '../dates/day.ts';
import { possibleDays } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import { type Lookup, lookups, valuesOf } from '../facet.ts';
import { compareText } from '../files/order.ts';
import { type DayColumns, dayColumnsSteps, EVER_AFTER, EVER_BEFORE, firstIndexFrom } from './day-columns.ts';

/** Positions of events in the order of the chronology. */
export type Positions = TypedFastBitSet;

const NOWHERE = new Uint32Array();

/** So many events that putting their days in order is no long pause. */
const STRETCH_EVENTS = 4096;

/** Events that follow each other, and their days as intervals. */
interface Stretch {
  /** The position of the first. */
  readonly begin: number;
  readonly length: number;
  readonly days: Flatbush;
}

/** Lookup → value → the positions of the events that have it, ascending. In the order of values, so that like is like. */
type ByValue = Readonly<Record<Lookup, ReadonlyMap<string, Uint32Array>>>;

export class EventIndex {
  readonly #byValue: ByValue;
  readonly #stretchEvents: number;
  readonly #stretches: readonly Stretch[];
  readonly #columns: DayColumns;
  /** Long lists of `#byValue` as sets. */
  readonly #sets = new Map<Uint32Array, Positions>();

  private constructor(byValue: ByValue, stretchEvents: number, stretches: readonly Stretch[], columns: DayColumns) {
    this.#byValue = byValue;
    this.#stretchEvents = stretchEvents;
    this.#stretches = stretches;
    this.#columns = columns;
  }

  /** @param stretchEvents How many events a stretch may have. */
  static *of({ events }: Pick<Chronology, 'events'>, stretchEvents = STRETCH_EVENTS): Work<EventIndex> {
    const lists = perLookup(() => new Map<string, number[]>());
    yield* pausing(events.entries(), ([position, event]) => {
      for (const lookup of lookups)
        for (const value of valuesOf(event, lookup)) {
          const list = lists[lookup].get(value);
          if (!list) lists[lookup].set(value, [position]);
          // An event can name a value twice.
          else if (list.at(-1) !== position) list.push(position);
        }
    });
    const byValue = perLookup((lookup) =>
      inOrderOfValues([...lists[lookup]].map(([value, list]) => [value, Uint32Array.from(list)])),
    );
    const stretches = yield* stretchesOf(events, 0, events.length, stretchEvents);
    return new EventIndex(byValue, stretchEvents, stretches, yield* dayColumnsSteps({ events }));
  }

  /** The index of a chronology in which few events moved since this one was made. */
  *after(moves: Moves, now: Chronology): Work<EventIndex> {
    const { removed, added, gone, come } = moves;
    const stays = gone.length === come.length && gone.every((position, index) => position === come[index]);
    const arrivals = [...come].map((position) => [position, now.events[position] as TimelineEvent] as const);
    const changed = [...removed, ...added];
    const byValue: Partial<Record<Lookup, ReadonlyMap<string, Uint32Array>>> = {};
    for (const lookup of lookups) {
      const touched = new Set(changed.flatMap((event) => valuesOf(event, lookup)));
      const lists: [value: string, positions: Uint32Array][] = [];
      for (const value of new Set([...this.#byValue[lookup].keys(), ...touched])) {
        const positions = this.#byValue[lookup].get(value) ?? new Uint32Array();
        if (stays && !touched.has(value)) {
          lists.push([value, positions]);
          continue;
        }
        const arrived = arrivals
          .filter(([, event]) => valuesOf(event, lookup).includes(value))
          .map(([position]) => position);
        const left = [...gone].filter((position) => includes(positions, position));
        // An edit that changes neither value nor position.
        if (stays && left.length === arrived.length && left.every((position, index) => position === arrived[index])) {
          if (positions.length > 0) lists.push([value, positions]);
          continue;
        }
        const moved = movedPositions(positions, gone, come);
        const all = arrived.length === 0 ? moved : merged(moved, arrived);
        if (all.length > 0) lists.push([value, all]);
        yield;
      }
      byValue[lookup] = inOrderOfValues(lists);
    }
    const stretches = yield* this.#stretchesAfter(gone, come, now.events);
    const columns = yield* dayColumnsSteps(now, { before: this.#columns, moves });
    return new EventIndex(byValue as ByValue, this.#stretchEvents, stretches, columns);
  }

  *#stretchesAfter(gone: Uint32Array, come: Uint32Array, events: readonly TimelineEvent[]): Work<readonly Stretch[]> {
    const stretches: Stretch[] = [];
    const anew = (from: number, to: number) => stretchesOf(events, from, to, this.#stretchEvents);
    let begin = 0;
    for (const [index, stretch] of this.#stretches.entries()) {
      const next = this.#stretches[index + 1]?.begin;
      const end = next === undefined ? events.length : movedBoundary(next, gone, come);
      const lost = gone.some((position) => position >= stretch.begin && position < stretch.begin + stretch.length);
      const won = come.some((position) => position >= begin && position < end);
      if (lost || won) stretches.push(...(yield* anew(begin, end)));
      else if (end > begin) stretches.push({ ...stretch, begin });
      begin = end;
    }
    if (this.#stretches.length === 0) stretches.push(...(yield* anew(0, events.length)));
    return stretches;
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
    const [first, last] = [bound(from, Number.NEGATIVE_INFINITY), bound(to, Number.POSITIVE_INFINITY)];
    const found = new TypedFastBitSet();
    for (const { begin, days } of this.#stretches)
      for (const index of days.search(first, 0, last, 0)) found.add(begin + index);
    return found;
  }

  /** The positions, of those given, whose events can have been going on at some time between two days, as `during` finds them. */
  duringAmong(positions: Positions, from: Day | undefined, to: Day | undefined): Positions {
    const columns = this.#columns;
    const { anchor } = columns;
    const firstPosition = from === undefined ? 0 : firstIndexFrom(anchor, dayNumber(from));
    const endPosition = to === undefined ? anchor.length : firstIndexFrom(anchor, dayNumber(to) + 1);
    // Of a short time there are fewer than of the facets: about as many as begin in it.
    if ((endPosition - firstPosition) * 2 < positions.size()) {
      const found = this.during(from, to);
      found.intersection(positions);
      return found;
    }
    const first = from === undefined ? EVER_BEFORE : dayNumber(from);
    const last = to === undefined ? EVER_AFTER : dayNumber(to);
    const found = new TypedFastBitSet();
    positions.forEach((position) => {
      if ((columns.to[position] as number) >= first && (columns.from[position] as number) <= last) found.add(position);
    });
    return found;
  }

  /** The positions of the events that have a value, ascending. */
  positionsHaving(lookup: Lookup, value: string): Uint32Array {
    return this.#byValue[lookup].get(value) ?? NOWHERE;
  }

  /** All values that events have under a facet, or are looked up by. */
  values(lookup: Lookup): Iterable<string> {
    return this.#byValue[lookup].keys();
  }

  /** How many of the events have each value; values of none are left out. `among` undefined: of all. */
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

  /** Whether a set of bits, 32 in a word, is gone through sooner than the list. */
  #isLong(positions: Uint32Array): boolean {
    return positions.length > this.#columns.anchor.length / 32;
  }

  #setOf(positions: Uint32Array): Positions {
    let set = this.#sets.get(positions);
    if (!set) {
      set = new TypedFastBitSet(positions);
      this.#sets.set(positions, set);
    }
    return set;
  }
}

function* stretchesOf(
  events: readonly TimelineEvent[],
  from: number,
  to: number,
  most: number,
): Work<readonly Stretch[]> {
  const stretches: Stretch[] = [];
  for (let begin = from; begin < to; begin += most) {
    const of = events.slice(begin, Math.min(begin + most, to));
    const days = new Flatbush(of.length);
    yield* pausing(of, ({ when }) => {
      const { from, to } = possibleDays(when);
      days.add(bound(from, Number.NEGATIVE_INFINITY), 0, bound(to, Number.POSITIVE_INFINITY), 0);
    });
    days.finish();
    stretches.push({ begin, length: of.length, days });
    yield;
  }
  return stretches;
}

/** Where events stand, ascending, after some went and some came; those that went are left out. */
function movedPositions(positions: Uint32Array, gone: Uint32Array, come: Uint32Array): Uint32Array {
  const moved = new Uint32Array(positions.length);
  let count = 0;
  let went = 0;
  let came = 0;
  for (const position of positions) {
    while ((gone[went] ?? Number.POSITIVE_INFINITY) < position) went += 1;
    if (gone[went] === position) continue;
    while ((come[came] ?? Number.POSITIVE_INFINITY) <= position - went + came) came += 1;
    moved[count] = position - went + came;
    count += 1;
  }
  return moved.subarray(0, count);
}

/** Both lists are ascending. */
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

/** Where a stretch that began at a position begins now: events added just there belong to it. */
function movedBoundary(position: number, gone: Uint32Array, come: Uint32Array): number {
  const stayed = position - gone.filter((one) => one < position).length;
  let came = 0;
  while ((come[came] ?? Number.POSITIVE_INFINITY) < stayed + came) came += 1;
  return stayed + came;
}

function inOrderOfValues<T>(entries: [value: string, of: T][]): ReadonlyMap<string, T> {
  return new Map(entries.sort(([a], [b]) => compareText(a, b)));
}

function perLookup<T>(make: (lookup: Lookup) => T): Readonly<Record<Lookup, T>> {
  return Object.fromEntries(lookups.map((lookup) => [lookup, make(lookup)])) as Record<Lookup, T>;
}

function bound(day: Day | undefined, otherwise: number): number {
  return day === undefined ? otherwise : dayNumber(day);
}

const indexes = new WeakMap<Chronology, EventIndex>();

/** The index of a chronology, made when it is first asked for. */
export function eventIndexOf(chronology: Chronology): EventIndex {
  return indexes.get(chronology) ?? atOnce(eventIndexSteps(chronology));
}

/** Makes the index of a chronology in slices; from that of one of which it is a revision, where there is one. */
export function* eventIndexSteps(chronology: Chronology, since?: UpdatedFrom): Work<EventIndex> {
  const earlier = since && indexes.get(since.before);
  const index = earlier ? yield* earlier.after(since.moves, chronology) : yield* EventIndex.of(chronology);
  indexes.set(chronology, index);
  return index;
}
