/** What dates become together with other words and other dates: periods, bounds, whole years. */
import { type DayKey, partsOfKey } from './calendar.ts';
import { calendarPoint, pointDate, type WrittenDate, type WrittenPoint, withYear } from './written-date.ts';

/** A whole year or month, from its first day to its last. */
export function whole(point: WrittenPoint): WrittenDate {
  const { from = 0, to = 0 } = point;
  const day = (key: DayKey) => calendarPoint(...partsOfKey(key));
  return point.from === undefined || point.why !== undefined
    ? pointDate(point)
    : { kind: 'period', start: day(from), end: day(to) };
}

export function pointsAmong(dates: readonly WrittenDate[]): readonly WrittenPoint[] {
  return dates.flatMap((date) => (date.kind === 'point' ? [date.point] : []));
}

export function mapPoints(
  dates: readonly WrittenDate[],
  build: (point: WrittenPoint) => WrittenDate,
): readonly WrittenDate[] {
  return dates.flatMap((date) =>
    date.kind === 'point'
      ? [{ ...build(date.point), ...(date.meaning !== undefined && { meaning: date.meaning }) }]
      : [],
  );
}

/** Two dates joined, each with the year of the other where it has none itself. */
export function joinDates(
  first: readonly WrittenDate[],
  second: readonly WrittenDate[],
  as: 'period' | 'between',
): readonly WrittenDate[] {
  return pointsAmong(first).flatMap((start) =>
    pointsAmong(second).map((end): WrittenDate => {
      const isYearBefore = start.year === undefined && end.year !== undefined && (start.month ?? 0) > (end.month ?? 12);
      const from = withYear(start, end.year === undefined ? undefined : isYearBefore ? end.year - 1 : end.year);
      const to = withYear(end, start.year);
      return as === 'period' ? { kind: 'period', start: from, end: to } : { kind: 'bounds', after: from, before: to };
    }),
  );
}
