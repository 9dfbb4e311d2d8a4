/** Whether each value of a file is what a reader of the file sees: compares what the parser kept with what is written. */
import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { MOST_PROBLEMS } from './bounds.ts';
import { directionFault, hasDirectionControl, isInvisible, otherSpaceAround, otherSpaceIn } from './characters.ts';
import { leadAt, QUOTES_AROUND_ALL, quoted, quotedWhole } from './quoting.ts';
import { FaultList, type SourceFault, spaces } from './source-fault.ts';

type Path = readonly (string | number)[];

/** What is a fault or not by what the schema has at its place. */
export interface Doubt {
  readonly fault: SourceFault & { readonly path: Path };
  /** A word that the schema may have as the name of a field; otherwise, a fault where the value is a text for readers. */
  readonly name?: string;
}

export interface AsWritten {
  /** Plain objects, arrays and strings. A field without a value is undefined. */
  readonly value: unknown;
  readonly faults: FaultList;
  readonly doubts: readonly Doubt[];
}

export const TWICE = 'the field stands twice';
export const NO_VALUE = 'no value';

/** A line of a text that a reader may take for a field. */
const LIKE_A_FIELD = /^(?:- +)?["']?([A-Za-z_][\w-]{0,39})["']?[ \u00a0\u3000]*[:：](?!\/\/)/;
const LIKE_AN_ITEM = /^-(?:\s|$)/;

export function readAsWritten(root: Node | null, text: string): AsWritten {
  const reader = new Reader(text);
  const value = root === null ? null : reader.read(root);
  return { value, faults: reader.faults, doubts: reader.doubts };
}

class Reader {
  readonly faults = new FaultList(MOST_PROBLEMS);
  readonly doubts: Doubt[] = [];
  readonly #text: string;
  readonly #path: (string | number)[] = [];
  readonly #hasHash: boolean;
  readonly #hasControls: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#hasHash = text.includes('#');
    this.#hasControls = hasDirectionControl(text);
  }

  read(node: Node): unknown {
    return this.#valueOf(node, -1, false);
  }

  /** @param depth The column of the field or the dash that holds the value: what is deeper could go on with its text. */
  #valueOf(node: Node, depth: number, inBrackets: boolean): unknown {
    if (isScalar(node)) return this.#scalar(node, depth, inBrackets);
    if (this.#hasHash && (isMap(node) || isSeq(node)) && node.flow === true) {
      this.#gluedComment(node.range?.[1] ?? 0);
      this.#commentsInBrackets(node as YAMLMap<Node, Node | null> | YAMLSeq<Node | null>);
    }
    if (isMap(node)) return this.#fields(node as YAMLMap<Node, Node | null>, inBrackets);
    if (isSeq(node)) return this.#items(node as YAMLSeq<Node | null>, depth, inBrackets);
    // An alias, which has a fault already.
    return undefined;
  }

  #fields(map: YAMLMap<Node, Node | null>, above: boolean): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    const inBrackets = above || map.flow === true;
    for (const pair of map.items) {
      const { key, value } = pair as Pair<Scalar<string>, Node | null>;
      // A list as a name is a fault of the syntax.
      if (!isScalar(key)) continue;
      const name = String(key.value);
      const offset = key.range?.[0] ?? 0;
      this.#path.push(name);
      const isNew = !Object.hasOwn(fields, name);
      if (name === '__proto__') this.#fault(offset, 'no name for a field', 'another name');
      else if (!isNew) this.#fault(offset, TWICE, oneFieldFor(value));
      else this.#name(key, name, offset);
      // A plain object would take this name for its prototype.
      if (name !== '__proto__') {
        const read = this.#fieldValue(key, value, inBrackets);
        if (isNew) fields[name] = read;
      }
      this.#path.pop();
    }
    return fields;
  }

  #fieldValue(key: Scalar, value: Node | null, inBrackets: boolean): unknown {
    const [start = 0, end = 0] = key.range ?? [];
    if (value === null || isEmpty(value)) {
      this.#noValue(start, end, String(key.value), inBrackets);
      return undefined;
    }
    const valueStart = value.range?.[0] ?? end;
    if (this.#hasHash && isScalar(value)) this.#commentBetween(end, valueStart);
    return this.#valueOf(value, inBrackets ? -1 : this.#column(start), inBrackets);
  }

  #items(list: YAMLSeq<Node | null>, depth: number, above: boolean): unknown[] {
    const inBrackets = above || list.flow === true;
    const source = list.srcToken as { indent?: number; items?: readonly { start: readonly Token[] }[] } | undefined;
    const column = inBrackets ? -1 : (source?.indent ?? depth);
    const items: unknown[] = [];
    for (const [index, item] of list.items.entries()) {
      this.#path.push(index);
      if (item === null || isEmpty(item)) {
        this.#emptyItem(item?.range?.[0] ?? list.range?.[0] ?? 0);
        items.push(undefined);
      } else {
        if (this.#hasHash && isScalar(item) && !inBrackets) {
          const start = source?.items?.[index]?.start ?? [];
          const dash = start.find(({ type }) => type === 'seq-item-ind');
          if (dash) this.#commentBetween(dash.offset + 1, item.range?.[0] ?? 0);
        }
        items.push(this.#valueOf(item, column, inBrackets));
      }
      this.#path.pop();
    }
    return items;
  }

  #name(key: Scalar, name: string, offset: number): void {
    const space = otherSpaceIn(name);
    if (name === '') this.#fault(offset, 'no name before the colon', 'the name of a field before the colon');
    else if (name === '<<' && key.type === 'PLAIN')
      this.#fault(offset, '<< takes in fields from another place, which is not read here', 'the fields themselves');
    else if (isInvisible(name)) this.#fault(offset, 'a name of signs that nobody sees', 'the name of a field');
    else if (space !== undefined && key.type === 'PLAIN')
      this.#fault(offset, `${space} before or in the name of a field`, `${name.trim()}: … behind plain spaces`);
    else if (this.#hasControls) this.#direction(name, offset);
    if (name.includes('\n')) this.#fault(offset, 'the name of a field has two lines', 'a plain word before the colon');
  }

  #scalar(node: Scalar, depth: number, inBrackets: boolean): string {
    const { type } = node;
    const [start, end] = node.range ?? [0, 0];
    // A tag such as !!binary, which is a fault already, makes something else than text of a value.
    const value = typeof node.value === 'string' ? node.value : this.#text.slice(start, end);
    if (isInvisible(value) && value.trim() !== '')
      this.#fault(start, 'a text of signs that nobody sees', 'a text that can be seen, or leave the field out');
    if (this.#hasControls) this.#direction(value, start);
    switch (type) {
      case 'PLAIN':
        this.#plain(value, start, end, depth, inBrackets);
        return value;
      case 'QUOTE_DOUBLE':
      case 'QUOTE_SINGLE':
        if (type === 'QUOTE_DOUBLE') this.#escapes(start, end);
        this.#linesOfText(start, end, 'the closing quote at the end of the text above; or the whole text on one line');
        if (this.#hasHash) this.#gluedComment(end, { value, start });
        return value;
      default:
        this.#block(node, depth);
        // The last line break of a block is no part of the text that a reader sees.
        return value.replace(/\n+$/, '');
    }
  }

  #plain(value: string, start: number, end: number, depth: number, inBrackets: boolean): void {
    // White space at the ends is the one thing that a single line loses, and nobody sees it.
    if (value.length !== end - start) {
      const advice = 'the depth of the field above and a space behind the colon; or the whole text on one line';
      this.#linesOfText(start, end, advice, () => this.#adviceOnItem(start, depth));
    }
    // Where a text may stand in the place of fields, the code of a language, a colon and a text without a space would be one.
    const [field = '', name] = value.includes(':') || value.includes('：') ? (LIKE_A_FIELD.exec(value) ?? []) : [];
    if (name !== undefined)
      this.#doubt(
        start,
        'no space behind the colon',
        `${name}: ${value.slice(field.length).split('\n', 1)[0]?.slice(0, 60).trim()}; or quotes around a text that begins so`,
        name,
      );
    const space = otherSpaceAround(value);
    if (space !== undefined)
      this.#fault(start, `${space} before or behind the value`, `${value.trim()} behind a plain space`);
    if (this.#hasHash) this.#commentBehind(value, start, end, depth, inBrackets);
  }

  /** A double-quoted text may hold \" \\ and \n. Any other escape is read as a sign that does not stand in the file. */
  #escapes(start: number, end: number): void {
    const source = this.#text.slice(start, end);
    if (!source.includes('\\')) return;
    for (const { 0: written, index } of source.matchAll(/\\(?:\r?\n|.)/g))
      if (written.endsWith('\n')) {
        this.#fault(
          start + index,
          'a backslash at the end of a line is read as a sign that joins the lines, and no part of the text',
          'the text without it; or single quotes, in which a backslash is a backslash',
        );
        return;
      } else if (!/^\\["\\n]$/.test(written)) {
        const whole = /^\\(?:x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|.)/.exec(
          source.slice(index, index + 10),
        );
        const message = `${whole?.[0]} is read as another sign than those that stand here`;
        this.#fault(start + index, message, 'the sign itself; or single quotes, in which a backslash is a backslash');
        return;
      }
  }

  #block({ range }: Scalar, depth: number): void {
    const [start, end] = range ?? [0, 0];
    const source = this.#text.slice(start, end);
    const [header = ''] = /^[^\r\n]*/.exec(source) ?? [];
    const sign = header[0] ?? '>';
    if (header.includes('#'))
      this.#fault(
        start,
        `a comment behind ${sign} would be lost from the text`,
        'the text on the lines below; a comment on a line above the field',
      );
    else if (/\d/.test(header)) this.#fault(start, `a number behind ${sign}`, `${sign} alone, and the text below it`);
    this.#linesOfText(start, end, 'the depth of the field above; or the whole text in quotes');
    if (!this.#hasHash) return;
    const hash = /\n[ \t]*#|[ \t]#(?=[ \t\r\n])/.exec(source.slice(header.length));
    if (hash) {
      const offset = start + header.length + hash.index + hash[0].length - 1;
      this.#fault(
        offset,
        `under ${sign}, # begins no comment but is part of the text`,
        'the comment on a line above the field; or the whole text in quotes',
      );
    }
    // The range ends behind the text's last line.
    this.#commentLines(end, depth);
  }

  /** Lines of a text that a reader may take for a field or an item of a list. */
  #linesOfText(start: number, end: number, fieldAdvice: string, itemAdvice?: () => string): void {
    let lineStart = this.#text.indexOf('\n', start) + 1;
    while (lineStart > 0 && lineStart < end) {
      const next = this.#text.indexOf('\n', lineStart);
      const lineEnd = next === -1 ? end : Math.min(next, end);
      const line = this.#text.slice(lineStart, Math.min(lineEnd, lineStart + 400));
      const offset = lineStart + Math.max(line.search(/\S/), 0);
      const [, name] = LIKE_A_FIELD.exec(line.trim()) ?? [];
      if (name !== undefined)
        this.#doubt(offset, 'a line that looks like a field is read as part of the text above', fieldAdvice, name);
      else if (itemAdvice !== undefined && LIKE_AN_ITEM.test(line.trim()))
        this.#fault(offset, 'an item of a list is read as part of the text above', itemAdvice());
      lineStart = next === -1 ? end : next + 1;
    }
  }

  /** @param depth The column of the dash or field that holds the text at the offset. */
  #adviceOnItem(offset: number, depth: number): string {
    const isOfItem =
      typeof this.#path.at(-1) === 'number' && this.#text[offset - (this.#column(offset) - depth)] === '-';
    // Of a problem that is counted, nobody reads where its dash belongs.
    if (!isOfItem || this.faults.count >= MOST_PROBLEMS)
      return 'a text above it, or a list; or the whole text on one line';
    const line = this.#text.slice(0, offset).split('\n').length;
    return `${spaces(depth)} before this \`-\`, as before \`-\` on line ${line}; or the whole text on one line`;
  }

  #commentBetween(start: number, end: number): void {
    const hash = this.#text.slice(start, end).indexOf('#');
    if (hash === -1) return;
    this.#fault(
      start + hash,
      'a comment between a field and its value, which could be meant as text',
      'the comment on a line above the field; quotes around a text that begins with #',
    );
  }

  /** A comment behind a text without quotes, on its line or where the text could go on. */
  #commentBehind(value: string, start: number, end: number, depth: number, inBrackets: boolean): void {
    let offset = end;
    while (this.#text[offset] === ' ' || this.#text[offset] === '\t') offset += 1;
    if (this.#text[offset] !== '#') {
      if (inBrackets) {
        while (/\s/.test(this.#text[offset] ?? '')) offset += 1;
        if (this.#text[offset] !== '#') return;
      } else {
        this.#commentLines(end, depth);
        return;
      }
    }
    const rest = this.#restOfLine(end, offset);
    const quotes =
      inBrackets || rest.length > 120 ? QUOTES_AROUND_ALL : quotedWhole(`${value}${rest}`, leadAt(this.#text, start));
    const fault = {
      offset,
      message: 'a text without quotes ends where a comment begins with #',
      // Of #9, nobody says that it was a comment.
      advice: /^\s*#[^\s#]/.test(rest) ? quotes : `${quotes}; or the comment on a line above`,
      path: [...this.#path],
    };
    // `tokyo #9` and `tokyo #` could be meant as they stand, `tokyo   # where` could not.
    if (/\s/.test(value) || !/#\s+\S/.test(rest)) this.faults.add(fault);
    else this.doubts.push({ fault });
  }

  /** A comment without a space behind its sign, behind a quote or a bracket: `'Meeting' #9` could be meant as one text. */
  #gluedComment(end: number, text?: { readonly value: string; readonly start: number }): void {
    const [rest = ''] = /^[^\r\n]*/.exec(this.#text.slice(end, end + 400)) ?? [];
    if (!/^[ \t]+#/.test(rest) || /^[ \t]+#+\s+\S/.test(rest)) return;
    const quotes = text && quotedWhole(`${text.value}${rest.trimEnd()}`, leadAt(this.#text, text.start));
    this.#fault(
      end + rest.indexOf('#'),
      `what stands behind # is a comment, and no part of the ${text ? 'text' : 'value'} before it`,
      `${quotes ? `${quotes}; or ` : ''}a space behind # if it is a comment`,
    );
  }

  /**
   * Whole lines of comment below a text that could be meant as part of it: at a depth at which it could go on, or such as `#9`,
   * without a space behind the sign.
   */
  #commentLines(end: number, depth: number): void {
    let start = this.#text[end - 1] === '\n' ? end : this.#text.indexOf('\n', end) + 1;
    while (start > 0 && start < this.#text.length) {
      let offset = start;
      while (this.#text[offset] === ' ' || this.#text[offset] === '\t') offset += 1;
      const sign = this.#text[offset];
      if (sign === '#' && (offset - start > depth || this.#touchesText(offset))) {
        this.#fault(
          offset,
          'a line that begins with # is no part of the text above',
          'quotes around the whole text; or a comment at the depth of the field, with a space behind #',
        );
        return;
      }
      if (sign !== '#' && sign !== '\n' && sign !== '\r') return;
      start = this.#text.indexOf('\n', offset) + 1;
    }
  }

  /** Whether a comment begins as text does: `#9 of Hilbert`, but not `# 9`, nor a field that was taken out, `#place: tokyo`. */
  #touchesText(hash: number): boolean {
    const rest = this.#text.slice(hash, hash + 400).split('\n', 1)[0] ?? '';
    return /^#[\p{L}\p{N}]/u.test(rest) && !LIKE_A_FIELD.test(rest.slice(1));
  }

  /** Comments between the items or fields in brackets that could be meant as text. */
  #commentsInBrackets(node: YAMLMap<Node, Node | null> | YAMLSeq<Node | null>): void {
    const [start, end] = node.range ?? [0, 0];
    const nodes = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : node.items;
    let from = start + 1;
    for (const [next, after] of [...nodes.flatMap((inner) => (inner?.range ? [inner.range] : [])), [end, end]]) {
      const hash = /(?:^|[\s,])#/.exec(this.#text.slice(from, next));
      const offset = hash ? from + hash.index + hash[0].length - 1 : -1;
      if (hash && this.#touchesText(offset)) {
        this.#fault(
          offset,
          'what stands behind # is a comment, and no part of the value',
          'quotes around a text that begins with #; or a space behind # if it is a comment',
        );
        return;
      }
      from = after ?? from;
    }
  }

  #noValue(start: number, end: number, name: string, inBrackets: boolean): void {
    const rest = this.#text.slice(end, end + 400).split('\n', 1)[0] ?? '';
    const commented = /^:[ \t]+(#.*)$/.exec(rest.trimEnd());
    const glued = /^([\w-]+)[:：]\s*(\S.*)$/.exec(name);
    if (commented)
      this.#fault(
        start,
        'no value: # begins a comment',
        `a value before the comment; a text that begins with # in quotes: ${quoted(commented[1] ?? '')}`,
      );
    else if (inBrackets && glued) this.#fault(start, 'no space behind the colon', `${glued[1]}: ${glued[2]}`);
    else if (inBrackets)
      this.#fault(
        start,
        'a field without a value: a comma in { } begins the next one',
        'quotes around a text with a comma in { }',
      );
    else
      this.#fault(
        start,
        NO_VALUE,
        `the value behind the colon, or its fields below it, two spaces deeper; or leave the field out`,
      );
  }

  #emptyItem(offset: number): void {
    const hash = /^[ \t]*#/.test(this.#text.slice(offset, offset + 400));
    this.#fault(
      offset,
      hash ? 'an item of a list without a value: # begins a comment' : 'an item of a list without a value',
      hash ? 'quotes around a text that begins with #' : 'the value behind the dash, or leave the dash out',
    );
  }

  #direction(value: string, offset: number): void {
    const fault = directionFault(value);
    if (fault !== undefined) this.#fault(offset, fault, 'the text without the control');
  }

  #column(offset: number): number {
    return offset - this.#text.lastIndexOf('\n', offset - 1) - 1;
  }

  #restOfLine(start: number, from: number): string {
    const end = this.#text.indexOf('\n', from);
    return this.#text.slice(start, end === -1 ? undefined : end).trimEnd();
  }

  #doubt(offset: number, message: string, advice: string, name: string): void {
    this.doubts.push({ name, fault: { offset, message, advice, path: [...this.#path] } });
  }

  #fault(offset: number, message: string, advice: string): void {
    this.faults.add({ offset, message, advice, path: [...this.#path] });
  }
}

/** Advice for a field that stands twice. */
function oneFieldFor(value: Node | null): string {
  if (isSeq(value)) return 'one field, with the items of both';
  return isMap(value) ? 'one field, with what stands below both' : 'the right one of the two, without the other';
}

interface Token {
  readonly type: string;
  readonly offset: number;
}

function isEmpty(node: Node | null): boolean {
  return node === null || node === undefined || (isScalar(node) && node.type === 'PLAIN' && node.value === '');
}
