/** British English, where words alone do not say it: amounts with a symbol and a scale, as in ¥190 billion. */
import type { OwnForms } from '../definition/define-language.ts';
import {
  formatUnscaled,
  formatWhole,
  type StatedNumber,
  takesScaleWord,
  type UnitStyle,
} from '../definition/numbers.ts';

const SCALES: Readonly<Record<number, string>> = {
  1000: 'thousand',
  1000000: 'million',
  1000000000: 'billion',
  1000000000000: 'trillion',
};

/** Intl has either the symbol or the word of the scale: `¥190B`, or 190 billion Japanese yen. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const scale = takesScaleWord(amount.unit) ? SCALES[amount.scale] : undefined;
  const style = unitStyle(amount.unit);
  return scale === undefined ? formatWhole(amount, locale, style) : `${formatUnscaled(amount, locale, style)} ${scale}`;
}

function unitStyle(unit: string | undefined): UnitStyle {
  // en-GB writes JP¥ to tell it from the yuan; the chronology's readers expect ¥. A bare $ could be anyone's.
  return { currencyDisplay: unit === 'JPY' ? 'narrowSymbol' : 'symbol', unitDisplay: 'long' };
}

export const english: OwnForms = { locale: 'en-GB', babelName: 'british', formatAmount };
