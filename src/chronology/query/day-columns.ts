/** The days of all events side by side as numbers, for what is reckoned from very many events at once. */
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Moves } from '../chronology-update.ts';
import { dayNumber, monthNumber } from '../dates/day.ts';
import { anchorDay, latestDay, possibleDays } from '../dates/when.ts';
import { lastModified, type TimelineEvent } from '../event.ts';
import { lowerBound } from '../files/order.ts';
import { columnsAfter, columnsOf } from './columns.ts';

/** Days as `dayNumber` counts them, each at the position of its event in the chronology. */
export interface DayColumns {
  readonly anchor: Int32Array;
  /** The month of the anchor day, as `monthNumber` counts. */
  readonly month: Int32Array;
  /** The days on which the event may have been going on; unbounded ones are EVER_BEFORE and EVER_AFTER. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The last day that is known, or the anchor day. */
  readonly last: Int32Array;
  /** When the entry was changed last, in seconds. */
  readonly modified: Float64Array;
}

export const EVER_BEFORE = -0x8000_0000;
export const EVER_AFTER = 0x7fff_ffff;

const columnsByEvents = new WeakMap<readonly TimelineEvent[], DayColumns>();

export function dayColumnsOf(chronology: Pick<Chronology, 'events'>): DayColumns {
  return columnsByEvents.get(chronology.events) ?? atOnce(dayColumnsSteps(chronology));
}

/** Makes them in slices; from those of a chronology of which this one is a revision, where there are any. */
export function* dayColumnsSteps(
  { events }: Pick<Chronology, 'events'>,
  since?: { readonly before: DayColumns; readonly moves: Moves },
): Work<DayColumns> {
  const columns = since
    ? yield* columnsAfter(since.before, since.moves, (position) => rowOf(events[position] as TimelineEvent))
    : yield* columnsOf(emptyColumns(events.length), events.length, (position) =>
        rowOf(events[position] as TimelineEvent),
      );
  columnsByEvents.set(events, columns);
  return columns;
}

function emptyColumns(length: number): DayColumns {
  const days = () => new Int32Array(length);
  return {
    ...{ anchor: days(), month: days(), from: days(), to: days(), last: days() },
    modified: new Float64Array(length),
  };
}

function rowOf(event: TimelineEvent): { readonly [K in keyof DayColumns]: number } {
  const { when } = event;
  const { from, to } = possibleDays(when);
  const day = anchorDay(when);
  return {
    anchor: dayNumber(day),
    month: monthNumber(day),
    from: from === undefined ? EVER_BEFORE : dayNumber(from),
    to: to === undefined ? EVER_AFTER : dayNumber(to),
    last: dayNumber(latestDay(when) ?? day),
    modified: Date.parse(lastModified(event)) / 1000,
  };
}

/** The first of these positions that has the greatest number in a column; undefined without any. */
export function positionOfMost(column: Int32Array | Float64Array, positions: Uint32Array): number | undefined {
  let most = positions[0];
  if (most === undefined) return undefined;
  for (const position of positions) if ((column[position] as number) > (column[most] as number)) most = position;
  return most;
}

/** The first index in an ascending column with at least this number. */
export function firstIndexFrom(column: Int32Array | Uint32Array, least: number): number {
  return lowerBound(column.length, (index) => (column[index] as number) < least);
}

const positions = new WeakMap<readonly TimelineEvent[], Uint32Array>();

/** Where events were found by their positions, `positionsOf` need not look for them again. */
export function rememberPositions(events: readonly TimelineEvent[], found: Uint32Array): void {
  positions.set(events, found);
}

/**
 * Where these events stand in the chronology, in whose order they are.
 *
 * @throws where one of them is not in the chronology, or they are in another order
 */
export function positionsOf(chronology: Pick<Chronology, 'events'>, events: readonly TimelineEvent[]): Uint32Array {
  let found = positions.get(events);
  if (!found) {
    found = new Uint32Array(events.length);
    let count = 0;
    if (events === chronology.events) for (; count < events.length; count += 1) found[count] = count;
    // By going along, which for all of 100,000 costs less than to look 1,000 up.
    for (let position = 0; position < chronology.events.length && count < events.length; position += 1)
      if (chronology.events[position] === events[count]) found[count++] = position;
    if (count < events.length) throw new Error(`${events[count]?.slug} is not where the chronology has it`);
    positions.set(events, found);
  }
  return found;
}
