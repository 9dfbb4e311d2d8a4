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

/** The date with each of its points changed alike: "about 1850–60" is about at both ends. */
export function mapEnds(date: WrittenDate, change: (point: WrittenPoint) => WrittenPoint): WrittenDate {
  const changed = <T extends WrittenPoint | string | undefined>(end: T) =>
    end === undefined || typeof end === 'string' ? end : (change(end) as T);
  if (date.kind === 'point') return { ...date, point: change(date.point) };
  if (date.kind === 'period') return { ...date, start: changed(date.start), end: changed(date.end) };
  return { ...date, after: changed(date.after), before: changed(date.before) };
}

/** Two dates joined, each with the year of the other where it has none itself. */
export function joinDates(
  first: readonly WrittenDate[],
  second: readonly WrittenDate[],
  as: 'period' | 'between',
): readonly WrittenDate[] {
  const [starts, ends] = [pointsAmong(first), pointsAmong(second)];
  // "1990s to 2000s" are two decades.
  const areDecades = [starts, ends].every((points) => points.some(({ unit }) => unit === 'decade'));
  const ofOneKind = (points: readonly WrittenPoint[]) =>
    areDecades ? points.filter(({ unit }) => unit === 'decade') : points;
  return ofOneKind(starts).flatMap((start) =>
    ofOneKind(ends).map((end): WrittenDate => {
      const isYearBefore = start.year === undefined && end.year !== undefined && (start.month ?? 0) > (end.month ?? 12);
      const from = withYear(start, end.year === undefined ? undefined : isYearBefore ? end.year - 1 : end.year);
      const to = withYear(end, start.year);
      return as === 'period' ? { kind: 'period', start: from, end: to } : { kind: 'bounds', after: from, before: to };
    }),
  );
}
