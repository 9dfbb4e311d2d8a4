/** The characters that no text may hold, and a text without them. */

/**
 * What no text may hold: control characters but for line breaks, halves of characters, and noncharacters, which XML, HTML and
 * JSON do not carry (XML 1.0 §2.2, RFC 7493 §2.1).
 */
export const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is of control characters, which are refused
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Surrogate}\p{Noncharacter_Code_Point}]/u;
const CONTROLS = new RegExp(CONTROL, 'gu');

/** A text from elsewhere, without the characters that no text of a file may hold. */
export function withoutControls(text: string): string {
  return text.replace(CONTROLS, '');
}
