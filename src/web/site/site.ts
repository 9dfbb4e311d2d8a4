/** A site: a chronology, the templates of its pages, and the address that it is served at. */
import type { Chronology } from '../../chronology/chronology.ts';
import { loadTemplates, type Templates } from './templates.ts';

export interface Site {
  readonly chronology: Chronology;
  readonly templates: Templates;
  /** Absolute, without a slash at its end. */
  readonly baseUrl: string;
  /** Calendars of more events than this are streamed. */
  readonly streamOver: number;
}

/** Throws where a template does not compile. */
export function loadSite(chronology: Chronology, viewsFolder: string, baseUrl: string, streamOver: number): Site {
  const { types } = chronology.vocabulary.settings;
  return { chronology, templates: loadTemplates(viewsFolder, types), baseUrl, streamOver };
}

/** The site of a chronology that was read again; templates are read again only where its types are others. */
export function siteWith(site: Site, chronology: Chronology, viewsFolder: string): Site {
  const { types: before } = site.chronology.vocabulary.settings;
  const { types } = chronology.vocabulary.settings;
  const isSame = JSON.stringify(types) === JSON.stringify(before);
  return { ...site, chronology, ...(!isSame && { templates: loadTemplates(viewsFolder, types) }) };
}
