/** A chronology that is taken over from the one before, and its indexes, are what they would be made anew. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Chronology, chronologySteps as chronologyFromEvents } from '../../src/chronology/chronology.ts';
import { movesBetween, updateSteps } from '../../src/chronology/chronology-update.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { facets, lookups } from '../../src/chronology/facet.ts';
import { EventIndex } from '../../src/chronology/query/event-index.ts';
import { EXACTNESS } from '../../src/chronology/query/search/quality.ts';
import { SearchIndex } from '../../src/chronology/query/search-index.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf, eventOf } from '../support/chronologies.ts';
import { chronologyArbitrary } from '../support/chronology-arbitrary.ts';
import { chronologyFrom } from '../support/fuzzed-calendars.ts';

const DAYS = [undefined, '0001-01-01', '1999-12-31', '2019-06-15', '2022-12-24', '2024-02-29', '9998-12-31'];

/** All that the index answers. */
function answersOf(index: EventIndex, { events }: Chronology) {
  const half = index.during('2019-06-15', undefined);
  return {
    values: lookups.map((lookup) => [...index.values(lookup)]),
    having: lookups.map((lookup) => [...index.values(lookup)].map((value) => index.having(lookup, [value]).array())),
    together: facets.map((facet) => index.having(facet, [...index.values(facet), 'none']).array()),
    counts: facets.map((facet) => [[...index.counts(facet, undefined)], [...index.counts(facet, half)]]),
    during: DAYS.flatMap((from) => DAYS.map((to) => [from, to, index.during(from, to).array()])),
    count: events.length,
  };
}

const BEGINNINGS = ['', 'a', 'b', 'm', 't', 'w', '2', '日', '会', '語', '{', 'é'];

/** How well each event answers a search for a term, by its position. */
function ratedBy(index: SearchIndex, term: string): readonly number[] {
  const qualities = new Uint8Array(index.size);
  atOnce(index.rate([[term, EXACTNESS.whole]], qualities));
  return [...qualities];
}

/** All that a search asks of the index. */
function findingsOf(index: SearchIndex) {
  const terms = [...new Set(BEGINNINGS.flatMap((begin) => atOnce(index.termsWithPrefix(begin))))].sort();
  return {
    terms,
    rated: terms.map((term) => ratedBy(index, term)),
    entries: ['types meeting', 'countries JP', 'people hayashi', 'people nobody'].map((key) => {
      const qualities = new Uint8Array(index.size);
      index.rateEntry(key, EXACTNESS.whole, qualities);
      return [index.hasEntry(key), [...qualities]];
    }),
    begun: [...BEGINNINGS, 'nothing'].map((begin) => index.hasPrefix(begin)),
    // What is nobody's any more is not had.
    has: [...terms, 'nothing', '会合'].map((term) => index.has(term)),
    near: ['metting', 'printed', 'title', 'wwwww', 'chronologi'].map((word) =>
      [...index.near(word, 2)].sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

function assertLikeAnew(
  next: { chronology: Chronology; index: EventIndex; words: SearchIndex },
  bySlug: ReadonlyMap<string, TimelineEvent>,
): void {
  const anew = atOnce(chronologyFromEvents(next.chronology.vocabulary, bySlug));
  assert.deepEqual(next.chronology, anew);
  // What a page lists stands in this order.
  for (const [id, members] of anew.members)
    assert.deepEqual(slugsOf(next.chronology.members.get(id)), slugsOf(members));
  assert.deepEqual(answersOf(next.index, anew), answersOf(atOnce(EventIndex.of(anew)), anew));
  assert.deepEqual(findingsOf(next.words), findingsOf(atOnce(SearchIndex.of(anew))));
}

function slugsOf(events: readonly TimelineEvent[] = []): readonly string[] {
  return events.map(({ slug }) => slug);
}

/** Which of the events of a number of chronologies there are at a time: of each slug one, or none. */
type State = ReadonlyMap<string, TimelineEvent>;

/** From one state to the next, as a reading of the folder does it. */
function after(
  before: { chronology: Chronology; index: EventIndex; words: SearchIndex },
  next: State,
  { mostSegments }: { readonly mostSegments: number },
) {
  const { bySlug } = before.chronology;
  const removed = [...bySlug.values()].filter((event) => next.get(event.slug) !== event);
  const added = [...next.values()].filter((event) => bySlug.get(event.slug) !== event);
  const chronology = atOnce(updateSteps(before.chronology, before.chronology.vocabulary, { removed, added }, next));
  return {
    chronology,
    index: atOnce(before.index.after(movesBetween(before.chronology, { removed, added }, chronology), chronology)),
    words: atOnce(SearchIndex.of(chronology, before.words, mostSegments)),
  };
}

function startOf(chronology: Chronology, { stretchEvents }: { stretchEvents: number }) {
  return {
    chronology,
    index: atOnce(EventIndex.of(chronology, stretchEvents)),
    words: atOnce(SearchIndex.of(chronology)),
  };
}

describe('a revision', () => {
  it('is what all events make anew, edit after edit, and so are its indexes', () => {
    // Versions of the same events: each state takes each event as one of them has it, or not at all.
    const bilingual = chronologyArbitrary({ maxEvents: 12 }).filter(
      ({ vocabulary }) => vocabulary.languages.join() === 'en,ja',
    );
    const versions = fc.array(bilingual, { minLength: 3, maxLength: 3 });
    // The version of each event in each step, 4 for none; most stay as they are.
    const choice = fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 4 }));
    const choices = fc.array(fc.array(choice, { minLength: 12, maxLength: 12 }), { minLength: 1, maxLength: 8 });
    const limits = fc.record({
      stretchEvents: fc.integer({ min: 1, max: 5 }),
      mostSegments: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(versions, choices, limits, (written, steps, limit) => {
        const vocabulary = written[0]?.vocabulary;
        assert.ok(vocabulary);
        // One vocabulary for all, for a revision has the one that was there.
        const known = written.map(({ events }) => chronologyFrom({ vocabulary, events }));
        const [start] = known;
        assert.ok(start);
        const slugs = [...new Set(known.flatMap(({ bySlug }) => [...bySlug.keys()]))];
        let state: State = start.bySlug;
        let now = startOf(start, limit);
        for (const step of steps) {
          const next = new Map(state);
          for (const [index, slug] of slugs.entries()) {
            const choice = step[index] ?? 0;
            const chosen = known[choice - 1]?.bySlug.get(slug);
            if (chosen) next.set(slug, chosen);
            else if (choice === 4) next.delete(slug);
          }
          now = after(now, next, limit);
          state = next;
          assertLikeAnew(now, state);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('of every event at once, and of none, is what it would be anew', () => {
    const full = chronologyOf({ one: {}, two: { when: '2023' }, three: { when: '1993/..' } });
    const limits = { stretchEvents: 1, mostSegments: 1 };
    const empty = after(startOf(full, limits), new Map(), limits);
    assertLikeAnew(empty, new Map());
    assertLikeAnew(after(empty, full.bySlug, limits), full.bySlug);
    assertLikeAnew(after(startOf(full, limits), full.bySlug, limits), full.bySlug);
  });

  it('has the members of a series in the order of time, though it was another event that put them into another order', () => {
    const series = { id: 'rounds' };
    const before = chronologyOf({ 'a-last': {}, 'b-member': { series }, 'c-member': { series } });
    assert.deepEqual(slugsOf(before.members.get('rounds')), ['b-member', 'c-member']);
    const follower = chronologyOf({
      'a-last': { relations: { follows: ['c-member'] } },
      'b-member': { series },
      'c-member': { series },
    }).bySlug.get('a-last');
    assert.ok(follower);
    const limits = { stretchEvents: 2, mostSegments: 2 };
    const next = new Map([...before.bySlug, ['a-last', follower] as const]);
    const now = after(startOf(before, limits), next, limits);
    assert.deepEqual(slugsOf(now.chronology.members.get('rounds')), ['c-member', 'b-member']);
    assertLikeAnew(now, next);
  });

  it('finds no word of what is gone, and takes a misspelling for no such word', () => {
    const before = chronologyOf({
      stays: { title: { en: 'Banquet', ja: '晩餐' } },
      ...Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`other-${'abcdefgh'[index]}`, {}])),
      goes: { title: { en: 'Railway', ja: '鉄道' } },
    });
    const next = new Map([...before.bySlug].filter(([slug]) => slug !== 'goes'));
    const { words } = after(startOf(before, { stretchEvents: 9 }), next, { mostSegments: 6 });
    assert.deepEqual(
      [
        words.has('railway'),
        words.has('banquet'),
        atOnce(words.termsWithPrefix('rail')),
        words.hasPrefix('rail'),
        [...words.near('railwey', 1)],
      ],
      [false, true, [], false, []],
    );
  });

  it('of another vocabulary alone has the same order and indexes, and is found by the new names and no old one', () => {
    const before = chronologyOf({
      one: { people: [{ id: 'hayashi' }] },
      two: { people: [{ id: 'hayashi' }, { id: 'tleuberdi' }], place: 'tokyo' },
    });
    const { people } = before.vocabulary;
    const renamed = {
      ...before.vocabulary,
      people: { ...people, hayashi: { ...people.hayashi, name: { en: 'Corrected', ja: '訂正' }, aka: [] } },
    } as Chronology['vocabulary'];
    const now = atOnce(updateSteps(before, renamed, { removed: [], added: [] }, before.bySlug));
    assert.equal(now.events, before.events);
    assert.equal(now.vocabulary, renamed);
    const words = atOnce(SearchIndex.of(now, atOnce(SearchIndex.of(before))));
    assert.deepEqual(
      ['corrected', 'hayashi', 'tleuberdi', 'tokyo', 'title'].map((term) => words.has(term)),
      [true, false, true, true, true],
    );
    assert.deepEqual(
      ratedBy(words, 'corrected').map((quality) => quality > 0),
      [true, true],
    );
    assert.deepEqual(findingsOf(words), findingsOf(atOnce(SearchIndex.of(now))));
  });

  it('of which the index no longer fits is a fault that is told, not a wrong answer', () => {
    const chronology = chronologyOf({ one: {} });
    const stranger = eventOf({}, 'stranger');
    const changes = { removed: [stranger], added: [] };
    assert.throws(() => movesBetween(chronology, changes, chronology), /stranger is not among the events/);
  });
});
