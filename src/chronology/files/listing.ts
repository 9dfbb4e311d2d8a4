/** The `.yaml` files, images and subfolders of a chronology's folder, with a stamp by which a changed file is recognised. */
import { type Dirent, lstatSync, opendirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import { compareText, sortSteps } from './order.ts';
import type { Problem } from './problem.ts';

/** The state of a file on the disk. Unequal stamps mean that the file was written; for equal ones see `settledBefore`. */
export interface Stamp {
  /** Inode, size in bytes, mtime and ctime in milliseconds since 1970. */
  readonly text: string;
  readonly changedMilliseconds: number;
}

interface Folder {
  readonly files: ReadonlyMap<string, Stamp>;
  readonly images: ReadonlyMap<string, Stamp>;
  /** Paths of its subfolders. */
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
}

/** The difference between a reading and the one before, as paths of `.yaml` files and of images. */
export interface ListingChanges {
  readonly added: readonly string[];
  /** Whether a file or folder was removed, or a folder has a file that is not read: the whole listing must be looked at. */
  readonly needsFullReading: boolean;
  /** Files of the folders that were read which the listing held before; any of them may have been written. */
  readonly present: readonly string[];
  /** Images of the folders that were read, and those that the listing held before; any of them may have been written. */
  readonly images: ReadonlySet<string>;
}

const EMPTY: Folder = { files: new Map(), images: new Map(), folders: [], problems: [] };

/** The folder's tree, read as a whole or only in the folders that changed. Paths are relative to the folder. */
export class Listing {
  readonly #root: string;
  readonly #isImage: (path: string) => boolean;
  readonly #folders = new Map<string, Folder>();
  /** Whether the last reading failed midway. Its changes were never reported, so that the next reading must be full. */
  #isIncomplete = false;

  /** @param isImage Whether a file with this path may be an image. */
  constructor(root: string, isImage: (path: string) => boolean = () => false) {
    this.#root = root;
    this.#isImage = isImage;
  }

  /** Paths of all folders, '' for the chronology's folder. */
  get folders(): Iterable<string> {
    return this.#folders.keys();
  }

  /** Paths of the `.yaml` files, sorted. */
  *files(): Work<readonly string[]> {
    const paths: string[] = [];
    yield* this.#filesIn('', paths);
    return paths;
  }

  /** A problem for each file that is in the folder and is not read. */
  problems(): readonly Problem[] {
    return [...this.#folders.values()].flatMap(({ problems }) => problems);
  }

  /**
   * Reads the folders again, and reports the difference.
   *
   * @param touched Paths of the folders in which something changed; undefined for all.
   * @throws where the chronology's folder, or an existing subfolder, cannot be read
   */
  *read(touched?: ReadonlySet<string>): Work<ListingChanges> {
    const images = new Set<string>();
    const changes = { added: [] as string[], needsFullReading: this.#isIncomplete, present: [] as string[], images };
    const hints = this.#isIncomplete ? undefined : touched;
    const open = hints ? [...hints].filter((path) => this.#folders.has(path)) : [''];
    this.#isIncomplete = true;
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const before = this.#folders.get(path) ?? EMPTY;
      const folder = yield* this.#readFolder(path);
      const removed = before.folders.filter((subfolder) => !folder?.folders.includes(subfolder));
      for (const subfolder of removed) this.#forget(subfolder, images);
      yield* pausing(before.images.keys(), (image) => images.add(image));
      if (!folder) {
        this.#forget(path, images);
        changes.needsFullReading = true;
        continue;
      }
      this.#folders.set(path, folder);
      for (const subfolder of folder.folders) if (!hints || !this.#folders.has(subfolder)) open.push(subfolder);
      yield* pausing(folder.images.keys(), (image) => images.add(image));
      yield* pausing(folder.files.keys(), (file) =>
        (before.files.has(file) ? changes.present : changes.added).push(file),
      );
      let hasRemoved = removed.length > 0;
      yield* pausing(before.files.keys(), (file) => {
        hasRemoved ||= !folder.files.has(file);
      });
      if (hasRemoved || folder.problems.length > 0) changes.needsFullReading = true;
    }
    this.#isIncomplete = false;
    return changes;
  }

  /** The stamp of a `.yaml` file or an image, undefined where there is no such file. */
  stampOf(path: string): Stamp | undefined {
    const folder = this.#folders.get(path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
    return folder?.files.get(path) ?? folder?.images.get(path);
  }

  /** Sorts folder by folder: paths that share a folder are adjacent in the order of all paths. */
  *#filesIn(path: string, paths: string[]): Work<void> {
    const { files, folders } = this.#folders.get(path) ?? EMPTY;
    const entries = yield* sortSteps([...files.keys(), ...folders.map((subfolder) => `${subfolder}/`)], compareText);
    for (const entry of entries)
      if (entry.endsWith('/')) yield* this.#filesIn(entry.slice(0, -1), paths);
      else paths.push(entry);
  }

  /** @param images Is given those that were in the folder. */
  #forget(path: string, images: Set<string>): void {
    const folder = this.#folders.get(path) ?? EMPTY;
    for (const image of folder.images.keys()) images.add(image);
    for (const subfolder of folder.folders) this.#forget(subfolder, images);
    this.#folders.delete(path);
  }

  /** Undefined for a folder that was removed. */
  *#readFolder(folderPath: string): Work<Folder | undefined> {
    let entries: readonly Dirent[];
    try {
      entries = yield* entriesOf(join(this.#root, folderPath));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (folderPath === '' || (code !== 'ENOENT' && code !== 'ENOTDIR')) throw error;
      return undefined;
    }
    const files = new Map<string, Stamp>();
    const images = new Map<string, Stamp>();
    const folders: string[] = [];
    const problems: Problem[] = [];
    for (const entry of yield* sortSteps(entries, (a, b) => compareText(a.name, b.name))) {
      if (isSliceOver()) yield;
      if (isForPrograms(entry.name)) continue;
      const path = folderPath === '' ? entry.name : `${folderPath}/${entry.name}`;
      // A link counts as its target: the link itself is neither folder nor file.
      const isFolder = entry.isSymbolicLink() ? this.#leadsToFolder(path) : entry.isDirectory();
      if (entry.name.includes('\ufffd') && (isFolder || isNameOfFile(entry.name)) && !this.#isThere(path))
        problems.push(notRead(path, entry.name, 'its name is not in the encoding UTF-8', NAME_OF_FILE));
      else if (isFolder && isNameOfFile(entry.name)) problems.push(folderForFile(path, entry.name));
      else if (isFolder) folders.push(path);
      else if (entry.name.endsWith('.yaml')) {
        const stamp = stampOf(`${this.#root}/${path}`);
        if (stamp) files.set(path, stamp);
        else problems.push(notRead(path, entry.name, 'no file but a pipe, a device or the like', 'a file of text'));
      } else if (this.#isImage(path)) {
        const stamp = stampOf(`${this.#root}/${path}`);
        if (stamp) images.set(path, stamp);
      } else if (/\.(ya?ml(\.txt)?|json|yam|ymal|yalm|taml)$/i.test(entry.name)) {
        const advice = `${entry.name.replace(/\.\w+(\.txt)?$/i, '').toLowerCase()}.yaml`;
        problems.push(notRead(path, entry.name, 'files of a chronology end in .yaml', advice));
      }
    }
    return { files, images, folders, problems };
  }

  /** Of a name that is not UTF-8, the system gives another one, which no file has. */
  #isThere(path: string): boolean {
    return lstatSync(join(this.#root, path), { throwIfNoEntry: false }) !== undefined;
  }

  /** Whether a link leads to a folder that does not contain the link, directly or through other links. */
  #leadsToFolder(path: string): boolean {
    try {
      const target = realpathSync(join(this.#root, path));
      const ancestors = path.split('/').map((_, index, names) => names.slice(0, index).join('/'));
      const isLoop = ancestors.some((above) => `${realpathSync(join(this.#root, above))}/`.startsWith(`${target}/`));
      return !isLoop && statSync(target).isDirectory();
    } catch {
      // A broken link: reading it as a file reports the problem.
      return false;
    }
  }
}

const NAME_OF_FILE = 'a name of small letters a to z, digits and hyphens; an event file ends in .yaml';

/** So many entries are read in less than 2 milliseconds. */
const ENTRIES_AT_ONCE = 512;
/** A folder that changes all the time is read as often as this: the next reading is on its way. */
const MOST_READINGS = 3;

/** Reads a folder in slices. One that changes meanwhile is read again: a file that is renamed could seem to be gone. */
function* entriesOf(folder: string): Work<readonly Dirent[]> {
  for (let reading = 1; ; reading += 1) {
    const { mtimeMs } = statSync(folder);
    const entries: Dirent[] = [];
    let isInterrupted = false;
    const directory = opendirSync(folder, { bufferSize: ENTRIES_AT_ONCE });
    try {
      for (let entry = directory.readSync(); entry; entry = directory.readSync()) {
        entries.push(entry);
        if (entries.length % ENTRIES_AT_ONCE > 0 || !isSliceOver()) continue;
        isInterrupted = true;
        yield;
      }
    } finally {
      directory.closeSync();
    }
    if (!isInterrupted || reading === MOST_READINGS || statSync(folder).mtimeMs === mtimeMs) return entries;
  }
}

/** npm's entries in the folder in which this program is installed. */
const NPM_NAMES = ['node_modules', 'package.json', 'package-lock.json'];

/** Whether a file or folder of this name belongs to other programs, and is no part of a chronology. */
function isForPrograms(name: string): boolean {
  return name.startsWith('.') || NPM_NAMES.includes(name);
}

/** Whether a folder of this name was meant to be a file. */
function isNameOfFile(name: string): boolean {
  return /\.ya?ml$/i.test(name);
}

/** Whether the file at this path, relative to the chronology's folder, is passed over by its names alone. */
export function isPassedOver(path: string): boolean {
  const names = path.split('/');
  return names.some(isForPrograms) || names.slice(0, -1).some(isNameOfFile);
}

/**
 * Whether a write after a reading at this time is sure to change the stamp. The margin is 2 seconds, since the clocks of some
 * disks count only seconds.
 */
export function settledBefore({ changedMilliseconds }: Stamp, readMilliseconds: number): boolean {
  return changedMilliseconds < readMilliseconds - 2000;
}

/** Undefined for a pipe, a device or the like: reading a pipe would wait for ever. */
function stampOf(file: string): Stamp | undefined {
  try {
    const stats = statSync(file);
    if (!stats.isFile() && !stats.isDirectory()) return undefined;
    const { ino, size, mtimeMs, ctimeMs } = stats;
    return { text: `${ino} ${size} ${mtimeMs} ${ctimeMs}`, changedMilliseconds: Math.max(mtimeMs, ctimeMs) };
  } catch {
    // Removed meanwhile, or a broken link: reading the file reports the problem.
    return { text: '', changedMilliseconds: Number.POSITIVE_INFINITY };
  }
}

/** A folder with the name of a file: editors and archives make one when the file is moved or unpacked into it. */
function folderForFile(path: string, name: string): Problem {
  const advice = 'the file itself in the place of this folder, or a name for the folder that does not end in .yaml';
  return notRead(path, name, 'a folder with the name of a file', advice);
}

function notRead(file: string, found: string, why: string, advice: string): Problem {
  return { kind: 'file', file, line: 1, column: 1, field: '', message: `not read: ${why}`, found, advice };
}
