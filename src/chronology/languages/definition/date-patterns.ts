/** How CLDR writes a day and a month in a locale: the order of their fields, the marks between, the names of months. */
import { escapeRegExp } from '../../../escape-reg-exp.ts';
import type { DayParts } from '../../dates/day.ts';
import { dateFormatter, numberFormatter } from './formatters.ts';

type Field = keyof DayParts;
type MonthParts = Omit<DayParts, 'day'>;

/** Plain days or months as a locale writes them. */
export interface DatePatterns {
  formatDay(day: DayParts): string;
  formatMonth(month: MonthParts): string;
  /** As it stands after other words, declined where the language does so: `сентября 2022 г.`. */
  formatMonthInPhrase(month: MonthParts): string;
  /** In the locale's digits; before 1000 with its era, `AD 79` or `44 BC` for -43, since a number alone might be anything. */
  formatYear(year: number): string;
  /** From one year to another, with one era before 1000: `1900–1999`, `AD 900–999`. */
  formatYears(from: number, to: number): string;
  /** Two days of one year, or of one month of it, without what the other says already: `15 January`, `30 June 2024`. */
  daysOfOne(unit: 'year' | 'month', from: DayParts, to: DayParts): [from: string, to: string];
  /** Two months of one year in the same way, as they stand after other words, or the second as it stands by itself. */
  monthsOfOneYear(from: MonthParts, to: MonthParts, isToAlone?: boolean): [from: string, to: string];
  /** The text with spaces that do not break inside each day and month. */
  unbroken(text: string): string;
  /** The day or month that a text is, written as here, in small letters or large ones; undefined for any other text. */
  read(text: string): (MonthParts & { readonly day?: number }) | undefined;
}

/** A year of fewer digits is told with its era, as CLDR has it for dates that need one. */
export const FIRST_BARE_YEAR = 1000;

/**
 * Reads them from dates that CLDR writes, which costs some 30 formatted dates.
 *
 * @param withEra A year before 1000, in the locale's digits, with its era.
 * @param beforeEra A year before 1 in the same way, counted from the year 1 backwards: 44 BC.
 * @param range Two years with the sign of the language between them.
 * @param isDeclined Whether months after other words have the form that they have beside a day.
 */
export function readDatePatterns(
  locale: string,
  {
    withEra,
    beforeEra,
    range,
    isDeclined,
  }: {
    readonly withEra: (year: string) => string;
    readonly beforeEra: (year: string) => string;
    readonly range: (from: string, to: string) => string;
    readonly isDeclined: boolean;
  },
): DatePatterns {
  const digits = digitsOf(locale);
  const formatYear = (year: number) => {
    if (year >= FIRST_BARE_YEAR) return digits(year);
    return year < 1 ? beforeEra(digits(1 - year)) : withEra(digits(year));
  };
  const numbers = { digits, formatYear };
  const day = new Pattern(locale, numbers, { day: 'numeric', month: 'long', year: 'numeric' });
  const monthAndYear = { month: 'long', year: 'numeric' } as const;
  const month = new Pattern(locale, numbers, monthAndYear);
  const monthInPhrase = isDeclined ? new Pattern(locale, numbers, monthAndYear, day.monthNames) : month;
  const beforeOurs = sourceOf(beforeEra, '\\p{Nd}{1,5}');
  // The longer one first: where it has no word before the year, a year of our era may begin it.
  const year = `(?:${beforeOurs}|${sourceOf(withEra, '\\p{Nd}{1,3}')})`;
  const isBeforeOurs = new RegExp(`^${beforeOurs}$`.normalize('NFKC'), 'u');
  const breaks = [
    ...new Set([
      ...day.breakable(year),
      ...month.breakable(year),
      ...monthInPhrase.breakable(year),
      `${NOT_INSIDE}${year}${NOT_FURTHER}`,
    ]),
  ].map((source) => new RegExp(source, 'gu'));
  const ofOneYear = new Set<Field>(['year']);
  const ofOneMonth = new Set<Field>(['year', 'month']);
  return {
    formatDay: (date) => day.format(date),
    formatMonth: (date) => month.format({ ...date, day: 1 }),
    formatMonthInPhrase: (date) => monthInPhrase.format({ ...date, day: 1 }),
    formatYear,
    formatYears: (from, to) => {
      const years = range(digits(from), digits(to));
      return from < FIRST_BARE_YEAR ? withEra(years) : years;
    },
    daysOfOne: (unit, from, to) => day.formatTwo(from, to, unit === 'month' ? ofOneMonth : ofOneYear),
    monthsOfOneYear: (from, to, isToAlone = false) => {
      const two = (pattern: Pattern) => pattern.formatTwo({ ...from, day: 1 }, { ...to, day: 1 }, ofOneYear);
      const [first, second] = two(monthInPhrase);
      return [first, isToAlone ? two(month)[1] : second];
    },
    read: (text) => {
      const [first, ...others] = [day, month, monthInPhrase].flatMap(
        (pattern) => pattern.read(text, year, isBeforeOurs) ?? [],
      );
      return others.every((other) => other.year === first?.year && other.month === first.month) ? first : undefined;
    },
    unbroken: (text) => breaks.reduce((whole, find) => whole.replace(find, (date) => date.replaceAll(' ', NBSP)), text),
  };
}

/** A regular expression of a year in the words around it. */
function sourceOf(inWords: (year: string) => string, digits: string): string {
  const [before = '', after = ''] = inWords('\n').split('\n');
  return `${escapeRegExp(before)}${digits}${escapeRegExp(after)}`;
}

function digitsOf(locale: string): (number: number) => string {
  const formatter = numberFormatter(locale, { useGrouping: false });
  return formatter.format(1234567890) === '1234567890' ? String : (number) => formatter.format(number);
}

const NBSP = '\u00a0';

interface Numbers {
  readonly digits: (number: number) => string;
  readonly formatYear: (year: number) => string;
}

/** A pattern of CLDR, read from dates that it wrote: filling it in takes a tenth of the time of its formatter. */
class Pattern {
  readonly #fields: readonly Field[] = [];
  /** Before, between and after the fields. */
  readonly #literals: readonly string[] = [];
  readonly monthNames: readonly string[];
  readonly #numbers: Numbers;
  readonly #locale: string;
  #whole: RegExp | undefined;

  /** @param monthNames in place of those that CLDR has in this pattern */
  constructor(locale: string, numbers: Numbers, options: Intl.DateTimeFormatOptions, monthNames?: readonly string[]) {
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
    this.monthNames = monthNames ?? months.map((parts) => parts.find(({ type }) => type === 'month')?.value ?? '');
    this.#numbers = numbers;
    this.#locale = locale;
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
    if (field === 'month') return this.monthNames[date.month - 1] as string;
    return field === 'year' ? this.#numbers.formatYear(date.year) : this.#numbers.digits(date.day);
  }

  /**
   * Regular expressions of two fields with a space between, or of a field with one behind.
   *
   * @param yearWithEra Matches a year before 1000.
   */
  breakable(yearWithEra: string): readonly string[] {
    return this.#fields.flatMap((field, index) => {
      const literal = this.#literal(index + 1);
      const next = this.#fields[index + 1];
      if (!literal.includes(' ')) return [];
      // The next field is only looked at, for it may begin a pair itself.
      return [
        `${NOT_INSIDE}${this.#source(field, yearWithEra)}${escapeRegExp(literal)}${next ? `(?=${this.#source(next, yearWithEra)}${NOT_FURTHER})` : NOT_FURTHER}`,
      ];
    });
  }

  /**
   * The fields of a text that is written by the pattern.
   *
   * @param yearWithEra Matches a year before 1000.
   * @param beforeOurEra Matches a year before 1.
   */
  read(text: string, yearWithEra: string, beforeOurEra: RegExp): (MonthParts & { readonly day?: number }) | undefined {
    this.#whole ??= this.#wholeOf(yearWithEra);
    const found = this.#whole.exec(text.normalize('NFKC'))?.groups;
    if (!found) return undefined;
    const named = found.month?.toLocaleLowerCase(this.#locale);
    const month =
      this.monthNames.findIndex((name) => name.normalize('NFKC').toLocaleLowerCase(this.#locale) === named) + 1;
    const number = (digits = '') => Number(/\d+/.exec(digits.normalize('NFKC'))?.[0]);
    const printed = number(found.year);
    if (month === 0 || !(printed > 0)) return undefined;
    const year = beforeOurEra.test(found.year ?? '') ? 1 - printed : printed;
    return found.day === undefined ? { year, month } : { year, month, day: number(found.day) };
  }

  #wholeOf(yearWithEra: string): RegExp {
    const sources = this.#fields.map((field) => `(?<${field}>${this.#source(field, yearWithEra)})`);
    const literalAfter = (index: number) => {
      const literal = escapeRegExp(this.#literal(index + 1));
      // A mark that stands apart at the end is often left out: the «г.» of a year.
      return index === sources.length - 1 && /^\s/.test(literal) ? `(?:${literal})?` : literal;
    };
    const pattern = sources.map((source, index) => `${source}${literalAfter(index)}`).join('');
    // Spaces that do not break are typed as those that do.
    return new RegExp(`^${escapeRegExp(this.#literal(0))}${pattern}$`.normalize('NFKC'), 'iu');
  }

  #source(field: Field, yearWithEra: string): string {
    if (field === 'day') return '\\p{Nd}{1,2}';
    if (field === 'year') return `(?:${yearWithEra}|\\p{Nd}{4,5})`;
    // As sentences begin, too; the longest first, for one may begin another.
    const names = this.monthNames.flatMap((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)]);
    return `(?:${[...new Set(names)]
      .sort((a, b) => b.length - a.length)
      .map(escapeRegExp)
      .join('|')})`;
  }
}

const NOT_INSIDE = '(?<![\\p{L}\\p{N}])';
const NOT_FURTHER = '(?![\\p{L}\\p{N}])';
