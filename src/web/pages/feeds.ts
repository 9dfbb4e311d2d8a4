/** The page of all feeds: those of everything in each format, and those of each value of a facet; and the same as OPML. */
import { type PathFacet, pathFacets } from '../../chronology/facet.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { pick } from '../../chronology/languages/text.ts';
import { EVERYTHING, withValues } from '../../chronology/query/query.ts';
import { type OpmlGroup, opmlSteps } from '../../formats/discovery/opml.ts';
import { pausing, type Work } from '../../slices.ts';
import { absolute, feedsPath, opmlPath, outputPath, relative, viewPath } from '../site/address.ts';
import { feedFormatNames, feedFormats, feedKindNames, feedKinds, type OutputName } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import type { Link } from '../site/templates.ts';
import { type FacetValue, facetValuesSteps } from './facet-index.ts';
import { type PageContext, pageContext, pageModel, pageTitle } from './parts/frame.ts';
import { numberedLinks, numberedPage, onPage } from './parts/pagination.ts';

/** Each value has links to its feeds: of more, the page is slow. */
const MOST_VALUES = 500;

/** @param number of the page, from 1 */
export function* feedsPageSteps(site: Site, language: LanguageTag, number: number): Work<string> {
  const pathOf = (part: number) => feedsPath(language, part);
  const context = pageContext(site, language, pathOf(number));
  const { words } = context;
  const all = yield* valuesByFacet(context);
  const total = all.reduce((count, { values }) => count + values.length, 0);
  const page = numberedPage(total, MOST_VALUES, { number, pathOf });
  let begin = 0;
  const facets = all.flatMap(({ facet, values }) => {
    const shown = onPage(values, begin, page);
    begin += values.length;
    if (shown.length === 0) return [];
    return {
      name: facet,
      title: titleOf(facet, context),
      values: shown.map((value) => withFeeds(facet, value, context)),
    };
  });
  const at = (name: OutputName) => absolute(site.baseUrl, outputPath(language, EVERYTHING, name));
  const title = pick(site.chronology.vocabulary.settings.title, language).text;
  yield;
  return site.templates.render('feeds', {
    ...pageModel(context, {
      title: pageTitle(words('site.allFeeds'), context, number),
      description: words('feeds.description', { title }),
      query: EVERYTHING,
      inside: 'subscribe',
      pathIn: (other) => feedsPath(other, number),
    }),
    kinds:
      number > 1
        ? []
        : feedKindNames.map((name) => ({
            name,
            title: words(feedKinds[name].title),
            text: words(feedKinds[name].says),
            feeds: feedFormatNames.map((format) => ({
              format: feedFormats[format].title,
              address: at(`${name}.${format}`),
            })),
          })),
    opml: number > 1 ? undefined : absolute(site.baseUrl, opmlPath(language)),
    facets,
    pages: numberedLinks(page, pathOf, context),
  });
}

function withFeeds(facet: PathFacet, { value, link }: FacetValue, { language, path }: PageContext) {
  const query = withValues(EVERYTHING, facet, [value]);
  const feeds = feedFormatNames.map(
    (format): Link => ({
      text: feedFormats[format].title,
      href: relative(path, outputPath(language, query, `feed.${format}`)),
    }),
  );
  return { link, feeds };
}

function* valuesByFacet(
  context: PageContext,
): Work<readonly { readonly facet: PathFacet; readonly values: readonly FacetValue[] }[]> {
  const all: { readonly facet: PathFacet; readonly values: readonly FacetValue[] }[] = [];
  for (const facet of pathFacets) {
    const values = yield* facetValuesSteps(facet, context);
    if (values.length > 0) all.push({ facet, values });
  }
  return all;
}

function titleOf(facet: PathFacet, { words }: PageContext): string {
  return facet === 'source' ? words('site.sources') : words(`index.${facet}`);
}

/** The feeds of everything, and those of new entries of each value of a facet, which a reader would import one of at a time. */
export function* opmlDocumentSteps(site: Site, language: LanguageTag): Work<string> {
  const context = pageContext(site, language, feedsPath(language));
  const { words } = context;
  const at = (path: string) => absolute(site.baseUrl, path);
  const title = pick(site.chronology.vocabulary.settings.title, language).text;
  const groups: OpmlGroup[] = [
    {
      title,
      feeds: feedKindNames.map((name) => ({
        title: words('view.title', { title, filter: words(feedKinds[name].title) }),
        feed: at(outputPath(language, EVERYTHING, `${name}.rss`)),
        page: at(viewPath(language, EVERYTHING)),
      })),
    },
  ];
  for (const { facet, values } of yield* valuesByFacet(context)) {
    const feeds: OpmlGroup['feeds'][number][] = [];
    yield* pausing(values, ({ value, link: { text } }) => {
      const query = withValues(EVERYTHING, facet, [value]);
      feeds.push({
        title: words('view.title', { title, filter: text }),
        feed: at(outputPath(language, query, 'feed.rss')),
        page: at(viewPath(language, query)),
      });
    });
    groups.push({ title: titleOf(facet, context), feeds });
  }
  return yield* opmlSteps({ title, language, page: at(feedsPath(language)), groups });
}
