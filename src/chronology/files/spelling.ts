/** Spelling suggestions: the known words that are nearest to a misspelt one. */
import { atOnce, pausing, type Work } from '../../slices.ts';

/** The candidate nearest to a misspelt word, where its edit distance is at most 1 (short words), 2 or a third of the word. */
export function nearest<C extends string>(word: string, candidates: Iterable<C>): C | undefined {
  return allNearest(word, candidates)[0];
}

/** All candidates that are as near as the nearest one, in their order. */
export function allNearest<C extends string>(word: string, candidates: Iterable<C>): readonly C[] {
  return atOnce(allNearestSteps(word, candidates));
}

/** The same in slices: among 100,000 candidates it takes half a second. */
export function* allNearestSteps<C extends string>(word: string, candidates: Iterable<C>): Work<readonly C[]> {
  let best: C[] = [];
  const small = word.toLowerCase();
  // Two edits turn a word of 3 letters into almost any other.
  let least = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  yield* pausing(candidates, (candidate) => {
    const distance = editDistance(small, candidate.toLowerCase(), least + 1);
    if (distance > least) return;
    if (distance < least) best = [];
    least = distance;
    if (!best.includes(candidate)) best.push(candidate);
  });
  return best;
}

/**
 * Of more names, those alone are compared that begin alike: a comparison takes 5 µs, and anybody can ask for what there is
 * not.
 */
const MOST_COMPARED = 2000;
const BEGINNING = 3;

/** The names that a misspelt one is compared with, of so many. */
export function* comparableSteps(name: string, count: number, names: Iterable<string>): Work<Iterable<string>> {
  if (count <= MOST_COMPARED) return names;
  const beginning = name.slice(0, BEGINNING).toLowerCase();
  const alike: string[] = [];
  yield* pausing(names, (other) => {
    if (alike.length < MOST_COMPARED && other.slice(0, BEGINNING).toLowerCase() === beginning) alike.push(other);
  });
  return alike;
}

/** More words than these are a list in which nobody finds the one that was meant. */
const MOST_NAMED = 6;

/** `a, b or c`; of many, the first. */
export function eitherOf(words: readonly string[]): string {
  if (words.length > MOST_NAMED) return `${words.slice(0, MOST_NAMED).join(', ')} or another like them`;
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** Whether two words are at most so many edits apart. */
export function areWithin(a: string, b: string, edits: number): boolean {
  return editDistance(a, b, edits + 1) <= edits;
}

/** Two rows of the table of distances, for the words at hand. */
let rows: [Uint32Array, Uint32Array] = [new Uint32Array(128), new Uint32Array(128)];

/** Levenshtein distance, or `limit` where it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  if (b.length >= rows[0].length) rows = [new Uint32Array(b.length * 2), new Uint32Array(b.length * 2)];
  let [row, next] = rows;
  for (let j = 0; j <= b.length; j += 1) row[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    const letter = a.charCodeAt(i - 1);
    next[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] as number) + (letter === b.charCodeAt(j - 1) ? 0 : 1);
      const distance = Math.min(substituted, (row[j] as number) + 1, (next[j - 1] as number) + 1);
      next[j] = distance;
      if (distance < least) least = distance;
    }
    // No distance further down is less than the least of a row.
    if (least >= limit) return limit;
    [row, next] = [next, row];
  }
  return Math.min(row[b.length] ?? limit, limit);
}
