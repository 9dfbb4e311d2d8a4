/** A view as RSS 2.0: its newest entries by publication, each titled with its date as known; and the anniversaries of the last days. */
import { type Anniversary, lastAnniversary } from '../../chronology/anniversary.ts';
import { addDays, type Day, startOfDay } from '../../chronology/dates/day.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { lowerBound } from '../../chronology/files/order.ts';
import { anniversaryIdentity, identityOf } from '../../chronology/identity.ts';
import { formatInstantDay } from '../../chronology/languages/days-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { anniversaryIn, leavesOutDetails } from '../../chronology/query/selection.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import { type EventImage, imageOf } from '../view/event-image.ts';
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
import { escapeMarkup } from '../view/markup.ts';
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
  const newest = yield* newestFirstSteps(events, MOST_ENTRIES);
  const items: string[] = [];
  yield* pausing(newest, (event) => items.push(itemText(event, view)));
  const description = pick(settings.description, language).text;
  const rest = words('feed.rest', { shown: newest.length, total: events.length, page: addresses.page });
  return joinRssChannel(
    {
      title: viewTitle(view),
      description: newest.length < events.length ? `${description} ${rest}` : description,
      page: addresses.page,
      self,
      language,
      ...creditsOf(view),
      lastBuilt: newest.map(lastModified).sort().at(-1),
      ttlMinutes: TTL_MINUTES,
    },
    items,
  );
}

/** Readers look every few hours or days, and take a feed without items for a broken one. */
const ON_THIS_DAY_DAYS = 10;

/**
 * The anniversaries of the last ten days or, where these have none, of the last day before that has one: the newest day
 * first, and on each the oldest event first. Items are published on their day, and so appear again each year.
 */
export function* onThisDaySteps(view: View, self: string, today: Day): Work<string> {
  const { chronology, query, language, words, addresses, events } = view;
  const { timeZone } = chronology.vocabulary.settings;
  const items: RssItem[] = [];
  const days = yield* anniversariesSteps(events, query, today);
  for (const [day, ofDay] of days) {
    const published = startOfDay(day, timeZone);
    yield* pausing(ofDay, ([event, anniversary]) =>
      items.push({
        guid: anniversaryIdentity(chronology, event.slug, day),
        title: anniversaryTitle(event, anniversary, view),
        published,
        ...contentOf(event, view, true),
      }),
    );
  }
  const built = startOfDay(today, timeZone);
  return renderRssChannel(
    {
      title: words('anniversary.feed', { title: viewTitle(view) }),
      description: [
        words('anniversary.feedText', { date: formatInstantDay(built, timeZone, language) }),
        ...(leavesOutDetails(chronology, query) ? [words('anniversary.withoutDetails')] : []),
      ].join(' '),
      page: addresses.page,
      self,
      language,
      ...creditsOf(view),
      lastBuilt: built,
      ttlMinutes: TTL_MINUTES,
    },
    items,
  );
}

type DayOfAnniversaries = readonly [day: Day, of: readonly (readonly [TimelineEvent, Anniversary])[]];

/** The days that the feed tells of, the newest first: today whole, and of those before as many as make no long feed. */
function* anniversariesSteps(
  events: readonly TimelineEvent[],
  query: View['query'],
  today: Day,
): Work<readonly DayOfAnniversaries[]> {
  const byDay = new Map<Day, (readonly [TimelineEvent, Anniversary])[]>();
  yield* pausing(events, (event) => {
    const anniversary = anniversaryIn(query, event);
    const day = anniversary && lastAnniversary(anniversary, today);
    if (!anniversary || day === undefined) return;
    const others = byDay.get(day);
    if (others) others.push([event, anniversary]);
    else byDay.set(day, [[event, anniversary]]);
  });
  const newestFirst = [...byDay].sort(([a], [b]) => (a < b ? 1 : -1));
  const first = addDays(today, 1 - ON_THIS_DAY_DAYS);
  const recent = newestFirst.filter(([day]) => day >= first);
  if (recent.length === 0) return newestFirst.slice(0, 1);
  let count = 0;
  return recent.filter(([day, ofDay]) => {
    count += ofDay.length;
    return day === today || count <= MOST_ENTRIES;
  });
}

function creditsOf({ chronology, language }: View): Pick<RssChannel, 'copyright' | 'managingEditor'> {
  const { settings } = chronology.vocabulary;
  const { publisher, licence } = settings;
  const name = publisherName(settings, language);
  return {
    copyright: licence && `${name}, ${pick(licence, language).text}`,
    managingEditor: publisher.email === undefined ? undefined : `${publisher.email} (${name})`,
  };
}

/**
 * The newest entries by publication, newest first; those published at the same instant are in the order of the chronology,
 * newest first. One pass, in which only the `most` newest are sorted.
 */
export function* newestFirstSteps(
  events: readonly TimelineEvent[],
  most = events.length,
): Work<readonly TimelineEvent[]> {
  const newest: TimelineEvent[] = [];
  for (let position = events.length - 1; position >= 0; position -= 1) {
    if (isSliceOver()) yield;
    const event = events[position] as TimelineEvent;
    const last = newest.at(-1);
    if (newest.length >= most && (!last || event.published <= last.published)) continue;
    let rank = newest.length;
    // Behind entries published at the same instant, which are later in the chronology.
    if (last && event.published > last.published)
      rank = lowerBound(newest.length, (index) => (newest[index]?.published ?? '') >= event.published);
    newest.splice(rank, 0, event);
    if (newest.length > most) newest.pop();
  }
  return newest;
}

/** The item of an event, rendered once for each language and BASE_URL, and cached. */
function itemText(event: TimelineEvent, view: View): string {
  const { chronology, language, addresses } = view;
  const fragments = fragmentsOf(chronology, `feed ${language} ${addresses.chronology}`);
  // A fulfilled plan is titled as such: the only way in which an item depends on other events.
  const shows = String(fulfilmentsOf(chronology, event).length > 0);
  let text = fragments.get(event, shows);
  if (text === undefined) {
    text = renderRssItem(itemOf(event, view));
    fragments.set(event, shows, text);
  }
  return text;
}

function itemOf(event: TimelineEvent, view: View): RssItem {
  const { chronology, language, words } = view;
  return {
    // No permalink, since an address would change with the host.
    guid: identityOf(chronology, event.slug),
    title: words('feed.title', {
      date: capitalized(dateAsKnown(event, language)),
      title: titleWithStatus(chronology, event, language, words).text,
    }),
    published: event.published,
    ...contentOf(event, view),
  };
}

/** The properties of an item that are the same on publication and on anniversaries. */
function contentOf(
  event: TimelineEvent,
  { chronology, language, words, addresses }: View,
  alwaysDated = false,
): Omit<RssItem, 'guid' | 'title' | 'published'> {
  const image = imageOf(event, language, addresses);
  const paragraphs = eventParagraphs(chronology, event, language, words, { alwaysDated, image });
  const { lang } = pick(event.title, language);
  return {
    description: paragraphs
      .map(({ text, lang, address = '' }) => {
        const attribute = lang === language ? '' : ` lang="${escapeMarkup(lang)}"`;
        const [before, link] = [text.slice(0, text.length - address.length), escapeMarkup(address)];
        const anchor = address === '' ? '' : `<a href="${link}">${link}</a>`;
        return `<p${attribute}>${escapeMarkup(before).replaceAll('\n', '<br>')}${anchor}</p>`;
      })
      .join('\n'),
    link: addresses.event(event.slug),
    categories: categoriesOf(chronology, event, language).map(({ text }) => text),
    language: lang === language ? undefined : lang,
    edtf: event.when.edtf,
    image: image && toRssImage(image),
    ...w3cDates(event.when),
  };
}

function toRssImage({ address, alt, credit, mediaType, file }: EventImage): NonNullable<RssItem['image']> {
  return { address, alt: alt.text, credit: credit.text, mediaType, file };
}
