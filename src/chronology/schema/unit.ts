/** Units of figures: currencies and units of CLDR, and the signs and words by which people write them. */
import { FALLBACK_LANGUAGE, wordLanguages } from '../languages/languages.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));
const units = new Set(Intl.supportedValuesOf('unit'));

export function isUnit(text: string): boolean {
  return currencies.has(text) || units.has(text);
}

/** What CLDR has no short word for, or more than one meaning. The first is what is meant most. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  $: ['USD'],
  us$: ['USD'],
  dollar: ['USD'],
  dollars: ['USD'],
  usドル: ['USD'],
  ドル: ['USD'],
  yen: ['JPY'],
  円: ['JPY'],
  '¥': ['JPY', 'CNY'],
  yuan: ['CNY'],
  rouble: ['RUB'],
  roubles: ['RUB'],
  ruble: ['RUB'],
  rubles: ['RUB'],
  pound: ['GBP', 'pound'],
  pounds: ['GBP', 'pound'],
  'per cent': ['percent'],
  pct: ['percent'],
};

/** The units that a sign or word can mean: `USD` for `$`, `percent` for `%`; none where it is not known. */
export function unitsFor(text: string): readonly string[] {
  const word = wordOf(text);
  if (Object.hasOwn(OTHER_WORDS, word)) return OTHER_WORDS[word] ?? [];
  const exact = [word.toUpperCase(), word].find(isUnit);
  if (exact !== undefined) return [exact];
  for (const language of [FALLBACK_LANGUAGE, ...wordLanguages.filter((tag) => tag !== FALLBACK_LANGUAGE)]) {
    let words = unitsByWord.get(language);
    if (!words) {
      words = wordsOfUnits(language);
      unitsByWord.set(language, words);
    }
    const unit = words.get(word);
    if (unit !== undefined) return [unit];
  }
  return [];
}

/** Language → word → unit; of each language made once, when a unit is first misspelt that no language before it has. */
const unitsByWord = new Map<string, ReadonlyMap<string, string>>();

function wordsOfUnits(language: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const add = (text: string | undefined, unit: string) => {
    const word = wordOf(text ?? '');
    if (word !== '' && !words.has(word)) words.set(word, unit);
  };
  const addFormatted = (unit: string, type: string, options: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(language, options);
    for (const amount of [1, 2])
      add(
        format
          .formatToParts(amount)
          .flatMap((part) => (part.type === type ? part.value : []))
          .join(''),
        unit,
      );
  };
  for (const unit of units)
    for (const unitDisplay of ['long', 'short'] as const)
      addFormatted(unit, unit === 'percent' ? 'percentSign' : 'unit', { style: 'unit', unit, unitDisplay });
  words.set('%', 'percent');
  // There are 300 currencies: as they are counted, they are looked for in one language, and by their names in the others.
  if (language === FALLBACK_LANGUAGE) {
    for (const currency of currencies)
      for (const currencyDisplay of ['symbol', 'name'] as const)
        addFormatted(currency, 'currency', { style: 'currency', currency, currencyDisplay });
    return words;
  }
  for (const style of ['short', 'long'] as const) {
    const names = new Intl.DisplayNames(language, { type: 'currency', style, fallback: 'none' });
    for (const currency of currencies) add(names.of(currency), currency);
  }
  return words;
}

/** CLDR has American spelling. */
function wordOf(text: string): string {
  const word = text.normalize('NFKC').trim().toLowerCase();
  return word.replace(/(met|lit)re(s?)$/, '$1er$2');
}
