/** What can be wrong in a file of a chronology, as data: where, what was found, and what to write instead. */

/** Problems are told in English, and English names are read in what is advised on: of months, and of countries. */
export const PROBLEM_LOCALE = 'en-US';

/** What is wrong with one value, before it is known where the value stands. */
export interface Fault {
  /** What is wrong, as a clause: "not a date this chronology can read". */
  readonly message: string;
  /** The text that was found, as written. */
  readonly found?: string | undefined;
  /** What to write instead. */
  readonly advice?: string | undefined;
}

/** A fault of the value at a path in a file. */
export interface FieldFault {
  readonly path: readonly (string | number)[];
  readonly fault: Fault;
}

/** A fault at its place. Lines and columns count from 1; columns count UTF-16 units. */
export interface Problem extends Fault {
  /** Path below the chronology's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the value, `sources.0.paragraph`; empty for the file itself. */
  readonly field: string;
}

/** A parsed value, or what is wrong with the text. */
export type Parsed<T, F = Fault> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

export function parsed<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function faulty(message: string, found?: string, advice?: string): { ok: false; fault: Fault } {
  return { ok: false, fault: { message, found, advice } };
}

/** The problem in the lines that `check` and a refused start print. */
export function formatProblem(problem: Problem, folder = ''): string {
  const path = folder === '' ? problem.file : `${folder.replace(/\/+$/, '')}/${problem.file}`;
  const field = problem.field === '' ? '' : `${problem.field}: `;
  const lines = [`${path}:${problem.line}:${problem.column}  ${field}${problem.message}`];
  if (problem.found !== undefined) lines.push(`    found: ${printable(problem.found)}`);
  if (problem.advice !== undefined) lines.push(`    write: ${problem.advice}`);
  return lines.join('\n');
}

/** All problems as `check` prints them, each followed by an empty line, and how many there are. */
export function formatReport(problems: readonly Problem[], folder: string, eventCount: number): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  const count =
    problems.length === 0 ? 'no problems' : `${counted(problems.length, 'problem')} in ${counted(files, 'file')}`;
  const said = problems.map((problem) => `${formatProblem(problem, folder)}\n\n`).join('');
  return `${said}${folder}: ${counted(eventCount, 'event')}, ${count}`;
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** Problems in the order of a reader who goes through the folder file by file. */
export function compareProblems(a: Problem, b: Problem): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
}

/** One line of at most 200 characters, with control characters made visible. */
function printable(text: string): string {
  // A terminal would obey control characters in what a file says.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to escape
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (c) =>
    c === '\n' ? '⏎' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return visible.length > 200 ? `${visible.slice(0, 199)}…` : visible;
}
