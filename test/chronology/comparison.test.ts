/** Which events are statements of one thing. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { comparisonsOf } from '../../src/chronology/comparison.ts';
import { chronologyOf, type Events } from '../chronologies.ts';
import { chronologyIn, EVERY_DATE, SHIPPED } from '../service.ts';

const slugs = (events: Events) => comparisonsOf(chronologyOf(events)).map((of) => of.map(({ slug }) => slug));
const stating = (measure: string, ...related: string[]) => ({
  figures: [{ measure, value: '1' }],
  relations: { related },
});

describe('a comparison', () => {
  it('is, in the shipped chronology, that of the three statements on trainees and experts', async () => {
    assert.deepEqual(
      comparisonsOf(await chronologyIn(SHIPPED)).map((of) => of.map(({ slug }) => slug)),
      [['trainees-and-experts-12100', 'trainees-and-experts-13764', 'trainees-and-experts-11447']],
    );
    assert.deepEqual(comparisonsOf(await chronologyIn(EVERY_DATE)), []);
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
});
