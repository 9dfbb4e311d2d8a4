/** A long list of events in parts of about equal length, each a run of whole years, or of months or days where these are full. */
import { type Day, lastDayOfMonth } from '../chronology/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { anchorDay } from '../chronology/when.ts';
import type { DayRange } from '../formats/day-range.ts';

export interface Part {
  /** The year, month or day that it begins with, as an address carries it. */
  readonly key: string;
  readonly range: DayRange;
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

const kept = new WeakMap<readonly TimelineEvent[], readonly Part[]>();

/** At least one part, the only one where the list is short. `events` are in the order of the chronology. */
export function partsOf(events: readonly TimelineEvent[], most = MOST_EVENTS): readonly Part[] {
  if (most !== MOST_EVENTS) return partsOfLength(events, most);
  let parts = kept.get(events);
  if (!parts) {
    parts = partsOfLength(events, most);
    kept.set(events, parts);
  }
  return parts;
}

function partsOfLength(events: readonly TimelineEvent[], most: number): readonly Part[] {
  return isDivided(events, most) ? divided(events, 0, most) : [part(events, 4)];
}

/** The part that holds a day: the last that begins by then. */
export function partAt(parts: readonly Part[], day: Day | undefined): Part {
  const [first] = parts;
  const found = day === undefined ? first : (parts.findLast(({ range }) => range.from <= day) ?? first);
  if (!found) throw new Error('a list without parts');
  return found;
}

function divided(events: readonly TimelineEvent[], unit: number, most: number): readonly Part[] {
  const length = UNITS[unit] ?? 10;
  const parts: Part[] = [];
  // The run that is not closed yet, from where to where.
  let [begin, end] = [0, 0];
  const close = () => {
    if (end > begin) parts.push(part(events.slice(begin, end), length));
    begin = end;
  };
  for (const { from, to } of runsOf(events, length)) {
    if (end > begin && to - begin > most) close();
    if (to - from > most && unit + 1 < UNITS.length) {
      close();
      parts.push(...divided(events.slice(from, to), unit + 1, most));
      begin = to;
    }
    end = to;
  }
  close();
  return parts;
}

/** Events of one year, month or day; the order of the chronology keeps them together. */
export interface Run {
  /** The year, month or day. */
  readonly key: string;
  /** Places in the list, the second one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** @param length of a year, a month or a day in `YYYY-MM-DD` */
export function runsOf(events: readonly TimelineEvent[], length: number): readonly Run[] {
  const runs: Run[] = [];
  let [key, from] = ['', 0];
  for (let place = 0; place <= events.length; place += 1) {
    const event = events[place];
    const day = event && anchorDay(event.when);
    if (place > from && day?.startsWith(key)) continue;
    if (place > from) runs.push({ key, from, to: place });
    if (day !== undefined) [key, from] = [day.slice(0, length), place];
  }
  return runs;
}

function part(events: readonly TimelineEvent[], length: number): Part {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last) return { key: '', range: { from: '0001-01-01', to: '0001-01-01' }, events };
  const key = anchorDay(first.when).slice(0, length);
  return { key, range: { from: firstDay(key), to: lastDay(anchorDay(last.when).slice(0, length)) }, events };
}

function firstDay(unit: string): Day {
  return `${unit}${'-01-01'.slice(unit.length - 4)}`;
}

function lastDay(unit: string): Day {
  if (unit.length === 10) return unit;
  if (unit.length === 4) return `${unit}-12-31`;
  return lastDayOfMonth(Number(unit.slice(0, 4)), Number(unit.slice(5)));
}
