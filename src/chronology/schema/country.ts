/** Country codes (ISO 3166-1 alpha-2): whether one is in use, and a suggestion for a wrong one. */
import { PROBLEM_LOCALE } from '../files/problem.ts';

const regionNames = new Intl.DisplayNames(PROBLEM_LOCALE, { type: 'region', fallback: 'none' });
// CLDR lists these regions, but they are not countries of ISO 3166-1.
const NOT_COUNTRIES = new Set('AC CP DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

const isCountryByCode = new Map<string, boolean>();

/** Whether the text is an ISO 3166-1 alpha-2 code that is in use. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  // Memoized: asking CLDR takes as long as reading a line of YAML, and there are at most 676 codes.
  const isKnown = isCountryByCode.get(code) ?? isInUse(code);
  isCountryByCode.set(code, isKnown);
  return isKnown;
}

function isInUse(code: string): boolean {
  if (NOT_COUNTRIES.has(code)) return false;
  // A retired code (SU, YU) canonicalises to its successor.
  return new Intl.Locale(`und-${code}`).region === code && regionNames.of(code) !== undefined;
}

/** The code that the curator probably meant: UZ for `uz` and `Uzbekistan`, GB for `UK`. */
export function countryFor(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (isCountry(code)) return code;
  if (/^[A-Z]{2}$/.test(code)) {
    const current = new Intl.Locale(`und-${code}`).region;
    return current !== undefined && isCountry(current) ? current : undefined;
  }
  codeByName ??= new Map(countryCodes().map((known) => [regionNames.of(known)?.toUpperCase(), known]));
  return codeByName.get(code);
}

/** Made once: a file may name thousands of countries that are none. */
let codeByName: ReadonlyMap<string | undefined, string> | undefined;

function countryCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => `${first}${second}`)).filter(isCountry);
}
