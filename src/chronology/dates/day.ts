/** A calendar day as text that sorts as days do, and the arithmetic on it. */
import { DateTime, IANAZone, Settings } from 'luxon';
import { FIRST_YEAR, LAST_YEAR, lengthOfMonth, yearText } from './written/calendar.ts';

// Without this, luxon prints an invalid date as "Invalid DateTime" into the output.
Settings.throwOnInvalid = true;

declare module 'luxon' {
  interface TSSettings {
    throwOnInvalid: true;
  }
}

/**
 * A day of the proleptic Gregorian calendar (ISO 8601-1), as text that sorts as days do: `2022-12-24`, `Y10000-01-01`. Text
 * with a sign would not sort, so that of a year before 0 begins with `!` and 100,000 more than the year, in five digits:
 * `!99957-03-15` is in -43, which is 44 BC. That form stands in no file, address or output: `dayText` tells it. The month and
 * the day of the month are the last five characters of every day; the year is to be had from `yearNumber` alone.
 */
export type Day = string;

/** Whether a year has four digits and is none of an era before ours: what calendars, HTML and most programs can say. */
export function isOfCommonYears(day: Day): boolean {
  return day >= '0001-01-01' && day <= '9999-12-31';
}

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** The day, or undefined where the calendar has no such day (30 February). */
export function calendarDay(year: number, month: number, day: number): Day | undefined {
  if (month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) return undefined;
  return `${yearKey(year)}-${pad(month, 2)}-${pad(day, 2)}`;
}

const COMPLEMENT = 100_000;

/** The year as a day begins with it. */
function yearKey(year: number): string {
  if (year < 0) return `!${pad(COMPLEMENT + year, 5)}`;
  return year > 9999 ? `Y${year}` : pad(year, 4);
}

export function firstDayOfMonth(year: number, month: number): Day {
  return `${yearKey(year)}-${pad(month, 2)}-01`;
}

export function lastDayOfMonth(year: number, month: number): Day {
  return `${yearKey(year)}-${pad(month, 2)}-${pad(lengthOfMonth(year, month), 2)}`;
}

/** The first and the last day of the years of chronologies. */
export const FIRST_DAY: Day = firstDayOfMonth(FIRST_YEAR, 1);
export const LAST_DAY: Day = lastDayOfMonth(LAST_YEAR, 12);

const NINE = 0x39;
const ZERO = 0x30;

/** Whether the day is the text that ISO 8601 has for it: nearly every day is, and none that is not costs the others anything. */
function isIso(day: Day): boolean {
  const code = day.charCodeAt(0);
  return code >= ZERO && code <= NINE;
}

/** The year, of which 0 is 1 BC and -43 is 44 BC, as ISO 8601 counts. */
export function yearNumber(day: Day): number {
  if (isIso(day)) return Number(day.slice(0, 4));
  const digits = Number(day.slice(1, -6));
  return day.startsWith('!') ? digits - COMPLEMENT : digits;
}

/** Of a date: the length of what is written of its month and day. */
const UNIT_LENGTHS = { year: 0, month: 3, day: 6 } as const;
export type CalendarUnit = keyof typeof UNIT_LENGTHS;

/** The day, or the month or year that it is in, as EDTF writes it: what files and addresses hold. */
export function dayText(day: Day, unit: CalendarUnit = 'day'): string {
  if (isIso(day)) return day.slice(0, 4 + UNIT_LENGTHS[unit]);
  return `${yearText(yearNumber(day))}${day.slice(-6).slice(0, UNIT_LENGTHS[unit])}`;
}

/** As `Date` and its programs read it: with a sign and six digits where the year has not four (`-000043-03-15`, ECMA-262 §21.4.1.32). */
export function timeText(day: Day): string {
  if (isIso(day)) return day;
  const year = yearNumber(day);
  return `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}${day.slice(-6)}`;
}

/** Of what `Date` writes. */
export function dayOfTimeText(text: string): Day {
  const code = text.charCodeAt(0);
  if (code >= ZERO && code <= NINE) return text.slice(0, 10);
  return `${yearKey(Number(text.slice(0, 7)))}${text.slice(7, 13)}`;
}

export function isLastOfMonth(day: Day): boolean {
  const { year, month } = dayParts(day);
  return day === lastDayOfMonth(year, month);
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
  return Date.parse(isIso(day) ? day.slice(0, 10) : timeText(day)) / DAY_MILLISECONDS;
}

/** The day with this `dayNumber`. By the parts of a date, in a third of the time that `toISOString` takes. */
export function dayFromNumber(number: number): Day {
  const date = new Date(number * DAY_MILLISECONDS);
  return `${yearKey(date.getUTCFullYear())}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}

/** Months since January of the year 0. */
export function monthNumber(day: Day): number {
  return yearNumber(day) * 12 + Number(day.slice(-5, -3)) - 1;
}

/** The first day of the month with this `monthNumber`. */
export function dayFromMonthNumber(number: number): Day {
  const year = Math.floor(number / 12);
  return firstDayOfMonth(year, number - year * 12 + 1);
}

export interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayParts(day: Day): DayParts {
  return { year: yearNumber(day), month: Number(day.slice(-5, -3)), day: Number(day.slice(-2)) };
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
