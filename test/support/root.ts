/** Where the repository's files are, for tests that read them. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's folder: tests run as they are, two folders below it, and compiled, in `dist-test/`, three. */
export const ROOT = nearestWith('.build.mjs', import.meta.dirname);

function nearestWith(name: string, folder: string): string {
  return existsSync(join(folder, name)) ? folder : nearestWith(name, dirname(folder));
}
