/** `annals serve`: the service, the signals it obeys, and what it prints for the operator. */
import { todayBy } from '../chronology/dates/day.ts';
import { counted } from '../chronology/files/source/numbers.ts';
import { FolderReader } from '../chronology/folder/folder-reader.ts';
import { LastGood } from '../chronology/kept/last-good.ts';
import { WriteFaults } from '../chronology/kept/sealed-file.ts';
import { VIEWS_FOLDER } from '../program-folder.ts';
import { type FirstReading, FolderFault, LiveFolder, type Report, SettingFault } from '../serve/live-folder.ts';
import { type Log, openLog } from '../serve/log.ts';
import { describeSettings, type Environment, misspeltSettings, parseSettings } from '../serve/settings.ts';
import { FolderWatch } from '../serve/watch.ts';
import { readArguments } from './arguments.ts';
import { type OnProgress, withProgress } from './progress.ts';
import { readable, SERVE, UsageError } from './usage.ts';

/** @param now The time, in milliseconds since 1970. */
export async function serve(args: readonly string[], env: Environment, now: () => number): Promise<number> {
  const { values } = readArguments(SERVE, args);
  const parsed = parseSettings(env);
  if ('errors' in parsed) throw new UsageError(parsed.errors.join('\n        '));
  const { settings } = parsed;
  if (values['print-config']) {
    console.log(describeSettings(env).join('\n'));
    for (const line of misspeltSettings(env)) console.error(line);
    return 0;
  }
  const log = openLog(settings.logFormat, {
    out: (text) => console.log(text),
    error: (text) => console.error(text),
  });
  const { eventsDir } = settings;
  const { warn } = log;
  for (const line of misspeltSettings(env)) warn(line);
  let live: LiveFolder | undefined;
  const stopped = stopSignal();
  void stopped.then(() => {
    // While the folder is read for the first time, no answer is under way that could be finished.
    if (!live) process.exit(0);
  });
  let isAskedToReload = false;
  process.on('SIGHUP', () => {
    if (live) live.reload(undefined, true);
    else isAskedToReload = true;
  });
  let onProgress: OnProgress | undefined;
  let unread: UsageError | undefined;
  const faults = new WriteFaults(warn);
  const reader = new FolderReader(eventsDir, {
    ...{ cacheFolder: settings.cacheDir, now, faults },
    onProgress: (done, total) => onProgress?.(done, total),
  });
  const lastGood = settings.cacheDir === undefined ? undefined : new LastGood(settings.cacheDir, eventsDir, faults);
  const watch = settings.watch
    ? new FolderWatch(eventsDir, {
        stirred: () => reader.prepare(),
        changed: (touched) => live?.reload(touched),
        warn,
      })
    : undefined;
  const begin = now();
  const first = await withProgress<FirstReading>((show) => {
    onProgress = show;
    return readable(eventsDir, () => reader.read());
  }).catch((error: unknown) => {
    // A disk that is not there yet may come.
    if (!(error instanceof UsageError) || !lastGood || settings.strict) throw error;
    unread = error;
    return { unreadable: `not read: ${error.message}` };
  });
  // Later readings are told of once they are done.
  onProgress = undefined;
  try {
    live = await LiveFolder.start(first, {
      settings,
      reader,
      lastGood,
      now,
      begin,
      viewsFolder: VIEWS_FOLDER,
      today: todayBy(now),
      warn,
      logError: log.fault,
      logAccess: log.access,
      report: (report) => {
        watch?.follow(reader.folders);
        tell(log, report);
      },
    });
  } catch (error) {
    if (error instanceof SettingFault) throw new UsageError(error.message);
    if (!(error instanceof FolderFault)) throw error;
    if (unread) throw unread;
    console.error(
      `${error.message}\nannals: not started; mend these problems first (\`annals check\` prints them again)`,
    );
    return 1;
  }
  watch?.follow(reader.folders);
  const { eventCount, readMilliseconds } = live.health;
  const time = new Date(readMilliseconds).toISOString();
  if (live.problems !== undefined)
    log.problems(
      live.problems,
      `THE FOLDER HAS PROBLEMS: serving it as it was at ${time}, until they are mended (STRICT=on refuses to start)`,
    );
  const state = live.problems === undefined ? '' : ` as of ${time}`;
  log.info(`${counted(eventCount, 'event')} of ${eventsDir}${state} at ${live.baseUrl}/ (port ${live.port})`);
  if (live.adminPort !== undefined) log.info(`for operators: /metrics and /doctor (admin port ${live.adminPort})`);
  if (isAskedToReload) live.reload(undefined, true);
  await stopped;
  log.info(`stopping: connections are taken for ${counted(Math.max(settings.stopDelay, 1), 'second')} at most`);
  watch?.close();
  await live.stop();
  await reader.written();
  await lastGood?.written();
  log.info('stopped');
  // The views that are still being made for later readers would keep the process alive for as long as that takes.
  process.exit(0);
}

function tell(log: Log, { isGood, text }: Report): void {
  if (text === undefined) return;
  if (isGood) log.info(text);
  else log.problems(text, 'not taken over; readers keep getting what was served before');
}

/** Resolves when the process is asked to end. Asked a second time, it ends at once, as the signal has it. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
