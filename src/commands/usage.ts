/** How the command line is meant to be used: its help, and the error for what the caller must mend. */
import { resolve } from 'node:path';
import { describeDefault, SETTINGS } from '../serve/settings.ts';

/** A command or setting that makes no sense. */
export class UsageError extends Error {}

const settings = Object.values(SETTINGS);
const nameWidth = Math.max(...settings.map(({ name }) => name.length));
const settingLines = settings.map((setting) =>
  `${setting.name.padEnd(nameWidth)}  ${setting.meaning} (default: ${describeDefault(setting)})`.replaceAll('`', ''),
);

export const HELP = `annals: a chronology as a timeline, a calendar and a feed

  annals serve
      Serves the chronology. From the environment:
        ${settingLines.join('\n        ')}
      Refuses to start where the folder has problems, and prints them. Problems that come up later are printed as well,
      and readers keep getting what was served before. SIGHUP has the folder read again.

  annals check [folder] [--coverage] [--sources DIR] [--against REV]
      Prints every problem of every file of the folder (default: as with serve).
        --coverage      lists, for each source, which paragraphs are cited by which events and which by none
        --sources DIR   DIR holds the documents: each cited paragraph must exist and contain the cited wording
        --against REV   REV is a git revision, such as HEAD: what changed in the folder since then must reach
                        subscribers (by a revision, by a tombstone) and leave every identity where it is

  annals schema [folder]
      Writes the JSON Schemas of the chronology's files to .schema in the folder, for editors.

  Exit codes: 0 all is well, 1 the chronology has problems, 2 the command or its settings are wrong.`;

/** Reads a folder. Throws a `UsageError` where there is none or this user may not read it. */
export async function readable<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    // A folder inside of it may be the one that this user may not read.
    const { code, path = folder } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`no folder at ${resolve(folder)}`);
    if (code === 'ENOTDIR')
      throw new UsageError(`${resolve(folder)} is no folder: write the folder in which chronology.yaml is`);
    if (code === 'EACCES') throw new UsageError(`${resolve(path)} may not be read by this user`);
    throw error;
  }
}
