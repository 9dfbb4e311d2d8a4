/** Numbers as sources print them, with their units, as CLDR writes them in a locale. */
import { numberFormatter } from './formatters.ts';

/** A printed decimal, what it is multiplied by, and its unit. */
export interface StatedNumber {
  readonly value: string;
  readonly scale: number;
  /** A currency (ISO 4217) or a unit of CLDR. */
  readonly unit?: string | undefined;
}

/** How a locale writes an amount. */
export type AmountFormat = (amount: StatedNumber, locale: string) => string;

/** How units stand beside a number. */
export interface UnitStyle {
  readonly currencyDisplay: 'name' | 'symbol' | 'narrowSymbol';
  readonly unitDisplay: 'long' | 'short';
}

const IN_WORDS: UnitStyle = { currencyDisplay: 'name', unitDisplay: 'long' };

/** `190 Milliarden Japanische Yen`: with CLDR's word for the scale where it has one for this very scale. */
export function formatAnyAmount(amount: StatedNumber, locale: string): string {
  const { value, scale, unit } = amount;
  const whole = Math.abs(Number(value));
  const scaled = scale > 1 && takesScaleWord(unit) && whole >= 1 && whole < 1000 && hasScaleWord(scale, locale);
  return scaled
    ? formatNumber(amountOf(amount), decimalsOf(value), unit, locale, IN_WORDS, {
        notation: 'compact',
        compactDisplay: 'long',
      })
    : formatWhole(amount, locale, IN_WORDS);
}

/** The number multiplied out, with the decimals that were printed where there is no scale. */
export function formatWhole(amount: StatedNumber, locale: string, style: UnitStyle): string {
  const decimals = amount.scale === 1 ? decimalsOf(amount.value) : 0;
  return formatNumber(amountOf(amount), decimals, amount.unit, locale, style);
}

/** The printed value in its unit, without its scale. */
export function formatUnscaled({ value, unit }: StatedNumber, locale: string, style: UnitStyle): string {
  return formatNumber(Number(value), decimalsOf(value), unit, locale, style);
}

/** Money and bare numbers are counted in millions; kilometres are multiplied out. */
export function takesScaleWord(unit: string | undefined): boolean {
  return unit === undefined || isCurrency(unit);
}

function hasScaleWord(scale: number, locale: string): boolean {
  const parts = numberFormatter(locale, { notation: 'compact', compactDisplay: 'long' }).formatToParts(scale);
  const [digits] = parts.filter(({ type }) => type === 'integer');
  // Chinese writes 100万 for a million: it has no word for that scale.
  return digits?.value.length === 1 && parts.some(({ type }) => type === 'compact');
}

/** What stands beside the number when it is written in a unit, spaces included. */
export function unitText(number: number, unit: string | undefined, locale: string, style: UnitStyle): string {
  return numberFormatter(locale, unitOptions(unit, style))
    .formatToParts(number)
    .filter(({ type }) => type === 'literal' || type === 'currency' || type === 'unit')
    .map(({ value }) => value)
    .join('');
}

// All that were printed: values have at most 15 digits.
const MOST_DECIMALS = 15;

function formatNumber(
  number: number,
  decimals: number,
  unit: string | undefined,
  locale: string,
  style: UnitStyle,
  notation: Intl.NumberFormatOptions = {},
): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, MOST_DECIMALS) };
  return numberFormatter(locale, { ...digits, ...unitOptions(unit, style), ...notation }).format(number);
}

function unitOptions(unit: string | undefined, { currencyDisplay, unitDisplay }: UnitStyle): Intl.NumberFormatOptions {
  if (unit === undefined) return {};
  return isCurrency(unit)
    ? { style: 'currency', currency: unit, currencyDisplay }
    : { style: 'unit', unit, unitDisplay };
}

function isCurrency(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit);
}

function decimalsOf(value: string): number {
  return (value.split('.')[1] ?? '').length;
}

/** The number that is stated. Exact for what is printed: the digits are multiplied as whole numbers. */
export function amountOf({ value, scale }: Pick<StatedNumber, 'value' | 'scale'>): number {
  const [whole = '', fraction = ''] = value.split('.');
  return Number(BigInt(`${whole}${fraction}`) * BigInt(scale)) / 10 ** fraction.length;
}
