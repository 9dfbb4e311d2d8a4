/** The pages of views and of the chronology, all of one list: where each is found, in one language and in the reader's, and that no way there loses its part. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chronologyPageNames,
  segmentOf,
  type ViewPageName,
  viewPageNames,
  viewPages,
} from '../../src/web/site/view-pages.ts';
import { kindsOfPage } from '../browser/kinds.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { BASE_URL, serve } from '../support/service.ts';

const { request } = await serve();

/** Where redirects lead in the end, and with which status they are answered there. */
async function followed(path: string, ask = request): Promise<readonly [status: number, path: string]> {
  let at = path;
  for (let hop = 0; hop < 5; hop += 1) {
    const { status, headers } = await ask(at);
    if (headers.location === undefined) return [status, at];
    at = headers.location.slice(BASE_URL.length);
  }
  assert.fail(`${path} leads on and on`);
}

/** The page of the visits of a month or of all time, as its own address has it. */
const visits = (language: string, name: ViewPageName) =>
  name === 'timeline'
    ? `/${language}/type/visit/`
    : `/${language}/${name === 'month' ? 'month/2022-12' : name}?type=visit`;

describe('every page of a view', () => {
  for (const name of viewPageNames)
    it(`${name} is found below a view, without regard to case and a slash at the end, and in the reader’s language`, async () => {
      const segment = name === 'month' ? 'month/2022-12' : segmentOf(name);
      const spelt = [`/en/Type/visit/${segment}`, `/%65n/type/visit${name === 'timeline' ? '' : `/${segment}`}`];
      if (name !== 'timeline')
        spelt.push(
          `/en/type/visit/${segment}`,
          `/en/type/visit/${segment}/`,
          `/en/${segment}/?type=visit`,
          `/EN/${segment}?type=visit`,
        );
      else spelt.push('/en/type/visit', '/en/type/visit/', '/en/?type=visit', '/EN/type/visit');
      const read = name === 'subscribe' ? '&language=en-ja' : '';
      for (const path of spelt) assert.deepEqual(await followed(path), [200, visits('en', name)], path);
      const inJapanese = (path: string) =>
        followed(path, (at) => request(at, { headers: { 'Accept-Language': 'ja' } }));
      const [path = '', search = ''] = visits('ja', name).split('?');
      const expected = read === '' ? visits('ja', name) : `${path}?${[read.slice(1), search].sort().join('&')}`;
      for (const edition of [
        `/en-ja/type/visit/${segment}`,
        `/en-ja/${segment}?type=visit`,
        `/ja-en/${segment}?type=visit`,
      ])
        assert.deepEqual(await inJapanese(edition), [200, expected], edition);
      const neutral = await request(`/${segment}?type=visit`);
      if (name !== 'timeline') assert.equal(neutral.status, viewPages[name].isNeutral ? 302 : 404);
    });

  it('tells on each way there what is wrong in the address', async () => {
    for (const name of viewPageNames) {
      const segment = name === 'month' ? 'month/2022-12' : segmentOf(name);
      for (const path of [`/en/type/visit/${segment}?country=XX`, `/en-ja/type/visit/${segment}?country=XX`]) {
        const [status, at] = await followed(path);
        assert.equal(status, 200, path);
        assert.match(at, /country=XX/, path);
        assert.match((await request(at)).text, /class="amiss"/, path);
      }
    }
  });

  it('is in the sitemap where the list says so, and one of the kinds that browsers open', async () => {
    const sitemap = (await request('/sitemap.xml')).text;
    for (const name of viewPageNames) {
      const isThere = sitemap.includes(`<loc>${BASE_URL}/en/${segmentOf(name)}</loc>`);
      assert.equal(isThere, viewPages[name].isListed, name);
    }
    const kinds = kindsOfPage.map(({ path }) => path('en').split('?')[0] ?? '');
    // A frame, which is no page by itself, has browser tests of its own.
    for (const name of [...viewPageNames.filter((name) => name !== 'embed').map(segmentOf), ...chronologyPageNames])
      assert.ok(
        kinds.some((path) => path === `/en/${name}` || path.startsWith(`/en/${name}/`)),
        name,
      );
  });
});

describe('every page of the chronology', () => {
  for (const name of chronologyPageNames)
    it(`${name} is found in the reader’s language where an address names several`, async () => {
      assert.deepEqual(await followed(`/en-ja/${name}`), [200, `/en/${name}`]);
      assert.deepEqual(await followed(`/EN/${name}/`), [200, `/en/${name}`]);
      const { headers } = await request(`/en-ja/${name}`, { headers: { 'Accept-Language': 'ja' } });
      assert.equal(headers.location, `${BASE_URL}/ja/${name}`);
    });
});

describe('a redirect to the canonical address', async () => {
  const tags = Object.fromEntries(
    Array.from({ length: 1300 }, (_, n) => [`event-${n}`, { tags: [`tag-${n}`], when: `20${10 + (n % 15)}-03-04` }]),
  );
  const long = await serve({ chronology: chronologyOf(tags) });
  const locationOf = async (path: string) => (await long.request(path)).headers.location?.slice(BASE_URL.length);

  it('keeps the part of a list, whatever list it is and whatever else is mended', async () => {
    for (const [path, location] of [
      ['/en/type/meeting?part=2020', '/en/type/meeting/?part=2020'],
      ['/en/?type=meeting&part=2020', '/en/type/meeting/?part=2020'],
      ['/EN/Type/meeting?part=2020', '/en/type/meeting/?part=2020'],
      ['/en-ja/type/meeting/?part=2020', '/en/type/meeting/?part=2020'],
      ['/en-ja/?part=2020', '/en/?part=2020'],
      ['/en/type/meeting?part=soon', '/en/type/meeting/?part=soon'],
      ['/en/tag?part=2', '/en/tag/?part=2'],
      ['/en-ja/tag/?part=2', '/en/tag/?part=2'],
      ['/EN/Tag?part=2', '/en/tag/?part=2'],
      ['/en/feeds/?part=2', '/en/feeds?part=2'],
      ['/en-ja/feeds?part=2', '/en/feeds?part=2'],
      ['/en-ja/sources?part=2', '/en/sources?part=2'],
      ['/en-ja/figures?part=2', '/en/figures?part=2'],
      ['/rss?limit=10&part=2', '/feed.rss?limit=10&part=2'],
      ['/en/feed.rss?type=meeting&limit=10&part=2', '/en/type/meeting/feed.rss?limit=10&part=2'],
      ['/EN/feed.rss?limit=10&part=2', '/en/feed.rss?limit=10&part=2'],
    ])
      assert.equal(await locationOf(path ?? ''), location, path);
  });
});
