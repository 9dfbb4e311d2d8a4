/** The keys by which shared caches find answers to purge: which ones an answer has, and which ones an edit touches. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { type Facet, facets, valuesOf } from '../../chronology/facet.ts';
import type { Query } from '../../chronology/query/query.ts';
import { touchedEventsSteps } from '../../chronology/touched-events.ts';
import { pausing, type Work } from '../../slices.ts';

/** Of every answer that a shared cache may keep, but for assets, whose paths change with their bytes. */
export const EVERY_ANSWER = 'annals';

const PAGES = 'pages';
const SITE_DOCUMENTS = 'site';
/** Of outputs of a view whose events are not chosen by a facet. */
const VIEWS = 'views';

/** Of a page, a redirect, an image or a fault: forms count all events, and each event's page names its neighbours. */
export const KEYS_OF_PAGE: readonly string[] = [EVERY_ANSWER, PAGES];

/** Of documents about the whole chronology, such as its sitemap. */
export const KEYS_OF_SITE: readonly string[] = [EVERY_ANSWER, SITE_DOCUMENTS];

/** Fastly and Cloudflare take 16 KB of keys, other caches as much as they take of a header. */
const MOST_KEYS = 20;

/** Of an output below a view: an edit of an event that the view has or had touches one of them. */
export function keysOfView({ facets: chosen, q }: Query): readonly string[] {
  const alternatives = facets.map((facet) => chosen[facet].map((value) => facetKey(facet, value)));
  // The facets narrow each other, and so the values of any one of them are enough.
  const [fewest] = alternatives.filter((keys) => keys.length > 0).sort((one, other) => one.length - other.length);
  // What a misspelt word is taken for hangs on the words of all events.
  const isOfAll = q !== undefined || fewest === undefined || fewest.length > MOST_KEYS;
  return [EVERY_ANSWER, ...(isOfAll ? [VIEWS] : fewest)];
}

export function keysOfEvent(event: Pick<TimelineEvent, 'slug'>): readonly string[] {
  return [EVERY_ANSWER, eventKey(event)];
}

function eventKey({ slug }: Pick<TimelineEvent, 'slug'>): string {
  return keyOf('event', slug);
}

function facetKey(facet: Facet, value: string): string {
  return keyOf(facet, value);
}

/** Letters, digits, `-`, `_`, `.` and `%`: none that separates keys, or that caches read as more than itself in a pattern. */
function keyOf(kind: string, id: string): string {
  const escaped = encodeURIComponent(id).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}-${escaped}`;
}

/** Varnish takes a header of 8 KB by default, other programs one of 4 KB. */
const MOST_CHARACTERS = 4000;

/** The keys, or that of every answer where they are too many for a header. */
export function boundedKeys(keys: readonly string[]): readonly string[] {
  return keys.join(' ').length > MOST_CHARACTERS ? [EVERY_ANSWER] : keys;
}

/**
 * The keys of all answers that may be others after an edit; none where nothing changed. Texts of events touch what tells of these
 * events and of those that name them. Anything else may move others in lists, dates of feeds and series, and touches every answer.
 */
export function* touchedKeysSteps(before: Chronology, after: Chronology): Work<readonly string[]> {
  if (before === after) return [];
  if (before.vocabulary !== after.vocabulary || before.bySlug.size !== after.bySlug.size) return [EVERY_ANSWER];
  const touched = yield* touchedEventsSteps(before, after);
  const keys = new Set<string>();
  let isMoved = false;
  yield* pausing(touched, (event) => {
    if (isMoved) return;
    const [former, now] = [before.bySlug.get(event.slug), after.bySlug.get(event.slug)];
    isMoved = former === undefined || now === undefined || (former !== now && placing(former) !== placing(now));
    keys.add(eventKey(event));
    for (const facet of facets) for (const value of valuesOf(event, facet)) keys.add(facetKey(facet, value));
  });
  if (isMoved) return [EVERY_ANSWER];
  return keys.size === 0 ? [] : boundedKeys([PAGES, SITE_DOCUMENTS, VIEWS, ...keys]);
}

/** What decides where an event stands among others. */
function placing({
  file,
  when,
  published,
  revisions,
  withdrawn,
  status,
  weight,
  series,
  relations,
}: TimelineEvent): string {
  const dates = revisions.map(({ date }) => date);
  return JSON.stringify([file, when.edtf, published, dates, withdrawn, status, weight, series, relations]);
}
