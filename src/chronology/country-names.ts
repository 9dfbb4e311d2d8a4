/** The name of a country: the chronology's own, the program's for one that no longer exists, or CLDR's. */
import { countryName } from './languages/display-names.ts';
import type { WordLanguage } from './languages/languages.ts';
import type { Vocabulary } from './schema/vocabulary.ts';

/** The name in a language. */
export function nameOfCountry(
  code: string,
  { settings }: Pick<Vocabulary, 'settings'>,
  language: WordLanguage,
): string {
  return settings.countries[code]?.name?.[language] ?? countryName(code, language);
}

/** All names by which a search finds it, in every language of the chronology. */
export function namesOfCountry(code: string, { settings }: Pick<Vocabulary, 'settings'>): readonly string[] {
  const { name = {}, aka = [] } = settings.countries[code] ?? {};
  return [...Object.values(name), ...settings.languages.map((language) => countryName(code, language)), ...aka];
}
