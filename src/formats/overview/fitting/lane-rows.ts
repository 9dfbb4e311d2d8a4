/** The rows of a lane at one width: each mark with its name beside or inside it, as many as have room, the most important first. */
import type { Work } from '../../../slices.ts';
import { type Font, type Medium, shortened, textWidth } from './letter-width.ts';
import type { AxisRoom } from './time-axis.ts';

const NAME_FONTS = { page: 11.5, document: 11.5, slide: 14 } as const;
const KEY_FONTS = { page: 12.5, document: 12.5, slide: 15 } as const;

/** An item of a lane, in CSS pixels from the beginning of the axis. */
export interface Rowable {
  /** The extent of what is drawn and what a pointer can hit. */
  readonly from: number;
  readonly to: number;
  /** The extent of what is drawn: its name stands beside it. */
  readonly drawn0: number;
  readonly drawn1: number;
  /** 0 for what is named first. */
  readonly rank: number;
  /** Absent where the mark has no name at this width. */
  readonly name?: string | undefined;
  /** Where the name is drawn. */
  readonly medium?: Medium | undefined;
  /** Whether the name may stand inside of its bar alone. */
  readonly isInsideOnly?: boolean;
  readonly isBold: boolean;
  /** Whether it lasted: its name stands inside where it has room. */
  readonly isBar: boolean;
  /** Whether a row of such items alone may be lower. */
  readonly isLow: boolean;
}

export interface RowName {
  readonly text: string;
  readonly side: 'before' | 'after' | 'inside';
  /** The extent of the text. */
  readonly x0: number;
  readonly x1: number;
}

export interface LaneRows {
  readonly rowByItem: readonly number[];
  readonly nameByItem: readonly (RowName | undefined)[];
  /** Of each row, whether it holds bars alone. */
  readonly isLow: readonly boolean[];
}

/** Between a mark and its name, inside of a bar, and between a name and what follows. */
export const NAME_GAP = 4;
export const INSIDE_GAP = 6;
const AFTER_NAME = 9;

/** Smaller differences are rounding errors. */
const EPSILON = 0.01;

/** What a row more costs, against names that have no room without it. */
const ROW_COST = 34;
const UNNAMED_COST = [1000, 30, 12, 0];
const SHORTENED_COST = 6;
/** So many rows are tried beside those that marks need without names, and so many orders of marks for each. */
const MOST_ROWS_TRIED = 4;
const ORDERS = 10;
/** In a lane of more marks, names have what room marks leave. */
const MOST_WEIGHED = 60;

export type Span = readonly [from: number, to: number];

/** What stands in a row. */
interface Taken {
  readonly index: number;
  span: Span;
}

interface Attempt {
  readonly rows: Taken[][];
  readonly rowByItem: number[];
  readonly nameByItem: (RowName | undefined)[];
}

/** An item with what many attempts ask of it, and finding takes long: texts are measured once. */
interface Measured extends Rowable {
  /** The width of its name; 0 without one. */
  readonly long: number;
  /** The ways in which the whole name can stand, the best first. */
  readonly ways: readonly Named[];
  /** What of its name has been found to fit. */
  readonly shortenings: Shortening[];
}

/** The text that fits into any room from `long`, its own width, to `room`; undefined where none does. */
interface Shortening {
  readonly text: string | undefined;
  readonly long: number;
  readonly room: number;
}

/** As much of the item's name as has room: attempts ask for the same rooms again and again. */
function shortenedTo(item: Measured, room: number): Shortening {
  const known = item.shortenings.find((one) => one.long <= room && room <= one.room);
  if (known) return known;
  const text = shortened(item.name ?? '', room, fontOf(item));
  const found = { text, long: text === undefined ? -Infinity : textWidth(text, fontOf(item)), room };
  item.shortenings.push(found);
  return found;
}

/** @param mostRows So many rows are allowed where names need them. */
export function* laneRowsSteps(rowables: readonly Rowable[], room: AxisRoom, mostRows: number): Work<LaneRows> {
  const items = rowables.map((item): Measured => {
    const long = textWidth(item.name ?? '', fontOf(item));
    return { ...item, long, ways: item.name === undefined ? [] : waysOf(item, item.name, long, room), shortenings: [] };
  });
  const fromLeft = inOrderOfRank(items, 0);
  const plain = namesInGaps(items, plainRows(items), fromLeft, room);
  let best = plain;
  if (items.length <= MOST_WEIGHED && items.some(({ name }) => name !== undefined)) {
    let least = cost(items, plain);
    const orders = [fromLeft];
    for (let order = 1; order < ORDERS; order += 1) orders.push(inOrderOfRank(items, order));
    const most = Math.max(Math.min(plain.rows.length + MOST_ROWS_TRIED, mostRows), plain.rows.length);
    for (let count = plain.rows.length; count <= most; count += 1) {
      for (const order of orders) {
        // A row more has to save more than it costs, and no other order does better than one that names all.
        if (count * ROW_COST >= least) break;
        yield;
        const attempt = rowsWithNames(items, count, order, room);
        const paid = attempt ? cost(items, attempt) : Infinity;
        if (!attempt || paid >= least) continue;
        [best, least] = [attempt, paid];
      }
    }
  }
  return withBarsBelow(items, best);
}

function cost(items: readonly Rowable[], { rows, nameByItem }: Attempt): number {
  return items.reduce((sum, { name, rank, isInsideOnly }, index) => {
    if (name === undefined || isInsideOnly) return sum;
    const given = nameByItem[index];
    if (!given) return sum + (UNNAMED_COST[rank] ?? 0);
    return given.text === name ? sum : sum + SHORTENED_COST;
  }, rows.length * ROW_COST);
}

/** The row of each span: from left to right, each gets the first free one. Undefined where these are more than `most`. */
export function rowsFromLeft(spans: readonly Span[], most: number): readonly number[] | undefined {
  const order = [...spans.keys()].sort((a, b) => (spans[a]?.[0] ?? 0) - (spans[b]?.[0] ?? 0) || a - b);
  const ends: number[] = [];
  const rowByItem: number[] = [];
  for (const index of order) {
    const [from, to] = spans[index] as Span;
    const free = ends.findIndex((end) => end <= from + EPSILON);
    const row = free === -1 ? ends.length : free;
    if (row >= most) return undefined;
    ends[row] = to;
    rowByItem[index] = row;
  }
  return rowByItem;
}

/** The rows that marks need without names. */
function plainRows(items: readonly Rowable[]): Attempt {
  const rowByItem = rowsFromLeft(items.map(spanOf), Infinity) ?? [];
  const rows: Taken[][] = [];
  for (const [index, row] of rowByItem.entries()) {
    rows[row] ??= [];
    rows[row].push({ index, span: spanOf(items[index] as Rowable) });
  }
  return { rows, rowByItem: [...rowByItem], nameByItem: items.map(() => undefined) };
}

/** By rank, and within a rank from the left, from the right, from the longest name, or in one of several mixed orders. */
function inOrderOfRank(items: readonly Measured[], order: number): readonly number[] {
  const keys = items.map((item, index) => {
    if (order === 0) return item.from;
    if (order === 1) return -item.from;
    if (order === 2) return -item.long;
    // The same at each run: a renderer knows no chance.
    return ((index + 1) * 7919 * order) % 1009;
  });
  return items
    .map((_, index) => index)
    .sort((a, b) => (items[a]?.rank ?? 0) - (items[b]?.rank ?? 0) || (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
}

function namesInGaps(items: readonly Measured[], plain: Attempt, order: readonly number[], room: AxisRoom): Attempt {
  for (const index of order) {
    const item = items[index] as Measured;
    if (item.name === undefined) continue;
    const row = plain.rows[plain.rowByItem[index] as number] as Taken[];
    const others = row.filter((taken) => taken.index !== index);
    const name = item.ways.find(({ span }) => isFree(others, span));
    const given = name ?? shortenedIn(item, others, room);
    const own = row.find((taken) => taken.index === index);
    if (!given || !own) continue;
    plain.nameByItem[index] = given.name;
    own.span = given.span;
  }
  return plain;
}

/** Undefined where a mark has no room in so many rows, even where names make way for it. */
function rowsWithNames(
  items: readonly Measured[],
  count: number,
  order: readonly number[],
  room: AxisRoom,
): Attempt | undefined {
  const attempt: Attempt = {
    rows: Array.from({ length: count }, () => []),
    rowByItem: [],
    nameByItem: items.map(() => undefined),
  };
  for (const index of order) {
    const item = items[index] as Measured;
    const placed = placeWithName(attempt.rows, item, room) ?? placeAlone(attempt, items, item);
    if (!placed) return undefined;
    attempt.rows[placed.row]?.push({ index, span: placed.span });
    attempt.rowByItem[index] = placed.row;
    attempt.nameByItem[index] = placed.name;
  }
  return attempt;
}

interface Place {
  readonly row: number;
  readonly span: Span;
  readonly name?: RowName;
}

function placeWithName(rows: readonly Taken[][], item: Measured, room: AxisRoom): Place | undefined {
  if (item.name === undefined) return undefined;
  let best: Place | undefined;
  let least = Infinity;
  for (const { name, span } of item.ways)
    for (const [row, taken] of rows.entries()) {
      if (!isFree(taken, span)) continue;
      const left = gapBeside(taken, span, room) + (name.side === 'before' ? READING_COST : 0);
      if (left >= least) continue;
      [best, least] = [{ row, span, name }, left];
    }
  if (best) return best;
  for (const [row, taken] of rows.entries()) {
    if (!isFree(taken, [item.from, item.to])) continue;
    const found = shortenedIn(item, taken, room);
    if (found) return { row, ...found };
  }
  return undefined;
}

/** A row that is free for the mark without its name, or becomes free where the least important names make way. */
function placeAlone({ rows, nameByItem }: Attempt, items: readonly Rowable[], item: Rowable): Place | undefined {
  const span = [item.from, item.to] as const;
  const free = rows.findIndex((taken) => isFree(taken, span));
  if (free !== -1) return { row: free, span };
  let best: { row: number; unnamed: readonly Taken[] } | undefined;
  let least = Infinity;
  for (const [row, taken] of rows.entries()) {
    const unnamed = taken.filter((one) => !isFree([one], span));
    if (!unnamed.every(({ index }) => isFree([{ index, span: spanOf(items[index] as Rowable) }], span))) continue;
    const paid = unnamed.reduce((sum, { index }) => sum + (UNNAMED_COST[items[index]?.rank ?? 0] ?? 0), 0);
    if (paid >= least) continue;
    [best, least] = [{ row, unnamed }, paid];
  }
  if (!best) return undefined;
  for (const taken of best.unnamed) {
    taken.span = spanOf(items[taken.index] as Rowable);
    nameByItem[taken.index] = undefined;
  }
  return { row: best.row, span };
}

function spanOf({ from, to }: Rowable): Span {
  return [from, to];
}

/** Names are read on from their marks: one before its mark has to save room. */
const READING_COST = 60;

/** The room left between a span and its nearest neighbour in a row: the less, the more is left for others. */
function gapBeside(taken: readonly Taken[], [from, to]: Span, { before, width, after }: AxisRoom): number {
  let left = from + before;
  let right = width + after - to;
  for (const { span } of taken) {
    if (span[1] <= from + EPSILON) left = Math.min(left, from - span[1]);
    else right = Math.min(right, span[0] - to);
  }
  return Math.max(Math.min(left, right), 0);
}

function isFree(taken: readonly Taken[], [from, to]: Span): boolean {
  return taken.every(({ span }) => span[1] <= from + EPSILON || span[0] >= to - EPSILON);
}

interface Named {
  readonly name: RowName;
  /** The extent of the item with its name. */
  readonly span: Span;
}

/** @param long The width of the text. */
function waysOf(item: Rowable, text: string, long: number, { before, width, after }: AxisRoom): readonly Named[] {
  const [left, right] = [-before, width + after];
  const ways: Named[] = [];
  const begin = Math.max(item.drawn0, left) + INSIDE_GAP;
  if (item.isBar && begin + long + INSIDE_GAP <= Math.min(item.drawn1, right))
    ways.push({ name: { text, side: 'inside', x0: begin, x1: begin + long }, span: [item.from, item.to] });
  if (item.isInsideOnly) return ways;
  const x0 = item.drawn1 + NAME_GAP;
  if (x0 + long <= right)
    ways.push({
      name: { text, side: 'after', x0, x1: x0 + long },
      span: [item.from, Math.max(x0 + long + AFTER_NAME, item.to)],
    });
  const x1 = item.drawn0 - NAME_GAP;
  if (x1 - long >= left)
    ways.push({
      name: { text, side: 'before', x0: x1 - long, x1 },
      span: [Math.min(x1 - long - AFTER_NAME, item.from), item.to],
    });
  return ways;
}

/** The name with fewer words, in the room between its mark and the others of a row. What is key is named whole wherever that is possible. */
function shortenedIn(item: Measured, others: readonly Taken[], { before, width, after }: AxisRoom): Named | undefined {
  if (item.isInsideOnly || (item.isBold && item.ways.length > 0)) return undefined;
  const x0 = item.drawn1 + NAME_GAP;
  const end = others.reduce(
    (end, { span: [from] }) => (from >= item.to - EPSILON ? Math.min(end, from - AFTER_NAME) : end),
    width + after,
  );
  const { text: behind, long } = shortenedTo(item, end - x0);
  if (behind !== undefined) {
    const span = [item.from, Math.max(x0 + long + AFTER_NAME, item.to)] as const;
    if (isFree(others, span)) return { name: { text: behind, side: 'after', x0, x1: x0 + long }, span };
  }
  const x1 = item.drawn0 - NAME_GAP;
  const begin = others.reduce(
    (begin, { span: [, to] }) => (to <= item.from + EPSILON ? Math.max(begin, to + AFTER_NAME) : begin),
    -before,
  );
  const { text: ahead, long: length } = shortenedTo(item, x1 - begin);
  if (ahead === undefined) return undefined;
  const span = [Math.min(x1 - length - AFTER_NAME, item.from), item.to] as const;
  return isFree(others, span) ? { name: { text: ahead, side: 'before', x0: x1 - length, x1 }, span } : undefined;
}

export function fontOf({ isBold, medium }: Pick<Rowable, 'isBold' | 'medium'>): Font & { readonly bold: boolean } {
  return { fontSize: (isBold ? KEY_FONTS : NAME_FONTS)[medium ?? 'page'], bold: isBold, medium };
}

/** Rows of bars alone, which are lower, come last; otherwise rows stay in order. */
function withBarsBelow(items: readonly Rowable[], { rows, rowByItem, nameByItem }: Attempt): LaneRows {
  const isLow = rows.map((_, row) => items.every((item, index) => rowByItem[index] !== row || item.isLow));
  const order = [...rows.keys()].sort((a, b) => Number(isLow[a]) - Number(isLow[b]) || a - b);
  return {
    rowByItem: rowByItem.map((row) => order.indexOf(row)),
    nameByItem,
    isLow: order.map((row) => isLow[row] === true),
  };
}
