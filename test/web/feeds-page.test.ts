/** Feeds are found: by links in each page's head and headers, on a page that has all of them, and as a list for feed readers. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { type FeedFormatName, faultsOf } from '../support/feed-validity.ts';
import { findAll, parseHtml, textOf } from '../support/html.ts';
import { BASE_URL, serve } from '../support/service.ts';
import { type Element, parseXml } from '../support/xml.ts';

const { request, chronology } = await serve();
const MEDIA_TYPES: Readonly<Record<string, FeedFormatName>> = {
  'application/rss+xml': 'rss',
  'application/atom+xml': 'atom',
  'application/feed+json': 'json',
};

/** Asks for a feed by its absolute address, and holds it to the rules of its format. */
async function assertFeed(address: string): Promise<void> {
  assert.ok(address.startsWith(`${BASE_URL}/`), address);
  const { status, headers, text } = await request(address.slice(BASE_URL.length));
  assert.equal(status, 200, address);
  const format = MEDIA_TYPES[String(headers['content-type']).split(';')[0] ?? ''];
  assert.ok(format, `${address} is no feed but ${headers['content-type']}`);
  assert.deepEqual(faultsOf(text, format), [], address);
}

const pageAt = async (path: string) => parseHtml((await request(path, { headers: { Accept: 'text/html' } })).text);

describe('the page of all feeds', () => {
  for (const language of ['en', 'ja']) {
    it(`has each kind of feed in each format, in ${language}`, async () => {
      const addresses = findAll(await pageAt(`/${language}/feeds`), '.address').map(textOf);
      assert.deepEqual(
        addresses.slice(0, -1),
        ['feed', 'changes', 'chronology', 'on-this-day'].flatMap((kind) =>
          ['rss', 'atom', 'json'].map((format) => `${BASE_URL}/${language}/${kind}.${format}`),
        ),
      );
      for (const address of addresses.slice(0, -1)) await assertFeed(address);
      assert.equal(addresses.at(-1), `${BASE_URL}/${language}/feeds.opml`);
    });

    it(`has the feeds of each value that events have, in ${language}`, async () => {
      const values = new Set(
        pathFacets.flatMap((facet) =>
          chronology.events.flatMap((event) => valuesOf(event, facet).map((value) => `${facet}/${value}/feed`)),
        ),
      );
      const links = findAll(await pageAt(`/${language}/feeds`), '.index small a');
      const paths = links.map(({ attributes }) => String(attributes.href));
      assert.deepEqual(
        paths.toSorted(),
        [...values].flatMap((path) => ['rss', 'atom', 'json'].map((format) => `${path}.${format}`)).sort(),
      );
      for (const path of paths.filter((_, index) => index % 7 === 0))
        await assertFeed(`${BASE_URL}/${language}/${path}`);
    });
  }

  it('is led to from every page', async () => {
    for (const path of ['/en/', '/en/about', '/en/subscribe', '/en/events/summit-1', '/en/country/UZ/'])
      assert.ok(
        findAll(await pageAt(path), 'footer a').some((link) => String(link.attributes.href).endsWith('feeds')),
        path,
      );
  });
});

describe('the list of feeds for feed readers', () => {
  const outlines = (element: Element): Element[] =>
    element.children('outline').flatMap((outline) => [outline, ...outlines(outline)]);

  for (const path of ['/feeds.opml', '/ja/feeds.opml'])
    it(`is at ${path}, and names feeds and pages that there are`, async () => {
      const { status, headers, text } = await request(path);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'text/x-opml; charset=utf-8');
      const opml = parseXml(text);
      assert.equal(opml.attributes.version, '2.0');
      assert.notEqual(opml.child('head').child('title').text, '');
      const all = outlines(opml.child('body'));
      for (const { attributes } of all) assert.notEqual(attributes.text ?? '', '');
      const feeds = all.filter(({ attributes }) => attributes.xmlUrl !== undefined);
      assert.equal(new Set(feeds.map(({ attributes }) => attributes.xmlUrl)).size, feeds.length);
      const language = path === '/feeds.opml' ? 'en' : 'ja';
      for (const kind of ['feed', 'changes', 'chronology', 'on-this-day'])
        assert.ok(feeds.some(({ attributes }) => attributes.xmlUrl === `${BASE_URL}/${language}/${kind}.rss`));
      for (const { attributes } of feeds.filter((_, index) => index % 9 === 0)) {
        assert.equal(attributes.type, 'rss');
        await assertFeed(attributes.xmlUrl ?? '');
        assert.equal((await request((attributes.htmlUrl ?? '').slice(BASE_URL.length))).status, 200);
      }
    });
});

describe('a page', () => {
  const KINDS = ['feed.rss', 'feed.atom', 'feed.json', 'changes.atom', 'chronology.atom'];

  it('names the feeds of its view in its head, each with a title of its own', async () => {
    for (const [path, view] of [
      ['/en/', ''],
      ['/en/country/UZ/', 'country/UZ/'],
      ['/ja/subscribe?country=UZ', 'country/UZ/'],
      ['/en/events/summit-1', ''],
      ['/en/about', ''],
      ['/en/feeds', ''],
    ] as const) {
      const links = findAll(await pageAt(path), 'link[rel="alternate"][title]');
      const address = (href: unknown) => new URL(String(href), `${BASE_URL}${path}`).pathname;
      const found = links.map(({ attributes }) => address(attributes.href));
      const language = path.slice(1, 3);
      for (const kind of KINDS)
        assert.ok(found.includes(`/${language}/${view}${kind}`), `${kind} on ${path}: ${found}`);
      assert.equal(new Set(links.map(({ attributes }) => attributes.title)).size, links.length);
    }
  });

  it('of a view, and each feed, names its relatives in Link, where they are not too long', async () => {
    const { link } = (await request('/en/country/UZ/')).headers;
    assert.ok(
      String(link).includes(`<${BASE_URL}/en/country/UZ/feed.atom>; rel="alternate"; type="application/atom+xml"`),
    );
    const feed = (await request('/en/country/UZ/feed.atom')).headers.link;
    assert.equal(
      feed,
      `<${BASE_URL}/en/country/UZ/feed.atom>; rel="self"; type="application/atom+xml", <${BASE_URL}/en/country/UZ/>; rel="alternate"; type="text/html"`,
    );
    const long = await request(`/en/?q=${encodeURIComponent('歴'.repeat(150))}`);
    assert.deepEqual([long.status, long.headers.link], [200, undefined]);
  });
});

describe('a feed of a filter that nothing passes', () => {
  it('has one entry that says so, the same at every visit, in every format', async () => {
    for (const kind of ['feed', 'changes', 'chronology', 'on-this-day'])
      for (const format of ['rss', 'atom', 'json'] as const) {
        const path = `/en/${kind}.${format}?q=nothing-has-this-word`;
        const { text } = await request(path);
        assert.deepEqual(faultsOf(text, format), [], path);
        assert.equal([...text.matchAll(/No entries yet: /g)].length, 1, path);
        assert.ok(text.includes(`${kind}?q=nothing-has-this-word/empty`), path);
      }
  });
});

describe('the number of entries', () => {
  it('is any up to 500, and told where it is none', async () => {
    for (const limit of ['1', '7', '100', '500'])
      assert.equal((await request(`/en/feed.atom?limit=${limit}`)).status, 200, limit);
    for (const limit of ['0', '-1', '501', '1000', '7.5', 'all', '٧']) {
      const { status, text } = await request(`/en/feed.atom?limit=${encodeURIComponent(limit)}`);
      assert.equal(status, 400, limit);
      assert.match(text, /1–500/, limit);
    }
    const { next_url: next } = JSON.parse((await request('/en/feed.json?limit=10')).text) as { next_url: string };
    await assertFeed(next);
    assert.equal((await request('/en/feed.json?limit=10&part=99')).status, 404);
    assert.equal((await request('/en/?limit=10')).status, 200);
  });
});

describe('the number of a part', () => {
  it('stays where an address leads to the one that is meant', async () => {
    for (const [asked, meant] of [
      ['/en/chronology.atom?country=UZ&limit=3&part=2', '/en/country/UZ/chronology.atom?limit=3&part=2'],
      ['/en/country/uz/chronology.json?limit=3&part=2', '/en/country/UZ/chronology.json?limit=3&part=2'],
    ] as const) {
      const { status, headers } = await request(asked);
      assert.deepEqual([status, headers.location], [301, `${BASE_URL}${meant}`]);
    }
  });

  it('is refused where it is none', async () => {
    for (const part of ['-1', '0', 'x', '1.5', '9'.repeat(20)])
      assert.equal((await request(`/en/chronology.json?limit=10&part=${part}`)).status, 400, part);
    assert.equal((await request('/en/chronology.json?limit=10&part=')).status, 200);
  });
});

describe('a feed or calendar that a person opens in a browser', () => {
  const navigation = (site: string) => ({
    'Sec-Fetch-Dest': 'document',
    'Sec-Fetch-Mode': 'navigate',
    'Sec-Fetch-Site': site,
    Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'Accept-Language': 'ja',
  });
  const opened: [path: string, leadsTo: string][] = [
    ['/en/feed.rss', '/en/subscribe#feed'],
    ['/feed.rss', '/en/subscribe#feed'],
    ['/ja/country/UZ/changes.atom', '/ja/subscribe?country=UZ#feed'],
    ['/en/chronology.json?from=2022&limit=10&part=2', '/en/subscribe?from=2022#feed'],
    ['/en/on-this-day.rss', '/en/subscribe#on-this-day'],
    ['/en/country/UZ/calendar.ics?imprecise=span', '/en/subscribe?country=UZ&imprecise=span#address'],
    ['/en-ja/calendar.ics', '/ja/subscribe?language=en-ja#address'],
    ['/en/anniversaries.ics', '/en/subscribe#on-this-day'],
  ];
  for (const [path, leadsTo] of opened)
    it(`${path} leads to ${leadsTo}, kept by no cache, whether or not the document is in memory`, async () => {
      const before = await request(path);
      assert.equal(before.status, 200);
      for (const site of ['none', 'cross-site']) {
        const { status, headers } = await request(path, { headers: navigation(site) });
        assert.deepEqual([status, headers.location], [302, `${BASE_URL}${leadsTo}`]);
        assert.equal(headers['cache-control'], 'no-store');
      }
      assert.equal((await request(leadsTo.split('#')[0] ?? '')).status, 200);
      const page = await pageAt(leadsTo.split('#')[0] ?? '');
      assert.equal(findAll(page, `#${leadsTo.split('#')[1]}`).length, 1);
      // Whoever reads feeds gets what it got before, byte for byte and header for header.
      const programs = [{}, { Accept: 'text/html' }, { 'Sec-Fetch-Dest': 'empty', 'Sec-Fetch-Mode': 'cors' }];
      for (const headers of programs) {
        const after = await request(path, { headers });
        assert.deepEqual([after.status, after.text], [200, before.text]);
        assert.deepEqual({ ...after.headers, date: '' }, { ...before.headers, date: '' });
      }
    });

  it('is one that the table of outputs says is opened as a page, and no other, whether or not it is in memory', async () => {
    for (const name of outputNames)
      for (const path of [`/ja/${name}`, `/ja/type/visit/${name}`]) {
        const { opensAs } = outputs[name];
        for (const read of ['before', 'after']) {
          const { status } = await request(path, { headers: navigation('none') });
          assert.equal(status, opensAs === undefined ? 200 : 302, `${path} ${read} it is in memory`);
          if (read === 'before') assert.equal((await request(path)).status, 200);
        }
      }
  });

  it('is a calendar to save where one of our own pages leads to it, and so is an event’s', async () => {
    for (const path of ['/en/calendar.ics', '/en/events/summit-1.ics']) {
      const { status, headers } = await request(path, { headers: navigation('same-origin') });
      assert.deepEqual([status, headers['content-type']], [200, 'text/calendar; charset=utf-8']);
    }
    assert.equal((await request('/en/feed.atom', { headers: navigation('same-origin') })).status, 302);
  });

  it('is told what is wrong with its address, as ever', async () => {
    assert.equal((await request('/en/feed.rss?limit=all', { headers: navigation('none') })).status, 400);
    assert.equal((await request('/en/country/XX/feed.rss', { headers: navigation('none') })).status, 404);
  });
});
