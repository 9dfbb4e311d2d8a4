/** The page of a view: its picture, its filter, and its events in order under year headings. */
import { anchorDay } from '../../chronology/dates/when.ts';
import { facetText } from '../../chronology/facet.ts';
import type { WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { EVERYTHING, type Query, type QueryBound, select, soleFacet } from '../../chronology/query/query.ts';
import { highlighter } from '../../chronology/query/search.ts';
import { type Crumb, renderViewJsonLd } from '../../formats/discovery/json-ld.ts';
import { overviewFigure, picturesSteps } from '../../formats/overview/overview-figure.ts';
import { filterText, type View, viewTitle } from '../../formats/view/view.ts';
import { pausing, type Work } from '../../slices.ts';
import { absolute, eventPath, outputPath, relative, subscribePath, viewPath } from '../site/address.ts';
import { advertisedOutputs } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { viewOf } from '../site/views.ts';
import { renderCards } from './parts/event-card.ts';
import { facetSteps, toFacet } from './parts/facet-intro.ts';
import { advice, chips, filterForm, toSuggestions } from './parts/filter-form.ts';
import {
  countOf,
  type LocalizedText,
  type PageContext,
  pageContext,
  pageModel,
  toLocalizedText,
} from './parts/frame.ts';
import { anchorsOf, type ListPage, linkedPages, pageAt, pagesOf, type Run, unitRuns } from './parts/parts-by-time.ts';

/** A view's page at one address: the query, and of a long list the part. */
export interface TimelinePage {
  readonly query: Query;
  readonly parts: readonly ListPage[];
  readonly part: ListPage;
}

/** @param asked Any day of the part that is asked for; the first part without one. */
export function timelinePage(site: Site, query: Query, asked?: QueryBound): TimelinePage {
  const parts = pagesOf(site.chronology, select(site.chronology, query));
  return { query, parts, part: pageAt(parts, asked?.day) };
}

/** The canonical path of a part: the first one is the view's own. */
export function pagePath(language: string, { query, parts }: TimelinePage, part: ListPage): string {
  return viewPath(language, query, part === parts[0] ? undefined : part.key);
}

/** Makes in slices what takes long of a page of many events, and is kept: to render the page is then no long pause. */
export function* timelinePageSteps(site: Site, language: WordLanguage, page: TimelinePage): Work<void> {
  const context = pageContext(site, language, pagePath(language, page, page.part));
  yield* picturesSteps(viewOf(site, language, page.query));
  yield* facetSteps(site, page.query);
  // Cards in which words are marked are of this page alone.
  if (page.query.q === undefined) yield* pausing(page.part.events, (event) => renderCards([event], context));
}

export function renderTimelinePage(site: Site, language: WordLanguage, page: TimelinePage): string {
  const { query, parts, part } = page;
  const context = pageContext(site, language, pagePath(language, page, part));
  const { words, path } = context;
  const { chronology } = site;
  const view = viewOf(site, language, query);
  const { events } = view;
  const filter = filterText(view);
  const count = countOf(events.length, context);
  const title =
    part === parts[0]
      ? viewTitle(view)
      : words('view.title', { title: viewTitle(view), filter: formatRange(part.range, language) });
  const description =
    filter === ''
      ? pick(chronology.vocabulary.settings.description, language).text
      : words('event.labelled', { label: title, text: count });
  const onPage = new Set(part.events.map(({ slug }) => slug));
  const at = (other: string) => relative(path, other);
  const mark = query.q === undefined ? undefined : highlighter(chronology, query.q);
  return site.templates.render('timeline', {
    ...pageModel(context, {
      title,
      description,
      query,
      pathIn: (other) => pagePath(other, page, part),
      begin: events.length === 0 ? undefined : 'events',
      ...(path === viewPath(language, EVERYTHING) && { neutralPath: '/' }),
      jsonLd: renderViewJsonLd(view, description, crumbs(filter, view), downloads(site, language, query)),
    }),
    heading: filter === '' ? undefined : heading(query, filter, context),
    count,
    facet: toFacet(query, context),
    overview: overviewFigure(view, {
      event: (slug) => (onPage.has(slug) ? `#event-${slug}` : at(eventPath(language, slug))),
      view: (other) => at(viewPath(language, other)),
    }),
    picture: at(outputPath(language, query, 'overview.svg')),
    form: filterForm(query, context),
    chips: chips(query, context),
    corrections: toSuggestions(query, context),
    advice: events.length === 0 ? advice(query, context) : [],
    subscribe: at(subscribePath(language, query)),
    rail: rail(page, context),
    parts: parts.length === 1 ? [] : pageLinks(page, context),
    periods: periodsOf(page, context).map(({ heading, id, members }) => ({
      heading,
      id,
      cards: renderCards(members, context, mark),
    })),
    everything: at(viewPath(language, EVERYTHING)),
  });
}

/** The way to the view: the chronology, and what it is narrowed to. */
function crumbs(filter: string, { chronology, language, addresses }: View): readonly Crumb[] {
  const root = {
    name: pick(chronology.vocabulary.settings.title, language).text,
    address: addresses.view(EVERYTHING),
  };
  return filter === '' ? [root] : [root, { name: filter, address: addresses.page }];
}

function downloads(site: Site, language: WordLanguage, query: Query) {
  return advertisedOutputs.map(({ name, type }) => ({
    type,
    address: absolute(site.baseUrl, outputPath(language, query, name)),
  }));
}

/** What the view is narrowed to; one facet alone in the language of its name. */
function heading(query: Query, filter: string, context: PageContext): LocalizedText {
  const { site, language } = context;
  const sole = soleFacet(query);
  return sole
    ? toLocalizedText(facetText(sole.facet, sole.value, site.chronology.vocabulary, context), language)
    : { text: filter };
}

/** Where in a part those begin that did not begin before the days asked for: these stand first, and may have gone on. */
function firstBegun({ events }: ListPage, { from }: Query): number {
  if (from === undefined) return 0;
  const first = events.findIndex(({ when }) => anchorDay(when) >= from.day);
  return first === -1 ? events.length : first;
}

/** The years of a part in which its events began, but for those that began before the days asked for. */
function yearsOf(part: ListPage, { chronology }: Site, query: Query): readonly Run[] {
  const begun = { from: part.from + firstBegun(part, query), to: part.from + part.events.length };
  return unitRuns(anchorsOf(chronology, select(chronology, query)), 4, begun);
}

/** A section for each year; what began before the days asked for stands behind what they are asked for. */
function periodsOf({ query, part }: TimelinePage, { site, words }: PageContext) {
  const years = yearsOf(part, site, query);
  const earlier = part.events.slice(0, firstBegun(part, query));
  return [
    ...years.map(({ key, from, to }) => ({
      heading: words('view.year', { year: Number(key) }),
      id: `y${key}`,
      members: part.events.slice(from - part.from, to - part.from),
    })),
    ...(earlier.length > 0 ? [{ heading: words('view.earlier'), id: 'earlier', members: earlier }] : []),
  ];
}

/** Width of a bar in the rail for the fullest year. */
const DENSEST = 30;

interface RailYear {
  readonly part: ListPage;
  readonly count: number;
}

const years = new WeakMap<TimelinePage['parts'], ReadonlyMap<string, RailYear>>();

/** The years of a view, each with the part that it begins in. */
function railYears({ query, parts }: TimelinePage, site: Site): ReadonlyMap<string, RailYear> {
  let found = years.get(parts) as Map<string, RailYear> | undefined;
  if (!found) {
    found = new Map();
    for (const part of parts)
      for (const { key, from, to } of yearsOf(part, site, query)) {
        const known = found.get(key);
        // A year that fills several parts is led to where it begins.
        found.set(key, { part: known?.part ?? part, count: (known?.count ?? 0) + to - from });
      }
    years.set(parts, found);
  }
  return found;
}

/** Every year of the view with how full it is, on whatever part it stands. */
function rail(page: TimelinePage, { site, language, words, path }: PageContext) {
  const merged = railYears(page, site);
  const most = Math.max(...[...merged.values()].map(({ count }) => count));
  const earlier = firstBegun(page.part, page.query);
  const links = [...merged].map(([year, { part, count }]) => ({
    year: words('view.year', { year: Number(year) }),
    count: countOf(count, { words }),
    href: part === page.part ? `#y${year}` : `${relative(path, pagePath(language, page, part))}#y${year}`,
    width: Math.max(2, Math.round((DENSEST * count) / most)),
  }));
  return earlier === 0
    ? links
    : [...links, { year: words('view.earlier'), count: countOf(earlier, { words }), href: '#earlier', width: 0 }];
}

function pageLinks(page: TimelinePage, { language, path }: PageContext) {
  return linkedPages(page.parts.length, page.parts.indexOf(page.part)).flatMap(({ index, ...link }) => {
    const part = page.parts[index];
    return part
      ? [{ text: formatRange(part.range, language), href: relative(path, pagePath(language, page, part)), ...link }]
      : [];
  });
}
