/** Full-text search: which events have all words of a search and which answer it best, spelling suggestions, highlighting. */
import { TypedFastBitSet } from 'typedfastbitset';
import { atOnce, pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { dayNumber } from '../dates/day.ts';
import type { DatePoint } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import { formatWhen } from '../languages/dates-in-words.ts';
import { dayColumnsOf, positionsOf } from './day-columns.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { any, type Condition, conditionsOf, type Expression, type SearchTerm } from './search/expression.ts';
import { markerOf, type Range } from './search/marks.ts';
import { phrasesSteps } from './search/phrases.ts';
import { BEST_QUALITY, EXACTNESS, FIELD_STEP, type SearchIndex, searchIndexOf } from './search-index.ts';
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
  /** How well each event answers the search, in UNITs of quality, at its position; 0 for one that does not. */
  readonly scores: Uint16Array;
  /** What was searched for: the search as typed and, where it is a date, as pages write it. */
  readonly readings: readonly Reading[];
}

/** The conditions of a search, with what is searched for in the place of misspelt words. */
type Reading = readonly (Condition & { readonly replacements: readonly Replacement[] })[];

/**
 * A score is the mean quality of a search's conditions: the words of a search, and the pairs of characters of a Japanese word,
 * are no more together than each is. Means of 200 conditions still differ, and the best quality fits into 16 bits.
 */
const UNIT = 2048;

/**
 * So many results are cached for a chronology, and more of a small one: a page searches for the same words in several queries,
 * and while others wait for their turn, their results must not evict its own. A result takes some 10 bytes for each event.
 */
const LEAST_CACHED = 20;
const MOST_CACHED = 200;
const MOST_EVENTS_CACHED = 2_000_000;

function mostCached({ events }: Chronology): number {
  return Math.min(MOST_CACHED, Math.max(LEAST_CACHED, Math.floor(MOST_EVENTS_CACHED / Math.max(events.length, 1))));
}

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
    const scores = new Uint16Array(chronology.events.length + chronology.withdrawn.length);
    const readings: Reading[] = [];
    const date = typedDate(q, chronology.vocabulary.settings.languages);
    for (const text of textsOf(chronology, q, date)) readings.push(yield* readSteps(chronology, text));
    for (const reading of readings) yield* scoreSteps(chronology, reading, scores);
    if (date) preferWithin(chronology, date, scores);
    result = { ...foundBy(scores, chronology), scores, readings };
  }
  // The least recently used result is evicted: a Map iterates in the order of insertion.
  results.delete(q);
  results.set(q, result);
  const [oldest = q] = results.keys();
  if (results.size > mostCached(chronology)) results.delete(oldest);
  return result;
}

/** The search as typed and, where it is a date, that date as pages write it: `2004-05-06`, `6 May 2004`. */
function textsOf({ vocabulary }: Chronology, q: string, date: DatePoint | undefined): readonly string[] {
  const [language] = vocabulary.settings.languages;
  if (!date || !language) return [q];
  return [...new Set([q, formatWhen({ kind: 'moment', edtf: date.text, at: date }, language)])];
}

/** A date is answered by what happened then as well as by a title that has it. */
function preferWithin(chronology: Chronology, { earliest, latest }: DatePoint, scores: Uint16Array): void {
  const { from, to } = dayColumnsOf(chronology);
  const [first, last] = [dayNumber(earliest), dayNumber(latest)];
  for (let position = 0; position < from.length; position += 1)
    if (scores[position] !== 0 && (from[position] as number) >= first && (to[position] as number) <= last)
      scores[position] = BEST_QUALITY * UNIT;
}

/** A text as conditions; no index is built for one without a word. */
function* readSteps(chronology: Chronology, text: string): Work<Reading> {
  const conditions = conditionsOf(text, yield* phrasesSteps(chronology.vocabulary));
  if (conditions.length === 0) return [];
  const index = searchIndexOf(chronology);
  const reading: Reading[number][] = [];
  yield* pausing(conditions, (condition) =>
    reading.push({ ...condition, replacements: replacementsFor(index, condition) }),
  );
  return reading;
}

function foundBy(scores: Uint16Array, { events, withdrawn }: Chronology) {
  const positions = new TypedFastBitSet();
  for (let position = 0; position < events.length; position += 1) if (scores[position] !== 0) positions.add(position);
  return { positions, withdrawn: withdrawn.filter((_, index) => scores[events.length + index] !== 0) };
}

/**
 * Scores the events that have all words of a search; a better score that stands there stays. A search without any word, such
 * as one of punctuation alone, finds no event, since no text contains what was asked for.
 */
function* scoreSteps(chronology: Chronology, reading: Reading, scores: Uint16Array): Work<void> {
  if (reading.length === 0) return;
  const index = searchIndexOf(chronology);
  const sums = new Uint16Array(index.size);
  for (const [place, condition] of reading.entries()) {
    const most = condition.replacements.length > 0 ? EXACTNESS.near : EXACTNESS.whole;
    const qualities = yield* rate(index, withReplacements(condition), most);
    let isAny = false;
    for (let position = 0; position < sums.length; position += 1) {
      const quality = qualities[position] as number;
      const sum = sums[position] as number;
      const isFound = quality > 0 && (place === 0 || sum > 0);
      sums[position] = isFound ? sum + quality : 0;
      isAny ||= isFound;
    }
    if (!isAny) return;
  }
  for (let position = 0; position < sums.length; position += 1) {
    const mean = Math.round(((sums[position] as number) * UNIT) / reading.length);
    if (mean > (scores[position] as number)) scores[position] = mean;
  }
}

/** How well each event answers an expression, at its position. @param most what no match counts more than */
function* rate(index: SearchIndex, expression: Expression, most: number): Work<Uint8Array> {
  const qualities = new Uint8Array(index.size);
  yield* rateInto(qualities, index, expression, most);
  return qualities;
}

function* rateInto(qualities: Uint8Array, index: SearchIndex, expression: Expression, most: number): Work<void> {
  switch (expression.kind) {
    case 'term':
      return yield* index.rate(yield* matchingTerms(index, expression, most), qualities, expression.isElsewhere);
    case 'entry':
      return index.rateEntry(expression.key, Math.min(most, EXACTNESS.synonym), qualities);
    case 'synonym':
      return yield* rateInto(qualities, index, expression.expression, Math.min(most, EXACTNESS.synonym));
    case 'any':
      for (const one of expression.of) yield* rateInto(qualities, index, one, most);
      return;
    case 'all': {
      let least: Uint8Array | undefined;
      for (const one of expression.of) {
        const next = yield* rate(index, one, most);
        if (least)
          for (let position = 0; position < next.length; position += 1)
            next[position] = Math.min(next[position] as number, least[position] as number);
        least = next;
      }
      if (!least) return;
      for (let position = 0; position < least.length; position += 1)
        if ((least[position] as number) > (qualities[position] as number))
          qualities[position] = least[position] as number;
    }
  }
}

/** The indexed terms that match a term of a search, each with how near it is. */
function* matchingTerms(
  index: SearchIndex,
  { text, match }: SearchTerm,
  most: number,
): Work<readonly (readonly [term: string, exactness: number])[]> {
  const whole = Math.min(most, EXACTNESS.whole);
  if (match !== 'beginning') return index.has(text) ? [[text, whole]] : [];
  const terms = yield* index.termsWithPrefix(text);
  return terms.map((term) => [term, term === text ? whole : Math.min(most, EXACTNESS.beginning)]);
}

/** Of very many events that answer alike, the titles of so many are compared for each score that the last place has. */
const MOST_COMPARED = 1000;

/**
 * Of some events that a search found, those that answer it best, the best first: by where its words stand and how near they
 * are, by weight, and by how little else the title says. None where no event answers better than another.
 */
export function bestMatches(
  chronology: Chronology,
  q: string,
  events: readonly TimelineEvent[],
  most: number,
): readonly TimelineEvent[] {
  const { scores } = searchEvents(chronology, q);
  const positions = positionsOf(chronology, events);
  const [language = ''] = chronology.vocabulary.settings.languages;
  const best: Candidate[] = [];
  let least = Number.POSITIVE_INFINITY;
  let last: Candidate | undefined;
  const index = eventIndexOf(chronology);
  const [key, detail] = [index.having('weight', ['key']), index.having('weight', ['detail'])];
  let left = MOST_COMPARED;
  // An event itself is read last: to fetch each of 100,000 from memory costs more than all else.
  for (let at = 0; at < events.length; at += 1) {
    const position = positions[at] as number;
    // A key event stands as much higher, and a detail as much lower, as a better or worse place of the words.
    const steps = key.has(position) ? 1 : detail.has(position) ? -1 : 0;
    const score = (scores[position] as number) + steps * FIELD_STEP * UNIT;
    if (score < least) least = score;
    if (last && (score < last.score || (score === last.score && left === 0))) continue;
    const event = events[at] as TimelineEvent;
    const { length } = event.title[language] ?? '';
    if (last && score === last.score) {
      left -= 1;
      if (length >= last.length) continue;
    }
    const candidate = { event, score, length };
    const place = best.findIndex((other) => isBetter(candidate, other));
    best.splice(place === -1 ? best.length : place, 0, candidate);
    if (best.length > most) best.pop();
    if (best.length < most) continue;
    if (last?.score !== best.at(-1)?.score) left = MOST_COMPARED;
    last = best.at(-1);
  }
  return (best[0]?.score ?? least) > least ? best.map(({ event }) => event) : [];
}

interface Candidate {
  readonly event: TimelineEvent;
  readonly score: number;
  /** Of its title. */
  readonly length: number;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  return a.score > b.score || (a.score === b.score && a.length < b.length);
}

/** The words of a search with which no indexed word begins, and their replacements. */
export function spellingSuggestions(chronology: Chronology, q: string): readonly SpellingSuggestion[] {
  const [reading = []] = searchEvents(chronology, q).readings;
  return reading.flatMap(({ replacements }) =>
    replacements.map(({ start, end, terms }) => ({ word: q.slice(start, end), replacements: terms })),
  );
}

/**
 * A function that cuts a text into runs that match a search and runs that do not; joined, the runs are the text. A match
 * is a whole word that begins with a word of the search or with its replacement, a run of characters that are written without
 * spaces, or a whole phrase that means the same: a synonym, or a name of a country that was asked for by another.
 */
export function highlighter(chronology: Chronology, q: string): (text: string) => readonly TextRun[] {
  const conditions = searchEvents(chronology, q).readings.flat();
  if (conditions.length === 0) return (text) => (text === '' ? [] : [{ text, match: false }]);
  const rangesIn = markerOf(conditions.map(withReplacements), chronology.vocabulary);
  return (text) => textRuns(text, rangesIn(text));
}

function textRuns(text: string, matches: readonly Range[]): readonly TextRun[] {
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

/** A misspelt word, or part of one, and the terms that are searched for in its place. */
interface Replacement extends Range {
  readonly terms: readonly string[];
}

/** The expression of a condition, with words that no event has replaced by the nearest that some have. */
function withReplacements({ replacements, ...condition }: Reading[number]): Expression {
  if (replacements.length === 0) return condition.expression;
  const parts = condition.word?.parts ?? [];
  const isWhole = replacements[0]?.start === condition.start && replacements[0].end === condition.end;
  const nearest = (terms: readonly string[], match: SearchTerm['match']) =>
    any(terms.map((text): Expression => ({ kind: 'term', text, match })));
  const of = isWhole
    ? replacements.map(({ terms }) => nearest(terms, 'beginning'))
    : parts.map(({ text, match, start }) =>
        nearest(replacements.find((replacement) => replacement.start === start)?.terms ?? [text], match),
      );
  return { kind: 'all', of };
}

/**
 * What is searched for in the place of a word with which no indexed word begins: of the word as one or, where that takes
 * fewer edits, of its parts.
 */
function replacementsFor(index: SearchIndex, { expression, word, start, end }: Condition): readonly Replacement[] {
  if (!word || canBeFound(index, expression)) return [];
  const whole = nearestTerms(index, word.whole);
  const asOne = whole.edits === Number.POSITIVE_INFINITY ? [] : [{ start, end, terms: whole.terms }];
  if (word.parts.length === 1) return asOne;
  let edits = 0;
  const apart: Replacement[] = [];
  for (const { text, match, ...range } of word.parts) {
    if (canBeFound(index, { kind: 'term', text, match })) continue;
    const near = nearestTerms(index, text);
    edits += near.edits;
    if (near.terms.length > 0) apart.push({ ...range, terms: near.terms });
  }
  return asOne.length === 0 || edits < whole.edits ? apart : asOne;
}

/** Whether the index has what an expression asks for, be it in several events. */
function canBeFound(index: SearchIndex, expression: Expression): boolean {
  switch (expression.kind) {
    case 'term':
      return expression.match === 'beginning' ? index.hasPrefix(expression.text) : index.has(expression.text);
    case 'entry':
      return index.hasEntry(expression.key);
    case 'synonym':
      return canBeFound(index, expression.expression);
    case 'any':
      return expression.of.some((one) => canBeFound(index, one));
    case 'all':
      return expression.of.every((one) => canBeFound(index, one));
  }
}

// Not the bigrams of Chinese, Japanese and Korean.
const LETTERS =
  /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}\p{Script=Arabic}\p{Script=Hebrew}]+$/u;
// Longer than any word; the time of a fuzzy search grows with the length.
const LONGEST_MISSPELT = 60;

/** The indexed words at the least edit distance of a misspelt one: one edit in 4 to 7 letters, up to two in more. */
function nearestTerms(
  searchIndex: SearchIndex,
  word: string,
): { readonly terms: readonly string[]; readonly edits: number } {
  if (word.length < 4 || word.length > LONGEST_MISSPELT || !LETTERS.test(word))
    return { terms: [], edits: Number.POSITIVE_INFINITY };
  const near = new Map<string, number>();
  for (const [term, edits] of searchIndex.near(word, word.length < 8 ? 1 : 2))
    if (LETTERS.test(term)) near.set(term, edits);
  // Two swapped letters count as one edit here, where minisearch 7.2.0 counts two.
  for (let index = 1; index < word.length; index++) {
    const swapped = `${word.slice(0, index - 1)}${word[index]}${word[index - 1]}${word.slice(index + 1)}`;
    if (searchIndex.has(swapped)) near.set(swapped, 1);
  }
  const edits = Math.min(...near.values());
  return { terms: [...near.keys()].filter((term) => near.get(term) === edits).sort(), edits };
}
