/** What is done with one file at a time, by a thread or here: reading, parsing, and finding the lines of what is wrong. */
import type { FieldFault, Problem } from '../files/problem.ts';
import { readText } from '../files/read-text.ts';
import type { ImageFile } from '../images/image.ts';
import { imageReader, knownImages } from '../images/image-file.ts';
import { hashOf } from '../kept/text-hash.ts';
import type { Section } from '../schema/vocabulary.ts';
import type { EventContext, ReadContext } from '../schema/vocabulary-schema.ts';
import type { ReadEvent } from './folder-findings.ts';
import { eventParser, located, parseSection, parseSettings } from './folder-parse.ts';
import type { ReadSection, ReadSettings } from './vocabulary-parts.ts';

/** A file to work at. The text is read from the disk where it is not given. */
export interface FileToRead {
  readonly path: string;
  readonly text?: string | undefined;
}

export interface EventToRead extends FileToRead {
  readonly slug: string;
}

export interface ReadFile extends ReadEvent {
  readonly path: string;
  /** Hash of the file's text; absent where the file could not be read as text. */
  readonly hash?: string;
}

/** What events are parsed with. */
export interface EventSetup {
  readonly folder: string;
  readonly context: EventContext;
  /** The images by their names, where those in the folder are not looked at. */
  readonly images?: Readonly<Record<string, ImageFile>> | undefined;
}

/** Each kind of work: what it needs beside the file, the file, and the result, which is made of what JSON can say. */
export interface Jobs {
  settings: {
    readonly setup: { readonly fallback: ReadContext };
    readonly file: FileToRead;
    readonly result: ReadSettings;
  };
  section: {
    readonly setup: { readonly context: ReadContext };
    readonly file: FileToRead & { readonly section: Section };
    readonly result: ReadSection;
  };
  event: {
    readonly setup: EventSetup;
    readonly file: EventToRead;
    readonly result: ReadFile;
  };
  findings: {
    readonly setup: { readonly folder: string };
    readonly file: FileToRead & { readonly faults: readonly FieldFault[] };
    readonly result: readonly Problem[];
  };
}

export type JobName = keyof Jobs;

/** The content of a file with problems serves to check its references; of a longer one they are checked once it is mended. */
const LONGEST_RESULT = 1_000_000;

/** The function that does the work of one kind with each file, and returns the result as JSON. */
export function workerOf(job: string, setup: unknown): (file: unknown) => string {
  const work = (WORKERS as Readonly<Record<string, AnyWorker>>)[job]?.(setup as never);
  if (!work) throw new Error(`no work of the name ${job}`);
  return (file) => {
    const result = work(file as never);
    const json = JSON.stringify(result);
    return json.length > LONGEST_RESULT && 'content' in result
      ? JSON.stringify({ ...result, content: undefined })
      : json;
  };
}

type AnyWorker = (setup: never) => (file: never) => Jobs[JobName]['result'];

type WorkerOf<J extends JobName> = (setup: Jobs[J]['setup']) => (file: Jobs[J]['file']) => Jobs[J]['result'];

const WORKERS: { readonly [J in JobName]: WorkerOf<J> } = {
  settings:
    ({ fallback }) =>
    ({ text = '' }) =>
      parseSettings(text, fallback),
  section:
    ({ context }) =>
    ({ section, text = '' }) =>
      parseSection(section, text, context),
  event: ({ folder, context, images }) => {
    const parse = eventParser(context, images ? knownImages(images) : imageReader(folder));
    return ({ slug, path, text: given }) => {
      const text = given ?? readText(folder, path);
      if (typeof text !== 'string') return { path, problems: [text] };
      return { path, hash: hashOf(text), ...parse(slug, path, text) };
    };
  },
  findings:
    ({ folder }) =>
    ({ path, faults, text: given }) => {
      const text = given ?? readText(folder, path);
      // A file that was removed after it was parsed has its problems in line 1.
      return located(path, typeof text === 'string' ? text : '', faults);
    },
};
