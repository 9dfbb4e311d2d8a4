/** A folder that is read again whenever it changes: what stayed as it was is neither read nor parsed a second time. */
import type { Chronology } from './chronology.ts';
import type { TimelineEvent } from './event.ts';
import { EventCache, hashOf, type KeptEvent } from './event-cache.ts';
import { indexed } from './event-index.ts';
import { readText } from './file-text.ts';
import {
  assembleFolder,
  eventFilesOf,
  type NamedEvents,
  nameEvents,
  type ParsedFolder,
  parseVocabulary,
  type ReadVocabulary,
  VOCABULARY_FILES,
} from './folder.ts';
import { namedIn } from './folder-rules.ts';
import { Listing, type Stamp, settledBefore } from './listing.ts';
import { Yaml } from './parse.ts';
import { type Batch, fileReader, type ReadFile } from './parsing-thread.ts';
import { areManyFiles, parseInThreads } from './parsing-threads.ts';
import type { Problem } from './problem.ts';
import { inSlices, pausing, type Work } from './slices.ts';

export interface FolderReading extends ParsedFolder {
  /** How many event files had to be parsed. */
  readonly parsedCount: number;
}

export interface FolderReaderOptions {
  /** Where parsed events are kept from one start to the next; undefined: nowhere. */
  readonly cacheFolder?: string | undefined;
  /** Whether this process writes the cache, or only reads what another one writes. */
  readonly writesCache?: boolean;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Is told why the cache cannot be written: what is served does not depend on it. */
  readonly warn: (message: string) => void;
}

/** What the event files of a folder said under one vocabulary. */
interface Known {
  /** Hash of the texts of the vocabulary. */
  readonly key: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly unreadable: ReadonlySet<string>;
  readonly vocabulary: ReadVocabulary;
  /** By path; events that are right in themselves. */
  readonly events: ReadonlyMap<string, KeptEvent>;
}

/**
 * The events of unchanged files are the same objects from one reading to the next, and so is the vocabulary while no file
 * of it changes: what was made of them can be kept by them.
 */
export class FolderReader {
  readonly #folder: string;
  readonly #options: FolderReaderOptions;
  readonly #listing: Listing;
  readonly #cache: EventCache | undefined;
  #known: Known | undefined;
  /** The last good chronology, and what was known when it was built. */
  #last: { readonly chronology: Chronology; readonly known: Known | undefined } | undefined;
  /** The key of the vocabulary under which the disk keeps events. */
  #cachedKey: string | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Throws where there is no such folder. */
  constructor(folder: string, options: FolderReaderOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#listing = new Listing(folder);
    this.#cache = options.cacheFolder === undefined ? undefined : new EventCache(options.cacheFolder, folder);
  }

  /** Paths of all folders of the chronology, '' for its own. */
  get folders(): Iterable<string> {
    return this.#listing.folders;
  }

  /**
   * The chronology, the same as before where nothing changed; or all problems of the folder. One reading at a time.
   *
   * @param touched Paths of the folders in which something changed; undefined where that is not known.
   * @throws where the folder itself cannot be read
   */
  async read(touched?: ReadonlySet<string>): Promise<FolderReading> {
    await this.#writing;
    const begin = this.#options.now();
    await inSlices(this.#listing.read(touched));
    const stamps = await inSlices(this.#listing.files());
    const problems: Problem[] = [...this.#listing.problems()];
    const known = await this.#knownUnder(stamps, problems);
    const named = await inSlices(nameEvents(eventFilesOf(stamps.keys())));
    problems.push(...known.vocabulary.problems, ...named.problems);

    const { kept, restamped, toParse } = await inSlices(this.#compare(stamps, known, named, begin));
    const parsed = await this.#parse(known, named.slugs, toParse);
    const added: [path: string, kept: KeptEvent][] = [];
    for (const { path, hash, event, problems: found } of parsed) {
      problems.push(...found);
      if (!event || hash === undefined) continue;
      const entry = { stamp: trusted(stamps.get(path), begin), hash, event };
      kept.set(path, entry);
      added.push([path, entry]);
    }
    const events = await inSlices(eventsOf(named, kept));
    const before = this.#known;
    const isSame = known === before && added.length === 0 && events.size === before.events.size;
    // With a vocabulary that has problems, what was known is what the next good one is to be compared with.
    if (known.vocabulary.problems.length === 0) this.#known = { ...known, events: kept };
    const counted = { eventCount: named.count, parsedCount: toParse.length };
    if (isSame && problems.length === 0 && this.#last?.known === before) {
      this.#last = { ...this.#last, known: this.#known };
      return { chronology: this.#last.chronology, problems, ...counted };
    }

    const yamlOf = ({ file }: TimelineEvent) => new Yaml(file, textOrNone(this.#folder, file));
    const read = { events, yamlOf, problems, eventCount: named.count };
    const result = await inSlices(assembleFolder(known.vocabulary.vocabulary, read));
    if (result.chronology) {
      await inSlices(indexed(result.chronology));
      this.#last = { chronology: result.chronology, known: this.#known };
      this.#writing = this.#keep([...restamped, ...added]);
    }
    return { ...result, ...counted };
  }

  /** What is known under the vocabulary as it is now; at first, what is kept on disk. */
  async #knownUnder(stamps: ReadonlyMap<string, Stamp>, problems: Problem[]): Promise<Known> {
    const texts = new Map<string, string>();
    const unreadable = new Set<string>();
    for (const path of VOCABULARY_FILES) {
      if (!stamps.has(path)) continue;
      const text = readText(this.#folder, path);
      if (typeof text === 'string') texts.set(path, text);
      else {
        unreadable.add(path);
        problems.push(text);
      }
    }
    const key = hashOf(JSON.stringify([...texts, ...unreadable]));
    if (this.#known?.key === key) return this.#known;
    const vocabulary = parseVocabulary(texts, unreadable);
    const kept = this.#cache ? await inSlices(this.#cache.read(key)) : undefined;
    if (kept && kept.size > 0) this.#cachedKey = key;
    return { key, texts, unreadable, vocabulary, events: kept ?? new Map() };
  }

  /** Which events are what they were, and which files must be parsed. */
  *#compare(
    stamps: ReadonlyMap<string, Stamp>,
    { events }: Known,
    { fileBySlug, slugs }: NamedEvents,
    begin: number,
  ): Work<{ kept: Map<string, KeptEvent>; restamped: [path: string, kept: KeptEvent][]; toParse: Batch }> {
    const restamped: [path: string, kept: KeptEvent][] = [];
    const kept = new Map<string, KeptEvent>();
    const toParse: [slug: string, path: string][] = [];
    const isKept = (path: string): boolean => {
      const before = events.get(path);
      // Another file may have gone that this one names.
      if (!before || !namesOnly(before.event, slugs)) return false;
      const stamp = stamps.get(path);
      if (before.stamp !== '' && before.stamp === stamp?.text) {
        kept.set(path, before);
        return true;
      }
      const text = readText(this.#folder, path);
      if (typeof text !== 'string' || hashOf(text) !== before.hash) return false;
      const entry = { ...before, stamp: trusted(stamp, begin) };
      kept.set(path, entry);
      if (entry.stamp !== '') restamped.push([path, entry]);
      return true;
    };
    yield* pausing(fileBySlug, 50, ([slug, path]) => {
      if (!isKept(path)) toParse.push([slug, path]);
    });
    return { kept, restamped, toParse };
  }

  async #parse(known: Known, slugs: ReadonlySet<string>, files: Batch): Promise<readonly ReadFile[]> {
    const parsed: ReadFile[] = [];
    if (files.length === 0) return parsed;
    if (areManyFiles(files.length)) {
      const { texts, unreadable } = known;
      const task = { folder: this.#folder, vocabularyFiles: texts, unreadable, slugs };
      await parseInThreads(task, files, (read) => parsed.push(read));
    } else {
      const read = fileReader(this.#folder, known.vocabulary, slugs);
      await inSlices(pausing(files, 1, (file) => parsed.push(read(file))));
    }
    return parsed;
  }

  /** Brings the cache to what is known. What goes wrong there is told and changes nothing else. */
  async #keep(changed: readonly (readonly [path: string, kept: KeptEvent])[]): Promise<void> {
    const [cache, known] = [this.#cache, this.#known];
    if (!cache || !known || this.#options.writesCache === false) return;
    try {
      if (this.#cachedKey === known.key && !cache.isStale(known.events.size)) {
        if (changed.length > 0) cache.add(changed);
      } else {
        await inSlices(cache.write(known.key, known.events));
        this.#cachedKey = known.key;
      }
    } catch (error) {
      this.#cachedKey = undefined;
      this.#options.warn(`parsed events cannot be kept for the next start: ${(error as Error).message}`);
    }
  }
}

function trusted(stamp: Stamp | undefined, readMilliseconds: number): string {
  return stamp && settledBefore(stamp, readMilliseconds) ? stamp.text : '';
}

function namesOnly(event: TimelineEvent, slugs: ReadonlySet<string>): boolean {
  for (const slug of namedIn(event)) if (!slugs.has(slug)) return false;
  return true;
}

function* eventsOf(
  { fileBySlug }: NamedEvents,
  kept: ReadonlyMap<string, KeptEvent>,
): Work<ReadonlyMap<string, TimelineEvent>> {
  const events = new Map<string, TimelineEvent>();
  yield* pausing(fileBySlug, 2000, ([slug, path]) => {
    const entry = kept.get(path);
    if (entry) events.set(slug, entry.event);
  });
  return events;
}

/** For a file that was there when it was parsed: gone since, its problem stands at its beginning. */
function textOrNone(folder: string, path: string): string {
  const text = readText(folder, path);
  return typeof text === 'string' ? text : '';
}
