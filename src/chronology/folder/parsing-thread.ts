/** A thread that parses a vocabulary, or reads and parses event files: many at once, and none in the way of answers. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TimelineEvent } from '../event.ts';
import type { Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import { hashOf } from './event-cache.ts';
import type { Files, ReadVocabulary } from './folder.ts';
import { eventParser, parseVocabulary } from './folder-parse.ts';

/** A vocabulary to be parsed. */
export interface VocabularyTask {
  readonly vocabularyFiles: Files;
  readonly unreadable: ReadonlySet<string>;
}

/** Event files to be parsed, and what all of them are checked against. */
export interface EventsTask extends VocabularyTask {
  readonly folder: string;
  readonly slugs: ReadonlySet<string>;
}

/** Files to be parsed. */
export type Batch = readonly (readonly [slug: string, path: string])[];

/** A file that was read. */
export interface ReadFile {
  readonly path: string;
  /** Of its content; absent where it could not be read as text. */
  readonly hash?: string;
  readonly event?: TimelineEvent;
  readonly problems: readonly Problem[];
}

/** Reads and parses one file after another. */
export function fileReader(folder: string, vocabulary: ReadVocabulary, slugs: ReadonlySet<string>) {
  const parse = eventParser(vocabulary, slugs);
  return ([slug, path]: Batch[number]): ReadFile => {
    const text = readText(folder, path);
    if (typeof text !== 'string') return { path, problems: [text] };
    const { value: event, problems } = parse(slug, path, text);
    return { path, hash: hashOf(text), ...(event && { event }), problems };
  };
}

if (parentPort && workerData) {
  const port = parentPort;
  const task = workerData as VocabularyTask | EventsTask;
  const vocabulary = parseVocabulary(task.vocabularyFiles, task.unreadable);
  // As JSON, which is read twice as fast as a structured clone.
  if ('slugs' in task) {
    const read = fileReader(task.folder, vocabulary, task.slugs);
    port.on('message', (batch: Batch) => port.postMessage(JSON.stringify(batch.map(read))));
  } else port.postMessage(JSON.stringify({ ...vocabulary, unread: [...vocabulary.unread] }));
}
