/** What an entry said before each of its revisions: `was` of a revision has the fields that it changed. */
import type { Fault } from '../files/problem.ts';

/** The word for a place or a series that there was none of. */
export const NOTHING = 'none';

interface Revised {
  readonly revisions: readonly { readonly was?: object | undefined }[];
}

/**
 * The entry as it stood before each of its revisions, and as it is now: so many as there are revisions, and one more. What a
 * revision changed a field to is what stood before the next one that has this field, or what stands now.
 */
export function versionsOf<E extends Revised>(entry: E): readonly E[] {
  let version = entry;
  const newestFirst = [version];
  for (const { was } of entry.revisions.toReversed()) {
    if (was) version = { ...version, ...stood(was) };
    newestFirst.push(version);
  }
  return newestFirst.reverse();
}

function stood(was: object): object {
  return Object.fromEntries(
    Object.entries(was).map(([field, value]) => [field, mayBeNothing(field) && value === NOTHING ? undefined : value]),
  );
}

/** Whether a field of `was` takes the word; in lists, `[]` says that nothing stood. */
export function mayBeNothing(field: string): boolean {
  return field === 'place' || field === 'series';
}

/** Whether two values of a field say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** @param isChangedLater whether what it became is what a later revision says that stood before */
export function notChanged(isChangedLater: boolean): Fault {
  return {
    message: isChangedLater ? 'the same as what stood before a later revision' : 'the same as what stands now',
    advice: 'what stood before this revision, or leave it out',
  };
}
