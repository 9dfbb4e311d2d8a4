/** What events say of people: the countries that they stood for, and the offices that they held. */
import { eventIndexOf } from './event-index.ts';
import { gathering } from './gathering.ts';
import { pausing, type Work } from './slices.ts';
import type { Text } from './text.ts';

/** An office as events state it. */
export interface HeldOffice {
  readonly office: Text;
  readonly country: string | undefined;
  /** Where the events stand that state it, in the order of the chronology. */
  readonly places: readonly number[];
}

export interface NamedPerson {
  /** That events say the person stood for, in the order of the first event that says each. */
  readonly countries: ReadonlySet<string>;
  /** In the order of the first event that states each. */
  readonly offices: readonly HeldOffice[];
}

export const namedPerson = gathering(function* (chronology, id: string): Work<NamedPerson> {
  const countries = new Set<string>();
  const offices: (HeldOffice & { places: number[] })[] = [];
  yield* pausing(eventIndexOf(chronology).placesHaving('person', id), 200, (place) => {
    // An event names nobody twice.
    const { office, country } = chronology.events[place]?.people.find((person) => person.id === id) ?? {};
    if (country !== undefined) countries.add(country);
    if (!office) return;
    const known = offices.find((other) => other.country === country && isSame(other.office, office));
    if (known) known.places.push(place);
    else offices.push({ office, country, places: [place] });
  });
  return { countries, offices };
});

/** The people who stood for a country or are of it, each with how many events name them, in the order of the first one. */
export const peopleOfCountry = gathering(function* (chronology, code: string): Work<ReadonlyMap<string, number>> {
  const { events, people: entries } = chronology;
  const index = eventIndexOf(chronology);
  const places = index.having('delegation', [code]);
  places.union(
    index.having(
      'person',
      Object.keys(entries).filter((id) => entries[id]?.country === code),
    ),
  );
  const counts = new Map<string, number>();
  yield* pausing(places.array(), 200, (place) => {
    for (const { id, country } of events[place]?.people ?? [])
      if ((country ?? entries[id]?.country) === code) counts.set(id, (counts.get(id) ?? 0) + 1);
  });
  return counts;
});

function isSame(a: Text, b: Text): boolean {
  for (const language in a) if (a[language] !== b[language]) return false;
  return Object.keys(a).length === Object.keys(b).length;
}
