/** How long the service takes to its first answer, against an empty Express application that loads the same packages. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestTo } from '../support/service.ts';
import { startAnnals } from './load.ts';
import { type Measurement, measured } from './results.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ROUNDS = 9;

export async function measureStart(): Promise<readonly Measurement[]> {
  const cache = await mkdtemp(join(tmpdir(), 'annals-start-'));
  try {
    const ours = (cacheFolder: string) => () =>
      startAnnals({ BASE_URL: 'http://localhost:3000', CACHE_DIR: cacheFolder });
    await untilFirstAnswer(ours(cache), '/en/calendar.ics', 200);
    const [kept, cold, baseline]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      kept.push(await untilFirstAnswer(ours(cache), '/en/calendar.ics', 200));
      baseline.push(await untilFirstAnswer(startEmpty, '/', 404));
      cold.push(await untilFirstAnswer(ours('off'), '/en/calendar.ics', 200));
    }
    const against = 'against an empty Express with the same packages';
    const target = { most: 1.5 };
    return [
      measured({ name: `start to first answer, ${against}`, unit: 'ms', ours: kept, baseline, target }),
      measured({ name: `the same with nothing in the cache, ${against}`, unit: 'ms', ours: cold, baseline, target }),
    ];
  } finally {
    await rm(cache, { recursive: true });
  }
}

async function untilFirstAnswer(
  start: () => Promise<{ port: number; stop(): Promise<void> }>,
  path: string,
  status: number,
): Promise<number> {
  const begin = performance.now();
  const server = await start();
  const answer = await requestTo(server.port, path);
  const milliseconds = performance.now() - begin;
  await server.stop();
  if (answer.status !== status) throw new Error(`${path} answers ${answer.status}`);
  return milliseconds;
}

async function startEmpty(): Promise<{ port: number; stop(): Promise<void> }> {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  // A font is files to read, and its module is made for another system.
  const imports = Object.keys(dependencies)
    .filter((name) => !name.startsWith('@expo-google-fonts/'))
    .map((name) => `import '${name}';`);
  const program = `${imports.join('')}import express from 'express';
    const server = express().listen(0, '127.0.0.1', () => console.log('(port ' + server.address().port + ')'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(/\d+/.exec(said.toString())?.[0]);
  return {
    port,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
