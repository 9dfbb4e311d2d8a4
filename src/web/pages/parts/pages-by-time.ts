/** A long list of events on pages of about equal length: whole years each, or months or days of a full year. */
import type { Chronology } from '../../../chronology/chronology.ts';
import { type CalendarUnit, type Day, dayFromNumber, dayNumber, dayText } from '../../../chronology/dates/day.ts';
import { type DayRange, unitOf } from '../../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { lowerBound } from '../../../chronology/files/order.ts';
import { dayColumnsOf, positionsOf } from '../../../chronology/query/day-columns.ts';
import type { Choices } from '../../../chronology/query/query.ts';
import { isTooLong } from './pagination.ts';

export interface ListPage {
  /** The year, month or day of its first event, as addresses name the page. */
  readonly key: string;
  readonly range: DayRange;
  /** Position of its first event in the list. */
  readonly from: number;
  readonly events: readonly TimelineEvent[];
}

/** About as many events stand on a page. */
const MOST_EVENTS = 200;
const UNITS: readonly CalendarUnit[] = ['year', 'month', 'day'];

/** Whether a list stands on several pages. */
export function isDivided(events: readonly TimelineEvent[], most = MOST_EVENTS): boolean {
  return isTooLong(events.length, most);
}

const pagesByList = new WeakMap<List, readonly ListPage[]>();

/** At least one page. A list in the other order is divided anew, so that its first page is full as well. */
export function pagesOf(list: List, most = MOST_EVENTS): readonly ListPage[] {
  const known = most === MOST_EVENTS ? pagesByList.get(list) : undefined;
  if (known) return known;
  const whole = { from: 0, to: list.events.length };
  const pages = isDivided(list.events, most) ? divide(list, whole, 0, most) : [toPage(list, whole, 'year')];
  if (most === MOST_EVENTS) pagesByList.set(list, pages);
  return pages;
}

/** The page that holds a day: the last that has begun by then, or the first. */
export function pageAt(pages: readonly ListPage[], { order }: Pick<List, 'order'>, day: Day | undefined): ListPage {
  const isReached = ({ range }: ListPage, asked: Day) => (order === 'newest' ? range.to >= asked : range.from <= asked);
  const page = (day === undefined ? undefined : pages.findLast((one) => isReached(one, day))) ?? pages[0];
  if (!page) throw new Error('a list without pages');
  return page;
}

/** Events in the order of a page: that of the chronology, or the newest first. */
export interface List {
  readonly order: Choices['order'];
  readonly events: readonly TimelineEvent[];
  readonly anchors: Anchors;
}

const listsByEvents = new WeakMap<readonly TimelineEvent[], { -readonly [O in Choices['order']]?: List }>();

/** @param events in the order of the chronology */
export function listOf(
  chronology: Pick<Chronology, 'events'>,
  events: readonly TimelineEvent[],
  order: Choices['order'],
): List {
  const lists = listsByEvents.get(events) ?? {};
  listsByEvents.set(events, lists);
  let list = lists[order];
  if (!list) {
    const anchors = anchorsOf(chronology, events);
    list =
      order === 'newest'
        ? {
            order,
            events: events.toReversed(),
            anchors: { days: anchors.days.toReversed(), months: anchors.months.toReversed() },
          }
        : { order, events, anchors };
    lists[order] = list;
  }
  return list;
}

/** The positions of a list's events that begin from a day on, and of those that began before it; all where there is none. */
export function splitAtDay(
  { order, anchors: { days } }: List,
  day: Day | undefined,
): { readonly since: Stretch; readonly before: Stretch } {
  const end = days.length;
  if (day === undefined) return { since: { from: 0, to: end }, before: { from: 0, to: 0 } };
  const asked = dayNumber(day);
  const at = (index: number) => days[index] as number;
  if (order === 'newest') {
    const bound = lowerBound(end, (index) => at(index) >= asked);
    return { since: { from: 0, to: bound }, before: { from: bound, to: end } };
  }
  const bound = lowerBound(end, (index) => at(index) < asked);
  return { since: { from: bound, to: end }, before: { from: 0, to: bound } };
}

/** What two stretches have in common; `to` is never before `from`. */
export function overlap(a: Stretch, b: Stretch): Stretch {
  const from = Math.max(a.from, b.from);
  return { from, to: Math.max(from, Math.min(a.to, b.to)) };
}

/** Positions in a list; `to` is behind the last. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

function divide(list: List, stretch: Stretch, level: number, most: number): readonly ListPage[] {
  const unit = UNITS[level] ?? 'day';
  const pages: ListPage[] = [];
  // The page that is being filled.
  let [begin, end] = [stretch.from, stretch.from];
  const close = () => {
    if (end > begin) pages.push(toPage(list, { from: begin, to: end }, unit));
    begin = end;
  };
  for (const { from, to } of runsByUnit(list.anchors, unit, stretch)) {
    if (end > begin && to - begin > most) close();
    if (to - from > most && level + 1 < UNITS.length) {
      close();
      pages.push(...divide(list, { from, to }, level + 1, most));
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

function anchorsOf(chronology: Pick<Chronology, 'events'>, events: readonly TimelineEvent[]): Anchors {
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
  /** The year, month or day, as addresses have it. */
  readonly key: string;
  /** The anchor day of its first event. */
  readonly day: Day;
}

/** The years, months or days of a stretch; either order keeps the events of each together. */
export function runsByUnit(
  { days, months }: Anchors,
  unit: CalendarUnit,
  { from: first, to: end }: Stretch,
): readonly Run[] {
  const [numbers, size] = unit === 'day' ? [days, 1] : [months, unit === 'month' ? 1 : 12];
  const runs: Run[] = [];
  for (let from = first; from < end; ) {
    const number = Math.floor((numbers[from] as number) / size);
    let to = from + 1;
    while (to < end && Math.floor((numbers[to] as number) / size) === number) to += 1;
    const day = dayFromNumber(days[from] as number);
    runs.push({ key: dayText(day, unit), day, from, to });
    from = to;
  }
  return runs;
}

function toPage({ order, events, anchors: { days } }: List, { from, to }: Stretch, unit: CalendarUnit): ListPage {
  const [first, last] = [days[from], days[to - 1]];
  if (first === undefined || last === undefined)
    return { key: '', range: { from: '0001-01-01', to: '0001-01-01' }, from, events: [] };
  const [firstDay, lastDay] = [dayFromNumber(first), dayFromNumber(last)];
  const [earliest, latest] = order === 'newest' ? [lastDay, firstDay] : [firstDay, lastDay];
  const range = { from: unitOf(earliest, unit).from, to: unitOf(latest, unit).to };
  return { key: dayText(firstDay, unit), range, from, events: events.slice(from, to) };
}
