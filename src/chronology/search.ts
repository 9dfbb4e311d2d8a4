/** Full-text search: the words of a chronology, which events have them, and where a text shows them. */
import SearchableMap from 'minisearch/SearchableMap';
import { type Chronology, typeOf } from './chronology.ts';
import { countryName } from './display-names.ts';
import type { TimelineEvent } from './event.ts';
import { arePair, begins, termsOf, trace, unitsOf } from './search-text.ts';
import type { Text } from './text.ts';
import { formatWhen } from './when-words.ts';

/** A word that nothing has, and the words that were taken for it, as they are compared: in small letters. */
export interface Correction {
  /** As it was typed. */
  readonly word: string;
  readonly taken: readonly string[];
}

/** A piece of a text, and whether it is what was searched for. */
export interface Piece {
  readonly text: string;
  readonly match: boolean;
}

/**
 * The events that have all words of a search, shown and withdrawn ones apart, each in the order of the chronology. A
 * search without any word, such as one of punctuation alone, has no event: what was asked for stands nowhere.
 */
export function search(
  chronology: Chronology,
  q: string,
): { readonly events: readonly TimelineEvent[]; readonly withdrawn: readonly TimelineEvent[] } {
  const wanted = wantedBy(q);
  if (wanted.length === 0) return { events: [], withdrawn: [] };
  const { terms, named } = indexOf(chronology);
  const { events, withdrawn } = chronology;
  const total = events.length + withdrawn.length;
  // How many of the words so far each event has; it takes part in the next round only if it has had all.
  const had = new Uint32Array(total);
  for (const [round, want] of wanted.entries()) {
    const has = (event: number) => {
      if (had[event] === round) had[event] = round + 1;
    };
    for (const term of meant(terms, want).terms)
      for (const document of terms.get(term) ?? [])
        if (document < total) has(document);
        else named[document - total]?.forEach(has);
  }
  const hasAll = (event: number) => had[event] === wanted.length;
  return {
    events: events.filter((_, place) => hasAll(place)),
    withdrawn: withdrawn.filter((_, place) => hasAll(events.length + place)),
  };
}

/** The words of a search that were taken for others, because no word begins with them. */
export function corrections(chronology: Chronology, q: string): readonly Correction[] {
  return wantedBy(q).flatMap((want) => {
    const { taken } = meant(indexOf(chronology).terms, want);
    return taken.length > 0 ? [{ word: q.slice(want.start, want.end), taken }] : [];
  });
}

/**
 * Marks in a text what a search finds: whole words, also those that only begin with what was typed or were taken for
 * it, and runs of Chinese characters and kana. The pieces put together are the text.
 */
export function highlighter(chronology: Chronology, q: string): (text: string) => readonly Piece[] {
  const wanted = wantedBy(q);
  const pairs = new Set(wanted.filter(({ pair }) => pair).map(({ term }) => term));
  const words = wanted
    .filter(({ pair }) => !pair)
    .flatMap((want) => [want.term, ...meant(indexOf(chronology).terms, want).taken]);
  return (text) => {
    if (wanted.length === 0) return text === '' ? [] : [{ text, match: false }];
    const traced = trace(text);
    const marks: { start: number; end: number }[] = [];
    const mark = (start: number, end: number) => {
      const last = marks.at(-1);
      if (last && start <= last.end) last.end = Math.max(last.end, end);
      else marks.push({ start, end });
    };
    const units = unitsOf(traced.folded);
    for (const [place, unit] of units.entries()) {
      if (words.some((word) => begins(unit.text, word))) mark(...traced.place(unit.start, unit.end));
      const next = units[place + 1];
      if (next && arePair(unit, next) && pairs.has(unit.text + next.text)) mark(...traced.place(unit.start, next.end));
    }
    return pieces(text, marks);
  };
}

function pieces(text: string, marks: readonly { start: number; end: number }[]): readonly Piece[] {
  const all: Piece[] = [];
  let done = 0;
  for (const { start, end } of marks) {
    if (start > done) all.push({ text: text.slice(done, start), match: false });
    all.push({ text: text.slice(start, end), match: true });
    done = end;
  }
  if (done < text.length) all.push({ text: text.slice(done), match: false });
  return all;
}

/** What a search asks for: pairs, and units that are in none. */
interface Want {
  readonly term: string;
  readonly pair: boolean;
  /** Where it stands in the search. */
  readonly start: number;
  readonly end: number;
}

function wantedBy(q: string): readonly Want[] {
  const traced = trace(q);
  const units = unitsOf(traced.folded);
  const wanted = new Map<string, Want>();
  for (const [place, unit] of units.entries()) {
    const [previous, next] = [units[place - 1], units[place + 1]];
    const pair = next !== undefined && arePair(unit, next);
    if (!pair && previous && arePair(previous, unit)) continue;
    const term = pair ? unit.text + next.text : unit.text;
    const [start, end] = traced.place(unit.start, pair ? next.end : unit.end);
    wanted.set(`${pair} ${term}`, { term, pair, start, end });
  }
  return [...wanted.values()];
}

// The tree of words of minisearch 7.2.0 without its index, which keeps scores in three times the memory: events
// stand in order of time, not of scores.
type Terms = SearchableMap<Uint32Array>;

/** The terms that are meant by what a search asks for, and what was taken for it where nothing begins with it. */
function meant(terms: Terms, { term, pair }: Want): { terms: readonly string[]; taken: readonly string[] } {
  if (pair) return { terms: terms.has(term) ? [term] : [], taken: [] };
  const begun = beginningWith(terms, term);
  if (begun.length > 0) return { terms: begun, taken: [] };
  // What begins with them too, so that a misspelt search finds what the right one does.
  const taken = nearestTerms(terms, term);
  return { terms: taken.flatMap((word) => beginningWith(terms, word)), taken };
}

function beginningWith(terms: Terms, word: string): readonly string[] {
  return [...terms.atPrefix(word).keys()].filter((term) => begins(term, word));
}

const LETTERS = /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u;
// Longer than any word; more would only be someone trying what happens.
const LONGEST_MISSPELT = 60;

/** The words that the fewest edits make of a misspelt one: up to one in 4 to 7 letters, up to two in more. */
function nearestTerms(terms: Terms, word: string): readonly string[] {
  if (word.length < 4 || word.length > LONGEST_MISSPELT || !LETTERS.test(word)) return [];
  const near = new Map<string, number>();
  for (const [term, [, edits]] of terms.fuzzyGet(word, word.length < 8 ? 1 : 2))
    if (LETTERS.test(term)) near.set(term, edits);
  // Two letters that changed places are one slip, where minisearch 7.2.0 counts two edits.
  for (let at = 1; at < word.length; at++) {
    const swapped = `${word.slice(0, at - 1)}${word[at]}${word[at - 1]}${word.slice(at + 1)}`;
    if (terms.has(swapped)) near.set(swapped, 1);
  }
  const fewest = Math.min(...near.values());
  return [...near.keys()].filter((term) => near.get(term) === fewest).sort();
}

interface Index {
  /**
   * Term → the documents that have it: an event by its place among all, withdrawn ones last; behind those what events
   * name (a person, a country), which is read once however many events name it.
   */
  readonly terms: Terms;
  /** For each thing that is named, the events that name it. */
  readonly named: readonly (readonly number[])[];
}

const kept = new WeakMap<Chronology, Index>();

function indexOf(chronology: Chronology): Index {
  const index = kept.get(chronology) ?? buildIndex(chronology);
  kept.set(chronology, index);
  return index;
}

function buildIndex(chronology: Chronology): Index {
  const all = [...chronology.events, ...chronology.withdrawn];
  const documents = new Map<string, number[]>();
  const add = (document: number, texts: readonly string[]) => {
    for (const term of texts.flatMap(termsOf)) {
      const having = documents.get(term);
      if (!having) documents.set(term, [document]);
      else if (having.at(-1) !== document) having.push(document);
    }
  };
  const naming = new Map<Named | string, number[]>();
  for (const [place, event] of all.entries()) {
    add(place, ownTexts(event, chronology));
    for (const thing of namedBy(chronology, event)) {
      const events = naming.get(thing);
      if (events) events.push(place);
      else {
        add(all.length + naming.size, textsOf(thing, chronology));
        naming.set(thing, [place]);
      }
    }
  }
  // A map finds a term at once, the tree letter by letter: so each goes into the tree only once.
  const terms: Terms = new SearchableMap();
  for (const [term, having] of documents) terms.set(term, Uint32Array.from(having));
  return { terms, named: [...naming.values()] };
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
function ownTexts(event: TimelineEvent, { settings }: Chronology): readonly string[] {
  const { title, summary, people, when, whenText } = event;
  const texts = [title, summary, whenText ?? {}, ...people.map(({ office }) => office ?? {})];
  return [
    ...texts.flatMap((text) => Object.values(text)),
    ...settings.languages.map((language) => formatWhen(when, language)),
  ];
}

/** The entries of vocabularies that an event names, and the codes of its countries. */
function namedBy(chronology: Chronology, event: TimelineEvent): ReadonlySet<Named | string> {
  const { places, people, organizations, sources, settings } = chronology;
  const entries: readonly (Named | undefined)[] = [
    typeOf(chronology, event),
    ...(event.place === undefined ? [] : [places[event.place]]),
    ...(event.series ? [settings.series[event.series.id]] : []),
    ...event.people.map(({ id }) => people[id]),
    ...event.organizations.map((id) => organizations[id]),
    ...event.sources.map(({ source }) => sources[source]),
  ];
  return new Set([...entries.filter((entry) => entry !== undefined), ...event.countries]);
}

/** What a thing is called in every language, and its other spellings. */
function textsOf(thing: Named | string, { settings }: Chronology): readonly string[] {
  if (typeof thing === 'string') return settings.languages.map((language) => countryName(thing, language));
  const { name, title, label, plural, aka = [] } = thing;
  return [...[name, title, label, plural].flatMap((text) => Object.values(text ?? {})), ...aka];
}
