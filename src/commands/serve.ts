/** `annals serve`: the service, the signals it obeys, and what it prints for the operator. */
import { join } from 'node:path';
import { todayBy } from '../chronology/dates/day.ts';
import { counted } from '../chronology/files/source/numbers.ts';
import { FolderReader } from '../chronology/folder/folder-reader.ts';
import { PACKAGE_FOLDER } from '../program-folder.ts';
import { FolderFault, LiveFolder, type Report, SettingFault } from '../serve/live-folder.ts';
import { type Environment, parseSettings } from '../serve/settings.ts';
import { FolderWatch } from '../serve/watch.ts';
import { readArguments } from './arguments.ts';
import { type OnProgress, withProgress } from './progress.ts';
import { readable, SERVE, UsageError } from './usage.ts';

const VIEWS = join(PACKAGE_FOLDER, 'views');

/** @param now The time, in milliseconds since 1970. */
export async function serve(args: readonly string[], env: Environment, now: () => number): Promise<number> {
  readArguments(SERVE, args);
  const parsed = parseSettings(env);
  if ('errors' in parsed) throw new UsageError(parsed.errors.join('\n        '));
  const { settings } = parsed;
  const { eventsDir } = settings;
  const warn = (message: string) => console.error(`annals: ${message}`);
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
  const reader = new FolderReader(eventsDir, {
    ...{ cacheFolder: settings.cacheDir, now, warn },
    onProgress: (done, total) => onProgress?.(done, total),
  });
  const watch = settings.watch
    ? new FolderWatch(eventsDir, {
        stirred: () => reader.prepare(),
        changed: (touched) => live?.reload(touched),
        warn,
      })
    : undefined;
  const first = await withProgress((show) => {
    onProgress = show;
    return readable(eventsDir, () => reader.read());
  });
  // Later readings are told of once they are done.
  onProgress = undefined;
  try {
    live = await LiveFolder.start(first, {
      settings,
      reader,
      viewsFolder: VIEWS,
      today: todayBy(now),
      warn,
      logError: (error) => console.error(error),
      report: (report) => {
        watch?.follow(reader.folders);
        print(report);
      },
    });
  } catch (error) {
    if (error instanceof SettingFault) throw new UsageError(error.message);
    if (!(error instanceof FolderFault)) throw error;
    console.error(
      `${error.message}\nannals: not started; mend these problems first (\`annals check\` prints them again)`,
    );
    return 1;
  }
  watch?.follow(reader.folders);
  console.log(`annals: ${counted(first.eventCount, 'event')} of ${eventsDir} at ${live.baseUrl}/ (port ${live.port})`);
  if (isAskedToReload) live.reload(undefined, true);
  await stopped;
  watch?.close();
  await live.stop();
  await reader.written();
  // The views that are still being made for later readers would keep the process alive for as long as that takes.
  process.exit(0);
}

function print({ isGood, text }: Report): void {
  if (text === undefined) return;
  if (isGood) console.log(`annals: ${text}`);
  else console.error(`${text}\nannals: not taken over; readers keep getting what was served before`);
}

/** Resolves when the process is asked to end. Asked a second time, it ends at once, as the signal has it. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}
