/** Reads the text of a chronology's file, or the problem of a file that cannot be read as UTF-8. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './problem.ts';

/** @param path relative to the folder */
export function readText(folder: string, path: string): string | Problem {
  const location = { kind: 'file', file: path, line: 1, column: 1, field: '' } as const;
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, path));
  } catch (error) {
    return {
      ...location,
      message: `cannot be read (${(error as NodeJS.ErrnoException).code})`,
      advice: 'a file that this user may read',
    };
  }
  try {
    return UTF8.decode(bytes);
  } catch {
    return { ...location, line: lineOfBadUtf8(bytes), message: 'not UTF-8', advice: 'save the file as UTF-8' };
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function lineOfBadUtf8(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  const bad = lines.findIndex((line) => {
    try {
      UTF8.decode(Buffer.from(line, 'latin1'));
      return false;
    } catch {
      return true;
    }
  });
  return Math.max(bad, 0) + 1;
}
