/** The time axis of a picture: the share of its width at which each day stands, whatever the width, and its folds. */
import { addDays, type Day, dayNumber } from '../../../chronology/dates/day.ts';
import { type DayRange, daysIn } from '../../../chronology/dates/day-range.ts';
import { type AxisSegment, axisSegments, type Crowd, unfoldedRuns } from './axis-segments.ts';

/** A stretch of days in which nothing begins or ends, drawn narrower than its length. */
export interface Fold extends DayRange {
  readonly x0: number;
  readonly x1: number;
}

/** Positions are shares of the width: 0 where the first day begins, 1 where the last one ends. */
export interface TimeAxis extends DayRange {
  /** Where a day begins. Before the first day and after the last, the scale is that of the nearest segment. */
  x(day: Day): number;
  /** As `x`, of a `dayNumber`. */
  xOfDayNumber(number: number): number;
  /** Whether crowded stretches are drawn wider. */
  readonly weighted: boolean;
  readonly segments: readonly AxisSegment[];
  /** The stretches between folds. */
  readonly runs: readonly DayRange[];
  readonly folds: readonly Fold[];
  /** Day and position of each corner of the scale, from left to right; it is linear between corners. */
  readonly corners: readonly (readonly [day: Day, x: number])[];
  /** Whether anything stands in these days, and whether a key event begins in them. */
  isOccupied(days: DayRange): boolean;
  isKey(days: DayRange): boolean;
}

/** @param range All days of the axis. */
export function timeAxis(range: DayRange, crowd: Crowd): TimeAxis {
  const segments = axisSegments(range, crowd);
  const corners: [Day, number][] = [[range.from, 0]];
  let edge = 0;
  for (const { to, share } of segments) {
    edge += share;
    corners.push([addDays(to, 1), edge]);
  }
  const last = corners.at(-1);
  // The shares of very many segments add up to 1 but for rounding errors.
  if (last) last[1] = 1;
  const xOfDayNumber = scaleOf(corners);
  const x = (day: Day) => xOfDayNumber(dayNumber(day));
  const unfolded = segments.filter(({ folded }) => !folded);
  const touches =
    (ranges: readonly DayRange[]) =>
    ({ from, to }: DayRange) =>
      ranges.some((one) => one.from <= to && one.to >= from);
  return {
    ...range,
    x,
    xOfDayNumber,
    segments,
    runs: unfoldedRuns(unfolded),
    folds: segments
      .filter(({ folded }) => folded)
      .map(({ from, to }) => ({ from, to, x0: x(from), x1: x(addDays(to, 1)) })),
    corners,
    weighted: isWeighted(unfolded),
    isOccupied: touches(crowd.occupied),
    isKey: touches(crowd.keys),
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
  const scales = segments.map((segment) => segment.share / daysIn(segment));
  return Math.max(...scales) > 1.2 * Math.min(...scales);
}

/** The width of an axis and the margins before and after it, in CSS pixels. */
export interface AxisRoom {
  readonly width: number;
  readonly before: number;
  readonly after: number;
}
