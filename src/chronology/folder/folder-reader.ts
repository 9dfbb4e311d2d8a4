/** A folder that is read again whenever it changes: what stayed as it was is neither read nor parsed a second time. */
import { inSlices, pausing, type Work } from '../../slices.ts';
import { type Chronology, chronologySteps } from '../chronology.ts';
import { type Changes, isSmallUpdate, movesBetween, type UpdatedFrom, updateSteps } from '../chronology-update.ts';
import type { TimelineEvent } from '../event.ts';
import { Listing, type ListingChanges } from '../files/listing.ts';
import type { Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import { slugOf } from '../files/slug.ts';
import { VOCABULARY_FILES, type Vocabulary } from '../schema/vocabulary.ts';
import { EventCache, hashOf } from './event-cache.ts';
import { EventFiles } from './event-files.ts';
import { isEventFile, nameEvents, type ParsedFolder, type ReadVocabulary } from './folder.ts';
import { type FolderFinding, folderRules } from './folder-rules.ts';

export interface FolderReading extends ParsedFolder {
  /** How many event files had to be parsed. */
  readonly parsedCount: number;
  /** The chronology before, where only few events changed since. */
  readonly since?: UpdatedFrom;
}

export interface FolderReaderOptions {
  /** Where parsed events are kept from one start to the next; undefined: nowhere. */
  readonly cacheFolder?: string | undefined;
  /** Whether this process writes the cache, or only reads what another one writes. */
  readonly writesCache?: boolean;
  /** How many threads may parse at once; default: as many as there are processors. */
  readonly threads?: number;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Is told why the cache cannot be written: what is served does not depend on it. */
  readonly warn: (message: string) => void;
}

/** A vocabulary as its files say it. */
interface VocabularyOfFiles extends ReadVocabulary {
  /** Hash of the texts of the files. */
  readonly key: string;
}

/** A reading without problems, and by what names its files went. */
interface Good {
  readonly chronology: Chronology;
  readonly vocabulary: VocabularyOfFiles;
  readonly fileBySlug: Map<string, string>;
  readonly slugs: Set<string>;
}

/** To write the cache takes as long as to parse a tenth of the files: before that, parsing them again costs less. */
const WORTH_WRITING = 0.1;

/**
 * The events of unchanged files are the same objects from one reading to the next, and so is the vocabulary while no file
 * of it changes: what was made of them can be kept by them.
 */
export class FolderReader {
  readonly #folder: string;
  readonly #options: FolderReaderOptions;
  readonly #listing: Listing;
  readonly #files: EventFiles;
  readonly #cache: EventCache | undefined;
  /** As it was read last. */
  #vocabulary: VocabularyOfFiles | undefined;
  /** What the last reading came to; undefined where it found problems. */
  #good: Good | undefined;
  /** The last reading without problems. */
  #last: Good | undefined;
  /** The key of the vocabulary in the cache, as far as is known. */
  #writtenKey = '';
  #writing: Promise<void> | undefined;
  /** Why the cache could not be written, as it was last told. */
  #warning = '';

  /** Throws where there is no such folder. */
  constructor(folder: string, options: FolderReaderOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#listing = new Listing(folder);
    this.#files = new EventFiles(folder, this.#listing);
    this.#cache = options.cacheFolder === undefined ? undefined : new EventCache(options.cacheFolder, folder);
  }

  /** Resolves when the cache holds what was read last, as far as the disk takes it. */
  async written(): Promise<void> {
    await this.#writing;
    const { changeCount } = this.#files;
    if (this.#good && (changeCount > 0 || this.#writtenKey !== this.#good.vocabulary.key))
      await this.#write(this.#good);
  }

  /** Paths of all folders of the chronology, '' for its own. */
  get folders(): Iterable<string> {
    return this.#listing.folders;
  }

  /**
   * The chronology, the same as before where nothing changed; or all problems of the folder. One reading at a time.
   *
   * @param touched Paths of the folders in which something changed; undefined where that is not known.
   * @throws where the folder itself, or one that is there in it, cannot be read
   */
  async read(touched?: ReadonlySet<string>): Promise<FolderReading> {
    const begin = this.#options.now();
    const listed = await inSlices(this.#listing.read(touched));
    const vocabulary = await this.#readVocabulary();
    const good = listed.needsFullReading ? undefined : this.#good;
    // Whatever comes now, what was found before holds no longer.
    this.#good = undefined;
    return (
      (good && (await this.#readChanges(vocabulary, good, listed, begin))) ?? (await this.#readAll(vocabulary, begin))
    );
  }

  /** The same as before, and parsed only where a text is another. */
  async #readVocabulary(): Promise<VocabularyOfFiles> {
    const texts = new Map<string, string>();
    const unreadable: Problem[] = [];
    for (const path of VOCABULARY_FILES) {
      if (!this.#listing.stampOf(path)) continue;
      const text = readText(this.#folder, path);
      if (typeof text === 'string') texts.set(path, text);
      else unreadable.push(text);
    }
    const key = hashOf(JSON.stringify([...texts, unreadable]));
    const isFirst = this.#vocabulary === undefined;
    const cached = isFirst ? this.#cache && (await inSlices(this.#cache.read())) : undefined;
    if (cached) {
      this.#files.entries = cached.events;
      this.#writtenKey = cached.key;
    }
    const before = (this.#vocabulary ?? cached)?.vocabulary.settings;
    let vocabulary = [this.#vocabulary, this.#last?.vocabulary].find((one) => one?.key === key);
    if (!vocabulary && cached?.key === key) vocabulary = { ...cached, unread: new Set(), problems: [] };
    if (!vocabulary) {
      const { parseVocabulary } = await import('./folder-parse.ts');
      const paths = new Set(unreadable.map(({ file }) => file));
      // Where languages and time zone cannot be read, files are read by those of before: they will be there again.
      const { problems, ...parsed } = parseVocabulary(texts, paths, before);
      vocabulary = { ...parsed, problems: [...unreadable, ...problems], key };
    }
    const { languages, timeZone } = vocabulary.vocabulary.settings;
    if (before && (before.languages.join() !== languages.join() || before.timeZone !== timeZone)) {
      this.#files.entries.clear();
      this.#good = undefined;
    }
    this.#vocabulary = vocabulary;
    return vocabulary;
  }

  /** Reads only what changed; undefined where that is so much, or of such a kind, that all must be looked at. */
  async #readChanges(
    vocabulary: VocabularyOfFiles,
    good: Good,
    { added, present }: ListingChanges,
    begin: number,
  ): Promise<FolderReading | undefined> {
    const { fileBySlug, slugs, chronology: last } = good;
    const { settings } = vocabulary.vocabulary;
    if (vocabulary.problems.length > 0 || !haveSameDefaults(settings, last.vocabulary.settings)) return undefined;
    const named = await inSlices(nameEvents(added.filter(isEventFile)));
    if (named.problems.length > 0 || [...named.slugs].some((slug) => fileBySlug.has(slug))) return undefined;
    for (const [slug, path] of named.fileBySlug) {
      fileBySlug.set(slug, path);
      slugs.add(slug);
    }
    const files = new Map<string, string>();
    const listed = [...added, ...present];
    await inSlices(pausing(listed, (path) => isEventFile(path) && files.set(slugOf(path).slug, path)));
    const toParse = await inSlices(this.#files.compare(files, begin));
    const counted = { eventCount: fileBySlug.size, parsedCount: toParse.length };
    if (toParse.length === 0 && vocabulary.vocabulary === last.vocabulary) {
      this.#good = good;
      return { chronology: last, problems: [], ...counted };
    }
    if (!isSmallUpdate(toParse.length)) return undefined;
    const eventAt = (path: string) => this.#files.entries.get(path)?.event;
    const removed = toParse.flatMap(([, path]) => eventAt(path) ?? []);
    const read = await this.#files.parse(settings, toParse, begin, this.#options.threads);
    const events = await inSlices(copied(last.bySlug));
    for (const { slug, file } of removed) if (!eventAt(file)) events.delete(slug);
    for (const event of read.events) events.set(event.slug, event);
    const findings =
      read.problems.length > 0 ? [] : await inSlices(folderRules(events, { vocabulary, slugs }, [], last));
    // What is told of which of two events depends on the order of files.
    if (read.problems.length + findings.length > 0) return { ...(await this.#readAll(vocabulary, begin)), ...counted };
    const changes = { removed, added: read.events };
    return { ...(await this.#update(last, changes, events, { vocabulary, fileBySlug, slugs })), ...counted };
  }

  async #readAll(vocabulary: VocabularyOfFiles, begin: number): Promise<FolderReading> {
    const paths = await inSlices(this.#listing.files());
    const named = await inSlices(nameEvents(paths.filter(isEventFile)));
    const { fileBySlug, slugs } = named;
    const { settings } = vocabulary.vocabulary;
    const toParse = await inSlices(this.#files.compare(fileBySlug, begin));
    const read = await this.#files.parse(settings, toParse, begin, this.#options.threads);
    await inSlices(this.#files.forgetOthers(fileBySlug));
    const isSound = vocabulary.problems.length === 0;
    const events = new Map<string, TimelineEvent>();
    await inSlices(
      pausing(fileBySlug, ([slug, path]) => {
        const event = this.#files.eventAt(path, settings, isSound);
        if (event) events.set(slug, event);
      }),
    );
    const own = [
      ...this.#listing.problems(),
      ...vocabulary.problems,
      ...named.problems,
      ...read.problems,
      ...named.doubles.flatMap((path) => {
        const text = readText(this.#folder, path);
        return typeof text === 'string' ? [] : text;
      }),
    ];
    const counted = { eventCount: named.count, parsedCount: toParse.length };
    const good = { vocabulary, fileBySlug, slugs };
    const last = own.length === 0 ? this.#last?.chronology : undefined;
    const changes = last && (await inSlices(changesSince(last, events)));
    const count = changes && changes.removed.length + changes.added.length;
    if (last && count === 0 && last.vocabulary === vocabulary.vocabulary) {
      this.#take({ ...good, chronology: last });
      return { chronology: last, problems: [], ...counted };
    }
    const isUpdate = count !== undefined && isSmallUpdate(count);
    // Of all that is wrong, what is told of which of two events does not depend on what was there before.
    if (last && changes && isUpdate && (await inSlices(folderRules(events, good, [], last))).length === 0)
      return { ...(await this.#update(last, changes, events, good)), ...counted };
    const findings = await inSlices(folderRules(events, good, read.drafts));
    if (own.length + findings.length > 0) return { problems: await this.#allProblems(own, findings), ...counted };
    const chronology = await inSlices(chronologySteps(vocabulary.vocabulary, events));
    this.#take({ ...good, chronology });
    return { chronology, problems: [], ...counted };
  }

  /** A chronology without problems in which few events are not those of the last one. */
  async #update(
    last: Chronology,
    changes: Changes,
    events: ReadonlyMap<string, TimelineEvent>,
    good: Omit<Good, 'chronology'>,
  ): Promise<Pick<FolderReading, 'chronology' | 'problems' | 'since'>> {
    const chronology = await inSlices(updateSteps(last, good.vocabulary.vocabulary, changes, events));
    const since = { before: last, moves: movesBetween(last, changes, chronology) };
    this.#take({ ...good, chronology });
    return { chronology, problems: [], since };
  }

  async #allProblems(own: readonly Problem[], findings: readonly FolderFinding[]): Promise<readonly Problem[]> {
    const { allProblems } = await import('./folder-parse.ts');
    const textOf = (file: string): string => {
      const text = readText(this.#folder, file);
      // It was there when it was parsed: gone since, its problem stands at its beginning.
      return typeof text === 'string' ? text : '';
    };
    return inSlices(allProblems(own, findings, textOf));
  }

  #take(good: Good): void {
    this.#good = good;
    this.#last = good;
    const { entries, changeCount } = this.#files;
    if (changeCount > entries.size * WORTH_WRITING && !this.#writing) void this.#write(good);
  }

  /** Writes the cache, while the folder may be read again. What goes wrong there is told and changes nothing else. */
  async #write(good: Good): Promise<void> {
    if (!this.#cache || this.#options.writesCache === false) return;
    const { key, vocabulary } = good.vocabulary;
    const { entries, changeCount } = this.#files;
    this.#files.changeCount = 0;
    this.#writing = inSlices(this.#cache.write({ key, vocabulary, events: entries })).then(
      () => {
        this.#writtenKey = key;
        this.#warning = '';
      },
      ({ message }: Error) => {
        this.#files.changeCount += changeCount;
        // A disk that takes nothing is told of once, not with every change.
        if (message !== this.#warning)
          this.#options.warn(`parsed events cannot be kept for the next start: ${message}`);
        this.#warning = message;
      },
    );
    await this.#writing;
    this.#writing = undefined;
  }
}

/** Whether events whose files say no status have the same one by both. */
function haveSameDefaults(a: Vocabulary['settings'], b: Vocabulary['settings']): boolean {
  const defaults = ({ types }: Vocabulary['settings']) =>
    JSON.stringify(Object.entries(types).map(([id, { defaultStatus }]) => [id, defaultStatus]));
  return a === b || defaults(a) === defaults(b);
}

/** In slices: of very many, a copy takes long. */
function* copied(bySlug: ReadonlyMap<string, TimelineEvent>): Work<Map<string, TimelineEvent>> {
  const copy = new Map<string, TimelineEvent>();
  yield* pausing(bySlug, ([slug, event]) => copy.set(slug, event));
  return copy;
}

/** What is there now, and was not or was otherwise in a chronology; and the reverse. */
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
