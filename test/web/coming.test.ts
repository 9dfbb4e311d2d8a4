/** What comes next and what was last, at the head of a home page whose chronology has a future, and the way there in a long list. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anchorDay } from '../../src/chronology/dates/when.ts';
import { outcomeOf } from '../../src/chronology/plan.ts';
import { coming, inOneMinuteSteps } from '../../src/chronology/query/key-moments.ts';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { atOnce } from '../../src/slices.ts';
import { daysAfter } from '../support/calendar-oracle.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { find, findAll } from '../support/html.ts';
import { faultsOf } from '../support/html-validity.ts';
import { references, textOf } from '../support/markup.ts';
import { renderTimeline } from '../support/rendered.ts';
import { chronologyIn, EVERY_DATE, serve, siteOf, TODAY } from '../support/service.ts';

const titled = (title: string, when: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  title: { en: title, ja: title },
  when,
  ...fields,
});
const plan = (title: string, when: string) => titled(title, when, { status: 'planned' });

function pageOf(events: Events, search = '', today = TODAY): string {
  const chronology = chronologyOf(events);
  const query = parseQuery(new URLSearchParams(search), chronology, today);
  assert.ok(query.ok);
  return renderTimeline(siteOf(chronology), 'en', query.value, today);
}

const listsOf = (page: string) =>
  findAll(page, '.coming section').map((section) => [
    textOf(find(section, 'h2')),
    ...findAll(section, 'li a').map((link) => textOf(link)),
  ]);

const events = {
  first: titled('First', '2020-05-01'),
  second: titled('Second', '2024-05-01'),
  held: titled('Held', '2026-12-01'),
  small: titled('Small', '2026-12-02', { weight: 'detail' }),
  dropped: titled('Dropped', '2026-12-03', { status: 'cancelled' }),
  today: titled('Today', TODAY),
  fair: plan('Fair', '2027-03-01/2027-03-04'),
  'some-time': plan('Some time in the year', '2027'),
  forum: titled('Forum', '2027-02'),
  'called-off': titled('Called off', '2027-02', { status: 'cancelled' }),
  'small-plan': titled('Small plan', '2027-01-01', { weight: 'detail', status: 'planned' }),
};

describe('a chronology with a future', () => {
  it('begins with what comes next, by the day on which it must have begun, and with what was last', () => {
    assert.deepEqual(listsOf(pageOf(events)), [
      ['Next', 'Forum', 'Fair', 'Some time in the year'],
      ['Recently', 'Today', 'Held', 'Second'],
    ]);
  });

  it('tells each with its date as known, and leads to all that is to come and to its calendar', () => {
    const page = pageOf(events);
    const [forum, fair] = findAll(page, '.coming li').map((item) => textOf(item));
    assert.deepEqual([forum, fair], ['February 2027 Forum Summary.', '1 to 4 March 2027 Fair planned Summary.']);
    assert.deepEqual(references(find(page, '.coming .ways')), ['./?from=today', 'subscribe?from=today']);
    // As from every view, be there much to come or not.
    assert.ok(references(find(page, 'p.count')).includes('month'));
    assert.deepEqual(findAll(page, 'section.minute p.other'), []);
  });

  it('is valid HTML, in each of its languages', async () => {
    const service = await serve({ chronology: chronologyOf(events) });
    for (const path of ['/en/', '/ja/', '/en/?from=today', '/ja/subscribe?from=-P30D&to=P6M'])
      assert.deepEqual(await faultsOf((await service.request(path)).text), [], path);
  });

  it('moves on with the day: what has begun was last, and what came about is no longer next', () => {
    assert.deepEqual(listsOf(pageOf(events, '', '2027-03-02')), []);
    const more = { ...events, a: plan('A', '2028'), b: plan('B', '2029'), c: plan('C', '2030') };
    assert.deepEqual(listsOf(pageOf(more, '', '2027-03-02')), [
      ['Next', 'Fair', 'Some time in the year', 'A', 'B', 'C'],
      ['Recently', 'Forum', 'Today', 'Held'],
    ]);
  });

  it('has no such lists with little ahead, on a view of some events, and in a search', () => {
    const { fair: _, ...fewer } = events;
    assert.deepEqual(listsOf(pageOf(fewer)), []);
    assert.deepEqual(listsOf(pageOf(events, 'from=2000')), []);
    assert.deepEqual(listsOf(pageOf(events, 'q=held')), []);
    assert.equal(listsOf(pageOf(events, 'order=newest')).length, 2);
  });

  it('tells on every day of what is ahead and nothing else, and of what had begun', async () => {
    const chronology = await chronologyIn(EVERY_DATE);
    fc.assert(
      fc.property(fc.integer({ min: -14_000, max: 4_000 }), (days) => {
        const today = daysAfter('2026-11-29', days);
        const { next, recent, count } = coming.of(chronology, today);
        assert.ok(next.length === Math.min(5, count) && recent.length <= 3);
        for (const event of next)
          assert.ok(outcomeOf(chronology, event, today) === 'ahead' || anchorDay(event.when) > today, event.slug);
        for (const event of recent) assert.ok(anchorDay(event.when) <= today && event.status !== 'planned');
        const begun = recent.map(({ when }) => anchorDay(when));
        assert.deepEqual(begun, [...begun].sort().reverse());
      }),
    );
  });
});

describe('what comes next', () => {
  it('is the same in the frame as at the head of the home page, and among the plans of a view in its strip', async () => {
    const more = {
      ...events,
      ...Object.fromEntries(['a', 'b', 'c'].map((slug, n) => [slug, plan(slug, `${2028 + n}`)])),
      abroad: { ...plan('Abroad', '2027-02-01'), countries: ['UZ'], weight: 'key' },
      away: { ...plan('Away', '2029'), countries: ['UZ'], weight: 'key' },
      before: titled('Before', '2020', { countries: ['UZ'] }),
    };
    const { request } = await serve({ chronology: chronologyOf(more) });
    const slugsIn = (html: Parameters<typeof findAll>[0], within: string) =>
      findAll(html, `${within} a`).map(({ attributes }) => attributes.href?.split('/').at(-1));
    const home = (await request('/en/')).text;
    const frame = (await request('/en/embed?show=next')).text;
    const next = slugsIn(frame, '.entries');
    assert.deepEqual(next, slugsIn(findAll(home, '.coming section')[0] ?? '', 'li'));
    assert.equal(next.length, 5);
    const abroad = slugsIn((await request('/en/embed?country=UZ&show=next')).text, '.entries');
    assert.deepEqual(abroad, ['abroad', 'away']);
    const view = parseQuery(new URLSearchParams('country=UZ'), chronologyOf(more), TODAY);
    assert.ok(view.ok);
    assert.equal(atOnce(inOneMinuteSteps(chronologyOf(more), view.value, TODAY)).next?.slug, abroad[0]);
    // Details are shown to whom asks for them.
    assert.deepEqual(slugsIn((await request('/en/embed?show=next&weight=detail')).text, '.entries'), ['small-plan']);
  });
});

describe('a long list', async () => {
  const many = Object.fromEntries([
    ...Array.from({ length: 240 }, (_, n) => [`past-n${n}`, { when: daysAfter('2024-01-01', n * 4) }]),
    ...Array.from({ length: 240 }, (_, n) => [`plan-n${n}`, plan('Plan', daysAfter('2027-01-01', n * 4))]),
  ]);
  const service = await serve({ chronology: chronologyOf(many) });
  const short = await serve({ chronology: chronologyOf(events) });
  const linkOf = (page: string) => findAll(page, 'p.count a').find((link) => textOf(link) === 'What comes next');

  for (const path of ['/en/', '/en/?order=newest'])
    it(`leads at ${path} to today’s place in it, on whatever page that is`, async () => {
      const { text } = await service.request(path);
      const address = new URL(linkOf(text)?.attributes.href ?? '', `http://localhost${path}`);
      assert.equal(address.hash, '#today');
      const target = await service.request(`${address.pathname}${address.search}`);
      assert.equal(target.status, 200);
      assert.equal(textOf(find(target.text, '#today')), 'Today, 24 December 2026');
    });

  it('leads nowhere where it is short, or nothing is to come', async () => {
    assert.equal(linkOf((await short.request('/en/')).text), undefined);
    assert.equal(linkOf((await service.request('/en/?to=2025')).text), undefined);
  });
});
