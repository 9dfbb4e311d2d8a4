/** In which row of its lane each mark of the overview stands, and which marks stand so close that they are a group. */
import { dayFromNumber } from '../../chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import type { DrawnGroup, DrawnMark, MarkRuler } from './drawn-mark.ts';
import type { MarkColumns } from './mark-columns.ts';
import { type OverviewStyle, TARGET } from './overview-style.ts';

/** As many events that no zoom takes apart stand in rows of their own. */
const MOST_STACKED = 12;

/** Less than this is an error of calculation. */
const HAIR = 0.01;

interface Measurable {
  readonly hit0: number;
  readonly hit1: number;
}

type Unrowed = (Omit<DrawnMark, 'y'> | Omit<DrawnGroup, 'y'>) & Measurable;

/** The marks of a lane, of which there may be very many: what can be hit of each. */
interface Measured {
  /** Where their events stand in the chronology. */
  readonly positions: Uint32Array;
  readonly hit0: Float64Array;
  readonly hit1: Float64Array;
}

interface LaneRoom {
  readonly events: readonly TimelineEvent[];
  readonly columns: MarkColumns;
  readonly ruler: MarkRuler;
  readonly range: DayRange;
  readonly style: OverviewStyle;
}

/** @param top Where the first row begins. */
export function* inRows(
  positions: Uint32Array,
  room: LaneRoom,
  top: number,
): Work<{ drawn: readonly (DrawnMark | DrawnGroup)[]; bottom: number }> {
  const { style } = room;
  const { shown, rows } = yield* fitting(yield* measured(positions, room), room);
  const heights = Array.from({ length: rows.count }, () => style.barRow);
  for (const [index, drawn] of shown.entries()) if (isSmall(drawn)) heights[rows.of[index] ?? 0] = style.row;
  const middles: number[] = [];
  let y = top;
  for (const height of heights) {
    middles.push(y + height / 2);
    y += height;
  }
  const drawn = shown.map((one, index) => ({ ...one, y: middles[rows.of[index] ?? 0] }) as DrawnMark | DrawnGroup);
  return { drawn, bottom: y };
}

/** Each mark by itself where that takes no more rows than allowed; else small ones in groups, and as a last resort all. */
function* fitting(all: Measured, room: LaneRoom): Work<{ shown: readonly Unrowed[]; rows: Rows }> {
  const { mostRows, mostBars } = room.style;
  if (!isDeeper(all, mostRows, room)) {
    const shown = drawn(all, room);
    const rows = rowsOf(shown, mostRows);
    if (rows.count <= mostRows) return { shown, rows };
  }
  yield;
  const [small, long] = bySize(all);
  yield;
  if (!isDeeper(long, mostBars, room)) {
    const shown = fromLeft([...drawn(long, room), ...(yield* grouped(small, room))]);
    const rows = rowsOf(shown, mostBars);
    if (rows.count <= mostBars) return { shown, rows };
  }
  // A bar says how long something lasted, and a number does not: that is the last resort.
  const shown = fromLeft(yield* grouped(all, room));
  return { shown, rows: rowsOf(shown) };
}

function* measured(positions: Uint32Array, { ruler }: LaneRoom): Work<Measured> {
  const hit0 = new Float64Array(positions.length);
  const hit1 = new Float64Array(positions.length);
  for (let index = 0; index < positions.length; index += 1) {
    if (isSliceOver()) yield;
    ruler.measure(positions[index] as number);
    hit0[index] = ruler.hit0;
    hit1[index] = ruler.hit1;
  }
  return { positions: positions, hit0, hit1 };
}

/** Small ones and long ones. */
function bySize({ positions, hit0, hit1 }: Measured): readonly [Measured, Measured] {
  const room = () => ({
    positions: new Uint32Array(positions.length),
    hit0: new Float64Array(positions.length),
    hit1: new Float64Array(positions.length),
  });
  const found = [room(), room()] as const;
  const counts: [number, number] = [0, 0];
  for (let index = 0; index < positions.length; index += 1) {
    const [start, end] = [hit0[index] as number, hit1[index] as number];
    const size = end - start <= TARGET + HAIR ? 0 : 1;
    const at = counts[size];
    found[size].positions[at] = positions[index] as number;
    found[size].hit0[at] = start;
    found[size].hit1[at] = end;
    counts[size] = at + 1;
  }
  const used = (of: Measured, count: number) => ({
    positions: of.positions.subarray(0, count),
    hit0: of.hit0.subarray(0, count),
    hit1: of.hit1.subarray(0, count),
  });
  return [used(found[0], counts[0]), used(found[1], counts[1])];
}

function drawn({ positions }: Measured, { events, ruler }: LaneRoom): Omit<DrawnMark, 'y'>[] {
  return Array.from(positions, (position) => ruler.draw(events[position] as TimelineEvent, position));
}

function isSmall({ hit0, hit1 }: Measurable): boolean {
  return hit1 - hit0 <= TARGET + HAIR;
}

function fromLeft(drawn: Unrowed[]): readonly Unrowed[] {
  return drawn.sort((a, b) => a.hit0 - b.hit0);
}

/** Much wider than a hair, and so narrow that every mark covers several. */
const COLUMN = TARGET / 6;

const FIRST_LOOK = 1000;

/**
 * Whether more marks than these lie over one column of the picture, which then cannot do with as many rows. So a few
 * hundred marks are left to be looked at one by one, however many there are.
 */
function isDeeper({ positions, hit0, hit1 }: Measured, most: number, room: LaneRoom): boolean {
  if (hit0.length <= most) return false;
  // Among very many, the first are enough most often.
  if (hit0.length > FIRST_LOOK * 4) {
    const first = { positions, hit0: hit0.subarray(0, FIRST_LOOK), hit1: hit1.subarray(0, FIRST_LOOK) };
    if (isDeeper(first, most, room)) return true;
  }
  // What more marks lie over a column than over the one before.
  const changes = new Int32Array(Math.ceil(room.style.width / COLUMN) + 2);
  for (let index = 0; index < hit0.length; index += 1) {
    const first = Math.ceil((hit0[index] as number) / COLUMN);
    const after = Math.floor((hit1[index] as number) / COLUMN);
    changes[first] = (changes[first] as number) + 1;
    changes[after] = (changes[after] as number) - 1;
  }
  let depth = 0;
  return changes.some((change) => {
    depth += change;
    return depth > most;
  });
}

interface Rows {
  /** Of each mark. */
  readonly of: readonly number[];
  readonly count: number;
}

/** The first row that is free at each one's left end. With more rows than `most` the rest is left without one. */
function rowsOf(drawn: readonly Measurable[], most = Infinity): Rows {
  const order = drawn.map((_, index) => index).sort((a, b) => (drawn[a]?.hit0 ?? 0) - (drawn[b]?.hit0 ?? 0) || a - b);
  const ends: number[] = [];
  const of: number[] = [];
  for (const index of order) {
    const { hit0 = 0, hit1 = 0 } = drawn[index] ?? {};
    const free = ends.findIndex((end) => end <= hit0 + HAIR);
    const row = free === -1 ? ends.length : free;
    ends[row] = hit1;
    of[index] = row;
    if (ends.length > most) break;
  }
  return { of, count: ends.length };
}

/** What stands closer than a target is wide becomes a group at the place of the first. */
function* grouped(all: Measured, room: LaneRoom): Work<Unrowed[]> {
  const groups: Unrowed[] = [];
  for (const run of runsIn(all, room)) {
    yield;
    groups.push(...(yield* together(run, all, room)));
  }
  return groups;
}

/** The marks of a run as a group, or each by itself where they are few and no zoom takes them apart. */
function* together(run: number[], all: Measured, { events, columns, ruler, range, style }: LaneRoom): Work<Unrowed[]> {
  const days = yield* extentOf(run, all, columns);
  const wider = roundedOut(days);
  const zooms = wider.from > range.from || wider.to < range.to;
  const eventOf = (index: number) => events[all.positions[index] as number] as TimelineEvent;
  if (run.length === 1 || (!zooms && run.length <= MOST_STACKED)) {
    const inOrder = run.sort((a, b) => (all.hit0[a] as number) - (all.hit0[b] as number) || a - b);
    return inOrder.map((index) => ruler.draw(eventOf(index), all.positions[index] as number));
  }
  const [first = 0] = run;
  const x = Math.min((all.hit0[first] as number) + TARGET / 2, style.width - 1 - TARGET / 2);
  const members: TimelineEvent[] = [];
  yield* pausing(run, (index) => members.push(eventOf(index)));
  return [{ kind: 'group', events: members, range: days, zooms, x, hit0: x - TARGET / 2, hit1: x + TARGET / 2 }];
}

/** Runs from left to right of what begins within the width of a target, each with its leftmost first; by their indices. */
function runsIn({ hit0 }: Measured, { style }: LaneRoom): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  let bound = Number.NEGATIVE_INFINITY;
  for (const column of inColumns(hit0, style.width)) {
    let leftmost: number | undefined;
    const next: number[] = [];
    for (const index of column) {
      const at = hit0[index] as number;
      if (at < bound) run.push(index);
      else {
        next.push(index);
        if (leftmost === undefined || at < (hit0[leftmost] as number)) leftmost = index;
      }
    }
    // A column is narrower than a run: no more than one begins in it.
    if (leftmost === undefined) continue;
    const position = next.indexOf(leftmost);
    [next[0], next[position]] = [leftmost, next[0] as number];
    run = next;
    runs.push(run);
    bound = (hit0[leftmost] as number) + TARGET;
  }
  return runs;
}

/** Indices by the column in which each begins: sorted no further, which for very many would take long. */
function inColumns(hit0: Float64Array, width: number): readonly Uint32Array[] {
  const columnOf = (at: number) => Math.max(Math.floor(at / COLUMN), 0);
  const starts = new Uint32Array(Math.ceil(width / COLUMN) + 2);
  for (const at of hit0) {
    const after = columnOf(at) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let column = 1; column < starts.length; column += 1)
    starts[column] = (starts[column] as number) + (starts[column - 1] as number);
  const order = new Uint32Array(hit0.length);
  const free = starts.slice();
  for (let index = 0; index < hit0.length; index += 1) {
    const column = columnOf(hit0[index] as number);
    order[free[column] as number] = index;
    free[column] = (free[column] as number) + 1;
  }
  return Array.from(starts.subarray(1), (end, column) => order.subarray(starts[column], end));
}

/** From the first to the last day that any of the marks is drawn over. */
function* extentOf(run: readonly number[], { positions }: Measured, { from, to }: MarkColumns): Work<DayRange> {
  let [first, last] = [Infinity, -Infinity];
  yield* pausing(run, (index) => {
    const position = positions[index] as number;
    first = Math.min(first, from[position] as number);
    last = Math.max(last, to[position] as number);
  });
  return { from: dayFromNumber(first), to: dayFromNumber(last) };
}
