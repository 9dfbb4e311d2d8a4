/** How often a computation lets other work in. */
import { inSlices, type Work } from '../../src/slices.ts';

/** The number of pauses of a computation that is cut wherever it can be. */
export async function pausesOf(work: Work<unknown>): Promise<number> {
  let pauses = 0;
  function* counted(): Work<void> {
    while (!work.next().done) {
      pauses += 1;
      yield;
    }
  }
  await inSlices(counted(), 0);
  return pauses;
}
