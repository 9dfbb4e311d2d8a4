/** How wide a text is at the most, by the letters of the widest of usual sans serifs: labels are laid out before any font is known. */

/** Advance widths in thousandths of an em, as DejaVu Sans and Verdana have them; systems' own fonts are narrower. */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ' ': 318,
    "!'.,:;|·’‘": 400,
    '()[]-/\\IJ': 400,
    ijl: 280,
    ft: 395,
    r: 415,
    s: 525,
    'ckvxyzL”“"': 600,
    aeghnopqubdFTPESYZ: 640,
    '0123456789$_': 640,
    ABCKRVX: 700,
    DGHNOQU: 790,
    'mwM%W&@…–—+=<>': 990,
  }).flatMap(([letters, width]) => [...letters].map((letter) => [letter, width])),
);
const OTHER_LETTER = 660;
/** From the first of the blocks of Chinese, Japanese and Korean: one em. */
const FIRST_FULL_WIDTH = '\u2e80';
/** The same letters in bold. */
const BOLD = 1.13;

/** In the unit of the font size. */
export function textWidth(text: string, { fontSize, bold = false }: { fontSize: number; bold?: boolean }): number {
  let sum = 0;
  for (const letter of text)
    sum += letter >= FIRST_FULL_WIDTH ? 1000 : (WIDTHS.get(letter) ?? OTHER_LETTER) * (bold ? BOLD : 1);
  return (sum * fontSize) / 1000;
}

/**
 * The text, or as many of its words as have room before an ellipsis; undefined where fewer than half of its letters have.
 * In a script that is written without spaces, only punctuation parts words: half a word would be another (WCAG 2.5.3).
 */
export function shortened(text: string, room: number, font: { fontSize: number; bold?: boolean }): string | undefined {
  if (textWidth(text, font) <= room) return text;
  const letters = [...text];
  for (let end = letters.length - 1; end >= letters.length * LEAST_KEPT; end -= 1) {
    const isBreak = letters[end] === ' ' || /[\u3000-\u303f\u30fb\uff00-\uff0f]/.test(letters[end] ?? '');
    if (!isBreak) continue;
    const kept = `${letters
      .slice(0, end)
      .join('')
      .replace(/[\s,;:–—・、]+$/u, '')}…`;
    if (textWidth(kept, font) <= room) return kept;
  }
  return undefined;
}

const LEAST_KEPT = 0.5;
