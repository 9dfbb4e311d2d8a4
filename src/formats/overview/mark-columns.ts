/** The marks of all events as columns of numbers, for pictures of very many events. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { UpdatedFrom } from '../../chronology/chronology-update.ts';
import { dayNumber, monthNumber } from '../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { columnsAfter, columnsOf } from '../../chronology/query/columns.ts';
import { atOnce, type Work } from '../../slices.ts';
import { type MarkEnd, markForms, markOf } from './mark.ts';

/** The result of `markOf` for each event, at its position in the chronology; days as `dayNumber`. */
export interface MarkColumns {
  /** The days that the mark is drawn over. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** The days on which it can have begun and have ended. */
  readonly beginFrom: Int32Array;
  readonly beginTo: Int32Array;
  readonly endFrom: Int32Array;
  readonly endTo: Int32Array;
  /** The months of these days, as `monthNumber`. */
  readonly beginFromMonth: Int32Array;
  readonly beginToMonth: Int32Array;
  readonly endFromMonth: Int32Array;
  readonly endToMonth: Int32Array;
  /** 1 where the days on which it can have begun are bounded on both sides. */
  readonly hasBegin: Uint8Array;
  /** Index in `markForms`. */
  readonly form: Uint8Array;
  /** Index in `markEnds`. */
  readonly start: Uint8Array;
  readonly end: Uint8Array;
  /** Index of the event's type among the types of the chronology. */
  readonly type: Uint16Array;
  /** 1 for a plan. */
  readonly planned: Uint8Array;
  /** 1 for a key event. */
  readonly key: Uint8Array;
}

const markEnds = ['sharp', 'soft', 'fading'] as const satisfies readonly MarkEnd[];
export const FADING = markEnds.indexOf('fading');

const columnsByChronology = new WeakMap<Chronology, MarkColumns>();

export function markColumnsOf(chronology: Chronology): MarkColumns {
  return columnsByChronology.get(chronology) ?? atOnce(markColumnsSteps(chronology));
}

/** Builds the columns in slices, from those of the chronology before an update where there are any. */
export function* markColumnsSteps(chronology: Chronology, since?: UpdatedFrom): Work<MarkColumns> {
  const { events, vocabulary } = chronology;
  const types = new Map(Object.keys(vocabulary.settings.types).map((id, index) => [id, index]));
  const rowAt = (position: number) => rowOf(events[position] as TimelineEvent, types);
  // A type is told by its position in the vocabulary.
  const isLike = (other: Chronology) =>
    Object.keys(other.vocabulary.settings.types).join() === [...types.keys()].join();
  const before = since && isLike(since.before) ? columnsByChronology.get(since.before) : undefined;
  const columns =
    since && before
      ? yield* columnsAfter(before, since.moves, rowAt)
      : yield* columnsOf(emptyColumns(events.length), events.length, rowAt);
  columnsByChronology.set(chronology, columns);
  return columns;
}

function emptyColumns(length: number): MarkColumns {
  const days = () => new Int32Array(length);
  const kinds = () => new Uint8Array(length);
  return {
    ...{ from: days(), to: days() },
    ...{ beginFrom: days(), beginTo: days(), endFrom: days(), endTo: days() },
    ...{ beginFromMonth: days(), beginToMonth: days(), endFromMonth: days(), endToMonth: days() },
    ...{ hasBegin: kinds(), form: kinds(), start: kinds(), end: kinds() },
    type: new Uint16Array(length),
    planned: kinds(),
    key: kinds(),
  };
}

function rowOf(
  event: TimelineEvent,
  types: ReadonlyMap<string, number>,
): { readonly [K in keyof MarkColumns]: number } {
  const { form, from, to, begins, ends, hasBegin, start, end } = markOf(event.when);
  const type = types.get(event.type);
  if (type === undefined) throw new Error(`event ${event.slug} of unknown type ${event.type}`);
  return {
    from: dayNumber(from),
    to: dayNumber(to),
    beginFrom: dayNumber(begins.from),
    beginTo: dayNumber(begins.to),
    endFrom: dayNumber(ends.from),
    endTo: dayNumber(ends.to),
    beginFromMonth: monthNumber(begins.from),
    beginToMonth: monthNumber(begins.to),
    endFromMonth: monthNumber(ends.from),
    endToMonth: monthNumber(ends.to),
    hasBegin: hasBegin ? 1 : 0,
    form: markForms.indexOf(form),
    start: markEnds.indexOf(start),
    end: markEnds.indexOf(end),
    type,
    planned: event.status === 'planned' ? 1 : 0,
    key: event.weight === 'key' ? 1 : 0,
  };
}
