/** Events that were parsed before, kept on disk by the content of their files and by the code that parsed them. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { TimelineEvent } from './event.ts';
import type { Work } from './slices.ts';

/** An event file as it was when it was parsed. */
export interface KeptEvent {
  /** The stamp of the file; empty where it was too young to trust. */
  readonly stamp: string;
  /** Of the file's text. */
  readonly hash: string;
  readonly event: TimelineEvent;
}

/**
 * A file of lines, each with a checksum of its own: first what they were parsed with, then an event each, the last one
 * of a path counting. What was damaged or torn off is a line less, and its event is parsed again; the file can be
 * deleted at any time. Several processes may share it, if one of them writes.
 */
export class EventCache {
  readonly #file: string;
  /** Of the vocabulary under which events are in it, as far as is known. */
  #vocabulary: string | undefined;
  #lines = 0;

  /**
   * @param cacheFolder where the file is to be
   * @param folder the chronology's, which gives the file its name
   */
  constructor(cacheFolder: string, folder: string) {
    this.#file = join(cacheFolder, `events-${hashOf(realpathSync(folder)).slice(0, 16)}.jsonl`);
  }

  /** What was kept for these texts of the vocabulary, by path; nothing where it is of others or of other code. */
  *read(vocabulary: string): Work<Map<string, KeptEvent>> {
    const kept = new Map<string, KeptEvent>();
    this.#lines = 0;
    this.#vocabulary = undefined;
    let isFirst = true;
    let isSound = true;
    for (const line of linesOf(this.#file)) {
      const value = valueIn(line);
      if (isFirst) {
        if (value !== headerOf(vocabulary)) return kept;
        isFirst = false;
        continue;
      }
      this.#lines += 1;
      if (Array.isArray(value)) {
        const [path, stamp, hash, event] = value as [string, string, string, TimelineEvent];
        kept.set(path, { stamp, hash, event });
      } else isSound = false;
      yield;
    }
    // What is damaged is written anew as a whole: what is added to a line that was torn off would be lost with it.
    if (!isFirst && isSound) this.#vocabulary = vocabulary;
    return kept;
  }

  /**
   * Brings the file to what is known.
   *
   * @param known All events, by path.
   * @param changed Those that the file does not hold yet, where it is of this vocabulary.
   * @throws where the disk does not take it
   */
  *update(
    vocabulary: string,
    known: ReadonlyMap<string, KeptEvent>,
    changed: readonly (readonly [path: string, kept: KeptEvent])[],
  ): Work<void> {
    const isOurs = this.#vocabulary === vocabulary;
    // Until it is done, it is not known what the file holds.
    this.#vocabulary = undefined;
    // Lines that nobody needs any more cost time at the next start.
    const isShort = this.#lines + changed.length < known.size * 1.5 + 100;
    if (!isOurs || !isShort || !this.#add(vocabulary, changed)) yield* this.#write(vocabulary, known);
    this.#vocabulary = vocabulary;
  }

  /** Keeps these events and no others. */
  *#write(vocabulary: string, events: Iterable<readonly [path: string, kept: KeptEvent]>): Work<void> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const written = `${this.#file}.${process.pid}`;
    try {
      yield* this.#writeTo(written, vocabulary, events);
      // At once there or not at all.
      renameSync(written, this.#file);
    } catch (error) {
      rmSync(written, { force: true });
      throw error;
    }
  }

  *#writeTo(file: string, vocabulary: string, events: Iterable<readonly [path: string, kept: KeptEvent]>): Work<void> {
    const to = openSync(file, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY, 0o600);
    try {
      writeSync(to, lineOf(headerOf(vocabulary)));
      this.#lines = 0;
      let lines: string[] = [];
      for (const entry of events) {
        lines.push(eventLine(entry));
        this.#lines += 1;
        if (lines.length < 50) continue;
        writeSync(to, lines.join(''));
        lines = [];
        yield;
      }
      writeSync(to, lines.join(''));
    } finally {
      closeSync(to);
    }
  }

  /** Keeps these events as well; false where the file is no longer there, or another program has put its own there. */
  #add(vocabulary: string, events: readonly (readonly [path: string, kept: KeptEvent])[]): boolean {
    let to: number;
    try {
      to = openSync(this.#file, constants.O_APPEND | constants.O_RDWR);
    } catch {
      return false;
    }
    try {
      const header = Buffer.from(lineOf(headerOf(vocabulary)));
      const found = Buffer.alloc(header.length);
      readSync(to, found, 0, found.length, 0);
      if (!found.equals(header)) return false;
      writeSync(to, events.map(eventLine).join(''));
      this.#lines += events.length;
      return true;
    } finally {
      closeSync(to);
    }
  }
}

const LINE_FEED = 0x0a;
const CHECKSUM_LENGTH = 8;
const BLOCK_BYTES = 1 << 20;

/** Lines without their ends, an empty one for what was torn off, each valid until the next is asked for; none where there is no file that can be read. */
function* linesOf(file: string): Generator<Buffer> {
  let from: number;
  try {
    from = openSync(file, constants.O_RDONLY);
  } catch {
    return;
  }
  try {
    let rest: Buffer = Buffer.alloc(0);
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    for (let read = readBlock(from, block); read > 0; read = readBlock(from, block)) {
      const bytes = rest.length === 0 ? block.subarray(0, read) : Buffer.concat([rest, block.subarray(0, read)]);
      let begin = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, begin)) {
        yield bytes.subarray(begin, end);
        begin = end + 1;
      }
      rest = Buffer.from(bytes.subarray(begin));
    }
    if (rest.length > 0) yield rest.subarray(0, 0);
  } finally {
    closeSync(from);
  }
}

/** How many bytes were read; none where the disk has a fault, or where it is a folder that has the file's name. */
function readBlock(from: number, block: Buffer): number {
  try {
    return readSync(from, block);
  } catch {
    return 0;
  }
}

/** The names of the things that all entries depend on. */
function headerOf(vocabulary: string): string {
  return `annals 1 ${codeHash()} ${vocabulary}`;
}

let code: string | undefined;

/** Of the program's part that parses, of the packages it uses and of the runtime, whose tables of zones and units it reads. */
function codeHash(): string {
  if (code === undefined) {
    const here = import.meta.dirname;
    const files = readdirSync(here)
      .sort()
      .map((name) => join(here, name));
    const packages = join(here, '..', '..', 'package.json');
    const { node, icu, tz, unicode } = process.versions;
    code = hashOf(
      [node, icu, tz, unicode, ...[...files, packages].map((file) => readFileSync(file, 'utf8'))].join('\0'),
    );
  }
  return code;
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}

function eventLine([path, { stamp, hash, event }]: readonly [path: string, kept: KeptEvent]): string {
  return lineOf([path, stamp, hash, event]);
}

function lineOf(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/** Undefined for a line that is not as it was written. */
function valueIn(line: Buffer): unknown {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  if (line.toString('latin1', 0, CHECKSUM_LENGTH) !== checksum(json)) return undefined;
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    // A checksum can be right by chance: that of nothing is 00000000.
    return undefined;
  }
}
