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
  return numberedDay(dayNumber(day) + count);
}

/** How many days `later` is after `earlier`. */
export function daysBetween(earlier: Day, later: Day): number {
  return dayNumber(later) - dayNumber(earlier);
}

// The Gregorian calendar repeats itself every 400 years; years are counted from March, so that a leap day is the last.
const DAYS_IN_400_YEARS = 146_097;
const FROM_MARCH_0000_TO_1970 = 719_468;
const ZERO = '0'.charCodeAt(0);

/** Days since 1 January 1970. Counted, not parsed as a date: pictures ask this of every event. */
export function dayNumber(day: Day): number {
  const month = digit(day, 5) * 10 + digit(day, 6);
  const year = yearOf(day) - (month <= 2 ? 1 : 0);
  const cycle = Math.floor(year / 400);
  const ofCycle = year - cycle * 400;
  const sinceMarch =
    Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digit(day, 8) * 10 + digit(day, 9) - 1;
  const days = ofCycle * 365 + Math.floor(ofCycle / 4) - Math.floor(ofCycle / 100) + sinceMarch;
  return cycle * DAYS_IN_400_YEARS + days - FROM_MARCH_0000_TO_1970;
}

/** The day that is so many days after 1 January 1970. */
export function numberedDay(number: number): Day {
  const days = number + FROM_MARCH_0000_TO_1970;
  const cycle = Math.floor(days / DAYS_IN_400_YEARS);
  const ofCycle = days - cycle * DAYS_IN_400_YEARS;
  const years = Math.floor(
    (ofCycle - Math.floor(ofCycle / 1460) + Math.floor(ofCycle / 36_524) - Math.floor(ofCycle / 146_096)) / 365,
  );
  const sinceMarch = ofCycle - (365 * years + Math.floor(years / 4) - Math.floor(years / 100));
  const fromMarch = Math.floor((5 * sinceMarch + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = years + cycle * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(sinceMarch - Math.floor((153 * fromMarch + 2) / 5) + 1, 2)}`;
}

/** Months since January of the year 0. */
export function monthNumber(day: Day): number {
  return yearOf(day) * 12 + digit(day, 5) * 10 + digit(day, 6) - 1;
}

function yearOf(day: Day): number {
  return digit(day, 0) * 1000 + digit(day, 1) * 100 + digit(day, 2) * 10 + digit(day, 3);
}

function digit(day: Day, place: number): number {
  return day.charCodeAt(place) - ZERO;
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
