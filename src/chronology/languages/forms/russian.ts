/** Russian, where words alone do not say it: the cases of dates and amounts, and the preposition before some numbers. */
import type { OwnForms } from '../definition/define-language.ts';
import { numberFormatter } from '../definition/formatters.ts';
import { amountOf, formatWhole, type StatedNumber, takesScaleWord, type UnitStyle } from '../definition/numbers.ts';

const STYLE: UnitStyle = { currencyDisplay: 'name', unitDisplay: 'long' };

/** After «миллиард» and its like, money is in the genitive plural, which Intl forgets with a fraction: 1,5 миллиарда иены. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const { value, scale, unit } = amount;
  const printed = Math.abs(Number(value));
  const isScaled = scale % 1000 === 0 && takesScaleWord(unit) && printed >= 1 && printed < 1000;
  if (!isScaled) return formatWhole(amount, locale, STYLE);
  const counted = numberFormatter(locale, {
    notation: 'compact',
    compactDisplay: 'long',
    minimumFractionDigits: (value.split('.')[1] ?? '').length,
    maximumFractionDigits: 15,
  });
  return `${counted.format(amountOf(amount))}${unit === undefined ? '' : nameOfMany(unit, locale)}`;
}

/** A currency as it stands behind a thousand, with the space before it. */
function nameOfMany(currency: string, locale: string): string {
  return numberFormatter(locale, { style: 'currency', currency, currencyDisplay: 'name', maximumFractionDigits: 0 })
    .formatToParts(1000)
    .filter(({ type }) => type === 'literal' || type === 'currency')
    .map((part) => part.value)
    .join('');
}

/** CLDR and its versions differ in this space: it never breaks a line. */
const SPACE_BEFORE_YEAR_MARK = /\s(?=гг?\.)/g;

/** «с» is «со» before what is said as «второй» and «сто»: 2 января, II квартал, 150 г., and before «столетия». */
const BEFORE_SECOND_OR_HUNDRED = /(?<![\p{L}\p{N}])с (?=(?:2|II|1\d\d)(?![\dI])|столетия)/gu;

/** The era follows the word for the year: «44 г. до н. э.». */
const YEAR_BEFORE_ERA = / (до\u00a0н\.\u00a0э\.)(\u00a0гг?\.)/g;

export const russian: OwnForms = {
  formatAmount,
  isDeclined: true,
  // «предположительно март», and «по март»: the accusative of a month is its nominative.
  undeclinedAfter: ['uncertain', 'until'],
  smooth: (date) =>
    date
      .replace(SPACE_BEFORE_YEAR_MARK, '\u00a0')
      .replace(YEAR_BEFORE_ERA, '$2 $1')
      .replace(BEFORE_SECOND_OR_HUNDRED, 'со '),
  roughen: (text) => text.replace(/(\sг\.)\s(до\sн\.\sэ\.)/, ' $2$1'),
};
