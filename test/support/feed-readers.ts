/** Feeds as packages that others wrote read them: what a subscriber's program knows of each entry. */
import { parseFeed as parseByRowanManning } from '@rowanmanning/feed-parser';
import { parseFeed as parseByFeedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import type { FeedFormatName } from './feed-validity.ts';

/** An entry, with undefined for what a reader does not tell. */
export interface SeenEntry {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly link: string | undefined;
  /** ISO 8601 UTC, whole seconds. */
  readonly published: string | undefined;
  readonly content: string | undefined;
}

export interface Reader {
  readonly name: string;
  readonly formats: readonly FeedFormatName[];
  /** Whether it resolves references once more than it should: a text about `<b>` is bold there, whoever wrote the feed. */
  readonly resolvesTwice?: true;
  read(text: string): Promise<readonly SeenEntry[]>;
}

export const readers: readonly Reader[] = [
  {
    name: 'rss-parser',
    formats: ['rss', 'atom'],
    async read(text) {
      const { items } = await new RssParser({
        customFields: { item: [['content:encoded', 'encoded'], 'published'] },
      }).parseString(text);
      return items.map((item) => ({
        id: item.guid ?? (item as { id?: string }).id,
        title: item.title,
        link: item.link,
        published: instantOf((item as { published?: string }).published ?? item.isoDate),
        content: item.encoded ?? item.content,
      }));
    },
  },
  {
    name: '@rowanmanning/feed-parser',
    formats: ['rss', 'atom'],
    // 2.1.5, lib/xml/element.js: of CDATA sections and of text alike.
    resolvesTwice: true,
    async read(text) {
      return parseByRowanManning(text).items.map(({ id, title, url, published, content }) => ({
        id: id ?? undefined,
        title: title ?? undefined,
        link: url ?? undefined,
        published: instantOf(published?.toISOString()),
        content: content ?? undefined,
      }));
    },
  },
  {
    name: 'feedsmith',
    formats: ['rss', 'atom', 'json'],
    async read(text) {
      const read = parseByFeedsmith(text);
      switch (read.format) {
        case 'rss':
          return (read.feed.items ?? []).map(({ guid, title, link, pubDate, content }) => ({
            id: guid?.value,
            title: textOf(title),
            link,
            published: instantOf(pubDate),
            content: content?.encoded,
          }));
        case 'atom':
          return (read.feed.entries ?? []).map(({ id, title, links, published, content }) => ({
            id,
            title: textOf(title),
            link: links?.find(({ rel }) => rel === 'alternate')?.href,
            published: instantOf(published),
            content: textOf(content),
          }));
        case 'json':
          return (read.feed.items ?? []).map(({ id, title, url, date_published, content_html }) => ({
            id,
            title,
            link: url,
            published: instantOf(date_published),
            content: content_html,
          }));
        default:
          throw new Error(`read as ${read.format}`);
      }
    },
  },
];

function textOf(text: unknown): string | undefined {
  if (typeof text === 'string' || text === undefined) return text;
  return (text as { value?: string }).value;
}

function instantOf(date: unknown): string | undefined {
  if (date === undefined || date === null) return undefined;
  return new Date(date as string).toISOString().replace('.000Z', 'Z');
}
