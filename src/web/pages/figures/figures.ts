/** The page of figures: printed tables with a chart of each, statements of one thing side by side, and every figure. */
import type { Table, TimelineEvent } from '../../../chronology/event.ts';
import type { LanguageTag } from '../../../chronology/languages/text.ts';
import { hasDocuments } from '../../../chronology/query/citation.ts';
import { comparisonsOf } from '../../../chronology/query/comparison.ts';
import { memoizeByChronology } from '../../../chronology/query/memoize.ts';
import { EVERYTHING } from '../../../chronology/query/query.ts';
import { tableUnit } from '../../../formats/view/event-text.ts';
import { pausing, type Work } from '../../../slices.ts';
import { sitePagePath } from '../../site/address.ts';
import type { Site } from '../../site/site.ts';
import { toCitedSources } from '../parts/cited-sources.ts';
import { toFigures } from '../parts/event-details.ts';
import { eventLink, formatEventDate, toUnusualStatus } from '../parts/event-line.ts';
import { type PageContext, pageContext, pageModel, pageTitle, translateProse } from '../parts/frame.ts';
import { numberedLinks, numberedPage, onPage } from '../parts/pagination.ts';
import { printedTable } from './printed-table.ts';
import { toStatements } from './statements.ts';
import { tableBars } from './table-bars.ts';
import { tableChart } from './table-chart.ts';

/** So many tables, statements and events with figures are a long page. */
const MOST_ITEMS = 200;

const statingOf = memoizeByChronology(function* ({ events }) {
  const tables: { event: TimelineEvent; table: Table }[] = [];
  const figures: TimelineEvent[] = [];
  yield* pausing(events, (event) => {
    if (event.table) tables.push({ event, table: event.table });
    if (event.figures.length > 0) figures.push(event);
  });
  return { tables, figures };
});

/** Gathers in slices all tables, statements and figures, for `renderFiguresPage` to find. */
export function* figuresPageSteps({ chronology }: Site): Work<void> {
  yield* statingOf.steps(chronology);
  yield* comparisonsOf.steps(chronology);
}

/** @param number of the page, from 1: all tables stand first, then all statements, then all figures */
export function renderFiguresPage(site: Site, language: LanguageTag, number: number): string {
  const context = pageContext(site, language, sitePagePath(language, 'figures', number));
  const { words } = context;
  const { chronology } = site;
  const { tables, figures } = statingOf.of(chronology);
  const comparisons = comparisonsOf.of(chronology);
  const length = tables.length + comparisons.length + figures.length;
  const page = numberedPage(length, MOST_ITEMS, {
    number,
    pathOf: (part) => sitePagePath(language, 'figures', part),
  });
  const lede = words('figures.lede', { documents: hasDocuments(chronology) ? 'yes' : 'no' });
  return site.templates.render('figures', {
    ...pageModel(context, {
      title: pageTitle(words('site.figures'), context, number),
      description: lede,
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'figures', number),
    }),
    lede,
    pages: numberedLinks(page, (part) => sitePagePath(language, 'figures', part), context),
    tables: onPage(tables, 0, page).map(({ event, table }) => ({
      ...toEvent(event, context),
      ...toTable(event.slug, table, context),
    })),
    comparisons: onPage(comparisons, tables.length, page).map((comparison, index) => {
      const position = Math.max(page.from - tables.length, 0) + index;
      const statements = toStatements(`statements-${position + 1}`, comparison, context);
      return {
        ...statements,
        rows: statements.rows.map(({ event, values }) => ({ ...toEvent(event, context), values })),
      };
    }),
    events: onPage(figures, tables.length + comparisons.length, page).map((event) => ({
      ...toEvent(event, context),
      id: `figures-${event.slug}`,
      figures: toFigures(event.figures, context),
    })),
  });
}

function toEvent(event: TimelineEvent, context: PageContext) {
  return {
    slug: event.slug,
    link: eventLink(event, context),
    when: formatEventDate(event, context.language),
    summary: translateProse(event.summary, context),
    status: toUnusualStatus(event, context),
    sources: toCitedSources(event.sources, context),
  };
}

function toTable(slug: string, table: Table, context: PageContext) {
  const chart = tableChart(table, context.site.chronology.vocabulary.settings.measures);
  return {
    printed: printedTable(table, context),
    heading: `table-${slug}`,
    chart: chart && tableBars(slug, chart, tableUnit(table, context.language), context),
  };
}
