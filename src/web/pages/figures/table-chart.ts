/** The chart of a printed table as numbers: the columns drawn on either side of zero, and their printed totals. */
import type { Table } from '../../../chronology/event.ts';
import type { Settings } from '../../../chronology/schema/vocabulary.ts';
import { type BarRow, lengthOf } from './bar-chart.ts';
import { MOST_LOOKS } from './bars.ts';

export interface TableChart {
  /** The columns that are drawn; columns taken off go to the left of zero. */
  readonly segments: readonly { readonly measure: string; readonly takenOff: boolean }[];
  /** The printed columns that add up one side, or both. */
  readonly totals: {
    readonly right?: string | undefined;
    readonly left?: string | undefined;
    readonly net?: string | undefined;
  };
  readonly rows: readonly TableChartRow[];
  /** The one row beside whose length the others can hardly be seen. */
  readonly dwarfing?: TableChartRow | undefined;
}

export interface TableChartRow {
  /** A country or `multiple`. */
  readonly id: string;
  readonly bars: BarRow;
  /** The value printed in a column; none for a dash. */
  printed(measure: string | undefined): string | undefined;
}

type Measures = Settings['measures'];

/** The longest row dwarfs the others from so many times the second on. */
const DWARFING = 4;

/**
 * Undefined for a table whose columns do not add up, as far as the chronology says, that has nothing to draw, or more columns of
 * one side than can be told apart.
 */
export function tableChart(table: Table, measures: Measures): TableChart | undefined {
  const { columns } = table;
  // The columns that add up to one that is taken off are taken off too.
  const taken = new Set(Object.values(measures).flatMap(({ less = [] }) => less));
  for (const id of taken) for (const segment of measures[id]?.sumOf ?? []) taken.add(segment);
  const segments = columns
    .filter((id) => !isStated(id, columns, measures))
    .map((measure) => ({ measure, takenOff: taken.has(measure) }));
  const drawn = new Set(segments.map(({ measure }) => measure));
  const side = (takenOff: boolean) =>
    segments.filter((segment) => segment.takenOff === takenOff).map(({ measure }) => measure);
  const right = side(false);
  const left = side(true);
  if (Math.max(left.length, right.length) > MOST_LOOKS) return undefined;
  const addsUp = (id: string, added: readonly string[], less: readonly string[]) =>
    sameTerms(termsOf(id, drawn, measures), [
      ...added.map((segment): Term => [segment, 1]),
      ...less.map((segment): Term => [segment, -1]),
    ]);
  // Bars are stacked only where the chronology says that their sum means something.
  const stackable = (side: readonly string[]) =>
    side.length < 2 || Object.keys(measures).some((id) => addsUp(id, side, []));
  if (!stackable(right) || !stackable(left)) return undefined;

  const fitting = (added: readonly string[], less: readonly string[]) => columns.find((id) => addsUp(id, added, less));
  const totals: TableChart['totals'] = {
    right: right.length > 0 ? fitting(right, []) : undefined,
    left: left.length > 0 ? fitting(left, []) : undefined,
    net: right.length > 0 && left.length > 0 ? fitting(right, left) : undefined,
  };
  const rows = Object.entries(table.rows)
    .filter(([id]) => id !== 'total')
    .map(([id, values]): TableChartRow => {
      const printed = (measure: string | undefined) => {
        const value = measure === undefined ? undefined : values[columns.indexOf(measure)];
        return value === 'none' ? undefined : value;
      };
      const amount = (measure: string | undefined, sign: number) => {
        const value = printed(measure);
        return value === undefined ? undefined : sign * Number(value);
      };
      const bars = {
        segments: segments.map(({ measure, takenOff }) => amount(measure, takenOff ? -1 : 1)),
        mark: amount(totals.net, 1),
      };
      return { id, bars, printed };
    });
  const drawable = rows.filter(({ bars }) => lengthOf(bars) > 0);
  const [longest, second, third] = drawable.sort((a, b) => lengthOf(b.bars) - lengthOf(a.bars));
  if (!longest) return undefined;
  // A single other row has nothing to be compared with.
  const dwarfs = second && third && lengthOf(longest.bars) > DWARFING * lengthOf(second.bars);
  return { segments, totals, rows, ...(dwarfs && { dwarfing: longest }) };
}

/** Whether other columns of the table count the same: this one is included in another, or adds some up. */
function isStated(id: string, columns: readonly string[], measures: Measures): boolean {
  const { includedIn } = measures[id] ?? {};
  return (includedIn !== undefined && columns.includes(includedIn)) || addsUpOf(id, columns, measures);
}

function addsUpOf(id: string, columns: readonly string[], measures: Measures): boolean {
  const { sumOf = [], less = [] } = measures[id] ?? {};
  return [...sumOf, ...less].some((segment) => columns.includes(segment) || addsUpOf(segment, columns, measures));
}

type Term = readonly [measure: string, sign: number];

/** The drawn columns that a column adds up and takes off. */
function termsOf(id: string, drawn: ReadonlySet<string>, measures: Measures): readonly Term[] {
  const { sumOf = [], less = [] } = measures[id] ?? {};
  if (drawn.has(id) || sumOf.length === 0) return [[id, 1]];
  return [
    ...sumOf.flatMap((segment) => termsOf(segment, drawn, measures)),
    ...less.flatMap((segment) => termsOf(segment, drawn, measures).map(([of, sign]): Term => [of, -sign])),
  ];
}

function sameTerms(one: readonly Term[], other: readonly Term[]): boolean {
  const sorted = (terms: readonly Term[]) => terms.map(([segment, sign]) => `${sign} ${segment}`).sort();
  return sorted(one).join('\n') === sorted(other).join('\n');
}
