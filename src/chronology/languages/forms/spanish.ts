/** Spanish, where words alone do not say it: amounts with a scale, as in 190.000 millones de yenes. */
import type { OwnForms } from '../definition/define-language.ts';
import { numberFormatter } from '../definition/formatters.ts';
import {
  amountOf,
  formatWhole,
  type StatedNumber,
  takesScaleWord,
  type UnitStyle,
  unitText,
} from '../definition/numbers.ts';

const STYLE: UnitStyle = { currencyDisplay: 'name', unitDisplay: 'long' };

const MILLION = 1_000_000;

/** What a number is counted in. A thousand millions have no word of their own, and figures stand beside no “mil”. */
const SCALES: Readonly<Record<number, readonly [scale: number, one: string, other: string]>> = {
  1000000: [MILLION, 'millón', 'millones'],
  1000000000: [MILLION, 'millón', 'millones'],
  1000000000000: [MILLION * MILLION, 'billón', 'billones'],
};

/** Intl leaves out the word between: 190 mil millones yenes. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const { value, scale, unit } = amount;
  const number = amountOf(amount);
  const text = unitText(number, unit, locale, STYLE);
  const after = text === '' ? '' : ` de${text}`;
  const counted = takesScaleWord(unit) && Math.abs(Number(value)) >= 1 ? SCALES[scale] : undefined;
  if (counted) {
    const [countedIn, one, other] = counted;
    const count = amountOf({ value, scale: scale / countedIn });
    const decimals = scale === countedIn ? (value.split('.')[1] ?? '').length : 0;
    const digits = numberFormatter(locale, { minimumFractionDigits: decimals, maximumFractionDigits: 15 });
    return `${digits.format(count)} ${Math.abs(count) === 1 ? one : other}${after}`;
  }
  const whole = formatWhole(amount, locale, STYLE);
  const isMillions = number !== 0 && number % MILLION === 0;
  return isMillions && text !== '' ? `${whole.slice(0, -text.length)}${after}` : whole;
}

/** One o’clock is one: a la 01:30, and a las 02:30. */
function smooth(date: string): string {
  return date.replace(/\ba las (?=0?1:)/g, 'a la ');
}

export const spanish: OwnForms = { formatAmount, smooth };
