/** Texts as a search compares them: folding, division into terms, and offsets in the text as written. */

/**
 * A text in the form that is compared: without differences of case, of compatibility characters (full-width, half-width,
 * ligatures), of invisible characters and of the accents of Latin, Greek and Cyrillic letters. Marks of other scripts
 * stay: が is not か.
 */
function folded(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]|\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[ßæœøłđðþıς]/g, (letter) => FOLDED_LETTERS.get(letter) ?? letter)
    .normalize('NFC');
}

// Letters that NFKD does not decompose, and the sigma at the end of lower-case words.
const FOLDED_LETTERS = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' }),
);

/** A word, a number, or a single character of Chinese or kana. */
export interface Unit {
  readonly text: string;
  /** Offsets in the folded text. */
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
 * Whether two neighbouring units form one term, a bigram. Japanese has no spaces (minisearch 7.2.0 takes whole clauses for
 * words), so 外相会合 is found by 外相, 相会 and 会合. A number forms a bigram with the character beside it as a whole, so
 * that 第9回 is not found where 第3回 and a 9 stand apart.
 */
export function formBigram(a: Unit, b: Unit): boolean {
  return a.end === b.start && a.kind !== 'word' && b.kind !== 'word' && (a.kind !== b.kind || a.kind === 'character');
}

/**
 * The terms under which a text is indexed: for each unit the bigram with the next unit, or else the unit alone. So every
 * bigram is a term, and every unit is a prefix of one.
 */
export function termsOf(text: string): readonly string[] {
  const units = unitsOf(folded(text));
  return units.map((unit, index) => {
    const next = units[index + 1];
    return next && formBigram(unit, next) ? unit.text + next.text : unit.text;
  });
}

/** Whether a term begins with a word; a number is no prefix of a longer number. */
export function hasPrefix(term: string, word: string): boolean {
  return term.startsWith(word) && !(/\p{Nd}$/u.test(word) && /^\p{Nd}/u.test(term.slice(word.length)));
}

/**
 * A folded text, and the offsets in the original of any range of it. Folding can change lengths (㍿, ﬁ, ｶﾞ), so each
 * character is folded with its marks, and its offsets noted for every unit that it became.
 */
export function foldWithOffsets(text: string): {
  folded: string;
  locate(start: number, end: number): [start: number, end: number];
} {
  const starts: number[] = [];
  const ends: number[] = [];
  let foldedText = '';
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const foldedCluster = folded(cluster);
    for (let unit = 0; unit < foldedCluster.length; unit++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    foldedText += foldedCluster;
  }
  return { folded: foldedText, locate: (start, end) => [starts[start] ?? 0, ends[end - 1] ?? 0] };
}

// Half-width voicing marks and the later letters of a Korean syllable belong to the character before them, like marks.
const CLUSTER = /[\s\S][\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u1160-\u11ff]*/gu;
