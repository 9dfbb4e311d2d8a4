/** What it costs to read folders of many events, to start from one that was read before, and to take one change over. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestTo } from '../support/service.ts';
import { startAnnals } from './load.ts';
import { bounded, type Measurement, measured } from './results.ts';
import { fileOf, slugOf, syntheticEvent, writeSynthetic } from './synthetic.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ROUNDS = 3;
/** How often a file and a name are changed while the folder is served. */
interface Edits {
  readonly changes: number;
  readonly renamings: number;
}
const EDITS: Edits = { changes: 9, renamings: 5 };
/** Where times by themselves are not asked for, and of edits only the memory that they leave behind counts. */
export const FEW_EDITS: Edits = { changes: 2, renamings: 1 };
/** The first event that names the person whose name is corrected. */
const NAMES_HAYASHI = Array.from({ length: 100 }, (_, index) => index).findIndex((index) =>
  syntheticEvent(index).includes('id: hayashi'),
);

/** What one size of folder was measured at. */
interface FolderFigures {
  /** Milliseconds. */
  readonly parse: readonly number[];
  readonly cold: readonly number[];
  readonly unchanged: readonly number[];
  readonly start: readonly number[];
  readonly untilServed: readonly number[];
  readonly untilRenamed: readonly number[];
  readonly block: readonly number[];
  /** Mebibytes, main views made. */
  readonly memory: readonly number[];
}

export async function measureFolder(events: number, edits = EDITS): Promise<readonly Measurement[]> {
  // Anew, however often it is asked for.
  known.set(events, takeFigures(events, edits));
  const figures = await figuresOf(events);
  const { parse, cold, unchanged, start, memory, untilServed, untilRenamed, block } = figures;
  const count = events.toLocaleString('en');
  const mebibytes = events > 10_000 ? 2048 : 400;
  return [
    measured({
      ...{ name: `cold load of ${count} files, against reading them and YAML.parse`, unit: 'ms' },
      ...{ ours: cold, baseline: parse, target: { most: 1.3 } },
    }),
    measured({
      ...{ name: `load of an unchanged folder of ${count}, against that cold load`, unit: 'ms' },
      ...{ ours: unchanged, baseline: cold, target: { most: 0.1 } },
    }),
    measured({
      ...{ name: `start to first answer with it, process and all, against that cold load`, unit: 'ms' },
      ...{ ours: start, baseline: cold, target: { most: 0.1 } },
    }),
    bounded({
      name: `one file of ${count} saved: until new bytes are served`,
      unit: 'ms',
      ours: untilServed,
      most: 1000,
    }),
    bounded({
      name: `a name in people.yaml of ${count} events corrected: until new bytes are served`,
      unit: 'ms',
      ours: untilRenamed,
      most: 1000,
    }),
    bounded({ name: `one file of ${count} saved: longest block of the loop`, unit: 'ms', ours: block, most: 20 }),
    bounded({ name: `memory with ${count} events, main views made`, unit: 'MiB', ours: memory, most: mebibytes }),
  ];
}

/** What ten times as many events cost: no more than ten times as much. */
export async function measureGrowth(): Promise<readonly Measurement[]> {
  const [small, large] = [await figuresOf(10_000), await figuresOf(100_000)];
  const growth = (name: string, unit: string, of: keyof FolderFigures) =>
    measured({ name, unit, ours: large[of], baseline: small[of], target: { most: 10 } });
  return [
    growth('growth from 10,000 to 100,000: cold load', 'ms', 'cold'),
    growth('growth from 10,000 to 100,000: load of an unchanged folder', 'ms', 'unchanged'),
    growth('growth from 10,000 to 100,000: memory', 'MiB', 'memory'),
    growth('growth from 10,000 to 100,000: one file saved until new bytes are served', 'ms', 'untilServed'),
  ];
}

const known = new Map<number, Promise<FolderFigures>>();

function figuresOf(events: number): Promise<FolderFigures> {
  const figures = known.get(events) ?? takeFigures(events, EDITS);
  known.set(events, figures);
  return figures;
}

async function takeFigures(events: number, edits: Edits): Promise<FolderFigures> {
  const scratch = await mkdtemp(join(tmpdir(), 'annals-folder-'));
  try {
    const folder = join(scratch, 'events');
    await writeSynthetic(folder, events);
    const [parse, cold, unchanged, start]: [number[], number[], number[], number[]] = [[], [], [], []];
    // The program takes for its own what it wrote itself, and no cache of the modules that `timed` loads.
    const kept = join(scratch, 'cache');
    await startOnce(folder, kept);
    for (let round = 0; round < ROUNDS; round += 1) {
      const cache = join(scratch, `cache-${round}`);
      parse.push(await timed('parse', folder));
      cold.push(await timed('load', folder, cache));
      unchanged.push(await timed('load', folder, cache));
      start.push(await startOnce(folder, kept));
    }
    return { parse, cold, unchanged, start, ...(await whileServing(folder, kept, edits)) };
  } finally {
    await rm(scratch, { recursive: true });
  }
}

/** Milliseconds that it takes to read a folder, in a process of its own: all begin with nothing compiled. */
async function timed(...args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['test/bench/reading.mjs', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`a measurement ended with ${code}`);
  return Number(said);
}

/** Milliseconds from nothing to the first answer of the service. */
async function startOnce(folder: string, cache: string): Promise<number> {
  const begin = performance.now();
  const server = await startAnnals({ EVENTS_DIR: folder, CACHE_DIR: cache, BASE_URL: 'http://localhost:3000' });
  try {
    const { status } = await requestTo(server.port, `/en/events/${slugOf(0)}`);
    if (status !== 200) throw new Error(`the event answers ${status}`);
    return performance.now() - begin;
  } finally {
    await server.stop();
  }
}

interface Inside {
  readonly residentMebibytes: number;
  readonly blockMilliseconds: number;
  readonly utilization: number;
}

async function whileServing(
  folder: string,
  cache: string,
  { changes, renamings }: Edits,
): Promise<Pick<FolderFigures, 'untilServed' | 'untilRenamed' | 'block' | 'memory'>> {
  const env = { EVENTS_DIR: folder, CACHE_DIR: cache, BASE_URL: 'http://localhost:3000' };
  const server = await startAnnals(env, ['--import', './test/bench/inside.mjs']);
  try {
    await idle(server.process);
    const memory = [(await inside(server.process)).residentMebibytes];
    const [untilServed, untilRenamed, block]: [number[], number[], number[]] = [[], [], []];
    for (let change = 0; change < changes; change += 1) {
      const file = join(folder, fileOf(change));
      writeFileSync(file, readFileSync(file, 'utf8').replace('  en: ', `  en: changed${change} `));
      const begin = performance.now();
      await inside(server.process);
      await served(server.port, `/en/events/${slugOf(change)}`, `changed${change}`);
      untilServed.push(performance.now() - begin);
      block.push(await idle(server.process));
      memory.push((await inside(server.process)).residentMebibytes);
    }
    for (let change = 0; change < renamings; change += 1) {
      const file = join(folder, 'people.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/Yoshimasa(\d*),/, `Yoshimasa${change},`));
      const begin = performance.now();
      await served(server.port, `/en/events/${slugOf(NAMES_HAYASHI)}`, `Yoshimasa${change}`);
      untilRenamed.push(performance.now() - begin);
      await idle(server.process);
    }
    return { untilServed, untilRenamed, block, memory };
  } finally {
    await server.stop();
  }
}

function inside(child: ChildProcess): Promise<Inside> {
  return new Promise((resolve) => {
    child.once('message', (told) => resolve(told as Inside));
    child.send('measure');
  });
}

/** The longest block until the process has had nothing to do for a second, in milliseconds. */
async function idle(child: ChildProcess): Promise<number> {
  let longest = 0;
  for (;;) {
    const { blockMilliseconds, utilization } = await inside(child);
    longest = Math.max(longest, blockMilliseconds);
    if (utilization < 0.05) return longest;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Asks until the answer holds a text. */
async function served(port: number, path: string, text: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await requestTo(port, path)).text.includes(text)) {
    if (performance.now() > deadline) throw new Error(`${path} does not come to say ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
