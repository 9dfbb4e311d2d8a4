/** How CLDR writes a day and a month in a locale: the order of their fields, the marks between, the names of months. */
import type { DayParts } from '../dates/day.ts';
import { dateFormatter, numberFormatter } from './formatters.ts';

type Field = keyof DayParts;
type MonthParts = Omit<DayParts, 'day'>;

/** Plain days or months as a locale writes them. */
export interface DatePatterns {
  formatDay(day: DayParts): string;
  formatMonth(month: MonthParts): string;
  /** In the locale's digits. */
  formatYear(year: number): string;
  /** Two days of one year, or of one month of it, without what the other says already: `15 January`, `30 June 2024`. */
  daysOfOne(unit: 'year' | 'month', from: DayParts, to: DayParts): [from: string, to: string];
  /** Two months of one year in the same way. */
  monthsOfOneYear(from: MonthParts, to: MonthParts): [from: string, to: string];
  /** The text with spaces that do not break inside each day and month. */
  unbroken(text: string): string;
}

/** Reads them from dates that CLDR writes, which costs some 30 formatted dates. */
export function readDatePatterns(locale: string): DatePatterns {
  const digits = digitsOf(locale);
  const day = new Pattern(locale, digits, { day: 'numeric', month: 'long', year: 'numeric' });
  const month = new Pattern(locale, digits, { month: 'long', year: 'numeric' });
  const breaks = [...new Set([...day.breakable(), ...month.breakable()])].map((source) => new RegExp(source, 'gu'));
  const ofOneYear = new Set<Field>(['year']);
  const ofOneMonth = new Set<Field>(['year', 'month']);
  return {
    formatDay: (date) => day.format(date),
    formatMonth: (date) => month.format({ ...date, day: 1 }),
    formatYear: digits,
    daysOfOne: (unit, from, to) => day.formatTwo(from, to, unit === 'month' ? ofOneMonth : ofOneYear),
    monthsOfOneYear: (from, to) => month.formatTwo({ ...from, day: 1 }, { ...to, day: 1 }, ofOneYear),
    unbroken: (text) => breaks.reduce((whole, find) => whole.replace(find, (date) => date.replaceAll(' ', NBSP)), text),
  };
}

function digitsOf(locale: string): (number: number) => string {
  const formatter = numberFormatter(locale, { useGrouping: false });
  return formatter.format(1234567890) === '1234567890' ? String : (number) => formatter.format(number);
}

const NBSP = '\u00a0';

/** A pattern of CLDR, read from dates that it wrote: filling it in takes a tenth of the time of its formatter. */
class Pattern {
  readonly #fields: readonly Field[] = [];
  /** Before, between and after the fields. */
  readonly #literals: readonly string[] = [];
  readonly #monthNames: readonly string[];
  readonly #digits: (number: number) => string;

  constructor(locale: string, digits: (number: number) => string, options: Intl.DateTimeFormatOptions) {
    const formatter = dateFormatter(locale, { ...options, timeZone: 'UTC' });
    const months = Array.from({ length: 12 }, (_, month) => formatter.formatToParts(Date.UTC(2000, month, 10)));
    const fields: Field[] = [];
    const literals = [''];
    for (const { type, value } of months[0] ?? []) {
      if (type === 'literal') literals[literals.length - 1] += value;
      else {
        fields.push(type as Field);
        literals.push('');
      }
    }
    this.#fields = fields;
    this.#literals = literals;
    this.#monthNames = months.map((parts) => parts.find(({ type }) => type === 'month')?.value ?? '');
    this.#digits = digits;
  }

  format(date: DayParts): string {
    return this.#join(date, 0, this.#fields.length);
  }

  /** The first date without what ends both, and the second without what begins both. */
  formatTwo(from: DayParts, to: DayParts, shared: ReadonlySet<Field>): [from: string, to: string] {
    const own = this.#fields.map((field) => !shared.has(field));
    return [this.#join(from, 0, own.lastIndexOf(true) + 1), this.#join(to, own.indexOf(true), this.#fields.length)];
  }

  #join(date: DayParts, begin: number, end: number): string {
    let text = begin === 0 ? this.#literal(0) : '';
    for (let index = begin; index < end; index += 1) {
      const after = this.#literal(index + 1);
      // Where the rest is left out, a mark of the field itself stays, as the point of "24." in German; a comma does not.
      text +=
        this.#value(date, index) + (index === end - 1 && end < this.#fields.length ? after.split(/[ ,،]/)[0] : after);
    }
    return text;
  }

  #literal(index: number): string {
    return this.#literals[index] as string;
  }

  #value(date: DayParts, index: number): string {
    const field = this.#fields[index] as Field;
    return field === 'month' ? (this.#monthNames[date.month - 1] as string) : this.#digits(date[field]);
  }

  /** Regular expressions of two fields with a space between, or of a field with one behind. */
  breakable(): readonly string[] {
    return this.#fields.flatMap((field, index) => {
      const literal = this.#literal(index + 1);
      const next = this.#fields[index + 1];
      if (!literal.includes(' ')) return [];
      // The next field is only looked at, for it may begin a pair itself.
      return [
        `${NOT_INSIDE}${this.#source(field)}${escapeRegExp(literal)}${next ? `(?=${this.#source(next)}${NOT_FURTHER})` : NOT_FURTHER}`,
      ];
    });
  }

  #source(field: Field): string {
    if (field === 'day') return '\\p{Nd}{1,2}';
    if (field === 'year') return '\\p{Nd}{1,4}';
    // As sentences begin, too; the longest first, for one may begin another.
    const names = this.#monthNames.flatMap((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)]);
    return `(?:${[...new Set(names)]
      .sort((a, b) => b.length - a.length)
      .map(escapeRegExp)
      .join('|')})`;
  }
}

const NOT_INSIDE = '(?<![\\p{L}\\p{N}])';
const NOT_FURTHER = '(?![\\p{L}\\p{N}])';

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
