/** The mark of a date in a picture: its form, its days, the certain ones among them, and how its ends are drawn. */
import type { Day } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import {
  type DatePoint,
  isOfHours,
  momentDays,
  type PeriodEnd,
  type Point,
  type When,
} from '../../chronology/dates/when.ts';

/**
 * `day` is known to the day, `unit` to a month, quarter, half, year, decade or century; a `period` lasted; `soft` is approximate or
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
  /** The days on which it was going on for certain; absent where no day is certain. */
  readonly core?: DayRange;
  /** The days on which it can have begun and have ended; of an unbounded end, the days of the date that it has. */
  readonly begins: DayRange;
  readonly ends: DayRange;
  /** Whether the days on which it can have begun are bounded on both sides. */
  readonly hasBegin: boolean;
  readonly start: MarkEnd;
  readonly end: MarkEnd;
}

export function markOf(when: When): Mark {
  if (when.kind === 'moment') return momentMark(when.at);
  const mark = periodMark(when.start, when.end);
  // An axis of days has no hours: what began one evening and ended after midnight is a dot between its two days.
  return isOfHours(when) ? { ...mark, form: 'day' } : mark;
}

function momentMark(point: Point): Mark {
  const days = momentDays(point);
  const can = { begins: days, ends: days, hasBegin: true } as const;
  if (point.form === 'bounds') {
    const { earliest, latest } = point;
    if (earliest !== undefined && latest !== undefined) return { form: 'soft', ...days, ...can, ...SOFT_ENDS };
    // A bound known to its year or month is soft over it: `[2004..]` says nothing of January.
    const bound = days.from === days.to ? 'sharp' : 'soft';
    const drawn = { ...days, ...can, hasBegin: false };
    return earliest === undefined
      ? { form: 'before', ...drawn, start: 'fading', end: bound }
      : { form: 'after', ...drawn, start: bound, end: 'fading' };
  }
  if (point.approximate || point.uncertain) return { form: 'soft', ...days, ...can, ...SOFT_ENDS };
  const isDay = point.precision === 'day' || point.precision === 'time';
  return { form: isDay ? 'day' : 'unit', ...days, ...can, ...(isDay && { core: days }), start: 'sharp', end: 'sharp' };
}

const SOFT_ENDS = { start: 'soft', end: 'soft' } as const;

function periodMark(start: PeriodEnd, end: PeriodEnd): Mark {
  // The parser refuses a period without any date.
  const first = (typeof start === 'string' ? end : start) as DatePoint;
  const last = (typeof end === 'string' ? start : end) as DatePoint;
  const core = certainDays(start, end);
  return {
    form: end === 'open' ? 'ongoing' : end === 'unknown' ? 'after' : typeof start === 'string' ? 'before' : 'period',
    from: first.earliest,
    to: last.latest,
    ...(core && { core }),
    begins: { from: first.earliest, to: first.latest },
    ends: { from: last.earliest, to: last.latest },
    hasBegin: typeof start !== 'string',
    start: markEnd(start),
    end: markEnd(end),
  };
}

/**
 * The days from the last on which a period can have begun to the first on which it can have ended. None where its ends can
 * have been in either order (both are known to one year only), and none where an end is uncertain: then it may have begun
 * or ended on another day altogether. An open end bounds nothing; of one that nobody knows, only the known end tells.
 */
function certainDays(start: PeriodEnd, end: PeriodEnd): DayRange | undefined {
  if ([start, end].some((one) => typeof one !== 'string' && one.uncertain)) return undefined;
  const { earliest: from, latest: begun } = typeof start === 'string' ? (end as DatePoint) : start;
  const { earliest: ended, latest: to } = typeof end === 'string' ? (start as DatePoint) : end;
  const core = { from: start === 'open' ? from : begun, to: end === 'open' ? to : ended };
  return core.from <= core.to ? core : undefined;
}

function markEnd(end: PeriodEnd): MarkEnd {
  if (typeof end === 'string') return 'fading';
  return (end.precision === 'day' || end.precision === 'time') && !end.approximate && !end.uncertain ? 'sharp' : 'soft';
}
