/** WebSub: feeds name their hub, and the hub, here one of the test's own, is told of each change once. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { startServer } from '../../src/serve/http-server.ts';
import { changedTopicsSteps, HubPublisher } from '../../src/serve/websub.ts';
import { atOnce } from '../../src/slices.ts';
import { createService } from '../../src/web/listener.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { addressesOf } from '../support/every-address.ts';
import { until } from '../support/outcome.ts';
import { BASE_URL, requestTo, siteOf, TODAY } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

/** A hub on loopback: how often it was told of each topic; `statuses` are answered first, one each. */
async function hub(statuses: number[] = []) {
  const told: string[] = [];
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      assert.equal(body.get('hub.mode'), 'publish');
      const topic = body.get('hub.url') ?? '';
      const status = statuses.shift() ?? 204;
      asked.push(topic);
      if (status === 204) told.push(topic);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, told, asked };
}

function publisher(address: string) {
  const warnings: string[] = [];
  const own = new HubPublisher({ hub: address, warn: (text) => warnings.push(text), firstWaitMilliseconds: 1 });
  after(() => own.stop());
  return { own, warnings };
}

describe('a hub', () => {
  it('is told of each topic once, however often it changes while it waits, and again when it changes later', async () => {
    const { address, told } = await hub();
    const { own } = publisher(address);
    own.publish(['a', 'b', 'c']);
    own.publish(['c', 'b']);
    await until('the hub', () => told.length === 3);
    assert.deepEqual(told, ['a', 'b', 'c']);
    own.publish(['b']);
    await until('the hub', () => told.length === 4);
    assert.deepEqual(told, ['a', 'b', 'c', 'b']);
  });

  it('is told again where it fails or is busy, each time later, and not where it refuses', async () => {
    const { address, told, asked } = await hub([503, 429, 500, 204, 400]);
    const { own, warnings } = publisher(address);
    own.publish(['a', 'refused', 'b']);
    await until('the hub', () => told.length === 2);
    assert.deepEqual(asked, ['a', 'a', 'a', 'a', 'refused', 'b']);
    assert.deepEqual(told, ['a', 'b']);
    assert.deepEqual(warnings, [`${address} was not told that refused changed: status 400`]);
  });

  it('that is not there holds nothing up, and is given up with a word to the operator', async () => {
    const { own, warnings } = publisher('http://127.0.0.1:9/');
    const begin = performance.now();
    own.publish(['a']);
    assert.ok(performance.now() - begin < 1000);
    await until('the hub', () => warnings.length === 1);
    assert.match(warnings[0] ?? '', /was not told that a changed/);
  });
});

describe('the topics of an edit', () => {
  const before = chronologyOf({ one: { countries: ['JP'] }, two: { countries: ['UZ'] } });
  const topics = (after: typeof before) => atOnce(changedTopicsSteps(before, after, BASE_URL));

  it('are the feeds of everything and of what the event has, in each language, and no others', () => {
    const { vocabulary } = before;
    const now = chronologyOf({ one: { countries: ['KZ'] }, two: { countries: ['UZ'] } });
    const two = before.bySlug.get('two');
    assert.ok(two);
    const edited = { ...now, vocabulary, bySlug: new Map([...now.bySlug, ['two', two]]) };
    const found = topics(edited);
    assert.equal(new Set(found).size, found.length);
    for (const path of [
      '/feed.rss',
      '/en/feed.rss',
      '/ja/feed.atom',
      '/en/country/JP/feed.json',
      '/ja/country/KZ/changes.rss',
    ])
      assert.ok(found.includes(`${BASE_URL}${path}`), path);
    assert.ok(!found.some((topic) => topic.includes('/country/UZ/')));
    assert.ok(!found.some((topic) => topic.includes('?')));
  });

  it('are none where nothing changed', () => assert.deepEqual(topics(before), []));
});

describe('a feed with a hub', () => {
  it('names it and itself, in its document and in Link; one that nobody tells of does not', async () => {
    const address = 'https://hub.example/';
    const site = { ...siteOf(chronologyOf({ one: {} })), hub: address };
    const { listener } = createService(site, () => TODAY, assert.ifError);
    const server = await startServer(listener, 0, '127.0.0.1');
    const get = (path: string) => requestTo(server.port, path);
    try {
      for (const path of [
        '/en/feed.rss',
        '/feed.rss',
        '/ja/type/meeting/feed.atom',
        '/en/feed.json',
        '/en/changes.rss',
      ]) {
        const { headers, text } = await get(path);
        assert.ok(String(headers.link).includes(`<${address}>; rel="hub"`), path);
        assert.ok(String(headers.link).includes(`<${BASE_URL}${path}>; rel="self"`), path);
        if (path.endsWith('json')) assert.deepEqual(JSON.parse(text).hubs, [{ type: 'WebSub', url: address }]);
        else {
          parseXml(text);
          assert.match(
            text,
            /<(?:atom:)?link (?:href="https:\/\/hub.example\/" rel="hub"|rel="hub" href="https:\/\/hub.example\/")\/>/,
          );
        }
      }
      for (const path of ['/en/feed.rss?q=one', '/en/calendar.ics', '/en/']) {
        const { headers, text } = await get(path);
        assert.ok(!String(headers.link).includes('rel="hub"') && !text.includes(address), path);
      }
    } finally {
      await server.stop();
    }
  });

  it('names it at every address of whose changes it is told, and at no other', async () => {
    const address = 'https://hub.example/';
    const chronology = chronologyOf({ one: { countries: ['JP'], tags: ['rain'] }, two: {} });
    const told = atOnce(changedTopicsSteps(chronologyOf({}), chronology, BASE_URL));
    const { listener } = createService({ ...siteOf(chronology), hub: address }, () => TODAY, assert.ifError);
    const server = await startServer(listener, 0, '127.0.0.1');
    try {
      const named: string[] = [];
      for (const path of new Set([...addressesOf(chronology), ...told.map((topic) => topic.slice(BASE_URL.length))])) {
        const { headers, text } = await requestTo(server.port, path);
        const isNamed = String(headers.link).includes(`<${address}>; rel="hub"`);
        assert.equal(text.includes(address), isNamed, path);
        if (isNamed) named.push(`${BASE_URL}${path}`);
      }
      assert.deepEqual(named.sort(), [...told].sort());
      assert.ok(told.length > 40);
    } finally {
      await server.stop();
    }
  });
});
