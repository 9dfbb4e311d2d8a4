/** Runs every test file with node's own runner: it is given their names, for its own search finds none on Node 20. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');
const named = process.argv.slice(2);
const wanted = named.filter((part) => !part.startsWith('!'));
const unwanted = named.filter((part) => part.startsWith('!')).map((part) => part.slice(1));
const files = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .filter((file) => !unwanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test file${named.length === 0 ? '' : ` matches ${named.join(' ')}`}`);
  process.exit(1);
}
// Node's own default leaves a core idle; a file that waits for a browser or a server leaves more.
const concurrency = availableParallelism() + 1;
const options = ['--import', './test/tsx.mjs', '--test', `--test-concurrency=${concurrency}`, '--test-reporter=spec'];
const { status } = spawnSync(process.execPath, [...options, ...files], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
