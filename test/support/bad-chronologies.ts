/** The folders of `test/chronologies/bad`: each holds one family of mistakes, and in `expected.txt` what is printed about them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { ROOT } from './root.ts';

const BAD = join(ROOT, 'test', 'chronologies', 'bad');

/** Paths of all bad folders, sorted. */
export function badFolders(): readonly string[] {
  return readdirSync(BAD)
    .sort()
    .map((name) => join(BAD, name));
}

/** All problems of the folder as `check` prints them, an empty line between two; ends in a line feed. */
export async function printedProblems(folder: string): Promise<string> {
  const { problems } = await loadFolder(folder);
  return `${problems.map((problem) => formatProblem(problem)).join('\n\n')}\n`;
}
