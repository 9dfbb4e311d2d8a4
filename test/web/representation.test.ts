/** How a document travels: codings, validators, conditional requests, and the headers that every answer has. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startServer } from '../../src/serve/http-server.ts';
import * as cacheControl from '../../src/web/http/cache-control.ts';
import { isFresh, isMatch, Representation } from '../../src/web/http/representation.ts';
import { RepresentationStore } from '../../src/web/http/store.ts';
import { createService } from '../../src/web/listener.ts';
import { ROOT } from '../support/root.ts';
import {
  type Answer,
  chronologyIn,
  EVERY_DATE,
  type RequestOptions,
  requestTo,
  SHIPPED,
  serve,
  siteOf,
  TODAY,
} from '../support/service.ts';

const { request, raw } = await serve();
const secure = await serve({ folder: EVERY_DATE, baseUrl: 'https://annals.example/some/path' });

const styleSheet = /href="\.\.(\/assets\/style[^"]+)"/.exec((await request('/en/')).text)?.[1] ?? '';

const PAGES = ['/en/', '/ja/type/meeting/', '/en/events/summit-1'];
const OPEN = [
  '/calendar.ics',
  '/feed.rss',
  '/en/calendar.ics?imprecise=span',
  '/ja/country/UZ/feed.rss',
  '/sitemap.xml',
];
const OWN = ['/en/manifest.webmanifest', '/ja/opensearch.xml'];
const DOCUMENTS = [...PAGES, ...OPEN, ...OWN, styleSheet];

function decoded({ headers, body }: Answer): Buffer {
  switch (headers['content-encoding']) {
    case undefined:
      return body;
    case 'gzip':
      return gunzipSync(body);
    case 'br':
      return brotliDecompressSync(body);
    default:
      throw new Error(`unknown coding ${headers['content-encoding']}`);
  }
}

/** The headers but those of the moment. */
function lasting({ headers }: Answer): Record<string, unknown> {
  const { date, connection, ...rest } = headers;
  assert.ok(date !== undefined && connection !== undefined);
  return rest;
}

function accepting(coding: string): RequestOptions {
  return { headers: { 'Accept-Encoding': coding } };
}

describe('a coding', () => {
  for (const path of DOCUMENTS)
    it(`of ${path} has a strong ETag of its own, and the same bytes once decoded`, async () => {
      const plain = await request(path);
      const gzipped = await request(path, accepting('gzip'));
      const brotli = await request(path, accepting('br'));
      const answers = [plain, gzipped, brotli];
      assert.deepEqual(
        answers.map(({ status, headers }) => [status, headers['content-encoding'], headers.vary]),
        [
          [200, undefined, 'Accept-Encoding'],
          [200, 'gzip', 'Accept-Encoding'],
          [200, 'br', 'Accept-Encoding'],
        ],
      );
      for (const answer of answers) {
        assert.match(String(answer.headers.etag), /^"[\w-]{27}"$/);
        assert.equal(answer.headers['content-length'], String(answer.body.length));
        assert.ok(decoded(answer).equals(plain.body));
      }
      assert.equal(new Set(answers.map(({ headers }) => headers.etag)).size, 3);
      assert.ok(gzipped.body.length < plain.body.length && brotli.body.length < plain.body.length);
    });

  const table: [acceptEncoding: string | undefined, coding: string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['deflate', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br', 'br'],
    ['gzip;q=0', undefined],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['gzip;q=0.2, br;q=0.8', 'br'],
    ['br;q=0.2, gzip;q=0.8', 'gzip'],
    ['gzip;q=0.5, identity;q=0.9', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    // What browsers send: all the same to them, and brotli is the smallest.
    ['gzip, deflate, br, zstd', 'br'],
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip, identity', 'gzip'],
    [';;,,gzip;q=x', undefined],
  ];
  for (const [acceptEncoding, coding] of table)
    it(`is ${coding ?? 'none'} for Accept-Encoding: ${acceptEncoding}`, async () => {
      const answer = await request('/calendar.ics', acceptEncoding === undefined ? {} : accepting(acceptEncoding));
      assert.deepEqual([answer.status, answer.headers['content-encoding']], [200, coding]);
    });
});

describe('a conditional request', () => {
  for (const path of DOCUMENTS)
    for (const coding of ['identity', 'gzip', 'br'])
      it(`for ${path} in ${coding} answers 304 with ETag, Cache-Control and Vary, and no body`, async () => {
        const first = await request(path, accepting(coding));
        const { etag } = first.headers;
        for (const method of ['GET', 'HEAD']) {
          const again = await request(path, {
            method,
            headers: { 'Accept-Encoding': coding, 'If-None-Match': String(etag) },
          });
          assert.equal(again.status, 304);
          assert.equal(again.body.length, 0);
          for (const name of ['etag', 'cache-control', 'vary', 'access-control-allow-origin'])
            assert.equal(again.headers[name], first.headers[name], name);
          for (const name of ['content-type', 'content-length', 'content-encoding', 'last-modified'])
            assert.equal(again.headers[name], undefined, name);
        }
      });

  it('names tags in a list, weak ones too, or any with *', async () => {
    const etag = String((await request('/en/')).headers.etag);
    const table: [ifNoneMatch: string, status: number][] = [
      [etag, 304],
      [`W/${etag}`, 304],
      [`"other", ${etag}`, 304],
      [`"other",${etag},"another"`, 304],
      [`W/"other", W/${etag}`, 304],
      ['*', 304],
      [' * ', 304],
      ['"other"', 200],
      ['W/"other"', 200],
      // A tag is the same only as a whole, quotes and all.
      [etag.slice(1, -1), 200],
      [etag.slice(0, -2), 200],
      [`"x${etag.slice(1)}`, 200],
      [`"*"`, 200],
      [etag.toLowerCase() === etag ? etag.toUpperCase() : etag.toLowerCase(), 200],
      ['', 200],
      [',,,', 200],
    ];
    for (const [ifNoneMatch, status] of table) {
      const answer = await request('/en/', { headers: { 'If-None-Match': ifNoneMatch } });
      assert.deepEqual([ifNoneMatch, answer.status], [ifNoneMatch, status]);
    }
  });

  it('understands what proxies that compress add inside the quotes', async () => {
    const { headers } = await request('/en/calendar.ics');
    const etag = String(headers.etag);
    for (const suffix of ['-gzip', '--gzip', '-br', '-deflate', '-zstd']) {
      const added = etag.replace(/"$/, `${suffix}"`);
      for (const tag of [added, `W/${added}`, `"other", ${added}`]) {
        const answer = await request('/en/calendar.ics', { headers: { 'If-None-Match': tag } });
        assert.deepEqual([tag, answer.status, answer.headers.etag], [tag, 304, etag]);
      }
      assert.equal((await request('/en/calendar.ics', { headers: { 'If-Match': added } })).status, 200);
    }
    assert.equal((await request('/en/calendar.ics', { headers: { 'If-None-Match': '"-gzip"' } })).status, 200);
  });

  it('with the tag of another coding gets the document', async () => {
    const gzipped = await request('/en/', accepting('gzip'));
    const answer = await request('/en/', { headers: { 'If-None-Match': gzipped.headers.etag } });
    assert.equal(answer.status, 200);
  });

  it('with a date gets the document, whatever the date', async () => {
    const headers = { 'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT' };
    assert.equal((await request('/calendar.ics', { headers })).status, 200);
  });

  it('does not turn an error into a 304', async () => {
    for (const path of ['/nope', '/en/feed.rss?type=nope']) {
      const first = await request(path);
      assert.match(String(first.headers.etag), /^"[\w-]{27}"$/);
      for (const ifNoneMatch of ['*', String(first.headers.etag)])
        assert.equal((await request(path, { headers: { 'If-None-Match': ifNoneMatch } })).status, first.status);
    }
  });

  it('is compared as RFC 9110 §13.1.2 says', () => {
    assert.equal(isFresh(undefined, '"a"'), false);
    assert.equal(isFresh('"a"', '"a"'), true);
    assert.equal(isFresh('W/"a"', '"a"'), true);
    assert.equal(isFresh('W/"a"', 'W/"a"'), true);
    assert.equal(isFresh('"b", "a"', 'W/"a"'), true);
    assert.equal(isFresh('"W/a"', 'W/"a"'), false);
    assert.equal(isFresh('"b, ", "a"', '"a"'), true);
    assert.equal(isFresh('"b, a"', '"a"'), false);
    assert.equal(isFresh('a', '"a"'), false);
    assert.equal(isFresh('"aa"', '"a"'), false);
  });
});

describe('If-Match', () => {
  const table = async (path: string) => {
    const etag = String((await request(path)).headers.etag);
    return [
      [etag, 200],
      ['*', 200],
      [`"other", ${etag}`, 200],
      ['"other"', 412],
      [`W/${etag}`, 412],
      [etag.slice(1, -1), 412],
      ['', 412],
    ] as const;
  };

  it('that names no state that there is answers 412, of pages, calendars and assets, from memory or made now', async () => {
    for (const path of ['/en/', '/calendar.ics', styleSheet, '/en/type/meeting/feed.rss'])
      for (const [ifMatch, status] of await table(path))
        for (const method of ['GET', 'HEAD']) {
          const answer = await request(path, { method, headers: { 'If-Match': ifMatch } });
          assert.deepEqual([path, ifMatch, answer.status], [path, ifMatch, status]);
        }
  });

  it('is looked at before If-None-Match, and where the answer is none or leads elsewhere, not at all', async () => {
    const etag = String((await request('/en/')).headers.etag);
    const asked = (ifMatch: string) => ({ headers: { 'If-Match': ifMatch, 'If-None-Match': etag } });
    assert.equal((await request('/en/', asked('"other"'))).status, 412);
    assert.equal((await request('/en/', asked(etag))).status, 304);
    assert.equal((await request('/nope', asked('"other"'))).status, 404);
    assert.equal((await request('/rss', asked('"other"'))).status, 301);
  });

  it('never matches a weak tag, as that of a streamed calendar', () => {
    assert.equal(isMatch('W/"a"', 'W/"a"'), false);
    assert.equal(isMatch('"a"', 'W/"a"'), false);
    assert.equal(isMatch('*', 'W/"a"'), true);
  });

  it('is told as every fault, and kept nowhere', async () => {
    const { headers, text } = await request('/en/', { headers: { 'If-Match': '"other"', Accept: 'application/json' } });
    assert.deepEqual([headers['content-type'], headers['cache-control']], ['application/problem+json', 'no-store']);
    assert.equal(JSON.parse(text).status, 412);
    const page = await request('/ja/', { headers: { 'If-Match': '"other"', Accept: 'text/html' } });
    assert.match(page.text, /<html lang="ja"[\s\S]*If-Match/);
  });
});

describe('HEAD', () => {
  for (const path of [...DOCUMENTS, '/', '/rss', '/events/summit-1', '/nope', '/en/?type=nope'])
    for (const coding of ['identity', 'gzip', 'br'])
      it(`of ${path} in ${coding} has the status and headers of GET, without a body`, async () => {
        const got = await request(path, accepting(coding));
        const head = await request(path, { method: 'HEAD', ...accepting(coding) });
        assert.equal(head.status, got.status);
        assert.deepEqual(lasting(head), lasting(got));
        assert.equal(head.body.length, 0);
      });

  it('sends no byte after its headers', async () => {
    const answer = await raw('HEAD /nope HTTP/1.1\r\nHost: annals.example\r\nConnection: close\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 404 [\s\S]*\r\n\r\n$/);
    assert.equal(answer.indexOf('\r\n\r\n'), answer.length - 4);
  });
});

describe('every answer', () => {
  const paths = [...DOCUMENTS, '/', '/rss', '/en', '/events/summit-1', '/nope', '/%', '/en/?type=nope', '/favicon.ico'];
  for (const path of paths)
    it(`to ${path} names neither its program nor a time it was changed, and says how it may be kept`, async () => {
      for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
        const { headers } = await request(path, { method });
        for (const name of ['x-powered-by', 'server', 'last-modified', 'set-cookie'])
          assert.equal(headers[name], undefined, name);
        assert.equal(headers['x-content-type-options'], 'nosniff');
        if (method !== 'OPTIONS') assert.ok(headers['cache-control']);
      }
    });

  const kept: [cacheControl: string, paths: string[]][] = [
    [
      'public, max-age=300, s-maxage=300, stale-while-revalidate=60, stale-if-error=86400',
      [...PAGES, ...OPEN, ...OWN, '/rss', '/en', '/en/?type=meeting', '/en/?type=nope'],
    ],
    // By the reader's language: no shared cache may send everybody where the first one went.
    ['private, max-age=300', ['/events/summit-1', '/subscribe', '/en-ja/', '/en-ja/type/']],
    ['public, max-age=31536000, immutable', [styleSheet]],
    ['no-store', ['/', '/assets/style-of-another-process.css']],
    ['public, max-age=60', ['/nope', '/en/feed.rss?type=nope', '/%']],
  ];
  for (const [cacheControl, these] of kept)
    it(`is kept for ${cacheControl} at ${these.join(' ')}`, async () => {
      for (const path of these) {
        const { headers } = await request(path);
        assert.deepEqual([path, headers['cache-control']], [path, cacheControl]);
      }
    });

  it('has its Cache-Control from one file, in which every value is used', () => {
    const src = join(ROOT, 'src');
    const home = join('web', 'http', 'cache-control.ts');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    assert.ok(files.includes(home));
    const written = files.filter((file) => {
      const text = readFileSync(join(src, file), 'utf8');
      return /max-age|no-store|no-cache|must-revalidate|'(?:public|private)[,']/.test(text);
    });
    assert.deepEqual(written, [home]);
    // That of images, of which the shipped chronology has none.
    const others = ['public, max-age=31536000, s-maxage=300, immutable'];
    assert.deepEqual(Object.values(cacheControl).sort(), [...others, ...kept.map(([value]) => value)].sort());
  });

  it('lets others read and embed calendars, feeds and the sitemap, and nothing else', async () => {
    for (const path of OPEN) {
      const { headers } = await request(path, { headers: { Origin: 'https://other.example' } });
      assert.deepEqual(
        [path, headers['access-control-allow-origin'], headers['cross-origin-resource-policy']],
        [path, '*', 'cross-origin'],
      );
    }
    for (const path of [...PAGES, ...OWN, styleSheet]) {
      const { headers } = await request(path, { headers: { Origin: 'https://other.example' } });
      assert.deepEqual(
        [path, headers['access-control-allow-origin'], headers['cross-origin-resource-policy']],
        [path, undefined, 'same-origin'],
      );
    }
  });

  const POLICY =
    "default-src 'none';style-src 'self';script-src 'self';connect-src 'self';img-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'self'";

  it('has a content security policy without anything unsafe', async () => {
    for (const path of DOCUMENTS) {
      const { headers } = await request(path);
      assert.equal(headers['content-security-policy'], POLICY);
    }
  });

  it('lets no page, nor a frame in one, ask the browser for a device or a payment, and tells no site where its reader was', async () => {
    for (const path of DOCUMENTS) {
      const { headers } = await request(path);
      const features = String(headers['permissions-policy']).split(', ');
      assert.ok(['camera=()', 'geolocation=()', 'microphone=()', 'payment=()'].every((one) => features.includes(one)));
      // Those of which pages make use are left as browsers have them.
      assert.ok(!features.some((one) => /^(?:clipboard-write|web-share)=/.test(one)));
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }
  });

  it('asks for https only where BASE_URL is https', async () => {
    const overHttp = await request('/en/');
    assert.equal(overHttp.headers['strict-transport-security'], undefined);
    const overHttps = await secure.request('/en/');
    assert.match(String(overHttps.headers['strict-transport-security']), /^max-age=\d{7,}/);
    assert.equal(overHttps.headers['content-security-policy'], `${POLICY};upgrade-insecure-requests`);
  });

  it('is the same each time', async () => {
    for (const path of DOCUMENTS) {
      const [once, again] = [await request(path), await request(path)];
      assert.ok(once.body.equals(again.body));
      assert.deepEqual(lasting(once), lasting(again));
    }
  });
});

describe('an answer from memory', () => {
  const DAILY = [
    '/en/',
    '/ja/on-this-day.rss',
    '/en/type/meeting/on-this-day.rss',
    '/en/subscribe',
    '/ja/subscribe?country=UZ',
  ];
  const KEPT = ['/ja/calendar.ics', '/en/events/summit-1', '/en/events/summit-1.ics', '/sitemap.xml', ...DAILY];

  it('asks nothing of Express; where it depends on the day, for that day', async (t) => {
    let day = TODAY;
    const unexpected = (error: unknown) => {
      throw error;
    };
    const site = siteOf(await chronologyIn(SHIPPED));
    const service = createService(site, () => day, unexpected);
    let isFromMemory = false;
    const server = await startServer(
      (incoming, outgoing) => {
        // Express makes each request one of its own kind before anything else.
        outgoing.once('prefinish', () => {
          isFromMemory = Object.getPrototypeOf(incoming) === IncomingMessage.prototype;
        });
        service.listener(incoming, outgoing);
      },
      0,
      '127.0.0.1',
    );
    t.after(() => server.stop());
    const askedFor = async (path: string, method = 'GET') => {
      assert.equal((await requestTo(server.port, path, { method })).status, 200);
      return isFromMemory;
    };
    for (const path of KEPT) {
      assert.equal(await askedFor(path), false, path);
      for (const method of ['GET', 'HEAD']) assert.equal(await askedFor(path, method), true, path);
    }
    day = '2027-01-01';
    for (const path of KEPT) {
      assert.equal(await askedFor(path), !DAILY.includes(path), path);
      assert.equal(await askedFor(path), true, path);
    }
    const { templates } = site;
    for (const { path } of [
      templates.styleSheet,
      templates.icon,
      ...templates.homeScreenIcons.map((each) => each.asset),
    ])
      assert.equal(await askedFor(path), true, path);
    // As someone may type it.
    assert.equal(await askedFor(`${templates.script.path}?x`), false);
  });

  it('is that of the first time, header by header, for GET and HEAD', async () => {
    for (const service of [await serve(), await serve({ baseUrl: 'https://annals.example/some/path' })])
      for (const path of [...KEPT, styleSheet])
        for (const prefix of ['', '/some/path'].slice(0, service.baseUrl.endsWith('/some/path') ? 2 : 1)) {
          const first = await service.request(`${prefix}${path}`);
          for (const method of ['GET', 'HEAD']) {
            const again = await service.request(`${prefix}${path}`, { method });
            assert.equal(again.status, 200);
            assert.deepEqual(lasting(again), lasting(first));
            assert.ok(again.body.equals(method === 'HEAD' ? Buffer.alloc(0) : first.body));
          }
        }
  });

  it('has the security headers of every other answer', async () => {
    const names = [
      ...['content-security-policy', 'x-content-type-options', 'referrer-policy', 'x-frame-options'],
      'permissions-policy',
    ];
    const miss = await request('/nope');
    await request('/en/about');
    const hit = await request('/en/about');
    for (const name of names) {
      assert.ok(hit.headers[name], name);
      assert.equal(hit.headers[name], miss.headers[name], name);
    }
  });
});

describe('the store', () => {
  const HEADERS = { mediaType: 'text/plain', cacheControl: 'no-store', open: false };
  /** A representation that counts as twice its size. */
  const ofBytes = (size: number) => new Representation('x'.repeat(size), HEADERS);

  const notAsked = () => assert.fail('the day was asked for');

  /** Which of the addresses are made anew, asked for in this order. */
  async function made(store: RepresentationStore, addresses: readonly string[], size = 100): Promise<string[]> {
    const anew: string[] = [];
    for (const address of addresses)
      await store.get(address, () => {
        anew.push(address);
        return ofBytes(size);
      });
    return anew;
  }

  it('makes what is asked for once', async () => {
    assert.deepEqual(await made(new RepresentationStore(1000), ['a', 'b', 'a', 'a', 'b']), ['a', 'b']);
  });

  it('makes what several ask for at the same time once', async () => {
    const store = new RepresentationStore(1000);
    let times = 0;
    const make = () => {
      times += 1;
      return ofBytes(1);
    };
    const all = await Promise.all([store.get('a', make), store.get('a', make), store.get('a', make)]);
    assert.equal(times, 1);
    assert.equal(new Set(all).size, 1);
  });

  it('lets the least recently used go beyond its bound', async () => {
    const store = new RepresentationStore(400);
    assert.deepEqual(await made(store, ['a', 'b', 'a', 'c']), ['a', 'b', 'c']);
    assert.deepEqual(await made(store, ['a', 'c']), []);
    assert.deepEqual(await made(store, ['b']), ['b']);
    assert.deepEqual(await made(store, ['a']), ['a']);
  });

  it('keeps what was asked for again, whatever run of addresses is asked for once', async () => {
    const store = new RepresentationStore(2000);
    await made(store, ['a', 'b', 'a', 'b']);
    await made(
      store,
      Array.from({ length: 500 }, (_, index) => `once ${index}`),
    );
    assert.deepEqual(await made(store, ['a', 'b']), []);
  });

  it('lets go of what was asked for again as well, where others are asked for more lately', async () => {
    const store = new RepresentationStore(2000);
    await made(store, ['a', 'a']);
    for (let index = 0; index < 30; index += 1) await made(store, [`twice ${index}`, `twice ${index}`]);
    assert.deepEqual(await made(store, ['a']), ['a']);
    assert.ok(store.bytes <= 2000);
  });

  it('keeps what is asked for all the time, however many others are asked for twice', async () => {
    const store = new RepresentationStore(2000);
    await made(store, ['a', 'a']);
    for (let index = 0; index < 100; index += 1) {
      assert.deepEqual(await made(store, ['a']), []);
      await made(store, [`twice ${index}`, `twice ${index}`]);
    }
  });

  it('finds what has been made, and nothing that has not', async () => {
    const store = new RepresentationStore(1000);
    assert.equal(store.find('a', notAsked), undefined);
    const making = store.get('a', () => ofBytes(1));
    assert.equal(store.find('a', notAsked), undefined);
    const representation = await making;
    assert.equal(store.find('a', notAsked), representation);
  });

  it('finds what is of a day on that day alone, and keeps one day of an address', async () => {
    const store = new RepresentationStore(1000);
    let day = '2026-12-24';
    const today = () => day;
    const made = () => store.get('a', () => ofBytes(100), day);
    const first = await made();
    assert.ok(store.find('a', today) === first && (await made()) === first);
    day = '2026-12-25';
    assert.equal(store.find('a', today), undefined);
    const second = await made();
    assert.ok(second !== first && store.find('a', today) === second);
    assert.equal(store.bytes, 200);
    // Two that are made at once for either day: the later one stays, whichever is ready first.
    const making = [store.get('b', () => ofBytes(100), '2026-12-24'), store.get('b', () => ofBytes(100), day)];
    const [, later] = await Promise.all(making);
    assert.equal(store.find('b', today), later);
    assert.equal(store.bytes, 400);
  });

  it('answers with what is larger than half its bound, without keeping it or letting go of others for it', async () => {
    const store = new RepresentationStore(400);
    assert.deepEqual(await made(store, ['a']), ['a']);
    assert.deepEqual(await made(store, ['large', 'large'], 1000), ['large', 'large']);
    assert.deepEqual(await made(store, ['a', 'b', 'a', 'b']), ['b']);
  });

  it('forgets what could not be made', async () => {
    const store = new RepresentationStore(1000);
    const fault = new Error('no');
    await assert.rejects(
      store.get('a', () => {
        throw fault;
      }),
      fault,
    );
    assert.deepEqual(await made(store, ['a', 'a']), ['a']);
  });

  it('stays within its bound whatever is asked for', async () => {
    const store = new RepresentationStore(1000);
    await made(
      store,
      Array.from({ length: 500 }, (_, index) => `address ${index}`),
    );
    const last = ['address 499', 'address 498', 'address 497', 'address 496', 'address 495'];
    assert.deepEqual(await made(store, last), []);
    assert.deepEqual(await made(store, ['address 494']), ['address 494']);
  });
});
