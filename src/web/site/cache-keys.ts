/** The keys by which shared caches find answers to purge: which ones an answer has, and which ones an edit touches. */
import { type Chronology, incomingTo } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { type Facet, facets, valuesOf } from '../../chronology/facet.ts';
import type { Query } from '../../chronology/query/query.ts';
import { pausing, type Work } from '../../slices.ts';

/** Of every document, so that one purge takes all. */
export const EVERY_DOCUMENT = 'annals';

/** Of every page: their forms count all events, and each event's page names its neighbours. */
export const PAGES = 'pages';

/** Of documents about the whole chronology, such as its sitemap. */
export const SITE_DOCUMENTS = 'site';

/** Of outputs of a view whose events are not chosen by a facet. */
const VIEWS = 'views';

/** Fastly and Cloudflare take 16 KB of keys, other caches as much as they take of a header. */
const MOST_KEYS = 20;

/** Of an output below a view: an edit of an event that the view has or had touches one of them. */
export function keysOfView({ facets: chosen }: Query): readonly string[] {
  const alternatives = facets.map((facet) => chosen[facet].map((value) => facetKey(facet, value)));
  // The facets narrow each other, and so the values of any one of them are enough.
  const [fewest] = alternatives.filter((keys) => keys.length > 0).sort((one, other) => one.length - other.length);
  return fewest === undefined || fewest.length > MOST_KEYS ? [VIEWS] : fewest;
}

export function keyOfEvent({ slug }: Pick<TimelineEvent, 'slug'>): string {
  return keyOf('event', slug);
}

function facetKey(facet: Facet, value: string): string {
  return keyOf(facet, value);
}

/** Letters, digits, `-`, `_`, `.` and `%`: none that separates keys, or that caches read as more than itself in a pattern. */
function keyOf(kind: string, id: string): string {
  return `${kind}-${encodeURIComponent(id).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

/**
 * The keys of all answers that may be others after an edit; none where nothing changed. Texts of events touch what tells of these
 * events and of those that name them. Anything else may move others in lists, dates of feeds and series, and touches every document.
 */
export function* touchedKeysSteps(before: Chronology, after: Chronology): Work<readonly string[]> {
  if (before === after) return [];
  if (before.vocabulary !== after.vocabulary || before.bySlug.size !== after.bySlug.size) return [EVERY_DOCUMENT];
  const keys = new Set<string>();
  let isMoved = false;
  yield* pausing(after.bySlug.values(), (event) => {
    const former = before.bySlug.get(event.slug);
    if (former === event) return;
    isMoved ||= former === undefined || placing(former) !== placing(event);
    for (const touched of [...(former ? [former] : []), event, ...relatedTo(event, after)]) {
      keys.add(keyOfEvent(touched));
      for (const facet of facets) for (const value of valuesOf(touched, facet)) keys.add(facetKey(facet, value));
    }
  });
  if (isMoved || keys.size > MOST_TOUCHED) return [EVERY_DOCUMENT];
  return keys.size === 0 ? [] : [PAGES, SITE_DOCUMENTS, VIEWS, ...keys];
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

/** The events to which an event is related, either way. */
function* relatedTo({ slug, relations, withdrawn }: TimelineEvent, chronology: Chronology): Generator<TimelineEvent> {
  const { partOf, follows, fulfils, related } = relations;
  for (const name of [partOf, ...follows, ...fulfils, ...related, withdrawn?.replacedBy]) {
    const other = name === undefined ? undefined : chronology.bySlug.get(name);
    if (other) yield other;
  }
  yield* Object.values(incomingTo(chronology, slug)).flat();
  yield* chronology.withdrawn.filter((other) => other.withdrawn?.replacedBy === slug);
}

/** As many as fit into a header of 4 KB. */
const MOST_TOUCHED = 80;
