/** The ticks of an axis at one width: which days have a line, and which of them are named there. */
import { type CountableTimeInterval, type TimeInterval, utcDay, utcMonday, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day } from '../../../chronology/dates/day.ts';
import {
  DAYS_IN_MONTH,
  DAYS_IN_YEAR,
  type DayRange,
  dateOf,
  dayOfDate,
  daysIn,
} from '../../../chronology/dates/day-range.ts';
import { formatEnds, formatLabel, joinEnds } from '../../../chronology/languages/days-in-words.ts';
import type { LanguageTag } from '../../../chronology/languages/text.ts';
import { type Medium, textWidth } from './letter-width.ts';
import type { Fold, TimeAxis } from './time-axis.ts';

export interface Tick {
  readonly day: Day;
  /** As a share of the axis. */
  readonly x: number;
  /** The days up to the next tick. */
  readonly range: DayRange;
  /** Absent where there is no room for one. Where present, it is the name of a year, month or day that begins at the tick. */
  readonly label?: string;
}

export interface FoldLabel {
  readonly fold: Fold;
  /** The days that the fold stands for, on one line or two; dots where the fold is too narrow for them. */
  readonly lines: readonly string[];
}

export interface AxisLabels {
  readonly ticks: readonly Tick[];
  /** Ticks between `ticks`, without labels; none in a picture of many years. */
  readonly minorTicks: readonly number[];
  readonly folds: readonly FoldLabel[];
}

interface AxisSpace {
  /** In CSS pixels. */
  readonly width: number;
  /** The room for labels beyond the end of the axis. */
  readonly after: number;
  readonly tickGap: number;
  /** Where the labels are drawn. */
  readonly medium?: Medium | undefined;
}

interface Step {
  readonly unit: 'day' | 'month' | 'year';
  readonly interval: TimeInterval;
  /** The average length. */
  readonly days: number;
}

const YEAR: Step = { unit: 'year', interval: utcYear, days: DAYS_IN_YEAR };

/** The steps between ticks, finest first. */
const STEPS: readonly Step[] = [
  { unit: 'day', interval: utcDay, days: 1 },
  { unit: 'day', interval: utcMonday, days: 7 },
  { unit: 'month', interval: utcMonth, days: DAYS_IN_MONTH },
  { unit: 'month', interval: every(utcMonth, 3), days: 3 * DAYS_IN_MONTH },
  YEAR,
  ...[2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000].map(
    (years): Step => ({ unit: 'year', interval: every(utcYear, years), days: years * DAYS_IN_YEAR }),
  ),
];

function every(interval: CountableTimeInterval, count: number): TimeInterval {
  const counted = interval.every(count);
  if (!counted) throw new Error(`no interval of ${count}`);
  return counted;
}

const LEAST_MINOR_GAP = 7;
/** Over more days, dots for months would be a grid and no help. */
const MOST_MINOR_DAYS = 3 * DAYS_IN_YEAR;
/** Of an axis with more years, not each has a tick. */
const MOST_YEARS = 60;

/** Labels stand a little to the right of their ticks. */
export const LABEL_INDENT = 3;
const LABEL_GAP = 2;
export const LABEL_FONT = 12;
export const FOLD_FONT = 11;

export function axisLabels(axis: TimeAxis, space: AxisSpace, language: LanguageTag): AxisLabels {
  const unfolded = axis.segments.filter(({ folded }) => !folded);
  const days = unfolded.reduce((sum, segment) => sum + daysIn(segment), 0);
  const width = unfolded.reduce((sum, { share }) => sum + share, 0) * space.width;
  const byRoom = STEPS.find((step) => (step.days * width) / days >= space.tickGap) ?? (STEPS.at(-1) as Step);
  // Years are not skipped evenly, for those with events would be left without a name: names are given by what stands there.
  const step = byRoom.days > YEAR.days && days <= MOST_YEARS * DAYS_IN_YEAR ? YEAR : byRoom;
  const runs = axis.runs.map((run) => ticksOfRun(run, step, axis, space));
  const named = withLabels(runs, step, space, language);
  return {
    ticks: named.flat().map(({ day, x, range, label }) => ({ day, x, range, ...(label !== undefined && { label }) })),
    minorTicks: days > MOST_MINOR_DAYS ? [] : axis.runs.flatMap((run) => minorTicksOf(run, axis, space.width)),
    folds: foldLabels(axis, named, space, language),
  };
}

interface Candidate {
  readonly day: Day;
  readonly x: number;
  readonly range: DayRange;
  readonly isOccupied: boolean;
  readonly isKey: boolean;
  /** Up to the next tick, in CSS pixels. */
  readonly room: number;
  /** Whether it is where the run begins and not where a unit does. */
  readonly isCut: boolean;
  label?: string | undefined;
}

function ticksOfRun(run: DayRange, step: Step, axis: TimeAxis, space: AxisSpace): readonly Candidate[] {
  const starts = step.interval.range(dateOf(run.from), dateOf(addDays(run.to, 1))).map(dayOfDate);
  const [firstStart] = starts;
  // A run has a tick where it begins, if there is room: after a fold a reader has lost count.
  const needsTick = firstStart === undefined || (axis.x(firstStart) - axis.x(run.from)) * space.width >= space.tickGap;
  const days = needsTick && firstStart !== run.from ? [run.from, ...starts] : starts;
  return days.map((day, index) => {
    const next = days[index + 1] ?? addDays(run.to, 1);
    const range = { from: day, to: addDays(next, -1) };
    return {
      day,
      x: axis.x(day),
      range,
      isOccupied: axis.isOccupied(range),
      isKey: axis.isKey(range),
      room: (axis.x(next) - axis.x(day)) * space.width,
      isCut: index === 0 && day !== firstStart,
    };
  });
}

/** The labels that have room before the next label, be it over ticks without one: of ticks with key events first, then of those with events, then of those with the most room. */
function withLabels(
  runs: readonly (readonly Candidate[])[],
  step: Step,
  space: AxisSpace,
  language: LanguageTag,
): readonly (readonly Candidate[])[] {
  const all = runs.flat();
  const limit = space.width + space.after;
  const end = (tick: Candidate, label: string) => endOfLabel(tick.x * space.width, label, space.medium);
  const fits = (tick: Candidate, label: string) =>
    end(tick, label) <= limit &&
    all.every(
      (other) =>
        other === tick ||
        other.label === undefined ||
        (other.x < tick.x
          ? end(other, other.label) <= tick.x * space.width
          : end(tick, label) <= other.x * space.width),
    );
  const rank = (tick: Candidate) =>
    step.unit !== 'year' && tick.day.endsWith('-01-01') ? 3 : tick.isKey ? 2 : tick.isOccupied ? 1 : 0;
  for (const tick of [...all].sort((a, b) => rank(b) - rank(a) || b.room - a.room || a.x - b.x)) {
    const label = shortLabel(tick, step.unit, language);
    if (fits(tick, label)) tick.label = label;
  }
  for (const run of runs) {
    // Until nothing changes: each step takes a label away.
    for (;;) {
      const [first, second] = run.filter(({ label }) => label !== undefined);
      if (!first) break;
      const lead = longLabel(first, step.unit, language);
      first.label = undefined;
      const leads = fits(first, lead);
      if (leads) first.label = lead;
      // The second makes room for the year, unless it names a year itself, or says more than the first.
      else if (second && !second.day.endsWith('-01-01') && (first.isOccupied || !second.isOccupied)) {
        second.label = undefined;
        first.label = shortLabel(first, step.unit, language);
      }
      const dropped = run.find(
        (tick, index) =>
          tick.label !== undefined &&
          !tick.isOccupied &&
          [run[index - 1], run[index + 1]].some((beside) => beside?.isOccupied && beside.label === undefined),
      );
      if (dropped) dropped.label = undefined;
      if (leads && !dropped) break;
    }
  }
  return runs;
}

/** Where the next label may begin, in CSS pixels. */
function endOfLabel(x: number, label: string | undefined, medium: Medium | undefined): number {
  return label === undefined ? x : x + LABEL_INDENT + textWidth(label, { fontSize: LABEL_FONT, medium }) + LABEL_GAP;
}

/** The name of what begins at a tick. */
function shortLabel({ day, isCut }: Candidate, unit: Step['unit'], language: LanguageTag): string {
  if (isCut) return cutLabel(day, unit, language);
  if (unit === 'year') return formatLabel(day, 'bareYear', language);
  if (unit === 'month')
    return day.slice(-5, -3) === '01' ? formatLabel(day, 'year', language) : formatLabel(day, 'month', language);
  return formatLabel(day, 'day', language);
}

/** The same for the first label of a run, which names the year as well. */
function longLabel(tick: Candidate, unit: Step['unit'], language: LanguageTag): string {
  if (tick.isCut || unit === 'year') return shortLabel(tick, unit, language);
  return formatLabel(tick.day, unit === 'month' ? 'monthOfYear' : 'dayOfYear', language);
}

/** Where a run begins within a year, its first tick names a month or a day: the year begins elsewhere. */
function cutLabel(day: Day, unit: Step['unit'], language: LanguageTag): string {
  if (unit === 'day') return formatLabel(day, 'dayOfYear', language);
  if (day.endsWith('-01-01')) return formatLabel(day, 'bareYear', language);
  return formatLabel(day, day.endsWith('-01') ? 'monthOfYear' : 'dayOfYear', language);
}

/** Labels of folds where they have room, and no tick beside them that has events is without one. */
function foldLabels(
  { folds }: TimeAxis,
  runs: readonly (readonly Candidate[])[],
  { width, medium }: AxisSpace,
  language: LanguageTag,
): readonly FoldLabel[] {
  const ticks = runs.flat();
  return folds.map((fold) => {
    const [x0, x1] = [fold.x0 * width, fold.x1 * width];
    const earlier = ticks.filter(({ x }) => x < fold.x0);
    const before = earlier.at(-1);
    const after = ticks.find(({ x }) => x >= fold.x1 - 1e-9);
    const isHidden = [before, after].some((tick) => tick?.isOccupied && tick.label === undefined);
    // A long label of an earlier tick, too, can reach into the fold.
    const overhang = earlier.reduce((end, { x, label }) => Math.max(end, endOfLabel(x * width, label, medium)), x0);
    const room = 2 * Math.min((x1 - x0) / 2 - 1, (x0 + x1) / 2 - overhang);
    const ends = formatEnds(fold, 'bareYear', language);
    const [start, end] = ends;
    const onTwo = end === undefined ? [] : [[joinEnds([start, ''], language), end]];
    const lines = [[joinEnds(ends, language)], ...onTwo].find((each) =>
      each.every((line) => textWidth(line, { fontSize: FOLD_FONT, medium }) <= room),
    );
    return {
      fold,
      lines: isHidden || !lines ? (textWidth('…', { fontSize: FOLD_FONT, medium }) <= room ? ['…'] : []) : lines,
    };
  });
}

function minorTicksOf(run: DayRange, axis: TimeAxis, width: number): readonly number[] {
  const days = daysIn(run);
  const room = (axis.x(addDays(run.to, 1)) - axis.x(run.from)) * width;
  const step = STEPS.find((candidate) => (candidate.days * room) / days >= LEAST_MINOR_GAP);
  if (!step || step.days > days) return [];
  return step.interval.range(dateOf(run.from), dateOf(addDays(run.to, 1))).map((date) => axis.x(dayOfDate(date)));
}
