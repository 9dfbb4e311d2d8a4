/** An order of texts that is the same on every machine, sorting in slices, and binary search in sorted data. */
import { pausing, type Work } from '../../slices.ts';

/** By UTF-16 code units. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The lower bound, by binary search: the first index of which `isBelow` is false, or `length` where there is none.
 *
 * @param isBelow true of all indexes before the bound, false of all others
 */
export function lowerBound(length: number, isBelow: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** So many items are sorted in less than a millisecond. */
const SHORT = 512;

/** A sorted copy. Equal items keep their order. */
export function* sortSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Work<T[]> {
  const starts = Array.from({ length: Math.ceil(items.length / SHORT) }, (_, index) => index * SHORT);
  let runs: T[][] = [];
  yield* pausing(starts, (start) => runs.push(items.slice(start, start + SHORT).sort(compare)));
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2)
      merged.push(yield* mergeSteps(runs[index] ?? [], runs[index + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Of equal items, those of `a` come first. */
function* mergeSteps<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Work<T[]> {
  const merged: T[] = [];
  let next = 0;
  yield* pausing(a, (item) => {
    for (let other = b[next]; next < b.length && compare(item, other as T) > 0; other = b[next]) {
      merged.push(other as T);
      next += 1;
    }
    merged.push(item);
  });
  yield* pausing(b.slice(next), (item) => merged.push(item));
  return merged;
}
