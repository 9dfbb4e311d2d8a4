/** The page of a month: what is known to the day on its day, and nothing on a day on which it may not have been. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { daysBetween } from '../../src/chronology/dates/day.ts';
import { anchorDay, isPlain, pointsOf, possibleDays } from '../../src/chronology/dates/when.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { atOnce } from '../../src/slices.ts';
import { monthPageSteps } from '../../src/web/pages/month.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { edtf } from '../support/edtf-arbitrary.ts';
import { type Element, find, findAll, textOf } from '../support/html.ts';
import { faultsOf } from '../support/html-validity.ts';
import { chronologyAt } from '../support/rendered.ts';
import { serve, siteOf, TODAY } from '../support/service.ts';

const titled = (title: string, when: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  title: { en: title, ja: title },
  when,
  ...fields,
});

const EVENTS: Events = {
  first: titled('First', '2026-10-02'),
  talk: titled('Talk', '2026-12-10T14:30'),
  fair: titled('Fair', '2026-11-29/2026-12-02'),
  month: titled('Some day', '2026-12'),
  year: titled('Some time', '2026'),
  about: titled('About', '2026-12-20~'),
  works: titled('Works', '2026-01/..'),
  plan: titled('Plan', '2027-03-04', { status: 'planned' }),
};
const site = siteOf(chronologyOf(EVENTS));

function pageOf(key: string, search = '', of = site, language = 'en'): string {
  const query = parseQuery(new URLSearchParams(search), of.chronology, TODAY);
  assert.ok(query.ok);
  return atOnce(monthPageSteps(of, language, query.value, key, TODAY));
}

/** Day → the titles on it. */
function daysOf(page: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    findAll(page, 'table.month td')
      .filter((cell) => findAll(cell, 'time').length > 0)
      .map((cell): [string, readonly string[]] => [
        find(cell, 'time').attributes.datetime ?? '',
        findAll(cell, 'li a').map((link) => textOf(link)),
      ])
      .filter(([, titles]) => titles.length > 0),
  );
}

const besideOf = (page: string) =>
  Object.fromEntries(
    findAll(page, 'section.beside').map((section) => [
      textOf(find(section, 'h2')),
      findAll(section, 'li a').map((link: Element) => textOf(link)),
    ]),
  );

describe('the page of a month', () => {
  it('has each event on the days that are known of it, and the others beside them by what is known', () => {
    const page = pageOf('2026-12');
    assert.deepEqual(daysOf(page), { '2026-12-01': ['Fair'], '2026-12-02': ['Fair'], '2026-12-10': ['Talk'] });
    assert.deepEqual(besideOf(page), {
      'Day not known': ['Some day'],
      'Going on': ['Works'],
      'Perhaps in this month': ['Some time', 'About'],
    });
  });

  it('says of what lasts that it goes on only where it had begun and had not ended', () => {
    const of = siteOf(
      chronologyOf({
        begun: titled('Begun', '2020/2027-03'),
        later: titled('May begin later', '2026/2028'),
        over: titled('May be over', '2020/2026'),
        about: titled('About then', '2026-12-20~/2027-03'),
      }),
    );
    assert.deepEqual(besideOf(pageOf('2026-12', '', of)), {
      'Going on': ['Begun', 'May begin later'],
      'Perhaps in this month': ['May be over', 'About then'],
    });
    assert.deepEqual(besideOf(pageOf('2026-02', '', of))['Perhaps in this month'], ['May be over', 'May begin later']);
  });

  it('tells the time on the day on which it begins', () => {
    assert.match(textOf(find(pageOf('2026-12'), 'table.month')), /10 14:30 Talk/);
  });

  it('leads to the nearest months that have the beginning of an event', () => {
    const ways = findAll(pageOf('2026-12'), '.ways a').map((link) => [link.attributes.rel, textOf(link)]);
    assert.deepEqual(ways, [
      ['prev', 'November 2026'],
      ['next', 'March 2027'],
      [undefined, 'As a list'],
    ]);
  });

  it('is narrowed as any view is', () => {
    const page = pageOf('2026-12', 'q=talk');
    assert.deepEqual(daysOf(page), { '2026-12-10': ['Talk'] });
    assert.deepEqual(besideOf(page), {});
  });

  it('says that a month has nothing', () => {
    assert.match(textOf(find(pageOf('2031-05', 'type=figure'), 'main')), /Nothing is known of this month\./);
  });

  it('begins its weeks as the language does', () => {
    const first = (language: string) =>
      findAll(pageOf('2026-12', '', site, language), 'table.month th abbr').map((day) => textOf(day))[0];
    assert.deepEqual([first('en'), first('ja')], ['Mon', '日']);
  });

  it('has every day of any month once, under its weekday', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        const key = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
        const cells = findAll(pageOf(key), 'table.month td');
        assert.equal(cells.length % 7, 0);
        const days = cells.flatMap((cell, index) =>
          findAll(cell, 'time').map((time) => [time.attributes.datetime ?? '', index % 7] as const),
        );
        const last = new Date(0);
        last.setUTCFullYear(year, month, 0);
        assert.equal(days.length, last.getUTCDate());
        // The week begins on Monday here.
        for (const [day, column] of days) assert.equal((new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7, column, day);
      }),
      { numRuns: 25 },
    );
  });

  it('shows an event on no day on which it may not have been, and leaves out none that can have been in the month', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const chronology = chronologyAt([text]);
        const of = siteOf(chronology);
        const [event] = chronology.events;
        assert.ok(event);
        const key = anchorDay(event.when).slice(0, 7);
        const page = pageOf(key, '', of);
        const isOnDay = Object.keys(daysOf(page)).length > 0;
        const isBeside = Object.values(besideOf(page)).flat().length > 0;
        assert.equal(Number(isOnDay) + Number(isBeside), 1, text);
        if (!isOnDay) return;
        const { from = '', to = '9999' } = possibleDays(event.when);
        for (const day of Object.keys(daysOf(page))) assert.ok(day >= from && day <= to, `${text} on ${day}`);
        // All its days or, where they are too many for that or one end is not known, those on which it begins and ends.
        const shown = findAll(page, 'table.month td time').map((time) => time.attributes.datetime ?? '');
        const within = shown.filter((day) => day >= from && day <= to);
        const points = pointsOf(event.when).flatMap((point) => (point.form === 'date' ? [point] : []));
        const isShort = points.length === (event.when.kind === 'moment' ? 1 : 2) && daysBetween(from, to) < 31;
        const days = Object.keys(daysOf(page));
        if (isShort && points.every(isPlain)) assert.deepEqual(days, within, text);
        else for (const day of days) assert.ok(day === from || day === to, `${text} on ${day}`);
      }),
      { numRuns: 100 },
    );
  });

  it('has what lasted long on the days on which it began and ended, as a calendar has, and beside them in between', () => {
    const works = siteOf(
      chronologyOf({ works: titled('Works', '2026-01-05/2026-06-20'), since: titled('Since', '2026-03-09/..') }),
    );
    assert.deepEqual(daysOf(pageOf('2026-01', '', works)), { '2026-01-05': ['Works'] });
    assert.deepEqual(besideOf(pageOf('2026-01', '', works)), {});
    assert.deepEqual(daysOf(pageOf('2026-03', '', works)), { '2026-03-09': ['Since'] });
    assert.deepEqual(besideOf(pageOf('2026-03', '', works)), { 'Going on': ['Works'] });
    assert.deepEqual(daysOf(pageOf('2026-06', '', works)), { '2026-06-20': ['Ends: Works'] });
    assert.deepEqual(besideOf(pageOf('2026-06', '', works)), { 'Going on': ['Since'] });
  });

  it('has what began in it for certain, whatever is known of its end, as of an unknown day', () => {
    const of = siteOf(chronologyOf({ one: titled('One', '2026-02/'), two: titled('Two', '2026-02/2027~') }));
    assert.deepEqual(besideOf(pageOf('2026-02', '', of)), { 'Day not known': ['One', 'Two'] });
  });

  it('leads to months in which something is known to begin: a year is no January', () => {
    const of = siteOf(
      chronologyOf({ one: titled('One', '2024-11'), year: titled('Year', '2025'), two: titled('Two', '2026-05-04') }),
    );
    const ways = findAll(pageOf('2025-07', '', of), '.ways a').map((way) => [textOf(way), way.attributes.rel]);
    assert.deepEqual(ways.slice(0, 2), [
      ['November 2024', 'prev'],
      ['May 2026', 'next'],
    ]);
  });

  it('is not for search engines, which have the pages of its events', () => {
    const [robots] = findAll(pageOf('2026-12'), 'meta[name="robots"]');
    assert.equal(robots?.attributes.content, 'noindex');
  });

  it('is valid HTML in every language of the interface', async () => {
    for (const tag of wordLanguages) {
      const own = siteOf(
        chronologyOf(
          {
            fair: { title: 'Fair', summary: 'Fair.', when: '2026-12-01/2026-12-02', type: 'fair', sources: undefined },
          },
          {
            'chronology.yaml': `title: Fairs\nlanguages: [${tag}]\ntimeZone: UTC\ncitations: optional\ntypes: { fair: { label: Fair } }\n`,
            'sources.yaml': '',
            'people.yaml': '',
            'organizations.yaml': '',
            'places.yaml': '',
          },
        ),
      );
      assert.deepEqual(await faultsOf(pageOf('2026-12', '', own, tag)), [], tag);
    }
  });
});

describe('the address of a month', () => {
  it('leads from `month` to the one of today or, without a future, to the last', async () => {
    const service = await serve({ chronology: site.chronology });
    const at = async (path: string) => String((await service.request(path)).headers.location);
    assert.match(await at('/en/month'), /\/en\/month\/2026-12$/);
    assert.match(await at('/en/month?q=first'), /\/en\/month\/2026-10\?q=first$/);
    const answer = await service.request('/en/month/2026-12');
    assert.equal(answer.status, 200);
    for (const path of [
      '/en/month/9999-12',
      '/en/month/9999-05',
      '/en/month/2026-13',
      '/en/month/2026',
      '/en/month/0000-01',
    ])
      assert.equal((await service.request(path)).status, 404, path);
  });
});
