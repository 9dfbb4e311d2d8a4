/** The pages beside views and events, by name. */
import type { WordLanguage } from '../chronology/when-words.ts';
import { renderAboutPage } from './about-page.ts';
import type { SitePage } from './address.ts';
import { renderFiguresPage } from './figures-page.ts';
import type { Site } from './site.ts';
import { renderSourcesPage } from './sources-page.ts';

const RENDERERS: Readonly<Record<SitePage, (site: Site, language: WordLanguage) => string>> = {
  figures: renderFiguresPage,
  sources: renderSourcesPage,
  about: renderAboutPage,
};

export function renderSitePage(site: Site, language: WordLanguage, name: SitePage): string {
  return RENDERERS[name](site, language);
}
