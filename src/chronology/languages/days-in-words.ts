/** Days and ranges of days as short labels, in each language. */
import { type Day, isLastOfMonth } from '../dates/day.ts';
import { type DayRange, dateOf } from '../dates/day-range.ts';
import type { WordLanguage } from './dates-in-words.ts';

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
  bareYear: { year: 'numeric' },
  month: { month: 'short' },
  monthOfYear: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatterByKey = new Map<string, Intl.DateTimeFormat>();

/** A day as a label: all of it, or the unit that it begins. */
export function formatLabel(day: Day, form: keyof typeof FORMATS, language: WordLanguage): string {
  if (form === 'bareYear') return String(Number(day.slice(0, 4)));
  const key = `${language} ${form}`;
  let formatter = formatterByKey.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...FORMATS[form], timeZone: 'UTC' });
    formatterByKey.set(key, formatter);
  }
  return formatter.format(dateOf(day));
}
