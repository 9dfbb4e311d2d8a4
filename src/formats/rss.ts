/** A view as an RSS 2.0 feed: entries as they were published, newest first, each titled with its date as known. */
import { lastModified, type TimelineEvent } from '../chronology/event.ts';
import { pick } from '../chronology/text.ts';
import { capitalized, categoriesOf, dateAsKnown, eventParagraphs, tellingTitle } from './event-text.ts';
import { identityOf } from './identity.ts';
import { escaped } from './markup.ts';
import { type RssItem, renderRssChannel } from './rss-package.ts';
import { type View, viewTitle } from './view.ts';
import { w3cDates } from './w3cdtf.ts';

export const MEDIA_TYPE = 'application/rss+xml; charset=utf-8';

/** A feed holds the newest entries; its description says where the rest is. */
const MOST_ENTRIES = 200;
const TTL_MINUTES = 12 * 60;

export function renderRss(view: View): string {
  const { chronology, language, words, addresses, events } = view;
  const { settings } = chronology;
  const shown = newestFirst(events).slice(0, MOST_ENTRIES);
  const description = pick(settings.description, language).text;
  const rest = words('feed.rest', { shown: shown.length, total: events.length, page: addresses.page });
  const { publisher, licence } = settings;
  return renderRssChannel(
    {
      title: viewTitle(view),
      description: shown.length < events.length ? `${description} ${rest}` : description,
      page: addresses.page,
      self: addresses.feed,
      language,
      copyright: licence === undefined ? undefined : `${publisher.name}, ${licence}`,
      managingEditor: publisher.email === undefined ? undefined : `${publisher.email} (${publisher.name})`,
      lastBuilt: shown.map(lastModified).sort().at(-1),
      ttlMinutes: TTL_MINUTES,
    },
    shown.map((event) => item(event, view)),
  );
}

/** By publication, newest first; what was published at once in the order of the chronology, newest first. */
export function newestFirst(events: readonly TimelineEvent[]): readonly TimelineEvent[] {
  return [...events].reverse().sort((a, b) => (a.published < b.published ? 1 : a.published > b.published ? -1 : 0));
}

function item(event: TimelineEvent, { chronology, language, words, addresses }: View): RssItem {
  const paragraphs = eventParagraphs(chronology, event, language, words);
  const title = tellingTitle(chronology, event, language, words);
  return {
    // Not a permalink: an identity that no move to another host changes.
    guid: identityOf(chronology, event.slug),
    title: words('feed.title', {
      date: capitalized(dateAsKnown(event, language)),
      title: title.text,
    }),
    description: paragraphs
      .map(({ text, lang }) => {
        const attribute = lang === language ? '' : ` lang="${escaped(lang)}"`;
        return `<p${attribute}>${escaped(text).replaceAll('\n', '<br>')}</p>`;
      })
      .join('\n'),
    link: addresses.event(event.slug),
    published: event.published,
    categories: categoriesOf(chronology, event, language).map(({ text }) => text),
    language: title.lang === language ? undefined : title.lang,
    edtf: event.when.edtf,
    ...w3cDates(event.when),
  };
}
