/** The key moments above a picture: which events they are, how they are told, and where there are none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventIndexOf } from '../../src/chronology/query/event-index.ts';
import { inOneMinuteSteps, keyNeighbours } from '../../src/chronology/query/key-moments.ts';
import { EVERYTHING, parseQuery } from '../../src/chronology/query/query.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { type Element, find, findAll } from '../support/html.ts';
import { references, textOf } from '../support/markup.ts';
import { renderTimeline } from '../support/rendered.ts';
import { chronologyIn, SHIPPED, siteOf, TODAY } from '../support/service.ts';

type Fields = Readonly<Record<string, unknown>>;

const titled = (title: string, fields: Fields = {}) => ({ title: { en: title, ja: title }, ...fields });
const key = (title: string, when: string, fields: Fields = {}) => titled(title, { when, weight: 'key', ...fields });
/** So many events that do not stand out, each in a year of its own. */
const plain = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`plain-${'abcdefghijkl'[n]}`, titled('Plain', { when: `${1950 + n}` })]),
  );

function pageOf(events: Events, search = '', today = TODAY): string {
  const chronology = chronologyOf(events);
  const query = parseQuery(new URLSearchParams(search), chronology, TODAY);
  assert.ok(query.ok);
  return renderTimeline(siteOf(chronology), 'en', query.value, today);
}

const stripOf = (page: string): Element | undefined => findAll(page, 'section.minute')[0];
const momentsOf = (page: string) => findAll(page, 'section.minute > ol > li').map((item) => textOf(item));
const othersOf = (page: string) => findAll(page, 'section.minute > p.other').map((item) => textOf(item));

describe('key moments', () => {
  it('have the date as known, the short title or else the title, and the beginning of the summary', () => {
    const page = pageOf({
      ...plain(5),
      launch: key('The launch of it all', '2004', { shortTitle: { en: 'Launch', ja: '発足' } }),
      meeting: key('Meeting', '2020-08', { summary: { en: 'They met. They left.', ja: '会った。' } }),
    });
    assert.deepEqual(momentsOf(page), ['2004 Launch Summary.', 'August 2020 Meeting Latest They met.']);
    assert.deepEqual(references(find(page, 'section.minute > ol')), ['events/launch', 'events/meeting']);
  });

  it('are told with their key parts, unless the whole lasted long', () => {
    const page = pageOf({
      ...plain(5),
      frame: key('Frame', '2004/..', { status: 'ongoing' }),
      summit: key('Summit', '2025-12-20', { relations: { partOf: 'frame' } }),
      session: titled('Session', { when: '2025-12-20', relations: { partOf: 'summit' } }),
      initiative: key('Initiative', '2025-12-20', { relations: { partOf: 'session' } }),
    });
    assert.deepEqual(momentsOf(page), [
      'Since 2004 Frame under way Summary.',
      '20 December 2025 Summit Latest Summary. with Initiative',
    ]);
  });

  it('are the first and the latest six where there are more than seven, and all of them one link away', () => {
    const all = Object.fromEntries(
      [...'abcdefghi'].map((letter, n) => [`key-${letter}`, key(letter.toUpperCase(), `${2001 + n}`)]),
    );
    const page = pageOf({ ...plain(1), ...all });
    assert.deepEqual(
      momentsOf(page).map((text) => text[5]),
      ['A', 'D', 'E', 'F', 'G', 'H', 'I'],
    );
    const ways = find(page, 'section.minute > p.ways');
    assert.equal(textOf(ways), 'All 9 key events Key dates as a calendar');
    assert.deepEqual(references(ways), ['./?weight=key', 'subscribe?parts=fold&weight=key']);
  });

  it('are not counted where all are told, and some within others', () => {
    const summit = key('Summit', '2025-12-20');
    const part = key('Initiative', '2025-12-20', { relations: { partOf: 'summit' } });
    const page = pageOf({ ...plain(3), launch: key('Launch', '2004'), summit, part });
    assert.equal(momentsOf(page).length, 2);
    assert.equal(textOf(find(page, 'section.minute > p.ways')), 'Key events as a list Key dates as a calendar');
    const apart = pageOf({ ...plain(3), launch: key('Launch', '2004'), summit });
    assert.equal(textOf(find(apart, 'section.minute > p.ways')), 'All 2 key events Key dates as a calendar');
  });

  it('of the shipped chronology are told in whole sentences', async () => {
    const chronology = await chronologyIn(SHIPPED);
    for (const language of ['en', 'ja'] as const) {
      const page = renderTimeline(siteOf(chronology), language, EVERYTHING, TODAY);
      const briefs = findAll(page, 'section.minute .brief').map((brief) => textOf(brief));
      assert.equal(briefs.length, 7);
      for (const brief of briefs) assert.match(brief, /[.。]$/);
    }
  });

  it('say of a plan that it is one', () => {
    const page = pageOf({ ...plain(2), plan: key('Plan', '2027-03', { status: 'planned' }) });
    assert.deepEqual(momentsOf(page), ['March 2027 Plan planned Planned next Summary.']);
    assert.equal(findAll(page, 'section.minute .form-plan').length, 1);
  });

  it('stand on the first page alone, before nothing that was searched for, and not where the list says as much', () => {
    const events = { ...plain(2), first: key('First', '2004'), second: key('Second', '2005') };
    assert.equal(momentsOf(pageOf(events)).length, 2);
    assert.equal(stripOf(pageOf(events, 'q=first')), undefined);
    assert.equal(stripOf(pageOf(events, 'weight=key')), undefined);
    assert.equal(stripOf(pageOf({ first: key('First', '2004'), second: key('Second', '2005') }))?.name, 'section');
    assert.deepEqual(momentsOf(pageOf({ first: key('First', '2004'), second: key('Second', '2005') })), []);
  });

  it('stand on a narrower view that has at least three, and as many events besides', () => {
    const three = { a: key('A', '2004'), b: key('B', '2005'), c: key('C', '2006') };
    const from = (count: number) => pageOf({ ...plain(12), ...three }, `from=${1962 - count}`);
    assert.equal(momentsOf(from(3)).length, 3);
    assert.equal(stripOf(from(2)), undefined);
    assert.equal(stripOf(pageOf({ ...plain(12), a: key('A', '2004'), b: key('B', '2005') }, 'to=2010')), undefined);
    assert.deepEqual(references(find(from(3), 'section.minute > p.ways')), [
      './?from=1959&weight=key',
      'subscribe?from=1959&parts=fold&weight=key',
    ]);
  });

  it('are none in a chronology without events, or with one', () => {
    assert.equal(stripOf(pageOf({})), undefined);
    assert.equal(stripOf(pageOf({ only: key('Only', '2004') })), undefined);
  });
});

describe('the key events before and after one', () => {
  it('lead from the first to the last and back past none, parts and those of one day among them', () => {
    const chronology = chronologyOf({
      ...plain(3),
      frame: key('Frame', '2004/..', { status: 'ongoing' }),
      summit: key('Summit', '2025-12-20', { relations: { partOf: 'frame' } }),
      initiative: key('Initiative', '2025-12-20', { relations: { partOf: 'summit' } }),
      statement: key('Statement', '2025-12-20', { relations: { partOf: 'summit' } }),
      other: key('Other', '2025-12-20'),
      last: key('Last', '2026'),
    });
    const all = chronology.events.filter(({ weight }) => weight === 'key');
    assert.equal(all.length, 6);
    for (const [index, event] of all.entries())
      assert.deepEqual(keyNeighbours(chronology, event), { before: all[index - 1], after: all[index + 1] }, event.slug);
    const [detail] = chronology.events;
    assert.ok(detail && detail.weight !== 'key');
    assert.deepEqual(keyNeighbours(chronology, detail), {});
  });
});

describe('the latest event and the next', () => {
  const events = {
    ...plain(3),
    launch: key('Launch', '2004'),
    held: titled('Held', { when: '2026-11' }),
    dropped: titled('Dropped', { when: '2026-12', status: 'cancelled' }),
    foreseen: titled('Foreseen', { when: '2026-10', status: 'planned' }),
    some: titled('Some time', { when: '[2026-10..]', status: 'planned' }),
    decade: titled('In years', { when: '2026/2030', status: 'planned' }),
    soon: titled('Soon', { when: '2027-02', status: 'planned' }),
    later: titled('Later', { when: '2027-03-01', status: 'planned' }),
  };

  it('are told below the strip, with the dates as known', () => {
    // With more ahead, lists of what comes next and of what was last stand above.
    const { decade: _, ...fewer } = events;
    assert.deepEqual(othersOf(pageOf(fewer)), [
      'Latest November 2026 Held Summary.',
      'Planned next February 2027 Soon Summary.',
    ]);
  });

  it('are told of any day: a plan whose time is over is not next, nor one of which nothing says that it is to come', () => {
    const chronology = chronologyOf(events);
    const next = (today: string) => atOnce(inOneMinuteSteps(chronology, { ...EVERYTHING }, today)).next?.slug;
    assert.equal(next('2026-10-31'), 'foreseen');
    assert.equal(next('2027-02-28'), 'soon');
    assert.equal(next('2027-03-01'), 'later');
    assert.equal(next('2027-03-02'), 'decade');
    assert.equal(next('2031-01-01'), undefined);
  });

  it('leave out a plan that came true', () => {
    const fulfilled = {
      ...plain(3),
      plan: titled('Plan', { when: '2027-03', status: 'planned' }),
      held: titled('Held', { when: '2026-12-01', relations: { fulfils: ['plan'] } }),
    };
    assert.deepEqual(othersOf(pageOf(fulfilled)), ['Latest 1 December 2026 Held Summary.']);
  });

  it('stand alone where no event is a key one', () => {
    const page = pageOf({ ...plain(2), held: titled('Held', { when: '2020-08' }) });
    assert.deepEqual(othersOf(page), ['Latest August 2020 Held Summary.']);
    assert.deepEqual([momentsOf(page).length, findAll(page, 'section.minute h2').length], [0, 0]);
  });

  it('are looked for among key events, plans and those of the latest day, and not among all', () => {
    const chronology = chronologyOf({
      ...plain(12),
      launch: key('Launch', '1955', { countries: ['UZ'] }),
      latest: titled('Latest', { when: '2020', countries: ['UZ'] }),
      plan: titled('Plan', { when: '2027', status: 'planned', countries: ['UZ'] }),
      later: key('Later', '2028', { status: 'planned', countries: ['JP'] }),
    });
    const visited = new Set<string>();
    const events = new Proxy(chronology.events, {
      get: (target, property) => {
        if (typeof property === 'string' && /^\d+$/.test(property)) visited.add(target[Number(property)]?.slug ?? '');
        return Reflect.get(target, property);
      },
    });
    const watched = { ...chronology, events };
    eventIndexOf(watched);
    for (const [search, expected] of [
      ['', ['launch', 'latest', 'plan', 'later']],
      ['country=UZ', ['launch', 'latest', 'plan']],
      ['country=JP', ['later']],
    ] as const) {
      visited.clear();
      const query = parseQuery(new URLSearchParams(search), watched, TODAY);
      assert.ok(query.ok);
      const { latest } = atOnce(inOneMinuteSteps(watched, query.value, TODAY));
      assert.equal(latest?.slug, search === 'country=JP' ? undefined : 'latest');
      assert.deepEqual([...visited].sort(), [...expected].sort(), search);
    }
  });

  it('of several events on one day is the one that matters most', () => {
    const page = pageOf({
      ...plain(2),
      'a-figure': titled('Figure', { when: '2025-12-20', weight: 'detail' }),
      'the-summit': titled('Summit', { when: '2025-12-20' }),
    });
    assert.deepEqual(othersOf(page), ['Latest 20 December 2025 Summit Summary.']);
  });
});

describe('the shipped chronology in one minute', () => {
  for (const [language, ways, first, last] of [
    ['en', 'Key events as a list', 'Diplomatic relations', 'First summit'],
    ['ja', '主な出来事の一覧', '外交関係樹立', '初の首脳会合'],
  ] as const)
    it(`is told in seven moments and at most sixty elements (${language})`, async () => {
      const site = siteOf(await chronologyIn(SHIPPED));
      const query = parseQuery(new URLSearchParams(), site.chronology, TODAY);
      assert.ok(query.ok);
      const page = renderTimeline(site, language, query.value);
      const titles = findAll(page, 'section.minute .title > a').map((link) => textOf(link));
      assert.deepEqual([titles.length, titles[0], titles.at(-1)], [7, first, last]);
      assert.ok(textOf(find(page, 'section.minute > p.ways')).startsWith(ways));
      assert.ok(findAll(page, 'section.minute *').length <= 60);
    });
});
