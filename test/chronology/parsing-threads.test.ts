/** Files parsed by threads are what one after another gives; a file that a thread fails at is given up, and no other. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, it } from 'node:test';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import type { ReadFile } from '../../src/chronology/folder/parsing-jobs.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { runInThreads } from '../../src/threads.ts';
import { eventText } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';

describe('many files', () => {
  it('are read by threads as by one process', async () => {
    const folder = new EditedFolder({ alpha: eventText() });
    const COUNT = 520;
    for (let index = 0; index < COUNT; index += 1)
      writeFileSync(
        join(folder.root, 'events', `many-${index}.yaml`),
        eventText({ title: { en: `Many ${index}`, ja: '多' }, relations: { related: ['alpha'] } }),
      );
    const reader = new FolderReader(folder.root, { now: () => Date.now(), faults: new WriteFaults(assert.fail) });
    const assertReads = async (parsedCount: number) => {
      const loaded = await loadFolder(folder.root);
      const reading = await reader.read();
      assert.deepEqual(reading.problems, loaded.problems);
      assert.deepEqual(reading.chronology, loaded.chronology);
      assert.deepEqual([reading.eventCount, reading.parsedCount], [COUNT + 1, parsedCount]);
    };
    await assertReads(COUNT + 1);
    for (let index = 0; index < COUNT; index += 1)
      writeFileSync(
        join(folder.root, 'events', `many-${index}.yaml`),
        eventText(index % 100 === 0 ? { when: 'March 2023', typ: 'x' } : { when: '2023-03' }),
      );
    await assertReads(COUNT);
  });
});

/** What becomes of files of which a thread that is at them fails or never ends. */
async function readWithFailures(paths: readonly string[], deadlineSeconds: number) {
  const results = new Map<string, string>();
  const setup = { folder: '', context: { languages: ['en' as const], timeZone: 'UTC' } };
  const files = paths.map((path) => ({ path, slug: path.replace('.yaml', ''), text: eventText() }));
  const module = join(import.meta.dirname, '..', 'support', `failing-thread${extname(import.meta.filename)}`);
  await runInThreads(
    {
      ...{ module, job: 'event', setup, files },
      onResult: (result: ReadFile, { path }) => {
        assert.equal(result.path, path);
        assert.ok(!results.has(path), `${path} has one result`);
        results.set(path, 'read');
      },
      onLoss: ({ path }, loss) => results.set(path, loss),
    },
    { deadlineSeconds, mostMebibytes: 64 },
  );
  return results;
}

describe('a file that a thread does not come back from', () => {
  it('is given up with the reason, and every other file is read', async () => {
    const good = Array.from({ length: 120 }, (_, index) => `good-${index}.yaml`);
    const read = Object.fromEntries(good.map((path) => [path, 'read']));
    const among = (...bad: readonly string[]) => [...good.slice(0, 30), ...bad, ...good.slice(30)];
    assert.deepEqual(Object.fromEntries(await readWithFailures(among('endless.yaml'), 2)), {
      ...{ ...read, 'endless.yaml': 'time' },
    });
    // None of these takes time: on a busy machine as well, they are given up for what they are.
    assert.deepEqual(Object.fromEntries(await readWithFailures(among('greedy.yaml', 'deep.yaml'), 120)), {
      ...{ ...read, 'greedy.yaml': 'memory', 'deep.yaml': 'depth' },
    });
  });

  it('leaves the main thread free meanwhile', async () => {
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 5);
    await readWithFailures(['endless.yaml'], 1);
    clearInterval(counting);
    // On an idle machine 200 of them.
    assert.ok(turns > 20, `${turns} turns within a second`);
  });

  it('is a fault that is told with its name, where it is one of ours', async () => {
    await assert.rejects(readWithFailures(['good.yaml', 'fault.yaml'], 60), {
      name: 'TypeError',
      message: 'fault.yaml: a fault of ours',
    });
  });
});
