/** A date of our subset of EDTF (ISO 8601-2:2019, annex A) as data: a moment or a period, and its possible days. */
import { addDays, type Day, dayParts, daysBetween, firstDayOfMonth, lastDayOfMonth } from './day.ts';

/** How well a point in time is known, finest first. */
export const precisions = ['time', 'day', 'month', 'quarter', 'half', 'year', 'decade', 'century', 'bounds'] as const;
export type Precision = (typeof precisions)[number];

/** A calendar unit (a day, a month, …) in which the point lies; nothing finer is known. */
export interface DatePoint {
  readonly form: 'date';
  /** As written, without its qualifier. */
  readonly text: string;
  readonly precision: Exclude<Precision, 'bounds'>;
  /** `~` or `%`. */
  readonly approximate: boolean;
  /** `?` or `%`. */
  readonly uncertain: boolean;
  /**
   * First and last possible day, of a time in the chronology's zone, and of the time at which a period ends that of the last
   * moment before it; a qualifier widens neither.
   */
  readonly earliest: Day;
  readonly latest: Day;
  /** For precision `time`. */
  readonly time?: TimeOfDay;
}

/** What the clocks of a time zone show. */
export interface ClockTime {
  readonly day: Day;
  /** `HH:mm` or `HH:mm:ss`. */
  readonly clock: string;
  readonly offsetMinutes: number;
}

/** A time as the clocks showed it where the event was. */
export interface TimeOfDay extends ClockTime {
  /** As ISO 8601 UTC. */
  readonly instant: string;
  /** The same instant by the clocks of the chronology's zone, where these differ. */
  readonly inChronology?: ClockTime;
}

/** A point of which only bounds are known: on or after one date, on or before another, or between two. */
export interface BoundedPoint {
  readonly form: 'bounds';
  readonly after?: DatePoint;
  readonly before?: DatePoint;
  readonly earliest?: Day;
  readonly latest?: Day;
}

export type Point = DatePoint | BoundedPoint;

/** An end of a period: a date, `open` (still lasts, or has always been), or `unknown` (it ended or began, but nobody says when). */
export type PeriodEnd = DatePoint | 'open' | 'unknown';

/** Something that happened once. */
interface Moment {
  readonly kind: 'moment';
  readonly edtf: string;
  readonly at: Point;
}

/** Something that lasted. */
export interface Period {
  readonly kind: 'period';
  readonly edtf: string;
  readonly start: PeriodEnd;
  readonly end: PeriodEnd;
}

export type When = Moment | Period;

/** The first day that the moment, or the start of the period, can have been; undefined where nothing bounds it. */
export function earliestDay(when: When): Day | undefined {
  const first = when.kind === 'moment' ? when.at : when.start;
  return typeof first === 'string' ? undefined : first.earliest;
}

/** The last day that the moment, or the end of the period, can have been; undefined where nothing bounds it. */
export function latestDay(when: When): Day | undefined {
  const last = when.kind === 'moment' ? when.at : when.end;
  return typeof last === 'string' ? undefined : last.latest;
}

/** The day by which an event is ordered: the earliest day of its start or, where there is none, its latest known day. */
export function anchorDay(when: When): Day {
  const anchor = earliestDay(when) ?? latestDay(when);
  if (anchor === undefined) throw new Error(`a date without any day: ${when.edtf}`);
  return anchor;
}

/** The instant at which something with a time of day was or began, as ISO 8601 UTC: text of that form sorts as instants do. */
export function instantOf(when: When): string | undefined {
  const first = when.kind === 'moment' ? when.at : when.start;
  return typeof first === 'object' && first.form === 'date' ? first.time?.instant : undefined;
}

const HOURS_OF_A_DAY = 24;

/** Whether a period lasted for hours: it has times, and both lie less than a day apart. */
export function isOfHours(when: When): boolean {
  if (when.kind === 'moment' || typeof when.start === 'string' || typeof when.end === 'string') return false;
  const [start, end] = [when.start.time?.instant, when.end.time?.instant];
  if (start === undefined || end === undefined) return false;
  return Date.parse(end) - Date.parse(start) < HOURS_OF_A_DAY * 3_600_000;
}

/** The first and the last possible day of a date, both inclusive; an absent end is unbounded. */
export interface PossibleDays {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
}

/**
 * The days on which the event may have been going on, for filters by time. A moment bounded on one side only counts on all
 * days of its bound and on no others: beyond, it would match every filter; its first day alone says nothing of the bound.
 * An unknown end counts as the period's known end.
 */
export function possibleDays(when: When): PossibleDays {
  if (when.kind === 'moment') return momentDays(when.at);
  const { start, end } = when;
  const from = start === 'open' ? undefined : start === 'unknown' ? (end as DatePoint).earliest : start.earliest;
  const to = end === 'open' ? undefined : end === 'unknown' ? (start as DatePoint).latest : end.latest;
  return { from, to };
}

/** The days on which a moment can have been; of one that is bounded on one side only, the days of its bound. */
export function momentDays(point: Point): { readonly from: Day; readonly to: Day } {
  const { earliest, latest } = point;
  if (earliest !== undefined && latest !== undefined) return { from: earliest, to: latest };
  // The parser refuses bounds without any date.
  const bound = (point as BoundedPoint).after ?? ((point as BoundedPoint).before as DatePoint);
  return { from: bound.earliest, to: bound.latest };
}

/**
 * Whether the event is known to have begun in the calendar year of its anchor day: `199X` is sorted at 1990, and can have
 * been in ten years. An approximate date may miss by as much as it leaves open, and by a week at the least; an uncertain one
 * may be wrong altogether.
 */
export function beginsInOneYear(when: When): boolean {
  const first = when.kind === 'moment' ? when.at : when.start;
  if (typeof first === 'string' || first.earliest === undefined || first.latest === undefined) return false;
  if (first.form === 'date' && first.uncertain) return false;
  const { earliest, latest } = first;
  const miss = first.form === 'date' && first.approximate ? Math.max(daysBetween(earliest, latest) + 1, 7) : 0;
  return dayParts(addDays(earliest, -miss)).year === dayParts(addDays(latest, miss)).year;
}

/** The points that a date is made of: one for a moment, the dated ends for a period. */
export function pointsOf(when: When): readonly Point[] {
  if (when.kind === 'moment') return [when.at];
  return [when.start, when.end].filter((end) => typeof end !== 'string');
}

/** Every date that is written in it: those of its points, and the bounds of a moment that has no other. */
export function datesOf(when: When): readonly DatePoint[] {
  return pointsOf(when).flatMap((point) =>
    point.form === 'date' ? point : [point.after, point.before].filter((date) => date !== undefined),
  );
}

/** The coarsest precision among the points of a date. */
export function precisionOf(when: When): Precision {
  const ranks = pointsOf(when).map((point) => precisions.indexOf(point.form === 'bounds' ? 'bounds' : point.precision));
  return precisions[Math.max(...ranks)] ?? 'bounds';
}

/** Whether any point carries `~`, `?` or `%`. */
export function isQualified(when: When): boolean {
  return pointsOf(when).some(isQualifiedPoint);
}

export function isQualifiedPoint(point: Point): boolean {
  return point.form === 'date' && (point.approximate || point.uncertain);
}

/** Whether an end is a date without `~`, `?` and `%`. */
export function isPlain(end: PeriodEnd): end is DatePoint {
  return typeof end !== 'string' && !end.approximate && !end.uncertain;
}

/** The calendar year or month that a period covers exactly, from its first day to its last, both written as days. */
export function wholeUnit({ start, end }: Period): { year: number; month?: number } | undefined {
  if (!isPlain(start) || !isPlain(end) || start.precision !== 'day' || end.precision !== 'day') return undefined;
  const first = dayParts(start.earliest);
  const last: Day = end.latest;
  if (start.earliest === firstDayOfMonth(first.year, 1) && last === lastDayOfMonth(first.year, 12))
    return { year: first.year };
  if (start.earliest === firstDayOfMonth(first.year, first.month) && last === lastDayOfMonth(first.year, first.month))
    return { year: first.year, month: first.month };
  return undefined;
}
