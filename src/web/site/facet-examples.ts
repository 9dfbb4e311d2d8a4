/** Values of a facet, as examples of what its parameter takes. */
import type { Chronology } from '../../chronology/chronology.ts';
import { type Facet, facetEntries } from '../../chronology/facet.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { allowedValues } from '../../chronology/query/query.ts';

/** More are no choice to be listed: they stand on the facet's own page. */
const MOST_LISTED = 50;

/** The values that a facet takes, where they are few; undefined where they are many. */
export function listedValues(chronology: Chronology, facet: Facet): readonly string[] | undefined {
  const values = allowedValues(facet, chronology);
  // Where no entries list them, others are taken as well, and nothing has them.
  const isClosed = 'entries' in facetEntries[facet].values;
  return isClosed && values.size > 0 && values.size <= MOST_LISTED ? [...values].sort() : undefined;
}

/** A value that some event has; undefined where none has any. */
export function exampleOf(chronology: Chronology, facet: Facet): string | undefined {
  const [first] = [...eventIndexOf(chronology).values(facet)];
  return first;
}
