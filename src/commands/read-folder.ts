/** A chronology's folder as commands read it: a terminal shows how far that is, and a folder that cannot be read is the caller's to mend. */
import { type LoadedFolder, loadFolder } from '../chronology/folder/load.ts';
import { withProgress } from './progress.ts';
import { readable } from './usage.ts';

export function readFolder(folder: string): Promise<LoadedFolder> {
  return withProgress((onProgress) => readable(folder, () => loadFolder(folder, { onProgress })));
}
