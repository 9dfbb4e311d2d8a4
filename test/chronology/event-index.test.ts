/** What the index finds is what going through all events would find, for every query. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { type Facet, facets, valuesOf } from '../../src/chronology/facet.ts';
import { positionsOf } from '../../src/chronology/query/day-columns.ts';
import { eventIndexOf } from '../../src/chronology/query/event-index.ts';
import { EVERYTHING, type Query, withValues } from '../../src/chronology/query/query.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { countStatuses, countValues, matches, select } from '../../src/chronology/query/selection.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { chronologyArbitrary } from '../support/chronology-arbitrary.ts';
import { chronologyFrom } from '../support/fuzzed-calendars.ts';

/** A query for values that some events have, and for some that none has. */
function queryArbitrary(chronology: Chronology): fc.Arbitrary<Query> {
  const values = (facet: Facet) =>
    fc
      .subarray([...new Set([...chronology.events.flatMap((event) => valuesOf(event, facet)), 'none'])])
      .map((some) => some.slice(0, 2).sort());
  // Most queries ask for one facet or two.
  const some = (facet: Facet) => fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, values(facet));
  const day = fc.constantFrom(
    ...chronology.events.flatMap(({ when }) => /\d{4}-\d\d-\d\d/.exec(when.edtf) ?? []),
    '2022-12-24',
    '0001-01-01',
    '9998-12-31',
  );
  const bound = fc.option(
    day.map((text) => ({ text, day: text })),
    { nil: undefined },
  );
  return fc
    .record({
      facets: fc.record({
        country: some('country'),
        organization: some('organization'),
        person: some('person'),
        place: some('place'),
        precision: some('precision'),
        series: some('series'),
        source: some('source'),
        tag: some('tag'),
        type: some('type'),
        weight: some('weight'),
      }),
      from: bound,
      to: bound,
      q: fc.option(fc.constantFrom('a', 'meeting', '会合'), { nil: undefined }),
    })
    .map(({ facets: asked, from, to, q }) => ({
      ...EVERYTHING,
      facets: asked,
      ...(from && { from }),
      ...(to && { to }),
      ...(q !== undefined && { q }),
    }));
}

/** All events gone through one by one. */
function oneByOne(chronology: Chronology, query: Query): readonly string[] {
  const found = query.q === undefined ? undefined : searchEvents(chronology, query.q).positions;
  const events = chronology.events.filter((_, place) => found?.has(place) ?? true);
  return events.filter((event) => matches(event, query)).map(({ slug }) => slug);
}

function holds(check: (chronology: Chronology, query: Query) => void): void {
  fc.assert(
    fc.property(chronologyArbitrary(), fc.gen(), (written, gen) => {
      const chronology = chronologyFrom(written);
      for (let times = 0; times < 8; times += 1) check(chronology, gen(queryArbitrary, chronology));
    }),
    { numRuns: 25 },
  );
}

describe('the index', () => {
  it('selects what matches, in the order of the chronology', () => {
    holds((chronology, query) => {
      assert.deepEqual(
        select(chronology, query).map(({ slug }) => slug),
        oneByOne(chronology, query),
      );
    });
  });

  it('tells where the selected events stand, as going along the chronology finds them', () => {
    holds((chronology, query) => {
      const selected = select(chronology, query);
      assert.deepEqual(positionsOf(chronology, selected), positionsOf(chronology, [...selected]));
      // Without going along: here is nothing to go along.
      if (selected !== chronology.events) assert.equal(positionsOf({ events: [] }, selected).length, selected.length);
    });
  });

  it('takes no event for one of the chronology that is not, or stands elsewhere', () => {
    const chronology = chronologyOf({ a: { when: '2021' }, b: { when: '2022' } });
    assert.throws(
      () => positionsOf(chronology, [...chronology.events].reverse()),
      /is not where the chronology has it/,
    );
    assert.throws(() => positionsOf(chronology, chronologyOf({ a: {} }).events), /^Error: a is not where/);
  });

  it('counts what a reader gets who adds a value', () => {
    holds((chronology, query) => {
      const counts = countValues(chronology, query, facets);
      for (const facet of facets) {
        const own = new Map<string, number>();
        for (const slug of oneByOne(chronology, withValues(query, facet, []))) {
          const event = chronology.bySlug.get(slug);
          assert.ok(event);
          for (const value of valuesOf(event, facet)) own.set(value, (own.get(value) ?? 0) + 1);
        }
        assert.deepEqual(new Map([...counts[facet]].sort()), new Map([...own].sort()), facet);
      }
    });
  });

  it('counts by status what a query asks for', () => {
    holds((chronology, query) => {
      const counts = new Map<string, number>();
      for (const slug of oneByOne(chronology, query)) {
        const status = chronology.bySlug.get(slug)?.status ?? assert.fail();
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
      assert.deepEqual(countStatuses(chronology, query), counts);
    });
  });

  it('has the values that events have', () => {
    holds((chronology) => {
      for (const facet of facets)
        assert.deepEqual(
          [...eventIndexOf(chronology).values(facet)].sort(),
          [...new Set(chronology.events.flatMap((event) => valuesOf(event, facet)))].sort(),
        );
    });
  });

  it('of a chronology without events finds nothing', () => {
    const empty = chronologyOf({});
    assert.deepEqual(select(empty, { ...EVERYTHING, from: { text: '2022', day: '2022-01-01' } }), []);
    assert.deepEqual(select(empty, withValues(EVERYTHING, 'type', ['meeting'])), []);
  });
});
