/** The beginning of a text where there is no room for all of it: a sentence, or as many whole words as fit. */
import { lettersOf } from './letters.ts';

/** Characters as wide as two Latin letters. */
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** A sentence ends behind a word of some length: "Mr." and "U.N." end none. */
const SENTENCE_END = /[。！？][」』）]*|(?<=[^\s.]{3})[.!?]["”’)\]]*(?=\s)/u;

/** Where a word may end: before a space, behind a mark of East Asian writing, and before what in Japanese begins a phrase. */
const WORD_END =
  /(?=\s)|(?<=[、。，・；：！？」』）])|(?<=\p{sc=Hiragana})(?=[\p{sc=Han}\p{sc=Katakana}\p{L}\p{N}「『（])(?!\p{sc=Hiragana})/u;

/** Marks that no text breaks off behind. */
const LOOSE_END = /[\s\p{Pd},;:、，；：・“‘「『（([]+$/u;

/**
 * The first sentence, or else its first words and an ellipsis.
 *
 * @param room In columns: a Latin letter takes one, a Japanese character two.
 */
export function beginningOf(text: string, room: number): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  const end = SENTENCE_END.exec(whole);
  const sentence = end ? whole.slice(0, end.index + end[0].length) : whole;
  if (columnsOf(sentence) <= room) return sentence;
  let taken = '';
  for (const word of sentence.split(WORD_END)) {
    // One column for the ellipsis.
    if (columnsOf(taken + word) > room - 1) break;
    taken += word;
  }
  // A single word that is longer, or a script that does not part words, breaks between letters.
  return `${(taken || lettersWithin(sentence, room - 1)).replace(LOOSE_END, '')}…`;
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

function lettersWithin(text: string, room: number): string {
  let taken = '';
  for (const letter of lettersOf(text)) {
    if (columnsOf(taken + letter) > room) break;
    taken += letter;
  }
  return taken;
}
