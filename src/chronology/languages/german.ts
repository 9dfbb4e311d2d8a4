/** German, where words alone do not say it: its name in TeX, amounts in thousands, and the era of a decade. */
import type { OwnForms } from './define-language.ts';
import { formatAnyAmount, formatWhole, type StatedNumber } from './numbers.ts';

/** CLDR has “Japanische Yen” as it stands in a list of names; after a number, the adjective is small. */
const ADJECTIVE = /(?<![\p{L}-])\p{Lu}(?=\p{Ll}*ische[nrs]? )/gu;

/** CLDR would have 190 Tausend Euro, and 1 Tausend Euro for the unit of a table. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const text =
    amount.scale === 1000
      ? formatWhole(amount, locale, { currencyDisplay: 'name', unitDisplay: 'long' })
      : formatAnyAmount(amount, locale);
  return text.replace(ADJECTIVE, (letter) => letter.toLowerCase());
}

/** The era follows the whole decade, not the year that begins it: “70er-Jahre n. Chr.”. */
function smooth(date: string): string {
  return date.replace(/ n\. Chr\.(er-Jahren?)/g, '$1 n. Chr.');
}

// To babel and biblatex, “german” is the orthography before 1996.
export const german: OwnForms = { babelName: 'ngerman', formatAmount, smooth };
