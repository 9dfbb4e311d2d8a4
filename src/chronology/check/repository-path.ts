/** The path of a chronology's file as its repository has it, which pull requests and code scanning go by. */
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/**
 * A function from the path of a file below the folder to its path below the root of the repository, with slashes: the nearest
 * folder above with a `.git`, or else the working directory. A file outside of both keeps its absolute path.
 */
export function repositoryPaths(folder: string): (file: string) => string {
  // Behind a link, the repository has the folder where the link leads.
  const actual = realpathSync(folder);
  const root = rootAbove(actual);
  const [from, base] = root === undefined ? [resolve(folder), process.cwd()] : [actual, root];
  return (file) => {
    const path = join(from, file);
    const below = relative(base, path);
    return (below.startsWith(`..${sep}`) ? path : below).replaceAll(sep, '/');
  };
}

function rootAbove(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : rootAbove(above);
}
