/** The site as crawlers and readers without scripts find it: by links alone, and by the sitemap. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PathFacet, pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { parseQuery, type Query } from '../../src/chronology/query/query.ts';
import { viewPath } from '../../src/web/site/address.ts';
import { findAll, parseHtml } from '../support/html.ts';
import { faultsOf, repetitions, structureOf } from '../support/html-validity.ts';
import { addressesIn, references } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, type Service, SHIPPED, serve, TODAY } from '../support/service.ts';
import { sitemapOf } from '../support/sitemap.ts';

/** One answer, and where it leads. Its text is not kept: there are many. */
interface Visit {
  readonly status: number;
  readonly isPage: boolean;
  /** Whether it asks search engines to leave it out. */
  readonly isUnlisted: boolean;
  /** The addresses of the site that it refers to or redirects to, with their queries. */
  readonly leadsTo: ReadonlySet<string>;
  /** Those of them that are links to be followed. */
  readonly links: ReadonlySet<string>;
  readonly canonical: readonly string[];
  readonly alternates: readonly (readonly [hreflang: string | undefined, href: string | undefined])[];
  readonly repetitions: readonly string[];
  /** Which elements, attributes and orders of them the page has. */
  readonly structure: ReadonlySet<string>;
  /** In UTF-16 units. */
  readonly length: number;
}

/** Asks for an address, and for nothing else. */
async function visit({ request }: Service, path: string): Promise<Visit> {
  const { status, headers, text } = await request(path);
  const type = String(headers['content-type']);
  const isPage = status === 200 && type === 'text/html; charset=utf-8';
  const page = isPage ? parseHtml(text) : undefined;
  // A page refers to most addresses many times, and to resolve one takes long.
  const resolved = new Map<string, string | undefined>();
  const resolve = (address: string): string | undefined => {
    if (resolved.has(address)) return resolved.get(address);
    const { origin, pathname, search } = new URL(address, `${BASE_URL}${path}`);
    const own = origin === BASE_URL ? `${pathname}${search}` : undefined;
    resolved.set(address, own);
    return own;
  };
  const ours = (addresses: readonly string[]): ReadonlySet<string> =>
    new Set(addresses.flatMap((address) => resolve(address) ?? []));
  const elements = page ? findAll(page, 'a, link') : [];
  const hrefs = (name: string) =>
    elements.flatMap((element) => (element.name === name ? (element.attributes.href ?? []) : []));
  const heads = elements.filter(({ name }) => name === 'link').map(({ attributes }) => attributes);
  return {
    status,
    isPage,
    isUnlisted: page !== undefined && findAll(page, 'meta[name="robots"][content="noindex"]').length > 0,
    leadsTo: ours([
      ...(headers.location === undefined ? [] : [headers.location]),
      ...(page ? references(page) : []),
      ...(/rss|calendar/.test(type) ? addressesIn(text).filter((address) => address.startsWith(BASE_URL)) : []),
    ]),
    links: ours(headers.location === undefined ? hrefs('a') : [headers.location]),
    canonical: heads.flatMap(({ rel, href }) => (rel === 'canonical' && href !== undefined ? href : [])),
    alternates: heads.flatMap(({ hreflang, href }) => (hreflang === undefined ? [] : [[hreflang, href] as const])),
    repetitions: page ? repetitions(text) : [],
    structure: page ? structureOf(text) : new Set(),
    length: text.length,
  };
}

/** Everything that links lead to from /en/, without the addresses that have a query: these combine without end. */
async function crawl(service: Service): Promise<ReadonlyMap<string, Visit>> {
  const visits = new Map<string, Visit>();
  // A set hands out what is added to it on the way.
  const paths = new Set(['/en/']);
  for (const path of paths) {
    const found = await visit(service, path);
    visits.set(path, found);
    for (const address of found.leadsTo) paths.add(address.replace(/\?.*/, ''));
    assert.ok(paths.size < 3000, 'the site is bounded');
  }
  return visits;
}

/**
 * Paths of pages which together have all that any page has, each the one with most, for its length, that those before it had
 * not: to validate a page takes as long as the page is.
 */
function unlikeEachOther(pages: readonly (readonly [path: string, visit: Visit])[]): readonly string[] {
  const rest = new Map(pages.map(([path, { structure, length }]) => [path, { parts: new Set(structure), length }]));
  const chosen: string[] = [];
  for (;;) {
    let best: { readonly path: string; readonly parts: ReadonlySet<string>; readonly share: number } | undefined;
    for (const [path, { parts, length }] of rest)
      if (!best || parts.size / length > best.share) best = { path, parts, share: parts.size / length };
    if (!best) return chosen;
    chosen.push(best.path);
    rest.delete(best.path);
    for (const [other, { parts }] of rest) {
      for (const part of best.parts) parts.delete(part);
      if (parts.size === 0) rest.delete(other);
    }
  }
}

/** The path with its facet and event left open, and the names of what is asked: one program answers to all of a shape. */
function shapeOf(address: string): string {
  const { pathname, searchParams } = new URL(address, BASE_URL);
  const path = pathname.replace(/^(\/[\w-]+)\/(?:(events)\/[^/.]+|([a-z]+)\/[^/]+\/)/, '$1/$2$3/…');
  return `${path}?${[...new Set(searchParams.keys())].sort()}`;
}

/** The facet in a path, as a parameter would say it. */
function facetIn(pathname: string): readonly (readonly [PathFacet, string])[] {
  const [, , name = '', value = '', end] = pathname.split('/');
  const facet = pathFacets.find((one) => one === name);
  return facet === undefined || end === undefined ? [] : [[facet, decodeURIComponent(value)]];
}

function isPresentMonth(address: string): boolean {
  return /^\/[\w-]+\/month(?:\?|$)/.test(address);
}

/** Both are crawled before any test begins: with the tests that are there, services would be stopped. */
const crawled: (readonly [name: string, service: Service, visits: ReadonlyMap<string, Visit>])[] = [];
for (const [name, folder] of [
  ['the shipped chronology', SHIPPED],
  ['the chronology of every kind of date', EVERY_DATE],
] as const) {
  const service = await serve({ folder });
  crawled.push([name, service, await crawl(service)]);
}

for (const [name, service, visits] of crawled) {
  const { chronology } = service;
  const { languages } = chronology.vocabulary.settings;
  const pages = [...visits].filter(([, { isPage }]) => isPage);

  describe(`a crawl of ${name}`, () => {
    it('finds nothing that does not answer', () => {
      /** An event has its page in the language that the reader prefers, and calendars name those that were withdrawn. */
      const statusOf = (path: string) => {
        const [, language, slug = ''] = /^(\/[\w-]+)?\/events\/([\w-]+)$/.exec(path) ?? [];
        if (chronology.bySlug.get(slug)?.withdrawn) return 410;
        if (slug !== '' && language === undefined) return 302;
        // The crawl asks for addresses without their queries, and this one then names no page.
        if (path === '/oembed') return 404;
        // The month that it is, or the last one, has an address of its own.
        return ['/', '/subscribe'].includes(path) || isPresentMonth(path) ? 302 : 200;
      };
      for (const [path, { status }] of visits) assert.deepEqual([path, status], [path, statusOf(path)]);
    });

    it('finds every event and every value of a facet that events have, with its calendar and feed', () => {
      for (const language of languages) {
        for (const facet of pathFacets)
          for (const value of new Set(chronology.events.flatMap((event) => valuesOf(event, facet))))
            for (const file of ['', 'calendar.ics', 'feed.rss']) {
              const path = `/${language}/${facet}/${value}/${file}`;
              assert.equal(visits.get(path)?.status, 200, path);
            }
        for (const { slug } of chronology.events)
          assert.equal(visits.get(`/${language}/events/${slug}`)?.status, 200, slug);
      }
      for (const { slug } of chronology.events) assert.equal(visits.get(`/events/${slug}`)?.status, 302, slug);
    });

    it('finds every event by links between pages of one language', () => {
      for (const language of languages) {
        const found = new Set([`/${language}/`]);
        for (const path of found)
          for (const link of visits.get(path)?.links ?? [])
            if (link.startsWith(`/${language}/`) && !/[?]|\.\w+$/.test(link)) found.add(link);
        for (const { slug } of chronology.events)
          assert.ok(found.has(`/${language}/events/${slug}`), `no link leads to ${slug}`);
      }
    });

    it('is led to no question that is not answered, and to none but by its own address', async () => {
      const asked = new Set([...visits.values()].flatMap(({ leadsTo }) => [...leadsTo]).filter((a) => a.includes('?')));
      assert.ok(asked.size > 100, `${asked.size} addresses with a query`);
      const shapes = new Map<string, string>();
      // Every language and every output asks the same.
      const queries = new Map<string, Query>();
      const queryOf = (parameters: URLSearchParams, address: string): Query => {
        const asks = `${parameters}`;
        const known = queries.get(asks);
        if (known) return known;
        const query = parseQuery(parameters, chronology, TODAY);
        assert.ok(query.ok, address);
        queries.set(asks, query.value);
        return query.value;
      };
      for (const address of asked) {
        const { pathname, searchParams } = new URL(address, BASE_URL);
        shapes.set(shapeOf(address), address);
        for (const [facet, value] of facetIn(pathname)) searchParams.append(facet, value);
        const query = queryOf(searchParams, address);
        const [, language = ''] = pathname.split('/');
        if (!pathname.endsWith('/')) continue;
        assert.equal(viewPath(language, query, searchParams.get('part') ?? undefined).split('?')[0], pathname);
      }
      for (const address of shapes.values())
        assert.equal((await service.request(address)).status, isPresentMonth(address) ? 302 : 200, address);
    });
  });

  describe(`the sitemap of ${name}`, async () => {
    const entries = await sitemapOf(service);
    const listed = entries.map(({ address }) => address.slice(BASE_URL.length));

    it('has every page that links lead to, once, and no other', () => {
      const toList = pages.filter(([, { isUnlisted }]) => !isUnlisted).map(([path]) => path);
      assert.deepEqual([...listed].sort(), toList.sort());
    });

    it('has pages by their canonical addresses, and names the same other languages as they do', () => {
      for (const [index, { address, alternates }] of entries.entries()) {
        const page = visits.get(listed[index] ?? '');
        assert.deepEqual([page?.canonical, page?.alternates], [[address], alternates], address);
      }
    });
  });

  describe(`the HTML of ${name}`, () => {
    it('has no id twice on a page, and no class twice at an element', () => {
      for (const [path, { repetitions }] of pages) assert.deepEqual([path, repetitions], [path, []]);
    });

    it('is valid on each page, those apart that have nothing which others have not', async () => {
      const unlike = unlikeEachOther(pages);
      assert.ok(unlike.length > 5);
      for (const path of unlike) {
        const { text } = await service.request(path);
        assert.deepEqual([path, await faultsOf(text)], [path, []]);
      }
    });
  });
}
