/** Long computations give the same at once and in slices, and let other work in between. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { atOnce, inSlices, pausing, sliceBySlice, turn, type Work } from '../../src/slices.ts';

describe('a computation', () => {
  it('goes through all items in order, at once without a pause and in slices alike', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), async (items) => {
        const [direct, sliced]: [number[], number[]] = [[], []];
        assert.equal([...pausing(items, (item) => direct.push(item))].length, 0);
        await inSlices(pausing(items, (item) => sliced.push(item)));
        assert.deepEqual([direct, sliced], [items, items]);
      }),
    );
  });

  it('that goes through items lets other work in by the time that they take, one computation within another too', async () => {
    await turn();
    let others = 0;
    const other = () => {
      others += 1;
      next = setImmediate(other);
    };
    let next = setImmediate(other);
    const busy = () => {
      const begin = performance.now();
      while (performance.now() < begin + 2);
    };
    // What runs at once inside is not cut, and leaves the slice around it its end.
    await inSlices(pausing(new Array(20), () => atOnce(pausing([1], busy))));
    clearImmediate(next);
    assert.ok(others >= 4, `${others} times`);
  });

  it('lets other work in sooner where many computations wait', async (t) => {
    let clock = performance.now();
    t.mock.method(performance, 'now', () => clock);
    /** The most milliseconds that a turn of the event loop takes, with so many computations that begin together. */
    async function longestTurn(count: number): Promise<number> {
      await turn();
      let [begin, longest] = [clock, 0];
      const look = () => {
        longest = Math.max(longest, clock - begin);
        begin = clock;
        next = setImmediate(look);
      };
      let next = setImmediate(look);
      const step = () => {
        clock += 0.25;
      };
      await Promise.all(
        Array.from({ length: count }, () => turn().then(() => inSlices(pausing(new Array(200), step)))),
      );
      clearImmediate(next);
      return longest;
    }
    const [alone, amongMany] = [await longestTurn(1), await longestTurn(30)];
    assert.ok(amongMany <= alone / 2, `${amongMany} ms among many, ${alone} ms alone`);
  });

  it('gives its consumer a pause after each slice, and its value at the end', () => {
    const busy = () => {
      const begin = performance.now();
      while (performance.now() < begin + 2);
    };
    const done: number[] = [];
    function* work(): Work<string> {
      yield* pausing([1, 2, 3, 4, 5, 6], (item) => {
        busy();
        done.push(item);
      });
      return 'done';
    }
    const steps = sliceBySlice(work(), 1);
    assert.deepEqual(steps.next(), { done: false, value: undefined });
    assert.ok(done.length < 6, `${done.length} at once`);
    assert.equal(atOnce(steps), 'done');
    assert.deepEqual(done, [1, 2, 3, 4, 5, 6]);
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
