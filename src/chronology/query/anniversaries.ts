/** Which anniversaries a query asks for: a detail has none, unless the query asks for some weight. */
import { type Anniversary, anniversaryOf } from '../anniversary.ts';
import type { TimelineEvent } from '../event.ts';
import type { Query } from './query.ts';

export function anniversaryIn({ facets }: Pick<Query, 'facets'>, event: TimelineEvent): Anniversary | undefined {
  return event.weight === 'detail' && facets.weight.length === 0 ? undefined : anniversaryOf(event);
}
