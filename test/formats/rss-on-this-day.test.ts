/** The feed of what took place on this day: the anniversaries of the last ten days, anew each year, and another document every day. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import type { Site } from '../../src/web/site/site.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { dayIn, daysAfter, type Language, statusOf, uidOf } from '../support/calendar-oracle.ts';
import { chronologyOf } from '../support/chronologies.ts';
import type { EventFields } from '../support/chronology-arbitrary.ts';
import { editions, holds, siteAround } from '../support/fuzzed-calendars.ts';
import { renderOnThisDay } from '../support/rendered.ts';
import { everyFew } from '../support/seed.ts';
import { serve } from '../support/service.ts';
import { type Element, parseXml } from '../support/xml.ts';

function feedOf(site: Site, language: Language, day: string): Element {
  return parseXml(renderOnThisDay(viewOf(site, language, EVERYTHING), day)).child('channel');
}

/** Without the entry that says that there is none. */
const guidsIn = (feed: Element) =>
  feed
    .children('item')
    .map((item) => item.child('guid').text)
    .filter((guid) => !guid.includes('/empty@'));

/** 366 days from the first of March before a leap day. */
const YEAR = Array.from({ length: 366 }, (_, index) => daysAfter('2027-03-01', index));

/**
 * Month and day on which an event comes round; the first of a month that is all that is known. Of the forms of design §5,
 * those whose every end is a plain day or month, or that go on.
 */
function comesRound({ when, withdrawn, ...event }: EventFields): string | undefined {
  if (withdrawn || !['done', 'ongoing'].includes(statusOf({ when, ...event }))) return undefined;
  const [start = '', end] = when.split('/');
  // A time with an offset can be on another day in Tokyo.
  if (when.includes('T')) return new Date(inTokyo(start) + 9 * 3_600_000).toISOString().slice(0, 10);
  const known = [start, ...(end === undefined || end === '..' ? [] : [end])];
  if (!known.every((date) => /^\d{4}-(0\d|1[012])(-\d{2})?$/.test(date))) return undefined;
  if (end !== undefined && isWholeUnit(start, end)) return undefined;
  return known.every((date) => date.length === 10) ? start : `${start.slice(0, 7)}-01`;
}

function inTokyo(when: string): number {
  return Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(when) ? when : `${when}+09:00`);
}

/** All of a year or of a month. */
function isWholeUnit(start: string, end: string): boolean {
  if (start.length !== 10 || end.length !== 10 || !start.endsWith('-01')) return false;
  const next = daysAfter(end, 1);
  if (start.endsWith('-01-01') && end === `${start.slice(0, 4)}-12-31`) return true;
  return end.slice(0, 7) === start.slice(0, 7) && next.endsWith('-01');
}

/** How many days after an anniversary its entry comes, is in the feed for sure, and may go. */
const TURNS = [-1, 0, 1, 8, 9, 10, 11];

/** Of a year: every eleventh day, and all on which the feed of these anniversaries can become another, with those beside them. */
function daysThatMatter(expected: readonly { readonly monthAndDay: string }[]): readonly string[] {
  const turns = new Set(
    [2027, 2028]
      .flatMap((year) => expected.map(({ monthAndDay }) => dayIn(year, monthAndDay)))
      .flatMap((last) => TURNS.map((after) => daysAfter(last, after))),
  );
  return everyFew(YEAR, 11, (day) => turns.has(day));
}

describe('the feed of a day', () => {
  it('has exactly the anniversaries of the last ten days, or of the last day that has any, on each day of a year', () => {
    let items = 0;
    holds(({ events }, site) => {
      const [edition] = editions(site);
      assert.ok(edition);
      const expected = Object.entries(events).flatMap(([slug, event]) => {
        const date = comesRound(event);
        return date === undefined ? [] : [{ slug, year: Number(date.slice(0, 4)), monthAndDay: date.slice(5) }];
      });
      for (const day of daysThatMatter(expected)) {
        const told = expected.flatMap((one) => {
          const last = [Number(day.slice(0, 4)), Number(day.slice(0, 4)) - 1]
            .filter((year) => one.year < year)
            .map((year) => dayIn(year, one.monthAndDay))
            .find((other) => other <= day);
          return last === undefined ? [] : [{ last, guid: uidOf(one.slug).replace('@', `.anniversary.${last}@`) }];
        });
        const recent = told.filter(({ last }) => last >= daysAfter(day, -9));
        const newest = told
          .map(({ last }) => last)
          .sort()
          .at(-1);
        const kept = recent.length > 0 ? recent : told.filter(({ last }) => last === newest);
        assert.deepEqual(guidsIn(feedOf(site, edition.languages[0], day)).sort(), kept.map(({ guid }) => guid).sort());
        items += kept.length;
      }
    });
    assert.ok(items > 0);
  });

  it('names slug and day in each guid, which is another one every year', () => {
    const site = siteAround(chronologyOf({ leap: { when: '2024-02-29' }, month: { when: '2023-03' } }));
    const guids = (day: string) => guidsIn(feedOf(site, 'en', day));
    assert.deepEqual(guids('2024-02-29'), [], 'not on the day itself');
    assert.deepEqual(guids('2025-02-28'), ['leap.anniversary.2025-02-28@small.annals.example']);
    assert.deepEqual(guids('2026-02-28'), ['leap.anniversary.2026-02-28@small.annals.example']);
    assert.deepEqual(guids('2028-02-29'), ['leap.anniversary.2028-02-29@small.annals.example']);
    assert.deepEqual(guids('2028-03-01'), [
      'month.anniversary.2028-03-01@small.annals.example',
      'leap.anniversary.2028-02-29@small.annals.example',
    ]);
  });

  it('says in one entry that there is none, which is the same until the first comes', () => {
    const site = siteAround(chronologyOf({ leap: { when: '2024-02-29' } }));
    const [item, ...others] = feedOf(site, 'en', '2024-03-01').children('item');
    assert.deepEqual(others, []);
    assert.equal(item?.child('guid').text, 'en/on-this-day/empty@small.annals.example');
    assert.deepEqual(feedOf(site, 'en', '2025-02-27').children('item'), [item]);
    assert.ok(
      !feedOf(site, 'en', '2025-02-28')
        .children('item')
        .some((one) => one.child('guid').text.includes('empty')),
    );
  });

  it('keeps each entry as it was for ten days, the newest day first, and longer where nothing came since', () => {
    const site = siteAround(
      chronologyOf({
        second: { when: '2022-12-24' },
        first: { when: '2020-12-24' },
        later: { when: '2021-12-30' },
        autumn: { when: '2021-09-01' },
      }),
    );
    const items = (day: string) => feedOf(site, 'en', day).children('item');
    const slugs = (day: string) => guidsIn(feedOf(site, 'en', day)).map((guid) => guid.split('.')[0]);
    assert.deepEqual(slugs('2026-12-23'), ['autumn']);
    assert.deepEqual(slugs('2026-12-24'), ['first', 'second']);
    assert.deepEqual(slugs('2026-12-30'), ['later', 'first', 'second']);
    assert.deepEqual(slugs('2027-01-02'), ['later', 'first', 'second']);
    assert.deepEqual(slugs('2027-01-03'), ['later']);
    assert.deepEqual(slugs('2027-08-31'), ['later']);
    assert.deepEqual(items('2027-01-02').slice(1), items('2026-12-24'));
  });

  it('has all of its own day however many they are, and of the days before no more than make 200', () => {
    const many = (when: string, count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`${when === '2020-12-24' ? 'a' : 'b'}-n${n}`, { when }]),
      );
    const site = siteAround(chronologyOf({ ...many('2020-12-24', 210), ...many('2020-12-23', 150) }));
    const count = (day: string) => feedOf(site, 'en', day).children('item').length;
    assert.equal(count('2026-12-23'), 150);
    assert.equal(count('2026-12-24'), 210);
  });

  it('dates each entry to the beginning of the day in the chronology’s zone, and says the date of the event', () => {
    const site = siteAround(chronologyOf({ held: { when: '2022-12-24' } }));
    const [item] = feedOf(site, 'en', '2026-12-24').children('item');
    assert.equal(item?.child('pubDate').text, 'Wed, 23 Dec 2026 15:00:00 GMT');
    assert.equal(item?.child('title').text, 'On this day in 2022: Title');
    assert.equal(item?.child('guid').attributes.isPermaLink, 'false');
    assert.match(item?.child('content:encoded').text ?? '', /24 December 2022/);
  });
});

describe('the address of the feed', () => {
  // The description names the day: a day on which nothing took place is another document than the one before, too.
  it('answers with another document every day, and with the same one all day; nothing else changes with the day', async () => {
    let today = '2026-12-22';
    const service = await serve({
      chronology: chronologyOf({ held: { when: '2022-12-24' } }),
      today: () => today,
    });
    const tagOf = async (path: string, ifNoneMatch?: string) => {
      const { status, headers } = await service.request(path, {
        headers: ifNoneMatch === undefined ? {} : { 'If-None-Match': ifNoneMatch },
      });
      return { status, etag: String(headers.etag) };
    };
    const others = ['calendar.ics', 'anniversaries.ics', 'feed.rss', 'overview.svg', ''].map(
      (output) => `/en/${output}`,
    );
    const first = await Promise.all(others.map((path) => tagOf(path)));
    const tags: string[] = [];
    for (const day of ['2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25']) {
      today = day;
      for (const path of ['/en/on-this-day.rss', '/ja/type/meeting/on-this-day.rss']) {
        const { etag } = await tagOf(path, tags.join(', '));
        assert.ok(!tags.includes(etag), `${path} on ${day}`);
        assert.deepEqual(await tagOf(path, etag), { status: 304, etag });
        tags.push(etag);
      }
      assert.deepEqual(await Promise.all(others.map((path) => tagOf(path))), first);
    }
    today = '2026-12-22';
    assert.equal(
      (await tagOf('/en/on-this-day.rss')).etag,
      tags[0],
      'a day has the same document whenever it is asked for',
    );
  });
});
