/** Problems in the files of a chronology, as data: file, line, the text found, and the text to write instead. */

/** Problems are written in English; advice on a misspelt value recognises the English names of months and countries. */
export const PROBLEM_LOCALE = 'en-US';

/** A fault of one value, without the file and line of the value. */
export interface Fault {
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

/** A fault with its file, line and column. Lines and columns count from 1; columns count UTF-16 code units. */
export interface Problem extends Fault {
  /** Path below the chronology's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the value, `sources.0.paragraph`; empty for the file itself. */
  readonly field: string;
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
  const path = folder === '' ? problem.file : `${folder.replace(/\/+$/, '')}/${problem.file}`;
  const field = problem.field === '' ? '' : `${printable(problem.field)}: `;
  const lines = [`${escaped(path)}:${problem.line}:${problem.column}  ${field}${escaped(problem.message)}`];
  if (problem.found !== undefined) lines.push(`    found: ${printable(problem.found)}`);
  if (problem.advice !== undefined) lines.push(`    write: ${escaped(problem.advice)}`);
  return lines.join('\n');
}

/** All problems as `check` prints them, each followed by an empty line, and the counts of events and problems. */
export function formatReport(problems: readonly Problem[], folder: string, eventCount: number): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  const count =
    problems.length === 0 ? 'no problems' : `${counted(problems.length, 'problem')} in ${counted(files, 'file')}`;
  const paragraphs = problems.map((problem) => `${formatProblem(problem, folder)}\n\n`).join('');
  return `${paragraphs}${folder}: ${counted(eventCount, 'event')}, ${count}`;
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Orders problems by file, line and column. */
export function compareProblems(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

/** One line of at most 200 characters, with what cannot be seen made visible. */
export function printable(text: string): string {
  const visible = escaped(text.length > 200 ? text.slice(0, 200) : text);
  return text.length > 200 || visible.length > 200 ? `${visible.slice(0, 199).toWellFormed()}…` : visible;
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

const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
