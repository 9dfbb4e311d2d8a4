/** The page of figures: tables as printed with a chart of each, statements of one thing side by side, and every figure. */
import { typeOf } from '../../../chronology/chronology.ts';
import type { Table, TimelineEvent } from '../../../chronology/event.ts';
import type { WordLanguage } from '../../../chronology/languages/languages.ts';
import { pick } from '../../../chronology/languages/text.ts';
import { comparisonsOf } from '../../../chronology/query/comparison.ts';
import { gathering } from '../../../chronology/query/gathering.ts';
import { EVERYTHING } from '../../../chronology/query/query.ts';
import { citedSources, statusText } from '../../../formats/view/event-text.ts';
import { pausing, type Work } from '../../../slices.ts';
import { facetPath, sitePagePath } from '../../site/address.ts';
import type { Site } from '../../site/site.ts';
import { formatEventDate } from '../parts/date-shown.ts';
import { eventLink, toFigures } from '../parts/event-card.ts';
import { link, type PageContext, pageContext, pageModel, toLocalizedText, translate } from '../parts/frame.ts';
import { numberedLinks, numberedPage, onPage } from '../parts/pagination.ts';
import { TEXTURES } from './bars.ts';
import { printedTable, unitOf } from './printed-table.ts';
import { toStatements } from './statements.ts';
import { tableBars } from './table-bars.ts';
import { tableChart } from './table-chart.ts';

/** So many tables, statements and events with figures are a long page. */
const MOST_SHOWN = 200;

const tablesOf = gathering(function* ({ events }): Work<readonly { event: TimelineEvent; table: Table }[]> {
  const tables: { event: TimelineEvent; table: Table }[] = [];
  yield* pausing(events, (event) => {
    if (event.table) tables.push({ event, table: event.table });
  });
  return tables;
});

const statingOf = gathering(function* ({ events }): Work<readonly TimelineEvent[]> {
  const stating: TimelineEvent[] = [];
  yield* pausing(events, (event) => {
    if (event.figures.length > 0) stating.push(event);
  });
  return stating;
});

/** Makes in slices what every part of the page is taken from. */
export function* figuresPageSteps({ chronology }: Site): Work<void> {
  yield* tablesOf.steps(chronology);
  yield* comparisonsOf.steps(chronology);
  yield* statingOf.steps(chronology);
}

/** @param number Which part of all tables, then all statements, then all figures. */
export function renderFiguresPage(site: Site, language: WordLanguage, number: number): string {
  const context = pageContext(site, language, sitePagePath(language, 'figures', number));
  const { words } = context;
  const { chronology } = site;
  const tables = tablesOf.of(chronology);
  const comparisons = comparisonsOf.of(chronology);
  const figures = statingOf.of(chronology);
  const length = tables.length + comparisons.length + figures.length;
  const part = numberedPage(length, MOST_SHOWN, { number, page: 'figures', language });
  const title = words('view.title', {
    title: pick(chronology.vocabulary.settings.title, language).text,
    filter: words('site.figures'),
  });
  return site.templates.render('figures', {
    ...pageModel(context, {
      title: number === 1 ? title : words('view.title', { title, filter: String(number) }),
      description: words('figures.lede'),
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'figures', number),
    }),
    textures: TEXTURES,
    parts: numberedLinks(part, 'figures', context),
    tables: onPage(tables, 0, part).map(({ event, table }) => ({
      ...toEvent(event, context),
      ...toTable(event.slug, table, context),
    })),
    comparisons: onPage(comparisons, tables.length, part).map((comparison, index) => {
      const position = Math.max(part.from - tables.length, 0) + index;
      const statements = toStatements(`statements-${position + 1}`, comparison, context);
      return {
        ...statements,
        rows: statements.rows.map(({ event, values }) => ({ ...toEvent(event, context), values })),
      };
    }),
    events: onPage(figures, tables.length + comparisons.length, part).map((event) => ({
      ...toEvent(event, context),
      figures: toFigures(event, context),
    })),
  });
}

function toEvent(event: TimelineEvent, context: PageContext) {
  const { site, language, words } = context;
  const { chronology } = site;
  return {
    slug: event.slug,
    link: eventLink(event, context),
    when: formatEventDate(event, language),
    summary: translate(event.summary, context),
    // Only where it says more than that there is such a figure.
    status:
      event.status === typeOf(chronology, event).defaultStatus
        ? undefined
        : toLocalizedText(statusText(chronology, event, language), language),
    sources: citedSources(chronology, event.sources, language).map(({ id, title, paragraphs }) => ({
      ...link(toLocalizedText(title, language), facetPath(language, 'source', id), context),
      paragraphs: words('event.paragraphShort', { paragraphs: paragraphs.join(words('event.numberJoin')) }),
    })),
  };
}

function toTable(slug: string, table: Table, context: PageContext) {
  const chart = tableChart(table, context.site.chronology.vocabulary.settings.measures);
  return {
    table: printedTable(table, context),
    heading: `table-${slug}`,
    chart: chart && tableBars(slug, chart, unitOf(table, context), context),
  };
}
