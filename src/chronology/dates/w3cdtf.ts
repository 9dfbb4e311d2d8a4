/** Dates in W3CDTF (W3C note "Date and Time Formats"), which has only unqualified years, months, days and instants. */
import type { DatePoint, PeriodEnd, Point, When } from './when.ts';

/** Start and end of a date, each only where W3CDTF states exactly the precision that is known. */
export function w3cDates(when: When): { startDate?: string; endDate?: string } {
  const startDate = w3cdtf(when.kind === 'moment' ? when.at : when.start);
  const endDate = when.kind === 'period' ? w3cdtf(when.end) : undefined;
  return { ...(startDate !== undefined && { startDate }), ...(endDate !== undefined && { endDate }) };
}

function w3cdtf(point: Point | PeriodEnd): string | undefined {
  if (typeof point === 'string' || point.form === 'bounds' || point.approximate || point.uncertain) return undefined;
  const { precision, text, time }: DatePoint = point;
  if (precision === 'time') return time?.instant;
  return precision === 'day' || precision === 'month' || precision === 'year' ? text : undefined;
}
