/** The cache of parsed events on disk, read at a start: one file, written under another name and then renamed into place. */
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
import { hashOf } from './folder.ts';

/** The event of a file, with the stamp and the hash of the file when it was parsed. */
export interface CachedEvent {
  /** Empty where the file was written less than 2 seconds before it was read: a later write could have the same stamp. */
  readonly stamp: string;
  /** Hash of the file's text. */
  readonly hash: string;
  /** Whether the file has the field `status`; otherwise the event has the default status of its type. */
  readonly isStatusOwn: boolean;
  readonly event: TimelineEvent;
}

export interface CachedFolder {
  /** Hash of the texts of the vocabulary. */
  readonly key: string;
  readonly vocabulary: Vocabulary;
  /** Path → event, parsed with the vocabulary's languages and time zone. */
  readonly events: Map<string, CachedEvent>;
}

/**
 * The file holds lines of JSON, the vocabulary first and then the events, and ends with a checksum. A file that is damaged,
 * or of another version of the program, is ignored. The file can be deleted at any time, and read while a process writes it.
 */
export class EventCache {
  readonly #file: string;

  /**
   * @param cacheFolder The folder of the cache file.
   * @param folder The chronology's folder. Its path names the file, not the target of a link: each release can have another.
   */
  constructor(cacheFolder: string, folder: string) {
    this.#file = join(cacheFolder, `events-${hashOf(resolve(folder)).slice(0, 16)}.jsonl`);
  }

  /** Undefined where there is no valid cache of this version of the program. */
  *read(): Work<CachedFolder | undefined> {
    try {
      const bytes = readFileSync(this.#file);
      const end = bytes.length - CHECKSUM_LENGTH;
      const content = bytes.subarray(0, Math.max(end, 0));
      yield;
      if (checksumOf(crc32(content)) !== bytes.toString('latin1', content.length)) return undefined;
      const lines = linesOf(content);
      const { name, ...header } = JSON.parse(lines.next().value ?? '') as Header;
      if (name !== NAME) return undefined;
      const events = new Map<string, CachedEvent>();
      for (const line of lines) {
        for (const [path, entry] of JSON.parse(line) as readonly (readonly [string, CachedEvent])[])
          events.set(path, entry);
        yield;
      }
      return { ...header, events };
    } catch {
      // No such file, or a foreign file whose checksum fits by chance: the checksum of no bytes is 00000000.
      return undefined;
    }
  }

  /** Throws where the file cannot be written. */
  *write({ events, ...header }: CachedFolder): Work<void> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const temporary = `${this.#file}.${process.pid}`;
    try {
      const descriptor = openSync(temporary, 'w', 0o600);
      try {
        let checksum = 0;
        const add = (value: unknown) => {
          const line = Buffer.from(`${JSON.stringify(value)}\n`);
          checksum = crc32(line, checksum);
          writeFileSync(descriptor, line);
        };
        add({ name: NAME, ...header } satisfies Header);
        for (const entries of inBatches(events)) {
          add(entries);
          yield;
        }
        writeFileSync(descriptor, checksumOf(checksum));
      } finally {
        closeSync(descriptor);
      }
      // A rename is atomic: a reader finds the old file or the new one, never half of one.
      renameSync(temporary, this.#file);
      this.#removeLeftOvers();
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  /** Removes the temporary files of processes that were killed: they are large, and nothing else removes them. */
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

/** A temporary file that was last written 10 minutes before the cache belongs to no running process. */
const LEFT_OVER_MILLISECONDS = 10 * 60 * 1000;

// A line of 100 entries has more than 100 KiB and takes a millisecond to parse. V8 allocates the objects of a text of that
// size in its old generation; the objects of a shorter text are first copied about twice.
const ENTRIES_A_LINE = 100;

function* inBatches<T>(entries: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const entry of entries) {
    batch.push(entry);
    if (batch.length < ENTRIES_A_LINE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
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
