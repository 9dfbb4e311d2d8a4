/** Problems in the files of a chronology, as data: file, line, the text found, and the text to write instead. */

/**
 * What problems are about. A kind stays the same while messages get better: programs go by it, and comments in files, which
 * say that a warning was looked at. `value`: a field does not take what is written there, or anything that has no kind.
 */
export const problemKinds = [
  ...(['missing-vocabulary', 'file', 'yaml', 'unknown-field', 'missing-field', 'value'] as const),
  ...(['reference', 'relation', 'citation', 'correction'] as const),
] as const;

/** What warnings are about: what is well-formed and can be meant, and rarely is. */
export const warningKinds = [
  ...(['past-plan', 'past-ongoing', 'future-done', 'future-entry'] as const),
  ...(['alike-events', 'alike-slugs', 'alike-colours', 'series-gap', 'missing-unit', 'many-key'] as const),
  'untold-change' as const,
] as const;

export type ProblemKind = (typeof problemKinds)[number];
export type WarningKind = (typeof warningKinds)[number];
type Severity = 'problem' | 'warning';

/** A fault of one value, without the file and line of the value. */
export interface Fault {
  /** Default: `value`. */
  readonly kind?: ProblemKind | WarningKind | undefined;
  /** The fault as a clause: "not a date this chronology can read". */
  readonly message: string;
  /** The text in the file, as written. */
  readonly found?: string | undefined;
  /** The text to write instead. */
  readonly advice?: string | undefined;
}

/** A fault of the value at a path in a file. */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  readonly fault: Fault;
}

/** A fault with its severity, file, line and column. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Problem extends Fault {
  /** Default: `problem`. A warning keeps nothing from being served. */
  readonly severity?: Severity;
  /** Path below the chronology's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the value, `sources.0.paragraph`; empty for the file itself. */
  readonly field: string;
  /** Of a field that has another name here: the dotted path of the field that it was meant to be. */
  readonly meant?: string;
}

/** The problems without those of fields that stand in the file under another name, and are told of by it. */
export function withoutMeant(problems: readonly Problem[]): readonly Problem[] {
  const keyOf = (file: string, field: string) => JSON.stringify([file, field]);
  const meant = new Set(
    problems.flatMap((problem) => (problem.meant === undefined ? [] : keyOf(problem.file, problem.meant))),
  );
  if (meant.size === 0) return problems;
  return problems.filter(({ kind, file, field }) => kind !== 'missing-field' || !meant.has(keyOf(file, field)));
}

/** A parsed value, or the fault of the text. */
export type Parsed<T, F = Fault> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

export function parsed<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function faulty(message: string, found?: string, advice?: string): { ok: false; fault: Fault } {
  return { ok: false, fault: { message, found, advice } };
}

/** The problem as lines of text, which `check` and a refused start print. */
export function formatProblem(problem: Problem, folder = ''): string {
  const { field, message, found, advice, severity, kind = 'value' } = problem;
  const label = severity === 'warning' ? `warning (${kind}): ` : '';
  const lines = [
    `${placeOf(problem, folder)}  ${label}${field === '' ? '' : `${printable(field)}: `}${printable(message, MOST_WORDS)}`,
  ];
  if (found !== undefined) lines.push(`    found: ${printable(found)}`);
  if (advice !== undefined) lines.push(`    write: ${printable(advice, MOST_WORDS)}`);
  return lines.join('\n');
}

/** File, line and column, in the form that terminals and editors open. */
export function placeOf({ file, line, column }: Problem, folder = ''): string {
  const path = folder === '' ? file : `${folder.replace(/\/+$/, '')}/${file}`;
  return `${printable(path, MOST_WORDS)}:${line}:${column}`;
}

/** Orders problems by file, line and column. */
export function compareProblems(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

/** Messages and paths are our own words but for the names and keys in them; no such line of ours is longer. */
const MOST_WORDS = 1000;

/** One line of at most 200 characters, or as many as are given, with what cannot be seen made visible. */
export function printable(text: string, most = 200): string {
  const visible = escaped(text.length > most ? text.slice(0, most) : text);
  return text.length > most || visible.length > most ? `${visible.slice(0, most - 1).toWellFormed()}…` : visible;
}

/**
 * One line of text. A terminal would obey control characters in the text, name or path of a file, a line break would forge
 * lines of the report, and a control of the direction of writing turns a line around. Joiners belong to letters and emoji.
 */
function escaped(text: string): string {
  return text.replace(HIDDEN, (c) =>
    c === '\n' ? '⏎' : `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]/gu;

/** The kinds of warning that a curator looked at and left: `# looked at: past-plan, no source says what became of it`. */
export function lookedAtIn(text: string): ReadonlySet<WarningKind> {
  const words = [...text.matchAll(/^[ \t]*#[ \t]*looked at:(.*)$/gim)].flatMap(([, said = '']) =>
    said.match(/[\w-]+/g),
  );
  return new Set(warningKinds.filter((kind) => words.includes(kind)));
}
