/** The marks of a picture with their coordinates at one width: the mark of an event, or a group of events that are drawn as a number. */
import { dayNumber } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { FADE, TARGET } from './fitting/layouts.ts';
import type { AxisRoom, TimeAxis } from './fitting/time-axis.ts';
import { type Mark, markForms, markOf } from './mark.ts';
import { FADING, type MarkColumns } from './mark-columns.ts';

/** Coordinates are CSS pixels from the beginning of the axis. */
export interface DrawnMark {
  readonly kind: 'event';
  readonly event: TimelineEvent;
  readonly mark: Mark;
  /** The first and the last day on the axis, which may lie outside the picture unless the mark fades. */
  readonly x0: number;
  readonly x1: number;
  /** The certain days; absent where no day is certain. */
  readonly core?: { readonly x0: number; readonly x1: number };
  /** Of an ongoing event, the day until which it is known to have gone on; otherwise as `x1`. */
  readonly known: number;
  /** Whether the mark reaches beyond the picture. */
  readonly clipped: boolean;
  /** The extent that a pointer can hit. */
  readonly hit0: number;
  readonly hit1: number;
}

/** Events too close to be distinguished, drawn as their number. */
export interface DrawnGroup {
  readonly kind: 'group';
  /** The leftmost event is the first. */
  readonly events: readonly TimelineEvent[];
  /** From the first to the last day of the events, so far as they are bounded. */
  readonly range: DayRange;
  /** Whether an event may have been before or after `range`. */
  readonly open: boolean;
  /** Whether a picture of `range` shows some days of this picture and not all, so that its link zooms in. */
  readonly zooms: boolean;
  /** The number that is drawn: of the events that the view behind the link lists, which may have others of these days. */
  readonly count: number;
  /** The middle of the number. */
  readonly x: number;
  /** The extent of the events' marks, which is drawn where it is wider than the number. */
  readonly x0: number;
  readonly x1: number;
  /** The extent that a pointer can hit. */
  readonly hit0: number;
  readonly hit1: number;
}

const ONGOING = markForms.indexOf('ongoing');

/**
 * Computes the coordinates of marks in a picture. Its fields hold those of the mark measured last, so that measuring
 * 100,000 marks allocates nothing.
 */
export class MarkRuler {
  x0 = 0;
  x1 = 0;
  known = 0;
  hit0 = 0;
  hit1 = 0;
  /** The left end of a target in the middle of the days on which it can have begun: where it stands in a group. */
  place = 0;
  clipped = false;
  readonly #columns: MarkColumns;
  readonly #axis: TimeAxis;
  readonly #width: number;
  readonly #known: number;
  readonly #left: number;
  readonly #right: number;

  /** @param knownUntil `dayNumber` of the day after the chronology's `knownUntil`. */
  constructor(columns: MarkColumns, axis: TimeAxis, { width, before, after }: AxisRoom, knownUntil: number) {
    this.#columns = columns;
    this.#axis = axis;
    this.#width = width;
    this.#known = this.#x(knownUntil);
    this.#left = -before;
    this.#right = width + after;
  }

  #x(day: number): number {
    return this.#axis.xOfDayNumber(day) * this.#width;
  }

  /** @param position The event's position in the chronology. */
  measure(position: number): void {
    const { from, to, beginFrom, beginTo, form, start, end } = this.#columns;
    const [left, right] = [this.#left, this.#right];
    let x0 = this.#x(from[position] as number);
    let x1 = Math.max(this.#x((to[position] as number) + 1), x0);
    let known = form[position] === ONGOING ? Math.max(this.#known, x1) : x1;
    const [fadesIn, fadesOut] = [start[position] === FADING, end[position] === FADING];
    this.clipped = x0 - (fadesIn ? FADE : 0) < left || known + (fadesOut ? FADE : 0) > right;
    // A date beyond the picture that may have been within it fades in from the end of the axis.
    if (fadesIn && x0 > right) x0 = x1 = known = this.#width;
    if (fadesOut && known < left) x0 = x1 = known = 0;
    const begin = x0 - (fadesIn ? FADE : 0);
    const finish = known + (fadesOut ? FADE : 0);
    const first = Math.min(Math.max(begin, left), right);
    const last = Math.min(Math.max(finish, left), right);
    const middle = Math.min(Math.max((first + last) / 2, left + TARGET / 2), right - TARGET / 2);
    this.x0 = x0;
    this.x1 = x1;
    this.known = known;
    this.hit0 = Math.min(first, middle - TARGET / 2);
    this.hit1 = Math.max(last, middle + TARGET / 2);
    this.place = this.hit0;
    if (beginFrom[position] === beginTo[position]) return;
    const firstBegin = Math.max(this.#x(beginFrom[position] as number), left);
    const lastBegin = Math.min(this.#x((beginTo[position] as number) + 1), right);
    this.place = Math.max(this.hit0, (firstBegin + lastBegin - TARGET) / 2);
  }

  /** The mark of the event at a position. */
  draw(event: TimelineEvent, position: number): DrawnMark {
    this.measure(position);
    const { x0, x1, known, hit0, hit1, clipped } = this;
    const mark = markOf(event.when);
    const inside = (x: number) => Math.min(Math.max(x, x0), x1);
    const core = mark.core && {
      x0: inside(this.#x(dayNumber(mark.core.from))),
      x1: inside(this.#x(dayNumber(mark.core.to) + 1)),
    };
    return { kind: 'event', event, mark, x0, x1, ...(core && { core }), known, clipped, hit0, hit1 };
  }
}
