/** A language of the interface: its words, and the forms that Unicode's CLDR or a module of its own gives it. */
import type { Words } from '../words/keys.ts';
import { type DatePatterns, readDatePatterns } from './date-patterns.ts';
import { displayNames } from './formatters.ts';
import { type Translate, translateFrom } from './interface-words.ts';
import { type AmountFormat, formatAnyAmount } from './numbers.ts';

export interface Language {
  /** The tag of the language that the words are in, as it stands in `lang` (BCP 47). */
  readonly tag: string;
  readonly words: Words;
  readonly translate: Translate;
  /** How CLDR names the customs by which days and numbers are written. */
  readonly locale: string;
  /** As Open Graph names languages: always with a country. */
  readonly openGraphLocale: string;
  /** As babel and polyglossia name languages in TeX. */
  readonly babelName: string;
  readonly dates: DatePatterns;
  readonly formatAmount: AmountFormat;
  /** Whether a month is declined where other words stand before it, as in Russian, and both ends of a range have such words. */
  readonly isDeclined: boolean;
  /** After which words such a language has a date as it stands by itself: «предположительно март», «по март». */
  readonly undeclinedAfter: readonly ('uncertain' | 'until')[];
  /** Mends a finished date where its words change each other: «с 2 марта» becomes «со 2 марта». */
  smooth(date: string): string;
  /** The text of a date as it was before that, for reading it: only of what its patterns would not match. */
  roughen(text: string): string;
  /** The same words, with the days and numbers of another country: `de-AT`. */
  inCountryOf(tag: string): Language;
}

/** Where a language differs from what its tag and CLDR say. */
export type OwnForms = Partial<
  Pick<Language, 'locale' | 'babelName' | 'formatAmount' | 'isDeclined' | 'undeclinedAfter' | 'smooth' | 'roughen'>
>;

/** @param tag as it stands in addresses and in `lang` (BCP 47) */
export function defineLanguage(tag: string, words: Words, own: OwnForms = {}): Language {
  const locale = own.locale ?? tag;
  // Read when the first date is told: a start pays for the languages of its chronology alone.
  let dates: DatePatterns | undefined;
  const translate = translateFrom(words, locale);
  return {
    tag,
    words,
    translate,
    locale,
    formatAmount: own.formatAmount ?? formatAnyAmount,
    isDeclined: own.isDeclined ?? false,
    undeclinedAfter: own.undeclinedAfter ?? [],
    smooth: own.smooth ?? ((date) => date),
    roughen: own.roughen ?? ((text) => text),
    inCountryOf: (other) => {
      const { numberingSystem } = new Intl.Locale(locale);
      return defineLanguage(other, words, {
        ...own,
        locale: new Intl.Locale(other, numberingSystem === undefined ? {} : { numberingSystem }).toString(),
      });
    },
    get openGraphLocale() {
      const { language: code, region } = new Intl.Locale(locale).maximize();
      return `${code}_${region}`;
    },
    get babelName() {
      // Most languages have their English name there, whatever the script or the country.
      const { language: code } = new Intl.Locale(tag);
      return own.babelName ?? displayNames('en', 'language').of(code)?.toLowerCase() ?? code;
    },
    get dates() {
      dates ??= readDatePatterns(locale, {
        withEra: (year) => translate('dates.yearWithEra', { year }),
        beforeEra: (year) => translate('dates.yearBeforeEra', { year }),
        range: (from, to) => translate('dates.range', { from, to }),
        isDeclined: own.isDeclined ?? false,
      });
      return dates;
    },
  };
}
