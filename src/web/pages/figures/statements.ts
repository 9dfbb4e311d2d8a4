/** Statements of one thing by several sources, side by side: a small chart for each measure, and a table. */
import type { Figure, TimelineEvent } from '../../../chronology/event.ts';
import { formatAmount, formatFigure } from '../../../chronology/languages/amounts.ts';
import { amountOf } from '../../../chronology/languages/definition/numbers.ts';
import type { Comparison } from '../../../chronology/query/comparison.ts';
import { capitalized, dateAsKnown } from '../../../formats/view/event-text.ts';
import { figureLabel } from '../../../formats/view/field-text.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import { toLocalizedText } from '../../site/templates.ts';
import { type PageContext, translate } from '../parts/frame.ts';
import { reachOf } from './bar-chart.ts';
import { type Bars, lookOf, marginsFor, type SoftEnd, toBars } from './bars.ts';

/** A measure in one unit, for the same countries, as the events of a comparison state it. */
interface Counted {
  readonly label: LocalizedText;
  readonly unit: string | undefined;
  readonly figures: ReadonlyMap<TimelineEvent, readonly Figure[]>;
}

/** @param id with which ids on the page begin */
export function toStatements(id: string, comparison: Comparison, context: PageContext) {
  const { language, words } = context;
  const counted = countedIn(comparison, context);
  const all = comparison.flatMap(({ figures }) => figures);
  const alone = (of: Counted) => of.figures.size === 1;
  const panels = counted.map((of) => {
    // All figures in one unit share one scale and one axis, so that bars beside each other can be compared.
    const sameUnit = all.filter(({ unit }) => unit === of.unit);
    // The smallest that a source prints, such as millions.
    const scale = Math.min(...sameUnit.map((figure) => figure.scale));
    return {
      of,
      scale,
      reach: reachOf(sameUnit.map((figure) => ({ segments: [amountOf(figure) / scale] }))),
      rows: comparison.map((event) => barOf(event, of, lookOf(alone(of) ? 1 : 0, false), scale, context)),
    };
  });
  const margins = marginsFor(panels.flatMap(({ rows }) => rows.map(({ labels }) => labels)));
  return {
    id,
    heading: counted.map(({ label }) => label.text).join(words('figures.join')),
    count: words('figures.statementCount', { count: comparison.length }),
    reasons: reasonsOf(comparison, context),
    measures: counted.map(({ label }) => label),
    panels: panels.map(({ of, scale, reach, rows }, index) =>
      toBars(
        {
          id: `${id}-${index + 1}`,
          title: titleOf(of, scale, context),
          lang: of.label.lang,
          summary: words('figures.statementSummary', { count: of.figures.size }),
          rows,
          reach,
          margins,
        },
        context,
      ),
    ),
    legend: [
      ...(counted.some(alone) ? [{ look: lookOf(1, false), text: words('figures.alone') }] : []),
      ...(all.some(({ approximate }) => approximate) ? [{ isSoft: true, text: words('figures.aboutEnd') }] : []),
      ...(all.some(({ moreThan }) => moreThan) ? [{ isSoft: true, text: words('figures.beyondEnd') }] : []),
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

/** In the order of the statements. */
function countedIn(comparison: Comparison, { site, language, words }: PageContext): readonly Counted[] {
  const countedByKey = new Map<
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
      const counted = countedByKey.get(key) ?? { label, unit: figure.unit, figures: new Map() };
      countedByKey.set(key, counted);
      counted.figures.set(event, [...(counted.figures.get(event) ?? []), figure]);
    }
  return [...countedByKey.values()];
}

function barOf(
  event: TimelineEvent,
  { figures }: Counted,
  look: string,
  scale: number,
  { language, words }: PageContext,
): Bars['rows'][number] {
  const [figure] = figures.get(event) ?? [];
  const date = capitalized(dateAsKnown(event, language));
  const label = { text: date };
  if (!figure) return { bars: { segments: [] }, labels: { label, segments: [], absent: words('figures.notStated') } };
  const value = formatFigure(figure, language, words);
  const soft: SoftEnd | undefined = figure.approximate ? 'about' : figure.moreThan ? 'beyond' : undefined;
  const below = amountOf(figure) < 0;
  return {
    bars: { segments: [amountOf(figure) / scale] },
    labels: {
      label,
      segments: [{ look, title: words('event.labelled', { label: date, text: value }) }],
      soft,
      ...(below ? { left: value } : { right: value }),
    },
  };
}

function titleOf({ label, unit }: Counted, scale: number, { language, words }: PageContext): string {
  if (unit === undefined && scale === 1) return label.text;
  return words('figures.inUnit', { measure: label.text, unit: formatAmount('1', scale, unit, language) });
}

/** The disagreements of the statements, each text once. */
function reasonsOf(comparison: Comparison, context: PageContext): readonly LocalizedText[] {
  const texts = comparison.flatMap(({ disagreements }) => disagreements.map((text) => translate(text, context)));
  return [...new Map(texts.map((text) => [text.text, text])).values()];
}
