/** What programs find beside calendars and feeds: sitemap, robots.txt, manifest, icons, search, Open Graph, microformats. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { mf2 } from 'microformats-parser';
import { dayAt } from '../../src/chronology/dates/day.ts';
import { lastModified, type TimelineEvent } from '../../src/chronology/event.ts';
import { clashOf } from '../../src/serve/live-folder.ts';
import { DOCUMENT } from '../../src/web/http/cache-control.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { findAll } from '../support/html.ts';
import { elements } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, serve } from '../support/service.ts';
import { sitemapOf } from '../support/sitemap.ts';
import { parseXml } from '../support/xml.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });
const below = await serve({ folder: EVERY_DATE, baseUrl: 'https://chronology.example/some/path' });
const BROWSER = { headers: { Accept: 'text/html' } };

/** Where a page's `<link>` of this kind leads, as an absolute address. */
function linked(page: string, path: string, rel: string): string {
  const found = elements(page, 'link').filter(({ attributes }) => attributes.rel === rel);
  assert.equal(found.length, 1, `${rel} on ${path}`);
  return new URL(found[0]?.attributes.href ?? '', `${BASE_URL}${path}`).href;
}

function metaOf(page: string): Readonly<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { attributes } of elements(page, 'meta')) {
    const name = attributes.property ?? attributes.name;
    if (name !== undefined && /^(og|article|twitter):/.test(name))
      found[name] = [...(found[name] ?? []), attributes.content ?? ''];
  }
  return found;
}

describe('/sitemap.xml', () => {
  it('leaves out what was withdrawn, and facets without events', async () => {
    const text = (await everyDate.request('/sitemap.xml')).text;
    assert.ok(!text.includes('withdrawn'));
    const people = Object.keys(everyDate.chronology.vocabulary.people);
    const named = new Set(everyDate.chronology.events.flatMap((event) => event.people.map(({ id }) => id)));
    for (const id of people) assert.equal(text.includes(`/person/${id}/`), named.has(id), id);
  });

  it('has the pages of the navigation: figures only where an event has some', async () => {
    for (const [events, has] of [
      [{ plain: {} }, false],
      [{ plain: {}, counted: { figures: [{ measure: 'grants', value: '7' }] } }, true],
    ] as const) {
      const service = await serve({ chronology: chronologyOf(events) });
      const listed = (await sitemapOf(service)).map(({ address }) => address.slice(BASE_URL.length));
      assert.equal(listed.includes('/en/figures'), has);
      const { text } = await service.request('/en/');
      for (const { attributes } of findAll(text, 'header nav a'))
        assert.ok(listed.includes(new URL(attributes.href ?? '', `${BASE_URL}/en/`).pathname), attributes.href);
    }
  });

  it('gives the day on which an event that is shown was last changed', async () => {
    const days = new Map((await sitemapOf(everyDate)).map(({ address, day }) => [address.slice(BASE_URL.length), day]));
    const { events } = everyDate.chronology;
    const { timeZone } = everyDate.chronology.vocabulary.settings;
    const lastDay = (event: TimelineEvent) => dayAt(Date.parse(lastModified(event)), timeZone);
    for (const event of events) assert.equal(days.get(`/ja/events/${event.slug}`), lastDay(event));
    assert.equal(days.get('/en/'), events.map(lastDay).sort().at(-1));
    const rounds = events.filter(({ series }) => series?.id === 'rounds').map(lastDay);
    assert.equal(days.get('/en/series/rounds/'), rounds.sort().at(-1));
  });

  it('is one file while that is enough', async () => {
    for (const path of ['/sitemap-1.xml', '/sitemap-0.xml', '/sitemap-x.xml', '/sitemap-.xml'])
      assert.equal((await shipped.request(path)).status, 404, path);
  });

  it('is an index of several where it is not', async () => {
    // Addresses as long as these fill a file with fewer events.
    const base = `https://chronology.example/${'x'.repeat(1500)}`;
    const many = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`event-${index}`, {}]));
    const { request } = await serve({ chronology: chronologyOf(many), baseUrl: base });
    const read = async (path: string) => {
      const { status, text } = await request(path);
      return status === 200 ? parseXml(text) : undefined;
    };
    const index = await read('/sitemap.xml');
    assert.equal(index?.name, 'sitemapindex');
    const files = index?.children('sitemap').map((file) => file.child('loc').text.slice(base.length)) ?? [];
    assert.deepEqual(files, ['/sitemap-1.xml', '/sitemap-2.xml']);
    const addresses: string[] = [];
    for (const file of files)
      addresses.push(...((await read(file))?.children('url') ?? []).map((url) => url.child('loc').text));
    for (const slug of Object.keys(many)) assert.ok(addresses.includes(`${base}/ja/events/${slug}`), slug);
    assert.equal(new Set(addresses).size, addresses.length);
    assert.equal(await read('/sitemap-3.xml'), undefined);
  });
});

/** Whether RFC 9309 §2.2.2 lets a crawler fetch the address: the longest rule that matches decides. */
function allowed(robots: string, address: string): boolean {
  const rules = [...robots.matchAll(/^(Allow|Disallow): (\S+)$/gm)].map(([, kind, pattern = '']) => ({
    kind,
    length: pattern.length,
    matches: new RegExp(`^${pattern.replace(/[.?+()[\]{}|\\^]/g, '\\$&').replaceAll('*', '.*')}`).test(address),
  }));
  const [best] = rules.filter(({ matches }) => matches).sort((a, b) => b.length - a.length);
  return best?.kind !== 'Disallow';
}

describe('/robots.txt', () => {
  it('keeps crawlers out of combinations, and out of nothing else', async () => {
    const { status, headers, text } = await shipped.request('/robots.txt');
    assert.deepEqual([status, headers['content-type']], [200, 'text/plain; charset=utf-8']);
    assert.deepEqual([headers['cache-control'], headers['access-control-allow-origin']], [DOCUMENT, '*']);
    assert.match(String(headers.etag), /^"/);
    assert.equal(
      text,
      `User-agent: *\nDisallow: /*/?\nDisallow: /*/subscribe?\nAllow: /*/?part=\nAllow: /\n\nSitemap: ${BASE_URL}/sitemap.xml\n`,
    );
    for (const path of [
      '/en/?country=UZ&type=meeting',
      '/ja/?q=a',
      '/en/type/meeting/?imprecise=span',
      '/ja/subscribe?q=a',
    ])
      assert.equal(allowed(text, path), false, path);
    const open = [
      '/',
      '/en/',
      '/en/type/meeting/',
      '/en/subscribe',
      '/en/events/summit-1',
      '/events/summit-1',
      '/sitemap.xml',
    ];
    // Google Calendar asks for robots.txt before it fetches a subscription, and would fetch none that is kept from it.
    const subscriptions = [
      '/en/calendar.ics',
      '/en/calendar.ics?country=UZ&imprecise=span',
      '/calendar.ics?type=visit',
    ];
    for (const path of [...open, ...subscriptions, '/ja/type/meeting/feed.rss?q=a'])
      assert.equal(allowed(text, path), true, path);
  });

  it('below a path speaks of that path', async () => {
    for (const path of ['/robots.txt', '/some/path/robots.txt'])
      assert.equal(
        (await below.request(path)).text,
        'User-agent: *\nDisallow: /some/path/*/?\nDisallow: /some/path/*/subscribe?\nAllow: /some/path/*/?part=\nAllow: /\n\nSitemap: https://chronology.example/some/path/sitemap.xml\n',
      );
  });
});

/** Width and height of a PNG, from its header (PNG §11.2.1). */
function sizeOfPng(bytes: Buffer): string {
  assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
  for (const language of ['en', 'ja'] as const)
    it(`in ${language} names the chronology, where it starts, and icons of the size that it says`, async () => {
      const { text: page } = await shipped.request(`/${language}/type/meeting/`);
      const address = linked(page, `/${language}/type/meeting/`, 'manifest');
      assert.equal(address, `${BASE_URL}/${language}/manifest.webmanifest`);
      const { status, headers, text } = await shipped.request(address.slice(BASE_URL.length));
      assert.deepEqual([status, headers['content-type']], [200, 'application/manifest+json']);
      const { icons, ...manifest } = JSON.parse(text);
      const { title, description } = shipped.chronology.vocabulary.settings;
      assert.deepEqual(manifest, {
        name: title[language],
        short_name: language === 'en' ? 'Central Asia' : '中央アジア＋日本',
        description: description[language],
        lang: language,
        dir: 'ltr',
        start_url: './',
        display: 'minimal-ui',
        theme_color: '#fbf9f4',
        background_color: '#fbf9f4',
      });
      const said: string[] = [];
      for (const { src, sizes, type, purpose } of icons) {
        const { pathname } = new URL(src, address);
        const icon = await shipped.request(pathname);
        assert.deepEqual([icon.status, icon.headers['content-type']], [200, type]);
        assert.equal(icon.headers['cache-control'], 'public, max-age=31536000, immutable');
        if (type === 'image/png') assert.equal(sizeOfPng(icon.body), sizes);
        said.push(`${sizes} ${purpose}`);
      }
      assert.deepEqual(said, ['any any', '192x192 any', '512x512 any', '512x512 maskable']);
    });

  it('is there in the chronology’s languages only', async () => {
    for (const path of ['/fr/manifest.webmanifest', '/manifest.webmanifest', '/fr/opensearch.xml'])
      assert.equal((await shipped.request(path)).status, 404, path);
  });
});

describe('the icon for iOS', () => {
  it('is a PNG of 180 pixels', async () => {
    const { text } = await shipped.request('/en/');
    const { pathname } = new URL(linked(text, '/en/', 'apple-touch-icon'));
    const { status, headers, body } = await shipped.request(pathname);
    assert.deepEqual([status, headers['content-type'], sizeOfPng(body)], [200, 'image/png', '180x180']);
  });
});

describe('the search description', () => {
  for (const [language, name] of [
    ['en', 'Central Asia'],
    ['ja', '中央アジア＋日本'],
  ] as const)
    it(`in ${language} leads to the search of that language`, async () => {
      const { text: page } = await shipped.request(`/${language}/`);
      const address = linked(page, `/${language}/`, 'search');
      const { status, headers, text } = await shipped.request(address.slice(BASE_URL.length));
      assert.deepEqual(
        [status, headers['content-type']],
        [200, 'application/opensearchdescription+xml; charset=utf-8'],
      );
      const root = parseXml(text);
      assert.equal(root.attributes.xmlns, 'http://a9.com/-/spec/opensearch/1.1/');
      assert.equal(root.child('ShortName').text, name);
      assert.ok([...name].length <= 16);
      assert.equal(root.child('Language').text, language);
      assert.equal(root.child('InputEncoding').text, 'UTF-8');
      const templates = root.children('Url').map(({ attributes: { type, rel, template = '' } }) => ({
        type,
        rel,
        template,
      }));
      assert.deepEqual(
        templates.map(({ rel, template }) => `${rel} ${template}`),
        [
          `results ${BASE_URL}/${language}/?q={searchTerms}`,
          `results ${BASE_URL}/${language}/feed.rss?q={searchTerms}`,
          `self ${address}`,
        ],
      );
      for (const { type, template } of templates) {
        const path = template.slice(BASE_URL.length).replace('{searchTerms}', 'tunnel');
        const answer = await shipped.request(path);
        assert.equal(answer.status, 200);
        assert.equal(String(answer.headers['content-type']).split(';')[0], type);
      }
      const image = root.child('Image').text;
      assert.equal((await shipped.request(image.slice(BASE_URL.length))).status, 200);
    });
});

describe('Open Graph', () => {
  it('is on every page that is canonical, and says what the page says', async () => {
    for (const [path, type, image] of [
      ['/en/', 'website', '/en/overview.png?frame=slide'],
      ['/ja/', 'website', '/ja/overview.png?frame=slide'],
      ['/en/country/UZ/', 'website', '/en/country/UZ/overview.png?frame=slide'],
      ['/ja/?q=a&type=meeting', 'website', '/ja/overview.png?frame=slide&q=a&type=meeting'],
      ['/en/events/third-round', 'article', '/en/overview.png?frame=slide'],
    ] as const) {
      const { text } = await everyDate.request(path);
      const { 'og:title': title, 'og:description': description, ...rest } = metaOf(text);
      const [own, other] = path.startsWith('/en/') ? ['en_GB', 'ja_JP'] : ['ja_JP', 'en_GB'];
      assert.ok(title?.length === 1 && title[0] !== '' && description?.length === 1 && description[0] !== '');
      assert.deepEqual(rest, {
        'og:site_name': [path.startsWith('/en/') ? 'Every kind of date' : 'あらゆる日付'],
        'og:type': [type],
        'og:url': [`${BASE_URL}${path}`],
        'og:locale': [own],
        'og:locale:alternate': [other],
        'og:image': [`${BASE_URL}${image}`],
        'og:image:type': ['image/png'],
        'og:image:width': ['1600'],
        'og:image:height': ['900'],
        'og:image:alt': rest['og:image:alt'],
        'twitter:card': ['summary_large_image'],
        ...(type === 'article' && {
          'article:published_time': ['2026-11-22T00:30:00Z'],
          'article:modified_time': ['2026-12-02T15:00:00Z'],
        }),
      });
    }
  });

  it('calls an event by its own title', async () => {
    const { text } = await shipped.request('/en/events/summit-1');
    assert.deepEqual(metaOf(text)['og:title'], ['First “Central Asia plus Japan” summit, Tokyo']);
  });

  it('is on no page of an error', async () => {
    assert.deepEqual(metaOf((await shipped.request('/en/nope', BROWSER)).text), {});
  });
});

describe('microformats', () => {
  const read = async (path: string) => {
    const { text } = await everyDate.request(path);
    const { items } = mf2(text, { baseUrl: `${BASE_URL}${path}` });
    return items;
  };

  it('of a view are a feed of events', async () => {
    const [feed, ...others] = await read('/en/');
    assert.deepEqual(others, []);
    assert.deepEqual(feed?.type, ['h-feed']);
    assert.deepEqual(feed?.properties.name, ['Every kind of date']);
    const { events } = everyDate.chronology;
    assert.deepEqual(
      feed?.children?.map(({ type, properties: { name, url } }) => [type, name, url]),
      events.map(({ slug, title }) => [['h-event'], [title.en], [`${BASE_URL}/en/events/${slug}`]]),
    );
    const starts = new Map(feed?.children?.map(({ properties: { url, start } }) => [url?.[0], start]));
    const startOf = (slug: string) => starts.get(`${BASE_URL}/en/events/${slug}`);
    assert.deepEqual(startOf('day'), ['2022-12-24']);
    assert.deepEqual(startOf('month'), ['2023-03']);
    for (const slug of ['quarter', 'decade', 'approximate', 'after', 'by'])
      assert.equal(startOf(slug), undefined, slug);
  });

  it('of an event’s page are the event', async () => {
    const [event, ...others] = await read('/en/events/third-round');
    assert.deepEqual(others, []);
    assert.deepEqual(event?.type, ['h-event']);
    const { name, url, uid, start, category, location, summary } = event?.properties ?? {};
    assert.deepEqual(
      { name, url, uid, start, category, location },
      {
        name: [everyDate.chronology.bySlug.get('third-round')?.title.en],
        url: [`${BASE_URL}/events/third-round`],
        uid: [`${BASE_URL}/events/third-round`],
        start: ['2023-08-01'],
        category: ['Meeting', 'Japan', 'Kazakhstan', 'Uzbekistan'],
        location: ['The Hall; Tokyo'],
      },
    );
    assert.equal(summary?.length, 1);
  });
});

describe('BASE_URL', () => {
  it('cannot be the address of a document of ours', () => {
    const languages = ['en', 'ja'];
    for (const name of ['robots.txt', 'sitemap.xml', 'calendar.ics', 'feed.rss', 'events', 'images', 'ja'])
      assert.equal(clashOf(`https://chronology.example/${name}`, languages), name);
    for (const base of ['https://chronology.example', 'https://chronology.example/calendar'])
      assert.equal(clashOf(base, languages), undefined, base);
  });
});
