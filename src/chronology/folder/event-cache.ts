/** Events that were parsed before, kept on disk from one start to the next: a file that is written whole or not at all. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { crc32 } from 'node:zlib';
import { CODE_HASH } from '../../program-hash.ts';
import type { Work } from '../../slices.ts';
import type { TimelineEvent } from '../event.ts';
import type { Vocabulary } from '../schema/vocabulary.ts';

/** An event file as it was when it was parsed. */
export interface CachedEvent {
  /** The stamp of the file; empty where it was too young to trust. */
  readonly stamp: string;
  /** Of the file's text. */
  readonly hash: string;
  /** Whether the file says the event's status; else it is the default of the event's type. */
  readonly isStatusOwn: boolean;
  readonly event: TimelineEvent;
}

export interface CachedFolder {
  /** Hash of the texts of the vocabulary. */
  readonly key: string;
  readonly vocabulary: Vocabulary;
  /** By path; as parsed with the vocabulary's languages and time zone. */
  readonly events: Map<string, CachedEvent>;
}

/**
 * Lines of JSON, first the vocabulary, then events, and a checksum of all of it. A file that is damaged, or of another
 * version of the program, is as none; it can be deleted at any time. Several processes may read it while one writes.
 */
export class EventCache {
  readonly #file: string;

  /**
   * @param cacheFolder where the file is to be
   * @param folder the chronology's, by whose path the file is named: what a link leads to can be another one each time
   */
  constructor(cacheFolder: string, folder: string) {
    this.#file = join(cacheFolder, `events-${hashOf(resolve(folder)).slice(0, 16)}.jsonl`);
  }

  /** Undefined where there is nothing that can be used. */
  *read(): Work<CachedFolder | undefined> {
    try {
      const bytes = readFileSync(this.#file);
      const end = bytes.length - CHECKSUM_LENGTH;
      const content = bytes.subarray(0, Math.max(end, 0));
      yield;
      if (checksumOf(crc32(content)) !== bytes.toString('latin1', content.length)) return undefined;
      const lines = linesOf(content);
      const { name, ...known } = JSON.parse(lines.next().value ?? '') as Header;
      if (name !== NAME) return undefined;
      const events = new Map<string, CachedEvent>();
      for (const line of lines) {
        for (const [path, entry] of JSON.parse(line) as readonly (readonly [string, CachedEvent])[])
          events.set(path, entry);
        yield;
      }
      return { ...known, events };
    } catch {
      // No such file, or none of ours that has a checksum by chance: that of nothing is 00000000.
      return undefined;
    }
  }

  /** Throws where the disk does not take it. */
  *write({ events, ...known }: CachedFolder): Work<void> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const written = `${this.#file}.${process.pid}`;
    try {
      const to = openSync(written, 'w', 0o600);
      try {
        let checksum = 0;
        const add = (value: unknown) => {
          const line = Buffer.from(`${JSON.stringify(value)}\n`);
          checksum = crc32(line, checksum);
          writeFileSync(to, line);
        };
        add({ name: NAME, ...known } satisfies Header);
        for (const entries of inLines(events)) {
          add(entries);
          yield;
        }
        writeFileSync(to, checksumOf(checksum));
      } finally {
        closeSync(to);
      }
      // At once there or not at all.
      renameSync(written, this.#file);
      this.#removeLeftOvers();
    } catch (error) {
      rmSync(written, { force: true });
      throw error;
    }
  }

  /** What processes that were killed had written by then: of very many events it is large, and nobody else takes it away. */
  #removeLeftOvers(): void {
    const { mtimeMs } = statSync(this.#file);
    for (const name of readdirSync(dirname(this.#file))) {
      if (!name.startsWith(`${basename(this.#file)}.`)) continue;
      const path = join(dirname(this.#file), name);
      const other = statSync(path, { throwIfNoEntry: false });
      if (other && other.mtimeMs < mtimeMs - LEFT_OVER_MILLISECONDS) rmSync(path, { force: true });
    }
  }
}

interface Header extends Omit<CachedFolder, 'events'> {
  readonly name: string;
}

const NAME = `annals 2 ${CODE_HASH}`;

/** A file that was not written for so long is not being written. */
const LEFT_OVER_MILLISECONDS = 10 * 60 * 1000;

// V8 puts what it parses of more than 100 KiB where it is to stay; what is smaller it copies about twice first. To parse
// so many takes it a millisecond.
const ENTRIES_A_LINE = 100;

function* inLines<T>(entries: Iterable<T>): Generator<readonly T[]> {
  let line: T[] = [];
  for (const entry of entries) {
    line.push(entry);
    if (line.length < ENTRIES_A_LINE) continue;
    yield line;
    line = [];
  }
  if (line.length > 0) yield line;
}

const LINE_FEED = 0x0a;

function* linesOf(bytes: Buffer): Generator<string, undefined> {
  let begin = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, begin)) {
    yield bytes.toString('utf8', begin, end);
    begin = end + 1;
  }
}

const CHECKSUM_LENGTH = 8;

function checksumOf(sum: number): string {
  return sum.toString(16).padStart(CHECKSUM_LENGTH, '0');
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}
