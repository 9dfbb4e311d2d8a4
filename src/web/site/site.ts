/** A site: a chronology, the words and templates of its pages, and the address that it is served at. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import type { Translate } from '../../chronology/languages/interface-words.ts';
import { programHash } from '../../program-hash.ts';
import { loadWords } from './load-words.ts';
import { loadTemplates, type Templates } from './templates.ts';

export interface Site {
  readonly chronology: Chronology;
  readonly words: ReadonlyMap<WordLanguage, Translate>;
  readonly templates: Templates;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** Calendars of more events than this are streamed. */
  readonly streamOver: number;
  /** A hash of the program: another version may render other bytes. */
  readonly program: string;
}

/**
 * Throws where a template does not compile or a language has no words.
 *
 * @param cacheFolder Where what was parsed is kept from one start to the next; undefined: nowhere.
 */
export function loadSite(
  chronology: Chronology,
  viewsFolder: string,
  baseUrl: string,
  streamOver = DEFAULT_STREAM_OVER,
  cacheFolder?: string,
): Site {
  const { languages, types } = chronology.vocabulary.settings;
  return {
    chronology,
    words: loadWords(viewsFolder, languages, cacheFolder),
    templates: loadTemplates(viewsFolder, types),
    baseUrl,
    streamOver,
    program: programHash(viewsFolder),
  };
}

/** The site of a chronology that was read again; templates and words are read again only where it asks for others. */
export function siteWith(site: Site, chronology: Chronology, viewsFolder: string, cacheFolder?: string): Site {
  const { settings: before } = site.chronology.vocabulary;
  const { settings } = chronology.vocabulary;
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  return {
    ...site,
    chronology,
    ...(!isSame(settings.languages, before.languages) && {
      words: loadWords(viewsFolder, settings.languages, cacheFolder),
    }),
    ...(!isSame(settings.types, before.types) && { templates: loadTemplates(viewsFolder, settings.types) }),
  };
}

export function wordsIn(site: Site, language: WordLanguage): Translate {
  const words = site.words.get(language);
  if (!words) throw new Error(`no words in ${language}`);
  return words;
}

export const DEFAULT_STREAM_OVER = 5000;
