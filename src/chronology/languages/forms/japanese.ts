/** Japanese, where words alone do not say it: amounts by ten thousands, as in 1億9,000万円. */
import type { OwnForms } from '../definition/define-language.ts';
import { numberFormatter } from '../definition/formatters.ts';
import { amountOf, formatWhole, type StatedNumber, type UnitStyle, unitText } from '../definition/numbers.ts';

const STYLE: UnitStyle = { currencyDisplay: 'name', unitDisplay: 'short' };

const MYRIADS: readonly (readonly [value: number, name: string])[] = [
  [1_000_000_000_000, '兆'],
  [100_000_000, '億'],
  [10_000, '万'],
  [1, ''],
];

/** Intl's compact form would say 1.9億円. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const number = amountOf(amount);
  if (amount.scale === 1 || !Number.isInteger(number)) return formatWhole(amount, locale, STYLE);
  let rest = Math.abs(number);
  let text = number < 0 ? '-' : '';
  for (const [value, name] of MYRIADS) {
    const count = Math.floor(rest / value);
    rest -= count * value;
    if (count > 0) text += `${numberFormatter(locale, {}).format(count)}${name}`;
  }
  return `${number === 0 ? '0' : text}${unitText(number, amount.unit, locale, STYLE)}`;
}

export const japanese: OwnForms = { formatAmount };
