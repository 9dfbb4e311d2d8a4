/** Makes a folder with those above it, and says why where one cannot be made. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * In place of `mkdir` with `recursive`, which asks for ever, and holds a thread, where a folder that is there takes none and says
 * ENOENT, as those of `/proc` do (Node 20 to 24).
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdirOnce(path);
  } catch (error) {
    const above = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path || (await isFolder(above))) throw error;
    await makeFolder(above);
    await mkdirOnce(path);
  }
}

/** One that is there is made. */
async function mkdirOnce(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
