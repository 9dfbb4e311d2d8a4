/** Many files parsed by threads are what one after another gives, with every problem; and a fault there is told. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import type { EventsTask } from '../../src/chronology/folder/parsing-thread.ts';
import { areManyFiles, parseInThreads } from '../../src/chronology/folder/parsing-threads.ts';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';

describe('many files', () => {
  it('are read by threads as by one process', async () => {
    const folder = new EditedFolder({ alpha: eventText() });
    const COUNT = 520;
    assert.ok(areManyFiles(COUNT));
    for (let index = 0; index < COUNT; index += 1)
      writeFileSync(
        join(folder.root, 'events', `many-${index}.yaml`),
        eventText({ title: { en: `Many ${index}`, ja: '多' }, relations: { related: ['alpha'] } }),
      );
    const reader = new FolderReader(folder.root, { now: () => Date.now(), warn: assert.fail });
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

  it('are given up as a whole where a thread fails by a fault of ours', async () => {
    const task = { folder: '', vocabularyFiles: undefined, unreadable: new Set(), slugs: new Set() };
    const files = Array.from({ length: 600 }, (_, index) => [`slug-${index}`, `slug-${index}.yaml`] as const);
    await assert.rejects(
      parseInThreads(task as unknown as EventsTask, files, () => assert.fail()),
      TypeError,
    );
  });
});

describe('a long vocabulary', () => {
  const names = (count: number) =>
    Array.from({ length: count }, (_, index) => `place-${index}:\n  name: { en: Place ${index}, ja: 場所${index} }\n`);

  it('that changes while it is served is parsed by a thread, with every problem and as by the process itself', async (t) => {
    const folder = new EditedFolder({ alpha: eventText({ place: 'tokyo' }) });
    const reader = new FolderReader(folder.root, { now: () => Date.now(), warn: assert.fail });
    let threads = 0;
    const count = () => {
      threads += 1;
    };
    process.on('worker', count);
    t.after(() => process.off('worker', count));
    const assertReads = async (places: string, expected: number) => {
      writeFileSync(join(folder.root, 'places.yaml'), places);
      const loaded = await loadFolder(folder.root);
      threads = 0;
      const reading = await reader.read();
      assert.deepEqual([reading.chronology, reading.problems], [loaded.chronology, loaded.problems]);
      assert.equal(threads, expected);
    };
    const long = `${VOCABULARY['places.yaml']}${names(300).join('')}`;
    // At a start nobody waits for an answer yet.
    await assertReads(long, 0);
    await assertReads(`${long}${names(301).at(-1)}`, 1);
    await assertReads(long.replace('ja: 場所7 ', 'jp: 場所7 '), 1);
    await assertReads(`${names(300).join('')}: [`, 1);
    await assertReads(VOCABULARY['places.yaml'] ?? '', 0);
  });
});
