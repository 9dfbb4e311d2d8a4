/** Reads a chronology's folder from the disk once, and keeps the text of every file. */
import { atOnce } from '../../slices.ts';
import { Listing } from '../files/listing.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import type { Files, ParsedFolder } from './folder.ts';
import { parseFolder } from './folder-parse.ts';

/** The chronology in the folder, or all its problems. Throws only where the folder, or a subfolder, cannot be read. */
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
  /** Paths of files that were not read; each has a problem. */
  readonly unread: ReadonlySet<string>;
}
