/** Full-text search: the words of a chronology, which events have them, and where a text shows them. */
import { TypedFastBitSet } from 'typedfastbitset';
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { TimelineEvent } from '../event.ts';
import type { Positions } from './event-index.ts';
import { type SearchIndex, searchIndexOf } from './search-index.ts';
import { arePair, begins, trace, unitsOf } from './search-text.ts';

/** A word that nothing has, and the words that were taken for it, as they are compared: in small letters. */
export interface SpellingSuggestion {
  /** As it was typed. */
  readonly word: string;
  readonly taken: readonly string[];
}

/** A piece of a text, and whether it is what was searched for. */
export interface TextRun {
  readonly text: string;
  readonly match: boolean;
}

/** What a search found. */
export interface Found {
  /** Positions in the order of the chronology. */
  readonly shown: Positions;
  readonly withdrawn: readonly TimelineEvent[];
}

/** As many searches are kept of a chronology: a page asks for the same words in several queries. */
const MOST_KEPT = 20;

const foundByChronology = new WeakMap<Chronology, Map<string, Found>>();

/** What a search finds: the last ones are kept. */
export function searched(chronology: Chronology, q: string): Found {
  return atOnce(searchSteps(chronology, q));
}

/** The same in slices: of very many events, a search of many words takes long. */
export function* searchSteps(chronology: Chronology, q: string): Work<Found> {
  const searches = foundByChronology.get(chronology) ?? new Map<string, Found>();
  foundByChronology.set(chronology, searches);
  const found = searches.get(q) ?? (yield* search(chronology, q));
  // What was asked for last is the last to go.
  searches.delete(q);
  searches.set(q, found);
  const [oldest = q] = searches.keys();
  if (searches.size > MOST_KEPT) searches.delete(oldest);
  return found;
}

/**
 * The events that have all words of a search, shown and withdrawn ones apart. A search without any word, such as one of
 * punctuation alone, has no event: what was asked for stands nowhere.
 */
function* search(chronology: Chronology, q: string): Work<Found> {
  const wanted = wantedBy(q);
  if (wanted.length === 0) return { shown: new TypedFastBitSet(), withdrawn: [] };
  const index = searchIndexOf(chronology);
  const { events, withdrawn } = chronology;
  let having: Positions | undefined;
  for (const want of wanted) {
    const has = new TypedFastBitSet();
    yield* index.addHaving(yield* termsMeant(index, want), has);
    if (having) having.intersection(has);
    else having = has;
    // Nothing has all of them, whatever has the others.
    if (having.isEmpty()) break;
  }
  const shown = having ?? new TypedFastBitSet();
  const gone = withdrawn.filter((_, position) => shown.has(events.length + position));
  for (const position of withdrawn.keys()) shown.remove(events.length + position);
  return { shown, withdrawn: gone };
}

/** The words of a search that were taken for others, because no word begins with them. */
export function spellingSuggestions(chronology: Chronology, q: string): readonly SpellingSuggestion[] {
  return wantedBy(q).flatMap((want) => {
    const taken = takenFor(searchIndexOf(chronology), want);
    return taken.length > 0 ? [{ word: q.slice(want.start, want.end), taken }] : [];
  });
}

/**
 * Marks in a text what a search finds: whole words, also those that only begin with what was typed or were taken for
 * it, and runs of Chinese characters and kana. The pieces put together are the text.
 */
export function highlighter(chronology: Chronology, q: string): (text: string) => readonly TextRun[] {
  const wanted = wantedBy(q);
  const pairs = new Set(wanted.filter(({ pair }) => pair).map(({ term }) => term));
  const words = wanted
    .filter(({ pair }) => !pair)
    .flatMap((want) => [want.term, ...takenFor(searchIndexOf(chronology), want)]);
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
    for (const [position, unit] of units.entries()) {
      if (words.some((word) => begins(unit.text, word))) mark(...traced.locate(unit.start, unit.end));
      const next = units[position + 1];
      if (next && arePair(unit, next) && pairs.has(unit.text + next.text)) mark(...traced.locate(unit.start, next.end));
    }
    return textRuns(text, marks);
  };
}

function textRuns(text: string, marks: readonly { start: number; end: number }[]): readonly TextRun[] {
  const all: TextRun[] = [];
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
  for (const [position, unit] of units.entries()) {
    const [previous, next] = [units[position - 1], units[position + 1]];
    const pair = next !== undefined && arePair(unit, next);
    if (!pair && previous && arePair(previous, unit)) continue;
    const term = pair ? unit.text + next.text : unit.text;
    const [start, end] = traced.locate(unit.start, pair ? next.end : unit.end);
    wanted.set(`${pair} ${term}`, { term, pair, start, end });
  }
  return [...wanted.values()];
}

/** The terms that are meant by what a search asks for. */
function* termsMeant(index: SearchIndex, want: Want): Work<readonly string[]> {
  const { term, pair } = want;
  if (pair) return index.has(term) ? [term] : [];
  let terms: readonly string[] = [];
  // What begins with what was taken for it too, so that a misspelt search finds what the right one does.
  for (const word of [term, ...takenFor(index, want)]) terms = [...terms, ...(yield* index.beginningWith(word))];
  return terms;
}

/** The words that are taken for one that nothing begins with. */
function takenFor(index: SearchIndex, { term, pair }: Want): readonly string[] {
  return pair || index.isBegun(term) ? [] : nearestTerms(index, term);
}

const LETTERS = /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u;
// Longer than any word; more would only be someone trying what happens.
const LONGEST_MISSPELT = 60;

/** The words that the fewest edits make of a misspelt one: up to one in 4 to 7 letters, up to two in more. */
function nearestTerms(index: SearchIndex, word: string): readonly string[] {
  if (word.length < 4 || word.length > LONGEST_MISSPELT || !LETTERS.test(word)) return [];
  const near = new Map<string, number>();
  for (const [term, edits] of index.near(word, word.length < 8 ? 1 : 2)) if (LETTERS.test(term)) near.set(term, edits);
  // Two swapped letters are one slip, where minisearch 7.2.0 counts two edits.
  for (let at = 1; at < word.length; at++) {
    const swapped = `${word.slice(0, at - 1)}${word[at]}${word[at - 1]}${word.slice(at + 1)}`;
    if (index.has(swapped)) near.set(swapped, 1);
  }
  const fewest = Math.min(...near.values());
  return [...near.keys()].filter((term) => near.get(term) === fewest).sort();
}
