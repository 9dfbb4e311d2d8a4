/** Full-text search: which events have all words of a search and which answer it best, spelling suggestions, highlighting. */
import { TypedFastBitSet } from 'typedfastbitset';
import { atOnce, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { dayNumber } from '../dates/day.ts';
import type { DatePoint } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import { formatWhen } from '../languages/dates-in-words.ts';
import { dayColumnsOf, positionsOf } from './day-columns.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { conditionsOf } from './search/expression.ts';
import { markerOf, type Range } from './search/marks.ts';
import { phrasesSteps } from './search/phrase-names.ts';
import { BEST_QUALITY, FIELD_STEP } from './search/quality.ts';
import { type Reading, readingSteps, scoreSteps, UNIT, withReplacements } from './search/scoring.ts';
import { searchIndexOf } from './search-index.ts';
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
    for (const reading of readings)
      if (reading.length > 0) yield* scoreSteps(searchIndexOf(chronology), reading, scores);
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
  return conditions.length === 0 ? [] : yield* readingSteps(searchIndexOf(chronology), conditions);
}

function foundBy(scores: Uint16Array, { events, withdrawn }: Chronology) {
  const positions = new TypedFastBitSet();
  for (let position = 0; position < events.length; position += 1) if (scores[position] !== 0) positions.add(position);
  return { positions, withdrawn: withdrawn.filter((_, index) => scores[events.length + index] !== 0) };
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
