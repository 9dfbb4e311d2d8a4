/** Which events a query selects, how many they are, how many would have each value of a facet, and which have anniversaries. */
import { type Anniversary, anniversaryOf } from '../anniversary.ts';
import type { Chronology } from '../chronology.ts';
import { possibleDays } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import { type Facet, facets, valuesOf } from '../facet.ts';
import { rememberPositions } from './day-columns.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { isOver, type Query, withValues } from './query.ts';
import { searchEvents } from './search.ts';

// A page selects the events of its query several times.
const eventsByQuery = new WeakMap<
  Query,
  { readonly chronology: Chronology; readonly events: readonly TimelineEvent[] }
>();

/** The events that a query selects, in the order of the chronology, without withdrawn ones. */
export function select(chronology: Chronology, query: Query): readonly TimelineEvent[] {
  const cached = eventsByQuery.get(query);
  if (cached?.chronology === chronology) return cached.events;
  const positions = selectedPositions(chronology, query)?.array();
  if (!positions) return chronology.events;
  const events = positions.map((position) => chronology.events[position] as TimelineEvent);
  rememberPositions(events, Uint32Array.from(positions));
  eventsByQuery.set(query, { chronology, events });
  return events;
}

/** How many events a query selects. */
export function countSelected(chronology: Chronology, query: Query): number {
  return selectedPositions(chronology, query)?.size() ?? chronology.events.length;
}

/** How many of the selected events have each status, without statuses that none has. */
export function countStatuses(chronology: Chronology, query: Query): ReadonlyMap<string, number> {
  return eventIndexOf(chronology).counts('status', selectedPositions(chronology, query));
}

const positionsByQuery = new WeakMap<
  Query,
  { readonly chronology: Chronology; readonly positions: Positions | undefined }
>();

/** The positions of the selected events, which the caller must not change; undefined for all events. */
export function selectedPositions(chronology: Chronology, query: Query): Positions | undefined {
  let cached = positionsByQuery.get(query);
  if (cached?.chronology !== chronology) {
    cached = { chronology, positions: findPositions(chronology, query) };
    if (cached.positions) positionsByQuery.set(query, cached);
  }
  return cached.positions;
}

const NO_VALUES: readonly string[] = [];

function findPositions(chronology: Chronology, query: Query): Positions | undefined {
  const index = eventIndexOf(chronology);
  if (isOver(query)) return index.having('type', NO_VALUES);
  const [first, ...others] = [
    ...(query.q === undefined ? [] : [searchEvents(chronology, query.q).positions.clone()]),
    ...facets.flatMap((facet) => {
      const wanted = query.facets[facet];
      return wanted.length === 0 ? [] : [index.having(facet, wanted)];
    }),
  ];
  for (const other of others) first?.intersection(other);
  if (!query.from && !query.to) return first;
  return first
    ? index.duringAmong(first, query.from?.day, query.to?.day)
    : index.during(query.from?.day, query.to?.day);
}

/** The withdrawn events that the query would select otherwise: outputs report them to subscribers as cancelled. */
export function selectWithdrawn(chronology: Chronology, query: Query): readonly TimelineEvent[] {
  const { withdrawn } = query.q === undefined ? chronology : searchEvents(chronology, query.q);
  return withdrawn.filter((event) => matches(event, query));
}

/**
 * How many events have each value of a facet, counted without the query's own values of that facet: as many as a reader
 * gets who asks for that value instead.
 */
export function countValues<F extends Facet>(
  chronology: Chronology,
  query: Query,
  countedFacets: readonly F[],
): Readonly<Record<F, ReadonlyMap<string, number>>> {
  const index = eventIndexOf(chronology);
  // Most facets have no value in the query, and share one selection.
  const selected = selectedPositions(chronology, query);
  const counts = countedFacets.map((facet) => {
    const among =
      query.facets[facet].length === 0 ? selected : selectedPositions(chronology, withValues(query, facet, []));
    return [facet, index.counts(facet, among)] as const;
  });
  return Object.fromEntries(counts) as Record<F, ReadonlyMap<string, number>>;
}

/** Whether an event matches the facets and the days of a query; its search words are not looked at. */
export function matches(event: TimelineEvent, query: Query): boolean {
  for (const facet of facets) {
    const wanted = query.facets[facet];
    if (wanted.length > 0 && !valuesOf(event, facet).some((value) => wanted.includes(value))) return false;
  }
  if (isOver(query)) return false;
  const { from, to } = possibleDays(event.when);
  if (query.from && to !== undefined && to < query.from.day) return false;
  if (query.to && from !== undefined && from > query.to.day) return false;
  return true;
}

/** Whether a query asks for no anniversaries of details, of which the chronology has some. */
export function leavesOutDetails(chronology: Chronology, { facets }: Pick<Query, 'facets'>): boolean {
  return facets.weight.length === 0 && [...eventIndexOf(chronology).values('weight')].includes('detail');
}

/** The anniversary of an event that a query selects; a detail has none, unless the query asks for some weight. */
export function anniversaryIn({ facets }: Pick<Query, 'facets'>, event: TimelineEvent): Anniversary | undefined {
  return event.weight === 'detail' && facets.weight.length === 0 ? undefined : anniversaryOf(event);
}
