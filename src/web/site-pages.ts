/** The pages beside views and events, by name. */
import type { WordLanguage } from '../chronology/when-words.ts';
import { renderAboutPage } from './about-page.ts';
import type { SitePage } from './address.ts';
import { renderFiguresPage } from './figures-page.ts';
import type { Site } from './site.ts';
import { renderSourcesPage } from './sources-page.ts';

const RENDERERS: Readonly<Record<SitePage, (site: Site, language: WordLanguage, part: number) => string>> = {
  figures: renderFiguresPage,
  sources: renderSourcesPage,
  about: renderAboutPage,
};

/** @param part Of a page in parts, which. */
export function renderSitePage(site: Site, language: WordLanguage, name: SitePage, part = 1): string {
  return RENDERERS[name](site, language, part);
}
