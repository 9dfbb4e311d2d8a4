/** The package `ics` (3.12.0) and everything it gets wrong or leaves out: no other file knows a content line of RFC 5545. */
import colorNames from 'color-name';
import { createEvent, createEvents, type EventAttributes } from 'ics';
import { type Day, partsOf } from '../chronology/day.ts';

/** A text, and its language where it is in one. */
export interface ToldText {
  readonly text: string;
  readonly lang?: string | undefined;
}

/** One VEVENT. Texts are plain, times ISO 8601 UTC (`2026-11-22T12:00:00Z`), `end` is exclusive (RFC 5545 §3.6.1). */
export interface Vevent {
  readonly uid: string;
  readonly stamp: string;
  readonly created: string;
  readonly lastModified: string;
  readonly sequence: number;
  readonly time: { readonly day: Day; readonly end: Day } | { readonly instant: string };
  /** Comes round each year: on the same day, or on the last one of February. */
  readonly yearly?: 'same-day' | 'end-of-february' | undefined;
  /** Each text with its own language, for one may be a fallback (RFC 5545 §3.2.10). */
  readonly summary: ToldText;
  readonly description: ToldText;
  readonly location?: ToldText | undefined;
  readonly geo?: readonly [latitude: number, longitude: number] | undefined;
  readonly url: string;
  readonly status: 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED';
  readonly categories: readonly ToldText[];
  /** A CSS3 colour name (RFC 7986 §5.9). */
  readonly color: string;
  readonly related: readonly { readonly type: 'PARENT' | 'SIBLING'; readonly uid: string }[];
  /** The date as EDTF, which iCalendar has no property for. */
  readonly edtf: string;
}

export interface Vcalendar {
  readonly productId: string;
  readonly name: ToldText;
  readonly description: ToldText;
  /** Where the calendar is served (RFC 7986 §5.8), and the page it shows. */
  readonly source: string;
  readonly url: string;
  readonly timeZone: string;
  /** A CSS3 colour name (RFC 7986 §5.9). */
  readonly color: string;
  /** How often to ask again, as a duration of RFC 5545 §3.3.6. */
  readonly refresh: string;
}

/** The VEVENT as folded content lines, each ended by CRLF. Throws where `ics` refuses it, naming the event. */
export function renderVevent(event: Vevent): string {
  const description = cleanText(event.description.text);
  // ics folds in quadratic time: a long text goes in after it, as a short word that stands for it.
  const long = description.length > LONG_TEXT;
  const attributes = {
    // Always given: ics would make up a random UID and take the time of now.
    uid: cleanLine(event.uid),
    timestamp: compact(event.stamp),
    title: cleanLine(event.summary.text),
    description: long ? PLACEHOLDER : description,
    ...times(event),
    sequence: event.sequence,
    status: event.status,
    transp: 'TRANSPARENT',
    // As text: ics drops a number of 0, and reads an array in the machine's time zone.
    created: compact(event.created),
    lastModified: compact(event.lastModified),
    // ics joins categories with commas and escapes none of them.
    categories: event.categories.map(({ text }) => escapeText(cleanLine(text))),
    ...(event.location !== undefined && { location: cleanLine(event.location.text) }),
    ...(event.yearly && { recurrenceRule: RULES[event.yearly] }),
    ...(event.geo && { geo: { lat: event.geo[0], lon: event.geo[1] } }),
  } as unknown as EventAttributes;
  const { error, value } = createEvent(attributes);
  // ics reports what is wrong, but not with which event.
  if (error || value === null) throw new Error(`ics refuses ${event.uid}: ${error?.message}`);

  const languages: Readonly<Record<string, string | undefined>> = {
    SUMMARY: event.summary.lang,
    DESCRIPTION: event.description.lang,
    LOCATION: event.location?.lang,
    // One list has one language; a mixed one says none.
    CATEGORIES: event.categories.every(({ lang }, _, [first]) => lang === first?.lang)
      ? event.categories[0]?.lang
      : undefined,
  };
  const lines = between(contentLines(value), 'BEGIN:VEVENT', 'END:VEVENT').map((line) => {
    const name = line.slice(0, line.indexOf(':'));
    if (name in languages) {
      const value = long && name === 'DESCRIPTION' ? escapeText(description) : line.slice(name.length + 1);
      return `${name}${languageParameter(languages[name])}:${value}`;
    }
    return 'day' in event.time ? paddedYear(line, event.time) : line;
  });
  const own = [
    // ics matches URLs against an expression that refuses valid ones and takes `javascript:`.
    `URL;VALUE=URI:${httpUrl(event.url)}`,
    `COLOR:${cleanLine(event.color)}`,
    ...event.related.map(({ type, uid }) => `RELATED-TO;RELTYPE=${type}:${escapeText(cleanLine(uid))}`),
    `X-ANNALS-EDTF:${escapeText(cleanLine(event.edtf))}`,
  ];
  return [...lines.slice(0, -1), ...own, 'END:VEVENT'].map(foldLine).join('');
}

/** The VCALENDAR around VEVENTs that `renderVevent` made. */
export function renderVcalendar(calendar: Vcalendar, vevents: readonly string[]): string {
  // ics escapes neither of the two texts that it takes.
  const { error, value } = createEvents([], { productId: escapeText(cleanLine(calendar.productId)) });
  if (error || value === null) throw new Error(`ics refuses the calendar: ${error?.message}`);
  const name = escapeText(cleanLine(calendar.name.text));
  const description = escapeText(cleanText(calendar.description.text));
  const frame = contentLines(value)
    // METHOD makes a file a scheduling message (RFC 5546); a subscription is none.
    .filter((line) => line !== 'END:VCALENDAR' && !line.startsWith('METHOD:'))
    // ics says PT1H whatever one wants.
    .map((line) => (line.startsWith('X-PUBLISHED-TTL:') ? `X-PUBLISHED-TTL:${calendar.refresh}` : line));
  const rgb = colorNames[calendar.color as keyof typeof colorNames];
  const head = [
    ...frame,
    `REFRESH-INTERVAL;VALUE=DURATION:${calendar.refresh}`,
    `NAME${languageParameter(calendar.name.lang)}:${name}`,
    `X-WR-CALNAME:${name}`,
    `DESCRIPTION${languageParameter(calendar.description.lang)}:${description}`,
    `X-WR-CALDESC:${description}`,
    `SOURCE;VALUE=URI:${httpUrl(calendar.source)}`,
    `URL;VALUE=URI:${httpUrl(calendar.url)}`,
    `X-WR-TIMEZONE:${escapeText(cleanLine(calendar.timeZone))}`,
    `COLOR:${cleanLine(calendar.color)}`,
    // Apple's programs read this one instead.
    `X-APPLE-CALENDAR-COLOR:#${rgb.map(hex).join('')}`,
    ...(vevents.length === 0 ? EMPTY_CALENDAR : []),
  ];
  return `${head.map(foldLine).join('')}${vevents.join('')}END:VCALENDAR\r\n`;
}

/** RFC 5545 §3.3.10. Without the day named, 29 February would come round in leap years only. */
const RULES = { 'same-day': 'FREQ=YEARLY', 'end-of-february': 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1' } as const;

// RFC 5545 §3.4: a calendar has at least one component, and some programs refuse one that has none.
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

const LONG_TEXT = 1000;
const PLACEHOLDER = 'long';

function times({ time }: Vevent): Partial<EventAttributes> {
  // A string loses VALUE=DATE, an array of hours is read in the machine's zone: days go as arrays, instants as text.
  if ('instant' in time) return { start: compact(time.instant) };
  const numbers = (day: Day): [number, number, number] => {
    const { year, month, day: date } = partsOf(day);
    return [year, month, date];
  };
  return { start: numbers(time.day), end: numbers(time.end) };
}

/** ics writes the year 79 as `79`. */
function paddedYear(line: string, time: { readonly day: Day; readonly end: Day }): string {
  if (line.startsWith('DTSTART;')) return `DTSTART;VALUE=DATE:${time.day.replaceAll('-', '')}`;
  if (line.startsWith('DTEND;')) return `DTEND;VALUE=DATE:${time.end.replaceAll('-', '')}`;
  return line;
}

/** `2026-11-22T12:00:00Z` as RFC 5545 §3.3.5 writes it. */
function compact(instant: string): string {
  return instant.replace(/[-:]/g, '');
}

/** The lines of a calendar, unfolded. Texts hold no line breaks here: ics escapes them. */
function contentLines(calendar: string): readonly string[] {
  return calendar.replaceAll('\r\n\t', '').split('\r\n').slice(0, -1);
}

function between(lines: readonly string[], first: string, last: string): readonly string[] {
  return lines.slice(lines.indexOf(first), lines.indexOf(last) + 1);
}

/** Text as a calendar can carry it: whole characters, LF as the only line break, a space for a tab, no control characters. */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
      .replace(/\t/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to strip
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
  );
}

function cleanLine(text: string): string {
  return cleanText(text).replace(/\n+/g, ' ');
}

/** TEXT of RFC 5545 §3.3.11. */
function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\n/g, '\\n');
}

/** `;LANGUAGE=ja` (RFC 5545 §3.2.10); nothing for a text of several languages. */
function languageParameter(lang: string | undefined): string {
  return lang === undefined ? '' : `;LANGUAGE=${parameterValue(lang)}`;
}

/** A parameter value (RFC 5545 §3.2) that needs no quotes: language tags are letters, digits and hyphens. */
function parameterValue(tag: string): string {
  return tag.replace(/[^A-Za-z0-9-]/g, '');
}

function hex(component: number): string {
  return component.toString(16).padStart(2, '0').toUpperCase();
}

function httpUrl(text: string): string {
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(`not a web address: ${text}`);
  return url.href;
}

const encoder = new TextEncoder();

/** RFC 5545 §3.1: at most 75 octets a line without its CRLF, and no character cut in two. ics counts characters. */
export function foldLine(line: string): string {
  if (line.length <= 25 || encoder.encode(line).length <= 75) return `${line}\r\n`;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}
