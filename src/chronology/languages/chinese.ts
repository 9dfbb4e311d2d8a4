/** Chinese, where words alone do not say it: amounts by ten thousands, as in 1900亿日元. */
import type { OwnForms } from './define-language.ts';
import { numberFormatter } from './formatters.ts';
import { amountOf, formatWhole, type StatedNumber, takesScaleWord, type UnitStyle, unitText } from './numbers.ts';

const STYLE: UnitStyle = { currencyDisplay: 'name', unitDisplay: 'long' };

const MYRIAD = 10_000;
/** More than any amount has, so that nothing is rounded. */
const MOST_DECIMALS = 15;

/** 万 and 亿 are no scales of the sources, so that each amount has the one that CLDR takes for its size. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const number = amountOf(amount);
  if (amount.scale === 1 || Math.abs(number) < MYRIAD || !takesScaleWord(amount.unit))
    return formatWhole(amount, locale, STYLE);
  const formatter = numberFormatter(locale, {
    notation: 'compact',
    compactDisplay: 'long',
    maximumFractionDigits: MOST_DECIMALS,
  });
  return `${formatter.format(number)}${unitText(number, amount.unit, locale, STYLE)}`;
}

export const chinese: OwnForms = { formatAmount };
