/** The name of a country: the chronology's own, the program's for one that no longer exists, or CLDR's; and of groups of them. */
import { countryName } from './languages/display-names.ts';
import type { LanguageTag } from './languages/text.ts';
import type { Vocabulary } from './schema/vocabulary.ts';

/** The name in a language. */
export function nameOfCountry(code: string, { settings }: Pick<Vocabulary, 'settings'>, language: LanguageTag): string {
  return settings.countries[code]?.name?.[language] ?? countryName(code, language);
}

/** Its names in every language of the chronology, the chronology's own and CLDR's. */
export function shownNamesOfCountry(code: string, { settings }: Pick<Vocabulary, 'settings'>): readonly string[] {
  const { name = {} } = settings.countries[code] ?? {};
  return [...Object.values(name), ...settings.languages.map((language) => countryName(code, language))];
}

/** The same, and its other spellings. */
export function namesOfCountry(code: string, vocabulary: Pick<Vocabulary, 'settings'>): readonly string[] {
  return [...shownNamesOfCountry(code, vocabulary), ...(vocabulary.settings.countries[code]?.aka ?? [])];
}

/** A country, or a group that is there as a whole, in the place of its first country. */
export interface GroupedName {
  readonly name: string;
  /** How many countries the name stands for. */
  readonly size: number;
}

/** The names of countries in short. */
export function groupedCountryNames(
  codes: readonly string[],
  vocabulary: Pick<Vocabulary, 'settings'>,
  language: LanguageTag,
): readonly GroupedName[] {
  const groupByCode = new Map<string, string>();
  for (const { name, countries } of Object.values(vocabulary.settings.countryGroups))
    if (countries.every((code) => codes.includes(code) && !groupByCode.has(code)))
      for (const code of countries) groupByCode.set(code, name[language] ?? '');
  const sizeByName = new Map<string, number>();
  for (const code of codes) {
    const name = groupByCode.get(code) ?? nameOfCountry(code, vocabulary, language);
    sizeByName.set(name, (sizeByName.get(name) ?? 0) + 1);
  }
  return [...sizeByName].map(([name, size]) => ({ name, size }));
}
