/** How many events the views behind the groups of a lane list: all of its types in these days, not only those of the group. */
import type { Chronology } from '../../chronology/chronology.ts';
import { dayNumber } from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import { dayColumnsOf, positionsOf } from '../../chronology/query/day-columns.ts';
import { withDays, withValues } from '../../chronology/query/query.ts';
import { select } from '../../chronology/query/selection.ts';
import { pausing, type Work } from '../../slices.ts';
import type { View } from '../view/view.ts';

/** The positions of all events of a lane's types that the view lists on any day: found when first asked for, once for all widths. */
export function listedInLane(
  types: readonly string[],
  { chronology, query }: Pick<View, 'chronology' | 'query'>,
): () => Uint32Array {
  let positions: Uint32Array | undefined;
  return () => {
    positions ??= positionsOf(chronology, select(chronology, withValues(withDays(query, undefined), 'type', types)));
    return positions;
  };
}

/**
 * @param groups The days that the link of each leads to, or the number of its events where it leads to no other view.
 * @param listed from `listedInLane`
 */
export function* countSteps(
  groups: readonly (DayRange | number)[],
  listed: () => Uint32Array,
  chronology: Chronology,
): Work<readonly number[]> {
  const days = groups.filter((group) => typeof group !== 'number');
  if (days.length === 0) return groups as readonly number[];
  const begins = Int32Array.from(days, ({ from }) => dayNumber(from));
  const ends = Int32Array.from(days, ({ to }) => dayNumber(to));
  const counts = new Uint32Array(days.length);
  const columns = dayColumnsOf(chronology);
  yield* pausing(listed(), (position) => {
    const [from, to] = [columns.from[position] as number, columns.to[position] as number];
    for (let index = 0; index < days.length; index += 1)
      if (from <= (ends[index] as number) && to >= (begins[index] as number))
        counts[index] = (counts[index] as number) + 1;
  });
  let next = 0;
  return groups.map((group) => (typeof group === 'number' ? group : (counts[next++] as number)));
}
