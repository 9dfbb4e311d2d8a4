/** What the calendar of a view holds, for whoever thinks of subscribing: how much, what comes next and what was last. */
import { addDays, type Day, dayAt } from '../chronology/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { selectWithdrawn } from '../chronology/query.ts';
import { parseWhen } from '../chronology/when-parse.ts';
import { formatWhen, type WordLanguage } from '../chronology/when-words.ts';
import { type CalendarEntry, calendarEntries } from './calendar-entry.ts';
import { eachOnce, entryTitle } from './icalendar.ts';
import type { ToldText } from './ics-package.ts';
import type { View } from './view.ts';

/** An entry as it stands in the calendar. */
export interface ListedEntry {
  readonly event: TimelineEvent;
  readonly time: CalendarEntry['time'];
  /** Its first day and its last, in the chronology's time zone. */
  readonly from: Day;
  readonly to: Day;
  /** Its title in each language of the calendar. */
  readonly titles: readonly ToldText[];
}

export interface CalendarContents {
  /** How many events have an entry, and how many of the view's have none. */
  readonly events: number;
  readonly leftOut: number;
  readonly entries: number;
  /** Withdrawn events that it still tells of, as cancelled; the counts above are without them. */
  readonly withdrawn: number;
  /** The first entries that end today or later, in the order of time. */
  readonly next: readonly ListedEntry[];
  /** The last of the others, latest first. */
  readonly last: readonly ListedEntry[];
}

/** So many entries are shown of what comes, and of what has been. */
const SHOWN = 3;

/** @param views The view in each language of the calendar. */
export function calendarContents(views: readonly [View, ...View[]], today: Day): CalendarContents {
  const [view] = views;
  const listed = view.events.map((event) => entriesOf(event, views));
  const entries = listed.flat().sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
  const events = listed.filter(({ length }) => length > 0).length;
  return {
    events,
    leftOut: view.events.length - events,
    entries: entries.length,
    withdrawn: selectWithdrawn(view.chronology, view.query).filter((event) => entriesOf(event, views).length > 0)
      .length,
    next: entries.filter(({ to }) => to >= today).slice(0, SHOWN),
    last: entries
      .filter(({ to }) => to < today)
      .slice(-SHOWN)
      .reverse(),
  };
}

function compare(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function entriesOf(event: TimelineEvent, views: readonly [View, ...View[]]): readonly ListedEntry[] {
  const [view, ...others] = views;
  const { timeZone } = view.chronology.settings;
  const told = others.map((other) => ({ other, entries: calendarEntries(event, other) }));
  return calendarEntries(event, view).map((entry, index) => ({
    event,
    time: entry.time,
    ...daysOf(entry, timeZone),
    titles: eachOnce([
      entryTitle(event, entry, view),
      ...told.flatMap(({ other, entries }) => {
        const same = entries[index];
        return same ? [entryTitle(event, same, other)] : [];
      }),
    ]),
  }));
}

function daysOf({ time }: CalendarEntry, timeZone: string): { from: Day; to: Day } {
  if ('day' in time) return { from: time.day, to: addDays(time.end, -1) };
  const day = dayAt(Date.parse(time.instant), timeZone);
  return { from: day, to: day };
}

/** When an entry stands in the calendar: its day, its days, or its time in the chronology's zone. */
export function formatEntryTime({ event, time, from, to }: ListedEntry, language: WordLanguage): string {
  // Only what is known to the minute has a time, and then it is that of the event.
  if ('instant' in time) return formatWhen(event.when, language);
  const days = parseWhen(from === to ? from : `${from}/${to}`, 'UTC');
  if (!days.ok) throw new Error(`no days: ${from} to ${to}`);
  return formatWhen(days.value, language);
}
