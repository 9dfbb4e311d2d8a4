/** Pages that list all of something in parts of a fixed length, by their numbers. */
import { relative, type SitePage, sitePagePath } from './address.ts';
import type { PageContext } from './page.ts';
import { Moved } from './request.ts';

/** Some more are no reason for another part. */
const SLACK = 1.25;
/** More parts than these are not all linked to. */
const MOST_LINKED = 60;
const AROUND = 8;

export interface NumberedPart {
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
export function numberedPart(
  length: number,
  most: number,
  { number, page, language }: { readonly number: number; readonly page: SitePage; readonly language: string },
): NumberedPart {
  const count = length <= most * SLACK ? 1 : Math.ceil(length / most);
  if (number > count) throw new Moved(sitePagePath(language, page));
  if (count === 1) return { number, count, from: 0, to: length };
  return { number, count, from: (number - 1) * most, to: Math.min(number * most, length) };
}

/** What of one of several lists, which follow each other, stands in the part. */
export function inPart<T>(list: readonly T[], begin: number, { from, to }: NumberedPart): readonly T[] {
  return list.slice(Math.max(from - begin, 0), Math.max(to - begin, 0));
}

/** Links to the parts; none where there is but one. Where some are left out between two, the second one says so. */
export function numberedLinks({ number, count }: NumberedPart, page: SitePage, { language, path }: PageContext) {
  if (count === 1) return [];
  const linked = Array.from({ length: count }, (_, index) => index + 1).filter(
    (other) => count <= MOST_LINKED || other === 1 || other === count || Math.abs(other - number) <= AROUND,
  );
  return linked.map((other, index) => ({
    text: String(other),
    href: relative(path, sitePagePath(language, page, other)),
    current: other === number,
    rel: other === number - 1 ? 'prev' : other === number + 1 ? 'next' : undefined,
    afterGap: index > 0 && linked[index - 1] !== other - 1,
  }));
}
