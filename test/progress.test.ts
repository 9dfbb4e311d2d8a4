/** How far long work is, on a terminal: on one line that goes, and nowhere else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadFolder } from '../src/chronology/folder/load.ts';
import { withProgress } from '../src/commands/progress.ts';
import { eventText } from './support/chronologies.ts';
import { EditedFolder } from './support/edited-folder.ts';

const CLEAR = '\r\x1b[K';

/** What is written on a stream as so many files are read one after another. */
async function written(files: number, isTTY = true): Promise<string> {
  let text = '';
  const stream = { isTTY, write: (more: string) => (text += more) };
  const result = await withProgress(async (onProgress) => {
    for (let done = 1; done <= files; done += 1) onProgress?.(done, files);
    return 'done';
  }, stream);
  assert.equal(result, 'done');
  return text;
}

describe('the progress of long work', () => {
  it('is one line that is written over, and goes at the end', async () => {
    const lines = (await written(10_000)).split(CLEAR).slice(1);
    assert.equal(lines.length, 21);
    assert.equal(lines[0], '500 of 10,000 files read …');
    assert.equal(lines.at(-1), '');
  });

  it('is not told of what is over in a moment, nor where nobody looks', async () => {
    assert.equal(await written(1999), '');
    assert.equal(await written(10_000, false), '');
  });

  it('is taken away where the work fails', async () => {
    let text = '';
    const failing = withProgress(
      async (onProgress) => {
        onProgress?.(500, 4000);
        throw new Error('no disk');
      },
      { isTTY: true, write: (more: string) => (text += more) },
    );
    await assert.rejects(failing, /no disk/);
    assert.ok(text.endsWith(`500 of 4,000 files read …${CLEAR}`), text);
  });

  it('is that of a folder’s event files', async () => {
    const folder = new EditedFolder(
      Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`event-${'abcdefg'[index]}`, eventText()])),
    );
    const told: (readonly [done: number, total: number])[] = [];
    await loadFolder(folder.root, { onProgress: (done, total) => told.push([done, total]) });
    assert.deepEqual(
      told,
      Array.from({ length: 7 }, (_, index) => [index + 1, 7]),
    );
  });
});
