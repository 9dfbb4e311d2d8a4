/** The page of a view: its picture, its filter, and its events in order under year headings. */
import type { Chronology } from '../../chronology/chronology.ts';
import { addDays, type Day, dayNumber, yearNumber } from '../../chronology/dates/day.ts';
import { beginsInOneYear } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { facetText, type PathFacet } from '../../chronology/facet.ts';
import { unbroken } from '../../chronology/languages/dates-in-words.ts';
import { formatDay, formatRange, formatYear } from '../../chronology/languages/days-in-words.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { type FoldedEvent, foldPartsSteps } from '../../chronology/parts.ts';
import { dayColumnsOf } from '../../chronology/query/day-columns.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { coming, inOneMinuteSteps } from '../../chronology/query/key-moments.ts';
import {
  type Choices,
  choices,
  choicesOf,
  EVERYTHING,
  type Query,
  type QueryBound,
  soleFacet,
} from '../../chronology/query/query.ts';
import { HANDFUL, MOST_BEST } from '../../chronology/query/search/quality.ts';
import { bestMatches, highlighter, searchSteps, type TextRun } from '../../chronology/query/search.ts';
import { select } from '../../chronology/query/selection.ts';
import { type Crumb, renderViewJsonLd } from '../../formats/discovery/json-ld.ts';
import { type OverviewFigure, overviewFigureSteps } from '../../formats/overview/overview-figure.ts';
import type { LocalizedText } from '../../formats/view/localized-text.ts';
import { filterText, type View, viewTitle } from '../../formats/view/view.ts';
import { pausing, type Work } from '../../slices.ts';
import {
  absolute,
  currentMonthPath,
  eventPath,
  facetIndexPath,
  oembedPath,
  outputPath,
  relative,
  subscribePath,
  viewPath,
} from '../site/address.ts';
import { advertisedOutputs, type OutputName, outputs } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { type Link, toLocalizedText } from '../site/templates.ts';
import { viewOf } from '../site/views.ts';
import { embedSnippet } from './embed.ts';
import { cardRenderer, type Form } from './parts/event-card.ts';
import { type EventLine, toLine } from './parts/event-line.ts';
import { facetSteps, toFacet } from './parts/facet-intro.ts';
import {
  chips,
  daysToday,
  filterForm,
  type NothingFound,
  nothingFoundSteps,
  toSuggestions,
} from './parts/filter-form.ts';
import { countOf, link, type PageContext, pageContext, pageModel } from './parts/frame.ts';
import { toComing, toKeyMoments } from './parts/key-moments.ts';
import {
  type List,
  type ListPage,
  listOf,
  overlap,
  pageAt,
  pagesOf,
  runsByUnit,
  type Stretch,
  splitAtDay,
} from './parts/pages-by-time.ts';
import { pageLinks } from './parts/pagination.ts';

/** One page of a view's timeline, as it is on a day. */
export interface TimelinePage {
  readonly query: Query;
  readonly today: Day;
  readonly list: List;
  readonly pages: readonly ListPage[];
  readonly page: ListPage;
}

/** @param asked any day on the page; the first page without one */
export function timelinePage(site: Site, query: Query, today: Day, asked?: QueryBound): TimelinePage {
  const list = listOf(site.chronology, select(site.chronology, query), query.order);
  const pages = pagesOf(list);
  return { query, today, list, pages, page: pageAt(pages, list, asked?.day) };
}

/** Whether pages are others on another day: those of a chronology in which something is planned, or later than that day. */
export function dependsOnDay({ chronology }: Pick<Site, 'chronology'>, today: Day): boolean {
  const last = dayColumnsOf(chronology).anchor.at(-1);
  return (
    (last !== undefined && last > dayNumber(today)) ||
    eventIndexOf(chronology).positionsHaving('status', 'planned').length > 0
  );
}

/** The canonical path of a page: the first one is the view's own. */
export function pagePath(language: string, { query, pages, page: current }: TimelinePage, page = current): string {
  return viewPath(language, query, page === pages[0] ? undefined : page.key);
}

/** The picture of a page; its events in sections, each with its events folded; and the HTML of each, by its form there. */
export interface PreparedPage {
  readonly overview: OverviewFigure | undefined;
  readonly sections: readonly (Section & { readonly entries: readonly FoldedEvent[] })[];
  readonly html: ReadonlyMap<TimelineEvent, string>;
  /** Where the view has no events. */
  readonly nothing: NothingFound | undefined;
}

function contextOf(site: Site, language: LanguageTag, timeline: TimelinePage): PageContext {
  return pageContext(site, language, pagePath(language, timeline), timeline.today);
}

/**
 * Makes the picture and the list in slices, and the introduction, for `renderTimelinePage` to find: on one day, there may
 * be thousands of events.
 */
export function* timelinePageSteps(site: Site, language: LanguageTag, timeline: TimelinePage): Work<PreparedPage> {
  const { query } = timeline;
  const { chronology } = site;
  const context = contextOf(site, language, timeline);
  const overview = yield* pictureSteps(timeline, context);
  yield* facetSteps(site, query);
  if (mayHaveKeyMoments(timeline)) {
    yield* inOneMinuteSteps(chronology, query, timeline.today);
    yield* coming.steps(chronology, timeline.today);
  }
  // While others had their turn, the result may have been evicted.
  if (query.q !== undefined) yield* searchSteps(chronology, query.q);
  const render = cardRenderer(context, searchHighlight(site, query));
  const sections: PreparedPage['sections'][number][] = [];
  for (const section of toSections(timeline, context))
    sections.push({ ...section, entries: yield* foldPartsSteps(chronology, section.members) });
  const forms = sections.flatMap(({ entries }) =>
    entries.flatMap(({ event, parts }): (readonly [TimelineEvent, Form])[] => [
      [event, event.weight === 'detail' ? 'line' : 'card'],
      ...parts.map((part) => [part, 'line'] as const),
    ]),
  );
  const html = new Map<TimelineEvent, string>();
  yield* pausing(forms, ([event, form]) => html.set(event, render(event, form)));
  const nothing = timeline.list.events.length === 0 ? yield* nothingFoundSteps(query, context) : undefined;
  return { overview, sections, html, nothing };
}

/** A search is shown what it found, and nothing before that; a further page goes on with the list. */
function mayHaveKeyMoments({ query, pages, page }: TimelinePage): boolean {
  return page === pages[0] && query.q === undefined;
}

function* pictureSteps({ query, page, today }: TimelinePage, { site, language, path }: PageContext) {
  const slugsHere = new Set(page.events.map(({ slug }) => slug));
  const at = (other: string) => relative(path, other);
  const links = {
    event: (slug: string) => (slugsHere.has(slug) ? `#event-${slug}` : at(eventPath(language, slug))),
    view: (other: Query) => at(viewPath(language, other)),
  };
  return yield* overviewFigureSteps(viewOf(site, language, query), links, { today });
}

function searchHighlight({ chronology }: Site, { q }: Query) {
  return q === undefined ? undefined : highlighter(chronology, q);
}

/** @param made from `timelinePageSteps` */
export function renderTimelinePage(
  site: Site,
  language: LanguageTag,
  timeline: TimelinePage,
  made: PreparedPage,
): string {
  const { query, pages, page } = timeline;
  const context = contextOf(site, language, timeline);
  const { words, path } = context;
  const { chronology } = site;
  const view = viewOf(site, language, query);
  const { events } = view;
  const filter = filterText(view);
  const count = countOf(events.length, context);
  const title = titleOf(timeline, view);
  const description =
    filter === ''
      ? pick(chronology.vocabulary.settings.description, language).text
      : words('event.labelled', { label: title, text: count });
  const { overview } = made;
  const at = (other: string) => relative(path, other);
  const isHead = mayHaveKeyMoments(timeline);
  const ahead = isHead ? toComing(query, timeline.today, context) : undefined;
  return site.templates.render('timeline', {
    ...pageModel(context, {
      title,
      description,
      query,
      pathIn: (other) => pagePath(other, timeline),
      inside:
        soleFacet(query)?.facet === 'source'
          ? 'sources'
          : path === viewPath(language, EVERYTHING)
            ? undefined
            : 'timeline',
      begin: events.length === 0 ? undefined : 'events',
      ...(path === viewPath(language, EVERYTHING) && { neutralPath: '/' }),
      jsonLd: renderViewJsonLd(view, description, crumbs(filter, view, site), downloads(site, language, query)),
    }),
    heading: filter === '' ? undefined : heading(query, filter, context),
    index: indexLink(query, context),
    count: withFolded(count, made, timeline, context),
    order: events.length > 1 ? orderLink(query, context) : undefined,
    months: events.length > 1 ? monthsLink(query, context) : undefined,
    comesNext: comesNextLink(timeline, context),
    facet: toFacet(query, context),
    coming: ahead,
    inOneMinute: isHead ? toKeyMoments(query, events.length, timeline.today, ahead !== undefined, context) : undefined,
    overview,
    zoomNote: countsTwice(overview, events.length) ? words('overview.countedTwice') : undefined,
    share: toShare(query, context),
    oembed: relative(path, oembedPath(absolute(site.baseUrl, path))),
    form: filterForm(query, context),
    chips: chips(query, context),
    days: daysToday(query, timeline.today, context),
    suggestions: toSuggestions(query, context),
    nothing: made.nothing,
    best: page === pages[0] ? toBestMatches(events, query, searchHighlight(site, query), context) : [],
    subscribe: at(subscribePath(language, query)),
    rail: rail(timeline, context),
    pages: pageLinks(pages.length, pages.indexOf(page), (index) => {
      const linked = pages[index] ?? page;
      return { text: formatRange(linked.range, language), href: at(pagePath(language, timeline, linked)) };
    }),
    extent: pages.length > 1 ? toExtent(timeline, context) : undefined,
    periods: toPeriods(made, timeline, context),
    today: words('view.today', { date: formatDay(timeline.today, language) }),
    isEmpty: chronology.events.length === 0,
    everything: at(viewPath(language, { ...EVERYTHING, ...choicesOf(query) })),
  });
}

/** The events that answer a search best: up to five, and no more than half of them; none for a view without a search. */
function toBestMatches(
  events: readonly TimelineEvent[],
  { q }: Query,
  highlight: ((text: string) => readonly TextRun[]) | undefined,
  context: PageContext,
): readonly (EventLine & { readonly runs: readonly TextRun[] })[] {
  if (q === undefined || !highlight || events.length <= HANDFUL) return [];
  const most = Math.min(MOST_BEST, Math.floor(events.length / 2));
  return bestMatches(context.site.chronology, q, events, most).map((event) => {
    const line = toLine(event, context);
    return { ...line, runs: highlight(line.text) };
  });
}

/** The breadcrumbs of the view: the chronology, the index of a facet that stands alone, and the view's conditions. */
function crumbs(
  filter: string,
  { chronology, query, language, words, addresses }: View,
  { baseUrl }: Site,
): readonly Crumb[] {
  const root = {
    name: pick(chronology.vocabulary.settings.title, language).text,
    address: addresses.view(EVERYTHING),
  };
  const sole = indexedFacet(query, chronology);
  const index = sole && {
    name: words(`index.${sole}`),
    address: absolute(baseUrl, facetIndexPath(language, sole)),
  };
  return filter === '' ? [root] : [root, ...(index ? [index] : []), { name: filter, address: addresses.page }];
}

function downloads(site: Site, language: LanguageTag, query: Query) {
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

/** The link from the view of a value to all values of its facet. */
function indexLink(query: Query, context: PageContext): Link | undefined {
  const { site, language, words } = context;
  const facet = indexedFacet(query, site.chronology);
  return facet && link({ text: words(`index.${facet}`) }, facetIndexPath(language, facet), context);
}

/** The facet of whose value the view is; undefined where no event has one, as of the country that only people are of. */
function indexedFacet(query: Query, chronology: Chronology): PathFacet | undefined {
  const sole = soleFacet(query);
  return sole && eventIndexOf(chronology).valueCount(sole.facet) > 0 ? sole.facet : undefined;
}

/** The view, the part of its list and its order, as far as they are not those of its own address. */
function titleOf({ query, pages, page }: TimelinePage, view: View): string {
  const { words, language } = view;
  const further = [
    ...(page === pages[0] ? [] : [formatRange(page.range, language)]),
    ...(query.order === 'newest' ? [words('view.newestFirst')] : []),
  ];
  return further.reduce((title, filter) => words('view.title', { title, filter }), viewTitle(view));
}

/** What stands below the picture: the way to subscribe, the address to pass on, and the picture as a file. */
function toShare(query: Query, context: PageContext) {
  const { site, language, words, path } = context;
  const file = (name: OutputName, text: string, chosen: Partial<Choices>) => ({
    href: relative(path, outputPath(language, { ...query, ...chosen }, name)),
    type: outputs[name].mediaType,
    text,
  });
  return {
    subscribe: relative(path, subscribePath(language, query)),
    address: absolute(site.baseUrl, viewPath(language, query)),
    snippet: embedSnippet(query, context),
    downloads: [
      file('overview.svg', words('overview.svg'), {}),
      file('overview.png', words('overview.slide'), { frame: 'slide' }),
      file('overview.png', words('overview.darkSlide'), { frame: 'slide', scheme: 'dark' }),
    ],
  };
}

/** The link to the same view as months on the wall. */
function monthsLink(query: Query, { words, language, path }: PageContext): Link {
  return { text: words('month.byMonth'), href: relative(path, currentMonthPath(language, query)) };
}

/** The link to the same view in the other order. */
function orderLink(query: Query, { words, language, path }: PageContext): Link {
  const other = choices.order.find((order) => order !== query.order) ?? query.order;
  return {
    text: words(other === 'newest' ? 'view.newestFirst' : 'view.oldestFirst'),
    href: relative(path, viewPath(language, { ...query, order: other })),
  };
}

/** A list of no more is on the screen, or nearly. */
const SHORT_LIST = 12;

/** The link to today's place in a longer list, on whatever page that is; undefined where nothing is to come. */
function comesNextLink(timeline: TimelinePage, { words, language, path }: PageContext): Link | undefined {
  const { list, pages, page } = timeline;
  const mark = list.events.length > SHORT_LIST ? toTodayMark(timeline) : undefined;
  if (!mark) return undefined;
  const target = pages.findLast(({ from }) => from <= mark.index) ?? page;
  const pageHref = target === page ? '' : relative(path, pagePath(language, timeline, target));
  return { text: words('view.comesNext'), href: `${pageHref}#${TODAY_ID}` };
}

/** Whether the periods that the picture offers have more events together than the view: one may belong to several. */
function countsTwice(overview: OverviewFigure | undefined, events: number): boolean {
  return (overview?.zoom ?? []).reduce((sum, { count = 0 }) => sum + count, 0) > events;
}

/** How many events a list has and, where it is on one page, how many of them stand folded under their whole. */
function withFolded(
  count: string,
  { sections }: PreparedPage,
  { pages }: TimelinePage,
  { words }: PageContext,
): string {
  const folded = sections.flatMap(({ entries }) => entries).reduce((sum, { parts }) => sum + parts.length, 0);
  return folded === 0 || pages.length > 1 ? count : words('view.folded', { events: count, count: folded });
}

/** Which part of a long list a page is, and where the whole begins. */
function toExtent({ query, list, page }: TimelinePage, { site, language, words }: PageContext) {
  return {
    text: words('view.extent', {
      range: formatRange(page.range, language),
      from: page.from + 1,
      to: page.from + page.events.length,
      total: list.events.length,
    }),
    rest: words('view.rest', { address: absolute(site.baseUrl, viewPath(language, query)) }),
  };
}

/** The id of the mark of today, as the template has it. */
const TODAY_ID = 'today';

/** The id of the section behind those of the years. */
const EARLIER = 'earlier';

/** The events of a page that began in one year, or before the days asked for. */
interface Section {
  readonly id: string;
  readonly heading: string;
  readonly note: string | undefined;
  readonly members: readonly TimelineEvent[];
}

function toSections({ query, list, page }: TimelinePage, { language, words }: PageContext): readonly Section[] {
  const here = { from: page.from, to: page.from + page.events.length };
  const { since, before } = splitAtDay(list, query.from?.day);
  const toSection = (heading: string, id: string, { from, to }: Stretch): Section => {
    const members = list.events.slice(from, to);
    // An event is in the section of its first possible year, which its heading must not assert.
    const isCertain = id === EARLIER || members.every(({ when }) => beginsInOneYear(when));
    return { id, heading, note: isCertain ? undefined : words('view.otherYears'), members };
  };
  const earlier = overlap(before, here);
  return [
    ...runsByUnit(list.anchors, 'year', overlap(since, here)).map((run) =>
      toSection(formatYear(yearNumber(run.day), language), `y${run.key}`, run),
    ),
    ...(earlier.to > earlier.from ? [toSection(words('view.earlier'), EARLIER, earlier)] : []),
  ];
}

/** The sections as the template writes them, with the parts of each whole at the end of its card. */
function toPeriods({ sections, html }: PreparedPage, timeline: TimelinePage, { site, words }: PageContext) {
  const today = toTodayMark(timeline);
  const htmlOf = (event: TimelineEvent) => html.get(event) ?? '';
  const fold = (parts: readonly TimelineEvent[]) =>
    site.templates.render('partials/fold', {
      label: words('view.partsOfIt', { count: parts.length }),
      // What a search found must be seen to be there.
      isOpen: timeline.query.q !== undefined,
      lines: parts.map(htmlOf),
    });
  return sections.map(({ id, heading, note, entries }) => ({
    id,
    heading,
    note,
    entries: entries.map(({ event, parts }) => ({
      card: parts.length === 0 ? htmlOf(event) : withinCard(htmlOf(event), fold(parts)),
      today: today && (event === today.event || parts.includes(today.event)) ? today.side : undefined,
    })),
  }));
}

const CARD_END = '</article>';

/** A card with more at its end. */
function withinCard(card: string, more: string): string {
  return `${card.slice(0, card.lastIndexOf(CARD_END))}${more}${CARD_END}`;
}

/**
 * Beside which event of a list the mark of today stands, and on which side; undefined where nothing is to come. It stands
 * beside the last event that has begun and so, at the turn of a year, in the section of the year that it belongs to.
 */
function toTodayMark({
  list,
  today,
}: TimelinePage): { index: number; event: TimelineEvent; side: 'before' | 'after' } | undefined {
  // From tomorrow on, events are to come.
  const { since, before } = splitAtDay(list, addDays(today, 1));
  if (since.from === since.to) return undefined;
  const isNewest = list.order === 'newest';
  const hasBegun = before.to > before.from;
  const index = hasBegun ? (isNewest ? before.from : before.to - 1) : isNewest ? since.to - 1 : since.from;
  const event = list.events[index];
  return event && { index, event, side: hasBegun === isNewest ? 'before' : 'after' };
}

/** The style sheet has bars of so many lengths: the longest for the fullest year. */
const BAR_LENGTHS = 10;

/** Links to every year of the view, on whatever page, with bars for the number of its events. */
function rail(timeline: TimelinePage, { language, words, path }: PageContext) {
  const { query, list, pages, page } = timeline;
  const { since, before } = splitAtDay(list, query.from?.day);
  const years = runsByUnit(list.anchors, 'year', since);
  const most = Math.max(...years.map(({ from, to }) => to - from));
  const toLink = (year: string, count: number, href: string, share: number) => ({
    year,
    label: words('event.labelled', { label: year, text: countOf(count, { words }) }),
    href,
    share,
  });
  const links = years.map(({ key, day, from, to }) => {
    const target = pages.findLast((other) => other.from <= from) ?? page;
    const pageHref = target === page ? '' : relative(path, pagePath(language, timeline, target));
    const year = unbroken(formatYear(yearNumber(day), language), language);
    return toLink(year, to - from, `${pageHref}#y${key}`, Math.ceil((BAR_LENGTHS * (to - from)) / most));
  });
  const earlier = overlap(before, { from: page.from, to: page.from + page.events.length });
  const count = earlier.to - earlier.from;
  return count === 0 ? links : [...links, toLink(words('view.earlier'), count, `#${EARLIER}`, 0)];
}
