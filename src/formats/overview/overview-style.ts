/** What an overview picture is drawn for: its widths, rows, and what a finger can hit. */

/** What a picture is drawn for. Lengths are in its own units, CSS pixels where it is shown at its size. */
export interface OverviewStyle {
  readonly width: number;
  /** Room for lane names at the left; 0 puts them above their lanes. */
  readonly nameWidth: number;
  /** More rows than these in a lane are drawn as groups with a count. */
  readonly mostRows: number;
  /** Long bars are grouped only beyond these. */
  readonly mostBars: number;
  readonly tickGap: number;
  readonly foldWidth: number;
  /** Height of a row, and of one in which nothing is small. */
  readonly row: number;
  readonly barRow: number;
}

/**
 * With a mouse rows may be nearer to each other than a finger is wide: each mark has the same link in the list, where it
 * is large (WCAG 2.2, 2.5.8: equivalent).
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
/** Between a desk and a phone. */
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

/** Side of the square that a finger can hit, whatever is drawn in it (WCAG 2.2, 2.5.8). */
export const TARGET = 24;
/** Distance of the lines of a name. */
export const NAME_LINE = 13;
/** Where nothing bounds a mark it fades out over this length. */
export const FADE = 34;
