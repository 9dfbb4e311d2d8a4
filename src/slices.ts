/** Long computations as generators: run at once, or in slices that let other work in between. */
/** A computation that can pause wherever it yields. */
export type Work<T> = Generator<undefined, T, undefined>;

/** How long slices may last, all together, before what else there is to do has its turn: no request waits longer. */
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
    const end = endOfTurn();
    while (performance.now() < end) {
      const step = work.next();
      if (step.done) return step.value;
    }
    await turn();
  }
}

/** When the slices of this turn of the event loop must end; undefined before the first of them. */
let turnEnd: number | undefined;

/** One computation after another may end early: they share the time of a turn, or none of them would be cut. */
function endOfTurn(): number {
  if (turnEnd === undefined) {
    const end = performance.now() + SLICE_MILLISECONDS;
    turnEnd = end;
    setImmediate(() => {
      if (turnEnd === end) turnEnd = undefined;
    });
  }
  return turnEnd;
}

/** Computations that wait to go on. */
const waiting: (() => void)[] = [];

/** Resolves when what else there is to do has had its turn. However many computations are under way, one goes on at a time. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(goOn);
  });
}

function goOn(): void {
  turnEnd = undefined;
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
