/** The marks of a picture with their coordinates: the mark of an event, or a group of events that are drawn as a number. */
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { type Mark, markForms, markOf } from './mark.ts';
import { FADING, type MarkColumns, markEnds } from './mark-columns.ts';
import { FADE, TARGET } from './overview-style.ts';
import type { TimeAxis } from './time-axis.ts';

export interface DrawnMark {
  readonly kind: 'event';
  readonly event: TimelineEvent;
  readonly mark: Mark;
  /** The first and the last day on the axis, which may lie outside the picture. */
  readonly x0: number;
  readonly x1: number;
  /** The certain days. */
  readonly core0: number;
  readonly core1: number;
  /** Of an ongoing event, the day until which it is known to have gone on; otherwise as `x1`. */
  readonly known: number;
  /** Whether the mark reaches beyond the picture. */
  readonly clipped: boolean;
  /** The extent that a pointer can hit. */
  readonly hit0: number;
  readonly hit1: number;
  /** The middle of the row. */
  readonly y: number;
}

/** Events too close to be distinguished, drawn as their number. */
export interface DrawnGroup {
  readonly kind: 'group';
  /** The leftmost event is the first. */
  readonly events: readonly TimelineEvent[];
  /** From the first to the last day of the events. */
  readonly range: DayRange;
  /** Whether a picture of `range` shows fewer days than this picture, so that its link zooms in. */
  readonly zooms: boolean;
  readonly x: number;
  readonly y: number;
}

const ONGOING = markForms.indexOf('ongoing');
const SOFT = markEnds.indexOf('soft');

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
  clipped = false;
  readonly #columns: MarkColumns;
  readonly #axis: TimeAxis;
  readonly #known: number;
  readonly #left: number;
  readonly #right: number;

  /** @param known The x coordinate of the chronology's `knownUntil`. */
  constructor(columns: MarkColumns, axis: TimeAxis, known: number, { left, right }: { left: number; right: number }) {
    this.#columns = columns;
    this.#axis = axis;
    this.#known = known;
    this.#left = left;
    this.#right = right;
  }

  /** @param position The event's position in the chronology. */
  measure(position: number): void {
    const { from, to, form, start, end } = this.#columns;
    const [left, right] = [this.#left, this.#right];
    const x0 = this.#axis.xOfDayNumber(from[position] as number);
    const x1 = Math.max(this.#axis.xOfDayNumber((to[position] as number) + 1), x0);
    const known = form[position] === ONGOING ? Math.max(this.#known, x1) : x1;
    const begin = x0 - (start[position] === FADING ? FADE : 0);
    const finish = known + (end[position] === FADING ? FADE : 0);
    const first = Math.min(Math.max(begin, left), right);
    const last = Math.min(Math.max(finish, left), right);
    const middle = Math.min(Math.max((first + last) / 2, left + TARGET / 2), right - TARGET / 2);
    this.x0 = x0;
    this.x1 = x1;
    this.known = known;
    this.hit0 = Math.min(first, middle - TARGET / 2);
    this.hit1 = Math.max(last, middle + TARGET / 2);
    this.clipped = begin < left || finish > right;
  }

  /** The mark of the event at a position, without the row. */
  draw(event: TimelineEvent, position: number): Omit<DrawnMark, 'y'> {
    this.measure(position);
    const { coreFrom, coreTo, start, end } = this.#columns;
    const { x0, x1, known, hit0, hit1, clipped } = this;
    const core0 = start[position] === SOFT ? this.#axis.xOfDayNumber((coreFrom[position] as number) + 1) : x0;
    const core1 = end[position] === SOFT ? this.#axis.xOfDayNumber(coreTo[position] as number) : x1;
    return {
      kind: 'event',
      event,
      mark: markOf(event.when),
      x0,
      x1,
      core0: Math.min(Math.max(core0, x0), x1),
      core1: Math.max(Math.min(core1, x1), x0),
      known,
      clipped,
      hit0,
      hit1,
    };
  }
}
