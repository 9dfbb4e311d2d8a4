/** Runs every test file in a process of its own, says how far it is, and tells at the end what failed. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, sep } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { builtProgram } from './support/build.ts';
import { readCosts, writeCosts } from './support/costs.ts';
import { ROOT } from './support/root.ts';
import { FUZZ } from './support/seed.ts';

process.chdir(ROOT);

/** The runner is given the names of files, for its own search finds none on Node 20. */
const COSTS = '--costs';
const ANY_SEED = '--fuzz';
/** Faults and floods, which take minutes, in place of the tests. */
const FAULTS = '--faults';
const isOfFaults = process.argv.includes(FAULTS);
const named = process.argv.slice(2).filter((argument) => ![COSTS, ANY_SEED, FAULTS].includes(argument));
if (process.argv.includes(ANY_SEED)) process.env[FUZZ] = 'any';
const wanted = named.filter((part) => !part.startsWith('!'));
const unwanted = named.filter((part) => part.startsWith('!')).map((part) => part.slice(1));
const files = readdirSync(join(ROOT, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(isOfFaults ? '.faults.ts' : '.test.ts'))
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
 * Loading the program, and the chronology that ships, takes longer than most files' tests. Those that only compute, or ask
 * a service in their own process, share one with others of their kind; those that count threads, memory or sockets, and
 * those that start processes and wait for them, have one of their own.
 */
const TOGETHER = /^test\/((chronology|formats|web)\/|(golden|guide|icons|identity|imports|repository-path)\.test)/;
const APART =
  /(event-cache|folder-reader|git|last-good|parsing-threads|slices|limits|live|monsters|overview-png|representation|streamed)\.test/;
/**
 * To load the program and to read the chronology takes a second or two of the processor, and more until what is asked often
 * is compiled; six processes still keep two cores busy.
 */
const FILES_A_PROCESS = 20;
/** A browser is started once for each of these, which take about as long as each other. */
const BROWSER_BATCHES = [/browser\/every-page\.test/, /browser\/(?!every-page)/];

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

/** What a test that failed left running may not keep the whole run from its end. */
const LINGERING_MILLISECONDS = 60_000;

/** Where the process of an entry writes what it cost. */
function costsOf(entry: string): string {
  return `${entry}.costs.json`;
}

/**
 * Files are loaded one after another, so that services are started one after another, and before any test runs: once all tests
 * known so far have ended, the runner runs what is to be done after all of them, such as to stop the services.
 */
function addEntry(batch: readonly string[]): void {
  const entry = join(batches, `${entries.size + 1}.mjs`);
  const imports = batch.map((file) => `await import(${JSON.stringify(builtOf(file))});\n`).join('');
  writeFileSync(
    entry,
    `import ${JSON.stringify(join(BUILT, 'test', 'support', 'seed.js'))};
import { ${writeCosts.name} } from ${JSON.stringify(join(BUILT, 'test', 'support', 'costs.js'))};
import { after, test } from 'node:test';
${writeCosts.name}(${JSON.stringify(costsOf(entry))});
after(() => setTimeout(() => {
  console.error('something still runs after the last test, and is ended');
  process.exit(1);
}, ${LINGERING_MILLISECONDS}).unref());
let loaded;
test('loaded', () => new Promise((resolve) => (loaded = resolve)));
${imports}loaded();
`,
  );
  entries.set(entry, batch);
}

// Long ones first, so that no core is idle at the end.
const isLong = (file: string) => /(main|monsters|live|determinism|subscriber)\.test/.test(file);
const ofBrowser = BROWSER_BATCHES.map((batch) => files.filter((file) => batch.test(file)));
const alone = files.filter((file) => !sociable.includes(file) && !ofBrowser.flat().includes(file));
for (const batch of ofBrowser) if (batch.length > 0) addEntry(batch);
for (const file of alone.filter(isLong)) addEntry([file]);
for (let first = 0; first < sociable.length; first += FILES_A_PROCESS)
  addEntry(sociable.slice(first, first + FILES_A_PROCESS));
for (const file of alone.filter((file) => !isLong(file))) addEntry([file]);

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
/** How long each suite or test took that is in no other: seconds by its file and name. */
const took = new Map<string, number>();

function noteTime(file: string, name: string, milliseconds: number | undefined): void {
  const key = `${file} › ${name}`;
  took.set(key, (took.get(key) ?? 0) + (milliseconds ?? 0) / 1000);
}

/** Files of which a test was reported. */
const seen = new Set<string>();

/** What takes less is not worth a line. */
const LONG_SECONDS = 2;

/**
 * The seconds of the processor by process, the costliest first: its own, and those of the programs that it started and waited
 * for; then the suites that took long, by the clock.
 */
function printCosts(): void {
  const costs = [...entries].flatMap(([entry, batch]) => ({
    batch,
    ...(readCosts(costsOf(entry)) ?? { own: 0, started: 0 }),
  }));
  for (const { batch, own, started } of costs.sort((a, b) => b.own + b.started - a.own - a.started))
    console.log(`${own.toFixed(1).padStart(6)} s ${started.toFixed(1).padStart(6)} s  ${batch.join(' ')}`);
  for (const [what, seconds] of [...took].sort((a, b) => b[1] - a[1]))
    if (seconds >= LONG_SECONDS) console.log(`${seconds.toFixed(1).padStart(6)} s  ${what}`);
}

const events = run({
  files: [...entries.keys()],
  // Node's own default leaves a core idle; a file that waits for a browser or a server leaves more. Faults are measured by how
  // long others wait, each alone.
  concurrency: isOfFaults ? 1 : availableParallelism() + 1,
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
      if (data.nesting === 0) noteTime(file, data.name, data.details.duration_ms);
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
    case 'test:diagnostic':
      // What a test left running, and failed after it had ended: no test is told to have failed then, but the process.
      if (/^(?:Error|Warning): /.test(data.message)) say(`${file}: ${data.message}`);
      break;
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
if (process.argv.includes(COSTS)) printCosts();
console.log(progress());
if (ended !== files.length) console.log(`${files.length - ended} files did not end`);
process.exitCode = failures.length === 0 && ended === files.length ? 0 : 1;
