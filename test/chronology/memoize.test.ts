/** A memoized computation runs once for each value of each chronology. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoizeByChronology } from '../../src/chronology/query/memoize.ts';
import { inSlices } from '../../src/slices.ts';
import { chronologyOf } from '../support/chronologies.ts';

describe('a memoized computation', () => {
  it('is made once for each value of each chronology, in slices or at once', async () => {
    const asked: string[] = [];
    const slugs = memoizeByChronology(function* ({ events }, value: string) {
      asked.push(value);
      yield;
      return events.map(({ slug }) => `${slug} ${value}`);
    });
    const [one, other] = [chronologyOf({ a: {} }), chronologyOf({ b: {} })];
    const sliced = await inSlices(slugs.steps(one, 'x'));
    assert.deepEqual(sliced, ['a x']);
    assert.equal(slugs.of(one, 'x'), sliced);
    assert.deepEqual(slugs.of(one, 'y'), ['a y']);
    assert.deepEqual(slugs.of(other, 'x'), ['b x']);
    assert.deepEqual(asked, ['x', 'y', 'x']);
  });
});
