/** A feed as RSS 2.0, with the modules that its readers know: content, dates of events, images, links of Atom, archives. */

import { escapeMarkup } from '../view/markup.ts';
import { type FeedEntry, type FeedHead, TTL_MINUTES } from './feed.ts';
import type { FeedFormat } from './feed-output.ts';
import { joinRssChannel, type RssItem, renderRssItem } from './rss-package.ts';

export const rss: FeedFormat = {
  name: 'rss',
  mediaType: 'application/rss+xml; charset=utf-8',
  renderEntry: (entry) => renderRssItem(itemOf(entry)),
  join: ({ author, updated, rights, isArchive, ...head }: FeedHead, items) =>
    joinRssChannel(
      {
        ...head,
        copyright: rights,
        managingEditor: author.email === undefined ? undefined : `${author.email} (${author.name})`,
        lastBuilt: updated,
        ttlMinutes: TTL_MINUTES,
        isArchive,
      },
      items,
    ),
};

function itemOf({ id, summary, categories, updated, published, image, ...entry }: FeedEntry): RssItem {
  return {
    ...entry,
    guid: id,
    // Readers take a description for HTML.
    description: summary
      .split('\n\n')
      .map((paragraph) => `<p>${escapeMarkup(paragraph).replaceAll('\n', '<br>')}</p>`)
      .join('\n'),
    published,
    updated: updated === published ? undefined : updated,
    categories: categories.map(({ text, scheme }) => ({ name: text, domain: scheme })),
    image: image && { ...image, alt: image.alt.text, credit: image.credit.text },
  };
}
