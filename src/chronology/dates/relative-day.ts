/** A day told from today: `today` itself, or an ISO 8601 duration of whole days, weeks, months and years before or after it. */

import { DateTime } from 'luxon';
import { calendarDay, type Day, dayParts } from './day.ts';
import { FIRST_YEAR, LAST_YEAR } from './written/calendar.ts';

/** In the order in which ISO 8601-1 §5.5.2 writes them. */
export const durationUnits = ['years', 'months', 'weeks', 'days'] as const;
type Duration = { readonly [U in (typeof durationUnits)[number]]: number };

export interface RelativeDay {
  /** `today`, `P6M`, `-P1Y2M`: without parts of nothing, which ISO 8601 allows. */
  readonly text: string;
  readonly sign: 1 | -1;
  readonly duration: Duration;
}

const TODAY = /^today$/i;
// The sign is ISO 8601-2's. No chronology is so long that five digits would not do.
const DURATION = /^([-+]?)P(?=\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,7})D)?$/i;
const LETTERS: Readonly<Record<keyof Duration, string>> = { years: 'Y', months: 'M', weeks: 'W', days: 'D' };
const NOTHING: Duration = { years: 0, months: 0, weeks: 0, days: 0 };

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^\u2212/, '-');
}

/** Undefined for anything else. */
export function parseRelativeDay(text: string): RelativeDay | undefined {
  const written = plain(text);
  if (TODAY.test(written)) return { text: 'today', sign: 1, duration: NOTHING };
  const match = DURATION.exec(written);
  if (!match) return undefined;
  const [, sign, ...numbers] = match;
  const duration = Object.fromEntries(
    durationUnits.map((unit, index) => [unit, Number(numbers[index] ?? 0)]),
  ) as unknown as Duration;
  return relativeDay(sign === '-' ? -1 : 1, duration);
}

function relativeDay(sign: 1 | -1, duration: Duration): RelativeDay {
  const parts = durationUnits.filter((unit) => duration[unit] > 0).map((unit) => `${duration[unit]}${LETTERS[unit]}`);
  if (parts.length === 0) return { text: 'today', sign: 1, duration: NOTHING };
  return { text: `${sign === -1 ? '-' : ''}P${parts.join('')}`, sign, duration };
}

/**
 * The day so far from today, years and months first, as luxon counts: a month before 31 March is the last of February.
 * Undefined where chronologies do not have its year.
 */
export function resolveDay({ sign, duration }: RelativeDay, today: Day): Day | undefined {
  const { years, months, weeks, days } = duration;
  // `Date` ends before the longest durations.
  if (years + months / 12 + weeks / 52 + days / 365 > 2 * LAST_YEAR) return undefined;
  const { year, month, day } = dayParts(today);
  const date = DateTime.utc(year, month, day);
  const resolved = sign === 1 ? date.plus(duration) : date.minus(duration);
  return resolved.year >= FIRST_YEAR && resolved.year <= LAST_YEAR
    ? calendarDay(resolved.year, resolved.month, resolved.day)
    : undefined;
}

const WORDS: Readonly<Record<string, string>> = { now: 'today', tomorrow: 'P1D', yesterday: '-P1D' };
/** `30D`, `-30 days`, `today-30d`, `P30`: a number and perhaps a unit, without what makes a duration of them. */
const ALMOST = /^(?:today|now)?\s*([-+]?)\s*P?\s*(\d{1,5})\s*(?:([dwmy])|(day|week|month|year)s?)(\s+ago)?$/i;
const BEGINNING = /^(?:today|now|tomorrow|yesterday|明日|昨日)|^[-+]?\s*P\s*T?\s*[\d.,]/i;

/** What was meant by a text that is no relative day and looks like one: `P1D` for `tomorrow`, `-P30D` for `-30d`. */
export function almostRelativeDay(text: string): { readonly meant: string | undefined } | undefined {
  const written = plain(text);
  const word = WORDS[written.toLowerCase()];
  if (word !== undefined) return { meant: word };
  const match = ALMOST.exec(written);
  if (match) {
    const [, sign, number, letter, name, ago] = match;
    const initial = (letter ?? name ?? '').slice(0, 1).toUpperCase();
    const unit = durationUnits.find((other) => LETTERS[other] === initial);
    const backwards = sign === '-' || ago !== undefined;
    return { meant: unit && relativeDay(backwards ? -1 : 1, { ...NOTHING, [unit]: Number(number) }).text };
  }
  return BEGINNING.test(written) ? { meant: undefined } : undefined;
}
