/** Days as numbers, and arithmetic on them: the same calendar as luxon's, from the first day to the last. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addDays,
  type Day,
  dayFromNumber,
  dayNumber,
  daysBetween,
  monthNumber,
} from '../../src/chronology/dates/day.ts';
import { day } from '../support/edtf-arbitrary.ts';

const luxon = (of: Day) => DateTime.fromISO(of, { zone: 'utc' });

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
