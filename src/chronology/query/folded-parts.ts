/** Which parts fold under their whole, in lists and calendars: those of a brief whole that is itself among the events. */
import { pausing, type Work } from '../../slices.ts';
import { type Chronology, incomingTo } from '../chronology.ts';
import { daysBetween, monthNumber } from '../dates/day.ts';
import type { TimelineEvent } from '../event.ts';

export interface FoldedParts {
  /** The whole under which an event is told; undefined where the event stands by itself. */
  wholeOf(event: TimelineEvent): TimelineEvent | undefined;
  /** The parts told under a whole, and the parts of these, in the order of the events. */
  partsOf(whole: TimelineEvent): readonly TimelineEvent[];
  /** How many events are told under another. */
  readonly count: number;
}

/** A month at most: parts of a project of years are read in their own places. */
const LONGEST_WHOLE_DAYS = 31;

const NO_PARTS: readonly TimelineEvent[] = [];

/**
 * Whether parts of an event may fold under it: it is a moment, or lasted at most a month. What is known to two months that
 * follow each other, as from late January to early February, may have lasted as little, and more months may not.
 */
function isBrief({ when }: TimelineEvent): boolean {
  if (when.kind === 'moment') return true;
  const { start, end } = when;
  if (typeof start === 'string' || typeof end === 'string') return false;
  return (
    daysBetween(start.latest, end.earliest) < LONGEST_WHOLE_DAYS &&
    monthNumber(end.latest) - monthNumber(start.earliest) <= 1
  );
}

/**
 * The parts that fold among these events. A key event never does, and a part of a part is told under the same whole as
 * that part, so that each event is told in one place.
 *
 * @param canTell Whether a whole is shown where its parts could be told; by default each of the events is.
 */
export function* foldedPartsSteps(
  chronology: Chronology,
  events: readonly TimelineEvent[],
  canTell: (whole: TimelineEvent) => boolean = () => true,
): Work<FoldedParts> {
  const related = new Set<TimelineEvent>();
  yield* pausing(events, (event) => {
    if (event.relations.partOf !== undefined || incomingTo(chronology, event.slug).subEvents.length > 0)
      related.add(event);
  });
  /** The whole next above an event, where the event may fold under it. */
  const nextWhole = ({ weight, relations: { partOf } }: TimelineEvent): TimelineEvent | undefined => {
    const whole = partOf === undefined || weight === 'key' ? undefined : chronology.bySlug.get(partOf);
    return whole && related.has(whole) && isBrief(whole) ? whole : undefined;
  };
  const wholes = new Map<TimelineEvent, TimelineEvent | undefined>();
  const parts = new Map<TimelineEvent, TimelineEvent[]>();
  let count = 0;
  yield* pausing(related, (event) => {
    // Upwards to a whole that is decided, then down again: a chain may be longer than the stack is deep.
    const chain: TimelineEvent[] = [];
    for (let next: TimelineEvent | undefined = event; next && !wholes.has(next); next = nextWhole(next))
      chain.push(next);
    for (const part of chain.reverse()) {
      const whole = nextWhole(part);
      wholes.set(part, whole && (wholes.get(whole) ?? (canTell(whole) ? whole : undefined)));
    }
    const whole = wholes.get(event);
    if (!whole) return;
    count += 1;
    const others = parts.get(whole);
    if (others) others.push(event);
    else parts.set(whole, [event]);
  });
  return { wholeOf: (event) => wholes.get(event), partsOf: (whole) => parts.get(whole) ?? NO_PARTS, count };
}
