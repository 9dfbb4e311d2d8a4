/** How a text is written in a regular expression that it alone matches. */

/** Node 20 and 22 have no `RegExp.escape`. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
