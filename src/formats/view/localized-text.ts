/** A text in a document of one language: its own language, and the way in which that is written, stand with it only where they differ. */
import { type Direction, directionOf } from '../../chronology/languages/definition/direction.ts';
import type { LanguageTag, PickedText } from '../../chronology/languages/text.ts';
import { attributes, escapeMarkup } from './markup.ts';

/** A text in the document's language, or in the one that `lang` names. */
export interface LocalizedText {
  readonly text: string;
  readonly lang?: string | undefined;
  /** The way in which that language is written, where it is not the document's. */
  readonly dir?: Direction | undefined;
}

/** @param language of the document */
export function localize({ text, lang }: PickedText, language: LanguageTag): LocalizedText {
  if (lang === language) return { text };
  const dir = directionOf(lang);
  return dir === directionOf(language) ? { text, lang } : { text, lang, dir };
}

/** The attributes of an element that holds nothing but the text. */
export function languageAttributes({ lang, dir }: Partial<LocalizedText>): string {
  return attributes({ lang, dir });
}

/** The text, in an element only where it needs one for its language. */
export function localizedMarkup(localized: LocalizedText): string {
  const { text, lang } = localized;
  return lang === undefined ? escapeMarkup(text) : `<span${languageAttributes(localized)}>${escapeMarkup(text)}</span>`;
}
