/** The chart of a printed table: bars with their names and printed totals, a legend, and a summary in words. */
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import type { PageContext } from '../parts/frame.ts';
import { lengthOf, reachOf } from './bar-chart.ts';
import { type BarLabels, lookOf, toBars } from './bars.ts';
import { labelOfRow, measureName } from './printed-table.ts';
import type { TableChart, TableChartRow } from './table-chart.ts';

/** @param slug of the table's event, with which ids on the page begin */
export function tableBars(slug: string, chart: TableChart, unit: string, context: PageContext) {
  const { words } = context;
  const { segments, rows, totals, dwarfing } = chart;
  const onSide = (takenOff: boolean) => segments.filter((segment) => segment.takenOff === takenOff);
  const looks = new Map(
    [false, true].flatMap((takenOff) =>
      onSide(takenOff).map(({ measure }, index) => [measure, lookOf(index, takenOff)] as const),
    ),
  );
  const taken = onSide(true).map(({ measure }) => measureName(measure, context).text);
  const panel = (id: string, title: string, drawn: readonly TableChartRow[]) =>
    toBars(
      {
        id: `chart-${slug}-${id}`,
        title,
        summary: summaryOf(drawn, chart, context),
        rows: drawn.map((row) => ({ bars: row.bars, labels: labelsOf(row, chart, looks, context) })),
      },
      context,
    );
  const totalEntries = (total: string | undefined, key: `figures.${'mark' | 'rightEnd' | 'leftEnd'}`) => {
    // A single segment has its name in the legend already.
    if (total === undefined || segments.length === 1) return [];
    const name = measureName(total, context);
    return [{ ...name, text: words(key, { column: name.text }), isMark: total === totals.net }];
  };
  return {
    caption: words('figures.chartUnit', { unit }),
    legend: [
      ...segments.map(({ measure }) => ({ look: looks.get(measure), ...measureName(measure, context) })),
      ...totalEntries(totals.net, 'figures.mark'),
    ],
    /** What the legend does not show, for those who want to know: it would stand before the first bar. */
    how: [
      ...(taken.length > 0 ? [{ text: words('figures.taken', { taken: taken.join(words('figures.join')) }) }] : []),
      ...totalEntries(totals.right, 'figures.rightEnd'),
      ...totalEntries(totals.left, 'figures.leftEnd'),
      ...(dwarfing ? [{ text: words('figures.dwarfing', { row: labelOfRow(dwarfing.id, context) }) }] : []),
    ] satisfies LocalizedText[],
    panels: [
      panel('all', words('figures.allRows'), rows),
      ...(dwarfing
        ? [
            panel(
              'without',
              words('figures.without', { row: labelOfRow(dwarfing.id, context) }),
              rows.filter((row) => row !== dwarfing),
            ),
          ]
        : []),
    ],
  };
}

function labelsOf(
  row: TableChartRow,
  { segments, totals }: TableChart,
  looks: ReadonlyMap<string, string>,
  context: PageContext,
): BarLabels {
  const name = labelOfRow(row.id, context);
  const total = row.printed(totals.right);
  // A total below zero belongs to the bars on that side.
  const below = Number(total) < 0;
  return {
    label: { text: name },
    segments: segments.map(({ measure }) => ({
      look: looks.get(measure) ?? lookOf(0, false),
      title: context.words('figures.bar', {
        row: name,
        column: measureName(measure, context).text,
        value: row.printed(measure) ?? '',
      }),
    })),
    left: below ? total : row.printed(totals.left),
    right: below ? undefined : total,
  };
}

/** How many rows there are, and whose bar is the longest, with its printed total where there is one. */
function summaryOf(rows: readonly TableChartRow[], { totals }: TableChart, context: PageContext): string {
  const { words } = context;
  const longest = rows.reduce((one, other) => (lengthOf(other.bars) > lengthOf(one.bars) ? other : one));
  const [least, most] = reachOf([longest.bars]);
  const total = most >= -least ? totals.right : totals.left;
  const value = longest.printed(total);
  const sentence = words('figures.summary', { count: rows.length, row: labelOfRow(longest.id, context) });
  if (total === undefined || value === undefined) return sentence;
  return `${sentence} ${words('event.labelled', { label: measureName(total, context).text, text: value })}`;
}
