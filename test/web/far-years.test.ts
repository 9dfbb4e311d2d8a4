/** Years before 1 and after 9999 in all that is served: each is told and asked for, or left out where it has no form. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findAll, parseHtml, textOf } from '../support/html.ts';
import { references } from '../support/markup.ts';
import { chronologyIn, EVERY_YEAR, serve } from '../support/service.ts';

/** The form by which days of years before 0 sort, and the signs that only `Date` writes. */
const INNER = /!\d{5}-\d\d|[+-]0\d{5}-\d\d-\d\dT/;
/** What no calendar can tell: 7 of the 11 events. */
const BEYOND = ['ides', 'one-bc', 'over-the-eras', 'ice-age', 'bounds-before', 'clock', 'month-before'];

const service = await serve({ chronology: await chronologyIn(EVERY_YEAR) });

describe('years before 1 and after 9999', () => {
  const at = async (path: string) => {
    const { status, text } = await service.request(path, { headers: { Accept: 'text/html' } });
    assert.equal(status, 200, path);
    return text;
  };

  it('lead on from every page, and nowhere show the form that days sort by', async () => {
    const seen = new Set<string>([
      '/en/',
      '/ja/',
      '/en/feed.rss',
      '/en/feed.atom',
      '/en/feed.json',
      '/en/changes.atom',
      '/en/subscribe',
      '/en/overview.svg',
      ...['events.json', 'events.ndjson', 'events.csv', 'events.jsonld', 'timelinejs.json'].map(
        (name) => `/en/${name}`,
      ),
      // From one cursor to the next.
      '/en/events.json?limit=1',
    ]);
    for (const path of seen) {
      const { status, headers, text } = await service.request(path, { headers: { Accept: 'text/html' } });
      assert.ok(status < 400, `${status} ${path}`);
      // Only the corners of a picture's scale are for `Date`, in the script that zooms it.
      assert.doesNotMatch(text.replace(/data-corners="[^"]*"/, ''), INNER, path);
      const { next = '' } = /^\/en\/events\.json(?:\?|$)/.test(path) ? JSON.parse(text).links : {};
      if (next !== '') seen.add(next.replace(/^https?:\/\/[^/]+/, ''));
      if (!String(headers['content-type']).startsWith('text/html')) continue;
      for (const href of references(text)) {
        const { pathname, search, origin } = new URL(href, `http://here${path}`);
        if (origin !== 'http://here' || !/^\/(?:en|ja)\//.test(pathname) || seen.size > 300) continue;
        // Pictures in pixels are the same pictures, and cost a second each.
        if (pathname.endsWith('.png')) continue;
        if (/[?&](?:from|to|part)=|\/events\//.test(`${pathname}${search}`)) seen.add(`${pathname}${search}`);
      }
    }
    assert.ok(seen.size > 60, String(seen.size));
    assert.ok([...seen].some((path) => path.includes('from=-')));
    assert.ok([...seen].some((path) => path.includes('Y')));
  });

  it('have no calendar, and nothing that leads to one', async () => {
    const documents = ['feed.rss', 'feed.atom', 'feed.json', 'chronology.atom', 'events.json', 'data'];
    for (const name of documents)
      for (const [address] of (await at(`/en/${name}`)).matchAll(/\/en\/events\/[\w-]+\.ics/g))
        assert.equal((await service.request(address)).status, 200, `${address} in ${name}`);
    for (const slug of BEYOND) assert.equal((await service.request(`/en/events/${slug}.ics`)).status, 404, slug);
  });

  it('are counted by the page for subscribing as what calendars cannot have, be parts folded or not', async () => {
    for (const parts of ['apart', 'fold'])
      assert.match(
        textOf(parseHtml(await at(`/en/subscribe?parts=${parts}`))),
        new RegExp(`no years before 1 or after 9998: ${BEYOND.length} events`),
        parts,
      );
  });

  it('are told to machines at both ends or at neither', async () => {
    const { text } = await service.request('/en/events.jsonld');
    const over = JSON.stringify(JSON.parse(text))
      .split('"@type"')
      .find((node) => node.includes('over-the-eras'));
    assert.ok(over && !/"(?:start|end)Date"/.test(over), over);
  });

  it('have no year 0 of an era', async () => {
    for (const year of ['0 BC', 'AD 0', '紀元前0年']) {
      const address = `from=${encodeURIComponent(year)}`;
      assert.equal((await service.request(`/en/events.json?${address}`)).status, 400, year);
      assert.match(await at(`/en/?${address}`), /class="amiss"/, year);
    }
  });

  it('are headings of their list, in the order of time', async () => {
    const headings = findAll(parseHtml(await at('/en/')), 'h2').map(textOf);
    const years = headings.filter((text) => /^(?:[\d,]+ BC|AD \d+|\d+)$/.test(text));
    assert.deepEqual(years, [
      '17001 BC',
      '500 BC',
      '44 BC',
      '31 BC',
      '1 BC',
      'AD 700',
      '1700',
      '1800',
      '1900',
      '12000',
    ]);
  });

  it('are asked for by the address that a list links to', async () => {
    const slugs = (text: string) => [...text.matchAll(/id="event-([\w-]+)"/g)].map(([, slug]) => slug);
    assert.deepEqual(slugs(await at('/en/?from=-0043&to=-0043')), ['month-before', 'ides']);
    assert.deepEqual(slugs(await at('/en/?from=Y10000')), ['clock']);
    assert.deepEqual(slugs(await at('/en/?to=Y-10000')), ['ice-age']);
    assert.deepEqual(slugs(await at('/en/?from=44%20BC&to=1%20BC')), [
      'month-before',
      'ides',
      'over-the-eras',
      'one-bc',
    ]);
  });

  it('are no `datetime` of HTML, no date of schema.org and no anniversary', async () => {
    for (const slug of BEYOND) {
      const page = await at(`/en/events/${slug}`);
      for (const { attributes } of findAll(parseHtml(page), 'time'))
        assert.match(attributes.datetime ?? '', /^2026-/, slug);
      assert.doesNotMatch(page, /"(?:startDate|endDate|temporalCoverage)":"(?!\d{4}[-"])/, slug);
      assert.ok(!references(page).some((href) => href.endsWith(`${slug}.ics`)), slug);
    }
  });

  it('are left out of calendars, which cannot tell them, and the page for subscribing counts them', async () => {
    for (const imprecise of ['marker', 'span', 'omit']) {
      const { text } = await service.request(`/en/calendar.ics?imprecise=${imprecise}`);
      for (const slug of BEYOND) assert.ok(!text.includes(`UID:${slug}@`), slug);
      assert.ok(imprecise === 'omit' || text.includes('UID:century@'));
    }
    for (const slug of BEYOND) assert.equal((await service.request(`/en/events/${slug}.ics`)).status, 404);
    assert.match(
      textOf(parseHtml(await at('/en/subscribe'))),
      /Left out because calendars have no years before 1 or after 9998: 7 events\./,
    );
  });

  it('stand in feeds', async () => {
    const { text } = await service.request('/en/feed.rss');
    for (const slug of BEYOND) assert.ok(text.includes(`/events/${slug}<`), slug);
    assert.doesNotMatch(text, /<ev:startdate>(?!\d{4})/);
  });
});
