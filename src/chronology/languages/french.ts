/** French, where words alone do not say it: the “de” of amounts, as in 190 milliards de yens, and its elision. */
import type { OwnForms } from './define-language.ts';
import { formatAnyAmount, type StatedNumber, takesScaleWord, unitText } from './numbers.ts';

const VOWEL = /^[aeiouàâæéèêëîïôœùûü]/i;

/** Intl has 190 milliards yens japonais: what a million or a milliard counts follows with “de”. */
function formatAmount(amount: StatedNumber, locale: string): string {
  const { value, scale, unit } = amount;
  const number = formatAnyAmount({ value, scale }, locale);
  if (unit === undefined || !takesScaleWord(unit) || !/\p{L}$/u.test(number)) return formatAnyAmount(amount, locale);
  const currency = unitText(2, unit, locale, { currencyDisplay: 'name', unitDisplay: 'long' }).trim();
  return `${number} ${VOWEL.test(currency) ? 'd’' : 'de '}${currency}`;
}

/** The first of a month, before its name or what parts it from a second day: CLDR writes 1 mars. */
const FIRST_DAY = /(?<![\d:.,])1(?= (?:(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)|au \d|et le \d))/g;

/** “De avril” is d’avril, and the first of March le 1er mars. */
function smooth(date: string): string {
  return date.replace(/(?<!\p{L})de (?=avril|août|octobre)/gu, 'd’').replace(FIRST_DAY, '1er');
}

export const french: OwnForms = { formatAmount, smooth };
