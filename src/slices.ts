/** Long computations as generators: run at once, or in slices between which requests are answered. */

/** A computation that can pause wherever it yields. */
export type Work<T> = Generator<undefined, T, undefined>;

/** All slices of one turn of the event loop together last at most this long: no request waits longer for them. In milliseconds. */
const SLICE_MILLISECONDS = 5;

/**
 * While many computations wait, whoever asks for what is in memory would wait for a slice before each answer: turns are shorter
 * then, each at the cost of one look for what the network brought.
 */
const MANY_WAITING = 8;
const SHORT_SLICE_MILLISECONDS = 1;

/** When the running slice must end, by `performance.now()`; a computation that runs at once has no end. */
let sliceEnd = Number.POSITIVE_INFINITY;

/** Runs a computation to its end without a pause. */
export function atOnce<T>(work: Work<T>): T {
  // The caller may itself run within a slice, whose end counts again afterwards.
  const endBefore = sliceEnd;
  sliceEnd = Number.POSITIVE_INFINITY;
  try {
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
    }
  } finally {
    sliceEnd = endBefore;
  }
}

/**
 * Runs a computation with a pause for other work after each slice.
 *
 * @param milliseconds How long a slice may last; with 0, the computation pauses at every `yield`.
 */
export async function inSlices<T>(work: Work<T>, milliseconds = SLICE_MILLISECONDS): Promise<T> {
  for (;;) {
    const end = Math.min(endOfTurn(), performance.now() + milliseconds);
    sliceEnd = end;
    try {
      do {
        const step = work.next();
        if (step.done) return step.value;
      } while (performance.now() < end);
    } finally {
      sliceEnd = Number.POSITIVE_INFINITY;
    }
    await turn();
  }
}

/** A computation that yields after each slice: for a generator in whose pauses, and only there, other work has its turn. */
export function* sliceBySlice<T>(work: Work<T>, milliseconds = SLICE_MILLISECONDS): Work<T> {
  for (;;) {
    // The consumer may itself run within a slice, whose end counts again afterwards.
    const endBefore = sliceEnd;
    const end = Math.min(endBefore, performance.now() + milliseconds);
    sliceEnd = end;
    try {
      do {
        const step = work.next();
        if (step.done) return step.value;
      } while (performance.now() < end);
    } finally {
      sliceEnd = endBefore;
    }
    yield;
  }
}

/** When the slices of this turn of the event loop must end; undefined before the first of them. */
let turnEnd: number | undefined;

/** Computations that follow each other share the time of one turn: each alone may be too short to pause. */
function endOfTurn(): number {
  if (turnEnd === undefined) {
    const end = performance.now() + (waiting.length < MANY_WAITING ? SLICE_MILLISECONDS : SHORT_SLICE_MILLISECONDS);
    turnEnd = end;
    setImmediate(() => {
      if (turnEnd === end) turnEnd = undefined;
    });
  }
  return turnEnd;
}

/** Computations that wait for their next slice. */
const waiting: (() => void)[] = [];

/** Resolves after other work has had its turn. Of all computations that wait, one resumes in each turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(resumeNext);
  });
}

function resumeNext(): void {
  turnEnd = undefined;
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(resumeNext);
}

/** Whether the running slice has lasted long enough; false where a computation runs at once. */
export function isSliceOver(): boolean {
  // Reading the clock takes 0.07 µs, which a computation that runs at once need not pay.
  return sliceEnd !== Number.POSITIVE_INFINITY && performance.now() >= sliceEnd;
}

/** Items that together take less than this, in milliseconds, are checked in runs: the clock would cost more than they do. */
const QUICK_MILLISECONDS = 0.02;
const MOST_UNCHECKED = 16;

/** Calls `each` with every item, and pauses after the item with which the slice has lasted long enough. */
export function* pausing<T>(items: Iterable<T>, each: (item: T) => unknown): Work<void> {
  let run = 1;
  let left = run;
  let checkedAt = 0;
  for (const item of items) {
    each(item);
    left -= 1;
    if (left > 0 || sliceEnd === Number.POSITIVE_INFINITY) continue;
    const now = performance.now();
    run = now - checkedAt < QUICK_MILLISECONDS ? Math.min(run * 2, MOST_UNCHECKED) : 1;
    left = run;
    checkedAt = now;
    if (now >= sliceEnd) yield;
  }
}
