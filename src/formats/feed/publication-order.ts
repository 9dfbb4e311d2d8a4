/** The order in which entries were published, and their dates in feeds: those of one instant are a second apart. */
import type { Chronology } from '../../chronology/chronology.ts';
import { positionOf } from '../../chronology/chronology-update.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { compareText, sortSteps } from '../../chronology/files/order.ts';
import { memoizeByChronology } from '../../chronology/query/memoize.ts';
import { pausing, type Work } from '../../slices.ts';
import { secondsLaterSteps } from './seconds.ts';

interface PublicationOrder {
  /** Positions in the chronology, the first published first; of one instant, in the order of the chronology. */
  readonly positions: Uint32Array;
  /** Of each position in the chronology, by how many seconds its date in feeds is after its publication. */
  readonly secondsLater: Uint32Array;
}

const publicationOrder = memoizeByChronology(function* ({ events }: Chronology): Work<PublicationOrder> {
  const byInstant = new Map<string, number[]>();
  yield* pausing(events.entries(), ([position, { published }]) => {
    const others = byInstant.get(published);
    if (others) others.push(position);
    else byInstant.set(published, [position]);
  });
  const positions = new Uint32Array(events.length);
  const secondsLater = new Uint32Array(events.length);
  const instants = yield* sortSteps([...byInstant.keys()], compareText);
  let index = 0;
  for (const instant of instants)
    yield* pausing(byInstant.get(instant) ?? [], (position) => {
      positions[index] = position;
      index += 1;
    });
  const byRank = yield* secondsLaterSteps(positions, (position) => (events[position] as TimelineEvent).published);
  yield* pausing(positions.entries(), ([rank, position]) => {
    secondsLater[position] = byRank[rank] ?? 0;
  });
  return { positions, secondsLater };
});

/**
 * The events by publication, the first first; those published at the same instant in the order of the chronology.
 *
 * @param range Ranks in this order, the second exclusive. Default: all.
 */
export function* inPublicationOrder(
  chronology: Chronology,
  shown: readonly TimelineEvent[],
  [from, to]: readonly [from: number, to: number] = [0, shown.length],
): Work<readonly TimelineEvent[]> {
  const { events } = chronology;
  const { positions } = yield* publicationOrder.steps(chronology);
  if (shown.length === events.length)
    return [...positions.subarray(from, to)].map((position) => events[position] as TimelineEvent);
  const among = new Set<TimelineEvent>();
  yield* pausing(shown, (event) => among.add(event));
  const ordered: TimelineEvent[] = [];
  let rank = 0;
  yield* pausing(positions, (position) => {
    const event = events[position] as TimelineEvent;
    if (!among.has(event)) return;
    if (rank >= from && rank < to) ordered.push(event);
    rank += 1;
  });
  return ordered;
}

/**
 * By how many seconds an entry's dates in feeds are after its own: readers sort by them, and shuffle what has the same. Of all
 * that was published at one instant, as on one day, the first in the order of the chronology has that instant, and each after it a
 * second more. The number is the same in every view.
 */
export function* secondsInFeeds(chronology: Chronology): Work<(event: TimelineEvent) => number> {
  const { secondsLater } = yield* publicationOrder.steps(chronology);
  return (event) => secondsLater[positionOf(chronology.events, event)] ?? 0;
}

/** The first publication of all, which every feed without entries dates itself by; undefined for a chronology without events. */
export function* firstPublication(chronology: Chronology): Work<string | undefined> {
  const { positions } = yield* publicationOrder.steps(chronology);
  return chronology.events[positions[0] ?? 0]?.published;
}
