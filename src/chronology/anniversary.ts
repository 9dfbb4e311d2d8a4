/** Which events have an anniversary, and on which day of a year: events that took place, dated to the day or month. */
import { calendarDay, type Day, dayParts, lastDayOfMonth } from './dates/day.ts';
import { type DatePoint, isOfHours, isQualified, pointsOf, wholeUnit } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';

export interface Anniversary {
  readonly precision: 'day' | 'month';
  /** The year of the event. */
  readonly year: number;
  readonly month: number;
  /** The day of the month; 1 where only the month is known. */
  readonly day: number;
  /** Whether the event lasted, and this is the anniversary of its beginning. */
  readonly ofStart: boolean;
}

/**
 * The anniversary of an event that is dated to the day or to the month. Undefined for an event that did not take place;
 * for a date that is qualified, within bounds or of unknown end; and for a period of exactly one calendar year or month,
 * since a figure for all of 2019 did not happen on 1 January.
 */
export function anniversaryOf({ when, status }: TimelineEvent): Anniversary | undefined {
  if (status !== 'done' && status !== 'ongoing') return undefined;
  const start = when.kind === 'moment' ? when.at : when.start;
  if (typeof start === 'string' || start.form === 'bounds' || isQualified(when)) return undefined;
  if (when.kind === 'period' && (when.end === 'unknown' || wholeUnit(when))) return undefined;
  const found = pointsOf(when).map((point) => (point.form === 'date' ? precisionOfAnniversary(point) : undefined));
  if (found.includes(undefined)) return undefined;
  // No calendar has the years before 1. The first anniversary would be in 9999, and an exclusive DTEND after its last day has no form (RFC 5545 §3.3.4).
  if (start.earliest < '0001' || start.earliest >= '9998') return undefined;
  return {
    precision: found.includes('month') ? 'month' : 'day',
    ...dayParts(start.earliest),
    ofStart: when.kind === 'period' && !isOfHours(when),
  };
}

function precisionOfAnniversary({ precision }: DatePoint): Anniversary['precision'] | undefined {
  if (precision === 'time' || precision === 'day') return 'day';
  return precision === 'month' ? 'month' : undefined;
}

/** Whether the anniversary is on 29 February, which most years do not have. */
export function isOnLeapDay({ precision, month, day }: Anniversary): boolean {
  return precision === 'day' && month === 2 && day === 29;
}

/** The day of the anniversary in a year: the first of the month where only the month is known. */
export function dayInYear(anniversary: Anniversary, year: number): Day {
  const { precision, month, day } = anniversary;
  if (isOnLeapDay(anniversary)) return lastDayOfMonth(year, 2);
  const anniversaryDay = calendarDay(year, month, precision === 'month' ? 1 : day);
  if (anniversaryDay === undefined) throw new Error(`no ${month}-${day} in ${year}`);
  return anniversaryDay;
}

/** The last anniversary up to a day, that day included; undefined before the first, which is a year after the event. */
export function lastAnniversary(anniversary: Anniversary, day: Day): Day | undefined {
  const { year } = dayParts(day);
  const inYear = dayInYear(anniversary, year);
  const last = inYear <= day ? year : year - 1;
  if (last <= anniversary.year) return undefined;
  return last === year ? inYear : dayInYear(anniversary, last);
}
