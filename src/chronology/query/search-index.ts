/** The search index of a chronology: term → events, in segments, so that a small update adds one small segment. */
import SearchableMap from 'minisearch/SearchableMap';
import { atOnce, inSlices, pausing, type Work } from '../../slices.ts';
import { type Chronology, typeOf } from '../chronology.ts';
import type { TimelineEvent } from '../event.ts';
import { formatWhen } from '../languages/dates-in-words.ts';
import { countryName } from '../languages/display-names.ts';
import type { Text } from '../languages/text.ts';
import type { Positions } from './event-index.ts';
import { hasPrefix, termsOf } from './search-text.ts';

// The radix tree of minisearch 7.2.0 without its index, which takes three times the memory for scores: search results
// stand in the order of time, not of scores.
type Terms = SearchableMap<Uint32Array>;

/** The terms of some events. A segment never changes: an edited event is indexed again in a later segment. */
interface Segment {
  readonly events: readonly TimelineEvent[];
  /**
   * Term → the documents that contain it. Document numbers below `events.length` are events; those after are entries
   * (people, countries and the like), whose names are indexed once however many events refer to them.
   */
  readonly terms: Terms;
  /** For each entry, the events that refer to it, by their index in the segment. */
  readonly eventsByEntry: readonly Uint32Array[];
}

/** A segment together with the positions of its events in one chronology. */
interface SegmentInUse extends Segment {
  /** The position of each event in the chronology, withdrawn ones last; REMOVED for an event that is no longer in it. */
  readonly positions: Uint32Array;
  /** Whether no event is removed. */
  readonly isWhole: boolean;
}

const REMOVED = 0xffffffff;
/** Beyond this number segments are merged, so that a search looks into few trees. */
const MOST_SEGMENTS = 6;

export class SearchIndex {
  readonly #segments: readonly SegmentInUse[];
  readonly #chronology: Chronology;

  private constructor(segments: readonly SegmentInUse[], chronology: Chronology) {
    this.#segments = segments;
    this.#chronology = chronology;
  }

  /**
   * @param before The index of the chronology before an update, whose segments are reused.
   * @param mostSegments From so many segments on, all but the first are indexed again as one.
   */
  static *of(chronology: Chronology, before?: SearchIndex, mostSegments = MOST_SEGMENTS): Work<SearchIndex> {
    const all = [...chronology.events, ...chronology.withdrawn];
    const positions = new Map<TimelineEvent, number>();
    yield* pausing(all.entries(), ([position, event]) => positions.set(event, position));
    // With another vocabulary, the names of entries may differ.
    let reused = before && before.#chronology.vocabulary === chronology.vocabulary ? [...before.#segments] : [];
    const removedCount = reused.reduce((sum, { events }) => sum + events.length, 0) - all.length;
    // Removed events cost time and memory until the index is built without them.
    if (removedCount > all.length / 4) reused = [];
    else if (reused.length >= mostSegments) reused = reused.slice(0, 1);
    const indexed = new Set<TimelineEvent>();
    for (const { events } of reused) yield* pausing(events, (event) => indexed.add(event));
    const missing: TimelineEvent[] = [];
    yield* pausing(all, (event) => indexed.has(event) || missing.push(event));
    const segments: Segment[] = missing.length > 0 ? [...reused, yield* segmentSteps(missing, chronology)] : reused;
    const inUse: SegmentInUse[] = [];
    for (const { events, terms, eventsByEntry } of segments) {
      const positionsInSegment = new Uint32Array(events.length);
      let isWhole = true;
      yield* pausing(events.entries(), ([index, event]) => {
        const position = positions.get(event);
        positionsInSegment[index] = position ?? REMOVED;
        if (position === undefined) isWhole = false;
      });
      if (positionsInSegment.some((position) => position !== REMOVED))
        inUse.push({ events, terms, eventsByEntry, positions: positionsInSegment, isWhole });
    }
    return new SearchIndex(inUse, chronology);
  }

  /** Adds to `found` the positions of the events that have one of the terms; withdrawn events come after all others. */
  *addHaving(terms: readonly string[], found: Positions): Work<void> {
    for (const { events, terms: tree, eventsByEntry, positions } of this.#segments) {
      const add = (event: number) => {
        const position = positions[event] as number;
        if (position !== REMOVED) found.add(position);
      };
      // An entry often has several of the terms, and very many events: they are added once.
      const entries = new Set<number>();
      yield* pausing(terms, (term) => {
        for (const document of tree.get(term) ?? [])
          if (document < events.length) add(document);
          else entries.add(document - events.length);
      });
      yield* pausing(entries, (entry) => {
        for (const event of eventsByEntry[entry] ?? []) add(event);
      });
    }
  }

  has(term: string): boolean {
    return this.#segments.some((segment) => isInUse(segment, segment.terms.get(term)));
  }

  /** The terms that begin with a word; there may be very many. */
  *termsWithPrefix(word: string): Work<readonly string[]> {
    const found = new Set<string>();
    for (const segment of this.#segments) yield* pausing(termsIn(segment, word), (term) => found.add(term));
    return [...found];
  }

  /** Whether any term begins with a word. */
  hasPrefix(word: string): boolean {
    return this.#segments.some((segment) => !termsIn(segment, word).next().done);
  }

  /** The terms within an edit distance of a word, each with its distance. */
  near(word: string, mostEdits: number): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const segment of this.#segments)
      for (const [term, [documents, distance]] of segment.terms.fuzzyGet(word, mostEdits))
        if (isInUse(segment, documents)) found.set(term, distance);
    return found;
  }
}

/** The terms of a segment that begin with a word. */
function* termsIn(segment: SegmentInUse, word: string): Generator<string> {
  for (const [term, documents] of segment.terms.atPrefix(word))
    if (hasPrefix(term, word) && isInUse(segment, documents)) yield term;
}

/** The events of these documents, by their index in the segment. */
function* eventsOf({ events, eventsByEntry }: Segment, documents: Iterable<number>): Generator<number> {
  for (const document of documents)
    if (document < events.length) yield document;
    else yield* eventsByEntry[document - events.length] ?? [];
}

/** Whether any of the documents belongs to an event that is still in the chronology. */
function isInUse(segment: SegmentInUse, documents: Uint32Array | undefined): boolean {
  if (!documents) return false;
  if (segment.isWhole) return true;
  for (const event of eventsOf(segment, documents)) if (segment.positions[event] !== REMOVED) return true;
  return false;
}

function* segmentSteps(events: readonly TimelineEvent[], chronology: Chronology): Work<Segment> {
  const documentsByTerm = new Map<string, number[]>();
  const add = (document: number, texts: readonly string[]) => {
    for (const term of texts.flatMap(termsOf)) {
      const documents = documentsByTerm.get(term);
      if (!documents) documentsByTerm.set(term, [document]);
      else if (documents.at(-1) !== document) documents.push(document);
    }
  };
  const referring = new Map<Entry | string, number[]>();
  yield* pausing(events.entries(), ([index, event]) => {
    add(index, textsOfEvent(event, chronology));
    for (const entry of entriesOf(chronology, event)) {
      const indexes = referring.get(entry);
      if (indexes) indexes.push(index);
      else {
        add(events.length + referring.size, namesOf(entry, chronology));
        referring.set(entry, [index]);
      }
    }
  });
  // Terms are collected in a Map, whose look-up is faster, and each is put into the tree only once.
  const terms: Terms = new SearchableMap();
  yield* pausing(documentsByTerm, ([term, documents]) => terms.set(term, Uint32Array.from(documents)));
  return { events, terms, eventsByEntry: [...referring.values()].map((indexes) => Uint32Array.from(indexes)) };
}

/** The names of a vocabulary's entry. */
interface Entry {
  readonly name?: Text;
  readonly title?: Text;
  readonly label?: Text;
  readonly plural?: Text;
  readonly aka?: readonly string[];
}

/** The texts of an event in every language, and its date in the words of a page. */
function textsOfEvent(event: TimelineEvent, { vocabulary }: Chronology): readonly string[] {
  const { title, summary, people, when, whenText } = event;
  const texts = [title, summary, whenText ?? {}, ...people.map(({ office }) => office ?? {})];
  return [
    ...texts.flatMap((text) => Object.values(text)),
    ...vocabulary.settings.languages.map((language) => formatWhen(when, language)),
  ];
}

/** The entries of the vocabulary that an event refers to, and the codes of its countries. */
function entriesOf(chronology: Chronology, event: TimelineEvent): ReadonlySet<Entry | string> {
  const { places, people, organizations, sources, settings } = chronology.vocabulary;
  const entries: readonly (Entry | undefined)[] = [
    typeOf(chronology, event),
    ...(event.place === undefined ? [] : [places[event.place]]),
    ...(event.series ? [settings.series[event.series.id]] : []),
    ...event.people.map(({ id }) => people[id]),
    ...event.organizations.map((id) => organizations[id]),
    ...event.sources.map(({ source }) => sources[source]),
  ];
  return new Set([...entries.filter((entry) => entry !== undefined), ...event.countries]);
}

/** The names of an entry or a country in every language, and its other spellings. */
function namesOf(entry: Entry | string, { vocabulary }: Chronology): readonly string[] {
  if (typeof entry === 'string') return vocabulary.settings.languages.map((language) => countryName(entry, language));
  const { name, title, label, plural, aka = [] } = entry;
  return [...[name, title, label, plural].flatMap((text) => Object.values(text ?? {})), ...aka];
}

const indexByChronology = new WeakMap<Chronology, SearchIndex>();
const buildByChronology = new WeakMap<Chronology, Promise<SearchIndex>>();

/** The index of a chronology; built at once where `prepareSearch` has not built it. */
export function searchIndexOf(chronology: Chronology): SearchIndex {
  const index = indexByChronology.get(chronology) ?? atOnce(SearchIndex.of(chronology));
  indexByChronology.set(chronology, index);
  return index;
}

/**
 * Builds the index of a chronology in slices, since it takes long for many events; resolves when `searchIndexOf` has it.
 *
 * @param before The chronology before an update, whose index is reused; one that is being built is waited for.
 */
export async function prepareSearch(chronology: Chronology, before?: Chronology): Promise<void> {
  if (indexByChronology.has(chronology)) return;
  let build = buildByChronology.get(chronology);
  if (!build) {
    build = buildIndex(chronology, before);
    buildByChronology.set(chronology, build);
    // The next request builds again where this build failed.
    build.catch(() => buildByChronology.delete(chronology));
  }
  indexByChronology.set(chronology, await build);
}

async function buildIndex(chronology: Chronology, before: Chronology | undefined): Promise<SearchIndex> {
  const earlier =
    before && (indexByChronology.get(before) ?? (await buildByChronology.get(before)?.catch(() => undefined)));
  return inSlices(SearchIndex.of(chronology, earlier));
}
