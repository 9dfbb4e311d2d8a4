/** What became of a plan. */
import { type Chronology, incomingTo } from './chronology.ts';
import type { Day } from './dates/day.ts';
import { latestDay, type When } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';

/** `ahead` where its time may still come; `unknown` where that is over, and no event fulfils it. */
export type PlanOutcome = 'fulfilled' | 'unknown' | 'ahead';

/** Undefined for an event that is no plan. */
export function outcomeOf(chronology: Chronology, event: TimelineEvent, today: Day): PlanOutcome | undefined {
  if (event.status !== 'planned') return undefined;
  if (incomingTo(chronology, event.slug).fulfilledBy.length > 0) return 'fulfilled';
  const last = lastPlannedDay(event.when);
  return last !== undefined && last < today ? 'unknown' : 'ahead';
}

/** The last day of a plan; of one whose end nobody gives, the last on which it was to begin. */
function lastPlannedDay(when: When): Day | undefined {
  const end = latestDay(when);
  return end === undefined && when.kind === 'period' && typeof when.start !== 'string' ? when.start.latest : end;
}
