/** Every address that the routes of a site have without a query, but for those that only links name, such as months. */
import { facetEntries, type PathFacet, pathFacets } from '../../chronology/facet.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { renamedIds } from '../../chronology/schema/vocabulary.ts';
import type { Site } from '../site/site.ts';

/** @param patterns of Express, as the routes have them */
export function* everyAddress({ chronology }: Site, patterns: readonly string[]): Generator<string> {
  const slugs = [...chronology.events, ...chronology.withdrawn].map(({ slug }) => slug);
  const values = pathFacets.flatMap((facet) =>
    valuesAt(facet, chronology).map((value): [string, string] => [facet, encodeURIComponent(value)]),
  );
  for (const pattern of new Set(patterns)) {
    // An image, a month and a file of the sitemap are named by what leads to them.
    if (/\*|:month|:number/.test(pattern)) continue;
    if (pattern.includes(':slug')) for (const slug of slugs) yield pattern.replace(':slug', slug);
    else if (pattern.includes(':value'))
      for (const [facet, value] of values) yield pattern.replace(':facet', facet).replace(':value', value);
    else if (pattern.includes(':facet')) for (const facet of pathFacets) yield pattern.replace(':facet', facet);
    else yield pattern;
  }
}

/** The values of a facet that events have, those under which they were known before, and those that are no more. */
function valuesAt(facet: PathFacet, chronology: Site['chronology']): readonly string[] {
  const { vocabulary } = chronology;
  const { values } = facetEntries[facet];
  const own = [...eventIndexOf(chronology).values(facet)];
  if ('takes' in values) return own;
  const retired = values.kind === undefined ? [] : (vocabulary.settings.retired?.[values.kind] ?? []);
  return [...own, ...renamedIds(values.entries(vocabulary)).keys(), ...retired];
}
