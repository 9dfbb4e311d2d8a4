/** Roles of people as events state them: the countries they represented, and the offices they held. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Text } from '../languages/text.ts';
import { eventIndexOf } from './event-index.ts';
import { memoizeByChronology } from './memoize.ts';

/** An office as events state it. */
export interface HeldOffice {
  readonly office: Text;
  readonly country: string | undefined;
  /** Positions of the events that state it, ascending. */
  readonly positions: readonly number[];
}

export interface PersonRoles {
  /** The countries that the person represented, in the order of the first event of each. */
  readonly countries: ReadonlySet<string>;
  /** In the order of the first event of each. */
  readonly offices: readonly HeldOffice[];
}

export const personRoles = memoizeByChronology(function* (chronology, id: string): Work<PersonRoles> {
  const countries = new Set<string>();
  const offices: (HeldOffice & { positions: number[] })[] = [];
  yield* pausing(eventIndexOf(chronology).positionsHaving('person', id), (position) => {
    // An event lists a person once at the most.
    const { office, country } = chronology.events[position]?.people.find((person) => person.id === id) ?? {};
    if (country !== undefined) countries.add(country);
    if (!office) return;
    const known = offices.find((other) => other.country === country && isSame(other.office, office));
    if (known) known.positions.push(position);
    else offices.push({ office, country, positions: [position] });
  });
  return { countries, offices };
});

/**
 * The people who represented a country, each with the number of events in which they did. Where an event states no
 * country for a person, the person's own country counts.
 */
export function peopleOfCountry(chronology: Chronology, code: string): ReadonlyMap<string, number> {
  const index = eventIndexOf(chronology);
  const counts = new Map<string, number>();
  for (const delegate of index.values('delegate')) {
    const [id = '', country = chronology.vocabulary.people[id]?.country] = delegate.split(' ');
    if (country === code) counts.set(id, (counts.get(id) ?? 0) + index.positionsHaving('delegate', delegate).length);
  }
  return counts;
}

function isSame(a: Text, b: Text): boolean {
  for (const language in a) if (a[language] !== b[language]) return false;
  return Object.keys(a).length === Object.keys(b).length;
}
