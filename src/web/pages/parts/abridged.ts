/** Lists that would grow with the chronology: so many of them, and how many more stand in the list of events below. */
import type { PageContext } from './frame.ts';

/** Some more are no reason to leave any out. */
const SLACK = 1.25;

/** The first of a list, or the last. */
export function abridged<T>(
  all: readonly T[],
  most: number,
  end: 'first' | 'last' = 'first',
): { readonly shown: readonly T[]; readonly others: number } {
  if (all.length <= most * SLACK) return { shown: all, others: 0 };
  return { shown: end === 'first' ? all.slice(0, most) : all.slice(-most), others: all.length - most };
}

/** A link to the others; undefined where there are none. */
export function toOthersLink(others: number, { words }: PageContext): { text: string; href: string } | undefined {
  return others === 0 ? undefined : { text: words('view.othersBelow', { count: others }), href: '#events' };
}
