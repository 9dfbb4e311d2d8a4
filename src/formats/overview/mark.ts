/** The form of an event's date in a picture: which days are certain, and which ends are not. */
import type { Day } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { DatePoint, PeriodEnd, Point, When } from '../../chronology/dates/when.ts';

/**
 * `day` known to the day, `unit` to a month, quarter, half, year or decade; `period` lasted; `soft` approximate or
 * within bounds; `after` and `before` bounded on one side only, or an end that no one knows; `ongoing` end open.
 */
export const forms = ['day', 'unit', 'period', 'soft', 'after', 'before', 'ongoing'] as const;
export type Form = (typeof forms)[number];

/** How an end of a mark is drawn: cut at a day, graded over days or a short way, or fading out where nothing bounds it. */
export type MarkEnd = 'sharp' | 'soft' | 'fading';

export interface Mark {
  readonly form: Form;
  /** The days that the mark is drawn over. Where an end fades there is only the day that it fades from. */
  readonly from: Day;
  readonly to: Day;
  /** The days inside soft ends. */
  readonly core: DayRange;
  readonly start: MarkEnd;
  readonly end: MarkEnd;
}

export function markOf(when: When): Mark {
  return when.kind === 'moment' ? momentMark(when.at) : periodMark(when.start, when.end);
}

function momentMark(at: Point): Mark {
  if (at.form === 'bounds') {
    const { earliest, latest } = at;
    if (earliest !== undefined && latest !== undefined) return soft({ from: earliest, to: latest });
    const day = (earliest ?? latest) as Day;
    const core = { from: day, to: day };
    return earliest === undefined
      ? { form: 'before', ...core, core, start: 'fading', end: 'sharp' }
      : { form: 'after', ...core, core, start: 'sharp', end: 'fading' };
  }
  const range = { from: at.earliest, to: at.latest };
  if (at.approximate || at.uncertain) return soft(range);
  const form = at.precision === 'day' || at.precision === 'time' ? 'day' : 'unit';
  return { form, ...range, core: range, start: 'sharp', end: 'sharp' };
}

function soft(range: DayRange): Mark {
  return { form: 'soft', ...range, core: range, start: 'soft', end: 'soft' };
}

function periodMark(start: PeriodEnd, end: PeriodEnd): Mark {
  // A period has a date at one end at least.
  const first = (typeof start === 'string' ? end : start) as DatePoint;
  const last = (typeof end === 'string' ? start : end) as DatePoint;
  const [startEnd, endEnd] = [markEnd(start), markEnd(end)];
  // Two ends in one year may each be soft over the whole of it.
  const overlap = typeof start !== 'string' && typeof end !== 'string' && first.latest >= last.earliest;
  return {
    form: end === 'open' ? 'ongoing' : end === 'unknown' ? 'after' : typeof start === 'string' ? 'before' : 'period',
    from: first.earliest,
    to: last.latest,
    core: {
      from: startEnd === 'soft' && !overlap ? first.latest : first.earliest,
      to: endEnd === 'soft' && !overlap ? last.earliest : last.latest,
    },
    start: startEnd,
    end: endEnd,
  };
}

function markEnd(end: PeriodEnd): MarkEnd {
  if (typeof end === 'string') return 'fading';
  return end.precision === 'day' && !end.approximate && !end.uncertain ? 'sharp' : 'soft';
}
