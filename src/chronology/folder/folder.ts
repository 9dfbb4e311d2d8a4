/** The files of a chronology's folder: which are event files, the slugs in their names, and the result of parsing them all. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { compareText } from '../files/order.ts';
import type { Problem } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { type IdKind, VOCABULARY_FILES, type Vocabulary } from '../schema/vocabulary.ts';

/** Path below the folder → the file's text. */
export type Files = ReadonlyMap<string, string>;

export interface ParsedFolder {
  /** Absent where a file has a problem. */
  readonly chronology?: Chronology;
  readonly problems: readonly Problem[];
  /** How many event files the folder has. */
  readonly eventCount: number;
}

/** The paths of event files among all paths, sorted. */
export function eventFilesOf(...paths: readonly Iterable<string>[]): readonly string[] {
  return paths
    .flatMap((group) => [...group])
    .filter(isEventFile)
    .sort(compareText);
}

export function isEventFile(path: string): boolean {
  return !VOCABULARY_FILES.includes(path);
}

/** The vocabulary against which event files are checked. */
export interface ReadVocabulary {
  /** Of a file with problems, the entries whose ids are known. */
  readonly vocabulary: Vocabulary;
  /** Kinds of id that could not be read: references to ids of these kinds are not checked. */
  readonly unread: ReadonlySet<IdKind>;
  readonly problems: readonly Problem[];
}

/** The slugs of event files, which are their names. */
export interface NamedEvents {
  readonly fileBySlug: Map<string, string>;
  /** Valid slugs, which other files may name; an invalid one must not be suggested as a correction. */
  readonly slugs: Set<string>;
  readonly problems: readonly Problem[];
  /** Paths of files whose slug an earlier file has already. */
  readonly duplicates: readonly string[];
  /** How many event files there are. */
  readonly count: number;
}

/** @param eventFiles The paths of event files, sorted. */
export function* nameEvents(eventFiles: readonly string[]): Work<NamedEvents> {
  const fileBySlug = new Map<string, string>();
  const slugs = new Set<string>();
  const duplicates: string[] = [];
  const problems: Problem[] = [];
  yield* pausing(eventFiles, (file) => {
    const { slug, fault } = slugOf(file);
    const location = { kind: 'file', file, line: 1, column: 1, field: '' } as const;
    if (fault) problems.push({ ...location, ...fault });
    else slugs.add(slug);
    const other = fileBySlug.get(slug);
    if (other === undefined) fileBySlug.set(slug, file);
    else {
      duplicates.push(file);
      problems.push({
        ...location,
        message: `the slug is also that of ${other}`,
        found: slug,
        advice: 'another name for the one that came later',
      });
    }
  });
  return { fileBySlug, slugs, problems, duplicates, count: eventFiles.length };
}
