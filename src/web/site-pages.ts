/** The pages beside views and events, by name. */
import type { WordLanguage } from '../chronology/when-words.ts';
import type { SitePage } from './address.ts';
import { renderFiguresPage } from './figures-page.ts';
import type { Site } from './site.ts';

const RENDERERS: Readonly<Record<SitePage, (site: Site, language: WordLanguage) => string>> = {
  figures: renderFiguresPage,
};

export function renderSitePage(site: Site, language: WordLanguage, name: SitePage): string {
  const render: (site: Site, language: WordLanguage) => string = RENDERERS[name];
  return render(site, language);
}
