/** Validates a file against its schema: each problem with the line and column of the value, or name, that is wrong. */
import type { z } from 'zod';
import { type Problem, withoutMeant } from './problem.ts';
import { isText, placesOf } from './schema-places.ts';
import { idFrom, SLUG } from './slug.ts';
import { MOST_PROBLEMS } from './source/bounds.ts';
import { grouped } from './source/numbers.ts';
import { allNearest, eitherOf } from './spelling.ts';
import type { Yaml } from './yaml.ts';

export interface ParsedFile<T> {
  /** Absent where the file has problems. */
  readonly value?: T;
  readonly problems: readonly Problem[];
}

/** What a schema does not say of its fields, for advice. */
export interface FieldHints {
  /** Name → how a field is written: `when: 2022-12-24`. */
  readonly forms: Readonly<Record<string, string>>;
  /** A name that people write in small letters → fields that they may mean. */
  readonly otherNames: Readonly<Record<string, readonly string[]>>;
  /** A name that people write, for which there is no single field → what to write instead; `was.summary` of one in `was`. */
  readonly notes: Readonly<Record<string, string>>;
  /** A field of which each entry names an id → the file that has the ids: `people.yaml`. */
  readonly filesOfIds: Readonly<Record<string, string>>;
  /** The value for an item of a list that stands alone: `GB` for `UK`. */
  item(field: string, text: string): string | undefined;
  /** How a field is written that had this text under another name: `when: 2004-05-06` for `date: 6 May 2004`. */
  renamed(field: string, text: string): string | undefined;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );
}

/** Validates the document; each problem has the line and column of the value, or name, that is wrong. */
export function parseFile<T extends z.ZodType>(yaml: Yaml, schema: T, hints: FieldHints): ParsedFile<z.output<T>> {
  if (yaml.value === undefined) return { problems: yaml.problems };
  if (yaml.isEmpty)
    return {
      problems: [
        yaml.problem([], 'the file is empty', undefined, 'its fields, as `annals new` writes them; or delete it'),
      ],
    };
  const result = schema.safeParse(yaml.value);
  const doubtful = yaml.doubtful(({ name, fault }) =>
    name === undefined
      ? isText(schema, fault.path, valueAt(yaml.value, fault.path))
      : placesOf(schema, name).length > 0,
  );
  const own = [...yaml.problems, ...doubtful];
  if (result.success && own.length === 0) return { value: result.data, problems: [] };
  const shape = new Shape(yaml, schema, hints);
  // A value behind a sign that YAML takes for its own is not the one that was meant.
  const wrongLines = new Set(own.filter(({ field }) => field === '').map(({ line }) => line));
  const doubted = new Set(doubtful.map(({ field }) => field));
  const problems = result.success
    ? []
    : shape
        .problemsOf(result.error.issues)
        .filter(({ line, field }) => field === '' || !(wrongLines.has(line) || doubted.has(field)));
  const left = shape.count - Math.min(shape.count, MOST_PROBLEMS);
  return { problems: yaml.limited([...own, ...problems], own.length + problems.length + left) };
}

/** Each kind of issue that zod has → whether this program's own message covers it. A further kind does not compile. */
export const ISSUE_KINDS: Readonly<Record<z.core.$ZodIssue['code'], true>> = {
  invalid_type: true,
  too_big: true,
  too_small: true,
  invalid_format: true,
  not_multiple_of: true,
  unrecognized_keys: true,
  invalid_union: true,
  invalid_key: true,
  invalid_element: true,
  invalid_value: true,
  custom: true,
};

const FORMS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list: [a, b], or one `- …` a line',
  object: 'fields with a colon, one a line',
  record: 'fields with a colon, one a line',
  tuple: 'a list: [a, b]',
};

export class Shape {
  /** How many problems there are; no more than `MOST_PROBLEMS` are made. */
  count = 0;
  readonly #yaml: Yaml;
  readonly #schema: z.ZodType;
  readonly #hints: FieldHints;

  constructor(yaml: Yaml, schema: z.ZodType, hints: FieldHints) {
    this.#yaml = yaml;
    this.#schema = schema;
    this.#hints = hints;
  }

  problemsOf(issues: readonly z.core.$ZodIssue[]): Problem[] {
    const problems = issues.flatMap((issue) => this.#problems(issue, []));
    const told = withoutMeant(problems);
    this.count -= problems.length - told.length;
    return [...told];
  }

  #problems(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): readonly Problem[] {
    const path = [...above, ...issue.path];
    // What is not what a reader sees has a problem already.
    if (this.#yaml.isFaultyAt(path)) return [];
    switch (issue.code) {
      case 'unrecognized_keys': {
        const known = issue.message.split(' ');
        const unknown = issue.keys.filter((key) => !this.#yaml.isFaultyAt([...path, key]));
        const told = unknown.slice(0, Math.max(MOST_PROBLEMS - this.count, 0));
        this.count += unknown.length;
        return told.map((key) => this.#unknown(path, key, known));
      }
      case 'invalid_union': {
        // The curator meant the alternative whose outer type fits the value: only its errors are reported.
        const fitting = issue.errors.filter(
          (errors) => !errors.some((e) => ['invalid_type', 'invalid_value'].includes(e.code) && e.path.length === 0),
        );
        const [meant] = fitting.length > 0 ? fitting : issue.errors;
        return (meant ?? []).flatMap((inner) => this.#problems(inner, path));
      }
      default:
        this.count += 1;
        return this.count > MOST_PROBLEMS ? [] : [this.#problem(issue, path)];
    }
  }

  #problem(
    issue: Exclude<z.core.$ZodIssue, z.core.$ZodIssueUnrecognizedKeys | z.core.$ZodIssueInvalidUnion>,
    path: readonly PropertyKey[],
  ): Problem {
    const yaml = this.#yaml;
    switch (issue.code) {
      case 'invalid_type':
        return this.#wrongType(issue, path);
      case 'invalid_value': {
        const values = issue.values.map(String);
        if (!yaml.has(path)) return this.#missing(path, values.join(', '));
        const near = allNearest(yaml.problem(path, '').found ?? '', values);
        const advice = near.length > 0 ? eitherOf(near) : `one of: ${values.join(', ')}`;
        return yaml.problem(path, 'not a value this field takes', undefined, advice);
      }
      case 'invalid_key': {
        const [inner] = issue.issues;
        return yaml.problem(
          path,
          inner?.code === 'custom' ? inner.message : 'not a name that stands here',
          String(path.at(-1)),
          inner && adviceOf(inner),
          'key',
        );
      }
      case 'too_small':
        return yaml.problem(path, 'too few', undefined, `at least ${issue.minimum}`);
      case 'too_big':
        return yaml.problem(path, 'too many', undefined, `at most ${grouped(Number(issue.maximum))}`);
      case 'custom':
        return yaml.problem(path, issue.message, issue.params?.found as string | undefined, adviceOf(issue));
      case 'invalid_format':
      case 'not_multiple_of':
      case 'invalid_element':
        return yaml.problem(path, 'not a value this field takes', undefined, this.#form(path));
    }
  }

  #unknown(above: readonly PropertyKey[], key: string, known: readonly string[]): Problem {
    const path = [...above, key];
    const told = (message: string, advice: string, meant?: string): Problem => ({
      ...this.#yaml.problem(path, message, key, advice, 'key'),
      kind: 'unknown-field',
      ...(meant !== undefined && { meant: [...above, meant].join('.') }),
    });
    const glued = /^([A-Za-z][\w-]*)[:：]\s*(\S.*)$/.exec(key);
    if (glued) return told('no space behind the colon', `${glued[1]}: ${glued[2]}`, glued[1]);
    const small = key.toLowerCase();
    const places = placesOf(this.#schema, key);
    const before = this.#yaml.fieldBefore(path);
    if (
      before !== undefined &&
      this.#yaml.textAt([...above, before]) === undefined &&
      places.some((place) => samePlace(place, [...above, before]))
    )
      return told(`not indented deeper than \`${before}\`, to which it belongs`, `two more spaces before \`${key}\``);
    const meant = own(this.#hints.otherNames, small)?.find((name) => known.includes(name));
    if (meant !== undefined) {
      const text = this.#yaml.textAt(path);
      const isId = meant === 'id' && text !== undefined && this.#fileOfIds(above) !== undefined;
      if (isId)
        return told(
          'unknown field',
          [`${meant}: ${idFrom(text) || '…'}`, ...this.#whichId(above, text)].join(', '),
          meant,
        );
      const renamed = text === undefined || text.length > 100 ? undefined : this.#hints.renamed(meant, text);
      return told('unknown field', renamed ?? meant, meant);
    }
    const note = own(this.#hints.notes, `${String(above.at(-1))}.${small}`) ?? own(this.#hints.notes, small);
    if (note !== undefined && !known.every(isLanguage)) {
      const [, inNote] = /^(\w+): /.exec(note) ?? [];
      return told('unknown field', note, inNote);
    }
    // A field of another depth.
    const exact = places.filter((place) => !place.some((step) => step === '*') || place.length <= 2);
    const allNear = allNearest(key, known);
    const [near] = allNear;
    // Of several that are as near, none is known to be the one that is missing.
    const nearAlone = allNear.length === 1 ? near : undefined;
    const [home] = exact;
    if (home && (near === undefined || near.toLowerCase() !== small)) {
      if (home.length === 0 && above.length > 0)
        return told('unknown field here', `no space before \`${key}\`: it is no part of \`${String(above[0])}\``);
      if (home.length > 0 && near === undefined && !isLanguage(key) && key !== 'id')
        return told(
          'unknown field here',
          `\`${key}\` below \`${home.filter((step) => step !== '*').join('.')}:\`, indented deeper`,
        );
    }
    const list = near !== undefined ? eitherOf(allNear) : `one of: ${known.join(', ')}`;
    if (known.every(isLanguage) && near === undefined && isLanguage(key))
      return told(
        'a language that the chronology does not have',
        `languages: [${[...known, key].join(', ')}] in chronology.yaml; or the text without it`,
      );
    if (known.every(isLanguage))
      return told(
        'unknown field',
        /[\s,]/.test(key) || near === undefined
          ? `${list} (quotes around a text with a colon, or with a comma in { })`
          : list,
        nearAlone,
      );
    return told('unknown field', list, nearAlone);
  }

  #wrongType(issue: z.core.$ZodIssueInvalidType, path: readonly PropertyKey[]): Problem {
    const yaml = this.#yaml;
    if (!yaml.has(path)) return this.#missing(path, FORMS[issue.expected] ?? 'a value');
    const { found } = yaml.problem(path, '');
    const { expected } = issue;
    const text = yaml.textAt(path);
    const form = this.#form(path) ?? FORMS[expected] ?? 'another value';
    const glued = text === undefined ? null : /^([A-Za-z][\w-]*)[:：](?!\/\/)\s*(\S.*)$/s.exec(text);
    if (glued && expected !== 'string')
      return yaml.problem(path, 'no space behind the colon', undefined, `${glued[1]}: ${glued[2]}`);
    if (expected === 'string') {
      if (yaml.isFlowSequence(path)) {
        if (path.at(-1) === 'when')
          return yaml.problem(path, 'brackets without quotes are a list to YAML', undefined, `'${found}'`);
        const inner = found?.slice(1, -1).trim() ?? '';
        return yaml.problem(
          path,
          'a list, where one text belongs',
          undefined,
          inner === '' || inner.includes(',') ? `one text; in quotes if it has brackets: '${found}'` : inner,
        );
      }
      return yaml.problem(
        path,
        found?.startsWith('-') ? 'a list, where one text belongs' : 'fields with colons, where one text belongs',
        undefined,
        typeof path.at(-1) === 'number' ? 'the text alone; in quotes if it holds a colon and a space' : form,
      );
    }
    const name = String(path.at(-1));
    const [, undashed] = expected === 'array' ? (/^-([^\s-]\S*)/.exec(text ?? '') ?? []) : [];
    if (undashed !== undefined) return yaml.problem(path, 'no space behind the dash', undefined, `- ${undashed}`);
    if (expected === 'array' && text !== undefined) {
      const items = itemsOf(text);
      const [, first] = /`- (\w+):/.exec(form) ?? [];
      if (first !== undefined && this.#fileOfIds(path) !== undefined && items.length > 0) {
        const entries = items.map((item) => `\`- ${first}: ${idFrom(item) || '…'}\``);
        const where = `${name}: and below it${entries.length > 1 ? ', one a line,' : ''} ${entries.join(', ')}`;
        return yaml.problem(path, 'not a list', undefined, [where, ...this.#whichId(path, text)].join(', '));
      }
      const listed = items.map((item) => this.#hints.item(name, item) ?? item);
      return yaml.problem(
        path,
        'not a list',
        undefined,
        listed.length > 0 && listed.every((item) => /^[\w-]+$/.test(item))
          ? `[${listed.join(', ')}]`
          : `${name}: and below it, one a line, \`- …\``,
      );
    }
    if (expected === 'array')
      return yaml.problem(
        path,
        'not a list',
        undefined,
        `a dash and a space before each item: ${form.replace(/^.*?- /, '- ').replace(/`.*$/s, '')}`,
      );
    if (expected === 'object' && text !== undefined && path.length > 0 && text.length < 100) {
      const keys = issue.message.split(' ');
      const [first] = keys;
      const isItem = typeof path.at(-1) === 'number';
      if (first !== undefined && /^[a-z]\w*$/i.test(first)) {
        const other = otherField(keys, text);
        const field =
          this.#fileOfIds(path) !== undefined
            ? `${first}: ${idFrom(text) || '…'}`
            : other === undefined
              ? `${first}: ${text === first ? 'true' : text}`
              : (this.#form([...path, first]) ?? `${first}: …`);
        const where = isItem
          ? yaml.isFlowSequence(path.slice(0, -1))
            ? ` on a line below \`${String(path.at(-2))}:\`, without brackets`
            : ''
          : ` on a line below \`${name}:\`, two spaces deeper`;
        const then = other === undefined ? '' : `, then \`${other}: ${text}\``;
        const [which] = this.#whichId(path, text);
        const code = isItem ? `- ${field}` : field;
        const behind = `${then}${where}${which === undefined ? '' : `${where === '' ? '' : ','} ${which}`}`;
        return yaml.problem(path, 'not fields with a colon', undefined, behind === '' ? code : `\`${code}\`${behind}`);
      }
    }
    return yaml.problem(
      path,
      `not ${(FORMS[expected] ?? 'a value this field takes').split(':')[0]}`,
      undefined,
      FORMS[expected] ?? form,
    );
  }

  /** The file that has the ids which the entries of a field name. */
  #fileOfIds(path: readonly PropertyKey[]): string | undefined {
    return own(this.#hints.filesOfIds, String(path.find((step) => typeof step === 'string')));
  }

  /** Where a text is a name and no id: which id to write. */
  #whichId(path: readonly PropertyKey[], text: string): readonly string[] {
    const file = this.#fileOfIds(path);
    return file === undefined || SLUG.test(text) ? [] : [`with the id that its entry in ${file} has`];
  }

  #missing(path: readonly PropertyKey[], fallback: string): Problem {
    const form = this.#form(path) ?? `${String(path.at(-1) ?? 'the file')}: ${fallback}`;
    return { ...this.#yaml.problem(path, 'missing', undefined, form), found: undefined, kind: 'missing-field' };
  }

  #form(path: readonly PropertyKey[]): string | undefined {
    const [name, parent] = path.filter((step) => typeof step === 'string').reverse();
    if (name === undefined) return undefined;
    return own(this.#hints.forms, `${parent}.${name}`) ?? own(this.#hints.forms, name);
  }
}

/** The items of a list that is written as one text. */
export function itemsOf(text: string): readonly string[] {
  return text
    .split(/[,、;]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** The field that a text alone was meant for, where it was not the first one. */
function otherField(keys: readonly string[], text: string): string | undefined {
  const [first = ''] = keys;
  if (first === 'date' && !/\d/.test(text)) return keys.find((key) => key === 'note' || key === 'reason');
  return first !== 'value' && /^[\d.,]+$/.test(text) ? keys.find((key) => key === 'value') : undefined;
}

function adviceOf(issue: z.core.$ZodIssue): string | undefined {
  return issue.code === 'custom' ? (issue.params?.advice as string | undefined) : undefined;
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isLanguage(name: string): boolean {
  return /^(?:[a-z]{2}|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})+)$/.test(name);
}

function samePlace(place: readonly string[], path: readonly PropertyKey[]): boolean {
  return place.length === path.length && place.every((step, index) => step === '*' || step === String(path[index]));
}
