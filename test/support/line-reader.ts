/** An event file as a person reads it, line by line: fields, lists and texts, or "not sure". It shares no code with the parser. */

/** What a person does not read for sure. */
const UNSURE = Symbol('unsure');
export type Seen = string | typeof UNSURE | Seen[] | { [name: string]: Seen };

interface Line {
  /** Columns of white space before the text, of any kind: a person sees no difference. */
  readonly depth: number;
  readonly text: string;
}

interface SeenFile {
  readonly value: Seen;
  /** What no value can be right for: a field that stands twice. */
  readonly mustRefuse?: string;
}

const NAME = String.raw`[A-Za-z_][\w-]*`;
/** Names of fields, which a person knows even where the space behind the colon is missing. */
const KNOWN =
  'type when whenText title summary place online countries people organizations series status relations figures table disagreements alternatives dating sources published revisions withdrawn id office country number measure value unit scale approximate source paragraph for wording date note follows related partOf en ja';
const known = new Set(KNOWN.split(' '));

export function readLines(text: string): SeenFile {
  const state: { mustRefuse?: string } = {};
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map((line): Line => {
    const [, space = '', rest = ''] = /^([\s\ufeff]*)(.*)$/su.exec(line) ?? [];
    const depth = [...space].reduce(
      (sum, c) => sum + (c === '\u3000' ? 2 : c === '\ufeff' ? 0 : c === '\t' ? 8 - (sum % 8) : 1),
      0,
    );
    return { depth, text: rest.trimEnd() };
  });
  // A habit of many, which says nothing.
  const first = lines.findIndex((line) => line.text !== '' && !line.text.startsWith('#'));
  if (lines[first]?.text === '---' && lines[first].depth === 0) lines[first] = { depth: 0, text: '' };
  const reader = { lines, at: 0, state };
  const value = readBlock(reader, -1);
  return { value, ...state };
}

interface Reader {
  readonly lines: readonly Line[];
  at: number;
  readonly state: { mustRefuse?: string };
}

function peek(reader: Reader): Line | undefined {
  for (; reader.at < reader.lines.length; reader.at += 1) {
    const line = reader.lines[reader.at];
    if (line && line.text !== '' && !/^#/.test(line.text)) return line;
  }
  return undefined;
}

function fieldOf(text: string): { name: string; value: string } | undefined {
  const field = new RegExp(String.raw`^(["']?)(${NAME})\1\s*[:：](?:\s+(.*))?$`, 'su').exec(text);
  if (field) return { name: field[2] ?? '', value: (field[3] ?? '').trim() };
  const glued = new RegExp(String.raw`^(${NAME})[:：](\S.*)$`, 'su').exec(text);
  return glued && known.has(glued[1] ?? '') ? { name: glued[1] ?? '', value: glued[2] ?? '' } : undefined;
}

/** Lines that are deeper than what holds them: a list, fields, or a text. */
function readBlock(reader: Reader, above: number): Seen {
  const first = peek(reader);
  if (!first || first.depth <= above) return '';
  if (/^-(\s|$)/.test(first.text)) return readList(reader, first.depth);
  if (fieldOf(first.text)) return readFields(reader, first.depth);
  reader.at += 1;
  return readValue(reader, first.text, above, false);
}

function readFields(reader: Reader, depth: number): Seen {
  const fields: { [name: string]: Seen } = {};
  let isSure = true;
  for (let line = peek(reader); line && line.depth >= depth; line = peek(reader)) {
    const field = fieldOf(line.text);
    if (line.depth > depth || !field) {
      // At a depth where nothing belongs, or no field: where it belongs is not sure.
      isSure = false;
      reader.at += 1;
      continue;
    }
    reader.at += 1;
    const value = readValue(reader, field.value, depth, true);
    if (Object.hasOwn(fields, field.name)) reader.state.mustRefuse = `${field.name} stands twice`;
    fields[field.name] = value;
  }
  return isSure ? fields : UNSURE;
}

function readList(reader: Reader, depth: number): Seen {
  const items: Seen[] = [];
  for (let line = peek(reader); line && line.depth === depth && /^-(\s|$)/.test(line.text); line = peek(reader)) {
    const text = line.text.slice(1).trim();
    const inner = depth + (line.text.length - line.text.slice(1).trimStart().length);
    if (text.startsWith('- ') || text === '-') return UNSURE;
    if (fieldOf(text)) {
      // The field stands as if on a line of its own below the dash.
      (reader.lines as Line[])[reader.at] = { depth: inner, text };
      items.push(readFields(reader, inner));
    } else {
      reader.at += 1;
      items.push(readValue(reader, text, depth, false));
    }
  }
  return items;
}

/** The value behind a colon or a dash, and the lines below that belong to it. */
function readValue(reader: Reader, text: string, depth: number, isField: boolean): Seen {
  if (text === '' || /^#\s/.test(text)) {
    const next = peek(reader);
    // The dashes of a list may stand at the depth of its field.
    const isList = isField && next?.depth === depth && /^-(\s|$)/.test(next.text);
    return isList ? readList(reader, depth) : readBlock(reader, depth);
  }
  if (/^[|>][-+]?$/.test(text)) return readTextBelow(reader, depth);
  const more = linesBelow(reader, depth);
  if (more === undefined) return UNSURE;
  const comment = /^(.*?)\s{2,}#\s.*$/su.exec(text);
  if (comment && more.length === 0) return readScalar(comment[1] ?? '');
  if (/\s#\s/.test(text)) return UNSURE;
  if (more.some((line) => /(^|\s)#\s/.test(line))) return UNSURE;
  return readScalar([text, ...more].join(' '));
}

/** Lines deeper than the field, with which its text goes on; undefined where it is not sure whether they belong to it. */
function linesBelow(reader: Reader, depth: number): string[] | undefined {
  const more: string[] = [];
  for (let next = reader.lines[reader.at]; next; next = reader.lines[reader.at]) {
    if (next.text === '') {
      reader.at += 1;
      continue;
    }
    if (next.depth <= depth) break;
    if (fieldOf(next.text) || /^-(\s|$)/.test(next.text)) return more.length === 0 ? [] : undefined;
    if (/^#\s/.test(next.text)) {
      reader.at += 1;
      const behind = peek(reader);
      if (behind && behind.depth > depth) return undefined;
      continue;
    }
    more.push(next.text);
    reader.at += 1;
  }
  return more;
}

/** The lines below `>` or `|`. */
function readTextBelow(reader: Reader, depth: number): Seen {
  const texts: string[] = [];
  for (
    let next = reader.lines[reader.at];
    next && (next.text === '' || next.depth > depth);
    next = reader.lines[reader.at]
  ) {
    const field = fieldOf(next.text);
    // A field that stands too deep, or a comment: a person stops and asks.
    if ((field && known.has(field.name)) || /(^|\s)#(\s|$)/.test(next.text)) return UNSURE;
    texts.push(next.text);
    reader.at += 1;
  }
  return texts.join(' ');
}

function readScalar(text: string): Seen {
  const [first] = text;
  if (first === '"' || first === "'") {
    const inner = text.slice(1, -1);
    if (text.length < 2 || !text.endsWith(first)) return UNSURE;
    if (first === "'") return /^(?:[^']|'')*$/su.test(inner) ? inner.replaceAll("''", "'") : UNSURE;
    if (!/^(?:[^"\\]|\\["\\])*$/su.test(inner)) return /^(?:[^"\\]|\\["\\xu])*$/su.test(inner) ? inner : UNSURE;
    return inner.replace(/\\(["\\])/g, '$1');
  }
  if (first === '[') {
    const [, inner] = /^\[([^[\]{}'"#]*)\]$/su.exec(text) ?? [];
    if (inner === undefined || /[:：]/.test(inner)) return UNSURE;
    if (inner.trim() === '') return [];
    const items = inner.split(',').map((item) => item.trim());
    return items.some((item) => item === '') ? UNSURE : items;
  }
  if (first === '{') return UNSURE;
  return text;
}

/** Where a value differs from what a person sees; undefined where it does not, as far as that is sure. */
export function difference(seen: Seen, value: unknown, path = ''): string | undefined {
  if (seen === UNSURE) return undefined;
  if (typeof seen === 'string') {
    // An empty list or mapping written as nothing is refused elsewhere.
    if (typeof value !== 'string') return `${path}: a text is seen`;
    return squeezed(seen) === squeezed(value)
      ? undefined
      : `${path}: ${JSON.stringify(seen)} is seen, ${JSON.stringify(value)} read`;
  }
  if (Array.isArray(seen)) {
    if (!Array.isArray(value) || value.length !== seen.length) return `${path}: ${seen.length} items are seen`;
    for (const [index, item] of seen.entries()) {
      const found = difference(item, value[index], `${path}.${index}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path}: fields are seen`;
  const names = [Object.keys(seen), Object.keys(value)].map((keys) => keys.sort().join(' '));
  if (names[0] !== names[1]) return `${path}: fields ${names[0]} are seen, ${names[1]} read`;
  for (const [name, inner] of Object.entries(seen)) {
    const found = difference(inner, (value as Record<string, unknown>)[name], `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function squeezed(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
