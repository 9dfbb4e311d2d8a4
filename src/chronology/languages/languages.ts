/** The languages that the interface has, by tag: the one table of them, and what others get. */
import { defineLanguage, type Language } from './definition/define-language.ts';
import type { Translate } from './definition/interface-words.ts';
import { americanEnglish } from './forms/american-english.ts';
import { arabic } from './forms/arabic.ts';
import { chinese } from './forms/chinese.ts';
import { english } from './forms/english.ts';
import { french } from './forms/french.ts';
import { german } from './forms/german.ts';
import { japanese } from './forms/japanese.ts';
import { russian } from './forms/russian.ts';
import { spanish } from './forms/spanish.ts';
import type { LanguageTag } from './text.ts';
import { ar } from './words/ar.ts';
import { de } from './words/de.ts';
import { en } from './words/en.ts';
import { enUs } from './words/en-us.ts';
import { es } from './words/es.ts';
import { fr } from './words/fr.ts';
import { ja } from './words/ja.ts';
import { ru } from './words/ru.ts';
import { zhHans } from './words/zh-hans.ts';

const table = {
  en: defineLanguage('en', en, english),
  'en-US': defineLanguage('en-US', enUs, americanEnglish),
  ar: defineLanguage('ar', ar, arabic),
  de: defineLanguage('de', de, german),
  es: defineLanguage('es', es, spanish),
  fr: defineLanguage('fr', fr, french),
  ja: defineLanguage('ja', ja, japanese),
  ru: defineLanguage('ru', ru, russian),
  'zh-Hans': defineLanguage('zh-Hans', zhHans, chinese),
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
  const related = wordLanguages.filter((known) => {
    const { language, script } = new Intl.Locale(known).maximize();
    return language === asked.language && script === asked.script;
  });
  // Words that are one country's own are another's only where there are no others.
  const parent = related.find((known) => new Intl.Locale(known).region === undefined) ?? related[0];
  return parent === undefined ? undefined : languageOf(parent).inCountryOf(tag);
}
