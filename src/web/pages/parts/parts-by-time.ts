/** A long list of events in parts of about equal length, each a run of whole years, or of months or days where these are full. */
import type { Chronology } from '../../../chronology/chronology.ts';
import { type Day, dayFromNumber, lastDayOfMonth } from '../../../chronology/dates/day.ts';
import type { DayRange } from '../../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { dayColumnsOf, positionsOf } from '../../../chronology/query/day-columns.ts';

export interface ListPage {
  /** The year, month or day that it begins with, as an address carries it. */
  readonly key: string;
  readonly range: DayRange;
  /** Where it begins in the list. */
  readonly from: number;
  readonly events: readonly TimelineEvent[];
}

/** A list is divided beyond this, into parts of about as many. */
const MOST_EVENTS = 200;
/** Lengths of a year, a month and a day in `YYYY-MM-DD`. */
const UNITS = [4, 7, 10] as const;

/** Whether a list is in several parts. */
export function isDivided(events: readonly TimelineEvent[], most = MOST_EVENTS): boolean {
  // A little more than a part is no reason for a second one.
  return events.length > most * 1.25;
}

const pagesByEvents = new WeakMap<readonly TimelineEvent[], readonly ListPage[]>();

/** At least one part, the only one where the list is short. `events` are in the order of the chronology. */
export function pagesOf(
  chronology: Pick<Chronology, 'events'>,
  events: readonly TimelineEvent[],
  most = MOST_EVENTS,
): readonly ListPage[] {
  const known = most === MOST_EVENTS ? pagesByEvents.get(events) : undefined;
  if (known) return known;
  const list = { events, anchors: anchorsOf(chronology, events) };
  const whole = { from: 0, to: events.length };
  const pages = isDivided(events, most) ? divided(list, whole, 0, most) : [pageFrom(list, whole, 4)];
  if (most === MOST_EVENTS) pagesByEvents.set(events, pages);
  return pages;
}

/** The part that holds a day: the last that begins by then. */
export function pageAt(pages: readonly ListPage[], day: Day | undefined): ListPage {
  const [first] = pages;
  const found = day === undefined ? first : (pages.findLast(({ range }) => range.from <= day) ?? first);
  if (!found) throw new Error('a list without parts');
  return found;
}

interface Listed {
  readonly events: readonly TimelineEvent[];
  readonly anchors: Anchors;
}

/** From one place in a list to before another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function divided(list: Listed, stretch: Stretch, unit: number, most: number): readonly ListPage[] {
  const length = UNITS[unit] ?? 10;
  const pages: ListPage[] = [];
  // The run that is not closed yet.
  let [begin, end] = [stretch.from, stretch.from];
  const close = () => {
    if (end > begin) pages.push(pageFrom(list, { from: begin, to: end }, length));
    begin = end;
  };
  for (const { from, to } of unitRuns(list.anchors, length, stretch)) {
    if (end > begin && to - begin > most) close();
    if (to - from > most && unit + 1 < UNITS.length) {
      close();
      pages.push(...divided(list, { from, to }, unit + 1, most));
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

const anchors = new WeakMap<readonly TimelineEvent[], Anchors>();

export function anchorsOf(chronology: Pick<Chronology, 'events'>, events: readonly TimelineEvent[]): Anchors {
  let found = anchors.get(events);
  if (!found) {
    const { anchor, month } = dayColumnsOf(chronology);
    // Of all events, the columns are it.
    if (events === chronology.events) return { days: anchor, months: month };
    const positions = positionsOf(chronology, events);
    const days = new Int32Array(positions.length);
    const months = new Int32Array(positions.length);
    for (let at = 0; at < positions.length; at += 1) {
      const position = positions[at] as number;
      days[at] = anchor[position] as number;
      months[at] = month[position] as number;
    }
    found = { days, months };
    anchors.set(events, found);
  }
  return found;
}

/** Events of one year, month or day. */
export interface Run extends Stretch {
  /** The year, month or day. */
  readonly key: string;
}

/**
 * The order of the chronology keeps them together.
 *
 * @param length of a year, a month or a day in `YYYY-MM-DD`
 */
export function unitRuns({ days, months }: Anchors, length: number, { from: first, to: end }: Stretch): readonly Run[] {
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

function pageFrom({ events, anchors: { days } }: Listed, { from, to }: Stretch, length: number): ListPage {
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

/** More parts than these are not all linked to: those around the current one are, the first and the last. */
const MOST_LINKED = 60;
const AROUND = 8;

/** The parts, counted from 0, that one of so many links to. Where some are left out between two, the second one says so. */
export function linkedPages(count: number, current: number) {
  const linked = Array.from({ length: count }, (_, index) => index).filter(
    (index) => count <= MOST_LINKED || index === 0 || index === count - 1 || Math.abs(index - current) <= AROUND,
  );
  return linked.map((index, position) => ({
    index,
    current: index === current,
    rel: index === current - 1 ? 'prev' : index === current + 1 ? 'next' : undefined,
    afterGap: position > 0 && linked[position - 1] !== index - 1,
  }));
}
