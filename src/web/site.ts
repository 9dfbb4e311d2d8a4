/** All that answers are made from: a chronology, the words and templates of its pages, and the address it is served at. */
import type { Chronology } from '../chronology/chronology.ts';
import type { WordLanguage } from '../chronology/when-words.ts';
import type { Words } from '../formats/words.ts';
import { loadTemplates, type Templates } from './templates.ts';
import { loadWords } from './texts.ts';

export interface Site {
  readonly chronology: Chronology;
  readonly words: ReadonlyMap<WordLanguage, Words>;
  readonly templates: Templates;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
}

/** Throws where a template does not compile or a language has no words. */
export function loadSite(chronology: Chronology, viewsFolder: string, baseUrl: string): Site {
  const { languages, types } = chronology.settings;
  return {
    chronology,
    words: loadWords(viewsFolder, languages),
    templates: loadTemplates(viewsFolder, types),
    baseUrl,
  };
}

/** The site of a chronology that was read again; templates and words are read again only where it asks for others. */
export function siteWith(site: Site, chronology: Chronology, viewsFolder: string): Site {
  return chronology.settings === site.chronology.settings
    ? { ...site, chronology }
    : loadSite(chronology, viewsFolder, site.baseUrl);
}
