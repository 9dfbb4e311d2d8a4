/** A date as somebody wrote it: its printed parts and its possible days, or the reason why it has none here. */
import {
  addToKey,
  type DayKey,
  dayKey,
  daysFromTo,
  FIRST_YEAR,
  gregorianOf,
  isBeforeGregorian,
  LAST_YEAR,
  lengthOfMonth,
  partsOfKey,
  weekdayOf,
  yearText,
} from './calendar.ts';

/** How finely a date is written, finest first. */
export const units = ['day', 'week', 'month', 'season', 'quarter', 'half', 'year', 'decade', 'century'] as const;
export type Unit = (typeof units)[number];

/** `begin` and `end` may be the very first and last day; `early` and `late` are about a half. */
export type Part = 'begin' | 'early' | 'middle' | 'late' | 'end';

/** A calendar unit as written; what is not printed is absent. */
export interface WrittenPoint {
  readonly unit: Unit;
  readonly year?: number | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  /** First and last possible day; absent where no year is printed, or the day is relative to another. */
  readonly from?: DayKey | undefined;
  readonly to?: DayKey | undefined;
  /** The EDTF without qualifier, where our subset has a form for the unit. */
  readonly edtf?: string | undefined;
  /** First and last month or day of a unit without a form of its own, such as a season. */
  readonly span?: readonly [first: string, last: string] | undefined;
  /** Why there is no EDTF, as a clause. */
  readonly why?: string | undefined;
  /** What to write in its place. */
  readonly instead?: string | undefined;
  readonly approximate?: boolean | undefined;
  readonly uncertain?: boolean | undefined;
  /** Part of a unit, told in words. */
  readonly part?: Part | undefined;
  /** The printed day of the week, 0 for Sunday. */
  readonly weekday?: number | undefined;
  /** Says its date by another one: "the same day", "last December". */
  readonly relative?: boolean | undefined;
  /** What this reading takes the words to say, where there are several: "3 April". */
  readonly meaning?: string | undefined;
}

/** One reading of a date expression. */
export type WrittenDate = { readonly meaning?: string | undefined } & (
  | { readonly kind: 'point'; readonly point: WrittenPoint }
  | { readonly kind: 'period'; readonly start: WrittenEnd; readonly end: WrittenEnd }
  | {
      readonly kind: 'bounds';
      readonly after?: WrittenPoint | undefined;
      readonly before?: WrittenPoint | undefined;
      /** Whether the bounds themselves are excluded: "before 1850", and loosely "post-1945" or "after the 2004 summit". */
      readonly excluding?: 'firmly' | 'loosely' | undefined;
    }
);

export type WrittenEnd = WrittenPoint | 'open' | 'unknown';

/** All readings of an expression that begins at some place of a text, and where it ends. */
export interface Reading {
  readonly dates: readonly WrittenDate[];
  readonly end: number;
}

/** The year that an era counts. None has a year 0, which is told as the years are that no chronology has. */
export function yearOfEra(number: number, isBefore: boolean): number {
  if (number === 0) return BEYOND_ALL_YEARS;
  return isBefore ? 1 - number : number;
}

const BEYOND_ALL_YEARS = 1_000_000;

/** Of clocks, and of zones, nothing is known beyond. */
export const YEARS_OF_TIMES = 'times are of the years 0001 to 9998';

export const NO_SUCH_YEAR = `years run from ${yearText(FIRST_YEAR)} to ${yearText(LAST_YEAR)}`;
export const A_YEAR = `a year from ${yearText(FIRST_YEAR)} to ${yearText(LAST_YEAR)}`;

const pad = (n: number, width: number) => String(n).padStart(width, '0');
const isYear = (year: number) => year >= FIRST_YEAR && year <= LAST_YEAR;

export function edtfOf(year: number, month?: number, day?: number): string {
  return [yearText(year), ...[month, day].flatMap((n) => (n === undefined ? [] : [pad(n, 2)]))].join('-');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `4 March`, as problems call days. */
export function dayInWords(month: number, day: number): string {
  return `${day} ${MONTHS[month - 1]}`;
}

export function monthInWords(month: number): string {
  return MONTHS[month - 1] as string;
}

/** A day, a month or a year of the Gregorian calendar, with or without its year. */
export function calendarPoint(year: number | undefined, month?: number, day?: number): WrittenPoint {
  const unit = day !== undefined ? 'day' : month !== undefined ? 'month' : 'year';
  const parts = { unit, year, month, day } as const;
  if (month !== undefined && (month < 1 || month > 12))
    return { ...parts, why: `${month} is not a month`, instead: 'a month from 01 to 12' };
  if (month !== undefined && day !== undefined) {
    const length = year === undefined ? lengthOfMonth(2000, month) : lengthOfMonth(year, month);
    if (day < 1 || day > length)
      return {
        ...parts,
        why: `${monthInWords(month)}${year === undefined ? '' : ` ${year}`} has ${length} days`,
        instead:
          year === undefined || !isYear(year)
            ? `a day from 1 to ${length}`
            : `a day from ${edtfOf(year, month, 1)} to ${edtfOf(year, month, length)}`,
      };
  }
  if (year === undefined) {
    const rest = edtfOf(0, month, day).slice(5);
    return { ...parts, why: 'no year', instead: `the year before it, as in 2004-${rest}` };
  }
  const first = month ?? 1;
  const last = month ?? 12;
  const range = { from: dayKey(year, first, day ?? 1), to: dayKey(year, last, day ?? lengthOfMonth(year, last)) };
  if (!isYear(year)) return { ...parts, ...range, why: NO_SUCH_YEAR, instead: A_YEAR };
  return { ...parts, ...range, edtf: edtfOf(year, month, day) };
}

/** A day of which only its number is printed. */
export function dayOfMonth(day: number): WrittenPoint {
  return {
    unit: 'day',
    day,
    why: 'no month',
    instead: `the year and the month before it, as in 2004-05-${pad(day, 2)}`,
  };
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
/** The last country left the Julian calendar in 1923. */
const LAST_JULIAN_DAY = 19230228;

/** `24 December 2022 was a Saturday`, where another day of the week is printed than the day had by either calendar. */
export function wrongWeekday({ weekday, from, unit }: WrittenPoint): string | undefined {
  if (weekday === undefined || from === undefined || unit !== 'day' || isBeforeGregorian(from)) return undefined;
  if (weekday === weekdayOf(from) || (from <= LAST_JULIAN_DAY && weekday === weekdayOf(gregorianOf(from))))
    return undefined;
  const [year, month, day] = partsOfKey(from);
  return `${dayInWords(month, day)} ${year} was a ${WEEKDAYS[weekdayOf(from)]}`;
}

/** Quarters (33 to 36) and halves (40, 41) of ISO 8601-2. */
export function partOfYear(unit: 'quarter' | 'half', year: number | undefined, number: number): WrittenPoint {
  const months = unit === 'quarter' ? 3 : 6;
  const first = (number - 1) * months + 1;
  if (year === undefined) return { unit, why: 'no year', instead: 'the year with it' };
  return {
    ...monthsPoint(unit, [year, first], [year, first + months - 1]),
    edtf: `${edtfOf(year)}-${(unit === 'quarter' ? 32 : 39) + number}`,
    span: undefined,
  };
}

/** Whole months from one to another that make a unit without an EDTF of its own, such as a season. */
export function monthsPoint(
  unit: Unit,
  [year, month]: readonly [number, number],
  [lastYear, lastMonth]: readonly [number, number],
): WrittenPoint {
  const range = { from: dayKey(year, month, 1), to: dayKey(lastYear, lastMonth, lengthOfMonth(lastYear, lastMonth)) };
  if (!isYear(year) || !isYear(lastYear)) return { unit, year, ...range, why: NO_SUCH_YEAR, instead: A_YEAR };
  return { unit, year, ...range, span: [edtfOf(year, month), edtfOf(lastYear, lastMonth)] };
}

/** Whole years: `1701` to `1800`. */
export function yearsPoint(unit: Unit, first: number, last: number): WrittenPoint {
  const range = { from: dayKey(first, 1, 1), to: dayKey(last, 12, 31) };
  if (!isYear(first) || !isYear(last)) return { unit, ...range, why: NO_SUCH_YEAR, instead: A_YEAR };
  return { unit, ...range, span: [edtfOf(first), edtfOf(last)] };
}

/** @param decade Its first year, such as 1990. */
export function decadePoint(decade: number): WrittenPoint {
  const point = yearsPoint('decade', decade, decade + 9);
  return point.why === undefined && decade >= 10
    ? { ...point, span: undefined, edtf: `${pad(decade / 10, 3)}X` }
    : point;
}

/** EDTF's century. @param first Its first year, such as 1900. */
export function hundredYearsPoint(first: number): WrittenPoint {
  const point = yearsPoint('century', first, first + 99);
  // EDTF's first century would have 1 BC in it.
  return point.why === undefined && first >= 100
    ? { ...point, span: undefined, edtf: `${pad(first / 100, 2)}XX` }
    : point;
}

/**
 * A numbered century: as it is counted, the 18th is 1701 to 1800; to many, and in EDTF, it is the years that begin with 17.
 *
 * @param number 18 for the eighteenth, negative before our era.
 */
export function centuryPoints(number: number): readonly WrittenPoint[] {
  if (number === 0) return [yearsPoint('century', BEYOND_ALL_YEARS, BEYOND_ALL_YEARS)];
  if (number < 0) return [yearsPoint('century', number * 100 + 1, (number + 1) * 100)];
  const [first, last] = [(number - 1) * 100 + 1, number * 100];
  const counted = yearsPoint('century', first, last);
  const loose = hundredYearsPoint(first - 1);
  return loose.edtf !== undefined
    ? [
        { ...counted, meaning: `${first} to ${last}` },
        { ...loose, meaning: `${first - 1} to ${last - 1}` },
      ]
    : [counted];
}

/** Days from one to another. */
export function daysPoint(unit: Unit, from: DayKey, to: DayKey): WrittenPoint {
  return { unit, from, to, span: [edtfOf(...partsOfKey(from)), edtfOf(...partsOfKey(to))] };
}

/** What says no date by itself, and what to write for it. */
export function relativePoint(unit: Unit, parts: Partial<WrittenPoint> = {}): WrittenPoint {
  return {
    unit,
    relative: true,
    why: 'a date that hangs on another',
    instead: 'the date itself, such as 2022-12-24',
    ...parts,
  };
}

export function pointDate(point: WrittenPoint): WrittenDate {
  return { kind: 'point', point, meaning: point.meaning };
}

/** The point without its year where it has none of its own: "30 May – 2 June 2004". */
export function withYear(point: WrittenPoint, year: number | undefined): WrittenPoint {
  if (point.year !== undefined || point.month === undefined || year === undefined || point.relative) return point;
  const { approximate, uncertain, part, weekday } = point;
  return { ...calendarPoint(year, point.month, point.day), approximate, uncertain, part, weekday };
}

/** The northern season; a winter is named after either of its years. */
export function seasonPoints(year: number, first: number): readonly WrittenPoint[] {
  if (first < 12) return [monthsPoint('season', [year, first], [year, first + 2])];
  return [
    { ...monthsPoint('season', [year, 12], [year + 1, 2]), meaning: `the winter that began in ${year}` },
    { ...monthsPoint('season', [year - 1, 12], [year, 2]), meaning: `the winter that ended in ${year}` },
  ];
}

/** "1900s" is a decade or a century. */
export function decadePoints(first: number): readonly WrittenPoint[] {
  const decade = decadePoint(first);
  if (first % 100 !== 0) return [decade];
  return [
    { ...decade, meaning: 'the decade' },
    { ...hundredYearsPoint(first), meaning: 'the hundred years' },
  ];
}

/** The points that a reading is made of. */
export function pointsOfWritten(date: WrittenDate): readonly WrittenPoint[] {
  if (date.kind === 'point') return [date.point];
  const ends = date.kind === 'period' ? [date.start, date.end] : [date.after, date.before];
  return ends.filter((end) => end !== undefined && typeof end !== 'string');
}

/** The shares of a unit that its parts begin and end with, generously. */
const PARTS: Readonly<Record<Part, readonly [from: number, to: number]>> = {
  begin: [0, 0.4],
  early: [0, 0.5],
  middle: [0.2, 0.8],
  late: [0.5, 1],
  end: [0.6, 1],
};

/** The days that a part of a unit can mean: the second half of January for "late January". */
export function partRange({ from, to, part }: WrittenPoint): { from: DayKey; to: DayKey } | undefined {
  if (from === undefined || to === undefined) return undefined;
  if (part === undefined) return { from, to };
  const length = daysFromTo(from, to);
  const [first, last] = PARTS[part];
  return { from: addToKey(from, Math.floor(length * first)), to: addToKey(from, Math.ceil(length * last)) };
}
