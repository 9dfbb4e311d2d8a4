/** `annals export`: the whole site as a folder of files. */
import { isAbsolute, relative, resolve } from 'node:path';
import { todayBy } from '../chronology/dates/day.ts';
import { grouped } from '../chronology/files/source/numbers.ts';
import { FolderReader } from '../chronology/folder/folder-reader.ts';
import { WriteFaults } from '../chronology/kept/sealed-file.ts';
import { reportOf } from '../chronology/report/report.ts';
import { formatReport } from '../chronology/report/text.ts';
import { FolderRefused, type Published, SiteFolder } from '../export/site-folder.ts';
import { VIEWS_FOLDER } from '../program-folder.ts';
import { clashOf } from '../serve/live-folder.ts';
import { type Environment, misspeltSettings, parseSettings } from '../serve/settings.ts';
import { NotCompiled } from '../web/export/export-assets.ts';
import { HostRules } from '../web/export/host-rules.ts';
import { siteFiles, typeOf } from '../web/export/site-files.ts';
import { loadSite, type Site } from '../web/site/site.ts';
import { readArguments } from './arguments.ts';
import { type OnProgress, withProgress } from './progress.ts';
import { EXPORT, readable, UsageError } from './usage.ts';

/** @param now The time, in milliseconds since 1970. */
export async function exportSite(args: readonly string[], env: Environment, now: () => number): Promise<number> {
  const { folder, values } = readArguments(EXPORT, args);
  if (folder === undefined) throw new UsageError('export needs the folder to write to', EXAMPLE);
  const parsed = parseSettings({ ...env, ...(values['base-url'] !== undefined && { BASE_URL: values['base-url'] }) });
  if ('errors' in parsed) throw new UsageError(parsed.errors.join('\n        '));
  const { eventsDir, baseUrl, cacheDir, streamOver, websubHub } = parsed.settings;
  if (baseUrl === undefined) throw new UsageError('export needs the address that readers will use', EXAMPLE);
  const inside = relative(resolve(eventsDir), resolve(folder));
  if (!inside.startsWith('..') && !isAbsolute(inside))
    throw new UsageError(`${folder} is in the chronology's folder: write a folder outside of it`);
  const warn = (message: string) => console.error(`annals: ${message}`);
  for (const line of misspeltSettings(env)) warn(line);
  const { chronology, problems, eventCount } = await withProgress((onProgress) => {
    const faults = new WriteFaults(warn);
    const reader = new FolderReader(eventsDir, {
      cacheFolder: cacheDir,
      now,
      faults,
      ...(onProgress && { onProgress }),
    });
    return readable(eventsDir, async () => {
      const read = await reader.read();
      await reader.written();
      return read;
    });
  });
  if (!chronology) {
    console.error(formatReport(reportOf(problems, eventsDir, eventCount)));
    console.error('annals: nothing is written; mend these problems first');
    return 1;
  }
  const clash = clashOf(baseUrl, chronology.vocabulary.settings.languages);
  if (clash !== undefined)
    throw new UsageError(`the path of the address begins with /${clash}/, which is an address of the chronology`);
  // Each day once, however long it takes: a file names another day than the next one where midnight passes.
  const started = now();
  const site = { ...loadSite(chronology, VIEWS_FOLDER, baseUrl, streamOver, eventsDir), hub: websubHub };
  try {
    const { files, written, removed } = await withProgress(
      (onProgress) =>
        write(
          site,
          folder,
          todayBy(() => started),
          onProgress,
        ),
      process.stderr,
      'written',
    );
    console.log(
      `annals: ${grouped(files)} files in ${folder}, with compressed ones beside them: ${grouped(written)} written, ${grouped(removed)} removed`,
    );
    return 0;
  } catch (error) {
    if (error instanceof FolderRefused)
      throw new UsageError(`${folder} ${error.message}`, 'nothing there is changed: write to a folder of its own');
    if (error instanceof NotCompiled)
      throw new UsageError(error.message, '`npm run build` compiles it, for dist/main.js');
    throw error;
  }
}

const EXAMPLE = 'such as `annals export site --base-url https://example.org/chronology`';

async function write(
  site: Site,
  folder: string,
  today: (timeZone: string) => string,
  onProgress: OnProgress | undefined,
): Promise<Published> {
  const target = await SiteFolder.open(folder);
  try {
    const { files, redirects, total } = siteFiles(site, VIEWS_FOLDER, today);
    const rules = new HostRules(site);
    const homes = site.chronology.vocabulary.settings.languages.map((language) => `/${language}/`);
    let done = 0;
    for await (const file of files) {
      rules.add(file);
      await target.put({ ...file, type: typeOf(file.headers), isPopular: homes.includes(file.path) });
      done += 1;
      onProgress?.(done, total());
    }
    for (const { file, text } of rules.files(redirects))
      await target.put({ file, path: `/${file}`, type: PLAIN, bytes: Buffer.from(text), isPopular: undefined });
    return await target.publish();
  } finally {
    await target.close();
  }
}

const PLAIN = 'text/plain; charset=utf-8';
