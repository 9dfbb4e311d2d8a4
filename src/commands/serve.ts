/** `annals serve`: the service in one process or in several, what it is told by signals, and what it tells the operator. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { dayAt } from '../chronology/dates/day.ts';
import { counted } from '../chronology/files/problem.ts';
import { FolderReader } from '../chronology/folder/folder-reader.ts';
import { type Config, parseConfig } from '../serve/config.ts';
import { FolderFault, type Report, type Serving, SettingFault, startServing } from '../serve/live-folder.ts';
import { FolderWatch } from '../serve/watch.ts';
import { Crew, type LineToLead, lineToLead, NoWorker, ROLE_VARIABLE, type Role } from '../serve/workers.ts';
import { type Environment, readable, UsageError } from './usage.ts';

/** Beside the program's folder, in the sources and in the build alike. */
const VIEWS = join(import.meta.dirname, '..', '..', 'views');

/** @param now The time, in milliseconds since 1970. */
export async function serve(args: readonly string[], env: Environment, now: () => number): Promise<number> {
  if (args.length > 0)
    throw new UsageError(`serve takes no arguments, but ${args.join(' ')}; its settings are in the environment`);
  const parsed = parseConfig(env);
  if ('errors' in parsed) throw new UsageError(parsed.errors.join('\n        '));
  const { config } = parsed;
  const count = workerCount(config);
  const lead = lineToLead();
  if (count > 1 && !lead) return serveWithWorkers(config, count);
  try {
    return await serveHere(config, { lead, isFirst: env[ROLE_VARIABLE] !== ('other' satisfies Role), now });
  } finally {
    // However it ends: a line that is held keeps a process from ending.
    lead?.hangUp();
  }
}

function workerCount({ workers }: Config): number {
  return workers ?? availableParallelism();
}

/** Answers in this process, by itself or as one of several. */
async function serveHere(
  config: Config,
  { lead, isFirst, now }: { lead: LineToLead | undefined; isFirst: boolean; now: () => number },
): Promise<number> {
  const stopped = stopSignal(lead !== undefined);
  const reader = new FolderReader(config.eventsDir, {
    cacheFolder: config.cacheDir,
    writesCache: isFirst,
    // Workers read at the same time, and share the processors.
    threads: Math.max(1, Math.floor(availableParallelism() / (lead ? workerCount(config) : 1))),
    now,
    warn: (message) => console.error(`annals: ${message}`),
  });
  let serving: Serving | undefined;
  void stopped.then(() => {
    // Until it answers, there is nothing to finish. Workers end with their lead.
    if (!serving && !lead) process.exit(0);
  });
  let atStart: { readonly isAsked: boolean } | undefined;
  const reload = (touched: ReadonlySet<string> | undefined, isAsked = false): void => {
    if (serving) serving.reload(touched, isAsked);
    else atStart = { isAsked: isAsked || atStart?.isAsked === true };
  };
  // Sent to the whole group of processes, it is for the lead to act upon.
  process.on('SIGHUP', () => {
    if (!lead) reload(undefined, true);
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
    today: (timeZone: string) => dayAt(now(), timeZone),
    logError: (error: unknown) => console.error(error),
    report,
  };
  try {
    const first = await readable(config.eventsDir, () => reader.read());
    serving = await startServing({ ...options, first });
  } catch (error) {
    if (error instanceof SettingFault) throw new UsageError(error.message);
    if (!(error instanceof FolderFault)) throw error;
    // Of workers that cannot start, the lead tells.
    if (lead) lead.tell({ kind: 'refused', text: error.message });
    else console.error(refusal(error.message));
    return 1;
  }
  const line = `annals: ${counted(serving.eventCount, 'event')} of ${config.eventsDir} at ${config.baseUrl}/ (port ${serving.port})`;
  if (lead) {
    lead.onAsked(reload);
    // The others start only now, and are to find what this one has parsed.
    if (isFirst) await reader.written();
    lead.tell({ kind: 'started', line, folders: [...reader.folders] });
  } else {
    watch?.follow(reader.folders);
    tellStart(config, line);
  }
  if (atStart) reload(undefined, atStart.isAsked);
  await stopped;
  watch?.close();
  await serving.stop();
  await reader.written();
  // What is still being made for readers to come would keep the process for as long as that takes.
  process.exit(0);
}

/** Has other processes answer. */
async function serveWithWorkers(config: Config, count: number): Promise<number> {
  const stopped = stopSignal();
  let crew: Crew | undefined;
  void stopped.then(() => {
    if (!crew) process.exit(0);
  });
  let atStart: { readonly isAsked: boolean } | undefined;
  const reload = (touched: ReadonlySet<string> | undefined, isAsked = false): void => {
    if (crew) crew.reload(touched, isAsked);
    else atStart = { isAsked: isAsked || atStart?.isAsked === true };
  };
  process.on('SIGHUP', () => reload(undefined, true));
  const watch = config.watch ? watchOf(config, reload) : undefined;
  try {
    const warn = (line: string) => console.error(line);
    const started = await Crew.start({ count, warn, report: print, read: (folders) => watch?.follow(folders) });
    crew = started.crew;
    tellStart(config, started.line);
  } catch (error) {
    if (!(error instanceof NoWorker)) throw error;
    if (error.problems !== undefined) console.error(refusal(error.problems));
    return error.exitCode;
  }
  if (atStart) reload(undefined, atStart.isAsked);
  await stopped;
  watch?.close();
  await crew.stop();
  return 0;
}

function tellStart({ warnings }: Config, line: string): void {
  for (const warning of warnings) console.error(`annals: ${warning}`);
  console.log(line);
}

function refusal(problems: string): string {
  return `${problems}\nannals: not started; mend these problems first (\`annals check\` prints them again)`;
}

function watchOf({ eventsDir }: Config, changed: (touched: ReadonlySet<string> | undefined) => void): FolderWatch {
  return new FolderWatch(eventsDir, { changed, warn: (message) => console.error(`annals: ${message}`) });
}

function print({ isGood, text }: Report): void {
  if (text === undefined) return;
  if (isGood) console.log(`annals: ${text}`);
  else console.error(`${text}\nannals: not taken over; readers keep getting what was served before`);
}

/**
 * Resolves when the process is asked to end. Asked again, it ends at once, unless it is a worker: what is sent to the whole
 * group of processes reaches it twice, from whoever sent it and from its lead, who does not wait for it for ever.
 */
function stopSignal(isWorker = false): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process[isWorker ? 'on' : 'once'](signal, () => resolve());
  });
}
