/** The pages beside views and events, by name. */
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import type { Work } from '../../slices.ts';
import type { SitePage } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { aboutPageSteps, renderAboutPage } from './about.ts';
import { figuresPageSteps, renderFiguresPage } from './figures/figures.ts';
import { renderSourcesPage, sourcesPageSteps } from './sources.ts';

type Make<T> = (site: Site, language: WordLanguage, page: number) => T;

const MAKERS: Readonly<Record<SitePage, { readonly steps: Make<Work<void>>; readonly render: Make<string> }>> = {
  figures: { steps: figuresPageSteps, render: renderFiguresPage },
  sources: { steps: sourcesPageSteps, render: renderSourcesPage },
  about: { steps: aboutPageSteps, render: renderAboutPage },
};

/** Makes in slices what takes long of a page, and is kept: to render it is then no long pause. */
export function* sitePageSteps(site: Site, language: WordLanguage, name: SitePage, page = 1): Work<void> {
  yield* MAKERS[name].steps(site, language, page);
}

/** @param page Of a page in parts, which. */
export function renderSitePage(site: Site, language: WordLanguage, name: SitePage, page = 1): string {
  return MAKERS[name].render(site, language, page);
}
