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

/** At least one part, the only one where the list is short. `events` are in the order of the chronology. */
export function partsOf(events: readonly TimelineEvent[], most = MOST_EVENTS): readonly Part[] {
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
  let run: TimelineEvent[] = [];
  const close = () => {
    if (run.length > 0) parts.push(part(run, length));
    run = [];
  };
  for (const group of groupsOf(events, length)) {
    if (run.length > 0 && run.length + group.length > most) close();
    if (group.length > most && unit + 1 < UNITS.length) {
      close();
      parts.push(...divided(group, unit + 1, most));
    } else run.push(...group);
  }
  close();
  return parts;
}

function groupsOf(events: readonly TimelineEvent[], length: number): readonly TimelineEvent[][] {
  const groups = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    const key = anchorDay(event.when).slice(0, length);
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
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
