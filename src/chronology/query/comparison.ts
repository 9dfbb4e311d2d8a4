/** Statements of one thing by several sources: events that state the same measure and name each other as related. */
import { pausing, type Work } from '../../slices.ts';
import type { TimelineEvent } from '../event.ts';
import { gathering } from './gathering.ts';

/** Two or more events, in the order of the chronology. */
export type Comparison = readonly TimelineEvent[];

interface Stating {
  readonly event: TimelineEvent;
  readonly measures: ReadonlySet<string>;
  readonly related: ReadonlySet<string>;
}

/**
 * Each event is in one comparison at most: what is compared with either of two is compared with both. A relation of one
 * direction is not enough, for it may lead to anything that is worth a look.
 */
export const comparisonsOf = gathering(function* ({ events }): Work<readonly Comparison[]> {
  const bySlug = new Map<string, Stating>();
  yield* pausing(events, (event) => {
    if (event.figures.length > 0) bySlug.set(event.slug, statingOf(event));
  });
  const comparisonOf = new Map<Stating, TimelineEvent[]>();
  for (const first of bySlug.values()) {
    if (comparisonOf.has(first)) continue;
    const comparison: TimelineEvent[] = [];
    comparisonOf.set(first, comparison);
    const members = new Set([first]);
    // What is added while going through a set is gone through as well.
    for (const member of members) {
      yield;
      for (const slug of member.related) {
        const other = bySlug.get(slug);
        if (!other || comparisonOf.has(other) || !comparable(member, other)) continue;
        comparisonOf.set(other, comparison);
        members.add(other);
      }
    }
  }
  yield* pausing(bySlug.values(), (stating) => comparisonOf.get(stating)?.push(stating.event));
  return [...new Set(comparisonOf.values())].filter(({ length }) => length > 1);
});

function statingOf(event: TimelineEvent): Stating {
  const measures = new Set(event.figures.map(({ measure }) => measure));
  return { event, measures, related: new Set(event.relations.related) };
}

function comparable(one: Stating, other: Stating): boolean {
  return other.related.has(one.event.slug) && [...other.measures].some((measure) => one.measures.has(measure));
}
