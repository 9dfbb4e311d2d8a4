/** Several processes answer on one port: all of them what the folder says, and one that ends is replaced. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { eventText } from '../support/chronologies.ts';
import { annals, annalsServe, type ServingCommand } from '../support/command.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import type { Environment } from '../support/environment.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';
import { type Answer, BASE_URL, requestTo } from '../support/service.ts';

const titled = (en: string, fields = {}) => eventText({ title: { en, ja: `「${en}」` }, ...fields });

const newFolder = () => new EditedFolder({ alpha: titled('Alpha'), beta: titled('Beta', { when: '2019' }) });

function serveFolder(folder: string, env: Environment = {}): Promise<ServingCommand> {
  return annalsServe({ EVENTS_DIR: folder, BASE_URL, WORKERS: '2', CACHE_DIR: scratchFolder(), ...env });
}

/** The processes that a process has started. */
function childrenOf(pid: number): readonly number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? [] : children.split(' ').map(Number);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * The page, or undefined where the connection is lost with a worker that was killed: node:cluster (Node 20) neither
 * closes one that it was just handing over nor hands it to another.
 */
function pageAt(port: number): Promise<Answer | undefined> {
  const page = requestTo(port, '/en/').catch((error: NodeJS.ErrnoException) => {
    if (!['ECONNRESET', 'EPIPE'].includes(error.code ?? '')) throw error;
    return undefined;
  });
  return Promise.race([page, setTimeout(5000, undefined, { ref: false })]);
}

/** The titles of all that is shown, from as many requests in turn as make every worker answer. */
async function titlesAt(port: number): Promise<ReadonlySet<string>> {
  const titles = new Set<string>();
  for (let request = 0; request < 8; request += 1) {
    const { status, text } = (await pageAt(port)) ?? {};
    if (text === undefined) continue;
    assert.equal(status, 200);
    titles.add([...text.matchAll(/<h3 class="p-name"[^>]*><a [^>]*>([^<]*)/g)].map(([, title]) => title).join(' '));
  }
  return titles;
}

/** Resolves when every worker shows these titles and no others. */
function untilAllShow({ port }: ServingCommand, titles: string): Promise<true> {
  return until(`${titles} from every worker`, async () => {
    const shown = await titlesAt(port);
    return shown.size === 1 && shown.has(titles);
  });
}

/** Where processes can be told from the outside. */
const noProc =
  process.platform === 'linux' ? false : 'which processes there are is read from /proc, which only Linux has';

describe('two workers', { concurrency: 3, skip: noProc }, () => {
  it('answer on one port, and one line says where', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root);
    const { port, stdout, stderr } = served;
    assert.equal(stdout, `annals: 2 events of ${folder.root} at ${BASE_URL}/ (port ${port})\n`);
    assert.equal(stderr, '');
    const workers = childrenOf(served.pid);
    assert.equal(workers.length, 2);
    await untilAllShow(served, 'Beta Alpha');
    // Each of them answers alone as well.
    const { status, headers, body } = await requestTo(port, '/calendar.ics');
    const answers = await Promise.all(Array.from({ length: 10 }, () => requestTo(port, '/calendar.ics')));
    for (const answer of answers)
      assert.deepEqual([answer.status, answer.headers.etag, answer.body], [status, headers.etag, body]);
    const ended = await served.stop();
    assert.deepEqual([ended.code, ended.signal, ended.stderr], [0, null, '']);
    for (const pid of workers) assert.ok(!isAlive(pid));
  });

  it('all take a change over, and say so once', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root);
    folder.write('events/alpha.yaml', titled('Changed'));
    await untilAllShow(served, 'Beta Changed');
    folder.write('new/gamma.yaml', titled('Gamma', { when: '2020' }));
    await untilAllShow(served, 'Beta Gamma Changed');
    folder.write('new/gamma.yaml', titled('Edited', { when: '2020' }));
    await untilAllShow(served, 'Beta Edited Changed');
    const { stdout } = await served.stop();
    assert.deepEqual(stdout.split('\n').slice(1), [
      `annals: 2 events of ${folder.root}, 1 file read anew`,
      `annals: 3 events of ${folder.root}, 1 file read anew`,
      `annals: 3 events of ${folder.root}, 1 file read anew`,
      '',
    ]);
  });

  it('all keep what was good, and its problems are printed once', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root);
    folder.write('events/alpha.yaml', titled('Spoilt', { when: 'March 2023' }));
    await until('problems', () => served.said.stderr.includes('not taken over'));
    // All have read it when they have read what comes after it.
    folder.write('events/beta.yaml', titled('Beta', { when: 'April 2023' }));
    await until('problems of both', () => served.said.stderr.includes('2 problems in 2 files'));
    assert.deepEqual([...(await titlesAt(served.port))], ['Beta Alpha']);
    folder.write('events/alpha.yaml', titled('Mended'));
    folder.write('events/beta.yaml', titled('Beta', { when: '2019' }));
    await untilAllShow(served, 'Beta Mended');
    const { stderr } = await served.stop();
    assert.equal(stderr.match(/: 2 events, 1 problem in 1 file\n/g)?.length, 1, stderr);
    assert.equal(stderr.match(/: 2 events, 2 problems in 2 files\n/g)?.length, 1, stderr);
  });

  it('are not said to be alone with problems that were soon mended', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root);
    folder.write('events/alpha.yaml', titled('Spoilt', { when: 'March 2023' }));
    await until('problems', () => served.said.stderr.includes('not taken over'));
    // Until the other one has read it as well.
    await setTimeout(1000);
    folder.write('events/alpha.yaml', titled('Mended'));
    await untilAllShow(served, 'Beta Mended');
    // As long as the lead waits for others to have the problem, too, and a little longer.
    await setTimeout(6000);
    const { stderr } = await served.stop();
    assert.equal(stderr.match(/: 2 events, 1 problem in 1 file\n/g)?.length, 1, stderr);
  });

  it('finish what is under way, though a signal to end comes to them from their lead as well', async () => {
    const slow = `
      import { ServerResponse } from 'node:http';
      const { end } = ServerResponse.prototype;
      ServerResponse.prototype.end = function (...body) {
        console.error('under way');
        setTimeout(() => end.apply(this, body), 2000);
        return this;
      };`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(slow)}`;
    const served = await serveFolder(newFolder().root, { NODE_OPTIONS });
    const answer = requestTo(served.port, '/en/');
    await until('it is under way', () => served.said.stderr.includes('under way'));
    // Sent to the whole group of processes, as systemd does, it may have come to all of them before their lead acts on it.
    for (const pid of childrenOf(served.pid)) process.kill(pid, 'SIGTERM');
    await setTimeout(200);
    const ended = served.stop();
    assert.equal((await answer).status, 200);
    assert.equal((await ended).code, 0);
  });

  it('that die while the folder has problems come back once it is mended, and the problems are printed once', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root);
    folder.write('events/alpha.yaml', titled('Spoilt', { when: 'March 2023' }));
    await until('problems', () => served.said.stderr.includes('not taken over'));
    const [, second = 0] = childrenOf(served.pid);
    process.kill(second, 'SIGKILL');
    // Its successor is refused as well, and ends.
    await until('two ends', () => (served.said.stderr.match(/another takes its place/g)?.length ?? 0) >= 2);
    assert.deepEqual([...(await titlesAt(served.port))], ['Beta Alpha']);
    folder.write('events/alpha.yaml', titled('Mended'));
    await until('two workers', () => childrenOf(served.pid).length === 2);
    await untilAllShow(served, 'Beta Mended');
    const { stderr } = await served.stop();
    assert.equal(stderr.match(/: 2 events, 1 problem in 1 file\n/g)?.length, 1, stderr);
  });

  it('read the folder on SIGHUP where it is not watched, sent to the lead or to all', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root, { WATCH: 'off' });
    folder.write('events/alpha.yaml', titled('Asked for'));
    assert.deepEqual([...(await titlesAt(served.port))], ['Beta Alpha']);
    process.kill(served.pid, 'SIGHUP');
    await untilAllShow(served, 'Beta Asked for');
    folder.write('events/alpha.yaml', titled('Again'));
    for (const pid of [...childrenOf(served.pid), served.pid]) process.kill(pid, 'SIGHUP');
    await untilAllShow(served, 'Beta Again');
    assert.equal((await served.stop('SIGINT')).code, 0);
  });

  it('are replaced one by one while the others answer, by such as know what the folder says now', async () => {
    const folder = newFolder();
    // Unwatched, what a new one shows tells it from the one that stayed.
    const served = await serveFolder(folder.root, { WATCH: 'off' });
    let isDone = false;
    const asked = (async () => {
      const faults: string[] = [];
      while (!isDone)
        await pageAt(served.port).then(
          (page) => !page || page.status === 200 || faults.push(`status ${page.status}`),
          (error: Error) => faults.push(error.message),
        );
      return faults;
    })();
    const first = childrenOf(served.pid);
    try {
      for (const [index, pid] of first.entries()) {
        folder.write('events/alpha.yaml', titled(`After ${index}`));
        process.kill(pid, 'SIGKILL');
        await until('it is said', () =>
          served.said.stderr.includes(`annals: worker ${pid} ended (SIGKILL); another takes its place\n`),
        );
        await until('another one answers', async () => (await titlesAt(served.port)).has(`Beta After ${index}`));
        process.kill(served.pid, 'SIGHUP');
        await untilAllShow(served, `Beta After ${index}`);
      }
    } finally {
      isDone = true;
    }
    assert.deepEqual(await asked, []);
    const workers = childrenOf(served.pid);
    assert.deepEqual([workers.length, workers.some((pid) => first.includes(pid))], [2, false]);
    assert.equal((await served.stop()).code, 0);
  });

  it('end where their lead is killed', async () => {
    const served = await serveFolder(newFolder().root);
    const workers = childrenOf(served.pid);
    process.kill(served.pid, 'SIGKILL');
    await until('no worker', () => !workers.some(isAlive));
    assert.equal((await served.ended).signal, 'SIGKILL');
  });
});

describe('the lead of workers', { concurrency: 3 }, () => {
  const env = { WORKERS: '2', PORT: '0', HOST: '127.0.0.1', BASE_URL };

  it('ends with 1 where the folder has problems, which are printed once', async () => {
    const folder = newFolder();
    folder.write('events/alpha.yaml', titled('Alpha', { when: 'March 2023' }));
    const one = await annals(['serve'], { ...env, WORKERS: '1', EVENTS_DIR: folder.root });
    assert.equal(one.code, 1);
    assert.deepEqual(await annals(['serve'], { ...env, EVENTS_DIR: folder.root }), one);
  });

  it('ends with 2 where a setting does not fit, which is said once', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    after(() => other.close());
    await once(other, 'listening');
    const PORT = String((other.address() as AddressInfo).port);
    const { code, stdout, stderr } = await annals(['serve'], { ...env, PORT, EVENTS_DIR: newFolder().root });
    assert.deepEqual([code, stdout], [2, '']);
    assert.equal(
      stderr.match(/^annals: port \d+ is taken: stop what listens there, or set PORT\n/gm)?.length,
      1,
      stderr,
    );
  });

  it('has as many workers as there are processors, where they are to be counted', { skip: noProc }, async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root, { WORKERS: 'auto' });
    const { availableParallelism } = await import('node:os');
    const count = availableParallelism();
    assert.equal(childrenOf(served.pid).length, count === 1 ? 0 : count);
    await untilAllShow(served, 'Beta Alpha');
    assert.equal((await served.stop()).code, 0);
  });
});
