/** Events that were parsed before, kept on disk by the content of their files and by the code that parsed them. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CODE_HASH } from '../../program-hash.ts';
import type { Work } from '../../slices.ts';
import type { TimelineEvent } from '../event.ts';
import { checkedLine, valueOfLine } from '../files/checked-line.ts';
import type { Vocabulary } from '../schema/vocabulary.ts';

/** An event file as it was when it was parsed. */
export interface CachedEvent {
  /** The stamp of the file; empty where it was too young to trust. */
  readonly stamp: string;
  /** Of the file's text. */
  readonly hash: string;
  readonly event: TimelineEvent;
}

/** An event with the path of its file. */
export type CachedEntry = readonly [path: string, kept: CachedEvent];

/** What was kept of a folder. */
export interface CachedEvents {
  readonly vocabulary: Vocabulary;
  /** By path. */
  readonly events: Map<string, CachedEvent>;
}

/**
 * A file of lines, each with a checksum of its own: first what the events were parsed with and the vocabulary, then the
 * events, the last one of a path counting. What was damaged or torn off is a line less, and its events are parsed again;
 * the file can be deleted at any time. Several processes may share it, if one of them writes.
 */
export class EventCache {
  readonly #file: string;
  readonly #entriesALine: number;
  /** Of the vocabulary that the events in it are of, as far as is known. */
  #key: string | undefined;
  /** How many entries the file holds, also of events that have others since. */
  #entries = 0;

  /**
   * @param cacheFolder where the file is to be
   * @param folder the chronology's, by whose path the file is named: what a link leads to can be another one each time
   * @param entriesALine how many events stand in a line
   */
  constructor(cacheFolder: string, folder: string, entriesALine = ENTRIES_A_LINE) {
    this.#entriesALine = entriesALine;
    this.#file = join(cacheFolder, `events-${hashOf(resolve(folder)).slice(0, 16)}.jsonl`);
  }

  /**
   * What was kept; undefined where it is of another vocabulary or other code.
   *
   * @param key Hash of the texts of the vocabulary.
   */
  *read(key: string): Work<CachedEvents | undefined> {
    const lines = linesOf(this.#file);
    this.#key = undefined;
    this.#entries = 0;
    try {
      const first = lines.next();
      const header = first.done ? undefined : (valueOfLine(first.value) as Header | undefined);
      if (header?.name !== nameOf(key)) return undefined;
      const { vocabulary } = header;
      const events = new Map<string, CachedEvent>();
      let isSound = true;
      for (const line of lines) {
        const entries = valueOfLine(line);
        if (Array.isArray(entries)) {
          for (const [path, cached] of entries as readonly CachedEntry[]) events.set(path, cached);
          this.#entries += entries.length;
        } else isSound = false;
        yield;
      }
      // What is damaged is written anew as a whole: what is added to a line that was torn off would be lost with it.
      if (isSound) this.#key = key;
      return { vocabulary, events };
    } finally {
      lines.return(undefined);
    }
  }

  /**
   * Brings the file to what is known.
   *
   * @param key Hash of the texts of the vocabulary.
   * @param known All events, by path.
   * @param changed Those that the file does not hold yet, where it is of this vocabulary.
   * @throws where the disk does not take it
   */
  *update(
    key: string,
    vocabulary: Vocabulary,
    known: ReadonlyMap<string, CachedEvent>,
    changed: readonly CachedEntry[],
  ): Work<void> {
    const isOurs = this.#key === key;
    // Until it is done, it is not known what the file holds.
    this.#key = undefined;
    // Entries that nobody needs any more cost time at the next start.
    const isShort = this.#entries + changed.length < known.size * 1.5 + 100;
    const isAdded = isOurs && isShort && (yield* this.#add(key, vocabulary, changed));
    if (!isAdded) yield* this.#write(key, vocabulary, known);
    this.#key = key;
  }

  /** Keeps these events and no others. */
  *#write(key: string, vocabulary: Vocabulary, events: Iterable<CachedEntry>): Work<void> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const written = `${this.#file}.${process.pid}`;
    try {
      yield* this.#writeTo(written, key, vocabulary, events);
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

  *#writeTo(file: string, key: string, vocabulary: Vocabulary, events: Iterable<CachedEntry>): Work<void> {
    const to = openSync(file, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY, 0o600);
    try {
      writeSync(to, headerOf(key, vocabulary));
      this.#entries = 0;
      yield* this.#writeLines(to, events);
    } finally {
      closeSync(to);
    }
  }

  *#writeLines(to: number, events: Iterable<CachedEntry>): Work<void> {
    let line: CachedEntry[] = [];
    const end = () => {
      writeSync(to, checkedLine(line));
      this.#entries += line.length;
      line = [];
    };
    for (const entry of events) {
      line.push(entry);
      if (line.length < this.#entriesALine) continue;
      end();
      yield;
    }
    if (line.length > 0) end();
  }

  /** Keeps these events as well; false where the file is no longer there, or another program has put its own there. */
  *#add(key: string, vocabulary: Vocabulary, events: readonly CachedEntry[]): Work<boolean> {
    let to: number;
    try {
      to = openSync(this.#file, constants.O_APPEND | constants.O_RDWR);
    } catch {
      return false;
    }
    try {
      const header = Buffer.from(headerOf(key, vocabulary));
      const found = Buffer.alloc(header.length);
      readSync(to, found, 0, found.length, 0);
      if (!found.equals(header)) return false;
      yield* this.#writeLines(to, events);
      return true;
    } finally {
      closeSync(to);
    }
  }
}

/** A file that was not written for so long is not being written. */
const LEFT_OVER_MILLISECONDS = 10 * 60 * 1000;

const LINE_FEED = 0x0a;
const BLOCK_BYTES = 1 << 20;

// V8 puts what it parses of more than 100 KiB where it is to stay; what is smaller it copies about twice first. To parse
// so many takes it a millisecond.
const ENTRIES_A_LINE = 100;

/**
 * Lines without their ends, an empty one for what was torn off, each valid until the next is asked for; none where there
 * is no file that can be read.
 */
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

interface Header {
  /** Names what all entries depend on. */
  readonly name: string;
  readonly vocabulary: Vocabulary;
}

function headerOf(key: string, vocabulary: Vocabulary): string {
  return checkedLine({ name: nameOf(key), vocabulary } satisfies Header);
}

function nameOf(key: string): string {
  return `annals 1 ${CODE_HASH} ${key}`;
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url');
}
