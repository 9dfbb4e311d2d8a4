/** Rewrites the golden files; what changed in them is for a person to read before it is committed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GOLDEN_FOLDER, goldenOutputs } from './golden-outputs.ts';

for (const [name, text] of await goldenOutputs()) {
  const file = join(GOLDEN_FOLDER, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(file);
}
