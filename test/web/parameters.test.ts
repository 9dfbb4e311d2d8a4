/** What requests carry beside what we ask for: characters that no output can hold, and what others spoil or append on the way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { facets } from '../../src/chronology/facet.ts';
import { choiceNames } from '../../src/chronology/query/query.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { parametersOf } from '../../src/web/site/parameters.ts';
import { anyCharacter } from '../support/any-character.ts';
import { everyFew } from '../support/seed.ts';
import { serve } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

const { request } = await serve();

/** What no document may hold: controls but for white space, halves of characters, and noncharacters. */
const FORBIDDEN = /[^\P{Cc}\n\r\t]|\p{Noncharacter_Code_Point}|\p{Cs}/u;
const HOSTILE = ['%00', '%01', '%0B', '%1B', '%7F', '%C2%85', '%EF%BF%BE', '%EF%BF%BF', '%EF%B7%90', '%F0%9F%BF%BE'];
/** Half of a pair, which is no UTF-8, and bytes that are none. */
const MALFORMED = ['%ED%A0%80', '%FF', '%C3%28', '%u0001'];

const textOutputs = outputNames.filter((name) => outputs[name].rasterWidth === undefined);
const PATHS = [
  ...textOutputs.map((name) => `/en/${name}`),
  ...['/en/', '/ja/type/meeting/', '/en/subscribe', '/en/month/2026-12', '/en/figures', '/en/country/', '/en/nope'],
];
const PARAMETERS = [...facets, ...choiceNames, 'from', 'to', 'q', 'part', 'language', 'contry', 'other'];

describe('text from a request', () => {
  const clean = async (path: string) => {
    for (const Accept of ['text/html', '*/*']) {
      const { status, headers, text } = await request(path, { headers: { Accept } });
      assert.ok(status < 500, `${path} answers ${status}`);
      assert.doesNotMatch(text, FORBIDDEN, path);
      if (/xml/.test(String(headers['content-type']))) parseXml(text);
      if (/^application\/(?:problem\+|feed\+|ld\+)?json/.test(String(headers['content-type']))) JSON.parse(text);
    }
  };

  it('comes out without what no document can hold, whichever the character, the parameter and the output', async () => {
    const characters = [...HOSTILE, ...MALFORMED];
    const all = PATHS.flatMap((path, turn) =>
      PARAMETERS.map((parameter, index) => ({ path, parameter, turn: turn + index })),
    );
    for (const { path, parameter, turn } of everyFew(all, all.length, ({ turn }) => turn % 3 === 0)) {
      const character = characters[turn % characters.length];
      await clean(`${path}?${parameter}=a${character}b${character}`);
    }
    for (const character of [...HOSTILE, ...MALFORMED])
      for (const path of ['/en/overview.svg', '/en/feed.rss', '/en/calendar.ics', '/en/'])
        await clean(`${path}?q=${character}road${character}&${character}=1`);
  });

  it('in a path is an address that there is not', async () => {
    for (const character of HOSTILE)
      for (const path of [
        `/en/events/${character}a`,
        `/en/type/${character}/`,
        `/${character}`,
        `/en/tag/${character}x/feed.rss`,
      ]) {
        assert.equal((await request(path)).status, 404, path);
        await clean(path);
      }
  });

  it('keeps every other character', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const value = parametersOf(`/?q=${encodeURIComponent(text)}`).get('q') ?? '';
        assert.doesNotMatch(value, FORBIDDEN);
        assert.equal(value, text.replace(/\s+/g, ' ').replace(new RegExp(FORBIDDEN, 'gu'), ''));
      }),
    );
  });
});

describe('a parameter that is spoilt on the way', () => {
  it('is what it was: &amp; for &, once or twice, and x[] for x', async () => {
    const meant = await request('/en/calendar.ics?country=UZ&type=visit');
    const all = await request('/en/calendar.ics?country=UZ');
    assert.notEqual(meant.text, all.text);
    for (const search of [
      'country=UZ&amp;type=visit',
      'amp;country=UZ&amp;amp;type=visit',
      'country=UZ&amp%3Btype=visit',
      'country[]=UZ&type[]=visit',
      'country%5B%5D=UZ&type%5B0%5D=visit',
    ])
      assert.equal((await request(`/en/calendar.ics?${search}`)).text, meant.text, search);
    const both = await request('/en/feed.rss?country=KZ&country=UZ');
    assert.equal((await request('/en/feed.rss?country[]=UZ&country[]=KZ')).text, both.text);
  });
});

describe('a parameter that others append', () => {
  const APPENDED = [
    ...['singlemessage', 'groupmessage', 'timeline'].map((from) => `from=${from}&isappinstalled=0`),
    'utm_source=a&utm_medium=b&utm_campaign=c&utm_term=d&utm_content=e&utm_id=f',
    'fbclid=a&gclid=b&msclkid=c&dclid=d&yclid=e&igshid=f&mc_cid=g&mc_eid=h&_hsenc=i&_hsmi=j&vero_id=k&srsltid=l&ref_src=m',
    'scene=1&clicktime=2&enterid=3&nsukey=4&si=5&ref=6&spm=7&share_token=8&tt_from=9&feature=share',
  ];

  it('is ignored everywhere: by pages without a word, and by calendars and feeds', async () => {
    for (const path of [
      '/en/',
      '/en/subscribe',
      '/ja/type/meeting/',
      '/en/month/2026-12',
      '/en/calendar.ics',
      '/en/feed.rss',
      '/en/overview.svg',
    ])
      for (const appended of APPENDED) {
        const { status, text } = await request(`${path}?${appended}`);
        assert.equal(status, 200, `${path}?${appended}`);
        assert.equal(text, (await request(path)).text, `${path}?${appended}`);
      }
  });

  it('leaves one of ours that it follows', async () => {
    const meant = await request('/en/feed.rss?from=2022');
    assert.equal((await request('/en/feed.rss?from=2022&from=timeline&isappinstalled=0')).text, meant.text);
  });
});
