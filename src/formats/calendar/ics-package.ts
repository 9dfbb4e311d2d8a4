/** The package `ics` (3.12.0) and everything it gets wrong or leaves out: no other file knows a content line of RFC 5545. */
import colorNames from 'color-name';
import { createEvent, createEvents, type EventAttributes } from 'ics';
import { calendarDay, type Day, dayParts } from '../../chronology/dates/day.ts';

/** A text, and its language where it is in one. */
export interface PropertyText {
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
  readonly summary: PropertyText;
  readonly description: PropertyText;
  readonly location?: PropertyText | undefined;
  readonly geo?: readonly [latitude: number, longitude: number] | undefined;
  readonly url: string;
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
  /** Where the calendar is served (RFC 7986 §5.8), and the page it shows. */
  readonly source: string;
  readonly url: string;
  readonly timeZone: string;
  /** A CSS3 colour name (RFC 7986 §5.9). */
  readonly color: string;
  /** How often to ask again, as a duration of RFC 5545 §3.3.6. */
  readonly refresh: string;
}

/**
 * Each VEVENT as folded content lines, ended by CRLF. Throws where `ics` refuses one, naming the event. It validates the
 * first one twice, which for one at a time would double the work.
 */
export function renderVevents(events: readonly Vevent[]): readonly string[] {
  if (events.length === 0) return [];
  const { error, value } = createEvents(events.map(attributesOf));
  if (error || value === null) throw new Error(refusal(events, error));
  const lines = contentLines(value);
  let end = 0;
  return events.map((event) => {
    const begin = lines.indexOf('BEGIN:VEVENT', end);
    end = lines.indexOf('END:VEVENT', begin);
    return finished(event, lines.slice(begin, end));
  });
}

/** ics reports what is wrong, but not with which event. */
function refusal(events: readonly Vevent[], error: Error | null | undefined): string {
  const refused = events.find((event) => createEvent(attributesOf(event)).error);
  return `ics refuses ${refused?.uid ?? 'the events'}: ${error?.message}`;
}

function attributesOf(event: Vevent): EventAttributes {
  return {
    // Always given: ics would make up a random UID and take the time of now.
    uid: cleanLine(event.uid),
    timestamp: compact(event.stamp),
    // ics folds in quadratic time: a short word stands for each text until it is done.
    title: PLACEHOLDER,
    description: PLACEHOLDER,
    ...(event.location && { location: PLACEHOLDER }),
    ...times(event),
    sequence: event.sequence,
    status: event.status,
    transp: 'TRANSPARENT',
    // As text: ics drops a number of 0, and reads an array in the machine's time zone.
    created: compact(event.created),
    lastModified: compact(event.lastModified),
    // ics joins categories with commas and escapes none of them; it checks each one for itself.
    categories: [event.categories.map(({ text }) => escapeText(cleanLine(text))).join(',')],
    ...(event.yearly && { recurrenceRule: RULES[event.yearly] }),
    ...(event.geo && { geo: { lat: event.geo[0], lon: event.geo[1] } }),
  } as unknown as EventAttributes;
}

/** What ics wrote of an event, up to its end, mended and completed. */
function finished(event: Vevent, written: readonly string[]): string {
  const texts: Readonly<Record<string, PropertyText>> = {
    SUMMARY: { ...event.summary, text: cleanLine(event.summary.text) },
    DESCRIPTION: { ...event.description, text: cleanText(event.description.text) },
    ...(event.location && { LOCATION: { ...event.location, text: cleanLine(event.location.text) } }),
  };
  const lines = written.map((line) => {
    const name = line.slice(0, line.indexOf(':'));
    const told = texts[name];
    if (told) return `${name}${languageParameter(told.lang)}:${escapeText(told.text)}`;
    // One list has one language; a mixed one says none.
    if (name === 'CATEGORIES')
      return `${name}${languageParameter(commonLanguage(event.categories))}${line.slice(name.length)}`;
    return 'day' in event.time ? asDay(line) : line;
  });
  const own = [
    // ics matches URLs against an expression that refuses valid ones and takes `javascript:`.
    `URL;VALUE=URI:${httpUrl(event.url)}`,
    `COLOR:${cleanLine(event.color)}`,
    ...event.related.map(({ type, uid }) => `RELATED-TO;RELTYPE=${type}:${escapeText(cleanLine(uid))}`),
    `X-ANNALS-EDTF:${escapeText(cleanLine(event.edtf))}`,
  ];
  return [...lines, ...own, 'END:VEVENT'].map(foldLine).join('');
}

/** What stands before the VEVENTs. */
export function vcalendarHead(calendar: Vcalendar): string {
  // ics escapes neither of the two texts that it takes.
  const { error, value } = createEvents([], { productId: escapeText(cleanLine(calendar.productId)) });
  if (error || value === null) throw new Error(`ics refuses the calendar: ${error?.message}`);
  const name = escapeText(cleanLine(calendar.name.text));
  const description = escapeText(cleanText(calendar.description.text));
  const envelope = contentLines(value)
    // METHOD makes a file a scheduling message (RFC 5546); a subscription is none.
    .filter((line) => line !== 'END:VCALENDAR' && !line.startsWith('METHOD:'))
    // ics says PT1H whatever one wants.
    .map((line) => (line.startsWith('X-PUBLISHED-TTL:') ? `X-PUBLISHED-TTL:${calendar.refresh}` : line));
  const rgb = colorNames[calendar.color as keyof typeof colorNames];
  const head = [
    ...envelope,
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
  ];
  return head.map(foldLine).join('');
}

/** What stands after the VEVENTs, or after none. */
export function vcalendarEnd(isEmpty: boolean): string {
  return [...(isEmpty ? EMPTY_CALENDAR : []), 'END:VCALENDAR'].map(foldLine).join('');
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

const PLACEHOLDER = 'text';

/**
 * Days and instants, both as text. An array of hours would be read in the machine's zone, and one of days is checked
 * number by number, with a schema made anew for each: half of all that ics does for an event, to let 31 February pass
 * and the year 79 through as `79`.
 */
function times({ uid, time }: Vevent): Partial<EventAttributes> {
  if ('instant' in time) return { start: compact(time.instant) };
  const text = (day: Day) => {
    const { year, month, day: date } = dayParts(day);
    if (calendarDay(year, month, date) !== day) throw new Error(`${uid} is on a day that there is not: ${day}`);
    return compact(day);
  };
  return { start: text(time.day), end: text(time.end) };
}

/** ics writes a day that it was given as text like an instant: without what tells that it is none (RFC 5545 §3.8.2.4). */
function asDay(line: string): string {
  return line.replace(/^(DTSTART|DTEND):/, '$1;VALUE=DATE:');
}

/** `2026-11-22T12:00:00Z` and `2026-11-22` as RFC 5545 §3.3.5 and §3.3.4 write them. */
function compact(time: string): string {
  return time.replace(/[-:]/g, '');
}

/** The lines of a calendar, unfolded. Texts hold no line breaks here: ics escapes them. */
function contentLines(calendar: string): readonly string[] {
  return calendar.replaceAll('\r\n\t', '').split('\r\n').slice(0, -1);
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

function commonLanguage(texts: readonly PropertyText[]): string | undefined {
  return texts.every(({ lang }) => lang === texts[0]?.lang) ? texts[0]?.lang : undefined;
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

/** RFC 5545 §3.1: at most 75 octets a line without its CRLF, and no character cut in two. ics counts characters. */
export function foldLine(line: string): string {
  if (line.length <= 25) return `${line}\r\n`;
  let folded = '';
  let begin = 0;
  let octets = 0;
  for (let at = 0; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    const isPair = unit >= 0xd800 && unit < 0xdc00;
    const size = unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3;
    if (octets + size > 75) {
      folded += `${line.slice(begin, at)}\r\n `;
      begin = at;
      octets = 1;
    }
    octets += size;
    // Texts are whole characters here: the second half follows the first.
    if (isPair) at += 1;
  }
  return `${folded}${line.slice(begin)}\r\n`;
}
