/** Which phrases mean more than their words: synonyms of the chronology, names of countries and of groups of them; and other places with such a name. */
import { pausing, type Work } from '../../../slices.ts';
import { namesOfCountry } from '../../country-names.ts';
import { formerCountries, otherNamesOfCountry } from '../../languages/display-names.ts';
import { otherPlaceNames } from '../../languages/words/country-names.ts';
import { countryCodes } from '../../schema/country.ts';
import type { Settings, Vocabulary } from '../../schema/vocabulary.ts';
import { areTouching, type Phrases, phraseKeysOf } from './phrases.ts';
import { isKatakana, type Unit } from './text.ts';

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
