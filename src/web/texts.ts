/** The interface's words, read from `views/text`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { WordLanguage } from '../chronology/when-words.ts';
import { type Words, wordsOf } from '../formats/words.ts';

/** Throws where a language has no file, naming it. */
export function loadWords(viewsFolder: string, languages: readonly WordLanguage[]): ReadonlyMap<WordLanguage, Words> {
  return new Map(
    languages.map((language) => {
      const text = readFileSync(join(viewsFolder, 'text', `${language}.yaml`), 'utf8');
      return [language, wordsOf(parse(text, { schema: 'failsafe' }))];
    }),
  );
}
