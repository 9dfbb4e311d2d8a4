/** Pages that list all of something in parts of a fixed length, by their numbers. */
import { relative, type SitePage, sitePagePath } from '../../site/address.ts';
import { Moved } from '../../site/fault.ts';
import type { PageContext } from './frame.ts';
import { linkedPages } from './parts-by-time.ts';

/** Some more are no reason for another part. */
const SLACK = 1.25;

export interface NumberedPage {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  /** Places in the whole list, the second one behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param most in a part
 * @throws Moved to the first part where there is none of that number
 */
export function numberedPage(
  length: number,
  most: number,
  { number, page, language }: { readonly number: number; readonly page: SitePage; readonly language: string },
): NumberedPage {
  const count = length <= most * SLACK ? 1 : Math.ceil(length / most);
  if (number > count) throw new Moved(sitePagePath(language, page));
  if (count === 1) return { number, count, from: 0, to: length };
  return { number, count, from: (number - 1) * most, to: Math.min(number * most, length) };
}

/** What of one of several lists, which follow each other, stands in the part. */
export function onPage<T>(list: readonly T[], begin: number, { from, to }: NumberedPage): readonly T[] {
  return list.slice(Math.max(from - begin, 0), Math.max(to - begin, 0));
}

/** Links to the parts; none where there is but one. */
export function numberedLinks({ number, count }: NumberedPage, page: SitePage, { language, path }: PageContext) {
  if (count === 1) return [];
  return linkedPages(count, number - 1).map(({ index, ...link }) => ({
    text: String(index + 1),
    href: relative(path, sitePagePath(language, page, index + 1)),
    ...link,
  }));
}
