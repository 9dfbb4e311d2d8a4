/** Which events of a chronology have which words, in segments: a reading that changed few events adds few words. */
import SearchableMap from 'minisearch/SearchableMap';
import { atOnce, inSlices, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { TimelineEvent } from '../event.ts';
import { formatWhen, type WordLanguage } from '../languages/dates-in-words.ts';
import { countryName } from '../languages/display-names.ts';
import type { Text } from '../languages/text.ts';
import type { Vocabulary } from '../schema/vocabulary.ts';
import type { Positions } from './event-index.ts';
import { begins, termsOf } from './search-text.ts';

// The tree of words of minisearch 7.2.0 without its index, which keeps scores in three times the memory: events
// stand in order of time, not of scores.
type Terms = SearchableMap<Uint32Array>;

/** The words of some events, which are never changed: an event that was edited stands in a later segment. */
interface Segment {
  readonly events: readonly TimelineEvent[];
  /**
   * Two trees of term → the documents that have it. Of what events say themselves, a document is an event by its position
   * in the segment; of names, it is a thing that events name (a person, a country), counted on behind the events: it is
   * read once however many events name it, and again alone when a name is corrected.
   */
  readonly trees: readonly [own: Terms, names: Terms];
  /** Keys of what is named, and the events that name each. */
  readonly things: readonly string[];
  readonly named: readonly Uint32Array[];
}

/** A segment as one chronology has it. */
interface SegmentInUse extends Segment {
  /** Where each event stands among those of the chronology, withdrawn ones last; GONE for one that it does not have. */
  readonly positions: Uint32Array;
  /** Whether none is gone. */
  readonly isWhole: boolean;
}

const GONE = 0xffffffff;
/** More segments than this are put together, so that a search looks into few trees. */
const MOST_SEGMENTS = 6;
export class SearchIndex {
  readonly #segments: readonly SegmentInUse[];
  readonly #chronology: Chronology;

  private constructor(segments: readonly SegmentInUse[], chronology: Chronology) {
    this.#segments = segments;
    this.#chronology = chronology;
  }

  /**
   * @param before The index of a chronology of which this one is a revision.
   * @param mostSegments How many segments of it may stay as they are.
   */
  static *of(chronology: Chronology, before?: SearchIndex, mostSegments = MOST_SEGMENTS): Work<SearchIndex> {
    const all = [...chronology.events, ...chronology.withdrawn];
    const positions = new Map<TimelineEvent, number>();
    yield* pausing(all.entries(), ([position, event]) => positions.set(event, position));
    let reused: Segment[] = before ? yield* segmentsOf(before.#segments, before.#chronology, chronology) : [];
    const gone = reused.reduce((sum, { events }) => sum + events.length, 0) - all.length;
    // What is gone costs time and memory until it is left out.
    if (gone > all.length / 4) reused = [];
    else if (reused.length >= mostSegments) reused = reused.slice(0, 1);
    const known = new Set<TimelineEvent>();
    for (const { events } of reused) yield* pausing(events, (event) => known.add(event));
    const fresh: TimelineEvent[] = [];
    yield* pausing(all, (event) => known.has(event) || fresh.push(event));
    const segments: Segment[] = fresh.length > 0 ? [...reused, yield* segmentOf(fresh, chronology)] : reused;
    const used: SegmentInUse[] = [];
    for (const segment of segments) {
      const { events } = segment;
      const inUse = new Uint32Array(events.length);
      let isWhole = true;
      yield* pausing(events.entries(), ([index, event]) => {
        const position = positions.get(event);
        inUse[index] = position ?? GONE;
        if (position === undefined) isWhole = false;
      });
      if (inUse.some((position) => position !== GONE)) used.push({ ...segment, positions: inUse, isWhole });
    }
    return new SearchIndex(used, chronology);
  }

  /** Adds the positions of the events that have one of the terms: among those of the chronology, withdrawn ones last. */
  *addHaving(terms: readonly string[], found: Positions): Work<void> {
    for (const { events, trees, named, positions } of this.#segments) {
      const add = (event: number) => {
        const position = positions[event] as number;
        if (position !== GONE) found.add(position);
      };
      // What very many events name has several of the terms most often, and is gone through once.
      const things = new Set<number>();
      yield* pausing(terms, (term) => {
        const [own, names] = trees;
        for (const event of own.get(term) ?? []) add(event);
        for (const document of names.get(term) ?? []) things.add(document - events.length);
      });
      yield* pausing(things, (thing) => {
        for (const event of named[thing] ?? []) add(event);
      });
    }
  }

  has(term: string): boolean {
    return this.#segments.some((segment) => segment.trees.some((tree) => isInUse(segment, tree.get(term))));
  }

  /** The terms that begin with a word, of which there may be very many. */
  *beginningWith(word: string): Work<readonly string[]> {
    const found = new Set<string>();
    for (const segment of this.#segments) yield* pausing(termsIn(segment, word), (term) => found.add(term));
    return [...found];
  }

  /** Whether any term begins with a word. */
  isBegun(word: string): boolean {
    return this.#segments.some((segment) => !termsIn(segment, word).next().done);
  }

  /** The terms that at most so many edits make of a word, with how many each takes. */
  near(word: string, edits: number): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const segment of this.#segments)
      for (const tree of segment.trees)
        for (const [term, [documents, distance]] of tree.fuzzyGet(word, edits))
          if (isInUse(segment, documents)) found.set(term, distance);
    return found;
  }
}

/** Those of a segment's terms that begin with a word. */
function* termsIn(segment: SegmentInUse, word: string): Generator<string> {
  for (const tree of segment.trees)
    for (const [term, documents] of tree.atPrefix(word))
      if (begins(term, word) && isInUse(segment, documents)) yield term;
}

/** The positions in a segment of the events that stand for these documents. */
function* eventsWith({ events, named }: Segment, documents: Iterable<number>): Generator<number> {
  for (const document of documents)
    if (document < events.length) yield document;
    else yield* named[document - events.length] ?? [];
}

/** Whether an event of the chronology has the term: words of what is gone stand nowhere. */
function isInUse(segment: SegmentInUse, documents: Uint32Array | undefined): boolean {
  if (!documents) return false;
  if (segment.isWhole) return true;
  for (const event of eventsWith(segment, documents)) if (segment.positions[event] !== GONE) return true;
  return false;
}

/** Segments of a chronology of before that another one can use: with its names, where its vocabulary is another. */
function* segmentsOf(segments: readonly Segment[], before: Chronology, { vocabulary }: Chronology): Work<Segment[]> {
  if (before.vocabulary === vocabulary) return [...segments];
  // In which words dates are found depends on the languages.
  if (before.vocabulary.settings.languages.join() !== vocabulary.settings.languages.join()) return [];
  const renamed: Segment[] = [];
  for (const { events, trees, things, named } of segments) {
    const names = yield* namesOf(things, events.length, vocabulary);
    renamed.push({ events, trees: [trees[0], names], things, named });
  }
  return renamed;
}

/** Of some documents, the terms of each. */
class Documents {
  readonly #byTerm = new Map<string, number[]>();

  add(document: number, texts: readonly string[]): void {
    for (const term of texts.flatMap(termsOf)) {
      const having = this.#byTerm.get(term);
      if (!having) this.#byTerm.set(term, [document]);
      else if (having.at(-1) !== document) having.push(document);
    }
  }

  // A map finds a term at once, the tree letter by letter: so each goes into the tree only once.
  *tree(): Work<Terms> {
    const terms: Terms = new SearchableMap();
    yield* pausing(this.#byTerm, ([term, having]) => terms.set(term, Uint32Array.from(having)));
    return terms;
  }
}

function* segmentOf(events: readonly TimelineEvent[], { vocabulary }: Chronology): Work<Segment> {
  const own = new Documents();
  const naming = new Map<string, number[]>();
  yield* pausing(events.entries(), ([position, event]) => {
    own.add(position, ownTexts(event, vocabulary.settings.languages));
    for (const thing of namedBy(event)) {
      const by = naming.get(thing);
      if (by) by.push(position);
      else naming.set(thing, [position]);
    }
  });
  const things = [...naming.keys()];
  const named = [...naming.values()].map((by) => Uint32Array.from(by));
  return { events, trees: [yield* own.tree(), yield* namesOf(things, events.length, vocabulary)], things, named };
}

/** What the things that some events name are called. */
function* namesOf(things: readonly string[], eventCount: number, vocabulary: Vocabulary): Work<Terms> {
  const names = new Documents();
  yield* pausing(things.entries(), ([index, thing]) => names.add(eventCount + index, namesOfThing(thing, vocabulary)));
  return yield* names.tree();
}

/** What an entry of a vocabulary is called. */
interface Named {
  readonly name?: Text;
  readonly title?: Text;
  readonly label?: Text;
  readonly plural?: Text;
  readonly aka?: readonly string[];
}

/** What an event says in every language, and its date as a page tells it. */
function ownTexts(event: TimelineEvent, languages: readonly WordLanguage[]): readonly string[] {
  const { title, summary, people, when, whenText } = event;
  const texts = [title, summary, whenText ?? {}, ...people.map(({ office }) => office ?? {})];
  return [...texts.flatMap((text) => Object.values(text)), ...languages.map((language) => formatWhen(when, language))];
}

/** Keys of what an event names: the kind, and the id or the country's code. */
function namedBy(event: TimelineEvent): ReadonlySet<string> {
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

/** What a thing is called in every language, and its other spellings. */
function namesOfThing(key: string, { settings, ...files }: Vocabulary): readonly string[] {
  const [kind = '', id = ''] = key.split(' ');
  if (kind === 'countries') return settings.languages.map((language) => countryName(id, language));
  const { types, series } = settings;
  const entries: Readonly<Record<string, Readonly<Record<string, Named>>>> = { types, series, ...files };
  const { name, title, label, plural, aka = [] } = entries[kind]?.[id] ?? {};
  return [...[name, title, label, plural].flatMap((text) => Object.values(text ?? {})), ...aka];
}

const ready = new WeakMap<Chronology, SearchIndex>();
const underWay = new WeakMap<Chronology, Promise<SearchIndex>>();

/** The index of a chronology; made at once where that was not done before. */
export function searchIndexOf(chronology: Chronology): SearchIndex {
  const index = ready.get(chronology) ?? atOnce(SearchIndex.of(chronology));
  ready.set(chronology, index);
  return index;
}

/**
 * Resolves when a chronology can be searched at once. The index is made in slices, for it takes long where there are many
 * events.
 *
 * @param before A chronology of which this one is a revision: its index is made first, if it is being made.
 */
export async function searchable(chronology: Chronology, before?: Chronology): Promise<void> {
  if (ready.has(chronology)) return;
  let index = underWay.get(chronology);
  if (!index) {
    index = indexAfter(chronology, before);
    underWay.set(chronology, index);
    // One that failed is made again for the next who asks.
    index.catch(() => underWay.delete(chronology));
  }
  ready.set(chronology, await index);
}

async function indexAfter(chronology: Chronology, before: Chronology | undefined): Promise<SearchIndex> {
  const known = before && (ready.get(before) ?? (await underWay.get(before)?.catch(() => undefined)));
  return inSlices(SearchIndex.of(chronology, known));
}
