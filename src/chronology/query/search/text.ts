/** Texts as a search compares them: folding, division into units and terms, and offsets in the text as written. */

/** In characters. Each word and each pair of characters costs time. */
export const LONGEST_SEARCH = 200;

/** How the second folding of a text writes ä, ö, ü, ø and å: Müller is found by `muller` and by `mueller`. */
type Umlauts = 'without marks' | 'as two letters';

/**
 * A text in the form that is compared: without differences of case, of compatibility characters (full-width, half-width,
 * ligatures), of invisible characters, of digits (٣ is 3), of the accents of Latin, Greek and Cyrillic letters, and of the
 * marks and letter forms that Arabic and Hebrew can do without. Marks of other scripts stay: が is not か.
 */
function folded(text: string, umlauts: Umlauts = 'without marks'): string {
  if (ASCII.test(text)) return text.toLowerCase().replaceAll('`', "'");
  // An accent by itself is typed for an apostrophe; NFKD would make a space of it.
  let plain = text.replace(/[´`]/g, "'").normalize('NFKD').toLowerCase();
  if (umlauts === 'as two letters')
    plain = plain.replace(/([aou])\u0308|a\u030a|ø/g, (_, letter) => (letter ? `${letter}e` : _ === 'ø' ? 'oe' : 'aa'));
  return plain
    .replace(UNSEEN, '')
    .replace(OTHER_LETTERS, (letter) => FOLDED_LETTERS.get(letter) ?? letter)
    .replace(/[^\P{Nd}0-9]/gu, digitOf)
    .normalize('NFC');
}

/** Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel marks, hamza above and below, tatweel, and what shows nothing. */
const UNSEEN =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]|\p{Default_Ignorable_Code_Point}/gu;

// Letters that NFKD does not decompose, those that have another form at the end of a word, and the alef, yeh, kaf and heh that
// Arabic, Persian and Urdu keyboards have in the place of each other.
const FOLDED_LETTERS = new Map(
  Object.entries({
    ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i', ς: 'σ', '♯': '#' },
    ...{ '\u0671': '\u0627', '\u0649': '\u064a', '\u06cc': '\u064a', '\u06a9': '\u0643' },
    ...{ '\u0629': '\u0647', '\u06c1': '\u0647', '\u06be': '\u0647', '\u06d5': '\u0647' },
    ...{ ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' },
  }),
);
const OTHER_LETTERS = new RegExp(`[${[...FOLDED_LETTERS.keys()].join('')}]`, 'gu');

/** The text with the digits of every script as 0 to 9. */
export function inLatinDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, digitOf);
}

/** Decimal digits stand in tens that begin at a code point whose last hexadecimal digit is 0 or 6. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const row = code - (code % 16);
  return String((code - row - (/\p{Nd}/u.test(String.fromCodePoint(row)) ? 0 : 6)) % 10);
}

/** A word, a number, or a single character of a script that is written without spaces, or of Korean. */
export interface Unit {
  readonly text: string;
  /** Offsets in the folded text. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'character';
  /** The word with the signs that tell it from another: `c++`, `c#`, `.net`. */
  readonly literal: string | undefined;
  /** Whether it is letters with a full stop after each: U.N., J. K. */
  readonly isAbbreviation: boolean;
}

// Scripts that divide no words by spaces (Unicode's line breaking classes ID and SA), and Korean, whose particles and
// compounds are written together.
const CHARACTER = `[${['Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Yi', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .concat(['Tai_Tham', 'Tai_Le', 'New_Tai_Lue', 'Tai_Viet', 'Ahom'])
  .map((script) => `\\p{Script=${script}}`)
  .join('')}ー〆\\u3099\\u309a]`;
const LETTER = `[[\\p{L}\\p{M}]--${CHARACTER}]`;
const NUMBER = `[\\p{N}--${CHARACTER}]`;
const ALPHANUMERIC = `[${LETTER}${NUMBER}]`;
const UNIT = new RegExp(
  [
    `(${CHARACTER})`,
    // The turned comma of Uzbek and Hawaiian is part of the word: o‘zbek, oʻzbek.
    `(${LETTER}+(?:‘${LETTER}+)*)(\\+\\+|#(?!${ALPHANUMERIC}))?`,
    `${NUMBER}${ALPHANUMERIC}*`,
  ].join('|'),
  'gv',
);

/** The same for ASCII, in which most English texts are: a fifth of the time. */
const ASCII_UNIT = /()([a-z]+)(\+\+|#(?![a-z0-9]))?|[0-9][a-z0-9]*/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
const ASCII = /^[\x00-\x7f]*$/;

export function unitsOf(folded: string): readonly Unit[] {
  const units: Unit[] = [];
  const isAscii = ASCII.test(folded);
  const mayAbbreviate = folded.includes('.');
  const mayHaveCommas = !isAscii && /[‘ʻʼʾʿ]/.test(folded);
  const pattern = isAscii ? ASCII_UNIT : UNIT;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(folded); match; match = pattern.exec(folded)) {
    const { 0: found, 1: character, 2: word, 3: sign, index: start } = match;
    let text = word ?? found;
    if (mayHaveCommas) text = text.replace(/[‘ʻʼʾʿ]/g, '');
    if (text === '') continue;
    const kind = character ? 'character' : word === undefined && /^\d+$/.test(text) ? 'number' : 'word';
    const hasDot = mayAbbreviate && word !== undefined && folded[start - 1] === '.' && folded[start - 2] !== '.';
    const literal = sign ? text + sign : hasDot ? `.${text}` : undefined;
    units.push({ text, start, end: start + found.length, kind, literal, isAbbreviation: false });
  }
  return mayAbbreviate ? withAbbreviations(units, folded) : units;
}

/** The units, with letters that have full stops between them as one: U.N. and U.N, and with spaces J. K. */
function withAbbreviations(units: readonly Unit[], folded: string): readonly Unit[] {
  const isLetter = (unit: Unit | undefined): unit is Unit =>
    unit?.kind === 'word' && unit.end - unit.start === 1 && unit.text.length === 1 && !/\d/.test(unit.text);
  const abbreviated: Unit[] = [];
  for (let from = 0; from < units.length; ) {
    const unit = units[from] as Unit;
    let to = from + 1;
    // A letter that goes on without a full stop is a word of its own, as that of J.Smith is not.
    const separator = folded.startsWith('. ', unit.end) ? '. ' : '.';
    if (isLetter(unit) && folded[unit.end] === '.' && !isPartOfWord(units[from - 1], unit, folded))
      while (
        isLetter(units[to]) &&
        units[to]?.start === (units[to - 1] as Unit).end + separator.length &&
        folded.startsWith(separator, (units[to - 1] as Unit).end) &&
        (separator === '.' || folded[(units[to] as Unit).end] === '.')
      )
        to += 1;
    const last = units[to - 1] as Unit;
    if (to - from < 2 || last.end === units[to]?.start) {
      abbreviated.push(unit);
      from += 1;
      continue;
    }
    const text = units
      .slice(from, to)
      .map((letter) => letter.text)
      .join('');
    const end = folded[last.end] === '.' ? last.end + 1 : last.end;
    abbreviated.push({ text, start: unit.start, end, kind: 'word', literal: undefined, isAbbreviation: true });
    from = to;
  }
  return abbreviated;
}

function isPartOfWord(before: Unit | undefined, unit: Unit, folded: string): boolean {
  return before !== undefined && before.kind !== 'character' && areOneWord(before, unit, folded);
}

/** What stands within a word: an apostrophe, a dash of any kind (also behind a full stop), a full stop, one of few signs. */
const WITHIN_WORD = /^(?:|['’.+&·_״׳]|\.?[\p{Pd}\u2212])$/u;

/**
 * Whether two neighbours are parts of one word, which others may write as one or apart: co-operation, COVID19, d’Ivoire.
 * Two numbers are parts of a number: 1,000 and 1.5, but not 2019–2022.
 */
function areOneWord(a: Unit, b: Unit, folded: string): boolean {
  if (a.kind === 'character' || b.kind === 'character' || a.end > b.start || b.start - a.end > 2) return false;
  const between = folded.slice(a.end, b.start);
  // Most of all: two words.
  if (between === ' ') return false;
  if (a.kind === 'number' && b.kind === 'number')
    return between === '.' || (between === ',' && /^\d{1,3}$/.test(a.text) && b.text.length === 3);
  // Hebrew abbreviations have a quotation mark before their last letter.
  if (between === '"') return /\p{Script=Hebrew}$/u.test(a.text);
  return !/[+#]$/.test(a.literal ?? '') && WITHIN_WORD.test(between);
}

/** Neighbouring units that are one word, by the indexes of the first and the one behind the last. */
export interface Compound {
  readonly from: number;
  readonly to: number;
}

/** All units in compounds, most of them of one unit. */
export function compoundsOf(units: readonly Unit[], folded: string): readonly Compound[] {
  const compounds: Compound[] = [];
  for (let from = 0; from < units.length; ) {
    let to = from + 1;
    while (to < units.length && areOneWord(units[to - 1] as Unit, units[to] as Unit, folded)) to += 1;
    compounds.push({ from, to });
    from = to;
  }
  return compounds;
}

/** The units as one word; a decimal number with its point. */
export function joined(units: readonly Unit[], folded: string): string {
  return units
    .map((unit, index) => {
      const before = units[index - 1];
      const isDecimal = before?.kind === 'number' && unit.kind === 'number' && folded[before.end] === '.';
      return isDecimal ? `.${unit.text}` : unit.text;
    })
    .join('');
}

/**
 * Whether two neighbouring units form one term, a bigram. Japanese has no spaces (minisearch 7.2.0 takes whole clauses for
 * words), so 外相会合 is found by 外相, 相会 and 会合. A number forms a bigram with the character beside it as a whole, so
 * that 第9回 is not found where 第3回 and a 9 stand apart.
 */
export function formBigram(a: Unit, b: Unit): boolean {
  return a.end === b.start && canFormBigram(a, b);
}

function canFormBigram(a: Unit, b: Unit): boolean {
  return a.kind !== 'word' && b.kind !== 'word' && (a.kind !== b.kind || a.kind === 'character');
}

/** What a text may have between two characters that others write together: 第 9 回, 林 芳正, コーヒー・ハウス. */
function areBridged(a: Unit, b: Unit, folded: string): boolean {
  if (a.kind === 'word' || b.start - a.end !== 1 || !canFormBigram(a, b)) return false;
  const between = folded[a.end] ?? '';
  return /\s/.test(between) || (/[・゠=]/.test(between) && isKatakana(a) && isKatakana(b));
}

export function isKatakana({ text }: Unit): boolean {
  return /^[\p{Script=Katakana}ー]/u.test(text);
}

/** A term of a text, and where it stands. */
export interface Term {
  readonly text: string;
  /** A unit alone, two as a bigram, several as one word, a word with its signs, or a letter of an abbreviation. */
  readonly kind: 'unit' | 'bigram' | 'joined' | 'literal' | 'letter';
  /** Offsets in the folded text. */
  readonly start: number;
  readonly end: number;
  /** Of several units as one word, the length of the first. */
  readonly firstLength?: number;
}

/** Of longer chains of hyphens, this many parts are taken for one word. */
const MOST_JOINED = 6;

/**
 * The terms of a folded text. For each unit the bigram with the next unit, or else the unit alone: so every bigram is a
 * term, and every unit is a prefix of one. Beside them each word with its signs, and units that are one word as one.
 */
function* termsIn(folded: string, units: readonly Unit[]): Generator<Term> {
  for (const [index, unit] of units.entries()) {
    const { text, start, end, literal } = unit;
    const next = units[index + 1];
    if (next && (formBigram(unit, next) || areBridged(unit, next, folded)))
      yield { text: text + next.text, kind: 'bigram', start, end: next.end };
    else yield { text, kind: 'unit', start, end };
    if (literal !== undefined)
      yield { text: literal, kind: 'literal', start: literal.startsWith('.') ? start - 1 : start, end };
    if (unit.isAbbreviation && text.length <= MOST_JOINED)
      for (const letter of text) yield { text: letter, kind: 'letter', start, end };
  }
  for (const { from, to } of compoundsOf(units, folded))
    for (let index = from; index < to - 1; index += 1) {
      const parts = units.slice(index, Math.min(to, index + MOST_JOINED));
      const [first, last] = [parts[0] as Unit, parts.at(-1) as Unit];
      const range = { start: first.start, end: last.end };
      yield { text: joined(parts, folded), kind: 'joined', ...range, firstLength: first.text.length };
    }
}

/** The terms under which a text is indexed. */
export function termsOf(text: string): readonly string[] {
  const texts: string[] = [];
  for (const folded of foldings(text)) for (const term of termsIn(folded, unitsOf(folded))) texts.push(term.text);
  return texts;
}

/** A text folded, and once more where it has an umlaut. */
export function foldings(text: string): readonly string[] {
  const plain = folded(text);
  return MAY_HAVE_UMLAUT.test(text) ? [...new Set([plain, folded(text, 'as two letters')])] : [plain];
}

const MAY_HAVE_UMLAUT = /[äöüøåÅ]|\u0308|\u030a/i;

/** Whether a term begins with a word; a number is no prefix of a longer number. */
export function hasPrefix(term: string, word: string): boolean {
  return term.startsWith(word) && !(/\p{Nd}$/u.test(word) && /^\p{Nd}/u.test(term.slice(word.length)));
}

/** A folded text, its units, and the offsets in the original of any range of it. */
export interface FoldedText {
  readonly folded: string;
  readonly units: readonly Unit[];
  locate(start: number, end: number): [start: number, end: number];
}

/**
 * The foldings of a text with offsets. Folding can change lengths (㍿, ﬁ, ｶﾞ), so each character is folded with its marks,
 * and its offsets noted for every unit that it became.
 */
export function foldWithOffsets(text: string): readonly [FoldedText, ...FoldedText[]] {
  const plain = foldAs(text, 'without marks');
  if (!MAY_HAVE_UMLAUT.test(text)) return [plain];
  const other = foldAs(text, 'as two letters');
  return other.folded === plain.folded ? [plain] : [plain, other];
}

function foldAs(text: string, umlauts: Umlauts): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let foldedText = '';
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const foldedCluster = folded(cluster, umlauts);
    for (let unit = 0; unit < foldedCluster.length; unit++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    foldedText += foldedCluster;
  }
  return {
    folded: foldedText,
    units: unitsOf(foldedText),
    locate: (start, end) => [starts[start] ?? 0, ends[end - 1] ?? 0],
  };
}

// Half-width voicing marks and the later letters of a Korean syllable belong to the character before them, like marks.
const CLUSTER = /[\s\S][\p{M}\p{Default_Ignorable_Code_Point}\uff9e\uff9f\u1160-\u11ff]*/gu;

/** The terms of a text as they are marked, each with what it marks. */
export function markableTerms({ folded, units }: FoldedText): readonly Term[] {
  const terms: Term[] = units.map((unit) => ({
    // Also of a unit that is indexed with the next one, which a single character must not mark.
    text: unit.text,
    kind: 'unit',
    start: unit.start,
    end: endOfWord(unit, units, folded),
  }));
  for (const term of termsIn(folded, units)) {
    // A search leaves the ー at the end of コーヒー open.
    const isProlonged = term.kind === 'bigram' && folded[term.end] === 'ー';
    if (term.kind !== 'unit') terms.push(isProlonged ? { ...term, end: term.end + 1 } : term);
  }
  return terms;
}

/** What an apostrophe joins to a word is marked with it: children’s. */
function endOfWord(unit: Unit, units: readonly Unit[], folded: string): number {
  let { end } = unit;
  if (unit.kind === 'character') return end;
  for (const next of units) {
    if (next.start <= end) continue;
    if (next.start > end + 1 || next.kind === 'character' || !/['’]/.test(folded[end] ?? '')) break;
    end = next.end;
  }
  return end;
}
