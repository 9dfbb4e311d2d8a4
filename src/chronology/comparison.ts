/** Statements of one thing by several sources: events that state the same measure and name each other as related. */
import type { Chronology } from './chronology.ts';
import type { TimelineEvent } from './event.ts';

/** Two or more events, in the order of the chronology. */
export type Comparison = readonly TimelineEvent[];

/**
 * Each event is in one comparison at most: what is compared with either of two is compared with both. A relation of one
 * direction is not enough, for it may lead to anything that is worth a look.
 */
export function comparisonsOf({ events }: Chronology): readonly Comparison[] {
  const stating = events.filter(({ figures }) => figures.length > 0);
  const bySlug = new Map(stating.map((event) => [event.slug, event]));
  const placed = new Set<TimelineEvent>();
  const comparisons: Comparison[] = [];
  for (const first of stating) {
    if (placed.has(first)) continue;
    placed.add(first);
    const members = new Set([first]);
    // What is added while going through a set is gone through as well.
    for (const member of members)
      for (const slug of member.relations.related) {
        const other = bySlug.get(slug);
        if (!other || placed.has(other) || !comparable(member, other)) continue;
        placed.add(other);
        members.add(other);
      }
    if (members.size > 1) comparisons.push(stating.filter((event) => members.has(event)));
  }
  return comparisons;
}

function comparable(one: TimelineEvent, other: TimelineEvent): boolean {
  const measures = new Set(one.figures.map(({ measure }) => measure));
  return other.relations.related.includes(one.slug) && other.figures.some(({ measure }) => measures.has(measure));
}
