/** From the text of a YAML file to a validated value, or to every problem in it with its line and column. */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './problem.ts';
import { nearest } from './spelling.ts';

/** A value is there only when nothing is wrong with the file. */
export interface ParsedFile<T> {
  readonly value?: T;
  readonly problems: readonly Problem[];
}

const PLAIN_YAML =
  'quotes around a text that holds : # [ ] { } or starts with a sign; the same depth for fields that belong together';

/** Fields that hold texts for readers, and languages. */
const TEXT_FIELD = /^(title|summary|office|note|reason|wording|name|label|plural|description|[a-z]{2})$/;

/** Slips that break the form of a file in a way of their own, by the line on which they show. */
const SLIPS: readonly (readonly [line: RegExp, message: string, advice: string])[] = [
  [/^(<{7}|={7}|>{7})/, 'a merge that was not finished', 'one of the two versions, without the lines of < = >'],
  [/^[\s-]*[A-Za-z]+：/, 'a full-width colon after the name of a field', 'a plain colon and a space'],
];

/** What to say of errors by the code that `yaml` gives them. */
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

/** A YAML 1.2 document whose scalars are text as written, and where each value stands in its file. */
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
      return { at: pos[0], form: !known, ...(known ?? { message: `not YAML: ${message}`, advice: PLAIN_YAML }) };
    });
    // To go through all values takes as long as to read a fifth of them; most files have none of what is looked for.
    if (faults.length > 0 || /[*#]|__proto__/.test(text)) {
      visit(document, {
        Scalar: (_, { type, range }) => {
          // An open quote swallows the rest of the file: what matters is where it was opened.
          const open = type?.startsWith('QUOTE')
            ? faults.find(({ at, message }) => at === range?.[1] && /closing/.test(message))
            : undefined;
          if (open && range) open.at = range[0];
        },
        Alias: (_, alias) => {
          faults.push({
            at: alias.range?.[0] ?? 0,
            form: false,
            message: 'refers to another place with *',
            advice: 'the value itself',
          });
        },
        Pair: (_, pair) => {
          // YAML takes what follows ` #` for a comment: `title: Meeting #9` would lose its number.
          if (isScalar(pair.key) && isScalar(pair.value) && TEXT_FIELD.test(String(pair.key.value))) {
            const [, end = 0] = pair.value.range ?? [];
            if (pair.value.type === 'PLAIN' && /^[ \t]+#/.test(text.slice(end)))
              faults.push({
                at: end,
                form: false,
                message: 'a text ends where a comment begins with #',
                advice: 'quotes around the whole text',
              });
          }
          // A plain object would take it for its prototype and lose it.
          if (isScalar(pair.key) && pair.key.value === '__proto__')
            faults.push({
              at: pair.key.range?.[0] ?? 0,
              form: false,
              message: 'no name for a field',
              advice: 'another name',
            });
        },
      });
    }
    for (const fault of faults) {
      const slip = SLIPS.find(([line]) => fault.form && line.test(this.#lineAt(fault.at)));
      if (slip) [, fault.message, fault.advice] = slip;
    }
    // One slip can break the form of a file in many places; what follows the first is rarely meant.
    const said = faults.filter(({ form }, index) => index === 0 || !form);
    this.problems = said.map(({ at, message, advice }) => ({
      file,
      ...this.#position(at),
      field: '',
      message,
      found: this.#lineAt(at),
      advice,
    }));
    this.value = this.problems.length === 0 ? document.toJS() : undefined;
  }

  /** The problem at a path; at the nearest enclosing value where the path itself is not in the file. */
  problem(
    path: readonly PropertyKey[],
    message: string,
    found?: string,
    advice?: string,
    at: 'key' | 'value' = 'value',
  ): Problem {
    let node: Node | null = this.#root;
    let key: Node | undefined;
    let complete = true;
    for (const part of path) {
      const next = child(node, part);
      if (!next) {
        complete = false;
        break;
      }
      node = next.value ?? node;
      key = next.key ?? key;
    }
    const target = at === 'key' || !complete ? (key ?? node) : node;
    const written = at === 'key' ? String(path.at(-1)) : complete ? this.#source(node) : undefined;
    return {
      file: this.#file,
      ...this.#position(target?.range?.[0] ?? 0),
      field: path.map(String).join('.'),
      message,
      found: found ?? written,
      advice,
    };
  }

  get isEmpty(): boolean {
    return this.#root === null || this.#text.trim() === '';
  }

  /** Whether the file says anything at the path. */
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
    for (const part of path) node = child(node, part)?.value ?? null;
    return node;
  }

  #source(node: Node | null): string | undefined {
    if (!node?.range) return undefined;
    if (isScalar(node)) return String(node.value);
    // A whole mapping as what was found would bury what is wrong with it.
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

function child(node: Node | null, part: PropertyKey): { key?: Node; value: Node | null } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === String(part)) as
      | Pair<Node, Node | null>
      | undefined;
    return pair && { key: pair.key, value: pair.value };
  }
  if (isSeq(node)) {
    const item = node.items[Number(part)] as Node | undefined;
    return item && { value: item };
  }
  return undefined;
}

/** Validates the document; each problem is placed on the value, or the key, that it is about. */
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
        return yaml.problem([...path, key], 'unknown field', key, hint, 'key');
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
      // Of the forms that a field takes, the one meant is the one whose own shape fits.
      const branches = issue.errors.filter(
        (errors) => !errors.some((e) => ['invalid_type', 'invalid_value'].includes(e.code) && e.path.length === 0),
      );
      const [meant] = branches.length > 0 ? branches : issue.errors;
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
  };
}
