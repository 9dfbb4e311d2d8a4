/** The Gregorian calendar of any year: which years chronologies have and how EDTF writes them, lengths of months, days counted. */

/** The years of chronologies: those of five digits, and of these none whose neighbour would have six. */
export const FIRST_YEAR = -99_998;
export const LAST_YEAR = 99_998;

/** A year as EDTF writes it: `2022`, `-0043`, `Y10000`, `Y-17000`. */
export function yearText(year: number): string {
  if (Math.abs(year) > 9999) return `Y${year}`;
  return year < 0 ? `-${String(-year).padStart(4, '0')}` : String(year).padStart(4, '0');
}

/** A day as a number that sorts, such as 20041224. The year 0 is the one before 1, as astronomers count. */
export type DayKey = number;

export function dayKey(year: number, month: number, day: number): DayKey {
  return year * 10_000 + month * 100 + day;
}

/** Year, month and day. */
export function partsOfKey(key: DayKey): [year: number, month: number, day: number] {
  return [Math.floor(key / 10_000), Math.floor(mod(key, 10_000) / 100), mod(key, 100)];
}

export function lengthOfMonth(year: number, month: number): number {
  if (month === 2) return (mod(year, 4) === 0 && mod(year, 100) !== 0) || mod(year, 400) === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1 January 1970. */
function countOf(key: DayKey): number {
  const [year, month, day] = partsOfKey(key);
  // `Date.UTC` takes a year below 100 for one of the twentieth century.
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY_MILLISECONDS;
}

const DAY_MILLISECONDS = 86_400_000;

/** The day some days before or after another. */
export function addToKey(key: DayKey, days: number): DayKey {
  if (!Number.isFinite(key)) return key;
  const date = new Date((countOf(key) + days) * DAY_MILLISECONDS);
  return dayKey(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/** 0 for Sunday. */
export function weekdayOf(key: DayKey): number {
  // 1 January 1970 was a Thursday.
  return mod(countOf(key) + 4, 7);
}

const FIRST_GREGORIAN_DAY = 15821015;

/** Whether nobody counted by the Gregorian calendar yet, so that a printed day is of the Julian one. */
export function isBeforeGregorian(key: DayKey): boolean {
  return key < FIRST_GREGORIAN_DAY;
}

/** The Gregorian day of one that is counted by the Julian calendar. */
export function gregorianOf(key: DayKey): DayKey {
  const year = Math.floor(key / 10_000);
  if (!Number.isFinite(key)) return key;
  const century = Math.floor((mod(key, 10_000) < 300 ? year - 1 : year) / 100);
  return addToKey(key, century - Math.floor(century / 4) - 2);
}

export function daysFromTo(from: DayKey, to: DayKey): number {
  return countOf(to) - countOf(from);
}

/** The Monday of the first week of a year, which holds its 4 January (ISO 8601-1 §3.1.1.23). */
export function firstMonday(year: number): DayKey {
  const fourth = dayKey(year, 1, 4);
  // 1 January 1970 was a Thursday.
  return addToKey(fourth, -mod(countOf(fourth) + 3, 7));
}

function mod(number: number, by: number): number {
  return ((number % by) + by) % by;
}
