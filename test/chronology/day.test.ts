/** Arithmetic on days: as luxon has it, from the year 1 on. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { addDays, type Day, dayOf, daysBetween } from '../../src/chronology/day.ts';

const anyDay = fc
  .tuple(fc.integer({ min: 1, max: 9998 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map((numbers) => dayOf(...numbers))
  .filter((day): day is Day => day !== undefined);

const luxon = (day: Day) => DateTime.fromISO(day, { zone: 'utc' });

describe('days', () => {
  it('later and earlier are those of the calendar', () => {
    assert.equal(addDays('0079-12-31', 1), '0080-01-01');
    assert.equal(addDays('1900-02-28', 1), '1900-03-01');
    assert.equal(addDays('2000-02-28', 1), '2000-02-29');
    assert.equal(addDays('0001-01-02', -1), '0001-01-01');
    assert.equal(addDays('9998-12-31', 1), '9999-01-01');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, count) => {
        const expected = luxon(day).plus({ days: count });
        fc.pre(expected.year >= 1 && expected.year <= 9999);
        assert.equal(addDays(day, count), expected.toISODate());
      }),
    );
  });

  it('between two days are as many as it takes to get from one to the other', () => {
    assert.equal(daysBetween('2024-02-28', '2024-03-01'), 2);
    fc.assert(
      fc.property(anyDay, anyDay, (from, to) => {
        assert.equal(daysBetween(from, to), luxon(to).diff(luxon(from), 'days').days);
        assert.equal(addDays(from, daysBetween(from, to)), to);
      }),
    );
  });
});
