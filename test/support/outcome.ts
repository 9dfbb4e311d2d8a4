/** Waits for what another process does: asked for again and again, until it is so. */
import { setTimeout } from 'node:timers/promises';

/** Long enough for the slowest machine: what comes within it is right however long it took. */
export const DEADLINE_MILLISECONDS = 120_000;

/** The first answer that is not undefined or false; fails, naming what was waited for, where none comes. */
export async function until<T>(what: string, ask: () => T | Promise<T>): Promise<Exclude<T, undefined | false>> {
  const end = performance.now() + DEADLINE_MILLISECONDS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await setTimeout(20);
  }
}
