/** How an axis divides its days: what is folded, what is drawn to one scale, and how wide. */
import { type CountableTimeInterval, type TimeInterval, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween } from '../../chronology/dates/day.ts';
import {
  DAYS_IN_MONTH,
  DAYS_IN_YEAR,
  type DayRange,
  dateOf,
  dayOfDate,
  daysIn,
  LONG_RANGE_DAYS,
} from '../../chronology/dates/day-range.ts';

/** A fold must be worth its mark on the axis. */
const LEAST_FOLD_SHARE = 0.12;
const LEAST_FOLD_YEARS = 3;
const LEAST_FOLD_MONTHS = 12;
/** How much of the width goes to where many marks stand; the rest to each day alike. */
const CROWD_SHARE = 0.7;
const MOST_WEIGHTED = 60;

/** What wants room on an axis. */
export interface Crowd {
  /** The days on which something stands: a stretch without any may be folded. */
  readonly occupied: readonly DayRange[];
  /** How many marks one lane has at the most on different days of a unit: where there are many, time is drawn wider. */
  crowding(stretch: DayRange): number;
}

/** An axis of these days counts and folds by months, or by years where it is long: how many months that is. */
export function monthsInUnit(range: DayRange): 1 | 12 {
  return daysIn(range) > LONG_RANGE_DAYS ? 12 : 1;
}

/** A stretch of the axis that is drawn to one scale. */
export interface AxisSegment extends DayRange {
  readonly folded: boolean;
  readonly width: number;
}

/** The pieces in order, which together fill the space. */
export function axisSegments(
  range: DayRange,
  crowd: Crowd,
  space: { readonly left: number; readonly right: number; readonly foldWidth: number },
): readonly AxisSegment[] {
  const { folds, straight } = divisionOf(range, crowd);
  const width = space.right - space.left - folds.length * space.foldWidth;
  const days = straight.reduce((sum, stretch) => sum + stretch.days, 0);
  const crowded = straight.reduce((sum, stretch) => sum + stretch.crowding, 0);
  const share = crowded === 0 ? 0 : CROWD_SHARE;
  return [
    ...folds.map((fold) => ({ ...fold, folded: true, width: space.foldWidth })),
    ...straight.map(({ from, to, days: own, crowding }) => ({
      from,
      to,
      folded: false,
      width: width * ((1 - share) * (own / days) + (share === 0 ? 0 : (share * crowding) / crowded)),
    })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** What is folded, and what is drawn to one scale each: the same however wide the axis is. */
interface Division {
  readonly range: DayRange;
  readonly folds: readonly DayRange[];
  readonly straight: readonly (DayRange & { readonly days: number; readonly crowding: number })[];
}

// A page draws the same days in several widths.
const divisionByCrowd = new WeakMap<Crowd, Division>();

function divisionOf(range: DayRange, crowd: Crowd): Division {
  const known = divisionByCrowd.get(crowd);
  if (known?.range.from === range.from && known.range.to === range.to) return known;
  const unit = monthsInUnit(range) === 12 ? utcYear : utcMonth;
  const folds = emptyStretches(range, crowd.occupied, unit);
  const stretches = between(range, folds);
  const total = stretches.reduce((sum, stretch) => sum + daysIn(stretch), 0);
  // Beyond this many, no unit could be made wide enough to matter.
  const weighted = total / (unit === utcYear ? DAYS_IN_YEAR : DAYS_IN_MONTH) <= MOST_WEIGHTED;
  const straight = weighted ? stretches.flatMap((stretch) => unitsOf(stretch, unit)) : stretches;
  const division = {
    range,
    folds,
    straight: straight.map((stretch) => ({
      ...stretch,
      days: daysIn(stretch),
      crowding: weighted ? crowd.crowding(stretch) : 0,
    })),
  };
  divisionByCrowd.set(crowd, division);
  return division;
}

/** What is left of the range without the folds. */
function between(range: DayRange, folds: readonly DayRange[]): readonly DayRange[] {
  const left: DayRange[] = [];
  let from = range.from;
  for (const fold of folds) {
    if (from < fold.from) left.push({ from, to: addDays(fold.from, -1) });
    from = addDays(fold.to, 1);
  }
  if (from <= range.to) left.push({ from, to: range.to });
  return left;
}

function unitsOf({ from, to }: DayRange, unit: TimeInterval): readonly DayRange[] {
  const starts = unit.range(dateOf(addDays(from, 1)), dateOf(addDays(to, 1))).map(dayOfDate);
  return [from, ...starts].map((start, index) => ({
    from: start,
    to: starts[index] === undefined ? to : addDays(starts[index], -1),
  }));
}

/** Pieces that follow each other, without a fold between, as one. */
export function unfoldedRuns(segments: readonly AxisSegment[]): readonly DayRange[] {
  const runs: { from: Day; to: Day }[] = [];
  for (const { from, to } of segments) {
    const last = runs.at(-1);
    if (last && addDays(last.to, 1) === from) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}

/** Runs of whole months or years in which nothing stands, where they are long enough to be worth folding. */
function emptyStretches(
  range: DayRange,
  occupied: readonly DayRange[],
  unit: CountableTimeInterval,
): readonly DayRange[] {
  if (occupied.length === 0) return [];
  const fewest = unit === utcYear ? LEAST_FOLD_YEARS * DAYS_IN_YEAR : LEAST_FOLD_MONTHS * DAYS_IN_MONTH;
  const least = Math.max(fewest, LEAST_FOLD_SHARE * daysIn(range)) - 2;
  const stretches: DayRange[] = [];
  let free = range.from;
  const consider = (next: Day) => {
    // Whole units only: up to the beginning of the one in which the next stands.
    const to = addDays(dayOfDate(unit.floor(dateOf(next))), -1);
    if (free < to && daysBetween(free, to) + 1 >= least) stretches.push({ from: free, to });
  };
  for (const { from, to } of [...occupied].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > free) consider(from < range.to ? from : range.to);
    const after = dayOfDate(unit.offset(unit.floor(dateOf(to)), 1));
    if (after > free) free = after;
    if (free > range.to) break;
  }
  if (free <= range.to) consider(addDays(range.to, 1));
  return stretches;
}
