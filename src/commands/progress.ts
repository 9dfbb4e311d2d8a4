/** How far long work is, such as the reading of a folder: one line on a terminal, which is written over and in the end taken away. */
import { grouped } from '../chronology/files/source/numbers.ts';
import { type LoadedFolder, loadFolder } from '../chronology/folder/load.ts';
import { readable } from './usage.ts';

/** Told of as often as one likes: how many files of how many are done. */
export type OnProgress = (done: number, total: number) => void;

/** Where the line stands: that of standard error, so that standard output has what programs read. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** Fewer files are done in a second or so. */
const LEAST_FILES = 2000;
/** So many are read in a quarter of a second. */
const FILES_A_STEP = 500;
/** Back to the beginning of the line, which is emptied (ECMA-48 §8.3.15 and §8.3.41). */
const CLEAR = '\r\x1b[K';

/** Does the work, and shows on a terminal how far it is. @param what is done with the files */
export async function withProgress<T>(
  work: (onProgress: OnProgress | undefined) => Promise<T>,
  stream: ProgressStream = process.stderr,
  what: 'read' | 'written' = 'read',
): Promise<T> {
  if (!stream.isTTY) return work(undefined);
  let isShown = false;
  try {
    return await work((done, total) => {
      if (total < LEAST_FILES || done % (what === 'read' ? FILES_A_STEP : FILES_A_STEP / 10) !== 0) return;
      isShown = true;
      stream.write(`${CLEAR}${grouped(done)} of ${grouped(total)} files ${what} …`);
    });
  } finally {
    if (isShown) stream.write(CLEAR);
  }
}

/** A chronology's folder as commands read it; one that cannot be read is the caller's to mend. */
export function readFolder(folder: string): Promise<LoadedFolder> {
  return withProgress((onProgress) => readable(folder, () => loadFolder(folder, { onProgress })));
}
