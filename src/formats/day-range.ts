/** Runs of days: rounded to calendar units, and in few words. */
import { utcDay, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween, isLastOfMonth } from '../chronology/day.ts';
import type { WordLanguage } from '../chronology/when-words.ts';

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
  return { from: dayOf(unit.floor(dateOf(from))), to: addDays(dayOf(unit.offset(unit.floor(dateOf(to)), 1)), -1) };
}

export function daysIn({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
}

/** `1994–2003`, `2022`, `Mar 2022–May 2022`, `1 Mar 2022–9 Mar 2022`. */
export function formatRange({ from, to }: DayRange, language: WordLanguage): string {
  const unit =
    from.endsWith('-01-01') && to.endsWith('-12-31')
      ? 'bareYear'
      : from.endsWith('-01') && isLastOfMonth(to)
        ? 'monthOfYear'
        : 'dayOfYear';
  const [start, end] = [formatLabel(from, unit, language), formatLabel(to, unit, language)];
  return start === end ? start : `${start}–${end}`;
}

const FORMATS = {
  year: { year: 'numeric' },
  bareYear: { year: 'numeric' },
  month: { month: 'short' },
  monthOfYear: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const kept = new Map<string, Intl.DateTimeFormat>();

/** A day as a label: all of it, or the unit that it begins. */
export function formatLabel(day: Day, form: keyof typeof FORMATS, language: WordLanguage): string {
  if (form === 'bareYear') return String(Number(day.slice(0, 4)));
  const key = `${language} ${form}`;
  let formatter = kept.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...FORMATS[form], timeZone: 'UTC' });
    kept.set(key, formatter);
  }
  return formatter.format(dateOf(day));
}

/** Midnight UTC: text, for a number below 100 would be a year of the twentieth century to `Date.UTC`. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
