/** A time axis for a picture: where each day stands, which ticks and labels it has, and which empty stretches are folded. */
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
import { formatLabel, formatRange } from '../../chronology/languages/days-in-words.ts';
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import { type AxisSegment, axisSegments, type Crowd, unfoldedRuns } from './axis-pieces.ts';

export interface Tick {
  readonly x: number;
  /** Absent where there is no room. */
  readonly label?: string | undefined;
  /** Where the label's room begins: at the tick, or after the label of a fold that reaches over it. */
  readonly labelX: number;
  /** The days up to the next tick. */
  readonly range: DayRange;
}

/** A stretch in which nothing begins or ends, drawn narrower than its time. */
export interface Fold extends DayRange {
  readonly x0: number;
  readonly x1: number;
  readonly label: string;
  /**
   * The label on as many lines as it needs, or dots where another fold is too near. They stand around a middle that keeps
   * them within the axis.
   */
  readonly lines: readonly string[];
  readonly middle: number;
}

export interface TimeAxis extends DayRange {
  /** Where a day begins; before the first and after the last the scale goes on as it ends. */
  x(day: Day): number;
  /** The same of a day's number. */
  at(day: number): number;
  /** Whether time is drawn wider where much happens. */
  readonly weighted: boolean;
  readonly ticks: readonly Tick[];
  /** Ticks between those, without a label. */
  readonly minorTicks: readonly number[];
  readonly folds: readonly Fold[];
  /** Day and place of each corner of the scale, from left to right; it is straight in between. */
  readonly corners: readonly (readonly [day: Day, x: number])[];
}

export interface AxisSpace {
  readonly left: number;
  readonly right: number;
  /** Least distance of labels. */
  readonly tickGap: number;
  readonly foldWidth: number;
}

interface Step {
  readonly unit: 'day' | 'month' | 'year';
  readonly interval: TimeInterval;
  /** Its length on average. */
  readonly days: number;
}

/** What labels can count by, finest first. */
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
/** @param range All that the axis shows. */
export function timeAxis(range: DayRange, crowd: Crowd, space: AxisSpace, language: WordLanguage): TimeAxis {
  const segments = axisSegments(range, crowd, space);
  const corners: [Day, number][] = [[range.from, space.left]];
  let edge = space.left;
  for (const { to, width } of segments) {
    edge += width;
    corners.push([addDays(to, 1), edge]);
  }
  const at = scaleOf(corners);
  const x = (day: Day) => at(dayNumber(day));
  const straight = segments.filter(({ folded }) => !folded);
  const folds = apart(segments.filter(({ folded }) => folded).map((segment) => foldOf(segment, space, x, language)));
  return {
    ...range,
    x,
    at,
    ticks: ticksOf(straight, folds, space, x, language),
    minorTicks: straight.flatMap((segment) => minorTicksOf(segment).map(x)),
    folds,
    corners,
    weighted: isWeighted(straight),
  };
}

/** Straight between corners, and beyond the first and the last as next to them. */
function scaleOf(corners: readonly (readonly [day: Day, x: number])[]): (day: number) => number {
  const days = Float64Array.from(corners, ([day]) => dayNumber(day));
  const positions = Float64Array.from(corners, ([, x]) => x);
  const last = corners.length - 2;
  // Days are asked for nearly in their order: the next one most often is in the stretch of the one before.
  let stretch = 0;
  return (day) => {
    while (stretch < last && day >= (days[stretch + 1] as number)) stretch += 1;
    while (stretch > 0 && day < (days[stretch] as number)) stretch -= 1;
    const from = days[stretch] as number;
    const share = (day - from) / ((days[stretch + 1] as number) - from);
    return (positions[stretch] as number) * (1 - share) + (positions[stretch + 1] as number) * share;
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
  const label = formatRange({ from, to }, language);
  const [start = '', end] = label.split('–');
  const lines = end === undefined || foldLabelWidth([label]) <= x1 - x0 ? [label] : [`${start}–`, end];
  const half = foldLabelWidth(lines) / 2;
  return { from, to, x0, x1, label, lines, middle: Math.min(Math.max((x0 + x1) / 2, left + half), right - half) };
}

/** The folds, without the labels that would stand in another's: dots always stand within their fold. */
function apart(folds: readonly Fold[]): readonly Fold[] {
  let end = Number.NEGATIVE_INFINITY;
  return folds.map((fold) => {
    const clear = foldLabelSpan(fold).x0 >= end;
    const spaced = clear ? fold : { ...fold, lines: ['…'], middle: (fold.x0 + fold.x1) / 2 };
    end = foldLabelSpan(spaced).x1;
    return spaced;
  });
}

/** Labels of folds are a little smaller than those of ticks. */
function foldLabelWidth(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => [...line].reduce((sum, letter) => sum + (letter > '\u2fff' ? 11 : 6), 0)));
}

/** The finest step whose labels have room on the whole; where a stretch is narrower than that, labels are left out. */
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
  const taken = folds.map(foldLabelSpan);
  const ticks = unfoldedRuns(segments).flatMap((run) => {
    const starts = step.interval.range(dateOf(run.from), dateOf(addDays(run.to, 1))).map(dayOfDate);
    const [begun] = starts;
    // A run is labelled where it begins, if there is room: after a fold a reader has lost count.
    const all = begun === undefined || x(begun) - x(run.from) >= tickGap ? [run.from, ...starts] : starts;
    const end = x(addDays(run.to, 1));
    // The first that has room names the year, where the others do not.
    let first = true;
    return all.map((from, index) => {
      const next = all[index + 1] ?? addDays(run.to, 1);
      const label = tickLabel(from, step.unit, first, language);
      const width = labelWidth(label);
      const labelX = Math.max(x(from), ...taken.filter((span) => span.x0 <= x(from)).map((span) => span.x1));
      // A label may reach over the next tick, but not over a fold or the edge, which have labels of their own.
      const limit = Math.min(end, ...taken.filter((span) => span.x0 > x(from)).map((span) => span.x0));
      const free = labelX < x(next) && labelX + width <= limit;
      const tick = { x: x(from), labelX, first: first && free, room: free ? x(next) - labelX : 0, width, label };
      if (free) first = false;
      return { ...tick, range: { from, to: addDays(next, -1) } };
    });
  });
  return withRoom(ticks);
}

/** Where a fold's label stands. */
function foldLabelSpan({ lines, middle }: Fold): { readonly x0: number; readonly x1: number } {
  const half = foldLabelWidth(lines) / 2;
  return { x0: middle - half, x1: middle + half };
}

/** What a label takes up, by the widths that digits and letters have in common fonts at the size of an axis. */
function labelWidth(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2fff' ? 13 : 6.8), 6);
}

/** The ticks with those labels that stand apart: where a run begins, which alone may name the year, then the widest stretches'. */
function withRoom(ticks: readonly (Tick & { first: boolean; room: number; width: number })[]): readonly Tick[] {
  const shown = new Set<{ labelX: number; width: number }>();
  const clear = (tick: { labelX: number; width: number }) =>
    [...shown].every(({ labelX, width }) => labelX + width <= tick.labelX || tick.labelX + tick.width <= labelX);
  for (const tick of [...ticks].sort((a, b) => Number(b.first) - Number(a.first) || b.room - a.room || a.x - b.x))
    if (tick.room > 0 && clear(tick)) shown.add(tick);
  return ticks.map((tick) => {
    const { x, labelX, label, range } = tick;
    return { x, labelX, range, ...(shown.has(tick) && { label }) };
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
