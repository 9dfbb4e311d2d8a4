/** The dates that W3CDTF can say (W3C note "Date and Time Formats"): unqualified years, months, days and instants. */
import type { DatePoint, PeriodEnd, Point, When } from './when.ts';

/** Start and end of a date, each only where W3CDTF can say it as well as it is known, and no better. */
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
