/** What an event becomes in a calendar, which only knows days: one entry or two, each with its days and its title. */
import { type Anniversary, dayInYear, isOnLeapDay } from '../../chronology/anniversary.ts';
import { typeOf } from '../../chronology/chronology.ts';
import { addDays, type Day, daysBetween } from '../../chronology/dates/day.ts';
import {
  anchorDay,
  type DatePoint,
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
export const LONGEST_BAR_DAYS = 31;

/** What an entry shows and when. */
export interface CalendarEntry {
  /** Which entry of the event it is; absent in the primary one. */
  readonly role?: 'end' | 'anniversary';
  /** All-day entries have days, of which `end` is exclusive; others an instant as ISO 8601 UTC. */
  readonly time: { readonly day: Day; readonly end: Day } | { readonly instant: string };
  /** How it comes round each year: on the same day, or on the last one of February. */
  readonly yearly?: 'same-day' | 'end-of-february';
  /** Its title: made when asked for, for who counts entries or looks for their days has no use for it. */
  summary(): string;
}

/** The entries of an event in the calendar of a view: none, where the subscriber leaves out what is known less well. */
export function calendarEntries(event: TimelineEvent, view: View): readonly CalendarEntry[] {
  const kind = calendarClass(event.when);
  if (kind === 'exact') return exactEntries(event, view);
  if (kind === 'ongoing') return [marker(event, view)];
  return fuzzyEntries(event, view, view.query.imprecise);
}

/** What one entry is in the calendar of one language. */
export interface EntryInView {
  readonly entry: CalendarEntry;
  readonly view: View;
}

/** The entries of an event, each in every language: they differ in nothing but their texts. */
export function entriesInEach(
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

/** The entry that comes round each year, from the first anniversary on. */
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
  if (daysBetween(first, last) + 1 <= LONGEST_BAR_DAYS)
    return [{ time: { day: first, end: addDays(last, 1) }, summary }];
  // The first day alone would pass for the day it happened.
  const start = marker(event, view);
  // A figure for a whole year does not end with it: the type says so, however exactly the year is written.
  if (!typeOf(view.chronology, event).endEntry) return [start];
  return [start, { role: 'end', time: oneDay(last), summary: () => endTitle(event, view) }];
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

/** One day that stands for a date, beginning with the date as known so that no one takes the day for it. */
function marker(event: TimelineEvent, view: View): CalendarEntry {
  return {
    time: oneDay(anchorDay(event.when)),
    summary: () => {
      const date = dateAsKnown(event, view.language);
      const shown = calendarClass(event.when) === 'ongoing' ? capitalized(date) : date;
      return view.words('calendar.marker', { date: shown, title: titleInView(event, view) });
    },
  };
}

/** The last possible day of a period's end, where the period has one that is dated and its start has another. */
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

/** "Ends: …"; what did not take place does not end. */
function endTitle(event: TimelineEvent, view: View): string {
  const title = titleInView(event, view);
  return event.withdrawn || event.status === 'cancelled' ? title : view.words('calendar.ends', { title });
}

function oneDay(day: Day): { day: Day; end: Day } {
  return { day, end: addDays(day, 1) };
}
