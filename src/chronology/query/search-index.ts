/** The search index of a chronology: term → events, in segments, so that a small update adds one small segment. */
import SearchableMap from 'minisearch/SearchableMap';
import { atOnce, inSlices, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { namesOfCountry } from '../country-names.ts';
import type { TimelineEvent } from '../event.ts';
import { writtenForms } from '../languages/dates-in-words.ts';
import type { WordLanguage } from '../languages/languages.ts';
import type { Text } from '../languages/text.ts';
import type { Vocabulary } from '../schema/vocabulary.ts';
import type { Positions } from './event-index.ts';
import { hasPrefix, termsOf } from './search-text.ts';

// The radix tree of minisearch 7.2.0 without its index, which takes three times the memory for scores: search results
// stand in the order of time, not of scores.
type Terms = SearchableMap<Uint32Array>;

/** The terms of some events. A segment never changes: an edited event is indexed again in a later segment. */
interface Segment {
  readonly events: readonly TimelineEvent[];
  /**
   * Two trees of term → documents that contain it. In the first, a document is an event, numbered by its index in the
   * segment. In the second it is an entry that events refer to (a person, a country), numbered on behind the events: its
   * names are indexed once however many events refer to it, and indexed again alone when a name is corrected.
   */
  readonly trees: readonly [own: Terms, names: Terms];
  /** The keys of these entries. */
  readonly entries: readonly string[];
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
    let reused: Segment[] = before ? yield* reusedSegments(before.#segments, before.#chronology, chronology) : [];
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
    for (const segment of segments) {
      const { events } = segment;
      const positionsInSegment = new Uint32Array(events.length);
      let isWhole = true;
      yield* pausing(events.entries(), ([index, event]) => {
        const position = positions.get(event);
        positionsInSegment[index] = position ?? REMOVED;
        if (position === undefined) isWhole = false;
      });
      if (positionsInSegment.some((position) => position !== REMOVED))
        inUse.push({ ...segment, positions: positionsInSegment, isWhole });
    }
    return new SearchIndex(inUse, chronology);
  }

  /** Adds the positions of the events that contain one of the terms; withdrawn events come after all shown ones. */
  *addHaving(terms: readonly string[], found: Positions): Work<void> {
    for (const { events, trees, eventsByEntry, positions } of this.#segments) {
      const add = (event: number) => {
        const position = positions[event] as number;
        if (position !== REMOVED) found.add(position);
      };
      // An entry that very many events refer to often contains several of the terms: its events are gone through once.
      const entries = new Set<number>();
      yield* pausing(terms, (term) => {
        const [own, names] = trees;
        for (const event of own.get(term) ?? []) add(event);
        for (const document of names.get(term) ?? []) entries.add(document - events.length);
      });
      yield* pausing(entries, (entry) => {
        for (const event of eventsByEntry[entry] ?? []) add(event);
      });
    }
  }

  has(term: string): boolean {
    return this.#segments.some((segment) => segment.trees.some((tree) => isInUse(segment, tree.get(term))));
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

  /** The terms within a number of edits of a word → their distance. */
  near(word: string, edits: number): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const segment of this.#segments)
      for (const tree of segment.trees)
        for (const [term, [documents, distance]] of tree.fuzzyGet(word, edits))
          if (isInUse(segment, documents)) found.set(term, distance);
    return found;
  }
}

/** The terms of a segment that begin with a word. */
function* termsIn(segment: SegmentInUse, word: string): Generator<string> {
  for (const tree of segment.trees)
    for (const [term, documents] of tree.atPrefix(word))
      if (hasPrefix(term, word) && isInUse(segment, documents)) yield term;
}

/** The events of these documents, by their index in the segment. */
function* eventsWith({ events, eventsByEntry }: Segment, documents: Iterable<number>): Generator<number> {
  for (const document of documents)
    if (document < events.length) yield document;
    else yield* eventsByEntry[document - events.length] ?? [];
}

/** Whether an event that is still in the chronology contains the term. */
function isInUse(segment: SegmentInUse, documents: Uint32Array | undefined): boolean {
  if (!documents) return false;
  if (segment.isWhole) return true;
  for (const event of eventsWith(segment, documents)) if (segment.positions[event] !== REMOVED) return true;
  return false;
}

/** The segments that a chronology can reuse from the one before it: with their names indexed again if the vocabulary changed. */
function* reusedSegments(
  segments: readonly Segment[],
  before: Chronology,
  { vocabulary }: Chronology,
): Work<Segment[]> {
  if (before.vocabulary === vocabulary) return [...segments];
  // Dates are indexed in the words of each language.
  if (before.vocabulary.settings.languages.join() !== vocabulary.settings.languages.join()) return [];
  const renamed: Segment[] = [];
  for (const { events, trees, entries, eventsByEntry } of segments) {
    const names = yield* namesOf(entries, events.length, vocabulary);
    renamed.push({ events, trees: [trees[0], names], entries, eventsByEntry });
  }
  return renamed;
}

/** Collects the terms of documents. */
class TermCollector {
  readonly #byTerm = new Map<string, number[]>();

  add(document: number, texts: readonly string[]): void {
    for (const term of texts.flatMap(termsOf)) {
      const documents = this.#byTerm.get(term);
      if (!documents) this.#byTerm.set(term, [document]);
      else if (documents.at(-1) !== document) documents.push(document);
    }
  }

  // Terms are collected in a Map, whose look-up is faster, and each is put into the tree only once.
  *tree(): Work<Terms> {
    const terms: Terms = new SearchableMap();
    yield* pausing(this.#byTerm, ([term, documents]) => terms.set(term, Uint32Array.from(documents)));
    return terms;
  }
}

function* segmentSteps(events: readonly TimelineEvent[], { vocabulary }: Chronology): Work<Segment> {
  const own = new TermCollector();
  const referring = new Map<string, number[]>();
  yield* pausing(piecesOf(events, vocabulary.settings.languages), ([index, texts]) => own.add(index, texts));
  yield* pausing(events.entries(), ([index, event]) => {
    for (const entry of entryKeysOf(event)) {
      const indexes = referring.get(entry);
      if (indexes) indexes.push(index);
      else referring.set(entry, [index]);
    }
  });
  const entries = [...referring.keys()];
  const eventsByEntry = [...referring.values()].map((indexes) => Uint32Array.from(indexes));
  const names = yield* namesOf(entries, events.length, vocabulary);
  return { events, trees: [yield* own.tree(), names], entries, eventsByEntry };
}

/** Texts of so many characters are indexed in some milliseconds. */
const FEW_CHARACTERS = 4000;

/** The texts of events, each of them in one piece where it is of usual length. */
function* piecesOf(
  events: readonly TimelineEvent[],
  languages: readonly WordLanguage[],
): Generator<readonly [index: number, texts: readonly string[]]> {
  for (const [index, event] of events.entries()) {
    const texts = textsOfEvent(event, languages);
    if (texts.reduce((sum, { length }) => sum + length, 0) <= FEW_CHARACTERS) yield [index, texts];
    else for (const text of texts) yield [index, [text]];
  }
}

/** The tree of the names of entries. */
function* namesOf(entries: readonly string[], eventCount: number, vocabulary: Vocabulary): Work<Terms> {
  const names = new TermCollector();
  yield* pausing(entries.entries(), ([index, entry]) => names.add(eventCount + index, namesOfEntry(entry, vocabulary)));
  return yield* names.tree();
}

/** The names of an entry of the vocabulary. */
interface Named {
  readonly name?: Text;
  readonly title?: Text;
  readonly label?: Text;
  readonly plural?: Text;
  readonly aka?: readonly string[];
  readonly printed?: readonly string[];
}

/** The texts of an event in every language, and its date in the words of a page. */
function textsOfEvent(event: TimelineEvent, languages: readonly WordLanguage[]): readonly string[] {
  const { title, summary, people, when, whenText } = event;
  const texts = [title, summary, whenText ?? {}, ...people.map(({ office }) => office ?? {})];
  const dates = languages.flatMap((language) => writtenForms(when, language));
  return [...texts.flatMap((text) => Object.values(text)), ...dates];
}

/** The keys of the entries that an event refers to: the kind, and the id or the code of a country. */
function entryKeysOf(event: TimelineEvent): ReadonlySet<string> {
  return new Set([
    `types ${event.type}`,
    ...(event.place === undefined ? [] : [`places ${event.place}`]),
    ...(event.series ? [`series ${event.series.id}`] : []),
    ...event.people.map(({ id }) => `people ${id}`),
    ...event.organizations.map((id) => `organizations ${id}`),
    ...event.sources.map(({ source }) => `sources ${source}`),
    ...event.countries.map((code) => `countries ${code}`),
  ]);
}

/** The names of an entry or a country in every language, and its other spellings. */
function namesOfEntry(key: string, { settings, ...files }: Vocabulary): readonly string[] {
  const [kind = '', id = ''] = key.split(' ');
  if (kind === 'countries') return namesOfCountry(id, { settings });
  const { types, series } = settings;
  const entries: Readonly<Record<string, Readonly<Record<string, Named>>>> = { types, series, ...files };
  const { name, title, label, plural, aka = [], printed = [] } = entries[kind]?.[id] ?? {};
  return [...[name, title, label, plural].flatMap((text) => Object.values(text ?? {})), ...printed, ...aka];
}

const ready = new WeakMap<Chronology, SearchIndex>();
const underWay = new WeakMap<Chronology, Promise<SearchIndex>>();

/** The index of a chronology; built at once if `prepareSearch` has not built it. */
export function searchIndexOf(chronology: Chronology): SearchIndex {
  const index = ready.get(chronology) ?? atOnce(SearchIndex.of(chronology));
  ready.set(chronology, index);
  return index;
}

/**
 * Builds the index of a chronology in slices; resolves when a search need not wait for it.
 *
 * @param before The chronology before an update: if its index is being built, that is awaited and reused.
 */
export async function prepareSearch(chronology: Chronology, before?: Chronology): Promise<void> {
  if (ready.has(chronology)) return;
  let index = underWay.get(chronology);
  if (!index) {
    index = indexAfter(chronology, before);
    underWay.set(chronology, index);
    // After a failure, the next call builds it again.
    index.catch(() => underWay.delete(chronology));
  }
  ready.set(chronology, await index);
}

async function indexAfter(chronology: Chronology, before: Chronology | undefined): Promise<SearchIndex> {
  const known = before && (ready.get(before) ?? (await underWay.get(before)?.catch(() => undefined)));
  return inSlices(SearchIndex.of(chronology, known));
}
