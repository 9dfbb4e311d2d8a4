/** The languages that the interface has, by tag: the one table of them. */
import { defineLanguage, type Language } from './define-language.ts';
import { english } from './english.ts';
import type { Translate } from './interface-words.ts';
import { japanese } from './japanese.ts';
import { en } from './words/en.ts';
import { ja } from './words/ja.ts';

const table = {
  en: defineLanguage('en', en, english),
  ja: defineLanguage('ja', ja, japanese),
};

export type WordLanguage = keyof typeof table;

export const languages: Readonly<Record<WordLanguage, Language>> = table;

/** The tags, as `chronology.yaml` and addresses have them. */
export const wordLanguages = Object.keys(languages) as [WordLanguage, ...WordLanguage[]];

export function isWordLanguage(tag: string): tag is WordLanguage {
  return Object.hasOwn(languages, tag);
}

export function wordsOf(tag: WordLanguage): Translate {
  return languages[tag].translate;
}

/** Problems are told in this language. */
export const PROBLEM_LANGUAGE: WordLanguage = 'en';
