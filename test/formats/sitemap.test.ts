/** A sitemap in one file or in several, within the protocol's limits; and names within a browser's. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import {
  renderSitemapIndex,
  type SitemapLimits,
  type SitemapPage,
  sitemapSteps,
  splitSitemapSteps,
} from '../../src/formats/discovery/sitemap.ts';
import { shortName } from '../../src/formats/discovery/web-manifest.ts';
import { atOnce } from '../../src/slices.ts';
import { parseXml } from '../support/xml.ts';

const page = (name: string, lastModified?: string): SitemapPage => ({
  addresses: [
    ['en', `https://a.example/en/${name}`],
    ['ja', `https://a.example/ja/${name}`],
  ],
  lastModified,
});

const sitemapOf = (pages: readonly SitemapPage[]) => atOnce(sitemapSteps(pages));
const partsOf = (pages: readonly SitemapPage[], limits?: SitemapLimits) => atOnce(splitSitemapSteps(pages, limits));

describe('a sitemap', () => {
  it('lists each page in each language, with all of them', () => {
    const text = sitemapOf([{ ...page('a?b=1&c', '2026-11-22'), neutral: 'https://a.example/a' }, page('b')]);
    const urls = parseXml(text).children('url');
    assert.deepEqual(
      urls.map((url) => [url.child('loc').text, url.children('lastmod').map(({ text: day }) => day)]),
      [
        ['https://a.example/en/a?b=1&c', ['2026-11-22']],
        ['https://a.example/ja/a?b=1&c', ['2026-11-22']],
        ['https://a.example/en/b', []],
        ['https://a.example/ja/b', []],
      ],
    );
    assert.deepEqual(
      urls[1]?.children('xhtml:link').map(({ attributes: { rel, hreflang, href } }) => [rel, hreflang, href]),
      [
        ['alternate', 'en', 'https://a.example/en/a?b=1&c'],
        ['alternate', 'ja', 'https://a.example/ja/a?b=1&c'],
        ['alternate', 'x-default', 'https://a.example/a'],
      ],
    );
    assert.equal(urls[2]?.children('xhtml:link').length, 2);
  });

  it('is in one file as long as it fits, and that file is there even without pages', () => {
    assert.deepEqual(partsOf([]), [[]]);
    assert.equal(parseXml(sitemapOf([])).children('url').length, 0);
    const pages = [page('a'), page('b'), page('c')];
    assert.deepEqual(partsOf(pages, { addresses: 6, bytes: 100_000 }), [pages]);
  });

  it('is in several beyond a number of addresses or of bytes, all pages in order', () => {
    const pages = Array.from({ length: 50 }, (_, index) => page(`${index}-年`));
    for (const limits of [
      { addresses: 7, bytes: 100_000 },
      { addresses: 100, bytes: 2000 },
    ]) {
      const parts = partsOf(pages, limits);
      assert.ok(parts.length > 5);
      assert.deepEqual(parts.flat(), pages);
      for (const part of parts) {
        assert.ok(part.flatMap(({ addresses }) => addresses).length <= limits.addresses);
        assert.ok(Buffer.byteLength(sitemapOf(part)) <= limits.bytes);
      }
    }
  });

  it('holds by itself to what the protocol takes', () => {
    const pages = Array.from({ length: 26_000 }, (_, index) => page(`${index}`));
    const parts = partsOf(pages);
    assert.ok(parts.length > 1);
    for (const part of parts) {
      assert.ok(part.length * 2 <= 50_000);
      assert.ok(Buffer.byteLength(sitemapOf(part)) <= 50_000_000);
    }
  });

  it('in several has an index with the last change of each', () => {
    const text = renderSitemapIndex([
      { address: 'https://a.example/1?a&b', pages: [page('a', '2026-11-22'), page('b', '2026-12-03'), page('c')] },
      { address: 'https://a.example/2', pages: [page('d')] },
    ]);
    assert.deepEqual(
      parseXml(text)
        .children('sitemap')
        .map((file) => [file.child('loc').text, file.children('lastmod').map(({ text: day }) => day)]),
      [
        ['https://a.example/1?a&b', ['2026-12-03']],
        ['https://a.example/2', []],
      ],
    );
  });
});

describe('a short name', () => {
  const table: [title: string, most: number, name: string][] = [
    ['Central Asia plus Japan', 23, 'Central Asia plus Japan'],
    ['Central Asia plus Japan', 22, 'Central Asia plus'],
    ['Central Asia plus Japan', 16, 'Central Asia'],
    ['Central Asia plus Japan', 12, 'Central Asia'],
    ['Central Asia plus Japan', 11, 'Central'],
    ['Central', 3, 'Cen'],
    ['中央アジア＋日本の年表', 8, '中央アジア＋日本'],
    ['👩‍🚀🚀🚀🚀', 3, '👩‍🚀'],
  ];
  for (const [title, most, name] of table)
    it(`of ${title} within ${most} is ${name}`, () => assert.equal(shortName(title, most), name));
});
