/** Reads the text of a chronology's file, or the problem of a file that cannot be read as UTF-8. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './problem.ts';

/** @param path relative to the folder */
export function readText(folder: string, path: string): string | Problem {
  const location = { file: path, line: 1, column: 1, field: '' };
  let bytes: Buffer;
  try {
    const read = readBytes(join(folder, path));
    if (typeof read === 'string')
      return { ...location, message: read, advice: 'a file of text, as short as others are' };
    bytes = read;
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

/** A vocabulary of ten thousand people has fewer. */
const MOST_BYTES = 4 * 1024 * 1024;
const TOO_LARGE = 'larger than any file of a chronology may be (4 MiB)';

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
