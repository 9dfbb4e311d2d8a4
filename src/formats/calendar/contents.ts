/** The contents of a view's calendar in short, for a reader who may subscribe: counts, the next entries and the last. */
import { addDays, type Day, dayAt, daysBetween } from '../../chronology/dates/day.ts';
import { parseWhen } from '../../chronology/dates/edtf.ts';
import { wholeUnit } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { compareText } from '../../chronology/files/order.ts';
import { formatWhen, type WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import type { Translate } from '../../chronology/languages/interface-words.ts';
import { selectWithdrawn } from '../../chronology/query/query.ts';
import { pausing, type Work } from '../../slices.ts';
import { formatBounds, type View } from '../view/view.ts';
import { type CalendarEntry, calendarEntries, entriesInEach, LONGEST_BAR_DAYS } from './entry.ts';
import type { PropertyText } from './ics-package.ts';
import { eachOnce, entryTitle } from './vevent.ts';

/** An entry as it stands in the calendar. */
export interface ListedEntry {
  readonly event: TimelineEvent;
  readonly time: CalendarEntry['time'];
  /** Its first day and its last, in the chronology's time zone. */
  readonly from: Day;
  readonly to: Day;
  /** Its title in each language of the calendar. */
  readonly titles: readonly PropertyText[];
}

export interface CalendarContents {
  /** How many events have an entry, and how many of the view's have none. */
  readonly events: number;
  readonly leftOut: number;
  readonly entries: number;
  /** Withdrawn events, which it holds as cancelled; the counts above are without them. */
  readonly withdrawn: number;
  /** The first entries to come or under way, in the order of time. */
  readonly next: readonly ListedEntry[];
  /** The last of the others, latest first. */
  readonly last: readonly ListedEntry[];
}

/** Entries in each of the two lists. */
const SHOWN = 3;

/**
 * Found in slices, for each event is looked at once.
 *
 * @param views The view in each language of the calendar.
 */
export function* calendarContents(views: readonly [View, ...View[]], today: Day): Work<CalendarContents> {
  const [view] = views;
  const { timeZone } = view.chronology.vocabulary.settings;
  let [events, entries] = [0, 0];
  const next: ListedPosition[] = [];
  const last: ListedPosition[] = [];
  yield* pausing(view.events, (event) => {
    const own = calendarEntries(event, view);
    if (own.length > 0) events += 1;
    entries += own.length;
    for (const [index, entry] of own.entries()) {
      const position = { event, index, ...daysOf(entry, timeZone) };
      if (isToCome(position, today)) insert(next, position, (other) => compare(position, other) < 0);
      else insert(last, position, (other) => compare(position, other) >= 0);
    }
  });
  const listed = ({ event, index }: ListedPosition) => entriesOf(event, views).slice(index, index + 1);
  return {
    events,
    leftOut: view.events.length - events,
    entries,
    withdrawn: selectWithdrawn(view.chronology, view.query).filter((event) => calendarEntries(event, view).length > 0)
      .length,
    next: next.flatMap(listed),
    last: last.flatMap(listed),
  };
}

/** An entry by its event and its index there, and its days. */
interface ListedPosition {
  readonly event: TimelineEvent;
  readonly index: number;
  readonly from: Day;
  readonly to: Day;
}

/** Inserts a position before the first that it comes before, and drops those beyond `SHOWN`. */
function insert(
  positions: ListedPosition[],
  position: ListedPosition,
  comesBefore: (other: ListedPosition) => boolean,
): void {
  const at = positions.findIndex(comesBefore);
  if (at !== -1) positions.splice(at, 0, position);
  else if (positions.length < SHOWN) positions.push(position);
  if (positions.length > SHOWN) positions.pop();
}

/** Whether an entry begins today or later, or is under way; one as long as a decade is never under way. */
function isToCome({ from, to }: Pick<ListedPosition, 'from' | 'to'>, today: Day): boolean {
  return from >= today || (to >= today && daysBetween(from, to) < LONGEST_BAR_DAYS);
}

/** By first day, then by last; entries with the same days stay in the order of the chronology. */
function compare(a: ListedPosition, b: ListedPosition): number {
  return compareText(a.from, b.from) || compareText(a.to, b.to);
}

function entriesOf(event: TimelineEvent, views: readonly [View, ...View[]]): readonly ListedEntry[] {
  const { timeZone } = views[0].chronology.vocabulary.settings;
  return entriesInEach(event, views).map((told) => ({
    event,
    time: told[0].entry.time,
    ...daysOf(told[0].entry, timeZone),
    titles: eachOnce(told.map((one) => entryTitle(event, one))),
  }));
}

function daysOf({ time }: CalendarEntry, timeZone: string): { from: Day; to: Day } {
  if ('day' in time) return { from: time.day, to: addDays(time.end, -1) };
  const day = dayAt(Date.parse(time.instant), timeZone);
  return { from: day, to: day };
}

/** When an entry stands in the calendar: its day, its days, or its time in the chronology's zone. */
export function formatEntryTime(
  { event, time, from, to }: ListedEntry,
  language: WordLanguage,
  words: Translate,
): string {
  // Only what is known to the minute has a time, and then it is that of the event.
  if ('instant' in time) return formatWhen(event.when, language);
  const days = parseWhen(from === to ? from : `${from}/${to}`, 'UTC');
  if (!days.ok) throw new Error(`no days: ${from} to ${to}`);
  // "All of 2027" is said of what is known to have filled the year.
  return days.value.kind === 'period' && wholeUnit(days.value)
    ? formatBounds({ from: { text: from, day: from }, to: { text: to, day: to } }, language, words)
    : formatWhen(days.value, language);
}
