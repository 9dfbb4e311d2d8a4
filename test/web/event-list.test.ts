/** The list of events on a page: what folds and what leads, plans and today, the other order, and lists of none or one. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mf2 } from 'microformats-parser';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { weights } from '../../src/chronology/schema/weight.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { type Element, find, findAll } from '../support/html.ts';
import { cardOf, elements, references, slugsOf, textOf } from '../support/markup.ts';
import { renderTimeline } from '../support/rendered.ts';
import { BASE_URL, serve, siteOf } from '../support/service.ts';

const shipped = await serve();
const NAMES = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta'];

/** The slugs that stand in a disclosure. */
function foldedOf(page: string): readonly string[] {
  return findAll(page, 'details.fold').flatMap((fold) => slugsOf(fold));
}

async function pageOf(events: Events, path = '/en/', today?: string): Promise<string> {
  const service = await serve({ chronology: chronologyOf(events), ...(today !== undefined && { today: () => today }) });
  const { status, text } = await service.request(path);
  assert.equal(status, 200, path);
  return text;
}

describe('the list of the shipped chronology', () => {
  for (const language of ['en', 'ja'] as const)
    it(`has five cards on 24 December 2022, and the parts of the meeting within its own (${language})`, async () => {
      const { text: page } = await shipped.request(`/${language}/`);
      const folded = new Set(foldedOf(page));
      const ofThatDay = shipped.chronology.events.filter(({ when }) => when.edtf.includes('2022-12-24'));
      assert.ok(ofThatDay.length >= 14);
      assert.equal(ofThatDay.filter(({ slug }) => !folded.has(slug)).length, 5);
      const fold = find(cardOf(page, 'foreign-ministers-meeting-9'), 'details.fold');
      assert.equal(textOf(find(fold, 'summary')), language === 'en' ? '9 parts' : '含まれる項目9件');
      assert.equal(slugsOf(fold).length, 9);
      assert.ok(!('open' in fold.attributes));
      const count = language === 'en' ? `${folded.size} of them folded` : `うち${folded.size}件は`;
      assert.ok(textOf(find(page, 'p.count')).includes(count));
    });

  it('counts in the rail what is folded, like the rest', async () => {
    const { text: page } = await shipped.request('/en/');
    const counts = elements(page, '.rail a').map(({ attributes }) =>
      Number(/: (\d+) event/.exec(attributes['aria-label'] ?? '')?.[1]),
    );
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      shipped.chronology.events.length,
    );
  });

  it('is opened where a search found what is in it; alone stands what was found without its whole', async () => {
    const { text: found } = await shipped.request('/en/?q=Hayashi');
    const folds = findAll(found, 'details.fold');
    assert.ok(folds.length > 0);
    for (const fold of folds) assert.ok('open' in fold.attributes);
    const { text: alone } = await shipped.request('/en/type/statement/');
    assert.ok(slugsOf(alone).includes('hayashi-growth-model'));
    assert.ok(!foldedOf(alone).includes('hayashi-growth-model'));
  });

  it('names groups of countries, and sources in short', async () => {
    const { text: page } = await shipped.request('/en/');
    const meta = textOf(find(cardOf(page, 'foreign-ministers-meeting-9'), '.meta'));
    assert.match(meta, /· Japan, Central Asia 5 ·/);
    assert.match(meta, /· Report December 2022, ¶ 1–13, 15, 16/);
  });

  it('counts the countries that it does not name, of groups too', () => {
    const many = { countries: ['JP', 'US', 'FR', 'DE', 'IN', 'KZ', 'KG', 'TJ', 'TM', 'UZ'] };
    const { vocabulary, ...rest } = chronologyOf({ many });
    const countryGroups = {
      five: { name: { en: 'The Five', ja: '五か国' }, countries: ['KZ', 'KG', 'TJ', 'TM', 'UZ'] },
    };
    const site = siteOf({
      ...rest,
      vocabulary: { ...vocabulary, settings: { ...vocabulary.settings, countryGroups } },
    });
    const metaIn = (language: 'en' | 'ja') =>
      textOf(find(cardOf(renderTimeline(site, language, EVERYTHING), 'many'), '.meta'));
    assert.match(metaIn('en'), /Japan, United States, France and 7 more/);
    assert.match(metaIn('ja'), /日本、アメリカ合衆国、フランスほか7か国/);
  });
});

describe('a list', () => {
  it('has every event exactly once, folded or not, and no key event in a disclosure, in either order', () => {
    const event = fc.record({
      // A part of an earlier one, so that none goes round in a circle.
      partOf: fc.option(fc.nat(NAMES.length - 1), { nil: undefined }),
      weight: fc.constantFrom(...weights),
      when: fc.constantFrom('2022-12-24', '2022-12', '2022-12/2023-01', '2021/2023', '2023-01-01', '[2022-12..]'),
      status: fc.constantFrom('done', 'planned'),
    });
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: NAMES.length }),
        fc.constantFrom('oldest' as const, 'newest' as const),
        (fields, order) => {
          const events = fields.map(({ partOf, ...rest }, index) => [
            NAMES[index],
            { ...rest, ...(partOf !== undefined && partOf < index && { relations: { partOf: NAMES[partOf] } }) },
          ]);
          const chronology = chronologyOf(Object.fromEntries(events));
          const page = renderTimeline(siteOf(chronology), 'en', { ...EVERYTHING, order });
          assert.deepEqual(slugsOf(page).toSorted(), chronology.events.map(({ slug }) => slug).toSorted());
          for (const slug of foldedOf(page)) assert.notEqual(chronology.bySlug.get(slug)?.weight, 'key', slug);
          const sections = findAll(page, 'section.year');
          const counts = elements(page, '.rail a').map(({ attributes }) =>
            Number(/: (\d+) event/.exec(attributes['aria-label'] ?? '')?.[1]),
          );
          assert.deepEqual(
            sections.map((section) => slugsOf(section).length),
            counts,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leads with key events, and tells details in a line', async () => {
    const page = await pageOf({ lead: { weight: 'key' }, plain: {}, detail: { weight: 'detail' } });
    const looks = (slug: string) => cardOf(page, slug).attributes.class?.split(' ')[1];
    assert.deepEqual(['lead', 'plain', 'detail'].map(looks), ['leading', 'plain', 'line']);
    assert.equal(findAll(cardOf(page, 'detail'), '.meta').length, 0);
  });

  it('is a feed of events in microformats, with the parts of each as its children', async () => {
    const page = await pageOf({ whole: {}, part: { title: 'The part', relations: { partOf: 'whole' } }, other: {} });
    const [feed] = mf2(page, { baseUrl: BASE_URL }).items;
    const told = feed?.children?.map(({ properties, children }) => [
      properties.url?.[0],
      ...(children ?? []).map((part) => part.properties.name?.[0]),
    ]);
    assert.deepEqual(told, [[`${BASE_URL}/events/other`], [`${BASE_URL}/events/whole`, 'The part']]);
  });

  it('tells of one part in the singular', async () => {
    const events = { whole: {}, part: { relations: { partOf: 'whole' } } };
    assert.equal(textOf(find(await pageOf(events), 'details.fold > summary')), '1 part');
    assert.equal(textOf(find(await pageOf(events, '/ja/'), 'details.fold > summary')), '含まれる項目1件');
  });

  it('names three countries of many, and says how many others there are', async () => {
    const page = await pageOf({
      many: { countries: ['JP', 'KZ', 'KG', 'TJ', 'UZ'] },
      four: { countries: ['JP', 'KZ', 'KG', 'TJ'] },
    });
    assert.match(textOf(cardOf(page, 'many')), /· Japan, Kazakhstan, Kyrgyzstan and 2 more ·/);
    assert.match(textOf(cardOf(page, 'four')), /· Japan, Kazakhstan, Kyrgyzstan, Tajikistan ·/);
  });

  it('of no event at all says so, and gives no advice that nobody can follow', async () => {
    for (const [language, text] of [
      ['en', 'No events This chronology has no events so far.'],
      ['ja', '該当なし この年表には、まだ項目がありません。'],
    ]) {
      const page = await pageOf({}, `/${language}/`);
      assert.equal(textOf(find(page, '.nothing')), text);
    }
  });

  it('of one event has no order to choose, and counts it in the singular', async () => {
    assert.equal(textOf(find(await pageOf({ only: {} }), 'p.count')), '1 event');
    assert.equal(textOf(find(await pageOf({ only: {} }, '/ja/'), 'p.count')), '1件');
  });
});

describe('a chronology of one event', () => {
  it('is told of in the singular, or without a number before a noun, on every page', async () => {
    const only = {
      series: { id: 'rounds', number: 1 },
      place: 'tokyo',
      countries: ['JP'],
      people: [{ id: 'hayashi', office: 'Minister', country: 'JP' }],
      figures: [{ measure: 'grants', value: '7' }],
      table: { unit: 'USD', columns: ['grants'], rows: { JP: ['7'] } },
    };
    const sources = { 'sources.yaml': 'report:\n  title: R\n  language: en\n  paragraphs: 1\n' };
    const { request } = await serve({ chronology: chronologyOf({ only }, sources) });
    const views = [
      '',
      '?q=title',
      'source/report/',
      'series/rounds/',
      'person/hayashi/',
      'country/JP/',
      'type/meeting/',
    ];
    for (const path of [...views, 'events/only', 'sources', 'figures', 'about', 'subscribe']) {
      const body = textOf(find((await request(`/en/${path}`)).text, 'body'));
      assert.deepEqual([path, ...(body.match(/\b1 (?:of 1 )?[a-z]+s\b/g) ?? [])], [path]);
    }
  });
});

describe('the order of a list', () => {
  const slugsIn = async (path: string) => slugsOf((await shipped.request(path)).text);

  it('is turned round by a link, in every view, and stays in its links', async () => {
    for (const view of [
      '/en/',
      '/en/series/foreign-ministers/',
      '/en/person/hayashi-yoshimasa/',
      '/en/source/review-to-2023/',
      '/en/?q=summit',
    ]) {
      const { text: oldest } = await shipped.request(view);
      const [link] = findAll(oldest, 'p.count a').filter((way) => textOf(way) === 'Newest first');
      assert.ok(link, view);
      const { pathname, search } = new URL(link.attributes.href ?? '', `${BASE_URL}${view}`);
      assert.equal(new URLSearchParams(search).get('order'), 'newest');
      const { text: newest } = await shipped.request(`${pathname}${search}`);
      const reversed = slugsOf(newest).toReversed();
      assert.deepEqual(reversed.toSorted(), slugsOf(oldest).toSorted());
      const years = (page: string) => findAll(page, 'section.year > h2').map((heading) => textOf(heading));
      assert.deepEqual(years(newest), years(oldest).toReversed());
      assert.ok(findAll(newest, 'p.count a').some((way) => textOf(way) === 'Oldest first'));
      assert.match(textOf(find(newest, 'head > title')), /: Newest first$/);
      assert.ok(
        references(newest).some(
          (reference) => reference.startsWith('/') === false && reference.includes('order=newest'),
        ),
      );
    }
  });

  it('has what began before the days asked for at its end, whichever it is', async () => {
    for (const order of ['', '&order=newest']) {
      const { text: page } = await shipped.request(`/en/?from=2022${order}`);
      const ids = findAll(page, 'section.year > h2').map(({ attributes: { id } }) => id);
      assert.equal(ids.at(-1), 'earlier');
      assert.equal(ids.filter((id) => id === 'earlier').length, 1);
    }
  });

  it('is that of the chronology in feeds and calendars', async () => {
    for (const output of ['feed.rss', 'calendar.ics']) {
      const plain = await shipped.request(`/en/${output}`);
      const asked = await shipped.request(`/en/${output}?order=newest`);
      const followed = asked.status === 301 ? await shipped.request(`/en/${output}`) : asked;
      assert.deepEqual(followed.body, plain.body, output);
    }
    assert.deepEqual((await slugsIn('/en/?order=oldest')).length, shipped.chronology.events.length);
  });
});

describe('a plan', () => {
  const plans = {
    over: { status: 'planned', when: '2024-05' },
    ahead: { status: 'planned', when: '2027-05' },
    open: { status: 'planned', when: '[2024-05..]' },
    begun: { status: 'planned', when: '2024/' },
    kept: { status: 'planned', when: '2024-06' },
    outcome: { when: '2024-06-07', title: 'What came', relations: { fulfils: ['kept'] } },
  };
  const statusOf = (page: string, slug: string) => textOf(find(cardOf(page, slug), 'h3 small'));

  it('whose time is over is not told as if it were to come, and one that was fulfilled leads to what fulfilled it', async () => {
    const page = await pageOf(plans, '/en/', '2026-12-24');
    for (const slug of ['over', 'begun'])
      assert.equal(statusOf(page, slug), 'planned; what became of it is not known here');
    for (const slug of ['ahead', 'open']) assert.equal(statusOf(page, slug), 'planned');
    assert.equal(statusOf(page, 'kept'), 'planned · Fulfilled by: What came');
    assert.ok(references(cardOf(page, 'kept')).includes('events/outcome'));
    assert.equal(statusOf(await pageOf(plans, '/ja/', '2026-12-24'), 'over'), '予定（その後の経過は不明）');
  });

  it('has one form in the legend of the picture, in the list and among the key moments, which a plan that came true has not', async () => {
    const forms: Record<string, string> = {
      ...{ ahead: 'plan', open: 'plan', kept: 'fulfilled' },
      ...{ outcome: 'day', month: 'unit', lasted: 'period' },
    };
    const events = {
      ...Object.fromEntries(Object.entries(plans).filter(([slug]) => slug in forms)),
      month: { when: '2024-07' },
      lasted: { when: '2024-08-01/2024-09-01' },
    };
    const moments = Object.entries(events).map(([slug, event]) => [slug, { ...event, weight: 'key' }]);
    const page = await pageOf({ ...Object.fromEntries(moments), plain: {} }, '/en/', '2026-12-24');
    const formOf = (element: Element) => /\bform(?:ed)?-(\w+)/.exec(element.attributes.class ?? '')?.[1];
    for (const [slug, form] of Object.entries(forms)) {
      assert.equal(formOf(find(cardOf(page, slug), '.formed')), form, slug);
      const moment = findAll(page, '.minute li').find((item) => references(item)[0] === `events/${slug}`);
      assert.equal(moment && formOf(find(moment, '.form')), form, slug);
    }
    assert.deepEqual(new Set(findAll(page, '.legend li').map(formOf)), new Set(Object.values(forms)));
  });

  it('is counted as such on the page of its type', async () => {
    const { text } = await (await serve({ chronology: chronologyOf(plans), today: () => '2026-12-24' })).request(
      '/en/type/meeting/',
    );
    assert.equal(
      textOf(find(text, 'dl.tally')),
      'planned 2 planned; what became of it is not known here 2 planned, and fulfilled 1 held 1',
    );
  });

  it('is still to come on the last day that it can be, and over on the next', async () => {
    let today = '2024-05-31';
    const service = await serve({ chronology: chronologyOf(plans), today: () => today });
    const status = async () => statusOf((await service.request('/en/')).text, 'over');
    assert.equal(await status(), 'planned');
    today = '2024-06-01';
    assert.equal(await status(), 'planned; what became of it is not known here');
  });
});

describe('the mark of today', () => {
  const events = {
    past: { when: '2025-12-20' },
    ahead: { when: '2027-01-05', status: 'planned' },
    later: { when: '2028', status: 'planned' },
  };
  /** Slugs and marks in the order of the page. */
  const order = (page: string) =>
    elements(page, '.years article, .years p.today').map((one) =>
      one.name === 'p' ? textOf(one) : (one.attributes.id ?? '').replace('event-', ''),
    );

  it('stands between what has begun and what is to come, in either order', async () => {
    const today = '2026-12-24';
    const mark = 'Today, 24 December 2026';
    assert.deepEqual(order(await pageOf(events, '/en/', today)), ['past', mark, 'ahead', 'later']);
    assert.deepEqual(order(await pageOf(events, '/en/?order=newest', today)), ['later', 'ahead', mark, 'past']);
    assert.ok(order(await pageOf(events, '/ja/', today)).includes('今日（2026年12月24日）'));
  });

  it('stands before all where all is to come, and nowhere where nothing is', async () => {
    assert.deepEqual(order(await pageOf(events, '/en/', '2020-01-01'))[0], 'Today, 1 January 2020');
    assert.deepEqual(order(await pageOf(events, '/en/', '2028-01-01')), ['past', 'ahead', 'later']);
    assert.ok(!order((await shipped.request('/en/')).text).some((entry) => entry.startsWith('Today')));
  });

  it('costs nothing where nothing is planned: the page is the same on any day', async () => {
    let today = '2026-12-24';
    const service = await serve({ chronology: chronologyOf({ past: {} }), today: () => today });
    const first = await service.request('/en/');
    today = '2026-12-25';
    assert.equal((await service.request('/en/')).headers.etag, first.headers.etag);
  });
});
