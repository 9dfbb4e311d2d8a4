/** Which events can have been going on between two days: an index of intervals, in chunks of events that follow each other. */
import Flatbush from 'flatbush';
import { TypedFastBitSet } from 'typedfastbitset';
import { pausing, type Work } from '../../slices.ts';
import { type Day, dayNumber } from '../dates/day.ts';
import { possibleDays } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';

/** Flatbush sorts a chunk without a pause: so many events take it a few milliseconds. */
const CHUNK_EVENTS = 4096;

/** Consecutive events, and their days as intervals. */
interface Chunk {
  /** The position of the first event. */
  readonly begin: number;
  readonly length: number;
  readonly days: Flatbush;
}

export class DayIntervals {
  readonly #chunkEvents: number;
  readonly #chunks: readonly Chunk[];

  private constructor(chunkEvents: number, chunks: readonly Chunk[]) {
    this.#chunkEvents = chunkEvents;
    this.#chunks = chunks;
  }

  /** @param chunkEvents The greatest number of events in a chunk. */
  static *of(events: readonly TimelineEvent[], chunkEvents = CHUNK_EVENTS): Work<DayIntervals> {
    return new DayIntervals(chunkEvents, yield* chunkSteps(events, 0, events.length, chunkEvents));
  }

  /**
   * The intervals of a later chronology: only chunks in which events were removed or added are built again.
   *
   * @param removedAt positions of removed events in the earlier chronology, ascending
   * @param addedAt positions of added events among `events`, ascending
   */
  *after(removedAt: Uint32Array, addedAt: Uint32Array, events: readonly TimelineEvent[]): Work<DayIntervals> {
    const chunks: Chunk[] = [];
    let begin = 0;
    for (const [index, chunk] of this.#chunks.entries()) {
      const next = this.#chunks[index + 1]?.begin;
      const end = next === undefined ? events.length : movedBoundary(next, removedAt, addedAt);
      const hasChanged =
        removedAt.some((position) => position >= chunk.begin && position < chunk.begin + chunk.length) ||
        addedAt.some((position) => position >= begin && position < end);
      if (hasChanged) chunks.push(...(yield* chunkSteps(events, begin, end, this.#chunkEvents)));
      else if (end > begin) chunks.push({ ...chunk, begin });
      begin = end;
    }
    if (this.#chunks.length === 0) chunks.push(...(yield* chunkSteps(events, 0, events.length, this.#chunkEvents)));
    return new DayIntervals(this.#chunkEvents, chunks);
  }

  /** The positions of the events whose days overlap those between two days, both inclusive; an absent one is no bound. */
  overlapping(from: Day | undefined, to: Day | undefined): TypedFastBitSet {
    const [first, last] = [bound(from, Number.NEGATIVE_INFINITY), bound(to, Number.POSITIVE_INFINITY)];
    const found = new TypedFastBitSet();
    for (const { begin, days } of this.#chunks)
      for (const index of days.search(first, 0, last, 0)) found.add(begin + index);
    return found;
  }
}

function* chunkSteps(
  events: readonly TimelineEvent[],
  from: number,
  to: number,
  chunkEvents: number,
): Work<readonly Chunk[]> {
  const chunks: Chunk[] = [];
  for (let begin = from; begin < to; begin += chunkEvents) {
    const members = events.slice(begin, Math.min(begin + chunkEvents, to));
    const days = new Flatbush(members.length);
    yield* pausing(members, ({ when }) => {
      const { from, to } = possibleDays(when);
      days.add(bound(from, Number.NEGATIVE_INFINITY), 0, bound(to, Number.POSITIVE_INFINITY), 0);
    });
    days.finish();
    chunks.push({ begin, length: members.length, days });
    yield;
  }
  return chunks;
}

/** The new position of a chunk that began at `position`; events added right before it belong to it. */
function movedBoundary(position: number, removedAt: Uint32Array, addedAt: Uint32Array): number {
  const remaining = position - removedAt.filter((removed) => removed < position).length;
  let added = 0;
  while ((addedAt[added] ?? Number.POSITIVE_INFINITY) < remaining + added) added += 1;
  return remaining + added;
}

function bound(day: Day | undefined, otherwise: number): number {
  return day === undefined ? otherwise : dayNumber(day);
}
