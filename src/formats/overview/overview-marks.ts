/** Which events a picture of a range of days shows, lane by lane, and how their marks crowd its axis. */
import type { Chronology } from '../../chronology/chronology.ts';
import { addDays, dayFromMonthNumber, dayFromNumber, dayNumber, monthNumber } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { positionsOf } from '../../chronology/query/day-columns.ts';
import { pausing, type Work } from '../../slices.ts';
import { fulfilmentsOf } from '../view/event-text.ts';
import { type Crowd, monthsInUnit } from './fitting/axis-segments.ts';
import { type MarkForm, markForms, markOf } from './mark.ts';
import { FADING, type MarkColumns, markColumnsOf } from './mark-columns.ts';

export interface PictureMarks {
  readonly columns: MarkColumns;
  readonly lanes: readonly LaneMarks[];
  /** Whether any mark fades out at this end. */
  readonly fades: { readonly start: boolean; readonly end: boolean };
  readonly crowd: Crowd;
  /** In the order of `markForms`; of plans, whether they came about. */
  readonly forms: readonly EventForm[];
}

interface LaneMarks {
  /** Ids of its types: one, or all that share the last lane. */
  readonly types: readonly string[];
  /** The positions of its events in the chronology; at least one. */
  readonly positions: Uint32Array;
}

/** More types than this share a last lane, those with most key events, and then with most events, having their own. */
const MOST_LANES = 10;

type EventsInView = { readonly chronology: Chronology; readonly events: readonly TimelineEvent[] };

// A page asks for the marks of its events for the list and for the picture.
const marksByEvents = new WeakMap<readonly TimelineEvent[], DayRange & { readonly marks: PictureMarks }>();

/** The marks that touch the range. */
export function* pictureMarksSteps({ chronology, events }: EventsInView, range: DayRange): Work<PictureMarks> {
  const columns = markColumnsOf(chronology);
  const cached = marksByEvents.get(events);
  if (cached?.from === range.from && cached.to === range.to && cached.marks.columns === columns) return cached.marks;
  const lanes = yield* laneSteps({ chronology, events }, columns, range);
  const anyFades = (ends: Uint8Array) =>
    lanes.some(({ positions }) => positions.some((position) => ends[position] === FADING));
  const marks = {
    columns,
    lanes,
    fades: { start: anyFades(columns.start), end: anyFades(columns.end) },
    crowd: yield* crowdSteps(lanes, columns, range),
    forms: yield* formsSteps(lanes, columns, chronology),
  };
  marksByEvents.set(events, { ...range, marks });
  return marks;
}

function* laneSteps(
  { chronology, events }: EventsInView,
  columns: MarkColumns,
  range: DayRange,
): Work<readonly LaneMarks[]> {
  const { from, to, start, end, type, key } = columns;
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const ids = Object.keys(chronology.vocabulary.settings.types);
  const all = positionsOf(chronology, events);
  const touching = new Uint32Array(all.length);
  const counts = new Uint32Array(ids.length);
  const keyCounts = new Uint32Array(ids.length);
  let count = 0;
  yield* pausing(all, (position) => {
    if ((from[position] as number) > last && start[position] !== FADING) return;
    if ((to[position] as number) < first && end[position] !== FADING) return;
    touching[count++] = position;
    const lane = type[position] as number;
    counts[lane] = (counts[lane] as number) + 1;
    if (key[position] === 1) keyCounts[lane] = (keyCounts[lane] as number) + 1;
  });
  const laneByType = lanesOfTypes(ids, counts, keyCounts);
  const lanes: { types: string[]; positions: number }[] = [];
  for (const [index, id] of ids.entries()) {
    if (counts[index] === 0) continue;
    const lane = laneByType[index] as number;
    lanes[lane] ??= { types: [], positions: 0 };
    lanes[lane].types.push(id);
    lanes[lane].positions += counts[index] as number;
  }
  const positions = lanes.map((lane) => new Uint32Array(lane.positions));
  const filled = new Uint32Array(lanes.length);
  yield* pausing(touching.subarray(0, count), (position) => {
    const lane = laneByType[type[position] as number] as number;
    const index = filled[lane] as number;
    (positions[lane] as Uint32Array)[index] = position;
    filled[lane] = index + 1;
  });
  return lanes.map(({ types }, lane) => ({ types, positions: positions[lane] as Uint32Array }));
}

/** The lane of each type that has events: in the order of the types, and the shared one last. */
function lanesOfTypes(ids: readonly string[], counts: Uint32Array, keyCounts: Uint32Array): readonly number[] {
  const present = ids.map((_, index) => index).filter((index) => (counts[index] as number) > 0);
  const own =
    present.length <= MOST_LANES
      ? present
      : [...present]
          .sort(
            (a, b) =>
              (keyCounts[b] as number) - (keyCounts[a] as number) ||
              (counts[b] as number) - (counts[a] as number) ||
              a - b,
          )
          .slice(0, MOST_LANES - 1)
          .sort((a, b) => a - b);
  return ids.map((_, index) => (own.includes(index) ? own.indexOf(index) : own.length));
}

/** The first and the last day on which any event can have been, so far as it is bounded; undefined without events. */
export function daysOfMarks({ chronology, events }: EventsInView): DayRange | undefined {
  const { beginFrom: from, endTo: to } = markColumnsOf(chronology);
  const positions = positionsOf(chronology, events);
  let [first, last] = [positions[0], positions[0]];
  if (first === undefined || last === undefined) return undefined;
  for (const position of positions) {
    if ((from[position] as number) < (from[first] as number)) first = position;
    if ((to[position] as number) > (to[last] as number)) last = position;
  }
  return { from: dayFromNumber(from[first] as number), to: dayFromNumber(to[last] as number) };
}

/** The form of an event's mark: that of its date or, of a plan, whether it is open or fulfilled. */
export type EventForm = MarkForm | 'plan' | 'fulfilled';

export function formOf(chronology: Chronology, event: TimelineEvent): EventForm {
  if (event.status !== 'planned') return markOf(event.when).form;
  return fulfilmentsOf(chronology, event).length > 0 ? 'fulfilled' : 'plan';
}

function* formsSteps(
  lanes: readonly LaneMarks[],
  { form, planned }: MarkColumns,
  chronology: Chronology,
): Work<readonly EventForm[]> {
  const found = new Uint8Array(markForms.length);
  let [hasOpen, hasFulfilled] = [false, false];
  for (const { positions } of lanes)
    yield* pausing(positions, (position) => {
      if (planned[position] === 0) {
        found[form[position] as number] = 1;
      } else if (!hasOpen || !hasFulfilled) {
        const isFulfilled = formOf(chronology, chronology.events[position] as TimelineEvent) === 'fulfilled';
        hasFulfilled ||= isFulfilled;
        hasOpen ||= !isFulfilled;
      }
    });
  return [
    ...markForms.filter((_, index) => found[index] === 1),
    ...(hasOpen ? (['plan'] as const) : []),
    ...(hasFulfilled ? (['fulfilled'] as const) : []),
  ];
}

const PERIOD = markForms.indexOf('period');
const ONGOING = markForms.indexOf('ongoing');

/** The crowding of the units by which the axis counts and folds. */
function* crowdSteps(lanes: readonly LaneMarks[], columns: MarkColumns, range: DayRange): Work<Crowd> {
  const months = monthsInUnit(range);
  const unitOf = (month: number) => Math.floor(month / months);
  const first = unitOf(monthNumber(range.from));
  const count = unitOf(monthNumber(range.to)) - first + 1;
  const crowding = new Uint32Array(count);
  for (const { positions } of lanes) {
    const dateCounts = countDistinctDates(positions, columns, { range, first, count, months });
    for (const [unit, dates] of dateCounts.entries()) crowding[unit] = Math.max(crowding[unit] as number, dates);
    yield;
  }
  return {
    occupied: yield* occupiedSteps(lanes, columns, { range, first, count, months }),
    crowding: ({ from }) => crowding[unitOf(monthNumber(from)) - first] ?? 0,
    keys: yield* keySteps(lanes, columns),
  };
}

/** The days on which key events begin, of the first few hundred: where there are more, they tell no year from another. */
function* keySteps(lanes: readonly LaneMarks[], { key, beginFrom, beginTo }: MarkColumns): Work<readonly DayRange[]> {
  const keys: DayRange[] = [];
  for (const { positions } of lanes)
    yield* pausing(positions, (position) => {
      if (key[position] === 0 || keys.length === MOST_KEYS) return;
      keys.push({ from: dayFromNumber(beginFrom[position] as number), to: dayFromNumber(beginTo[position] as number) });
    });
  return keys;
}

const MOST_KEYS = 400;

/** The units of an axis. Unit n begins n × `months` months after January of the year 0. */
interface Units {
  readonly range: DayRange;
  readonly first: number;
  readonly count: number;
  readonly months: number;
}

/**
 * The number of different dates in each unit on which marks begin: a month is one date, whatever days of it others have. A
 * mark that can have begun in another unit as well weighs nothing: its first possible day is its place in the order, and no
 * reason to draw that unit wider.
 */
function countDistinctDates(
  positions: Uint32Array,
  { beginFrom, beginTo, beginFromMonth, beginToMonth, hasBegin }: MarkColumns,
  { range, first, count, months: length }: Units,
): Uint32Array {
  const [begin, end] = [dayNumber(range.from), dayNumber(range.to)];
  const counts = new Uint32Array(count);
  const seenDays = new Uint32Array(Math.ceil((end - begin + 1) / 32));
  const seenRanges = new Set<number>();
  for (const position of positions) {
    const day = (beginFrom[position] as number) - begin;
    if (day < 0 || day > end - begin || hasBegin[position] === 0) continue;
    const unit = Math.floor((beginFromMonth[position] as number) / length) - first;
    if (Math.floor((beginToMonth[position] as number) / length) - first !== unit) continue;
    const openDays = (beginTo[position] as number) - begin - day;
    if (openDays > 0) {
      // A range within a unit is shorter than 512 days.
      const key = day * 512 + openDays;
      if (seenRanges.has(key)) continue;
      seenRanges.add(key);
    } else {
      const bit = 1 << (day & 31);
      const word = seenDays[day >> 5] as number;
      if (word & bit) continue;
      seenDays[day >> 5] = word | bit;
    }
    counts[unit] = (counts[unit] as number) + 1;
  }
  return counts;
}

/** Runs of units that must not be folded: those of all days of a short mark, and of the ends of a long one. */
function* occupiedSteps(lanes: readonly LaneMarks[], columns: MarkColumns, units: Units): Work<readonly DayRange[]> {
  const { range, first, count, months: length } = units;
  const { beginFrom, beginTo, endFrom, endTo, form } = columns;
  const { beginFromMonth, beginToMonth, endFromMonth, endToMonth } = columns;
  const [begin, end] = [dayNumber(range.from), dayNumber(range.to)];
  // The number of marks in each unit less that of the unit before.
  const differences = new Int32Array(count + 1);
  const occupy = (days: readonly [number, number], monthNumbers: readonly [number, number]) => {
    if (days[1] < begin || days[0] > end) return;
    const start = Math.max(Math.floor(monthNumbers[0] / length) - first, 0);
    const after = Math.min(Math.floor(monthNumbers[1] / length) - first, count - 1) + 1;
    differences[start] = (differences[start] as number) + 1;
    differences[after] = (differences[after] as number) - 1;
  };
  for (const { positions } of lanes)
    yield* pausing(positions, (position) => {
      const [from, fromMonth] = [beginFrom[position] as number, beginFromMonth[position] as number];
      const [to, toMonth] = [endTo[position] as number, endToMonth[position] as number];
      if (form[position] === PERIOD || form[position] === ONGOING) {
        occupy([from, beginTo[position] as number], [fromMonth, beginToMonth[position] as number]);
        occupy([endFrom[position] as number, to], [endFromMonth[position] as number, toMonth]);
      } else occupy([from, to], [fromMonth, toMonth]);
    });
  return occupiedRuns(differences, units);
}

function occupiedRuns(differences: Int32Array, { first, count, months }: Units): readonly DayRange[] {
  const runs: DayRange[] = [];
  let marks = 0;
  let runBegin: number | undefined;
  for (let unit = 0; unit <= count; unit += 1) {
    marks += differences[unit] as number;
    if (marks > 0 && unit < count) runBegin ??= unit;
    else if (runBegin !== undefined) {
      const last = addDays(dayFromMonthNumber((first + unit) * months), -1);
      runs.push({ from: dayFromMonthNumber((first + runBegin) * months), to: last });
      runBegin = undefined;
    }
  }
  return runs;
}
