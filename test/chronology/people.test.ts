/** What events say of people is what going through all events would find. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { peopleOfCountry, personRoles } from '../../src/chronology/query/people.ts';
import { chronologyOf } from '../support/chronologies.ts';

const IDS = ['hayashi', 'tleuberdi'];
const COUNTRIES = ['JP', 'KZ', 'TJ'];

const person = fc.record(
  {
    id: fc.constantFrom(...IDS),
    office: fc.oneof(
      fc.constantFrom('Minister', 'Envoy'),
      fc.constant('大臣').map((ja) => ({ en: 'Minister', ja })),
    ),
    country: fc.constantFrom(...COUNTRIES),
  },
  { requiredKeys: ['id'] },
);
const event = fc.record({
  when: fc.constantFrom('2021', '2022', '2023'),
  countries: fc.subarray(COUNTRIES),
  people: fc.uniqueArray(person, { maxLength: 2, selector: ({ id }) => id }),
});

function holds(check: (chronology: Chronology) => void): void {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) =>
      check(chronologyOf(Object.fromEntries(events.map((fields, index) => [`event-${index}`, fields])))),
    ),
  );
}

describe('what events say of a person', () => {
  it('is every country that they stood for', () => {
    holds((chronology) => {
      for (const id of [...IDS, 'nobody']) {
        const named = chronology.events.flatMap(({ people }) => people.filter((of) => of.id === id));
        assert.deepEqual(
          [...personRoles.of(chronology, id).countries],
          [...new Set(named.flatMap(({ country }) => country ?? []))],
        );
      }
    });
  });

  it('is the office that each event states first, with all places where it is stated alike', () => {
    holds((chronology) => {
      for (const id of [...IDS, 'nobody']) {
        const held = new Map<string, { office: unknown; country: string | undefined; positions: number[] }>();
        for (const [place, { people }] of chronology.events.entries()) {
          const { office, country } = people.find((of) => of.id === id) ?? {};
          if (!office) continue;
          const key = JSON.stringify([office, country]);
          held.set(key, { office, country, positions: [...(held.get(key)?.positions ?? []), place] });
        }
        assert.deepEqual([...personRoles.of(chronology, id).offices], [...held.values()]);
      }
    });
  });
});

describe('the people of a country', () => {
  it('are those who stood for it, or are of it where no other is said, by how often they are named', () => {
    holds((chronology) => {
      for (const code of [...COUNTRIES, 'FR']) {
        const counts = new Map<string, number>();
        for (const { people } of chronology.events)
          for (const { id, country = chronology.vocabulary.people[id]?.country } of people)
            if (country === code) counts.set(id, (counts.get(id) ?? 0) + 1);
        assert.deepEqual(peopleOfCountry(chronology, code), counts);
      }
    });
  });
});
