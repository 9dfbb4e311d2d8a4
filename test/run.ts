/** Runs every test file in a process of its own, says how far it is, and tells at the end what failed. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { builtProgram } from './support/build.ts';
import { ROOT } from './support/root.ts';

process.chdir(ROOT);

/** The runner is given the names of files, for its own search finds none on Node 20. */
const named = process.argv.slice(2);
const wanted = named.filter((part) => !part.startsWith('!'));
const unwanted = named.filter((part) => part.startsWith('!')).map((part) => part.slice(1));
const files = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .filter((file) => !unwanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`no test file${named.length === 0 ? '' : ` matches ${named.join(' ')}`}`);
  process.exit(1);
}

builtProgram();

/**
 * Loading the program takes longer than most files' tests. Those that only compute, or ask a service in their own
 * process, share one with others of their kind; those that count threads, memory or sockets have one of their own.
 */
const TOGETHER =
  /^test\/(chronology|formats)\/|^test\/web\/.*(page|pages|form|chart|intro|shown|code|overview|parts|fields|line|headings|ids|eras|calendars)\.test/;
const APART = /(event-cache|folder-reader|git|parsing-threads|slices|icalendar-properties|order|web\/pages)\.test/;
const FILES_A_PROCESS = 6;

/** `npm test` runs what `.build.mjs` made of `test/` and `src/`; this file is a part of it. */
const BUILT = join(import.meta.dirname, '..');

/** What is run for a test file. */
function builtOf(file: string): string {
  return join(BUILT, file.replace(/\.ts$/, '.js'));
}

/** The test file of which the runner speaks, by its own path or by that of what is run, as versions of Node have it. */
function sourceOf(path: string): string {
  return relative(path.startsWith(BUILT + sep) ? BUILT : ROOT, path).replace(/\.js$/, '.ts');
}

/** What the runner starts a process for → the files whose tests run there. */
const entries = new Map<string, readonly string[]>();
const sociable = files.filter((file) => TOGETHER.test(file) && !APART.test(file));
const batches = join(ROOT, 'node_modules', '.cache', 'test-batches');
rmSync(batches, { recursive: true, force: true });
mkdirSync(batches, { recursive: true });

/**
 * Files are loaded one after another, so that services are started one after another, and before any test runs: once all tests
 * known so far have ended, the runner runs what is to be done after all of them, such as to stop the services.
 */
function addEntry(batch: readonly string[]): void {
  const entry = join(batches, `${entries.size + 1}.mjs`);
  const imports = batch.map((file) => `await import(${JSON.stringify(builtOf(file))});\n`).join('');
  writeFileSync(
    entry,
    `import { test } from 'node:test';\nlet loaded;\ntest('loaded', () => new Promise((resolve) => (loaded = resolve)));\n${imports}loaded();\n`,
  );
  entries.set(entry, batch);
}

// Long ones first, so that no core is idle at the end.
const isLong = (file: string) => /(browser\/|main|monsters|web\/pages|order|live|determinism)[\w-]*\.test/.test(file);
const unsociable = files.filter((file) => !sociable.includes(file));
for (const file of [...unsociable.filter(isLong), ...unsociable.filter((file) => !isLong(file))]) addEntry([file]);
for (let first = 0; first < sociable.length; first += FILES_A_PROCESS)
  addEntry(sociable.slice(first, first + FILES_A_PROCESS));

const isTerminal = process.stdout.isTTY;
/** Elsewhere than on a terminal, progress is a line every so many files. */
const FILES_A_LINE = 10;
let lineAt = FILES_A_LINE;
const startedAt = performance.now();
const running = new Set<string>();
let ended = 0;
let passed = 0;
/** Each failure as it is printed at the end. */
const failures: string[] = [];
/** How many tests or suites were left out, by file and reason. */
const skipped = new Map<string, number>();

function minutes(): string {
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function progress(): string {
  return `${minutes()}  ${ended} of ${files.length} files, ${passed} tests passed, ${failures.length} failed`;
}

/** Prints a line above that of the progress. */
function say(line: string): void {
  if (isTerminal) process.stdout.write('\r\x1b[K');
  console.log(line);
}

function showProgress(): void {
  if (isTerminal) {
    const line = `${progress()}  ${[...running].join(' ')}`;
    process.stdout.write(`\r\x1b[K${line.slice(0, process.stdout.columns - 1)}`);
  } else if (ended >= lineAt) {
    lineAt = ended - (ended % FILES_A_LINE) + FILES_A_LINE;
    console.log(progress());
  }
}

function fail(file: string, names: readonly string[], reason: string): void {
  const title = `✖ ${file}${names.map((name) => ` › ${name}`).join('')}`;
  failures.push(`${title}\n${reason.replace(/^/gm, '    ')}`);
  say(title);
}

/** The error of a test: the runner's own says only that it failed, and why is its cause. Without the runner's lines. */
function reasonOf({ cause }: Error): string {
  const text = typeof cause === 'string' ? cause : inspect(cause, { depth: 8 });
  return text.replace(/\n +at (?:.* \()?node:internal\/.*/g, '');
}

/** The names of the suites around the test that a file is at, and its own. */
const names = new Map<string, string[]>();
/** Files of which a test was reported. */
const seen = new Set<string>();

const events = run({
  files: [...entries.keys()],
  // Node's own default leaves a core idle; a file that waits for a browser or a server leaves more.
  concurrency: availableParallelism() + 1,
});
for await (const { type, data } of events) {
  const file = data && 'file' in data && data.file ? sourceOf(data.file) : '';
  // The runner takes what it starts as a whole for a test with the path as its name.
  const entry = data && 'name' in data && data.nesting === 0 ? entries.get(data.name) : undefined;
  switch (type) {
    case 'test:dequeue':
      for (const one of entry ?? []) running.add(one);
      break;
    case 'test:complete':
      if (!entry) break;
      for (const one of entry) running.delete(one);
      ended += entry.length;
      showProgress();
      break;
    case 'test:start':
      names.set(file, [...(names.get(file) ?? []).slice(0, data.nesting), data.name]);
      break;
    case 'test:pass':
      if (entry || file.startsWith(relative(ROOT, batches))) break;
      seen.add(file);
      if (data.skip !== undefined) {
        const what = `${file}: ${typeof data.skip === 'string' ? data.skip : data.name}`;
        skipped.set(what, (skipped.get(what) ?? 0) + 1);
      } else if (data.details.type !== 'suite') passed += 1;
      break;
    case 'test:fail': {
      const { error } = data.details;
      // What is around a test that failed fails with it.
      if ('failureType' in error && error.failureType === 'subtestsFailed') break;
      seen.add(file);
      fail(entry?.join(' ') ?? file, entry ? [] : (names.get(file) ?? []).slice(0, data.nesting + 1), reasonOf(error));
      break;
    }
    case 'test:stdout':
    case 'test:stderr':
      say(`${file}: ${data.message.trimEnd()}`);
      break;
  }
}

for (const file of files) if (!seen.has(file)) fail(file, [], 'No test of it ran.');
say('');
for (const [what, count] of skipped) console.log(`left out (${count}): ${what}`);
for (const failure of failures) console.log(`${failure}\n`);
console.log(progress());
if (ended !== files.length) console.log(`${files.length - ended} files did not end`);
process.exitCode = failures.length === 0 && ended === files.length ? 0 : 1;
