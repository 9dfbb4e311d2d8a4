/** Which events a picture of some days shows, lane by lane, and how they crowd its axis. */
import type { Chronology } from '../../chronology/chronology.ts';
import {
  addDays,
  type Day,
  dayFromNumber,
  dayNumber,
  firstDayOfMonth,
  monthNumber,
} from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { positionsOf } from '../../chronology/query/day-columns.ts';
import { pausing, type Work } from '../../slices.ts';
import { type Crowd, monthsInUnit } from './axis-pieces.ts';
import { type Form, forms } from './mark.ts';
import { FADING, type MarkColumns, markColumnsOf } from './mark-columns.ts';

export interface PictureMarks {
  readonly columns: MarkColumns;
  readonly lanes: readonly LaneMarks[];
  /** Whether any of them fades out at this end. */
  readonly fades: { readonly start: boolean; readonly end: boolean };
  readonly crowd: Crowd;
}

export interface LaneMarks {
  /** Id of the type. */
  readonly type: string;
  /** Where its events stand in the chronology; at least one. */
  readonly positions: Uint32Array;
}

type EventsInView = { readonly chronology: Chronology; readonly events: readonly TimelineEvent[] };

// A page draws its events several times over the same days.
const marksByEvents = new WeakMap<readonly TimelineEvent[], DayRange & { readonly marks: PictureMarks }>();

/** The marks that touch the days of the picture; those outside are left out. */
export function* marksIn({ chronology, events }: EventsInView, range: DayRange): Work<PictureMarks> {
  const columns = markColumnsOf(chronology);
  const known = marksByEvents.get(events);
  if (known?.from === range.from && known.to === range.to && known.marks.columns === columns) return known.marks;
  const lanes = yield* lanesIn({ chronology, events }, columns, range);
  const some = (ends: Uint8Array) =>
    lanes.some(({ positions }) => positions.some((position) => ends[position] === FADING));
  const marks = {
    columns,
    lanes,
    fades: { start: some(columns.start), end: some(columns.end) },
    crowd: yield* crowdOf(lanes, columns, range),
  };
  marksByEvents.set(events, { ...range, marks });
  return marks;
}

function* lanesIn(
  { chronology, events }: EventsInView,
  columns: MarkColumns,
  range: DayRange,
): Work<readonly LaneMarks[]> {
  const { from, to, start, end, type } = columns;
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const ids = Object.keys(chronology.vocabulary.settings.types);
  const all = positionsOf(chronology, events);
  const touching = new Uint32Array(all.length);
  const counts = new Uint32Array(ids.length);
  let count = 0;
  yield* pausing(all, (position) => {
    if ((from[position] as number) > last && start[position] !== FADING) return;
    if ((to[position] as number) < first && end[position] !== FADING) return;
    touching[count++] = position;
    const lane = type[position] as number;
    counts[lane] = (counts[lane] as number) + 1;
  });
  const lanes = Array.from(counts, (length) => new Uint32Array(length));
  const filled = new Uint32Array(ids.length);
  yield* pausing(touching.subarray(0, count), (position) => {
    const lane = type[position] as number;
    const at = filled[lane] as number;
    (lanes[lane] as Uint32Array)[at] = position;
    filled[lane] = at + 1;
  });
  return ids
    .map((id, lane): LaneMarks => ({ type: id, positions: lanes[lane] as Uint32Array }))
    .filter(({ positions }) => positions.length > 0);
}

/** The first and the last day that any of the events is drawn over; none without events. */
export function daysOfMarks({ chronology, events }: EventsInView): DayRange | undefined {
  const { from, to } = markColumnsOf(chronology);
  const positions = positionsOf(chronology, events);
  let [first, last] = [positions[0], positions[0]];
  if (first === undefined || last === undefined) return undefined;
  for (const position of positions) {
    if ((from[position] as number) < (from[first] as number)) first = position;
    if ((to[position] as number) > (to[last] as number)) last = position;
  }
  return { from: dayFromNumber(from[first] as number), to: dayFromNumber(to[last] as number) };
}

/** The forms that the events have, in the order of all forms, and whether there is a plan among them. */
export function formsOf({ chronology, events }: EventsInView): readonly (Form | 'plan')[] {
  const { form, planned } = markColumnsOf(chronology);
  const found = new Uint8Array(forms.length);
  let plan = false;
  for (const position of positionsOf(chronology, events)) {
    found[form[position] as number] = 1;
    if (planned[position] === 1) plan = true;
  }
  return [...forms.filter((_, position) => found[position] === 1), ...(plan ? (['plan'] as const) : [])];
}

const PERIOD = forms.indexOf('period');
const ONGOING = forms.indexOf('ongoing');

/** Counted by the units that the axis counts and folds by. */
function* crowdOf(lanes: readonly LaneMarks[], columns: MarkColumns, range: DayRange): Work<Crowd> {
  const months = monthsInUnit(range);
  const unitOf = (month: number) => Math.floor(month / months);
  const first = unitOf(monthNumber(range.from));
  const count = unitOf(monthNumber(range.to)) - first + 1;
  const most = new Uint32Array(count);
  for (const { positions } of lanes) {
    const days = differentDays(positions, columns, { range, first, count, months });
    for (const [unit, number] of days.entries()) most[unit] = Math.max(most[unit] as number, number);
    yield;
  }
  return {
    occupied: yield* occupiedUnits(lanes, columns, { range, first, count, months }),
    crowding: ({ from }) => most[unitOf(monthNumber(from)) - first] ?? 0,
  };
}

/** The units of an axis: so many of so many months, the first being the one of this number. */
interface Units {
  readonly range: DayRange;
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

/** On how many different days of each unit a mark begins. */
function differentDays(
  positions: Uint32Array,
  { from, fromMonth }: MarkColumns,
  { range, first, count, months: length }: Units,
): Uint32Array {
  const [begin, end] = [dayNumber(range.from), dayNumber(range.to)];
  const counts = new Uint32Array(count);
  const seen = new Uint32Array(Math.ceil((end - begin + 1) / 32));
  for (const position of positions) {
    const day = (from[position] as number) - begin;
    if (day < 0 || day > end - begin) continue;
    const bit = 1 << (day & 31);
    const word = seen[day >> 5] as number;
    if (word & bit) continue;
    seen[day >> 5] = word | bit;
    const unit = Math.floor((fromMonth[position] as number) / length) - first;
    counts[unit] = (counts[unit] as number) + 1;
  }
  return counts;
}

/** Runs of units in which there is a day that keeps it from being folded: any of a short mark, and the ends of a long one. */
function* occupiedUnits(lanes: readonly LaneMarks[], columns: MarkColumns, units: Units): Work<readonly DayRange[]> {
  const { range, first, count, months: length } = units;
  const { from, to, coreFrom, coreTo, form, fromMonth, toMonth, coreFromMonth, coreToMonth } = columns;
  const [begin, end] = [dayNumber(range.from), dayNumber(range.to)];
  // What more marks stand in a unit than in the one before.
  const changes = new Int32Array(count + 1);
  const occupy = (days: readonly [Int32Array, Int32Array], by: readonly [Int32Array, Int32Array], position: number) => {
    const [one, other] = [days[0][position] as number, days[1][position] as number];
    const [early, late] = one <= other ? by : ([by[1], by[0]] as const);
    if (Math.max(one, other) < begin || Math.min(one, other) > end) return;
    const start = Math.max(Math.floor((early[position] as number) / length) - first, 0);
    const after = Math.min(Math.floor((late[position] as number) / length) - first, count - 1) + 1;
    changes[start] = (changes[start] as number) + 1;
    changes[after] = (changes[after] as number) - 1;
  };
  const [whole, wholeMonths] = [
    [from, to],
    [fromMonth, toMonth],
  ] as const;
  const [opening, openingMonths] = [
    [from, coreFrom],
    [fromMonth, coreFromMonth],
  ] as const;
  const [closing, closingMonths] = [
    [coreTo, to],
    [coreToMonth, toMonth],
  ] as const;
  for (const { positions } of lanes)
    yield* pausing(positions, (position) => {
      if (form[position] === PERIOD || form[position] === ONGOING) {
        occupy(opening, openingMonths, position);
        occupy(closing, closingMonths, position);
      } else occupy(whole, wholeMonths, position);
    });
  return occupiedRuns(changes, units);
}

function occupiedRuns(changes: Int32Array, { first, count, months }: Units): readonly DayRange[] {
  const runs: DayRange[] = [];
  let standing = 0;
  let begun: number | undefined;
  for (let unit = 0; unit <= count; unit += 1) {
    standing += changes[unit] as number;
    if (standing > 0 && unit < count) begun ??= unit;
    else if (begun !== undefined) {
      const last = addDays(firstDayOf((first + unit) * months), -1);
      runs.push({ from: firstDayOf((first + begun) * months), to: last });
      begun = undefined;
    }
  }
  return runs;
}

function firstDayOf(month: number): Day {
  return firstDayOfMonth(Math.floor(month / 12), (month % 12) + 1);
}
