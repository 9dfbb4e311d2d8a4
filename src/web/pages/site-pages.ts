/** The pages beside views and events, by name. */
import type { LanguageTag } from '../../chronology/languages/text.ts';
import type { Work } from '../../slices.ts';
import type { SitePage } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { aboutPageSteps, renderAboutPage } from './about.ts';
import { figuresPageSteps, renderFiguresPage } from './figures/figures.ts';
import { renderSourcesPage, sourcesPageSteps } from './sources.ts';

const STEPS = { figures: figuresPageSteps, sources: sourcesPageSteps, about: aboutPageSteps };
const RENDERERS = { figures: renderFiguresPage, sources: renderSourcesPage, about: renderAboutPage };

/** Gathers in slices all that `renderSitePage` looks up. */
export function sitePageSteps(site: Site, language: LanguageTag, name: SitePage, number = 1): Work<void> {
  return STEPS[name](site, language, number);
}

/** @param number of the page, where its list stands on several */
export function renderSitePage(site: Site, language: LanguageTag, name: SitePage, number = 1): string {
  return RENDERERS[name](site, language, number);
}
