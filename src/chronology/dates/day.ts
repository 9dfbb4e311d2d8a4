/** A calendar day as `YYYY-MM-DD` text, which sorts as days do, and the arithmetic on it. */
import { DateTime, IANAZone, Settings } from 'luxon';

// Without this, luxon prints an invalid date as "Invalid DateTime" into the output.
Settings.throwOnInvalid = true;

declare module 'luxon' {
  interface TSSettings {
    throwOnInvalid: true;
  }
}

/** A day of the proleptic Gregorian calendar (ISO 8601-1), `0001-01-01` to `9998-12-31`, and the day after. */
export type Day = string;

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** The day, or undefined where the calendar has no such day (30 February). */
export function calendarDay(year: number, month: number, day: number): Day | undefined {
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
  const { year, month } = dayParts(day);
  return day === lastDayOfMonth(year, month);
}

// Every date of every file needs the length of a month, and most dates are in the same months.
const monthLengths = new Map<number, number>();

export function daysInMonth(year: number, month: number): number {
  const key = year * 12 + month;
  const length = monthLengths.get(key) ?? DateTime.utc(year, month).daysInMonth;
  monthLengths.set(key, length);
  return length;
}

/** The day `count` days later; earlier where `count` is negative. */
export function addDays(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) + count);
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** How many days `later` is after `earlier`. */
export function daysBetween(earlier: Day, later: Day): number {
  return dayNumber(later) - dayNumber(earlier);
}

/** Days since 1 January 1970. `Date.parse` counts in the same calendar as luxon, in a twentieth of the time. */
export function dayNumber(day: Day): number {
  return Date.parse(day.slice(0, 10)) / DAY_MILLISECONDS;
}

/** The day with this `dayNumber`. */
export function dayFromNumber(number: number): Day {
  return new Date(number * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** Months since January of the year 0. */
export function monthNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayParts(day: Day): DayParts {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

/** The day on which an instant (milliseconds since 1970) falls in a time zone. */
export function dayAt(instant: number, timeZone: string): Day {
  return DateTime.fromMillis(instant, { zone: timeZone }).toISODate();
}

const MINUTE_MILLISECONDS = 60_000;

/**
 * The day that it is, for each request to ask: days begin with a minute in every zone of today, so that it is looked up once a
 * minute. Looked up each time it took longer than the rest of an answer from memory.
 *
 * @param now The time, in milliseconds since 1970.
 */
export function todayBy(now: () => number): (timeZone: string) => Day {
  let minute: number | undefined;
  const dayByZone = new Map<string, Day>();
  return (timeZone) => {
    const instant = now();
    const asked = Math.floor(instant / MINUTE_MILLISECONDS);
    if (asked !== minute) dayByZone.clear();
    minute = asked;
    let day = dayByZone.get(timeZone);
    if (day === undefined) {
      day = dayAt(instant, timeZone);
      dayByZone.set(timeZone, day);
    }
    return day;
  };
}

const HOUR_MILLISECONDS = 3_600_000;
/** The offset of each time zone that was right last, in minutes: nearly always that of the next day asked for. */
const lastOffset = new Map<string, number>();

/** The instant at which a day begins in a time zone, as ISO 8601 UTC. Not always midnight: some zones skip that hour. */
export function startOfDay(day: Day, timeZone: string): string {
  const zone = IANAZone.create(timeZone);
  const offset = lastOffset.get(timeZone) ?? 0;
  const guess = Date.parse(`${day}T00:00:00Z`) - offset * 60_000;
  // Two offsets cost a quarter of the arithmetic below, and no file of events is read without them.
  if (zone.offset(guess) === offset && zone.offset(guess - HOUR_MILLISECONDS) === offset)
    return new Date(guess).toISOString().replace('.000Z', 'Z');
  const midnight = DateTime.fromISO(day, { zone: timeZone }).startOf('day');
  // Where clocks go back over the first hour of a day, it comes twice, and luxon 3.7.2 may give the second.
  const hourBefore = midnight.minus({ hours: 1 });
  const start = hourBefore.toISODate() === day ? hourBefore : midnight;
  lastOffset.set(timeZone, start.offset);
  return start.toUTC().toISO({ suppressMilliseconds: true });
}

/**
 * Whether one change is dated before another, both as ISO 8601 UTC. A day alone stands as its start, but is not before
 * what has a time on that day.
 */
export function isDatedBefore(instant: string, other: string, timeZone: string): boolean {
  return instant < other && instant !== startOfDay(dayAt(Date.parse(other), timeZone), timeZone);
}

/** The instant some seconds later; both are ISO 8601 UTC without fractions. */
export function secondsAfter(instant: string, seconds: number): string {
  // An entry may have a thousand changes of one day: by luxon, each would cost a hundred times as much.
  return new Date(Date.parse(instant) + seconds * 1000).toISOString().replace('.000Z', 'Z');
}
