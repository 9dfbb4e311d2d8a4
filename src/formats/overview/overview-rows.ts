/** The rows of a lane: which mark is in which row, and which marks are so close that they form a group. */
import { dayFromNumber } from '../../chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import type { DrawnGroup, DrawnMark, MarkRuler } from './drawn-mark.ts';
import { FADING, type MarkColumns } from './mark-columns.ts';
import { type OverviewStyle, TARGET } from './overview-style.ts';

/** So many events that no zoom separates get rows of their own; more form a group. */
const MOST_STACKED = 12;

/** Smaller differences are rounding errors. */
const EPSILON = 0.01;

interface Measurable {
  readonly hit0: number;
  readonly hit1: number;
}

type Unrowed = (Omit<DrawnMark, 'y'> | Omit<DrawnGroup, 'y'>) & Measurable;

/** Marks of a lane as columns, since there may be very many: their positions in the chronology and their extents. */
interface MeasuredMarks {
  readonly positions: Uint32Array;
  readonly hit0: Float64Array;
  readonly hit1: Float64Array;
  /** The left ends of their targets in groups. */
  readonly places: Float64Array;
}

interface LaneContext {
  readonly events: readonly TimelineEvent[];
  readonly columns: MarkColumns;
  readonly ruler: MarkRuler;
  readonly range: DayRange;
  readonly style: OverviewStyle;
}

/** @param top The y coordinate at which the first row begins. */
export function* laneRowsSteps(
  positions: Uint32Array,
  context: LaneContext,
  top: number,
): Work<{ drawn: readonly (DrawnMark | DrawnGroup)[]; bottom: number }> {
  const { style } = context;
  const { items, rows } = yield* fittingSteps(yield* measureSteps(positions, context), context);
  const heights = Array.from({ length: rows.count }, () => style.barRow);
  for (const [index, item] of items.entries()) if (isSmall(item)) heights[rows.rowByItem[index] ?? 0] = style.row;
  const middles: number[] = [];
  let y = top;
  for (const height of heights) {
    middles.push(y + height / 2);
    y += height;
  }
  const drawn = items.map(
    (item, index) => ({ ...item, y: middles[rows.rowByItem[index] ?? 0] }) as DrawnMark | DrawnGroup,
  );
  return { drawn, bottom: y };
}

/** Each mark by itself where it fits into the allowed rows; else small marks grouped; else all marks grouped. */
function* fittingSteps(marks: MeasuredMarks, context: LaneContext): Work<{ items: readonly Unrowed[]; rows: Rows }> {
  const { mostRows, mostBars } = context.style;
  if (!isDeeper(marks, mostRows, context)) {
    const items = drawMarks(marks, context);
    const rows = rowsOf(items, mostRows);
    if (rows.count <= mostRows) return { items, rows };
  }
  yield;
  const [small, long] = bySize(marks);
  yield;
  if (!isDeeper(long, mostBars, context)) {
    const items = sortedFromLeft([...drawMarks(long, context), ...(yield* groupSteps(small, context))]);
    const rows = rowsOf(items, mostBars);
    if (rows.count <= mostBars) return { items, rows };
  }
  // The last resort: unlike a bar, the number of a group does not show how long something lasted.
  const items = sortedFromLeft(yield* groupSteps(marks, context));
  return { items, rows: rowsOf(items) };
}

function* measureSteps(positions: Uint32Array, { ruler }: LaneContext): Work<MeasuredMarks> {
  const hit0 = new Float64Array(positions.length);
  const hit1 = new Float64Array(positions.length);
  const places = new Float64Array(positions.length);
  for (let index = 0; index < positions.length; index += 1) {
    if (isSliceOver()) yield;
    ruler.measure(positions[index] as number);
    hit0[index] = ruler.hit0;
    hit1[index] = ruler.hit1;
    places[index] = ruler.place;
  }
  return { positions, hit0, hit1, places };
}

/** Small marks and long marks. */
function bySize({
  positions,
  hit0,
  hit1,
  places,
}: MeasuredMarks): readonly [small: MeasuredMarks, long: MeasuredMarks] {
  const empty = () => ({
    positions: new Uint32Array(positions.length),
    hit0: new Float64Array(positions.length),
    hit1: new Float64Array(positions.length),
    places: new Float64Array(positions.length),
  });
  const sizes = [empty(), empty()] as const;
  const counts: [number, number] = [0, 0];
  for (let index = 0; index < positions.length; index += 1) {
    const [start, end] = [hit0[index] as number, hit1[index] as number];
    const size = end - start <= TARGET + EPSILON ? 0 : 1;
    const next = counts[size];
    sizes[size].positions[next] = positions[index] as number;
    sizes[size].hit0[next] = start;
    sizes[size].hit1[next] = end;
    sizes[size].places[next] = places[index] as number;
    counts[size] = next + 1;
  }
  return [head(sizes[0], counts[0]), head(sizes[1], counts[1])];
}

/** The first marks, so many as `count`. */
function head({ positions, hit0, hit1, places }: MeasuredMarks, count: number): MeasuredMarks {
  return {
    positions: positions.subarray(0, count),
    hit0: hit0.subarray(0, count),
    hit1: hit1.subarray(0, count),
    places: places.subarray(0, count),
  };
}

function drawMarks({ positions }: MeasuredMarks, { events, ruler }: LaneContext): Omit<DrawnMark, 'y'>[] {
  return Array.from(positions, (position) => ruler.draw(events[position] as TimelineEvent, position));
}

function isSmall({ hit0, hit1 }: Measurable): boolean {
  return hit1 - hit0 <= TARGET + EPSILON;
}

function sortedFromLeft(items: Unrowed[]): readonly Unrowed[] {
  return items.sort((a, b) => a.hit0 - b.hit0);
}

/** The width of a bin: narrow enough that every mark covers several bins. */
const BIN_WIDTH = TARGET / 6;

const SAMPLE = 1000;

/**
 * Whether more marks than `most` overlap in one bin, and so need more rows than `most`. Where none do, at most a few
 * hundred marks fit into the picture, and rows can be found mark by mark.
 */
function isDeeper(marks: MeasuredMarks, most: number, context: LaneContext): boolean {
  const { hit0, hit1 } = marks;
  if (hit0.length <= most) return false;
  // Among very many marks, a sample usually decides.
  if (hit0.length > SAMPLE * 4 && isDeeper(head(marks, SAMPLE), most, context)) return true;
  // The number of marks over each bin less that over the bin before.
  const differences = new Int32Array(Math.ceil(context.style.width / BIN_WIDTH) + 2);
  for (let index = 0; index < hit0.length; index += 1) {
    const first = Math.ceil((hit0[index] as number) / BIN_WIDTH);
    const after = Math.floor((hit1[index] as number) / BIN_WIDTH);
    differences[first] = (differences[first] as number) + 1;
    differences[after] = (differences[after] as number) - 1;
  }
  let depth = 0;
  return differences.some((difference) => {
    depth += difference;
    return depth > most;
  });
}

interface Rows {
  readonly rowByItem: readonly number[];
  readonly count: number;
}

/** From left to right, each item gets the first free row. Stops at more rows than `most`: the caller tries otherwise. */
function rowsOf(items: readonly Measurable[], most = Infinity): Rows {
  const order = items.map((_, index) => index).sort((a, b) => (items[a]?.hit0 ?? 0) - (items[b]?.hit0 ?? 0) || a - b);
  const ends: number[] = [];
  const rowByItem: number[] = [];
  for (const index of order) {
    const { hit0 = 0, hit1 = 0 } = items[index] ?? {};
    const free = ends.findIndex((end) => end <= hit0 + EPSILON);
    const row = free === -1 ? ends.length : free;
    ends[row] = hit1;
    rowByItem[index] = row;
    if (ends.length > most) break;
  }
  return { rowByItem, count: ends.length };
}

/** Marks whose places are within the width of a target of each other become a group at the place of the leftmost. */
function* groupSteps(marks: MeasuredMarks, context: LaneContext): Work<Unrowed[]> {
  const items: Unrowed[] = [];
  for (const run of runsIn(marks, context)) {
    yield;
    items.push(...(yield* itemsOfRunSteps(run, marks, context)));
  }
  return items;
}

/** The marks of a run as a group, or each by itself where they are few and no zoom separates them. */
function* itemsOfRunSteps(
  run: number[],
  { positions, hit0, hit1, places }: MeasuredMarks,
  { events, columns, ruler, range, style }: LaneContext,
): Work<Unrowed[]> {
  const days = yield* rangeOfRunSteps(run, positions, columns);
  const wider = roundedOut(days);
  const zooms = wider.from > range.from || wider.to < range.to;
  const eventOf = (index: number) => events[positions[index] as number] as TimelineEvent;
  if (run.length === 1 || (!zooms && run.length <= MOST_STACKED)) {
    const inOrder = run.sort((a, b) => (hit0[a] as number) - (hit0[b] as number) || a - b);
    return inOrder.map((index) => ruler.draw(eventOf(index), positions[index] as number));
  }
  const [first = 0] = run;
  const x = Math.min((places[first] as number) + TARGET / 2, style.width - 1 - TARGET / 2);
  const members: TimelineEvent[] = [];
  let [x0, x1, open] = [Infinity, -Infinity, false];
  yield* pausing(run, (index) => {
    members.push(eventOf(index));
    x0 = Math.min(x0, hit0[index] as number);
    x1 = Math.max(x1, hit1[index] as number);
    const position = positions[index] as number;
    open ||= columns.start[position] === FADING || columns.end[position] === FADING;
  });
  const hit = { hit0: x - TARGET / 2, hit1: x + TARGET / 2 };
  return [{ kind: 'group', events: members, range: days, open, zooms, x, x0, x1, ...hit }];
}

/** The indices of marks with places within the width of a target, run by run from left to right, the leftmost first. */
function runsIn({ places }: MeasuredMarks, { style }: LaneContext): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  let bound = Number.NEGATIVE_INFINITY;
  for (const bin of inBins(places, style.width)) {
    let leftmost: number | undefined;
    const next: number[] = [];
    for (const index of bin) {
      const start = places[index] as number;
      if (start < bound) run.push(index);
      else {
        next.push(index);
        if (leftmost === undefined || start < (places[leftmost] as number)) leftmost = index;
      }
    }
    // A bin is narrower than a run: at most one run begins in it.
    if (leftmost === undefined) continue;
    const index = next.indexOf(leftmost);
    [next[0], next[index]] = [leftmost, next[0] as number];
    run = next;
    runs.push(run);
    bound = (places[leftmost] as number) + TARGET;
  }
  return runs;
}

/** The indices of marks by the bin of their places: a counting sort, since a full sort of very many takes long. */
function inBins(places: Float64Array, width: number): readonly Uint32Array[] {
  const binOf = (x: number) => Math.max(Math.floor(x / BIN_WIDTH), 0);
  const starts = new Uint32Array(Math.ceil(width / BIN_WIDTH) + 2);
  for (const x of places) {
    const after = binOf(x) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let bin = 1; bin < starts.length; bin += 1) starts[bin] = (starts[bin] as number) + (starts[bin - 1] as number);
  const order = new Uint32Array(places.length);
  const free = starts.slice();
  for (let index = 0; index < places.length; index += 1) {
    const bin = binOf(places[index] as number);
    order[free[bin] as number] = index;
    free[bin] = (free[bin] as number) + 1;
  }
  return Array.from(starts.subarray(1), (end, bin) => order.subarray(starts[bin], end));
}

/** From the first to the last day on which any event of a run can have been, so far as it is bounded. */
function* rangeOfRunSteps(
  run: readonly number[],
  positions: Uint32Array,
  { beginFrom, endTo }: MarkColumns,
): Work<DayRange> {
  let [first, last] = [Infinity, -Infinity];
  yield* pausing(run, (index) => {
    const position = positions[index] as number;
    first = Math.min(first, beginFrom[position] as number);
    last = Math.max(last, endTo[position] as number);
  });
  return { from: dayFromNumber(first), to: dayFromNumber(last) };
}
