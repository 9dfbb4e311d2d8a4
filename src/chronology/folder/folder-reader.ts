/** Reads a chronology's folder again after each change, and reads and parses only the files that changed. */
import { inSlices, pausing, type Work } from '../../slices.ts';
import { type Chronology, chronologySteps } from '../chronology.ts';
import { type Changes, isSmallUpdate, movesBetween, type UpdatedFrom, updateSteps } from '../chronology-update.ts';
import type { TimelineEvent } from '../event.ts';
import { Listing, type ListingChanges } from '../files/listing.ts';
import type { Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import { slugOf } from '../files/slug.ts';
import { type ImageFile, isImagePath } from '../images/image.ts';
import { EventCache } from '../kept/event-cache.ts';
import type { GoodFiles } from '../kept/last-good.ts';
import type { WriteFaults } from '../kept/sealed-file.ts';
import { hashOf } from '../kept/text-hash.ts';
import { placesReadOtherwise, VOCABULARY_FILES, type Vocabulary } from '../schema/vocabulary.ts';
import { EventFiles } from './event-files.ts';
import { isEventFile, nameEvents, type ParsedFolder, type ReadVocabulary } from './folder.ts';
import { folderRules } from './folder-rules.ts';
import { allProblems, prepareThread, type ReadingOptions, readVocabulary } from './folder-threads.ts';
import type { EventToRead } from './parsing-jobs.ts';

export interface FolderReading extends ParsedFolder {
  /** How many event files were parsed. */
  readonly parsedCount: number;
  /** Their paths. */
  readonly parsedPaths: readonly string[];
  /** The chronology before and the moves since, where at most 200 events changed. */
  readonly since?: UpdatedFrom;
}

export interface FolderReaderOptions extends ReadingOptions {
  /** The folder of the cache of parsed events; undefined: no cache. */
  readonly cacheFolder?: string | undefined;
  /** Whether this process writes the cache; otherwise it only reads the cache that another process writes. */
  readonly writesCache?: boolean;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Told why the cache cannot be written; the chronology does not depend on the cache. */
  readonly faults: WriteFaults;
}

interface KeyedVocabulary extends ReadVocabulary {
  /** Hash of the hashes of the vocabulary files. */
  readonly key: string;
  /** Hash of each of its files. */
  readonly hashes: readonly (readonly [path: string, hash: string])[];
}

/** The result of a reading without problems. */
interface ValidReading {
  readonly chronology: Chronology;
  readonly vocabulary: KeyedVocabulary;
  readonly fileBySlug: Map<string, string>;
  readonly slugs: Set<string>;
}

/** Writing the cache takes as long as parsing a tenth of the files: with fewer changes, parsing them again costs less. */
const SHARE_WORTH_WRITING = 0.1;

/**
 * The event of an unchanged file stays the same object from one reading to the next, and so does the vocabulary while its
 * files do not change: both can be keys of a WeakMap.
 */
export class FolderReader {
  readonly #folder: string;
  readonly #options: FolderReaderOptions;
  readonly #listing: Listing;
  readonly #files: EventFiles;
  readonly #cache: EventCache | undefined;
  /** The vocabulary of the last reading. */
  #vocabulary: KeyedVocabulary | undefined;
  /** The last reading; undefined where it found problems or failed. */
  #current: ValidReading | undefined;
  /** The last reading without problems. */
  #lastValid: ValidReading | undefined;
  /** The key of the vocabulary in the cache on disk; empty where it is not known. */
  #writtenKey = '';
  #writing: Promise<void> | undefined;

  /** Throws where there is no such folder. */
  constructor(folder: string, options: FolderReaderOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#listing = new Listing(folder, isImagePath);
    this.#files = new EventFiles(folder, this.#listing);
    this.#cache = options.cacheFolder === undefined ? undefined : new EventCache(options.cacheFolder, folder);
  }

  /** Resolves when the cache holds the last reading, or could not be written. */
  async written(): Promise<void> {
    await this.#writing;
    const { changeCount } = this.#files;
    if (this.#current && (changeCount > 0 || this.#writtenKey !== this.#current.vocabulary.key))
      await this.#write(this.#current);
  }

  /** Has ready what the next reading needs, so that it is done sooner. */
  prepare(): void {
    prepareThread();
  }

  /** The files as the last reading found them; undefined where it found problems. Not while the folder is read again. */
  *goodFiles(): Work<GoodFiles | undefined> {
    if (!this.#current) return undefined;
    const hashes = new Map(this.#current.vocabulary.hashes);
    const images = new Map<string, ImageFile>();
    yield* pausing(this.#files.entries, ([path, { hash, event }]) => {
      hashes.set(path, hash);
      if (event.imageFile) images.set(event.imageFile.name, event.imageFile);
    });
    return { hashes, images };
  }

  /** Paths of all folders of the chronology, '' for the chronology's folder. */
  get folders(): Iterable<string> {
    return this.#listing.folders;
  }

  /**
   * The chronology, the same object as before where nothing changed; or all problems of the folder. Readings must not overlap.
   *
   * @param touched Paths of the folders in which something changed; undefined where that is not known.
   * @throws where the folder, or an existing subfolder, cannot be read
   */
  async read(touched?: ReadonlySet<string>): Promise<FolderReading> {
    const begin = this.#options.now();
    const listed = await inSlices(this.#listing.read(touched));
    const vocabulary = await this.#readVocabulary();
    const current = listed.needsFullReading ? undefined : this.#current;
    // A reading that fails midway leaves entries of both states: the next one must then read all.
    this.#current = undefined;
    return (
      (current && (await this.#readChanges(vocabulary, current, listed, begin))) ??
      (await this.#readAll(vocabulary, begin))
    );
  }

  /** Parses the vocabulary files only where their key is new; the vocabulary is the same object for the same key. */
  async #readVocabulary(): Promise<KeyedVocabulary> {
    const texts = new Map<string, string>();
    const unreadable: Problem[] = [];
    const hashes: [path: string, hash: string][] = [];
    const read = (path: string) => {
      if (!this.#listing.stampOf(path)) return;
      const text = readText(this.#folder, path);
      if (typeof text !== 'string') unreadable.push(text);
      else {
        texts.set(path, text);
        hashes.push([path, hashOf(text)]);
      }
    };
    await inSlices(pausing(VOCABULARY_FILES, read));
    const key = hashOf(JSON.stringify([hashes, unreadable]));
    const isFirst = this.#vocabulary === undefined;
    const cached = isFirst ? this.#cache && (await inSlices(this.#cache.read())) : undefined;
    if (cached) {
      this.#files.entries = cached.events;
      this.#writtenKey = cached.key;
    }
    const before = (this.#vocabulary ?? cached)?.vocabulary;
    let vocabulary = [this.#vocabulary, this.#lastValid?.vocabulary].find((candidate) => candidate?.key === key);
    if (!vocabulary && cached?.key === key) vocabulary = { ...cached, unread: new Set(), problems: [], hashes };
    if (!vocabulary) {
      const paths = new Set(unreadable.map(({ file }) => file));
      // An unreadable time zone or list of languages will be mended soon: until then the previous ones keep the entries valid.
      const { problems, ...parsed } = await readVocabulary(texts, paths, before?.settings);
      vocabulary = { ...parsed, problems: [...unreadable, ...problems], key, hashes };
    }
    const places = before && placesReadOtherwise(before, vocabulary.vocabulary);
    if (before && places?.size !== 0) {
      await inSlices(this.#files.forget(places));
      this.#current = undefined;
    }
    this.#vocabulary = vocabulary;
    return vocabulary;
  }

  /** Reads only the changed files; undefined where all must be read: over 200 changes, other default statuses, a problem. */
  async #readChanges(
    vocabulary: KeyedVocabulary,
    current: ValidReading,
    { added, present, images }: ListingChanges,
    begin: number,
  ): Promise<FolderReading | undefined> {
    const { fileBySlug, slugs, chronology: last } = current;
    const { settings } = vocabulary.vocabulary;
    if (vocabulary.problems.length > 0 || !haveSameDefaults(settings, last.vocabulary.settings)) return undefined;
    const named = await inSlices(nameEvents(added.filter(isEventFile)));
    if (named.problems.length > 0 || [...named.slugs].some((slug) => fileBySlug.has(slug))) return undefined;
    for (const [slug, path] of named.fileBySlug) {
      fileBySlug.set(slug, path);
      slugs.add(slug);
    }
    const files = new Map<string, string>();
    const listed = new Set([...added, ...present, ...(await inSlices(this.#files.naming(images)))]);
    await inSlices(pausing(listed, (path) => isEventFile(path) && files.set(slugOf(path).slug, path)));
    const toParse = await inSlices(this.#files.compare(files, begin));
    const counted = { eventCount: fileBySlug.size, ...parsedOf(toParse) };
    if (toParse.length === 0 && vocabulary.vocabulary === last.vocabulary) {
      this.#current = current;
      return { chronology: last, problems: [], ...counted };
    }
    if (!isSmallUpdate(toParse.length)) return undefined;
    const eventAt = (path: string) => this.#files.entries.get(path)?.event;
    const removed = toParse.flatMap(({ path }) => eventAt(path) ?? []);
    const read = await this.#files.parse(vocabulary.vocabulary, toParse, begin, this.#options);
    const events = await inSlices(copySteps(last.bySlug));
    for (const { slug, file } of removed) if (!eventAt(file)) events.delete(slug);
    for (const event of read.events) events.set(event.slug, event);
    const findings =
      read.problems.length > 0 ? [] : await inSlices(folderRules(events, { vocabulary, slugs }, [], last));
    // Which of two conflicting events gets the problem depends on the order of files: only a full reading knows it.
    if (read.problems.length + findings.length > 0) return { ...(await this.#readAll(vocabulary, begin)), ...counted };
    const changes = { removed, added: read.events };
    return { ...(await this.#update(last, changes, events, { vocabulary, fileBySlug, slugs })), ...counted };
  }

  async #readAll(vocabulary: KeyedVocabulary, begin: number): Promise<FolderReading> {
    const paths = await inSlices(this.#listing.files());
    const named = await inSlices(nameEvents(paths.filter(isEventFile)));
    const { fileBySlug, slugs } = named;
    const { settings } = vocabulary.vocabulary;
    const toParse = await inSlices(this.#files.compare(fileBySlug, begin));
    const read = await this.#files.parse(vocabulary.vocabulary, toParse, begin, this.#options);
    await inSlices(this.#files.deleteOthers(fileBySlug));
    const isSound = vocabulary.problems.length === 0;
    const events = new Map<string, TimelineEvent>();
    await inSlices(
      pausing(fileBySlug, ([slug, path]) => {
        const event = this.#files.eventAt(path, settings, isSound);
        if (event) events.set(slug, event);
      }),
    );
    const own = [...this.#listing.problems(), ...vocabulary.problems, ...named.problems, ...read.problems];
    const readDuplicate = (path: string) => {
      const text = readText(this.#folder, path);
      if (typeof text !== 'string') own.push(text);
    };
    await inSlices(pausing(named.duplicates, readDuplicate));
    const counted = { eventCount: named.count, ...parsedOf(toParse) };
    const inputs = { vocabulary, fileBySlug, slugs };
    const last = own.length === 0 ? this.#lastValid?.chronology : undefined;
    const changes = last && (await inSlices(changesSince(last, events)));
    const count = changes && changes.removed.length + changes.added.length;
    if (last && count === 0 && last.vocabulary === vocabulary.vocabulary) {
      this.#accept({ ...inputs, chronology: last });
      return { chronology: last, problems: [], ...counted };
    }
    const isUpdate = count !== undefined && isSmallUpdate(count);
    // The rules for changed events alone decide only that nothing is wrong: the findings come from the rules for all events,
    // so that they do not depend on the chronology before.
    if (last && changes && isUpdate && (await inSlices(folderRules(events, inputs, [], last))).length === 0)
      return { ...(await this.#update(last, changes, events, inputs)), ...counted };
    const findings = await inSlices(folderRules(events, inputs, read.drafts));
    if (own.length + findings.length > 0)
      return { problems: await allProblems(own, findings, { folder: this.#folder }), ...counted };
    const chronology = await inSlices(chronologySteps(vocabulary.vocabulary, events));
    this.#accept({ ...inputs, chronology });
    return { chronology, problems: [], ...counted };
  }

  /** Makes a chronology without problems from the last one and at most 200 changes. */
  async #update(
    last: Chronology,
    changes: Changes,
    events: ReadonlyMap<string, TimelineEvent>,
    reading: Omit<ValidReading, 'chronology'>,
  ): Promise<Pick<FolderReading, 'chronology' | 'problems' | 'since'>> {
    const chronology = await inSlices(updateSteps(last, reading.vocabulary.vocabulary, changes, events));
    const since = { before: last, moves: movesBetween(last, changes, chronology) };
    this.#accept({ ...reading, chronology });
    return { chronology, problems: [], since };
  }

  #accept(reading: ValidReading): void {
    this.#current = reading;
    this.#lastValid = reading;
    const { entries, changeCount } = this.#files;
    if (changeCount > entries.size * SHARE_WORTH_WRITING && !this.#writing) void this.#write(reading);
  }

  /** Writes the cache, while the folder may be read again. An error is told and has no other effect. */
  async #write(reading: ValidReading): Promise<void> {
    if (!this.#cache || this.#options.writesCache === false) return;
    const { key, vocabulary } = reading.vocabulary;
    const { entries, changeCount } = this.#files;
    this.#files.changeCount = 0;
    this.#writing = this.#cache.write({ key, vocabulary, events: entries }).then(
      () => {
        this.#writtenKey = key;
        this.#options.faults.written(this);
      },
      (error: Error) => {
        this.#files.changeCount += changeCount;
        this.#options.faults.failed(this, error);
      },
    );
    await this.#writing;
    this.#writing = undefined;
  }
}

function parsedOf(files: readonly EventToRead[]): Pick<FolderReading, 'parsedCount' | 'parsedPaths'> {
  return { parsedCount: files.length, parsedPaths: files.map(({ path }) => path) };
}

/** Whether each type has the same default status in both: otherwise events without a status of their own change. */
function haveSameDefaults(a: Vocabulary['settings'], b: Vocabulary['settings']): boolean {
  const defaults = ({ types }: Vocabulary['settings']) =>
    JSON.stringify(Object.entries(types).map(([id, { defaultStatus }]) => [id, defaultStatus]));
  return a === b || defaults(a) === defaults(b);
}

/** Copies in slices: a copy of 100,000 entries takes long. */
function* copySteps(bySlug: ReadonlyMap<string, TimelineEvent>): Work<Map<string, TimelineEvent>> {
  const copy = new Map<string, TimelineEvent>();
  yield* pausing(bySlug, ([slug, event]) => copy.set(slug, event));
  return copy;
}

/** The events that the chronology lacks or has in another version, and its events that are no longer among `events`. */
function* changesSince({ bySlug }: Chronology, events: ReadonlyMap<string, TimelineEvent>): Work<Changes> {
  const changes = { removed: [] as TimelineEvent[], added: [] as TimelineEvent[] };
  yield* pausing(events, ([slug, event]) => {
    if (bySlug.get(slug) !== event) changes.added.push(event);
  });
  yield* pausing(bySlug, ([slug, event]) => {
    if (events.get(slug) !== event) changes.removed.push(event);
  });
  return changes;
}
