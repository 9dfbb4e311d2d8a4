/** Days as numbers, and arithmetic on them: the same calendar as luxon's, from the first day to the last. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  type Day,
  dayAt,
  dayFromNumber,
  dayNumber,
  daysBetween,
  isDatedBefore,
  monthNumber,
  todayBy,
} from '../../src/chronology/dates/day.ts';
import { instant } from '../../src/chronology/schema/fields.ts';
import { day } from '../support/edtf-arbitrary.ts';

const luxon = (of: Day) => DateTime.fromISO(of, { zone: 'utc' });

describe('the day that it is', () => {
  it('is that of the instant in each zone, whenever it is asked for again', () => {
    const zones = ['UTC', 'Asia/Tokyo', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Chatham'];
    // Around midnights, forwards and backwards, by less than a minute and by days.
    const steps = fc.array(fc.oneof(fc.integer({ min: -70_000, max: 70_000 }), fc.integer({ min: -2e8, max: 2e8 })));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), steps, (start, moves) => {
        let now = start;
        const today = todayBy(() => now);
        for (const move of [0, ...moves]) {
          now = Math.max(0, now + move);
          for (const zone of zones) assert.equal(today(zone), dayAt(now, zone));
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('days', () => {
  it('are counted from 1970, and are days again', () => {
    assert.equal(dayNumber('1970-01-01'), 0);
    assert.equal(dayNumber('1969-12-31'), -1);
    assert.equal(dayFromNumber(19_350), '2022-12-24');
    for (let number = dayNumber('0000-12-31'); number <= dayNumber('9999-01-01'); number += 1)
      assert.equal(dayNumber(dayFromNumber(number)), number);
  });

  it('later and earlier are those of the calendar', () => {
    assert.equal(addDays('0079-12-31', 1), '0080-01-01');
    assert.equal(addDays('1900-02-28', 1), '1900-03-01');
    assert.equal(addDays('2000-02-28', 1), '2000-02-29');
    assert.equal(addDays('0001-01-02', -1), '0001-01-01');
    assert.equal(addDays('0001-01-01', 365), '0002-01-01');
    assert.equal(addDays('9998-12-31', 1), '9999-01-01');
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (from, count) => {
        const expected = luxon(from).plus({ days: count });
        fc.pre(expected.year >= 1 && expected.year <= 9999);
        assert.equal(addDays(from, count), expected.toISODate());
      }),
    );
  });

  it('between two days are as many as it takes to get from one to the other, and months are counted alike', () => {
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [a, b] = [luxon(one), luxon(other)];
        assert.equal(daysBetween(one, other), b.diff(a, 'days').days);
        assert.equal(addDays(one, daysBetween(one, other)), other);
        assert.equal(monthNumber(one), a.year * 12 + a.month - 1);
      }),
    );
  });
});

describe('a day alone, where an instant is wanted', () => {
  // With every kind of change at midnight: hours that are skipped and hours that come twice, and a day that never was.
  const zone = fc.constantFrom(
    ...['UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata'],
    ...['America/Sao_Paulo', 'America/Havana', 'Africa/Cairo', 'Asia/Amman', 'Atlantic/Azores', 'America/Scoresbysund'],
  );
  const recent = fc.tuple(fc.integer({ min: dayNumber('1985-01-01'), max: dayNumber('2035-12-31') }));
  const someDay = fc.oneof(
    day,
    recent.map(([number]) => dayFromNumber(number)),
  );
  const HOUR = 60 * 60 * 1000;

  it('is the first instant of that day, and not later than any other of it', () => {
    fc.assert(
      fc.property(someDay, zone, (written, timeZone) => {
        const start = instant(timeZone).parse(written);
        const milliseconds = Date.parse(start);
        assert.equal(dayAt(milliseconds, timeZone), written);
        for (const before of [1000, HOUR / 2, HOUR, 2 * HOUR])
          assert.ok(dayAt(milliseconds - before, timeZone) < written, `${start} in ${timeZone}`);
        for (const hour of ['00', '01', '09', '23']) {
          const read = instant(timeZone).safeParse(`${written}T${hour}:30`);
          if (read.success) assert.ok(start <= read.data, `${start} in ${timeZone}`);
        }
      }),
      { numRuns: 500, examples: [['2042-10-26', 'Atlantic/Azores']] },
    );
  });

  it('is not dated before what has a time on that day, and before all that is later', () => {
    const at = (written: string) => instant('Asia/Tokyo').parse(written);
    const isBefore = (one: string, other: string) => isDatedBefore(at(one), at(other), 'Asia/Tokyo');
    assert.equal(isBefore('2026-11-22', '2026-11-22T23:59'), false);
    assert.equal(isBefore('2026-11-22T08:00', '2026-11-22T09:00'), true);
    assert.equal(isBefore('2026-11-22', '2026-11-23T00:00'), true);
    assert.equal(isBefore('2026-11-22', '2026-11-22'), false);
  });
});
