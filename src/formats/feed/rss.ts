/** A feed as RSS 2.0, with the modules that its readers know: content, dates of events, images, links of Atom, archives. */

import type { LanguageTag } from '../../chronology/languages/text.ts';
import { languageAttributes } from '../view/localized-text.ts';
import { inDirection, lines } from '../view/prose-markup.ts';
import { entryLanguage, type FeedEntry, type FeedHead, TTL_MINUTES } from './feed.ts';
import type { FeedFormat } from './feed-output.ts';
import { joinRssChannel, type RssItem, renderRssItem } from './rss-package.ts';

export const rss: FeedFormat = {
  title: 'RSS',
  mediaType: 'application/rss+xml; charset=utf-8',
  renderEntry: (entry, language) => renderRssItem(itemOf(entry, language)),
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

function itemOf(of: FeedEntry, feedLanguage: LanguageTag): RssItem {
  const { id, title, summary, categories, updated, published, image, ...entry } = of;
  const own = languageAttributes(summary);
  return {
    ...entry,
    guid: id,
    title: title.text,
    language: entryLanguage(of),
    // Readers take a description for HTML.
    description: inDirection(
      summary.text
        .split('\n\n')
        .map((paragraph) => `<p${own}>${lines(paragraph)}</p>`)
        .join('\n'),
      feedLanguage,
    ),
    published,
    updated: updated === published ? undefined : updated,
    categories: categories.map(({ text, scheme }) => ({ name: text, domain: scheme })),
    image: image && { ...image, alt: image.alt.text, credit: image.credit.text },
  };
}
