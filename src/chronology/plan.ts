/** What became of a plan, or whether its time is still to come. */
import { type Chronology, incomingTo } from './chronology.ts';
import type { Day } from './dates/day.ts';
import { earliestDay, latestDay, type When } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';

/**
 * `ahead` where its time is to come, or not yet over; `unknown` where that is over, and no event fulfils it; `open` where it was
 * to be some time after a day that is over: it may come as long as nothing says otherwise, and nothing says that it will.
 */
export type PlanOutcome = 'fulfilled' | 'unknown' | 'open' | 'ahead';

/** Undefined for an event that is no plan. */
export function outcomeOf(chronology: Chronology, event: TimelineEvent, today: Day): PlanOutcome | undefined {
  const { status, slug, when } = event;
  if (status !== 'planned') return undefined;
  if (incomingTo(chronology, slug).fulfilledBy.length > 0) return 'fulfilled';
  const last = lastPlannedDay(when);
  if (last !== undefined) return last < today ? 'unknown' : 'ahead';
  const first = earliestDay(when);
  return first !== undefined && first < today ? 'open' : 'ahead';
}

/** The last day of a plan; of one whose end nobody gives, the last on which it was to begin. */
export function lastPlannedDay(when: When): Day | undefined {
  const end = latestDay(when);
  return end === undefined && when.kind === 'period' && typeof when.start !== 'string' ? when.start.latest : end;
}
