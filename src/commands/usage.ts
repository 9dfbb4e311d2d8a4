/** How the command line was meant to be used: what is the caller's to mend. */
import { resolve } from 'node:path';

/** A command or setting that makes no sense. */
export class UsageError extends Error {}

/** What the operator sets. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs what reads a folder, and says plainly when there is none. */
export async function readable<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // Of all that is read there, it may be one folder that this user may not read.
    const { code, path = folder } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`no folder at ${resolve(folder)}`);
    if (code === 'EACCES') throw new UsageError(`${resolve(path)} may not be read by this user`);
    throw error;
  }
}
