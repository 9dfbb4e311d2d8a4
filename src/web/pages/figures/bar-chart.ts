/** The layout of a bar chart: numbers to rectangles, left and right of zero. */
import { type ScaleLinear, scaleLinear } from 'd3-scale';

// Horizontally all is in percent of the drawing's width, so that one drawing fits every screen and its text is never
// scaled; vertically in pixels.

export interface BarRow {
  /** Values in the order of the legend; negative ones are stacked to the left. */
  readonly segments: readonly (number | undefined)[];
  /** A value that is marked across the row. */
  readonly mark?: number | undefined;
}

interface BarSegment {
  /** Its index in the row. */
  readonly segment: number;
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

export interface BarChart {
  /** In pixels. */
  readonly height: number;
  /** Where the axis ends and the rows begin. */
  readonly top: number;
  readonly zero: number;
  readonly ticks: readonly { readonly value: number; readonly x: number }[];
  readonly rows: readonly {
    readonly y: number;
    readonly height: number;
    /** Baseline of the row's label, which stands above its bar. */
    readonly label: number;
    readonly segments: readonly BarSegment[];
    /** The ends of the row's bars on either side; both at zero for a row without bars. */
    readonly left: number;
    readonly right: number;
    readonly mark?: number | undefined;
  }[];
}

/** The least and the greatest value that a chart has to reach. */
export type Reach = readonly [least: number, most: number];

/** Room for the labels at the ends of the bars, in percent. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

export interface Plot {
  readonly margins: Margins;
  /** For charts that share one scale; default: that of the rows. */
  readonly reach?: Reach | undefined;
  /** Width of a tick's label in percent, with the room around it. */
  readonly widthOf?: (value: number) => number;
}

const AXIS = 26;
/** From a row's upper edge to its bar, and of it what the label's baseline keeps from the bar and the numbers beside it. */
const LABEL = 22;
const CLEARANCE = 8;
const BAR = 14;
const GAP = 11;
/** The most ticks asked of a scale, which takes the nearest number that gives round values. */
const TICKS = 4;

export function barChart(
  rows: readonly BarRow[],
  { margins, reach = reachOf(rows), widthOf = () => 0 }: Plot,
): BarChart {
  // A chart of nothing but zeros still has a zero to stand on.
  const [least, most] = reach[0] === reach[1] ? [0, 1] : reach;
  const scale = scaleLinear([least, most], [margins.left, 100 - margins.right]);
  const zero = scale(0);
  return {
    height: AXIS + rows.length * (LABEL + BAR + GAP),
    top: AXIS,
    zero,
    ticks: ticksOf(scale, widthOf),
    rows: rows.map(({ segments: values, mark }, index) => {
      const y = AXIS + index * (LABEL + BAR + GAP) + LABEL;
      const label = y - CLEARANCE;
      const ends = { left: 0, right: 0 };
      const segments = values.flatMap((value, segment): BarSegment[] => {
        if (value === undefined || value === 0) return [];
        const side = value < 0 ? 'left' : 'right';
        const from = ends[side];
        ends[side] = from + value;
        const [x, end] = value < 0 ? [scale(ends[side]), scale(from)] : [scale(from), scale(ends[side])];
        return [{ segment, x, width: end - x, y, height: BAR }];
      });
      return {
        y,
        height: BAR,
        label,
        segments,
        left: scale(ends.left),
        right: scale(ends.right),
        ...(mark === undefined ? {} : { mark: scale(mark) }),
      };
    }),
  };
}

/** As many as fit side by side; zero alone where no two do. */
function ticksOf(scale: ScaleLinear<number, number>, widthOf: (value: number) => number): BarChart['ticks'] {
  for (let wished = TICKS; wished > 0; wished -= 1) {
    const ticks = scale.ticks(wished).map((value) => ({ value, x: scale(value) }));
    const touch = ticks.some(({ value, x }, index) => {
      const before = ticks[index - 1];
      return before && x - before.x < (widthOf(value) + widthOf(before.value)) / 2;
    });
    if (!touch) return ticks;
  }
  return [{ value: 0, x: scale(0) }];
}

/** How far the rows' bars and marks reach on either side of zero. */
export function reachOf(rows: readonly BarRow[]): Reach {
  const marks = rows.map(({ mark = 0 }) => mark);
  return [Math.min(0, ...marks, ...rows.map(leftEnd)), Math.max(0, ...marks, ...rows.map(rightEnd))];
}

/** The length of a row's longer bar, on whichever side it is. */
export function lengthOf(row: BarRow): number {
  return Math.max(rightEnd(row), -leftEnd(row));
}

function leftEnd({ segments }: BarRow): number {
  return segments.reduce<number>((end, value = 0) => end + Math.min(value, 0), 0);
}

function rightEnd({ segments }: BarRow): number {
  return segments.reduce<number>((end, value = 0) => end + Math.max(value, 0), 0);
}
