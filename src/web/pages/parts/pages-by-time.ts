/** A long list of events on pages of about equal length: whole years each, or months or days of a full year. */
import type { Chronology } from '../../../chronology/chronology.ts';
import { type Day, dayFromNumber, lastDayOfMonth } from '../../../chronology/dates/day.ts';
import type { DayRange } from '../../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { dayColumnsOf, positionsOf } from '../../../chronology/query/day-columns.ts';
import { isTooLong } from './pagination.ts';

export interface ListPage {
  /** The year, month or day that it begins with, as addresses name the page. */
  readonly key: string;
  readonly range: DayRange;
  /** Position of its first event in the list. */
  readonly from: number;
  readonly events: readonly TimelineEvent[];
}

/** About as many events stand on a page. */
const MOST_EVENTS = 200;
/** Lengths of a year, a month and a day in `YYYY-MM-DD`. */
const UNITS = [4, 7, 10] as const;

/** Whether a list stands on several pages. */
export function isDivided(events: readonly TimelineEvent[], most = MOST_EVENTS): boolean {
  return isTooLong(events.length, most);
}

const pagesByList = new WeakMap<readonly TimelineEvent[], readonly ListPage[]>();

/** At least one page. `events` are in the order of the chronology. */
export function pagesOf(
  chronology: Pick<Chronology, 'events'>,
  events: readonly TimelineEvent[],
  most = MOST_EVENTS,
): readonly ListPage[] {
  const known = most === MOST_EVENTS ? pagesByList.get(events) : undefined;
  if (known) return known;
  const list = { events, anchors: anchorsOf(chronology, events) };
  const whole = { from: 0, to: events.length };
  const pages = isDivided(events, most) ? divide(list, whole, 0, most) : [toPage(list, whole, 4)];
  if (most === MOST_EVENTS) pagesByList.set(events, pages);
  return pages;
}

/** The page that holds a day: the last that begins by then, or the first. */
export function pageAt(pages: readonly ListPage[], day: Day | undefined): ListPage {
  const page = (day === undefined ? undefined : pages.findLast(({ range }) => range.from <= day)) ?? pages[0];
  if (!page) throw new Error('a list without pages');
  return page;
}

interface List {
  readonly events: readonly TimelineEvent[];
  readonly anchors: Anchors;
}

/** Positions in a list; `to` is behind the last. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function divide(list: List, stretch: Stretch, unit: number, most: number): readonly ListPage[] {
  const length = UNITS[unit] ?? 10;
  const pages: ListPage[] = [];
  // The page that is being filled.
  let [begin, end] = [stretch.from, stretch.from];
  const close = () => {
    if (end > begin) pages.push(toPage(list, { from: begin, to: end }, length));
    begin = end;
  };
  for (const { from, to } of runsByUnit(list.anchors, length, stretch)) {
    if (end > begin && to - begin > most) close();
    if (to - from > most && unit + 1 < UNITS.length) {
      close();
      pages.push(...divide(list, { from, to }, unit + 1, most));
      begin = to;
    }
    end = to;
  }
  close();
  return pages;
}

/** The anchor days of a list of events, and their months, as numbers. */
export interface Anchors {
  readonly days: Int32Array;
  readonly months: Int32Array;
}

const anchorsByList = new WeakMap<readonly TimelineEvent[], Anchors>();

export function anchorsOf(chronology: Pick<Chronology, 'events'>, events: readonly TimelineEvent[]): Anchors {
  let anchors = anchorsByList.get(events);
  if (!anchors) {
    const { anchor, month } = dayColumnsOf(chronology);
    // The columns are the anchors of all events.
    if (events === chronology.events) return { days: anchor, months: month };
    const positions = positionsOf(chronology, events);
    const pick = (column: Int32Array) => new Int32Array(positions).map((position) => column[position] as number);
    anchors = { days: pick(anchor), months: pick(month) };
    anchorsByList.set(events, anchors);
  }
  return anchors;
}

/** Events of one year, month or day. */
export interface Run extends Stretch {
  /** The year, month or day. */
  readonly key: string;
}

/**
 * The years, months or days of a stretch; the order of the chronology keeps the events of each together.
 *
 * @param length of a year, a month or a day in `YYYY-MM-DD`
 */
export function runsByUnit(
  { days, months }: Anchors,
  length: number,
  { from: first, to: end }: Stretch,
): readonly Run[] {
  const [units, size] = length === 10 ? [days, 1] : [months, length === 7 ? 1 : 12];
  const runs: Run[] = [];
  for (let from = first; from < end; ) {
    const unit = Math.floor((units[from] as number) / size);
    let to = from + 1;
    while (to < end && Math.floor((units[to] as number) / size) === unit) to += 1;
    runs.push({ key: dayFromNumber(days[from] as number).slice(0, length), from, to });
    from = to;
  }
  return runs;
}

function toPage({ events, anchors: { days } }: List, { from, to }: Stretch, length: number): ListPage {
  const [first, last] = [days[from], days[to - 1]];
  if (first === undefined || last === undefined)
    return { key: '', range: { from: '0001-01-01', to: '0001-01-01' }, from, events: [] };
  const key = dayFromNumber(first).slice(0, length);
  const range = { from: firstDay(key), to: lastDay(dayFromNumber(last).slice(0, length)) };
  return { key, range, from, events: events.slice(from, to) };
}

function firstDay(unit: string): Day {
  return `${unit}${'-01-01'.slice(unit.length - 4)}`;
}

function lastDay(unit: string): Day {
  if (unit.length === 10) return unit;
  if (unit.length === 4) return `${unit}-12-31`;
  return lastDayOfMonth(Number(unit.slice(0, 4)), Number(unit.slice(5)));
}
