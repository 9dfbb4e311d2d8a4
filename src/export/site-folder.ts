/** The folder of a site of files: what changed is written beside, and put in place at the end; what is gone is removed. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { compressed, isCompressed } from '../web/http/representation.ts';
import { type Lock, Locked, lock } from './lock.ts';

/** Why a folder is not written to. */
export class FolderRefused extends Error {}

/** Of the site's own, and served by no host. */
const OWN = '.annals-export';
const MANIFEST = 'manifest.json';
const FORMAT = 1;

interface Entry {
  /** Of the bytes. */
  readonly hash: string;
  readonly size: number;
  /** Whether it is there compressed, too. */
  readonly coded?: true;
  /** The path in its address, where that is not the name of the file. */
  readonly path?: string;
  readonly type: string;
}

interface Manifest {
  readonly format: number;
  /** File → what stands there, by which a program puts the files elsewhere with their types. */
  readonly files: Readonly<Record<string, Entry>>;
}

export interface FileToPut {
  readonly file: string;
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
  /** Whether each byte is worth the time that it takes to save it; undefined where no reader gets the file. */
  readonly isPopular: boolean | undefined;
}

export interface Published {
  readonly files: number;
  readonly written: number;
  readonly removed: number;
}

const CODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

export class SiteFolder {
  readonly #folder: string;
  readonly #lock: Lock;
  readonly #before: ReadonlyMap<string, Entry>;
  /** Files of a publication that did not come to its end: ours, whether or not the manifest has them. */
  readonly #begun: ReadonlySet<string>;
  readonly #now = new Map<string, Entry>();
  /** File → where it waits to be put in place. */
  readonly #staged = new Map<string, string>();
  readonly #foreign: string[] = [];

  /**
   * Takes the folder, for this process alone.
   *
   * @throws FolderRefused where it holds anything that is no site of ours, or another process writes it
   */
  static async open(folder: string): Promise<SiteFolder> {
    await makeFolder(folder);
    const own = join(folder, OWN);
    if (!existsSync(own)) {
      // The repository of a host of pages, and what people put beside it by its rules.
      const others = (await readdir(folder)).filter((name) => !name.startsWith('.') && name !== 'CNAME');
      if (others.length > 0)
        throw new FolderRefused(`holds ${others.sort().slice(0, 3).join(', ')} and is no exported site`);
    }
    await makeFolder(own);
    const locked = await lockFolder(own);
    try {
      // Only now does no other process change it.
      const manifest = await readJson<Manifest>(join(own, MANIFEST));
      if (manifest && manifest.format !== FORMAT) throw new FolderRefused('was written by another version of annals');
      await rm(join(own, 'part'), { recursive: true, force: true });
      await mkdir(join(own, 'part'));
      const begun = (await readJson<readonly string[]>(join(own, 'begun.json'))) ?? [];
      return new SiteFolder(folder, locked, new Map(Object.entries(manifest?.files ?? {})), new Set(begun));
    } catch (error) {
      await locked.release();
      throw error;
    }
  }

  private constructor(folder: string, locked: Lock, before: ReadonlyMap<string, Entry>, begun: ReadonlySet<string>) {
    this.#folder = folder;
    this.#lock = locked;
    this.#before = before;
    this.#begun = begun;
  }

  /** Writes a file to where it waits, unless it stands in its place as it is. */
  async put({ file, path, type, bytes, isPopular }: FileToPut): Promise<void> {
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    const isCoded = isPopular !== undefined && !isCompressed(type);
    const entry: Entry = {
      ...{ hash, size: bytes.length, type },
      ...(isCoded && { coded: true }),
      ...(path !== `/${file}` && { path }),
    };
    this.#now.set(file, entry);
    if (this.#isInPlace(file, entry)) return;
    await this.#stage(file, bytes);
    if (!isCoded) return;
    for (const [coding, ending] of CODINGS)
      await this.#stage(file + ending, await compressed(coding, bytes, { isPopular }));
  }

  /**
   * Puts all files in place, each by renaming it: new ones first, to which others may lead, and removes what is gone last.
   *
   * @throws FolderRefused where something stands in the place of a file that is none of ours
   */
  async publish(): Promise<Published> {
    if (this.#foreign.length > 0) {
      const [first] = this.#foreign.sort();
      throw new FolderRefused(`has files of others in the place of ours, such as ${first}`);
    }
    const own = join(this.#folder, OWN);
    await writeWhole(join(own, 'begun.json'), JSON.stringify([...this.#staged.keys()]));
    const isNew = (file: string) => !existsSync(join(this.#folder, file));
    const order = [...this.#staged].map(([file, from]) => ({ file, from, isNew: isNew(file) }));
    for (const { file, from } of order.sort((a, b) => Number(b.isNew) - Number(a.isNew))) {
      await makeFolder(dirname(join(this.#folder, file)));
      await rename(from, join(this.#folder, file));
    }
    const kept = new Set([...this.#now].flatMap(([file, entry]) => filesOf(file, entry)));
    const gone = new Set([...[...this.#before].flatMap(([file, entry]) => filesOf(file, entry)), ...this.#begun]);
    let removed = 0;
    for (const file of gone)
      if (!kept.has(file)) {
        await unlink(join(this.#folder, file)).then(
          () => (removed += 1),
          () => undefined,
        );
        await removeEmpty(this.#folder, dirname(file));
      }
    const files = Object.fromEntries([...this.#now].sort(([a], [b]) => (a < b ? -1 : 1)));
    const manifest: Manifest = { format: FORMAT, files };
    const text = `${JSON.stringify(manifest, undefined, 1)}\n`;
    if ((await readFile(join(own, MANIFEST), 'utf8').catch(() => '')) !== text)
      await writeWhole(join(own, MANIFEST), text);
    await rm(join(own, 'begun.json'), { force: true });
    return { files: this.#now.size, written: this.#staged.size, removed };
  }

  /** Lets others take the folder. */
  async close(): Promise<void> {
    const own = join(this.#folder, OWN);
    await rm(join(own, 'part'), { recursive: true, force: true });
    await this.#lock.release();
    // Where nothing was published, the folder is as it was.
    await rmdir(own).catch(() => undefined);
  }

  #isInPlace(file: string, { hash, size, coded }: Entry): boolean {
    const before = this.#before.get(file);
    if (before?.hash !== hash || before.coded !== coded) return false;
    return (
      filesOf(file, before).every(
        (one) => statSync(join(this.#folder, one), { throwIfNoEntry: false })?.isFile() === true,
      ) && statSync(join(this.#folder, file)).size === size
    );
  }

  async #stage(file: string, bytes: Buffer): Promise<void> {
    const known = this.#before.has(file) || this.#before.has(file.replace(/\.(?:br|gz)$/, '')) || this.#begun.has(file);
    if (!known && existsSync(join(this.#folder, file))) this.#foreign.push(file);
    const from = join(this.#folder, OWN, 'part', String(this.#staged.size));
    this.#staged.set(file, from);
    await writeFile(from, bytes);
  }
}

async function lockFolder(own: string): Promise<Lock> {
  try {
    return await lock(join(own, 'lock'));
  } catch (error) {
    if (!(error instanceof Locked)) throw error;
    throw new FolderRefused(`is being written ${error.message}; if that has ended, remove ${join(own, 'lock')}`);
  }
}

function filesOf(file: string, { coded }: Entry): readonly string[] {
  return coded ? [file, ...CODINGS.map(([, ending]) => file + ending)] : [file];
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

async function removeEmpty(folder: string, below: string): Promise<void> {
  for (let at = below; at !== '.' && at !== ''; at = dirname(at))
    try {
      await rmdir(join(folder, at));
    } catch {
      return;
    }
}
