/** Numbers as a reader of each language expects them: ¥190 billion, 1,900億円; decimals as printed in the source. */
import type { WordLanguage } from './dates-in-words.ts';
import type { Translate } from './interface-words.ts';

const LOCALES: Readonly<Record<WordLanguage, string>> = { en: 'en-GB', ja: 'ja-JP' };
const ENGLISH_SCALES: Readonly<Record<number, string>> = {
  1000: 'thousand',
  1000000: 'million',
  1000000000: 'billion',
  1000000000000: 'trillion',
};

const formatterByKey = new Map<string, Intl.NumberFormat>();

function formatter(language: WordLanguage, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  let format = formatterByKey.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], options);
    formatterByKey.set(key, format);
  }
  return format;
}

/** A number as a source states it: a printed decimal, what it is multiplied by, and its unit. */
interface StatedAmount {
  readonly value: string;
  readonly scale: number;
  /** A currency (ISO 4217) or a unit of CLDR. */
  readonly unit?: string | undefined;
  readonly approximate: boolean;
  readonly moreThan: boolean;
}

/** The number with its unit, and "about" or "more than" where the source says so. */
export function formatFigure(figure: StatedAmount, language: WordLanguage, words: Translate): string {
  const amount = formatAmount(figure.value, figure.scale, figure.unit, language);
  if (figure.approximate) return words('figure.about', { amount });
  return figure.moreThan ? words('figure.moreThan', { amount }) : amount;
}

/** A printed value, multiplied by its scale, with its unit. */
export function formatAmount(value: string, scale: number, unit: string | undefined, language: WordLanguage): string {
  if (language === 'ja' && scale > 1) {
    const number = multiplied(value, scale);
    return Number.isInteger(number) ? byTenThousands(number, unit) : plain(number, 0, unit, language);
  }
  const decimals = (value.split('.')[1] ?? '').length;
  const scaleWord = isCurrency(unit) || unit === undefined ? ENGLISH_SCALES[scale] : undefined;
  if (scaleWord !== undefined) return `${plain(Number(value), decimals, unit, language)} ${scaleWord}`;
  return plain(multiplied(value, scale), scale === 1 ? decimals : 0, unit, language);
}

/** `9th`, 第9回: the number of a member in its series. */
export function formatOrdinal(number: number, language: WordLanguage, words: Translate): string {
  const rule = ordinalRules[language].select(number);
  return words(`number.ordinal.${rule === 'one' || rule === 'two' || rule === 'few' ? rule : 'other'}`, { number });
}

const ordinalRules: Readonly<Record<WordLanguage, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en', { type: 'ordinal' }),
  ja: new Intl.PluralRules('ja', { type: 'ordinal' }),
};

// All that were printed: values have at most 15 digits.
const MOST_DECIMALS = 15;

function isCurrency(unit: string | undefined): unit is string {
  return unit !== undefined && /^[A-Z]{3}$/.test(unit);
}

function plain(number: number, decimals: number, unit: string | undefined, language: WordLanguage): string {
  const digits: Intl.NumberFormatOptions = {
    minimumFractionDigits: decimals,
    maximumFractionDigits: Math.max(decimals, MOST_DECIMALS),
  };
  return formatter(language, withUnit(digits, unit, language)).format(number);
}

function withUnit(
  digits: Intl.NumberFormatOptions,
  unit: string | undefined,
  language: WordLanguage,
): Intl.NumberFormatOptions {
  if (unit === undefined) return digits;
  if (!isCurrency(unit)) return { ...digits, style: 'unit', unit, unitDisplay: language === 'ja' ? 'short' : 'long' };
  // en-GB writes JP¥ to tell it from the yuan; the chronology's readers expect ¥. A bare $ could be anyone's.
  const currencyDisplay = language === 'ja' ? 'name' : unit === 'JPY' ? 'narrowSymbol' : 'symbol';
  return { ...digits, style: 'currency', currency: unit, currencyDisplay };
}

const MYRIADS: readonly (readonly [value: number, name: string])[] = [
  [1_000_000_000_000, '兆'],
  [100_000_000, '億'],
  [10_000, '万'],
  [1, ''],
];

/** 1億9,000万円: Japanese counts by ten thousands, and Intl's compact form would say 1.9億円. */
function byTenThousands(number: number, unit: string | undefined): string {
  let rest = Math.abs(number);
  let text = number < 0 ? '-' : '';
  for (const [value, name] of MYRIADS) {
    const part = Math.floor(rest / value);
    rest -= part * value;
    if (part > 0) text += `${formatter('ja', {}).format(part)}${name}`;
  }
  const parts = formatter('ja', withUnit({}, unit, 'ja')).formatToParts(number);
  return `${number === 0 ? '0' : text}${parts
    .filter(({ type }) => type === 'literal' || type === 'currency' || type === 'unit')
    .map(({ value }) => value)
    .join('')}`;
}

/** The number that a figure states, in its unit. */
export function amountOf({ value, scale }: Pick<StatedAmount, 'value' | 'scale'>): number {
  return multiplied(value, scale);
}

/** Exact for what is printed: the digits are multiplied as whole numbers. */
function multiplied(value: string, scale: number): number {
  const [whole = '', fraction = ''] = value.split('.');
  return Number(BigInt(`${whole}${fraction}`) * BigInt(scale)) / 10 ** fraction.length;
}
