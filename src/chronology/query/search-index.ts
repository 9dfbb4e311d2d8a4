/** The search index of a chronology: term → events, in segments, so that a small update adds one small segment. */

import SearchableMap from 'minisearch/SearchableMap';
import { atOnce, inSlices, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { shownNamesOfCountry } from '../country-names.ts';
import { namesOfEntry } from '../entry-names.ts';
import type { TimelineEvent } from '../event.ts';
import { writtenForms } from '../languages/dates-in-words.ts';
import { plainProse } from '../languages/prose.ts';
import type { LanguageTag } from '../languages/text.ts';
import { placeIdOf } from '../place.ts';
import type { IdKind, Vocabulary } from '../schema/vocabulary.ts';
import { type IndexData, indexData } from './search/exported-index.ts';
import { phrasesSteps } from './search/phrase-names.ts';
import { FIELDS, qualityOf } from './search/quality.ts';
import type { TermIndex } from './search/scoring.ts';
import { hasPrefix, termsOf } from './search/text.ts';

// The radix tree of minisearch 7.2.0 without its index, which takes three times the memory for frequencies: what a reader
// expects first does not hang on how often a word stands in a text, but on where.
type Terms = SearchableMap<Uint32Array>;

/** The terms of some events. A segment never changes: an edited event is indexed again in a later segment. */
interface Segment {
  readonly events: readonly TimelineEvent[];
  /**
   * Two trees of term → documents that contain it. In the first, a document is an event: twice its index in the segment, and
   * one more where its title has the term. In the second it is the index of an entry that events refer to (a person, a
   * country): its names are indexed once however many events refer to it, and indexed again alone when a name is corrected.
   */
  readonly trees: readonly [own: Terms, names: Terms];
  /** The key of each of these entries → the events that refer to it, by their index in the segment. */
  readonly entries: ReadonlyMap<string, Uint32Array>;
  /** The same events, by the index of the entry. */
  readonly eventsByEntry: readonly Uint32Array[];
  /** How well each entry answers a search, by its index. */
  readonly fieldByEntry: Uint8Array;
  /** The indexes of the entries that are countries. */
  readonly countries: ReadonlySet<number>;
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

export class SearchIndex implements TermIndex {
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

  /**
   * Notes for each event that contains one of the terms how well it answers a search for them, at its position; withdrawn
   * events come after all shown ones.
   *
   * @param exactness of each term: how near it is to what was asked for
   * @param qualities where a better quality stands, it stays
   * @param withoutCountries whether the names of countries that an event refers to do not count
   */
  *rate(
    terms: Iterable<readonly [term: string, exactness: number]>,
    qualities: Uint8Array,
    withoutCountries = false,
  ): Work<void> {
    const known = [...terms];
    for (const { trees, eventsByEntry, fieldByEntry, countries, positions } of this.#segments) {
      const note = (event: number, quality: number) => {
        const position = positions[event] as number;
        if (position !== REMOVED && quality > (qualities[position] as number)) qualities[position] = quality;
      };
      // An entry that very many events refer to often contains several of the terms: its events are gone through once.
      const entries = new Map<number, number>();
      const [own, names] = trees;
      yield* pausing(known, ([term, exactness]) => {
        for (const document of own.get(term) ?? [])
          note(document >>> 1, qualityOf(document & 1 ? FIELDS.title : FIELDS.text, exactness));
        for (const entry of names.get(term) ?? []) {
          if (withoutCountries && countries.has(entry)) continue;
          const quality = qualityOf(fieldByEntry[entry] as number, exactness);
          if (quality > (entries.get(entry) ?? 0)) entries.set(entry, quality);
        }
      });
      yield* pausing(entries, ([entry, quality]) => {
        for (const event of eventsByEntry[entry] ?? []) note(event, quality);
      });
    }
  }

  /** The same for the events that refer to an entry. */
  rateEntry(key: string, exactness: number, qualities: Uint8Array): void {
    for (const { entries, positions } of this.#segments)
      for (const event of entries.get(key) ?? []) {
        const position = positions[event] as number;
        const quality = qualityOf(FIELDS.name, exactness);
        if (position !== REMOVED && quality > (qualities[position] as number)) qualities[position] = quality;
      }
  }

  /** How many positions there are. */
  get size(): number {
    return this.#chronology.events.length + this.#chronology.withdrawn.length;
  }

  hasEntry(key: string): boolean {
    return this.#segments.some(({ entries, positions }) =>
      entries.get(key)?.some((event) => positions[event] !== REMOVED),
    );
  }

  has(term: string): boolean {
    return this.#segments.some((segment) => treesOf(segment).some(([tree, isUsed]) => isUsed(tree.get(term))));
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
      for (const [tree, isUsed] of treesOf(segment))
        for (const [term, [documents, distance]] of tree.fuzzyGet(word, edits))
          if (isUsed(documents)) found.set(term, distance);
    return found;
  }
}

/** The terms of a segment that begin with a word. */
function* termsIn(segment: SegmentInUse, word: string): Generator<string> {
  for (const [tree, isUsed] of treesOf(segment))
    for (const [term, documents] of tree.atPrefix(word)) if (hasPrefix(term, word) && isUsed(documents)) yield term;
}

/** Each tree of a segment, with whether an event that is still in the chronology is among documents of the tree. */
function treesOf({ trees, eventsByEntry, positions, isWhole }: SegmentInUse) {
  const isKept = (event: number) => positions[event] !== REMOVED;
  const isUsedBy = (holds: (document: number) => boolean) => (documents: Uint32Array | undefined) =>
    documents !== undefined && (isWhole || documents.some(holds));
  return [
    [trees[0], isUsedBy((document) => isKept(document >>> 1))],
    [trees[1], isUsedBy((entry) => (eventsByEntry[entry] as Uint32Array).some(isKept))],
  ] as const;
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
  for (const segment of segments) {
    const names = yield* namesOf(segment.entries.keys(), vocabulary);
    renamed.push({ ...segment, trees: [segment.trees[0], names] });
  }
  return renamed;
}

/** Collects the terms of documents. */
class TermCollector {
  readonly #byTerm = new Map<string, number[]>();

  /** @param isAnother whether a document is other than the one that was added last to a term */
  add(document: number, texts: readonly string[], isAnother = (last: number) => last !== document): void {
    for (const term of texts.flatMap(termsOf)) {
      const documents = this.#byTerm.get(term);
      if (!documents) this.#byTerm.set(term, [document]);
      else if (isAnother(documents.at(-1) as number)) documents.push(document);
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
  yield* pausing(piecesOf(events, vocabulary.settings.languages), ({ index, texts, isTitle }) =>
    // The title comes first: a term that it has is not noted again.
    own.add(2 * index + (isTitle ? 1 : 0), texts, (last) => last >>> 1 !== index),
  );
  yield* pausing(events.entries(), ([index, event]) => {
    for (const entry of entryKeysOf(event)) {
      const indexes = referring.get(entry);
      if (indexes) indexes.push(index);
      else referring.set(entry, [index]);
    }
  });
  const entries = new Map<string, Uint32Array>();
  yield* pausing(referring, ([entry, indexes]) => entries.set(entry, Uint32Array.from(indexes)));
  const fieldByEntry = Uint8Array.from(entries.keys(), (key) =>
    /^(types|sources) /.test(key) ? FIELDS.aside : FIELDS.name,
  );
  const countries = new Set([...entries.keys()].flatMap((key, entry) => (key.startsWith('countries ') ? [entry] : [])));
  const trees = [yield* own.tree(), yield* namesOf(entries.keys(), vocabulary)] as const;
  return { events, trees, entries, eventsByEntry: [...entries.values()], fieldByEntry, countries };
}

/** Texts of so many characters are indexed in some milliseconds. */
const FEW_CHARACTERS = 4000;

/** Some texts of an event, by its index in the segment. */
interface Piece {
  readonly index: number;
  readonly texts: readonly string[];
  readonly isTitle: boolean;
}

/** The titles of events, and then their other texts, in one piece where they are of usual length. */
function* piecesOf(events: readonly TimelineEvent[], languages: readonly LanguageTag[]): Generator<Piece> {
  for (const [index, event] of events.entries()) {
    const [titles, texts] = textsOfEvent(event, languages);
    yield { index, texts: titles, isTitle: true };
    if (texts.reduce((sum, { length }) => sum + length, 0) <= FEW_CHARACTERS) yield { index, texts, isTitle: false };
    else for (const text of texts) yield { index, texts: [text], isTitle: false };
  }
}

/** The tree of the names of entries. */
function* namesOf(entries: Iterable<string>, vocabulary: Vocabulary): Work<Terms> {
  const names = new TermCollector();
  let index = 0;
  yield* pausing(entries, (entry) => names.add(index++, namesBehind(entry, vocabulary)));
  return yield* names.tree();
}

/** The names of an entry of the vocabulary. */
/** The titles of an event in every language, and its other texts, with its date in the words of a page. */
function textsOfEvent(
  event: TimelineEvent,
  languages: readonly LanguageTag[],
): readonly [titles: readonly string[], others: readonly string[]] {
  const { title, shortTitle = {}, summary, place, url, links, image, people, when, whenText } = event;
  // A place that is an entry is found by the names of the entry.
  const texts = [
    whenText ?? {},
    typeof place === 'object' ? place : {},
    ...people.map(({ office }) => office ?? {}),
    ...links.map(({ label }) => label),
    // Not the credit: who made a photograph is nothing of what happened.
    image?.alt ?? {},
  ];
  const hosts = [url ?? [], links.map((link) => link.url)].flat(2).map((address) => new URL(address).hostname);
  const dates = languages.flatMap((language) => writtenForms(when, language));
  return [
    [title, shortTitle].flatMap((text) => Object.values(text)),
    [
      ...Object.values(summary).map((text) => plainProse(text)),
      ...texts.flatMap((text) => Object.values(text)),
      ...dates,
      ...hosts,
    ],
  ];
}

/** The keys of the entries that an event refers to: the kind, and the id or the code of a country. */
function entryKeysOf(event: TimelineEvent): ReadonlySet<string> {
  return new Set([
    `types ${event.type}`,
    ...[placeIdOf(event) ?? []].flat().map((id) => `places ${id}`),
    ...(event.series ? [`series ${event.series.id}`] : []),
    ...event.people.map(({ id }) => `people ${id}`),
    ...event.organizations.map((id) => `organizations ${id}`),
    ...event.tags.map((id) => `tags ${id}`),
    ...event.sources.map(({ source }) => `sources ${source}`),
    ...event.countries.map((code) => `countries ${code}`),
  ]);
}

/**
 * The names by which events are found that refer to the entry. Those of a country are phrases: the "Republic" of
 * "Kyrgyz Republic" alone would find most events of most chronologies. A tag without an entry is its own name.
 */
function namesBehind(key: string, vocabulary: Vocabulary): readonly string[] {
  const [kind = '', id = ''] = key.split(' ');
  if (kind === 'countries') return shownNamesOfCountry(id, vocabulary);
  const names = namesOfEntry(kind as IdKind, id, vocabulary);
  return names.length === 0 && kind === 'tags' ? [id] : names;
}

/** The terms of all events, indexed as one segment, as data that another program searches. */
export function* indexDataSteps(chronology: Chronology): Work<IndexData> {
  // By position, as the data tell events: the shown ones and then the withdrawn.
  const all = [...chronology.events, ...chronology.withdrawn];
  const { trees, entries, fieldByEntry } = yield* segmentSteps(all, chronology);
  const [own, names] = trees;
  return indexData(all.length, {
    own,
    names,
    entries: Array.from(entries, ([key, events], entry) => ({ key, field: fieldByEntry[entry] as number, events })),
  });
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
  await inSlices(phrasesSteps(chronology.vocabulary));
  return inSlices(SearchIndex.of(chronology, known));
}
