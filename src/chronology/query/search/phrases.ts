/** Phrases that mean more than their words, synonyms of the chronology and names of countries and of groups of them, and other places with such a name. */
import { pausing, type Work } from '../../../slices.ts';
import { namesOfCountry } from '../../country-names.ts';
import { formerCountries, otherNamesOfCountry } from '../../languages/display-names.ts';
import { otherPlaceNames } from '../../languages/words/country-names.ts';
import { countryCodes } from '../../schema/country.ts';
import type { Settings, Vocabulary } from '../../schema/vocabulary.ts';
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

const otherPlaces: ReadonlySet<string> = new Set(otherPlaceNames.flatMap(phraseKeysOf));
const longestOtherPlace = Math.max(...Array.from(otherPlaces, ({ length }) => length));

type NamesInSettings = Pick<Settings, 'synonyms' | 'countries' | 'countryGroups' | 'languages'>;

const phrasesBySettings = new WeakMap<NamesInSettings, Phrases>();

export function* phrasesSteps({ settings }: Pick<Vocabulary, 'settings'>): Work<Phrases> {
  const made = phrasesBySettings.get(settings);
  if (made) return made;
  const meanings = new Map<string, { synonyms: readonly string[]; countries: string[] }>();
  const meaningOf = (key: string) => {
    const meaning = meanings.get(key) ?? { synonyms: [], countries: [] };
    if (key !== '') meanings.set(key, meaning);
    return meaning;
  };
  yield* pausing(settings.synonyms, (group) => {
    for (const key of group.flatMap(phraseKeysOf)) meaningOf(key).synonyms = group;
  });
  const addName = (name: string, codes: readonly string[]) => {
    for (const key of phraseKeysOf(name)) {
      const { countries } = meaningOf(key);
      for (const code of codes) if (!countries.includes(code)) countries.push(code);
    }
  };
  yield* pausing(new Set([...countryCodes(), ...formerCountries]), (code) => {
    for (const name of allNamesOfCountry(code, { settings })) addName(name, [code]);
  });
  for (const { name, countries } of Object.values(settings.countryGroups))
    for (const text of Object.values(name)) addName(text, countries);
  for (const key of otherPlaces) meaningOf(key);
  let longest = 0;
  for (const { length } of meanings.keys()) longest = Math.max(longest, length);
  const phrases = { meanings, longest };
  phrasesBySettings.set(settings, phrases);
  return phrases;
}

/** The names of a country in the languages of the chronology, and all others that lead to it. */
export function allNamesOfCountry(code: string, vocabulary: Pick<Vocabulary, 'settings'>): readonly string[] {
  return [
    ...namesOfCountry(code, vocabulary),
    ...vocabulary.settings.languages.flatMap((language) => otherNamesOfCountry(code, language)),
  ];
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

function areTouching(a: Unit, b: Unit): boolean {
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

/**
 * The ranges of a folded text in which a phrase stands: its last word may go on, as words of a search may, unless it is a
 * name. Katakana are no part of a longer word: マリ does not stand in マリア; nor is a country named in Latin America.
 */
export function* phraseRanges(
  units: readonly Unit[],
  keys: ReadonlyMap<string, { readonly isName: boolean }>,
): Generator<{ readonly start: number; readonly end: number }> {
  const longest = Math.max(0, ...Array.from(keys.keys(), (key) => key.length));
  /** Behind the last unit of another place, in which no country is named. */
  let otherPlaceEnd = 0;
  for (let from = 0; from < units.length && longest > 0; from += 1) {
    otherPlaceEnd = Math.max(otherPlaceEnd, endOfOtherPlace(units, from, keys));
    let text = '';
    for (let to = from; to < units.length && text.length < longest; to += 1) {
      const unit = units[to] as Unit;
      const key = keys.get(text + (unit.literal ?? unit.text)) ?? goesOn(text, unit, keys);
      text += unit.literal ?? unit.text;
      if (key?.isName && to < otherPlaceEnd) continue;
      if (key && !cutsKatakana(units[from - 1], units[from]) && !cutsKatakana(unit, units[to + 1]))
        yield { start: (units[from] as Unit).start, end: unit.end };
    }
  }
}

/** Where the longest name of another place ends that begins at a unit, by the index behind its last; 0 for none. */
function endOfOtherPlace(units: readonly Unit[], from: number, keys: ReadonlyMap<string, unknown>): number {
  let end = 0;
  for (let to = from, text = ''; to < units.length && text.length < longestOtherPlace; to += 1) {
    text += (units[to] as Unit).text;
    // A chronology may call a country so.
    if (otherPlaces.has(text) && !keys.has(text)) end = to + 1;
  }
  return end;
}

function goesOn(text: string, unit: Unit, keys: ReadonlyMap<string, { readonly isName: boolean }>) {
  if (unit.kind !== 'word') return undefined;
  for (const [key, { isName }] of keys)
    if (!isName && key.length > text.length && key.startsWith(text) && (text + unit.text).startsWith(key))
      return { isName };
  return undefined;
}

function cutsKatakana(a: Unit | undefined, b: Unit | undefined): boolean {
  return a !== undefined && b !== undefined && areTouching(a, b) && isKatakana(a) && isKatakana(b);
}
