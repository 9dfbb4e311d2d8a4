/** Bar charts as the template draws them: rectangles, labels and looks as attributes of SVG. */
import { formatAmount } from '../../../chronology/languages/amounts.ts';
import type { LocalizedText, PageContext } from '../parts/frame.ts';
import { type BarChart, type BarRow, barChart, type Reach } from './bar-chart.ts';

/** What a bar's end says of its value: that it is about there, or beyond. */
export type SoftEnd = 'about' | 'beyond';

export interface BarLabels {
  readonly label: LocalizedText;
  /** Of each part of the row: what a pointer that rests on it is told, and how it looks. */
  readonly parts: readonly { readonly title: string; readonly look: string }[];
  /** At the ends of the row's bars, as printed. */
  readonly left?: string | undefined;
  readonly right?: string | undefined;
  readonly soft?: SoftEnd | undefined;
  /** In place of bars, where there is nothing to draw. */
  readonly absent?: string | undefined;
}

export interface Bars {
  readonly id: string;
  readonly title: string;
  readonly lang?: string | undefined;
  /** What the drawing shows, for those who do not see it. */
  readonly summary: string;
  readonly rows: readonly { readonly bars: BarRow; readonly labels: BarLabels }[];
  /** For charts beside each other that share one scale; default: those of the rows. */
  readonly reach?: Reach | undefined;
  readonly margins?: Margins | undefined;
}

export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** Fills that differ without colour; the style sheet and `partials/patterns` have them for both directions. */
export const TEXTURES = ['solid', 'hatched', 'pale', 'dotted', 'crossed'] as const;

/** The look of the nth part that is added, or taken off. */
export function lookOf(index: number, takenOff: boolean): string {
  // What is taken off starts with another texture, so that the first of each differ in print as well.
  const texture = TEXTURES[(index + (takenOff ? 1 : 0)) % TEXTURES.length];
  return `${takenOff ? 'taken' : 'added'}-${texture}`;
}

// In percent of the width: half of a soft end, and what is between a bar and its label, soft end included.
const SOFT = 1.5;
const MARGIN = 5;
const TICK_ROOM = 3;
// For labels, the narrowest drawing counts: its width, and that of a letter of Latin script, in pixels.
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
    top: chart.top,
    zero: percent(chart.zero),
    ticks: chart.ticks.map(({ value, x }) => ({
      x: percent(x),
      // Centred on the very edge, it would be cut off in print.
      atEdge: x === 0,
      label: tickText(value),
    })),
    rows: chart.rows.map((row, index) =>
      toRow(row, chart.zero, rows[index]?.labels ?? { label: { text: '' }, parts: [] }),
    ),
  };
}

function toRow(row: BarChart['rows'][number], zero: number, labels: BarLabels) {
  const { soft } = labels;
  const toLeft = row.left < zero && row.right === zero;
  // A soft end lies around the value that is about there, and behind one that is only a bound.
  const beyond = soft === undefined ? 0 : soft === 'about' ? SOFT : 2 * SOFT;
  const end = toLeft ? row.left - beyond : row.right + beyond;
  return {
    label: labels.label,
    labelY: row.label,
    absent: labels.absent,
    y: row.y,
    height: row.height,
    /** Baseline of what stands beside the bars. */
    textY: row.y + row.height - 3,
    bars: row.segments.map(({ segment, x, width }) => ({
      x: percent(toLeft && x === row.left ? x - beyond : x),
      width: percent(width + beyond),
      look: labels.parts[segment]?.look ?? lookOf(0, false),
      title: labels.parts[segment]?.title ?? '',
    })),
    soft: soft && { x: percent(toLeft ? end : end - 2 * SOFT), width: percent(2 * SOFT), toLeft },
    left: labels.left === undefined ? undefined : { x: percent(toLeft ? end : row.left), text: labels.left },
    right: labels.right === undefined ? undefined : { x: percent(toLeft ? row.right : end), text: labels.right },
    mark: row.mark === undefined ? undefined : percent(row.mark),
    markTop: row.y - 3,
    markBottom: row.y + row.height + 3,
  };
}

/** Of the narrowest drawing, in percent: East Asian letters are twice as wide as Latin ones. */
function widthOf(text: string): number {
  const letters = [...text].reduce((sum, letter) => sum + (/[\u1100-\uffe6]/.test(letter) ? 2 : 1), 0);
  return ((letters * LETTER) / NARROWEST) * 100;
}

function percent(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}
