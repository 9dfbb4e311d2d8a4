/** How well each event answers a search, by the terms of an index: that of a chronology, or its copy in a browser. */
import { any, type Condition, type Expression, type SearchTerm } from './expression.ts';
import { EXACTNESS } from './quality.ts';

/** As `Work` of slices, of which no module may be loaded in a browser. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Terms, and how well the events answer that have them. */
export interface TermIndex {
  /** How many positions of events there are. */
  readonly size: number;
  has(term: string): boolean;
  hasEntry(key: string): boolean;
  hasPrefix(word: string): boolean;
  termsWithPrefix(word: string): Steps<readonly string[]>;
  /** The terms within a number of edits of a word → their distance. */
  near(word: string, edits: number): ReadonlyMap<string, number>;
  rate(
    terms: Iterable<readonly [term: string, exactness: number]>,
    qualities: Uint8Array,
    withoutCountries?: boolean,
  ): Steps<void>;
  rateEntry(key: string, exactness: number, qualities: Uint8Array): void;
}

/** The conditions of a search, with what is searched for in the place of misspelt words. */
export type Reading = readonly (Condition & { readonly replacements: readonly Replacement[] })[];

/**
 * A score is the mean quality of a search's conditions: the words of a search, and the pairs of characters of a Japanese word,
 * are no more together than each is. Means of 200 conditions still differ, and the best quality fits into 16 bits.
 */
export const UNIT = 2048;

/** What is searched for: the conditions, with the nearest words in the place of those that no event has. */
export function* readingSteps(index: TermIndex, conditions: readonly Condition[]): Steps<Reading> {
  const reading: Reading[number][] = [];
  for (const condition of conditions) {
    yield;
    reading.push({ ...condition, replacements: replacementsFor(index, condition) });
  }
  return reading;
}

/**
 * Scores the events that have all words of a search; a better score that stands there stays. A search without any word, such
 * as one of punctuation alone, finds no event, since no text contains what was asked for.
 */
export function* scoreSteps(index: TermIndex, reading: Reading, scores: Uint16Array): Steps<void> {
  if (reading.length === 0) return;
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
function* rate(index: TermIndex, expression: Expression, most: number): Steps<Uint8Array> {
  const qualities = new Uint8Array(index.size);
  yield* rateInto(qualities, index, expression, most);
  return qualities;
}

function* rateInto(qualities: Uint8Array, index: TermIndex, expression: Expression, most: number): Steps<void> {
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
  index: TermIndex,
  { text, match }: SearchTerm,
  most: number,
): Steps<readonly (readonly [term: string, exactness: number])[]> {
  const whole = Math.min(most, EXACTNESS.whole);
  if (match !== 'beginning') return index.has(text) ? [[text, whole]] : [];
  const terms = yield* index.termsWithPrefix(text);
  return terms.map((term) => [term, term === text ? whole : Math.min(most, EXACTNESS.beginning)]);
}

/** A misspelt word, or part of one, and the terms that are searched for in its place. */
interface Replacement extends Pick<Condition, 'start' | 'end'> {
  readonly terms: readonly string[];
}

/** The expression of a condition, with words that no event has replaced by the nearest that some have. */
export function withReplacements({ replacements, ...condition }: Reading[number]): Expression {
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
function replacementsFor(index: TermIndex, { expression, word, start, end }: Condition): readonly Replacement[] {
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
function canBeFound(index: TermIndex, expression: Expression): boolean {
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
  searchIndex: TermIndex,
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
