/** Units of figures: currencies and units of CLDR, and the signs and words by which people write them. */
import { wordLanguages } from '../languages/languages.ts';

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
  unitByWord ??= wordsOfUnits();
  const unit = unitByWord.get(word);
  return unit === undefined ? [] : [unit];
}

/** Made once, when a unit is first misspelt. */
let unitByWord: ReadonlyMap<string, string> | undefined;

function wordsOfUnits(): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const add = (unit: string, type: string, options: Intl.NumberFormatOptions) => {
    for (const language of wordLanguages)
      for (const amount of [1, 2]) {
        const parts = new Intl.NumberFormat(language, options).formatToParts(amount);
        const word = wordOf(parts.flatMap((part) => (part.type === type ? part.value : [])).join(''));
        if (word !== '' && !words.has(word)) words.set(word, unit);
      }
  };
  for (const unit of units)
    for (const unitDisplay of ['long', 'short'] as const)
      add(unit, unit === 'percent' ? 'percentSign' : 'unit', { style: 'unit', unit, unitDisplay });
  words.set('%', 'percent');
  for (const currency of currencies)
    for (const currencyDisplay of ['symbol', 'name'] as const)
      add(currency, 'currency', { style: 'currency', currency, currencyDisplay });
  return words;
}

/** CLDR has American spelling. */
function wordOf(text: string): string {
  const word = text.normalize('NFKC').trim().toLowerCase();
  return word.replace(/(met|lit)re(s?)$/, '$1er$2');
}
