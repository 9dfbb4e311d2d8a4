/** Which events have which value and can have been going on when: looked up, not found by going through all of them. */
import Flatbush from 'flatbush';
import { TypedFastBitSet } from 'typedfastbitset';
import type { Chronology } from './chronology.ts';
import type { Day } from './day.ts';
import { type Facet, facets, valuesOf } from './facet.ts';
import { atOnce, pausing, type Work } from './slices.ts';
import { possibleDays } from './when.ts';

/** Positions of events in the order of the chronology. */
export type Positions = TypedFastBitSet;

const DAY_MILLISECONDS = 86_400_000;

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

  private constructor(
    byValue: Readonly<Record<Facet, ReadonlyMap<string, Uint32Array>>>,
    stretches: readonly Stretch[],
  ) {
    this.#byValue = byValue;
    this.#stretches = stretches;
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
    return new EventIndex(perFacet(packed), stretches);
  }

  /** The events that have one of the values. */
  having(facet: Facet, values: readonly string[]): Positions {
    const found = new TypedFastBitSet();
    for (const value of values) for (const place of this.#byValue[facet].get(value) ?? []) found.add(place);
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

  /** All values that events have under a facet. */
  values(facet: Facet): Iterable<string> {
    return this.#byValue[facet].keys();
  }

  /** How many of the events have each value of a facet; values of none are left out. `among` undefined: of all. */
  counts(facet: Facet, among: Positions | undefined): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const [value, places] of this.#byValue[facet]) {
      let count = places.length;
      if (among) {
        count = 0;
        for (const place of places) if (among.has(place)) count += 1;
      }
      if (count > 0) counts.set(value, count);
    }
    return counts;
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
