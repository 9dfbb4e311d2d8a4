/** Bar charts as the template draws them: rectangles, labels and looks as attributes of SVG. */
import { formatAmount } from '../../../chronology/languages/amounts.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import type { PageContext } from '../parts/frame.ts';
import { type BarChart, type BarRow, barChart, type Margins, type Reach } from './bar-chart.ts';

/** A bar whose value is only approximate, or only a lower bound, ends softly. */
export type SoftEnd = 'about' | 'beyond';

export interface BarLabels {
  readonly label: LocalizedText;
  /** The tooltip and the look of each segment of the row. */
  readonly segments: readonly { readonly title: string; readonly look: string }[];
  /** At the ends of the row's bars, as printed. */
  readonly left?: string | undefined;
  readonly right?: string | undefined;
  readonly soft?: SoftEnd | undefined;
  /** A text in place of bars, where there is nothing to draw. */
  readonly absent?: string | undefined;
}

export interface Bars {
  readonly id: string;
  readonly title: string;
  readonly lang?: string | undefined;
  /** A description for readers who do not see the drawing. */
  readonly summary: string;
  readonly rows: readonly { readonly bars: BarRow; readonly labels: BarLabels }[];
  /** For charts beside each other that share one scale; default: those of the rows. */
  readonly reach?: Reach | undefined;
  readonly margins?: Margins | undefined;
}

/** Fills that differ without colour; the style sheet and `partials/patterns` have them for both directions. */
const TEXTURES = ['solid', 'hatched', 'pale', 'dotted', 'crossed', 'lined', 'barred'] as const;
/** How many segments of one side can be told apart. */
export const MOST_LOOKS = TEXTURES.length;

/** The look of the nth segment that is added, or taken off. */
export function lookOf(index: number, takenOff: boolean): string {
  // Segments taken off begin with another texture, so that the first of either side differ in print as well.
  const texture = TEXTURES[(index + (takenOff ? 1 : 0)) % TEXTURES.length];
  return `${takenOff ? 'taken' : 'added'}-${texture}`;
}

// In percent of the width: half of a soft end, and the room between a bar and its label, soft end included.
const SOFT = 1.5;
const MARGIN = 5;
const TICK_ROOM = 3;
// Labels must fit into the narrowest drawing: its width, and that of a Latin letter, in pixels.
const NARROWEST = 290;
const LETTER = 7;

/** The room that the labels at the ends of bars need, in percent. */
export function marginsFor(labels: readonly Pick<BarLabels, 'left' | 'right'>[]): Margins {
  const room = (texts: readonly (string | undefined)[]) =>
    Math.min(45, Math.max(0, ...texts.map((text = '') => (text === '' ? 0 : widthOf(text) + MARGIN))));
  return { left: room(labels.map(({ left }) => left)), right: room(labels.map(({ right }) => right)) };
}

export function toBars(
  { id, title, lang, summary, rows, reach, margins = marginsFor(rows.map(({ labels }) => labels)) }: Bars,
  { language }: PageContext,
) {
  const tickText = (value: number) => formatAmount(String(value), 1, undefined, language).replace('-', '−');
  const chart = barChart(
    rows.map(({ bars }) => bars),
    { margins, reach, widthOf: (value) => widthOf(tickText(value)) + TICK_ROOM },
  );
  return {
    id,
    title,
    lang,
    summary,
    height: chart.height,
    gridTop: chart.top - 6,
    tickY: chart.top - 11,
    zero: percent(chart.zero),
    ticks: chart.ticks.map(({ value, x }) => ({
      x: percent(x),
      // Centred on the very edge, it would be cut off in print.
      atEdge: x === 0,
      label: tickText(value),
    })),
    rows: chart.rows.map((row, index) =>
      toRow(row, chart.zero, rows[index]?.labels ?? { label: { text: '' }, segments: [] }),
    ),
  };
}

function toRow(row: BarChart['rows'][number], zero: number, labels: BarLabels) {
  const { soft } = labels;
  const toLeft = row.left < zero && row.right === zero;
  // A soft end lies around an approximate value, and behind a lower bound.
  const beyond = soft === undefined ? 0 : soft === 'about' ? SOFT : 2 * SOFT;
  const end = toLeft ? row.left - beyond : row.right + beyond;
  return {
    label: labels.label,
    labelY: row.label,
    absent: labels.absent,
    y: row.y,
    height: row.height,
    /** Baseline of the texts beside the bars. */
    textY: row.y + row.height - 3,
    bars: row.segments.map(({ segment, x, width }) => ({
      x: percent(toLeft && x === row.left ? x - beyond : x),
      width: percent(width + beyond),
      look: labels.segments[segment]?.look ?? lookOf(0, false),
      title: labels.segments[segment]?.title ?? '',
    })),
    soft: soft && {
      x: percent(toLeft ? end : end - 2 * SOFT),
      y: row.y - 1,
      width: percent(2 * SOFT),
      height: row.height + 2,
      fade: toLeft ? 'fade-left' : 'fade-right',
    },
    left: labels.left === undefined ? undefined : { x: percent(toLeft ? end : row.left), text: labels.left },
    right: labels.right === undefined ? undefined : { x: percent(toLeft ? row.right : end), text: labels.right },
    mark: row.mark === undefined ? undefined : percent(row.mark),
    markTop: row.y - 3,
    markBottom: row.y + row.height + 3,
  };
}

/** Width of a text in percent of the narrowest drawing: East Asian letters are twice as wide as Latin ones. */
function widthOf(text: string): number {
  const letters = [...text].reduce((sum, letter) => sum + (/[\u1100-\uffe6]/.test(letter) ? 2 : 1), 0);
  return ((letters * LETTER) / NARROWEST) * 100;
}

function percent(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}
