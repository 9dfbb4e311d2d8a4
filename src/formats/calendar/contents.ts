/** The contents of a view's calendar in short, for the page on which one subscribes: counts, the next and the last entries. */
import { addDays, type Day, dayAt, daysBetween } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { compareText } from '../../chronology/files/order.ts';
import { formatEnd } from '../../chronology/languages/dates-in-words.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { outcomeOf } from '../../chronology/plan.ts';
import { selectWithdrawn } from '../../chronology/query/selection.ts';
import { pausing, type Work } from '../../slices.ts';
import { dateAsKnown, titleInView } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import type { PropertyText } from './content-line.ts';
import {
  type CalendarEntry,
  calendarEntries,
  endTitle,
  entriesInLanguages,
  isInCalendarYears,
  LONGEST_BAR_DAYS,
} from './entry.ts';
import { foldedEntriesSteps } from './parts.ts';
import { withoutRepeats } from './vevent.ts';

/** An entry in words: whose it is, of which part, and its titles. The day on which a marker stands is no date, and is not told. */
export interface ListedEntry {
  readonly event: TimelineEvent;
  readonly role: CalendarEntry['role'];
  /** The title in each language of the calendar, without its date and without repeats. */
  readonly titles: readonly PropertyText[];
}

export interface CalendarContents {
  /** How many events of the view have an entry. */
  readonly events: number;
  /** How many events of the view have none, but are told in the description of their whole. */
  readonly folded: number;
  /** How many events of the view are in it nowhere, since their dates are not known to the day. */
  readonly leftOut: number;
  /** How many events are in no calendar, since no calendar has their years. */
  readonly beyondYears: number;
  readonly entries: number;
  /** How many withdrawn events have a cancelled entry; the other counts leave them out. */
  readonly withdrawn: number;
  /** How many events are plans no longer: carried out, superseded, cancelled, or over without a word of them. */
  readonly pastPlans: number;
  /** For each range of days that was asked about, how many entries are not within it. */
  readonly outside: readonly number[];
  /** The first entries that are to come or under way, earliest first. */
  readonly next: readonly ListedEntry[];
  /** Whether one of these is a plan whose first possible day is over. */
  readonly hasOverdue: boolean;
  /** The last entries that are over, latest first. */
  readonly last: readonly ListedEntry[];
}

/** The number of next entries, and of last entries. */
const MOST_LISTED = 3;

/**
 * Computed in slices, since it visits every event of the view.
 *
 * @param views The view in each language of the calendar.
 * @param ranges Days outside of which entries are counted.
 */
export function* calendarContentsSteps(
  views: readonly [View, ...View[]],
  today: Day,
  ranges: readonly DayRange[] = [],
): Work<CalendarContents> {
  const [view] = views;
  const { timeZone } = view.chronology.vocabulary.settings;
  const foldedEntries = yield* foldedEntriesSteps(view);
  const shown = foldedEntries ? foldedEntries.map(({ event }) => event) : view.events;
  const folded = (foldedEntries ?? []).reduce((sum, { parts }) => sum + parts.length, 0);
  let [events, entries, pastPlans, beyondYears] = [0, 0, 0, 0];
  const outside = ranges.map(() => 0);
  const next: DatedEntry[] = [];
  const last: DatedEntry[] = [];
  // Folding has left them out already.
  yield* pausing(view.events, (event) => {
    if (!isInCalendarYears(event)) beyondYears += 1;
  });
  yield* pausing(shown, (event) => {
    const eventEntries = calendarEntries(event, view);
    if (eventEntries.length === 0) return;
    events += 1;
    entries += eventEntries.length;
    if (isPastPlan(event, view, today)) pastPlans += 1;
    for (const [index, entry] of eventEntries.entries()) {
      const dated = { event, index, ...daysOf(entry, timeZone) };
      for (const [order, { from, to }] of ranges.entries())
        if (dated.from < from || dated.to > to) outside[order] = (outside[order] ?? 0) + 1;
      if (isToCome(dated, today) || canStillCome(event, view, today))
        insert(next, dated, (other) => compareDays(dated, other) < 0);
      else insert(last, dated, (other) => compareDays(dated, other) >= 0);
    }
  });
  const listed = ({ event, index }: DatedEntry) => listedEntries(event, views).slice(index, index + 1);
  return {
    events,
    folded,
    leftOut: view.events.length - events - folded - beyondYears,
    beyondYears,
    entries,
    withdrawn: selectWithdrawn(view.chronology, view.query).filter((event) => calendarEntries(event, view).length > 0)
      .length,
    pastPlans,
    outside,
    next: next.flatMap(listed),
    hasOverdue: next.some((entry) => !isToCome(entry, today)),
    last: last.flatMap(listed),
  };
}

/** An entry by its index among the entries of its event, with its first and last day. */
interface DatedEntry {
  readonly event: TimelineEvent;
  readonly index: number;
  readonly from: Day;
  readonly to: Day;
}

/** Inserts an entry into a sorted list, and keeps the first MOST_LISTED of them. */
function insert(entries: DatedEntry[], entry: DatedEntry, comesBefore: (other: DatedEntry) => boolean): void {
  const index = entries.findIndex(comesBefore);
  if (index !== -1) entries.splice(index, 0, entry);
  else if (entries.length < MOST_LISTED) entries.push(entry);
  if (entries.length > MOST_LISTED) entries.pop();
}

/**
 * Whether an entry begins today or later, or is under way. An entry of more than LONGEST_BAR_DAYS, such as one that spans a
 * decade, is to come only before it begins.
 */
function isToCome({ from, to }: Pick<DatedEntry, 'from' | 'to'>, today: Day): boolean {
  return from >= today || (to >= today && daysBetween(from, to) < LONGEST_BAR_DAYS);
}

/** Whether a plan may still be carried out: the day of its marker is only the first on which it can be. */
function canStillCome(event: TimelineEvent, { chronology }: View, today: Day): boolean {
  const outcome = outcomeOf(chronology, event, today);
  return outcome === 'ahead' || outcome === 'open';
}

/** Whether an event was planned, and is no longer: it is told as planned all the same. */
function isPastPlan(event: TimelineEvent, view: View, today: Day): boolean {
  if (event.status === 'cancelled' || event.status === 'superseded') return true;
  return event.status === 'planned' && !canStillCome(event, view, today);
}

/** By first day, then by last day; equal ones stay in the order of the chronology. */
function compareDays(a: DatedEntry, b: DatedEntry): number {
  return compareText(a.from, b.from) || compareText(a.to, b.to);
}

function listedEntries(event: TimelineEvent, views: readonly [View, ...View[]]): readonly ListedEntry[] {
  return entriesInLanguages(event, views).map((entries) => ({
    event,
    role: entries[0].entry.role,
    titles: withoutRepeats(
      entries.map(({ entry, view }) => ({
        text: entry.role === 'end' ? endTitle(event, view) : titleInView(event, view),
        lang: pick(event.title, view.language).lang,
      })),
    ),
  }));
}

function daysOf({ time }: CalendarEntry, timeZone: string): { from: Day; to: Day } {
  if ('day' in time) return { from: time.day, to: addDays(time.end, -1) };
  const dayOf = (instant: string) => dayAt(Date.parse(instant), timeZone);
  return { from: dayOf(time.instant), to: dayOf(time.endInstant ?? time.instant) };
}

/** The date that an entry stands for, as well as it is known: that of the event, or of its end. */
export function formatEntryDate({ event, role }: ListedEntry, language: LanguageTag): string {
  const { when } = event;
  return role === 'end' && when.kind === 'period' && typeof when.end !== 'string'
    ? formatEnd(when.end, language)
    : dateAsKnown(event, language);
}
