/** The days of all events side by side as numbers, for what is reckoned from very many events at once. */
import type { Chronology } from './chronology.ts';
import { type Day, dayNumber, monthNumber } from './day.ts';
import { lastModified, type TimelineEvent } from './event.ts';
import { columnAfter, type Moves } from './revision.ts';
import { atOnce, pausing, type Work } from './slices.ts';
import { anchorDay, latestDay, possibleDays } from './when.ts';

/** Days as `dayNumber` counts them, each at the place that its event has in the chronology. */
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

const kept = new WeakMap<readonly TimelineEvent[], DayColumns>();

export function dayColumnsOf(chronology: Pick<Chronology, 'events'>): DayColumns {
  return kept.get(chronology.events) ?? atOnce(dayColumnsMade(chronology));
}

/** Makes them in slices; from those of a chronology of which this one is a revision, where there are any. */
export function* dayColumnsMade(
  { events }: Pick<Chronology, 'events'>,
  since?: { readonly before: DayColumns; readonly moves: Moves },
): Work<DayColumns> {
  const column = () => new Int32Array(events.length);
  const columns = since
    ? {
        anchor: columnAfter(since.before.anchor, since.moves),
        month: columnAfter(since.before.month, since.moves),
        from: columnAfter(since.before.from, since.moves),
        to: columnAfter(since.before.to, since.moves),
        last: columnAfter(since.before.last, since.moves),
        modified: columnAfter(since.before.modified, since.moves),
      }
    : {
        ...{ anchor: column(), month: column(), from: column(), to: column(), last: column() },
        modified: new Float64Array(events.length),
      };
  const numberOf = (day: Day | undefined, otherwise: number) => (day === undefined ? otherwise : dayNumber(day));
  yield* pausing(since?.moves.come ?? events.keys(), 500, (place) => {
    const event = events[place] as TimelineEvent;
    const { when } = event;
    const days = possibleDays(when);
    const day = anchorDay(when);
    columns.anchor[place] = dayNumber(day);
    columns.month[place] = monthNumber(day);
    columns.from[place] = numberOf(days.from, EVER_BEFORE);
    columns.to[place] = numberOf(days.to, EVER_AFTER);
    columns.last[place] = dayNumber(latestDay(when) ?? day);
    columns.modified[place] = Date.parse(lastModified(event)) / 1000;
  });
  kept.set(events, columns);
  return columns;
}

/** Of these places the first that has the greatest number in a column; undefined without any. */
export function placeOfMost(column: Int32Array | Float64Array, places: Uint32Array): number | undefined {
  let most = places[0];
  if (most === undefined) return undefined;
  for (const place of places) if ((column[place] as number) > (column[most] as number)) most = place;
  return most;
}

/** The first place in an ascending column with at least this number. */
export function placeFrom(column: Int32Array, least: number): number {
  let [low, high] = [0, column.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] as number) >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}

const places = new WeakMap<readonly TimelineEvent[], Uint32Array>();

/**
 * Where these events stand in the chronology, in whose order they are.
 *
 * @throws where one of them is not in the chronology, or they are in another order
 */
export function placesOf(chronology: Pick<Chronology, 'events'>, events: readonly TimelineEvent[]): Uint32Array {
  let found = places.get(events);
  if (!found) {
    found = new Uint32Array(events.length);
    let count = 0;
    // By going along, which for all of 100,000 costs less than to look 1,000 up.
    for (let place = 0; place < chronology.events.length && count < events.length; place += 1)
      if (chronology.events[place] === events[count]) found[count++] = place;
    if (count < events.length) throw new Error(`${events[count]?.slug} is not where the chronology has it`);
    places.set(events, found);
  }
  return found;
}
