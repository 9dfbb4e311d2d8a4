/** Results computed from the events of a chronology, in slices or at once, and memoized as long as the chronology lives. */
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';

/** `Key` is the value that a result is computed for, or empty where there is one result for the whole chronology. */
export interface Memoized<T, Key extends [value?: string]> {
  /** The memoized result, or one that is computed in slices. */
  steps(chronology: Chronology, ...key: Key): Work<T>;
  /** The memoized result, or one that is computed at once. */
  of(chronology: Chronology, ...key: Key): T;
}

export function memoizeByChronology<T, Key extends [value?: string]>(
  compute: (chronology: Chronology, ...key: Key) => Work<T>,
): Memoized<T, Key> {
  const resultsByChronology = new WeakMap<Chronology, Map<string | undefined, T>>();
  function* steps(chronology: Chronology, ...key: Key): Work<T> {
    const results = resultsByChronology.get(chronology) ?? new Map<string | undefined, T>();
    resultsByChronology.set(chronology, results);
    const result = results.get(key[0]) ?? (yield* compute(chronology, ...key));
    results.set(key[0], result);
    return result;
  }
  return { steps, of: (chronology, ...key) => atOnce(steps(chronology, ...key)) };
}
