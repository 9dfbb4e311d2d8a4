/** The interface's words, read from `views/text`, or as they were kept when they were last read. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkedLine, valueOfLine } from '../../chronology/files/checked-line.ts';
import type { WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import { type Translate, translateFrom } from '../../chronology/languages/interface-words.ts';

/**
 * Throws where a language has no file, naming it.
 *
 * @param cacheFolder Where what was parsed is kept from one start to the next; undefined: nowhere.
 */
export function loadWords(
  viewsFolder: string,
  languages: readonly WordLanguage[],
  cacheFolder?: string,
): ReadonlyMap<WordLanguage, Translate> {
  return new Map(
    languages.map((language) => {
      const text = readFileSync(join(viewsFolder, 'text', `${language}.yaml`), 'utf8');
      if (cacheFolder === undefined) return [language, translateFrom(parsed(text))];
      const file = join(cacheFolder, `words-${language}.json`);
      const hash = createHash('sha256').update(text).digest('base64url');
      const kept = keptIn(file, hash);
      const said = kept ?? parsed(text);
      if (!kept) keep(file, hash, said);
      return [language, translateFrom(said)];
    }),
  );
}

type Said = Parameters<typeof translateFrom>[0];

function parsed(text: string): Said {
  // Loaded only here: with its parser, a tenth of the time that a start takes.
  const { parse } = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  return parse(text, { schema: 'failsafe' });
}

function keptIn(file: string, hash: string): Said | undefined {
  try {
    const value = valueOfLine(readFileSync(file).subarray(0, -1));
    return Array.isArray(value) && value[0] === hash ? value[1] : undefined;
  } catch {
    // There is none, or it is not to be read: the words are where they always were.
    return undefined;
  }
}

function keep(file: string, hash: string, said: Said): void {
  const written = `${file}.${process.pid}`;
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(written, checkedLine([hash, said]), { mode: 0o600 });
    renameSync(written, file);
  } catch {
    // The next start parses them again; that the cache cannot be written is told where events are kept.
  }
}
