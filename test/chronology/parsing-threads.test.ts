/** Many files parsed by threads are what one after another gives, with every problem; and a fault there is told. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import type { ParsingTask } from '../../src/chronology/folder/parsing-thread.ts';
import { areManyFiles, parseInThreads } from '../../src/chronology/folder/parsing-threads.ts';
import { eventText } from '../support/chronologies.ts';
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
    const task = { folder: '', context: undefined };
    const files = Array.from({ length: 600 }, (_, index) => [`slug-${index}`, `slug-${index}.yaml`] as const);
    await assert.rejects(
      parseInThreads(task as unknown as ParsingTask, files, () => assert.fail()),
      TypeError,
    );
  });
});
