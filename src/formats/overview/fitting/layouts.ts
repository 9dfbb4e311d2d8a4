/** The layouts of a picture: from which width on each holds, and its measures; the least target of a pointer. */
import type { Medium } from './letter-width.ts';

/**
 * Positions along the axis are shares of its width, so that one picture serves every width; which marks are grouped, the rows
 * of marks and which names have room are found for the least width of each layout, and have only more room in a wider one.
 * Lengths are CSS pixels.
 */
export interface Layout {
  /** As it begins the names of classes: `b12` is row 12 of layout `b`. */
  readonly id: string;
  /** The least width of the picture in which it is shown. */
  readonly least: number;
  /** The width of lane names at the left; 0 puts them above their lanes. */
  readonly nameWidth: number;
  /** A lane that needs more rows groups its small marks. */
  readonly mostRows: number;
  /** A lane that needs more rows for its long bars and key events alone groups these too. */
  readonly mostBars: number;
  /** The least distance of the axis's ticks, on average. */
  readonly tickGap: number;
  /** The quarter of a row. Rows of long bars alone have three quarters of the height. */
  readonly unit: number;
  /** Which events have names beside their marks; what lasted has one inside of its bar at any width. */
  readonly names: 'all' | 'key';
  /** What its texts are measured for. */
  readonly medium?: Medium;
}

const WITH_NAMES_BESIDE = { mostRows: 7, mostBars: 16, tickGap: 40, unit: 4.15, names: 'all' } as const;
const WITH_NAMES_ABOVE = { nameWidth: 0, mostRows: 2, mostBars: 10, tickGap: 40, unit: 5, names: 'key' } as const;

/**
 * The layouts of a picture in a page, widest first: wide windows, desktops, tablets and paper, large phones, phones.
 *
 * Rows are lower than the 24 px of a target (WCAG 2.2, 2.5.8) where there is a mouse: each mark has an equivalent link in the
 * list, which is large enough.
 */
export const LAYOUTS = [
  { id: 'a', least: 1400, nameWidth: 172, ...WITH_NAMES_BESIDE },
  { id: 'b', least: 1020, nameWidth: 160, ...WITH_NAMES_BESIDE },
  { id: 'c', least: 660, nameWidth: 112, ...WITH_NAMES_BESIDE, mostBars: 12 },
  { id: 'd', least: 344, ...WITH_NAMES_ABOVE },
  { id: 'e', least: 256, ...WITH_NAMES_ABOVE },
] as const satisfies readonly Layout[];

/** The layout of a picture that is a document of its own, of one width; of the narrowest, for any that is narrower. */
export function documentLayout(width: number, medium: 'document' | 'slide' = 'document'): Layout {
  const layout = LAYOUTS.find(({ least }) => least <= width) ?? LAYOUTS[4];
  return { ...layout, least: width, medium, ...(medium === 'slide' && { unit: SLIDE_UNIT }) };
}

/** Rows for larger names. */
const SLIDE_UNIT = 4.7;

/** The margin at an end of the axis, for half a mark on the first or the last day, and where marks fade out beyond it. */
export const EDGE_MARGIN = 14;
export const FADE_MARGIN = 34;
/** The side of the square that a finger can hit, whatever is drawn in it (WCAG 2.2, 2.5.8). */
export const TARGET = 24;
/** The length over which an unbounded mark fades out. */
export const FADE = 28;
/** No lane has more rows than this: where its marks need more, they are grouped, however long they lasted. */
export const MOST_ROWS = 20;
/** In quarters of rows: the style sheet has a class for each. */
export const MOST_UNITS = 4 * MOST_ROWS;
