/** Numbers as a reader of each language expects them: ¥190 billion, 1,900億円; decimals as printed in the source. */
import { pluralRules } from './formatters.ts';
import type { Translate } from './interface-words.ts';
import { languages, type WordLanguage } from './languages.ts';
import type { StatedNumber } from './numbers.ts';

/** A number as a source states it. */
interface StatedAmount extends StatedNumber {
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
  const own = languages[language];
  return own.formatAmount({ value, scale, unit }, own.locale);
}

/** `9th`, 第9回: the number of a member in its series. */
export function formatOrdinal(number: number, language: WordLanguage, words: Translate): string {
  const rule = pluralRules(languages[language].locale, { type: 'ordinal' }).select(number);
  return words(`number.ordinal.${rule === 'one' || rule === 'two' || rule === 'few' ? rule : 'other'}`, { number });
}
