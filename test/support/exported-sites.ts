/** What holds for every site of files: each link leads to a file, and what the service answers without a query has the same bytes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { todayBy } from '../../src/chronology/dates/day.ts';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { editionsOf } from '../../src/web/site/views.ts';
import { type ExportedSite, exportSite, fileServedAt } from './exported-site.ts';
import { findAll, parseHtml, textOf } from './html.ts';
import { addressesIn, references } from './markup.ts';
import { chronologyIn, type Service, serve, siteOf } from './service.ts';

/** Documents that name addresses with a query, which a site of files has elsewhere. */
const WITH_QUERIES = /(?:overview\.svg|opensearch\.xml|openapi\.json)$/;

/** What a page says, without addresses. */
function wordsOf(page: string): string {
  return textOf(parseHtml(page)).replace(/https?:[^\s"]*/g, '');
}

interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly get: { readonly parameters: readonly { $ref?: string }[] } }>>;
  readonly components: {
    readonly parameters: Readonly<Record<'facet' | 'value' | 'slug', { example?: string }>> & {
      readonly language: { readonly example: string };
    };
  };
}

/** An exported site and the service of the same chronology, as of the same day. */
export interface SiteAndService {
  readonly site: ExportedSite;
  readonly service: Service;
  /** The address of both, without a slash at its end. */
  readonly base: string;
}

/** Exports a chronology and serves it. To be awaited before the file's first test: with the last test that is known, services are stopped. */
export async function exportAndServe(folder: string, baseUrl: string): Promise<SiteAndService> {
  const { timeZone } = (await chronologyIn(folder)).vocabulary.settings;
  const today = todayBy(() => Date.now())(timeZone);
  const site = await exportSite(folder, { baseUrl });
  const base = new URL(site.baseUrl).href.replace(/\/$/, '');
  return { site, base, service: await serve({ folder, baseUrl: base, today: () => today }) };
}

/** The tests of a site, for a suite of the file that calls this: a file of which no test or suite stands in it counts as one that did not run. */
export function itIsAWholeSite({ site, service, base }: SiteAndService): void {
  const { chronology } = service;
  const { languages } = chronology.vocabulary.settings;
  const pages = [...site.files].filter(([, { type }]) => type.startsWith('text/html'));
  /** The path of an address of the site; undefined for any other. */
  const own = (reference: string, path: string) => {
    const url = new URL(reference, `${base}${path}`);
    return url.href.startsWith(`${base}/`)
      ? { path: url.href.slice(base.length).split(/[?#]/)[0] ?? '', url }
      : undefined;
  };

  it('is written without a fault', () => {
    assert.deepEqual([site.ended.code, site.ended.stderr], [0, '']);
    assert.match(site.ended.stdout, /^annals: [\d,]+ files in .*: [\d,]+ written, 0 removed\n$/);
  });

  it('has a file at every internal link of every page', () => {
    for (const [file, { path }] of pages)
      for (const reference of references(parseHtml(site.text(file)))) {
        const to = own(reference, path);
        if (to) assert.ok(fileServedAt(site.root, to.path), `${path} → ${reference}`);
      }
  });

  it('leads to a query nowhere but to the page that searches, and says so in no head', () => {
    for (const [file, { path }] of pages) {
      const page = parseHtml(site.text(file));
      for (const reference of references(page)) {
        const to = own(reference, path);
        if (to?.url.search) assert.match(to.path, /^\/[\w-]+\/search$/, `${path} → ${reference}`);
      }
      for (const { attributes } of findAll(page, 'form')) assert.match(attributes.action ?? '', /(^|\/)search$/, path);
      for (const { attributes } of findAll(page, 'link[rel="canonical"], link[rel="alternate"]'))
        assert.ok(!attributes.href?.includes('?'), `${path} → ${attributes.href}`);
    }
  });

  it('has a file at every address of its own that feeds, calendars and data name', () => {
    for (const [file, { path, type }] of site.files) {
      if (!/rss|atom|calendar|feed\+json|opml|sitemap|xml/.test(type)) continue;
      for (const address of addressesIn(site.text(file))) {
        const to = own(address.split(/["<\\]/)[0]?.replace(/[.,;)]+$/, '') ?? '', path);
        if (to && !to.path.includes('{')) assert.ok(fileServedAt(site.root, to.path), `${path} → ${address}`);
      }
    }
  });

  it('has every event, every value of a facet and every output of each, in each edition', () => {
    for (const { tag, languages: of } of editionsOf(siteOf(chronology)))
      for (const view of [
        '',
        ...pathFacets.flatMap((facet) =>
          [...new Set(chronology.events.flatMap((event) => valuesOf(event, facet)))].map(
            (value) => `${facet}/${value}/`,
          ),
        ),
      ])
        for (const output of outputNames)
          if (of.length === 1 || outputs[output].isMultilingual)
            assert.ok(site.files.has(`${tag}/${view}${output}`), `${tag}/${view}${output}`);
    for (const language of languages)
      for (const { slug } of chronology.events)
        for (const file of [
          `events/${slug}.html`,
          `${language}/events/${slug}.html`,
          `${language}/events/${slug}.json`,
        ])
          assert.ok(site.files.has(file), file);
  });

  it('has the bytes of the service at each address without a query', async () => {
    let compared = 0;
    for (const [file, { path, type }] of site.files) {
      if (!type.startsWith('text/html') && WITH_QUERIES.test(file)) continue;
      // Pictures as PNG are made of those that are compared, and take long.
      if (type === 'image/png') continue;
      const answer = await service.request(path);
      if (answer.status !== 200) continue;
      const bytes = readFileSync(join(site.root, file));
      if (type.startsWith('text/html') && !answer.body.equals(bytes)) {
        // It has addresses with a query, which are others here; what it says is the same.
        if (/\/(?:subscribe|data)$/.test(path)) continue;
        assert.deepEqual([path, wordsOf(bytes.toString())], [path, wordsOf(answer.text)]);
        continue;
      }
      assert.ok(answer.body.equals(bytes), path);
      assert.equal(type, answer.headers['content-type'], path);
      compared += 1;
    }
    assert.ok(compared > chronology.events.length * languages.length, String(compared));
  });

  it('describes to programs no query but the search of its page', () => {
    for (const language of languages) {
      const description = site.text(`${language}/opensearch.xml`);
      assert.deepEqual(
        [...description.matchAll(/template="([^"]*)"/g)].map(([, template]) => template),
        [`${base}/${language}/search?q={searchTerms}`, `${base}/${language}/opensearch.xml`],
      );
    }
    const api = site.text('openapi.json');
    assert.doesNotMatch(api, /"in": "query"|parameters\/(?:from|q|cursor|limit)"|badRequest/);
    const { paths, components } = JSON.parse(api) as OpenApi;
    const { language: tag, facet, value, slug } = components.parameters;
    for (const [pattern, { get }] of Object.entries(paths)) {
      for (const { $ref = '' } of get.parameters)
        assert.ok($ref.slice('#/components/parameters/'.length) in components.parameters, `${pattern} ${$ref}`);
      const path = pattern
        .replace('{language}', tag.example)
        .replace('{facet}', facet.example ?? '')
        .replace('{value}', value.example ?? '')
        .replace('{slug}', slug.example ?? '');
      if (!path.includes('//')) assert.ok(fileServedAt(site.root, path), path);
    }
  });

  it('has no address that asks after a process, and no header by which a service tells caches what to purge', () => {
    for (const { path } of site.files.values()) assert.doesNotMatch(path, /^\/(?:healthz|readyz)/);
    for (const file of ['_headers', '.annals-export/nginx.conf'])
      assert.doesNotMatch(site.text(file), /Surrogate-Key|Cache-Tag|healthz|readyz/i, file);
  });

  it('has beside each text the same, compressed', () => {
    for (const [file, { type }] of site.files) {
      if (/^image\/(?!svg)/.test(type) || /^(?:\.|_)/.test(file)) continue;
      const bytes = readFileSync(join(site.root, file));
      assert.ok(brotliDecompressSync(readFileSync(join(site.root, `${file}.br`))).equals(bytes), file);
      assert.ok(gunzipSync(readFileSync(join(site.root, `${file}.gz`))).equals(bytes), file);
    }
  });

  it('leads on from the addresses that are in no language', () => {
    const [first = ''] = languages;
    for (const path of ['', 'subscribe', ...chronology.events.map(({ slug }) => `events/${slug}`)]) {
      const page = parseHtml(site.text(path === '' ? 'index.html' : `${path}.html`));
      const links = findAll(page, 'a').map(({ attributes }) => own(attributes.href ?? '', `/${path}`)?.path);
      assert.deepEqual(
        links,
        languages.map((language) => `/${language}/${path}`),
        path,
      );
      const [canonical] = findAll(page, 'link[rel="canonical"]');
      assert.equal(canonical?.attributes.href, `${base}/${first}/${path}`);
    }
  });

  it('says of what was withdrawn that it is no more, and takes it out of calendars', () => {
    for (const { slug } of chronology.withdrawn)
      for (const language of languages) {
        assert.match(site.text(`${language}/events/${slug}.html`), /<meta name="robots" content="noindex">/);
        assert.equal(site.files.has(`${language}/events/${slug}.json`), false);
      }
  });

  it('has a page for what is not found, whose links lead from anywhere, and which takes no address for what was looked for', () => {
    for (const file of ['404.html', ...languages.map((language) => `${language}/404.html`)]) {
      const page = parseHtml(site.text(file));
      for (const reference of references(page)) assert.match(reference, /^(?:\/|https?:|#)/, `${file} → ${reference}`);
      assert.deepEqual(
        findAll(page, 'input[name="q"]').map(({ attributes }) => attributes.value),
        [''],
      );
    }
  });
}
