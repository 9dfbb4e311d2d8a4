/** Why a folder cannot be read, in words that say which one. */
import { resolve } from 'node:path';
import { printable } from '../files/problem.ts';

/** Undefined for any other error than one of the folder or of what is in it. */
export function whyUnreadable(error: unknown, folder: string): string | undefined {
  // A folder inside of it may be the one that this user may not read.
  const { code, path = folder } = error as NodeJS.ErrnoException;
  const named = (of: string) => printable(resolve(of), 1000);
  if (code === 'ENOENT') return `no folder at ${named(folder)}`;
  if (code === 'ENOTDIR') return `${named(folder)} is no folder: write the folder in which chronology.yaml is`;
  if (code === 'EACCES') return `${named(path)} may not be read by this user`;
  return undefined;
}
