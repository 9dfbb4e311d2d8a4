/** What a chronology's folder holds: which files there are, and what their names and texts come to. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { compareText } from '../files/order.ts';
import type { Problem } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { type IdKind, VOCABULARY_FILES, type Vocabulary } from '../schema/vocabulary.ts';

/** Path below the folder → the file's text. */
export type Files = ReadonlyMap<string, string>;

export interface ParsedFolder {
  /** There only when no file has a problem. */
  readonly chronology?: Chronology;
  readonly problems: readonly Problem[];
  /** How many event files were read. */
  readonly eventCount: number;
}

/** The paths that are those of event files, sorted. */
export function eventFilesOf(...paths: readonly Iterable<string>[]): readonly string[] {
  return paths
    .flatMap((some) => [...some])
    .filter(isEventFile)
    .sort(compareText);
}

/** Whether a file of a chronology is that of an event. */
export function isEventFile(path: string): boolean {
  return !VOCABULARY_FILES.includes(path);
}

/** What event files are checked against. */
export interface ReadVocabulary {
  /** Where a file has problems, what of it event files can still be checked against. */
  readonly vocabulary: Vocabulary;
  /** The kinds of id of which some could not be read: names of that kind in event files are not checked. */
  readonly unread: ReadonlySet<IdKind>;
  readonly problems: readonly Problem[];
}

/** The slug that each event file has from its name. */
export interface NamedEvents {
  readonly fileBySlug: Map<string, string>;
  /** Those that other files may name: a slug that is wrong in itself is no advice. */
  readonly slugs: Set<string>;
  readonly problems: readonly Problem[];
  /** Paths of files whose slug is that of another. */
  readonly doubles: readonly string[];
  /** How many event files there are. */
  readonly count: number;
}

/** @param eventFiles Their paths, sorted. */
export function* nameEvents(eventFiles: readonly string[]): Work<NamedEvents> {
  const fileBySlug = new Map<string, string>();
  const slugs = new Set<string>();
  const doubles: string[] = [];
  const problems: Problem[] = [];
  yield* pausing(eventFiles, (file) => {
    const { slug, fault } = slugOf(file);
    const location = { file, line: 1, column: 1, field: '' };
    if (fault) problems.push({ ...location, ...fault });
    else slugs.add(slug);
    const other = fileBySlug.get(slug);
    if (other === undefined) fileBySlug.set(slug, file);
    else {
      doubles.push(file);
      problems.push({
        ...location,
        message: `the slug is also that of ${other}`,
        found: slug,
        advice: 'another name for the one that came later',
      });
    }
  });
  return { fileBySlug, slugs, problems, doubles, count: eventFiles.length };
}
