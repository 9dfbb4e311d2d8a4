/** The page of a view: its picture, its filter, and its events in order under year headings. */
import { type Day, dayNumber } from '../../chronology/dates/day.ts';
import { beginsInOneYear } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { facetText } from '../../chronology/facet.ts';
import { unbroken } from '../../chronology/languages/dates-in-words.ts';
import { formatRange, formatYear } from '../../chronology/languages/days-in-words.ts';
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import { firstIndexFrom } from '../../chronology/query/day-columns.ts';
import { EVERYTHING, type Query, type QueryBound, soleFacet } from '../../chronology/query/query.ts';
import { highlighter } from '../../chronology/query/search.ts';
import { select } from '../../chronology/query/selection.ts';
import { type Crumb, renderViewJsonLd } from '../../formats/discovery/json-ld.ts';
import { overviewFigure, overviewLayoutSteps } from '../../formats/overview/overview-figure.ts';
import { filterText, type View, viewTitle } from '../../formats/view/view.ts';
import { pausing, type Work } from '../../slices.ts';
import { absolute, eventPath, outputPath, relative, subscribePath, viewPath } from '../site/address.ts';
import { advertisedOutputs } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { type LocalizedText, toLocalizedText } from '../site/templates.ts';
import { viewOf } from '../site/views.ts';
import { cardRenderer } from './parts/event-card.ts';
import { facetSteps, toFacet } from './parts/facet-intro.ts';
import { advice, chips, filterForm, toSuggestions } from './parts/filter-form.ts';
import { countOf, type PageContext, pageContext, pageModel } from './parts/frame.ts';
import { type Anchors, anchorsOf, type ListPage, pageAt, pagesOf, runsByUnit } from './parts/pages-by-time.ts';
import { pageLinks } from './parts/pagination.ts';

/** One page of a view's timeline. */
export interface TimelinePage {
  readonly query: Query;
  readonly pages: readonly ListPage[];
  readonly page: ListPage;
}

/** @param asked any day on the page; the first page without one */
export function timelinePage(site: Site, query: Query, asked?: QueryBound): TimelinePage {
  const pages = pagesOf(site.chronology, select(site.chronology, query));
  return { query, pages, page: pageAt(pages, asked?.day) };
}

/** The canonical path of a page: the first one is the view's own. */
export function pagePath(language: string, { query, pages, page: current }: TimelinePage, page = current): string {
  return viewPath(language, query, page === pages[0] ? undefined : page.key);
}

/** Each event on a page → its card there. */
export type Cards = ReadonlyMap<TimelineEvent, string>;

/**
 * Makes pictures and introduction in slices, for `renderTimelinePage` to find, and the cards: on one day, there may be
 * thousands.
 */
export function* timelinePageSteps(site: Site, language: WordLanguage, timeline: TimelinePage): Work<Cards> {
  const { query, page } = timeline;
  const context = pageContext(site, language, pagePath(language, timeline));
  yield* overviewLayoutSteps(viewOf(site, language, query));
  yield* facetSteps(site, query);
  const render = cardRenderer(context, query.q === undefined ? undefined : highlighter(site.chronology, query.q));
  const cards = new Map<TimelineEvent, string>();
  yield* pausing(page.events, (event) => cards.set(event, render(event)));
  return cards;
}

/** @param cards from `timelinePageSteps` @param today For the line in the picture; without it, there is none. */
export function renderTimelinePage(
  site: Site,
  language: WordLanguage,
  timeline: TimelinePage,
  cards: Cards,
  today?: Day,
): string {
  const { query, pages, page } = timeline;
  const context = pageContext(site, language, pagePath(language, timeline));
  const { words, path } = context;
  const { chronology } = site;
  const view = viewOf(site, language, query);
  const { events } = view;
  const filter = filterText(view);
  const count = countOf(events.length, context);
  const title =
    page === pages[0]
      ? viewTitle(view)
      : words('view.title', { title: viewTitle(view), filter: formatRange(page.range, language) });
  const description =
    filter === ''
      ? pick(chronology.vocabulary.settings.description, language).text
      : words('event.labelled', { label: title, text: count });
  const anchors = anchorsOf(chronology, events);
  const slugsHere = new Set(page.events.map(({ slug }) => slug));
  const at = (other: string) => relative(path, other);
  return site.templates.render('timeline', {
    ...pageModel(context, {
      title,
      description,
      query,
      pathIn: (other) => pagePath(other, timeline),
      begin: events.length === 0 ? undefined : 'events',
      ...(path === viewPath(language, EVERYTHING) && { neutralPath: '/' }),
      jsonLd: renderViewJsonLd(view, description, crumbs(filter, view), downloads(site, language, query)),
    }),
    heading: filter === '' ? undefined : heading(query, filter, context),
    count,
    facet: toFacet(query, context),
    overview: overviewFigure(
      view,
      {
        event: (slug) => (slugsHere.has(slug) ? `#event-${slug}` : at(eventPath(language, slug))),
        view: (other) => at(viewPath(language, other)),
      },
      { today },
    ),
    picture: at(outputPath(language, query, 'overview.svg')),
    form: filterForm(query, context),
    chips: chips(query, context),
    suggestions: toSuggestions(query, context),
    advice: events.length === 0 ? advice(query, context) : [],
    subscribe: at(subscribePath(language, query)),
    rail: rail(timeline, anchors, context),
    pages: pageLinks(pages.length, pages.indexOf(page), (index) => {
      const linked = pages[index] ?? page;
      return { text: formatRange(linked.range, language), href: at(pagePath(language, timeline, linked)) };
    }),
    periods: toPeriods(timeline, anchors, context).map(({ heading, id, note, members }) => ({
      heading,
      id,
      note,
      cards: members.map((event) => cards.get(event)),
    })),
    everything: at(viewPath(language, EVERYTHING)),
  });
}

/** The breadcrumbs of the view: the chronology, and the view's conditions. */
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

/** The conditions of the view; one facet alone in the language of its name. */
function heading(query: Query, filter: string, context: PageContext): LocalizedText {
  const { site, language } = context;
  const sole = soleFacet(query);
  return sole
    ? toLocalizedText(facetText(sole.facet, sole.value, site.chronology.vocabulary, context), language)
    : { text: filter };
}

/** Position in the view of its first event that began in the days asked for; earlier events may have gone on. */
function firstBegun({ days }: Anchors, { from }: Query): number {
  return from === undefined ? 0 : firstIndexFrom(days, dayNumber(from.day));
}

/** The id of the section behind those of the years. */
const EARLIER = 'earlier';

/** A section for each year of a page, and behind them one for the events that began before the days asked for. */
function toPeriods({ query, page }: TimelinePage, anchors: Anchors, { language, words }: PageContext) {
  const end = page.from + page.events.length;
  const first = Math.min(Math.max(firstBegun(anchors, query), page.from), end);
  const toPeriod = (heading: string, id: string, from: number, to: number) => {
    const members = page.events.slice(from - page.from, to - page.from);
    // An event is in the section of its first possible year, which its heading must not assert.
    const isCertain = id === EARLIER || members.every(({ when }) => beginsInOneYear(when));
    return { heading, id, note: isCertain ? undefined : words('view.otherYears'), members };
  };
  return [
    ...runsByUnit(anchors, 4, { from: first, to: end }).map(({ key, from, to }) =>
      toPeriod(formatYear(Number(key), language), `y${key}`, from, to),
    ),
    ...(first > page.from ? [toPeriod(words('view.earlier'), EARLIER, page.from, first)] : []),
  ];
}

/** Width of a bar in the rail for the fullest year. */
const FULLEST = 30;

/** Links to every year of the view, on whatever page, with bars for the number of its events. */
function rail(timeline: TimelinePage, anchors: Anchors, { language, words, path }: PageContext) {
  const { query, pages, page } = timeline;
  const first = firstBegun(anchors, query);
  const years = runsByUnit(anchors, 4, { from: first, to: anchors.days.length });
  const most = Math.max(...years.map(({ from, to }) => to - from));
  const links = years.map(({ key, from, to }) => {
    const target = pages.findLast((other) => other.from <= from) ?? page;
    return {
      year: unbroken(formatYear(Number(key), language), language),
      count: countOf(to - from, { words }),
      href: `${target === page ? '' : relative(path, pagePath(language, timeline, target))}#y${key}`,
      width: Math.max(2, Math.round((FULLEST * (to - from)) / most)),
    };
  });
  const earlier = Math.min(first - page.from, page.events.length);
  return earlier <= 0
    ? links
    : [...links, { year: words('view.earlier'), count: countOf(earlier, { words }), href: `#${EARLIER}`, width: 0 }];
}
