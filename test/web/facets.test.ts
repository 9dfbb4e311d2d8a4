/** Places, organisations and tags as facets: their views, where events tell of them, and which values there are. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { chronologyOf, type Events, minimalFiles, parseMinimal, VOCABULARY } from '../support/chronologies.ts';
import { find, findAll, parseHtml } from '../support/html.ts';
import { slugsOf, textOf } from '../support/markup.ts';
import { BASE_URL, serve } from '../support/service.ts';

const EVENTS: Events = {
  visit: { when: '2020-01-01', place: 'bokhtar', organizations: ['unicef'], tags: ['water', 'health'] },
  talk: { when: '2021-01-01', place: 'tokyo', tags: ['water'] },
  walk: { when: '2022-01-01', place: { en: 'The old harbour', ja: '旧港' } },
  ride: { when: '2023-01-01', place: 'Café de Flore, Paris' },
};
const { request } = await serve({ chronology: chronologyOf(EVENTS) });
const NAMED = {
  'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace(
    '\nseries:',
    `
tags:
  water:
    name: { en: Water and rivers, ja: 水と河川 }
    aka: [hydrology]
  health:
    name: { en: Health, ja: 保健 }
series:`,
  ),
};
const named = await serve({ chronology: chronologyOf(EVENTS, NAMED) });

const problems = (fields: Readonly<Record<string, unknown>>, files = {}) =>
  parseMinimal(minimalFiles({ held: fields }, files)).problems.map((problem) => formatProblem(problem));

describe('a view of a place, an organisation or a tag', () => {
  const views: readonly [path: string, heading: string, slugs: readonly string[]][] = [
    ['/en/place/bokhtar/', 'Bokhtar', ['visit']],
    ['/ja/place/tokyo/', '東京', ['talk']],
    ['/en/organization/unicef/', 'United Nations Children’s Fund', ['visit']],
    ['/en/tag/water/', 'water', ['visit', 'talk']],
    ['/en/tag/health/', 'health', ['visit']],
  ];
  for (const [path, heading, slugs] of views)
    it(`${path} has its events, and its calendar and feed below it`, async () => {
      const { status, text } = await request(path);
      assert.equal(status, 200);
      assert.equal(textOf(find(text, 'main > h1')), heading);
      assert.deepEqual(slugsOf(text), slugs);
      const { text: calendar } = await request(`${path}calendar.ics`);
      assert.deepEqual(
        [...calendar.matchAll(/^UID:([a-z]+)@/gm)].map(([, slug]) => slug),
        slugs,
      );
      assert.equal((await request(`${path}feed.rss`)).status, 200);
    });

  it('is there for a tag that an event has or chronology.yaml names, and for no other', async () => {
    assert.equal((await request('/en/tag/fire/')).status, 404);
    assert.equal((await request('/en/?tag=fire&from=2020')).status, 400);
    assert.equal((await named.request('/en/tag/fire/')).status, 404);
  });

  it('says where the place is and what else it is called', async () => {
    const facts = findAll((await request('/en/place/tokyo/')).text, 'main > dl.facts')[0];
    assert.ok(facts);
    assert.match(textOf(facts), /東京/);
    assert.match(textOf(facts), /Country Japan/);
    const [position] = findAll(facts, 'a[href^="geo:"]');
    assert.match(position?.attributes.href ?? '', /^geo:-?[\d.]+,-?[\d.]+$/);
  });
});

describe('tags', () => {
  it('are told by their names in each language where chronology.yaml has them', async () => {
    assert.equal(textOf(find((await named.request('/ja/tag/water/')).text, 'main > h1')), '水と河川');
    const { text } = await named.request('/en/events/visit');
    assert.match(textOf(find(text, '.beside')), /Tags Water and rivers, Health/);
    const { text: calendar } = await named.request('/en/events/visit.ics');
    assert.match(calendar.replaceAll('\r\n ', ''), /CATEGORIES[^\r]*Water and rivers/);
    assert.match((await named.request('/en/feed.rss')).text, /<category[^>]*>(?:<!\[CDATA\[)?Water and rivers/);
    assert.match(text, /"keywords":\["Water and rivers","Health"\]/);
  });

  it('are found by a search, by name and by other spellings', async () => {
    for (const [service, q] of [
      [request, 'health'],
      [named.request, 'hydrology'],
      [named.request, '河川'],
    ] as const)
      assert.ok(slugsOf((await service(`/en/?q=${encodeURIComponent(q)}`)).text).includes('visit'), q);
  });

  it('are any ids where chronology.yaml has none, and those alone where it has some', () => {
    assert.deepEqual(problems({ tags: ['fire'] }), []);
    assert.match(problems({ tags: ['watr'] }, NAMED).join(), /tags\.0: not a tag of chronology\.yaml\n.*\n.*water/);
    assert.match(problems({ tags: ['water', 'water'] }).join(), /stands twice/);
  });
});

describe('a place without an entry', () => {
  it('is told as it is written, in each language, and is no value of the facet', async () => {
    const { text } = await request('/ja/events/walk');
    assert.equal(textOf(find(text, '.p-location')), '旧港');
    assert.deepEqual(findAll(find(text, '.p-location'), 'a'), []);
    assert.match((await request('/ja/events/walk.ics')).text, /LOCATION[^\r]*旧港/);
    assert.match(
      (await request('/en/events/ride')).text,
      /"location":\{"@type":"Place","name":"Café de Flore, Paris"\}/,
    );
    assert.ok(slugsOf((await request('/en/?q=Flore')).text).includes('ride'));
  });

  it('is a problem where an entry has that name, and where it looks like an id', () => {
    assert.match(problems({ place: 'Tokyo' }).join(), /place: a place of places\.yaml by its name\n.*\n.*tokyo/);
    assert.match(problems({ place: { en: 'Tokyo', ja: '東京' } }).join(), /a place of places\.yaml by its name/);
    assert.match(problems({ place: 'tokio' }).join(), /place: not a place of places\.yaml\n.*\n.*tokyo/);
    assert.deepEqual(problems({ place: 'Hall 9, Tokyo' }), []);
  });
});

describe('the filter form', () => {
  const fieldsets = (text: string) => findAll(parseHtml(text), 'fieldset legend').map((legend) => textOf(legend));

  it('offers a place or a tag where at least a third of the events has one', async () => {
    const legends = fieldsets((await request('/en/')).text);
    assert.ok(legends.includes('Place'));
    assert.ok(legends.includes('Tag'));
    assert.ok(!legends.includes('Organisation'));
  });

  it('keeps one that is chosen all the same', async () => {
    const { text } = await request('/en/organization/unicef/');
    assert.ok(fieldsets(text).includes('Organisation'));
  });
});

describe('the index of a facet', () => {
  const listed = (text: string) =>
    findAll(text, 'ul.index > li').map((item) => [textOf(item), find(item, 'a').attributes.href]);

  it('has each value that events have, in the order of the language, with its count and a link to its view', async () => {
    assert.deepEqual(listed((await request('/en/tag/')).text), [
      ['health 1', 'health/'],
      ['water 2', 'water/'],
    ]);
    assert.deepEqual(listed((await request('/en/organization/')).text), [
      ['United Nations Children’s Fund 1', 'unicef/'],
    ]);
    assert.deepEqual(
      listed((await request('/en/place/')).text).map(([text]) => text),
      ['Bokhtar 1', 'Tokyo 1'],
    );
  });

  it('is not there where no event has a value, nor for what is no facet', async () => {
    for (const path of ['/en/series/', '/en/weight/', '/en/nothing/'])
      assert.equal((await request(path)).status, 404, path);
  });

  it('of documents is their own page; without its last slash, or in all languages, an address leads there', async () => {
    const leads: readonly [from: string, status: number, to: string][] = [
      ['/en/source/', 301, '/en/sources'],
      ['/en/source', 301, '/en/sources'],
      ['/en/tag', 301, '/en/tag/'],
      ['/en-ja/tag/', 302, '/en/tag/'],
    ];
    for (const [from, status, to] of leads) {
      const answer = await request(from);
      assert.deepEqual([from, answer.status, new URL(answer.headers.location ?? '').pathname], [from, status, to]);
    }
  });

  it('is linked from the form, from its views and from the sitemap', async () => {
    const { text } = await request('/en/');
    assert.deepEqual(
      findAll(text, '.indexes a').map(({ attributes }) => attributes.href),
      ['place/', 'tag/'],
    );
    assert.equal(find((await request('/en/tag/water/')).text, '.crumb a').attributes.href, '../');
    assert.match((await request('/en/tag/water/')).text, /"name":"Tags","item":"[^"]*\/en\/tag\/"/);
    const { text: sitemap } = await request('/sitemap.xml');
    for (const path of ['/en/tag/', '/ja/place/', '/en/type/']) assert.ok(sitemap.includes(`${path}</loc>`), path);
  });

  it('is offered where an address nearly names it', async () => {
    for (const path of ['/en/tagss', '/en/tags', '/en/organisations', '/en/plases']) {
      const { status, text } = await request(path, { headers: { Accept: 'text/html' } });
      assert.equal(status, 404);
      assert.ok(
        findAll(text, '.near a').some(({ attributes }) => /^(tag|organization|place)\/$/.test(attributes.href ?? '')),
        path,
      );
    }
  });

  it('stands on several pages where it is very long, each of which the others lead to', async () => {
    const tags = Array.from({ length: 900 }, (_, index) => `t${String(index).padStart(4, '0')}`);
    const long = await serve({
      chronology: chronologyOf({ one: { tags }, two: { tags: tags.map((tag) => tag.replace('t', 'u')) } }),
    });
    const first = await long.request('/en/tag/');
    const second = await long.request('/en/tag/?part=2');
    assert.equal(listed(first.text).length, 1000);
    assert.equal(listed(second.text).length, 800);
    assert.equal(listed(second.text)[0]?.[1], 'u0100/');
    assert.ok(findAll(first.text, 'nav.parts a').some(({ attributes }) => attributes.href === './?part=2'));
    assert.equal(
      (await long.request('/en/tag/?part=3')).headers.location,
      first.headers.location ?? `${BASE_URL}/en/tag/`,
    );
  });
});

describe('a value in other letters', () => {
  const moved: readonly [from: string, to: string][] = [
    ['/en/?tag=WATER', '/en/tag/water/'],
    ['/en/tag/Water/', '/en/tag/water/'],
    ['/en/tag/Water', '/en/tag/water/'],
    ['/en/calendar.ics?country=jp', '/en/country/JP/calendar.ics'],
    ['/en/country/jp/feed.rss', '/en/country/JP/feed.rss'],
    ['/calendar.ics?country=jp', '/calendar.ics?country=JP'],
    ['/en/?country=jp&place=TOKYO', '/en/?country=JP&place=tokyo'],
  ];
  for (const [from, to] of moved)
    it(`is understood, and moved to its address: ${from}`, async () => {
      const { status, headers } = await request(from);
      assert.deepEqual([status, headers.location], [301, `${BASE_URL}${to}`]);
      assert.equal((await request(to)).status, 200);
    });
});

describe('a parameter that is called nearly as a filter', () => {
  const toldOf = async (path: string) => {
    const { status, text } = await request(path);
    assert.equal(status, 200, path);
    const [told] = findAll(text, '.misnamed');
    return told && [textOf(told), findAll(told, 'a')[0]?.attributes.href];
  };

  it('is told on the page, with the view that was meant', async () => {
    const asked: readonly [path: string, meant: string, to: string | undefined][] = [
      ['/en/?contry=jp', 'Country: Japan', 'country/JP/'],
      ['/en/?tags=water', 'Tag: water', 'tag/water/'],
      ['/en/tag/water/?since=2021', 'From: 2021', '../../?from=2021&tag=water'],
      ['/en/?vennue=nowhere', 'Place', undefined],
    ];
    for (const [path, meant, to] of asked) {
      const [, name = ''] = /[?&](\w+)=/.exec(path) ?? [];
      assert.deepEqual(await toldOf(path), [
        `The address has “${name}”, by which nothing is filtered. Did you mean: ${meant}`,
        to,
      ]);
    }
    assert.equal(await toldOf('/en/'), undefined);
  });

  it('is told where the address moves on', async () => {
    const { headers } = await request('/en/?country=JP&tagss=water');
    assert.equal(headers.location, `${BASE_URL}/en/country/JP/?tagss=water`);
    assert.ok(await toldOf('/en/country/JP/?tagss=water'));
  });

  it('is not seen in what others add to addresses, nor in calendars', async () => {
    for (const name of ['utm_source', 'fbclid', 'page', 'lang', 'tab', 'id', 'ref', 'form_id', '__proto__'])
      assert.equal(await toldOf(`/en/?${name}=water`), undefined, name);
    assert.equal((await request('/en/calendar.ics?contry=JP')).status, 200);
  });
});

describe('an event at a place and online at once', () => {
  it('is told as both, and is among those of the place', async () => {
    const hybrid = await serve({
      chronology: chronologyOf({
        both: { when: '2020-01-01', place: 'tokyo', online: true },
        written: { when: '2021-01-01', place: 'Hall 9', online: true },
      }),
    });
    assert.deepEqual(slugsOf((await hybrid.request('/en/place/tokyo/')).text), ['both']);
    const { text } = await hybrid.request('/en/events/both');
    assert.equal(textOf(find(text, '.p-location')), 'Tokyo, and online');
    assert.match(text, /MixedEventAttendanceMode","location":\[\{"@type":"Place","name":"Tokyo"/);
    assert.match(text, /\{"@type":"VirtualLocation","name":"Online"\}\]/);
    const { text: calendar } = await hybrid.request('/ja/calendar.ics');
    assert.match(calendar, /LOCATION[^\r]*東京（オンライン併用）/);
    assert.match((await hybrid.request('/en/feed.rss')).text, /Place: Hall 9, and online/);
  });
});
