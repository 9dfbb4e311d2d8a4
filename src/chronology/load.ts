/** Reads a chronology's folder, and the documents that it cites, from the disk, once and with every text. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Documents } from './citation.ts';
import { readText } from './file-text.ts';
import type { Files, ParsedFolder } from './folder.ts';
import { parseFolder } from './folder-parse.ts';
import { Listing } from './listing.ts';
import { compareProblems, type Problem } from './problem.ts';
import { atOnce } from './slices.ts';
import type { Source } from './vocabulary.ts';

/** The chronology in the folder, or all its problems. Throws only where the folder itself, or one in it, cannot be read. */
export async function loadFolder(folder: string): Promise<LoadedFolder> {
  const listing = new Listing(folder);
  atOnce(listing.read());
  const files = new Map<string, string>();
  const unreadable = new Set<string>();
  const problems: Problem[] = [...listing.problems()];
  for (const path of atOnce(listing.files())) {
    const text = readText(folder, path);
    if (typeof text === 'string') files.set(path, text);
    else {
      unreadable.add(path);
      problems.push(text);
    }
  }
  const result = parseFolder(files, unreadable);
  if (problems.length === 0) return { ...result, files, unread: new Set() };
  return {
    problems: [...result.problems, ...problems].sort(compareProblems),
    eventCount: result.eventCount,
    files,
    unread: new Set(problems.map(({ file }) => file)),
  };
}

export interface LoadedFolder extends ParsedFolder {
  readonly files: Files;
  /** Paths of files that were not read, each with a problem of its own. */
  readonly unread: ReadonlySet<string>;
}

/** The cited documents that lie in a folder, by source. A document that is not there is left out; the caller says so. */
export async function loadDocuments(folder: string, sources: Readonly<Record<string, Source>>): Promise<Documents> {
  const documents = new Map<string, string>();
  const present = new Set(await readdir(folder));
  for (const [id, { file }] of Object.entries(sources))
    if (file !== undefined && present.has(file)) documents.set(id, await readFile(join(folder, file), 'utf8'));
  return documents;
}
