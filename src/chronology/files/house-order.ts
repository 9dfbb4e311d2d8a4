/** The house order: the fields of a file in the order of its schema. Whole lines move, with their comments, and none changes. */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { z } from 'zod';

/**
 * The text with its fields in the house order, or as it is where they cannot be moved: broken YAML, mappings in braces, a
 * comment behind a dash. A comment on lines of its own moves with the field below it; the comment at the head of a file that
 * an empty line follows, and what stands below the last field, stay where they are.
 */
export function inHouseOrder(text: string, schema: z.core.$ZodType): string {
  const document = parse(text);
  if (!document || !isMap(document.contents)) return text;
  const lines = text.split(/(?<=\n)/);
  const lineStarts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    lineStarts.push(offset);
    offset += line.length;
  }
  // A last line without a line feed may come to stand before others.
  const last = lines.at(-1);
  if (last !== undefined && !last.endsWith('\n')) lines[lines.length - 1] = `${last}\n`;
  const sorter = new Sorter(lines, lineStarts, text);
  sorter.sort(document.contents, schema, true);
  const sorted = lines.join('');
  // By construction both say the same; what is read differently after all stays as it was.
  return isDeepStrictEqual(parse(sorted)?.toJS(), document.toJS()) ? sorted : text;
}

function parse(text: string) {
  const document = parseDocument(text, { version: '1.2', schema: 'failsafe', prettyErrors: false, stringKeys: true });
  return document.errors.length > 0 ? undefined : document;
}

/** A field with the lines that it takes. */
interface Field {
  readonly name: string;
  readonly lines: readonly string[];
}

class Sorter {
  readonly #lines: string[];
  readonly #lineStarts: readonly number[];
  readonly #text: string;

  constructor(lines: string[], lineStarts: readonly number[], text: string) {
    this.#lines = lines;
    this.#lineStarts = lineStarts;
    this.#text = text;
  }

  /** Inner mappings first: their lines stay within those of the field around them. */
  sort(node: Node | null, schema: z.core.$ZodType | undefined, isWhole = false): void {
    if (!node || !schema) return;
    if (isSeq(node)) {
      const { element } = definitionOf(schema, 'element');
      for (const item of node.items) this.sort(item as Node, element);
    }
    if (!isMap(node) || node.flow === true) return;
    const { shape, valueType } = definitionOf(schema, 'shape', 'valueType');
    for (const { key, value } of node.items) this.sort(value as Node | null, shape ? shape[String(key)] : valueType);
    if (shape) this.#sortFields(node, Object.keys(shape), isWhole);
  }

  #sortFields(node: YAMLMap, order: readonly string[], isWhole: boolean): void {
    const places = node.items.map(({ key, value }) => ({
      name: String(key),
      begin: this.#lineAt((key as Node).range?.[0] ?? 0),
      end: this.#lastLineOf((value ?? key) as Node),
    }));
    const [first] = places;
    const last = places.at(-1);
    if (!first || !last) return;
    // Two fields on one line, or a value whose end is not known.
    if (places.some(({ begin, end }, index) => end < begin || begin <= (places[index - 1]?.end ?? -1))) return;
    const top = isWhole ? this.#endOfHead(first.begin) : this.#endOfLead(node, first.begin);
    const fields: Field[] = places.map(({ name, end }, index) => ({
      name,
      lines: this.#lines.slice(index === 0 ? top : (places[index - 1]?.end ?? 0) + 1, end + 1),
    }));
    const rank = ({ name }: Field) => (order.includes(name) ? order.indexOf(name) : order.length);
    const sorted = [...fields].sort((a, b) => rank(a) - rank(b));
    if (sorted.every((field, index) => field === fields[index])) return;
    const moved = isWhole ? sorted.flatMap(({ lines }) => lines) : this.#behindDash(node, fields, sorted);
    if (moved) this.#lines.splice(top, last.end + 1 - top, ...moved);
  }

  /** The fields of an item of a list, of which the first stands behind a dash; undefined where a comment would stand there. */
  #behindDash(node: YAMLMap, fields: readonly Field[], sorted: readonly Field[]): readonly string[] | undefined {
    const [key] = node.items;
    const start = (key?.key as Node | undefined)?.range?.[0] ?? 0;
    const column = start - (this.#lineStarts[this.#lineAt(start)] ?? 0);
    const line = fields[0]?.lines.find((other) => !other.trimStart().startsWith('#')) ?? '';
    const prefix = line.slice(0, column);
    if (prefix.trim() === '') return sorted.flatMap(({ lines }) => lines);
    const blank = ' '.repeat(column);
    const all = sorted.flatMap((field) =>
      field === fields[0] ? [`${blank}${line.slice(column)}`, ...field.lines.slice(1)] : field.lines,
    );
    const [begin = ''] = all;
    if (!begin.startsWith(blank) || /^[\s#]/.test(begin.slice(column))) return undefined;
    return [`${prefix}${begin.slice(column)}`, ...all.slice(1)];
  }

  /** The line below the last empty one above the first field: what stands above it is of the whole file. */
  #endOfHead(firstLine: number): number {
    for (let line = firstLine - 1; line >= 0; line -= 1) {
      const text = this.#lines[line] ?? '';
      if (text.trim() === '' || /^(?:---|%|# yaml-language-server:)/.test(text)) return line + 1;
    }
    return 0;
  }

  /** The first line of the comments above a first field that stands on a line of its own. */
  #endOfLead(node: YAMLMap, firstLine: number): number {
    const start = node.range?.[0] ?? 0;
    if (this.#text.slice(this.#lineStarts[firstLine] ?? 0, start).trim() !== '') return firstLine;
    let line = firstLine;
    while (line > 0 && (this.#lines[line - 1] ?? '').trimStart().startsWith('#')) line -= 1;
    return line;
  }

  #lastLineOf(node: Node): number {
    const [start = 0, end = 0] = node.range ?? [];
    if (isMap(node) || isSeq(node)) {
      if (node.flow === true) return this.#lineAt(end - 1);
      const inner = node.items.at(-1);
      const innermost = isMap(node) ? (node.items.at(-1)?.value ?? node.items.at(-1)?.key) : inner;
      return innermost ? this.#lastLineOf(innermost as Node) : this.#lineAt(Math.max(start, end - 1));
    }
    if (isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL'))
      // The empty lines below a text are no part of it; with `+`, which keeps them, the reading afterwards tells.
      return this.#lineAt(start + Math.max(this.#text.slice(start, end).trimEnd().length - 1, 0));
    return this.#lineAt(Math.max(start, end - 1));
  }

  #lineAt(offset: number): number {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

interface Definition {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

/** The definition of a schema that has one of these, behind defaults, transformations and alternatives. */
function definitionOf(schema: z.core.$ZodType, ...wanted: readonly ('shape' | 'element' | 'valueType')[]): Definition {
  const definition = schema._zod.def as unknown as Definition;
  if (wanted.some((name) => definition[name] !== undefined)) return definition;
  for (const inner of [definition.innerType, definition.in, ...(definition.options ?? [])]) {
    const found = inner && definitionOf(inner, ...wanted);
    if (found && wanted.some((name) => found[name] !== undefined)) return found;
  }
  return {};
}
