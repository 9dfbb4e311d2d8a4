/** The time axis of a picture: the x coordinate of each day, ticks with their labels, and folds. */
import { type CountableTimeInterval, type TimeInterval, utcDay, utcMonday, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, dayNumber } from '../../chronology/dates/day.ts';
import {
  DAYS_IN_MONTH,
  DAYS_IN_YEAR,
  type DayRange,
  dateOf,
  dayOfDate,
  daysIn,
} from '../../chronology/dates/day-range.ts';
import { formatEnds, formatLabel, joinEnds } from '../../chronology/languages/days-in-words.ts';
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import { type AxisSegment, axisSegments, type Crowd, unfoldedRuns } from './axis-segments.ts';

export interface Tick {
  readonly x: number;
  /** Absent where there is no room for one. */
  readonly label?: string | undefined;
  /** The left end of the label: the tick, or the end of a fold's label that reaches over the tick. */
  readonly labelX: number;
  /** The days up to the next tick. */
  readonly range: DayRange;
}

/** A stretch of days in which nothing begins or ends, drawn narrower than its length. */
export interface Fold extends DayRange {
  readonly x0: number;
  readonly x1: number;
  readonly label: string;
  /** The label on one line or two, or dots where another fold is too near. */
  readonly lines: readonly string[];
  /** The x coordinate on which the lines are centred, so that they stay within the axis. */
  readonly middle: number;
}

export interface TimeAxis extends DayRange {
  /** Where a day begins. Before the first day and after the last, the scale is that of the nearest segment. */
  x(day: Day): number;
  /** As `x`, of a `dayNumber`. */
  xOfDayNumber(number: number): number;
  /** Whether crowded stretches are drawn wider. */
  readonly weighted: boolean;
  readonly ticks: readonly Tick[];
  /** Ticks between `ticks`, without labels. */
  readonly minorTicks: readonly number[];
  readonly folds: readonly Fold[];
  /** Day and x coordinate of each corner of the scale, from left to right; it is linear between corners. */
  readonly corners: readonly (readonly [day: Day, x: number])[];
}

export interface AxisSpace {
  readonly left: number;
  readonly right: number;
  /** The least distance of labels. */
  readonly tickGap: number;
  readonly foldWidth: number;
}

interface Step {
  readonly unit: 'day' | 'month' | 'year';
  readonly interval: TimeInterval;
  /** The average length. */
  readonly days: number;
}

/** The steps between labels, finest first. */
const STEPS: readonly Step[] = [
  { unit: 'day', interval: utcDay, days: 1 },
  { unit: 'day', interval: utcMonday, days: 7 },
  { unit: 'month', interval: utcMonth, days: DAYS_IN_MONTH },
  { unit: 'month', interval: every(utcMonth, 3), days: 3 * DAYS_IN_MONTH },
  { unit: 'year', interval: utcYear, days: DAYS_IN_YEAR },
  ...[2, 5, 10, 20, 50, 100, 200, 500, 1000].map(
    (years): Step => ({ unit: 'year', interval: every(utcYear, years), days: years * DAYS_IN_YEAR }),
  ),
];

function every(interval: CountableTimeInterval, count: number): TimeInterval {
  const counted = interval.every(count);
  if (!counted) throw new Error(`no interval of ${count}`);
  return counted;
}

const LEAST_MINOR_GAP = 7;
/** Labels stand a little to the right of their ticks. */
export const LABEL_INDENT = 4;

/** @param range All days of the axis. */
export function timeAxis(range: DayRange, crowd: Crowd, space: AxisSpace, language: WordLanguage): TimeAxis {
  const segments = axisSegments(range, crowd, space);
  const corners: [Day, number][] = [[range.from, space.left]];
  let edge = space.left;
  for (const { to, width } of segments) {
    edge += width;
    corners.push([addDays(to, 1), edge]);
  }
  const xOfDayNumber = scaleOf(corners);
  const x = (day: Day) => xOfDayNumber(dayNumber(day));
  const unfolded = segments.filter(({ folded }) => !folded);
  const folds = withSeparateLabels(
    segments.filter(({ folded }) => folded).map((segment) => foldOf(segment, space, x, language)),
  );
  return {
    ...range,
    x,
    xOfDayNumber,
    ticks: ticksOf(unfolded, folds, space, x, language),
    minorTicks: unfolded.flatMap((segment) => minorTicksOf(segment).map(x)),
    folds,
    corners,
    weighted: isWeighted(unfolded),
  };
}

/** The scale that is linear between corners, and beyond the first and the last as in the segment next to them. */
function scaleOf(corners: readonly (readonly [day: Day, x: number])[]): (day: number) => number {
  const days = Float64Array.from(corners, ([day]) => dayNumber(day));
  const positions = Float64Array.from(corners, ([, x]) => x);
  const last = corners.length - 2;
  // Days come nearly in order: the next day is usually in the segment of the last one.
  let segment = 0;
  return (day) => {
    while (segment < last && day >= (days[segment + 1] as number)) segment += 1;
    while (segment > 0 && day < (days[segment] as number)) segment -= 1;
    const from = days[segment] as number;
    const share = (day - from) / ((days[segment + 1] as number) - from);
    return (positions[segment] as number) * (1 - share) + (positions[segment + 1] as number) * share;
  };
}

/** Whether one day is drawn much wider than another. */
function isWeighted(segments: readonly AxisSegment[]): boolean {
  const scales = segments.map((segment) => segment.width / daysIn(segment));
  return Math.max(...scales) > 1.2 * Math.min(...scales);
}

function foldOf(
  { from, to }: DayRange,
  { left, right }: AxisSpace,
  x: (day: Day) => number,
  language: WordLanguage,
): Fold {
  const [x0, x1] = [x(from), x(addDays(to, 1))];
  const ends = formatEnds({ from, to }, 'bareYear', language);
  const label = joinEnds(ends, language);
  const [start, end] = ends;
  const lines =
    end === undefined || foldLabelWidth([label]) <= x1 - x0 ? [label] : [joinEnds([start, ''], language), end];
  const half = foldLabelWidth(lines) / 2;
  return { from, to, x0, x1, label, lines, middle: Math.min(Math.max((x0 + x1) / 2, left + half), right - half) };
}

/** The folds, with dots for labels that would overlap the one before: dots never leave their fold. */
function withSeparateLabels(folds: readonly Fold[]): readonly Fold[] {
  let end = Number.NEGATIVE_INFINITY;
  return folds.map((fold) => {
    const isClear = foldLabelSpan(fold).x0 >= end;
    const separated = isClear ? fold : { ...fold, lines: ['…'], middle: (fold.x0 + fold.x1) / 2 };
    end = foldLabelSpan(separated).x1;
    return separated;
  });
}

/** As `labelWidth`: labels of folds are a little smaller. */
function foldLabelWidth(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => [...line].reduce((sum, letter) => sum + (letter > '\u2fff' ? 11 : 6), 0)));
}

/** Ticks by the finest step whose labels have room on average; in narrow segments, labels are left out. */
function ticksOf(
  segments: readonly AxisSegment[],
  folds: readonly Fold[],
  { tickGap }: AxisSpace,
  x: (day: Day) => number,
  language: WordLanguage,
): readonly Tick[] {
  const width = segments.reduce((sum, segment) => sum + segment.width, 0);
  const days = segments.reduce((sum, segment) => sum + daysIn(segment), 0);
  const step = STEPS.find((candidate) => (candidate.days * width) / days >= tickGap) ?? (STEPS.at(-1) as Step);
  const foldLabels = folds.map(foldLabelSpan);
  const ticks = unfoldedRuns(segments).flatMap((run) => {
    const starts = step.interval.range(dateOf(run.from), dateOf(addDays(run.to, 1))).map(dayOfDate);
    const [firstStart] = starts;
    // A run has a tick where it begins, if there is room: after a fold a reader has lost count.
    const days = firstStart === undefined || x(firstStart) - x(run.from) >= tickGap ? [run.from, ...starts] : starts;
    const end = x(addDays(run.to, 1));
    // The first label of a run names the year.
    let first = true;
    return days.map((from, index) => {
      const next = days[index + 1] ?? addDays(run.to, 1);
      const label = tickLabel(from, step.unit, first, language);
      const width = labelWidth(label);
      const labelX = Math.max(x(from), ...foldLabels.filter((span) => span.x0 <= x(from)).map((span) => span.x1));
      // A label may reach over the next tick, but neither into the label of a fold nor beyond the run.
      const limit = Math.min(end, ...foldLabels.filter((span) => span.x0 > x(from)).map((span) => span.x0));
      const free = labelX < x(next) && labelX + width <= limit;
      const tick = { x: x(from), labelX, first: first && free, room: free ? x(next) - labelX : 0, width, label };
      if (free) first = false;
      return { ...tick, range: { from, to: addDays(next, -1) } };
    });
  });
  return withFittingLabels(ticks);
}

/** The horizontal extent of a fold's label. */
function foldLabelSpan({ lines, middle }: Fold): { readonly x0: number; readonly x1: number } {
  const half = foldLabelWidth(lines) / 2;
  return { x0: middle - half, x1: middle + half };
}

/** The width of a label, by the usual widths of digits and letters at the font size of the axis. */
function labelWidth(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2fff' ? 13 : 6.8), 6);
}

/**
 * The ticks, without labels that would overlap. Labels that begin a run come first, since they alone may name the year,
 * then labels with the most room.
 */
function withFittingLabels(
  ticks: readonly (Tick & { first: boolean; room: number; width: number })[],
): readonly Tick[] {
  const labelled = new Set<{ labelX: number; width: number }>();
  const isClear = (tick: { labelX: number; width: number }) =>
    [...labelled].every(({ labelX, width }) => labelX + width <= tick.labelX || tick.labelX + tick.width <= labelX);
  for (const tick of [...ticks].sort((a, b) => Number(b.first) - Number(a.first) || b.room - a.room || a.x - b.x))
    if (tick.room > 0 && isClear(tick)) labelled.add(tick);
  return ticks.map((tick) => {
    const { x, labelX, label, range } = tick;
    return { x, labelX, range, ...(labelled.has(tick) && { label }) };
  });
}

function minorTicksOf(segment: AxisSegment): readonly Day[] {
  const days = daysIn(segment);
  const step = STEPS.find((candidate) => (candidate.days * segment.width) / days >= LEAST_MINOR_GAP);
  if (!step || step.days > days) return [segment.from];
  return step.interval.range(dateOf(segment.from), dateOf(addDays(segment.to, 1))).map(dayOfDate);
}

function tickLabel(day: Day, unit: Step['unit'], first: boolean, language: WordLanguage): string {
  if (unit === 'year') return formatLabel(day, 'bareYear', language);
  if (unit === 'month') {
    if (day.slice(5, 7) === '01' && !first) return formatLabel(day, 'year', language);
    return formatLabel(day, first ? 'monthOfYear' : 'month', language);
  }
  return formatLabel(day, first ? 'dayOfYear' : 'day', language);
}
