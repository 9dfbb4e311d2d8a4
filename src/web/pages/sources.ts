/** The page of all sources: each document with what is known of it, and a strip of its paragraphs. */
import { anchorDay } from '../../chronology/dates/when.ts';
import { compareText } from '../../chronology/files/order.ts';
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import { citedIn } from '../../chronology/query/citation.ts';
import { EVERYTHING } from '../../chronology/query/query.ts';
import { capitalized } from '../../formats/view/event-text.ts';
import type { Work } from '../../slices.ts';
import { sitePagePath } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { facetLink } from './parts/event-card.ts';
import { pageContext, pageModel } from './parts/frame.ts';
import { numberedLinks, numberedPage, onPage } from './parts/pagination.ts';
import { paragraphStrip, sourceFacts } from './parts/source-shown.ts';

/** So many documents with their strips are a long page. */
const MOST_SOURCES = 100;

/** Makes in slices what the strips of one part are made from. */
export function* sourcesPageSteps(site: Site, language: WordLanguage, number: number): Work<void> {
  for (const id of sourcesIn(site, language, number).shown) yield* citedIn.steps(site.chronology, id);
}

/** @param number Which part of the list. */
export function renderSourcesPage(site: Site, language: WordLanguage, number: number): string {
  const context = pageContext(site, language, sitePagePath(language, 'sources', number));
  const { words } = context;
  const { settings } = site.chronology.vocabulary;
  const { part, shown } = sourcesIn(site, language, number);
  const title = words('view.title', { title: pick(settings.title, language).text, filter: words('sources.title') });
  return site.templates.render('sources', {
    ...pageModel(context, {
      title: number === 1 ? title : words('view.title', { title, filter: String(number) }),
      description: words('sources.description', { title: pick(settings.title, language).text }),
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'sources', number),
    }),
    parts: numberedLinks(part, 'sources', context),
    sources: shown.map((id) => {
      const facts = sourceFacts(id, context);
      return {
        id,
        link: facetLink('source', id, context),
        ...facts,
        date: facts.date && { ...facts.date, text: capitalized(facts.date.text) },
        ...paragraphStrip(id, context),
      };
    }),
  });
}

/** The sources that stand in one part. */
function sourcesIn({ chronology }: Site, language: WordLanguage, number: number) {
  // Undated documents last; the sort keeps the order of the file where dates say nothing.
  const dateKey = (id: string) => {
    const date = chronology.vocabulary.sources[id]?.date;
    return date ? anchorDay(date) : '9999';
  };
  const ids = Object.keys(chronology.vocabulary.sources).sort((a, b) => compareText(dateKey(a), dateKey(b)));
  const part = numberedPage(ids.length, MOST_SOURCES, { number, page: 'sources', language });
  return { part, shown: onPage(ids, 0, part) };
}
