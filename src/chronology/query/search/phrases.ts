/** Phrases that mean more than their words, and where they stand in a search. */
import { foldings, isKatakana, type Unit, unitsOf } from './text.ts';

/** The meaning of a phrase; of another place with a country's name in its own, neither synonyms nor countries. */
interface Meaning {
  /** The words of its group of synonyms, itself among them. */
  readonly synonyms: readonly string[];
  /** The codes of the countries that have it as a name, alone or together. */
  readonly countries: readonly string[];
}

export interface Phrases {
  /** By `phraseKey` of either folding. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** The length of the longest key. */
  readonly longest: number;
}

/** What phrases are compared by: their units without what stands between them, so that CA+JAD is `CA JAD` and `CAJAD`. */
export function phraseKey(units: readonly Unit[]): string {
  return units.map(({ text, literal }) => literal ?? text).join('');
}

/** The keys of a text: two where it has an umlaut, one of them empty where it has no word. */
export function phraseKeysOf(text: string): readonly string[] {
  return foldings(text).map((folded) => phraseKey(unitsOf(folded)));
}

/** A phrase in a search, by the indexes of its first unit and the one behind its last. */
export interface PhraseFound {
  readonly from: number;
  readonly to: number;
  readonly meaning: Meaning;
}

/** The phrases in a search: the longest at each place, and none within another. */
export function phrasesIn(
  units: readonly Unit[],
  keyOf: (from: number, to: number) => readonly string[],
  { meanings, longest }: Phrases,
): readonly PhraseFound[] {
  const found: PhraseFound[] = [];
  for (let from = 0; from < units.length; ) {
    let best: PhraseFound | undefined;
    for (let to = from + 1, length = 0; to <= units.length; to += 1) {
      length += (units[to - 1] as Unit).text.length;
      if (length > longest) break;
      const meaning = keyOf(from, to)
        .map((key) => meanings.get(key))
        .find((one) => one !== undefined);
      if (!meaning || !isPhrase(units, from, to)) continue;
      const { countries, synonyms } = meaning;
      const isFree = !isTouched(units, from, to);
      if (synonyms.length > 0 || isFree) best = { from, to, meaning: { synonyms, countries: isFree ? countries : [] } };
    }
    if (best) found.push(best);
    from = best?.to ?? from + 1;
  }
  return found;
}

/**
 * Whether units of a search are a phrase by themselves. Among characters without spaces they are where the script changes on
 * both sides, サミット開催 and G7サミット, unless a single character follows or goes before: アメリカ人 is another word.
 */
function isPhrase(units: readonly Unit[], from: number, to: number): boolean {
  return isEdge(units, from, -1) && isEdge(units, to - 1, 1);
}

function isEdge(units: readonly Unit[], index: number, step: 1 | -1): boolean {
  const unit = units[index] as Unit;
  const [next, second] = [units[index + step], units[index + 2 * step]];
  if (!next || !areTouching(unit, next)) return true;
  if (unit.kind === 'character' && scriptOf(unit) === scriptOf(next)) return false;
  if (next.kind !== 'character' || scriptOf(next) === 'Hiragana') return true;
  // A counter stands behind its number: 第9回サミット.
  return (
    second !== undefined &&
    areTouching(next, second) &&
    (second.kind === 'number' || scriptOf(next) === scriptOf(second))
  );
}

/** Whether a character other than a particle touches the units: アメリカ is no country in 中央アメリカ. */
function isTouched(units: readonly Unit[], from: number, to: number): boolean {
  const [before, first, last, after] = [units[from - 1], units[from], units[to - 1], units[to]];
  const touches = (unit: Unit | undefined, other: Unit | undefined) =>
    unit !== undefined && other?.kind === 'character' && areTouching(unit, other) && scriptOf(other) !== 'Hiragana';
  return touches(first, before) || touches(last, after);
}

export function areTouching(a: Unit, b: Unit): boolean {
  return a.end === b.start || b.end === a.start;
}

const SCRIPTS = ['Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar'] as const;
const patterns = SCRIPTS.map((script) => [script, new RegExp(`^\\p{Script=${script}}`, 'u')] as const);

function scriptOf(unit: Unit): (typeof SCRIPTS)[number] | 'other' | undefined {
  if (unit.kind !== 'character') return undefined;
  // ー is of both kana.
  if (isKatakana(unit)) return 'Katakana';
  return patterns.find(([, pattern]) => pattern.test(unit.text))?.[0] ?? 'other';
}
