/** Ranges of days: rounding to calendar units, lengths, and conversion to `Date`. */
import { utcDay, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween } from './day.ts';

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
    // Addresses carry the years from 0001 to 9998.
    const first = addDays(from, -Math.min(before, daysBetween('0001-01-01', from)));
    const excess = Math.max(0, LEAST_DAYS - 1 - daysBetween(first, '9998-12-31'));
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
  return new Date(`${day}T00:00:00Z`);
}

export function dayOfDate(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
