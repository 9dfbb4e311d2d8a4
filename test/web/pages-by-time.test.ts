/** Long lists on pages: every event on exactly one, pages of about one length, and addresses that stay. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { anchorDay } from '../../src/chronology/dates/when.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { EVERYTHING, type Query } from '../../src/chronology/query/query.ts';
import { type List, type ListPage, listOf, pageAt, pagesOf } from '../../src/web/pages/parts/pages-by-time.ts';
import { timelinePage, timelinePageSteps } from '../../src/web/pages/timeline.ts';
import { day, edtf } from '../support/edtf-arbitrary.ts';
import { find } from '../support/html.ts';
import { elements, slugsOf, textOf, unescaped } from '../support/markup.ts';
import { pausesOf } from '../support/pauses.ts';
import { chronologyAt, renderTimeline } from '../support/rendered.ts';
import { BASE_URL, type Service, serve, siteOf, TODAY } from '../support/service.ts';

const empty = chronologyAt([]);

/** Dates over some years, more in the later ones, and every seventh known to the year or month alone. */
function spread(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const year = 2020 - Math.floor(Math.sqrt((index * 2500) / count));
    const month = String((index % 12) + 1).padStart(2, '0');
    if (index % 7 === 0) return index % 2 === 0 ? `${year}` : `${year}-${month}`;
    return `${year}-${month}-${String((index % 28) + 1).padStart(2, '0')}`;
  });
}

const orders = ['oldest', 'newest'] as const;
const listIn = (chronology: Chronology, order: List['order'] = 'oldest') =>
  listOf(chronology, chronology.events, order);
const wholeOf = (chronology: Chronology) => pagesOf(listIn(chronology));
const slugs = (pages: readonly ListPage[]) => pages.flatMap(({ events }) => events.map(({ slug }) => slug));
const inOrder = (chronology: Chronology) => chronology.events.map(({ slug }) => slug);

describe('a day of very many events', () => {
  it('is made in slices, card by card, also where words are marked in them', async () => {
    const count = 640;
    const site = siteOf(chronologyAt(Array.from({ length: count }, () => '2022-12-24')));
    const pausesFor = async (query: Query) => pausesOf(timelinePageSteps(site, 'en', timelinePage(site, query, TODAY)));
    for (const query of [EVERYTHING, { ...EVERYTHING, q: 'summary' }]) {
      const timeline = timelinePage(site, query, TODAY);
      assert.equal(timeline.page.events.length, count);
      const pauses = await pausesFor(query);
      // Quick cards are checked against the clock in runs of 16 at most.
      assert.ok(pauses >= count / 16, `${query.q}: ${pauses} pauses`);
      const page = renderTimeline(site, 'en', query);
      assert.deepEqual(slugsOf(page), slugs(timeline.pages));
      assert.equal(page.split('<mark>Summary</mark>').length - 1, query.q === undefined ? 0 : count);
    }
    assert.ok((await pausesFor({ ...EVERYTHING, q: 'nothing like it' })) < count / 16);
  });
});

describe('a list on pages', () => {
  const lists = fc.array(
    fc.oneof(
      edtf,
      fc
        .tuple(fc.integer({ min: 2018, max: 2022 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom('', '-05', '-06'))
        .map(([year, month, rest]) => `${year}-${String(month).padStart(2, '0')}${rest}`),
    ),
    { maxLength: 120 },
  );
  const most = fc.integer({ min: 1, max: 30 });
  const order = fc.constantFrom(...orders);
  const always = (holds: (pages: readonly ListPage[], list: List, most: number) => void) =>
    fc.assert(
      fc.property(lists, order, most, (dates, asked, limit) => {
        const list = listIn(chronologyAt(dates), asked);
        holds(pagesOf(list, limit), list, limit);
      }),
    );

  it('has every event exactly once, in the order that is asked for', () => {
    fc.assert(
      fc.property(lists, most, (dates, limit) => {
        const chronology = chronologyAt(dates);
        assert.deepEqual(slugs(pagesOf(listIn(chronology), limit)), inOrder(chronology));
        assert.deepEqual(slugs(pagesOf(listIn(chronology, 'newest'), limit)), inOrder(chronology).reverse());
      }),
    );
  });

  it('is one page where it is short or empty', () => {
    assert.equal(pagesOf(listOf(empty, [], 'oldest')).length, 1);
    assert.equal(wholeOf(chronologyAt(spread(200))).length, 1);
    assert.equal(wholeOf(chronologyAt(spread(250))).length, 1);
    assert.ok(wholeOf(chronologyAt(spread(251))).length > 1);
  });

  it('has pages no longer than allowed, but for what stands on one day', () => {
    always((pages, { events }, limit) => {
      if (events.length > limit * 1.25)
        for (const page of pages)
          assert.ok(
            page.events.length <= limit || new Set(page.events.map(({ when }) => anchorDay(when))).size === 1,
            `${page.events.length}`,
          );
    });
  });

  it('makes no more pages than it must: two neighbours are together longer than allowed, or a full year is between', () => {
    always((pages, _, limit) => {
      for (const [index, { key, events }] of pages.entries()) {
        const next = pages[index + 1];
        if (next?.key.length === key.length && next.key.slice(0, key.length - 3) === key.slice(0, key.length - 3))
          assert.ok(events.length + next.events.length > limit, `${key} and ${next.key}`);
      }
    });
  });

  it('is divided by days: pages follow each other, and each has a key of its own', () => {
    always((pages, list) => {
      assert.equal(new Set(pages.map(({ key }) => key)).size, pages.length);
      for (const [index, { key, range, events }] of pages.entries()) {
        if (events.length === 0) continue;
        const isNewest = list.order === 'newest';
        assert.ok((isNewest ? range.to : range.from).startsWith(key) && range.from <= range.to);
        for (const { when } of events) assert.ok(anchorDay(when) >= range.from && anchorDay(when) <= range.to);
        const next = pages[index + 1];
        const [earlier, later] = isNewest ? [next?.range, range] : [range, next?.range];
        assert.ok(!next || (earlier?.to ?? '') < (later?.from ?? ''), `${range.to} ${next?.range.from}`);
      }
    });
  });

  it('has a page for every day: that of its events, or the one before', () => {
    fc.assert(
      fc.property(lists, order, most, day, (dates, asked, limit, anyDay) => {
        const list = listIn(chronologyAt(dates), asked);
        const pages = pagesOf(list, limit);
        assert.equal(pageAt(pages, list, undefined), pages[0]);
        for (const page of pages)
          if (page.events.length > 0) {
            for (const bound of [page.range.from, page.range.to]) assert.equal(pageAt(pages, list, bound), page);
            for (const { when } of page.events) assert.equal(pageAt(pages, list, anchorDay(when)), page);
          }
        const page = pageAt(pages, list, anyDay);
        const isReached = asked === 'newest' ? page.range.to >= anyDay : page.range.from <= anyDay;
        assert.ok(isReached || page === pages[0]);
      }),
    );
  });

  it('of a thousand and of five thousand has pages of about two hundred', () => {
    for (const count of [1000, 5000]) {
      const chronology = chronologyAt(spread(count));
      for (const asked of orders) {
        const pages = pagesOf(listIn(chronology, asked));
        assert.equal(slugs(pages).length, count);
        assert.ok(pages.every((page) => page.events.length <= 200));
        const mean = count / pages.length;
        assert.ok(mean > 120, `${mean} events a page`);
      }
    }
  });
});

const railOf = (page: string) => {
  const nav = /<nav class="rail"[\s\S]*?<\/nav>/.exec(page)?.[0] ?? '';
  return [...nav.matchAll(/<a href="([^"]*)" aria-label="([^"]*): (\d+) events?">/g)].map(
    ([, href = '', year = '', count]) => ({ href: unescaped(href), year, count: Number(count) }),
  );
};
/** The links to pages; above and below the list they are the same. */
const partsIn = (page: string) => {
  const navs = [...page.matchAll(/<nav class="parts"[\s\S]*?<\/nav>/g)].map(([nav]) => nav);
  assert.ok(navs.every((nav) => nav === navs[0]));
  return elements(navs[0] ?? '', 'a').map(({ attributes }) => attributes);
};
const resolved = (path: string, reference: string) => {
  const { pathname, search, hash } = new URL(reference, `${BASE_URL}${path}`);
  return { path: `${pathname}${search}`, hash };
};

async function requestPage(service: Service, path: string): Promise<string> {
  const { status, text } = await service.request(path);
  assert.equal(status, 200, path);
  return text;
}

const thousand = await serve({ chronology: chronologyAt(spread(1000)) });

describe('pages of a long view', () => {
  for (const count of [1000, 5000])
    it(`of ${count} events have each event on exactly one of them`, async () => {
      const service = count === 1000 ? thousand : await serve({ chronology: chronologyAt(spread(count)) });
      const first = await requestPage(service, '/en/');
      const found: string[] = [];
      for (const { href = '' } of partsIn(first)) {
        const page = await requestPage(service, resolved('/en/', href).path);
        const shown = slugsOf(page);
        assert.ok(shown.length <= 200 && shown.length > 0);
        found.push(...shown);
      }
      assert.deepEqual(found, inOrder(service.chronology));
    });

  it('have every year in the rail, with its count and a link to where it begins', async () => {
    const { chronology } = thousand;
    const counts = new Map<string, number>();
    for (const { when } of chronology.events) {
      const year = anchorDay(when).slice(0, 4);
      counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    const first = await requestPage(thousand, '/en/');
    for (const { href = '' } of partsIn(first)) {
      const at = resolved('/en/', href).path;
      const rail = railOf(await requestPage(thousand, at));
      assert.deepEqual(
        rail.map(({ year, count }) => [year, count]),
        [...counts],
      );
    }
    for (const { href, year } of railOf(first)) {
      const { path, hash } = resolved('/en/', href);
      const page = await requestPage(thousand, path);
      assert.ok(
        elements(page).some(({ attributes: { id } }) => `#${id}` === hash),
        `${year}: ${href}`,
      );
      const firstOfYear = chronology.events.find(({ when }) => anchorDay(when).startsWith(year))?.slug ?? '';
      assert.ok(slugsOf(page).includes(firstOfYear), `${year} begins elsewhere`);
    }
  });

  it('lead to the one before and the one after, and say which they are', async () => {
    const paths = partsIn(await requestPage(thousand, '/en/')).map(({ href = '' }) => resolved('/en/', href).path);
    assert.ok(paths.length > 4);
    assert.equal(paths[0], '/en/');
    for (const [index, path] of paths.entries()) {
      const links = partsIn(await requestPage(thousand, path));
      const at = (wanted: (link: Readonly<Record<string, string>>) => boolean) =>
        links.filter(wanted).map(({ href = '' }) => resolved(path, href).path);
      assert.deepEqual(
        links.map(({ href = '' }) => resolved(path, href).path),
        paths,
      );
      assert.deepEqual(
        at((link) => link['aria-current'] === 'page'),
        [path],
      );
      assert.deepEqual(
        at(({ rel }) => rel === 'prev'),
        index === 0 ? [] : [paths[index - 1]],
      );
      assert.deepEqual(
        at(({ rel }) => rel === 'next'),
        index === paths.length - 1 ? [] : [paths[index + 1]],
      );
    }
  });

  it('are at the address of their own page: any other day of it leads there', async () => {
    const pages = wholeOf(thousand.chronology);
    for (const [index, { key, range, events }] of pages.entries()) {
      const own = index === 0 ? '/en/' : `/en/?part=${key}`;
      const days = [range.from, range.to, anchorDay((events[0] as TimelineEvent).when)];
      for (const asked of days) {
        const path = `/en/?part=${asked}`;
        const { status, headers } = await thousand.request(path);
        if (path === own) assert.equal(status, 200);
        else assert.deepEqual([status, headers.location], [301, `${BASE_URL}${own}`]);
      }
      const canonical = elements(await requestPage(thousand, own), 'link').find(
        ({ attributes: { rel } }) => rel === 'canonical',
      );
      assert.equal(canonical?.attributes.href, `${BASE_URL}${own}`);
    }
  });

  it('hold the event whose page leads back to them', async () => {
    for (const event of [0, 1, 400, 777, 999].flatMap((place) => thousand.chronology.events[place] ?? [])) {
      const path = `/en/events/${event.slug}`;
      const back = /<p class="back"><a href="([^"]*)"/.exec(await requestPage(thousand, path))?.[1] ?? '';
      const target = resolved(path, unescaped(back));
      assert.deepEqual(target, { path: `/en/?part=${anchorDay(event.when)}`, hash: `#event-${event.slug}` });
      const { status, headers } = await thousand.request(target.path);
      const page = await requestPage(
        thousand,
        status === 301 ? String(headers.location).slice(BASE_URL.length) : target.path,
      );
      assert.ok(slugsOf(page).includes(event.slug), event.slug);
    }
  });

  it('are asked for by a year, month or day, and by nothing else', async () => {
    for (const wrong of [
      'yesterday',
      '2004~',
      '199X',
      '2004/2005',
      '2023-33',
      '20x',
      'Y99999',
      '-1',
      '2004-13',
      '2023-02-29',
    ]) {
      const { status, text } = await thousand.request(`/en/?part=${encodeURIComponent(wrong)}`);
      assert.equal(status, 200, wrong);
      assert.ok(textOf(find(text, '.amiss')).includes(wrong), wrong);
      assert.deepEqual(slugsOf(text), slugsOf(await requestPage(thousand, '/en/')), wrong);
    }
    assert.equal((await thousand.request('/en/?part=')).status, 200);
    assert.equal((await thousand.request('/en/?part=0001')).headers.location, `${BASE_URL}/en/`);
    const last = wholeOf(thousand.chronology).at(-1)?.key;
    assert.equal((await thousand.request('/en/?part=9998')).headers.location, `${BASE_URL}/en/?part=${last}`);
  });

  it('of a short view have no pages, and an address without one', async () => {
    const short = await serve();
    const page = await requestPage(short, '/en/');
    assert.deepEqual(partsIn(page), []);
    assert.equal((await short.request('/en/?part=2022')).headers.location, `${BASE_URL}/en/`);
    assert.equal((await short.request('/en/type/meeting/?part=2022')).headers.location, `${BASE_URL}/en/type/meeting/`);
    assert.equal(
      (await short.request('/en/?q=nothing-at-all&part=2022')).headers.location,
      `${BASE_URL}/en/?q=nothing-at-all`,
    );
  });

  it('keep their page in the other language, and leave it when the view changes', async () => {
    const [, , third] = wholeOf(thousand.chronology);
    const path = `/en/?part=${third?.key}`;
    const page = await requestPage(thousand, path);
    const paths = elements(page, 'a').map(({ attributes: { href = '' } }) => resolved(path, href).path);
    assert.ok(paths.includes(`/ja/?part=${third?.key}`));
    const other = await requestPage(thousand, `/ja/?part=${third?.key}`);
    assert.deepEqual(slugsOf(other), slugsOf(page));
    const form = elements(page, 'form').map(({ attributes: { action = '' } }) => resolved(path, action).path);
    assert.deepEqual(form, ['/en/']);
  });

  it('share one picture and one set of outputs, which know nothing of pages', async () => {
    const [, second] = wholeOf(thousand.chronology);
    // Parts of feeds are others, counted from 1.
    for (const output of ['calendar.ics', 'anniversaries.ics', 'overview.svg']) {
      const whole = await thousand.request(`/en/${output}`);
      const asked = await thousand.request(`/en/${output}?part=${second?.key}`);
      assert.deepEqual([asked.status, asked.headers.etag], [200, whole.headers.etag], output);
      assert.equal((await thousand.request(`/en/${output}?part=yesterday`)).status, 200);
    }
    const page = await requestPage(thousand, `/en/?part=${second?.key}`);
    const hrefs = elements(page).map(({ attributes: { href } }) => href);
    for (const output of ['calendar.ics', 'feed.rss', 'overview.svg']) assert.ok(hrefs.includes(output), output);
  });

  it('run backwards in the order of the newest first: pages, years, and what is before and after', async () => {
    const view = '/en/?order=newest';
    const oldest = partsIn(await requestPage(thousand, '/en/'));
    const first = await requestPage(thousand, view);
    const paths = partsIn(first).map(({ href = '' }) => resolved(view, href).path);
    assert.ok(paths.length >= oldest.length - 1);
    assert.equal(paths[0], view);
    const found: string[] = [];
    for (const [index, path] of paths.entries()) {
      const page = await requestPage(thousand, path);
      found.push(...slugsOf(page));
      assert.equal(elements(page, 'link[rel="canonical"]')[0]?.attributes.href, `${BASE_URL}${path}`);
      const linked = (rel: string) =>
        partsIn(page)
          .filter((link) => link.rel === rel)
          .map(({ href = '' }) => resolved(path, href).path);
      assert.deepEqual(
        [linked('prev'), linked('next')],
        [paths.slice(index - 1, index), paths.slice(index + 1, index + 2)].map((near, at) =>
          at === 0 && index === 0 ? [] : near,
        ),
      );
      const years = railOf(page).map(({ year }) => year);
      assert.deepEqual(years, years.toSorted().reverse());
      const headings = elements(page, 'section.year > h2').map(textOf);
      assert.deepEqual(headings, headings.toSorted().reverse());
    }
    assert.deepEqual(found, inOrder(thousand.chronology).reverse());
    for (const { href, year } of railOf(first)) {
      const { path, hash } = resolved(view, href);
      const page = await requestPage(thousand, path);
      assert.ok(elements(page, `section.year > h2[id="${hash.slice(1)}"]`).length === 1, `${year}: ${href}`);
    }
  });

  it('say which part of the list they are, and on paper where the whole begins', async () => {
    const [, second] = wholeOf(thousand.chronology);
    const extent = async (path: string) => textOf(find(await requestPage(thousand, path), 'p.extent'));
    const { from = 0, events = [] } = second ?? {};
    assert.ok(
      (await extent(`/en/?part=${second?.key}`)).endsWith(
        `: ${from + 1} to ${from + events.length} of 1,000 events The whole list begins at ${BASE_URL}/en/`,
      ),
    );
    assert.match(await extent('/ja/'), /：全1,000件のうち1～\d+件目 一覧の先頭：/);
  });

  it('keep the rest of the query', async () => {
    const [, second] = wholeOf(thousand.chronology);
    for (const rest of ['q=title', 'imprecise=span', 'from=1900']) {
      const page = await requestPage(thousand, `/en/?${rest}`);
      const [, next] = partsIn(page);
      const { path } = resolved(`/en/?${rest}`, next?.href ?? '');
      assert.equal(path, `/en/?${rest}&part=${second?.key}`);
      assert.equal(slugsOf(await requestPage(thousand, path)).length, second?.events.length);
    }
    assert.equal((await thousand.request('/en/type/meeting/?part=2019')).status, 301);
  });
});
