/** Ranges of days: rounding to calendar units, lengths, and conversion to `Date`. */

import { utcDay, utcMonth, utcYear } from 'd3-time';
import {
  addDays,
  type CalendarUnit,
  type Day,
  dayOfTimeText,
  dayParts,
  daysBetween,
  FIRST_DAY,
  firstDayOfMonth,
  LAST_DAY,
  lastDayOfMonth,
  timeText,
  yearNumber,
} from './day.ts';
import { FIRST_YEAR, LAST_YEAR } from './written/calendar.ts';

/** From one day to another, both inclusive. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export const DAYS_IN_MONTH = 30.44;
export const DAYS_IN_YEAR = 365.25;

/** Above this length an axis counts and folds by years, up to it by months. */
export const LONG_RANGE_DAYS = 6 * DAYS_IN_YEAR;
const LEAST_DAYS = 7;

/** The range widened to whole months, or to whole years where it is long, and to a week at the least. */
export function roundedOut({ from, to }: DayRange): DayRange {
  const days = daysBetween(from, to);
  if (days < LEAST_DAYS - 1) {
    const before = Math.floor((LEAST_DAYS - 1 - days) / 2);
    // Addresses carry the years of chronologies.
    const first = addDays(from, -Math.min(before, daysBetween(FIRST_DAY, from)));
    const excess = Math.max(0, LEAST_DAYS - 1 - daysBetween(first, LAST_DAY));
    const start = addDays(first, -excess);
    return { from: start, to: addDays(start, LEAST_DAYS - 1) };
  }
  const unit = days > LONG_RANGE_DAYS ? utcYear : days > 2 * DAYS_IN_MONTH ? utcMonth : utcDay;
  return {
    from: dayOfDate(unit.floor(dateOf(from))),
    to: addDays(dayOfDate(unit.offset(unit.floor(dateOf(to)), 1)), -1),
  };
}

export function daysIn({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
}

/** Midnight UTC of a day. Parsed as text, for `Date.UTC` takes a year below 100 for one of the twentieth century. */
export function dateOf(day: Day): Date {
  return new Date(`${timeText(day)}T00:00:00Z`);
}

export function dayOfDate(date: Date): Day {
  return dayOfTimeText(date.toISOString());
}

/** How many calendar years a range is in. */
export function yearsIn({ from, to }: DayRange): number {
  return yearNumber(to) - yearNumber(from) + 1;
}

export function isInOneYear({ from, to }: DayRange): boolean {
  return yearNumber(from) === yearNumber(to);
}

export function isInOneMonth({ from, to }: DayRange): boolean {
  return from.slice(0, -3) === to.slice(0, -3);
}

function fromYearToYear(first: number, last: number): DayRange {
  return {
    from: firstDayOfMonth(Math.max(first, FIRST_YEAR), 1),
    to: lastDayOfMonth(Math.min(last, LAST_YEAR), 12),
  };
}

export function yearOf(day: Day): DayRange {
  const year = yearNumber(day);
  return fromYearToYear(year, year);
}

export function monthOf(day: Day): DayRange {
  return wholeMonths({ from: day, to: day });
}

/** The unit of the calendar that a day is in. */
export function unitOf(day: Day, unit: CalendarUnit): DayRange {
  if (unit === 'day') return { from: day, to: day };
  return unit === 'month' ? monthOf(day) : yearOf(day);
}

/** From 2010 to 2019, say; within the years that addresses carry. Before 1 they are counted on: from -50 to -41. */
export function decadeOf(day: Day): DayRange {
  return roundOf(day, 10);
}

/** From 1900 to 1999, say. */
export function centuryOf(day: Day): DayRange {
  return roundOf(day, 100);
}

/** From 1000 to 1999, say. */
export function millenniumOf(day: Day): DayRange {
  return roundOf(day, 1000);
}

function roundOf(day: Day, years: number): DayRange {
  const first = Math.floor(yearNumber(day) / years) * years;
  return fromYearToYear(first, first + years - 1);
}

/** The range widened to whole months. */
export function wholeMonths({ from, to }: DayRange): DayRange {
  const { year, month } = dayParts(to);
  return { from: `${from.slice(0, -2)}01`, to: lastDayOfMonth(year, month) };
}
