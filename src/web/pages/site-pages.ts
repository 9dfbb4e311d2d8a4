/** The pages beside views and events, by name. */
import type { WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import type { Work } from '../../slices.ts';
import type { SitePage } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { aboutPageMade, renderAboutPage } from './about.ts';
import { figuresPageMade, renderFiguresPage } from './figures/figures.ts';
import { renderSourcesPage, sourcesPageMade } from './sources.ts';

type Make<T> = (site: Site, language: WordLanguage, part: number) => T;

const MAKERS: Readonly<Record<SitePage, { readonly made: Make<Work<void>>; readonly render: Make<string> }>> = {
  figures: { made: figuresPageMade, render: renderFiguresPage },
  sources: { made: sourcesPageMade, render: renderSourcesPage },
  about: { made: aboutPageMade, render: renderAboutPage },
};

/** Makes in slices what takes long of a page, and is kept: to render it is then no long pause. */
export function* sitePageMade(site: Site, language: WordLanguage, name: SitePage, part = 1): Work<void> {
  yield* MAKERS[name].made(site, language, part);
}

/** @param part Of a page in parts, which. */
export function renderSitePage(site: Site, language: WordLanguage, name: SitePage, part = 1): string {
  return MAKERS[name].render(site, language, part);
}
