/** Days told from today in words: `today`, `30 days ago`, `6 months ahead`; 今日, 30日前, 6か月後. */
import { durationUnits, parseRelativeDay, type RelativeDay } from '../dates/relative-day.ts';
import { numberFormatter } from './formatters.ts';
import { languageOf, wordLanguages } from './languages.ts';
import type { LanguageTag } from './text.ts';

const UNITS = { years: 'year', months: 'month', weeks: 'week', days: 'day' } as const;

/** A relative day as a form writes it, and today in the word of any language: `P6M`, `Today`, 今日, 本日. */
export function readRelativeDay(text: string): RelativeDay | undefined {
  const written = text.normalize('NFKC').trim().toLowerCase();
  wordsForToday ??= new Set([
    '本日',
    ...wordLanguages.map((tag) => languageOf(tag).translate('view.relative.today').toLowerCase()),
  ]);
  return parseRelativeDay(wordsForToday.has(written) ? 'today' : text);
}

/** Made once, when an address first has a bound. */
let wordsForToday: ReadonlySet<string> | undefined;

export function formatRelativeDay({ sign, duration }: RelativeDay, language: LanguageTag): string {
  const { locale, translate } = languageOf(language);
  const parts = durationUnits
    .filter((unit) => duration[unit] > 0)
    .map((unit) => {
      const formatter = numberFormatter(locale, { style: 'unit', unit: UNITS[unit], unitDisplay: 'long' });
      const textOf = (wanted: 'integer' | 'unit') =>
        formatter
          .formatToParts(duration[unit])
          .filter(({ type }) => type === wanted || (wanted === 'integer' && type === 'group'))
          .map(({ value }) => value)
          .join('');
      return translate('dates.quantity', { count: textOf('integer'), name: textOf('unit') });
    });
  if (parts.length === 0) return translate('view.relative.today');
  const time = parts.reduce((first, second) => translate('dates.quantities', { first, second }));
  return translate(sign === -1 ? 'view.relative.ago' : 'view.relative.ahead', { time });
}
