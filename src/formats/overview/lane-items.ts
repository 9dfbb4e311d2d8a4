/** What stands in a lane: marks by themselves, and groups of marks that are so close that they cannot be told apart. */
import { dayFromNumber } from '../../chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import type { DrawnGroup, DrawnMark, MarkRuler } from './drawn-mark.ts';
import { rowsFromLeft, type Span } from './fitting/lane-rows.ts';
import { type Layout, MOST_ROWS, TARGET } from './fitting/layouts.ts';
import type { AxisRoom } from './fitting/time-axis.ts';
import { FADING, type MarkColumns } from './mark-columns.ts';
import { ringedExtent } from './mark-shape.ts';

/** So many events that no zoom separates get rows of their own; more form a group. */
const MOST_STACKED = 12;
/** So many key events of a lane stand by themselves at any width. */
const MOST_KEYS_APART = 8;

/** Smaller differences are rounding errors. */
const EPSILON = 0.01;

/** Marks of a lane as columns, since there may be very many: their positions in the chronology and their extents. */
interface MeasuredMarks {
  readonly positions: Uint32Array;
  readonly hit0: Float64Array;
  readonly hit1: Float64Array;
  /** The left ends of their targets in groups. */
  readonly places: Float64Array;
}

export interface LaneContext {
  readonly events: readonly TimelineEvent[];
  readonly columns: MarkColumns;
  readonly ruler: MarkRuler;
  readonly range: DayRange;
  /** The days of the picture that its query does not leave out. */
  readonly asked: DayRange;
  readonly layout: Layout;
  readonly room: AxisRoom;
  /** The slug of an event that is never part of a group. */
  readonly current: string | undefined;
}

export type LaneItem = DrawnMark | UncountedGroup;
export type UncountedGroup = Omit<DrawnGroup, 'count'>;

/**
 * Each mark by itself where it fits into the allowed rows; else small marks grouped, without key events; else long ones too;
 * else all grouped, as coarsely as they need.
 */
export function* laneItemsSteps(positions: Uint32Array, context: LaneContext): Work<readonly LaneItem[]> {
  const { mostRows, mostBars } = context.layout;
  const haveRows = (items: readonly LaneItem[], most: number) =>
    rowsFromLeft(
      items.map((item) => extentOf(item, context.current)),
      most,
    ) !== undefined;
  const marks = yield* measureSteps(positions, context);
  if (!isDeeper(marks, mostRows, context)) {
    const items = drawMarks(marks, context);
    if (haveRows(items, mostRows)) return items;
  }
  yield;
  const standsApart = keysApart(marks, context);
  const [small, apart] = parted(
    marks,
    (index, position) =>
      (marks.hit1[index] as number) - (marks.hit0[index] as number) > TARGET + EPSILON || standsApart(position),
  );
  yield;
  if (!isDeeper(apart, mostBars, context)) {
    const grouped = yield* groupSteps(small, context, { reach: TARGET, mostStacked: MOST_STACKED });
    const items = sortedFromLeft([...drawMarks(apart, context), ...grouped]);
    if (haveRows(items, mostBars)) return items;
  }
  // Bars are grouped last: unlike a bar, the number of a group does not show how long something lasted.
  const [others, keys] = parted(marks, (_, position) => standsApart(position));
  for (const [grouped, alone] of [
    [others, drawMarks(keys, context)],
    [marks, []],
  ] as const) {
    const groups = yield* groupSteps(grouped, context, { reach: TARGET, mostStacked: MOST_STACKED });
    const items = sortedFromLeft([...alone, ...groups]);
    if (haveRows(items, MOST_ROWS)) return items;
  }
  // Of bars that begin far apart and all go on, some are still too many: groups reach so far that the rest has rows.
  for (let reach = TARGET; ; reach *= 2) {
    const coarser = sortedFromLeft(yield* groupSteps(marks, context, { reach, mostStacked: 1 }));
    if (haveRows(coarser, MOST_ROWS)) return coarser;
  }
}

/** The extent of what is drawn of an item, and of what a pointer can hit. */
export function extentOf(item: LaneItem, current: string | undefined): Span {
  const { hit0, hit1 } = item;
  if (item.kind === 'group') return [hit0, hit1];
  const [drawn0, drawn1] = ringedExtent(item, item.event.slug === current);
  return [Math.min(hit0, drawn0), Math.max(hit1, drawn1)];
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

/** Whether the event at a position stands by itself, however small: that of the page, and key events where they are few. */
function keysApart(
  { positions }: MeasuredMarks,
  { columns, events, current }: LaneContext,
): (position: number) => boolean {
  let keys = 0;
  for (const position of positions) keys += columns.key[position] as number;
  return (position) =>
    (keys <= MOST_KEYS_APART && columns.key[position] === 1) ||
    (current !== undefined && events[position]?.slug === current);
}

/** The marks that stand by themselves, behind the others. */
function parted(
  { positions, hit0, hit1, places }: MeasuredMarks,
  isApart: (index: number, position: number) => boolean,
): readonly [others: MeasuredMarks, apart: MeasuredMarks] {
  const empty = () => ({
    positions: new Uint32Array(positions.length),
    hit0: new Float64Array(positions.length),
    hit1: new Float64Array(positions.length),
    places: new Float64Array(positions.length),
  });
  const sides = [empty(), empty()] as const;
  const counts: [number, number] = [0, 0];
  for (let index = 0; index < positions.length; index += 1) {
    const position = positions[index] as number;
    const side = isApart(index, position) ? 1 : 0;
    const next = counts[side];
    sides[side].positions[next] = position;
    sides[side].hit0[next] = hit0[index] as number;
    sides[side].hit1[next] = hit1[index] as number;
    sides[side].places[next] = places[index] as number;
    counts[side] = next + 1;
  }
  return [head(sides[0], counts[0]), head(sides[1], counts[1])];
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

function drawMarks({ positions }: MeasuredMarks, { events, ruler }: LaneContext): DrawnMark[] {
  return Array.from(positions, (position) => ruler.draw(events[position] as TimelineEvent, position));
}

function sortedFromLeft(items: LaneItem[]): readonly LaneItem[] {
  return items.sort((a, b) => a.hit0 - b.hit0);
}

/** The width of a bin: narrow enough that every mark covers several bins. */
const BIN_WIDTH = TARGET / 6;

const SAMPLE = 1000;

function binCount({ before, width, after }: AxisRoom): number {
  return Math.ceil((before + width + after) / BIN_WIDTH) + 2;
}

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
  const { before } = context.room;
  const differences = new Int32Array(binCount(context.room));
  for (let index = 0; index < hit0.length; index += 1) {
    const first = Math.ceil(((hit0[index] as number) + before) / BIN_WIDTH);
    const after = Math.floor(((hit1[index] as number) + before) / BIN_WIDTH);
    differences[first] = (differences[first] as number) + 1;
    differences[after] = (differences[after] as number) - 1;
  }
  let depth = 0;
  return differences.some((difference) => {
    depth += difference;
    return depth > most;
  });
}

interface Grouping {
  /** How far behind the leftmost of a group others belong to it, in CSS pixels: the width of a target at least. */
  readonly reach: number;
  /** So many that no zoom separates stand by themselves. */
  readonly mostStacked: number;
}

/** Marks whose places are within reach of each other become a group at the place of the leftmost. */
function* groupSteps(marks: MeasuredMarks, context: LaneContext, { reach, mostStacked }: Grouping): Work<LaneItem[]> {
  const items: LaneItem[] = [];
  for (const run of runsIn(marks, context, reach)) {
    yield;
    items.push(...(yield* itemsOfRunSteps(run, marks, context, mostStacked)));
  }
  return items;
}

/** The marks of a run as a group, or each by itself where they are few and no zoom separates them. */
function* itemsOfRunSteps(
  run: number[],
  { positions, hit0, hit1, places }: MeasuredMarks,
  { events, columns, ruler, range, asked, room }: LaneContext,
  mostStacked: number,
): Work<LaneItem[]> {
  const days = yield* rangeOfRunSteps(run, positions, columns);
  const wider = roundedOut(days);
  // What began before the days asked for and goes on has no bounds among them: it is in a picture of any of them, at its edge.
  const isElsewhere = days.to < asked.from || days.from > asked.to;
  const zooms = !isElsewhere && (wider.from > range.from || wider.to < range.to);
  const eventOf = (index: number) => events[positions[index] as number] as TimelineEvent;
  if (run.length === 1 || (!zooms && run.length <= mostStacked)) {
    const inOrder = run.sort((a, b) => (hit0[a] as number) - (hit0[b] as number) || a - b);
    return inOrder.map((index) => ruler.draw(eventOf(index), positions[index] as number));
  }
  const [first = 0] = run;
  const x = Math.min((places[first] as number) + TARGET / 2, room.width);
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

/** The indices of marks with places within reach of each other, run by run from left to right, the leftmost first. */
function runsIn({ places }: MeasuredMarks, { room }: LaneContext, reach: number): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  let bound = Number.NEGATIVE_INFINITY;
  for (const bin of inBins(places, room)) {
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
    bound = (places[leftmost] as number) + reach;
  }
  return runs;
}

/** The indices of marks by the bin of their places: a counting sort, since a full sort of very many takes long. */
function inBins(places: Float64Array, room: AxisRoom): readonly Uint32Array[] {
  const binOf = (x: number) => Math.max(Math.floor((x + room.before) / BIN_WIDTH), 0);
  const starts = new Uint32Array(binCount(room) + 1);
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
