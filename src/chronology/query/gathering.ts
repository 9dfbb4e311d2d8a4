/** What is gathered from the events of a chronology, in slices or at once, and kept as long as the chronology is. */
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';

/** `Of` is what it is gathered for: a value, or nothing where there is one for the whole chronology. */
export interface Gathering<T, Of extends [value?: string]> {
  /** Gathers in slices what is not kept yet. */
  steps(chronology: Chronology, ...of: Of): Work<T>;
  /** What is kept, or else gathered at once. */
  of(chronology: Chronology, ...of: Of): T;
}

export function gathering<T, Of extends [value?: string]>(
  gather: (chronology: Chronology, ...of: Of) => Work<T>,
): Gathering<T, Of> {
  const gatheredByChronology = new WeakMap<Chronology, Map<string | undefined, T>>();
  function* steps(chronology: Chronology, ...of: Of): Work<T> {
    const known = gatheredByChronology.get(chronology) ?? new Map<string | undefined, T>();
    gatheredByChronology.set(chronology, known);
    const found = known.get(of[0]) ?? (yield* gather(chronology, ...of));
    known.set(of[0], found);
    return found;
  }
  return { steps: steps, of: (chronology, ...of) => atOnce(steps(chronology, ...of)) };
}
