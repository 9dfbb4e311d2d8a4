/** Long computations give the same at once and in slices, and let other work in between. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { atOnce, inSlices, pausing, turn, type Work } from '../../src/slices.ts';

describe('a computation', () => {
  it('goes through all items in order and pauses after every so many, whatever their number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), fc.integer({ min: 1, max: 9 }), async (items, every) => {
        const [direct, sliced]: number[][] = [[], []];
        assert.equal([...pausing(items, every, (item) => direct?.push(item))].length, Math.floor(items.length / every));
        await inSlices(pausing(items, every, (item) => sliced?.push(item)));
        assert.deepEqual([direct, sliced], [items, items]);
      }),
    );
  });

  it('gives its value or its fault, at once and in slices', async () => {
    function* work(fault: boolean): Work<string> {
      yield;
      if (fault) throw new Error('a fault');
      return 'done';
    }
    assert.deepEqual([atOnce(work(false)), await inSlices(work(false))], ['done', 'done']);
    assert.throws(() => atOnce(work(true)), /a fault/);
    await assert.rejects(inSlices(work(true)), /a fault/);
  });

  it('in slices lets other work in before it ends', async () => {
    // In a turn of the event loop of which nothing is used up.
    await turn();
    let isOtherDone = false;
    function* work(): Work<number> {
      for (let step = 0; ; step += 1) {
        if (isOtherDone) return step;
        yield;
      }
    }
    setImmediate(() => {
      isOtherDone = true;
    });
    assert.ok((await inSlices(work())) > 0);
  });

  it('in slices lets other work in also where it ends early, and others follow it one after another', async () => {
    let others = 0;
    const other = () => {
      others += 1;
      next = setImmediate(other);
    };
    let next = setImmediate(other);
    // Two milliseconds each.
    function* work(): Work<void> {
      const begin = performance.now();
      while (performance.now() < begin + 2) yield;
    }
    for (let count = 0; count < 20; count += 1) await inSlices(work());
    clearImmediate(next);
    assert.ok(others >= 4, `${others} times`);
  });
});
