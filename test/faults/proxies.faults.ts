/** Two replicas behind a proxy with a cache, under load, while the folder is edited, broken and mended and replicas come and go. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { eventText } from '../support/chronologies.ts';
import { annalsServe, type ServingCommand } from '../support/command.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { until } from '../support/outcome.ts';
import { type CachingProxy, freePort, nginx, varnish } from '../support/proxies.ts';
import { requestTo } from '../support/service.ts';

/** Every kind of document that tells of the event that is edited, and one that does not. */
const ADDRESSES = [
  '/en/',
  '/en/calendar.ics',
  '/en/feed.rss',
  '/en/changes.atom',
  '/en/events.json',
  '/en/country/UZ/calendar.ics',
  '/en/country/JP/feed.json',
  '/en/events/beta',
  '/en/events/beta.ics',
  '/sitemap.xml',
] as const;

const READERS = 6;

/** One state of the folder: what is right at each address, and since when the proxy answers with nothing older. */
interface Version {
  readonly hashes: ReadonlyMap<string, string>;
  seenAt?: number;
}

interface Seen {
  readonly address: string;
  readonly begun: number;
  /** Of the body; undefined where the answer was 304. */
  readonly hash?: string;
  readonly fault?: string;
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Asks for the addresses by turns, every other time with the ETag that it got, until it is stopped. */
async function read(port: number, first: number, isOver: () => boolean, seen: Seen[]): Promise<void> {
  const etags = new Map<string, string>();
  for (let turn = first; !isOver(); turn += 1) {
    const address = ADDRESSES[turn % ADDRESSES.length] as string;
    const begun = performance.now();
    const etag = turn % 2 === 0 ? etags.get(address) : undefined;
    try {
      const { status, headers, body } = await requestTo(port, address, {
        headers: etag === undefined ? {} : { 'If-None-Match': etag },
      });
      if (status === 200) {
        etags.set(address, String(headers.etag));
        const length = headers['content-length'];
        const isTorn = length !== undefined && Number(length) !== body.length;
        seen.push({
          address,
          begun,
          hash: hashOf(body),
          ...(isTorn && { fault: `${body.length} of ${length} bytes` }),
        });
      } else if (status === 304 && etag !== undefined) seen.push({ address, begun });
      else seen.push({ address, begun, fault: `status ${status}` });
    } catch (error) {
      seen.push({ address, begun, fault: (error as Error).message });
    }
    // Six readers are a load, not a flood: replicas and proxy share the machine with them.
    await setTimeout(5);
  }
}

class House {
  readonly folder = new EditedFolder({
    alpha: eventText({ countries: ['JP'] }),
    beta: eventText({ countries: ['UZ'], title: { en: 'Version 0', ja: '第0版' } }),
  });
  readonly versions: Version[] = [];
  readonly replicas: ServingCommand[] = [];
  readonly #proxy: CachingProxy;
  readonly port: number;
  readonly #ports: readonly [number, number];

  private constructor(proxy: CachingProxy, port: number, ports: readonly [number, number]) {
    this.#proxy = proxy;
    this.port = port;
    this.#ports = ports;
  }

  static async start(proxy: CachingProxy): Promise<House> {
    const house = new House(proxy, await freePort(), [await freePort(), await freePort()]);
    for (const index of [0, 1] as const) await house.startReplica(index);
    await proxy.start(house.port, house.#ports);
    await house.record('Version 0');
    return house;
  }

  async startReplica(index: 0 | 1): Promise<void> {
    this.replicas[index] = await annalsServe({
      EVENTS_DIR: this.folder.root,
      PORT: String(this.#ports[index]),
      BASE_URL: 'http://chronology.example',
      STOP_DELAY: '2',
      ...(this.#proxy.isPurged && { PURGE_URLS: `http://127.0.0.1:${this.port}/` }),
    });
  }

  /** Publishes a version, and waits until every replica that runs, and the proxy at every address, answer with it. */
  async publish(title: string, running: readonly (0 | 1)[] = [0, 1]): Promise<void> {
    this.folder.write('events/beta.yaml', eventText({ countries: ['UZ'], title: { en: title, ja: title } }));
    await this.record(title, running);
  }

  async record(title: string, running: readonly (0 | 1)[] = [0, 1]): Promise<void> {
    for (const index of running)
      await until(`${title} at replica ${index}`, async () =>
        (await requestTo(this.#ports[index], '/en/events.json')).text.includes(title),
      );
    const [first = 0] = running;
    const hashes = new Map<string, string>();
    for (const address of ADDRESSES) hashes.set(address, hashOf((await requestTo(this.#ports[first], address)).body));
    const version: Version = { hashes };
    this.versions.push(version);
    for (const address of ADDRESSES)
      await until(`${title} at ${address} through the proxy`, async () => {
        const { status, body } = await requestTo(this.port, address);
        return status === 200 && hashOf(body) === hashes.get(address);
      });
    version.seenAt = performance.now();
  }
}

for (const proxy of [nginx, varnish])
  describe(`two replicas behind ${proxy.name}`, { skip: proxy.missing ?? false }, () => {
    it('lose no answer and tear none, and nobody gets an older state than was seen, whatever happens to folder and replicas', async () => {
      const house = await House.start(proxy);
      const { folder, replicas, port } = house;
      const seen: Seen[] = [];
      let isOver = false;
      const readers = Array.from({ length: READERS }, (_, index) => read(port, index, () => isOver, seen));
      try {
        await house.publish('Version 1');
        folder.write('events/beta.yaml', 'title: [');
        for (const replica of replicas)
          await until('the problem', () => `${replica.said.stdout}${replica.said.stderr}`.includes('beta.yaml'));
        await house.publish('Version 2');

        await replicas[0]?.stop('SIGKILL');
        await house.publish('Version 3', [1]);
        await house.startReplica(0);
        await house.record('Version 3');

        await replicas[1]?.stop('SIGTERM');
        await house.publish('Version 4', [0]);
        await house.startReplica(1);
        await house.publish('Version 5');
      } finally {
        isOver = true;
        await Promise.all(readers);
      }

      assert.ok(seen.length > 100, `${seen.length} answers`);
      assert.deepEqual(
        seen.filter(({ fault }) => fault !== undefined),
        [],
      );
      assert.ok(seen.some(({ hash }) => hash === undefined));
      for (const { address, begun, hash } of seen) {
        if (hash === undefined) continue;
        const latest = house.versions.findLastIndex(({ hashes }) => hashes.get(address) === hash);
        assert.notEqual(latest, -1, `${address} was answered with what is no version`);
        const due = house.versions.findLastIndex(({ seenAt }) => seenAt !== undefined && seenAt < begun);
        assert.ok(latest >= due, `${address} was answered with version ${latest}, after ${due} was seen everywhere`);
      }
    });

    it('may keep an answer for others, but none that is for one reader', async () => {
      const house = await House.start(proxy);
      const ask = (path: string, headers: Record<string, string>) => requestTo(house.port, path, { headers });
      await ask('/en/calendar.ics', {});
      assert.equal((await ask('/en/calendar.ics', {})).headers['x-cache'], 'HIT');
      // A browser is led to a page, whatever is kept, and nobody else is led there.
      const opened = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' };
      assert.equal((await ask('/en/calendar.ics', opened)).status, 302);
      assert.equal((await ask('/en/calendar.ics', {})).status, 200);
      for (const language of ['en', 'ja'])
        assert.equal(
          (await ask('/', { 'Accept-Language': language })).headers.location,
          `http://chronology.example/${language}/`,
        );
      const [english, japanese] = [
        await ask('/nope', { 'Accept-Language': 'en' }),
        await ask('/nope', { 'Accept-Language': 'ja' }),
      ];
      assert.notEqual(english?.text, japanese?.text);
      for (const name of ['surrogate-key', 'cache-tag'])
        assert.equal((await ask('/en/', {})).headers[name], undefined, name);
    });
  });

describe('replicas', () => {
  it('give the same bytes and tags, so that any answers a condition on what another gave', async () => {
    const folder = new EditedFolder({
      alpha: eventText({ countries: ['JP'] }),
      beta: eventText({ countries: ['UZ'] }),
    });
    const env = { EVENTS_DIR: folder.root, BASE_URL: 'http://chronology.example' };
    const [one, two] = [await annalsServe(env), await annalsServe(env)];
    for (const address of ADDRESSES) {
      const [first, second] = [await requestTo(one.port, address), await requestTo(two.port, address)];
      assert.deepEqual(
        [first.status, first.body, first.headers.etag],
        [200, second.body, second.headers.etag],
        address,
      );
      const { etag = '' } = first.headers;
      assert.equal((await requestTo(two.port, address, { headers: { 'If-None-Match': etag } })).status, 304);
    }
  });
});
