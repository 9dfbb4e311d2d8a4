/** Names of countries and languages in the reader's language, from CLDR. */
import { displayNames, languageNames, regionNames } from './definition/formatters.ts';
import { FALLBACK_LANGUAGE, languageOf, wordLanguages, wordsOf } from './languages.ts';
import type { LanguageTag } from './text.ts';
import { otherCountryNames } from './words/country-names.ts';
import { en } from './words/en.ts';

const countryNames = new Map<string, string>();

/** Codes of ISO 3166-3 that no country has now. */
export const formerCountries: ReadonlySet<string> = new Set(Object.keys(en.formerCountries));

/** The name of a country's code: of ISO 3166-1 by CLDR, of ISO 3166-3 by our words. */
export function countryName(code: string, language: LanguageTag): string {
  // There are few of them, and every page says them many times over.
  const key = `${code} ${language}`;
  let name = countryNames.get(key);
  if (name === undefined) {
    const { formerCountries: former } = languageOf(language).words;
    name = former[code as keyof typeof former] ?? displayNames(language, 'region').of(code) ?? code;
    countryNames.set(key, name);
  }
  return name;
}

/**
 * The names by which people ask for a country, beside `countryName`: CLDR's shorter and longer ones in a language, each half
 * of `Myanmar (Burma)`, and in every language official, former and other usual ones.
 */
export function otherNamesOfCountry(code: string, language: LanguageTag): readonly string[] {
  const name = countryName(code, language);
  // The code of a former country is that of its successor to CLDR.
  const variants = formerCountries.has(code)
    ? []
    : (['long', 'short', 'narrow'] as const).flatMap((style) => regionNames(language, style).of(code) ?? []);
  const halves = [name, ...variants].flatMap((variant) => /^(.+?) ?\((.+)\)$/.exec(variant)?.slice(1) ?? []);
  const spelledOut = [name, ...variants].map((variant) => variant.replaceAll(' & ', ' and '));
  return [...new Set([...variants, ...spelledOut, ...halves, ...(otherCountryNames[code] ?? [])])].filter(
    (other) => other !== name,
  );
}

/**
 * The usual form of a tag (BCP 47), `pt-BR` for `pt-br`; undefined for what is none, or names a language that CLDR does not
 * know: `german` would be well formed.
 */
export function canonicalTag(tag: string): LanguageTag | undefined {
  try {
    const canonical = /^[a-z]{2,3}(-|$)/i.test(tag) ? Intl.getCanonicalLocales(tag)[0] : undefined;
    return canonical !== undefined && languageNames(FALLBACK_LANGUAGE, 'long').of(new Intl.Locale(canonical).language)
      ? canonical
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a language calls itself: `English`, 日本語, кыргызча. */
export function ownName(tag: LanguageTag): string {
  return wordLanguages.includes(tag) ? wordsOf(tag)('language.name') : languageName(tag, tag);
}

/** The name of a language tag (BCP 47). Throws for what is none; the schema of sources takes no such tag. */
export function languageName(tag: string, language: string): string {
  return displayNames(language, 'language').of(tag) ?? tag;
}
