/** Which pages have the addresses nearest to one that leads nowhere: of a misspelt slug, id, name or word of the path. */
import type { Chronology } from '../../../chronology/chronology.ts';
import { namesOfCountry } from '../../../chronology/country-names.ts';
import { namesOfEntry } from '../../../chronology/entry-names.ts';
import {
  type Facet,
  facetByName,
  facetEntries,
  facetText,
  isPathFacet,
  type PathFacet,
  pathFacets,
} from '../../../chronology/facet.ts';
import { allNearestSteps, comparableSteps, nearest } from '../../../chronology/files/spelling.ts';
import { wordsOf } from '../../../chronology/languages/languages.ts';
import { eventIndexOf } from '../../../chronology/query/event-index.ts';
import { memoizeByChronology } from '../../../chronology/query/memoize.ts';
import { EVERYTHING } from '../../../chronology/query/query.ts';
import { pausing, type Work } from '../../../slices.ts';
import { facetIndexPath, navigation, sitePagePath, subscribePath } from '../../site/address.ts';
import type { Site } from '../../site/site.ts';
import type { Link } from '../../site/templates.ts';
import { eventLink, facetLink } from '../parts/event-line.ts';
import { link, type PageContext } from '../parts/frame.ts';

/** More would be a list to read, and no advice. */
const MOST_NEAR = 5;

/** The kinds of address below a language that have something named behind them. */
const KINDS = ['events', ...pathFacets] as const;

/** @param path as it was asked for, with percent-encoding that can be decoded */
export function* nearAddressesSteps(path: string, context: PageContext): Work<readonly Link[]> {
  const [first, second] = segmentsBelowLanguage(path, context.site);
  if (first === undefined) return [];
  const links = second === undefined ? yield* namedAlone(first, context) : yield* namedIn(first, second, context);
  return links.slice(0, MOST_NEAR);
}

/** What a reader may have looked for, in words. */
export function wordsOfPath(path: string, site: Site): string {
  const last = segmentsBelowLanguage(path, site).slice(0, 2).at(-1) ?? '';
  return last
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 60);
}

function segmentsBelowLanguage(path: string, { chronology }: Site): readonly string[] {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  const first = segments[0]?.toLowerCase();
  const isBelowLanguage = chronology.vocabulary.settings.languages.some((language) => language.toLowerCase() === first);
  // Ids have no extension.
  return (isBelowLanguage ? segments.slice(1) : segments).map((segment) => segment.replace(/\.\w+$/, ''));
}

/** `/en/figure`, or what has lost the word before it: `/en/summit`. */
function* namedAlone(name: string, context: PageContext): Work<readonly Link[]> {
  const page = nearest(name, navigation);
  const pages = page === undefined ? [] : [pageLink(page, context)];
  const links = [...pages, ...nearestIndex(name, context), ...(yield* nearestEvents(name, context))];
  for (const facet of pathFacets) links.push(...(yield* nearestValues(facet, name, context)));
  return links;
}

/** The page of all values of the facet whose name, or another that people give it, is nearest. */
function nearestIndex(name: string, context: PageContext): readonly Link[] {
  const near = nearest(name, facetByName.keys());
  const facet = near === undefined ? undefined : facetByName.get(near);
  if (facet === undefined || !isPathFacet(facet)) return [];
  if (eventIndexOf(context.site.chronology).valueCount(facet) === 0) return [];
  const { language, words } = context;
  return [link({ text: words(`index.${facet}`) }, facetIndexPath(language, facet), context)];
}

/** `/en/event/summit`, `/en/type/meetings/`. */
function* namedIn(kind: string, name: string, context: PageContext): Work<readonly Link[]> {
  const called = facetByName.get(kind.toLowerCase());
  const meant = called !== undefined && isPathFacet(called) ? called : nearest(kind, KINDS);
  if (meant === undefined) return yield* namedAlone(name, context);
  const links = meant === 'events' ? yield* nearestEvents(name, context) : yield* nearestValues(meant, name, context);
  return links.length > 0 ? links : yield* namedAlone(name, context);
}

function pageLink(page: (typeof navigation)[number], context: PageContext): Link {
  const { language, words } = context;
  const path = page === 'subscribe' ? subscribePath(language, EVERYTHING) : sitePagePath(language, page);
  return link({ text: words(`site.${page}`) }, path, context);
}

function* nearestEvents(name: string, context: PageContext): Work<readonly Link[]> {
  const { events, bySlug } = context.site.chronology;
  const slug = name.toLowerCase();
  const found = yield* allNearestSteps(slug, yield* comparableSteps(slug, events.length, bySlug.keys()));
  return found.flatMap((other) => {
    const event = bySlug.get(other);
    return event ? [eventLink(event, context)] : [];
  });
}

/** The values of a facet that events have, by their ids and by all their names. */
function* nearestValues(facet: PathFacet, name: string, context: PageContext): Work<readonly Link[]> {
  const values = yield* nearestValuesSteps(facet, name, context.site.chronology);
  return values.map((value) => facetLink(facet, value, context));
}

/** The values of a facet that events have, of those whose id or name is nearest to a misspelt one. */
export function* nearestValuesSteps(facet: Facet, name: string, chronology: Chronology): Work<readonly string[]> {
  const valueByName = yield* valuesByName.steps(chronology, facet);
  const small = name.toLowerCase();
  const found = yield* allNearestSteps(small, yield* comparableSteps(small, valueByName.size, valueByName.keys()));
  return [...new Set(found.flatMap((known) => valueByName.get(known) ?? []))];
}

/** Each name of a value of the facet, in small letters → the value. */
const valuesByName = memoizeByChronology(function* (chronology, facet: Facet): Work<ReadonlyMap<string, string>> {
  const valueByName = new Map<string, string>();
  yield* pausing(eventIndexOf(chronology).values(facet), (value) => {
    for (const known of [value, ...namesOf(facet, value, chronology)]) {
      const key = known.toLowerCase();
      if (!valueByName.has(key)) valueByName.set(key, value);
    }
  });
  return valueByName;
});

function namesOf(facet: Facet, value: string, { vocabulary }: Chronology): readonly string[] {
  if (facet === 'country') return namesOfCountry(value, vocabulary);
  const { values } = facetEntries[facet];
  if ('entries' in values && values.kind !== undefined) return namesOfEntry(values.kind, value, vocabulary);
  return vocabulary.settings.languages.map(
    (language) => facetText(facet, value, vocabulary, { language, words: wordsOf(language) }).text,
  );
}

/** The facet and value that a path names, known or not. */
export function facetInPath(path: string): { readonly facet: PathFacet; readonly value: string } | undefined {
  const [, , facet = '', value = ''] = path.split('/');
  return isPathFacet(facet) && value !== '' ? { facet, value: decodeURIComponent(value) } : undefined;
}
