/** Texts in the quotes that YAML needs, for advice: a text that is known, or one as it stands in a file without quotes. */

/** The text in quotes: single ones, or double ones where the text has an apostrophe. */
export function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** Advice is read on one line: a longer text is longer than what `check` shows of the line itself. */
const LONGEST_QUOTED = 190;
export const QUOTES_AROUND_ALL = 'quotes around the whole text';

/** The whole text in quotes, behind what stands before it; without the text where that is long or has paragraphs. */
export function quotedWhole(text: string, lead = ''): string {
  return text.length > LONGEST_QUOTED || text.includes('\n') ? QUOTES_AROUND_ALL : `${lead}${quoted(text)}`;
}

/** What stands before a value on its line: the field's name and a colon, or a dash; nothing in brackets. */
export function leadAt(source: string, offset: number): string {
  const near = source.slice(Math.max(offset - LONGEST_READ, 0), offset);
  const before = near.slice(near.lastIndexOf('\n') + 1);
  const [, name] = /^\s*(?:- +)*["']?([A-Za-z_][\w-]*)["']?:[ \t]+$/.exec(before) ?? [];
  return name === undefined ? (/^\s*(?:- +)+$/.test(before) ? '- ' : '') : `${name}: `;
}

/** A text without quotes as it stands in a file. */
export interface PlainText {
  /** Its lines joined by spaces, its paragraphs by line breaks. */
  readonly text: string;
  readonly end: number;
}

const MOST_LINES = 50;
/** No longer line is shown. */
const LONGEST_READ = 1000;
/** A line that is no further line of a text, however deep it stands. */
const FIELD_ITEM_OR_COMMENT = /^\s*(?:-(?:\s|$)|#|[A-Za-z_][\w-]*\s*[:：](?:\s|$))/;

/**
 * The text that begins at an offset, to its end: the parser ends it sooner where it begins with a sign. Its further lines
 * are deeper than its field or dash.
 *
 * @param inBrackets Whether a comma or a closing bracket ends it.
 */
export function plainTextAt(source: string, offset: number, inBrackets = false): PlainText {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const before = source.slice(lineStart, offset);
  const names = /^(\s*(?:- +)*)\S/.exec(before)?.[1];
  const dashes = before.lastIndexOf('-');
  const least = names !== undefined ? names.length + 1 : dashes === -1 ? before.length : dashes + 1;
  let end = lineEnd(source, offset);
  let text = withoutComment(source.slice(offset, Math.min(end, offset + LONGEST_READ)));
  if (inBrackets) {
    text = (/^[^,\]}]*/.exec(text)?.[0] ?? text).trimEnd();
    return { text, end: offset + text.length };
  }
  let isParagraphEnd = false;
  for (let count = 1, start = end + 1; count < MOST_LINES && start < source.length; count += 1) {
    const next = lineEnd(source, start);
    const line = source.slice(start, Math.min(next, start + LONGEST_READ));
    const depth = line.search(/\S/);
    if (depth === -1) isParagraphEnd = true;
    else if (depth < least || FIELD_ITEM_OR_COMMENT.test(line)) break;
    else {
      text += `${isParagraphEnd ? '\n' : ' '}${withoutComment(line.trim())}`;
      isParagraphEnd = false;
      end = next;
    }
    start = next + 1;
  }
  return { text, end };
}

/** A # that touches the next word may be meant as text: meeting #9. */
function withoutComment(line: string): string {
  const hash = line.search(/(?:^|[ \t])#\s/);
  return (hash === -1 ? line : line.slice(0, hash)).trim();
}

function lineEnd(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end === -1 ? source.length : end;
}
