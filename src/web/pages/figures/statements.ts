/** Statements of one thing by several sources, side by side: a small chart for each measure, and a table. */
import type { Figure, TimelineEvent } from '../../../chronology/event.ts';
import { formatAmount, formatFigure } from '../../../chronology/languages/amounts.ts';
import { amountOf } from '../../../chronology/languages/numbers.ts';
import type { Comparison } from '../../../chronology/query/comparison.ts';
import { capitalized, dateAsKnown, figureLabel } from '../../../formats/view/event-text.ts';
import { type LocalizedText, type PageContext, toLocalizedText, translate } from '../parts/frame.ts';
import { type Reach, reachOf } from './bar-chart.ts';
import { type Bars, lookOf, marginsFor, type SoftEnd, toBars } from './bars.ts';

/** What can be drawn on one line: a measure in one unit, for the same countries. */
interface Counted {
  readonly label: LocalizedText;
  readonly unit: string | undefined;
  readonly figures: ReadonlyMap<TimelineEvent, readonly Figure[]>;
}

/** @param id Begins the ids of its parts on the page. */
export function toStatements(id: string, comparison: Comparison, context: PageContext) {
  const { language, words } = context;
  const counted = countedIn(comparison, context);
  const all = comparison.flatMap(({ figures }) => figures);
  const alone = (of: Counted) => of.figures.size === 1;
  const panels = counted.map((of) => ({
    of,
    scale: scaleOf(of.unit, all),
    rows: comparison.map((event) =>
      barOf(event, of, { look: lookOf(alone(of) ? 1 : 0, false), scale: scaleOf(of.unit, all) }, context),
    ),
  }));
  const margins = marginsFor(panels.flatMap(({ rows }) => rows.map(({ labels }) => labels)));
  return {
    id,
    heading: counted.map(({ label }) => label.text).join(words('figures.join')),
    count: words('figures.statementCount', { count: comparison.length }),
    reasons: reasonsOf(comparison, context),
    measures: counted.map(({ label }) => label),
    panels: panels.map(({ of, scale, rows }, index) =>
      toBars(
        {
          id: `${id}-${index + 1}`,
          title: titleOf(of, scale, context),
          lang: of.label.lang,
          summary: words('figures.statementSummary', { count: of.figures.size }),
          rows,
          reach: reachIn(of.unit, scale, all),
          margins,
        },
        context,
      ),
    ),
    legend: [
      ...(counted.some(alone) ? [{ look: lookOf(1, false), text: words('figures.alone') }] : []),
      ...(all.some(({ approximate }) => approximate) ? [{ key: 'about', text: words('figures.aboutEnd') }] : []),
      ...(all.some(({ moreThan }) => moreThan) ? [{ key: 'beyond', text: words('figures.beyondEnd') }] : []),
    ],
    rows: comparison.map((event) => ({
      event,
      values: counted.map(({ label, figures }) => ({
        label,
        text: figures
          .get(event)
          ?.map((figure) => formatFigure(figure, language, words))
          .join(words('figures.join')),
      })),
    })),
  };
}

/** In the order in which the statements name them. */
function countedIn(comparison: Comparison, { site, language, words }: PageContext): readonly Counted[] {
  const found = new Map<
    string,
    { label: LocalizedText; unit: string | undefined; figures: Map<TimelineEvent, Figure[]> }
  >();
  for (const event of comparison)
    for (const figure of event.figures) {
      const key = [figure.measure, figure.unit ?? '', ...figure.countries].join(' ');
      const label = toLocalizedText(
        figureLabel(site.chronology.vocabulary.settings, figure, language, words),
        language,
      );
      const counted = found.get(key) ?? { label, unit: figure.unit, figures: new Map() };
      found.set(key, counted);
      counted.figures.set(event, [...(counted.figures.get(event) ?? []), figure]);
    }
  return [...found.values()];
}

function barOf(
  event: TimelineEvent,
  { figures }: Counted,
  { look, scale }: { look: string; scale: number },
  { language, words }: PageContext,
): Bars['rows'][number] {
  const [figure] = figures.get(event) ?? [];
  const date = capitalized(dateAsKnown(event, language));
  const label = { text: date };
  if (!figure) return { bars: { segments: [] }, labels: { label, parts: [], absent: words('figures.notStated') } };
  const value = formatFigure(figure, language, words);
  const soft: SoftEnd | undefined = figure.approximate ? 'about' : figure.moreThan ? 'beyond' : undefined;
  const below = amountOf(figure) < 0;
  return {
    bars: { segments: [amountOf(figure) / scale] },
    labels: {
      label,
      parts: [{ look, title: words('event.labelled', { label: date, text: value }) }],
      soft,
      ...(below ? { left: value } : { right: value }),
    },
  };
}

/** What all that is counted in one unit is drawn in: the smallest scale that a source prints, such as millions. */
function scaleOf(unit: string | undefined, figures: readonly Figure[]): number {
  return Math.min(...figures.filter((figure) => figure.unit === unit).map(({ scale }) => scale));
}

function titleOf({ label, unit }: Counted, scale: number, { language, words }: PageContext): string {
  if (unit === undefined && scale === 1) return label.text;
  return words('figures.inUnit', { measure: label.text, unit: formatAmount('1', scale, unit, language) });
}

/** One axis for all that is counted in one unit, so that bars beside each other can be compared. */
function reachIn(unit: string | undefined, scale: number, figures: readonly Figure[]): Reach {
  return reachOf(
    figures.filter((figure) => figure.unit === unit).map((figure) => ({ segments: [amountOf(figure) / scale] })),
  );
}

/** What the statements say of each other, each text once. */
function reasonsOf(comparison: Comparison, context: PageContext): readonly LocalizedText[] {
  const said = comparison.flatMap(({ disagreements }) => disagreements.map((text) => translate(text, context)));
  return [...new Map(said.map((text) => [text.text, text])).values()];
}
