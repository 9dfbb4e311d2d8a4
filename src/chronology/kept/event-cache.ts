/** The cache of parsed events on disk, read at a start: one file. */
import { join, resolve } from 'node:path';
import { CODE_HASH } from '../../program-hash.ts';
import type { Work } from '../../slices.ts';
import type { TimelineEvent } from '../event.ts';
import type { Vocabulary } from '../schema/vocabulary.ts';
import { inBatches, readSealed, writeSealed } from './sealed-file.ts';
import { hashOf } from './text-hash.ts';

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
 * The file holds the vocabulary first and then the events. A file that is damaged, or of another version of the program, is
 * ignored. The file can be deleted at any time, and read while a process writes it.
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
      const lines = yield* readSealed(this.#file);
      if (!lines) return undefined;
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
      // A foreign file whose checksum fits by chance: the checksum of no bytes is 00000000.
      return undefined;
    }
  }

  /** Rejects where the file cannot be written. */
  async write({ events, ...header }: CachedFolder): Promise<void> {
    await writeSealed(this.#file, linesOf({ name: NAME, ...header }, events));
  }
}

interface Header extends Omit<CachedFolder, 'events'> {
  readonly name: string;
}

const NAME = `annals 2 ${CODE_HASH}`;

// A line of 100 entries has more than 100 KiB and takes a millisecond to parse. V8 allocates the objects of a text of that
// size in its old generation; the objects of a shorter text are first copied about twice.
const ENTRIES_A_LINE = 100;

function* linesOf(header: Header, events: CachedFolder['events']): Generator<unknown> {
  yield header;
  yield* inBatches(events, ENTRIES_A_LINE);
}
