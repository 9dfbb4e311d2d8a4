/** Where a folder cannot be watched, it is looked through from time to time, and its changes are found all the same. */
import assert from 'node:assert/strict';
import { type FSWatcher, watch as watchFolder } from 'node:fs';
import { describe, it, type TestContext } from 'node:test';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { FolderWatch, type WatchOptions } from '../../src/serve/watch.ts';
import { eventText } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { until } from '../support/outcome.ts';

/** As the system says it where it gives no more watches. */
function noMoreWatches(code = 'ENOSPC'): Error {
  return Object.assign(new Error(`${code}: System limit for number of file watchers reached`), { code });
}

/** Watches a folder of two events as `serve` does: what it shows is read again whenever the watch says so. */
async function watched(t: TestContext, options: Pick<WatchOptions, 'watchFolder' | 'lookEveryMilliseconds'>) {
  const folder = new EditedFolder({ alpha: eventText(), beta: eventText() });
  const warnings: string[] = [];
  const reader = new FolderReader(folder.root, { now: () => Date.now(), faults: new WriteFaults(assert.fail) });
  let reading = reader.read();
  let readings = 0;
  const watch = new FolderWatch(folder.root, {
    ...options,
    changed: () => {
      readings += 1;
      reading = reading.then(() => reader.read());
    },
    warn: (message) => warnings.push(message),
  });
  t.after(() => watch.close());
  await reading;
  watch.follow(reader.folders);
  const slugs = async () => (await reading).chronology?.events.map(({ slug }) => slug).join(' ');
  return { folder, reader, watch, warnings, slugs, readings: () => readings };
}

describe('a folder that cannot be watched', () => {
  it('is looked through every ten seconds, and why is said once', async (t) => {
    const { warnings, watch, reader } = await watched(t, {
      watchFolder: () => {
        throw noMoreWatches();
      },
    });
    watch.follow(reader.folders);
    assert.deepEqual(warnings, [
      'folders cannot be watched (ENOSPC): looking every 10 seconds instead' +
        '; the system allows more where fs.inotify.max_user_watches is higher',
    ]);
  });

  it('shows what is changed, added and deleted', async (t) => {
    const { folder, slugs, warnings } = await watched(t, {
      watchFolder: () => {
        throw noMoreWatches('EMFILE');
      },
      lookEveryMilliseconds: 20,
    });
    assert.deepEqual(warnings, ['folders cannot be watched (EMFILE): looking every 0.02 seconds instead']);
    assert.equal(await slugs(), 'alpha beta');
    folder.write('new/deep/gamma.yaml', eventText());
    await until('the new one is there', async () => (await slugs()) === 'alpha beta gamma');
    folder.replace('events/alpha.yaml', eventText({ when: '2030' }));
    await until('the changed one has its place', async () => (await slugs()) === 'beta gamma alpha');
    folder.delete('events/beta.yaml');
    await until('the deleted one is gone', async () => (await slugs()) === 'gamma alpha');
  });

  it('is looked through as well once a watch fails that was there, and no watch is left', async (t) => {
    const watches: FSWatcher[] = [];
    const open = new Set<FSWatcher>();
    const { folder, slugs, warnings, watch, reader } = await watched(t, {
      watchFolder: (path) => {
        const one = watchFolder(path, { persistent: false });
        watches.push(one);
        open.add(one);
        one.on('close', () => open.delete(one));
        return one;
      },
      lookEveryMilliseconds: 20,
    });
    assert.equal(open.size, 2);
    assert.deepEqual(warnings, []);
    watches[1]?.emit('error', noMoreWatches());
    assert.equal(warnings.length, 1);
    await until('no watch is open', () => open.size === 0);
    watch.follow(reader.folders);
    assert.equal(watches.length, 2);
    folder.write('events/gamma.yaml', eventText());
    await until('the new one is there', async () => (await slugs()) === 'alpha beta gamma');
  });

  it('is left alone once the watch is closed', async (t) => {
    const { watch, readings } = await watched(t, {
      watchFolder: () => {
        throw noMoreWatches();
      },
      lookEveryMilliseconds: 20,
    });
    await until('it is looked through', () => readings() > 0);
    watch.close();
    const before = readings();
    // Long enough for several looks.
    const end = performance.now() + 100;
    await until('time has passed', () => performance.now() > end);
    assert.equal(readings(), before);
  });
});
