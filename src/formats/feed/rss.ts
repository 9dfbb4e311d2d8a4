/** A view as an RSS 2.0 feed: entries as they were published, newest first, each titled with its date as known. */
import { anniversaryOf, isAnniversary } from '../../chronology/anniversary.ts';
import type { Chronology } from '../../chronology/chronology.ts';
import { type Day, startOfDay } from '../../chronology/dates/day.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { anniversaryIdentity, identityOf } from '../../chronology/identity.ts';
import { formatInstantDay } from '../../chronology/languages/instants-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import {
  anniversaryTitle,
  capitalized,
  categoriesOf,
  dateAsKnown,
  eventParagraphs,
  fulfilmentsOf,
  titleWithStatus,
} from '../view/event-text.ts';
import { fragmentsOf } from '../view/fragments.ts';
import { escaped } from '../view/markup.ts';
import { type View, viewTitle } from '../view/view.ts';
import { joinRssChannel, type RssChannel, type RssItem, renderRssChannel, renderRssItem } from './rss-package.ts';

export const RSS_MEDIA_TYPE = 'application/rss+xml; charset=utf-8';

/** A feed holds the newest entries; its description says where the rest is. */
const MOST_ENTRIES = 200;
const TTL_MINUTES = 12 * 60;

/** The feed of a view: its newest entries. @param self Where it is served. */
export function* rssSteps(view: View, self: string): Work<string> {
  const { chronology, language, words, addresses, events } = view;
  const { settings } = chronology.vocabulary;
  const shown = yield* newestFirst(events, MOST_ENTRIES);
  const items: string[] = [];
  yield* pausing(shown, (event) => items.push(itemText(event, view)));
  const description = pick(settings.description, language).text;
  const rest = words('feed.rest', { shown: shown.length, total: events.length, page: addresses.page });
  return joinRssChannel(
    {
      title: viewTitle(view),
      description: shown.length < events.length ? `${description} ${rest}` : description,
      page: addresses.page,
      self,
      language,
      ...creditsOf(chronology),
      lastBuilt: shown.map(lastModified).sort().at(-1),
      ttlMinutes: TTL_MINUTES,
    },
    items,
  );
}

/** The anniversaries of a day, oldest first: entries of that day, which come anew each year. */
export function* onThisDaySteps(view: View, self: string, today: Day): Work<string> {
  const { chronology, language, words, addresses, events } = view;
  const { timeZone } = chronology.vocabulary.settings;
  const begun = startOfDay(today, timeZone);
  const items: RssItem[] = [];
  yield* pausing(events, (event) => {
    const anniversary = anniversaryOf(event);
    if (!anniversary || !isAnniversary(anniversary, today)) return;
    items.push({
      guid: anniversaryIdentity(chronology, event.slug, today),
      title: anniversaryTitle(event, anniversary, view),
      published: begun,
      ...contentOf(event, view, true),
    });
  });
  return renderRssChannel(
    {
      title: words('anniversary.feed', { title: viewTitle(view) }),
      description: words('anniversary.feedText', { date: formatInstantDay(begun, timeZone, language) }),
      page: addresses.page,
      self,
      language,
      ...creditsOf(chronology),
      lastBuilt: begun,
      ttlMinutes: TTL_MINUTES,
    },
    items,
  );
}

function creditsOf({ vocabulary }: Chronology): Pick<RssChannel, 'copyright' | 'managingEditor'> {
  const { publisher, licence } = vocabulary.settings;
  return {
    copyright: licence === undefined ? undefined : `${publisher.name}, ${licence}`,
    managingEditor: publisher.email === undefined ? undefined : `${publisher.email} (${publisher.name})`,
  };
}

/**
 * The newest entries by publication, newest first; what was published at once in the order of the chronology, newest
 * first. All of them are gone through once, and no more than those that are wanted are put in order.
 */
export function* newestFirst(events: readonly TimelineEvent[], most = events.length): Work<readonly TimelineEvent[]> {
  const newest: TimelineEvent[] = [];
  for (let at = events.length - 1; at >= 0; at -= 1) {
    if (isSliceOver()) yield;
    const event = events[at] as TimelineEvent;
    const last = newest.at(-1);
    if (newest.length >= most && (!last || event.published <= last.published)) continue;
    let position = newest.length;
    // Behind all that are as new: these stand later in the chronology.
    if (last && event.published > last.published) position = firstOlder(newest, event.published);
    newest.splice(position, 0, event);
    if (newest.length > most) newest.pop();
  }
  return newest;
}

/** Where the first entry stands that was published before the instant. */
function firstOlder(newest: readonly TimelineEvent[], published: string): number {
  let [from, to] = [0, newest.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((newest[middle]?.published ?? '') < published) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The item of an event: rendered once for each language and BASE_URL. */
function itemText(event: TimelineEvent, view: View): string {
  const { chronology, language, addresses } = view;
  const fragments = fragmentsOf(chronology, `feed ${language} ${addresses.chronology}`);
  // A plan is called one once something fulfilled it: all that an item shows beside the event's file and the vocabulary.
  const shows = String(fulfilmentsOf(chronology, event).length > 0);
  let text = fragments.get(event, shows);
  if (text === undefined) {
    text = renderRssItem(item(event, view));
    fragments.set(event, shows, text);
  }
  return text;
}

function item(event: TimelineEvent, view: View): RssItem {
  const { chronology, language, words } = view;
  return {
    // Not a permalink: an identity that no move to another host changes.
    guid: identityOf(chronology, event.slug),
    title: words('feed.title', {
      date: capitalized(dateAsKnown(event, language)),
      title: titleWithStatus(chronology, event, language, words).text,
    }),
    published: event.published,
    ...contentOf(event, view),
  };
}

/** What an item says of an event, whenever it is shown. */
function contentOf(
  event: TimelineEvent,
  { chronology, language, words, addresses }: View,
  alwaysDated = false,
): Omit<RssItem, 'guid' | 'title' | 'published'> {
  const paragraphs = eventParagraphs(chronology, event, language, words, alwaysDated);
  const { lang } = pick(event.title, language);
  return {
    description: paragraphs
      .map(({ text, lang }) => {
        const attribute = lang === language ? '' : ` lang="${escaped(lang)}"`;
        return `<p${attribute}>${escaped(text).replaceAll('\n', '<br>')}</p>`;
      })
      .join('\n'),
    link: addresses.event(event.slug),
    categories: categoriesOf(chronology, event, language).map(({ text }) => text),
    language: lang === language ? undefined : lang,
    edtf: event.when.edtf,
    ...w3cDates(event.when),
  };
}
