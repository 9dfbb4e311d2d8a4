/** What a reader is offered where an address leads nowhere, or cannot be read: what may have been meant, and a form to mend it. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { choices, formatQuery, parseQuery, parseReadable } from '../../src/chronology/query/query.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { find, findAll } from '../support/html.ts';
import { elements, references, textOf } from '../support/markup.ts';
import { BASE_URL, serve, TODAY } from '../support/service.ts';

const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const shipped = await serve();
const page = async (path: string) => (await shipped.request(path, { headers: BROWSER })).text;
/** Where the links lead that are offered in place of the address. */
const near = (text: string, path: string) =>
  findAll(text, 'ul.near').flatMap((list) =>
    references(list).map((href) => new URL(href, `${BASE_URL}${path}`).href.slice(BASE_URL.length)),
  );

describe('an address that leads nowhere', () => {
  const table: [path: string, near: string[]][] = [
    ['/en/events/sumit-1', ['/en/events/summit-1']],
    ['/en/event/summit-1', ['/en/events/summit-1']],
    ['/en/summit-1', ['/en/events/summit-1']],
    ['/events/sumit-1', ['/en/events/summit-1']],
    ['/en/events/summit-1.html', ['/en/events/summit-1']],
    ['/en/type/meetings/', ['/en/type/meeting/']],
    ['/en/types/meetng/', ['/en/type/meeting/']],
    ['/en/country/uzbekistan/', ['/en/country/UZ/']],
    ['/en/country/Kyrgyz%20Republic/', ['/en/country/KG/']],
    ['/en/countries/uz/', ['/en/country/UZ/']],
    ['/en/uzbekistn', ['/en/country/UZ/']],
    ['/ja/country/%E3%82%A6%E3%82%BA%E3%83%99%E3%82%AD%E3%82%B9%E3%82%BF%E3%83%B3/', ['/ja/country/UZ/']],
    ['/en/person/Mirziyoev/', ['/en/person/mirziyoyev/']],
    ['/en/series/tokyo-dialogue/', ['/en/series/tokyo-dialogues/']],
    ['/en/figure', ['/en/figures']],
    ['/ja/subscribed', ['/ja/subscribe']],
    ['/en/wp-login.php', []],
    ['/EN/', []],
  ];
  for (const [path, expected] of table)
    it(`${decodeURIComponent(path)} offers ${expected.join(', ') || 'nothing in its place'}`, async () => {
      const found = near(await page(path), path);
      assert.deepEqual(found.slice(0, Math.max(1, expected.length)), expected);
      for (const other of found) assert.equal((await shipped.request(other)).status, 200, other);
    });

  it('offers only a few of many that are as near', async () => {
    const events = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`meeting-${10 + index}`, {}]));
    const { request } = await serve({ chronology: chronologyOf(events) });
    const { text } = await request('/en/events/meeting-xy', { headers: BROWSER });
    assert.equal(near(text, '/en/events/meeting-xy').length, 5);
  });

  it('comes with a search for its words, in the reader’s language', async () => {
    const text = await page('/ja/events/a_trans-caspian%20ROUTE!');
    const form = find(text, 'form[role="search"]');
    assert.equal(find(form, 'input[name="q"]').attributes.value, 'a trans caspian ROUTE');
    assert.equal(new URL(form.attributes.action ?? '', `${BASE_URL}/ja/events/x`).pathname, '/ja/');
  });

  it('never has what was asked for as markup', async () => {
    const text = await page(`/en/events/${encodeURIComponent('"><script>alert(1)</script>')}`);
    assert.doesNotMatch(text, /<script>alert/);
  });
});

describe('an output’s address that cannot be read', () => {
  it('says of each fault what it is, with its field and what may have been meant', async () => {
    const path = '/en/feed.rss?type=meetng&type=visit&country=UZ&from=Decembr+2022&to=2023&q=road';
    const text = await page(path);
    assert.deepEqual(findAll(text, 'ul.faults > li').map(textOf), [
      'Type: there is no “meetng” to choose. Did you mean: Meetings',
      'From: “Decembr 2022” cannot be read as a date. Write a year, a month or a day: 2022, 2022-12, 24 December 2022.',
    ]);
    const [meant = '', field = ''] = references(find(text, 'ul.faults'));
    assert.equal(new URL(meant, `${BASE_URL}${path}`).search, '?country=UZ&q=road&to=2023&type=meeting&type=visit');
    assert.equal(field, '#from');
  });

  it('names every wrong value, and looks up for a few what may have been meant', async () => {
    const values = Array.from({ length: 50 }, (_, index) => `type=meeting${index}`);
    const text = await page(`/en/feed.rss?${values.join('&')}`);
    assert.equal(findAll(text, 'ul.faults > li').length, 50);
    assert.equal(references(find(text, 'ul.faults')).length, 5);
  });

  it('is told what a value of every facet may have been, by its id or its name in any language', async () => {
    const table: [asked: string, meant: string][] = [
      ['weight=ke', 'weight=key'],
      ['weight=Key+event', 'weight=key'],
      ['precision=moth', 'precision=month'],
      ['type=meetng', 'type=meeting'],
      ['country=uzbekistn', 'country=UZ'],
      ['country=ウズベキスタン', 'country=UZ'],
      ['person=mirziyoev', 'person=mirziyoyev'],
      ['series=tokyo-dialogue', 'series=tokyo-dialogues'],
    ];
    for (const [asked, meant] of table) {
      const [href = ''] = references(find(await page(`/en/feed.rss?${encodeURI(asked)}&q=road`), 'ul.faults'));
      const { searchParams } = new URL(href, `${BASE_URL}/en/feed.rss`);
      assert.deepEqual([...searchParams.entries()].map((entry) => entry.join('=')).sort(), [meant, 'q=road'].sort());
    }
  });

  it('keeps all that can be read, and what is to be mended, in the form', async () => {
    const text = await page(
      '/ja/feed.rss?type=meetng&type=visit&country=UZ&from=Decembr+2022&to=2023&q=road&order=newest',
    );
    const form = find(text, 'main form');
    const sent = elements(form, 'input')
      .map(({ attributes }) => attributes)
      .filter(({ type, ...attributes }) => type !== 'checkbox' || 'checked' in attributes)
      .map(({ name, value }) => [name, value])
      .sort();
    assert.deepEqual(sent, [
      ['country', 'UZ'],
      ['from', 'Decembr 2022'],
      ['order', 'newest'],
      ['q', 'road'],
      ['to', '2023'],
      ['type', 'visit'],
    ]);
    const marked = elements(form, 'input').filter(({ attributes }) => attributes['aria-invalid'] === 'true');
    assert.deepEqual(
      marked.map(({ attributes }) => attributes.name),
      ['from'],
    );
  });

  it('ties each field to its own faults, of which no two have one id', async () => {
    const text = await page(`/en/feed.rss?type=meting&type=metting&from=xx&to=yy&q=${'long'.repeat(100)}`);
    const ids = findAll(text, 'ul.faults > li').map(({ attributes }) => attributes.id ?? '');
    assert.equal(new Set(ids).size, 5);
    assert.equal(findAll(text, '[id^="fault"]').length, 5);
    const described = ['from', 'to', 'q'].map((name) => find(text, `input[name="${name}"]`));
    const [fieldset] = findAll(text, 'fieldset').filter((one) => textOf(find(one, 'legend')) === 'Type');
    assert.deepEqual(
      [fieldset, ...described].map((element) => element?.attributes['aria-describedby']),
      [`${ids[0]} ${ids[1]}`, `date-hint ${ids[2]}`, `date-hint ${ids[3]}`, ids[4]],
    );
    const [order] = findAll(await page('/en/feed.rss?from=2023&to=2022'), 'ul.faults > li');
    const ends = elements(await page('/en/feed.rss?from=2023&to=2022'), 'main form input[aria-invalid="true"]');
    assert.deepEqual(
      ends.map(({ attributes }) => attributes['aria-describedby']),
      Array(2).fill(`date-hint ${order?.attributes.id}`),
    );
  });

  it('marks both ends of a period that ends before it begins', async () => {
    const text = await page('/ja/feed.rss?from=2023&to=2022');
    assert.deepEqual(findAll(text, 'ul.faults > li').map(textOf), ['期間の終わりが始まりより前になっています。']);
    const values = ['from', 'to'].map(
      (name) => find(text, `input[name="${name}"][aria-invalid="true"]`).attributes.value,
    );
    assert.deepEqual(values, ['2023', '2022']);
  });

  it('keeps the facet of a path', async () => {
    const view = await page('/en/type/visit/feed.rss?country=XX');
    assert.ok('checked' in find(view, 'input[name="type"][value="visit"]').attributes);
  });

  it('whatever it is, leaves a query that can be read, and as many faults as were found', () => {
    const parameter = fc.tuple(
      fc.constantFrom('type', 'country', 'weight', 'from', 'to', 'q', 'order', 'imprecise'),
      fc.oneof(
        fc.constantFrom('meeting', 'UZ', 'key', '2022', '2021', 'newest', 'span', ''),
        fc.string({ maxLength: 300 }),
      ),
    );
    fc.assert(
      fc.property(fc.array(parameter, { maxLength: 8 }), (given) => {
        const parameters = new URLSearchParams(given);
        const { query, faults } = parseReadable(parameters, shipped.chronology, TODAY);
        const strict = parseQuery(parameters, shipped.chronology, TODAY);
        assert.equal(strict.ok, faults.length === 0);
        if (strict.ok) assert.deepEqual(query, strict.value);
        else {
          assert.deepEqual(faults[0], strict.fault);
          const mended = parseQuery(new URLSearchParams(formatQuery(query)), shipped.chronology, TODAY);
          assert.deepEqual(mended.ok && mended.value, query);
        }
      }),
    );
  });
});

describe('a page whose address has faults', () => {
  const toldOf = (text: string) => findAll(text, '.amiss > p').map(textOf);

  it('tells each, with what may have been meant, and shows the view of the rest', async () => {
    const path = '/en/?type=meetng&type=visit&country=UZ&from=Decembr+2022&to=2023';
    const { status, headers, text } = await shipped.request(path);
    assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8']);
    assert.deepEqual(toldOf(text), [
      'Type: there is no “meetng” to choose. Did you mean: Meetings',
      'From: “Decembr 2022” cannot be read as a date. Write a year, a month or a day: 2022, 2022-12, 24 December 2022.',
      'The page leaves that out and keeps the rest.',
    ]);
    const [meant = ''] = references(find(text, '.amiss'));
    assert.equal(new URL(meant, `${BASE_URL}${path}`).search, '?country=UZ&to=2023&type=meeting&type=visit');
    const rest = '/en/?country=UZ&to=2023&type=visit';
    assert.equal(find(text, 'link[rel="canonical"]').attributes.href, `${BASE_URL}${rest}`);
    const without = (await shipped.request(rest)).text;
    assert.equal(text.replace(/<div class="amiss"[\s\S]*?<\/div>\n/, ''), without);
  });

  it('leads to the address of the rest with what is wrong, and from there nowhere', async () => {
    const table: [asked: string, location: string][] = [
      ['/en/?type=visit&type=nope', '/en/type/visit/?type=nope'],
      ['/en/?country=uz&from=soon', '/en/country/UZ/?from=soon'],
      ['/en/type/visit?country=XX', '/en/type/visit/?country=XX'],
      ['/en-ja/?type=nope', '/en/?type=nope'],
      ['/subscribe?type=nope&language=xx', '/en/subscribe?type=nope&language=xx'],
      ['/en-ja/subscribe?type=nope', '/en/subscribe?language=en-ja&type=nope'],
      ['/en/month?type=nope', '/en/month/2026-12?type=nope'],
    ];
    for (const [asked, location] of table) {
      assert.equal((await shipped.request(asked)).headers.location, `${BASE_URL}${location}`, asked);
      const { status, text } = await shipped.request(location);
      assert.equal(status, 200, location);
      assert.ok(toldOf(text).length > 1, location);
    }
  });

  it('is the same of a month and of the page for subscribing, which keeps the edition and the choices', async () => {
    const path = '/en/subscribe?language=ja&parts=fold&imprecise=span&type=meting&from=2022';
    const { text } = await shipped.request(path);
    const [meant = ''] = references(find(text, '.amiss'));
    const mended = '/en/subscribe?from=2022&imprecise=span&language=ja&parts=fold&type=meeting';
    assert.equal(new URL(meant, `${BASE_URL}${path}`).href, `${BASE_URL}${mended}`);
    assert.equal(toldOf((await shipped.request(mended)).text).length, 0);
    assert.match(toldOf((await shipped.request('/en/?part=soon')).text)[0] ?? '', /^Page of the list: “soon” cannot/);
    assert.match(
      toldOf((await shipped.request('/en/month/2026-12?q=a&person=nope')).text)[0] ?? '',
      /^Person: there is no/,
    );
    assert.match(toldOf((await shipped.request('/en/subscribe?contry=UZ')).text)[0] ?? '', /“contry”/);
  });

  it('of every kind still has a page', async () => {
    for (const search of [
      `q=${'long'.repeat(100)}`,
      Array.from({ length: 60 }, (_, index) => `type=meeting${index}`).join('&'),
      'from=P99999Y',
      'part=soon&to=P99999Y',
      'order=sideways&imprecise=x',
    ])
      for (const path of ['/en/', '/ja/type/visit/', '/en/month/2026-12', '/en/subscribe']) {
        const { status, text } = await shipped.request(`${path}?${search}`);
        assert.equal(status, 200, `${path}?${search.slice(0, 40)}`);
        // A month has no bounds and no choices of its own, and yet tells of those that are wrong.
        assert.ok(toldOf(text).length > 1, `${path}?${search.slice(0, 40)}`);
      }
  });

  it('names in words each parameter without a field, and the values that it takes', async () => {
    for (const [language, join] of [
      ['en', ': '],
      ['ja', '：'],
    ] as const)
      for (const [name, allowed] of [...Object.entries(choices), ['language', ['en', 'ja', 'en-ja']] as const]) {
        const [fault = ''] = toldOf((await shipped.request(`/${language}/subscribe?${name}=newst`)).text);
        assert.ok(!fault.startsWith(name) && fault.includes(join), fault);
        // Of the number of entries, all within bounds are allowed, and no list of them is told.
        for (const value of name === 'limit' ? ['1–500'] : allowed) assert.ok(fault.includes(value), fault);
      }
  });
});
