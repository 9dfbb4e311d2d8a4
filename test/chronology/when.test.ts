/** Which dates a chronology can read, the days that each can have been, and what is advised for all others. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import {
  anchorDay,
  type DatePoint,
  earliestDay,
  isQualified,
  latestDay,
  type PossibleDays,
  pointsOf,
  possibleDays,
  precisionOf,
  type When,
} from '../../src/chronology/dates/when.ts';
import type { Fault } from '../../src/chronology/files/problem.ts';

const YEARS_OF_TIMES = 'times are of the years 0001 to 9998';
const MIXED = 'a period has a time at both ends or at neither';
const TOKYO = 'Asia/Tokyo';
const NEW_YORK = 'America/New_York';

/** The advice for what is like nothing that we know. */
const FORMS =
  '2022-12-24, 2023-03, 2023-33 (first quarter), 2004, 2016-03/2023-11, 2022-02/.. (lasts since) or [2023-09..] (some time after)';

function read(text: string, zone = TOKYO): When {
  const result = parseWhen(text, zone);
  assert.ok(result.ok, `${text}: ${result.ok || result.fault.message}`);
  return result.value;
}

function refused(text: string, zone = TOKYO): Fault {
  const result = parseWhen(text, zone);
  assert.ok(!result.ok, `${text} is read`);
  return result.fault;
}

/** The only date of a moment that is not bounded. */
function pointOf(text: string, zone = TOKYO): DatePoint {
  const when = read(text, zone);
  assert.ok(when.kind === 'moment' && when.at.form === 'date');
  return when.at;
}

/** Kind, precision, earliest and latest possible day (– for none), anchor day. */
function summary(text: string, zone = TOKYO): string {
  const when = read(text, zone);
  const days = [earliestDay(when) ?? '–', latestDay(when) ?? '–', anchorDay(when)];
  return [when.kind, precisionOf(when), ...days].join(' ');
}

describe('what a date says', () => {
  const table: readonly [text: string, expected: string][] = [
    ['2022-12-24', 'moment day 2022-12-24 2022-12-24 2022-12-24'],
    ['2024-02-29', 'moment day 2024-02-29 2024-02-29 2024-02-29'],
    ['2000-02-29', 'moment day 2000-02-29 2000-02-29 2000-02-29'],
    ['2023-03', 'moment month 2023-03-01 2023-03-31 2023-03-01'],
    ['2023-02', 'moment month 2023-02-01 2023-02-28 2023-02-01'],
    ['2024-02', 'moment month 2024-02-01 2024-02-29 2024-02-01'],
    ['1900-02', 'moment month 1900-02-01 1900-02-28 1900-02-01'],
    ['2023-33', 'moment quarter 2023-01-01 2023-03-31 2023-01-01'],
    ['2023-34', 'moment quarter 2023-04-01 2023-06-30 2023-04-01'],
    ['2023-35', 'moment quarter 2023-07-01 2023-09-30 2023-07-01'],
    ['2023-36', 'moment quarter 2023-10-01 2023-12-31 2023-10-01'],
    ['2023-40', 'moment half 2023-01-01 2023-06-30 2023-01-01'],
    ['2023-41', 'moment half 2023-07-01 2023-12-31 2023-07-01'],
    ['2004', 'moment year 2004-01-01 2004-12-31 2004-01-01'],
    ['199X', 'moment decade 1990-01-01 1999-12-31 1990-01-01'],
    // The calendar's ends.
    ['0001', 'moment year 0001-01-01 0001-12-31 0001-01-01'],
    ['9998', 'moment year 9998-01-01 9998-12-31 9998-01-01'],
    ['001X', 'moment decade 0010-01-01 0019-12-31 0010-01-01'],
    ['998X', 'moment decade 9980-01-01 9989-12-31 9980-01-01'],
    // A qualifier widens nothing: no one knows by how much.
    ['2022-12-24~', 'moment day 2022-12-24 2022-12-24 2022-12-24'],
    ['2023-03?', 'moment month 2023-03-01 2023-03-31 2023-03-01'],
    ['2023-33%', 'moment quarter 2023-01-01 2023-03-31 2023-01-01'],
    ['199X~', 'moment decade 1990-01-01 1999-12-31 1990-01-01'],
    // Periods, with the coarser precision of their ends.
    ['2022-12-24/2022-12-26', 'period day 2022-12-24 2022-12-26 2022-12-24'],
    ['2016-03/2023-11', 'period month 2016-03-01 2023-11-30 2016-03-01'],
    ['1993/2022', 'period year 1993-01-01 2022-12-31 1993-01-01'],
    ['2022-12-24/2023', 'period year 2022-12-24 2023-12-31 2022-12-24'],
    ['2023-33/2023-34', 'period quarter 2023-01-01 2023-06-30 2023-01-01'],
    ['2016-03~/2023-11?', 'period month 2016-03-01 2023-11-30 2016-03-01'],
    ['2019-01-01/2019-12-31', 'period day 2019-01-01 2019-12-31 2019-01-01'],
    // One end within the other's unit.
    ['2022-12/2022-12-24', 'period month 2022-12-01 2022-12-24 2022-12-01'],
    ['2022-12-24/2022-12', 'period month 2022-12-24 2022-12-31 2022-12-24'],
    ['2022-02/..', 'period month 2022-02-01 – 2022-02-01'],
    ['../1991', 'period year – 1991-12-31 1991-12-31'],
    ['2004/', 'period year 2004-01-01 – 2004-01-01'],
    ['/2004-05-06', 'period day – 2004-05-06 2004-05-06'],
    ['199X/..', 'period decade 1990-01-01 – 1990-01-01'],
    // Moments within bounds.
    ['[2023-09..]', 'moment bounds 2023-09-01 – 2023-09-01'],
    ['[..2022-12-24]', 'moment bounds – 2022-12-24 2022-12-24'],
    ['[..2019]', 'moment bounds – 2019-12-31 2019-12-31'],
    ['[2023-09..2023-11]', 'moment bounds 2023-09-01 2023-11-30 2023-09-01'],
    ['[199X..2023-33]', 'moment bounds 1990-01-01 2023-03-31 1990-01-01'],
    ['[2023..2023]', 'moment bounds 2023-01-01 2023-12-31 2023-01-01'],
    // Date-times, on the day that the chronology's zone had.
    ['2025-12-20T15:00:00', 'moment time 2025-12-20 2025-12-20 2025-12-20'],
    ['2025-12-20T15:00', 'moment time 2025-12-20 2025-12-20 2025-12-20'],
    ['2025-12-20T14:59:59Z', 'moment time 2025-12-20 2025-12-20 2025-12-20'],
    ['2025-12-20T15:00:00Z', 'moment time 2025-12-21 2025-12-21 2025-12-21'],
    ['2025-12-20T23:30:00-05:00', 'moment time 2025-12-21 2025-12-21 2025-12-21'],
    ['2025-12-20T01:00:00+14:00', 'moment time 2025-12-19 2025-12-19 2025-12-19'],
  ];
  for (const [text, expected] of table)
    it(`${text}: ${expected}`, () => {
      assert.equal(summary(text), expected);
      assert.equal(read(text).edtf, text);
    });
});

describe('a moment and a period of the same date', () => {
  it('`[2022-02..]` happened once, on some day from February 2022 on', () => {
    const when = read('[2022-02..]');
    assert.ok(when.kind === 'moment' && when.at.form === 'bounds');
    assert.equal(when.at.after?.text, '2022-02');
    assert.equal(when.at.before, undefined);
  });

  it('`2022-02/..` began in February 2022 and lasts', () => {
    const when = read('2022-02/..');
    assert.ok(when.kind === 'period' && typeof when.start !== 'string');
    assert.equal(when.start.text, '2022-02');
    assert.equal(when.end, 'open');
  });

  it('`2004/` ended, no one says when; `/2004` began, no one says when; `../1991` has always been', () => {
    const ends = ['2004/', '/2004', '../1991'].map((text) => {
      const when = read(text);
      assert.ok(when.kind === 'period');
      return [when.start, when.end].map((end) => (typeof end === 'string' ? end : end.text));
    });
    assert.deepEqual(ends, [
      ['2004', 'unknown'],
      ['unknown', '2004'],
      ['open', '1991'],
    ]);
  });

  it('the calendar year 2019 as a whole is a period of days, `2019` some day of it', () => {
    assert.equal(read('2019-01-01/2019-12-31').kind, 'period');
    assert.equal(read('2019').kind, 'moment');
  });
});

describe('qualifiers', () => {
  const table: readonly [text: string, approximate: boolean, uncertain: boolean][] = [
    ['2004', false, false],
    ['2004~', true, false],
    ['2004?', false, true],
    ['2004%', true, true],
  ];
  for (const [text, approximate, uncertain] of table)
    it(`${text} is ${approximate ? '' : 'not '}approximate, ${uncertain ? '' : 'not '}uncertain`, () => {
      const point = pointOf(text);
      assert.deepEqual([point.approximate, point.uncertain], [approximate, uncertain]);
      assert.equal(point.text, '2004');
      assert.equal(isQualified(read(text)), approximate || uncertain);
    });

  it('each end of a period has its own', () => {
    const points = pointsOf(read('2016-03~/2023-11?')) as readonly DatePoint[];
    assert.deepEqual(
      points.map(({ text, approximate, uncertain }) => ({ text, approximate, uncertain })),
      [
        { text: '2016-03', approximate: true, uncertain: false },
        { text: '2023-11', approximate: false, uncertain: true },
      ],
    );
    assert.equal(isQualified(read('2016-03/2023-11?')), true);
    assert.equal(isQualified(read('2016-03/2023-11')), false);
  });

  it('bounds have none', () => {
    assert.equal(isQualified(read('[2023-09..2023-11]')), false);
  });
});

describe('date-times', () => {
  const table: readonly [text: string, zone: string, time: DatePoint['time']][] = [
    [
      '2025-12-20T15:00:00',
      TOKYO,
      { instant: '2025-12-20T06:00:00Z', day: '2025-12-20', clock: '15:00:00', offsetMinutes: 540 },
    ],
    // Our extension of EDTF, which wants seconds.
    [
      '2025-12-20T15:00',
      TOKYO,
      { instant: '2025-12-20T06:00:00Z', day: '2025-12-20', clock: '15:00', offsetMinutes: 540 },
    ],
    [
      '2025-12-20T15:00Z',
      TOKYO,
      { instant: '2025-12-20T15:00:00Z', day: '2025-12-21', clock: '00:00', offsetMinutes: 540 },
    ],
    [
      '2025-12-20T15:00:30+00:00',
      TOKYO,
      { instant: '2025-12-20T15:00:30Z', day: '2025-12-21', clock: '00:00:30', offsetMinutes: 540 },
    ],
    [
      '2025-07-01T09:30:15-05:00',
      TOKYO,
      { instant: '2025-07-01T14:30:15Z', day: '2025-07-01', clock: '23:30:15', offsetMinutes: 540 },
    ],
    [
      '2025-12-20T12:00:00',
      'Asia/Kolkata',
      { instant: '2025-12-20T06:30:00Z', day: '2025-12-20', clock: '12:00:00', offsetMinutes: 330 },
    ],
    [
      '2025-12-20T12:00:00',
      NEW_YORK,
      { instant: '2025-12-20T17:00:00Z', day: '2025-12-20', clock: '12:00:00', offsetMinutes: -300 },
    ],
    [
      '2025-07-20T12:00:00',
      NEW_YORK,
      { instant: '2025-07-20T16:00:00Z', day: '2025-07-20', clock: '12:00:00', offsetMinutes: -240 },
    ],
  ];
  for (const [text, zone, time] of table)
    it(`${text} in ${zone} is ${time?.instant}`, () => assert.deepEqual(pointOf(text, zone).time, time));

  it('fall on the day of the chronology’s zone, whatever the offset they are written with', () => {
    assert.equal(pointOf('2025-12-20T00:30:00+09:00', TOKYO).earliest, '2025-12-20');
    assert.equal(pointOf('2025-12-20T00:30:00+09:00', NEW_YORK).earliest, '2025-12-19');
  });

  describe('where clocks were changed', () => {
    it('the last second before the gap and the first after it are read', () => {
      assert.equal(pointOf('2025-03-09T01:59:59', NEW_YORK).time?.instant, '2025-03-09T06:59:59Z');
      assert.equal(pointOf('2025-03-09T03:00:00', NEW_YORK).time?.instant, '2025-03-09T07:00:00Z');
    });

    it('a time in the gap was on no clock', () => {
      assert.deepEqual(refused('2025-03-09T02:30:00', NEW_YORK), {
        message: 'the clocks in America/New_York skipped 02:30 that day',
        found: '2025-03-09T02:30:00',
        advice:
          'no clock showed it: 2025-03-09T01:59 is the last minute before the gap, 2025-03-09T03:00 the first after it',
      });
    });

    it('nor was a time on a day that a country skipped', () => {
      assert.deepEqual(refused('2011-12-30T12:00', 'Pacific/Apia'), {
        message: 'the clocks in Pacific/Apia skipped 12:00 that day',
        found: '2011-12-30T12:00',
        advice:
          'no clock showed it: 2011-12-29T23:59 is the last minute before the gap, 2011-12-31T00:00 the first after it',
      });
    });

    it('a time in the overlap was there twice, and both are advised', () => {
      assert.deepEqual(refused('2025-11-02T01:30', NEW_YORK), {
        message: 'the clocks in America/New_York showed 01:30 twice that day',
        found: '2025-11-02T01:30',
        advice: '2025-11-02T01:30-04:00 or 2025-11-02T01:30-05:00',
      });
    });

    it('with an offset, times in gap and overlap are instants like others', () => {
      assert.equal(pointOf('2025-03-09T02:30:00-05:00', NEW_YORK).time?.clock, '03:30:00');
      assert.equal(pointOf('2025-11-02T01:30:00-04:00', NEW_YORK).time?.instant, '2025-11-02T05:30:00Z');
      assert.equal(pointOf('2025-11-02T01:30:00-05:00', NEW_YORK).time?.instant, '2025-11-02T06:30:00Z');
    });

    it('a plain day in such a night is a day', () => {
      assert.equal(summary('2025-03-09', NEW_YORK), 'moment day 2025-03-09 2025-03-09 2025-03-09');
    });
  });
});

describe('what is refused', () => {
  const NOT_READABLE = 'not a date this chronology can read';
  const BRACKETS = 'brackets hold two dots and a date before, after or on both sides of them';
  const LISTS = 'lists of dates are not taken';
  const NO_MONTH = 'is not a month (01 to 12), quarter (33 to 36) or half (40, 41)';

  const table: readonly [text: string, message: string, advice: string][] = [
    // Days, months and years that are not.
    ['2024-02-30', 'February 2024 has 29 days', 'a day from 2024-02-01 to 2024-02-29'],
    ['2023-02-29', 'February 2023 has 28 days', 'a day from 2023-02-01 to 2023-02-28'],
    ['1900-02-29', 'February 1900 has 28 days', 'a day from 1900-02-01 to 1900-02-28'],
    ['2022-12-00', 'days count from 01', '2022-12'],
    ['2022-13', `13 ${NO_MONTH}`, FORMS],
    ['2022-00', `00 ${NO_MONTH}`, '2022'],
    [
      '2022-37',
      `37 ${NO_MONTH}`,
      "2022-01/2022-04 for what lasted, '[2022-01..2022-04]' for a moment; or 2022/2037 (2022 to 2037: 2022-37 is four months of the year in EDTF)",
    ],
    ['1914-18', `18 ${NO_MONTH}`, '1914/1918 (1914 to 1918: 1914-18 is no month)'],
    ['2022-13-01', `13 ${NO_MONTH}`, 'a month from 01 to 12'],
    ['2023-33-01', 'a quarter has no days', '2023-33'],
    ['2023-41-01', 'a half has no days', '2023-41'],
    // Parts of the standard that we leave out.
    [
      '2022-21',
      'seasons have no months in the standard',
      "2022-03/2022-05 for what lasted, '[2022-03..2022-05]' for a moment",
    ],
    [
      '2022-24',
      'seasons have no months in the standard',
      "2022-12/2023-02 for what lasted, '[2022-12..2023-02]' for a moment (the winter that began in 2022); or 2021-12/2022-02 for what lasted, '[2021-12..2022-02]' for a moment (the winter that ended in 2022); or 2022/2024 (2022 to 2024: 2022-24 is a season in EDTF)",
    ],
    ['19xx', NOT_READABLE, '19XX'],
    ['2004-XX', NOT_READABLE, '2004'],
    ['2004-03-?', NOT_READABLE, '2004-03'],
    ['{2004,2005}', LISTS, 'an event for each date'],
    ['[2004,2005]', LISTS, "'[2004..2005]' (some time from the first to the last)"],
    ['2004~-03', NOT_READABLE, FORMS],
    ['2004~?', NOT_READABLE, '2004%'],
    ['P3Y', NOT_READABLE, FORMS],
    // Brackets.
    ['[2023-09..', BRACKETS, "'[2023-09..]' for a moment within bounds, or 2023-09/.. for what lasted"],
    ['2023-09..]', BRACKETS, "'[2023-09..]' for a moment within bounds, or 2023-09/.. for what lasted"],
    ['2023-09..', NOT_READABLE, "'[2023-09..]' for a moment within bounds, or 2023-09/.. for what lasted"],
    ['..2023-09', NOT_READABLE, "'[..2023-09]' for a moment within bounds, or ../2023-09 for what lasted"],
    [
      '2023-09..2023-11',
      NOT_READABLE,
      "'[2023-09..2023-11]' for a moment within bounds, or 2023-09/2023-11 for what lasted",
    ],
    ['[2023-09...]', BRACKETS, "'[2023-09..]' for a moment within bounds, or 2023-09/.. for what lasted"],
    ['[2023-09]', BRACKETS, '2023-09'],
    ['[March 2023]', BRACKETS, '2023-03'],
    ['[2004', BRACKETS, '2004'],
    ['[2016-03/2023-11]', BRACKETS, '2016-03/2023-11'],
    ['[..]', 'brackets without a date say nothing', FORMS],
    ['[]', BRACKETS, FORMS],
    ['[2023-11..2023-09]', 'the later bound is before the earlier one', '[2023-09..2023-11]'],
    ['[2023-09~..]', 'a bound is a plain date, without ~ ? or %', '[2023-09..]'],
    ['[2023-09?..2023-11%]', 'a bound is a plain date, without ~ ? or %', '[2023-09..2023-11]'],
    ['[2023-11~..2023-09]', 'a bound is a plain date, without ~ ? or %', '[2023-09..2023-11]'],
    ['[2025-12-20T15:00..]', 'a bound is a day, month or year, without a time', '[2025-12-20..]'],
    // Periods.
    ['2023/2022', 'the period ends before it begins', '2022/2023'],
    ['2023-11-02/2023-11-01', 'the period ends before it begins', '2023-11-01/2023-11-02'],
    ['../..', 'a period needs a date at one end at the least', FORMS],
    ['/', 'a period needs a date at one end at the least', FORMS],
    ['../', 'a period needs a date at one end at the least', FORMS],
    ['2004/2005/2006', NOT_READABLE, FORMS],
    ['2025-12-20T15:00/2025-12-21', MIXED, '2025-12-20/2025-12-21, or a time at the other end as well'],
    ['2025-12-21T15:00/2025-12-20', MIXED, '2025-12-20/2025-12-21, or a time at the other end as well'],
    ['2025-12-20T15:00/..', MIXED, '2025-12-20T15:00 for the moment, 2025-12-20/.. for what lasted'],
    ['/2025-12-20T15:00', MIXED, '2025-12-20T15:00 for the moment, /2025-12-20 for what lasted'],
    ['2025-12-20T15:00/16:30', 'the end of a period has its day as well', '2025-12-20T15:00/2025-12-20T16:30'],
    ['2025-12-20T15:00/2025-12-20T15:00', 'the period has no length', '2025-12-20T15:00'],
    [
      '2025-12-20T22:00/2025-12-20T01:30',
      'the period ends before it begins: 2025-12-20T01:30 is before 2025-12-20T22:00',
      '2025-12-20T22:00/2025-12-21T01:30 over midnight, or 2025-12-20T01:30/2025-12-20T22:00',
    ],
    [
      '2025-12-21T15:00/2025-12-20T16:00',
      'the period ends before it begins: 2025-12-20T16:00 is before 2025-12-21T15:00',
      '2025-12-20T16:00/2025-12-21T15:00',
    ],
    // An hour later by the clocks, and an hour earlier in truth.
    [
      '2025-12-20T15:00+00:00/2025-12-20T16:00+02:00',
      'the period ends before it begins: 2025-12-20T16:00+02:00 is before 2025-12-20T15:00+00:00',
      '2025-12-20T15:00+00:00/2025-12-21T16:00+02:00 over midnight, or 2025-12-20T16:00+02:00/2025-12-20T15:00+00:00',
    ],
    // The hours of a day, and no offset that any zone has.
    ['2025-12-20T15:00-16:30', '-16:30 is not an offset from UTC', '2025-12-20T15:00/2025-12-20T16:30'],
    // Times.
    ['2025-12-20T24:00', 'a time runs from 00:00:00 to 23:59:59', '2025-12-20 where the time is not known'],
    ['2025-12-20T15:60', 'a time runs from 00:00:00 to 23:59:59', '2025-12-20 where the time is not known'],
    ['2025-12-20T15:00:60', 'a time runs from 00:00:00 to 23:59:59', '2025-12-20 where the time is not known'],
    ['2025-02-30T15:00', 'February 2025 has 28 days', 'a day from 2025-02-01 to 2025-02-28'],
    ['2025-13-01T15:00', '13 is not a month (01 to 12)', 'a month from 01 to 12'],
    ['2025-12-20T15:00+19:00', '+19:00 is not an offset from UTC', 'Z, or hours and minutes such as +09:00'],
    ['2025-12-20T15:00+09:75', '+09:75 is not an offset from UTC', 'Z, or hours and minutes such as +09:00'],
    ['2025-12-20T15:00~', 'a date-time has no ~ ? or %', '2025-12-20T15:00'],
    ['2025-12-20T15', NOT_READABLE, FORMS],
    ['9999-01-01T00:00', YEARS_OF_TIMES, '9999-01-01'],
    ['0001-01-01T00:30:00+14:00', YEARS_OF_TIMES, 'a day from 0001-01-02 to 9998-12-30'],
    ['9998-12-31T23:30:00Z', YEARS_OF_TIMES, 'a day from 0001-01-02 to 9998-12-30'],
    // Nothing at all.
    ['', NOT_READABLE, FORMS],
    [
      'someday',
      'no date, and every event has one',
      "what is known of it: '[2020-08..]' (in or after August 2020), '[..2019]' (by 2019), 2020~ (about 2020)",
    ],
  ];
  for (const [text, message, advice] of table)
    it(`${text === '' ? '(empty)' : text}: ${message}`, () =>
      assert.deepEqual(refused(text), { message, found: text, advice }));

  it('names the part that is wrong, not the whole', () => {
    assert.deepEqual(refused('2024-02-30/2024-03-01'), {
      message: 'February 2024 has 29 days',
      found: '2024-02-30',
      advice: 'a day from 2024-02-01 to 2024-02-29',
    });
  });
});

describe('the nearest form of what people write', () => {
  const table: readonly [text: string, advice: string][] = [
    ['March 2023', '2023-03'],
    ['Mar 2023', '2023-03'],
    ['24 December 2022', '2022-12-24'],
    ['24 Dec 2022', '2022-12-24'],
    ['24 Dec. 2022', '2022-12-24'],
    ['令和4年12月24日', '2022-12-24'],
    ['平成元年', '1989'],
    ['19-20 December 2025', '2025-12-19/2025-12-20'],
    ['early December 2025', '2025-12, and the words in whenText'],
    ['2025年1月末', '2025-01, and the words in whenText'],
    ['December 24, 2022', '2022-12-24'],
    ['December 24 2022', '2022-12-24'],
    ['2022/12/24', '2022-12-24'],
    ['2022.12.24', '2022-12-24'],
    ['20221224', '2022-12-24'],
    ['2022-1-4', '2022-01-04'],
    ['2022/12', '2022-12'],
    ['2022-3', '2022-03'],
    [' 2004', '2004'],
    ['2004年', '2004'],
    ['2004年3月', '2004-03'],
    ['２０２３年３月', '2023-03'],
    ['2022年12月24日', '2022-12-24'],
    ['Q1 2023', '2023-33'],
    ['2023 Q4', '2023-36'],
    ['first quarter of 2023', '2023-33'],
    ['4th quarter 2023', '2023-36'],
    ['2023年第2四半期', '2023-34'],
    ['first half of 2023', '2023-40'],
    ['second half of 2023', '2023-41'],
    ['1990s', '199X'],
    ['the 1990s', '199X'],
    ['1990年代', '199X'],
    ['about 2004', '2004~'],
    ['~2004', '2004~'],
    ['1992年頃', '1992~'],
    ['possibly March 2023', '2023-03?'],
    ['since 2022', '2022/..'],
    ['2022年2月から', '2022-02/..'],
    ['until 1991', '../1991'],
    ['1991年まで', '../1991'],
    ['after September 2023', "'[2023-10..]'"],
    ['2023年9月以降', "'[2023-09..]' (once); or 2023-09/.. (lasts since)"],
    ['by 2019', "'[..2019]'"],
    ['2019年までに', "'[..2019]'"],
    ['2004-2005', '2004/2005'],
    ['1993–2022', '1993/2022'],
    ['from March 2016 to November 2023', '2016-03/2023-11'],
    ['2016年3月〜2023年11月', '2016-03/2023-11'],
    // The later one is put last.
    ['2023 to 2022', '2022/2023'],
    ['spring 2022', "2022-03/2022-05 for what lasted, '[2022-03..2022-05]' for a moment"],
    ['2023年の秋', "2023-09/2023-11 for what lasted, '[2023-09..2023-11]' for a moment"],
    [
      'winter 2022',
      "2022-12/2023-02 for what lasted, '[2022-12..2023-02]' for a moment (the winter that began in 2022); or 2021-12/2022-02 for what lasted, '[2021-12..2022-02]' for a moment (the winter that ended in 2022)",
    ],
  ];
  for (const [text, advice] of table)
    it(`${text} → ${advice}`, () =>
      assert.deepEqual(refused(text), { message: 'not a date this chronology can read', found: text, advice }));
});

describe('possible days, as filters by time see them', () => {
  const table: readonly [text: string, days: PossibleDays][] = [
    ['2022-12-24', { from: '2022-12-24', to: '2022-12-24' }],
    ['2023-03', { from: '2023-03-01', to: '2023-03-31' }],
    ['2004~', { from: '2004-01-01', to: '2004-12-31' }],
    ['2025-12-20T15:00:00Z', { from: '2025-12-21', to: '2025-12-21' }],
    ['[2023-09..2023-11]', { from: '2023-09-01', to: '2023-11-30' }],
    // Bounded on one side only, a moment would be in every view: it counts on the days of its bound.
    ['[2023-09..]', { from: '2023-09-01', to: '2023-09-30' }],
    ['[..2022-12-24]', { from: '2022-12-24', to: '2022-12-24' }],
    ['[..2019]', { from: '2019-01-01', to: '2019-12-31' }],
    ['[2004..]', { from: '2004-01-01', to: '2004-12-31' }],
    ['2016-03/2023-11', { from: '2016-03-01', to: '2023-11-30' }],
    ['2022-02/..', { from: '2022-02-01', to: undefined }],
    ['../1991', { from: undefined, to: '1991-12-31' }],
    // An unknown end is not an open one: no one says that it went on.
    ['2004/', { from: '2004-01-01', to: '2004-12-31' }],
    ['/2004-05', { from: '2004-05-01', to: '2004-05-31' }],
  ];
  for (const [text, days] of table)
    it(`${text}: ${days.from ?? 'always'} to ${days.to ?? 'now and on'}`, () =>
      assert.deepEqual(possibleDays(read(text)), days));
});
