/** The seed of what properties try at random: the same in every run, so that a run says of a change and not of its luck. */
import fc from 'fast-check';

/** Where this is set to anything, each run tries other cases. */
export const FUZZ = 'FUZZ';

const SEED = 2004;

if (process.env[FUZZ] === undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });

const own = process.env[FUZZ] === undefined ? SEED : Math.trunc(Math.random() * 2 ** 31);

/** A seed of its own for each part of what is tried, by its number. */
export function seedOf(part: number): number {
  return (own + part) | 0;
}
