/** What a reader with one minute should know of a view: its key events, each with its own key parts, the latest event and the next plan. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Day } from '../dates/day.ts';
import { anchorDay } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import { isBrief } from '../parts.ts';
import { lastPlannedDay, outcomeOf } from '../plan.ts';
import { weights } from '../schema/weight.ts';
import { eventIndexOf } from './event-index.ts';
import { memoizeByChronology } from './memoize.ts';
import type { Query } from './query.ts';
import { select } from './selection.ts';

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
  /** Of the plans that are still ahead, the one that must be over first. */
  readonly next: TimelineEvent | undefined;
}

const byQuery = new WeakMap<Query, { chronology: Chronology; today: Day; found: InOneMinute }>();

/** Visits every event of the view; the result is kept as long as the query. */
export function* inOneMinuteSteps(chronology: Chronology, query: Query, today: Day): Work<InOneMinute> {
  const cached = byQuery.get(query);
  if (cached?.chronology === chronology && cached.today === today) return cached.found;
  const events = select(chronology, query);
  const key: TimelineEvent[] = [];
  let latest: TimelineEvent | undefined;
  let next: TimelineEvent | undefined;
  yield* pausing(events, (event) => {
    if (event.weight === 'key') key.push(event);
    if (hasBegun(event, today) && (latest === undefined || isLater(event, latest))) latest = event;
    if (outcomeOf(chronology, event, today) === 'ahead' && (next === undefined || dueDay(event) < dueDay(next)))
      next = event;
  });
  const found = { moments: yield* momentsOf(chronology, key), keyEvents: key.length, latest, next };
  byQuery.set(query, { chronology, today, found });
  return found;
}

function hasBegun({ status, when }: TimelineEvent, today: Day): boolean {
  return (status === 'done' || status === 'ongoing') && anchorDay(when) <= today;
}

/** Whether an event comes after an earlier one of the order; on the same day only if it matters more. */
function isLater(event: TimelineEvent, other: TimelineEvent): boolean {
  if (anchorDay(event.when) !== anchorDay(other.when)) return true;
  return weights.indexOf(event.weight) < weights.indexOf(other.weight);
}

/** The day by which a plan must be over or, where nothing bounds that, the first on which it can begin. */
function dueDay({ when }: TimelineEvent): Day {
  return lastPlannedDay(when) ?? anchorDay(when);
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

/** The key moments before and after the one that an event is, or is part of; neither for an event that is not key. */
export function* keyNeighboursSteps(
  chronology: Chronology,
  event: TimelineEvent,
): Work<{ readonly before?: TimelineEvent | undefined; readonly after?: TimelineEvent | undefined }> {
  if (event.weight !== 'key') return {};
  const moments = yield* momentsByChronology.steps(chronology);
  const index = moments.findIndex((moment) => moment.event === event || moment.parts.includes(event));
  return { before: moments[index - 1]?.event, after: moments[index + 1]?.event };
}
