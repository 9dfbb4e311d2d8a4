/** Names of countries and languages in the reader's language, from CLDR. */
import { displayNames } from './formatters.ts';

const countryNames = new Map<string, string>();

/** The name of an ISO 3166-1 alpha-2 code. */
export function countryName(code: string, language: string): string {
  // There are few of them, and every page says them many times over.
  const key = `${code} ${language}`;
  let name = countryNames.get(key);
  if (name === undefined) {
    name = displayNames(language, 'region').of(code) ?? code;
    countryNames.set(key, name);
  }
  return name;
}

/** The name of a language tag (BCP 47). Throws for what is none; the schema of sources takes no such tag. */
export function languageName(tag: string, language: string): string {
  return displayNames(language, 'language').of(tag) ?? tag;
}
