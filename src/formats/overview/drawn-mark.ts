/** What stands in a lane of the overview: the mark of an event, where its days are on the axis, or a group of events. */
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { forms, type Mark, markOf } from './mark.ts';
import { ends, FADING, type MarkColumns } from './mark-columns.ts';
import { FADE, TARGET } from './overview-style.ts';
import type { TimeAxis } from './time-axis.ts';

export interface DrawnMark {
  readonly kind: 'event';
  readonly event: TimelineEvent;
  readonly mark: Mark;
  /** The mark's days on the axis, which may lie beyond the picture. */
  readonly x0: number;
  readonly x1: number;
  /** The certain days. */
  readonly core0: number;
  readonly core1: number;
  /** Where what is still going on was last known to. */
  readonly known: number;
  /** Reaches beyond the picture, and must be clipped. */
  readonly clipped: boolean;
  /** What can be hit. */
  readonly hit0: number;
  readonly hit1: number;
  /** Middle of its row. */
  readonly y: number;
}

/** Events too close to be told apart, drawn as their number. */
export interface DrawnGroup {
  readonly kind: 'group';
  /** The one that stands farthest to the left is the first. */
  readonly events: readonly TimelineEvent[];
  /** The days that its events stand on. */
  readonly range: DayRange;
  /** Whether a picture of these days would show less than this one. */
  readonly zooms: boolean;
  readonly x: number;
  readonly y: number;
}

const ONGOING = forms.indexOf('ongoing');
const SOFT = ends.indexOf('soft');

/** Where marks stand in a picture. Its fields are of the mark that was measured last: there may be very many. */
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

  /** @param known Where that day stands of which anything is known last. */
  constructor(columns: MarkColumns, axis: TimeAxis, known: number, { left, right }: { left: number; right: number }) {
    this.#columns = columns;
    this.#axis = axis;
    this.#known = known;
    this.#left = left;
    this.#right = right;
  }

  /** @param position of the event in the columns */
  measure(position: number): void {
    const { from, to, form, start, end } = this.#columns;
    const [left, right] = [this.#left, this.#right];
    const x0 = this.#axis.at(from[position] as number);
    const x1 = Math.max(this.#axis.at((to[position] as number) + 1), x0);
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

  /** The mark of the event at a position, but for its row. */
  draw(event: TimelineEvent, position: number): Omit<DrawnMark, 'y'> {
    this.measure(position);
    const { coreFrom, coreTo, start, end } = this.#columns;
    const { x0, x1, known, hit0, hit1, clipped } = this;
    const core0 = start[position] === SOFT ? this.#axis.at((coreFrom[position] as number) + 1) : x0;
    const core1 = end[position] === SOFT ? this.#axis.at(coreTo[position] as number) : x1;
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
