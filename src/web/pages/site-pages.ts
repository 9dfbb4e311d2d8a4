/** The pages of the chronology, by name. */
import type { LanguageTag } from '../../chronology/languages/text.ts';
import type { Work } from '../../slices.ts';
import type { Site } from '../site/site.ts';
import type { ChronologyPage } from '../site/view-pages.ts';
import { aboutPageSteps, renderAboutPage } from './about.ts';
import { feedsPageSteps } from './feeds.ts';
import { figuresPageSteps, renderFiguresPage } from './figures/figures.ts';
import { renderSourcesPage, sourcesPageSteps } from './sources.ts';

/** @param number of the page, where its list stands on several */
type PageSteps = (site: Site, language: LanguageTag, number: number) => Work<string>;

export const sitePageSteps: Readonly<Record<ChronologyPage, PageSteps>> = {
  *figures(site, language, number) {
    yield* figuresPageSteps(site);
    return renderFiguresPage(site, language, number);
  },
  *sources(...page) {
    yield* sourcesPageSteps(...page);
    return renderSourcesPage(...page);
  },
  *about(site, language) {
    yield* aboutPageSteps(site);
    return renderAboutPage(site, language);
  },
  feeds: feedsPageSteps,
};
