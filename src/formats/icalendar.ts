/** A view as an iCalendar subscription (RFC 5545, RFC 7986): what each event becomes in a calendar, which only knows days. */
import { typeOf } from '../chronology/chronology.ts';
import { addDays, type Day, daysBetween } from '../chronology/day.ts';
import { lastModified, type TimelineEvent } from '../chronology/event.ts';
import { type Imprecise, selectWithdrawn } from '../chronology/query.ts';
import { pick } from '../chronology/text.ts';
import {
  anchorDay,
  type DatePoint,
  earliestDay,
  isQualified,
  latestDay,
  pointsOf,
  type When,
} from '../chronology/when.ts';
import { formatEnd } from '../chronology/when-words.ts';
import {
  capitalized,
  categoriesOf,
  dateAsKnown,
  eventParagraphs,
  fulfilmentsOf,
  placeText,
  tellingTitle,
} from './event-text.ts';
import { renderVcalendar, renderVevent, type Vevent } from './ics-package.ts';
import { identityOf } from './identity.ts';
import { type View, viewTitle } from './view.ts';

export const MEDIA_TYPE = 'text/calendar; charset=utf-8';

/** How often programs are asked to look again. */
const REFRESH = 'PT12H';

/** How a date stands in a calendar: as days that are known, as a stand-in for what is known less well, or as a beginning. */
export type CalendarClass = 'exact' | 'fuzzy' | 'ongoing';

export function calendarClass(when: When): CalendarClass {
  if (when.kind === 'period' && when.end === 'open') return 'ongoing';
  const known = pointsOf(when).every(
    (point) => point.form === 'date' && (point.precision === 'day' || point.precision === 'time'),
  );
  const bothEnds = when.kind === 'moment' || (typeof when.start !== 'string' && typeof when.end !== 'string');
  return known && bothEnds && !isQualified(when) ? 'exact' : 'fuzzy';
}

/** A longer period shows only its first and its last day: a project of seven years would fill every month. */
const LONGEST_BAR_DAYS = 31;

/** What an event's entry shows and when; `end` is exclusive. */
interface Entry {
  /** Absent in the event's primary entry. */
  readonly part?: 'end';
  readonly time: Vevent['time'];
  readonly summary: string;
}

export function renderICalendar(view: View): string {
  const { chronology, language, addresses } = view;
  return renderVcalendar(
    {
      productId: '-//Annals//Annals//EN',
      name: { text: viewTitle(view), lang: pick(chronology.settings.title, language).lang },
      description: pick(chronology.settings.description, language),
      source: addresses.calendar,
      url: addresses.page,
      timeZone: chronology.settings.timeZone,
      refresh: REFRESH,
    },
    [...view.events, ...selectWithdrawn(chronology, view.query)].flatMap((event) =>
      entries(event, view).map((entry) => renderVevent(vevent(event, entry, view))),
    ),
  );
}

function vevent(event: TimelineEvent, entry: Entry, { chronology, language, words, addresses }: View): Vevent {
  const url = addresses.permalink(event.slug);
  const place = event.place === undefined ? undefined : chronology.places[event.place];
  const { partOf, follows, fulfils, related } = event.relations;
  const changed = lastModified(event);
  return {
    uid: identityOf(chronology, event.slug, entry.part),
    stamp: changed,
    created: event.published,
    lastModified: changed,
    sequence: event.revisions.length + (event.withdrawn ? 1 : 0),
    time: entry.time,
    summary: { text: entry.summary, lang: pick(event.title, language).lang },
    description: {
      text: [...eventParagraphs(chronology, event, language, words).map(({ text }) => text), url].join('\n\n'),
      lang: pick(event.summary, language).lang,
    },
    location: placeText(chronology, event, language, words),
    geo: place?.geo,
    url,
    status: statusOf(event, fulfilmentsOf(chronology, event)),
    categories: categoriesOf(chronology, event, language),
    color: typeOf(chronology, event).color,
    // Declared here and nowhere else: the other event's bytes stay as they are.
    related: [
      ...(partOf === undefined ? [] : [{ type: 'PARENT' as const, uid: identityOf(chronology, partOf) }]),
      ...[...new Set([...follows, ...fulfils, ...related])].map((slug) => ({
        type: 'SIBLING' as const,
        uid: identityOf(chronology, slug),
      })),
    ],
    edtf: event.when.edtf,
  };
}

function statusOf(event: TimelineEvent, fulfilments: readonly TimelineEvent[]): Vevent['status'] {
  if (event.withdrawn || event.status === 'cancelled') return 'CANCELLED';
  if (event.status === 'superseded') return 'TENTATIVE';
  return event.status === 'planned' && fulfilments.length === 0 ? 'TENTATIVE' : 'CONFIRMED';
}

function titleOf(event: TimelineEvent, { chronology, language, words }: View): string {
  return tellingTitle(chronology, event, language, words).text;
}

function entries(event: TimelineEvent, view: View): readonly Entry[] {
  const kind = calendarClass(event.when);
  if (kind === 'exact') return exactEntries(event, view);
  if (kind === 'ongoing') return [marker(event, view)];
  return fuzzyEntries(event, view, view.query.imprecise);
}

function exactEntries(event: TimelineEvent, view: View): readonly Entry[] {
  const title = titleOf(event, view);
  const { when } = event;
  if (when.kind === 'moment') {
    const { time, earliest } = when.at as DatePoint;
    return [{ time: time ? { instant: time.instant } : oneDay(earliest), summary: title }];
  }
  const first = anchorDay(when);
  const last = latestDay(when) ?? first;
  if (daysBetween(first, last) + 1 <= LONGEST_BAR_DAYS)
    return [{ time: { day: first, end: addDays(last, 1) }, summary: title }];
  return [
    // The first day alone would pass for the day it happened.
    marker(event, view),
    { part: 'end', time: oneDay(last), summary: view.words('calendar.ends', { title }) },
  ];
}

function fuzzyEntries(event: TimelineEvent, view: View, imprecise: Imprecise): readonly Entry[] {
  if (imprecise === 'omit') return [];
  const [from, to] = [earliestDay(event.when), latestDay(event.when)];
  if (imprecise === 'span' && from !== undefined && to !== undefined)
    return [{ ...marker(event, view), time: { day: from, end: addDays(to, 1) } }];
  const start = marker(event, view);
  const end = endMarker(event, view);
  return end ? [start, end] : [start];
}

/** One day that stands for a date, beginning with the date as known so that no one takes the day for it. */
function marker(event: TimelineEvent, view: View): Entry {
  const date = dateAsKnown(event, view.language);
  const shown = calendarClass(event.when) === 'ongoing' ? capitalized(date) : date;
  return {
    time: oneDay(anchorDay(event.when)),
    summary: view.words('calendar.marker', { date: shown, title: titleOf(event, view) }),
  };
}

/** The last possible day of a period's end, where the period has one that is dated and its start has another. */
function endMarker(event: TimelineEvent, view: View): Entry | undefined {
  const { when } = event;
  if (when.kind !== 'period' || typeof when.end === 'string' || typeof when.start === 'string') return undefined;
  if (!typeOf(view.chronology, event).endEntry || when.end.latest === anchorDay(when)) return undefined;
  const title = view.words('calendar.ends', { title: titleOf(event, view) });
  return {
    part: 'end',
    time: oneDay(when.end.latest),
    summary: view.words('calendar.marker', { date: formatEnd(when.end, view.language), title }),
  };
}

function oneDay(day: Day): { day: Day; end: Day } {
  return { day, end: addDays(day, 1) };
}
