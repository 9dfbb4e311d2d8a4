/** What a calendar must tell of a chronology, worked out from what its files say and from design §5, without the program's own reading of dates. */

import { DateTime } from 'luxon';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { formatEnd, formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { plainProse } from '../../src/chronology/languages/prose.ts';
import {
  END_ENTRY,
  type EventFields,
  lastDated,
  UID_DOMAIN,
  type WrittenChronology,
  type WrittenText,
} from './chronology-arbitrary.ts';

export type Language = 'en' | 'ja';
export type Imprecise = 'marker' | 'span' | 'omit';

const DAY_MILLISECONDS = 86_400_000;

function millisecondsOf(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  // Date.UTC takes the year 79 for 1979.
  return new Date(0).setUTCFullYear(year, month - 1, date);
}

export function daysAfter(day: string, count: number): string {
  return new Date(millisecondsOf(day) + count * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** How many days from the first to the second. */
export function daysFrom(first: string, second: string): number {
  return (millisecondsOf(second) - millisecondsOf(first)) / DAY_MILLISECONDS;
}

interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** The first and the last day of a date of design §5, whatever its qualifier. */
function daysOf(date: string): DayRange {
  const plain = date.replace(/[~?%]$/, '');
  if (plain.endsWith('XX')) return { first: `${plain.slice(0, 2)}00-01-01`, last: `${plain.slice(0, 2)}99-12-31` };
  if (plain.endsWith('X')) return { first: `${plain.slice(0, 3)}0-01-01`, last: `${plain.slice(0, 3)}9-12-31` };
  const [year = '', part, day] = plain.split('-');
  if (part === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  if (day !== undefined) return { first: plain, last: plain };
  const number = Number(part);
  const [from, months] =
    number >= 40 ? [(number - 40) * 6 + 1, 6] : number >= 33 ? [(number - 33) * 3 + 1, 3] : [number, 1];
  const to = from + months;
  const pad = (n: number) => String(n).padStart(2, '0');
  const next = to === 13 ? `${String(Number(year) + 1).padStart(4, '0')}-01-01` : `${year}-${pad(to)}-01`;
  return { first: `${year}-${pad(from)}-01`, last: daysAfter(next, -1) };
}

const isDay = (date: string) => /^\d{4}-\d{2}-\d{2}$/.test(date);

export type CalendarClass = 'exact' | 'fuzzy' | 'ongoing';

export function classOf(edtf: string): CalendarClass {
  if (edtf.endsWith('/..')) return 'ongoing';
  return edtf.includes('T') || edtf.split('/').every(isDay) ? 'exact' : 'fuzzy';
}

/** The dates that are written at both ends, and what is not there. */
function endsOf(edtf: string): readonly [from: DayRange | undefined, to: DayRange | undefined] {
  const range = (date: string | undefined) => (date && date !== '..' ? daysOf(date) : undefined);
  if (edtf.startsWith('[')) {
    const [after, before] = edtf.slice(1, -1).split('..');
    return [range(after), range(before)];
  }
  const [from, to = from] = edtf.split('/');
  return [range(from), range(to)];
}

/** Where an entry stands, in days or as an instant, and which entry of its event it is. */
export interface Placed {
  readonly part: 'primary' | 'end';
  readonly start: string;
  /** Exclusive. */
  readonly end?: string | undefined;
  /** Whether its title begins with the date. */
  readonly dated: boolean;
}

/** The entries of a date: design §5, in a calendar. @param timeZone of the chronology. */
export function placed(
  edtf: string,
  imprecise: Imprecise,
  endEntry: boolean,
  timeZone = 'Asia/Tokyo',
): readonly Placed[] {
  const over = (part: Placed['part'], first: string, last: string, dated: boolean): Placed => ({
    part,
    start: first,
    end: daysAfter(last, 1),
    dated,
  });
  const kind = classOf(edtf);
  if (edtf.includes('T')) {
    const [start = '', end] = edtf.split('/').map((time) => instantOf(time, timeZone));
    const days = edtf.split('/').map((time) => localDay(time, timeZone));
    if (end === undefined || daysFrom(days[0] ?? '', days[1] ?? '') < 31)
      return [{ part: 'primary', start, end, dated: false }];
    return [
      { part: 'primary', start, dated: true },
      ...(endEntry ? [{ part: 'end' as const, start: end, dated: false }] : []),
    ];
  }
  const [from, to] = endsOf(edtf);
  const anchor = from?.first ?? to?.last ?? '';
  if (kind === 'ongoing') return [over('primary', anchor, anchor, true)];
  if (kind === 'exact') {
    const last = to?.last ?? anchor;
    if (!edtf.includes('/') || daysFrom(anchor, last) < 31) return [over('primary', anchor, last, false)];
    return [over('primary', anchor, anchor, true), ...(endEntry ? [over('end', last, last, false)] : [])];
  }
  if (imprecise === 'omit') return [];
  if (imprecise === 'span' && from && to) return [over('primary', from.first, to.last, true)];
  const ends = edtf.includes('/') && from && to && endEntry && to.last !== anchor;
  return [over('primary', anchor, anchor, true), ...(ends ? [over('end', to.last, to.last, true)] : [])];
}

/** Whether it began and ended within a day, so that nobody asks when it began. */
function isOfHours(edtf: string, zone: string): boolean {
  if (!edtf.includes('T')) return false;
  const [start = 0, end = 0] = edtf.split('/').map((time) => Date.parse(instantOf(time, zone)));
  return end - start < DAY_MILLISECONDS;
}

function localDay(edtf: string, zone: string): string {
  return DateTime.fromISO(edtf, { zone }).toISODate() ?? '';
}

function instantOf(edtf: string, zone: string): string {
  return DateTime.fromISO(edtf, { zone }).toUTC().toISO({ suppressMilliseconds: true }) ?? '';
}

/** The first anniversary where the date is known to the day; the last of February where that has no 29th. */
export function anniversaryOf(edtf: string, status: string): { first: string; leap: boolean } | undefined {
  if (status !== 'done' && status !== 'ongoing') return undefined;
  const known = classOf(edtf) === 'exact' || (classOf(edtf) === 'ongoing' && isDay(edtf.slice(0, -3)));
  if (!known || isWholeUnit(edtf)) return undefined;
  const day = edtf.includes('T') ? localDay(edtf.split('/')[0] ?? '', 'Asia/Tokyo') : (endsOf(edtf)[0]?.first ?? '');
  const year = Number(day.slice(0, 4)) + 1;
  // Calendars need the day after, which has four digits too.
  if (year > 9998) return undefined;
  return { first: dayIn(year, day.slice(5)), leap: day.endsWith('-02-29') };
}

/** The day of the year; the last of February where that has no 29th. */
export function dayIn(year: number, monthAndDay: string): string {
  const first = `${String(year).padStart(4, '0')}-`;
  if (monthAndDay !== '02-29') return `${first}${monthAndDay}`;
  return daysAfter(`${first}03-01`, -1);
}

/** All of a year or of a month, written as days: a figure, which did not happen on the first of them. */
function isWholeUnit(edtf: string): boolean {
  const [from = '', to = ''] = edtf.split('/');
  const year = daysOf(from.slice(0, 4));
  const month = daysOf(from.slice(0, 7));
  return [year, month].some(({ first, last }) => from === first && to === last);
}

/** How a text stands on one line of a calendar, which has no line breaks of other kinds. */
export const asLine = (text: string) => asProse(text).replace(/\n+/g, ' ');
export const asProse = (text: string) => text.replace(/[\u2028\u2029]/g, '\n');

export function textIn(text: WrittenText, language: Language, first: Language): string {
  return typeof text === 'string' ? text : (text[language] ?? text[first] ?? '');
}

const WORDS = {
  en: {
    marker: (date: string, title: string) => `${date}: ${title}`,
    ends: (title: string) => `Ends: ${title}`,
    withdrawn: (title: string) => `Withdrawn: ${title}`,
    cancelled: (title: string) => `Cancelled: ${title}`,
    superseded: (title: string) => `Superseded: ${title}`,
    plan: (title: string) => `${title} (plan)`,
    onThisDay: (year: number, title: string) => `On this day in ${year < 1000 ? `AD ${year}` : year}: ${title}`,
    start: (title: string) => `${title} (start)`,
    leapDay: (title: string) => `${title} (29 February)`,
    online: 'Online',
  },
  ja: {
    marker: (date: string, title: string) => `${date}：${title}`,
    ends: (title: string) => `終了：${title}`,
    withdrawn: (title: string) => `取り下げ：${title}`,
    cancelled: (title: string) => `中止：${title}`,
    superseded: (title: string) => `差し替え：${title}`,
    plan: (title: string) => `${title}（計画）`,
    onThisDay: (year: number, title: string) => `${year < 1000 ? '西暦' : ''}${year}年のこの日：${title}`,
    start: (title: string) => `${title}（開始）`,
    leapDay: (title: string) => `${title}（2月29日）`,
    online: 'オンライン',
  },
} as const;

/** One entry as every reader must find it. */
export interface Expected {
  readonly slug: string;
  readonly uid: string;
  readonly start: string;
  readonly end: string | undefined;
  readonly summary: string;
  /** What the description tells in each language. */
  readonly told: readonly string[];
  readonly categories: readonly string[];
  readonly location: string | undefined;
  readonly geo: readonly [number, number] | undefined;
  readonly related: readonly string[];
  readonly status: string;
  readonly sequence: number;
  readonly edtf: string;
  readonly created: string;
  readonly lastModified: string;
}

const instant = (date: string) =>
  DateTime.fromISO(date, { zone: 'Asia/Tokyo' }).toUTC().toISO({ suppressMilliseconds: true }) ?? '';

/** Everything that the calendar in these languages tells; `shown` is what the view is narrowed to. */
export function expectedEntries(
  written: WrittenChronology,
  languages: readonly Language[],
  imprecise: Imprecise,
  shown: (event: EventFields) => boolean = () => true,
): readonly Expected[] {
  return Object.entries(written.events).flatMap(([slug, event]) => {
    if (!shown(event)) return [];
    const endEntry = END_ENTRY[event.type] ?? false;
    return placed(event.when, imprecise, endEntry).map(({ part, start, end, dated }): Expected => {
      const summary = inAll(languages, (language) => {
        const title = titleIn(written, slug, event, language);
        const tookPlace = !event.withdrawn && event.status !== 'cancelled';
        const named = part === 'end' && tookPlace ? WORDS[language].ends(title) : title;
        return dated ? WORDS[language].marker(dateWords(event, part, language, written), named) : named;
      });
      return {
        ...commonOf(written, slug, event, languages),
        uid: uidOf(slug, part === 'end' ? 'end' : undefined),
        start,
        end,
        summary,
      };
    });
  });
}

/** Everything that the calendar of anniversaries in these languages tells. */
export function expectedAnniversaries(written: WrittenChronology, languages: readonly Language[]): readonly Expected[] {
  return Object.entries(written.events).flatMap(([slug, event]) => {
    const anniversary = anniversaryOf(event.when, statusOf(event));
    if (!anniversary) return [];
    const { first } = anniversary;
    const summary = inAll(languages, (language) => {
      const title = titleIn(written, slug, event, language);
      const { onThisDay, start, leapDay } = WORDS[language];
      const whole = event.when.includes('/') && !isOfHours(event.when, 'Asia/Tokyo') ? start(title) : title;
      return onThisDay(Number(first.slice(0, 4)) - 1, anniversary.leap ? leapDay(whole) : whole);
    });
    const uid = uidOf(slug, 'anniversary');
    return [{ ...commonOf(written, slug, event, languages), uid, start: first, end: daysAfter(first, 1), summary }];
  });
}

export function uidOf(slug: string, part?: 'end' | 'anniversary'): string {
  return `${slug}${part === undefined ? '' : `.${part}`}@${UID_DOMAIN}`;
}

export function statusOf({ status }: EventFields): string {
  return status ?? 'done';
}

/** The slugs of what fulfilled a plan. */
function fulfilmentsOf({ events }: WrittenChronology, slug: string): readonly string[] {
  if (statusOf(events[slug] as EventFields) !== 'planned') return [];
  return Object.keys(events).filter(
    (other) => !events[other]?.withdrawn && events[other]?.relations?.fulfils?.includes(slug),
  );
}

function titleIn(written: WrittenChronology, slug: string, event: EventFields, language: Language): string {
  const [first] = written.vocabulary.languages;
  const title = textIn(event.title, language, first);
  const words = WORDS[language];
  if (event.withdrawn) return words.withdrawn(title);
  if (event.status === 'cancelled') return words.cancelled(title);
  if (event.status === 'superseded') return words.superseded(title);
  return fulfilmentsOf(written, slug).length > 0 ? words.plan(title) : title;
}

/** The date in words, whose tests are those of when-words.ts; what is asked here is that it stands where it must. */
function dateWords(event: EventFields, part: Placed['part'], language: Language, written: WrittenChronology): string {
  const when = parseWhen(event.when, 'Asia/Tokyo');
  if (!when.ok) throw new Error(`not a date: ${event.when}`);
  if (part === 'end' && when.value.kind === 'period' && typeof when.value.end !== 'string')
    return formatEnd(when.value.end, language);
  const [first] = written.vocabulary.languages;
  const date =
    event.whenText === undefined ? formatWhen(when.value, language) : textIn(event.whenText, language, first);
  return classOf(event.when) === 'ongoing' ? date.charAt(0).toUpperCase() + date.slice(1) : date;
}

/** Texts of all languages, each once, as a calendar in all of them joins them. */
function inAll(languages: readonly Language[], textOf: (language: Language) => string): string {
  return asLine([...new Set(languages.map(textOf))].join(' / '));
}

function commonOf(written: WrittenChronology, slug: string, event: EventFields, languages: readonly Language[]) {
  const { vocabulary } = written;
  const [first] = vocabulary.languages;
  const { partOf, follows = [], fulfils = [], related = [] } = event.relations ?? {};
  const successor = event.withdrawn?.replacedBy;
  const siblings = new Set([...follows, ...fulfils, ...related, ...(successor === undefined ? [] : [successor])]);
  const category = (language: Language): readonly string[] => [
    textIn(vocabulary.types[event.type as 'meeting' | 'figure'], language, first),
    ...(event.countries ?? []).map((code) => new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? ''),
    ...(event.series ? [textIn(vocabulary.series, language, first)] : []),
  ];
  const [latitude, longitude] = vocabulary.geo.map((degrees) => Number(degrees) + 0) as [number, number];
  const revised = (event.revisions ?? []).length + (event.withdrawn ? 1 : 0);
  return {
    slug,
    told: languages.flatMap((language) => [
      // What is a mark and what is text, prose.test.ts says.
      asProse(plainProse(textIn(event.summary, language, first), { withAddresses: true })),
      ...(event.disagreements ?? []).map((text) => asProse(textIn(text, language, first))),
      ...(event.withdrawn ? [asProse(textIn(event.withdrawn.reason, language, first))] : []),
    ]),
    // One language has each in its place; several have what they share once.
    categories: (languages.length === 1 ? languages.flatMap(category) : [...new Set(languages.flatMap(category))]).map(
      asLine,
    ),
    location:
      event.online === 'true'
        ? inAll(languages, (language) => WORDS[language].online)
        : event.place === undefined
          ? undefined
          : inAll(languages, (language) => textIn(vocabulary.place, language, first)),
    geo: event.place === undefined ? undefined : ([latitude, longitude] as const),
    related: [
      ...(partOf === undefined ? [] : [`PARENT ${uidOf(partOf)}`]),
      ...[...siblings].map((other) => `SIBLING ${uidOf(other)}`),
    ].sort(),
    status: calendarStatus(written, slug, event),
    sequence: revised,
    edtf: event.when,
    created: instant(event.published),
    lastModified: lastModifiedOf(event),
  };
}

function calendarStatus(written: WrittenChronology, slug: string, event: EventFields): string {
  if (event.withdrawn) return 'CANCELLED';
  if (event.status === 'cancelled' || event.status === 'superseded') return 'TENTATIVE';
  return event.status === 'planned' && fulfilmentsOf(written, slug).length === 0 ? 'TENTATIVE' : 'CONFIRMED';
}

/** The last change; where several are dated alike, each a second after the one before, for all must move on. */
function lastModifiedOf(event: EventFields): string {
  const changes = [
    ...(event.revisions ?? []).map(({ date }) => date),
    ...(event.withdrawn ? [event.withdrawn.date] : []),
  ];
  let last = Date.parse(instant(event.published));
  for (const change of changes.map((date) => Date.parse(instant(date)))) last = Math.max(change, last + 1000);
  if (changes.length === 0 && instant(event.published) !== lastDated(event)) throw new Error('dated otherwise');
  return new Date(last).toISOString().replace('.000Z', 'Z');
}
