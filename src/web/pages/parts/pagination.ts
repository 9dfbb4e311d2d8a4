/** Lists too long for one page: shortened with a link to the rest, or on numbered pages that link to each other. */
import { relative } from '../../site/address.ts';
import { Moved } from '../../site/fault.ts';
import type { Link } from '../../site/templates.ts';
import type { PageContext } from './frame.ts';

/** Whether a list is too long: a quarter more than the limit is no reason to divide it, or to leave anything out. */
export function isTooLong(length: number, most: number): boolean {
  return length > most * 1.25;
}

export interface Shortened<T> {
  readonly items: readonly T[];
  /** How many more there are. */
  readonly omitted: number;
}

/** The first items of a list, or the last. */
export function shorten<T>(all: readonly T[], most: number, end: 'first' | 'last' = 'first'): Shortened<T> {
  if (!isTooLong(all.length, most)) return { items: all, omitted: 0 };
  return { items: end === 'first' ? all.slice(0, most) : all.slice(-most), omitted: all.length - most };
}

/** A link to the page's list of events, where the omitted ones stand; undefined where none is omitted. */
export function toOmittedLink(omitted: number, { words }: PageContext): Link | undefined {
  return omitted === 0 ? undefined : { text: words('view.othersBelow', { count: omitted }), href: '#events' };
}

export interface NumberedPage {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  /** Positions in the whole list; `to` is behind the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param most items on a page
 * @throws Moved to the first page where there is none of that number
 */
export function numberedPage(
  length: number,
  most: number,
  { number, pathOf }: { readonly number: number; readonly pathOf: (number: number) => string },
): NumberedPage {
  const count = isTooLong(length, most) ? Math.ceil(length / most) : 1;
  if (number > count) throw new Moved(pathOf(1));
  if (count === 1) return { number, count, from: 0, to: length };
  return { number, count, from: (number - 1) * most, to: Math.min(number * most, length) };
}

/** The items on a page from one of several lists that follow each other, this one from position `begin`. */
export function onPage<T>(list: readonly T[], begin: number, { from, to }: NumberedPage): readonly T[] {
  return list.slice(Math.max(from - begin, 0), Math.max(to - begin, 0));
}

/** Links to the pages; none where there is but one. */
export function numberedLinks(
  { number, count }: NumberedPage,
  pathOf: (number: number) => string,
  { path }: Pick<PageContext, 'path'>,
) {
  return pageLinks(count, number - 1, (index) => ({
    text: String(index + 1),
    href: relative(path, pathOf(index + 1)),
  }));
}

export interface PageLink extends Link {
  /** Whether the pages between it and the link before it are not linked to. */
  readonly afterGap: boolean;
}

/** Of more pages than these, only the first, the last and the neighbours of the current one are linked to. */
const MOST_LINKED = 60;
const NEIGHBOURS = 8;

/** Links to pages, counted from 0; none where there is but one. */
export function pageLinks(count: number, current: number, linkTo: (index: number) => Link): readonly PageLink[] {
  if (count === 1) return [];
  const linked = Array.from({ length: count }, (_, index) => index).filter(
    (index) => count <= MOST_LINKED || index === 0 || index === count - 1 || Math.abs(index - current) <= NEIGHBOURS,
  );
  return linked.map((index, position) => ({
    ...linkTo(index),
    current: index === current,
    rel: index === current - 1 ? 'prev' : index === current + 1 ? 'next' : undefined,
    afterGap: position > 0 && linked[position - 1] !== index - 1,
  }));
}
