/** Long computations as generators: run at once, or in slices that let other work in between. */
import { setImmediate } from 'node:timers/promises';

/** A computation that can pause wherever it yields. */
export type Work<T> = Generator<undefined, T, undefined>;

/** How long a slice may last. Several computations may be under way, and each has one before a request gets its turn. */
const SLICE_MILLISECONDS = 5;

/** The result, without a pause. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The result, with a pause for what else there is to do after each slice. */
export async function inSlices<T>(work: Work<T>): Promise<T> {
  for (;;) {
    const end = performance.now() + SLICE_MILLISECONDS;
    while (performance.now() < end) {
      const step = work.next();
      if (step.done) return step.value;
    }
    await setImmediate();
  }
}

/** The items, with a chance to pause after every so many of them. */
export function* pausing<T>(items: Iterable<T>, every: number, each: (item: T) => unknown): Work<void> {
  let count = 0;
  for (const item of items) {
    each(item);
    count += 1;
    if (count % every === 0) yield;
  }
}
