/** Long computations as generators: run at once, or in slices that let other work in between. */
/** A computation that can pause wherever it yields. */
export type Work<T> = Generator<undefined, T, undefined>;

/** How long a slice may last: a request that comes in waits no longer. */
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
    await turn();
  }
}

/** Computations that wait to go on. */
const waiting: (() => void)[] = [];

/** Resolves when what else there is to do has had its turn. However many computations are under way, one goes on at a time. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(goOn);
  });
}

function goOn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(goOn);
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
