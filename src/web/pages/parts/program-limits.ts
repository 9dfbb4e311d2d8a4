/** What calendar programs take of a calendar, each limit with its source: whatever is beyond, they leave out without a message. */
import { type Day, dayText } from '../../../chronology/dates/day.ts';
import type { DayRange } from '../../../chronology/dates/day-range.ts';
import { numberFormatter } from '../../../chronology/languages/definition/formatters.ts';
import { languageOf } from '../../../chronology/languages/languages.ts';
import type { PageContext } from './frame.ts';

export const LIMITS = {
  google: {
    /** In UTF-16 units; the calendar of a longer address stays empty. https://webapps.stackexchange.com/q/158639 */
    address: 256,
    /** "1 MB or smaller". https://support.google.com/calendar/answer/45654 */
    bytes: 1_000_000,
    /** About: 1,111 were counted once, and of a file of 2.1 MB a fifth was lost. https://github.com/roed314/seminars/issues/777 */
    entries: 1000,
  },
  /** Other dates are invalid there: [MS-STANOICAL] §2.2.31, https://msdn.microsoft.com/en-us/library/ee624650(v=exchg.80) */
  outlook: { from: '1601-01-01', to: '4500-12-31' },
  /** It keeps seconds since 1970 as an unsigned number. https://github.com/nextcloud/calendar/issues/6818 */
  nextcloud: { from: '1970-01-01', to: '9999-12-31' },
} as const satisfies { google: object; outlook: DayRange; nextcloud: DayRange };

/** The days that programs know, in the order of `outside` below. */
export const KNOWN_DAYS: readonly [outlook: DayRange, nextcloud: DayRange] = [LIMITS.outlook, LIMITS.nextcloud];

/** What of a calendar meets a limit. */
export interface CalendarExtent {
  /** Of its entries, withdrawn ones among them. */
  readonly entries: number;
  /** Absent where its entries are too many anyhow. */
  readonly bytes?: number | undefined;
  /** How many entries are on other days than those of KNOWN_DAYS. */
  readonly outside: readonly number[];
}

/** Whether Google Calendar would show all of a calendar. */
export function isTooLargeForGoogle({ entries, bytes = 0 }: Pick<CalendarExtent, 'entries' | 'bytes'>): boolean {
  return entries > LIMITS.google.entries || bytes > LIMITS.google.bytes;
}

/** What Google Calendar would lose of a calendar, with the numbers; undefined where that is nothing. */
export function googleWarning(extent: CalendarExtent, { language, words }: PageContext): string | undefined {
  const { locale } = languageOf(language);
  if (!isTooLargeForGoogle(extent)) return undefined;
  const { entries, bytes } = extent;
  const { google } = LIMITS;
  const number = (value: number) => numberFormatter(locale, {}).format(value);
  if (entries > google.entries)
    return words('subscribe.limit.entries', { limit: number(google.entries), entries: number(entries) });
  // Rounded up, since 1.04 MB are not told as the 1 MB that are allowed.
  const size = (value: number) =>
    numberFormatter(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(
      Math.ceil(value / 100_000) / 10,
    );
  return words('subscribe.limit.bytes', { limit: size(google.bytes), size: size(bytes ?? 0) });
}

/** Which entries other programs would lose or misplace. */
export function dayWarnings(
  { outside: [outlook = 0, nextcloud = 0] }: CalendarExtent,
  { words }: PageContext,
): readonly string[] {
  const year = (day: Day) => dayText(day, 'year');
  const { from, to } = LIMITS.outlook;
  return [
    ...(outlook > 0 ? [words('subscribe.limit.outlook', { from: year(from), to: year(to), count: outlook })] : []),
    ...(nextcloud > 0
      ? [words('subscribe.limit.nextcloud', { from: year(LIMITS.nextcloud.from), count: nextcloud })]
      : []),
  ];
}
