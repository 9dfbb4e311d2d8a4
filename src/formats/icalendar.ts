/** Views and events as iCalendar (RFC 5545, RFC 7986), in one language or in several at once. */
import { anniversaryOf } from '../chronology/anniversary.ts';
import { typeOf } from '../chronology/chronology.ts';
import { lastModified, type TimelineEvent } from '../chronology/event.ts';
import { selectWithdrawn, soleFacet } from '../chronology/query.ts';
import { pick } from '../chronology/text.ts';
import {
  anniversaryEntry,
  type CalendarEntry,
  calendarEntries,
  type EntryInView,
  entriesInEach,
} from './calendar-entry.ts';
import { categoriesOf, eventParagraphs, fulfilmentsOf, placeText, successorOf, tellingTitle } from './event-text.ts';
import { fragmentsOf } from './fragments.ts';
import { renderVcalendar, renderVevents, type ToldText, type Vevent } from './ics-package.ts';
import { identityOf } from './identity.ts';
import { type View, viewTitle } from './view.ts';

export const MEDIA_TYPE = 'text/calendar; charset=utf-8';

/** How often programs are asked to look again. */
const REFRESH = 'PT12H';

/** Between a title in one language and in the next. */
export const LANGUAGES_JOIN = ' / ';

/**
 * The calendar of a view: every event that is shown, and those withdrawn from it as cancelled.
 *
 * @param others The same view in further languages, whose texts follow those of the first.
 */
export function renderICalendar(view: View, others: readonly View[] = []): string {
  return renderCalendar([view, ...others], {
    kind: 'events',
    name: viewTitle,
    description: ({ chronology, query, language, words }) =>
      `${pick(chronology.settings.description, language).text}\n\n${words(`calendar.imprecise.${query.imprecise}`)}`,
    source: view.addresses.calendar,
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

/** The anniversaries of a view's events, each coming round every year. */
export function renderAnniversaries(view: View, others: readonly View[] = []): string {
  return renderCalendar([view, ...others], {
    kind: 'anniversaries',
    name: (of) => of.words('anniversary.calendar', { title: viewTitle(of) }),
    description: ({ words }) => words('anniversary.calendarText'),
    source: view.addresses.anniversaries,
    url: view.addresses.page,
    events: shownAndWithdrawn(view),
    entries: (event, of) => {
      const anniversary = anniversaryOf(event);
      return anniversary?.precision === 'day' ? [anniversaryEntry(event, anniversary, of)] : [];
    },
  });
}

/**
 * One event by itself, to be taken over once. A withdrawn one is cancelled.
 *
 * @param source Where it is served.
 */
export function renderEventICalendar(
  event: TimelineEvent,
  source: string,
  view: View,
  others: readonly View[] = [],
): string {
  return renderCalendar([view, ...others], {
    kind: 'events',
    name: ({ chronology, language, words }) => tellingTitle(chronology, event, language, words).text,
    description: ({ chronology, language }) => pick(chronology.settings.title, language).text,
    source,
    url: view.addresses.permalink(event.slug),
    events: [event],
    entries: calendarEntries,
  });
}

function shownAndWithdrawn({ chronology, events, query }: View): readonly TimelineEvent[] {
  return [...events, ...selectWithdrawn(chronology, query)];
}

interface CalendarParts {
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

function renderCalendar(views: readonly [View, ...View[]], parts: CalendarParts): string {
  const [{ chronology, query }] = views;
  const { settings } = chronology;
  const sole = soleFacet(query);
  const each = (text: (view: View) => string) => views.map((view) => ({ text: text(view), lang: view.language }));
  return renderVcalendar(
    {
      productId: '-//Annals//Annals//EN',
      name: inAllLanguages(each(parts.name), LANGUAGES_JOIN),
      description: inAllLanguages(each(parts.description), '\n\n'),
      source: parts.source,
      url: parts.url,
      timeZone: settings.timeZone,
      // A calendar of one type of event has its colour.
      color: (sole?.facet === 'type' ? settings.types[sole.value]?.color : undefined) ?? settings.color,
      refresh: REFRESH,
    },
    veventsOf(views, parts),
  );
}

/** The rendered entries of each event. */
function veventsOf(views: readonly [View, ...View[]], { events, entries, kind }: CalendarParts): readonly string[] {
  const [{ chronology, query, addresses }] = views;
  const languages = views.map(({ language }) => language).join('-');
  const found: (string | undefined)[] = [];
  const missing: { place: number; keep: (text: string) => void; vevents: readonly Vevent[] }[] = [];
  for (const [place, event] of events.entries()) {
    const fragments = fragmentsOf(chronology, event);
    // All that the entries show beside the event's own file and the vocabulary.
    const shows = fulfilmentsOf(chronology, event).map(({ slug }) => slug);
    const key = JSON.stringify([kind, languages, query.imprecise, addresses.chronology, shows]);
    const kept = fragments.get(key);
    found.push(kept);
    if (kept !== undefined) continue;
    const vevents = entriesInEach(event, views, entries).map(([first, ...others]) =>
      withLink(
        together(
          vevent(event, first),
          others.map((other) => vevent(event, other)),
        ),
      ),
    );
    missing.push({ place, keep: (text) => fragments.set(key, text), vevents });
  }
  const rendered = renderVevents(missing.flatMap(({ vevents }) => vevents));
  let at = 0;
  for (const { place, keep, vevents } of missing) {
    const text = rendered.slice(at, at + vevents.length).join('');
    at += vevents.length;
    keep(text);
    found[place] = text;
  }
  return found.flatMap((text) => (text === undefined || text === '' ? [] : [text]));
}

/** The same entry in several languages as one. */
function together(first: Vevent, others: readonly Vevent[]): Vevent {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const locations = all.flatMap(({ location }) => location ?? []);
  const categories = new Map(all.flatMap(({ categories }) => categories).map((category) => [category.text, category]));
  return {
    ...first,
    summary: inAllLanguages(
      all.map(({ summary }) => summary),
      LANGUAGES_JOIN,
    ),
    description: inAllLanguages(
      all.map(({ description }) => description),
      '\n\n',
    ),
    location: locations.length === 0 ? undefined : inAllLanguages(locations, LANGUAGES_JOIN),
    categories: [...categories.values()],
  };
}

/** Texts one after another, each once; of no language where they are of several. */
function inAllLanguages(texts: readonly ToldText[], join: string): ToldText {
  const distinct = eachOnce(texts);
  return {
    text: distinct.map(({ text }) => text).join(join),
    lang: distinct.length === 1 ? distinct[0]?.lang : undefined,
  };
}

/** What is told in several languages, without what is the same in some of them. */
export function eachOnce(texts: readonly ToldText[]): readonly ToldText[] {
  return texts.filter(({ text }, index) => texts.findIndex((other) => other.text === text) === index);
}

/** The title of an entry, and the language of the event's own, for it may be a fallback. */
export function entryTitle(event: TimelineEvent, { entry, view }: EntryInView): ToldText {
  return { text: entry.summary, lang: pick(event.title, view.language).lang };
}

function vevent(event: TimelineEvent, { entry, view }: EntryInView): Vevent {
  const { chronology, language, words, addresses } = view;
  const place = event.place === undefined ? undefined : chronology.places[event.place];
  const changed = lastModified(event);
  return {
    uid: identityOf(chronology, event.slug, entry.part),
    stamp: changed,
    created: event.published,
    lastModified: changed,
    sequence: event.revisions.length + (event.withdrawn ? 1 : 0),
    time: entry.time,
    yearly: entry.yearly,
    summary: entryTitle(event, { entry, view }),
    description: description(event, { entry, view }),
    location: placeText(chronology, event, language, words),
    geo: place?.geo,
    url: addresses.permalink(event.slug),
    status: statusOf(event, fulfilmentsOf(chronology, event)),
    categories: categoriesOf(chronology, event, language),
    color: typeOf(chronology, event).color,
    related: relationsOf(event, view),
    edtf: event.when.edtf,
  };
}

/** What the event says, with what fulfilled a plan and what took the place of a withdrawn event. */
function description(event: TimelineEvent, { entry, view }: EntryInView): ToldText {
  const { chronology, language, words, addresses } = view;
  const successor = successorOf(chronology, event);
  const paragraphs = [
    // An anniversary is on another day than the event.
    ...eventParagraphs(chronology, event, language, words, entry.part === 'anniversary').map(({ text }) => text),
    // Their addresses alone: with titles, an edit of one event would change another.
    ...fulfilmentsOf(chronology, event).map(({ slug }) =>
      words('event.labelled', { label: words('relation.fulfilledBy'), text: addresses.permalink(slug) }),
    ),
    ...(successor
      ? [words('event.labelled', { label: words('event.replacedBy'), text: addresses.permalink(successor.slug) })]
      : []),
  ];
  return { text: paragraphs.join('\n\n'), lang: pick(event.summary, language).lang };
}

/** The event's own address at the end of what it says, for programs that do not show URL. */
function withLink(event: Vevent): Vevent {
  const { text, lang } = event.description;
  return { ...event, description: { text: `${text}\n\n${event.url}`, lang } };
}

function statusOf(event: TimelineEvent, fulfilments: readonly TimelineEvent[]): Vevent['status'] {
  if (event.withdrawn || event.status === 'cancelled') return 'CANCELLED';
  if (event.status === 'superseded') return 'TENTATIVE';
  return event.status === 'planned' && fulfilments.length === 0 ? 'TENTATIVE' : 'CONFIRMED';
}

/** Declared here and nowhere else: the other event's bytes stay as they are. */
function relationsOf({ relations, withdrawn }: TimelineEvent, { chronology }: View): Vevent['related'] {
  const { partOf, follows, fulfils, related } = relations;
  const siblings = new Set([
    ...follows,
    ...fulfils,
    ...related,
    ...(withdrawn?.replacedBy ? [withdrawn.replacedBy] : []),
  ]);
  return [
    ...(partOf === undefined ? [] : [{ type: 'PARENT' as const, uid: identityOf(chronology, partOf) }]),
    ...[...siblings].map((slug) => ({ type: 'SIBLING' as const, uid: identityOf(chronology, slug) })),
  ];
}
