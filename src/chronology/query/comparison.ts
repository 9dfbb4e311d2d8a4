/** Which events state the same thing from several sources: events with figures of one measure that are related both ways. */
import { pausing, type Work } from '../../slices.ts';
import type { TimelineEvent } from '../event.ts';
import { memoizeByChronology } from './memoize.ts';

/** Two or more events, in the order of the chronology. */
export type Comparison = readonly TimelineEvent[];

interface Statement {
  readonly event: TimelineEvent;
  readonly measures: ReadonlySet<string>;
  readonly related: ReadonlySet<string>;
}

/**
 * All comparisons: the connected components of comparable events, so that each event is in one at the most. A relation
 * in one direction is not enough, for `related` may point at anything that is worth a look.
 */
export const comparisonsOf = memoizeByChronology(function* ({ events }): Work<readonly Comparison[]> {
  const bySlug = new Map<string, Statement>();
  yield* pausing(events, (event) => {
    if (event.figures.length > 0) bySlug.set(event.slug, statementOf(event));
  });
  const comparisonOf = new Map<Statement, TimelineEvent[]>();
  for (const first of bySlug.values()) {
    if (comparisonOf.has(first)) continue;
    const comparison: TimelineEvent[] = [];
    comparisonOf.set(first, comparison);
    const members = new Set([first]);
    // Iteration over a Set visits members that are added during it.
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
  yield* pausing(bySlug.values(), (statement) => comparisonOf.get(statement)?.push(statement.event));
  return [...new Set(comparisonOf.values())].filter(({ length }) => length > 1);
});

function statementOf(event: TimelineEvent): Statement {
  const measures = new Set(event.figures.map(({ measure }) => measure));
  return { event, measures, related: new Set(event.relations.related) };
}

function comparable(one: Statement, other: Statement): boolean {
  return other.related.has(one.event.slug) && [...other.measures].some((measure) => one.measures.has(measure));
}
