/** Columns of numbers, one for each event at its position: filled, and after few events moved taken over from those before. */
import { pausing, type Work } from '../../slices.ts';
import type { Moves } from '../chronology-update.ts';

export type Column = Int32Array | Uint8Array | Uint16Array | Float64Array;

type Row<C> = { readonly [K in keyof C]: number };

/** Fills columns in slices. @param rowOf The values at a position. */
export function* columnsOf<C extends { readonly [K in keyof C]: Column }>(
  empty: C,
  length: number,
  rowOf: (position: number) => Row<C>,
): Work<C> {
  const names = Object.keys(empty) as (keyof C)[];
  yield* pausing(new Array(length).keys(), (position) => {
    const row = rowOf(position);
    for (const name of names) empty[name][position] = row[name];
  });
  return empty;
}

/** Those of a chronology before, after the moves. A column in which nothing came to be another is the same. */
export function* columnsAfter<C extends { readonly [K in keyof C]: Column }>(
  before: C,
  moves: Moves,
  rowOf: (position: number) => Row<C>,
): Work<C> {
  const rows = [...moves.addedAt].map(rowOf);
  const columns: Partial<Record<keyof C, Column>> = {};
  for (const name of Object.keys(before) as (keyof C)[]) {
    columns[name] = columnAfter(
      before[name],
      moves,
      rows.map((row) => row[name]),
    );
    yield;
  }
  return columns as C;
}

function columnAfter(column: Column, { removedAt, addedAt }: Moves, values: readonly number[]): Column {
  const stay = removedAt.length === addedAt.length && removedAt.every((position, index) => position === addedAt[index]);
  if (stay && values.every((value, index) => column[addedAt[index] as number] === value)) return column;
  const Typed = column.constructor as new (length: number) => Column;
  const after = new Typed(column.length - removedAt.length + addedAt.length);
  let [from, to, went, came] = [0, 0, 0, 0];
  while (from < column.length) {
    if (removedAt[went] === from) {
      from += 1;
      went += 1;
    } else if (addedAt[came] === to) {
      to += 1;
      came += 1;
    } else {
      // Up to the next position where one went or came, all stay side by side.
      const length = Math.min((removedAt[went] ?? column.length) - from, (addedAt[came] ?? after.length) - to);
      after.set(column.subarray(from, from + length), to);
      from += length;
      to += length;
    }
  }
  for (const [index, position] of addedAt.entries()) after[position] = values[index] as number;
  return after;
}
