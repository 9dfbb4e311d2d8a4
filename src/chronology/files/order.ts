/** An order of texts that is the same on every machine, and binary search in sorted data. */

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
