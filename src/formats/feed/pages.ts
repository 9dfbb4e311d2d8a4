/** A feed in documents: how many entries each has, which address it has, and how they lead to each other (RFC 5005). */
import { withoutPart, withPart } from '../../chronology/list-part.ts';
import type { FeedLink } from './feed.ts';

/** One document of a feed: the ranks of its entries, from the first of all, and its links to the others. */
export interface FeedPage {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly links: readonly FeedLink[];
  readonly isArchive: boolean;
}

/**
 * A document of a feed that grows at its end (RFC 5005 §4): the newest entries at the feed's own address, and the rest in archives,
 * which are counted from the oldest and full, so that growth changes none of them. The last archive may repeat some of the newest.
 *
 * @param part The number of an archive, from 1; undefined for the newest.
 * @returns undefined where there is no such archive
 */
export function archivedPage(
  total: number,
  limit: number,
  self: string,
  part: number | undefined,
): FeedPage | undefined {
  const archives = total > limit ? Math.floor(total / limit) : 0;
  const archive = (rel: FeedLink['rel'], number: number): FeedLink[] =>
    number >= 1 && number <= archives ? [{ rel, href: partAddress(self, number) }] : [];
  if (part === undefined)
    return { from: Math.max(0, total - limit), to: total, links: archive('prev-archive', archives), isArchive: false };
  if (part < 1 || part > archives) return undefined;
  return {
    from: (part - 1) * limit,
    to: part * limit,
    links: [
      { rel: 'current', href: partAddress(self, undefined) },
      ...archive('prev-archive', part - 1),
      ...archive('next-archive', part + 1),
    ],
    isArchive: true,
  };
}

/**
 * A document of a feed that is read from its beginning (RFC 5005 §3): the first is at the feed's own address.
 *
 * @param part The number of the document, from 1.
 * @returns undefined where there is no such document
 */
export function pageInOrder(
  total: number,
  limit: number,
  self: string,
  part: number | undefined = 1,
): FeedPage | undefined {
  const count = Math.max(1, Math.ceil(total / limit));
  if (part < 1 || part > count) return undefined;
  const to = (rel: FeedLink['rel'], number: number): FeedLink => ({
    rel,
    href: partAddress(self, number === 1 ? undefined : number),
  });
  return {
    from: (part - 1) * limit,
    to: Math.min(total, part * limit),
    links:
      count === 1
        ? []
        : [
            to('first', 1),
            ...(part > 1 ? [to('previous', part - 1)] : []),
            ...(part < count ? [to('next', part + 1)] : []),
            to('last', count),
          ],
    isArchive: false,
  };
}

/** The address of another document of the same feed. */
function partAddress(self: string, part: number | undefined): string {
  return withPart(withoutPart(self), part);
}
