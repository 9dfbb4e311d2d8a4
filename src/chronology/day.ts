/** A calendar day as `YYYY-MM-DD` text, and the arithmetic on it: text of that form sorts as days do. */
import { DateTime, Settings } from 'luxon';

// An invalid date must stop us: luxon would otherwise print "Invalid DateTime" into the output.
Settings.throwOnInvalid = true;

declare module 'luxon' {
  interface TSSettings {
    throwOnInvalid: true;
  }
}

/** A day of the proleptic Gregorian calendar (ISO 8601-1), `0001-01-01` to `9998-12-31`, and the day after. */
export type Day = string;

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** The day, or undefined where the calendar has none such (30 February). */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

export function firstDayOfMonth(year: number, month: number): Day {
  return `${pad(year, 4)}-${pad(month, 2)}-01`;
}

export function lastDayOfMonth(year: number, month: number): Day {
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(daysInMonth(year, month), 2)}`;
}

export function isLastOfMonth(day: Day): boolean {
  const { year, month } = partsOf(day);
  return day === lastDayOfMonth(year, month);
}

export function daysInMonth(year: number, month: number): number {
  return DateTime.utc(year, month).daysInMonth;
}

/** The day `count` days later (earlier, where negative). */
export function addDays(day: Day, count: number): Day {
  const { year, month, day: date } = partsOf(day);
  // Date has the same calendar, in a twentieth of luxon's time. Given to its constructor, the year 79 would be 1979.
  const moved = new Date(0);
  moved.setUTCFullYear(year, month - 1, date + count);
  return moved.toISOString().slice(0, 10);
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** How many days `later` is after `earlier`. */
export function daysBetween(earlier: Day, later: Day): number {
  return (Date.parse(later) - Date.parse(earlier)) / DAY_MILLISECONDS;
}

export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function partsOf(day: Day): DayParts {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

/** The day that an instant (milliseconds since 1970) falls on in a time zone. */
export function dayAt(instant: number, timeZone: string): Day {
  return DateTime.fromMillis(instant, { zone: timeZone }).toISODate();
}

/** The instant at which a day begins in a time zone, as ISO 8601 UTC. Not always midnight: some zones skip that hour. */
export function startOfDay(day: Day, timeZone: string): string {
  const start = DateTime.fromISO(day, { zone: timeZone }).startOf('day').toUTC();
  return start.toISO({ suppressMilliseconds: true });
}

/** The instant one second later; both are ISO 8601 UTC without fractions. */
export function secondAfter(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).plus({ seconds: 1 }).toISO({ suppressMilliseconds: true });
}
