/** Reads a chronology's folder, and the documents that it cites, from the disk. */
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Documents } from './citation.ts';
import { type Files, type ParsedFolder, parseFolder } from './folder.ts';
import { compareProblems, type Problem } from './problem.ts';
import type { Source } from './vocabulary.ts';

// Enough to keep the disk busy without running out of file descriptors.
const READS_AT_ONCE = 64;

/** The chronology in the folder, or all its problems. Throws only where the folder itself cannot be read. */
export async function loadFolder(folder: string): Promise<LoadedFolder> {
  const { files, unreadable, problems } = await readFiles(folder);
  const result = parseFolder(files, unreadable);
  if (problems.length === 0) return { ...result, files, unread: new Set() };
  return {
    problems: [...problems, ...result.problems].sort(compareProblems),
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

async function readFiles(folder: string): Promise<{ files: Files; unreadable: Set<string>; problems: Problem[] }> {
  const files = new Map<string, string>();
  const unreadable = new Set<string>();
  const problems: Problem[] = [];
  const paths = await yamlPaths(folder, '', problems);
  for (let at = 0; at < paths.length; at += READS_AT_ONCE) {
    const batch = paths.slice(at, at + READS_AT_ONCE);
    const texts = await Promise.all(batch.map((path) => readText(folder, path)));
    for (const [index, text] of texts.entries()) {
      const path = batch[index] ?? '';
      if (typeof text === 'string') files.set(path, text);
      else {
        unreadable.add(path);
        problems.push(text);
      }
    }
  }
  return { files, unreadable, problems };
}

async function yamlPaths(folder: string, below: string, problems: Problem[]): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    // What a link leads to counts; the link itself is neither folder nor file.
    const isFolder = entry.isSymbolicLink() ? await leadsToFolder(folder, path) : entry.isDirectory();
    if (isFolder) paths.push(...(await yamlPaths(folder, path, problems)));
    else if (entry.name.endsWith('.yaml')) paths.push(path);
    else if (/\.(ya?ml|json)$/i.test(entry.name))
      problems.push({
        file: path,
        line: 1,
        column: 1,
        field: '',
        message: 'not read: files of a chronology end in .yaml',
        found: entry.name,
        advice: entry.name.replace(/\.\w+$/, '.yaml'),
      });
  }
  return paths;
}

/** Whether a link leads to a folder, and not back to one that it stands in. */
async function leadsToFolder(folder: string, path: string): Promise<boolean> {
  const link = join(folder, path);
  try {
    const target = await realpath(link);
    const here = await realpath(dirname(link));
    return (await stat(target)).isDirectory() && !`${here}/`.startsWith(`${target}/`);
  } catch {
    // A link to nothing: reading it as a file says so.
    return false;
  }
}

async function readText(folder: string, path: string): Promise<string | Problem> {
  const place = { file: path, line: 1, column: 1, field: '' };
  let bytes: Buffer;
  try {
    bytes = await readFile(join(folder, path));
  } catch (error) {
    return {
      ...place,
      message: `cannot be read (${(error as NodeJS.ErrnoException).code})`,
      advice: 'a file that this user may read',
    };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ...place, line: lineOfBadUtf8(bytes), message: 'not UTF-8', advice: 'save the file as UTF-8' };
  }
}

function lineOfBadUtf8(bytes: Buffer): number {
  const lines = bytes.toString('latin1').split('\n');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const bad = lines.findIndex((line) => {
    try {
      decoder.decode(Buffer.from(line, 'latin1'));
      return false;
    } catch {
      return true;
    }
  });
  return Math.max(bad, 0) + 1;
}

/** The cited documents that lie in a folder, by source. A document that is not there is left out; the caller says so. */
export async function loadDocuments(folder: string, sources: Readonly<Record<string, Source>>): Promise<Documents> {
  const documents = new Map<string, string>();
  const present = new Set(await readdir(folder));
  for (const [id, { file }] of Object.entries(sources))
    if (file !== undefined && present.has(file)) documents.set(id, await readFile(join(folder, file), 'utf8'));
  return documents;
}
