/** Rewrites the golden files and what `check` prints of the bad folders; what changed is for a person to read before it is committed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { badFolders, printedProblems } from './support/bad-chronologies.ts';
import { GOLDEN_FOLDER, goldenOutputs } from './support/golden-outputs.ts';

for (const [name, text] of await goldenOutputs()) {
  const file = join(GOLDEN_FOLDER, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(file);
}
for (const folder of badFolders()) {
  const file = join(folder, 'expected.txt');
  writeFileSync(file, await printedProblems(folder));
  console.log(file);
}
