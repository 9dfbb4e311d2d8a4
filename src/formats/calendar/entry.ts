/** The entries of an event in a calendar: one or two, each with its days (or instant) and its title. */
import { type Anniversary, dayInYear, isOnLeapDay } from '../../chronology/anniversary.ts';
import { typeOf } from '../../chronology/chronology.ts';
import { addDays, type Day, daysBetween } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import {
  anchorDay,
  type DatePoint,
  datesOf,
  earliestDay,
  isQualified,
  latestDay,
  pointsOf,
  type When,
} from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatEnd } from '../../chronology/languages/dates-in-words.ts';
import type { Imprecise } from '../../chronology/query/query.ts';
import { anniversaryTitle, capitalized, dateAsKnown, titleInView } from '../view/event-text.ts';
import type { View } from '../view/view.ts';

/** How a calendar shows a date: `exact` days, `fuzzy` by a marker or a span, or the start of what is `ongoing`. */
export type CalendarClass = 'exact' | 'fuzzy' | 'ongoing';

export function calendarClass(when: When): CalendarClass {
  if (when.kind === 'period' && when.end === 'open') return 'ongoing';
  const isKnownToDay = pointsOf(when).every(
    (point) => point.form === 'date' && (point.precision === 'day' || point.precision === 'time'),
  );
  const hasBothEnds = when.kind === 'moment' || (typeof when.start !== 'string' && typeof when.end !== 'string');
  return isKnownToDay && hasBothEnds && !isQualified(when) ? 'exact' : 'fuzzy';
}

/** A longer period is shown by its first and last day: as one bar, a project of seven years would fill every month. */
export const LONGEST_BAR_DAYS = 31;

/** All-day entries have days, of which `end` is exclusive; others an instant, or two, as ISO 8601 UTC. */
type EntryTime =
  | { readonly day: Day; readonly end: Day }
  | { readonly instant: string; readonly endInstant?: string | undefined };

export interface CalendarEntry {
  /** Absent in the primary entry of an event. */
  readonly role?: 'end' | 'anniversary';
  readonly time: EntryTime;
  /** Repeats each year: on the same day, or on the last day of February. */
  readonly yearly?: 'same-day' | 'end-of-february';
  /** The title; a function, since counting entries needs none. */
  summary(): string;
}

/** The days that a calendar can tell: years have four digits (RFC 5545 §3.3.4), and DTEND is the day after the last. */
const CALENDAR_DAYS: DayRange = { from: '0001-01-01', to: '9998-12-31' };

/** Whether every date of an event is in years that calendars have: half of an event would be told as the whole. */
export function isInCalendarYears({ when }: TimelineEvent): boolean {
  return datesOf(when).every(({ earliest, latest }) => earliest >= CALENDAR_DAYS.from && latest <= CALENDAR_DAYS.to);
}

/** Whether an event has an entry in the calendar of a view: told without making it. */
export function hasEntry(event: TimelineEvent, { query }: View): boolean {
  if (!isInCalendarYears(event)) return false;
  const { when } = event;
  return query.imprecise !== 'omit' || calendarClass(when) !== 'fuzzy';
}

/** The entries of an event in the calendar of a view; none of years that no calendar has, nor of a fuzzy date where the query says `imprecise=omit`. */
export function calendarEntries(event: TimelineEvent, view: View): readonly CalendarEntry[] {
  if (!isInCalendarYears(event)) return [];
  const kind = calendarClass(event.when);
  if (kind === 'exact') return exactEntries(event, view);
  if (kind === 'ongoing') return [marker(event, view)];
  return fuzzyEntries(event, view, view.query.imprecise);
}

/** An entry together with the view, and so the language, that it was made for. */
export interface EntryInView {
  readonly entry: CalendarEntry;
  readonly view: View;
}

/** The entries of an event, each in every language; they differ in their texts alone. */
export function entriesInLanguages(
  event: TimelineEvent,
  [first, ...others]: readonly [View, ...View[]],
  entriesOf = calendarEntries,
): readonly (readonly [EntryInView, ...EntryInView[]])[] {
  const rest = others.map((view) => ({ view, entries: entriesOf(event, view) }));
  return entriesOf(event, first).map((entry, index) => [
    { entry, view: first },
    ...rest.flatMap(({ view, entries }) => {
      const same = entries[index];
      return same ? [{ entry: same, view }] : [];
    }),
  ]);
}

/** The entry that repeats each year, from the first anniversary on. */
export function anniversaryEntry(event: TimelineEvent, anniversary: Anniversary, view: View): CalendarEntry {
  return {
    role: 'anniversary',
    time: oneDay(dayInYear(anniversary, anniversary.year + 1)),
    yearly: isOnLeapDay(anniversary) ? 'end-of-february' : 'same-day',
    summary: () => anniversaryTitle(event, anniversary, view),
  };
}

function exactEntries(event: TimelineEvent, view: View): readonly CalendarEntry[] {
  const summary = () => titleInView(event, view);
  const { when } = event;
  if (when.kind === 'moment') {
    const { time, earliest } = when.at as DatePoint;
    return [{ time: time ? { instant: time.instant } : oneDay(earliest), summary }];
  }
  const first = anchorDay(when);
  const last = latestDay(when) ?? first;
  const [begun, ended] = [when.start, when.end].map((end) => (end as DatePoint).time?.instant);
  const isBar = daysBetween(first, last) + 1 <= LONGEST_BAR_DAYS;
  if (isBar)
    return [
      {
        time: begun === undefined ? { day: first, end: addDays(last, 1) } : { instant: begun, endInstant: ended },
        summary,
      },
    ];
  // The marker names both days, since the first day alone would look like the whole event.
  const start = marker(event, view);
  const atBegin = begun === undefined ? start : { ...start, time: { instant: begun } };
  // A figure for a whole year does not end on 31 December: its type has no end entries, even where the days are exact.
  if (!typeOf(view.chronology, event).endEntry) return [atBegin];
  const time = ended === undefined ? oneDay(last) : { instant: ended };
  return [atBegin, { role: 'end', time, summary: () => endTitle(event, view) }];
}

function fuzzyEntries(event: TimelineEvent, view: View, imprecise: Imprecise): readonly CalendarEntry[] {
  if (imprecise === 'omit') return [];
  const [from, to] = [earliestDay(event.when), latestDay(event.when)];
  if (imprecise === 'span' && from !== undefined && to !== undefined)
    return [{ ...marker(event, view), time: { day: from, end: addDays(to, 1) } }];
  const start = marker(event, view);
  const end = endMarker(event, view);
  return end ? [start, end] : [start];
}

/** One day in place of a date. Its title begins with the date as known, so that nobody takes the day for the date. */
function marker(event: TimelineEvent, view: View): CalendarEntry {
  return {
    time: oneDay(anchorDay(event.when)),
    summary: () => {
      const date = dateAsKnown(event, view.language);
      const dateText = calendarClass(event.when) === 'ongoing' ? capitalized(date) : date;
      return view.words('calendar.marker', { date: dateText, title: titleInView(event, view) });
    },
  };
}

/** The last possible day of a period's end, where both ends are dated and the day is another than the start's. */
function endMarker(event: TimelineEvent, view: View): CalendarEntry | undefined {
  const { when } = event;
  if (when.kind !== 'period' || typeof when.end === 'string' || typeof when.start === 'string') return undefined;
  if (!typeOf(view.chronology, event).endEntry || when.end.latest === anchorDay(when)) return undefined;
  const { end } = when;
  return {
    role: 'end',
    time: oneDay(end.latest),
    summary: () => view.words('calendar.marker', { date: formatEnd(end, view.language), title: endTitle(event, view) }),
  };
}

/** "Ends: …", but not of an event that did not take place. */
export function endTitle(event: TimelineEvent, view: View): string {
  const title = titleInView(event, view);
  return event.withdrawn || event.status === 'cancelled' ? title : view.words('calendar.ends', { title });
}

function oneDay(day: Day): { day: Day; end: Day } {
  return { day, end: addDays(day, 1) };
}
