/** What events say of people: the countries that they stood for, and the offices that they held. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Text } from '../languages/text.ts';
import { eventIndexOf } from './event-index.ts';
import { gathering } from './gathering.ts';

/** An office as events state it. */
export interface HeldOffice {
  readonly office: Text;
  readonly country: string | undefined;
  /** Where the events stand that state it, in the order of the chronology. */
  readonly positions: readonly number[];
}

export interface NamedPerson {
  /** That events say the person stood for, in the order of the first event that says each. */
  readonly countries: ReadonlySet<string>;
  /** In the order of the first event that states each. */
  readonly offices: readonly HeldOffice[];
}

export const namedPerson = gathering(function* (chronology, id: string): Work<NamedPerson> {
  const countries = new Set<string>();
  const offices: (HeldOffice & { positions: number[] })[] = [];
  yield* pausing(eventIndexOf(chronology).positionsHaving('person', id), (position) => {
    // An event names nobody twice.
    const { office, country } = chronology.events[position]?.people.find((person) => person.id === id) ?? {};
    if (country !== undefined) countries.add(country);
    if (!office) return;
    const known = offices.find((other) => other.country === country && isSame(other.office, office));
    if (known) known.positions.push(position);
    else offices.push({ office, country, positions: [position] });
  });
  return { countries, offices };
});

/** The people who stood for a country, or are of it where no other is said, each with how many events name them so. */
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
