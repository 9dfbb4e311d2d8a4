/** Which events a picture of some days shows, lane by lane, and how they crowd its axis. */
import type { Chronology } from '../../chronology/chronology.ts';
import { addDays, type Day, dayNumber, firstDayOfMonth, monthNumber, numberedDay } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { placesOf } from '../../chronology/query/day-columns.ts';
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
  readonly places: Uint32Array;
}

type Shown = { readonly chronology: Chronology; readonly events: readonly TimelineEvent[] };

// A page draws its events several times over the same days.
const kept = new WeakMap<readonly TimelineEvent[], DayRange & { readonly marks: PictureMarks }>();

/** The marks that touch the days of the picture; those outside are left out. */
export function* marksIn({ chronology, events }: Shown, range: DayRange): Work<PictureMarks> {
  const columns = markColumnsOf(chronology);
  const known = kept.get(events);
  if (known?.from === range.from && known.to === range.to && known.marks.columns === columns) return known.marks;
  const lanes = yield* lanesIn({ chronology, events }, columns, range);
  const some = (ends: Uint8Array) => lanes.some(({ places }) => places.some((place) => ends[place] === FADING));
  const marks = {
    columns,
    lanes,
    fades: { start: some(columns.start), end: some(columns.end) },
    crowd: yield* crowdOf(lanes, columns, range),
  };
  kept.set(events, { ...range, marks });
  return marks;
}

function* lanesIn({ chronology, events }: Shown, columns: MarkColumns, range: DayRange): Work<readonly LaneMarks[]> {
  const { from, to, start, end, type } = columns;
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const ids = Object.keys(chronology.settings.types);
  const all = placesOf(chronology, events);
  const touching = new Uint32Array(all.length);
  const counts = new Uint32Array(ids.length);
  let count = 0;
  yield* pausing(all, (place) => {
    if ((from[place] as number) > last && start[place] !== FADING) return;
    if ((to[place] as number) < first && end[place] !== FADING) return;
    touching[count++] = place;
    const lane = type[place] as number;
    counts[lane] = (counts[lane] as number) + 1;
  });
  const lanes = Array.from(counts, (length) => new Uint32Array(length));
  const filled = new Uint32Array(ids.length);
  yield* pausing(touching.subarray(0, count), (place) => {
    const lane = type[place] as number;
    const at = filled[lane] as number;
    (lanes[lane] as Uint32Array)[at] = place;
    filled[lane] = at + 1;
  });
  return ids
    .map((id, lane): LaneMarks => ({ type: id, places: lanes[lane] as Uint32Array }))
    .filter(({ places }) => places.length > 0);
}

/** The first and the last day that any of the events is drawn over; none without events. */
export function daysOfMarks({ chronology, events }: Shown): DayRange | undefined {
  const { from, to } = markColumnsOf(chronology);
  const places = placesOf(chronology, events);
  let [first, last] = [places[0], places[0]];
  if (first === undefined || last === undefined) return undefined;
  for (const place of places) {
    if ((from[place] as number) < (from[first] as number)) first = place;
    if ((to[place] as number) > (to[last] as number)) last = place;
  }
  return { from: numberedDay(from[first] as number), to: numberedDay(to[last] as number) };
}

/** The forms that the events have, in the order of all forms, and whether there is a plan among them. */
export function formsOf({ chronology, events }: Shown): readonly (Form | 'plan')[] {
  const { form, planned } = markColumnsOf(chronology);
  const found = new Uint8Array(forms.length);
  let plan = false;
  for (const place of placesOf(chronology, events)) {
    found[form[place] as number] = 1;
    if (planned[place] === 1) plan = true;
  }
  return [...forms.filter((_, place) => found[place] === 1), ...(plan ? (['plan'] as const) : [])];
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
  for (const { places } of lanes) {
    const days = differentDays(places, columns, { range, first, count, months });
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
  places: Uint32Array,
  { from, fromMonth }: MarkColumns,
  { range, first, count, months: length }: Units,
): Uint32Array {
  const [begin, end] = [dayNumber(range.from), dayNumber(range.to)];
  const counts = new Uint32Array(count);
  const seen = new Uint32Array(Math.ceil((end - begin + 1) / 32));
  for (const place of places) {
    const day = (from[place] as number) - begin;
    if (day < 0 || day > end - begin) continue;
    const bit = 1 << (day & 31);
    const word = seen[day >> 5] as number;
    if (word & bit) continue;
    seen[day >> 5] = word | bit;
    const unit = Math.floor((fromMonth[place] as number) / length) - first;
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
  const occupy = (days: readonly [Int32Array, Int32Array], by: readonly [Int32Array, Int32Array], place: number) => {
    const [one, other] = [days[0][place] as number, days[1][place] as number];
    const [early, late] = one <= other ? by : ([by[1], by[0]] as const);
    if (Math.max(one, other) < begin || Math.min(one, other) > end) return;
    const start = Math.max(Math.floor((early[place] as number) / length) - first, 0);
    const after = Math.min(Math.floor((late[place] as number) / length) - first, count - 1) + 1;
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
  for (const { places } of lanes)
    yield* pausing(places, (place) => {
      if (form[place] === PERIOD || form[place] === ONGOING) {
        occupy(opening, openingMonths, place);
        occupy(closing, closingMonths, place);
      } else occupy(whole, wholeMonths, place);
    });
  return runsOf(changes, units);
}

function runsOf(changes: Int32Array, { first, count, months }: Units): readonly DayRange[] {
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
