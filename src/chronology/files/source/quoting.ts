/** Texts in the quotes that YAML needs, for advice. */

/** The text in quotes: single ones, or double ones where the text has an apostrophe. */
export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
