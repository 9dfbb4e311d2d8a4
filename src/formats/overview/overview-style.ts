/** The measures of a picture for wide, middling and narrow windows: widths, rows, and the least target of a pointer. */

/** Lengths are in units of the picture, which are CSS pixels where it is shown at its own size. */
export interface OverviewStyle {
  readonly width: number;
  /** The width of lane names at the left; 0 puts them above their lanes. */
  readonly nameWidth: number;
  /** A lane that needs more rows groups its small marks. */
  readonly mostRows: number;
  /** A lane that needs more rows for its long bars alone groups these too. */
  readonly mostBars: number;
  readonly tickGap: number;
  readonly foldWidth: number;
  /** The height of a row, and of a row that holds long bars only. */
  readonly row: number;
  readonly barRow: number;
}

/**
 * Rows are lower than the 24 px of a target (WCAG 2.2, 2.5.8): each mark has an equivalent link in the list, which is
 * large enough.
 */
export const WIDE: OverviewStyle = {
  width: 1072,
  nameWidth: 172,
  mostRows: 7,
  mostBars: 16,
  tickGap: 40,
  foldWidth: 66,
  row: 18,
  barRow: 13,
};
/** For tablets. */
export const MIDDLE: OverviewStyle = { ...WIDE, width: 760, nameWidth: 112, foldWidth: 60, mostBars: 12 };
export const NARROW: OverviewStyle = {
  width: 358,
  nameWidth: 0,
  mostRows: 2,
  mostBars: 10,
  tickGap: 40,
  foldWidth: 36,
  row: 24,
  barRow: 14,
};

/** The side of the square that a finger can hit, whatever is drawn in it (WCAG 2.2, 2.5.8). */
export const TARGET = 24;
/** The distance between the lines of a name. */
export const NAME_LINE = 13;
/** The length over which an unbounded mark fades out. */
export const FADE = 34;
