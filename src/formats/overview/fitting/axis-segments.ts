/** How a time axis is divided into segments: empty ones that are folded, and others that get a share of the width by their marks. */
import { type CountableTimeInterval, type TimeInterval, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween } from '../../../chronology/dates/day.ts';
import {
  DAYS_IN_MONTH,
  DAYS_IN_YEAR,
  type DayRange,
  dateOf,
  dayOfDate,
  daysIn,
  LONG_RANGE_DAYS,
} from '../../../chronology/dates/day-range.ts';

/** The share of the axis that a fold gets, and that all folds get at most. */
const FOLD_SHARE = 0.062;
const MOST_FOLDS_SHARE = 0.35;
/** A shorter empty stretch is not folded: the fold would cost more attention than it saves room. */
const LEAST_FOLD_SHARE = 0.12;
const LEAST_FOLD_YEARS = 3;
const LEAST_FOLD_MONTHS = 12;
/** The share of the width that is divided by the number of marks; the rest is divided by days. */
const CROWD_SHARE = 0.7;
const MOST_WEIGHTED = 60;

/** How marks are spread over an axis. */
export interface Crowd {
  /** The days that marks occupy: a long stretch without any is folded. */
  readonly occupied: readonly DayRange[];
  /** The number of dates in a unit on which marks begin, in the lane that has most: crowded units are drawn wider. */
  crowding(stretch: DayRange): number;
  /** The days on which key events begin: their years are named first. */
  readonly keys: readonly DayRange[];
}

/** The unit by which an axis of these days counts and folds, in months: a month, or a year where the axis is long. */
export function monthsInUnit(range: DayRange): 1 | 12 {
  return daysIn(range) > LONG_RANGE_DAYS ? 12 : 1;
}

/** A run of days that is drawn to one scale. */
export interface AxisSegment extends DayRange {
  readonly folded: boolean;
  /** Its share of the axis; those of all segments add up to 1. */
  readonly share: number;
}

/** The segments from left to right. */
export function axisSegments(range: DayRange, crowd: Crowd): readonly AxisSegment[] {
  const { folds, unfolded } = divisionOf(range, crowd);
  const foldShare = folds.length === 0 ? 0 : Math.min(FOLD_SHARE, MOST_FOLDS_SHARE / folds.length);
  const rest = 1 - folds.length * foldShare;
  const totalDays = unfolded.reduce((sum, { days }) => sum + days, 0);
  const totalCrowding = unfolded.reduce((sum, { crowding }) => sum + crowding, 0);
  const crowdShare = totalCrowding === 0 ? 0 : CROWD_SHARE;
  return [
    ...folds.map((fold) => ({ ...fold, folded: true, share: foldShare })),
    ...unfolded.map(({ from, to, days, crowding }) => ({
      from,
      to,
      folded: false,
      share:
        rest *
        ((1 - crowdShare) * (days / totalDays) + (crowdShare === 0 ? 0 : (crowdShare * crowding) / totalCrowding)),
    })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The division of an axis, which does not depend on its width. */
interface Division {
  readonly range: DayRange;
  readonly folds: readonly DayRange[];
  readonly unfolded: readonly (DayRange & { readonly days: number; readonly crowding: number })[];
}

// A page draws the same days in several widths.
const divisionByCrowd = new WeakMap<Crowd, Division>();

function divisionOf(range: DayRange, crowd: Crowd): Division {
  const cached = divisionByCrowd.get(crowd);
  if (cached?.range.from === range.from && cached.range.to === range.to) return cached;
  const unit = monthsInUnit(range) === 12 ? utcYear : utcMonth;
  const folds = emptyStretches(range, crowd.occupied, unit);
  const stretches = withoutFolds(range, folds);
  const total = stretches.reduce((sum, stretch) => sum + daysIn(stretch), 0);
  // Among more units, none could be made wide enough to matter.
  const weighted = total / (unit === utcYear ? DAYS_IN_YEAR : DAYS_IN_MONTH) <= MOST_WEIGHTED;
  const unfolded = weighted ? stretches.flatMap((stretch) => unitsOf(stretch, unit)) : stretches;
  const division = {
    range,
    folds,
    unfolded: unfolded.map((stretch) => ({
      ...stretch,
      days: daysIn(stretch),
      crowding: weighted ? crowd.crowding(stretch) : 0,
    })),
  };
  divisionByCrowd.set(crowd, division);
  return division;
}

/** The stretches of the range between folds. */
function withoutFolds(range: DayRange, folds: readonly DayRange[]): readonly DayRange[] {
  const stretches: DayRange[] = [];
  let from = range.from;
  for (const fold of folds) {
    if (from < fold.from) stretches.push({ from, to: addDays(fold.from, -1) });
    from = addDays(fold.to, 1);
  }
  if (from <= range.to) stretches.push({ from, to: range.to });
  return stretches;
}

function unitsOf({ from, to }: DayRange, unit: TimeInterval): readonly DayRange[] {
  const starts = unit.range(dateOf(addDays(from, 1)), dateOf(addDays(to, 1))).map(dayOfDate);
  return [from, ...starts].map((start, index) => ({
    from: start,
    to: starts[index] === undefined ? to : addDays(starts[index], -1),
  }));
}

/** Neighbouring segments, without a fold between them, joined. */
export function unfoldedRuns(segments: readonly AxisSegment[]): readonly DayRange[] {
  const runs: { from: Day; to: Day }[] = [];
  for (const { from, to } of segments) {
    const last = runs.at(-1);
    if (last && addDays(last.to, 1) === from) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}

/** Runs of whole months or years without any mark that are long enough to be folded. */
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
    // Whole units only: up to the day before the unit of the next mark.
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
