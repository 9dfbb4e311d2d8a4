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
    let isFirst = true;
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
      }
      yield;
    }
    return kept;
  }

  /** Keeps these events and no others. */
  *write(vocabulary: string, events: Iterable<readonly [path: string, kept: KeptEvent]>): Work<void> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const written = `${this.#file}.${process.pid}`;
    const to = openSync(written, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY, 0o600);
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
    // At once there or not at all.
    renameSync(written, this.#file);
  }

  /** Keeps these events as well. */
  add(events: readonly (readonly [path: string, kept: KeptEvent])[]): void {
    const to = openSync(this.#file, constants.O_APPEND | constants.O_WRONLY);
    try {
      writeSync(to, events.map(eventLine).join(''));
      this.#lines += events.length;
    } finally {
      closeSync(to);
    }
  }

  /** Whether it holds so much that nobody needs that it had better be written anew. */
  isStale(needed: number): boolean {
    return this.#lines > needed * 1.5 + 100;
  }
}

const LINE_FEED = 0x0a;
const CHECKSUM_LENGTH = 8;
const BLOCK_BYTES = 1 << 20;

/** Whole lines without their ends, valid until the next is asked for; none where there is no such file. */
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
    for (let read = readSync(from, block); read > 0; read = readSync(from, block)) {
      const bytes = rest.length === 0 ? block.subarray(0, read) : Buffer.concat([rest, block.subarray(0, read)]);
      let begin = 0;
      for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, begin)) {
        yield bytes.subarray(begin, end);
        begin = end + 1;
      }
      rest = Buffer.from(bytes.subarray(begin));
    }
  } finally {
    closeSync(from);
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
  return line.toString('latin1', 0, CHECKSUM_LENGTH) === checksum(json) ? JSON.parse(json.toString('utf8')) : undefined;
}
