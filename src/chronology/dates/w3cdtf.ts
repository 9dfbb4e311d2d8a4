/** Dates in W3CDTF (W3C note "Date and Time Formats"), which has only unqualified years, months, days and times with an offset. */
import { isOfCommonYears } from './day.ts';
import { type DatePoint, datesOf, type PeriodEnd, type Point, type TimeOfDay, type When } from './when.ts';

/**
 * Start and end of a date, each only where W3CDTF states exactly the precision that is known; neither of what reaches over
 * into other years, which need an agreement between the two (ISO 8601-1 §5.2.2.3) and which HTML has not: one end alone
 * would be taken for all that is known.
 */
export function w3cDates(when: When): { startDate?: string; endDate?: string } {
  if (!datesOf(when).every(({ earliest, latest }) => isOfCommonYears(earliest) && isOfCommonYears(latest))) return {};
  const startDate = w3cdtf(when.kind === 'moment' ? when.at : when.start);
  const endDate = when.kind === 'period' ? w3cdtf(when.end) : undefined;
  return { ...(startDate !== undefined && { startDate }), ...(endDate !== undefined && { endDate }) };
}

function w3cdtf(point: Point | PeriodEnd): string | undefined {
  if (typeof point === 'string' || point.form === 'bounds' || point.approximate || point.uncertain) return undefined;
  const { precision, text, time }: DatePoint = point;
  if (time) return localTime(time);
  return precision === 'day' || precision === 'month' || precision === 'year' ? text : undefined;
}

/** As the clocks showed it there, which readers of a programme look for: `2026-03-14T14:00+01:00`. */
function localTime({ day, clock, offsetMinutes, instant }: TimeOfDay): string {
  if (offsetMinutes === 0) return `${day}T${clock}Z`;
  // Of the mean times of towns, the offset has seconds, for which there is no form.
  if (!Number.isInteger(offsetMinutes)) return instant;
  return `${day}T${clock}${formatOffset(offsetMinutes)}`;
}

/** `+09:00`; with seconds for the mean time of a town, `+09:18:59`. */
export function formatOffset(offsetMinutes: number): string {
  const seconds = Math.round(Math.abs(offsetMinutes) * 60);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const written = parts[2] === 0 ? parts.slice(0, 2) : parts;
  return `${offsetMinutes < 0 ? '-' : '+'}${written.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
