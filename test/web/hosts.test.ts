/** Absolute addresses come from BASE_URL, never from what a client says of hosts; links inside pages are relative. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { addressesIn, elements, references } from '../support/markup.ts';
import { type Answer, BASE_URL, EVERY_DATE, type Service, serve } from '../support/service.ts';

const plain = await serve({ folder: EVERY_DATE });
const below = await serve({ folder: EVERY_DATE, baseUrl: 'https://chronology.example/some/path' });

const BROWSER = { Accept: 'text/html' };
const ADDRESSES = [
  '/',
  '/en/',
  '/ja/',
  '/en',
  '/en/type/meeting/',
  '/en/type/meeting',
  '/en/?type=meeting',
  '/en/?country=JP&type=meeting',
  '/en/series/rounds/',
  '/en/source/record/',
  '/en/events/third-round',
  '/ja/events/third-round',
  '/en/events/withdrawn',
  '/events/third-round',
  '/subscribe',
  '/en/subscribe',
  '/ja/subscribe?type=meeting&language=en-ja',
  '/calendar.ics',
  '/feed.rss',
  '/rss',
  '/favicon.ico',
  '/sitemap.xml',
  '/robots.txt',
  '/en/manifest.webmanifest',
  '/ja/opensearch.xml',
  '/en/calendar.ics?imprecise=span',
  '/en-ja/',
  '/en-ja/calendar.ics',
  '/en-ja/calendar.ics?type=meeting',
  '/en/anniversaries.ics',
  '/ja/on-this-day.rss',
  '/en/events/third-round.ics',
  '/ja/type/meeting/feed.rss',
  '/nope',
  '/en/nope',
  '/%',
  '/en/?type=nope',
];

/** All that a client gets to read: headers and body. */
function everything({ rawHeaders, text }: Answer): string {
  return `${rawHeaders.join('\n')}\n${text}`;
}

/** What lasts of an answer, to compare two. */
function lasting({ status, rawHeaders, text }: Answer) {
  return {
    status,
    headers: rawHeaders.filter((_, index) => !/^Date$/i.test(rawHeaders[index - (index % 2)] ?? '')),
    text,
  };
}

const honestAnswers = new Map<string, Promise<Answer>>();

/** What a client that forges nothing is answered, asked for once. */
function honestAnswer(service: Service, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const key = JSON.stringify([service.port, path, headers]);
  const answer = honestAnswers.get(key) ?? service.request(path, { headers });
  honestAnswers.set(key, answer);
  return answer;
}

describe('what a client says of hosts', () => {
  const FORGED = 'forged.example';
  const headers: Record<string, string>[] = [
    { Host: FORGED },
    { Host: `${FORGED}:8080` },
    { 'X-Forwarded-Host': FORGED, 'X-Forwarded-Proto': 'https', 'X-Forwarded-Port': '8443' },
    { 'X-Forwarded-Proto': 'forged.example' },
    { 'X-Forwarded-Prefix': '/forged.example', 'X-Forwarded-For': FORGED, 'X-Forwarded-Server': FORGED },
    { Forwarded: `host=${FORGED};proto=https` },
    { 'X-Original-URL': `/${FORGED}`, 'X-Rewrite-URL': `/${FORGED}`, 'X-Original-Host': FORGED },
    { Referer: `http://${FORGED}/`, Origin: `http://${FORGED}` },
  ];
  for (const forged of headers)
    it(`in ${Object.keys(forged).join(', ')} appears in no answer, and changes none`, async () => {
      for (const service of [plain, below])
        for (const path of ADDRESSES)
          for (const accept of [{}, BROWSER]) {
            const honest = await honestAnswer(service, path, accept);
            const answer = await service.request(path, { headers: { ...accept, ...forged } });
            assert.ok(!everything(answer).includes(FORGED), path);
            assert.deepEqual(lasting(answer), lasting(honest), path);
          }
    });

  it('in an absolute request target appears in no answer, and the path is answered', async () => {
    for (const service of [plain, below])
      for (const path of ADDRESSES) {
        const honest = await honestAnswer(service, path);
        for (const origin of [`http://${FORGED}`, `https://user@${FORGED}:8443`]) {
          const answer = await service.request(`${origin}${path}`);
          assert.ok(!everything(answer).includes(FORGED), path);
          assert.deepEqual(lasting(answer), lasting(honest), path);
        }
      }
    const { text } = await below.request('/ja/');
    assert.equal((await below.request(`http://${FORGED}/some/path/ja/`)).text, text);
    assert.equal((await plain.request(`HTTP://${FORGED}`)).headers.location, `${BASE_URL}/en/`);
    assert.equal((await plain.request(`http://${FORGED}?type=nope`)).headers.location, `${BASE_URL}/en/`);
  });

  it('in a path that looks like a host leads nowhere else', async () => {
    for (const path of [
      `//${FORGED}`,
      `//${FORGED}/en/`,
      `/\\${FORGED}/en`,
      `//${FORGED}/%2e%2e/en`,
      `/en//${FORGED}`,
    ]) {
      const { status, headers } = await plain.request(path, { headers: BROWSER });
      assert.deepEqual([path, status, headers.location], [path, 404, undefined]);
    }
  });

  it('is not needed: HTTP/1.0 without Host gets the same page', async () => {
    const answer = await plain.raw('GET /en/ HTTP/1.0\r\n\r\n');
    const { text } = await plain.request('/en/');
    assert.ok(answer.startsWith('HTTP/1.1 200 OK\r\n'));
    assert.equal(answer.slice(answer.indexOf('\r\n\r\n') + 4), text);
  });
});

/** Each absolute address of ours that an answer gives out. */
function givenOut(answer: Answer): string[] {
  const { location } = answer.headers;
  const type = String(answer.headers['content-type']);
  const inBody = type.startsWith('text/html')
    ? references(answer.text).filter((reference) => /^https?:/.test(reference))
    : addressesIn(answer.text);
  return [...(location === undefined ? [] : [location]), ...inBody].filter(
    (address) =>
      !/^https:\/\/(curators|records)\.example\//.test(address) &&
      // What subscriptions are taken over to.
      !/^https:\/\/(calendar\.google|outlook\.(live|office)|feedly|www\.inoreader)\.com\//.test(address) &&
      !/^http:\/\/(((purl|www\.w3|www\.sitemaps)\.org|a9\.com)\/|search\.yahoo\.com\/mrss\/$)/.test(address),
  );
}

const SERVICES: [name: string, service: Service, prefix: string][] = [
  ['BASE_URL without a path', plain, BASE_URL],
  ['BASE_URL with a path', below, 'https://chronology.example/some/path'],
];
for (const [name, service, prefix] of SERVICES)
  describe(name, () => {
    it('begins every absolute address in pages, calendars, feeds and redirects', async () => {
      let count = 0;
      for (const path of ADDRESSES)
        for (const address of givenOut(await service.request(path, { headers: path.endsWith('/') ? BROWSER : {} }))) {
          assert.ok(address.startsWith(`${prefix}/`), `${address} in ${path}`);
          count += 1;
        }
      assert.ok(count > 100, `${count} addresses were seen`);
    });

    it('stands in pages only where an address is kept elsewhere: canonical, languages, permanent address', async () => {
      for (const path of ADDRESSES) {
        const { text, headers } = await service.request(path, { headers: BROWSER });
        if (!String(headers['content-type']).startsWith('text/html') || headers.location !== undefined) continue;
        for (const { name: tag, attributes } of elements(text)) {
          const { href = '', src = '', action = '' } = attributes;
          if (![href, src, action].some((reference) => reference.startsWith(prefix))) continue;
          const kept =
            tag === 'link'
              ? attributes.rel === 'canonical' || attributes.hreflang !== undefined
              : href.includes('/events/');
          assert.ok(kept, `<${tag} ${JSON.stringify(attributes)}> in ${path}`);
        }
        for (const reference of references(text)) assert.ok(!reference.startsWith('/'), `${reference} in ${path}`);
      }
    });
  });

describe('BASE_URL with a path', () => {
  it('is answered below the path, and without it, alike', async () => {
    for (const path of ADDRESSES) {
      const stripped = await below.request(path, { headers: BROWSER });
      const passedOn = await below.request(`/some/path${path}`, { headers: BROWSER });
      assert.deepEqual(lasting(passedOn), lasting(stripped), path);
    }
  });

  it('leads from its bare path to the chronology', async () => {
    for (const path of ['/some/path', '/some/path/', '/']) {
      const { status, headers } = await below.request(path);
      assert.deepEqual([status, headers.location], [302, 'https://chronology.example/some/path/en/']);
    }
  });

  it('has pages, error pages among them, whose links stay below the path', async () => {
    const starts = [
      '/en/',
      '/en/type/meeting/',
      '/en/events/third-round',
      '/nope',
      '/en/type/nope/deep/',
      '/en/events/withdrawn',
      '/some/path/nope',
    ];
    for (const path of starts) {
      const { text } = await below.request(`/some/path${path}`, { headers: BROWSER });
      const found = references(text).filter((reference) => !/^(https?:|#)/.test(reference));
      assert.ok(found.length > 4);
      for (const reference of found) {
        const { pathname, search } = new URL(reference, `https://chronology.example/some/path${path}`);
        assert.ok(pathname.startsWith('/some/path/'), `${reference} in ${path}`);
        const { status, headers } = await below.request(`${pathname}${search}`);
        // The present month has an address of its own.
        if (status === 302) assert.match(String(headers.location), /\/some\/path\/en\/month\//);
        else assert.equal(status, 200, `${reference} in ${path}`);
      }
    }
  });

  it('is told of an error in the language of the path below it', async () => {
    const { text } = await below.request('/some/path/ja/nope', { headers: { 'Accept-Language': 'en' } });
    assert.equal(JSON.parse(text).title, 'ページが見つかりません');
  });

  it('does not answer beside the path', async () => {
    for (const path of ['/some/pathen/', '/some/en/', '/some/path/some/path/en/'])
      assert.equal((await below.request(path)).status, 404, path);
  });
});
