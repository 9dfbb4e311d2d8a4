/** Parses and validates the text of a YAML file: the value, or every problem with its line and column. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { nearest } from './spelling.ts';

export interface ParsedFile<T> {
  /** Absent where the file has problems. */
  readonly value?: T;
  readonly problems: readonly Problem[];
}

const PLAIN_YAML =
  'quotes around a text that holds : # [ ] { } or starts with a sign; the same depth for fields that belong together';

/** Names of fields that hold texts for readers; two letters are the code of a language. */
const TEXT_FIELD = /^(title|summary|office|note|reason|wording|name|label|plural|description|[a-z]{2})$/;

/** Common slips that break the syntax of a file, recognised by the line on which the error is reported. */
const SLIPS: readonly (readonly [line: RegExp, message: string, advice: string])[] = [
  [/^(<{7}|={7}|>{7})/, 'a merge that was not finished', 'one of the two versions, without the lines of < = >'],
  [/^[\s-]*[A-Za-z]+：/, 'a full-width colon after the name of a field', 'a plain colon and a space'],
];

/** Message and advice for an error, by the code that the package `yaml` gives it. */
const SYNTAX: Readonly<Record<string, { message: string; advice: string }>> = {
  DUPLICATE_KEY: { message: 'the field stands twice', advice: 'one field with both values' },
  MULTIPLE_DOCS: { message: 'a second document begins here', advice: 'one document a file, without --- inside it' },
  TAG_RESOLVE_FAILED: {
    message: 'a tag that means nothing here',
    advice: 'the value without the word that begins with !',
  },
  NON_STRING_KEY: { message: 'the name of a field is no text', advice: 'a plain word before the colon' },
  TAB_AS_INDENT: { message: 'indented by a tab', advice: 'spaces' },
  TOO_DEEP: { message: 'nested too deeply', advice: 'the fields of the annotated example in events/README.md' },
};

/** A YAML 1.2 document whose scalars are text as written, with the line and column of each value. */
export class Yaml {
  readonly problems: readonly Problem[];
  /** Plain objects, arrays and strings; undefined where the text is not YAML. */
  readonly value: unknown;
  readonly #file: string;
  readonly #text: string;
  readonly #root: Node | null;
  readonly #lines = new LineCounter();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    // failsafe: `when: 2004` stays text, `012` is not 12, `no` is not false.
    const document = parseDocument(text, {
      version: '1.2',
      schema: 'failsafe',
      lineCounter: this.#lines,
      prettyErrors: false,
      stringKeys: true,
    });
    this.#root = document.contents as Node | null;
    const faults = [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
      const known = SYNTAX[/call stack/.test(message) ? 'TOO_DEEP' : code];
      return {
        offset: pos[0],
        isUnexplained: !known,
        ...(known ?? { message: `not YAML: ${message}`, advice: PLAIN_YAML }),
      };
    });
    // Visiting all values takes a fifth of the time of parsing them, and most files have no alias, comment or __proto__.
    if (faults.length > 0 || /[*#]|__proto__/.test(text)) {
      visit(document, {
        Scalar: (_, { type, range }) => {
          // An open quote takes in the rest of the file: the problem is placed where the quote opens.
          const unclosed = type?.startsWith('QUOTE')
            ? faults.find(({ offset, message }) => offset === range?.[1] && /closing/.test(message))
            : undefined;
          if (unclosed && range) unclosed.offset = range[0];
        },
        Alias: (_, alias) => {
          faults.push({
            offset: alias.range?.[0] ?? 0,
            isUnexplained: false,
            message: 'refers to another place with *',
            advice: 'the value itself',
          });
        },
        Pair: (_, pair) => {
          // YAML begins a comment at ` #`: `title: Meeting #9` would lose its number.
          if (isScalar(pair.key) && isScalar(pair.value) && TEXT_FIELD.test(String(pair.key.value))) {
            const [, end = 0] = pair.value.range ?? [];
            if (pair.value.type === 'PLAIN' && /^[ \t]+#/.test(text.slice(end)))
              faults.push({
                offset: end,
                isUnexplained: false,
                message: 'a text ends where a comment begins with #',
                advice: 'quotes around the whole text',
              });
          }
          // A plain object would take this key for its prototype and lose the value.
          if (isScalar(pair.key) && pair.key.value === '__proto__')
            faults.push({
              offset: pair.key.range?.[0] ?? 0,
              isUnexplained: false,
              message: 'no name for a field',
              advice: 'another name',
            });
        },
      });
    }
    for (const fault of faults) {
      const slip = SLIPS.find(([line]) => fault.isUnexplained && line.test(this.#lineAt(fault.offset)));
      if (slip) [, fault.message, fault.advice] = slip;
    }
    // One slip can cause many syntax errors: only the first is reported, for the others rarely name a slip of their own.
    const reported = faults.filter(({ isUnexplained }, index) => index === 0 || !isUnexplained);
    this.problems = reported.map(({ offset, message, advice }) => ({
      kind: 'yaml',
      file,
      ...this.#position(offset),
      field: '',
      message,
      found: this.#lineAt(offset),
      advice,
    }));
    this.value = this.problems.length === 0 ? document.toJS() : undefined;
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
      const next = child(node, step);
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
      ...this.#position(located?.range?.[0] ?? 0),
      field: path.map(String).join('.'),
      message,
      found: found ?? written,
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

  /** Whether the path leads to a list written in brackets, `when: [2023-09..]`. */
  isFlowSequence(path: readonly PropertyKey[]): boolean {
    const node = this.#nodeAt(path);
    return isSeq(node) && node.flow === true;
  }

  #nodeAt(path: readonly PropertyKey[]): Node | null {
    let node: Node | null = this.#root;
    for (const step of path) node = child(node, step)?.value ?? null;
    return node;
  }

  #source(node: Node | null): string | undefined {
    if (!node?.range) return undefined;
    if (isScalar(node)) return String(node.value);
    // Quoting a whole mapping would bury the fault.
    if (!isSeq(node)) return undefined;
    return this.#text.slice(node.range[0], node.range[1]).trim();
  }

  #position(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #lineAt(offset: number): string {
    const { line } = this.#position(offset);
    return (this.#text.split('\n')[line - 1] ?? '').trim();
  }
}

function child(node: Node | null, step: PropertyKey): { key?: Node; value: Node | null } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === String(step)) as
      | Pair<Node, Node | null>
      | undefined;
    return pair && { key: pair.key, value: pair.value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined;
    return item && { value: item };
  }
  return undefined;
}

/** Validates the document; each problem has the line and column of the value, or key, that is wrong. */
export function parseFile<T extends z.ZodType>(yaml: Yaml, schema: T): ParsedFile<z.output<T>> {
  if (yaml.problems.length > 0) return { problems: yaml.problems };
  if (yaml.isEmpty)
    return {
      problems: [yaml.problem([], 'the file is empty', undefined, 'its fields, as in events/README.md; or delete it')],
    };
  const result = schema.safeParse(yaml.value);
  if (result.success) return { value: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, yaml, [])) };
}

function problemsOf(issue: z.core.$ZodIssue, yaml: Yaml, above: readonly PropertyKey[]): Problem[] {
  const path = [...above, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.message.split(' ');
      return issue.keys.map((key) => {
        const near = nearest(key, known);
        const advice = near ?? `one of: ${known.join(', ')}`;
        const hint = known.every((name) => /^[a-z]{2}$/.test(name))
          ? `${advice} (quotes around a text with a comma in { })`
          : advice;
        return { ...yaml.problem([...path, key], 'unknown field', key, hint, 'key'), kind: 'unknown-field' };
      });
    }
    case 'invalid_type':
      return [wrongType(issue, yaml, path)];
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (!yaml.has(path)) return [missing(yaml, path, values.join(', '))];
      const near = nearest(yaml.problem(path, '').found ?? '', values);
      return [yaml.problem(path, 'not a value this field takes', undefined, near ?? `one of: ${values.join(', ')}`)];
    }
    case 'invalid_union': {
      // The curator meant the alternative whose outer type fits the value: only its errors are reported.
      const fitting = issue.errors.filter(
        (errors) => !errors.some((e) => ['invalid_type', 'invalid_value'].includes(e.code) && e.path.length === 0),
      );
      const [meant] = fitting.length > 0 ? fitting : issue.errors;
      return (meant ?? []).flatMap((inner) => problemsOf(inner, yaml, path));
    }
    case 'invalid_key':
      return issue.issues.map((inner) =>
        yaml.problem(path, inner.message, String(path.at(-1)), adviceOf(inner), 'key'),
      );
    case 'too_small':
      return [yaml.problem(path, 'too few', undefined, `at least ${issue.minimum}`)];
    case 'custom':
      return [yaml.problem(path, issue.message, issue.params?.found as string | undefined, adviceOf(issue))];
    default:
      return [yaml.problem(path, issue.message)];
  }
}

function adviceOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' ? (issue.params?.advice as string | undefined) : undefined;
}

const FORMS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list: [a, b], or one `- …` a line',
  object: 'fields with a colon, one a line',
  record: 'fields with a colon, one a line',
  tuple: 'a list: [a, b]',
};

function wrongType(issue: z.core.$ZodIssueInvalidType, yaml: Yaml, path: readonly PropertyKey[]): Problem {
  const field = yaml.problem(path, '');
  if (!yaml.has(path)) return missing(yaml, path, FORMS[issue.expected] ?? issue.expected);
  if (issue.expected === 'string' && path.at(-1) === 'when' && yaml.isFlowSequence(path))
    return yaml.problem(path, 'brackets without quotes are a list to YAML', undefined, `'${field.found}'`);
  return yaml.problem(
    path,
    `not ${(FORMS[issue.expected] ?? issue.expected).split(':')[0]}`,
    undefined,
    FORMS[issue.expected],
  );
}

function missing(yaml: Yaml, path: readonly PropertyKey[], form: string): Problem {
  return {
    ...yaml.problem(path, 'missing', undefined, `${String(path.at(-1) ?? 'the file')}: ${form}`),
    found: undefined,
    kind: 'missing-field',
  };
}
