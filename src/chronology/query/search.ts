/** Full-text search: which events have all words of a search, spelling suggestions, and highlighting. */
import { TypedFastBitSet } from 'typedfastbitset';
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { TimelineEvent } from '../event.ts';
import { formatWhen } from '../languages/dates-in-words.ts';
import type { Positions } from './event-index.ts';
import { type SearchIndex, searchIndexOf } from './search-index.ts';
import { foldWithOffsets, formBigram, hasPrefix, unitsOf } from './search-text.ts';
import { typedDate } from './typed-date.ts';

/** A word that no event has, and the words that were searched for in its place, folded as for comparison. */
export interface SpellingSuggestion {
  /** As typed. */
  readonly word: string;
  readonly replacements: readonly string[];
}

/** A run of a text, and whether it matches the search. */
export interface TextRun {
  readonly text: string;
  readonly match: boolean;
}

export interface SearchResult {
  /** Of the events that are not withdrawn. */
  readonly positions: Positions;
  readonly withdrawn: readonly TimelineEvent[];
}

/** So many results are cached for a chronology: a page searches for the same words in several queries. */
const MOST_CACHED = 20;

const resultsByChronology = new WeakMap<Chronology, Map<string, SearchResult>>();

/** The result of a search, from the cache or searched for at once. */
export function searchEvents(chronology: Chronology, q: string): SearchResult {
  return atOnce(searchSteps(chronology, q));
}

/** As `searchEvents`, in slices: among very many events, a search for many words takes long. */
export function* searchSteps(chronology: Chronology, q: string): Work<SearchResult> {
  const results = resultsByChronology.get(chronology) ?? new Map<string, SearchResult>();
  resultsByChronology.set(chronology, results);
  let result = results.get(q);
  if (!result) {
    const [typed, written] = readingsOf(chronology, q);
    result = yield* findEventsSteps(chronology, typed);
    if (written !== undefined) result = union(result, yield* findEventsSteps(chronology, written));
  }
  // The least recently used result is evicted: a Map iterates in the order of insertion.
  results.delete(q);
  results.set(q, result);
  const [oldest = q] = results.keys();
  if (results.size > MOST_CACHED) results.delete(oldest);
  return result;
}

/** The search as typed and, where it is a date, that date as pages write it: `2004-05-06`, `6 May 2004`. */
function readingsOf({ vocabulary }: Chronology, q: string): readonly [typed: string, written?: string] {
  const date = typedDate(q);
  const [language] = vocabulary.settings.languages;
  if (!date || !language) return [q];
  const written = formatWhen({ kind: 'moment', edtf: date.text, at: date }, language);
  return written === q ? [q] : [q, written];
}

function union(a: SearchResult, b: SearchResult): SearchResult {
  return {
    positions: a.positions.clone().union(b.positions),
    withdrawn: [...new Set([...a.withdrawn, ...b.withdrawn])],
  };
}

/**
 * The events that have all words of a search. A search without any word, such as one of punctuation alone, finds no event,
 * since no text contains what was asked for.
 */
function* findEventsSteps(chronology: Chronology, q: string): Work<SearchResult> {
  const searchTerms = searchTermsOf(q);
  if (searchTerms.length === 0) return { positions: new TypedFastBitSet(), withdrawn: [] };
  const index = searchIndexOf(chronology);
  const { events, withdrawn } = chronology;
  let havingAll: Positions | undefined;
  for (const searchTerm of searchTerms) {
    const having = new TypedFastBitSet();
    yield* index.addHaving(yield* matchingTermsSteps(index, searchTerm), having);
    if (havingAll) havingAll.intersection(having);
    else havingAll = having;
    if (havingAll.isEmpty()) break;
  }
  const positions = havingAll ?? new TypedFastBitSet();
  const withdrawnFound = withdrawn.filter((_, index) => positions.has(events.length + index));
  for (const index of withdrawn.keys()) positions.remove(events.length + index);
  return { positions, withdrawn: withdrawnFound };
}

/** The words of a search with which no indexed word begins, and their replacements. */
export function spellingSuggestions(chronology: Chronology, q: string): readonly SpellingSuggestion[] {
  return searchTermsOf(q).flatMap((searchTerm) => {
    const replacements = replacementsFor(searchIndexOf(chronology), searchTerm);
    return replacements.length > 0 ? [{ word: q.slice(searchTerm.start, searchTerm.end), replacements }] : [];
  });
}

/**
 * A function that cuts a text into runs that match a search and runs that do not; joined, the runs are the text. A match
 * is a whole word that begins with a word of the search or with its replacement, or a run of Chinese characters and kana.
 */
export function highlighter(chronology: Chronology, q: string): (text: string) => readonly TextRun[] {
  const searchTerms = readingsOf(chronology, q).flatMap((reading) => searchTermsOf(reading ?? ''));
  const bigrams = new Set(searchTerms.filter(({ isBigram }) => isBigram).map(({ term }) => term));
  const words = searchTerms
    .filter(({ isBigram }) => !isBigram)
    .flatMap((searchTerm) => [searchTerm.term, ...replacementsFor(searchIndexOf(chronology), searchTerm)]);
  return (text) => {
    if (searchTerms.length === 0) return text === '' ? [] : [{ text, match: false }];
    const { folded, locate } = foldWithOffsets(text);
    const matches: { start: number; end: number }[] = [];
    const addMatch = (start: number, end: number) => {
      const last = matches.at(-1);
      if (last && start <= last.end) last.end = Math.max(last.end, end);
      else matches.push({ start, end });
    };
    const units = unitsOf(folded);
    for (const [index, unit] of units.entries()) {
      if (words.some((word) => hasPrefix(unit.text, word))) addMatch(...locate(unit.start, unit.end));
      const next = units[index + 1];
      if (next && formBigram(unit, next) && bigrams.has(unit.text + next.text))
        addMatch(...locate(unit.start, next.end));
    }
    return textRuns(text, matches);
  };
}

function textRuns(text: string, matches: readonly { start: number; end: number }[]): readonly TextRun[] {
  const runs: TextRun[] = [];
  let done = 0;
  for (const { start, end } of matches) {
    if (start > done) runs.push({ text: text.slice(done, start), match: false });
    runs.push({ text: text.slice(start, end), match: true });
    done = end;
  }
  if (done < text.length) runs.push({ text: text.slice(done), match: false });
  return runs;
}

/** A term of a search: a bigram, or a unit that is in no bigram. */
interface SearchTerm {
  readonly term: string;
  readonly isBigram: boolean;
  /** Offsets in the search as typed. */
  readonly start: number;
  readonly end: number;
}

function searchTermsOf(q: string): readonly SearchTerm[] {
  const { folded, locate } = foldWithOffsets(q);
  const units = unitsOf(folded);
  const searchTerms = new Map<string, SearchTerm>();
  for (const [index, unit] of units.entries()) {
    const [previous, next] = [units[index - 1], units[index + 1]];
    const isBigram = next !== undefined && formBigram(unit, next);
    if (!isBigram && previous && formBigram(previous, unit)) continue;
    const term = isBigram ? unit.text + next.text : unit.text;
    const [start, end] = locate(unit.start, isBigram ? next.end : unit.end);
    searchTerms.set(`${isBigram} ${term}`, { term, isBigram, start, end });
  }
  return [...searchTerms.values()];
}

/** The indexed terms that match a term of a search. */
function* matchingTermsSteps(index: SearchIndex, searchTerm: SearchTerm): Work<readonly string[]> {
  const { term, isBigram } = searchTerm;
  if (isBigram) return index.has(term) ? [term] : [];
  let terms: readonly string[] = [];
  // Replacements count as prefixes too, so that a misspelt search finds the same as the right one.
  for (const word of [term, ...replacementsFor(index, searchTerm)])
    terms = [...terms, ...(yield* index.termsWithPrefix(word))];
  return terms;
}

/** The words to search for in place of a word with which no indexed word begins. */
function replacementsFor(index: SearchIndex, { term, isBigram }: SearchTerm): readonly string[] {
  return isBigram || index.hasPrefix(term) ? [] : nearestTerms(index, term);
}

const LETTERS = /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u;
// Longer than any word; the time of a fuzzy search grows with the length.
const LONGEST_MISSPELT = 60;

/** The indexed words at the least edit distance of a misspelt one: one edit in 4 to 7 letters, up to two in more. */
function nearestTerms(searchIndex: SearchIndex, word: string): readonly string[] {
  if (word.length < 4 || word.length > LONGEST_MISSPELT || !LETTERS.test(word)) return [];
  const near = new Map<string, number>();
  for (const [term, edits] of searchIndex.near(word, word.length < 8 ? 1 : 2))
    if (LETTERS.test(term)) near.set(term, edits);
  // Two swapped letters count as one edit here, where minisearch 7.2.0 counts two.
  for (let index = 1; index < word.length; index++) {
    const swapped = `${word.slice(0, index - 1)}${word[index]}${word[index - 1]}${word.slice(index + 1)}`;
    if (searchIndex.has(swapped)) near.set(swapped, 1);
  }
  const fewest = Math.min(...near.values());
  return [...near.keys()].filter((term) => near.get(term) === fewest).sort();
}
