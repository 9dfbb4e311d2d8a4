/** Reads the text of a chronology's file, or the problem of a file that cannot be read as UTF-8. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './problem.ts';
import { VOCABULARY_BOUNDS } from './source/bounds.ts';
import { sizeInWords } from './source/numbers.ts';

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
    const read = readBytes(file);
    if (typeof read === 'string')
      return { ...location, message: read, advice: 'a file of text, as short as others are' };
    bytes = read;
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

const TOO_LARGE = `larger than any file of a chronology may be (${sizeInWords(MOST_BYTES)})`;

/** The bytes of a file, or why they are not read. Throws where the system does not give them. */
function readBytes(file: string): Buffer | string {
  // A pipe may have come into the place of the file: to open it would otherwise wait until somebody writes to it.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() && !stats.isDirectory()) return 'no file but a pipe, a device or the like';
    if (stats.size > MOST_BYTES) return TOO_LARGE;
    const chunks: Buffer[] = [];
    let length = 0;
    // One byte more than the file has: mostly, a second reading then tells that this was all. What grows meanwhile, or is
    // made as it is read and has no size, is read as far as any other file.
    for (let size = stats.size + 1; length <= MOST_BYTES; size = 64 * 1024) {
      const chunk = Buffer.allocUnsafe(size);
      const count = readSync(descriptor, chunk);
      if (count === 0) break;
      chunks.push(chunk.subarray(0, count));
      length += count;
    }
    if (length > MOST_BYTES) return TOO_LARGE;
    return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
  } finally {
    closeSync(descriptor);
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
