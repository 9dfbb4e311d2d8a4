/** Reads a chronology's folder from the disk once, and keeps the text of every file. */
import { atOnce } from '../../slices.ts';
import { chronologySteps } from '../chronology.ts';
import { Listing } from '../files/listing.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import type { KeptFolder } from '../kept/last-good.ts';
import { eventContextOf } from '../schema/vocabulary.ts';
import { eventFilesOf, type Files, nameEvents, type ParsedFolder } from './folder.ts';
import { checkSteps } from './folder-findings.ts';
import { allProblems, type ReadingOptions, readEvents, readVocabulary } from './folder-threads.ts';
import type { EventSetup, ReadFile } from './parsing-jobs.ts';

/** The chronology in the folder, or all its problems. Throws only where the folder, or a subfolder, cannot be read. */
export async function loadFolder(folder: string, options: ReadingOptions = {}): Promise<LoadedFolder> {
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
  const result = await parseInThreads(folder, { files, unreadable }, options);
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

/** A folder as it was kept. Neither its files nor its images are looked for on the disk. */
export function loadKept({ files, images }: KeptFolder): Promise<ParsedFolder> {
  return parseInThreads('', { files, unreadable: new Set(), images: Object.fromEntries(images) }, {});
}

interface FilesToParse extends Pick<EventSetup, 'images'> {
  readonly files: Files;
  readonly unreadable: ReadonlySet<string>;
}

/** As `parseFolder` does, in threads: no file can hold up the others. */
async function parseInThreads(
  folder: string,
  { files, unreadable, images }: FilesToParse,
  options: ReadingOptions,
): Promise<ParsedFolder> {
  const vocabulary = await readVocabulary(files, unreadable);
  const named = atOnce(nameEvents(eventFilesOf(files.keys(), unreadable)));
  const context = eventContextOf(vocabulary.vocabulary);
  const toRead = [...named.fileBySlug].flatMap(([slug, path]) => {
    const text = files.get(path);
    return text === undefined ? [] : { slug, path, text };
  });
  const readByPath = new Map<string, ReadFile>();
  await readEvents({ folder, context, images }, toRead, (read) => readByPath.set(read.path, read), options);
  const read = toRead.flatMap(({ slug, path }) => {
    const result = readByPath.get(path);
    return result ? { slug, ...result } : [];
  });
  const { own, findings, events } = atOnce(checkSteps(vocabulary, named, read));
  const problems = await allProblems(own, findings, { texts: files });
  const counted = { problems, eventCount: named.count };
  return problems.length === 0
    ? { chronology: atOnce(chronologySteps(vocabulary.vocabulary, events)), ...counted }
    : counted;
}
