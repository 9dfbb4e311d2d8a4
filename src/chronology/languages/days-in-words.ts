/** Days, ranges of days and the days of instants as short labels. */
import { addDays, type Day, dayAt, dayParts, isLastOfMonth, yearNumber } from '../dates/day.ts';
import { type DayRange, dateOf } from '../dates/day-range.ts';
import { FIRST_BARE_YEAR } from './definition/date-patterns.ts';
import { dateFormatter } from './definition/formatters.ts';
import { languageOf } from './languages.ts';
import type { LanguageTag } from './text.ts';

/** `1994–2003`, `2022`, `Mar 2022–May 2022`, `1 Mar 2022–9 Mar 2022`, `AD 79–1204`; 1994年～2003年. */
export function formatRange(range: DayRange, language: LanguageTag): string {
  return joinEnds(formatEnds(range, 'year', language), language);
}

/** Both ends of a range as labels, or one where they are the same. @param years As `formatLabel` has them. */
export function formatEnds(
  { from, to }: DayRange,
  years: 'year' | 'bareYear',
  language: LanguageTag,
): readonly [string] | readonly [string, string] {
  const unit =
    from.endsWith('-01-01') && to.endsWith('-12-31')
      ? // 西暦79年–1204年: where one year has an era, the other is told to be a year as well.
        yearNumber(from) < FIRST_BARE_YEAR
        ? 'year'
        : years
      : from.endsWith('-01') && isLastOfMonth(to)
        ? 'monthOfYear'
        : 'dayOfYear';
  const [start, end] = [formatLabel(from, unit, language), formatLabel(to, unit, language)];
  return start === end ? [start] : [start, end];
}

/** The ends of a range as one label, with the sign that the language has for ranges. */
export function joinEnds([start, end]: readonly [string, string?], language: LanguageTag): string {
  return end === undefined ? start : languageOf(language).translate('dates.range', { from: start, to: end });
}

const FORMATS = {
  month: { month: 'short' },
  monthOfYear: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A day as a label: all of it, or the unit that it begins. */
export function formatLabel(day: Day, form: keyof typeof FORMATS | 'year' | 'bareYear', language: LanguageTag): string {
  const year = yearNumber(day);
  if (form === 'bareYear' && year >= FIRST_BARE_YEAR) return formatBareYear(year, language);
  if (form === 'year' || form === 'bareYear') return formatYear(year, language);
  return formatDate(dateOf(day), year, { ...FORMATS[form], timeZone: 'UTC' }, language);
}

/** `2004`, `AD 79`; 2004, 西暦79: to stand in a text that says that it is a year. */
export function formatBareYear(year: number, language: LanguageTag): string {
  return languageOf(language).dates.formatYear(year);
}

/** `2004`, `AD 79`; 2004年, 西暦79年. */
export function formatYear(year: number, language: LanguageTag): string {
  const { translate, dates, smooth } = languageOf(language);
  return smooth(translate('dates.alone.year', { year: dates.formatYear(year) }));
}

/** The decade that begins with a year: `1990s`, `AD 70s`; 1990年代. */
export function formatDecade(first: number, language: LanguageTag): string {
  const { translate, dates, smooth } = languageOf(language);
  return smooth(translate('dates.alone.decade', { year: dates.formatYear(first) }));
}

/** The day of an instant in a zone: `22 November 2026`, 2026年11月22日. */
export function formatInstantDay(instant: string, timeZone: string, language: LanguageTag): string {
  const date = new Date(instant);
  // No zone is a year off: only around the first year without an era, the day in the zone decides.
  const inUtc = date.getUTCFullYear();
  const year = inUtc > FIRST_BARE_YEAR ? inUtc : yearNumber(dayAt(date.getTime(), timeZone));
  return formatDate(date, year, { dateStyle: 'long', timeZone }, language);
}

/** `22 November 2026`, 2026年11月22日. */
export function formatDay(day: Day, language: LanguageTag): string {
  return formatDate(dateOf(day), yearNumber(day), { dateStyle: 'long', timeZone: 'UTC' }, language);
}

/** As CLDR has it, and a year before 1000 with its era. */
function formatDate(date: Date, year: number, options: Intl.DateTimeFormatOptions, language: LanguageTag): string {
  const { locale, dates, smooth } = languageOf(language);
  const formatter = dateFormatter(locale, options);
  if (year >= FIRST_BARE_YEAR) return smooth(formatter.format(date));
  const parts = formatter
    .formatToParts(date)
    .map(({ type, value }) => (type === 'year' ? dates.formatYear(year) : value));
  return smooth(parts.join(''));
}

/** `December 2026`, 2026年12月. */
export function formatMonth(day: Day, language: LanguageTag): string {
  const { dates, smooth } = languageOf(language);
  return smooth(dates.formatMonth(dayParts(day)));
}

/** The days of the week as a locale begins it, each in short and in full: Mon, Monday in Britain, Sun, Sunday in America. */
export function weekdays(language: LanguageTag): readonly { readonly short: string; readonly long: string }[] {
  const { locale } = languageOf(language);
  const [short, long] = (['short', 'long'] as const).map((weekday) =>
    dateFormatter(locale, { weekday, timeZone: 'UTC' }),
  );
  return Array.from({ length: 7 }, (_, index) => {
    const date = dateOf(addDays(A_MONDAY, firstWeekday(language) - 1 + index));
    return { short: short?.format(date) ?? '', long: long?.format(date) ?? '' };
  });
}

const A_MONDAY: Day = '2024-01-01';

/** The day on which the week begins, from 1 for Monday to 7 for Sunday (CLDR). */
export function firstWeekday(language: LanguageTag): number {
  // A property in Node 20, and a method since the proposal was finished.
  const locale = new Intl.Locale(languageOf(language).locale).maximize() as Intl.Locale & WithWeek;
  return (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay ?? 1;
}

interface WithWeek {
  readonly weekInfo?: { readonly firstDay: number };
  getWeekInfo?(): { readonly firstDay: number };
}
