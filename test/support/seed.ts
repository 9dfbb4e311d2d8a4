/** The seed of what properties try at random: the same in every run, so that a run says of a change and not of its luck. */
import fc from 'fast-check';

/** Where this is set to anything, each run tries other cases. */
export const FUZZ = 'FUZZ';

const SEED = 2004;

const isAny = process.env[FUZZ] !== undefined;

if (!isAny) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

/** So many times as many cases are tried where each run has others. */
const TIMES = 10;

/** How many cases a property tries that takes long for each: as few as find what its kind of fault breaks, and with `--fuzz` many. */
export function cases(count: number): { readonly numRuns: number } {
  return { numRuns: isAny ? count * TIMES : count };
}

/** Of all that could be tried one after another, what a run tries: with `--fuzz` all, else every so many and those that matter. */
export function everyFew<T>(all: readonly T[], step: number, matters: (one: T) => boolean): readonly T[] {
  return isAny ? all : all.filter((one, index) => index % step === 0 || matters(one));
}

const own = isAny ? Math.trunc(Math.random() * 2 ** 31) : SEED;

/** A seed of its own for each part of what is tried, by its number. */
export function seedOf(part: number): number {
  return (own + part) | 0;
}
