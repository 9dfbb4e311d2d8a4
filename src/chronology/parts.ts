/** Which events fold under the event that they are part of: in lists, and in calendars that ask for it. */
import { pausing, type Work } from '../slices.ts';
import type { Chronology } from './chronology.ts';
import { daysBetween, monthNumber } from './dates/day.ts';
import type { When } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';

const MONTH_DAYS = 31;

/**
 * The event that an event folds under, wherever both are shown. Parts of what lasted longer than a month are events in
 * their own right, and a key event never folds: nothing that matters hides in something older.
 */
export function foldingWhole(
  { bySlug }: Pick<Chronology, 'bySlug'>,
  { weight, relations: { partOf } }: TimelineEvent,
): TimelineEvent | undefined {
  const whole = weight === 'key' || partOf === undefined ? undefined : bySlug.get(partOf);
  return whole && !whole.withdrawn && isBrief(whole.when) ? whole : undefined;
}

/**
 * Whether it is a moment or lasts at most a month. What is known to the month alone may have lasted as little as that in
 * two months that follow each other, as from late January to early February, and in no others.
 */
export function isBrief(when: When): boolean {
  if (when.kind === 'moment') return true;
  const { start, end } = when;
  if (typeof start === 'string' || typeof end === 'string') return false;
  const leastDays = daysBetween(start.latest, end.earliest) + 1;
  return leastDays <= MONTH_DAYS && monthNumber(end.latest) - monthNumber(start.earliest) <= 1;
}

/** An event of a list that stands for itself, and those that fold under it, in the order of the list. */
export interface FoldedEvent {
  readonly event: TimelineEvent;
  /** Its parts, and theirs: what folds under a folded part stands in the same place. */
  readonly parts: readonly TimelineEvent[];
}

const NO_PARTS: readonly TimelineEvent[] = [];

/** Folds a list: each of its events is in it exactly once. A part whose whole is not in the list stands for itself. */
export function* foldPartsSteps(
  chronology: Pick<Chronology, 'bySlug'>,
  events: readonly TimelineEvent[],
): Work<readonly FoldedEvent[]> {
  const inList = new Set<TimelineEvent>();
  yield* pausing(events, (event) => inList.add(event));
  const wholeInList = (event: TimelineEvent) => {
    const whole = foldingWhole(chronology, event);
    return whole && inList.has(whole) ? whole : undefined;
  };
  const outermost = new Map<TimelineEvent, TimelineEvent>();
  const findOutermost = (event: TimelineEvent): TimelineEvent => {
    const path = new Set<TimelineEvent>();
    let at = event;
    for (;;) {
      path.add(at);
      const whole = outermost.get(at) ?? wholeInList(at);
      // A chronology has no circle of parts; here one would lose its events.
      if (!whole || path.has(whole)) break;
      at = whole;
    }
    for (const one of path) outermost.set(one, at);
    return at;
  };
  const partsOf = new Map<TimelineEvent, TimelineEvent[]>();
  const standing: TimelineEvent[] = [];
  yield* pausing(events, (event) => {
    const whole = findOutermost(event);
    const parts = partsOf.get(whole);
    if (whole === event) standing.push(event);
    else if (parts) parts.push(event);
    else partsOf.set(whole, [event]);
  });
  const folded: FoldedEvent[] = [];
  yield* pausing(standing, (event) => folded.push({ event, parts: partsOf.get(event) ?? NO_PARTS }));
  return folded;
}
