/** What is gathered from the events of a chronology, in slices or at once, and kept as long as the chronology is. */
import type { Chronology } from './chronology.ts';
import { atOnce, type Work } from './slices.ts';

export interface Gathering<T, V> {
  /** Gathers in slices what is not kept yet. */
  made(chronology: Chronology, value: V): Work<T>;
  /** What is kept, or else gathered at once. */
  of(chronology: Chronology, value: V): T;
}

/** @param gather for one value: what it is asked of */
export function gathering<T, V = undefined>(gather: (chronology: Chronology, value: V) => Work<T>): Gathering<T, V> {
  const kept = new WeakMap<Chronology, Map<V, T>>();
  function* made(chronology: Chronology, value: V): Work<T> {
    const known = kept.get(chronology) ?? new Map<V, T>();
    kept.set(chronology, known);
    const found = known.get(value) ?? (yield* gather(chronology, value));
    known.set(value, found);
    return found;
  }
  return { made, of: (chronology, value) => atOnce(made(chronology, value)) };
}
