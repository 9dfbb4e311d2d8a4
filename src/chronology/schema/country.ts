/** Country codes (ISO 3166-1 alpha-2): which are in use, and which one was meant. */
import { PROBLEM_LOCALE } from '../files/problem.ts';

const regionNames = new Intl.DisplayNames(PROBLEM_LOCALE, { type: 'region', fallback: 'none' });
// In CLDR's list of regions, but not countries of ISO 3166-1.
const NOT_COUNTRIES = new Set('AC CP DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '));

const countriesKnown = new Map<string, boolean>();

/** Whether the text is an ISO 3166-1 alpha-2 code that is in use. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  // Asking CLDR takes as long as reading a line of YAML, and there are no more than 676 answers.
  const known = countriesKnown.get(code) ?? isInUse(code);
  countriesKnown.set(code, known);
  return known;
}

function isInUse(code: string): boolean {
  if (NOT_COUNTRIES.has(code)) return false;
  // A retired code (SU, YU) canonicalises to its successor.
  return new Intl.Locale(`und-${code}`).region === code && regionNames.of(code) !== undefined;
}

/** The code that was probably meant: `uz`, `UK`, `Uzbekistan`. */
export function countryFor(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (isCountry(code)) return code;
  if (/^[A-Z]{2}$/.test(code)) {
    const current = new Intl.Locale(`und-${code}`).region;
    return current !== undefined && isCountry(current) ? current : undefined;
  }
  return countryCodes().find((known) => regionNames.of(known)?.toUpperCase() === code);
}

function countryCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => `${first}${second}`)).filter(isCountry);
}
