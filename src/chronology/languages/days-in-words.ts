/** Days, ranges of days and the days of instants as short labels. */
import { type Day, isLastOfMonth } from '../dates/day.ts';
import { type DayRange, dateOf } from '../dates/day-range.ts';
import { dateFormatter } from './formatters.ts';
import { languages, type WordLanguage } from './languages.ts';

/** `1994–2003`, `2022`, `Mar 2022–May 2022`, `1 Mar 2022–9 Mar 2022`. */
export function formatRange({ from, to }: DayRange, language: WordLanguage): string {
  const unit =
    from.endsWith('-01-01') && to.endsWith('-12-31')
      ? 'bareYear'
      : from.endsWith('-01') && isLastOfMonth(to)
        ? 'monthOfYear'
        : 'dayOfYear';
  const [start, end] = [formatLabel(from, unit, language), formatLabel(to, unit, language)];
  return start === end ? start : `${start}–${end}`;
}

const FORMATS = {
  year: { year: 'numeric' },
  month: { month: 'short' },
  monthOfYear: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A day as a label: all of it, or the unit that it begins. */
export function formatLabel(day: Day, form: keyof typeof FORMATS | 'bareYear', language: WordLanguage): string {
  const { locale, dates } = languages[language];
  if (form === 'bareYear') return formatBareYear(Number(day.slice(0, 4)), language);
  return dateFormatter(locale, { ...FORMATS[form], timeZone: 'UTC' })
    .formatToParts(dateOf(day))
    .map(({ type, value }) => (type === 'year' ? dates.formatYear(Number(day.slice(0, 4))) : value))
    .join('');
}

/** `2004`, `AD 79`; 2004, 西暦79: to stand in a text that says that it is a year. */
export function formatBareYear(year: number, language: WordLanguage): string {
  return languages[language].dates.formatYear(year);
}

/** `2004`, `AD 79`; 2004年, 西暦79年. */
export function formatYear(year: number, language: WordLanguage): string {
  const { translate, dates } = languages[language];
  return translate('dates.alone.year', { year: dates.formatYear(year) });
}

/** The decade that begins with a year: `1990s`, `AD 70s`; 1990年代. */
export function formatDecade(first: number, language: WordLanguage): string {
  const { translate, dates } = languages[language];
  return translate('dates.alone.decade', { year: dates.formatYear(first) });
}

/** The day of an instant in a zone: `22 November 2026`, 2026年11月22日. */
export function formatInstantDay(instant: string, timeZone: string, language: WordLanguage): string {
  return dateFormatter(languages[language].locale, { dateStyle: 'long', timeZone }).format(new Date(instant));
}
