/** Ranges of days: rounding to calendar units, lengths, and conversion to `Date`. */
import { utcDay, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween, lastDayOfMonth } from './day.ts';

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

export function yearOf(day: Day): DayRange {
  return { from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` };
}

export function monthOf(day: Day): DayRange {
  return wholeMonths({ from: day, to: day });
}

/** From 2010 to 2019, say. Addresses carry the years from 0001 to 9998. */
export function decadeOf(day: Day): DayRange {
  const decade = day.slice(0, 3);
  const [first, last] = [decade === '000' ? '0001' : `${decade}0`, decade === '999' ? '9998' : `${decade}9`];
  return { from: `${first}-01-01`, to: `${last}-12-31` };
}

/** From 1900 to 1999, say. */
export function centuryOf(day: Day): DayRange {
  const century = day.slice(0, 2);
  const [first, last] = [century === '00' ? '0001' : `${century}00`, century === '99' ? '9998' : `${century}99`];
  return { from: `${first}-01-01`, to: `${last}-12-31` };
}

/** The range widened to whole months. */
export function wholeMonths({ from, to }: DayRange): DayRange {
  return { from: `${from.slice(0, 8)}01`, to: lastDayOfMonth(Number(to.slice(0, 4)), Number(to.slice(5, 7))) };
}
