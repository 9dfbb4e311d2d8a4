/** Views in the frames of other sites: what they show, who may frame what, and oEmbed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EVERYTHING, formatQuery } from '../../src/chronology/query/query.ts';
import { embedPath } from '../../src/web/site/address.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { find, findAll, textOf } from '../support/html.ts';
import { faultsOf } from '../support/html-validity.ts';
import { BASE_URL, serve } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

const { request } = await serve();
const ahead = await serve({ chronology: chronologyOf({ ahead: { when: '2027-05', status: 'planned' }, past: {} }) });

describe('the frame of a view', () => {
  it('shows the picture, the list or what comes next, of any view, in each language, without header or footer', async () => {
    const shown = async (path: string) => {
      const { status, text } = await request(path);
      assert.equal(status, 200, path);
      assert.equal(findAll(text, 'header').length + findAll(text, 'footer').length, 0);
      return { pictures: findAll(text, 'main figure.picture').length, lines: findAll(text, '.entries > li').length };
    };
    for (const language of ['en', 'ja']) {
      assert.deepEqual(await shown(`/${language}/embed`), { pictures: 1, lines: 0 });
      assert.deepEqual(await shown(`/${language}/embed?type=visit&show=list`), {
        pictures: 0,
        lines: findAll((await request(`/${language}/type/visit/`)).text, 'article.h-event, li.h-event').length,
      });
    }
    const next = (await ahead.request('/en/embed?show=next')).text;
    assert.deepEqual(
      findAll(next, '.entries a').map(({ attributes }) => attributes.href),
      ['events/ahead'],
    );
    assert.match((await request('/en/embed?show=next')).text, /No events/);
  });

  it('is led to from below every view', async () => {
    const { status, headers } = await request('/en/type/visit/embed?show=list&scheme=dark');
    assert.deepEqual([status, headers.location], [301, `${BASE_URL}/en/embed?scheme=dark&show=list&type=visit`]);
  });

  it('has the colours that it is given, or those of the reader’s system', async () => {
    const schemeOf = async (search: string) =>
      /^<html[^>]* data-scheme="(\w+)"/m.exec((await request(`/en/embed${search}`)).text)?.[1];
    assert.equal(await schemeOf(''), undefined);
    assert.equal(await schemeOf('?scheme=light'), 'light');
    assert.equal(await schemeOf('?scheme=dark'), 'dark');
    assert.equal(await schemeOf('?scheme=pink'), undefined);
  });

  it('is no page to be found by itself: search engines are sent to the view', async () => {
    const { text } = await request('/en/embed?type=visit&show=list');
    assert.equal(find(text, 'meta[name="robots"]').attributes.content, 'noindex');
    assert.equal(find(text, 'link[rel="canonical"]').attributes.href, `${BASE_URL}/en/type/visit/`);
    assert.ok(!(await request('/sitemap.xml')).text.includes('/embed'));
  });

  it('is valid HTML whose links lead out of the frame, but for that which skips the picture', async () => {
    for (const path of ['/en/embed', '/ja/embed?show=list', '/en/embed?show=next&type=nope']) {
      const { text } = await request(path);
      assert.deepEqual(await faultsOf(text), []);
      assert.equal(find(text, 'base').attributes.target, '_blank');
      for (const { attributes } of findAll(text, 'a'))
        if (attributes.href?.startsWith('#')) assert.equal(attributes.target, '_self', attributes.href);
    }
  });

  it('tells what is wrong in its address, and shows the rest', async () => {
    const { status, text } = await request('/en/embed?type=nope&show=sideways');
    assert.equal(status, 200);
    assert.deepEqual(
      findAll(text, '.amiss > p').map((told) => textOf(told).slice(0, 20)),
      ['Type: there is no “n', 'What the frame shows', 'The page leaves that'],
    );
  });
});

describe('framing', () => {
  it('is allowed to anyone of /embed alone', async () => {
    for (const path of ['/en/embed', '/ja/embed?type=visit&show=list&scheme=dark'])
      for (const headers of [{}, { 'If-None-Match': '*' }]) {
        const answer = await request(path, { headers });
        assert.match(String(answer.headers['content-security-policy']), /(?:^|;)frame-ancestors \*(?:;|$)/);
        assert.equal(answer.headers['x-frame-options'], undefined);
        assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin');
      }
    const others = [
      '/',
      '/en/',
      '/en/subscribe',
      '/en/events/summit-1',
      '/en/about',
      '/en/month/2022-12',
      '/nope',
      '/en/embed/x',
    ];
    for (const path of [
      ...others,
      '/en/overview.svg',
      '/en/calendar.ics',
      '/en/feed.rss',
      '/oembed',
      '/subscribe',
      '/en/embed/',
    ]) {
      const { headers } = await request(path, { headers: { Accept: 'text/html' } });
      assert.match(String(headers['content-security-policy']), /(?:^|;)frame-ancestors 'self'(?:;|$)/, path);
      assert.equal(headers['x-frame-options'], 'SAMEORIGIN', path);
    }
  });
});

describe('oEmbed', () => {
  const ask = (address: string, further = '') => request(`/oembed?url=${encodeURIComponent(address)}${further}`);

  it('is found from every page of a view, and answers with its frame', async () => {
    for (const path of ['/en/', '/ja/type/visit/', '/en/?country=UZ&type=visit']) {
      const { text } = await request(path);
      const { href = '' } = find(text, 'link[type="application/json+oembed"]').attributes;
      const { pathname, search } = new URL(href, `${BASE_URL}${path}`);
      const { status, headers, text: json } = await request(`${pathname}${search}`);
      assert.deepEqual([status, headers['content-type']], [200, 'application/json']);
      assert.equal(headers['access-control-allow-origin'], '*');
      const answer = JSON.parse(json);
      assert.deepEqual([answer.version, answer.type, answer.width, answer.height], ['1.0', 'rich', 800, 560]);
      const { attributes } = find(answer.html, 'iframe');
      assert.deepEqual([attributes.width, attributes.height], ['800', '560']);
      const framed = await request(String(attributes.src).slice(BASE_URL.length));
      assert.equal(framed.status, 200);
      assert.equal(find(framed.text, 'link[rel="canonical"]').attributes.href, `${BASE_URL}${path}`);
    }
    assert.equal(findAll((await request('/en/about')).text, 'link[type="application/json+oembed"]').length, 0);
  });

  it('keeps within the size that is asked for, and says the same in XML', async () => {
    const small = JSON.parse((await ask(`${BASE_URL}/en/embed?show=list`, '&maxwidth=300&maxheight=200')).text);
    assert.deepEqual([small.width, small.height], [300, 200]);
    const { headers, text } = await ask(`${BASE_URL}/en/`, '&format=xml');
    assert.equal(headers['content-type'], 'text/xml; charset=utf-8');
    const json = JSON.parse((await ask(`${BASE_URL}/en/`)).text);
    assert.deepEqual(
      parseXml(text).elements.map(({ name, text: value }) => [name, value]),
      Object.entries(json).map(([name, value]) => [name, String(value)]),
    );
  });

  it('keeps the colours of a frame, and takes the addresses that people paste', async () => {
    const framed = async (path: string) =>
      find(JSON.parse((await ask(`${BASE_URL}${path}`)).text).html, 'iframe').attributes.src;
    assert.equal(await framed('/en/embed?scheme=dark&show=list'), `${BASE_URL}/en/embed?scheme=dark&show=list`);
    assert.equal(await framed('/en/embed?show=list'), `${BASE_URL}/en/embed?show=list`);
    assert.equal(await framed('/'), `${BASE_URL}/en/embed`);
    assert.equal(await framed('/en/type/visit'), await framed('/en/type/visit/'));
  });

  it('reads addresses as requests are read, and answers with the frame at its canonical address', async () => {
    const framed = async (address: string, service = request) => {
      const { status, text } = await service(`/oembed?url=${encodeURIComponent(address)}`);
      assert.equal(status, 200, address);
      return find(JSON.parse(text).html, 'iframe').attributes.src;
    };
    const spelt: readonly (readonly [path: string, frame: string])[] = [
      ['/EN/Type/visit', '/en/embed?type=visit'],
      ['/%65n/%74ype/visit/#events', '/en/embed?type=visit'],
      ['/en/?country=uz&amp;type=visit', '/en/embed?country=UZ&type=visit'],
      ['/en/?country%5B%5D=UZ&amp;amp;from=2022', '/en/embed?country=UZ&from=2022'],
      ['/en/?from=timeline&isappinstalled=0', '/en/embed'],
      ['/en/?part=2022', '/en/embed'],
      ['/en-ja/type/visit/', '/en/embed?type=visit'],
      ['/ja/type/visit/embed/?show=list&scheme=dark', '/ja/embed?scheme=dark&show=list&type=visit'],
      // What only a frame takes, a page does not pass on.
      ['/en/?show=list&scheme=dark&limit=10', '/en/embed'],
      ['', '/en/embed'],
    ];
    for (const [path, frame] of spelt) assert.equal(await framed(`${BASE_URL}${path}`), `${BASE_URL}${frame}`, path);
    const below = await serve({ baseUrl: `${BASE_URL}/%E5%B9%B4%E8%A1%A8` });
    for (const path of [
      '/%E5%B9%B4%E8%A1%A8/en/type/visit',
      '/%e5%b9%b4%e8%a1%a8/en/type/visit/',
      '/年表/EN/type/visit/',
    ])
      assert.equal(
        await framed(`${BASE_URL}${path}`, below.request),
        `${BASE_URL}/%E5%B9%B4%E8%A1%A8/en/embed?type=visit`,
        path,
      );
    for (const path of ['/en/', '/other/en/', '/'])
      assert.equal((await below.request(`/oembed?url=${encodeURIComponent(`${BASE_URL}${path}`)}`)).status, 404, path);
  });

  it('knows no other address: 404', async () => {
    for (const address of [
      ...['', 'https://other.example/en/', `${BASE_URL}/fr/`, `${BASE_URL}/en/about`],
      ...[`${BASE_URL}/en/?type=nope`, `${BASE_URL}/en/type/nope/`, `${BASE_URL}.evil.example/en/`, `${BASE_URL}/en/%`],
    ])
      assert.ok([400, 404].includes((await ask(address)).status), address);
    assert.equal((await ask(`${BASE_URL}/en/`, '&format=yaml')).status, 404);
    assert.equal((await request('/oembed')).status, 404);
  });
});

describe('the snippet', () => {
  it('stands below the picture and on the page for subscribing, and is the frame of that view', async () => {
    for (const path of ['/en/type/visit/', '/ja/subscribe?type=visit']) {
      const { text } = await request(path);
      const [snippet] = [...findAll(text, '.copy > p'), ...findAll(text, '.snippet')]
        .map(textOf)
        .flatMap((copied) => /<iframe.*<\/iframe>/.exec(copied)?.[0] ?? []);
      const { attributes } = find(snippet ?? '', 'iframe');
      const query = { ...EVERYTHING, facets: { ...EVERYTHING.facets, type: ['visit'] } };
      assert.equal(formatQuery(query), 'type=visit');
      assert.equal(attributes.src, `${BASE_URL}${embedPath(path.slice(1, 3), query)}`);
      assert.ok(attributes.title);
    }
  });
});
