/** Texts as a search compares them: what does not count, what is one word, and where it stands in the text as written. */

/**
 * A text as it is compared: its compatibility characters (full-width, half-width, ligatures), case, invisible characters
 * and the accents of Latin, Greek and Cyrillic letters do not count. Marks of other scripts stay: が is not か.
 */
function folded(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[ßæœøłđðþıς]/g, (letter) => UNDIVIDED.get(letter) ?? letter)
    .normalize('NFC');
}

// Letters that Unicode does not take apart, and the sigma that lower case ends words with.
const UNDIVIDED = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' }),
);

/** What is searched as one: a word or number, or a single character of Chinese or kana. */
export interface Unit {
  readonly text: string;
  /** Where it stands in the folded text. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'character';
}

const CHARACTER = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー〆\\u3099\\u309a]';
const LETTER = `[[\\p{L}\\p{N}\\p{M}]--${CHARACTER}]`;
// An apostrophe does not end a word: children’s, oʻzbek, o'zbek.
const UNIT = new RegExp(`(${CHARACTER})|${LETTER}+(?:['’‘]${LETTER}+)*`, 'gv');

export function unitsOf(folded: string): readonly Unit[] {
  const units: Unit[] = [];
  for (const { 0: found, 1: character, index } of folded.matchAll(UNIT)) {
    const text = character ?? found.replace(/['’‘ʻʼ]/g, '');
    if (text === '') continue;
    const kind = character ? 'character' : /^\p{Nd}+$/u.test(text) ? 'number' : 'word';
    units.push({ text, start: index, end: index + found.length, kind });
  }
  return units;
}

/**
 * Japanese has no spaces (minisearch 7.2.0 takes whole clauses for words), so what stands side by side is found by its
 * pairs: 外相会合 by 外相, 相会 and 会合. A number beside a character pairs with it as a whole, so that 第9回 is not found
 * where 第3回 and a 9 stand apart.
 */
export function arePair(a: Unit, b: Unit): boolean {
  return a.end === b.start && a.kind !== 'word' && b.kind !== 'word' && (a.kind !== b.kind || a.kind === 'character');
}

/**
 * What an index keeps of a text: each unit together with the one that it forms a pair with, or alone. So every pair is
 * a term, and every unit the beginning of one.
 */
export function termsOf(text: string): readonly string[] {
  const units = unitsOf(folded(text));
  return units.map((unit, position) => {
    const next = units[position + 1];
    return next && arePair(unit, next) ? unit.text + next.text : unit.text;
  });
}

/** Whether a term begins with a word; a number is not the beginning of a longer one. */
export function begins(term: string, word: string): boolean {
  return term.startsWith(word) && !(/\p{Nd}$/u.test(word) && /^\p{Nd}/u.test(term.slice(word.length)));
}

/**
 * A folded text that knows where in the original it comes from. Folding can change lengths (㍿, ﬁ, ｶﾞ), so it is done
 * for each character with the marks that belong to it.
 */
export function trace(text: string): {
  folded: string;
  locate(start: number, end: number): [start: number, end: number];
} {
  const starts: number[] = [];
  const ends: number[] = [];
  let all = '';
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const part = folded(cluster);
    for (let unit = 0; unit < part.length; unit++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    all += part;
  }
  return { folded: all, locate: (start, end) => [starts[start] ?? 0, ends[end - 1] ?? 0] };
}

// Half-width voicing marks and the later letters of a Korean syllable join what stands before them, like marks.
const CLUSTER = /[\s\S][\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u1160-\u11ff]*/gu;
