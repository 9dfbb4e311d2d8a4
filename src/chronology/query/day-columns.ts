/** The days of all events as columns of numbers, for computations over very many events. */
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Moves } from '../chronology-update.ts';
import { dayNumber, monthNumber } from '../dates/day.ts';
import { anchorDay, possibleDays } from '../dates/when.ts';
import { lastModified, type TimelineEvent } from '../event.ts';
import { lowerBound } from '../files/order.ts';
import { columnsAfter, columnsOf } from './columns.ts';

/** Days as `dayNumber`, each at the position of its event in the chronology. */
export interface DayColumns {
  readonly anchor: Int32Array;
  /** The month of the anchor day, as `monthNumber`. */
  readonly month: Int32Array;
  /** The days on which the event may have been going on; unbounded ends are UNBOUNDED_FROM and UNBOUNDED_TO. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** `lastModified` of the event, in seconds since 1970. */
  readonly modified: Float64Array;
}

export const UNBOUNDED_FROM = -0x8000_0000;
export const UNBOUNDED_TO = 0x7fff_ffff;

const columnsByEvents = new WeakMap<readonly TimelineEvent[], DayColumns>();

export function dayColumnsOf(chronology: Pick<Chronology, 'events'>): DayColumns {
  return columnsByEvents.get(chronology.events) ?? atOnce(dayColumnsSteps(chronology));
}

/** Builds the columns in slices. @param since The columns of an earlier chronology, and the moves from it to this one. */
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
    ...{ anchor: days(), month: days(), from: days(), to: days() },
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
    from: from === undefined ? UNBOUNDED_FROM : dayNumber(from),
    to: to === undefined ? UNBOUNDED_TO : dayNumber(to),
    modified: Date.parse(lastModified(event)) / 1000,
  };
}

/** The position with the greatest number in a column, the first of equal ones; undefined without positions. */
export function positionOfMaximum(column: Int32Array | Float64Array, positions: Uint32Array): number | undefined {
  let maximum = positions[0];
  if (maximum === undefined) return undefined;
  for (const position of positions) if ((column[position] as number) > (column[maximum] as number)) maximum = position;
  return maximum;
}

/** The first index in an ascending column with at least this number. */
export function firstIndexFrom(column: Int32Array | Uint32Array, least: number): number {
  return lowerBound(column.length, (index) => (column[index] as number) < least);
}

const positionsByEvents = new WeakMap<readonly TimelineEvent[], Uint32Array>();

/** Spares `positionsOf` the search for events that were selected by their positions. */
export function rememberPositions(events: readonly TimelineEvent[], positions: Uint32Array): void {
  positionsByEvents.set(events, positions);
}

/**
 * The positions of events in the chronology.
 *
 * @param events in the order of the chronology
 * @throws where an event is not in the chronology, or out of order
 */
export function positionsOf(chronology: Pick<Chronology, 'events'>, events: readonly TimelineEvent[]): Uint32Array {
  let found = positionsByEvents.get(events);
  if (!found) {
    found = new Uint32Array(events.length);
    let count = 0;
    if (events === chronology.events) for (; count < events.length; count += 1) found[count] = count;
    // One pass over all events: for 100,000 it costs less than 1,000 look-ups.
    for (let position = 0; position < chronology.events.length && count < events.length; position += 1)
      if (chronology.events[position] === events[count]) found[count++] = position;
    if (count < events.length) throw new Error(`${events[count]?.slug} is not where the chronology has it`);
    positionsByEvents.set(events, found);
  }
  return found;
}
