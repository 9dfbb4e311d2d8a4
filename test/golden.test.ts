/** Calendars, feeds and pages of every kind of date are what the golden files say; `npm run golden` rewrites them. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { GOLDEN_FOLDER, goldenOutputs } from './support/golden-outputs.ts';

const outputs = await goldenOutputs();

describe('golden files', () => {
  for (const [name, text] of outputs)
    it(name, () => assert.equal(text, readFileSync(join(GOLDEN_FOLDER, name), 'utf8')));

  it('has no file that nothing renders', () => {
    const files = readdirSync(GOLDEN_FOLDER, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(GOLDEN_FOLDER, join(entry.parentPath, entry.name)));
    assert.deepEqual(files.sort(), [...outputs.keys()].sort());
  });
});
