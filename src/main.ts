/** The command line: what it takes from its arguments, the environment and the clock, and the exit codes it gives. */
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkCitations, coverage, type Documents } from './chronology/citation.ts';
import { checkCorrections } from './chronology/corrections.ts';
import { dayAt } from './chronology/day.ts';
import { FolderReader } from './chronology/folder-reader.ts';
import { loadFolderAt } from './chronology/git.ts';
import { jsonSchemas } from './chronology/json-schema.ts';
import { type LoadedFolder, loadDocuments, loadFolder } from './chronology/load.ts';
import { compareProblems, counted, formatReport, type Problem } from './chronology/problem.ts';
import { FolderWatch } from './chronology/watch.ts';
import { type Config, eventsDirOf, parseConfig } from './web/config.ts';
import { FolderFault, type Report, type Serving, SettingFault, startServing } from './web/serving.ts';
import { Crew, type LineToLead, lineToLead, NoWorker, ROLE_VARIABLE, type Role } from './web/workers.ts';

/** Beside this file's folder, in the sources and in the build alike. */
const VIEWS = join(import.meta.dirname, '..', 'views');

const HELP = `annals: a chronology as a timeline, a calendar and a feed

  annals serve
      Serves the chronology. From the environment:
        EVENTS_DIR   the chronology's folder                         (default: events)
        HOST         the address to listen on                        (default: all addresses)
        PORT         the port to listen on                           (default: 3000)
        BASE_URL     the address that readers use, with any path     (default: http://localhost:3000)
        WATCH        on: changes of the folder are served as they come; off: only on SIGHUP  (default: on)
        WORKERS      how many processes answer, or auto: one for each processor              (default: 1)
        CACHE_DIR    where parsed events are kept for the next start; off: nowhere           (default: .cache)
      Refuses to start where the folder has problems, and prints them. Problems that come up later are printed as well,
      and readers keep getting what was served before. SIGHUP has the folder read again.

  annals check [folder] [--coverage] [--sources DIR] [--against REV]
      Prints every problem of every file of the folder (default: EVENTS_DIR, or events).
        --coverage      lists, for each source, which paragraphs are cited by which events and which by none
        --sources DIR   DIR holds the documents: each cited paragraph must exist and contain the cited wording
        --against REV   REV is a git revision, such as HEAD: what changed in the folder since then must reach
                        subscribers (by a revision, by a tombstone) and leave every identity where it is

  annals schema [folder]
      Writes the JSON Schemas of the chronology's files to .schema in the folder, for editors.

  Exit codes: 0 all is well, 1 the chronology has problems, 2 the command or its settings are wrong.`;

/** A command or setting that makes no sense, which is the caller's to mend. */
class UsageError extends Error {}

async function serve(args: readonly string[]): Promise<number> {
  if (args.length > 0)
    throw new UsageError(`serve takes no arguments, but ${args.join(' ')}; its settings are in the environment`);
  const parsed = parseConfig(process.env);
  if ('errors' in parsed) throw new UsageError(parsed.errors.join('\n        '));
  const { config } = parsed;
  const count = config.workers ?? availableParallelism();
  const lead = lineToLead();
  if (count > 1 && !lead) return serveWithWorkers(config, count);
  try {
    return await serveHere(config, lead);
  } finally {
    // However it ends: a line that is held keeps a process from ending.
    lead?.hangUp();
  }
}

/** Answers in this process, by itself or as one of several. */
async function serveHere(config: Config, lead: LineToLead | undefined): Promise<number> {
  const stopped = stopSignal();
  const reader = await readable(
    config.eventsDir,
    async () =>
      new FolderReader(config.eventsDir, {
        cacheFolder: config.cacheDir,
        writesCache: process.env[ROLE_VARIABLE] !== ('other' satisfies Role),
        now: () => Date.now(),
        warn: (message) => console.error(`annals: ${message}`),
      }),
  );
  let serving: Serving | undefined;
  let isAskedAtStart = false;
  const reload = (touched: ReadonlySet<string> | undefined): void => {
    if (serving) serving.reload(touched);
    else isAskedAtStart = true;
  };
  // Sent to the whole group of processes, it is for the lead to act upon.
  process.on('SIGHUP', () => {
    if (!lead) reload(undefined);
  });
  const watch = config.watch && !lead ? watchOf(config, reload) : undefined;
  const report = (report: Report) => {
    const folders = [...reader.folders];
    watch?.follow(folders);
    if (lead) lead.tell({ kind: 'read', report, folders });
    else print(report);
  };
  const options = {
    config,
    reader,
    viewsFolder: VIEWS,
    today: (timeZone: string) => dayAt(Date.now(), timeZone),
    logError: (error: unknown) => console.error(error),
    report,
  };
  try {
    serving = await readable(config.eventsDir, () => startServing(options));
  } catch (error) {
    if (error instanceof SettingFault) throw new UsageError(error.message);
    if (!(error instanceof FolderFault)) throw error;
    console.error(
      `${error.message}\nannals: not started; mend these problems first (\`annals check\` prints them again)`,
    );
    return 1;
  }
  const line = `annals: ${counted(serving.eventCount, 'event')} of ${config.eventsDir} at ${config.baseUrl}/ (port ${serving.port})`;
  if (lead) {
    lead.onAsked(reload);
    lead.tell({ kind: 'started', line, folders: [...reader.folders] });
  } else {
    watch?.follow(reader.folders);
    printStart(config, line);
  }
  if (isAskedAtStart) reload(undefined);
  await stopped;
  watch?.close();
  await serving.stop();
  return 0;
}

/** Has other processes answer. */
async function serveWithWorkers(config: Config, count: number): Promise<number> {
  const stopped = stopSignal();
  let crew: Crew | undefined;
  let changedAtStart = false;
  const reload = (touched: ReadonlySet<string> | undefined): void => {
    if (crew) crew.reload(touched);
    else changedAtStart = true;
  };
  process.on('SIGHUP', () => reload(undefined));
  const watch = config.watch ? watchOf(config, reload) : undefined;
  try {
    const warn = (line: string) => console.error(line);
    const started = await Crew.start({ count, warn, report: print, read: (folders) => watch?.follow(folders) });
    crew = started.crew;
    printStart(config, started.line);
  } catch (error) {
    if (error instanceof NoWorker) return error.exitCode;
    throw error;
  }
  if (changedAtStart) reload(undefined);
  await stopped;
  watch?.close();
  await crew.stop();
  return 0;
}

function printStart({ warnings }: Config, line: string): void {
  for (const warning of warnings) console.error(`annals: ${warning}`);
  console.log(line);
}

function watchOf({ eventsDir }: Config, changed: (touched: ReadonlySet<string> | undefined) => void): FolderWatch {
  return new FolderWatch(eventsDir, { changed, warn: (message) => console.error(`annals: ${message}`) });
}

function print({ isGood, text }: Report): void {
  if (text === undefined) return;
  if (isGood) console.log(`annals: ${text}`);
  else console.error(`${text}\nannals: not taken over; readers keep getting what was served before`);
}

/** Resolves when the process is asked to end. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = options(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        coverage: { type: 'boolean', default: false },
        sources: { type: 'string' },
        against: { type: 'string' },
      },
    }),
  );
  if (positionals.length > 1) throw new UsageError(`check takes one folder, not ${positionals.length}`);
  const folder = positionals[0] ?? eventsDirOf(process.env);
  const loaded = await load(folder);
  const problems: Problem[] = [...loaded.problems];
  let documents: Documents = new Map();
  if (loaded.chronology && values.sources !== undefined) {
    documents = await readable(values.sources, () =>
      loadDocuments(values.sources ?? '', loaded.chronology?.sources ?? {}),
    );
    problems.push(...checkCitations(loaded.chronology, loaded.files, documents));
    for (const [id, { file }] of Object.entries(loaded.chronology.sources))
      if (file === undefined) console.log(`not verified: ${id}, for sources.yaml names no file of it`);
  }
  if (values.against !== undefined) problems.push(...(await corrections(loaded, folder, values.against)));
  if (values.coverage && loaded.chronology) printCoverage(loaded, documents);
  printProblems(problems.sort(compareProblems), folder, loaded.eventCount);
  if (values.coverage && !loaded.chronology) console.error('The coverage is listed once these problems are mended.');
  return problems.length > 0 ? 1 : 0;
}

/** What changed since a git revision otherwise than subscribers can follow; says what was compared. */
async function corrections(loaded: LoadedFolder, folder: string, revision: string): Promise<readonly Problem[]> {
  if (revision.trim() === '') throw new UsageError('--against names no git revision; write one, such as HEAD');
  const read = await loadFolderAt(folder, revision, process.env);
  if (!read.ok) throw new UsageError(`--against: ${read.fault}`);
  const { commit, isShallow } = read.value;
  const { problems, notCompared, eventsThen } = checkCorrections(loaded, read.value);
  const then = `${revision} (${commit.slice(0, 7)})`;
  if (eventsThen === 0) console.log(`nothing to compare: ${folder} had no event file at ${then}`);
  else console.log(`compared with ${then}: ${counted(eventsThen, 'event')} then, ${loaded.eventCount} now`);
  for (const clause of notCompared) console.log(`not compared: ${clause}`);
  if (isShallow)
    console.log('not known: slugs used before the oldest commit, for the history of the repository is shallow');
  return problems;
}

async function schema(args: readonly string[]): Promise<number> {
  if (args.length > 1) throw new UsageError(`schema takes one folder, not ${args.length}`);
  const folder = args[0] ?? eventsDirOf(process.env);
  const { chronology, problems, eventCount } = await load(folder);
  if (!chronology) {
    printProblems(problems, folder, eventCount);
    return 1;
  }
  await mkdir(join(folder, '.schema'), { recursive: true });
  for (const [name, made] of jsonSchemas(chronology)) {
    const file = join(folder, '.schema', `${name}.json`);
    await writeFile(file, `${JSON.stringify(made, null, 2)}\n`);
    console.log(file);
  }
  return 0;
}

function printCoverage({ chronology }: LoadedFolder, documents: Documents): void {
  if (!chronology) return;
  for (const { source, paragraphs, complete } of coverage(chronology, documents)) {
    console.log(`${source}`);
    for (const { paragraph, events } of paragraphs)
      console.log(`  ${String(paragraph).padStart(3)}  ${events.length === 0 ? 'none' : events.join(' ')}`);
    const cited = paragraphs.filter(({ events }) => events.length > 0).length;
    const none = paragraphs.filter(({ events }) => events.length === 0).map(({ paragraph }) => paragraph);
    console.log(
      complete
        ? `  ${cited} of ${paragraphs.length} paragraphs cited; by none: ${none.join(' ') || '-'}\n`
        : `  ${cited} paragraphs cited; how many there are is not known (\`paragraphs\` in sources.yaml, or --sources)\n`,
    );
  }
}

function printProblems(problems: readonly Problem[], folder: string, eventCount: number): void {
  const report = formatReport(problems, folder, eventCount);
  if (problems.length === 0) console.log(report);
  else console.error(report);
}

async function load(folder: string): Promise<LoadedFolder> {
  return readable(folder, () => loadFolder(folder));
}

/** Runs what reads a folder, and says plainly when there is none. */
async function readable<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`no folder at ${resolve(folder)}`);
    if (code === 'EACCES') throw new UsageError(`${resolve(folder)} may not be read by this user`);
    throw error;
  }
}

function options<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return serve(args);
    case 'check':
      return check(args);
    case 'schema':
      return schema(args);
    case 'help':
    case '--help':
    case '-h':
      console.log(HELP);
      return 0;
    default:
      throw new UsageError(command === undefined ? 'a command is missing' : `no command ${command}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`annals: ${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}
