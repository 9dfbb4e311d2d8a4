/** `annals serve`: the service, the signals it obeys, and what it prints for the operator. */
import { join } from 'node:path';
import { dayAt } from '../chronology/dates/day.ts';
import { counted } from '../chronology/files/problem.ts';
import { FolderReader } from '../chronology/folder/folder-reader.ts';
import { parseConfig } from '../serve/config.ts';
import { FolderFault, type Report, type Serving, SettingFault, startServing } from '../serve/live-folder.ts';
import { FolderWatch } from '../serve/watch.ts';
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
  const { eventsDir } = config;
  const warn = (message: string) => console.error(`annals: ${message}`);
  const stopped = stopSignal();
  let serving: Serving | undefined;
  void stopped.then(() => {
    // Until it answers, no answer is under way that could be finished.
    if (!serving) process.exit(0);
  });
  let isAskedToReload = false;
  process.on('SIGHUP', () => {
    if (serving) serving.reload(undefined, true);
    else isAskedToReload = true;
  });
  const reader = new FolderReader(eventsDir, { cacheFolder: config.cacheDir, now, warn });
  const watch = config.watch
    ? new FolderWatch(eventsDir, { changed: (touched) => serving?.reload(touched), warn })
    : undefined;
  try {
    const first = await readable(eventsDir, () => reader.read());
    serving = await startServing({
      config,
      reader,
      first,
      viewsFolder: VIEWS,
      today: (timeZone) => dayAt(now(), timeZone),
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
  console.log(
    `annals: ${counted(serving.eventCount, 'event')} of ${eventsDir} at ${serving.baseUrl}/ (port ${serving.port})`,
  );
  if (isAskedToReload) serving.reload(undefined, true);
  await stopped;
  watch?.close();
  await serving.stop();
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
