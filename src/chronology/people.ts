/** What events say of people: the countries that they stood for, and the offices that they held. */
import type { Chronology } from './chronology.ts';
import type { Text } from './text.ts';

/** An office as events state it. */
export interface HeldOffice {
  readonly office: Text;
  readonly country: string | undefined;
  /** Where the events stand that state it, in the order of the chronology. */
  readonly places: readonly number[];
}

export interface NamedPeople {
  /** Person → the countries that events say they stood for. */
  readonly countries: ReadonlyMap<string, ReadonlySet<string>>;
  /** Person → their offices, in the order of the first event that states each. */
  readonly offices: ReadonlyMap<string, readonly HeldOffice[]>;
  /** Country → the people who stood for it or are of it, each with how many events name them. */
  readonly byCountry: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

const kept = new WeakMap<Chronology, NamedPeople>();

/** Gathered from all events when it is first asked for. */
export function namedPeople(chronology: Chronology): NamedPeople {
  let found = kept.get(chronology);
  if (!found) {
    found = gathered(chronology);
    kept.set(chronology, found);
  }
  return found;
}

function gathered({ events, people: entries }: Chronology): NamedPeople {
  const countries = new Map<string, Set<string>>();
  const offices = new Map<string, (HeldOffice & { places: number[] })[]>();
  const byCountry = new Map<string, Map<string, number>>();
  for (const [place, { people }] of events.entries())
    for (const [index, { id, office, country }] of people.entries()) {
      if (country !== undefined) at(countries, id, () => new Set<string>()).add(country);
      const of = country ?? entries[id]?.country;
      if (of !== undefined) {
        const counts = at(byCountry, of, () => new Map<string, number>());
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      // An event states one office of a person.
      if (!office || people.findIndex((other) => other.id === id) < index) continue;
      const held = at(offices, id, () => []);
      const known = held.find((other) => other.country === country && isSame(other.office, office));
      if (known) known.places.push(place);
      else held.push({ office, country, places: [place] });
    }
  return { countries, offices, byCountry };
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function isSame(a: Text, b: Text): boolean {
  for (const language in a) if (a[language] !== b[language]) return false;
  return Object.keys(a).length === Object.keys(b).length;
}
