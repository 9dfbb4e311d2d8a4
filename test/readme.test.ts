/** What README.md tells people to do works as it says. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DEADLINE_MILLISECONDS } from './support/outcome.ts';
import { ROOT } from './support/root.ts';
import { chronologyIn, MOON, SHIPPED } from './support/service.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
const addresses = [...readme.matchAll(/<http:\/\/localhost:3000(\/[^>]*)>/g)].map(([, path = '']) => path);

describe('README.md', () => {
  it('has two commands for a fresh machine, and CI runs the second', () => {
    assert.ok(commands.includes('npm ci && npm start'));
    assert.ok(commands.includes('npm ci && npm test'));
    assert.match(readFileSync(join(ROOT, '.ci', 'run'), 'utf8'), /^npm ci && npm test \|\| exit 1$/m);
  });

  it('names npm scripts that are there', () => {
    for (const [, name = ''] of readme.matchAll(/npm run (\w+)/g)) assert.ok(scripts[name], name);
  });

  for (const command of commands.filter((line) => line.startsWith('npm run ')))
    it(`${command} succeeds`, () => {
      const output = execFileSync('npm', command.split(' ').slice(1), {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      assert.match(output, /events: \d+ events, no problems/);
    });

  it('says how many events there are', async () => {
    const { events } = await chronologyIn(SHIPPED);
    const count = String(events.length);
    for (const file of ['README.md', 'CHANGELOG.md'])
      assert.equal(
        /(\d+) events, in English|(\d+) events in English/
          .exec(readFileSync(join(ROOT, file), 'utf8'))
          ?.slice(1)
          .find(Boolean),
        count,
        file,
      );
    const moon = await chronologyIn(MOON);
    assert.equal(/\*\*The Exploration of the Moon\*\*: (\d+) events/.exec(readme)?.[1], String(moon.events.length));
  });

  it('npm start serves every address it names', { timeout: DEADLINE_MILLISECONDS }, async () => {
    const env = { ...process.env, PORT: '0', HOST: '127.0.0.1', BASE_URL: 'http://localhost:3000' };
    const server = spawn('npm', ['start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    try {
      const port = await new Promise<string>((resolve, reject) => {
        let said = '';
        server.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString();
          const match = /\(port (\d+)\)/.exec(said);
          if (match?.[1]) resolve(match[1]);
        });
        server.on('exit', (code) => reject(new Error(`npm start ended with ${code}: ${said}`)));
      });
      assert.ok(addresses.length >= 8);
      for (const path of addresses) {
        const response = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
        const redirects = path === '/' || path.startsWith('/events/');
        assert.equal(response.status, redirects ? 302 : 200, path);
        await response.arrayBuffer();
      }
    } finally {
      server.removeAllListeners('exit');
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
    }
  });
});
