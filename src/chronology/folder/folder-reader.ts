/** A folder that is read again whenever it changes: what stayed as it was is neither read nor parsed a second time. */
import { inSlices, pausing, type Work } from '../../slices.ts';
import { type Chronology, chronologySteps } from '../chronology.ts';
import { type Changes, isSmallUpdate, movesBetween, type UpdatedFrom, updateSteps } from '../chronology-update.ts';
import type { TimelineEvent } from '../event.ts';
import { Listing, type ListingChanges } from '../files/listing.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import { slugOf } from '../files/slug.ts';
import { EventCache } from './event-cache.ts';
import { isEventFile, nameEvents, type ParsedFolder } from './folder.ts';
import { folderRules } from './folder-rules.ts';
import { KnownEvents, VocabularyFiles } from './known-events.ts';

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
  /** How many events stand in a line of the cache; default: as many as are quick to read. */
  readonly entriesALine?: number;
  /** How many threads may parse at once; default: as many as there are processors. */
  readonly threads?: number;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Is told why the cache cannot be written: what is served does not depend on it. */
  readonly warn: (message: string) => void;
}

/** A reading without problems, and by what names its files went. */
interface Good {
  readonly chronology: Chronology;
  readonly fileBySlug: Map<string, string>;
  readonly slugs: Set<string>;
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
  /** Under the last vocabulary without problems. */
  #known: KnownEvents | undefined;
  /** Under the vocabulary as it is now, where that has problems: while it is mended, other files are saved as well. */
  #knownMeanwhile: KnownEvents | undefined;
  /** What the last reading came to; undefined where it found problems. */
  #good: Good | undefined;
  /** The last chronology without problems. */
  #last: Chronology | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Why the cache could not be written, as it was last told. */
  #warning = '';

  /** Throws where there is no such folder. */
  constructor(folder: string, options: FolderReaderOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#listing = new Listing(folder);
    this.#cache =
      options.cacheFolder === undefined ? undefined : new EventCache(options.cacheFolder, folder, options.entriesALine);
  }

  /** Resolves when the cache holds what was read last, as far as the disk takes it. */
  written(): Promise<void> {
    return this.#writing;
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
    await this.#writing;
    const begin = this.#options.now();
    const listed = await inSlices(this.#listing.read(touched));
    const files = new VocabularyFiles(this.#folder, this.#listing);
    const before = [this.#known, this.#knownMeanwhile].find((known) => known?.files.key === files.key);
    const known = before ?? (await this.#knownUnder(files));
    const isSame = known === this.#known && !listed.isLess;
    const good = isSame ? this.#good : undefined;
    // Whatever comes now, what was found before holds no longer.
    this.#good = undefined;
    return (good && (await this.#readChanges(known, good, listed, begin))) ?? this.#readAll(known, begin);
  }

  /** Reads only what changed; undefined where that is so much, or of such a kind, that all must be looked at. */
  async #readChanges(
    known: KnownEvents,
    good: Good,
    { added, present }: ListingChanges,
    begin: number,
  ): Promise<FolderReading | undefined> {
    const { fileBySlug, slugs } = good;
    const named = await inSlices(nameEvents(added));
    if (named.problems.length > 0 || [...named.slugs].some((slug) => fileBySlug.has(slug))) return undefined;
    for (const [slug, path] of named.fileBySlug) {
      fileBySlug.set(slug, path);
      slugs.add(slug);
    }
    const files = new Map<string, string>();
    const listed = [...added, ...present];
    await inSlices(pausing(listed, (path) => isEventFile(path) && files.set(slugOf(path).slug, path)));
    const toParse = await inSlices(known.compare(files, slugs, begin));
    const counted = { eventCount: fileBySlug.size, parsedCount: toParse.length };
    const { chronology: last } = good;
    if (toParse.length === 0) {
      this.#good = good;
      return { chronology: last, problems: [], ...counted };
    }
    if (!isSmallUpdate(toParse.length)) return undefined;
    const removed = toParse.flatMap(([, path]) => known.at(path) ?? []);
    const read = await known.parse(slugs, toParse, begin, this.#options.threads);
    const changes = { removed, added: read.events };
    const events = await inSlices(copied(last.bySlug));
    for (const { slug, file } of removed) if (!known.at(file)) events.delete(slug);
    for (const event of changes.added) events.set(event.slug, event);
    const problems = await this.#allProblems(read.problems, events, last.vocabulary.settings.timeZone, last.bySlug);
    // What is told of which of two events depends on the order of files.
    if (problems.length > 0) return { ...(await this.#readAll(known, begin)), ...counted };
    return { ...(await this.#revise(last, changes, events, good)), ...counted };
  }

  async #readAll(known: KnownEvents, begin: number): Promise<FolderReading> {
    const paths = await inSlices(this.#listing.files());
    const named = await inSlices(nameEvents(paths.filter(isEventFile)));
    const { fileBySlug, slugs } = named;
    const toParse = await inSlices(known.compare(fileBySlug, slugs, begin));
    const read = await known.parse(slugs, toParse, begin, this.#options.threads);
    await inSlices(known.forgetOthers(fileBySlug));
    const events = await inSlices(eventsOf(fileBySlug, known));
    const { vocabulary, problems: faults } = known.vocabulary;
    const { timeZone } = vocabulary.settings;
    // With a vocabulary that has problems, what was known is what the next good one is to be compared with.
    const isSound = faults.length === 0 && known.files.problems.length === 0;
    if (isSound) this.#known = known;
    this.#knownMeanwhile = isSound ? undefined : known;
    const found = [
      ...this.#listing.problems(),
      ...known.files.problems,
      ...faults,
      ...named.problems,
      ...read.problems,
      ...named.doubles.flatMap((path) => {
        const text = readText(this.#folder, path);
        return typeof text === 'string' ? [] : text;
      }),
    ];
    const counted = { eventCount: named.count, parsedCount: toParse.length };
    const last = this.#last?.vocabulary.settings === vocabulary.settings ? this.#last : undefined;
    const changes = last && found.length === 0 ? await inSlices(changesSince(last, events)) : undefined;
    if (last && changes && changes.removed.length + changes.added.length === 0) {
      this.#good = { fileBySlug, slugs, chronology: last };
      return { chronology: last, problems: [], ...counted };
    }
    const isRevision = last && changes && isSmallUpdate(changes.removed.length + changes.added.length);
    if (isRevision && (await this.#allProblems([], events, timeZone, last.bySlug)).length === 0)
      return { ...(await this.#revise(last, changes, events, { fileBySlug, slugs })), ...counted };
    const problems = await this.#allProblems(found, events, timeZone);
    if (problems.length > 0) return { problems, ...counted };
    const chronology = await inSlices(chronologySteps(vocabulary, events));
    this.#take({ fileBySlug, slugs, chronology });
    return { chronology, problems, ...counted };
  }

  /** A chronology without problems in which few events are not those of the last one. */
  async #revise(
    last: Chronology,
    changes: Changes,
    events: ReadonlyMap<string, TimelineEvent>,
    named: Pick<Good, 'fileBySlug' | 'slugs'>,
  ): Promise<Pick<FolderReading, 'chronology' | 'problems' | 'since'>> {
    const chronology = await inSlices(updateSteps(last, changes, events));
    const since = { before: last, moves: movesBetween(last, changes, chronology) };
    this.#take({ ...named, chronology });
    return { chronology, problems: [], since };
  }

  /** With those between files. @param before Events by slug between which nothing was wrong. */
  async #allProblems(
    found: readonly Problem[],
    events: ReadonlyMap<string, TimelineEvent>,
    timeZone: string,
    before?: ReadonlyMap<string, TimelineEvent>,
  ): Promise<readonly Problem[]> {
    const findings = await inSlices(folderRules(events, timeZone, before));
    if (findings.length === 0) return [...found].sort(compareProblems);
    const { locateFindings: placed } = await import('./folder-parse.ts');
    const textOf = (file: string): string => {
      const text = readText(this.#folder, file);
      // It was there when it was parsed: gone since, its problem stands at its beginning.
      return typeof text === 'string' ? text : '';
    };
    return [...found, ...placed(findings, textOf)].sort(compareProblems);
  }

  #take(good: Good): void {
    this.#good = good;
    this.#last = good.chronology;
    this.#writing = this.#keep();
  }

  /** What is kept on disk for this vocabulary. */
  async #knownUnder(files: VocabularyFiles): Promise<KnownEvents> {
    const cached = this.#cache && (await inSlices(this.#cache.read(files.key)));
    return KnownEvents.of(this.#folder, this.#listing, files, cached, this.#last !== undefined);
  }

  /** Brings the cache to what is known. What goes wrong there is told and changes nothing else. */
  async #keep(): Promise<void> {
    const [cache, known] = [this.#cache, this.#known];
    if (!cache || !known || this.#options.writesCache === false) return;
    try {
      await inSlices(cache.update(known.files.key, known.vocabulary.vocabulary, known.entries, known.takeUnsaved()));
      this.#warning = '';
    } catch (error) {
      const { message } = error as Error;
      // A disk that takes nothing is told of once, not with every change.
      if (message !== this.#warning) this.#options.warn(`parsed events cannot be kept for the next start: ${message}`);
      this.#warning = message;
    }
  }
}

/** In slices: of very many, a copy takes long. */
function* copied(bySlug: ReadonlyMap<string, TimelineEvent>): Work<Map<string, TimelineEvent>> {
  const copy = new Map<string, TimelineEvent>();
  yield* pausing(bySlug, ([slug, event]) => copy.set(slug, event));
  return copy;
}

function* eventsOf(
  fileBySlug: ReadonlyMap<string, string>,
  known: KnownEvents,
): Work<ReadonlyMap<string, TimelineEvent>> {
  const events = new Map<string, TimelineEvent>();
  yield* pausing(fileBySlug, ([slug, path]) => {
    const event = known.at(path);
    if (event) events.set(slug, event);
  });
  return events;
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
