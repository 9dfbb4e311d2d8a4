/** The languages that the interface has, by tag: the one table of them, and what others get. */
import { defineLanguage, type Language } from './define-language.ts';
import { english } from './english.ts';
import type { Translate } from './interface-words.ts';
import { japanese } from './japanese.ts';
import type { LanguageTag } from './text.ts';
import { en } from './words/en.ts';
import { ja } from './words/ja.ts';

const table = {
  en: defineLanguage('en', en, english),
  ja: defineLanguage('ja', ja, japanese),
};

/** The languages that the interface has words in. */
export const wordLanguages: readonly LanguageTag[] = Object.keys(table);

/** Problems are told in this language, and so are pages in a language that has no words. */
export const FALLBACK_LANGUAGE = 'en' satisfies keyof typeof table;

const languageByTag = new Map<LanguageTag, Language>(Object.entries(table));

/**
 * The interface's language for a language of a chronology (BCP 47): the one with that tag, or the one that its words are from
 * with the forms of its own country (`de-AT` → German as Austria writes days and numbers), or else the fallback.
 */
export function languageOf(tag: LanguageTag): Language {
  let language = languageByTag.get(tag);
  if (language === undefined) {
    language = inheritedBy(tag) ?? table[FALLBACK_LANGUAGE];
    languageByTag.set(tag, language);
  }
  return language;
}

/** The tag of the language that the interface has for a chronology's language: that of its words in a page. */
export function interfaceTag(tag: LanguageTag): LanguageTag {
  return languageOf(tag).tag;
}

export function wordsOf(tag: LanguageTag): Translate {
  return languageOf(tag).translate;
}

/** Whether the interface has words in this language, be it for another country. */
export function isWordLanguage(tag: LanguageTag): boolean {
  return languageOf(tag) !== table[FALLBACK_LANGUAGE] || tag === FALLBACK_LANGUAGE;
}

function inheritedBy(tag: LanguageTag): Language | undefined {
  const asked = new Intl.Locale(tag).maximize();
  const parent = wordLanguages.find((known) => {
    const { language, script } = new Intl.Locale(known).maximize();
    return language === asked.language && script === asked.script;
  });
  return parent === undefined ? undefined : languageOf(parent).inCountryOf(tag);
}
