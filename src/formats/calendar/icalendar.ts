/** Views and events as iCalendar (RFC 5545, RFC 7986), in one language or in several at once. */
import { anniversaryOf } from '../../chronology/anniversary.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { pick } from '../../chronology/languages/text.ts';
import { selectWithdrawn, soleFacet } from '../../chronology/query/query.ts';
import { fulfilmentsOf, titleWithStatus } from '../view/event-text.ts';
import { fragmentsOf } from '../view/fragments.ts';
import { type View, viewTitle } from '../view/view.ts';
import { anniversaryEntry, type CalendarEntry, calendarEntries } from './entry.ts';
import { renderVevents, vcalendarEnd, vcalendarHead } from './ics-package.ts';
import { inAllLanguages, LANGUAGES_JOIN, veventsOf } from './vevent.ts';

export const ICALENDAR_MEDIA_TYPE = 'text/calendar; charset=utf-8';

/** How often programs are asked to look again. */
const REFRESH = 'PT12H';

/**
 * The calendar of a view, in chunks that each take some milliseconds: every event that is shown, and those withdrawn from
 * it as cancelled.
 *
 * @param views The same view in each language; the texts of all follow each other.
 * @param self Where the calendar is served.
 */
export function icalendarChunks(views: readonly [View, ...View[]], self: string): Iterable<string> {
  const [view] = views;
  return calendarChunks(views, {
    kind: 'events',
    name: viewTitle,
    description: ({ chronology, query, language, words }) =>
      `${pick(chronology.vocabulary.settings.description, language).text}\n\n${words(`calendar.imprecise.${query.imprecise}`)}`,
    source: self,
    url: view.addresses.page,
    events: shownAndWithdrawn(view),
    entries: calendarEntries,
  });
}

/** What the calendar of a view is called. */
export function calendarName(views: readonly View[]): string {
  return inAllLanguages(
    views.map((view) => ({ text: viewTitle(view), lang: view.language })),
    LANGUAGES_JOIN,
  ).text;
}

/** The anniversaries of a view's events, each coming round every year, in chunks. */
export function anniversariesChunks(views: readonly [View, ...View[]], self: string): Iterable<string> {
  const [view] = views;
  return calendarChunks(views, {
    kind: 'anniversaries',
    name: (of) => of.words('anniversary.calendar', { title: viewTitle(of) }),
    description: ({ words }) => words('anniversary.calendarText'),
    source: self,
    url: view.addresses.page,
    events: shownAndWithdrawn(view),
    entries: (event, of) => {
      const anniversary = anniversaryOf(event);
      return anniversary?.precision === 'day' ? [anniversaryEntry(event, anniversary, of)] : [];
    },
  });
}

/** One event by itself, to be imported once; a withdrawn one is cancelled. */
export function renderEventICalendar(event: TimelineEvent, views: readonly [View, ...View[]], self: string): string {
  const chunks = calendarChunks(views, {
    kind: 'events',
    name: ({ chronology, language, words }) => titleWithStatus(chronology, event, language, words).text,
    description: ({ chronology, language }) => pick(chronology.vocabulary.settings.title, language).text,
    source: self,
    url: views[0].addresses.permalink(event.slug),
    events: [event],
    entries: calendarEntries,
  });
  return [...chunks].join('');
}

function shownAndWithdrawn({ chronology, events, query }: View): readonly TimelineEvent[] {
  return [...events, ...selectWithdrawn(chronology, query)];
}

interface CalendarContent {
  /** Tells its entries from those of other calendars. */
  readonly kind: 'events' | 'anniversaries';
  name(view: View): string;
  description(view: View): string;
  readonly source: string;
  readonly url: string;
  readonly events: readonly TimelineEvent[];
  /** The same entries in every language, but for their texts. */
  entries(event: TimelineEvent, view: View): readonly CalendarEntry[];
}

function* calendarChunks(views: readonly [View, ...View[]], content: CalendarContent): Generator<string> {
  const [{ chronology, query }] = views;
  const { settings } = chronology.vocabulary;
  const sole = soleFacet(query);
  const each = (text: (view: View) => string) => views.map((view) => ({ text: text(view), lang: view.language }));
  yield vcalendarHead({
    productId: '-//Annals//Annals//EN',
    name: inAllLanguages(each(content.name), LANGUAGES_JOIN),
    description: inAllLanguages(each(content.description), '\n\n'),
    source: content.source,
    url: content.url,
    timeZone: settings.timeZone,
    // A calendar of one type of event has its colour.
    color: (sole?.facet === 'type' ? settings.types[sole.value]?.color : undefined) ?? settings.color,
    refresh: REFRESH,
  });
  let isEmpty = true;
  for (const vevents of veventChunks(views, content)) {
    if (vevents !== '') isEmpty = false;
    yield vevents;
  }
  yield vcalendarEnd(isEmpty);
}

/** A piece of a calendar has at most so many events, and at most so many that are yet to be rendered: some milliseconds. */
const MOST_JOINED = 250;
const MOST_RENDERED = 24;

/** The rendered entries of some events at a time. */
function* veventChunks(views: readonly [View, ...View[]], content: CalendarContent): Generator<string> {
  const [{ chronology, query, addresses }] = views;
  const languages = views.map(({ language }) => language).join('-');
  const fragments = fragmentsOf(chronology, [content.kind, languages, query.imprecise, addresses.chronology].join(' '));
  let found: string[] = [];
  let missing: MissingFragment[] = [];
  const piece = () => {
    for (const { position, text } of rendered(views, content, missing)) found[position] = text;
    for (const { position, event, shows } of missing) fragments.set(event, shows, found[position] ?? '');
    // Added up and not joined: copied only once, by whoever writes it.
    let text = '';
    for (const each of found) text += each;
    found = [];
    missing = [];
    return text;
  };
  for (const event of content.events) {
    // All that the entries show beside the event's own file and the vocabulary.
    const fulfilments = fulfilmentsOf(chronology, event);
    const shows = fulfilments.length === 0 ? '' : fulfilments.map(({ slug }) => slug).join(' ');
    const cached = fragments.get(event, shows);
    if (cached === undefined) missing.push({ position: found.length, event, shows });
    found.push(cached ?? '');
    if (found.length >= MOST_JOINED || missing.length >= MOST_RENDERED) yield piece();
  }
  yield piece();
}

interface MissingFragment {
  readonly position: number;
  readonly event: TimelineEvent;
  readonly shows: string;
}

/** The entries of each of these events, all rendered at once. */
function rendered(
  views: readonly [View, ...View[]],
  { entries }: CalendarContent,
  missing: readonly MissingFragment[],
): readonly { position: number; text: string }[] {
  const vevents = missing.map(({ event }) => veventsOf(event, views, entries));
  const texts = renderVevents(vevents.flat());
  let at = 0;
  return missing.map(({ position }, index) => {
    const begin = at;
    at += vevents[index]?.length ?? 0;
    return { position, text: texts.slice(begin, at).join('') };
  });
}
