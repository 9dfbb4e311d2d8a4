/** The parts of a whole in a calendar that folds them: which of them its entry tells, in which words, and when these last changed. */
import { type Chronology, incomingTo } from '../../chronology/chronology.ts';
import { type EntryDates, lastChange, type TimelineEvent } from '../../chronology/event.ts';
import { type FoldedEvent, foldPartsSteps } from '../../chronology/parts.ts';
import { memoizeByChronology } from '../../chronology/query/memoize.ts';
import { pausing, type Work } from '../../slices.ts';
import { capitalized, dateAsKnown, titleInView } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import { hasEntry } from './entry.ts';

/**
 * The events of a view that have an entry, each with the parts that its description tells; undefined where each part has
 * an entry of its own. What `imprecise=omit` leaves out is not told either.
 */
export function* foldedEntriesSteps(view: View): Work<readonly FoldedEvent[] | undefined> {
  if (view.query.parts !== 'fold') return undefined;
  const listed: TimelineEvent[] = [];
  yield* pausing(view.events, (event) => {
    if (hasEntry(event, view)) listed.push(event);
  });
  return yield* foldPartsSteps(view.chronology, listed);
}

/** The parts of an event as its entry needs them. */
export interface EntryParts {
  /** Those that its description tells. */
  readonly told: readonly TimelineEvent[];
  /**
   * All that it has, told or not, withdrawn ones and parts of parts among them. A part leaves a description by an edit of
   * its own (it is withdrawn, or key now, or of another type), which the entry of the whole must count as a change.
   */
  readonly all: readonly TimelineEvent[];
}

const withdrawnParts = memoizeByChronology<ReadonlyMap<string, readonly TimelineEvent[]>, []>(function* ({
  withdrawn,
}) {
  const parts = new Map<string, TimelineEvent[]>();
  yield* pausing(withdrawn, (event) => {
    const { partOf } = event.relations;
    if (partOf !== undefined) parts.set(partOf, [...(parts.get(partOf) ?? []), event]);
  });
  return parts;
});

/** All parts of an event, withdrawn ones and parts of parts among them. */
export function allParts(chronology: Chronology, { slug: whole }: TimelineEvent): readonly TimelineEvent[] {
  const withdrawn = withdrawnParts.of(chronology);
  const parts: TimelineEvent[] = [];
  const add = (slug: string) => {
    for (const part of incomingTo(chronology, slug).subEvents) parts.push(part);
    for (const part of withdrawn.get(slug) ?? []) parts.push(part);
  };
  add(whole);
  // The list grows as it is read: parts of parts follow.
  for (let index = 0; index < parts.length; index += 1) add((parts[index] as TimelineEvent).slug);
  return parts;
}

/** The parts as a list in a description, each with its date as known; empty where there is none. */
export function partsText(parts: readonly TimelineEvent[], view: View): string {
  if (parts.length === 0) return '';
  const lines = parts.map((part) =>
    view.words('calendar.part', {
      date: capitalized(dateAsKnown(part, view.language)),
      title: titleInView(part, view),
    }),
  );
  return view.words('calendar.parts', { parts: lines.join('\n') });
}

/** The largest INTEGER (RFC 5545 §3.3.8). */
const LARGEST_INTEGER = 2 ** 31 - 1;

/**
 * When an entry last changed that tells of parts, and its SEQUENCE: the seconds from its publication until then. A count of
 * revisions would fall when a part is moved to another whole; this moves on, since `check` asks for a later revision then.
 */
export function changeWithParts(
  event: EntryDates,
  parts: readonly EntryDates[],
): { changed: string; sequence: number } {
  const changed = lastChange(event, parts);
  const seconds = Math.round((Date.parse(changed) - Date.parse(event.published)) / 1000);
  return { changed, sequence: Math.min(seconds, LARGEST_INTEGER) };
}
