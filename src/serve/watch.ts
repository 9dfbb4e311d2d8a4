/** Watches a chronology's folders, and reports in which of them something changed. */
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, join } from 'node:path';

/** Debounce: one save fires several events. Changes are reported once no event has come for this long, */
const STILL_MILLISECONDS = 60;
/** and at the latest this long after the first. */
const LONGEST_WAIT_MILLISECONDS = 500;
/** Where the machine gives no more watches, the folder is looked through as often as this, unless asked otherwise. */
const LOOK_EVERY_MILLISECONDS = 10_000;
/**
 * No event says that the chronology's own folder is back after it was gone, or that a link on the way to it leads to
 * another one, as when a deployment swaps whole folders: both are polled as often as this.
 */
const SEEK_EVERY_MILLISECONDS = 500;

export interface WatchOptions {
  /** @param touched Paths of the folders in which something changed; undefined where that is not known. */
  readonly changed: (touched: ReadonlySet<string> | undefined) => void;
  /** Called at the first sign of a change, which is reported when no further one has come for a while. */
  readonly stirred?: () => void;
  /** Receives the reason why folders are polled instead of watched. */
  readonly warn: (message: string) => void;
  /** What watches one folder, where it is not `watch` of `node:fs`: the machines on which that fails are few. */
  readonly watchFolder?: (folder: string) => FSWatcher;
  readonly lookEveryMilliseconds?: number;
}

/**
 * Every folder has a watch of its own: `fs.watch` with `recursive` takes one for every file on Linux (Node 20), and
 * blocks while it does, 1.6 s for 100,000 files.
 */
export class FolderWatch {
  readonly #root: string;
  readonly #options: WatchOptions;
  readonly #watchFolder: (folder: string) => FSWatcher;
  readonly #lookEvery: number;
  readonly #watches = new Map<string, { readonly watch: FSWatcher; readonly identity: string }>();
  #touched = new Set<string>();
  #isAllTouched = false;
  #still: NodeJS.Timeout | undefined;
  #latest: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #seeking: NodeJS.Timeout | undefined;
  /** The identity of the chronology's folder when it was last polled; undefined where there was no folder. */
  #found: string | undefined;
  #isClosed = false;

  constructor(root: string, options: WatchOptions) {
    this.#root = root;
    this.#options = options;
    this.#watchFolder = options.watchFolder ?? ((folder) => watch(folder, { persistent: false }));
    this.#lookEvery = options.lookEveryMilliseconds ?? LOOK_EVERY_MILLISECONDS;
  }

  /** Watches exactly these folders (paths below the chronology's), and reports each new one as changed once. */
  follow(folders: Iterable<string>): void {
    if (this.#isClosed || this.#looking) return;
    const wanted = new Set(folders);
    // A folder that was replaced by another of the same name needs a new watch.
    for (const [path, { identity }] of this.#watches)
      if (!wanted.has(path) || identityOf(join(this.#root, path)) !== identity) this.#unwatch(path);
    for (const path of wanted) {
      if (this.#looking) return;
      if (!this.#watches.has(path)) this.#watch(path);
    }
    if (!this.#looking) this.#seek();
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of [this.#still, this.#latest]) clearTimeout(timer);
    for (const timer of [this.#looking, this.#seeking]) clearInterval(timer);
    this.#closeWatches();
  }

  #watch(path: string): void {
    const folder = join(this.#root, path);
    const identity = identityOf(folder);
    // The folder is gone again; the watch of its parent reports that.
    if (identity === undefined) return;
    let watching: FSWatcher;
    try {
      watching = this.#watchFolder(folder);
    } catch (error) {
      if (identityOf(folder) !== undefined) this.#lookInstead(error as NodeJS.ErrnoException);
      return;
    }
    watching.on('error', (error) => this.#lookInstead(error));
    watching.on('change', (kind, name) => {
      if (!this.#latest) this.#options.stirred?.();
      // An event with the folder's own name says that it was removed. A successor may even have its inode number.
      if (kind === 'rename' && name === basename(folder)) this.#unwatch(path);
      // A hidden name may be a link through which all files are reached, as `..data` in volumes of Kubernetes.
      this.#touch(name === null || String(name).startsWith('.') ? undefined : path);
    });
    this.#watches.set(path, { watch: watching, identity });
    // A file may have changed after the folder was read and before it was watched.
    this.#touch(path);
  }

  #touch(path: string | undefined): void {
    if (path === undefined) this.#isAllTouched = true;
    else this.#touched.add(path);
    clearTimeout(this.#still);
    const tell = () => this.#tell();
    this.#still = setTimeout(tell, STILL_MILLISECONDS).unref();
    this.#latest ??= setTimeout(tell, LONGEST_WAIT_MILLISECONDS).unref();
  }

  #tell(): void {
    for (const timer of [this.#still, this.#latest]) clearTimeout(timer);
    this.#latest = undefined;
    const touched = this.#isAllTouched ? undefined : this.#touched;
    this.#touched = new Set();
    this.#isAllTouched = false;
    this.#options.changed(touched);
  }

  #lookInstead({ code, message }: NodeJS.ErrnoException): void {
    if (this.#isClosed || this.#looking) return;
    this.#closeWatches();
    const seconds = this.#lookEvery / 1000;
    this.#options.warn(
      `folders cannot be watched (${code ?? message}): looking every ${seconds} seconds instead` +
        (code === 'ENOSPC' ? '; the system allows more where fs.inotify.max_user_watches is higher' : ''),
    );
    this.#looking = setInterval(() => this.#options.changed(undefined), this.#lookEvery).unref();
  }

  /** Polls whether the chronology's folder is still the one that is watched. */
  #seek(): void {
    this.#found = this.#watches.get('')?.identity;
    this.#seeking ??= setInterval(() => {
      const found = identityOf(this.#root);
      if (found !== undefined && found !== this.#found) this.#touch(undefined);
      this.#found = found;
    }, SEEK_EVERY_MILLISECONDS).unref();
  }

  #unwatch(path: string): void {
    this.#watches.get(path)?.watch.close();
    this.#watches.delete(path);
  }

  #closeWatches(): void {
    for (const path of [...this.#watches.keys()]) this.#unwatch(path);
  }
}

/** Device and inode number, which tell a folder from another at the same path. */
function identityOf(folder: string): string | undefined {
  try {
    const { dev, ino } = statSync(folder);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
