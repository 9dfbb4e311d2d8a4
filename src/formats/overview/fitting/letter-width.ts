/** How wide a text is at the most, whatever font it is drawn with: labels are laid out before any font is known. */
import { lettersOf } from '../../view/letters.ts';

/**
 * Where a text is drawn: on a page, with the sans serif of a reader's system, or in a document, which is drawn with that or,
 * as PNG, with the font that the program brings; in a slide, which is a document that is seen from afar.
 */
export type Medium = 'page' | 'document' | 'slide';

export interface Font {
  readonly fontSize: number;
  readonly bold?: boolean;
  /** Absent on a page. */
  readonly medium?: Medium | undefined;
}

type Widths = ReadonlyMap<string, number>;

function widthsOf(lettersByWidth: Readonly<Record<number, string>>): Widths {
  return new Map(
    Object.entries(lettersByWidth).flatMap(([width, letters]) =>
      [...letters].map((letter) => [letter, Number(width)] as const),
    ),
  );
}

/** Advance widths in thousandths of an em, as DejaVu Sans and Verdana have them; systems' own fonts are narrower. */
const SYSTEM = widthsOf({
  280: 'ijl',
  318: ' ',
  395: 'ft',
  400: "!'.,:;|·’‘()[]-/\\IJ",
  415: 'r',
  525: 's',
  600: 'ckvxyzL”“"',
  640: 'aeghnopqubdFTPESYZ0123456789$_',
  700: 'ABCKRVX',
  790: 'DGHNOQU',
  990: 'mwM%W&@…–—+=<>',
});
const OTHER_OF_SYSTEM = 660;
/** The same letters in bold. */
const BOLD = 1.13;

/** The same of BIZ UDPGothic, regular or bold: its capitals and digits are wider than those of any system's font. */
const SHIPPED = widthsOf({
  335: ' ',
  370: "!'.,:;il",
  440: 'jI|·',
  510: 'frt-–/\\()’‘”“',
  560: '"[]',
  590: 'sJ',
  620: 'vxzL',
  660: 'cky',
  705: 'aegoEFTĽ',
  730: 'bdhnpquS',
  780: 'ABKPRVYZ0123456789',
  820: 'CX?$_',
  860: 'DGHNU+=<>',
  875: 'ďĖ',
  910: 'wOQ&',
  960: 'm',
  1000: '≠\u212b',
});
/** Its Greek and Cyrillic are as wide as its Japanese. */
const OTHER_OF_SHIPPED = 1000;

/** From the first of the blocks of Chinese, Japanese and Korean: one em. */
const FIRST_FULL_WIDTH = '\u2e80';
const FULL_WIDTH = 1000;

/** In the unit of the font size. */
export function textWidth(text: string, { fontSize, bold = false, medium = 'page' }: Font): number {
  let sum = 0;
  for (const letter of text) {
    if (letter >= FIRST_FULL_WIDTH) sum += FULL_WIDTH;
    else {
      const width = widthIn(SYSTEM, letter, OTHER_OF_SYSTEM) * (bold ? BOLD : 1);
      sum += medium === 'page' ? width : Math.max(width, widthIn(SHIPPED, letter, OTHER_OF_SHIPPED));
    }
  }
  return (sum * fontSize) / 1000;
}

/** A letter with a mark is as wide as without or, where the mark stands behind it as in `ľ`, no wider than most letters. */
function widthIn(widths: Widths, letter: string, other: number): number {
  const width = widths.get(letter);
  if (width !== undefined) return width;
  const [plain = ''] = letter.normalize('NFD');
  return plain === letter ? other : Math.max(widths.get(plain) ?? other, OTHER_OF_SYSTEM);
}

/** Where a word ends. */
const BREAK = /^[ \u3000-\u303f\u30fb\uff00-\uff0f]/;
/** Marks that no text breaks off behind. */
const LOOSE_END = /[\s,;:–—・、]+$/u;
const LEAST_KEPT = 0.5;

/**
 * The text, or as many of its words as have room before an ellipsis; undefined where fewer than half of its letters have.
 * Scripts that are written without spaces break at punctuation alone: the name of a link holds what is seen of it, and half a
 * word would be another (WCAG 2.2, 2.5.3).
 */
export function shortened(text: string, room: number, font: Font): string | undefined {
  if (textWidth(text, font) <= room) return text;
  const letters = [...text];
  for (let end = letters.length - 1; end >= letters.length * LEAST_KEPT; end -= 1) {
    if (!BREAK.test(letters[end] ?? '')) continue;
    const kept = ended(letters.slice(0, end));
    if (textWidth(kept, font) <= room) return kept;
  }
  return undefined;
}

/**
 * The text, or what of it has room before an ellipsis, be it little: behind a word, or a letter of a script that is written
 * without spaces; behind any letter where words are so long that half of the room would stay empty.
 */
export function cut(text: string, room: number, font: Font): string {
  if (textWidth(text, font) <= room) return text;
  const letters: string[] = [];
  let left = room - textWidth('…', font);
  let wordEnd = 0;
  for (const letter of lettersOf(text)) {
    if (BREAK.test(letter) || (letters.at(-1) ?? '') >= FIRST_FULL_WIDTH) wordEnd = letters.length;
    left -= textWidth(letter, font);
    if (left < 0) break;
    letters.push(letter);
  }
  return ended(wordEnd >= letters.length * LEAST_KEPT ? letters.slice(0, wordEnd) : letters);
}

function ended(letters: readonly string[]): string {
  return `${letters.join('').replace(LOOSE_END, '')}…`;
}
