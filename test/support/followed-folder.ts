/** A chronology's folder that is served while it changes, in this process, as `serve` does it. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { LiveFolder, type Report } from '../../src/serve/live-folder.ts';
import { parseSettings } from '../../src/serve/settings.ts';
import { FolderWatch } from '../../src/serve/watch.ts';
import type { EditedFolder } from './edited-folder.ts';
import type { Environment } from './environment.ts';
import { until } from './outcome.ts';
import { TODAY, VIEWS } from './service.ts';

/** Stopped after the file's tests. @param env Settings besides those of where it is and where it listens. */
export async function follow(folder: EditedFolder, env: Environment) {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const reports: Report[] = [];
  const own = { EVENTS_DIR: folder.root, PORT: '0', HOST: '127.0.0.1', CACHE_DIR: 'off' };
  const parsed = parseSettings({ ...own, ...env });
  assert.ok('settings' in parsed);
  const reader = new FolderReader(folder.root, { now: () => Date.now(), faults: new WriteFaults(assert.fail) });
  const live = await LiveFolder.start(await reader.read(), {
    settings: parsed.settings,
    reader,
    lastGood: undefined,
    now: () => Date.now(),
    begin: Date.now(),
    logAccess: () => assert.fail('nobody asked for it'),
    viewsFolder: VIEWS,
    today: () => TODAY,
    logError: assert.ifError,
    warn,
    report: (report) => {
      watch.follow(reader.folders);
      if (report.text !== undefined) reports.push(report);
    },
  });
  const watch = new FolderWatch(folder.root, { changed: (touched) => live.reload(touched), warn });
  watch.follow(reader.folders);
  after(async () => {
    watch.close();
    await live.stop();
  });
  /** Does an edit, and waits until it is served. */
  const edit = async (change: (folder: EditedFolder) => void) => {
    const count = reports.length;
    change(folder);
    await until('the edit', () => reports.length > count && reports.at(-1)?.isGood);
  };
  return { live, edit, warnings };
}
