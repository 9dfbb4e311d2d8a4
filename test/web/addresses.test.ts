/** Which address answers with what: views, outputs, events, permalinks, short addresses, queries and mistakes. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPathFacet } from '../../src/chronology/facet.ts';
import { choiceNames, choices, EVERYTHING, parseQuery } from '../../src/chronology/query/query.ts';
import {
  absolute,
  eventPath,
  facetPath,
  outputPath,
  permalinkPath,
  relative,
  viewPath,
} from '../../src/web/site/address.ts';
import { outputNames } from '../../src/web/site/outputs.ts';
import { anyCharacter } from '../support/any-character.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { elements, slugsOf } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, serve, TODAY } from '../support/service.ts';

const { request, chronology } = await serve();
const everyDate = await serve({ folder: EVERY_DATE });

const HTML = 'text/html; charset=utf-8';
const CALENDAR = 'text/calendar; charset=utf-8';
const RSS = 'application/rss+xml; charset=utf-8';
const BROWSER = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

/** Status, and where a redirect leads, without BASE_URL. */
async function outcome(path: string, headers = {}): Promise<string> {
  const { status, headers: answered } = await request(path, { headers });
  const { location } = answered;
  if (location === undefined) return String(status);
  assert.ok(location.startsWith(`${BASE_URL}/`), `${location} is an address of BASE_URL`);
  return `${status} ${location.slice(BASE_URL.length)}`;
}

describe('a choice that is the default anyway', () => {
  it('is the address without it: the same bytes, and a page says so', async () => {
    const paths = ['/en/', '/en/type/meeting/', '/en/?country=UZ&type=meeting', '/en/subscribe'];
    const files = ['/en/calendar.ics', '/en/feed.rss', '/en/overview.svg', '/en/type/meeting/calendar.ics'];
    for (const name of choiceNames)
      for (const path of [...paths, ...files]) {
        const [plain, chosen] = await Promise.all([
          request(path),
          request(`${path}${path.includes('?') ? '&' : '?'}${name}=${choices[name][0]}`),
        ]);
        assert.equal(chosen.status, 200, `${path} ${name}`);
        assert.equal(chosen.headers.etag, plain.headers.etag, `${path} ${name}`);
        if (paths.includes(path))
          assert.ok(
            chosen.text.includes(`<link rel="canonical" href="${BASE_URL}${path.replace('&', '&amp;')}">`),
            path,
          );
      }
  });
});

describe('a view', () => {
  const views = [
    '/',
    '/type/meeting/',
    '/country/UZ/',
    '/series/foreign-ministers/',
    '/person/hayashi-yoshimasa/',
    '/source/review-to-2020/',
    '/?country=JP&type=meeting',
    '/?precision=day',
    '/?from=2019&to=2020-06',
    '/?q=Tunnel',
  ];
  for (const language of ['en', 'ja'])
    for (const view of views)
      it(`/${language}${view} is a page, with its calendar and its feed below it`, async () => {
        const [path = '', search] = `/${language}${view}`.split('?');
        const query = search === undefined ? '' : `?${search}`;
        const page = await request(`${path}${query}`);
        assert.deepEqual([page.status, page.headers['content-type']], [200, HTML]);
        assert.ok(page.text.startsWith(`<!doctype html>\n<html lang="${language}">`));
        const calendar = await request(`${path}calendar.ics${query}`);
        assert.deepEqual([calendar.status, calendar.headers['content-type']], [200, CALENDAR]);
        assert.ok(calendar.text.startsWith('BEGIN:VCALENDAR\r\n'));
        const feed = await request(`${path}feed.rss${query}`);
        assert.deepEqual([feed.status, feed.headers['content-type']], [200, RSS]);
        assert.ok(feed.text.includes(`<language><![CDATA[${language}]]></language>`));
      });

  it('shows in page, calendar and feed the same events, and no others', async () => {
    const path = '/en/series/foreign-ministers/';
    const wanted = chronology.events.filter(({ series }) => series?.id === 'foreign-ministers').map(({ slug }) => slug);
    assert.ok(wanted.length > 1);
    const page = await request(path);
    const calendar = await request(`${path}calendar.ics`);
    const feed = await request(`${path}feed.rss`);
    const uids = [...calendar.text.matchAll(/^UID:([a-z0-9-]+)@/gm)].map(([, slug]) => slug);
    const guids = [...feed.text.matchAll(/<guid[^>]*>[^<]*?([a-z0-9-]+)(?:@[^<]*)?<\/guid>/g)].map(([, slug]) => slug);
    assert.deepEqual(slugsOf(page.text), wanted);
    assert.deepEqual([...new Set(uids)].sort(), [...wanted].sort());
    assert.deepEqual([...guids].sort(), [...wanted].sort());
  });
});

describe('an event', () => {
  for (const language of ['en', 'ja'])
    it(`has a page in ${language} for every slug`, async () => {
      for (const { slug } of chronology.events) {
        const { status, headers } = await request(`/${language}/events/${slug}`);
        assert.deepEqual([slug, status, headers['content-type']], [slug, 200, HTML]);
      }
    });

  const languages: [acceptLanguage: string | undefined, language: string][] = [
    [undefined, 'en'],
    ['ja', 'ja'],
    ['ja-JP,ja;q=0.9,en;q=0.8', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.5', 'en'],
    ['en;q=0.1,ja;q=0.2', 'ja'],
    ['fr', 'en'],
    ['*', 'en'],
    ['ja;q=0', 'en'],
    ['\u00e9;;,,q=', 'en'],
  ];
  for (const [acceptLanguage, language] of languages) {
    const headers = acceptLanguage === undefined ? {} : { 'Accept-Language': acceptLanguage };
    it(`is reached by its permalink in ${language} with Accept-Language ${acceptLanguage}`, async () => {
      const answer = await request('/events/summit-1', { headers });
      assert.deepEqual(
        [answer.status, answer.headers.location, answer.headers['cache-control']],
        [302, `${BASE_URL}/${language}/events/summit-1`, 'private, max-age=300'],
      );
      assert.match(String(answer.headers.vary), /\bAccept-Language\b/);
    });
    it(`/ leads to /${language}/ with Accept-Language ${acceptLanguage}, and is not kept`, async () => {
      const answer = await request('/', { headers });
      assert.deepEqual(
        [answer.status, answer.headers.location, answer.headers['cache-control']],
        [302, `${BASE_URL}/${language}/`, 'no-store'],
      );
      assert.match(String(answer.headers.vary), /\bAccept-Language\b/);
    });
  }
});

describe('what people type', () => {
  // It names itself by the address that it was asked for, so that a reader keeps that.
  const outputs: [address: string, full: string][] = [
    ['/calendar.ics', '/en/calendar.ics'],
    ['/feed.rss', '/en/feed.rss'],
    ['/calendar.ics?country=UZ&imprecise=omit&type=meeting', '/en/calendar.ics?country=UZ&imprecise=omit&type=meeting'],
    ['/feed.rss?country=UZ&type=meeting', '/en/feed.rss?country=UZ&type=meeting'],
  ];
  for (const [address, full] of outputs)
    it(`${address} is ${full} under an address of its own, whatever language the client prefers`, async () => {
      const typed = await request(address, { headers: { 'Accept-Language': 'ja', Accept: 'text/html' } });
      const named = await request(full);
      assert.deepEqual([typed.status, typed.headers.vary], [200, 'Accept-Encoding']);
      assert.equal(typed.headers['content-type'], named.headers['content-type']);
      const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '').replaceAll('&amp;', '&');
      assert.equal(
        unfolded(typed.text),
        unfolded(named.text).replaceAll(`${BASE_URL}${full}`, `${BASE_URL}${address}`),
      );
      assert.ok(unfolded(typed.text).includes(`${BASE_URL}${address}`));
    });

  it('/calendar.ics?type=meeting is the calendar of that view', async () => {
    const uids = (text: string) => [...text.matchAll(/^UID:.*$/gm)].map(([uid]) => uid);
    const typed = await request('/calendar.ics?type=meeting');
    const named = await request('/en/type/meeting/calendar.ics');
    assert.equal(typed.status, 200);
    assert.deepEqual(uids(typed.text), uids(named.text));
  });

  const table: [typed: string, outcome: string][] = [
    ['/feed.xml', '301 /feed.rss'],
    ['/rss.xml', '301 /feed.rss'],
    ['/rss', '301 /feed.rss'],
    ['/feed', '301 /feed.rss'],
    ['/calendar', '301 /calendar.ics'],
    ['/rss?type=meeting&utm_source=x', '301 /feed.rss?type=meeting'],
    ['/calendar?imprecise=span', '301 /calendar.ics?imprecise=span'],
    ['/feed?imprecise=span', '301 /feed.rss'],
    ['/rss?type=nope', '400'],
    ['/en', '301 /en/'],
    ['/ja', '301 /ja/'],
    ['/en/type/meeting', '301 /en/type/meeting/'],
    ['/ja/country/UZ', '301 /ja/country/UZ/'],
    ['/ja/source/review-to-2020', '301 /ja/source/review-to-2020/'],
    ['/en/type/meeting?country=JP', '301 /en/?country=JP&type=meeting'],
  ];
  for (const [typed, expected] of table)
    it(`${typed} answers ${expected}`, async () => assert.equal(await outcome(typed), expected));

  it('/favicon.ico leads to the icon', async () => {
    const { status, headers } = await request('/favicon.ico');
    assert.equal(status, 301);
    const icon = await request(String(headers.location).slice(BASE_URL.length));
    assert.deepEqual([icon.status, icon.headers['content-type']], [200, 'image/svg+xml']);
  });
});

describe('a query', () => {
  const table: [asked: string, outcome: string][] = [
    // Empty is absent: a form without script submits it.
    ['/en/?q=&type=&country=&series=&person=&source=&precision=&from=&to=', '200'],
    ['/en/?q=&type=meeting&country=&series=&person=&source=&precision=&from=&to=', '301 /en/type/meeting/'],
    ['/en/?type=&country=UZ', '301 /en/country/UZ/'],
    // One facet alone has a path.
    ['/en/?type=meeting', '301 /en/type/meeting/'],
    ['/en/?type=meeting&type=meeting', '301 /en/type/meeting/'],
    ['/en/?country=UZ', '301 /en/country/UZ/'],
    ['/en/?series=summits', '301 /en/series/summits/'],
    ['/ja/?person=abe', '301 /ja/person/abe/'],
    ['/ja/?source=review-to-2020', '301 /ja/source/review-to-2020/'],
    ['/en/calendar.ics?type=meeting', '301 /en/type/meeting/calendar.ics'],
    ['/en/feed.rss?type=meeting', '301 /en/type/meeting/feed.rss'],
    // But precision has none, nor have two values.
    ['/en/?precision=month', '200'],
    ['/en/?type=meeting&type=visit', '200'],
    ['/en/?type=meeting&country=UZ', '200'],
    // A path with more than its facet is the root's parameters, sorted.
    ['/en/type/meeting/?country=UZ', '301 /en/?country=UZ&type=meeting'],
    ['/en/type/meeting/calendar.ics?country=UZ', '301 /en/calendar.ics?country=UZ&type=meeting'],
    ['/en/type/meeting/feed.rss?to=2020&from=2019', '301 /en/feed.rss?from=2019&to=2020&type=meeting'],
    ['/en/type/meeting/?q=a%20b', '301 /en/?q=a+b&type=meeting'],
    ['/ja/country/UZ/?q=%E6%9D%B1%E4%BA%AC', '301 /ja/?country=UZ&q=%E6%9D%B1%E4%BA%AC'],
    // The path's own facet stands alone.
    ['/en/type/meeting/?type=visit', '200'],
    ['/en/type/meeting/?type=', '200'],
    // How imprecise dates stand in the calendar belongs to a view, but not to its feed.
    ['/en/type/meeting/?imprecise=span', '200'],
    ['/en/type/meeting/calendar.ics?imprecise=span', '200'],
    ['/en/calendar.ics?type=meeting&imprecise=omit', '301 /en/type/meeting/calendar.ics?imprecise=omit'],
    ['/en/feed.rss?type=meeting&imprecise=omit', '301 /en/type/meeting/feed.rss'],
    ['/en/?imprecise=span&type=meeting', '301 /en/type/meeting/?imprecise=span'],
    // Percent-encoded values lead to the plain address.
    ['/en/type/m%65eting/', '200'],
    ['/en/country/%55Z/', '200'],
    ['/en/?type=m%65eting', '301 /en/type/meeting/'],
    ['/en/type/meeting/?', '200'],
    // Unknown parameters are ignored, wherever they stand, and get lost on the way.
    ['/en/?utm_source=x', '200'],
    ['/en/?utm_source=x&type=meeting', '301 /en/type/meeting/'],
    ['/en/type/meeting/?utm_source=x', '200'],
  ];
  for (const [asked, expected] of table)
    it(`${asked} answers ${expected}`, async () => assert.equal(await outcome(asked), expected));

  const same: [what: string, one: string, other: string][] = [
    ['an unknown parameter', '/en/?country=JP&type=meeting', '/en/?utm_source=x&country=JP&fbclid=1&type=meeting'],
    ['the order of parameters', '/en/?country=JP&type=meeting', '/en/?type=meeting&country=JP'],
    ['the order of values', '/en/?type=visit&type=meeting', '/en/?type=meeting&type=visit'],
    ['a repeated value', '/en/?type=meeting&type=visit', '/en/?type=meeting&type=visit&type=meeting'],
    ['an empty parameter', '/en/?precision=day', '/en/?type=&precision=day&q='],
    ['white space in a search', '/en/?q=tunnel+road', '/en/?q=+tunnel++road%20'],
    ['the width of letters in a search', '/en/?q=Tunnel', '/en/?q=%EF%BC%B4unnel'],
    ['the default of imprecise', '/en/calendar.ics', '/en/calendar.ics?imprecise=marker'],
    ['imprecise for a feed', '/en/feed.rss', '/en/feed.rss?imprecise=omit'],
    ['an unknown parameter of an event', '/en/events/summit-1', '/en/events/summit-1?utm_source=x&type=nope'],
  ];
  for (const [what, one, other] of same)
    it(`${what} changes neither bytes nor ETag`, async () => {
      const [a, b] = [await request(one), await request(other)];
      assert.deepEqual([a.status, b.status], [200, 200]);
      assert.deepEqual(a.body, b.body);
      assert.equal(a.headers.etag, b.headers.etag);
    });

  it('imprecise changes the calendar', async () => {
    const bodies = await Promise.all(
      ['marker', 'span', 'omit'].map((imprecise) => request(`/en/calendar.ics?imprecise=${imprecise}`)),
    );
    assert.equal(new Set(bodies.map(({ text }) => text)).size, 3);
  });

  it('a country that no event names has an empty view, not an error', async () => {
    const { status, text } = await request('/en/country/IS/');
    assert.equal(status, 200);
    assert.match(text, /No events/);
  });

  it('the form leads to a page whichever value is chosen', async () => {
    const { text } = await request('/en/');
    const boxes = elements(text, 'input').filter(({ attributes }) => attributes.type === 'checkbox');
    assert.deepEqual(
      [...new Set(boxes.map(({ attributes }) => attributes.name))],
      ['weight', 'type', 'country', 'series', 'person', 'precision', 'source'],
    );
    for (const { attributes } of boxes) {
      const { name = '', value = '' } = attributes;
      const asked = `/en/?q=&${name}=${value}&from=&to=`;
      assert.equal(await outcome(asked), isPathFacet(name) ? `301 ${facetPath('en', name, value)}` : '200', asked);
    }
  });
});

describe('a facet whose value is a language', () => {
  it('has its own page, and does not lead round in a circle', async () => {
    const settings = (VOCABULARY['chronology.yaml'] ?? '').replace(/^series:$/m, 'series:\n  en:\n    name: English');
    const other = chronologyOf({ lesson: { series: { id: 'en' } } }, { 'chronology.yaml': settings });
    const service = await serve({ chronology: other });
    assert.equal((await service.request('/en/series/en/')).status, 200);
    assert.equal((await service.request('/ja/series/en/')).status, 200);
    assert.equal((await service.request('/ja/series/en/feed.rss')).status, 200);
  });
});

describe('an address that is spelt in another way', () => {
  const same: [spelt: string, address: string][] = [
    ['/%65n/', '/en/'],
    ['/en/%74ype/meetin%67/', '/en/type/meeting/'],
    ['/en/events/summit%2d1', '/en/events/summit-1'],
    ['/en/./type/visit/../meeting/feed.rss', '/en/type/meeting/feed.rss'],
    ['/en/type/%2E%2e/about', '/en/about'],
    ['/%63alendar.ics?country=%55Z', '/calendar.ics?country=UZ'],
  ];
  for (const [spelt, address] of same)
    it(`is that address where percent-encoding is all that differs: ${spelt}`, async () => {
      const answer = await request(spelt);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.etag, (await request(address)).headers.etag);
    });

  it('is found below a BASE_URL in Japanese, however that is encoded', async () => {
    const below = await serve({ baseUrl: 'https://annals.example/%e5%b9%b4%E8%A1%A8' });
    for (const path of ['/%E5%B9%B4%E8%A1%A8/en/', '/%e5%b9%b4%e8%a1%a8/en/', '/%E5%b9%b4%e8%A1%a8/%65n/'])
      assert.equal((await below.request(path)).status, 200, path);
  });

  const forgiven: [spelt: string, location: string][] = [
    ['/EN/', '/en/'],
    ['/En', '/en/'],
    ['/JA/Type/meeting/', '/ja/type/meeting/'],
    ['/en/About/', '/en/about'],
    ['/en/about/', '/en/about'],
    ['/en/figures/?utm_source=a', '/en/figures'],
    ['/en/events/summit-1/', '/en/events/summit-1'],
    ['/en/events/Summit-1', '/en/events/summit-1'],
    ['/EN-JA/Calendar.ICS', '/en-ja/calendar.ics'],
    ['/calendar.ics/', '/calendar.ics'],
    ['/Calendar', '/calendar.ics'],
    ['/feed/', '/feed.rss'],
    ['/RSS.xml', '/feed.rss'],
    ['/en/feed.rss/?country=UZ&type=visit', '/en/feed.rss?country=UZ&type=visit'],
    ['/en/Country/uz/feed.rss', '/en/country/UZ/feed.rss'],
    ['/EN/?type=visit&country=UZ', '/en/?type=visit&country=UZ'],
    ['/en/subscribe/?type=visit', '/en/subscribe?type=visit'],
    ['/en/events/summit-1.ICS', '/en/events/summit-1.ics'],
    ['/Robots.txt', '/robots.txt'],
  ];
  for (const [spelt, location] of forgiven)
    it(`leads there where case or a slash at the end differs: ${spelt}`, async () => {
      assert.equal(await outcome(spelt), `301 ${location}`);
      assert.equal(await outcome(location), '200');
    });

  it('leads to the language whose tag is meant', async () => {
    const settings = (VOCABULARY['chronology.yaml'] ?? '').replace(
      /languages: .*/,
      'languages: [en, ja, zh-Hans, en-US]',
    );
    const service = await serve({ chronology: chronologyOf({ lesson: {} }, { 'chronology.yaml': settings }) });
    for (const [spelt, location] of [
      ['/zh-hans/', '/zh-Hans/'],
      ['/ZH-HANS/feed.rss', '/zh-Hans/feed.rss'],
      ['/en-us', '/en-US/'],
      ['/en-ja-zh-hans-en-us/calendar.ics', '/en-ja-zh-Hans-en-US/calendar.ics'],
    ]) {
      const { status, headers } = await service.request(spelt ?? '');
      assert.deepEqual([status, headers.location], [301, `${BASE_URL}${location}`]);
      assert.equal((await service.request(location ?? '')).status, 200);
    }
  });

  it('leads in a language of the reader’s where none is meant', async () => {
    assert.equal(await outcome('/Events/Summit-1/', { 'Accept-Language': 'ja' }), '302 /ja/events/summit-1');
    assert.equal(await outcome('/Subscribe/', { 'Accept-Language': 'ja' }), '302 /ja/subscribe');
  });
});

describe('a mistake', () => {
  const BAD_REQUEST = 'That address cannot be read';
  const NOT_FOUND = 'There is nothing here';
  const table: [path: string, status: number, title: string, detail: RegExp][] = [
    ['/en/feed.rss?type=meting', 400, BAD_REQUEST, /type takes no such value; found meting; allowed: meeting/],
    ['/en/feed.rss?country=XX', 400, BAD_REQUEST, /country takes no such value; found XX/],
    [
      '/en/feed.rss?series=nope',
      400,
      BAD_REQUEST,
      /series takes no such value; found nope; allowed: .*foreign-ministers/,
    ],
    ['/en/feed.rss?person=nope', 400, BAD_REQUEST, /person takes no such value/],
    ['/en/feed.rss?source=nope', 400, BAD_REQUEST, /source takes no such value/],
    ['/en/feed.rss?precision=week', 400, BAD_REQUEST, /precision takes no such value; found week; allowed: .*month/],
    [
      '/en/feed.rss?from=some+day',
      400,
      BAD_REQUEST,
      /from takes a year, month or day, also in words such as 24 December 2022 or AD 79; found some day; allowed: 2022, 2022-12/,
    ],
    ['/en/feed.rss?to=2022-02-30', 400, BAD_REQUEST, /to takes a year, month or day/],
    ['/en/feed.rss?from=2022~', 400, BAD_REQUEST, /from takes a year, month or day/],
    ['/en/feed.rss?from=2021&to=2020', 400, BAD_REQUEST, /from is later than to/],
    [
      '/en/calendar.ics?imprecise=vague',
      400,
      BAD_REQUEST,
      /imprecise takes no such value; found vague; allowed: marker, span, omit/,
    ],
    ['/en/calendar.ics?type=nope', 400, BAD_REQUEST, /type takes no such value/],
    ['/calendar.ics?type=nope', 400, BAD_REQUEST, /type takes no such value/],
    ['/en/type/meeting/feed.rss?country=XX', 400, BAD_REQUEST, /country takes no such value/],
    [`/en/feed.rss?q=${'x'.repeat(201)}`, 400, BAD_REQUEST, /q is too long; found 201; allowed: ≤ 200/],
    ['/%', 400, BAD_REQUEST, /not percent-encoded UTF-8/],
    ['/%E0%A4%A', 400, BAD_REQUEST, /not percent-encoded UTF-8/],
    ['/en/type/%FF/', 400, BAD_REQUEST, /not percent-encoded UTF-8/],
    ['/en/events/%C3%28', 400, BAD_REQUEST, /not percent-encoded UTF-8/],
    ['/nope', 404, NOT_FOUND, /No page/],
    ['/fr/', 404, NOT_FOUND, /No page/],
    ['/en/nope', 404, NOT_FOUND, /No page/],
    ['/en/weight/', 404, NOT_FOUND, /No page/],
    ['/en/type/nope/', 404, NOT_FOUND, /No page/],
    ['/en/type/nope', 404, NOT_FOUND, /No page/],
    ['/en/type/nope/calendar.ics', 404, NOT_FOUND, /No page/],
    ['/en/country/uzb/', 404, NOT_FOUND, /No page/],
    ['/en/precision/day/', 404, NOT_FOUND, /No page/],
    ['/en/nope/meeting/', 404, NOT_FOUND, /No page/],
    ['/en/type/meeting/nope', 404, NOT_FOUND, /No page/],
    ['/en/type/meeting//', 404, NOT_FOUND, /No page/],
    ['/en/events/', 404, NOT_FOUND, /No page/],
    ['/en/events/nope', 404, NOT_FOUND, /No page/],
    ['/en/events/nope/', 404, NOT_FOUND, /No page/],
    ['/EN/nope', 404, NOT_FOUND, /No page/],
    ['/events/nope', 404, NOT_FOUND, /No page/],
    ['/assets/style.000000000000.css', 404, NOT_FOUND, /No page/],
    ['/en/feed.txt', 404, NOT_FOUND, /No page/],
    ['//en/', 404, NOT_FOUND, /No page/],
    ['/..%2fpackage.json', 404, NOT_FOUND, /No page/],
    ['/../../package.json', 404, NOT_FOUND, /No page/],
  ];
  for (const [path, status, title, detail] of table)
    it(`${path.slice(0, 60)} answers ${status}, as data for programs and as a page for browsers`, async () => {
      const data = await request(path);
      assert.deepEqual([data.status, data.headers['content-type']], [status, 'application/problem+json']);
      const problem = JSON.parse(data.text);
      assert.deepEqual(Object.keys(problem), ['type', 'title', 'status', 'detail']);
      assert.deepEqual([problem.type, problem.title, problem.status], ['about:blank', title, status]);
      assert.match(problem.detail, detail);
      const page = await request(path, { headers: BROWSER });
      assert.deepEqual([page.status, page.headers['content-type']], [status, HTML]);
      assert.ok(page.text.includes(`<h1>${title}</h1>`));
      assert.match(page.text, /<meta name="robots" content="noindex">/);
      assert.match(String(page.headers.vary), /\bAccept\b(?!-)/);
      assert.match(String(page.headers.vary), /\bAccept-Language\b/);
      const isAsset = path.startsWith('/assets/');
      assert.equal(page.headers['cache-control'], isAsset ? 'no-store' : 'public, max-age=60');
    });

  it('is told in Japanese throughout', async () => {
    const { detail } = JSON.parse((await request('/ja/feed.rss?from=abc')).text);
    assert.equal(
      detail,
      'アドレスの一部が正しくありません：fromには年、年月、年月日のいずれかを指定してください（2022年12月24日、西暦79年などの書き方も可）。記載：abc。使用できる値：2022, 2022-12, 2022-12-24, today, -P30D, P6M',
    );
  });

  it('is told in the language of the path, and without one in that of the client', async () => {
    const titleOf = async (path: string, acceptLanguage: string) =>
      JSON.parse((await request(path, { headers: { 'Accept-Language': acceptLanguage } })).text).title;
    assert.equal(await titleOf('/ja/nope', 'en'), 'ページが見つかりません');
    assert.equal(await titleOf('/en/nope', 'ja'), NOT_FOUND);
    assert.equal(await titleOf('/nope', 'ja'), 'ページが見つかりません');
    assert.equal(await titleOf('/nope', 'en'), NOT_FOUND);
    assert.equal(await titleOf('/ja/series/en/', 'en'), 'ページが見つかりません');
  });

  it('on an event that was withdrawn answers 410 with the reason and the successor', async () => {
    for (const path of ['/en/events/withdrawn', '/events/withdrawn']) {
      const data = await everyDate.request(path);
      assert.deepEqual([data.status, data.headers['content-type']], [410, 'application/problem+json']);
      assert.deepEqual(JSON.parse(data.text), {
        type: 'about:blank',
        title: 'This entry was withdrawn',
        status: 410,
        detail: 'Reason: The same as the third round.',
        instance: `${BASE_URL}/events/withdrawn`,
        replacedBy: `${BASE_URL}/en/events/third-round`,
      });
    }
    const page = await everyDate.request('/ja/events/withdrawn', { headers: BROWSER });
    assert.deepEqual([page.status, page.headers['content-type']], [410, HTML]);
    assert.match(page.text, /<p class="lede">理由：第3ラウンドと同一。<\/p>/);
    assert.match(page.text, /代わりの項目：<a href="third-round">第3ラウンド/);
  });

  it('of method answers 405 and says which are allowed, whatever the address', async () => {
    for (const path of ['/', '/en/', '/en/calendar.ics', '/nope', '/events/summit-1'])
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE']) {
        const data = await request(path, { method });
        assert.deepEqual(
          [data.status, data.headers.allow, data.headers['content-type'], data.headers['cache-control']],
          [405, 'GET, HEAD, OPTIONS', 'application/problem+json', 'no-store'],
          `${method} ${path}`,
        );
        assert.deepEqual(JSON.parse(data.text), {
          type: 'about:blank',
          title: 'That cannot be done here',
          status: 405,
          detail: 'This address can only be read (GET, HEAD, OPTIONS).',
        });
      }
    const page = await request('/en/', { method: 'POST', headers: BROWSER });
    assert.deepEqual(
      [page.status, page.headers['content-type'], page.headers.allow],
      [405, HTML, 'GET, HEAD, OPTIONS'],
    );
  });

  it('is none in OPTIONS, which says what is allowed', async () => {
    for (const path of ['/en/', '/en/calendar.ics', '/nope', '*']) {
      const { status, headers, body } = await request(path, { method: 'OPTIONS' });
      assert.deepEqual([status, headers.allow, body.length], [204, 'GET, HEAD, OPTIONS', 0], path);
    }
  });

  it('is none in a script of another site that asks for changes only, or sends the headers of its library', async () => {
    const preflight = await request('/en/feed.rss', {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://reader.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'cache-control,if-none-match,pragma,user-agent,x-of-a-library',
      },
    });
    assert.equal(preflight.headers['access-control-allow-origin'], '*');
    const allowed = preflight.headers['access-control-allow-headers']?.toLowerCase().split(', ') ?? [];
    for (const name of ['*', 'cache-control', 'if-none-match', 'pragma', 'user-agent'])
      assert.ok(allowed.includes(name), name);
    for (const name of outputNames) {
      const { headers } = await request(`/en/${name}`);
      assert.equal(headers['access-control-allow-origin'], '*', name);
      assert.equal(headers['access-control-expose-headers'], 'ETag, Link', name);
    }
    // What is refused, gone or elsewhere is told to scripts as well.
    const slug = chronology.events[0]?.slug;
    for (const path of [
      '/en/events.json?limit=7',
      '/en/nope.json',
      `/events/${slug}.json`,
      '/en/events.json?type=meeting',
    ])
      assert.equal((await request(path)).headers['access-control-allow-origin'], '*', path);
  });
});

describe('an address', () => {
  it('is made for each view, output and event', () => {
    const query = (text: string) => {
      const result = parseQuery(new URLSearchParams(text), chronology, TODAY);
      assert.ok(result.ok);
      return result.value;
    };
    assert.equal(viewPath('en', EVERYTHING), '/en/');
    assert.equal(viewPath('ja', query('country=UZ')), '/ja/country/UZ/');
    assert.equal(viewPath('ja', query('country=UZ&imprecise=span')), '/ja/country/UZ/?imprecise=span');
    assert.equal(viewPath('en', query('type=visit&country=UZ')), '/en/?country=UZ&type=visit');
    assert.equal(outputPath('en', EVERYTHING, 'calendar.ics'), '/en/calendar.ics');
    assert.equal(outputPath('en', query('imprecise=omit'), 'calendar.ics'), '/en/calendar.ics?imprecise=omit');
    assert.equal(outputPath('en', query('imprecise=omit'), 'feed.rss'), '/en/feed.rss');
    assert.equal(outputPath('en', query('type=visit&q=a b'), 'feed.rss'), '/en/feed.rss?q=a+b&type=visit');
    assert.equal(eventPath('ja', 'summit-1'), '/ja/events/summit-1');
    assert.equal(permalinkPath('summit-1'), '/events/summit-1');
    assert.equal(absolute('https://example.org/path', '/en/'), 'https://example.org/path/en/');
  });

  it('in relative form leads from any page to any of ours, below any BASE_URL', () => {
    const segment = fc.stringMatching(/^[a-z0-9%~!$&'()*+,;=:@._-]{0,8}$/).filter((text) => {
      // A browser resolves dot segments before it asks, in either spelling, and a lone % is an error page of its own.
      return !/^(\.|%2e){1,2}$/i.test(text) && !/%(?![0-9a-f]{2})/i.test(text);
    });
    const search = fc.option(fc.stringMatching(/^[a-z0-9=&?/:+]{1,12}$/), { nil: undefined });
    const anyPath = fc
      .tuple(fc.array(segment, { minLength: 1, maxLength: 6 }), search)
      .map(([segments, query]) => `/${segments.join('/')}${query === undefined ? '' : `?${query}`}`);
    const ours = fc.oneof(
      fc.constantFrom('/', '/en/', '/ja/', '/calendar.ics', '/assets/style.0.css', '/en/?country=UZ&q=a%2Fb'),
      fc.constantFrom('/en/type/meeting/', '/ja/type/meeting/calendar.ics', '/ja/type/meeting/feed.rss?imprecise=span'),
      fc
        .string({ minLength: 1, unit: anyCharacter })
        .map((value) => facetPath('en', 'person', value.replace(/^\.{1,2}$/, 'x'))),
      fc.stringMatching(/^[a-z0-9-]{1,12}$/).map((slug) => eventPath('ja', slug)),
    );
    const base = fc.constantFrom('http://annals.example', 'https://annals.example/some/path');
    fc.assert(
      fc.property(base, fc.oneof(ours, anyPath), ours, (baseUrl, from, to) => {
        assert.equal(new URL(relative(from, to), `${baseUrl}${from}`).href, new URL(`${baseUrl}${to}`).href);
      }),
      { numRuns: 500 },
    );
  });

  const table: [from: string, to: string, reference: string][] = [
    ['/en/', '/en/', './'],
    ['/en/', '/en/?q=a', './?q=a'],
    ['/en/?q=a', '/en/', './'],
    ['/en/', '/ja/', '../ja/'],
    ['/en/', '/en/calendar.ics', 'calendar.ics'],
    ['/en/type/meeting/', '/en/events/summit-1', '../../events/summit-1'],
    ['/en/events/summit-1', '/en/events/summit-1', 'summit-1'],
    ['/en/events/summit-1', '/assets/style.css', '../../assets/style.css'],
    ['/nope', '/en/', 'en/'],
    ['/', '/', './'],
  ];
  for (const [from, to, reference] of table)
    it(`from ${from} to ${to} is ${reference}`, () => assert.equal(relative(from, to), reference));
});

describe('what is stored at an address', () => {
  // One value of each choice that is not the default, and all of them at once.
  const asked = choiceNames.map((name) => `${name}=${choices[name].at(-1)}`);
  const paths = [
    ...['', 'calendar.ics', 'feed.rss', 'overview.svg', 'anniversaries.ics', 'on-this-day.rss', 'subscribe'].map(
      (below) => `/en/${below}`,
    ),
    ...['', 'calendar.ics', 'feed.rss', 'overview.svg'].map((below) => `/en/type/meeting/${below}`),
    '/calendar.ics',
    '/en-ja/calendar.ics',
  ];
  it('is the same whoever asked for it first, with whatever choices that it does not take', async () => {
    const fresh = await serve({ folder: EVERY_DATE });
    const misled = await serve({ folder: EVERY_DATE });
    assert.ok(asked.length > 3, String(asked));
    for (const path of paths)
      for (const search of [...asked, asked.join('&')]) {
        const { status } = await misled.request(`${path}?${search}`);
        assert.equal(status, 200, `${path}?${search}`);
      }
    for (const path of paths)
      for (const address of [path, ...asked.map((search) => `${path}?${search}`)]) {
        const [first, later] = [await fresh.request(address), await misled.request(address)];
        assert.equal(later.text, first.text, address);
        assert.equal(later.headers.etag, first.headers.etag, address);
      }
  });
});
