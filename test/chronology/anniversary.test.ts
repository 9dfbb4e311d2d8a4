/** Which events have an anniversary, and on which days it falls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Anniversary, anniversaryOf, dayInYear, lastAnniversary } from '../../src/chronology/anniversary.ts';
import { dayAt, startOfDay } from '../../src/chronology/dates/day.ts';
import { eventOf } from '../support/chronologies.ts';

const of = (when: string, fields: Readonly<Record<string, unknown>> = {}) =>
  anniversaryOf(eventOf({ when, ...fields }));
const known = (when: string): Anniversary => {
  const anniversary = of(when);
  assert.ok(anniversary, when);
  return anniversary;
};

const isAnniversary = (anniversary: Anniversary, day: string) => lastAnniversary(anniversary, day) === day;

describe('an anniversary', () => {
  const dates: readonly [when: string, expected: string | undefined][] = [
    ['2022-12-24', 'day 2022-12-24'],
    ['2025-12-20T23:30', 'day 2025-12-20'],
    ['2024-05-01/2024-05-03', 'day 2024-5-1, of the start'],
    ['2024-01-15/2024-06-30', 'day 2024-1-15, of the start'],
    ['2022-02-24/..', 'day 2022-2-24, of the start'],
    ['2023-03', 'month 2023-3-1'],
    ['2016-03/2023-11', 'month 2016-3-1, of the start'],
    ['2016-03-05/2023-11', 'month 2016-3-5, of the start'],
    ['2022-02/..', 'month 2022-2-1, of the start'],
    // Figures for a whole year or month did not happen on its first day.
    ['2019-01-01/2019-12-31', undefined],
    ['2020-02-01/2020-02-29', undefined],
    ['2023-33', undefined],
    ['2023-40', undefined],
    ['2004', undefined],
    ['199X', undefined],
    ['2022-12-24~', undefined],
    ['2022-12-24?', undefined],
    ['2022-12%', undefined],
    ['2024-05-01/2024-05-03~', undefined],
    ['2024-05-01/2025', undefined],
    ['1993/2022', undefined],
    ['2004-05-06/', undefined],
    ['/2004-05-06', undefined],
    ['../1991-12-25', undefined],
    ['[2022-12-24..]', undefined],
    ['[2022-12-24..2022-12-25]', undefined],
  ];
  for (const [when, expected] of dates)
    it(`of ${when} is ${expected ?? 'none'}`, () => {
      const found = of(when);
      const text =
        found && `${found.precision} ${found.year}-${found.month}-${found.day}${found.ofStart ? ', of the start' : ''}`;
      assert.equal(text, expected);
    });

  it('is none of what did not take place', () => {
    for (const status of ['planned', 'cancelled', 'superseded']) assert.equal(of('2022-12-24', { status }), undefined);
    for (const status of ['done', 'ongoing']) assert.ok(of('2022-12-24', { status }));
  });

  it('is on the same day of every later year, and not of the year itself', () => {
    const anniversary = known('2022-12-24');
    for (const day of ['2023-12-24', '2024-12-24', '2122-12-24']) assert.ok(isAnniversary(anniversary, day), day);
    for (const day of ['2022-12-24', '2021-12-24', '2023-12-23', '2023-12-25', '2023-11-24'])
      assert.ok(!isAnniversary(anniversary, day), day);
  });

  it('stays the last one until the next, and there is none before the first', () => {
    const last = (when: string, day: string) => lastAnniversary(known(when), day);
    assert.equal(last('2022-12-24', '2023-12-23'), undefined);
    assert.equal(last('2022-12-24', '2024-12-23'), '2023-12-24');
    assert.equal(last('2024-02-29', '2029-02-27'), '2028-02-29');
    assert.equal(last('2024-02', '2026-01-31'), '2025-02-01');
  });

  it('of 29 February is on the last day of every February', () => {
    const anniversary = known('2024-02-29');
    const days = [2025, 2026, 2027, 2028, 2100].map((year) => dayInYear(anniversary, year));
    assert.deepEqual(days, ['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2100-02-28']);
    assert.ok(!isAnniversary(anniversary, '2028-02-28'));
    assert.ok(!isAnniversary(known('2023-02-28'), '2028-02-29'));
  });

  it('is of no day whose first one a calendar cannot hold', () => {
    assert.equal(of('9998-12-31'), undefined);
    assert.equal(of('9997-12-31')?.year, 9997);
  });

  it('of a month is on its first day', () => {
    assert.ok(isAnniversary(known('2024-02'), '2025-02-01'));
    assert.ok(isAnniversary(known('2016-03-05/2023-11'), '2017-03-01'));
    assert.ok(!isAnniversary(known('2024-02'), '2025-02-28'));
  });
});

describe('a day in a time zone', () => {
  it('is the day that the instant falls on there', () => {
    const instant = Date.parse('2026-12-23T16:00:00Z');
    assert.equal(dayAt(instant, 'Asia/Tokyo'), '2026-12-24');
    assert.equal(dayAt(instant, 'UTC'), '2026-12-23');
    assert.equal(dayAt(instant, 'Pacific/Kiritimati'), '2026-12-24');
  });

  it('begins at midnight there, or where that hour is skipped, at the next', () => {
    assert.equal(startOfDay('2026-12-24', 'Asia/Tokyo'), '2026-12-23T15:00:00Z');
    assert.equal(startOfDay('2026-07-01', 'Europe/Berlin'), '2026-06-30T22:00:00Z');
    // Clocks went from midnight to one.
    assert.equal(startOfDay('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T03:00:00Z');
  });
});
