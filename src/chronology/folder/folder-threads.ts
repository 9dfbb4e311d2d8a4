/** Parses a folder's files in threads: the vocabulary, event files, and the lines of what is wrong between files. */
import { threadModule } from '../../program-folder.ts';
import { inSlices } from '../../slices.ts';
import { DEADLINE_SECONDS, type Job, type Loss, runInThreads, type ThreadOptions, warmUp } from '../../threads.ts';
import type { Problem } from '../files/problem.ts';
import { readContextOf, SECTIONS, type Section } from '../schema/vocabulary.ts';
import type { ReadContext } from '../schema/vocabulary-schema.ts';
import type { Files, ReadVocabulary } from './folder.ts';
import { byFile, inOrder } from './folder-findings.ts';
import type { FolderFinding } from './folder-rules.ts';
import type { EventSetup, EventToRead, FileToRead, JobName, Jobs, ReadFile } from './parsing-jobs.ts';
import { DEFAULT_CONTEXT, joinVocabulary, type ReadSection, type ReadSettings } from './vocabulary-parts.ts';

const MODULE = threadModule('chronology/folder/parsing-thread');

/** Has a thread start, so that the next file need not wait for that. */
export function prepareThread(): void {
  warmUp(MODULE);
}

type ParsingJob<J extends JobName> = Omit<Job<Jobs[J]['file'], Jobs[J]['result']>, 'module' | 'job' | 'setup'> & {
  readonly setup: Jobs[J]['setup'];
};

function run<J extends JobName>(name: J, job: ParsingJob<J>, options?: ThreadOptions): Promise<void> {
  return runInThreads({ module: MODULE, job: name, ...job }, options);
}

/**
 * The vocabulary in the texts. A file that is given up counts as one that cannot be read.
 *
 * @param before The languages and time zone to use where those of `chronology.yaml` cannot be read.
 */
export async function readVocabulary(
  files: Files,
  unreadable: ReadonlySet<string>,
  before: ReadContext = DEFAULT_CONTEXT,
): Promise<ReadVocabulary> {
  const fallback = readContextOf(before);
  const unread = new Set(unreadable);
  const given: Problem[] = [];
  const onLoss = ({ path }: FileToRead, loss: Loss) => {
    unread.add(path);
    given.push(lossProblem(path, loss));
  };
  const textsOf = (path: string) => {
    const text = files.get(path);
    return text === undefined ? [] : [{ path, text }];
  };
  let settings: ReadSettings | undefined;
  await run('settings', {
    ...{ setup: { fallback }, files: textsOf('chronology.yaml'), onLoss },
    onResult: (result) => {
      settings = result;
    },
  });
  const { context } = settings ?? { context: fallback };
  const results = new Map<Section, ReadSection>();
  await run('section', {
    ...{ setup: { context }, onLoss },
    files: SECTIONS.flatMap((section) => textsOf(`${section}.yaml`).map((file) => ({ section, ...file }))),
    onResult: (result, { section }) => results.set(section, result),
  });
  const sections = new Map(SECTIONS.flatMap((section) => [[section, results.get(section) ?? NO_SECTION] as const]));
  const { faults, problems, ...vocabulary } = joinVocabulary(settings, sections, unread, fallback);
  const findings = faults.map((fault) => ({ file: 'chronology.yaml', ...fault }));
  return { ...vocabulary, problems: [...given, ...problems, ...(await locate(findings, { texts: files }))] };
}

const NO_SECTION: ReadSection = { entries: {}, isRead: true, problems: [] };

export interface ReadingOptions {
  /** How many threads may parse at once; default: as many as there are processors. */
  readonly threads?: number | undefined;
  /** Called after each file with the number of those that are read, and of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Reads and parses event files, and calls `onRead` for each, in no certain order. */
export async function readEvents(
  setup: EventSetup,
  files: readonly EventToRead[],
  onRead: (read: ReadFile) => void,
  { threads, onProgress }: ReadingOptions = {},
): Promise<void> {
  let done = 0;
  const take = (read: ReadFile) => {
    onRead(read);
    done += 1;
    onProgress?.(done, files.length);
  };
  await run(
    'event',
    {
      ...{ setup, files, onResult: take },
      onLoss: ({ path }, loss) => take({ path, problems: [lossProblem(path, loss)] }),
    },
    { threads },
  );
}

/** All problems of a folder, each with its line and column, in order. */
export async function allProblems(
  own: readonly Problem[],
  findings: readonly FolderFinding[],
  from: TextsFrom,
): Promise<readonly Problem[]> {
  return inSlices(inOrder(own, await locate(findings, from)));
}

/** Where the texts are: on the disk below a folder, or here. */
type TextsFrom = { readonly folder: string } | { readonly texts: Files };

async function locate(findings: readonly FolderFinding[], from: TextsFrom): Promise<readonly Problem[]> {
  const located = new Map<string, readonly Problem[]>();
  const faulty = byFile(findings);
  const folder = 'folder' in from ? from.folder : '';
  await run('findings', {
    ...{ setup: { folder } },
    files: [...faulty].map(([path, faults]) => ({
      ...{ path, faults },
      ...('texts' in from && { text: from.texts.get(path) ?? '' }),
    })),
    onResult: (problems, { path }) => located.set(path, problems),
    onLoss: ({ path, faults }) =>
      located.set(
        path,
        faults.map(({ path: field, fault }) => ({ file: path, line: 1, column: 1, field: field.join('.'), ...fault })),
      ),
  });
  return [...faulty.keys()].flatMap((path) => located.get(path) ?? []);
}

/** The words for a file that was given up. */
const LOSSES: Readonly<Record<Loss, string>> = {
  time: `could not be read within ${DEADLINE_SECONDS} seconds`,
  memory: 'takes more memory than there is for a file',
  depth: 'nested too deeply, or too long',
};

function lossProblem(file: string, loss: Loss): Problem {
  const advice = 'a shorter file: split it, or leave out what it repeats';
  return { kind: 'file', file, line: 1, column: 1, field: '', message: LOSSES[loss], advice };
}
