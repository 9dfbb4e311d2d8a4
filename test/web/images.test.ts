/** The image of an event: the address at which its file is served, and how each output shows it and says what it is. */

import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ICAL from 'ical.js';
import { DOCUMENT } from '../../src/web/http/cache-control.ts';
import { eventText } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { find, findAll } from '../support/html.ts';
import { faultsOf } from '../support/html-validity.ts';
import { avif, jpeg, png } from '../support/images.ts';
import { slugsOf, textOf } from '../support/markup.ts';
import { scratchFolder } from '../support/repository.ts';
import { BASE_URL, serve } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

const NAME = '1969/Brücke & Fluß.png';
const FACTS = {
  alt: { en: 'A bridge; "old" & stone', ja: '石の橋' },
  credit: { en: 'City archive, CC BY 4.0', ja: '市文書館' },
};
const ELSEWHERE = { url: 'https://photos.example/a%20b.webp?size=1&x=2', alt: 'A river', credit: 'A traveller' };
/** Every sign that some output has a meaning for. */
const ODD = `</script><b title='"'>&amp; ]]> \\n; , : 🌉 \u202aleft\u202c`;
const ODD_URL = `https://archive.example/?a="b"&c='<d>'`;
const folder = new EditedFolder({
  bridge: eventText({ when: '1969-07-01', image: { file: NAME, ...FACTS, creditUrl: 'https://archive.example/7' } }),
  river: eventText({ when: '1970-07-01', image: ELSEWHERE }),
  small: eventText({ when: '1971-07-01', image: { ...FACTS, file: 'small.jpg' } }),
  modern: eventText({ when: '1972-07-01', image: { ...FACTS, file: 'modern.avif' } }),
  gone: eventText({
    when: '1973-07-01',
    image: { ...FACTS, file: 'gone.png' },
    withdrawn: { date: '2026-11-23', reason: { en: 'Not ours.', ja: '誤り。' } },
  }),
  odd: eventText({ when: '1975-07-01', image: { alt: ODD, credit: ODD, file: 'small.jpg', creditUrl: ODD_URL } }),
  plain: eventText({ when: '1974-07-01' }),
});
folder.write(`images/${NAME}`, png(1600, 900));
folder.write('images/small.jpg', jpeg(120, 90));
folder.write('images/modern.avif', avif(640, 480));
folder.write('images/gone.png', png(1, 1));
folder.write('images/unnamed.png', png(1, 1));
const { request } = await serve({ folder: folder.root });
const page = async (slug: string, language = 'en') =>
  (await request(`/${language}/events/${slug}`, { headers: { Accept: 'text/html' } })).text;
const meta = async (slug: string) =>
  Object.fromEntries(
    findAll(await page(slug), 'meta[property^="og:image"]').map(({ attributes }) => [
      attributes.property?.replace('og:image', '') ?? '',
      attributes.content,
    ]),
  );
const source = async (slug: string) =>
  new URL(find(await page(slug), 'figure.image img').attributes.src ?? '', `${BASE_URL}/en/events/${slug}`).pathname;

describe('the file of an image', () => {
  it('is served as it is, for good, to every site', async () => {
    const path = await source('bridge');
    assert.match(path, /^\/images\/[\w-]{16}\/1969\/Br%C3%BCcke%20%26%20Flu%C3%9F\.png$/);
    const { status, headers, body } = await request(path, { headers: { 'Accept-Encoding': 'br, gzip' } });
    assert.equal(status, 200);
    assert.deepEqual(body, png(1600, 900));
    assert.equal(headers['content-type'], 'image/png');
    assert.equal(headers['content-length'], String(body.length));
    assert.equal(headers['content-encoding'], undefined);
    // A shared cache asks again: the image may be the reason for which an event is withdrawn.
    assert.equal(headers['cache-control'], 'public, max-age=31536000, s-maxage=300, immutable');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
    assert.equal(headers['last-modified'], undefined);
  });

  it('answers HEAD and conditional requests as documents do', async () => {
    const path = await source('bridge');
    const head = await request(path, { method: 'HEAD' });
    assert.deepEqual([head.status, head.body.length, head.headers['content-type']], [200, 0, 'image/png']);
    const { etag } = head.headers;
    const again = await request(path, { headers: { 'If-None-Match': etag } });
    assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, etag]);
    assert.equal((await request(path, { method: 'POST' })).status, 405);
  });

  it('is found at the address of a former version, and written in other ways', async () => {
    const path = await source('bridge');
    const former = await request(path.replace(/images\/[\w-]+/, 'images/AAAAAAAAAAAAAAAA'));
    // No redirect: two services of which one has the new file would redirect to each other.
    assert.deepEqual([former.status, former.body], [200, (await request(path)).body]);
    assert.equal(former.headers['cache-control'], DOCUMENT);
    assert.equal((await request(path.replace('%C3%BC', '%c3%bc'))).status, 200);
    assert.equal((await request(`${path}?width=100`)).status, 200);
  });

  it('is one that a shown event names: no path leads to any other', async () => {
    const [, , version = ''] = (await source('bridge')).split('/');
    const outside = scratchFolder();
    writeFileSync(join(outside, 'secret.png'), png(1, 1));
    symlinkSync(outside, join(folder.root, 'images', 'link'));
    for (const path of [
      '/images/',
      `/images/${version}`,
      `/images/${version}/`,
      `/images/${version}/unnamed.png`,
      `/images/${version}/gone.png`,
      `/images/${version}/1969/`,
      `/images/${version}/link/secret.png`,
      `/images/${version}/../chronology.yaml`,
      `/images/${version}/..%2fchronology.yaml`,
      `/images/${version}/%2e%2e/chronology.yaml`,
      `/images/${version}/1969%5c..%5csmall.jpg`,
      `/images/${version}/small.jpg%00.png`,
      `/images/${version}/constructor`,
      `/images/${version}/__proto__`,
    ])
      assert.equal((await request(path)).status, 404, path);
    assert.equal((await request(`/images/${version}/%ff.png`)).status, 400);
  });

  it('is not what came into its place after it was read', async () => {
    const other = new EditedFolder({ one: eventText({ image: { ...FACTS, file: 'a.png' } }) });
    other.write('images/a.png', png(8, 8));
    const service = await serve({ folder: other.root });
    const html = (await service.request('/en/events/an-event')).text;
    assert.doesNotMatch(html, /figure class="image"/);
    const { attributes } = find((await service.request('/en/events/one')).text, 'figure.image img');
    const path = new URL(attributes.src ?? '', `${BASE_URL}/en/events/one`).pathname;
    other.write('images/a.png', png(8, 8, true));
    assert.equal((await service.request(path)).status, 404);
    other.write('images/a.png', png(8, 8));
    assert.equal((await service.request(path)).status, 200);
  });
});

describe('the page of an event with an image', () => {
  it('shows it with its words and its credit, in a size that is known before it is there', async () => {
    const { attributes } = find(await page('bridge'), 'figure.image img');
    const { alt, width, height, loading, referrerpolicy } = attributes;
    assert.deepEqual([alt, width, height, loading], ['A bridge; "old" & stone', '720', '405', 'lazy']);
    assert.equal(referrerpolicy, undefined);
    const credit = find(await page('bridge'), 'figure.image figcaption a');
    assert.deepEqual(
      [textOf(credit), credit.attributes.href],
      ['City archive, CC BY 4.0', 'https://archive.example/7'],
    );
    assert.equal(find(await page('bridge', 'ja'), 'figure.image img').attributes.alt, '石の橋');
    const small = find(await page('small'), 'figure.image img').attributes;
    assert.deepEqual([small.width, small.height], ['120', '90']);
    assert.equal(findAll(await page('plain'), 'figure.image').length, 0);
  });

  it('marks the language of words that are in another', async () => {
    const html = await page('river', 'ja');
    assert.equal(find(html, 'figure.image img').attributes.lang, 'en');
    assert.match(html, /<figcaption><span lang="en">A traveller<\/span><\/figcaption>/);
  });

  it('loads one of another site without saying where it is read, and from that site alone', async () => {
    const answer = await request('/en/events/river');
    const { src, referrerpolicy } = find(answer.text, 'figure.image img').attributes;
    assert.deepEqual([src, referrerpolicy], [ELSEWHERE.url, 'no-referrer']);
    const policies = answer.rawHeaders.filter((_, at) => answer.rawHeaders[at - 1] === 'Content-Security-Policy');
    assert.equal(policies.length, 1);
    assert.match(policies.join(), /;img-src 'self' https:\/\/photos\.example;/);
    // From memory, and unchanged.
    const again = await request('/en/events/river', { headers: { 'If-None-Match': answer.headers.etag } });
    assert.equal(again.status, 304);
    assert.match(String(again.headers['content-security-policy']), /img-src 'self' https:\/\/photos\.example;/);
    for (const path of ['/en/events/bridge', '/en/', '/en/events/plain'])
      assert.match(String((await request(path)).headers['content-security-policy']), /img-src 'self';/, path);
  });

  it('is valid HTML', async () => {
    for (const slug of ['bridge', 'river', 'small']) assert.deepEqual(await faultsOf(await page(slug)), [], slug);
  });

  it('gives it to the previews of links, where these can show it', async () => {
    assert.deepEqual(await meta('bridge'), {
      '': `${BASE_URL}${await source('bridge')}`,
      ':type': 'image/png',
      ':width': '1600',
      ':height': '900',
      ':alt': 'A bridge; "old" & stone',
    });
    assert.deepEqual(await meta('river'), { '': ELSEWHERE.url, ':type': 'image/webp', ':alt': 'A river' });
    for (const slug of ['small', 'modern', 'plain'])
      assert.match((await meta(slug))[''] ?? '', /\/en\/overview\.png\?frame=slide$/, slug);
  });

  it('tells search engines what it is and whose', async () => {
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(await page('bridge')) ?? [];
    assert.deepEqual(JSON.parse(json).image, {
      '@type': 'ImageObject',
      contentUrl: `${BASE_URL}${await source('bridge')}`,
      url: `${BASE_URL}${await source('bridge')}`,
      mainEntityOfPage: 'https://archive.example/7',
      encodingFormat: 'image/png',
      width: { '@type': 'QuantitativeValue', value: 1600, unitCode: 'E37' },
      height: { '@type': 'QuantitativeValue', value: 900, unitCode: 'E37' },
      contentSize: `${png(1600, 900).length} B`,
      caption: 'A bridge; "old" & stone',
      creditText: 'City archive, CC BY 4.0',
    });
  });
});

describe('an image', () => {
  const vevents = async (path: string) => {
    const calendar = new ICAL.Component(ICAL.parse((await request(path)).text));
    return new Map(
      calendar.getAllSubcomponents('vevent').map((vevent) => [String(vevent.getFirstPropertyValue('uid')), vevent]),
    );
  };

  it('is the IMAGE of its calendar entry (RFC 7986 §5.10), and stands in its description', async () => {
    const entries = await vevents('/en/calendar.ics');
    const entry = (slug: string) =>
      [...entries].find(([uid]) => uid.startsWith(`${slug}@`))?.[1] ?? assert.fail(`no entry of ${slug}`);
    const image = entry('bridge').getFirstProperty('image') ?? assert.fail();
    const address = `${BASE_URL}${await source('bridge')}`;
    assert.equal(image.getFirstValue(), address);
    assert.deepEqual(
      [image.type, ...['display', 'fmttype'].map((name) => image.getFirstParameter(name))],
      ['uri', 'BADGE', 'image/png'],
    );
    const description = String(entry('bridge').getFirstPropertyValue('description'));
    assert.ok(description.includes(`Image: A bridge; "old" & stone (City archive, CC BY 4.0)\n${address}\n`));
    assert.equal(entry('river').getFirstProperty('image')?.getFirstValue(), ELSEWHERE.url);
    for (const slug of ['plain', 'gone']) assert.equal(entry(slug).getFirstProperty('image'), null, slug);
  });

  it('is told in every language of a calendar, and is one there', async () => {
    const [bridge] = (await vevents('/en-ja/events/bridge.ics')).values();
    assert.equal(bridge?.getAllProperties('image').length, 1);
    assert.match(String(bridge?.getFirstPropertyValue('description')), /画像：石の橋（市文書館）/);
  });

  it('is the enclosure of its item in a feed, and content of Media RSS with its words', async () => {
    const { text } = await request('/en/feed.rss');
    parseXml(text);
    const item = (slug: string) =>
      text.split('<item>').find((each) => each.includes(`/en/events/${slug}</link>`)) ?? assert.fail(slug);
    const address = `${BASE_URL}${await source('bridge')}`;
    const { length } = png(1600, 900);
    assert.ok(item('bridge').includes(`<enclosure url="${address}" length="${length}" type="image/png"/>`));
    assert.ok(
      item('bridge').includes(
        `<media:content url="${address}" medium="image" type="image/png" fileSize="${length}" width="1600" height="900">`,
      ),
    );
    assert.match(
      item('bridge'),
      /<media:description type="plain">A bridge; (?:"|&quot;)old(?:"|&quot;) &amp; stone<\//,
    );
    assert.ok(item('bridge').includes('<media:credit>City archive, CC BY 4.0</media:credit>'));
    assert.doesNotMatch(item('river'), /<enclosure/);
    assert.match(
      item('river'),
      /<media:content url="https:\/\/photos\.example\/a%20b\.webp\?size=1&amp;x=2" medium="image" type="image\/webp">/,
    );
    assert.doesNotMatch(item('plain'), /enclosure|media:/);
  });

  it('is found by its alternative text, and not by its credit', async () => {
    const found = async (q: string) => slugsOf((await request(`/en/?q=${encodeURIComponent(q)}`)).text);
    assert.deepEqual(await found('river'), ['river']);
    assert.deepEqual(await found('石の橋'), ['bridge', 'small', 'modern']);
    assert.deepEqual(await found('traveller'), []);
  });

  it('has words of any signs, which each output gives back as they are', async () => {
    const html = await page('odd');
    assert.deepEqual(await faultsOf(html), []);
    assert.equal(find(html, 'figure.image img').attributes.alt, ODD);
    const credit = find(html, 'figure.image figcaption a');
    assert.deepEqual([textOf(credit), credit.attributes.href], [ODD, ODD_URL]);
    const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    assert.equal(JSON.parse(json).image.creditText, ODD);
    const [entry] = (await vevents('/en/events/odd.ics')).values();
    assert.ok(String(entry?.getFirstPropertyValue('description')).includes(`Image: ${ODD} (${ODD})\n`));
    const feed = parseXml((await request('/en/feed.rss')).text);
    const contents = feed
      .child('channel')
      .children('item')
      .flatMap((item) => item.children('media:content'));
    const words = contents.map((content) => content.child('media:credit').text);
    assert.ok(words.includes(ODD), words.join());
  });

  it('is in no list: cards stay short, and pages light', async () => {
    assert.doesNotMatch((await request('/en/')).text, /<img|\/images\//);
  });
});
