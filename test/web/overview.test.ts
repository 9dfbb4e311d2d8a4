/** The overview as it is served: the picture of every view, and links that zoom to what they say until single events stand there. */

import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { DOCUMENT } from '../../src/web/http/cache-control.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { find, findAll } from '../support/html.ts';
import { elements, references, slugsOf, textOf } from '../support/markup.ts';
import { type Answer, BASE_URL, EVERY_DATE, type Service, serve } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });

/** The answer at a path, after the redirects that lead there. */
async function follow(service: Service, path: string): Promise<{ path: string; answer: Answer }> {
  const answer = await service.request(path);
  const { location } = answer.headers;
  if (answer.status !== 301 || location === undefined) return { path, answer };
  return follow(service, location.slice(BASE_URL.length));
}

/** The path that a reference on a page leads to. */
function resolved(path: string, reference: string): string {
  const { pathname, search, hash } = new URL(reference, `${BASE_URL}${path}`);
  return `${pathname}${search}${hash}`;
}

/** The picture of a page; or as the layout of a phone has it, without what it hides. */
const picture = (page: string, layout?: 'd') => {
  const [whole = ''] = /<div class="overview[\s\S]*?(?=<div id="overview-end")/.exec(page) ?? [];
  return layout === undefined
    ? whole
    : whole.replace(new RegExp(`<a class="[^"]*no-${layout}[^"]*"[\\s\\S]*?</a>`, 'g'), '');
};
const groupsIn = (svg: string) => elements(svg, 'a').filter(({ attributes }) => attributes.class?.startsWith('group '));
const marksIn = (svg: string) =>
  references(svg).flatMap((href) => /(?:#event-|events\/)([a-z0-9-]+)$/.exec(href)?.[1] ?? []);
const zoomIn = (page: string) => {
  return findAll(page, 'nav.zoom li').map((item) => {
    const link = find(item, 'a');
    const [count] = findAll(item, 'small').flatMap((small) => /\d+/.exec(textOf(small)) ?? []);
    return { href: link.attributes.href ?? '', text: textOf(link), count: count && Number(count) };
  });
};

describe('the picture of a view', () => {
  const paths = [
    '/en/overview.svg',
    '/ja/overview.svg',
    '/en/type/meeting/overview.svg',
    '/ja/country/UZ/overview.svg',
    '/en/overview.svg?from=2022&to=2024&type=meeting',
    '/en/overview.svg?q=summit',
  ];
  for (const path of paths)
    it(`${path} is an open SVG document with absolute links`, async () => {
      const { status, headers, text } = await shipped.request(path);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'image/svg+xml');
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
      assert.equal(headers['cache-control'], DOCUMENT);
      assert.match(headers.etag ?? '', /^"[\w-]+"$/);
      assert.equal(parseXml(text).attributes.lang, path.slice(1, 3));
      const found = references(text);
      assert.ok(found.length > 1);
      for (const href of found) assert.ok(href.startsWith(`${BASE_URL}/${path.slice(1, 3)}/`), href);
      const again = await shipped.request(path, { headers: { 'If-None-Match': headers.etag } });
      assert.deepEqual([again.status, again.body.length], [304, 0]);
    });

  it('has every event of the view, and no other', async () => {
    for (const view of ['', 'type/meeting/', 'country/UZ/', '?from=2022&to=2023-06&type=meeting']) {
      const { text: page } = await shipped.request(`/en/${view}`);
      const [path = '', query = ''] = view.split('?');
      const { text } = await shipped.request(`/en/${path}overview.svg${query && `?${query}`}`);
      assert.deepEqual([...marksIn(text)].sort(), [...slugsOf(page)].sort(), view);
    }
  });

  it('is named after its view', async () => {
    const { text } = await shipped.request('/en/type/meeting/overview.svg');
    const root = parseXml(text);
    assert.equal(root.child('title').text, 'Central Asia plus Japan: Meetings');
    assert.ok(text.includes(`>Central Asia plus Japan – ${BASE_URL}/en/type/meeting/<`));
  });

  it('of a view without events is a picture too', async () => {
    const { status, text } = await shipped.request('/en/overview.svg?q=no-such-thing');
    assert.equal(status, 200);
    assert.equal(parseXml(text).name, 'svg');
    assert.deepEqual(marksIn(text), []);
  });

  it('is refused with its view', async () => {
    assert.equal((await shipped.request('/en/type/nothing/overview.svg')).status, 404);
    assert.equal((await shipped.request('/en/overview.svg?from=yesterday')).status, 400);
    assert.equal((await shipped.request('/overview.svg')).status, 404);
  });

  it('has one address: how imprecise dates stand in a calendar is nothing to it', async () => {
    const { status, headers } = await shipped.request('/en/overview.svg?type=meeting&imprecise=span');
    assert.deepEqual([status, headers.location], [301, `${BASE_URL}/en/type/meeting/overview.svg`]);
  });

  it('stands in the page once, with each event, can be closed, and leads to the document', async () => {
    const { text } = await shipped.request('/en/country/UZ/');
    assert.equal(findAll(text, '.overview').length, 1);
    assert.equal(textOf(find(text, 'details.folding > summary')), 'Overview, 1991–2025');
    assert.ok(references(text).includes('overview.svg'));
    assert.deepEqual([...marksIn(picture(text))].sort(), [...slugsOf(text)].sort());
  });

  it('of days beyond all dates is a sentence, and a link to the whole', async () => {
    const { text } = await shipped.request('/en/?from=2030');
    assert.ok(slugsOf(text).length > 0);
    assert.equal(picture(text), '');
    assert.match(textOf(find(text, 'figure.picture p')), /^None of these events has a date in the days/);
    const [whole, ...others] = zoomIn(text);
    assert.deepEqual([whole?.href, others.length], ['./', 0]);
    const { text: svg } = await shipped.request('/en/overview.svg?from=2030');
    assert.ok(svg.includes('None of these events has a date'));
  });

  it('has a line for today where today is in it, and is then another one each day', async () => {
    const chronology = chronologyOf({ early: { when: '2020-03-04' }, late: { when: '2031-03-04', status: 'planned' } });
    let today = '2026-05-05';
    const service = await serve({ chronology, today: () => today });
    for (const path of ['/en/', '/en/overview.svg', '/en/events/early']) {
      today = '2026-05-05';
      const first = await service.request(path);
      assert.ok(first.text.includes('>Today<'), path);
      assert.equal(first.headers['cache-control'], DOCUMENT);
      const again = await service.request(path);
      assert.equal(again.headers.etag, first.headers.etag);
      today = '2027-05-05';
      const later = await service.request(path);
      assert.notEqual(later.headers.etag, first.headers.etag, path);
      today = '2032-05-05';
      assert.ok(!(await service.request(path)).text.includes('>Today<'), path);
    }
  });
});

describe('links that zoom', () => {
  it('lead to views with the events that they count, from decades to years to months', async () => {
    const walked = [
      '/en/',
      '/ja/',
      '/en/type/meeting/',
      '/en/?from=2022&to=2025',
      '/en/?from=2022&to=2022&type=meeting',
    ];
    for (const path of walked) {
      const { text } = await shipped.request(path);
      const counted = zoomIn(text).filter(({ count }) => count !== undefined);
      assert.ok(counted.length > 1, path);
      for (const { href, text: label, count } of counted) {
        const { answer } = await follow(shipped, resolved(path, href));
        assert.equal(answer.status, 200);
        // What began earlier and still goes on is shown too.
        assert.ok(slugsOf(answer.text).length >= Number(count), `${path}: ${label}`);
        for (const slug of slugsOf(answer.text)) assert.ok(slugsOf(text).includes(slug), `${path}: ${label}`);
      }
    }
  });

  it('lead out again, to more and at last to everything', async () => {
    const widths: number[] = [];
    let path = '/en/?from=2022-12-24&to=2022-12-24';
    for (;;) {
      const { text } = await shipped.request(path);
      widths.push(slugsOf(text).length);
      const wider = zoomIn(text).find(({ text: label }) => label === 'Wider');
      const whole = zoomIn(text).find(({ text: label }) => label === 'Whole span');
      assert.ok(whole);
      assert.equal(resolved(path, whole.href), '/en/');
      if (!wider) break;
      path = resolved(path, wider.href);
      assert.ok(widths.length < 5);
    }
    assert.deepEqual(
      widths,
      [...widths].sort((a, b) => a - b),
    );
    assert.ok(widths.length >= 3, `${widths}`);
  });

  it('and ticks, all of them, answer, whatever the years of the chronology', async () => {
    const days = ['0001-01-01', '0009-05', '0794-10-22', '1990', '9990-03-04', '9998-12-30', '9998-12-31'];
    const events: Events = Object.fromEntries(days.map((when, index) => [`event-${index}`, { when }]));
    const old = await serve({ chronology: chronologyOf(events) });
    const starts = [
      '/en/',
      '/en/?from=9998&to=9998',
      '/en/?from=9998-12-31&to=9998-12-31',
      '/en/?from=0001-01-01&to=0001-01-01',
      '/en/?from=0001&to=0009',
    ];
    for (const [service, paths] of [
      [old, starts],
      [everyDate, ['/en/', '/ja/']],
      [shipped, ['/en/?from=2025-12&to=2025-12']],
    ] as const)
      for (const path of paths) {
        const { status, text } = await service.request(path);
        assert.equal(status, 200, path);
        const hrefs = new Set(
          [...zoomIn(text).map(({ href }) => href), ...references(picture(text))].filter(
            (href) => !href.startsWith('#'),
          ),
        );
        for (const href of hrefs) {
          const { answer } = await follow(service, resolved(path, href));
          assert.equal(answer.status, 200, `${path}: ${href}`);
        }
      }
  });

  it('write decades below 1000 with their era and without zeros', async () => {
    const service = await serve({ chronology: chronologyOf({ first: { when: '0794' }, last: { when: '1026' } }) });
    const { text } = await service.request('/en/');
    assert.ok(zoomIn(text).some(({ text: label }) => label === 'AD 790s'));
    const { text: japanese } = await service.request('/ja/');
    assert.ok(zoomIn(japanese).some(({ text: label }) => label === '西暦790年代'));
  });

  it('lead to centuries where the years are more than 500, and from a decade out to its century', async () => {
    const { text } = await everyDate.request('/en/');
    const century = zoomIn(text).find(({ text: label }) => label === '1900–1999');
    assert.ok(century);
    assert.ok(resolved('/en/', century.href).endsWith('?from=1900&to=1999'));
    const { text: decade } = await everyDate.request('/en/?from=1990&to=1999');
    const wider = zoomIn(decade).find(({ text: label }) => label === 'Wider');
    assert.ok(wider && resolved('/en/', wider.href).endsWith('?from=1900&to=1999'));
  });

  it('of ticks narrow the view to the days that they name', async () => {
    const { text } = await shipped.request('/en/');
    const ticks = elements(picture(text), 'a').filter(({ attributes }) =>
      /^Show only/.test(attributes['aria-label'] ?? ''),
    );
    assert.ok(ticks.length > 5);
    for (const { attributes } of ticks) {
      const { href = '', 'aria-label': name = '' } = attributes;
      const from = new URL(href, `${BASE_URL}/en/`).searchParams.get('from');
      assert.equal(name, `Show only ${from}`);
    }
  });
});

describe('groups of the overview', () => {
  for (const [name, service] of [
    ['shipped chronology', shipped],
    ['folder of every date', everyDate],
  ] as const)
    it(`lead, one after the other, to every event by itself: ${name}`, async () => {
      const alone = new Set<string>();
      const seen = new Set<string>();
      const walk = async (path: string, above: readonly string[]): Promise<void> => {
        const at = await follow(service, path);
        assert.equal(at.answer.status, 200, path);
        assert.ok(!above.includes(at.path), `${at.path} leads to itself`);
        if (seen.has(at.path)) return;
        seen.add(at.path);
        const svg = picture(at.answer.text, 'd');
        for (const slug of marksIn(svg)) alone.add(slug);
        for (const { attributes } of groupsIn(svg)) {
          const [, count] = /^(\d+) events/.exec(attributes['aria-label'] ?? '') ?? [];
          const next = resolved(at.path, attributes.href ?? '');
          const { answer } = await follow(service, next);
          // So many as it says, unless they are of one day, and its link leads to the first of them.
          if (!next.includes('#')) assert.equal(slugsOf(answer.text).length, Number(count), `${at.path} → ${next}`);
          await walk(next, [...above, at.path]);
        }
      };
      await walk('/en/', []);
      assert.deepEqual([...alone].sort(), service.chronology.events.map(({ slug }) => slug).sort());
      assert.ok(seen.size < 100, `${seen.size} pictures`);
    });

  it('lead into the list where very many events stand on one day', async () => {
    const one = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`event-${index + 10}`, {}]));
    const service = await serve({ chronology: chronologyOf(one) });
    const { text } = await service.request('/en/');
    const [group] = groupsIn(picture(text, 'd'));
    assert.equal(group?.attributes.href, '#event-event-10');
    assert.ok(textOf(picture(text, 'd')).includes('20'));
  });
});
