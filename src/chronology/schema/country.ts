/** Country codes: those of ISO 3166-1 alpha-2, those that were withdrawn (ISO 3166-3), and XK; and a suggestion for a wrong one. */
import { PROBLEM_LOCALE } from '../files/source/numbers.ts';
import { countryName, formerCountries } from '../languages/display-names.ts';
import { wordLanguages } from '../languages/languages.ts';

const regionNames = new Intl.DisplayNames(PROBLEM_LOCALE, { type: 'region', fallback: 'none' });
// CLDR lists these regions, but they are not countries of ISO 3166-1. XK, of those that users may assign, is Kosovo's.
const NOT_COUNTRIES = new Set('AC CP DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));

const isCountryByCode = new Map<string, boolean>();

/**
 * Whether the text is a code that a country has, or had and no other has now. AI, BQ, BY, GE and SK are those of today's
 * countries alone: what had them before has the four letters of ISO 3166-3, as have the two countries of CS.
 */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return formerCountries.has(code);
  // Memoized: asking CLDR takes as long as reading a line of YAML, and there are at most 676 codes.
  const isKnown = isCountryByCode.get(code) ?? (formerCountries.has(code) || isInUse(code));
  isCountryByCode.set(code, isKnown);
  return isKnown;
}

function isInUse(code: string): boolean {
  if (NOT_COUNTRIES.has(code)) return false;
  // A code that was withdrawn canonicalises to its successor.
  return new Intl.Locale(`und-${code}`).region === code && regionNames.of(code) !== undefined;
}

/** What people write for a code, where it is neither the name nor a code. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  ...{ USA: 'US', 'U.S.': 'US', 'U.S.A.': 'US', AMERICA: 'US', 'U.K.': 'GB', GBR: 'GB', BRITAIN: 'GB', ENGLAND: 'GB' },
  ...{ UAE: 'AE', USSR: 'SU', GDR: 'DD', PRC: 'CN', ROK: 'KR', DPRK: 'KP', DRC: 'CD', GER: 'DE', DEU: 'DE' },
  ...{ JPN: 'JP', CHN: 'CN', RUS: 'RU', FRA: 'FR', ITA: 'IT', ESP: 'ES', IND: 'IN', KOR: 'KR', AUS: 'AU', CAN: 'CA' },
  ...{ 'EAST GERMANY': 'DD', 東ドイツ: 'DD', 'WEST GERMANY': 'DE', 西ドイツ: 'DE', ソ連: 'SU', 米国: 'US', 英国: 'GB' },
  ...{ KAZ: 'KZ', UZB: 'UZ', KGZ: 'KG', TJK: 'TJ', TKM: 'TM', KOSOVO: 'XK', BURMA: 'MM', HOLLAND: 'NL', TURKEY: 'TR' },
};

/** The three letters that former countries had in ISO 3166-1, but for those that another has now (ATF). */
const FORMER_ALPHA_3: Readonly<Record<string, string>> = {
  ...{ AFI: 'AIDJ', ANT: 'AN', ATB: 'BQAQ', ATN: 'NQ', BUR: 'BU', BYS: 'BYAA', CSK: 'CSHH', CTE: 'CT', DDR: 'DD' },
  ...{ DHY: 'DY', FXX: 'FX', GEL: 'GEHH', HVO: 'HV', JTN: 'JT', MID: 'MI', NHB: 'NH', NTZ: 'NT', PCI: 'PC', PCZ: 'PZ' },
  ...{
    PUS: 'PU',
    RHO: 'RH',
    SCG: 'CSXX',
    SKM: 'SKIN',
    SUN: 'SU',
    TMP: 'TP',
    VDR: 'VD',
    WAK: 'WK',
    YMD: 'YD',
    YUG: 'YU',
  },
  ...{ ZAR: 'ZR' },
};

/** The code that the curator probably meant: UZ for `uz` and `Uzbekistan`, GB for `UK`, US for `USA`, JP for 日本. */
export function countryFor(text: string): string | undefined {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (isCountry(code)) return code;
  if (Object.hasOwn(ABBREVIATIONS, code)) return ABBREVIATIONS[code];
  if (Object.hasOwn(FORMER_ALPHA_3, code)) return FORMER_ALPHA_3[code];
  if (/^[A-Z]{2}$/.test(code)) {
    const current = new Intl.Locale(`und-${code}`).region;
    return current !== undefined && isCountry(current) ? current : undefined;
  }
  // DDDE of ISO 3166-3 is DD here.
  if (/^[A-Z]{4}$/.test(code) && formerCountries.has(code.slice(0, 2))) return code.slice(0, 2);
  codeByName ??= new Map(
    // A name that a country has now is that country's: 東ティモール.
    [...formerCountries, ...countryCodes().filter((known) => !formerCountries.has(known))].flatMap((known) =>
      wordLanguages.map((language) => [countryName(known, language).toUpperCase(), known]),
    ),
  );
  return codeByName.get(code);
}

/** What is no country, however often it is named like one. */
const ORGANIZATIONS = new Set([
  'EU',
  'UN',
  'EUROPEAN UNION',
  'UNITED NATIONS',
  '欧州連合',
  '国際連合',
  '国連',
  'ASEAN',
  'NATO',
]);

/** What to write for a text that is no code. */
export function countryAdvice(text: string): string {
  const code = countryFor(text);
  if (code !== undefined) return code;
  return ORGANIZATIONS.has(text.normalize('NFKC').trim().toUpperCase())
    ? 'an entry of organizations.yaml, and its id under `organizations`'
    : 'two capital letters, such as UZ';
}

/** Made once: a file may name thousands of countries that are none. */
let codeByName: ReadonlyMap<string, string> | undefined;

/** All codes of two letters, former ones among them. */
export function countryCodes(): readonly string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) => letters.map((second) => `${first}${second}`)).filter(isCountry);
}
