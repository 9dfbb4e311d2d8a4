/** What is kept of answers: each under its canonical address, made of what that address says and of nothing else. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import type { Day } from '../../src/chronology/dates/day.ts';
import { choiceNames, choices } from '../../src/chronology/query/query.ts';
import type { Answering } from '../../src/web/answering.ts';
import { createApp } from '../../src/web/app.ts';
import type { Answerable } from '../../src/web/http/representation.ts';
import { RepresentationStore } from '../../src/web/http/store.ts';
import { assetRepresentations } from '../../src/web/representations.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { segmentOf, viewPageNames, viewPages } from '../../src/web/site/view-pages.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { requestTo, siteOf, TODAY } from '../support/service.ts';

const events = {
  one: { countries: ['UZ'] },
  two: { countries: ['UZ'], weight: 'key' },
  ahead: { when: '2027-05', status: 'planned', countries: ['KZ'] },
};

/** A service, and the addresses under which it has kept answers so far. */
async function keeping() {
  const keys = new Set<string>();
  class Store extends RepresentationStore {
    override get(address: string, make: () => Answerable | Promise<Answerable>, day?: Day): Promise<Answerable> {
      keys.add(address);
      return super.get(address, make, day);
    }
  }
  const site = siteOf(chronologyOf(events));
  const answering: Answering = {
    site,
    store: new Store(1 << 26),
    images: new RepresentationStore(0),
    assets: assetRepresentations(site),
    common: [],
    today: () => TODAY,
  };
  const server = createServer(createApp(answering, assert.ifError)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  after(() => server.close());
  const { port } = server.address() as AddressInfo;
  /** The answer, and the addresses under which something was looked for. */
  const ask = async (path: string) => {
    keys.clear();
    const { status, headers, text } = await requestTo(port, path);
    return { status, location: headers.location, text, keys: [...keys] };
  };
  return { ask };
}

/** The choices that change the page or output at each address, below everything and below a filter. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    viewPageNames.flatMap((name) => {
      const taken = [...viewPages[name].takes, ...(name === 'embed' ? ['scheme'] : [])];
      const segment = name === 'month' ? 'month/2027-05' : segmentOf(name);
      const filtered = name === 'timeline' ? '/en/type/meeting/' : `/en/${segment}?country=UZ`;
      return [`/en/${segment}`, filtered].map((path) => [path, taken]);
    }),
  ),
  ...Object.fromEntries(
    outputNames
      .filter((name) => outputs[name].rasterWidth === undefined)
      .map((name) => [`/ja/${name}`, outputs[name].takes ?? []]),
  ),
};

describe('what is kept of an answer', async () => {
  const { ask } = await keeping();
  const further = (path: string, search: string) => `${path}${path.includes('?') ? '&' : '?'}${search}`;

  for (const [path, taken] of Object.entries(TAKEN))
    it(`at ${path} depends on ${taken.join(', ') || 'no choice'} and no other choice, in its key and in what is served`, async () => {
      // Asked for with every choice before it is asked for without: what the first reader chose is nobody else's.
      const all = choiceNames.filter((name) => !taken.includes(name)).map((name) => `${name}=${choices[name][1]}`);
      const chosen = await ask(further(path, all.join('&')));
      const plain = await ask(path);
      const afresh = await (await keeping()).ask(path);
      assert.equal(plain.status, 200);
      assert.deepEqual(chosen.keys, plain.keys);
      assert.ok(plain.text === afresh.text && chosen.text === afresh.text);
      for (const name of taken) {
        const other = await ask(further(path, `${name}=${choices[name as keyof typeof choices][1]}`));
        assert.notDeepEqual(other.keys, plain.keys, name);
      }
    });
});

describe('what is kept of an address with faults', async () => {
  const { ask } = await keeping();
  const PAGES = [
    '/en/',
    '/en/type/meeting/',
    '/ja/country/UZ/',
    '/en/embed',
    '/en/subscribe',
    '/ja/data',
    '/en/month/2027-05',
  ];
  const WRONG = ['type=nope', 'person=a&person=b', 'from=soon', 'to=P99999Y', 'contry=UZ'];

  for (const path of PAGES)
    it(`at ${path} is the page of what could be read of it, and what is told is nobody else’s`, async () => {
      const plain = await ask(path);
      for (const wrong of [...WRONG, ...(path.endsWith('/') ? ['part=soon'] : [])]) {
        const told = await ask(`${path}${path.includes('?') ? '&' : '?'}${wrong}`);
        assert.equal(told.status, 200);
        assert.deepEqual(told.keys, plain.keys, wrong);
        assert.match(told.text, /class="amiss"/, wrong);
        assert.equal(told.text.replace(/<div class="amiss"[\s\S]*?<\/div>\n/, ''), plain.text);
        assert.equal((await ask(path)).text, plain.text);
      }
    });

  it('grows by nothing, however many wrong addresses are asked for', async () => {
    const keys = new Set<string>();
    for (let number = 0; number < 50; number += 1)
      for (const path of ['/en/', '/en/embed', '/en/subscribe'])
        for (const key of (await ask(`${path}?type=nope-${number}&n${number}=1`)).keys) keys.add(key);
    assert.deepEqual([...keys], ['/en/', '/en/embed', '/en/subscribe']);
  });
});

describe('a key', async () => {
  it('is an address that is answered with just what is kept under it', async () => {
    const { ask } = await keeping();
    const base = encodeURIComponent('http://annals.example');
    const asked = [
      ...Object.keys(TAKEN),
      '/en/?contry=UZ',
      '/feed.rss?limit=10',
      '/en/embed?scheme=dark&show=next&imprecise=span',
      '/en/figures?part=1',
      `/oembed?url=${base}%2Fen%2F%3Forder%3Dnewest`,
      `/oembed?url=${base}%2Fen%2Fembed%3Fshow%3Dlist&maxwidth=300&format=xml`,
    ];
    for (const path of asked) {
      const { keys, text } = await ask(path);
      for (const key of keys) {
        const own = await (await keeping()).ask(key);
        assert.deepEqual([own.status, own.keys], [200, [key]], path);
        if (!path.includes('contry')) assert.equal(own.text, text, path);
      }
    }
    // What was a key once, and no address.
    assert.equal((await ask('/oembed?url=%2Fen%2F&format=json&width=800&height=560&show=picture')).status, 404);
  });
});
