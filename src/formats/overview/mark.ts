/** The mark of a date in a picture: its form, its days, the certain ones among them, and how its ends are drawn. */
import type { Day } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { DatePoint, PeriodEnd, Point, When } from '../../chronology/dates/when.ts';

/**
 * `day` is known to the day, `unit` to a month, quarter, half, year or decade; a `period` lasted; `soft` is approximate or
 * within two bounds; `after` and `before` are bounded on one side only, or have an unknown end; `ongoing` has an open end.
 */
export const markForms = ['day', 'unit', 'period', 'soft', 'after', 'before', 'ongoing'] as const;
export type MarkForm = (typeof markForms)[number];

/** How an end of a mark is drawn: `sharp` at a day, `soft` as a gradient over its possible days, `fading` where unbounded. */
export type MarkEnd = 'sharp' | 'soft' | 'fading';

export interface Mark {
  readonly form: MarkForm;
  /** The days that the mark is drawn over; of a fading end, the day at which it begins to fade. */
  readonly from: Day;
  readonly to: Day;
  /** The days between soft ends. */
  readonly core: DayRange;
  /** The days on which it can have begun and have ended; of an unbounded end, the days of the date that it has. */
  readonly begins: DayRange;
  readonly ends: DayRange;
  /** Whether the days on which it can have begun are bounded on both sides. */
  readonly hasBegin: boolean;
  readonly start: MarkEnd;
  readonly end: MarkEnd;
}

export function markOf(when: When): Mark {
  return when.kind === 'moment' ? momentMark(when.at) : periodMark(when.start, when.end);
}

function momentMark(point: Point): Mark {
  if (point.form === 'bounds') {
    const { earliest, latest } = point;
    if (earliest !== undefined && latest !== undefined) return soft({ from: earliest, to: latest });
    // The bound is drawn as its day; its whole unit weighs, for `[2004..]` says nothing of January.
    const bound = (point.after ?? point.before) as DatePoint;
    const unit = { from: bound.earliest, to: bound.latest };
    const day = (earliest ?? latest) as Day;
    const drawn = { from: day, to: day, core: { from: day, to: day }, begins: unit, ends: unit, hasBegin: false };
    return earliest === undefined
      ? { form: 'before', ...drawn, start: 'fading', end: 'sharp' }
      : { form: 'after', ...drawn, start: 'sharp', end: 'fading' };
  }
  const range = { from: point.earliest, to: point.latest };
  if (point.approximate || point.uncertain) return soft(range);
  const form = point.precision === 'day' || point.precision === 'time' ? 'day' : 'unit';
  return { form, ...range, core: range, begins: range, ends: range, hasBegin: true, start: 'sharp', end: 'sharp' };
}

function soft(range: DayRange): Mark {
  return {
    form: 'soft',
    ...range,
    core: range,
    begins: range,
    ends: range,
    hasBegin: true,
    start: 'soft',
    end: 'soft',
  };
}

function periodMark(start: PeriodEnd, end: PeriodEnd): Mark {
  // The parser refuses a period without any date.
  const first = (typeof start === 'string' ? end : start) as DatePoint;
  const last = (typeof end === 'string' ? start : end) as DatePoint;
  const [startEnd, endEnd] = [markEnd(start), markEnd(end)];
  // Both ends may be known to the same year only: then each is soft over the whole year.
  const overlap = typeof start !== 'string' && typeof end !== 'string' && first.latest >= last.earliest;
  return {
    form: end === 'open' ? 'ongoing' : end === 'unknown' ? 'after' : typeof start === 'string' ? 'before' : 'period',
    from: first.earliest,
    to: last.latest,
    core: {
      from: startEnd === 'soft' && !overlap ? first.latest : first.earliest,
      to: endEnd === 'soft' && !overlap ? last.earliest : last.latest,
    },
    begins: { from: first.earliest, to: first.latest },
    ends: { from: last.earliest, to: last.latest },
    hasBegin: typeof start !== 'string',
    start: startEnd,
    end: endEnd,
  };
}

function markEnd(end: PeriodEnd): MarkEnd {
  if (typeof end === 'string') return 'fading';
  return end.precision === 'day' && !end.approximate && !end.uncertain ? 'sharp' : 'soft';
}
