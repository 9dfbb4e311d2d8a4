/** The npm package `edtf` as a second opinion on plain dates and periods, and where it is known to be wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import edtf from 'edtf';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { earliestDay, latestDay } from '../../src/chronology/dates/when.ts';
import { plainDate, plainDates } from '../support/edtf-arbitrary.ts';
import { ROOT } from '../support/root.ts';

type Days = readonly [earliest: string | undefined, latest: string | undefined];

function itsDays(text: string): Days {
  const { min, max } = edtf(text);
  const dayOf = (ms: number | null) =>
    Number.isFinite(ms) ? new Date(Number(ms)).toISOString().slice(0, 10) : undefined;
  return [dayOf(min), dayOf(max)];
}

function ourDays(text: string): Days {
  const result = parseWhen(text, 'UTC');
  assert.ok(result.ok, text);
  return [earliestDay(result.value), latestDay(result.value)];
}

// `edtf` reads no quarters, halves or decades in periods.
const joinable = fc.oneof(plainDates.day, plainDates.month, plainDates.year);

describe('we agree on', () => {
  const runs = { numRuns: 500 };

  it('plain dates', () => {
    fc.assert(
      fc.property(plainDate, (date) => assert.deepEqual(ourDays(date), itsDays(date))),
      runs,
    );
  });

  it('years, months and days with ~ ? or %', () => {
    fc.assert(
      fc.property(joinable, fc.constantFrom('~', '?', '%'), (date, mark) =>
        assert.deepEqual(ourDays(date + mark), itsDays(date + mark)),
      ),
      runs,
    );
  });

  it('periods of days, months and years', () => {
    fc.assert(
      fc.property(joinable, joinable, (a, b) => {
        const [first, last] = [a, b].sort();
        fc.pre(first !== undefined && last !== undefined && !last.startsWith(first));
        assert.deepEqual(ourDays(`${first}/${last}`), itsDays(`${first}/${last}`));
      }),
      runs,
    );
  });

  it('periods with an open end', () => {
    fc.assert(
      fc.property(joinable, (date) => {
        assert.deepEqual(ourDays(`${date}/..`), itsDays(`${date}/..`));
        assert.deepEqual(ourDays(`../${date}`), itsDays(`../${date}`));
      }),
      runs,
    );
  });

  it('moments bounded on one side', () => {
    fc.assert(
      fc.property(joinable, (date) => {
        assert.deepEqual(ourDays(`[${date}..]`), itsDays(`[${date}..]`));
        assert.deepEqual(ourDays(`[..${date}]`), itsDays(`[..${date}]`));
      }),
      runs,
    );
  });

  it('days and months that do not exist, but for 29 February', () => {
    for (const text of ['2024-02-30', '2023-04-31', '2022-13', '2022-12-32', '2022-00']) {
      assert.equal(parseWhen(text, 'UTC').ok, false, text);
      assert.throws(() => edtf(text), text);
    }
  });
});

// Each of these fails once the package mends it: then the test goes, and the form moves to those above.
describe('edtf 4.11.1 differs', () => {
  it('is the version these tests speak of', () => {
    const file = join(ROOT, 'node_modules', 'edtf', 'package.json');
    assert.equal(JSON.parse(readFileSync(file, 'utf8')).version, '4.11.1');
  });

  it('it takes 29 February of any year for a day, 1 March', () => {
    for (const year of ['2023', '1900']) {
      assert.deepEqual(itsDays(`${year}-02-29`), [`${year}-03-01`, `${year}-03-01`]);
      assert.equal(parseWhen(`${year}-02-29`, 'UTC').ok, false);
    }
  });

  it('its spring is January to March; we take no seasons', () => {
    assert.deepEqual(itsDays('2023-21'), ['2023-01-01', '2023-03-31']);
    assert.equal(parseWhen('2023-21', 'UTC').ok, false);
  });

  it('its moment between two dates ends with the first one', () => {
    assert.deepEqual(itsDays('[2023-09..2023-12]'), ['2023-09-01', '2023-09-30']);
    assert.deepEqual(ourDays('[2023-09..2023-12]'), ['2023-09-01', '2023-12-31']);
  });

  it('its unknown end of a period is null, which `new Date` takes for 1970', () => {
    assert.equal(edtf('2004/').max, null);
    assert.equal(edtf('/2004').min, null);
    assert.deepEqual(ourDays('2004/'), ['2004-01-01', undefined]);
    assert.deepEqual(ourDays('/2004'), [undefined, '2004-12-31']);
  });

  it('it refuses a period that ends with the unit it begins with', () => {
    assert.throws(() => edtf('2022-12-24/2022-12-24'), /invalid upper bound/);
    assert.deepEqual(ourDays('2022-12-24/2022-12-24'), ['2022-12-24', '2022-12-24']);
  });

  it('it cannot read quarters as the ends of a period', () => {
    assert.throws(() => edtf('2023-33/2023-34'), /No possible parsings/);
    assert.deepEqual(ourDays('2023-33/2023-34'), ['2023-01-01', '2023-06-30']);
  });

  it('it cannot read a qualified quarter or decade', () => {
    assert.throws(() => edtf('2023-33~'), /No possible parsings/);
    assert.deepEqual(ourDays('2023-33~'), ['2023-01-01', '2023-03-31']);
    assert.throws(() => edtf('199X~'), /Syntax error/);
    assert.deepEqual(ourDays('199X~'), ['1990-01-01', '1999-12-31']);
  });

  it('it reads a time without an offset in the zone of the machine, not in one that is passed', (t) => {
    const before = process.env.TZ;
    t.after(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });
    const read = () => new Date(Number(edtf('2025-12-20T15:00:00').min)).toISOString();
    process.env.TZ = 'UTC';
    assert.equal(read(), '2025-12-20T15:00:00.000Z');
    process.env.TZ = 'Asia/Tokyo';
    assert.equal(read(), '2025-12-20T06:00:00.000Z');
    const ours = parseWhen('2025-12-20T15:00:00', 'America/New_York');
    assert.ok(ours.ok && ours.value.kind === 'moment' && ours.value.at.form === 'date');
    assert.equal(ours.value.at.time?.instant, '2025-12-20T20:00:00Z');
  });
});
