/** The characters that no text may hold, and a text without them. */

/** What no text of a file may hold: control characters but for line breaks, and what XML cannot carry. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is of control characters, which are refused
export const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]/;
const CONTROLS = new RegExp(CONTROL, 'g');

/** A text from elsewhere, without the characters that no text of a file may hold. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}
