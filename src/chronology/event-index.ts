/** Which events have which value and can have been going on when: looked up, not found by going through all of them. */
import Flatbush from 'flatbush';
import { TypedFastBitSet } from 'typedfastbitset';
import type { Chronology } from './chronology.ts';
import { type Day, dayNumber } from './day.ts';
import { type DayColumns, dayColumnsMade, EVER_AFTER, EVER_BEFORE, placeFrom } from './day-columns.ts';
import { type Facet, facets, valuesOf } from './facet.ts';
import { atOnce, pausing, type Work } from './slices.ts';
import { possibleDays } from './when.ts';

/** Positions of events in the order of the chronology. */
export type Positions = TypedFastBitSet;

const DAY_MILLISECONDS = 86_400_000;
const NOWHERE = new Uint32Array();

/** So many events that putting their days in order is no long pause. */
const STRETCH_EVENTS = 4096;

/** Events that follow each other, and their days as intervals. */
interface Stretch {
  /** The place of the first. */
  readonly begin: number;
  readonly days: Flatbush;
}

export class EventIndex {
  /** Facet → value → the positions of the events that have it, ascending. */
  readonly #byValue: Readonly<Record<Facet, ReadonlyMap<string, Uint32Array>>>;
  readonly #stretches: readonly Stretch[];
  readonly #columns: DayColumns;
  /** Long lists of `#byValue` as sets. */
  readonly #sets = new Map<Uint32Array, Positions>();

  private constructor(
    byValue: Readonly<Record<Facet, ReadonlyMap<string, Uint32Array>>>,
    stretches: readonly Stretch[],
    columns: DayColumns,
  ) {
    this.#byValue = byValue;
    this.#stretches = stretches;
    this.#columns = columns;
  }

  static *of({ events }: Pick<Chronology, 'events'>): Work<EventIndex> {
    const lists = perFacet(() => new Map<string, number[]>());
    const stretches: Stretch[] = [];
    for (let begin = 0; begin < events.length; begin += STRETCH_EVENTS) {
      const of = events.slice(begin, begin + STRETCH_EVENTS);
      const days = new Flatbush(of.length);
      yield* pausing(of.entries(), 500, ([index, event]) => {
        const place = begin + index;
        for (const facet of facets)
          for (const value of new Set(valuesOf(event, facet))) {
            const list = lists[facet].get(value);
            if (list) list.push(place);
            else lists[facet].set(value, [place]);
          }
        const { from, to } = possibleDays(event.when);
        days.add(numberOf(from) ?? Number.NEGATIVE_INFINITY, 0, numberOf(to) ?? Number.POSITIVE_INFINITY, 0);
      });
      days.finish();
      stretches.push({ begin, days });
      yield;
    }
    const packed = (facet: Facet) => new Map([...lists[facet]].map(([value, list]) => [value, Uint32Array.from(list)]));
    return new EventIndex(perFacet(packed), stretches, yield* dayColumnsMade({ events }));
  }

  /** The events that have one of the values. */
  having(facet: Facet, values: readonly string[]): Positions {
    const found = new TypedFastBitSet();
    for (const value of values) {
      const places = this.#byValue[facet].get(value) ?? NOWHERE;
      if (this.#isLong(places)) found.union(this.#setOf(places));
      else for (const place of places) found.add(place);
    }
    return found;
  }

  /** The events that can have been going on at some time between two days, both inclusive; an absent one is no bound. */
  during(from: Day | undefined, to: Day | undefined): Positions {
    const [first, last] = [numberOf(from) ?? Number.NEGATIVE_INFINITY, numberOf(to) ?? Number.POSITIVE_INFINITY];
    const found = new TypedFastBitSet();
    for (const { begin, days } of this.#stretches)
      for (const index of days.search(first, 0, last, 0)) found.add(begin + index);
    return found;
  }

  /** Those of the places whose events can have been going on at some time between two days, as `during` finds them. */
  duringAmong(places: Positions, from: Day | undefined, to: Day | undefined): Positions {
    const columns = this.#columns;
    const { anchor } = columns;
    const firstPlace = from === undefined ? 0 : placeFrom(anchor, dayNumber(from));
    const endPlace = to === undefined ? anchor.length : placeFrom(anchor, dayNumber(to) + 1);
    // Of a short time there are fewer than of the facets: about as many as begin in it.
    if ((endPlace - firstPlace) * 2 < places.size()) {
      const found = this.during(from, to);
      found.intersection(places);
      return found;
    }
    const first = from === undefined ? EVER_BEFORE : dayNumber(from);
    const last = to === undefined ? EVER_AFTER : dayNumber(to);
    const found = new TypedFastBitSet();
    places.forEach((place) => {
      if ((columns.to[place] as number) >= first && (columns.from[place] as number) <= last) found.add(place);
    });
    return found;
  }

  /** All values that events have under a facet. */
  values(facet: Facet): Iterable<string> {
    return this.#byValue[facet].keys();
  }

  /** How many of the events have each value of a facet; values of none are left out. `among` undefined: of all. */
  counts(facet: Facet, among: Positions | undefined): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [value, places] of this.#byValue[facet]) {
      let count = places.length;
      if (among && this.#isLong(places)) count = among.intersection_size(this.#setOf(places));
      else if (among) {
        count = 0;
        for (const place of places) if (among.has(place)) count += 1;
      }
      if (count > 0) counts.set(value, count);
    }
    return counts;
  }

  /** Whether a set of bits, 32 in a word, is gone through sooner than the list. */
  #isLong(places: Uint32Array): boolean {
    return places.length > this.#columns.anchor.length / 32;
  }

  #setOf(places: Uint32Array): Positions {
    let set = this.#sets.get(places);
    if (!set) {
      set = new TypedFastBitSet(places);
      this.#sets.set(places, set);
    }
    return set;
  }
}

function perFacet<T>(make: (facet: Facet) => T): Readonly<Record<Facet, T>> {
  return Object.fromEntries(facets.map((facet) => [facet, make(facet)])) as Record<Facet, T>;
}

function numberOf(day: Day | undefined): number | undefined {
  return day === undefined ? undefined : Date.parse(day) / DAY_MILLISECONDS;
}

const indexes = new WeakMap<Chronology, EventIndex>();

/** The index of a chronology, made when it is first asked for. */
export function eventIndexOf(chronology: Chronology): EventIndex {
  return indexes.get(chronology) ?? atOnce(indexed(chronology));
}

/** Makes the index of a chronology, in slices. */
export function* indexed(chronology: Chronology): Work<EventIndex> {
  const index = yield* EventIndex.of(chronology);
  indexes.set(chronology, index);
  return index;
}
