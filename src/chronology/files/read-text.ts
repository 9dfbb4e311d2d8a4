/** Reads the text of a chronology's file, or the problem of a file that cannot be read as UTF-8. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './problem.ts';
import { sizeInWords, VOCABULARY_BOUNDS } from './source/bounds.ts';

const MOST_BYTES = VOCABULARY_BOUNDS.bytes;

/** Errors of the system in plain words. */
const READ_FAULTS: Readonly<Record<string, readonly [message: string, advice: string]>> = {
  ENOENT: ['a link to a file that is not there', 'a link to a file that is, or no link'],
  ELOOP: ['a link that leads back to itself', 'a link to a file, or no link'],
  ENOTDIR: ['a link to a file that is not there', 'a link to a file that is, or no link'],
  EISDIR: ['a folder with the name of a file', 'a name without .yaml for the folder'],
  EACCES: ['this user may not read the file', 'a file that this user may read (chmod u+r on Unix)'],
  EPERM: ['this user may not read the file', 'a file that this user may read'],
  ENAMETOOLONG: ['the name or the path is too long', 'a shorter one'],
};

/** @param path relative to the folder */
export function readText(folder: string, path: string): string | Problem {
  const location = { kind: 'file', file: path, line: 1, column: 1, field: '' } as const;
  const file = join(folder, path);
  let bytes: Buffer;
  try {
    if (statSync(file).size > MOST_BYTES) {
      const message = `larger than any file of a chronology may be (${sizeInWords(MOST_BYTES)})`;
      return { ...location, message, advice: 'a shorter text, or several files' };
    }
    bytes = readFileSync(file);
  } catch (error) {
    const [message, advice] = READ_FAULTS[(error as NodeJS.ErrnoException).code ?? ''] ?? [
      'the disk does not give this file',
      'a file that can be opened',
    ];
    return { ...location, message, advice };
  }
  try {
    return UTF8.decode(bytes);
  } catch {
    return {
      ...location,
      line: lineOfBadUtf8(bytes),
      message: 'not in the encoding UTF-8',
      advice: 'the same text, saved as UTF-8 (in the editor: Save with encoding)',
    };
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** The line on which the first byte stands that is no UTF-8, from 1. */
function lineOfBadUtf8(bytes: Buffer): number {
  // A line feed is part of no other character: each half of the text is judged by itself.
  let [start, end] = [0, bytes.length];
  while (end - start > 1) {
    const middle = bytes.indexOf(0x0a, (start + end) >> 1) + 1;
    const cut = middle > start && middle < end ? middle : bytes.lastIndexOf(0x0a, (start + end) >> 1) + 1;
    if (cut <= start || cut >= end) break;
    if (isUtf8(bytes.subarray(start, cut))) start = cut;
    else end = cut;
  }
  return bytes.subarray(0, start).filter((byte) => byte === 0x0a).length + 1;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    UTF8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
