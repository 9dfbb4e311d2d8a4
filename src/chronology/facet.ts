/** The facets by which events are asked for, and the values that each event has under them. */
import { type Precision, precisionOf } from './dates/when.ts';
import type { TimelineEvent } from './event.ts';

/** The facets by which events can be asked for, in the order of the canonical address. */
export const facets = ['country', 'person', 'precision', 'series', 'source', 'type'] as const;
export type Facet = (typeof facets)[number];

/**
 * What events are looked up by: the facets, the status, the sources of other dates, and people with the country that they
 * stood for.
 */
export const lookups = [...facets, 'status', 'alternativeSource', 'delegate'] as const;
export type Lookup = (typeof lookups)[number];

/** The facets that have a path of their own, `/en/type/meeting/`. */
export const pathFacets = ['type', 'country', 'series', 'person', 'source'] as const;
export type PathFacet = (typeof pathFacets)[number];

export function isPathFacet(text: string): text is PathFacet {
  return (pathFacets as readonly string[]).includes(text);
}

/** The values that an event has under a facet, or is looked up by. */
export function valuesOf(event: TimelineEvent, lookup: Lookup): readonly string[] {
  switch (lookup) {
    case 'type':
      return [event.type];
    case 'country':
      return event.countries;
    case 'series':
      return event.series ? [event.series.id] : [];
    case 'person':
      return event.people.map(({ id }) => id);
    case 'source':
      return [...new Set(event.sources.map(({ source }) => source))];
    case 'precision':
      return [precisionOf(event.when) satisfies Precision];
    case 'status':
      return [event.status];
    case 'alternativeSource':
      return event.alternatives.flatMap(({ sources }) => sources.map(({ source }) => source));
    case 'delegate':
      return event.people.map(({ id, country }) => (country === undefined ? id : `${id} ${country}`));
  }
}
