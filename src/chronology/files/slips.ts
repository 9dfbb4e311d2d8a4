/** The slip of the keyboard behind a syntax error: found by reading the lines, since the parser reports where it gave up. */
import type { ErrorCode } from 'yaml';
import type { Lines } from './lines.ts';
import { otherSpaceIn } from './source/characters.ts';
import { plainTextAt, quoted, quotedWhole } from './source/quoting.ts';
import { type SourceFault, spaces } from './source/source-fault.ts';
import type { ParserError } from './source/yaml-package.ts';

const QUOTES_AROUND = 'quotes around a text that holds : # [ ] { } or begins with a sign';
const SAME_DEPTH = 'the same depth for fields that belong together';
const AS_MANY_SPACES = 'spaces, as many as before the lines to which it belongs';

/** Message and advice for an error of which the lines show no cause, for each code of the package `yaml`. */
export const BY_CODE: Readonly<Record<ErrorCode, readonly [message: string, advice: string]>> = {
  ALIAS_PROPS: ['signs before a value that have a meaning of their own', QUOTES_AROUND],
  BAD_ALIAS: ['* or & before a value has a meaning of its own', QUOTES_AROUND],
  BAD_COLLECTION_TYPE: ['! before a value has a meaning of its own', QUOTES_AROUND],
  BAD_DIRECTIVE: ['a line that begins with % is an instruction to YAML', 'the file without it'],
  BAD_DQ_ESCAPE: ['a backslash in double quotes', 'single quotes, in which a backslash is a backslash'],
  BAD_INDENT: ['the depth of this line fits none of the fields above', SAME_DEPTH],
  BAD_PROP_ORDER: ['signs before a value that have a meaning of their own', QUOTES_AROUND],
  BAD_SCALAR_START: ['a text cannot begin with this sign', QUOTES_AROUND],
  BLOCK_AS_IMPLICIT_KEY: ['a second colon where one value belongs', `${QUOTES_AROUND}; ${SAME_DEPTH}`],
  BLOCK_IN_FLOW: ['a list or fields on lines of their own inside brackets', 'commas between the items, or no brackets'],
  DUPLICATE_KEY: ['the field stands twice', 'one field'],
  IMPOSSIBLE: ['this cannot be read', QUOTES_AROUND],
  KEY_OVER_1024_CHARS: ['the name of a field is longer than 1024 letters', 'the name of a field, a colon and a space'],
  MISSING_CHAR: [
    'this line is no field, item of a list or text as it stands',
    `a colon and a space behind the name of a field; ${QUOTES_AROUND}`,
  ],
  MULTILINE_IMPLICIT_KEY: [
    'a line without the name of a field',
    'the whole text on one line, or its second line deeper than its field',
  ],
  MULTIPLE_ANCHORS: ['& before a value has a meaning of its own', QUOTES_AROUND],
  MULTIPLE_DOCS: ['a second document begins here', 'one document a file, without --- inside it'],
  MULTIPLE_TAGS: ['! before a value has a meaning of its own', QUOTES_AROUND],
  NON_STRING_KEY: ['the name of a field is no text', 'a plain word before the colon'],
  RESOURCE_EXHAUSTION: ['nested too deeply', 'the fields of the annotated example in events/README.md'],
  TAB_AS_INDENT: ['indented by a tab', AS_MANY_SPACES],
  TAG_RESOLVE_FAILED: ['! before a value has a meaning of its own', QUOTES_AROUND],
  UNEXPECTED_TOKEN: [
    'this line is no field, item of a list or text as it stands',
    `${QUOTES_AROUND}; a comma between items in [ ]`,
  ],
};

/** Codes that name the slip themselves: the lines need not be read. */
const NAMED_BY_CODE: ReadonlySet<ErrorCode> = new Set([
  'NON_STRING_KEY',
  'MULTIPLE_DOCS',
  'RESOURCE_EXHAUSTION',
  'BAD_DIRECTIVE',
  'KEY_OVER_1024_CHARS',
]);

/** Lines of which a slip is looked for before the line of the error, which is where the parser gave up. */
const LINES_BEFORE = 4;

/** Lines of which a slip of depth is looked for behind it. */
const LINES_BEHIND = 100;

/** Nothing in a chronology is longer on one line; a regular expression need not read on. */
const LONGEST_READ = 5000;

interface Slip {
  /** From 0, in the line. */
  readonly column: number;
  readonly message: string;
  readonly advice: string;
  /** Whether the line alone shows it. What other lines decide, such as an open quote, may follow from another slip. */
  readonly isSure?: boolean;
}

/** Lines that are looked at for slips, and slips after which none are looked for: the first of them say enough. */
const MOST_LINES = 20_000;
const MOST_SLIPS = 100;
const ANY_FIELD = /^([ \t]*(?:- +)*)[A-Za-z_][\w-]*\s*[:：](.*)$/;

/** Every slip that its line alone shows: the parser gives up at the first, and the same hand made the others. */
export function sureSlips(lines: Lines): readonly SourceFault[] {
  const slips: SourceFault[] = [];
  /** What is deeper goes on with the value of the field or item above. */
  let reach = Number.POSITIVE_INFINITY;
  for (let number = 1; number <= Math.min(lines.count, MOST_LINES) && slips.length < MOST_SLIPS; number += 1) {
    const line = lines.line(number).slice(0, LONGEST_READ);
    const depth = line.search(/[^ \t]/);
    if (depth === -1 || line[depth] === '#' || depth > reach) continue;
    const field = ANY_FIELD.exec(line);
    const item = field ? undefined : ITEM.exec(line);
    const value = (field?.[2] ?? item?.[2] ?? '').trim();
    reach = value === '' || value.startsWith('#') ? Number.POSITIVE_INFINITY : field ? (field[1]?.length ?? 0) : depth;
    const slip = slipOfSigns(line) ?? (/^[[{]/.test(value) ? undefined : slipOfValue(line, number, lines));
    if (slip?.isSure)
      slips.push({ offset: lines.startOf(number) + slip.column, message: slip.message, advice: slip.advice });
  }
  return slips;
}

/** The fault to tell of a syntax error. */
export function slipAt(error: ParserError, lines: Lines): SourceFault {
  if (!NAMED_BY_CODE.has(error.code)) {
    const { line: reported } = lines.position(error.offset);
    const line = /^\s*(#|$)/.test(lines.line(reported)) ? (nextOf(reported, lines) ?? reported) : reported;
    // The parser reports where it gave up, which is on the line of the slip, just before it, or some lines behind it.
    const slip =
      slipOn(line, lines, [slipOfSigns, slipOfValue, slipOfDepth]) ??
      slipOn(nextOf(line, lines), lines, [slipOfSigns, slipOfDepth]) ??
      [...before(line, lines)].reduce<SourceFault | undefined>(
        (found, number) => found ?? slipOn(number, lines, [slipOfSigns, slipOfValue]),
        undefined,
      );
    if (slip) return slip;
    // Fields of another depth than the first of their kind are reported at that first one.
    if (error.code === 'BAD_INDENT')
      for (let number = line + 1; number <= Math.min(lines.count, line + LINES_BEHIND); number += 1) {
        const found = slipOn(number, lines, [slipOfDepth]);
        if (found) return found;
      }
  }
  const [message, advice] = BY_CODE[error.code] ?? BY_CODE.IMPOSSIBLE;
  return { offset: error.offset, message, advice };
}

type Look = (line: string, number: number, lines: Lines) => Slip | undefined;

function slipOn(number: number | undefined, lines: Lines, looks: readonly Look[]): SourceFault | undefined {
  if (number === undefined) return undefined;
  const line = lines.line(number).slice(0, LONGEST_READ);
  for (const look of looks) {
    const slip = look(line, number, lines);
    if (slip) return { offset: lines.startOf(number) + slip.column, message: slip.message, advice: slip.advice };
  }
  return undefined;
}

/** The next line that says something. */
function nextOf(line: number, lines: Lines): number | undefined {
  for (let next = line + 1; next <= lines.count && next < line + 50; next += 1)
    if (lines.line(next).trim() !== '') return next;
  return undefined;
}

/** The nearest lines before that say something. */
function* before(line: number, lines: Lines): Generator<number> {
  let left = LINES_BEFORE;
  for (let number = line - 1; number >= 1 && left > 0 && number > line - 50; number -= 1)
    if (lines.line(number).trim() !== '') {
      left -= 1;
      yield number;
    }
}

const NAME = String.raw`[A-Za-z_][\w-]*`;
/** Indentation, dashes, name, space, value. */
const FIELD = new RegExp(String.raw`^([ \t]*(?:- +)*)(${NAME})( *):(?:[ \t]+(.*))?$`);
const ITEM = /^([ \t]*(?:- +)+)(?![ -])(.*)$/;

/** Slips before the value: merges, spaces and colons of another kind. */
function slipOfSigns(line: string): Slip | undefined {
  if (/^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line))
    return {
      column: 0,
      message: 'a merge that was not finished',
      advice: 'one of the two versions, without the lines of < = >',
    };
  const tab = /^( *)\t/.exec(line);
  if (tab)
    return {
      column: tab[1]?.length ?? 0,
      message: 'indented by a tab',
      advice: AS_MANY_SPACES,
      isSure: true,
    };
  const trimmed = line.trim();
  const hidden = /^[ \t-]*(?![\u200b\u200c\u200d])\p{Cf}|^[ \t-]*\u200b/u.exec(line);
  if (hidden)
    return {
      column: hidden[0].length - 1,
      message: 'a character that nobody sees stands before the text',
      advice: 'the line typed anew, without it',
      isSure: true,
    };
  const indentation = /^[ \t-]*(?=[^\S \t])\s+/.exec(line);
  const space = indentation ? otherSpaceIn(indentation[0]) : undefined;
  if (space !== undefined && trimmed !== '')
    return {
      column: line.search(/[^ \t-]/),
      message: `indented by ${space}`,
      advice: 'plain spaces before the name of the field',
      isSure: true,
    };
  const colon = new RegExp(String.raw`^([\s-]*)(${NAME})\s*：\s*(.*)$`).exec(line);
  if (colon)
    return {
      column: (colon[1]?.length ?? 0) + (colon[2]?.length ?? 0),
      message: 'a full-width colon after the name of a field',
      advice: `a plain colon and a space: ${colon[2]}: ${colon[3]?.trim()}`.trim(),
      isSure: true,
    };
  const glued = new RegExp(String.raw`^([ \t]*(?:- +)*)(${NAME}):(?!\/\/)(\S.*|[^\S \t].*)$`).exec(line);
  if (glued) {
    const [, before = '', name = '', rest = ''] = glued;
    const other = otherSpaceIn(rest[0] ?? '');
    const column = before.length + name.length;
    const advice = `${name}: ${rest.trim()}`;
    if (other !== undefined) return { column: column + 1, message: `${other} behind the colon`, advice, isSure: true };
    return { column, message: 'no space behind the colon', advice };
  }
  const dash = new RegExp(String.raw`^( *)-(?=[^\s-])(${NAME}: .*|[^\d].*)$`).exec(line);
  if (dash && /^ *-[A-Za-z"']/.test(line))
    return { column: dash[1]?.length ?? 0, message: 'no space behind the dash', advice: `- ${dash[2]}` };
  return undefined;
}

/** Slips in the value: quotes, colons, brackets and signs. */
function slipOfValue(line: string, number: number, lines: Lines): Slip | undefined {
  const field = FIELD.exec(line);
  const item = field ? undefined : ITEM.exec(line);
  const value = field ? field[4] : item?.[2];
  if (value === undefined || value.trim() === '') return undefined;
  const text = value.trimEnd();
  const column = line.length - value.length;
  const lead = field ? `${field[2]}: ` : '- ';
  const whole = `${lead}${quoted(withoutQuotes(text))}`;
  const first = text[0] ?? '';
  if (first === "'" || first === '"') {
    const end = closingQuote(text);
    if (end === -1) return { column, message: 'a quotation mark is opened here and not closed', advice: whole };
    const behind = text.slice(end + 1).trim();
    if (behind === '' || behind.startsWith('#')) {
      const unread = first === '"' ? /\\(?![\\"/abefnrtvxuUNLP_0 \t]|$)/.exec(text.slice(0, end)) : undefined;
      if (unread)
        return {
          column: column + unread.index,
          message: 'a backslash in double quotes',
          advice: `single quotes, in which a backslash is a backslash: ${lead}'${text.slice(1, end)}'`,
        };
      return undefined;
    }
    const message =
      first === "'" && /^\w/.test(text.slice(end + 1))
        ? 'the apostrophe ends the text in single quotes'
        : 'a text goes on behind its closing quotation mark';
    return { column: column + end, message, advice: whole, isSure: true };
  }
  if (/^[|>][-+0-9]*\s+[^#\s]/.test(text) || /^[|>](?![-+0-9]*(\s|$))/.test(text)) {
    const rest = text.replace(/^[|>][-+0-9]*\s*/, '');
    return {
      column,
      message: `a text behind ${first} on the same line`,
      advice: `the text on the lines below, two spaces deeper; or ${lead}${needsQuotes(rest) ? quoted(rest) : rest}`,
    };
  }
  const withLines = () => quotedWhole(plainTextAt(lines.text, lines.startOf(number) + column).text, lead);
  if (/^[@`%]/.test(text))
    return { column, message: `a text cannot begin with ${first}`, advice: withLines(), isSure: true };
  if (/^[\]},]/.test(text))
    return { column, message: `a value cannot begin with ${first}`, advice: withLines(), isSure: true };
  if (field && /^-\s+\S/.test(text))
    return {
      column,
      message: 'a dash and a space behind the colon',
      advice: `${withLines()}; or, of a list, the dash on the line below`,
      isSure: true,
    };
  if (first === '[' || first === '{') {
    const fault = bracketFault(text);
    if (fault) return { column: column + fault.index, message: fault.message, advice: fault.advice ?? whole };
    return undefined;
  }
  const hash = /[ \t]#/.exec(text);
  const prose = hash ? text.slice(0, hash.index) : text;
  const colon = /:(\s|$)/.exec(prose);
  if (colon) {
    const [, inCurly] = /^[“”„](.*)[“”]$/.exec(text) ?? /^[‘’‚](.*)[‘’]$/.exec(text) ?? [];
    if (inCurly !== undefined)
      return {
        column,
        message: 'curly quotation marks, which quote nothing here',
        advice: `${lead}${quoted(inCurly)}`,
        isSure: true,
      };
    return {
      column: column + colon.index,
      message: 'a colon and a space inside a text',
      advice: `${lead}${quoted(text)}`,
      isSure: true,
    };
  }
  return undefined;
}

/** Slips of depth, told by the lines before. */
function slipOfDepth(line: string, number: number, lines: Lines): Slip | undefined {
  const depth = line.search(/\S/);
  if (depth < 0 || line.trimStart().startsWith('#')) return undefined;
  const earlier = previous(number, lines);
  const field = FIELD.exec(line);
  const isItem = /^ *-(\s|$)/.test(line);
  if (earlier === undefined) return undefined;
  const above = lines.line(earlier).slice(0, LONGEST_READ);
  const aboveField = FIELD.exec(above);
  const aboveDepth = above.search(/\S/);
  const comment = commentAbove(number, lines);
  if (comment !== undefined && !field && !isItem)
    return {
      column: depth,
      message: 'a comment interrupts the text above',
      advice: 'quotes around the whole text, or the comment on a line above the field',
    };
  if (!field && !isItem) {
    // A line of a text: it must be deeper than its field.
    if (/^["'\]})]/.test(line.trim())) return undefined;
    const text = line.trim();
    const [, word, assigned, value = assigned] =
      /^([a-z][A-Za-z]*)(?:\s*[=;]\s*(\S.*)|\s+((?:["'[{|>].*|[\w-]+)))?$/.exec(text) ?? [];
    const asField =
      word === undefined ? '' : `\`${word}:${value === undefined ? '' : ` ${value}`}\` if this is a field; otherwise `;
    const deeper =
      asField === '' &&
      aboveField?.[2] !== undefined &&
      aboveField[4] !== undefined &&
      depth <= fieldColumn(aboveField);
    // Under > and |, a line belongs to the text if it is as deep as the lines before it.
    const isBelowText = !aboveField && !/^ *-(\s|$)/.test(above) && aboveDepth > depth;
    const below = isBelowText ? `${spaces(aboveDepth)} before it, as before line ${earlier}; or ` : '';
    return {
      column: depth,
      message: 'a line without the name of a field and a colon',
      advice: `${asField}${below}the whole text on one line${deeper ? `, or this line deeper than \`${aboveField?.[2]}\`` : ''}`,
    };
  }
  const own = isItem || !field ? depth : fieldColumn(field);
  const name = isItem ? '-' : (field?.[2] ?? '');
  const reach = aboveField ? fieldColumn(aboveField) : aboveDepth;
  const hasValue = aboveField ? (aboveField[4] ?? '').replace(/^#.*/, '').trim() !== '' : true;
  const open = openAbove(number, lines);
  // An item belongs with the items above, or begins the list of a field that has no value yet.
  if (isItem && (hasValue || own < reach)) {
    const slip = slipOfItem(own, open, movesWith(number, own, lines));
    if (slip) return slip;
    if (aboveField && hasValue && (own > reach || !isAnyItemAt(number, own, lines)))
      return {
        column: depth,
        message: 'an item of a list below a field that has a value already',
        advice: `no value behind \`${aboveField[2]}:\` on line ${earlier}; or the name of the field of the list on a line before`,
      };
  }
  if (own > reach && hasValue && (aboveField || /^ *- /.test(above)) && !/^[|>]/.test(aboveField?.[4] ?? '')) {
    return {
      column: own,
      message: 'indented deeper than the field above, which has a value already',
      advice: `${spaces(reach)} before \`${name}\`, as before \`${aboveField?.[2] ?? '-'}\` on line ${earlier}`,
    };
  }
  if (own < reach && !open.some((other) => other.column === own && (other.name === '-') === isItem)) {
    // Fields belong with fields, and items of a list with items.
    const alike = open.filter((other) => (other.name === '-') === isItem);
    const [nearest] = (alike.length > 0 ? alike : open).sort(
      (x, y) => Math.abs(x.column - own) - Math.abs(y.column - own),
    );
    return {
      column: own,
      message: 'the depth of this line fits none of the fields above',
      advice: nearest
        ? `${spaces(nearest.column)} before \`${name}\`, as before \`${nearest.name}\` on line ${nearest.line}; or the depth of what it belongs to`
        : SAME_DEPTH,
    };
  }
  return undefined;
}

/** An item that stands at another depth than every open item above it. */
function slipOfItem(own: number, open: readonly Open[], along: string): Slip | undefined {
  const items = open.filter(({ name }) => name === '-');
  const [sibling] = [...items].sort(
    (x, y) => Math.abs(x.column - own) - Math.abs(y.column - own) || x.column - y.column,
  );
  if (!sibling || items.some(({ column }) => column === own)) return undefined;
  return {
    column: own,
    message: `an item of a list ${own > sibling.column ? 'deeper' : 'less deep'} than the item above it`,
    advice: `${spaces(sibling.column)} before this \`-\`, as before \`-\` on line ${sibling.line}${along}${items.length > 1 ? '; or the depth of the list to which it belongs' : ''}`,
  };
}

/** The lines below an item that belong to it, which move with it. */
function movesWith(number: number, own: number, lines: Lines): string {
  let last = number;
  for (let next = number + 1; next <= Math.min(lines.count, number + LINES_BEHIND); next += 1) {
    const depth = lines.line(next).search(/\S/);
    if (depth === -1) continue;
    if (depth <= own) break;
    last = next;
  }
  if (last === number) return '';
  return last === number + 1 ? `; line ${last} moves with it` : `; lines ${number + 1} to ${last} move with it`;
}

function fieldColumn(field: RegExpExecArray): number {
  return field[1]?.length ?? 0;
}

/** The number of the line before that says something. */
function previous(number: number, lines: Lines): number | undefined {
  for (let before = number - 1; before >= 1 && before > number - 50; before -= 1) {
    const text = lines.line(before).trim();
    if (text !== '' && !text.startsWith('#')) return before;
  }
  return undefined;
}

function commentAbove(number: number, lines: Lines): number | undefined {
  const above = lines.line(number - 1);
  return /^\s*#|[^\s:].*[ \t]#/.test(above) ? number - 1 : undefined;
}

interface Open {
  readonly column: number;
  readonly name: string;
  readonly line: number;
}

/** The fields and items above a line that are still open, nearest first. */
function openAbove(number: number, lines: Lines): Open[] {
  const open: Open[] = [];
  let reach = Number.POSITIVE_INFINITY;
  for (let line = number - 1; line >= 1 && line > number - 500 && reach > 0; line -= 1) {
    const text = lines.line(line).slice(0, LONGEST_READ);
    const field = FIELD.exec(text);
    const dash = /^ *- /.test(text) ? text.search(/-/) : undefined;
    if (field && fieldColumn(field) < reach) open.push({ column: fieldColumn(field), name: field[2] ?? '', line });
    if (dash !== undefined && dash < reach) open.push({ column: dash, name: '-', line });
    if (field || dash !== undefined) reach = Math.min(reach, dash ?? (field ? fieldColumn(field) : reach));
  }
  return open;
}

function isAnyItemAt(number: number, column: number, lines: Lines): boolean {
  for (let before = number - 1; before >= 1 && before > number - 500; before -= 1) {
    const line = lines.line(before);
    const depth = line.search(/\S/);
    if (depth === column) return line[depth] === '-';
    if (depth >= 0 && depth < column) return false;
  }
  return false;
}

function closingQuote(text: string): number {
  const quote = text[0];
  for (let at = 1; at < text.length; at += 1) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at += 1;
      else return at;
    }
  }
  return -1;
}

/** The text as its writer meant it, where quotation marks around all of it were meant as quotes. */
function withoutQuotes(text: string): string {
  const [first] = text;
  if (first !== "'" && first !== '"') return text;
  const ends = text.length > 1 && text.endsWith(first);
  const inner = text.slice(1, ends ? -1 : undefined);
  // A quotation such as "Silk Road" initiative keeps its marks.
  return !ends && inner.includes(first) && !(first === "'" && /\w'\w/.test(inner)) ? text : inner.replace(/''/g, "'");
}

function needsQuotes(text: string): boolean {
  return /: |:$| #|^[-?:,[\]{}#&*!|>'"%@`]/.test(text);
}

/** A bracket that is not closed on its line, or one too many; a colon or text behind the last one. */
function bracketFault(text: string): { index: number; message: string; advice?: string } | undefined {
  const open: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if ((sign === "'" || sign === '"') && /[[{,:\s]/.test(text[at - 1] ?? ' ')) {
      const end = closingQuote(text.slice(at));
      if (end === -1)
        return {
          index: at,
          message: 'a quotation mark is opened here and not closed',
          advice: 'the same quotation mark behind the text',
        };
      at += end;
    } else if (sign === '[' || sign === '{') open.push(sign === '[' ? ']' : '}');
    else if (sign === ']' || sign === '}') {
      const wanted = open.pop();
      if (wanted !== sign)
        return {
          index: at,
          message: `${sign} closes no bracket`,
          advice: wanted === undefined ? 'one bracket less' : `${wanted} in its place`,
        };
      const behind = text.slice(at + 1).trim();
      if (open.length === 0 && behind !== '' && !behind.startsWith('#'))
        return { index: at + 1, message: 'a text goes on behind the closing bracket' };
    } else if ((sign === '@' || sign === '`') && /[[{,:]\s*$/.test(text.slice(0, at)))
      return {
        index: at,
        message: `a text cannot begin with ${sign}`,
        advice: quotedWhole(plainTextAt(text, at, true).text),
      };
    else if (sign === '-' && /[[,]\s*$/.test(text.slice(0, at)) && /^-\s*[,\]]/.test(text.slice(at)))
      return {
        index: at,
        message: 'a dash alone is an item without a value',
        advice: "none in a table; or in quotes: '-'",
      };
    else if (sign === ',' && /^,\s*[,\]}]/.test(text.slice(at)) && /^,\s*,/.test(text.slice(at)))
      return { index: at, message: 'a comma too many', advice: 'one comma between two items' };
  }
  const [missing] = open.slice(-1);
  return missing === undefined
    ? undefined
    : {
        index: 0,
        message: `${text[0]} is opened here and not closed`,
        advice: `${missing} behind the last item; quotes around a text that begins with ${text[0]}`,
      };
}
