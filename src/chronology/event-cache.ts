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
import { checkedLine, valueOfLine } from './checked-line.ts';
import type { TimelineEvent } from './event.ts';
import type { Work } from './slices.ts';
import type { Vocabulary } from './vocabulary.ts';

/** An event file as it was when it was parsed. */
export interface KeptEvent {
  /** The stamp of the file; empty where it was too young to trust. */
  readonly stamp: string;
  /** Of the file's text. */
  readonly hash: string;
  readonly event: TimelineEvent;
}

/** An event with the path of its file. */
export type KeptEntry = readonly [path: string, kept: KeptEvent];

/** What was kept of a folder. */
export interface KeptEvents {
  readonly vocabulary: Vocabulary;
  /** By path. */
  readonly events: Map<string, KeptEvent>;
}

/**
 * A file of lines, each with a checksum of its own: first what they were parsed with, then the
 * vocabulary, then events, the last one
 * of a path counting. What was damaged or torn off is a line less, and its event is parsed again; the file can be
 * deleted at any time. Several processes may share it, if one of them writes.
 */
export class EventCache {
  readonly #file: string;
  /** Of the vocabulary that the events in it are of, as far as is known. */
  #key: string | undefined;
  /** How many entries the file holds, also of events that have others since. */
  #entries = 0;

  /**
   * @param cacheFolder where the file is to be
   * @param folder the chronology's, which gives the file its name
   */
  constructor(cacheFolder: string, folder: string) {
    this.#file = join(cacheFolder, `events-${hashOf(realpathSync(folder)).slice(0, 16)}.jsonl`);
  }

  /**
   * What was kept; undefined where it is of another vocabulary or other code.
   *
   * @param key Hash of the texts of the vocabulary.
   */
  *read(key: string): Work<KeptEvents | undefined> {
    const lines = linesOf(this.#file);
    this.#key = undefined;
    this.#entries = 0;
    try {
      const header = lines.next();
      if (header.done || valueOfLine(header.value) !== headerOf(key)) return undefined;
      const second = lines.next();
      const vocabulary = second.done ? undefined : (valueOfLine(second.value) as Vocabulary | undefined);
      if (!vocabulary) return undefined;
      const events = new Map<string, KeptEvent>();
      for (const line of lines) {
        const entries = valueOfLine(line) as readonly KeptEntry[] | undefined;
        for (const [path, kept] of entries ?? []) events.set(path, kept);
        this.#entries += entries?.length ?? 0;
        yield;
      }
      this.#key = key;
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
    known: ReadonlyMap<string, KeptEvent>,
    changed: readonly KeptEntry[],
  ): Work<void> {
    const isOurs = this.#key === key;
    // Until it is done, it is not known what the file holds.
    this.#key = undefined;
    // Entries that nobody needs any more cost time at the next start.
    if (isOurs && this.#entries + changed.length < known.size * 1.5 + 100) this.#add(changed);
    else yield* this.#write(key, vocabulary, known);
    this.#key = key;
  }

  /** Keeps these events and no others. */
  *#write(key: string, vocabulary: Vocabulary, events: Iterable<KeptEntry>): Work<void> {
    mkdirSync(dirname(this.#file), { recursive: true });
    const written = `${this.#file}.${process.pid}`;
    const to = openSync(written, constants.O_CREAT | constants.O_TRUNC | constants.O_WRONLY, 0o600);
    try {
      writeSync(to, checkedLine(headerOf(key)) + checkedLine(vocabulary));
      this.#entries = 0;
      let line: KeptEntry[] = [];
      for (const entry of events) {
        line.push(entry);
        if (line.length < ENTRIES_A_LINE) continue;
        writeSync(to, checkedLine(line));
        this.#entries += line.length;
        line = [];
        yield;
      }
      if (line.length > 0) writeSync(to, checkedLine(line));
      this.#entries += line.length;
    } finally {
      closeSync(to);
    }
    // At once there or not at all.
    renameSync(written, this.#file);
  }

  /** Keeps these events as well. */
  #add(events: readonly KeptEntry[]): void {
    if (events.length === 0) return;
    const to = openSync(this.#file, constants.O_APPEND | constants.O_WRONLY);
    try {
      writeSync(to, checkedLine(events));
      this.#entries += events.length;
    } finally {
      closeSync(to);
    }
  }
}

const LINE_FEED = 0x0a;
const BLOCK_BYTES = 1 << 20;

// V8 puts what it parses of more than 100 KiB where it is to stay; what is smaller it copies about twice first. To parse
// so many takes it a millisecond.
const ENTRIES_A_LINE = 100;

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
function headerOf(key: string): string {
  return `annals 1 ${codeHash()} ${key}`;
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
