/** Runs of days: rounded to calendar units, and in few words. */
import { utcDay, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween } from './day.ts';

/** Days, both inclusive. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export const DAYS_IN_MONTH = 30.44;
export const DAYS_IN_YEAR = 365.25;

/** Beyond this an axis counts and folds by years, and below it by months. */
export const LONG = 6 * DAYS_IN_YEAR;
const LEAST_DAYS = 7;

/** The range in whole months, or whole years where it is long, and at least a week. */
export function roundedOut({ from, to }: DayRange): DayRange {
  const days = daysBetween(from, to);
  if (days < LEAST_DAYS - 1) {
    const before = Math.floor((LEAST_DAYS - 1 - days) / 2);
    // Addresses carry the years from 0001 to 9998.
    const first = addDays(from, -Math.min(before, daysBetween('0001-01-01', from)));
    const beyond = Math.max(0, LEAST_DAYS - 1 - daysBetween(first, '9998-12-31'));
    const start = addDays(first, -beyond);
    return { from: start, to: addDays(start, LEAST_DAYS - 1) };
  }
  const unit = days > LONG ? utcYear : days > 2 * DAYS_IN_MONTH ? utcMonth : utcDay;
  return {
    from: dayOfDate(unit.floor(dateOf(from))),
    to: addDays(dayOfDate(unit.offset(unit.floor(dateOf(to)), 1)), -1),
  };
}

export function daysIn({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
}

/** Midnight UTC: text, for a number below 100 would be a year of the twentieth century to `Date.UTC`. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function dayOfDate(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
