/** Days as numbers: the same calendar as luxon's, from the first day to the last. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, dayNumber, daysBetween, monthNumber, numberedDay } from '../../src/chronology/day.ts';
import { day } from '../edtf-arbitrary.ts';

describe('days as numbers', () => {
  it('are counted from 1970, and are days again', () => {
    assert.equal(dayNumber('1970-01-01'), 0);
    assert.equal(dayNumber('1969-12-31'), -1);
    assert.equal(numberedDay(19_350), '2022-12-24');
    for (let number = dayNumber('0000-12-31'); number <= dayNumber('9999-01-01'); number += 1)
      assert.equal(dayNumber(numberedDay(number)), number);
  });

  it('are those of the calendar', () => {
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [a, b] = [one, other].map((text) => DateTime.fromISO(text, { zone: 'utc' }));
        assert.ok(a && b);
        assert.equal(daysBetween(one, other), b.diff(a, 'days').days);
        assert.equal(addDays(one, daysBetween(one, other)), other);
        assert.equal(monthNumber(one), a.year * 12 + a.month - 1);
      }),
    );
  });

  it('go on beyond the ends of months and years', () => {
    assert.equal(addDays('2023-12-31', 1), '2024-01-01');
    assert.equal(addDays('2024-02-28', 1), '2024-02-29');
    assert.equal(addDays('1900-03-01', -1), '1900-02-28');
    assert.equal(addDays('9998-12-31', 1), '9999-01-01');
    assert.equal(addDays('0001-01-01', 365), '0002-01-01');
  });
});
