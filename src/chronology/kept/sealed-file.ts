/** Files of lines of JSON with a checksum, written under another name and then renamed into place: whole, or as good as none. */
import {
  close,
  closeSync,
  fsync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { makeFolder } from '../../make-folder.ts';
import { inSlices, type Work } from '../../slices.ts';

const LINE_FEED = 0x0a;
const CHECKSUM_LENGTH = 8;

/** What was begun 10 minutes before the file was written belongs to no running process. */
const LEFT_OVER_MILLISECONDS = 10 * 60 * 1000;

/**
 * Writes each value as a line. Several processes may write one file: each writes one of its own, and the last to rename it
 * into place has written it. Rejects where the disk does not take it, or `values` throws; then the file is what it was.
 */
export async function writeSealed(file: string, values: Iterable<unknown>): Promise<void> {
  await makeFolder(dirname(file));
  // A number of the process would not do: each container has its own count of them.
  const folder = mkdtempSync(`${file}.`);
  try {
    const temporary = join(folder, 'file');
    const descriptor = openSync(temporary, 'wx', 0o600);
    try {
      await inSlices(writeSteps(descriptor, values));
      // A rename is on the disk sooner than the content, unless that is waited for.
      await promisify(fsync)(descriptor);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    await promisify(close)(descriptor);
    // A rename is atomic: a reader finds the old file or the new one, never half of one.
    renameSync(temporary, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  removeLeftOvers(file);
}

function* writeSteps(descriptor: number, values: Iterable<unknown>): Work<void> {
  let checksum = 0;
  for (const value of values) {
    const line = Buffer.from(`${JSON.stringify(value)}\n`);
    checksum = crc32(line, checksum);
    writeFileSync(descriptor, line);
    yield;
  }
  writeFileSync(descriptor, checksumOf(checksum));
}

/** The lines of a file; undefined where there is none, or it is not whole. */
export function* readSealed(file: string): Work<Generator<string, undefined> | undefined> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const content = bytes.subarray(0, Math.max(bytes.length - CHECKSUM_LENGTH, 0));
  yield;
  return checksumOf(crc32(content)) === bytes.toString('latin1', content.length) ? linesOf(content) : undefined;
}

function* linesOf(bytes: Buffer): Generator<string, undefined> {
  let begin = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, begin)) {
    yield bytes.toString('utf8', begin, end);
    begin = end + 1;
  }
}

function checksumOf(sum: number): string {
  return sum.toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/** Removes what processes left that were killed as they wrote the file: it is large, and nothing else removes it. */
function removeLeftOvers(file: string): void {
  try {
    const { mtimeMs } = statSync(file);
    for (const name of readdirSync(dirname(file))) {
      if (!name.startsWith(`${basename(file)}.`)) continue;
      const path = join(dirname(file), name);
      const other = statSync(path, { throwIfNoEntry: false });
      if (other && other.mtimeMs < mtimeMs - LEFT_OVER_MILLISECONDS) rmSync(path, { recursive: true, force: true });
    }
  } catch {
    // Another process was quicker, or the file is gone again.
  }
}

/** Groups of items: a line of several is written and parsed in less time than a line for each. */
export function* inBatches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Tells the operator what cannot be written: in one line for all writers, and once more after it could be written again. */
export class WriteFaults {
  readonly #warn: (message: string) => void;
  /** Of those whose last attempt failed. */
  readonly #messageByWriter = new Map<object, string>();

  constructor(warn: (message: string) => void) {
    this.#warn = warn;
  }

  failed(writer: object, { message }: Error): void {
    // Without names, which are others each time.
    const warning = `nothing can be kept for the next start: ${message.split(',', 1)[0]}`;
    // Of a full disk, every writer would tell after every change.
    if (![...this.#messageByWriter.values()].includes(warning)) this.#warn(warning);
    this.#messageByWriter.set(writer, warning);
  }

  written(writer: object): void {
    this.#messageByWriter.delete(writer);
  }
}
