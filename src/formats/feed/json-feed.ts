/** A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); what an event has beyond an entry stands under `_annals`. */
import { tagOf } from '../../chronology/identity.ts';
import { entryLanguage, type FeedEntry, type FeedHead } from './feed.ts';
import type { FeedFormat } from './feed-output.ts';
import { cleanXml } from './rss-package.ts';

export const jsonFeed: FeedFormat = {
  title: 'JSON Feed',
  mediaType: 'application/feed+json; charset=utf-8',
  renderEntry: (entry) => stringify(itemOf(entry)),
  join: (head, items) => `${stringify(feedOf(head)).slice(0, -1)},"items":[\n${items.join(',\n')}\n]}\n`,
};

/** Names with an undefined value are left out. */
function feedOf({
  id,
  title,
  description,
  page,
  self,
  language,
  rights,
  author,
  updated,
  links,
  hub,
  isArchive,
}: FeedHead) {
  const to = (rel: string) => links.find((link) => link.rel === rel)?.href;
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: page,
    feed_url: self,
    next_url: to('prev-archive') ?? to('next'),
    authors: [{ name: author.name, url: author.url ?? (author.email && `mailto:${author.email}`) }],
    language,
    hubs: hub === undefined ? undefined : [{ type: 'WebSub', url: hub }],
    _annals: {
      id: tagOf(id),
      updated,
      rights,
      archive: isArchive || undefined,
      links: links.length === 0 ? undefined : Object.fromEntries(links.map(({ rel, href }) => [rel, href])),
    },
  };
}

function itemOf(entry: FeedEntry) {
  const { id, title, summary, content, link, published, updated, categories, image } = entry;
  const { edtf, startDate, endDate, calendar, changes } = entry;
  return {
    id,
    url: link,
    title: title.text,
    summary: summary.text,
    content_html: content,
    image: image?.address,
    date_published: published,
    date_modified: updated,
    tags: categories.map(({ text }) => text),
    language: entryLanguage(entry),
    _annals: {
      edtf,
      start: startDate,
      end: endDate,
      calendar,
      changes,
      categories: categories.map(({ facet, value, text, lang }) => ({ facet, value, label: text, language: lang })),
    },
  };
}

/** Without the characters that the other formats cannot carry, so that all say the same. */
function stringify(value: object): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? cleanXml(part) : part));
}
