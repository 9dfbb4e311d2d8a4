/** The events of a folder under one vocabulary, by file: which of them still hold, and which files must be parsed. */
import { inSlices, pausing, type Work } from '../../slices.ts';
import type { TimelineEvent } from '../event.ts';
import { type Listing, type Stamp, settledBefore } from '../files/listing.ts';
import type { Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import { type CachedEntry, type CachedEvent, type CachedEvents, hashOf } from './event-cache.ts';
import { type ReadVocabulary, VOCABULARY_FILES } from './folder.ts';
import { namedIn } from './folder-rules.ts';
import type { Batch, ReadFile } from './parsing-thread.ts';
import { areManyFiles, isLongVocabulary, parseInThreads, parseVocabularyInThread } from './parsing-threads.ts';

/** The files that say what events may name. */
export class VocabularyFiles {
  readonly texts: ReadonlyMap<string, string>;
  readonly unreadable: ReadonlySet<string>;
  /** Why some could not be read as text. */
  readonly problems: readonly Problem[];
  /** Hash of all that they say. */
  readonly key: string;

  constructor(folder: string, listing: Listing) {
    const texts = new Map<string, string>();
    const unreadable = new Set<string>();
    const problems: Problem[] = [];
    for (const path of VOCABULARY_FILES) {
      if (!listing.stampOf(path)) continue;
      const text = readText(folder, path);
      if (typeof text === 'string') texts.set(path, text);
      else {
        unreadable.add(path);
        problems.push(text);
      }
    }
    this.texts = texts;
    this.unreadable = unreadable;
    this.problems = problems;
    this.key = hashOf(JSON.stringify([...texts, ...unreadable]));
  }
}

export class KnownEvents {
  readonly files: VocabularyFiles;
  readonly vocabulary: ReadVocabulary;
  readonly #folder: string;
  readonly #listing: Listing;
  /** By path; only events that are right in themselves. Kept up to date in place: with very many, a copy would take long. */
  readonly #events: Map<string, CachedEvent>;
  /** What is not on disk yet, by path: of a folder with problems nothing is written. */
  #unsaved = new Map<string, CachedEvent>();

  /**
   * @param cached What is kept on disk of this vocabulary.
   * @param isServed Whether answers are given meanwhile, which a long vocabulary must not keep waiting.
   */
  static async of(
    folder: string,
    listing: Listing,
    files: VocabularyFiles,
    cached: CachedEvents | undefined,
    isServed = false,
  ): Promise<KnownEvents> {
    if (cached) {
      const vocabulary = { vocabulary: cached.vocabulary, unread: new Set<never>(), problems: [] };
      return new KnownEvents(folder, listing, files, vocabulary, cached.events);
    }
    const { texts, unreadable } = files;
    if (isServed && isLongVocabulary(texts)) {
      const vocabulary = await parseVocabularyInThread({ vocabularyFiles: texts, unreadable });
      return new KnownEvents(folder, listing, files, vocabulary, new Map());
    }
    const { parseVocabulary } = await import('./folder-parse.ts');
    return new KnownEvents(folder, listing, files, parseVocabulary(texts, unreadable), new Map());
  }

  private constructor(
    folder: string,
    listing: Listing,
    files: VocabularyFiles,
    vocabulary: ReadVocabulary,
    events: Map<string, CachedEvent>,
  ) {
    this.#folder = folder;
    this.#listing = listing;
    this.files = files;
    this.vocabulary = vocabulary;
    this.#events = events;
  }

  get entries(): ReadonlyMap<string, CachedEvent> {
    return this.#events;
  }

  /** What became known since this was last asked. */
  takeUnsaved(): readonly CachedEntry[] {
    const unsaved = [...this.#unsaved];
    this.#unsaved = new Map();
    return unsaved;
  }

  /** The event of a file, undefined where it is not known to be right in itself. */
  at(path: string): TimelineEvent | undefined {
    return this.#events.get(path)?.event;
  }

  /**
   * Which events are not what they were, so that their files must be parsed.
   *
   * @param slugs Those that events may name.
   * @param begin When the folder was listed, in milliseconds since 1970.
   */
  *compare(fileBySlug: ReadonlyMap<string, string>, slugs: ReadonlySet<string>, begin: number): Work<Batch> {
    const events = this.#events;
    const toParse: [slug: string, path: string][] = [];
    const isUnchanged = (path: string): boolean => {
      const before = events.get(path);
      // Another file may have gone that this one names.
      if (!before || !namesOnly(before.event, slugs)) return false;
      const stamp = this.#listing.stampOf(path);
      if (before.stamp !== '' && before.stamp === stamp?.text) return true;
      const text = readText(this.#folder, path);
      if (typeof text !== 'string' || hashOf(text) !== before.hash) return false;
      const entry = { ...before, stamp: trusted(stamp, begin) };
      events.set(path, entry);
      if (entry.stamp !== '') this.#unsaved.set(path, entry);
      return true;
    };
    yield* pausing(fileBySlug, ([slug, path]) => {
      if (!isUnchanged(path)) toParse.push([slug, path]);
    });
    return toParse;
  }

  /** Parses the files, and knows those that are right in themselves. */
  async parse(
    slugs: ReadonlySet<string>,
    files: Batch,
    begin: number,
    threads?: number,
  ): Promise<{ events: readonly TimelineEvent[]; problems: readonly Problem[] }> {
    const events: TimelineEvent[] = [];
    const problems: Problem[] = [];
    const take = ({ path, hash, event, problems: found }: ReadFile) => {
      problems.push(...found);
      if (event && hash !== undefined) {
        const entry = { stamp: trusted(this.#listing.stampOf(path), begin), hash, event };
        this.#events.set(path, entry);
        this.#unsaved.set(path, entry);
        events.push(event);
      } else this.#forget(path);
    };
    if (areManyFiles(files.length)) {
      const { texts, unreadable } = this.files;
      const task = { folder: this.#folder, vocabularyFiles: texts, unreadable, slugs };
      await parseInThreads(task, files, take, threads);
    } else if (files.length > 0) {
      const { fileReader } = await import('./parsing-thread.ts');
      const read = fileReader(this.#folder, this.vocabulary, slugs);
      await inSlices(pausing(files, (file) => take(read(file))));
    }
    return { events, problems };
  }

  /** Leaves out what was known of files that are gone. */
  *forgetOthers(fileBySlug: ReadonlyMap<string, string>): Work<void> {
    const paths = new Set<string>();
    yield* pausing(fileBySlug.values(), (path) => paths.add(path));
    yield* pausing([...this.#events.keys()], (path) => {
      if (!paths.has(path)) this.#forget(path);
    });
  }

  #forget(path: string): void {
    this.#events.delete(path);
    this.#unsaved.delete(path);
  }
}

function trusted(stamp: Stamp | undefined, readMilliseconds: number): string {
  return stamp && settledBefore(stamp, readMilliseconds) ? stamp.text : '';
}

function namesOnly(event: TimelineEvent, slugs: ReadonlySet<string>): boolean {
  for (const slug of namedIn(event)) if (!slugs.has(slug)) return false;
  return true;
}
