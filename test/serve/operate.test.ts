/** What operators ask of a running service: health, metrics, who fetches what, logs that nobody can forge, and a stop that loses nothing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { Agent, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { openLog } from '../../src/serve/log.ts';
import { programFamily } from '../../src/serve/programs.ts';
import { describeSettings, SETTINGS } from '../../src/serve/settings.ts';
import { Traffic } from '../../src/serve/traffic.ts';
import { eventText } from '../support/chronologies.ts';
import { annals, annalsServe, type ServingCommand } from '../support/command.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import type { Environment } from '../support/environment.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';
import { BASE_URL, requestTo } from '../support/service.ts';

const titled = (en: string, fields = {}) => eventText({ title: { en, ja: `「${en}」` }, ...fields });
const newFolder = () => new EditedFolder({ alpha: titled('Alpha'), beta: titled('Beta', { when: '2019' }) });

function serve(folder: EditedFolder, env: Environment = {}): Promise<ServingCommand> {
  return annalsServe({ EVENTS_DIR: folder.root, BASE_URL, ...env });
}

async function adminPortOf({ said }: ServingCommand): Promise<number> {
  const found = await until('the port for operators', () => /\(admin port (\d+)\)/.exec(said.stdout)?.[1]);
  return Number(found);
}

async function jsonAt(port: number, path: string): Promise<Record<string, unknown>> {
  return JSON.parse((await requestTo(port, path)).text);
}

describe('health', () => {
  it('says that the process lives, and what it serves, below BASE_URL and at the root, and is stored nowhere', async () => {
    const served = await serve(newFolder(), { BASE_URL: 'https://annals.example/path' });
    for (const prefix of ['', '/path'])
      for (const method of ['GET', 'HEAD']) {
        const lives = await requestTo(served.port, `${prefix}/healthz`, { method });
        assert.deepEqual([lives.status, lives.text], [200, method === 'HEAD' ? '' : '{"status":"ok"}\n']);
        const ready = await requestTo(served.port, `${prefix}/readyz?probe=1`, { method });
        assert.equal(ready.status, 200);
        for (const { headers } of [lives, ready]) {
          assert.equal(headers['cache-control'], 'no-store');
          assert.equal(headers['content-type'], 'application/json');
          assert.equal(headers['x-content-type-options'], 'nosniff');
        }
      }
    const { read, ...counts } = await jsonAt(served.port, '/readyz');
    assert.deepEqual(counts, { status: 'ok', events: 2, problems: 0 });
    assert.ok(Math.abs(Date.parse(String(read)) - Date.now()) < 10 * 60_000);
    assert.equal((await requestTo(served.port, '/healthz', { method: 'POST' })).status, 405);
    for (const path of ['/en/healthz', '/healthz/', '/xhealthz', '/healthzx'])
      assert.equal((await requestTo(served.port, path)).status, 404, path);
    await served.stop();
  });

  it('is degraded while the folder has problems, also from the start, and well again once they are mended', async () => {
    const folder = newFolder();
    const env = { CACHE_DIR: scratchFolder() };
    const statusOf = async ({ port }: ServingCommand) => (await jsonAt(port, '/readyz')).status;
    let served = await serve(folder, env);
    const { read } = await jsonAt(served.port, '/readyz');
    await until('a state is kept', () => readdirSync(env.CACHE_DIR).some((name) => name.endsWith('.base')));
    folder.write('events/beta.yaml', 'title: [');
    await until('it is degraded', async () => (await statusOf(served)) === 'degraded');
    await served.stop();
    served = await serve(folder, env);
    const state = await jsonAt(served.port, '/readyz');
    assert.deepEqual(state, { status: 'degraded', events: 2, problems: state.problems, read });
    assert.ok(Number(state.problems) > 0);
    folder.write('events/beta.yaml', titled('Mended'));
    await until('it is well', async () => (await statusOf(served)) === 'ok');
    await served.stop();
  });

  it('has paths with which no BASE_URL may begin', async () => {
    const env = { EVENTS_DIR: newFolder().root, PORT: '0', WATCH: 'off' };
    for (const name of ['healthz', 'readyz']) {
      const { code, stderr } = await annals(['serve'], { ...env, BASE_URL: `https://annals.example/${name}/` });
      assert.equal(code, 2);
      assert.match(stderr, /BASE_URL's path begins with/);
    }
  });
});

describe('the address for operators', async () => {
  const folder = newFolder();
  const served = await serve(folder, { ADMIN_PORT: '0' });
  after(() => served.stop());

  it('has metrics: requests by route and status, the store, the folder, the event loop', async () => {
    const admin = await adminPortOf(served);
    const { headers } = await requestTo(served.port, '/en/calendar.ics');
    await requestTo(served.port, '/en/calendar.ics', { headers: { 'If-None-Match': String(headers.etag) } });
    for (const path of ['/en/', '/en/feed.rss', '/en/events.json', '/nope', '/healthz'])
      await requestTo(served.port, path);
    folder.write('events/beta.yaml', 'title: [');
    const numbers = async () => {
      const { status, headers, text } = await requestTo(admin, '/metrics');
      assert.equal(status, 200);
      assert.match(String(headers['content-type']), /^text\/plain; version=/);
      return new Map(
        [...text.matchAll(/^(\w+(?:\{[^}]*\})?) ([\d.e+-]+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
      );
    };
    const now = await until('the problem is counted', async () => {
      const all = await numbers();
      return (all.get('annals_problems') ?? 0) > 0 && all;
    });
    for (const [route, status] of [
      ['calendar', 200],
      ['calendar', 304],
      ['page', 200],
      ['feed', 200],
      ['data', 200],
      ['page', 404],
      ['health', 200],
    ])
      assert.equal(now.get(`annals_requests_total{route="${route}",status="${status}"}`), 1, `${route} ${status}`);
    assert.equal(now.get('annals_events'), 2);
    const ratio = now.get('annals_not_modified_ratio') ?? 0;
    assert.ok(ratio > 0 && ratio < 1);
    for (const name of ['annals_store_bytes', 'annals_store_hits_total', 'annals_read_timestamp_seconds'])
      assert.ok((now.get(name) ?? 0) > 0, name);
    for (const name of ['annals_load_seconds', 'annals_store_misses_total', 'nodejs_eventloop_lag_p99_seconds'])
      assert.ok(now.has(name), name);
    // Nothing of it is at the address of readers.
    for (const path of ['/metrics', '/doctor']) assert.equal((await requestTo(served.port, path)).status, 404, path);
    for (const path of ['/', '/en/']) assert.equal((await requestTo(admin, path)).status, 404, path);
    assert.equal((await requestTo(admin, '/metrics', { method: 'POST' })).status, 405);
    folder.write('events/beta.yaml', titled('Beta', { when: '2019' }));
    await until('it is mended', async () => (await numbers()).get('annals_problems') === 0);
  });

  it('has which kinds of programs fetch which feed, and whether they have the last change', async () => {
    const admin = await adminPortOf(served);
    const fetchAs = (agent: string, path: string) =>
      requestTo(served.port, path, { headers: { 'User-Agent': agent, 'X-Forwarded-For': '203.0.113.7' } });
    await fetchAs('Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Thunderbird/128.1', '/en/calendar.ics');
    const doctor = async () =>
      (await jsonAt(admin, '/doctor')) as { changed: string; fetched: Record<string, unknown>[] };
    const fetched = async (program: string) => (await doctor()).fetched.find((one) => one.program === program);
    assert.equal((await until('it is noted', () => fetched('Thunderbird'))).hasLastChange, true);
    folder.write('events/alpha.yaml', titled('Changed'));
    await until('it is served', async () => (await requestTo(served.port, '/en/')).text.includes('Changed'));
    assert.equal((await fetched('Thunderbird'))?.hasLastChange, false);
    await fetchAs('FreshRSS/1.24 (Linux; https://freshrss.org)', '/en/type/meeting/feed.atom');
    await until('it is noted', () => fetched('FreshRSS'));
    // Those of other tests have no name.
    const all = (await doctor()).fetched.filter(({ program }) => program !== 'nameless');
    assert.deepEqual(
      all.map(({ program, path, requests, unchanged }) => [program, path, requests, unchanged]),
      [
        ['FreshRSS', '/en/type/meeting/feed.atom', 1, 0],
        ['Thunderbird', '/en/calendar.ics', 1, 0],
      ],
    );
    assert.doesNotMatch(JSON.stringify(all), /203\.0\.113|127\.0\.0\.1|Mozilla/);
  });

  it('that is taken is told of by the name of its setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    after(() => other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const env = { EVENTS_DIR: newFolder().root, PORT: '0', HOST: '127.0.0.1', ADMIN_PORT: String(port) };
    const { code, stderr } = await annals(['serve'], env);
    assert.equal(code, 2);
    assert.match(stderr, /^annals: port \d+ is taken: stop what listens there, or set ADMIN_PORT\n/);
  });
});

describe('what is remembered of requests', () => {
  it('is bounded, however many addresses and programs there are', () => {
    const traffic = new Traffic({ baseUrl: BASE_URL, now: () => 1, log: undefined, logEvery: 1 });
    for (let n = 0; n < 5000; n += 1) {
      let note = () => {};
      const response = { writableFinished: true, statusCode: 200, on: (_: string, call: () => void) => (note = call) };
      const headers = { 'user-agent': `Thunderbird/${n} ${'x'.repeat(n)}` };
      traffic.observe({ method: 'GET', url: `/en/calendar.ics?q=${n}`, headers } as never, response as never);
      note();
    }
    assert.equal(traffic.fetchings.length, 2000);
    assert.equal(traffic.fetchings[0]?.path, '/en/calendar.ics?q=4999');
    assert.deepEqual([...traffic.counts], [{ route: 'calendar', status: '200', count: 5000 }]);
  });

  it('names programs by their kind alone', () => {
    for (const [agent, family] of [
      ['Google-Calendar-Importer', 'Google Calendar'],
      ['macOS/14.5 (23F79) CalendarAgent/1230', 'Apple Calendar'],
      ['iOS/17.5 (21F79) dataaccessd/1.0', 'Apple Calendar'],
      ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)', 'Outlook'],
      ['Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Thunderbird/128.0', 'Thunderbird'],
      ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'Googlebot'],
      ['Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36', 'Chrome'],
      ['Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)', 'Feedly'],
      ['curl/8.5.0', 'curl'],
      ['someone@example.org at home', 'others'],
      ['  ', 'nameless'],
      [undefined, 'nameless'],
    ] as const)
      assert.equal(programFamily(agent), family, agent);
  });
});

describe('the log', { concurrency: 3 }, () => {
  it('is JSON where it is for programs: each line an object, problems and all', async () => {
    const folder = newFolder();
    const served = await serve(folder, { LOG_FORMAT: 'json', ACCESS_LOG: 'full' });
    folder.write('events/x\nannals: forged\u001b[2J.yaml', 'title: [');
    await until('it is told', () => served.said.stdout.includes('not taken over'));
    await requestTo(served.port, '/en/?q=%0aannals:%20forged');
    await until('the request is logged', () => served.said.stdout.includes('"path":"/en/?q='));
    const { stdout, stderr } = await served.stop();
    assert.equal(stderr, '');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const { time, level, msg } of lines) {
      assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      assert.ok(['info', 'error'].includes(String(level)) && typeof msg === 'string');
    }
    assert.match(String(lines[0]?.msg), /^2 events of \S+ at http\S+ \(port \d+\)$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a terminal would obey
    assert.doesNotMatch(stdout.replaceAll('\n', ''), /[\u0000-\u001f\u007f-\u009f]/);
    assert.doesNotMatch(stdout, /127\.0\.0\.1/);
  });

  it('has no requests, each of them, or a sample', async () => {
    for (const [accessLog, count] of [
      ['off', 0],
      ['sampled', 2],
      ['full', 200],
    ] as const) {
      const served = await serve(newFolder(), { ACCESS_LOG: accessLog });
      for (let n = 0; n < 200; n += 1) await requestTo(served.port, '/en/calendar.ics');
      const logged = () => [...served.said.stdout.matchAll(/^annals: GET \/en\/calendar\.ics 200 \d+ ms nameless$/gm)];
      await until('they are logged', () => logged().length >= count);
      await served.stop();
      assert.equal(logged().length, count, accessLog);
    }
  });

  it('tells a fault with its stack, of which no line looks like one of the log', () => {
    const said: string[] = [];
    const log = openLog('text', { out: assert.fail, error: (text) => said.push(text) });
    log.fault(new Error('a path\nannals: all is well \u001b[2J'));
    const lines = said.join('\n').split('\n');
    assert.equal(lines.filter((line) => line.startsWith('annals:')).length, 1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a terminal would obey
    assert.doesNotMatch(said.join(), /[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('--print-config', () => {
  it('prints each setting with its value and where it came from, and serves nothing', async () => {
    const { code, stdout, stderr } = await annals(['serve', '--print-config'], { PORT: '8080', BASE_URL });
    assert.deepEqual([code, stderr], [0, '']);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    assert.deepEqual(
      rows.map(([name]) => name),
      Object.values(SETTINGS).map(({ name }) => name),
    );
    const row = (name: string) => rows.find(([first]) => first === name)?.slice(1);
    assert.deepEqual(row('PORT'), ['8080', 'environment']);
    assert.deepEqual(row('BASE_URL'), [BASE_URL, 'environment']);
    assert.deepEqual(row('KEEP_ALIVE'), ['65', 'default']);
    assert.deepEqual(row('ADMIN_PORT'), ['none', 'default']);
    const { stdout: local } = await annals(['serve', '--print-config'], { PORT: '8080', BASE_URL: '' });
    assert.match(local, /^BASE_URL {2,}http:\/\/localhost:8080 {2,}default$/m);
  });

  it('tells of a name that is a setting’s but for case and underscores', async () => {
    const { code, stderr } = await annals(['serve', '--print-config'], {
      BASEURL: BASE_URL,
      keep_alive: '5',
      POST: '1',
    });
    assert.equal(code, 0);
    assert.deepEqual(stderr.trim().split('\n').sort(), [
      'BASEURL is no setting, and is not heeded: write BASE_URL',
      'keep_alive is no setting, and is not heeded: write KEEP_ALIVE',
    ]);
  });

  it('tells of wrong settings as a start does, and takes each value as it is written', async () => {
    const { code, stderr } = await annals(['serve', '--print-config'], { KEEP_ALIVE: '0', STOP_DELAY: 'x' });
    assert.equal(code, 2);
    assert.match(stderr, /^annals: KEEP_ALIVE is "0": write a number of seconds from 1 to 3600, such as 65\n/);
    assert.match(stderr, /STOP_DELAY is "x": write a number of seconds from 0 to 3600\n/);
    assert.ok(describeSettings({ HOST: ' ::1\n' }).some((line) => /^HOST +::1 +environment$/.test(line)));
  });
});

/** Asks again and again on one connection, until it is told that the connection ends. */
async function askUntilClosed(port: number, answers: { count: number }): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let isOpen = true; isOpen; )
    isOpen = await new Promise<boolean>((resolve, reject) => {
      const asking = send({ host: '127.0.0.1', port, path: '/en/calendar.ics', agent }, (answer) => {
        assert.equal(answer.statusCode, 200);
        answer.resume().on('error', reject);
        answer.on('end', () => resolve(answer.headers.connection !== 'close'));
      });
      asking.on('error', reject).end();
    }).finally(() => {
      answers.count += 1;
    });
  agent.destroy();
}

describe('SIGTERM', { concurrency: 2 }, () => {
  it('loses no request of sixteen kept connections that ask all the time', async () => {
    const served = await serve(newFolder());
    const answers = { count: 0 };
    const asking = Promise.all(Array.from({ length: 16 }, () => askUntilClosed(served.port, answers)));
    await until('all of them ask', () => answers.count > 160);
    const ended = served.stop();
    await asking;
    assert.equal((await ended).code, 0);
  });

  it('with STOP_DELAY still takes connections, and says that it is not ready', async () => {
    const served = await serve(newFolder(), { STOP_DELAY: '3' });
    const ended = served.stop();
    const readiness = () => requestTo(served.port, '/readyz');
    const { headers, text } = await until('it is not ready', async () => {
      const answer = await readiness();
      return answer.status === 503 && answer;
    });
    assert.equal(JSON.parse(text).status, 'stopping');
    assert.equal(headers.connection, 'close');
    assert.equal((await requestTo(served.port, '/healthz')).status, 200);
    assert.equal((await requestTo(served.port, '/en/')).status, 200);
    assert.equal((await ended).code, 0);
    await assert.rejects(readiness(), { code: 'ECONNREFUSED' });
  });

  it('twice ends it at once', async () => {
    const served = await serve(newFolder(), { STOP_DELAY: '600' });
    const ended = served.stop();
    await until('it is about to stop', async () => (await requestTo(served.port, '/readyz')).status === 503);
    process.kill(served.pid, 'SIGTERM');
    assert.equal((await ended).signal, 'SIGTERM');
  });
});
