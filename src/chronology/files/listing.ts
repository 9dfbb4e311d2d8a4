/** Which files a chronology's folder holds, and by what one can tell that a file was written since. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import { compareText } from './order.ts';
import type { Problem } from './problem.ts';

/** A file as the disk has it: two that differ were written in between; see `settledBefore` for two that are alike. */
export interface Stamp {
  /** Number of the file, size in bytes, and when its content and its entry last changed, in milliseconds since 1970. */
  readonly text: string;
  readonly changedMilliseconds: number;
}

interface Folder {
  readonly files: ReadonlyMap<string, Stamp>;
  /** Paths of the folders in it. */
  readonly folders: readonly string[];
  readonly problems: readonly Problem[];
}

/** What a reading found otherwise than the one before, by paths of `.yaml` files. */
export interface ListingChanges {
  readonly added: readonly string[];
  /** Whether a file is gone, or there is something new that is not read. */
  readonly isLess: boolean;
  /** Files that were there and may have been written, in the folders that were read. */
  readonly present: readonly string[];
}

const NOTHING: Folder = { files: new Map(), folders: [], problems: [] };

/** Names that stand on the disk, read again as a whole or where something moved. Paths are below the folder. */
export class Listing {
  readonly #root: string;
  readonly #folders = new Map<string, Folder>();
  /** Whether a reading was broken off: what it had found by then is not told. */
  #isTorn = false;

  constructor(root: string) {
    this.#root = root;
  }

  /** Paths of all folders, '' for the chronology's own. */
  get folders(): Iterable<string> {
    return this.#folders.keys();
  }

  /** Paths of the `.yaml` files, sorted. */
  *files(): Work<readonly string[]> {
    const found: string[] = [];
    yield* this.#filesIn('', found);
    return found;
  }

  /** What stands in the folder and is not read. */
  problems(): readonly Problem[] {
    return [...this.#folders.values()].flatMap(({ problems }) => problems);
  }

  /**
   * Reads the listing anew.
   *
   * @param touched Paths of the folders in which something changed; undefined for all.
   * @throws where the chronology's own folder, or one that is there in it, cannot be read
   */
  *read(touched?: ReadonlySet<string>): Work<ListingChanges> {
    const changes = { added: [] as string[], isLess: this.#isTorn, present: [] as string[] };
    const hints = this.#isTorn ? undefined : touched;
    const open = hints ? [...hints].filter((path) => this.#folders.has(path)) : [''];
    this.#isTorn = true;
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const before = this.#folders.get(path) ?? NOTHING;
      const folder = yield* this.#readFolder(path);
      const lost = before.folders.filter((below) => !folder?.folders.includes(below));
      for (const gone of lost) this.#forget(gone);
      if (!folder) {
        changes.isLess = true;
        continue;
      }
      this.#folders.set(path, folder);
      open.push(...(hints ? folder.folders.filter((below) => !this.#folders.has(below)) : folder.folders));
      yield* pausing(folder.files.keys(), (file) =>
        (before.files.has(file) ? changes.present : changes.added).push(file),
      );
      const isLess = lost.length > 0 || [...before.files.keys()].some((file) => !folder.files.has(file));
      if (isLess || folder.problems.length > 0) changes.isLess = true;
    }
    this.#isTorn = false;
    return changes;
  }

  /** The stamp of a `.yaml` file, undefined where there is no such file. */
  stampOf(path: string): Stamp | undefined {
    return this.#folders.get(path.slice(0, Math.max(path.lastIndexOf('/'), 0)))?.files.get(path);
  }

  /** Folder by folder, so that no sort is long: what is below a folder stands together in the order of all paths. */
  *#filesIn(path: string, found: string[]): Work<void> {
    const { files, folders } = this.#folders.get(path) ?? NOTHING;
    const entries = [...files.keys(), ...folders.map((below) => `${below}/`)].sort(compareText);
    yield;
    for (const entry of entries)
      if (entry.endsWith('/')) yield* this.#filesIn(entry.slice(0, -1), found);
      else found.push(entry);
  }

  #forget(path: string): void {
    for (const below of this.#folders.get(path)?.folders ?? []) this.#forget(below);
    this.#folders.delete(path);
  }

  /** Undefined for a folder that is no more. */
  *#readFolder(below: string): Work<Folder | undefined> {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(this.#root, below), { withFileTypes: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (below === '' || (code !== 'ENOENT' && code !== 'ENOTDIR')) throw error;
      this.#forget(below);
      return undefined;
    }
    const files = new Map<string, Stamp>();
    const folders: string[] = [];
    const problems: Problem[] = [];
    for (const entry of entries.sort((a, b) => compareText(a.name, b.name))) {
      if (isSliceOver()) yield;
      if (isForPrograms(entry.name)) continue;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      // What a link leads to counts; the link itself is neither folder nor file.
      const isFolder = entry.isSymbolicLink() ? this.#leadsToFolder(path) : entry.isDirectory();
      if (isFolder) folders.push(path);
      else if (entry.name.endsWith('.yaml')) {
        const stamp = stampOf(`${this.#root}/${path}`);
        if (stamp) files.set(path, stamp);
        else problems.push(notRead(path, entry.name, 'no file but a pipe, a device or the like', 'a file of text'));
      } else if (/\.(ya?ml|json)$/i.test(entry.name)) {
        const advice = entry.name.replace(/\.\w+$/, '.yaml');
        problems.push(notRead(path, entry.name, 'files of a chronology end in .yaml', advice));
      }
    }
    return { files, folders, problems };
  }

  /** Whether a link leads to a folder, and not back to one that it stands in, by way of other links too. */
  #leadsToFolder(path: string): boolean {
    try {
      const target = realpathSync(join(this.#root, path));
      const steps = path.split('/').map((_, index, names) => names.slice(0, index).join('/'));
      const isLoop = steps.some((above) => `${realpathSync(join(this.#root, above))}/`.startsWith(`${target}/`));
      return !isLoop && statSync(target).isDirectory();
    } catch {
      // A link to nothing: reading it as a file says so.
      return false;
    }
  }
}

/** What npm puts into the folder in which this program is installed. */
const OF_NPM = ['node_modules', 'package.json', 'package-lock.json'];

/** Whether a file or folder of this name is no part of a chronology, whatever it holds. */
export function isForPrograms(name: string): boolean {
  return name.startsWith('.') || OF_NPM.includes(name);
}

/** Whether what was written after a reading at this time must have another stamp: clocks of some disks only count seconds. */
export function settledBefore({ changedMilliseconds }: Stamp, readMilliseconds: number): boolean {
  return changedMilliseconds < readMilliseconds - 2000;
}

/** Undefined for what is there and is no file: a pipe would keep whoever reads it waiting for ever. */
function stampOf(file: string): Stamp | undefined {
  try {
    const stats = statSync(file);
    if (!stats.isFile() && !stats.isDirectory()) return undefined;
    const { ino, size, mtimeMs, ctimeMs } = stats;
    return { text: `${ino} ${size} ${mtimeMs} ${ctimeMs}`, changedMilliseconds: Math.max(mtimeMs, ctimeMs) };
  } catch {
    // Gone again, or a link to nothing: reading it says so.
    return { text: '', changedMilliseconds: Number.POSITIVE_INFINITY };
  }
}

function notRead(file: string, found: string, why: string, advice: string): Problem {
  return { file, line: 1, column: 1, field: '', message: `not read: ${why}`, found, advice };
}
