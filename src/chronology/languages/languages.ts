/** The languages that the interface has: what is not in this table is in none. */
import { english } from './english.ts';
import type { Translate } from './interface-words.ts';
import { japanese } from './japanese.ts';
import { type Language, language } from './language.ts';
import { en } from './words/en.ts';
import { ja } from './words/ja.ts';

const table = {
  en: language('en', en, english),
  ja: language('ja', ja, japanese),
};

export type WordLanguage = keyof typeof table;

export const languages: Readonly<Record<WordLanguage, Language>> = table;

/** Their tags, as `chronology.yaml` and addresses have them. */
export const wordLanguages = Object.keys(languages) as [WordLanguage, ...WordLanguage[]];

export function wordsOf(tag: WordLanguage): Translate {
  return languages[tag].translate;
}
