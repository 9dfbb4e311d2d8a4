/** Instants of entries and revisions, as days in the chronology's zone. */
import type { WordLanguage } from './dates-in-words.ts';

const formatterByKey = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  const format = formatterByKey.get(key) ?? new Intl.DateTimeFormat(language, { ...options, timeZone });
  formatterByKey.set(key, format);
  return format;
}

/** `22 November 2026`, 2026年11月22日. */
export function formatInstantDay(instant: string, timeZone: string, language: WordLanguage): string {
  return formatter(language === 'en' ? 'en-GB' : language, timeZone, { dateStyle: 'long' }).format(new Date(instant));
}

/** Year and month of the instant there, as numbers. */
export function yearAndMonthOf(instant: string, timeZone: string): { year: number; month: number } {
  const parts = formatter('en', timeZone, { year: 'numeric', month: 'numeric' }).formatToParts(new Date(instant));
  const numberOf = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value);
  return { year: numberOf('year'), month: numberOf('month') };
}
