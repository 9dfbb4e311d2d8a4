/** Numbers as a reader of each language expects them: ¥190 billion, 1,900億円; decimals as printed in the source. */
import type { Translate } from './definition/interface-words.ts';
import type { StatedNumber } from './definition/numbers.ts';
import { languageOf } from './languages.ts';
import type { LanguageTag } from './text.ts';

/** A number as a source states it. */
interface StatedAmount extends StatedNumber {
  readonly approximate: boolean;
  readonly moreThan: boolean;
}

/** The number with its unit, and "about" or "more than" where the source says so. */
export function formatFigure(figure: StatedAmount, language: LanguageTag, words: Translate): string {
  const amount = formatAmount(figure.value, figure.scale, figure.unit, language);
  if (figure.approximate) return words('figure.about', { amount });
  return figure.moreThan ? words('figure.moreThan', { amount }) : amount;
}

/** A printed value, multiplied by its scale, with its unit. */
export function formatAmount(value: string, scale: number, unit: string | undefined, language: LanguageTag): string {
  const own = languageOf(language);
  return own.formatAmount({ value, scale, unit }, own.locale);
}
