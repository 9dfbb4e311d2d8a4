/** Writes VEVENTs and VCALENDARs as text with the package `ics` (3.12.0), and mends all that it gets wrong of RFC 5545 and 7986. */
import colorNames from 'color-name';
import { createEvent, createEvents, type EventAttributes } from 'ics';
import { calendarDay, type Day, dayParts } from '../../chronology/dates/day.ts';
import {
  cleanLine,
  cleanText,
  escapeText,
  foldLine,
  languageParameter,
  type PropertyText,
  unfoldLines,
} from './content-line.ts';

/** One VEVENT. Texts are plain, times ISO 8601 UTC (`2026-11-22T12:00:00Z`), `end` is exclusive (RFC 5545 §3.6.1). */
export interface Vevent {
  readonly uid: string;
  readonly stamp: string;
  readonly created: string;
  readonly lastModified: string;
  readonly sequence: number;
  readonly time:
    | { readonly day: Day; readonly end: Day }
    | { readonly instant: string; readonly endInstant?: string | undefined };
  /** Repeats each year: on the same day, or on the last day of February. */
  readonly yearly?: 'same-day' | 'end-of-february' | undefined;
  /** Each text with its own language, for one may be a fallback (RFC 5545 §3.2.10). */
  readonly summary: PropertyText;
  readonly description: PropertyText;
  readonly location?: PropertyText | undefined;
  readonly geo?: readonly [latitude: number, longitude: number] | undefined;
  readonly url: string;
  /** The address of an image, and its type where that is known (RFC 7986 §5.10). */
  readonly image?: { readonly address: string; readonly mediaType?: string | undefined } | undefined;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly categories: readonly PropertyText[];
  /** A CSS3 colour name (RFC 7986 §5.9). */
  readonly color: string;
  readonly related: readonly { readonly type: 'PARENT' | 'SIBLING'; readonly uid: string }[];
  /** The date as EDTF, which iCalendar has no property for. */
  readonly edtf: string;
}

export interface Vcalendar {
  readonly productId: string;
  readonly name: PropertyText;
  readonly description: PropertyText;
  /** The address of the calendar (RFC 7986 §5.8). */
  readonly source: string;
  /** The address of its page. */
  readonly url: string;
  readonly timeZone: string;
  /** A CSS3 colour name (RFC 7986 §5.9). */
  readonly color: string;
  /** The interval of fetches, as a duration (RFC 5545 §3.3.6). */
  readonly refresh: string;
}

/**
 * Each VEVENT as folded content lines that end in CRLF. `ics` validates the first event of a call twice, so a call for each
 * event would double the work.
 *
 * @throws where `ics` refuses an event, with its UID
 */
export function renderVevents(events: readonly Vevent[]): readonly string[] {
  if (events.length === 0) return [];
  const { error, value } = createEvents(events.map(attributesOf));
  if (error || value === null) throw new Error(refusal(events, error));
  const lines = unfoldLines(value);
  let end = 0;
  return events.map((event) => {
    const begin = lines.indexOf('BEGIN:VEVENT', end);
    end = lines.indexOf('END:VEVENT', begin);
    return completeVevent(event, lines.slice(begin, end));
  });
}

/** `ics` reports what is wrong, but not in which event. */
function refusal(events: readonly Vevent[], error: Error | null | undefined): string {
  const refused = events.find((event) => createEvent(attributesOf(event)).error);
  return `ics refuses ${refused?.uid ?? 'the events'}: ${error?.message}`;
}

function attributesOf(event: Vevent): EventAttributes {
  return {
    // Without these, ics writes a random UID and the current time.
    uid: cleanLine(event.uid),
    timestamp: compact(event.stamp),
    // ics folds in quadratic time, so `completeVevent` puts the texts in place of short words.
    title: PLACEHOLDER,
    description: PLACEHOLDER,
    ...(event.location && { location: PLACEHOLDER }),
    ...times(event),
    sequence: event.sequence,
    status: event.status,
    transp: 'TRANSPARENT',
    // Texts, since ics drops the number 0, and reads an array in the machine's time zone.
    created: compact(event.created),
    lastModified: compact(event.lastModified),
    categories: [PLACEHOLDER],
    ...(event.yearly && { recurrenceRule: RULES[event.yearly] }),
    ...(event.geo && { geo: { lat: event.geo[0], lon: event.geo[1] } }),
  } as unknown as EventAttributes;
}

/** The VEVENT with its texts and with the properties that `ics` lacks. @param written The lines of `ics` up to END. */
function completeVevent(event: Vevent, written: readonly string[]): string {
  const texts: Readonly<Record<string, PropertyText>> = {
    SUMMARY: { ...event.summary, text: cleanLine(event.summary.text) },
    DESCRIPTION: { ...event.description, text: cleanText(event.description.text) },
    ...(event.location && { LOCATION: { ...event.location, text: cleanLine(event.location.text) } }),
  };
  const lines = written.map((line) => {
    const name = line.slice(0, line.indexOf(':'));
    const text = texts[name];
    if (text) return `${name}${languageParameter(text.lang)}:${escapeText(text.text)}`;
    // The parameter holds for the whole list, so a list of several languages has none. ics would not escape the categories.
    if (name === 'CATEGORIES')
      return `${name}${languageParameter(commonLanguage(event.categories))}:${event.categories.map(({ text }) => escapeText(cleanLine(text))).join(',')}`;
    return 'day' in event.time ? asDay(line) : line;
  });
  const furtherLines = [
    // The expression of ics for URLs refuses valid ones and accepts `javascript:`.
    `URL;VALUE=URI:${httpUrl(event.url)}`,
    ...(event.image ? [imageLine(event.image)] : []),
    `COLOR:${cleanLine(event.color)}`,
    ...event.related.map(({ type, uid }) => `RELATED-TO;RELTYPE=${type}:${escapeText(cleanLine(uid))}`),
    `X-ANNALS-EDTF:${escapeText(cleanLine(event.edtf))}`,
  ];
  return [...lines, ...furtherLines, 'END:VEVENT'].map(foldLine).join('');
}

/** BADGE: beside the event's text, in what size there is room for (RFC 7986 §6.1). */
function imageLine({ address, mediaType }: NonNullable<Vevent['image']>): string {
  const type = mediaType === undefined ? '' : `;FMTTYPE=${mediaType}`;
  return `IMAGE;VALUE=URI;DISPLAY=BADGE${type}:${httpUrl(address)}`;
}

/**
 * The lines of a VCALENDAR before its VEVENTs, where these are taken over once, into a calendar that the reader has: it has no
 * name, source or interval of its own. Outlook opens a file with X-WR-CALNAME as one more calendar: it must be
 * absent where the file is a single appointment ([MS-OXCICAL], X-WR-CALNAME).
 */
export function downloadHead(productId: string): string {
  return envelope(productId).map(foldLine).join('');
}

/** What every VCALENDAR begins with. */
function envelope(productId: string): readonly string[] {
  // ics does not escape the product id.
  const { error, value } = createEvents([], { productId: escapeText(cleanLine(productId)) });
  if (error || value === null) throw new Error(`ics refuses the calendar: ${error?.message}`);
  // METHOD would make the file a scheduling message (RFC 5546), which neither a subscription nor a download is. ics writes an
  // interval of an hour into every file.
  return unfoldLines(value).filter((line) => line !== 'END:VCALENDAR' && !/^(?:METHOD|X-PUBLISHED-TTL):/.test(line));
}

/** The lines of a VCALENDAR before its VEVENTs, where it is subscribed to. */
export function vcalendarHead(calendar: Vcalendar): string {
  const name = escapeText(cleanLine(calendar.name.text));
  const description = escapeText(cleanText(calendar.description.text));
  const rgb = colorNames[calendar.color as keyof typeof colorNames];
  const head = [
    ...envelope(calendar.productId),
    `X-PUBLISHED-TTL:${calendar.refresh}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${calendar.refresh}`,
    `NAME${languageParameter(calendar.name.lang)}:${name}`,
    `X-WR-CALNAME:${name}`,
    `DESCRIPTION${languageParameter(calendar.description.lang)}:${description}`,
    `X-WR-CALDESC:${description}`,
    `SOURCE;VALUE=URI:${httpUrl(calendar.source)}`,
    `URL;VALUE=URI:${httpUrl(calendar.url)}`,
    `X-WR-TIMEZONE:${escapeText(cleanLine(calendar.timeZone))}`,
    `COLOR:${cleanLine(calendar.color)}`,
    // Apple's programs read this property instead of COLOR.
    `X-APPLE-CALENDAR-COLOR:#${rgb.map(hex).join('')}`,
  ];
  return head.map(foldLine).join('');
}

/** The lines of a VCALENDAR after its VEVENTs. */
export function vcalendarEnd(isEmpty: boolean): string {
  return [...(isEmpty ? EMPTY_CALENDAR : []), 'END:VCALENDAR'].map(foldLine).join('');
}

/** RFC 5545 §3.3.10. Without BYMONTHDAY, 29 February would repeat in leap years only. */
const RULES = { 'same-day': 'FREQ=YEARLY', 'end-of-february': 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1' } as const;

// RFC 5545 §3.4: a calendar has at least one component, and some programs refuse one without. This one says nothing.
const EMPTY_CALENDAR = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'TZNAME:UTC',
  'END:STANDARD',
  'END:VTIMEZONE',
];

const PLACEHOLDER = 'text';

/**
 * DTSTART and DTEND: days and instants, both as text. `ics` reads an array with hours in the machine's time zone. It validates an array of a
 * day number by number, each with a new schema, which is half of its time for an event, and yet accepts 31 February and
 * writes the year 79 as `79`.
 */
function times({ uid, time }: Vevent): Partial<EventAttributes> {
  // In UTC, which every program reads alike: a TZID would need the rules of its zone in each calendar, and tells no more than
  // the description, which has the local time in words.
  if ('instant' in time)
    return {
      start: compact(time.instant),
      ...(time.endInstant !== undefined && { end: compact(time.endInstant) }),
    } as Partial<EventAttributes>;
  const checkedDay = (day: Day) => {
    const { year, month, day: date } = dayParts(day);
    if (calendarDay(year, month, date) !== day) throw new Error(`${uid} is on a day that there is not: ${day}`);
    return compact(day);
  };
  return { start: checkedDay(time.day), end: checkedDay(time.end) };
}

/** Adds VALUE=DATE, which `ics` leaves out of a day that it gets as text (RFC 5545 §3.8.2.4). */
function asDay(line: string): string {
  return line.replace(/^(DTSTART|DTEND):/, '$1;VALUE=DATE:');
}

/** `2026-11-22T12:00:00Z` and `2026-11-22` as RFC 5545 §3.3.5 and §3.3.4 write them. */
function compact(time: string): string {
  return time.replace(/[-:]/g, '');
}

function commonLanguage(texts: readonly PropertyText[]): string | undefined {
  return texts.every(({ lang }) => lang === texts[0]?.lang) ? texts[0]?.lang : undefined;
}

function hex(component: number): string {
  return component.toString(16).padStart(2, '0').toUpperCase();
}

function httpUrl(text: string): string {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`not a web address: ${text}`);
  return url.href;
}
