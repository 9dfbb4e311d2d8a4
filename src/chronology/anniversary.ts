/** Which events come round each year, and on which day: those that took place, and whose date is known well enough. */
import { calendarDay, type Day, dayParts, lastDayOfMonth } from './dates/day.ts';
import { type DatePoint, isQualified, pointsOf, wholeUnit } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';

export interface Anniversary {
  readonly precision: 'day' | 'month';
  /** The year that is looked back on. */
  readonly year: number;
  readonly month: number;
  /** The day of the month; 1 where only the month is known. */
  readonly day: number;
  /** Whether it is that of the beginning of something that lasted. */
  readonly ofStart: boolean;
}

/**
 * The anniversary of an event: of all that is known to the day, or to the month. None of what did not take place, of
 * dates that are qualified, bounded or end no one knows when, and of figures for a whole year or month, which did not
 * happen on its first day.
 */
export function anniversaryOf({ when, status }: TimelineEvent): Anniversary | undefined {
  if (status !== 'done' && status !== 'ongoing') return undefined;
  const start = when.kind === 'moment' ? when.at : when.start;
  if (typeof start === 'string' || start.form === 'bounds' || isQualified(when)) return undefined;
  if (when.kind === 'period' && (when.end === 'unknown' || wholeUnit(when))) return undefined;
  const known = pointsOf(when).map((point) => (point.form === 'date' ? precisionOfAnniversary(point) : undefined));
  if (known.includes(undefined)) return undefined;
  // Its first would be in 9999, whose last day has no day after that a calendar can hold.
  if (start.earliest >= '9998') return undefined;
  return {
    precision: known.includes('month') ? 'month' : 'day',
    ...dayParts(start.earliest),
    ofStart: when.kind === 'period',
  };
}

function precisionOfAnniversary({ precision }: DatePoint): Anniversary['precision'] | undefined {
  if (precision === 'time' || precision === 'day') return 'day';
  return precision === 'month' ? 'month' : undefined;
}

/** Whether it is on the last day of February, which most years have a day earlier. */
export function isOnLeapDay({ precision, month, day }: Anniversary): boolean {
  return precision === 'day' && month === 2 && day === 29;
}

/** The day of the anniversary in a year; that of a month is its first day. */
export function dayInYear(anniversary: Anniversary, year: number): Day {
  const { precision, month, day } = anniversary;
  if (isOnLeapDay(anniversary)) return lastDayOfMonth(year, 2);
  const found = calendarDay(year, month, precision === 'month' ? 1 : day);
  if (found === undefined) throw new Error(`no ${month}-${day} in ${year}`);
  return found;
}

/** Whether the day is an anniversary: the first is a year after the event. */
export function isAnniversary(anniversary: Anniversary, today: Day): boolean {
  const { year } = dayParts(today);
  return year > anniversary.year && dayInYear(anniversary, year) === today;
}
