/** A site: a chronology, the templates of its pages, and the address that it is served at. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { Styled } from './assets.ts';
import { loadTemplates, type Templates } from './templates.ts';

export interface Site {
  readonly chronology: Chronology;
  readonly templates: Templates;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** Calendars of more events than this are streamed. */
  readonly streamOver: number;
  /** The chronology's folder, from which images are served; without it, there are none. */
  readonly folder?: string | undefined;
  /** Where images are kept as they were when the chronology was read, by their hashes. */
  readonly keptImages?: string | undefined;
  /** The hub that is told which feeds changed (WebSub). */
  readonly hub?: string | undefined;
  /** Whether it is written as files: then nobody answers a query but the page that searches in the browser. */
  readonly isStatic?: boolean;
}

/** Throws where a template does not compile. @param folder The chronology's, where it has images. */
export function loadSite(
  chronology: Chronology,
  viewsFolder: string,
  baseUrl: string,
  streamOver: number,
  folder?: string,
): Site {
  const { settings } = chronology.vocabulary;
  return { chronology, templates: loadTemplates(viewsFolder, settings), baseUrl, streamOver, folder };
}

/** The site of a chronology that was read again; templates are read again only where the style sheet is another one. */
export function siteWith(site: Site, chronology: Chronology, viewsFolder: string): Site {
  const { settings } = chronology.vocabulary;
  const isSame = styledBy(settings) === styledBy(site.chronology.vocabulary.settings);
  return { ...site, chronology, ...(!isSame && { templates: loadTemplates(viewsFolder, settings) }) };
}

/** Sites whose chronologies are alike in this have the same templates. */
export function styledBy({ types, title, languages }: Styled): string {
  return JSON.stringify([types, title, languages]);
}
