/** The files of a chronology as they were when they last had no problems, kept on the disk for a start on a folder that has some. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { inSlices, pausing, type Work } from '../../slices.ts';
import { compareText, sortSteps } from '../files/order.ts';
import { readText } from '../files/read-text.ts';
import type { ImageFile } from '../images/image.ts';
import { imageBytes } from '../images/image-file.ts';
import { inBatches, readSealed, type WriteFaults, writeSealed } from './sealed-file.ts';
import { hashOf } from './text-hash.ts';

/** The files of a folder without problems, by which it can be read again as it was. */
export interface GoodFiles {
  /** Path → hash of the text, of the vocabulary and of all events. */
  readonly hashes: ReadonlyMap<string, string>;
  /** Those that events name, by their names. */
  readonly images: ReadonlyMap<string, ImageFile>;
}

/** A folder as it was kept. */
export interface KeptFolder {
  /** When it was read, in milliseconds since 1970. */
  readonly readMilliseconds: number;
  /** Path → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly images: ReadonlyMap<string, ImageFile>;
}

interface Kept {
  readonly hash: string;
  readonly text: string;
}

/** What is to be kept next. */
interface Wanted extends GoodFiles {
  readonly readMilliseconds: number;
}

/** Of the format of both files; texts are read anew by whatever version of the program comes next. */
const NAME = 'annals last good 1';

interface BaseHeader {
  readonly name: string;
  /** Of the paths and hashes of all its files. */
  readonly id: string;
  readonly readMilliseconds: number;
  readonly images: readonly ImageFile[];
}

/** The files of the base that are others now. */
interface DeltaHeader extends Omit<BaseHeader, 'id'> {
  readonly baseId: string;
  readonly removed: readonly string[];
}

/** The base is written anew once more than this share of its files are others. */
const SHARE_WORTH_WRITING = 0.1;

/** Texts of more changed files than these are not held in memory until they are written, but read once more. */
const MOST_TEXTS_HELD = 2000;

const FILES_A_LINE = 50;

/** An image that no state names is kept for an hour: another process may be about to name it. */
const IMAGE_MILLISECONDS = 60 * 60 * 1000;

/**
 * Two files: the texts of a whole folder, and beside them, written after each change, the texts that are others since. The
 * second names the first that it belongs to, and counts for nothing beside another: so a state is read as a whole, also where
 * several processes write. Images are files by themselves, named after their hashes.
 */
export class LastGood {
  readonly #folder: string;
  readonly #base: string;
  readonly #delta: string;
  /** The folder of the images. */
  readonly imagesFolder: string;
  readonly #faults: WriteFaults;
  /** The base on the disk; undefined where there is none, or it was not looked for. */
  #written: { readonly id: string; readonly hashes: ReadonlyMap<string, string> } | undefined;
  /** Of files that differ from the base, as the states that are to be kept have them. */
  #texts = new Map<string, Kept>();
  /** Of a state that nobody asked to keep yet. */
  #held = new Map<string, Kept>();
  #wanted: Wanted | undefined;
  #writing: Promise<void> | undefined;

  constructor(cacheFolder: string, folder: string, faults: WriteFaults) {
    const name = join(cacheFolder, `last-good-${hashOf(resolve(folder)).slice(0, 16)}`);
    this.#folder = folder;
    this.#base = `${name}.base`;
    this.#delta = `${name}.delta`;
    this.imagesFolder = `${name}.images`;
    this.#faults = faults;
  }

  /** The state that was kept last; undefined where there is none, or it is damaged. */
  async read(): Promise<KeptFolder | undefined> {
    try {
      return await this.#readBase();
    } catch {
      // A foreign file whose checksum fits by chance.
      return undefined;
    }
  }

  /** Takes the texts of files that changed into memory, where they are few: the next moment they may be others. */
  async hold(paths: readonly string[]): Promise<void> {
    if (paths.length > MOST_TEXTS_HELD) return;
    await inSlices(
      pausing(paths, (path) => {
        const text = readText(this.#folder, path);
        if (typeof text === 'string') this.#held.set(path, { hash: hashOf(text), text });
      }),
    );
  }

  /**
   * Has a state kept: resolves once it is known which texts changed, and these are in memory, where they are few; writes them
   * afterwards. Whatever goes wrong is told as a warning and has no other effect.
   */
  async keep(good: GoodFiles, readMilliseconds: number): Promise<void> {
    await this.hold(await inSlices(this.#changedSteps(good)));
    for (const [path, kept] of this.#held) this.#texts.set(path, kept);
    this.#held = new Map();
    this.#wanted = { ...good, readMilliseconds };
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when what was to be kept is on the disk, or could not be written. */
  async written(): Promise<void> {
    await this.#writing;
  }

  *#changedSteps({ hashes }: GoodFiles): Work<readonly string[]> {
    const base = this.#written?.hashes;
    const changed: string[] = [];
    if (!base) return changed;
    yield* pausing(hashes, ([path, hash]) => {
      if (base.get(path) !== hash && !this.#textHeld(path, hash)) changed.push(path);
    });
    return changed;
  }

  async #writeAll(): Promise<void> {
    for (let wanted = this.#wanted; wanted; wanted = this.#wanted) {
      this.#wanted = undefined;
      try {
        await this.#write(wanted);
        this.#faults.written(this);
      } catch (error) {
        // The file changed since, and the folder is read again: that state is kept, or the one before.
        if (!(error instanceof Changed)) this.#faults.failed(this, error as Error);
      }
    }
    // At once: a state that is wanted from here on finds nobody who writes.
    this.#writing = undefined;
  }

  async #write(wanted: Wanted): Promise<void> {
    await this.#lookAtBase();
    await this.#writeImages(wanted);
    const base = this.#written;
    if (!base) return this.#writeBase(wanted);
    const { hashes } = wanted;
    const changed: string[] = [];
    await inSlices(pausing(hashes, ([path, hash]) => base.hashes.get(path) !== hash && changed.push(path)));
    const removed: string[] = [];
    await inSlices(pausing(base.hashes.keys(), (path) => !hashes.has(path) && removed.push(path)));
    if (changed.length + removed.length > base.hashes.size * SHARE_WORTH_WRITING)
      try {
        return await this.#writeBase(wanted);
      } catch (error) {
        // A file that is as in the base changed since; the texts of those that are not may be held.
        if (!(error instanceof Changed)) throw error;
      }
    await this.#writeDelta(wanted, base.id, changed, removed);
  }

  async #writeDelta(
    { hashes, images, readMilliseconds }: Wanted,
    baseId: string,
    changed: readonly string[],
    removed: readonly string[],
  ): Promise<void> {
    const texts = new Map<string, Kept>();
    await inSlices(pausing(changed, (path) => texts.set(path, this.#textOf(path, hashes.get(path) ?? ''))));
    const header = { name: NAME, baseId, readMilliseconds, images: [...images.values()], removed };
    await writeSealed(this.#delta, linesOf(header satisfies DeltaHeader, texts));
    this.#keepTexts(texts);
  }

  /** Has these in memory alone, beside what is for a later state. */
  #keepTexts(texts: Map<string, Kept>): void {
    if (!this.#wanted) this.#texts = texts;
  }

  #textHeld(path: string, hash: string): Kept | undefined {
    return [this.#texts.get(path), this.#held.get(path)].find((kept) => kept?.hash === hash);
  }

  /** The text of this hash, as it was held, or as the folder still has it. */
  #textOf(path: string, hash: string): Kept {
    const held = this.#textHeld(path, hash);
    if (held) return held;
    const text = readText(this.#folder, path);
    if (typeof text !== 'string' || hashOf(text) !== hash) throw new Changed();
    return { hash, text };
  }

  async #writeBase({ hashes, images, readMilliseconds }: Wanted): Promise<void> {
    const id = await inSlices(idSteps(hashes));
    const textOf = (path: string, hash: string) => this.#textOf(path, hash);
    function* texts(): Generator<readonly [string, Kept]> {
      for (const [path, hash] of hashes) yield [path, textOf(path, hash)];
    }
    const header = { name: NAME, id, readMilliseconds, images: [...images.values()] };
    await writeSealed(this.#base, linesOf(header satisfies BaseHeader, texts()));
    rmSync(this.#delta, { force: true });
    this.#written = { id, hashes };
    this.#keepTexts(new Map());
  }

  /** Another process may have written another base, or somebody removed it. */
  async #lookAtBase(): Promise<void> {
    if (this.#written && this.#written.id === idIn(this.#base)) return;
    this.#written = undefined;
    await this.#readBase().catch(() => undefined);
  }

  /** The state on the disk; what is kept next is compared with its base. */
  async #readBase(): Promise<KeptFolder | undefined> {
    const read = await inSlices(this.#readSteps());
    if (read) this.#written = { id: read.id, hashes: read.hashes };
    return read?.kept;
  }

  *#readSteps(): Work<
    { readonly id: string; readonly hashes: ReadonlyMap<string, string>; readonly kept: KeptFolder } | undefined
  > {
    const lines = yield* readSealed(this.#base);
    if (!lines) return undefined;
    const base = JSON.parse(lines.next().value ?? '') as BaseHeader;
    if (base.name !== NAME) return undefined;
    const files = new Map<string, string>();
    const take = (line: string) => {
      for (const [path, text] of JSON.parse(line) as readonly (readonly [string, string])[]) files.set(path, text);
    };
    yield* pausing(lines, take);
    const hashes = new Map<string, string>();
    yield* pausing(files, ([path, text]) => hashes.set(path, hashOf(text)));
    const changes = yield* readSealed(this.#delta);
    const delta = JSON.parse(changes?.next().value ?? '{}') as Partial<DeltaHeader>;
    const isOfBase = delta.name === NAME && delta.baseId === base.id;
    if (changes && isOfBase) {
      for (const path of delta.removed ?? []) files.delete(path);
      yield* pausing(changes, take);
    }
    const { readMilliseconds, images } = { ...base, ...(isOfBase && delta) };
    const kept = { readMilliseconds, files, images: new Map(images.map((image) => [image.name, image])) };
    return { id: base.id, hashes, kept };
  }

  async #writeImages({ images }: GoodFiles): Promise<void> {
    if (images.size > 0) await makeFolder(this.imagesFolder);
    // Another process may have removed some.
    const names = new Set(namesIn(this.imagesFolder));
    for (const image of images.values()) if (!names.has(image.hash)) await this.#writeImage(image);
    const named = new Set([...images.values()].map(({ hash }) => hash));
    // Most edits change no image.
    if ([...names].every((name) => named.has(name))) return;
    const times = new Map<string, number>();
    await inSlices(pausing(names, (name) => times.set(name, changedAt(join(this.imagesFolder, name)))));
    let newest = 0;
    for (const time of times.values()) newest = Math.max(newest, time);
    for (const [name, time] of times)
      if (!named.has(name) && time < newest - IMAGE_MILLISECONDS)
        await rm(join(this.imagesFolder, name), { recursive: true, force: true });
  }

  async #writeImage(image: ImageFile): Promise<void> {
    const bytes = await imageBytes(this.#folder, image);
    // The file changed since: the next state has another one.
    if (!bytes) return;
    const folder = await mkdtemp(join(this.imagesFolder, 'writing-'));
    try {
      await writeFile(join(folder, image.hash), bytes, { mode: 0o600 });
      await rename(join(folder, image.hash), join(this.imagesFolder, image.hash));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** A file has another text by now. */
class Changed extends Error {}

function* linesOf(header: unknown, texts: Iterable<readonly [string, Kept]>): Generator<unknown> {
  yield header;
  for (const batch of inBatches(texts, FILES_A_LINE)) yield batch.map(([path, { text }]) => [path, text]);
}

function* idSteps(hashes: ReadonlyMap<string, string>): Work<string> {
  const sorted = yield* sortSteps([...hashes], ([a], [b]) => compareText(a, b));
  const hash = createHash('sha256');
  yield* pausing(sorted, ([path, own]) => hash.update(`${path}\n${own}\n`));
  return hash.digest('base64url');
}

/** Long enough for the name and the id, with which a base begins. */
const BEGINNING_BYTES = 200;

function idIn(base: string): string | undefined {
  try {
    const descriptor = openSync(base, 'r');
    try {
      const bytes = Buffer.alloc(BEGINNING_BYTES);
      const count = readSync(descriptor, bytes);
      return /"id":"([\w-]+)"/.exec(bytes.toString('latin1', 0, count))?.[1];
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
