/** The page for subscribing: an address that holds what is chosen, links that carry it into each program, and what it holds. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import ICAL from 'ical.js';
import decodeQR from 'qr/decode.js';
import { choices, EVERYTHING } from '../../src/chronology/query/query.ts';
import { DOCUMENT } from '../../src/web/http/cache-control.ts';
import { outputPath, subscribePath } from '../../src/web/site/address.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { findAll, textOf as wholeText } from '../support/html.ts';
import { elements, references, textOf } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, type Service, serve, TODAY } from '../support/service.ts';
import { sectionOf, toCopy } from '../support/subscribe-page.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });
const below = await serve({ baseUrl: 'https://chronology.example/some/path' });
const BROWSER = { headers: { Accept: 'text/html' } };

async function pageAt(path: string, service: Service = shipped): Promise<string> {
  const { status, text } = await service.request(path, BROWSER);
  assert.equal(status, 200, path);
  return text;
}

async function addressAt(path: string, service: Service = shipped): Promise<string> {
  const [address] = toCopy(sectionOf(await pageAt(path, service), 'address'));
  assert.ok(address);
  return address;
}

/** The path of an address of ours, as the service gets it. */
const pathOf = (address: string, { baseUrl }: Service = shipped) => {
  assert.ok(address.startsWith(`${baseUrl}/`), address);
  return address.slice(baseUrl.length);
};

describe('the address', () => {
  const chosen: [path: string, address: string][] = [
    ['/en/subscribe', '/en/calendar.ics'],
    ['/ja/subscribe', '/ja/calendar.ics'],
    ['/ja/subscribe?language=en', '/en/calendar.ics'],
    ['/en/subscribe?language=en-ja', '/en-ja/calendar.ics'],
    ['/en/subscribe?type=meeting&imprecise=span&language=en-ja', '/en-ja/type/meeting/calendar.ics?imprecise=span'],
    [
      '/ja/subscribe?type=meeting&country=UZ&country=KZ&from=2022&imprecise=omit',
      '/ja/calendar.ics?country=KZ&country=UZ&from=2022&imprecise=omit&type=meeting',
    ],
    ['/en/subscribe?person=abe', '/en/person/abe/calendar.ics'],
    ['/ja/subscribe?q=東京'.replace('東京', encodeURIComponent('東京')), '/ja/calendar.ics?q=%E6%9D%B1%E4%BA%AC'],
    ['/en/subscribe?type=&country=&from=&to=&q=&language=&imprecise=', '/en/calendar.ics'],
    ['/en/subscribe?utm_source=x&part=2020', '/en/calendar.ics'],
  ];
  for (const [path, address] of chosen)
    it(`of ${decodeURIComponent(path)} is ${decodeURIComponent(address)}, where the calendar answers`, async () => {
      assert.equal(await addressAt(path), `${BASE_URL}${address}`);
      const { status, headers } = await shipped.request(address);
      assert.deepEqual([status, headers['content-type']], [200, 'text/calendar; charset=utf-8']);
    });

  it('comes from BASE_URL, with its path', async () => {
    const path = '/en/subscribe?type=meeting';
    const address = 'https://chronology.example/some/path/en/type/meeting/calendar.ics';
    assert.equal(await addressAt(path, below), address);
    assert.equal(await addressAt(`/some/path${path}`, below), address);
  });

  it('is what the form asks for as it stands, whatever was chosen', async () => {
    for (const path of [
      '/en/subscribe',
      '/ja/subscribe?country=UZ&from=2022&imprecise=span&language=en-ja&person=abe&q=a+b&to=2023-06&type=meeting',
    ]) {
      const page = await pageAt(path);
      const [form] = elements(page, 'form').map(({ attributes }) => attributes);
      const { pathname } = new URL(form?.action ?? '', `${BASE_URL}${path}`);
      assert.deepEqual([form?.method, pathname], ['get', path.split('?')[0]]);
      const sent = elements(page, 'input')
        .map(({ attributes }) => attributes)
        .filter((input) => !['checkbox', 'radio'].includes(input.type ?? '') || 'checked' in input)
        .map(({ name = '', value = '' }): [string, string] => [name, value]);
      assert.equal(await addressAt(`${pathname}?${new URLSearchParams(sent)}`), await addressAt(path), path);
    }
  });

  it('has a choice of language only where there are several', async () => {
    const radios = async (service: Service) =>
      elements(await pageAt('/en/subscribe', service), 'input')
        .filter(({ attributes: { name } }) => name === 'language')
        .map(({ attributes }) => [attributes.value, 'checked' in attributes]);
    assert.deepEqual(await radios(shipped), [
      ['en', true],
      ['ja', false],
      ['en-ja', false],
    ]);
    const english = Object.entries(VOCABULARY).map(([file, text]): [string, string] => [
      file,
      text.replace(/, ja: [^}]+\}/g, ' }').replace(/\n {2}ja: .*/g, ''),
    ]);
    const files = Object.fromEntries(english);
    const settings = (files['chronology.yaml'] ?? '').replace('languages: [en, ja]', 'languages: [en]');
    const only = { title: 'The only one', summary: 'In one language.' };
    const one = chronologyOf({ only }, { ...files, 'chronology.yaml': settings });
    assert.deepEqual(await radios(await serve({ chronology: one })), []);
  });

  it('is drawn as a QR code that is read back', async () => {
    for (const path of ['/en/subscribe', '/ja/subscribe?country=UZ&imprecise=span&language=en-ja&type=meeting']) {
      const page = await pageAt(path);
      const svg = /<svg class="qr"[\s\S]*?<\/svg>/.exec(page)?.[0] ?? '';
      assert.match(svg, /role="img" aria-label="[^"]+"/);
      const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
      const scale = 4;
      const data = new Uint8Array((size * scale) ** 2 * 4).fill(255);
      for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
        for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
          const start = (row * size + Number(x)) * scale;
          for (let pixel = start; pixel < start + Number(width) * scale; pixel += 1)
            data.fill(0, pixel * 4, pixel * 4 + 3);
        }
      const image = { width: size * scale, height: size * scale, data };
      const [address] = toCopy(sectionOf(page, 'address'));
      assert.equal(decodeQR(image, { effort: Infinity, timeLimit: Infinity }), address);
    }
  });

  it('too long for a code that could be read has none', async () => {
    const page = await pageAt(`/en/subscribe?q=${encodeURIComponent('東'.repeat(150))}`);
    assert.ok(!page.includes('class="qr"'));
    assert.equal(toCopy(sectionOf(page, 'address')).length, 1);
  });
});

describe('the links into programs', () => {
  const QUERIES = ['', '?type=meeting&imprecise=span&language=en-ja', `?q=${encodeURIComponent('外相 会合')}`];
  for (const [name, service] of [
    ['http', shipped],
    ['https and a path', below],
  ] as const)
    for (const query of QUERIES)
      it(`carry the address, with ${name}: ${decodeURIComponent(query)}`, async () => {
        const page = await pageAt(`/en/subscribe${query}`, service);
        const [address = ''] = toCopy(sectionOf(page, 'address'));
        const links = references(sectionOf(page, 'programs'));
        const webcal = address.replace(/^https?:/, 'webcal:');
        assert.equal(links.length, 5);
        // Apple's programs find https by themselves; those of Android take the scheme by its word.
        assert.deepEqual(
          links.filter((link) => /^webcals?:/.test(link)),
          [webcal, address.replace(/^http/, 'webcal')],
        );
        const external = links.filter((link) => link.startsWith('https:')).map((link) => new URL(link));
        assert.deepEqual(
          external.map(({ origin, pathname, searchParams }) => [`${origin}${pathname}`, [...searchParams.keys()]]),
          [
            ['https://calendar.google.com/calendar/r', ['cid']],
            ['https://outlook.live.com/calendar/0/addfromweb', ['url', 'name']],
            ['https://outlook.office.com/calendar/0/addfromweb', ['url', 'name']],
          ],
        );
        assert.deepEqual(
          external.map(({ searchParams }) => searchParams.get('cid') ?? searchParams.get('url')),
          [webcal, address, address],
        );
        const { text } = await service.request(pathOf(address, service));
        const calendar = new ICAL.Component(ICAL.parse(text) as never);
        for (const { searchParams } of external.slice(1))
          assert.equal(searchParams.get('name'), calendar.getFirstPropertyValue('name'));
      });

  it('of webcal: are answered where the port is asked by plain http, without a redirect', async () => {
    const safe = await serve({ baseUrl: 'https://chronology.example' });
    for (const service of [shipped, safe, below])
      for (const path of ['/en/subscribe', '/ja/subscribe?type=meeting&language=en-ja&country=UZ']) {
        const page = await pageAt(path, service);
        const webcals = references(page).filter((reference) => /^webcals?:/.test(reference));
        assert.equal(webcals.length, 3);
        for (const webcal of webcals) {
          const { pathname, search, host } = new URL(webcal.replace(/^webcals?:/, 'http:'));
          const { status, headers, text } = await service.request(`${pathname}${search}`, { headers: { Host: host } });
          assert.deepEqual([status, headers['content-type']], [200, 'text/calendar; charset=utf-8'], webcal);
          assert.ok(text.startsWith('BEGIN:VCALENDAR\r\n'));
        }
      }
  });

  it('for feed readers carry the address of the feed in the page’s language', async () => {
    const page = await pageAt('/ja/subscribe?type=meeting&imprecise=span&language=en-ja', below);
    const section = sectionOf(page, 'feed');
    const feed = 'https://chronology.example/some/path/ja/type/meeting/feed.rss';
    assert.deepEqual(toCopy(section), [feed, feed.replace('feed.rss', 'changes.rss')]);
    const [feedly = '', inoreader = ''] = references(section);
    assert.match(feedly, /^https:\/\/feedly\.com\/i\/subscription\/feed%2F/);
    assert.equal(decodeURIComponent(feedly.slice('https://feedly.com/i/subscription/'.length)), `feed/${feed}`);
    assert.deepEqual(
      [new URL(inoreader).origin, new URL(inoreader).searchParams.get('add_feed')],
      ['https://www.inoreader.com', feed],
    );
    assert.equal((await below.request(pathOf(feed, below))).status, 200);
  });

  it('for this day lead to the anniversaries in the chosen language, and their feed', async () => {
    const page = await pageAt('/ja/subscribe?type=meeting&imprecise=span&language=en-ja');
    const section = sectionOf(page, 'on-this-day');
    const [anniversaries = '', feed = ''] = toCopy(section);
    assert.deepEqual(
      [anniversaries, feed],
      [`${BASE_URL}/en-ja/type/meeting/anniversaries.ics`, `${BASE_URL}/ja/type/meeting/on-this-day.rss`],
    );
    assert.deepEqual(references(section), [anniversaries.replace('http:', 'webcal:')]);
    for (const address of [anniversaries, feed]) assert.equal((await shipped.request(pathOf(address))).status, 200);
  });

  it('keep the file that is downloaded once apart', async () => {
    const page = await pageAt('/en/subscribe?type=meeting&language=en-ja');
    const section = sectionOf(page, 'once');
    const [link] = elements(section, 'a').map(({ attributes }) => attributes);
    assert.ok(link && 'download' in link);
    assert.equal(new URL(link.href ?? '', `${BASE_URL}/en/subscribe`).pathname, '/en-ja/type/meeting/calendar.ics');
    assert.match(textOf(section), /no correction and nothing new will reach it/);
    assert.equal(elements(page, 'a').filter(({ attributes }) => 'download' in attributes).length, 1);
  });

  for (const language of ['en', 'ja'] as const)
    it(`come with how often each program looks again and how to remove it (${language})`, async () => {
      const section = sectionOf(await pageAt(`/${language}/subscribe`), 'steps');
      const each = section.split('<li>').slice(1);
      assert.equal(each.length, 6);
      for (const program of each) {
        const said = [...program.matchAll(/<dd>([^<]+)<\/dd>/g)].map(([, text]) => text?.trim());
        assert.equal(said.length, 2);
        assert.ok(said.every((text) => text !== ''));
      }
    });
});

describe('an address that Google Calendar would not take', () => {
  /** A page for an address of this length with `webcal:`, which is the longer form. */
  const withLength = (length: number) => {
    const fixed = `webcal://annals.example${outputPath('en', { ...EVERYTHING, q: '' }, 'calendar.ics')}`.length;
    // A search has 200 characters at most; of these one takes nine.
    const nines = Math.floor((length - fixed) / 9);
    return `/en/subscribe?q=${'%E6%9D%B1'.repeat(nines)}${'x'.repeat(length - fixed - 9 * nines)}`;
  };
  const googleOf = (page: string) =>
    references(sectionOf(page, 'programs')).filter((link) => link.includes('google.com'));

  it('has 257 UTF-16 units or more, with webcal:', async () => {
    const page = await pageAt(withLength(256));
    const [address = ''] = toCopy(sectionOf(page, 'address'));
    assert.equal(address.replace('http:', 'webcal:').length, 256);
    assert.equal(googleOf(page).length, 1);
    for (const part of ['address', 'programs']) assert.doesNotMatch(sectionOf(page, part), /Too long for Google/);

    const over = await pageAt(withLength(257));
    assert.deepEqual(googleOf(over), []);
  });

  it('is refused with the length, the limit and what to do, in its place and beside the address to copy', async () => {
    const page = await pageAt(withLength(257));
    for (const part of [sectionOf(page, 'address'), sectionOf(page, 'programs')])
      assert.match(textOf(part), /Too long for Google Calendar: 257 characters, .* 256 .* Choose less in the filter/);
    // The others take it.
    assert.equal(references(sectionOf(page, 'programs')).length, 4);
  });

  it('is soon one with Japanese words', async () => {
    const path = (words: string) => `/ja/subscribe?q=${encodeURIComponent(words)}`;
    assert.equal(googleOf(await pageAt(path('外相会合'))).length, 1);
    const page = await pageAt(path('中央アジアプラス日本対話の首脳会合と外相会合の開催'));
    assert.deepEqual(googleOf(page), []);
    assert.match(textOf(sectionOf(page, 'programs')), /Googleカレンダーには長すぎます。上限は256文字/);
  });

  it('may be that of the anniversaries alone, and says so there', async () => {
    const page = await pageAt(withLength(254));
    assert.equal(googleOf(page).length, 1);
    const warning = /Too long for Google Calendar: (\d+) characters/;
    assert.doesNotMatch(textOf(sectionOf(page, 'address')), warning);
    assert.equal(warning.exec(textOf(sectionOf(page, 'on-this-day')))?.[1], '259');
  });
});

interface Counts {
  readonly events: number;
  readonly entries: number;
  readonly cancelled: number;
}

/** What a calendar holds: events by the slug of their entries' UIDs, those withdrawn apart. */
async function countsOf(address: string, service: Service): Promise<Counts & { summaries: string[] }> {
  const { text } = await service.request(pathOf(address, service));
  const withdrawn = new Set(service.chronology.withdrawn.map(({ slug }) => slug));
  const entries = new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent').map((vevent) => ({
    slug: String(vevent.getFirstPropertyValue('uid')).split(/[@.]/)[0] ?? '',
    summary: String(vevent.getFirstPropertyValue('summary')),
  }));
  const kept = entries.filter(({ slug }) => !withdrawn.has(slug));
  const gone = entries.filter(({ slug }) => withdrawn.has(slug));
  return {
    events: new Set(kept.map(({ slug }) => slug)).size,
    entries: kept.length,
    cancelled: new Set(gone.map(({ slug }) => slug)).size,
    summaries: kept.map(({ summary }) => summary),
  };
}

describe('what the calendar holds', () => {
  const eventsInWords = (count: number) => (count === 1 ? '1 event' : `${count} events`);
  for (const [name, service] of [
    ['the shipped chronology', shipped],
    ['one of every kind of date', everyDate],
  ] as const)
    for (const imprecise of choices.imprecise)
      for (const filter of ['', '&type=meeting', '&q=no-such-thing'])
        it(`is told as the calendar has it: ${name}, ${imprecise}${filter}`, async () => {
          const page = await pageAt(`/en/subscribe?imprecise=${imprecise}${filter}`, service);
          const section = sectionOf(page, 'contents');
          const [address = ''] = toCopy(sectionOf(page, 'address'));
          const { events, entries, cancelled } = await countsOf(address, service);
          const whole = await countsOf(address.replace(/imprecise=\w+&?/, ''), service);
          const said = [...section.matchAll(/<p class="holds">([^<]*)<\/p>/g)].map(([, text]) => text);
          assert.deepEqual(said, [
            entries === events
              ? `It holds ${eventsInWords(events)}.`
              : `It holds ${eventsInWords(events)} in ${entries} entries: some have one where they begin and one where they end.`,
            ...(whole.events > events
              ? [`Left out because their dates are not known to the day: ${eventsInWords(whole.events - events)}.`]
              : []),
            ...(cancelled > 0
              ? [
                  `Also in it, marked as cancelled because they were withdrawn: ${eventsInWords(cancelled)}. Calendar programs take them away.`,
                ]
              : []),
          ]);
        });
});

/** The entries of a preview, by heading: when, and the title. */
function listed(page: string): Record<string, [when: string, title: string][]> {
  const parts = sectionOf(page, 'contents').split('<h3>').slice(1);
  return Object.fromEntries(
    parts.map((part) => [
      textOf(part.slice(0, part.indexOf('</h3>'))),
      [...part.matchAll(/<li><span class="date">([^<]*)<\/span> <a href="[^"]*">([\s\S]*?)<\/a><\/li>/g)].map(
        ([, when = '', title = '']): [string, string] => [textOf(when), textOf(title)],
      ),
    ]),
  );
}

const titled = (en: string, ja: string) => ({ title: { en, ja } });
/** Of the days around 24 December 2026; what it is today is for each test to say. */
const chronology = chronologyOf({
  past: { ...titled('Past', '過去'), when: '2026-05-01' },
  month: { ...titled('A month', 'ある月'), when: '2026-08' },
  'just-over': { ...titled('Just over', '終わったばかり'), when: '2026-12-20/2026-12-23' },
  'under-way': { ...titled('Under way', '開催中'), when: '2026-12-22/2026-12-24' },
  timed: { ...titled('Timed', '時刻あり'), when: '2026-12-24T23:30+09:00' },
  'same-name': { ...titled('G7', 'G7'), when: '2027-02-03' },
  later: { ...titled('Later', '後日'), when: '2028' },
  latest: { ...titled('Latest', '最後'), when: '2029-01-01' },
});
let day = '2026-12-24';
const at = (today: string, path: string) => {
  day = today;
  return pageAt(path, daily);
};
const daily = await serve({ chronology, today: () => day });

describe('the preview', () => {
  it('has the next three entries from today on and the last three before, each with its date as known', async () => {
    assert.deepEqual(listed(await at('2026-12-24', '/en/subscribe')), {
      'What comes next': [
        ['22 to 24 December 2026', 'Under way'],
        ['24 December 2026 at 23:30 (UTC+09:00)', 'Timed'],
        ['3 February 2027', 'G7'],
      ],
      'The last so far': [
        ['20 to 23 December 2026', 'Just over'],
        ['August 2026', 'A month'],
        ['1 May 2026', 'Past'],
      ],
    });
  });

  it('is in the words of the page and the titles of the calendar', async () => {
    assert.deepEqual(listed(await at('2026-12-24', '/ja/subscribe?language=en-ja&imprecise=span')), {
      これからの項目: [
        ['2026年12月22日～24日', 'Under way / 開催中'],
        ['2026年12月24日23:30（UTC+09:00）', 'Timed / 時刻あり'],
        ['2027年2月3日', 'G7'],
      ],
      直近の項目: [
        ['2026年12月20日～23日', 'Just over / 終わったばかり'],
        ['2026年8月', 'A month / ある月'],
        ['2026年5月1日', 'Past / 過去'],
      ],
    });
  });

  it('has the titles of the calendar, which begins those of markers with the date', async () => {
    for (const imprecise of choices.imprecise)
      for (const language of ['en', 'ja', 'en-ja']) {
        const page = await pageAt(`/en/subscribe?imprecise=${imprecise}&language=${language}`, everyDate);
        const [address = ''] = toCopy(sectionOf(page, 'address'));
        const { summaries } = await countsOf(address, everyDate);
        const titles = Object.values(listed(page)).flatMap((entries) => entries.map(([, title]) => title));
        assert.ok(titles.length >= 3);
        for (const title of titles)
          assert.ok(
            summaries.some((summary) => title.split(' / ').every((part) => summary.includes(part))),
            title,
          );
      }
  });

  it('stands under what the words of a search were taken for', async () => {
    const page = textOf(sectionOf(await pageAt('/en/subscribe?q=ministre'), 'contents'));
    assert.match(page, /Nothing has “ministre”; shown is what has “minister or ministry”\./);
    assert.doesNotMatch(textOf(sectionOf(await pageAt('/en/subscribe?q=minister'), 'contents')), /Nothing has/);
  });

  it('has what stands for a long time under what has been, and its date as known', async () => {
    const year = { when: '2027', title: { en: 'Some time', ja: 'いつか' } };
    const service = await serve({ chronology: chronologyOf({ year }), today: () => '2027-06-01' });
    const page = await pageAt('/en/subscribe?imprecise=span', service);
    assert.deepEqual(listed(page), {
      'What comes next': [],
      'The last so far': [['2027', 'Some time']],
    });
  });

  it('has a plan under what comes next for as long as it may be carried out, whatever day its marker stands on', async () => {
    const plan = (when: string) => ({ when, status: 'planned', title: { en: when, ja: when } });
    const dates = { month: '2026-11', after: '[2026-09..]', decade: '202X', over: '2026-10', before: '[..2026-11-28]' };
    const events = Object.fromEntries(Object.entries(dates).map(([slug, when]) => [`the-${slug}`, plan(when)]));
    const done = { when: '2026-12-01', title: { en: 'Done', ja: '実施' }, relations: { fulfils: ['the-carried-out'] } };
    const service = await serve({
      chronology: chronologyOf({ ...events, 'the-carried-out': plan('2026'), 'the-fulfilment': done }),
      today: () => '2026-11-29',
    });
    const told = (heading: string, page: string) =>
      listed(page)[heading]?.map(([, title]) => title?.replace(/ \(.*/, ''));
    const page = await pageAt('/en/subscribe', service);
    // The first possible day of the first two is over.
    assert.deepEqual(told('What comes next, or may still come', page), ['202X', '[2026-09..]', '2026-11']);
    assert.deepEqual(told('The last so far', page), ['[..2026-11-28]', '2026-10', '2026']);
  });

  it('marks titles in another language than the page', async () => {
    const page = sectionOf(await at('2026-12-24', '/en/subscribe?language=en-ja'), 'contents');
    assert.ok(page.includes('<span>Under way</span> / <span lang="ja">開催中</span>'));
  });

  it('moves on with the day: what was kept for yesterday is not shown today', async () => {
    const next = async (today: string) => listed(await at(today, '/en/subscribe'))['What comes next'];
    assert.deepEqual((await next('2026-12-24'))?.[0], ['22 to 24 December 2026', 'Under way']);
    assert.deepEqual((await next('2026-12-25'))?.[0], ['3 February 2027', 'G7']);
    assert.deepEqual(await next('2029-01-01'), [['1 January 2029', 'Latest']]);
    assert.deepEqual((await next('2026-12-24'))?.[0], ['22 to 24 December 2026', 'Under way']);
  });

  it('says so where nothing is to come, nothing has been, or there is nothing at all', async () => {
    const over = await at('2029-01-02', '/en/subscribe');
    assert.match(textOf(sectionOf(over, 'contents')), /What comes next Nothing is to come so far\./);
    assert.equal(listed(over)['The last so far']?.length, 3);
    const before = await at('2026-01-01', '/en/subscribe');
    assert.deepEqual(Object.keys(listed(before)), ['What comes next']);
    assert.equal(listed(before)['What comes next']?.length, 3);
    const empty = sectionOf(await at('2026-12-24', '/en/subscribe?q=no-such-thing'), 'contents');
    assert.match(
      textOf(empty),
      /It holds 0 events\. Nothing is in it so far\. What is added later arrives by itself\./,
    );
    assert.ok(!empty.includes('<h3>'));
  });

  it('leads to the page of each event', async () => {
    const page = sectionOf(await at('2026-12-24', '/ja/subscribe'), 'contents');
    assert.deepEqual(
      references(page).filter((reference) => !reference.includes('subscribe')),
      ['under-way', 'timed', 'same-name', 'just-over', 'month', 'past'].map((slug) => `events/${slug}`),
    );
  });
});

describe('the page for subscribing', () => {
  const linksOf = (page: string) => elements(page, 'link').map(({ attributes }) => attributes);
  const canonicalOf = (page: string) => linksOf(page).find(({ rel }) => rel === 'canonical')?.href;
  const alternatesOf = (page: string) =>
    Object.fromEntries(
      linksOf(page)
        .filter(({ hreflang }) => hreflang !== undefined)
        .map(({ hreflang = '', href }) => [hreflang, href]),
    );

  const canonical: [asked: string, path: string][] = [
    ['/en/subscribe?language=en', '/en/subscribe'],
    ['/ja/subscribe?language=ja&type=visit&type=meeting&type=visit', '/ja/subscribe?type=meeting&type=visit'],
    ['/en/subscribe?type=meeting&utm_source=x', '/en/subscribe?type=meeting'],
    [
      '/en/subscribe?type=meeting&language=en-ja&imprecise=span&country=UZ',
      '/en/subscribe?country=UZ&imprecise=span&language=en-ja&type=meeting',
    ],
    ['/en/subscribe?imprecise=marker&from=2022/12', '/en/subscribe?from=2022-12'],
  ];
  for (const [asked, path] of canonical)
    it(`asked for as ${asked} is that at ${path}`, async () => {
      const page = await pageAt(asked);
      assert.equal(canonicalOf(page), `${BASE_URL}${path}`);
      assert.equal(await pageAt(path), page);
    });

  it('switches its language and keeps what the calendar was chosen to be in', async () => {
    const [neutral, query] = [`${BASE_URL}/subscribe`, 'type=meeting'];
    assert.deepEqual(alternatesOf(await pageAt(`/en/subscribe?${query}`)), {
      en: `${BASE_URL}/en/subscribe?${query}`,
      ja: `${BASE_URL}/ja/subscribe?${query}`,
      'x-default': `${neutral}?${query}`,
    });
    assert.deepEqual(alternatesOf(await pageAt(`/en/subscribe?language=en-ja&${query}`)), {
      en: `${BASE_URL}/en/subscribe?language=en-ja&${query}`,
      ja: `${BASE_URL}/ja/subscribe?language=en-ja&${query}`,
      'x-default': `${neutral}?language=en-ja&${query}`,
    });
    const japanese = await pageAt(`/en/subscribe?language=ja&${query}`);
    const [link] = elements(japanese, 'a').filter(({ attributes: { hreflang } }) => hreflang === 'ja');
    const { pathname, search } = new URL(link?.attributes.href ?? '', `${BASE_URL}/en/subscribe`);
    assert.equal(`${pathname}${search}`, `/ja/subscribe?${query}`);
    assert.equal(
      await addressAt(`${pathname}${search}`),
      await addressAt(`/en/subscribe?language=ja&${query}`),
      'which is in Japanese still',
    );
  });

  it('without a language is in that of the reader, with all that was asked for', async () => {
    const ask = (path: string, language: string) => shipped.request(path, { headers: { 'Accept-Language': language } });
    const table: [path: string, language: string, location: string][] = [
      ['/subscribe', 'ja', '/ja/subscribe'],
      ['/subscribe', 'fr', '/en/subscribe'],
      ['/subscribe?type=meeting&imprecise=span', 'ja', '/ja/subscribe?imprecise=span&type=meeting'],
      ['/subscribe?language=en', 'ja', '/ja/subscribe?language=en'],
      ['/subscribe?language=en', 'en', '/en/subscribe'],
      ['/subscribe?language=en-ja', 'en', '/en/subscribe?language=en-ja'],
    ];
    for (const [path, language, location] of table) {
      const { status, headers } = await ask(path, language);
      assert.deepEqual([status, headers.location], [302, `${BASE_URL}${location}`], path);
      assert.match(String(headers.vary), /Accept-Language/);
    }
  });

  const wrong: [query: string, detail: RegExp][] = [
    ['language=xx', /^Language of the calendar: there is no “xx” to choose. Allowed: en, ja, en-ja\./],
    ['language=ja-en', /there is no “ja-en” to choose. Allowed: en, ja, en-ja\./],
    ['type=nope', /^Type: there is no “nope” to choose\./],
    ['imprecise=nope', /there is no “nope” to choose. Allowed: marker, span, omit\./],
    ['from=some+day', /^From: “some day” cannot be read as a date\./],
  ];
  for (const [query, detail] of wrong)
    it(`tells of ${query} what is allowed, and offers the calendar of the rest`, async () => {
      const { status, text } = await shipped.request(`/en/subscribe?${query}`);
      assert.equal(status, 200);
      assert.match(wholeText(findAll(text, '.amiss > p')[0] ?? ''), detail);
      assert.equal(wholeText(findAll(text, 'p.address')[0] ?? ''), `${BASE_URL}/en/calendar.ics`);
    });

  it('is led to from every page, with what that page shows', async () => {
    const table: [path: string, subscribe: string][] = [
      ['/en/', '/en/subscribe'],
      ['/ja/type/meeting/', '/ja/subscribe?type=meeting'],
      ['/en/?country=UZ&imprecise=span&q=a', '/en/subscribe?country=UZ&imprecise=span&q=a'],
      ['/en/source/review-to-2020/', '/en/subscribe?source=review-to-2020'],
      ['/en/events/summit-1', '/en/subscribe'],
      ['/ja/figures', '/ja/subscribe'],
      ['/en/about', '/en/subscribe'],
    ];
    for (const [path, subscribe] of table) {
      const page = await pageAt(path);
      const header = page.slice(page.indexOf('<header'), page.indexOf('</header>'));
      const led = references(header).map((reference) => {
        const { pathname, search } = new URL(reference, `${BASE_URL}${path}`);
        return `${pathname}${search}`;
      });
      assert.equal(led.filter((to) => to === subscribe).length, 1, path);
    }
    const { status, text } = await shipped.request('/en/nope', BROWSER);
    assert.equal(status, 404);
    assert.ok(references(text).includes('subscribe'));
  });

  it('names itself in the navigation, and takes conditions away where they stand', async () => {
    const path = '/en/subscribe?country=UZ&imprecise=span&language=en-ja&type=meeting';
    const page = await pageAt(path);
    const [current] = elements(page, 'a').filter(({ attributes }) => attributes['aria-current'] === 'page');
    assert.equal(`${BASE_URL}/en/${current?.attributes.href}`, `${BASE_URL}${path}`);
    const chips = /<ul class="chips"[\s\S]*?<\/ul>/.exec(page)?.[0] ?? '';
    assert.deepEqual(references(chips), [
      'subscribe?imprecise=span&language=en-ja&type=meeting',
      'subscribe?country=UZ&imprecise=span&language=en-ja',
      'subscribe?imprecise=span&language=en-ja',
    ]);
  });

  it('has headings in order, and each group of choices a name', async () => {
    for (const path of ['/en/subscribe', '/ja/subscribe?q=no-such-thing', '/en/subscribe?type=meeting']) {
      const page = await pageAt(path);
      const levels = elements(page, 'h1, h2, h3, h4, h5, h6').map(({ name }) => Number(name.slice(1)));
      assert.equal(levels[0], 1);
      for (const [index, level] of levels.slice(1).entries())
        assert.ok(level > 1 && level <= (levels[index] ?? 0) + 1, path);
      assert.equal(elements(page, 'fieldset').length, elements(page, 'legend').length);
    }
  });

  it('is in the sitemap without parameters', async () => {
    const { text } = await shipped.request('/sitemap.xml');
    for (const language of ['en', 'ja'])
      assert.ok(text.includes(`<loc>${BASE_URL}${subscribePath(language, EVERYTHING)}</loc>`));
    assert.ok(!text.includes('subscribe?'));
  });

  it('is the same for a day, and validated as every page is', async () => {
    const first = await shipped.request('/en/subscribe');
    assert.equal(first.headers['cache-control'], DOCUMENT);
    const again = await shipped.request('/en/subscribe', { headers: { 'If-None-Match': String(first.headers.etag) } });
    assert.equal(again.status, 304);
    const yesterday = await serve({ today: () => '2025-12-19' });
    assert.notEqual((await yesterday.request('/en/subscribe')).headers.etag, first.headers.etag);
    assert.equal(TODAY, '2026-12-24');
  });
});

describe('an event', () => {
  it('can be added to a calendar from its page', async () => {
    const page = await pageAt('/ja/events/summit-1');
    const [link] = elements(page, 'a').filter(({ attributes: { type } }) => type === 'text/calendar');
    assert.equal(link?.attributes.href, 'summit-1.ics');
    const { status, headers } = await shipped.request('/ja/events/summit-1.ics');
    assert.deepEqual([status, headers['content-type']], [200, 'text/calendar; charset=utf-8']);
  });
});

describe('a calendar of more events than programs like', () => {
  it('comes with the advice to narrow it, beside the filter, until it holds few enough', async () => {
    const crowded = await serve({ streamOver: 10 });
    const advised: [path: string, sentence: RegExp, link: string][] = [
      ['/en/subscribe', /many programs become slow with so many events/, 'Choose less in the filter'],
      ['/ja/subscribe', /多くのカレンダーでは動作が遅くなり/, '購読する内容を絞り込む'],
      ['/en/subscribe?country=UZ', /some refuse so large a file/, 'Choose less in the filter'],
    ];
    for (const [path, sentence, text] of advised) {
      const page = await pageAt(path, crowded);
      const programs = sectionOf(page, 'programs');
      assert.match(programs, sentence);
      assert.ok(programs.includes(`<a href="#choices">${text}</a>`), path);
      assert.match(sectionOf(page, 'finer'), /<details open>/);
    }
    for (const [path, service] of [
      ['/en/subscribe?series=foreign-ministers', crowded],
      ['/en/subscribe', shipped],
    ] as const)
      assert.doesNotMatch(sectionOf(await pageAt(path, service), 'programs'), /href="#choices"/);
  });
});
