/** Which events are statements of one thing. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { comparisonsOf } from '../../src/chronology/query/comparison.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { chronologyIn, EVERY_DATE, SHIPPED } from '../support/service.ts';

const slugs = (events: Events) => comparisonsOf.of(chronologyOf(events)).map((of) => of.map(({ slug }) => slug));
const stating = (measure: string, ...related: string[]) => ({
  figures: [{ measure, value: '1' }],
  relations: { related },
});

describe('a comparison', () => {
  it('is, in the shipped chronology, that of the three statements on trainees and experts', async () => {
    assert.deepEqual(
      comparisonsOf.of(await chronologyIn(SHIPPED)).map((of) => of.map(({ slug }) => slug)),
      [['trainees-and-experts-12100', 'trainees-and-experts-13764', 'trainees-and-experts-11447']],
    );
    assert.deepEqual(comparisonsOf.of(await chronologyIn(EVERY_DATE)), []);
  });

  it('needs a measure in common, and a relation in both directions', () => {
    assert.deepEqual(slugs({ a: stating('grants', 'b'), b: stating('grants', 'a') }), [['a', 'b']]);
    assert.deepEqual(slugs({ a: stating('grants', 'b'), b: stating('grants') }), []);
    assert.deepEqual(slugs({ a: stating('grants', 'b'), b: stating('multilateral-grants', 'a') }), []);
    assert.deepEqual(slugs({ a: stating('grants', 'b'), b: { relations: { related: ['a'] } } }), []);
  });

  it('is one where each is comparable with the next, in the order of the chronology', () => {
    assert.deepEqual(
      slugs({
        a: { ...stating('grants', 'b'), when: '2024' },
        b: { ...stating('grants', 'a', 'c'), when: '2023' },
        c: { ...stating('grants', 'b'), when: '2022' },
        d: stating('grants', 'e'),
        e: stating('grants', 'd'),
        f: stating('grants'),
      }),
      [
        ['c', 'b', 'a'],
        ['d', 'e'],
      ],
    );
  });

  it('is what each event leads to, whatever the others are', () => {
    const slug = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const event = fc.record({
      when: fc.constantFrom('2021', '2022', '2023'),
      measures: fc.subarray(['grants', 'multilateral-grants']),
      related: fc.uniqueArray(slug),
    });
    fc.assert(
      fc.property(fc.dictionary(slug, event), (drafts) => {
        const chronology = chronologyOf(
          Object.fromEntries(
            Object.entries(drafts).map(([slug, { when, measures, related }]) => [
              slug,
              {
                when,
                figures: measures.map((measure) => ({ measure, value: '1' })),
                relations: { related: related.filter((other) => other !== slug && drafts[other]) },
              },
            ]),
          ),
        );
        const { events } = chronology;
        const isNext = (one: TimelineEvent, other: TimelineEvent) =>
          one.relations.related.includes(other.slug) &&
          other.relations.related.includes(one.slug) &&
          one.figures.some(({ measure }) => other.figures.some((figure) => figure.measure === measure));
        const reached = events.map((first) => {
          let found = [first];
          for (const _ of events)
            found = events.filter((event) => found.includes(event) || found.some((one) => isNext(one, event)));
          return found;
        });
        assert.deepEqual(
          comparisonsOf.of(chronology).map(slugsOf),
          reached.filter((found, place) => found.length > 1 && found[0] === events[place]).map(slugsOf),
        );
      }),
    );
  });
});

function slugsOf(events: readonly TimelineEvent[]): readonly string[] {
  return events.map(({ slug }) => slug);
}
