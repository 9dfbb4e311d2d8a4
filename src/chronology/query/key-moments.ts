/** What a reader with one minute should know of a view: its key events, each with its own key parts, the latest event and the next plan; and of a chronology with a future, what comes next and what was last. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { positionOf } from '../chronology-update.ts';
import { type Day, dayNumber } from '../dates/day.ts';
import { anchorDay, momentDays, possibleDays } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import type { Lookup } from '../facet.ts';
import { isBrief } from '../parts.ts';
import { lastPlannedDay, outcomeOf } from '../plan.ts';
import { weights } from '../schema/weight.ts';
import { dayColumnsOf, firstIndexFrom } from './day-columns.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { memoizeByChronology } from './memoize.ts';
import { EVERYTHING, type Query } from './query.ts';
import { selectedPositions } from './selection.ts';

export interface KeyMoment {
  readonly event: TimelineEvent;
  /** The key events that are told with it: its parts, and the parts of these. */
  readonly parts: readonly TimelineEvent[];
}

export interface InOneMinute {
  /** In the order of the chronology. */
  readonly moments: readonly KeyMoment[];
  /** The number of key events, parts included. */
  readonly keyEvents: number;
  /** Of the events that had begun on the day asked for: the last, and of several on one day the one that matters most. */
  readonly latest: TimelineEvent | undefined;
  /** Of the plans that are still ahead, the one that must have begun first. */
  readonly next: TimelineEvent | undefined;
}

const byQuery = new WeakMap<Query, { chronology: Chronology; today: Day; found: InOneMinute }>();

/** Visits the key events and the plans of the view alone; the result is kept as long as the query. */
export function* inOneMinuteSteps(chronology: Chronology, query: Query, today: Day): Work<InOneMinute> {
  const cached = byQuery.get(query);
  if (cached?.chronology === chronology && cached.today === today) return cached.found;
  const index = eventIndexOf(chronology);
  const selected = selectedPositions(chronology, query);
  function* having(lookup: Lookup, value: string): Work<readonly TimelineEvent[]> {
    const events: TimelineEvent[] = [];
    yield* pausing(index.positionsHaving(lookup, value), (position) => {
      if (!selected || selected.has(position)) events.push(chronology.events[position] as TimelineEvent);
    });
    return events;
  }
  const key = yield* having('weight', 'key');
  const next = (yield* aheadSteps(chronology, query, today)).find(({ status }) => status === 'planned');
  const latest = latestBegun(chronology, selected, today);
  const moments = yield* selected ? momentsOf(chronology, key) : momentsByChronology.steps(chronology);
  const found = { moments, keyEvents: key.length, latest, next };
  byQuery.set(query, { chronology, today, found });
  return found;
}

/** The last of the selected events that had begun on a day; of those of one day the first that matters most. */
function latestBegun(chronology: Chronology, selected: Positions | undefined, today: Day): TimelineEvent | undefined {
  const { anchor } = dayColumnsOf(chronology);
  const begun = eventIndexOf(chronology).having('status', HELD);
  if (selected) begun.intersection(selected);
  let latest: TimelineEvent | undefined;
  let lastBegun: number | undefined;
  for (let position = firstIndexFrom(anchor, dayNumber(today) + 1) - 1; position >= 0; position -= 1) {
    if (!begun.has(position)) continue;
    const day = anchor[position] as number;
    lastBegun ??= day;
    if (day !== lastBegun) break;
    const event = chronology.events[position] as TimelineEvent;
    if (!latest || weights.indexOf(event.weight) <= weights.indexOf(latest.weight)) latest = event;
  }
  return latest;
}

/** @param key the key events of a view, in the order of the chronology */
function* momentsOf({ bySlug }: Chronology, key: readonly TimelineEvent[]): Work<readonly KeyMoment[]> {
  const shown = new Set(key);
  const wholeOf = ({ relations: { partOf } }: TimelineEvent) => (partOf === undefined ? undefined : bySlug.get(partOf));
  /** An event → the outermost short key event that it is part of, by whatever lies between. */
  const outermost = new Map<TimelineEvent, TimelineEvent | undefined>();
  const parts = new Map<TimelineEvent, TimelineEvent[]>();
  yield* pausing(key, (event) => {
    // Upwards to a whole that is decided, then down again: a chain of parts may be longer than the stack is deep.
    const chain: TimelineEvent[] = [];
    for (let next: TimelineEvent | undefined = event; next && !outermost.has(next); next = wholeOf(next))
      chain.push(next);
    for (const link of chain.reverse()) {
      const whole = wholeOf(link);
      outermost.set(
        link,
        whole && (outermost.get(whole) ?? (shown.has(whole) && isBrief(whole.when) ? whole : undefined)),
      );
    }
    const top = outermost.get(event);
    if (!top) return;
    const others = parts.get(top);
    if (others) others.push(event);
    else parts.set(top, [event]);
  });
  return key.filter((event) => !outermost.get(event)).map((event) => ({ event, parts: parts.get(event) ?? [] }));
}

const momentsByChronology = memoizeByChronology(function* (chronology): Work<readonly KeyMoment[]> {
  const positions = eventIndexOf(chronology).positionsHaving('weight', 'key');
  return yield* momentsOf(
    chronology,
    [...positions].flatMap((position) => chronology.events[position] ?? []),
  );
});

/** The key events before and after a key event, in the order of the timeline, those that are parts of others too; neither for another event. */
export function keyNeighbours(
  chronology: Chronology,
  event: TimelineEvent,
): { readonly before?: TimelineEvent | undefined; readonly after?: TimelineEvent | undefined } {
  if (event.weight !== 'key') return {};
  const positions = eventIndexOf(chronology).positionsHaving('weight', 'key');
  const index = firstIndexFrom(positions, positionOf(chronology.events, event));
  const at = (place: number) => chronology.events[positions[place] ?? -1];
  return { before: at(index - 1), after: at(index + 1) };
}

export interface Coming {
  /** What is ahead, in the order in which it must have begun. */
  readonly next: readonly TimelineEvent[];
  /** What had begun, the last first. */
  readonly recent: readonly TimelineEvent[];
  /** The number of all events ahead. */
  readonly count: number;
}

const MOST_NEXT = 5;
const MOST_RECENT = 3;

/** Details are left out. Visits the plans and what is dated in the future alone, and some events before. */
export const coming = memoizeByChronology(function* (chronology, today: Day): Work<Coming> {
  const { anchor } = dayColumnsOf(chronology);
  const dated = eventIndexOf(chronology).having('status', HELD);
  const ahead = yield* aheadSteps(chronology, EVERYTHING, today);
  const recent: TimelineEvent[] = [];
  const firstAhead = firstIndexFrom(anchor, dayNumber(today) + 1);
  for (let position = firstAhead - 1; position >= 0 && recent.length < MOST_RECENT; position -= 1) {
    const event = chronology.events[position] as TimelineEvent;
    if (dated.has(position) && event.weight !== 'detail') recent.push(event);
  }
  return { next: ahead.slice(0, MOST_NEXT), recent, count: ahead.length };
});

/** What comes next in a view: of a whole chronology, the same as `coming` has. */
export function* nextSteps(chronology: Chronology, query: Query, today: Day): Work<readonly TimelineEvent[]> {
  if (!selectedPositions(chronology, query)) return (yield* coming.steps(chronology, today)).next;
  return (yield* aheadSteps(chronology, query, today)).slice(0, MOST_NEXT);
}

const HELD = ['done', 'ongoing'];

/** The plans of a view that are still ahead, and its events that are dated in the future, in the order in which they must have begun. */
function* aheadSteps(chronology: Chronology, query: Query, today: Day): Work<readonly TimelineEvent[]> {
  const { anchor } = dayColumnsOf(chronology);
  const index = eventIndexOf(chronology);
  const selected = selectedPositions(chronology, query);
  const dated = index.having('status', HELD);
  const isIn = (position: number) => !selected || selected.has(position);
  const positions: number[] = [];
  yield* pausing(index.positionsHaving('status', 'planned'), (position) => {
    if (isIn(position) && outcomeOf(chronology, chronology.events[position] as TimelineEvent, today) === 'ahead')
      positions.push(position);
  });
  for (let position = firstIndexFrom(anchor, dayNumber(today) + 1); position < anchor.length; position += 1)
    if (dated.has(position) && isIn(position)) positions.push(position);
  const ahead: { readonly event: TimelineEvent; readonly day: Day; readonly position: number }[] = [];
  // Who asks for details by name is shown them.
  const hasDetails = query.facets.weight.length > 0;
  yield* pausing(positions, (position) => {
    const event = chronology.events[position] as TimelineEvent;
    if (hasDetails || event.weight !== 'detail') ahead.push({ event, day: beginsBy(event, today), position });
  });
  ahead.sort((a, b) => (a.day === b.day ? a.position - b.position : a.day < b.day ? -1 : 1));
  return ahead.map(({ event }) => event);
}

/** The day by which what is ahead must have begun or, where that is over or nothing bounds it, by which it must be over. */
function beginsBy({ when }: TimelineEvent, today: Day): Day {
  const start = when.kind === 'moment' ? when.at : when.start;
  const begins = typeof start === 'string' ? possibleDays(when).to : momentDays(start).to;
  return begins !== undefined && begins >= today ? begins : (lastPlannedDay(when) ?? anchorDay(when));
}
