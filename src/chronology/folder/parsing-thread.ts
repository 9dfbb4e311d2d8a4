/** A thread that reads and parses event files: many at once, and none in the way of answers. */
import { parentPort, workerData } from 'node:worker_threads';
import { readText } from '../files/read-text.ts';
import type { ReadContext } from '../schema/vocabulary-schema.ts';
import { hashOf } from './event-cache.ts';
import { eventParser, type ReadEvent } from './folder-parse.ts';

/** The folder that files are to be parsed in, and all that they are parsed by. */
export interface ParsingTask {
  readonly folder: string;
  readonly context: ReadContext;
}

/** Files to be parsed. */
export type Batch = readonly (readonly [slug: string, path: string])[];

/** A file that was read. */
export interface ReadFile extends ReadEvent {
  readonly path: string;
  /** Of its content; absent where it could not be read as text. */
  readonly hash?: string;
}

/** Reads and parses one file after another. */
export function fileReader({ folder, context }: ParsingTask) {
  const parse = eventParser(context);
  return ([slug, path]: Batch[number]): ReadFile => {
    const text = readText(folder, path);
    if (typeof text !== 'string') return { path, problems: [text] };
    return { path, hash: hashOf(text), ...parse(slug, path, text) };
  };
}

if (parentPort && workerData) {
  const port = parentPort;
  const read = fileReader(workerData as ParsingTask);
  // As JSON, which is read twice as fast as a structured clone.
  port.on('message', (batch: Batch) => port.postMessage(JSON.stringify(batch.map(read))));
}
