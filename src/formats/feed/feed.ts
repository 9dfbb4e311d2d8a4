/** A feed as every format writes it: its name, its place, the documents that it continues in, and its entries in order. */
import { identityOf } from '../../chronology/identity.ts';
import { pick } from '../../chronology/languages/text.ts';
import { formatQuery, withChoices } from '../../chronology/query/query.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import type { EventImage } from '../view/event-image.ts';
import type { Category } from '../view/event-text.ts';
import type { LocalizedText } from '../view/localized-text.ts';
import type { View } from '../view/view.ts';

/** A document of a feed without its entries. */
export interface FeedHead {
  /** The same for all documents of a feed, in every format and at every host: `en/feed?type=meeting@` and the domain of UIDs. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Absolute addresses of the page of the view, and of this document. */
  readonly page: string;
  readonly self: string;
  readonly language: string;
  readonly rights?: string | undefined;
  readonly author: { readonly name: string; readonly email?: string | undefined; readonly url?: string | undefined };
  /** The instant of the newest change of its entries, ISO 8601 UTC. */
  readonly updated: string;
  /** The other documents of the feed (RFC 5005 §3 and §4). */
  readonly links: readonly FeedLink[];
  /** The hub that is told where the feed changes (WebSub §4). */
  readonly hub?: string | undefined;
  /** Whether it is a part of what is continued from the feed's own address, and no document to follow (RFC 5005 §4). */
  readonly isArchive: boolean;
}

export interface FeedLink {
  readonly rel: 'current' | 'prev-archive' | 'next-archive' | 'first' | 'previous' | 'next' | 'last';
  readonly href: string;
}

/** The language of an entry as a whole, where its title and its summary are in one that is not the feed's. */
export function entryLanguage({ title, summary }: FeedEntry): string | undefined {
  return title.lang === summary.lang ? title.lang : undefined;
}

export interface FeedEntry {
  /** `slug@domain`, which never changes. */
  readonly id: string;
  readonly title: LocalizedText;
  /** Plain text; paragraphs are separated by empty lines. */
  readonly summary: LocalizedText;
  /** HTML. */
  readonly content: string;
  readonly link: string;
  /** The address of its calendar. */
  readonly calendar?: string | undefined;
  /** ISO 8601 UTC; of two entries of a feed never the same, as far as seconds go. */
  readonly published: string;
  readonly updated: string;
  readonly categories: readonly FeedCategory[];
  /** Of a revision, from what to what each field changed that its file says so of. */
  readonly changes?: readonly FieldChange[] | undefined;
  /** Absent where an entry tells of no date. */
  readonly edtf?: string | undefined;
  /** The event's dates, where W3CDTF can state them as precisely as they are known. */
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly image?: EventImage | undefined;
}

export interface FieldChange {
  /** As event files call it. */
  readonly field: string;
  /** As event files write it, texts in the language of the feed; null where there was none. */
  readonly from: unknown;
  readonly to: unknown;
}

export interface FeedCategory extends LocalizedText, Pick<Category, 'value' | 'facet'> {
  /** An address that names the facet, and leads nowhere: it is the same in every language and at every host. */
  readonly scheme: string;
}

/** How often it is worth looking again, in minutes. */
export const TTL_MINUTES = 12 * 60;

/** What all documents of a view have in common. @param name `feed`, `changes` … */
export function headOf(
  view: View,
  name: string,
  self: string,
): Pick<FeedHead, 'id' | 'page' | 'self' | 'language' | 'rights' | 'author'> {
  const { chronology, query, language, addresses } = view;
  const { settings } = chronology.vocabulary;
  const { publisher, licence } = settings;
  const publishedBy = publisherName(settings, language);
  const asked = formatQuery(withChoices(query, []));
  return {
    id: identityOf(chronology, `${language}/${name}${asked === '' ? '' : `?${asked}`}`),
    page: addresses.page,
    self,
    language,
    rights: licence && `${publishedBy}, ${pick(licence, language).text}`,
    author: { name: publishedBy, email: publisher.email, url: publisher.url },
  };
}
