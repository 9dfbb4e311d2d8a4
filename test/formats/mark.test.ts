/** Marks: how each kind of date is drawn, over which days, and which of them are certain. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { isOfHours, isQualified, pointsOf, possibleDays } from '../../src/chronology/dates/when.ts';
import { type MarkEnd, type MarkForm, markOf } from '../../src/formats/overview/mark.ts';
import { edtf, plainDates } from '../support/edtf-arbitrary.ts';
import { chronologyIn, EVERY_DATE } from '../support/service.ts';

function whenOf(text: string) {
  const when = parseWhen(text, 'Asia/Tokyo');
  assert.ok(when.ok, text);
  return when.value;
}

/** EDTF, form, the days that are drawn, the days that are certain (`=` all of these, `–` none), and the ends. */
type Row = readonly [edtf: string, form: MarkForm, days: string, core: string, start: MarkEnd, end: MarkEnd];

const table: readonly Row[] = [
  ['2022-12-24', 'day', '2022-12-24 2022-12-24', '=', 'sharp', 'sharp'],
  ['2025-12-20T15:00', 'day', '2025-12-20 2025-12-20', '=', 'sharp', 'sharp'],
  // Half past two in the afternoon of New York is the next day in Tokyo.
  ['2025-07-01T14:30:15-05:00', 'day', '2025-07-02 2025-07-02', '=', 'sharp', 'sharp'],
  ['2023-03', 'unit', '2023-03-01 2023-03-31', '–', 'sharp', 'sharp'],
  ['2023-33', 'unit', '2023-01-01 2023-03-31', '–', 'sharp', 'sharp'],
  ['2023-41', 'unit', '2023-07-01 2023-12-31', '–', 'sharp', 'sharp'],
  ['2004', 'unit', '2004-01-01 2004-12-31', '–', 'sharp', 'sharp'],
  ['199X', 'unit', '1990-01-01 1999-12-31', '–', 'sharp', 'sharp'],
  ['19XX', 'unit', '1900-01-01 1999-12-31', '–', 'sharp', 'sharp'],
  ['2022-12-24?', 'soft', '2022-12-24 2022-12-24', '–', 'soft', 'soft'],
  ['2023-03%', 'soft', '2023-03-01 2023-03-31', '–', 'soft', 'soft'],
  ['2004~', 'soft', '2004-01-01 2004-12-31', '–', 'soft', 'soft'],
  ['[2023-09..2023-11]', 'soft', '2023-09-01 2023-11-30', '–', 'soft', 'soft'],
  ['[2023-09..]', 'after', '2023-09-01 2023-09-30', '–', 'soft', 'fading'],
  ['[2023-09-05..]', 'after', '2023-09-05 2023-09-05', '–', 'sharp', 'fading'],
  ['[..2019]', 'before', '2019-01-01 2019-12-31', '–', 'fading', 'soft'],
  ['[..2019-12-31]', 'before', '2019-12-31 2019-12-31', '–', 'fading', 'sharp'],
  ['2024-05-01/2024-05-03', 'period', '2024-05-01 2024-05-03', '=', 'sharp', 'sharp'],
  ['2019-01-01/2019-12-31', 'period', '2019-01-01 2019-12-31', '=', 'sharp', 'sharp'],
  ['2016-03/2023-11', 'period', '2016-03-01 2023-11-30', '2016-03-31 2023-11-01', 'soft', 'soft'],
  ['1993/2022-12-24', 'period', '1993-01-01 2022-12-24', '1993-12-31 2022-12-24', 'soft', 'sharp'],
  ['2005~/2006', 'period', '2005-01-01 2006-12-31', '2005-12-31 2006-01-01', 'soft', 'soft'],
  ['2005-01-02~/2006-03-04', 'period', '2005-01-02 2006-03-04', '=', 'soft', 'sharp'],
  // An uncertain end can have been on another day altogether.
  ['2005-01-02?/2006-03-04', 'period', '2005-01-02 2006-03-04', '–', 'soft', 'sharp'],
  ['2005/2006-03%', 'period', '2005-01-01 2006-03-31', '–', 'soft', 'soft'],
  ['2005?/..', 'ongoing', '2005-01-01 2005-12-31', '–', 'soft', 'fading'],
  // Ends that can have been in any order leave no day certain, but one that both can have been on.
  ['2004/2004-06', 'period', '2004-01-01 2004-06-30', '–', 'soft', 'soft'],
  ['199X/199X', 'period', '1990-01-01 1999-12-31', '–', 'soft', 'soft'],
  ['2004-05/2004-05-31', 'period', '2004-05-01 2004-05-31', '2004-05-31 2004-05-31', 'soft', 'sharp'],
  ['2022-02/..', 'ongoing', '2022-02-01 2022-02-28', '2022-02-28 2022-02-28', 'soft', 'fading'],
  ['2022-02-03/..', 'ongoing', '2022-02-03 2022-02-03', '=', 'sharp', 'fading'],
  // With an unknown end it may have begun and ended in March.
  ['2004/', 'after', '2004-01-01 2004-12-31', '–', 'soft', 'fading'],
  ['2004-05-06/', 'after', '2004-05-06 2004-05-06', '=', 'sharp', 'fading'],
  ['/2004', 'before', '2004-01-01 2004-12-31', '–', 'fading', 'soft'],
  ['../1991', 'before', '1991-01-01 1991-12-31', '1991-01-01 1991-01-01', 'fading', 'soft'],
  ['/2004-05-06', 'before', '2004-05-06 2004-05-06', '=', 'fading', 'sharp'],
  ['0794-10-22', 'day', '0794-10-22 0794-10-22', '=', 'sharp', 'sharp'],
  ['0001', 'unit', '0001-01-01 0001-12-31', '–', 'sharp', 'sharp'],
  ['9998-12-31', 'day', '9998-12-31 9998-12-31', '=', 'sharp', 'sharp'],
];

describe('the mark of a date', () => {
  for (const [text, form, days, core, start, end] of table)
    it(`of ${text} has the form ${form}, with ends ${start} and ${end}`, () => {
      const mark = markOf(whenOf(text));
      assert.deepEqual(
        {
          form: mark.form,
          days: `${mark.from} ${mark.to}`,
          core: mark.core ? `${mark.core.from} ${mark.core.to}` : '–',
          start: mark.start,
          end: mark.end,
        },
        { form, days, core: core === '=' ? days : core, start, end },
      );
    });

  it('has certain days for neither a moment that is not known to the day nor a period that may have had none', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const when = whenOf(text);
        const { core, begins, ends, hasBegin } = markOf(when);
        if (!core) return;
        const isUncertain = pointsOf(when).some((point) => point.form === 'date' && point.uncertain);
        assert.equal(isUncertain, false, text);
        if (when.kind === 'moment') assert.equal(begins.from, begins.to, text);
        // Whenever it began and ended, it was going on from here to there.
        if (hasBegin) assert.ok(core.from >= begins.to, text);
        if (when.kind === 'moment' || typeof when.end !== 'string') assert.ok(core.to <= ends.from, text);
      }),
    );
  });

  it('has a form for every date of the folder that has every kind of date', async () => {
    const { events } = await chronologyIn(EVERY_DATE);
    assert.deepEqual([...new Set(events.map(({ when }) => markOf(when).form))].sort(), [
      'after',
      'before',
      'day',
      'ongoing',
      'period',
      'soft',
      'unit',
    ]);
  });

  it('can have begun and ended on the days of its date, however it is drawn', () => {
    const days = (text: string) => {
      const { begins, ends, hasBegin } = markOf(whenOf(text));
      return [...new Set([begins, ends].map(({ from, to }) => `${from} ${to}`)), hasBegin];
    };
    assert.deepEqual(days('2007'), ['2007-01-01 2007-12-31', true]);
    assert.deepEqual(days('2007-05-06'), ['2007-05-06 2007-05-06', true]);
    assert.deepEqual(days('[2023-09..2023-11]'), ['2023-09-01 2023-11-30', true]);
    assert.deepEqual(days('[2023-09..]'), ['2023-09-01 2023-09-30', false]);
    assert.deepEqual(days('[..2019]'), ['2019-01-01 2019-12-31', false]);
    assert.deepEqual(days('1993/2022-12-24'), ['1993-01-01 1993-12-31', '2022-12-24 2022-12-24', true]);
    // Both ends in one decade: neither is known to have been in its first or its last year.
    assert.deepEqual(days('199X/199X'), ['1990-01-01 1999-12-31', true]);
    assert.deepEqual(days('2022-02/..'), ['2022-02-01 2022-02-28', true]);
    assert.deepEqual(days('../1991'), ['1991-01-01 1991-12-31', false]);
  });

  it('begins before it ends, with the certain days within', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const { from, to, core = { from, to } } = markOf(whenOf(text));
        assert.ok(from <= core.from && core.from <= core.to && core.to <= to, `${text}: ${from} ${to}`);
      }),
    );
  });

  it('is drawn over possible days only, and over all that both ends bound', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const when = whenOf(text);
        const { from, to, start, end } = markOf(when);
        const possible = possibleDays(when);
        assert.ok(possible.from === undefined || possible.from <= from, text);
        assert.ok(possible.to === undefined || possible.to >= to, text);
        if (start !== 'fading') assert.equal(from, possible.from, text);
        if (end !== 'fading') assert.equal(to, possible.to, text);
      }),
    );
  });

  it('is a filled dot for a plain day, a time or hours alone', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const when = whenOf(text);
        const known = pointsOf(when).every(
          (point) => point.form === 'date' && (point.precision === 'day' || point.precision === 'time'),
        );
        const isDot = when.kind === 'moment' ? known && !isQualified(when) : isOfHours(when);
        assert.equal(markOf(when).form === 'day', isDot, text);
      }),
    );
  });

  it('is cut sharply nowhere but at a day, or at the ends of a unit or bound that says so', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const when = whenOf(text);
        const { form, start, end } = markOf(when);
        if (isQualified(when) && when.kind === 'moment') assert.deepEqual([form, start, end], ['soft', 'soft', 'soft']);
        if (when.kind === 'moment') return;
        const sides = [
          [when.start, start],
          [when.end, end],
        ] as const;
        for (const [point, drawn] of sides) {
          const exact =
            typeof point !== 'string' &&
            (point.precision === 'day' || point.precision === 'time') &&
            !point.approximate &&
            !point.uncertain;
          assert.equal(drawn, typeof point === 'string' ? 'fading' : exact ? 'sharp' : 'soft', text);
        }
      }),
    );
  });

  it('of a unit covers all its days with sharp ends', () => {
    const units = fc.oneof(plainDates.month, plainDates.quarter, plainDates.half, plainDates.year, plainDates.decade);
    fc.assert(
      fc.property(units, (text) => {
        const { form, from, to, start, end } = markOf(whenOf(text));
        assert.deepEqual({ form, start, end }, { form: 'unit', start: 'sharp', end: 'sharp' });
        assert.ok(from < to);
      }),
    );
  });
});
