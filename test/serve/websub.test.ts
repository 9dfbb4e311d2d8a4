/** WebSub: feeds name their hub, and the hub, here one of the test's own, is told of each change once. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { startServer } from '../../src/serve/http-server.ts';
import type { LiveFolder } from '../../src/serve/live-folder.ts';
import { changedTopicsSteps, hubDeliveries } from '../../src/serve/websub.ts';
import { atOnce } from '../../src/slices.ts';
import { createService } from '../../src/web/listener.ts';
import { outputNames, outputs, rootOutputs } from '../../src/web/site/outputs.ts';
import { chronologyOf, eventText, VOCABULARY } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { addressesOf } from '../support/every-address.ts';
import { follow } from '../support/followed-folder.ts';
import { until } from '../support/outcome.ts';
import { BASE_URL, requestTo, siteOf, TODAY } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

type Answer = number | 'never';

/** A hub on loopback: what it was asked and told, in order; each topic is answered what `answersOf` has for it first, one each. */
async function hub(answersOf: Readonly<Record<string, Answer[]>> = {}) {
  const told: string[] = [];
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = new URLSearchParams(Buffer.concat(chunks).toString());
      assert.equal(body.get('hub.mode'), 'publish');
      const topic = body.get('hub.url') ?? '';
      const status = answersOf[topic]?.shift() ?? 204;
      asked.push(topic);
      if (status === 'never') return;
      if (status === 204) told.push(topic);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, told, asked };
}

function publisher(address: string, firstWaitMilliseconds = 1) {
  const warnings: string[] = [];
  const own = hubDeliveries({ hub: address, warn: (text) => warnings.push(text), firstWaitMilliseconds });
  after(() => own.stop());
  return { own, warnings };
}

describe('a hub', () => {
  it('is told of each topic once, however often it changes while it waits, and again when it changes later', async () => {
    const { address, told } = await hub();
    const { own } = publisher(address);
    const topics = Array.from({ length: 20 }, (_, number) => `topic-${number}`);
    own.send(topics);
    own.send(topics.slice(-5));
    await until('the hub', () => told.length === 20);
    assert.deepEqual([...told].sort(), [...topics].sort());
    own.send(['topic-1']);
    await until('the hub', () => told.length === 21);
    assert.equal(told.at(-1), 'topic-1');
  });

  it('is told again where it fails or is busy, and not where it refuses', async () => {
    const { address, told, asked } = await hub({ a: [503, 429, 500], refused: [400] });
    const { own, warnings } = publisher(address);
    own.send(['a', 'refused', 'b']);
    await until('the hub', () => told.length === 2);
    assert.equal(asked.filter((topic) => topic === 'a').length, 4);
    assert.deepEqual([...told].sort(), ['a', 'b']);
    await until('the operator', () => warnings.length === 1);
    assert.deepEqual(warnings, [`${address} was not told that refused changed: status 400`]);
  });

  it('that fails for one topic, or is slow with it, hears of the others meanwhile', async () => {
    const others = Array.from({ length: 10 }, (_, number) => `other-${number}`);
    const { address, told } = await hub({ failing: [503], slow: ['never'] });
    const { own } = publisher(address, 60_000);
    own.send(['failing', 'slow', ...others]);
    await until('the hub', () => told.length === others.length);
    assert.deepEqual([...told].sort(), others.sort());
  });

  it('is told once of what changed again before it was asked anew', async () => {
    const { address, told, asked } = await hub({ a: [503] });
    const { own } = publisher(address, 200);
    own.send(['a']);
    await until('the hub', () => asked.length === 1);
    own.send(['a', 'b']);
    await until('the hub', () => told.length === 2);
    assert.deepEqual([...asked].sort(), ['a', 'a', 'b']);
  });

  it('is left alone at once when the service stops, whatever is waited for', async () => {
    const { address, asked } = await hub({ failing: [503], slow: ['never'] });
    const { own, warnings } = publisher(address, 3_600_000);
    own.send(['failing', 'slow']);
    await until('the hub', () => asked.length === 2);
    await own.stop();
    own.send(['late']);
    assert.deepEqual([asked.length, warnings], [2, []]);
  });

  it('that is not there holds nothing up, and is given up with a word to the operator', async () => {
    const { own, warnings } = publisher('http://127.0.0.1:9/');
    const begin = performance.now();
    own.send(['a']);
    assert.ok(performance.now() - begin < 1000);
    await until('the hub', () => warnings.length === 1);
    assert.match(warnings[0] ?? '', /was not told that a changed/);
  });
});

describe('the topics of an edit', () => {
  const before = chronologyOf({ one: { countries: ['JP'] }, two: { countries: ['UZ'] } });
  const topics = (after: typeof before) => atOnce(changedTopicsSteps(siteOf(before), siteOf(after), TODAY));

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
      '/ja/country/KZ/chronology.rss',
    ])
      assert.ok(found.includes(`${BASE_URL}${path}`), path);
    assert.ok(!found.some((topic) => topic.includes('/country/UZ/')));
    // No entry was revised.
    assert.ok(!found.some((topic) => topic.includes('?') || topic.includes('/changes.')));
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
    const told = atOnce(changedTopicsSteps(siteOf(chronologyOf({})), siteOf(chronology), TODAY));
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

/** What every feed is that a hub is told of, by its address. */
async function feedsAt({ port, baseUrl }: LiveFolder): Promise<ReadonlyMap<string, string>> {
  const names = outputNames.filter((name) => outputs[name].isTopic);
  const views = ['', 'type/meeting/', 'country/JP/', 'country/UZ/', 'country/KZ/', 'person/hayashi/', 'source/report/'];
  const paths = [
    ...rootOutputs.filter((name) => names.includes(name)).map((name) => `/${name}`),
    ...['en', 'ja'].flatMap((language) => views.flatMap((view) => names.map((name) => `/${language}/${view}${name}`))),
  ];
  const texts = new Map<string, string>();
  for (const path of paths) texts.set(`${baseUrl}${path}`, (await requestTo(port, path)).text);
  return texts;
}

const person = [{ id: 'hayashi', office: { en: 'Minister', ja: '大臣' }, country: 'JP' }];

function followed(address: string) {
  const folder = new EditedFolder({
    alpha: eventText({ countries: ['JP'], people: person }),
    beta: eventText({ countries: ['UZ'] }),
  });
  return follow(folder, { WEBSUB_HUB: address });
}

describe('an edit on the disk', () => {
  it('is told to the hub: each feed that is another document since, once, and no other', async () => {
    const { address, told } = await hub();
    const { live, edit, warnings } = await followed(address);
    const edits: readonly ((folder: EditedFolder) => void)[] = [
      (folder) => folder.write('events/gamma.yaml', eventText({ countries: ['KZ'] })),
      (folder) =>
        folder.write('events/beta.yaml', eventText({ countries: ['UZ'], title: { en: 'Renamed', ja: '改題' } })),
      (folder) =>
        folder.replace(
          'events/beta.yaml',
          eventText({ countries: ['UZ'], revisions: [{ date: '2026-11-23', note: { en: 'A date.', ja: '日付。' } }] }),
        ),
      (folder) =>
        folder.write('people.yaml', (VOCABULARY['people.yaml'] ?? '').replace('Hayashi Yoshimasa', 'Hayashi Y.')),
      (folder) => folder.delete('events/gamma.yaml'),
    ];
    const expected: string[] = [];
    let before = await feedsAt(live);
    for (const change of edits) {
      await edit(change);
      const now = await feedsAt(live);
      for (const [topic, text] of now) if (before.get(topic) !== text) expected.push(topic);
      before = now;
      await until('the hub', () => told.length >= expected.length);
    }
    assert.ok(expected.length > 50);
    assert.deepEqual([...told].sort(), expected.sort());
    assert.deepEqual(warnings, []);
  });

  it('is served whether the hub answers or not, and told again where the hub failed', async () => {
    const silent = new Proxy<Record<string, Answer[]>>({}, { get: () => ['never'] });
    const hubs = [await hub(silent), { address: 'http://127.0.0.1:9/' }];
    for (const { address } of hubs) {
      const { live, edit } = await followed(address);
      for (const title of ['One', 'Two', 'Three']) {
        await edit((folder) => folder.write('events/beta.yaml', eventText({ title: { en: title, ja: title } })));
        assert.ok((await requestTo(live.port, '/en/feed.rss')).text.includes(title));
      }
      await live.stop();
    }
    const failures: Record<string, Answer[]> = {};
    const { address, told, asked } = await hub(failures);
    const { live, edit } = await followed(address);
    const topic = `${live.baseUrl}/en/feed.atom`;
    failures[topic] = [503];
    await edit((folder) => folder.write('events/beta.yaml', eventText({ title: { en: 'New', ja: '新' } })));
    await until('the hub', () => told.includes(topic));
    assert.equal(asked.filter((other) => other === topic).length, 2);
    assert.equal(told.filter((other) => other === topic).length, 1);
  });
});
