/** Names of countries in the reader's language, from CLDR. */

const kept = new Map<string, Intl.DisplayNames>();

/** The name of an ISO 3166-1 alpha-2 code. */
export function countryName(code: string, language: string): string {
  let names = kept.get(language);
  if (!names) {
    names = new Intl.DisplayNames(language, { type: 'region' });
    kept.set(language, names);
  }
  return names.of(code) ?? code;
}
