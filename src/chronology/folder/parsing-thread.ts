/** A worker thread that reads and parses batches of event files, so that the main thread goes on answering requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { readText } from '../files/read-text.ts';
import type { ReadContext } from '../schema/vocabulary-schema.ts';
import { hashOf } from './event-cache.ts';
import { eventParser, type ReadEvent } from './folder-parse.ts';

/** The folder of the files, and the languages and time zone to parse them with. */
export interface ParsingTask {
  readonly folder: string;
  readonly context: ReadContext;
}

export type Batch = readonly (readonly [slug: string, path: string])[];

export interface ReadFile extends ReadEvent {
  readonly path: string;
  /** Hash of the file's text; absent where the file could not be read as text. */
  readonly hash?: string;
}

/** A function that reads and parses one file. */
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
  // Results are sent as JSON, which the main thread reads twice as fast as a structured clone.
  port.on('message', (batch: Batch) => port.postMessage(JSON.stringify(batch.map(read))));
}
