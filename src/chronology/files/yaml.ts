/** The text of a YAML file: its value, whose scalars are texts as written, or every problem with its line and column. */
import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { Lines } from './lines.ts';
import type { Problem } from './problem.ts';
import { slipAt, sureSlips } from './slips.ts';
import { type Doubt, NO_VALUE, readAsWritten, TWICE } from './source/as-written.ts';
import { type Bounds, MOST_PROBLEMS, VOCABULARY_BOUNDS } from './source/bounds.ts';
import { refusedCharacters } from './source/characters.ts';
import { counted } from './source/numbers.ts';
import type { SourceFault } from './source/source-fault.ts';
import { compose, firstError } from './source/yaml-package.ts';

/** No problem needs more of a text than this to be understood, whatever its format prints. */
const LONGEST_FOUND = 1000;

/** Below this size, a mapping is searched faster than an index is made. */
const FEW_FIELDS = 12;

/** A YAML 1.2 document whose scalars are text as written, with the line and column of each value. */
export class Yaml {
  readonly problems: readonly Problem[];
  /**
   * Plain objects, arrays and strings; undefined where the text is not YAML. Where the file has problems but is YAML, a value
   * that is not what a reader sees may be among them, and what has no value is undefined.
   */
  readonly value: unknown;
  /** Whether each value is what a reader of the file sees. */
  readonly isAsWritten: boolean;
  readonly #file: string;
  readonly #text: string;
  readonly #root: Node | null = null;
  readonly #lines: Lines;
  readonly #faults: readonly SourceFault[];
  readonly #doubts: readonly Doubt[] = [];
  readonly #indexes = new WeakMap<Node, ReadonlyMap<string, Pair<Node, Node | null>>>();

  constructor(file: string, text: string, bounds: Bounds = VOCABULARY_BOUNDS) {
    this.#file = file;
    this.#text = text;
    this.#lines = new Lines(text);
    const faults: SourceFault[] = [...refusedCharacters(text)];
    let count = faults.length;
    // The parser takes control characters for marks of its own.
    if (count === 0) {
      const { document, signs, exceeded } = compose(text, bounds);
      faults.push(...signs.kept);
      count += signs.count;
      const error = document ? firstError(document) : undefined;
      if (exceeded) {
        faults.splice(0, faults.length, exceeded);
        count = 1;
      } else if (document) {
        this.#root = document.contents as Node | null;
        const read = readAsWritten(this.#root, text);
        if (error) {
          // One slip causes many errors, and values that nobody wrote: only what names a slip is told beside the first error.
          const slip = slipAt(error, this.#lines);
          const { line } = this.#lines.position(slip.offset);
          // Behind the slip, fields are read where nobody wrote them.
          const twice = read.faults.kept.filter(
            ({ message, offset }) => message === TWICE && offset < Math.min(slip.offset, error.offset),
          );
          const own = [...faults, ...twice];
          const { line: errorLine } = this.#lines.position(error.offset);
          // The text behind a sign may go on for lines, and the parser gives up somewhere in it.
          const isNamed =
            own.some(({ offset, end = offset }) => {
              const [first, last] = [offset, end].map((at) => this.#lines.position(at).line);
              return first !== undefined && last !== undefined && first <= line && line <= last;
            }) || faults.some(({ offset }) => this.#lines.position(offset).line === errorLine);
          const told = isNamed ? own : [...own, slip];
          const toldLines = new Set(told.map(({ offset }) => this.#lines.position(offset).line));
          const others = sureSlips(this.#lines).filter(
            ({ offset }) => !toldLines.has(this.#lines.position(offset).line),
          );
          faults.splice(0, faults.length, ...told, ...others);
          count = faults.length + signs.count - signs.kept.length;
        } else {
          this.value = read.value;
          // A sign in the place of a value leaves its field without one.
          const signLines = new Set(signs.kept.map(({ offset }) => this.#lines.position(offset).line));
          const others = read.faults.kept.filter(
            ({ message, offset }) => message !== NO_VALUE || !signLines.has(this.#lines.position(offset).line),
          );
          faults.push(...others);
          count += read.faults.count - (read.faults.kept.length - others.length);
          this.#doubts = read.doubts;
        }
      }
    }
    this.#faults = faults;
    this.isAsWritten = count === 0;
    this.problems = this.limited(
      faults.map((fault) => this.#located(fault)),
      count,
    );
  }

  /** The first problems by line, and how many there are beside them. @param count How many there are in all. */
  limited(problems: readonly Problem[], count = problems.length): readonly Problem[] {
    if (count <= MOST_PROBLEMS) return problems;
    const shown = [...problems].sort((a, b) => a.line - b.line || a.column - b.column).slice(0, MOST_PROBLEMS);
    const { file, line = 1, column = 1 } = shown.at(-1) ?? { file: this.#file };
    const message = `and ${counted(count - shown.length, 'more problem')} in this file`;
    return [...shown, { file, line, column, field: '', message, advice: 'mend those above first' }];
  }

  /** Problems that depend on the schema. @param isProblem Whether the schema makes a problem of a doubt. */
  doubtful(isProblem: (doubt: Doubt) => boolean): readonly Problem[] {
    return this.#doubts.filter(isProblem).map(({ fault }) => this.#located(fault));
  }

  /** Whether a value at the path, or one above it, has a fault of the way in which it is written. */
  isFaultyAt(path: readonly PropertyKey[]): boolean {
    return this.#faults.some(
      ({ path: faulty }) =>
        faulty &&
        faulty.length > 0 &&
        faulty.length <= path.length &&
        faulty.every((step, index) => String(step) === String(path[index])),
    );
  }

  /** The problem at the value or key of a path; where the file lacks the path, at the nearest enclosing value. */
  problem(
    path: readonly PropertyKey[],
    message: string,
    found?: string,
    advice?: string,
    target: 'key' | 'value' = 'value',
  ): Problem {
    let node: Node | null = this.#root;
    let key: Node | undefined;
    let isPresent = true;
    for (const step of path) {
      const next = this.#child(node, step);
      if (!next) {
        isPresent = false;
        break;
      }
      node = next.value ?? node;
      key = next.key ?? key;
    }
    const located = target === 'key' || !isPresent ? (key ?? node) : node;
    const written = target === 'key' ? String(path.at(-1)) : isPresent ? this.#source(node) : undefined;
    return {
      file: this.#file,
      ...this.#lines.position(located?.range?.[0] ?? 0),
      field: path.map(String).join('.'),
      message,
      found: (found ?? written)?.slice(0, LONGEST_FOUND),
      advice,
    };
  }

  get isEmpty(): boolean {
    return this.#root === null || this.#text.trim() === '';
  }

  /** Whether the file has a value at the path. */
  has(path: readonly PropertyKey[]): boolean {
    return this.#nodeAt(path) !== null;
  }

  /** The text of a value without quotes or lines below it, undefined for fields and lists. */
  textAt(path: readonly PropertyKey[]): string | undefined {
    const node = this.#nodeAt(path);
    return isScalar(node) ? String(node.value) : undefined;
  }

  /** Whether the path leads to a list written in brackets, `when: [2023-09..]`. */
  isFlowSequence(path: readonly PropertyKey[]): boolean {
    const node = this.#nodeAt(path);
    return isSeq(node) && node.flow === true;
  }

  /** The name of the field before one, in the same mapping. */
  fieldBefore(path: readonly PropertyKey[]): string | undefined {
    const parent = this.#nodeAt(path.slice(0, -1));
    if (!isMap(parent)) return undefined;
    const name = String(path.at(-1));
    const index = parent.items.findIndex(({ key }) => isScalar(key) && key.value === name);
    const before = parent.items[index - 1]?.key;
    return isScalar(before) ? String(before.value) : undefined;
  }

  #nodeAt(path: readonly PropertyKey[]): Node | null {
    let node: Node | null = this.#root;
    for (const step of path) node = this.#child(node, step)?.value ?? null;
    return node;
  }

  #child(node: Node | null, step: PropertyKey): { key?: Node; value: Node | null } | undefined {
    if (isMap(node)) {
      const name = String(step);
      if (node.items.length <= FEW_FIELDS)
        return node.items.find(({ key }) => isScalar(key) && key.value === name) as Pair<Node, Node | null> | undefined;
      let index = this.#indexes.get(node);
      if (!index) {
        const pairs = node.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair] as const);
        // Of two fields of one name, the first is found, as in a short mapping.
        index = new Map(pairs.reverse()) as ReadonlyMap<string, Pair<Node, Node | null>>;
        this.#indexes.set(node, index);
      }
      return index.get(name);
    }
    if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      return item && { value: item };
    }
    return undefined;
  }

  #located({ offset, message, advice, found, path }: SourceFault): Problem {
    return {
      kind: 'yaml',
      file: this.#file,
      ...this.#lines.position(offset),
      field: path?.join('.') ?? '',
      message,
      found: found ?? this.#lines.excerpt(offset),
      advice,
    };
  }

  #source(node: Node | null): string | undefined {
    if (!node?.range) return undefined;
    if (isScalar(node)) return String(node.value);
    // Quoting a whole mapping would bury the fault.
    if (!isSeq(node)) return undefined;
    return this.#text.slice(node.range[0], Math.min(node.range[1], node.range[0] + 400)).trim();
  }
}
