/** The way in on a terminal: three commands from nothing to one's own event on a page, typed into a pseudo-terminal. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { builtProgram } from './support/build.ts';
import { annalsServe } from './support/command.ts';
import { environmentWith } from './support/environment.ts';
import { requestTo } from './support/service.ts';

const scratch = mkdtempSync(join(tmpdir(), 'annals-'));
after(() => rmSync(scratch, { recursive: true }));
const ENTER = '\r';

/** The `script` of util-linux gives a command a terminal; that of other systems takes other options. */
const hasScript = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

/** Runs `annals` on a terminal, and types each answer once its question is shown. */
async function typed(command: string, answers: readonly (readonly [question: string, keys: string])[]): Promise<void> {
  // A pseudo-terminal without a size would break each word into its letters.
  const child = spawn(
    'script',
    ['-qec', `stty cols 80 rows 24; '${process.execPath}' '${builtProgram()}' ${command}`, '/dev/null'],
    {
      cwd: scratch,
      env: environmentWith({ TERM: 'xterm', LANG: 'en_GB.UTF-8' }),
    },
  );
  const left = [...answers];
  let [all, sinceLast] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    all += text;
    sinceLast += text;
    const [next] = left;
    if (!next || !sinceLast.includes(next[0])) return;
    left.shift();
    sinceLast = '';
    child.stdin.write(next[1]);
  });
  const [code] = await once(child, 'close');
  assert.equal(code, 0, all);
  assert.deepEqual(left, [], all);
}

it('from nothing to one’s own event takes three commands', {
  skip: !hasScript && 'no `script` of util-linux',
}, async () => {
  await typed('init town', [
    ['called', ENTER],
    ['languages', ENTER],
    ['time zone', ENTER],
  ]);
  await typed('new town', [
    ['few words', `The bridge opens${ENTER}`],
    ['When', `1904-05${ENTER}`],
    ['sentences', `The first bridge.${ENTER}`],
    ['name of its file', ENTER],
  ]);
  const { port } = await annalsServe({ EVENTS_DIR: join(scratch, 'town') });
  const { text } = await requestTo(port, '/en/events/the-bridge-opens', { headers: { Accept: 'text/html' } });
  assert.match(text, /The first bridge\./);
});
