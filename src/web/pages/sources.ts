/** The page of all sources: each document with its facts and a strip of its paragraphs. */
import { type Day, LAST_DAY } from '../../chronology/dates/day.ts';
import { anchorDay } from '../../chronology/dates/when.ts';
import { compareText } from '../../chronology/files/order.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { citedParagraphsOf } from '../../chronology/query/citation.ts';
import { EVERYTHING } from '../../chronology/query/query.ts';
import { capitalized } from '../../formats/view/event-text.ts';
import type { Work } from '../../slices.ts';
import { sitePagePath } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { paragraphStrip, toFacts } from './parts/cited-sources.ts';
import { facetLink } from './parts/event-line.ts';
import { pageContext, pageModel, pageTitle } from './parts/frame.ts';
import { numberedLinks, numberedPage, onPage } from './parts/pagination.ts';

/** So many documents with their strips are a long page. */
const MOST_SOURCES = 100;

/** Gathers in slices the citations of the sources on one page, for `renderSourcesPage` to find. */
export function* sourcesPageSteps(site: Site, language: LanguageTag, number: number): Work<void> {
  for (const id of sourcesOn(site, language, number).ids) yield* citedParagraphsOf.steps(site.chronology, id);
}

/** @param number of the page, from 1 */
export function renderSourcesPage(site: Site, language: LanguageTag, number: number): string {
  const context = pageContext(site, language, sitePagePath(language, 'sources', number));
  const { words } = context;
  const { settings } = site.chronology.vocabulary;
  const { page, ids } = sourcesOn(site, language, number);
  const documents = ids.map((id) => {
    const facts = toFacts(id, context);
    return {
      id,
      link: facetLink('source', id, context),
      ...facts,
      date: facts.date && { ...facts.date, text: capitalized(facts.date.text) },
      ...paragraphStrip(id, context),
    };
  });
  const haveStrips = documents.every(({ cells }) => cells.length > 0);
  return site.templates.render('sources', {
    ...pageModel(context, {
      title: pageTitle(words('sources.title'), context, number),
      description:
        documents.length === 0
          ? words('sources.none')
          : words('sources.description', { title: pick(settings.title, language).text }),
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'sources', number),
    }),
    pages: numberedLinks(page, (part) => sitePagePath(language, 'sources', part), context),
    lede: words(documents.length === 0 ? 'sources.none' : haveStrips ? 'sources.lede' : 'sources.ledePlaces'),
    sources: documents,
  });
}

function sourcesOn({ chronology }: Site, language: LanguageTag, number: number) {
  // Undated documents last; the sort keeps the order of the file where dates say nothing.
  const dateKey = (id: string): Day => {
    const date = chronology.vocabulary.sources[id]?.date;
    return date ? anchorDay(date) : LAST_DAY;
  };
  const ids = Object.keys(chronology.vocabulary.sources).sort((a, b) => compareText(dateKey(a), dateKey(b)));
  const page = numberedPage(ids.length, MOST_SOURCES, {
    number,
    pathOf: (part) => sitePagePath(language, 'sources', part),
  });
  return { page, ids: onPage(ids, 0, page) };
}
