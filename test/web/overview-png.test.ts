/** The picture as PNG: what programs show that take no SVG, such as the previews of links. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateSync } from 'node:zlib';
import { DRAWN_SCRIPTS, toPng } from '../../src/web/raster/rasterizer.ts';
import { chronologyOf, PLAIN_EVENT } from '../support/chronologies.ts';
import { find, findAll } from '../support/html.ts';
import { BASE_URL, chronologyIn, EVERY_YEAR, serve } from '../support/service.ts';

const titled = (en: string, ja: string) => ({ ...PLAIN_EVENT, title: { en, ja } });
const service = await serve({
  chronology: chronologyOf({
    a: { ...titled('First meeting', '最初の会合'), when: '2004' },
    b: titled('Second', '次'),
  }),
});
const other = await serve({
  chronology: chronologyOf({
    a: { ...titled('First meeting', '最初の集い'), when: '2004' },
    b: titled('Second', '次'),
  }),
});

/** The pixels of a PNG of 8 bits a channel (W3C PNG §11): its size, and whether each of its rows has more than one colour. */
function readPng(bytes: Buffer): { width: number; height: number; inkedRows: number } {
  assert.equal(bytes.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const raw = inflateSync(Buffer.concat(data));
  const rowLength = raw.length / height;
  // A row of one colour is filtered to zeros behind its first pixel, or repeats that pixel.
  const inkedRows = Array.from({ length: height }, (_, row) =>
    raw.subarray(row * rowLength + 1, (row + 1) * rowLength),
  ).filter((row) => row.subarray(4).some((byte, index) => byte !== row[index % 4] && byte !== 0)).length;
  return { width, height, inkedRows };
}

/** One event, in one language. */
const chronologyOfLanguage = (language: string) =>
  chronologyOf(
    {
      a: { title: { [language]: 'A' }, summary: { [language]: 'B' }, when: '2004', type: 'count', sources: undefined },
    },
    {
      'chronology.yaml': `title: A\nlanguages: [${language}]\ntimeZone: UTC\ncitations: optional\ntypes:\n  count:\n    label: C\n`,
      'sources.yaml': '{}\n',
      'places.yaml': '{}\n',
      'people.yaml': '{}\n',
      'organizations.yaml': '{}\n',
    },
  );

const get = (path: string, of = service) => of.request(path, { headers: { 'Accept-Encoding': 'br, gzip' } });

describe('the picture as PNG', () => {
  it('is 1,600 pixels wide, with ink, and comes as it is: it is compressed already', async () => {
    const { status, headers, body } = await get('/en/overview.png');
    assert.deepEqual([status, headers['content-type'], headers['content-encoding']], [200, 'image/png', undefined]);
    const { width, inkedRows } = readPng(body);
    assert.equal(width, 1600);
    assert.ok(inkedRows > 20, `${inkedRows} rows have ink`);
  });

  it('is the same bytes each time, and answers 304', async () => {
    const [first, again] = [await get('/ja/overview.png'), await get('/ja/overview.png?utm_source=x')];
    assert.ok(first.body.equals(again.body));
    const etag = String(first.headers.etag);
    const { status } = await service.request('/ja/overview.png', { headers: { 'If-None-Match': etag } });
    assert.equal(status, 304);
  });

  it('is of its view, and shows Japanese as what it is, not as boxes', async () => {
    const all = await get('/ja/overview.png');
    const later = await get('/ja/overview.png?from=2010');
    assert.ok(!all.body.equals(later.body));
    // The two chronologies differ in two letters of a name.
    assert.ok(!all.body.equals((await get('/ja/overview.png', other)).body));
  });

  it('has a form for each letter of the scripts that it draws, where boxes would all be alike', async () => {
    // Pairs of letters that are as wide as each other in a font of boxes.
    const letters = { Latn: 'dq', Grek: 'ΔΛ', Cyrl: 'ЖШ', Jpan: '会次', Arab: 'بث', Hebr: 'אש' };
    assert.deepEqual(new Set(Object.keys(letters)), DRAWN_SCRIPTS);
    const svg = (letter: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><text x="10" y="30" font-size="24">${letter}</text></svg>`;
    for (const [script, [one = '', two = '']] of Object.entries(letters)) {
      const [first, second] = [
        await toPng({ path: script, svg: svg(one), width: 40 }),
        await toPng({ path: script, svg: svg(two), width: 40 }),
      ];
      assert.ok(!first.equals(second), script);
    }
  });

  it('is no preview of pages in a script that it cannot draw', async () => {
    const cards = async (language: string) => {
      const { request } = await serve({ chronology: chronologyOfLanguage(language) });
      const { text } = await request(`/${language}/`);
      const [image] = findAll(text, 'meta[property="og:image"]');
      return [image?.attributes.content, find(text, 'meta[name="twitter:card"]').attributes.content];
    };
    assert.deepEqual(await cards('he'), [`${BASE_URL}/he/overview.png?frame=slide`, 'summary_large_image']);
    for (const language of ['zh-Hans', 'th', 'ko']) assert.deepEqual(await cards(language), [undefined, 'summary']);
  });

  it('is there of a few days, far beyond which marks go on', async () => {
    for (const day of ['2023-03-01', '2024-05-02', '2025-12-20'])
      assert.equal((await get(`/en/overview.png?from=${day}&to=${day}`)).status, 200, day);
  });

  it('is there of some years among thousands through which a mark goes', async () => {
    const ages = await serve({ chronology: await chronologyIn(EVERY_YEAR) });
    for (const search of ['from=-0400&to=-0301', 'from=-0043-03-15&to=-0043-03-16', 'from=1900&to=1901'])
      assert.equal((await get(`/en/overview.png?frame=slide&${search}`, ages)).status, 200, search);
  });

  it('is there of a search for what no XML can carry', async () => {
    for (const q of ['%00', 'first%01', '%EF%BF%BE'])
      assert.equal((await get(`/en/overview.png?q=${q}`)).status, 200, q);
  });

  it('of many views at once is made one after another', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => get(`/en/overview.png?from=${1990 + index}`)),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      answers.map(() => 200),
    );
  });

  it('is refused for a while where too many are waited for, and only then', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => get(`/en/overview.png?to=${1940 + index}`)),
    );
    const refused = answers.filter(({ status }) => status === 503);
    assert.ok(refused.length > 0 && refused.length < answers.length, `${refused.length} of 60`);
    for (const { headers } of refused) {
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(headers['retry-after'] ?? '', /^[1-9]\d*$/, 'seconds until it is worth asking again');
    }
    assert.equal((await get('/en/overview.png?to=1999')).status, 200);
  });
});
