/** Names of countries and languages in the reader's language, from CLDR. */
import { displayNames } from './formatters.ts';
import { languages, type WordLanguage } from './languages.ts';
import { en } from './words/en.ts';

const countryNames = new Map<string, string>();

/** Codes of ISO 3166-3 that no country has now. */
export const formerCountries: ReadonlySet<string> = new Set(Object.keys(en.formerCountries));

/** The name of a country's code: of ISO 3166-1 by CLDR, of ISO 3166-3 by our words. */
export function countryName(code: string, language: WordLanguage): string {
  // There are few of them, and every page says them many times over.
  const key = `${code} ${language}`;
  let name = countryNames.get(key);
  if (name === undefined) {
    const { formerCountries: former } = languages[language].words;
    name = former[code as keyof typeof former] ?? displayNames(language, 'region').of(code) ?? code;
    countryNames.set(key, name);
  }
  return name;
}

/** The name of a language tag (BCP 47). Throws for what is none; the schema of sources takes no such tag. */
export function languageName(tag: string, language: string): string {
  return displayNames(language, 'language').of(tag) ?? tag;
}
