/** A report as JSON: every problem, in a shape that stays, for programs. */
import type { Problem } from '../files/problem.ts';
import type { Report } from './report.ts';

/** Goes up where a program that reads the shape would misread it: never for a further field. */
const VERSION = 1;

export function renderJson({ folder, eventCount, problems, warnings, isPartial }: Report): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  return jsonText({
    version: VERSION,
    folder,
    counts: { events: eventCount, files, problems: problems.length, warnings: warnings.length },
    partial: isPartial,
    problems: [...problems, ...warnings].map(entryOf),
  });
}

function entryOf({ severity = 'problem', kind = 'value', file, line, column, field, message, ...rest }: Problem) {
  const { found = null, advice = null } = rest;
  return {
    ...{ severity, kind, file, line, column, field: cut(field), message: cut(message) },
    ...{ found: found && cut(found), advice: advice && cut(advice) },
  };
}

/** What a file says may be as long as the file: a program needs no more of it than recognises it. */
const MOST_CHARACTERS = 2000;

export function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
}

/** As JSON in ASCII where a terminal would obey a character, or show the text in another order than it has. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
