/** A time axis for a picture: where each day stands, which ticks and labels it has, and which empty stretches are folded. */
import { scaleUtc } from 'd3-scale';
import { type CountableTimeInterval, type TimeInterval, utcDay, utcMonday, utcMonth, utcYear } from 'd3-time';
import { addDays, type Day, daysBetween, isLastOfMonth } from '../chronology/day.ts';
import type { WordLanguage } from '../chronology/when-words.ts';

/** Days, both inclusive. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

export interface Tick {
  readonly x: number;
  /** Absent where there is no room. */
  readonly label?: string | undefined;
  /** The days up to the next tick. */
  readonly range: DayRange;
}

/** A stretch in which nothing begins or ends, drawn narrower than its time. */
export interface Fold extends DayRange {
  readonly x0: number;
  readonly x1: number;
  readonly label: string;
  /** The label on as many lines as it needs, which stand around a middle that keeps them within the axis. */
  readonly lines: readonly string[];
  readonly middle: number;
}

export interface TimeAxis extends DayRange {
  /** Where a day begins; before the first and after the last it is the edge. */
  x(day: Day): number;
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

const DAYS_IN_MONTH = 30.44;
const DAYS_IN_YEAR = 365.25;

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

const LEAST_DAYS = 7;
/** Beyond this an axis counts and folds by years, and below it by months. */
const LONG = 6 * DAYS_IN_YEAR;
/** A fold must be worth its mark on the axis. */
const LEAST_FOLD_SHARE = 0.12;
const LEAST_FOLD_YEARS = 3;
const LEAST_FOLD_MONTHS = 12;
const LEAST_MINOR_GAP = 7;
/** Labels stand a little to the right of their ticks. */
export const LABEL_INDENT = 4;
/** How much of the width goes to where many marks stand; the rest to each day alike. */
const CROWD_SHARE = 0.7;
const MOST_WEIGHTED = 60;

/** The range in whole months, or whole years where it is long, and at least a week. */
export function roundedOut({ from, to }: DayRange): DayRange {
  const days = daysBetween(from, to);
  if (days < LEAST_DAYS - 1) {
    const before = Math.floor((LEAST_DAYS - 1 - days) / 2);
    // Addresses carry the years from 0001 to 9998.
    const first = addDays(from, -Math.min(before, daysBetween('0001-01-01', from)));
    const beyond = Math.max(0, LEAST_DAYS - 1 - daysBetween(first, '9998-12-31'));
    const start = addDays(first, -beyond);
    return { from: start, to: addDays(start, LEAST_DAYS - 1) };
  }
  const unit = days > LONG ? utcYear : days > 2 * DAYS_IN_MONTH ? utcMonth : utcDay;
  return { from: dayOf(unit.floor(dateOf(from))), to: addDays(dayOf(unit.offset(unit.floor(dateOf(to)), 1)), -1) };
}

/** What wants room on an axis. */
export interface Crowd {
  /** The days on which something stands: a stretch without any may be folded. */
  readonly occupied: readonly DayRange[];
  /** For each lane the days of its marks: where many stand near each other, time is drawn wider. */
  readonly lanes: readonly (readonly Day[])[];
}

/** A stretch of the axis that is drawn to one scale. */
interface Piece extends DayRange {
  readonly folded: boolean;
  readonly width: number;
}

/** @param range All that the axis shows. */
export function timeAxis(range: DayRange, crowd: Crowd, space: AxisSpace, language: WordLanguage): TimeAxis {
  const pieces = piecesOf(range, crowd, space);
  const corners: [Day, number][] = [[range.from, space.left]];
  let edge = space.left;
  for (const { to, width } of pieces) {
    edge += width;
    corners.push([addDays(to, 1), edge]);
  }
  const scale = scaleUtc()
    .domain(corners.map(([day]) => dateOf(day)))
    .range(corners.map(([, x]) => x))
    .clamp(true);
  const x = (day: Day) => scale(dateOf(day));
  const straight = pieces.filter(({ folded }) => !folded);
  const folds = pieces.filter(({ folded }) => folded).map((piece) => foldOf(piece, space, x, language));
  return {
    ...range,
    x,
    ticks: ticksOf(straight, folds, space, x, language),
    minorTicks: straight.flatMap((piece) => minorTicksOf(piece).map(x)),
    folds,
    corners,
  };
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

/** Labels of folds are a little smaller than those of ticks. */
function foldLabelWidth(lines: readonly string[]): number {
  return Math.max(...lines.map((line) => [...line].reduce((sum, letter) => sum + (letter > '\u2fff' ? 11 : 6), 0)));
}

function piecesOf(range: DayRange, { occupied, lanes }: Crowd, space: AxisSpace): readonly Piece[] {
  const unit = daysIn(range) > LONG ? utcYear : utcMonth;
  const folds = emptyStretches(range, occupied, unit);
  const stretches = between(range, folds);
  const total = stretches.reduce((sum, stretch) => sum + daysIn(stretch), 0);
  // Beyond this many, no unit could be made wide enough to matter.
  const weighted = total / (unit === utcYear ? DAYS_IN_YEAR : DAYS_IN_MONTH) <= MOST_WEIGHTED;
  const straight = weighted ? stretches.flatMap((stretch) => unitsOf(stretch, unit)) : stretches;
  const width = space.right - space.left - folds.length * space.foldWidth;
  const days = straight.reduce((sum, piece) => sum + daysIn(piece), 0);
  const crowds = straight.map((piece) => (weighted ? crowding(piece, lanes) : 0));
  const crowded = crowds.reduce((sum, count) => sum + count, 0);
  const share = crowded === 0 ? 0 : CROWD_SHARE;
  return [
    ...folds.map((fold) => ({ ...fold, folded: true, width: space.foldWidth })),
    ...straight.map((piece, index) => ({
      ...piece,
      folded: false,
      width:
        width * ((1 - share) * (daysIn(piece) / days) + (share === 0 ? 0 : (share * (crowds[index] ?? 0)) / crowded)),
    })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The most marks that one lane has on different days of the stretch. */
function crowding({ from, to }: DayRange, lanes: Crowd['lanes']): number {
  return Math.max(0, ...lanes.map((days) => new Set(days.filter((day) => day >= from && day <= to)).size));
}

function daysIn({ from, to }: DayRange): number {
  return daysBetween(from, to) + 1;
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
  const starts = unit.range(dateOf(addDays(from, 1)), dateOf(addDays(to, 1))).map(dayOf);
  return [from, ...starts].map((start, index) => ({
    from: start,
    to: starts[index] === undefined ? to : addDays(starts[index], -1),
  }));
}

/** The finest step whose labels have room on the whole; where a stretch is narrower than that, labels are left out. */
function ticksOf(
  pieces: readonly Piece[],
  folds: readonly Fold[],
  { tickGap }: AxisSpace,
  x: (day: Day) => number,
  language: WordLanguage,
): readonly Tick[] {
  const width = pieces.reduce((sum, piece) => sum + piece.width, 0);
  const days = pieces.reduce((sum, piece) => sum + daysIn(piece), 0);
  const step = STEPS.find((candidate) => (candidate.days * width) / days >= tickGap) ?? (STEPS.at(-1) as Step);
  const ticks = runsOf(pieces).flatMap((run) => {
    const starts = step.interval.range(dateOf(run.from), dateOf(addDays(run.to, 1))).map(dayOf);
    const [first] = starts;
    // A run is labelled where it begins, if there is room: after a fold a reader has lost count.
    const all = first === undefined || x(first) - x(run.from) >= tickGap ? [run.from, ...starts] : starts;
    return all.map((from, index) => {
      const next = all[index + 1] ?? addDays(run.to, 1);
      const label = tickLabel(from, step.unit, index === 0, language);
      const width = labelWidth(label);
      // A label may reach over the next tick, but not over a fold or the edge, which have labels of their own.
      const free = x(addDays(run.to, 1)) - x(from) >= width;
      const room = free ? x(next) - x(from) : 0;
      return { x: x(from), first: index === 0, room, width, label, range: { from, to: addDays(next, -1) } };
    });
  });
  return withRoom(ticks, folds);
}

/** What a label takes up, by the widths that digits and letters have in common fonts at the size of an axis. */
function labelWidth(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2fff' ? 13 : 6.8), 6);
}

/** The ticks with those labels that stand apart: where a run begins, which alone may name the year, then the widest stretches'. */
function withRoom(
  ticks: readonly (Tick & { first: boolean; room: number; width: number })[],
  folds: readonly Fold[],
): readonly Tick[] {
  const labelled = folds.map(({ lines, middle }) => {
    const width = foldLabelWidth(lines);
    return { x: middle - width / 2, width: width - LABEL_INDENT };
  });
  const shown = new Set<Tick>();
  for (const tick of [...ticks].sort((a, b) => Number(b.first) - Number(a.first) || b.room - a.room || a.x - b.x))
    if (tick.room > 0 && labelled.every(({ x, width }) => x + width <= tick.x || tick.x + tick.width <= x)) {
      labelled.push(tick);
      shown.add(tick);
    }
  return ticks.map((tick) => {
    const { x, label, range } = tick;
    return { x, range, ...(shown.has(tick) && { label }) };
  });
}

/** Pieces that follow each other, without a fold between, as one. */
function runsOf(pieces: readonly Piece[]): readonly DayRange[] {
  const runs: { from: Day; to: Day }[] = [];
  for (const { from, to } of pieces) {
    const last = runs.at(-1);
    if (last && addDays(last.to, 1) === from) last.to = to;
    else runs.push({ from, to });
  }
  return runs;
}

function minorTicksOf(piece: Piece): readonly Day[] {
  const days = daysIn(piece);
  const step = STEPS.find((candidate) => (candidate.days * piece.width) / days >= LEAST_MINOR_GAP);
  if (!step || step.days > days) return [piece.from];
  return step.interval.range(dateOf(piece.from), dateOf(addDays(piece.to, 1))).map(dayOf);
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
    const to = addDays(dayOf(unit.floor(dateOf(next))), -1);
    if (free < to && daysBetween(free, to) + 1 >= least) stretches.push({ from: free, to });
  };
  for (const { from, to } of [...occupied].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from > free) consider(from < range.to ? from : range.to);
    const after = dayOf(unit.offset(unit.floor(dateOf(to)), 1));
    if (after > free) free = after;
    if (free > range.to) break;
  }
  return stretches;
}

function tickLabel(day: Day, unit: Step['unit'], first: boolean, language: WordLanguage): string {
  if (unit === 'year') return format(day, 'year', language);
  if (unit === 'month') {
    if (day.slice(5, 7) === '01' && !first) return format(day, 'year', language);
    return format(day, first ? 'monthOfYear' : 'month', language);
  }
  return format(day, first ? 'dayOfYear' : 'day', language);
}

/** `1994–2003`, `2022`, `Mar 2022–May 2022`, `1 Mar 2022–9 Mar 2022`. */
export function formatRange({ from, to }: DayRange, language: WordLanguage): string {
  const unit =
    from.endsWith('-01-01') && to.endsWith('-12-31')
      ? 'bareYear'
      : from.endsWith('-01') && isLastOfMonth(to)
        ? 'monthOfYear'
        : 'dayOfYear';
  const [start, end] = [format(from, unit, language), format(to, unit, language)];
  return start === end ? start : `${start}–${end}`;
}

const FORMATS = {
  year: { year: 'numeric' },
  bareYear: { year: 'numeric' },
  month: { month: 'short' },
  monthOfYear: { month: 'short', year: 'numeric' },
  day: { day: 'numeric', month: 'short' },
  dayOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const kept = new Map<string, Intl.DateTimeFormat>();

function format(day: Day, form: keyof typeof FORMATS, language: WordLanguage): string {
  if (form === 'bareYear') return String(Number(day.slice(0, 4)));
  const key = `${language} ${form}`;
  let formatter = kept.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...FORMATS[form], timeZone: 'UTC' });
    kept.set(key, formatter);
  }
  return formatter.format(dateOf(day));
}

/** Midnight UTC: text, for a number below 100 would be a year of the twentieth century to `Date.UTC`. */
function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}

function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
