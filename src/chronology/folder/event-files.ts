/** The parsed events of a folder's files, by path, and which of the files changed and must be parsed again. */
import { pausing, type Work } from '../../slices.ts';
import { defaultStatus, type ParsedEvent, type TimelineEvent } from '../event.ts';
import { type Listing, type Stamp, settledBefore } from '../files/listing.ts';
import type { Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import { pathOf } from '../images/image.ts';
import { isUnchangedImage } from '../images/image-file.ts';
import type { CachedEvent } from '../kept/event-cache.ts';
import { hashOf } from '../kept/text-hash.ts';
import { versionsOf } from '../schema/event-rules.ts';
import { eventContextOf, type Settings, type Vocabulary } from '../schema/vocabulary.ts';
import type { Draft } from './folder-rules.ts';
import { type ReadingOptions, readEvents } from './folder-threads.ts';
import type { EventToRead, ReadFile } from './parsing-jobs.ts';

export class EventFiles {
  /** The files that have no problem of their own. Updated in place: a copy of 100,000 entries would take long. */
  entries = new Map<string, CachedEvent>();
  /** How many entries changed since this count was last set to 0. */
  changeCount = 0;
  readonly #folder: string;
  readonly #listing: Listing;

  constructor(folder: string, listing: Listing) {
    this.#folder = folder;
    this.#listing = listing;
  }

  /**
   * The event of a file; undefined where the file has problems of its own.
   *
   * @param settings The vocabulary's settings, for the default status of the event's type.
   * @param isSound Whether the vocabulary has no problems: otherwise the default status is a guess, and is not stored.
   */
  eventAt(path: string, settings: Settings, isSound: boolean): TimelineEvent | undefined {
    const entry = this.entries.get(path);
    if (!entry || entry.isStatusOwn) return entry?.event;
    const status = defaultStatus(entry.event, settings);
    if (entry.event.status === status) return entry.event;
    const event = { ...entry.event, status };
    if (isSound) this.#set(path, { ...entry, event });
    return event;
  }

  /**
   * The files that changed since they were parsed, and must be parsed again.
   *
   * @param begin The time at which the folder was listed, in milliseconds since 1970.
   */
  *compare(fileBySlug: ReadonlyMap<string, string>, begin: number): Work<readonly EventToRead[]> {
    const toParse: EventToRead[] = [];
    const isUnchanged = (path: string): boolean => {
      const before = this.entries.get(path);
      if (!before) return false;
      const stamp = this.#stampOf(path, before.event);
      if (before.stamp !== '' && before.stamp === stamp?.text) return true;
      const text = readText(this.#folder, path);
      if (typeof text !== 'string' || hashOf(text) !== before.hash) return false;
      const { imageFile } = before.event;
      if (imageFile && !isUnchangedImage(this.#folder, imageFile)) return false;
      const entry = { ...before, stamp: trusted(stamp, begin) };
      if (entry.stamp === '') this.entries.set(path, entry);
      else this.#set(path, entry);
      return true;
    };
    yield* pausing(fileBySlug, ([slug, path]) => {
      if (!isUnchanged(path)) toParse.push({ slug, path });
    });
    return toParse;
  }

  /** Parses the files, and stores the events of those without problems. */
  async parse(
    vocabulary: Vocabulary,
    files: readonly EventToRead[],
    begin: number,
    options?: ReadingOptions,
  ): Promise<{ events: readonly TimelineEvent[]; drafts: readonly Draft[]; problems: readonly Problem[] }> {
    const events: TimelineEvent[] = [];
    const drafts: Draft[] = [];
    const problems: Problem[] = [];
    const take = ({ path, hash, event: parsed, content, problems: ownProblems }: ReadFile) => {
      problems.push(...ownProblems);
      if (parsed && hash !== undefined) {
        const isStatusOwn = parsed.status !== undefined;
        // The event is still private to this function: it is completed in place, since copying 100,000 events takes long.
        const event = Object.assign(parsed, { status: parsed.status ?? defaultStatus(parsed, vocabulary.settings) });
        this.#set(path, { stamp: trusted(this.#stampOf(path, event), begin), hash, isStatusOwn, event });
        events.push(event);
      } else {
        this.entries.delete(path);
        drafts.push({ file: path, content });
      }
    };
    await readEvents({ folder: this.#folder, context: eventContextOf(vocabulary) }, files, take, options);
    return { events, drafts, problems };
  }

  /** Deletes the entries of files that were removed. */
  *deleteOthers(fileBySlug: ReadonlyMap<string, string>): Work<void> {
    const paths = new Set<string>();
    yield* pausing(fileBySlug.values(), (path) => paths.add(path));
    yield* pausing([...this.entries.keys()], (path) => {
      if (!paths.has(path)) this.entries.delete(path);
    });
  }

  /** Deletes the entries of the events that are or were at these places, or all. */
  *forget(places: ReadonlySet<string> | undefined): Work<void> {
    if (places === undefined) this.entries.clear();
    else
      yield* pausing([...this.entries], ([path, { event }]) => {
        if (versionsOf(event).some(({ place }) => typeof place === 'string' && places.has(place)))
          this.entries.delete(path);
      });
  }

  /** The paths of the event files that name any of these images. */
  *naming(images: ReadonlySet<string>): Work<readonly string[]> {
    const paths: string[] = [];
    if (images.size === 0) return paths;
    yield* pausing(this.entries, ([path, { event }]) => {
      if (event.imageFile && images.has(pathOf(event.imageFile.name))) paths.push(path);
    });
    return paths;
  }

  /** Of the event file and the file of its image in one. */
  #stampOf(path: string, { imageFile }: Pick<ParsedEvent, 'imageFile'>): Stamp | undefined {
    const own = this.#listing.stampOf(path);
    if (!imageFile || !own) return own;
    const image = this.#listing.stampOf(pathOf(imageFile.name));
    return (
      image && {
        text: `${own.text} ${image.text}`,
        changedMilliseconds: Math.max(own.changedMilliseconds, image.changedMilliseconds),
      }
    );
  }

  #set(path: string, entry: CachedEvent): void {
    this.entries.set(path, entry);
    this.changeCount += 1;
  }
}

/** Empty where a later write could leave the stamp as it is. */
function trusted(stamp: Stamp | undefined, readMilliseconds: number): string {
  return stamp && settledBefore(stamp, readMilliseconds) ? stamp.text : '';
}
