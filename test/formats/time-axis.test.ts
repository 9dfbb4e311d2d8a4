/** The time axis: every day has one place, ticks and labels can be read, and only empty time is folded. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, type Day, daysBetween, FIRST_DAY, LAST_DAY } from '../../src/chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../src/chronology/dates/day-range.ts';
import { formatEnds, formatRange, joinEnds } from '../../src/chronology/languages/days-in-words.ts';
import {
  type AxisLabels,
  axisLabels,
  FOLD_FONT,
  LABEL_FONT,
  LABEL_INDENT,
} from '../../src/formats/overview/fitting/axis-labels.ts';
import type { Crowd } from '../../src/formats/overview/fitting/axis-segments.ts';
import { textWidth } from '../../src/formats/overview/fitting/letter-width.ts';
import { type TimeAxis, timeAxis } from '../../src/formats/overview/fitting/time-axis.ts';
import { day } from '../support/edtf-arbitrary.ts';
import { crowdOf } from '../support/plain-overview.ts';

/** CSS pixels of an axis. */
const WIDE = 860;
const NARROW = 290;
/** The margin behind it. */
const AFTER = 34;
const NOTHING: Crowd = crowdOf({ occupied: [], lanes: [] });

const inOrder = (a: Day, b: Day): DayRange => (a < b ? { from: a, to: b } : { from: b, to: a });
const anyRange = fc.oneof(
  fc.tuple(day, day).map(([a, b]) => roundedOut(inOrder(a, b))),
  fc.tuple(day, fc.integer({ min: 0, max: 4000 })).map(([from, days]) => {
    const to = addDays(from, days);
    return roundedOut({ from, to: /^\d{4}-/.test(to) && to < '9998-12-31' ? to : '9998-12-31' });
  }),
);
const anyWidth = fc.constantFrom(WIDE, NARROW);
const language = fc.constantFrom('en' as const, 'ja' as const);

const oneDay = (day: Day): DayRange => ({ from: day, to: day });

/** Marks of a few days each, most often near each other, as events stand. */
const crowd = (range: DayRange): fc.Arbitrary<Crowd> => {
  const days = daysBetween(range.from, range.to);
  const mark = fc
    .tuple(fc.nat(days), fc.oneof(fc.constant(0), fc.nat(90), fc.nat(days)))
    .map(([start, length]): DayRange => {
      const from = addDays(range.from, start);
      return { from, to: addDays(from, Math.min(length, days - start)) };
    });
  return fc
    .array(fc.array(mark, { maxLength: 12 }), { maxLength: 4 })
    .map((lanes) =>
      crowdOf({ occupied: lanes.flat(), lanes: lanes.map((marks) => marks.map(({ from }) => oneDay(from))) }),
    );
};

interface Case {
  readonly range: DayRange;
  readonly crowd: Crowd;
  readonly width: number;
  readonly language: 'en' | 'ja';
}
const axisCase: fc.Arbitrary<Case> = anyRange.chain((range) =>
  fc.record({ range: fc.constant(range), crowd: crowd(range), width: anyWidth, language }),
);
const axisOf = ({ range, crowd }: Pick<Case, 'range' | 'crowd'>) => timeAxis(range, crowd);
const labelsOf = (axis: TimeAxis, width: number, language: 'en' | 'ja') =>
  axisLabels(axis, { width, after: AFTER, tickGap: 40 }, language);

const labels = ({ ticks }: AxisLabels) => ticks.flatMap(({ label }) => label ?? []);
const plain = (from: Day, to: Day, language: 'en' | 'ja' = 'en', at = WIDE) =>
  labelsOf(timeAxis(roundedOut({ from, to }), NOTHING), at, language);

describe('a time axis', () => {
  it('counts by what has room: days, weeks, months, quarters, years and more', () => {
    const first = (from: Day, to: Day) => labels(plain(from, to)).slice(0, 4).join(' | ');
    assert.equal(first('2022-12-24', '2022-12-24'), '21 Dec 2022 | 22 Dec | 23 Dec | 24 Dec');
    assert.equal(first('2022-11-01', '2022-12-24'), '1 Nov 2022 | 7 Nov | 14 Nov | 21 Nov');
    assert.equal(first('2022-03-05', '2022-12-24'), 'Mar 2022 | Apr | May | Jun');
    assert.equal(first('2019-01-05', '2022-12-24'), 'Jan 2019 | Jul | Oct | 2020');
    assert.equal(first('2004-03-05', '2015-12-24'), '2004 | 2005 | 2006 | 2007');
    assert.equal(first('1912-03-05', '2011-12-24'), '1915 | 1920 | 1925 | 1930');
    assert.equal(first('0001-01-01', '9998-12-31'), 'AD 1 | AD 500 | 1500 | 2000');
  });

  it('does so in Japanese too', () => {
    const first = (from: Day, to: Day) =>
      labels(plain(from, to, 'ja'))
        .slice(0, 3)
        .join(' | ');
    assert.equal(first('2022-12-24', '2022-12-24'), '2022年12月21日 | 12月22日 | 12月23日');
    assert.equal(first('2022-03-05', '2022-12-24'), '2022年3月 | 4月 | 5月');
    assert.equal(first('2004-03-05', '2015-12-24'), '2004 | 2005 | 2006');
  });

  it('names the year at every January, and at its beginning', () => {
    const shown = labels(plain('2019-05-01', '2021-04-30')).join(' | ');
    assert.equal(shown, 'May 2019 | Jul | Oct | 2020 | Apr | Jul | Oct | 2021 | Apr');
  });

  it('writes years below 1000 with their era and without zeros', () => {
    const years = [79, 80, 81, 82, 83, 84, 85, 86].map((year) => `AD ${year}`);
    assert.deepEqual(labels(plain('0079-08-24', '0086-01-01')), years);
    assert.equal(formatRange({ from: '0079-01-01', to: '0085-12-31' }, 'en'), 'AD 79–AD 85');
    assert.equal(formatRange({ from: '0079-08-01', to: '0079-08-31' }, 'en'), 'Aug AD 79');
    assert.equal(formatRange({ from: '0079-08-01', to: '0079-08-31' }, 'ja'), '西暦79年8月');
  });

  it('says a range as shortly as it can', () => {
    const range = (from: Day, to: Day) => formatRange({ from, to }, 'en');
    assert.equal(range('1994-01-01', '2003-12-31'), '1994–2003');
    assert.equal(range('2022-01-01', '2022-12-31'), '2022');
    assert.equal(range('2022-03-01', '2022-05-31'), 'Mar 2022–May 2022');
    assert.equal(range('2022-03-01', '2022-03-31'), 'Mar 2022');
    assert.equal(range('2022-03-01', '2022-03-09'), '1 Mar 2022–9 Mar 2022');
    assert.equal(range('2022-03-09', '2022-03-09'), '9 Mar 2022');
  });

  it('gives every day its place: from edge to edge, never backwards', () => {
    fc.assert(
      fc.property(
        axisCase.chain((one) => fc.tuple(fc.constant(one), day, day)),
        ([one, a, b]) => {
          const axis = axisOf(one);
          const near = (x: number, edge: number) => assert.ok(Math.abs(x - edge) < 1e-6, `${x} is not ${edge}`);
          near(axis.x(one.range.from), 0);
          near(axis.x(addDays(one.range.to, 1)), 1);
          // Beyond its ends the scale goes on, and only there is anything outside of its space.
          for (const any of [a, b]) {
            const outside = any < one.range.from || any > addDays(one.range.to, 1);
            assert.equal(axis.x(any) < -1e-9 || axis.x(any) > 1 + 1e-9, outside, any);
          }
          const { from, to } = inOrder(a, b);
          assert.ok(axis.x(from) <= axis.x(to));
          const inside = ({ from: first, to: last }: DayRange, each: Day) => each >= first && each <= last;
          if (from < to && inside(one.range, from) && inside(one.range, to)) assert.ok(axis.x(from) < axis.x(to));
        },
      ),
    );
  });

  it('has corners between which it is straight, so that a place can be read as a day', () => {
    fc.assert(
      fc.property(
        axisCase.chain((one) => fc.tuple(fc.constant(one), fc.double({ min: 0, max: 1, noNaN: true }))),
        ([one, share]) => {
          const axis = axisOf(one);
          const { from, to } = one.range;
          assert.deepEqual([axis.corners[0]?.[0], axis.corners.at(-1)?.[0]], [from, addDays(to, 1)]);
          const asked = addDays(from, Math.floor(daysBetween(from, to) * share));
          const x = axis.x(asked);
          const next = axis.corners.findIndex(([corner]) => corner > asked);
          const [[day0, x0], [day1, x1]] = [axis.corners[next - 1], axis.corners[next]] as [
            [Day, number],
            [Day, number],
          ];
          assert.ok(day0 < day1 && x0 < x1);
          const read = addDays(day0, Math.round(((x - x0) / (x1 - x0)) * daysBetween(day0, day1)));
          assert.equal(read, asked);
        },
      ),
    );
  });

  it('lets no label overlap another, a fold’s, its dots or an edge', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const { ticks, folds } = labelsOf(axisOf(one), one.width, one.language);
        const placed = [
          ...ticks.flatMap(({ x, label }) => {
            if (label === undefined) return [];
            const x0 = x * one.width + LABEL_INDENT;
            return [{ label, x0, x1: x0 + textWidth(label, { fontSize: LABEL_FONT }) }];
          }),
          ...folds
            .filter(({ lines }) => lines.length > 0)
            .map(({ fold, lines }) => {
              const half = Math.max(...lines.map((line) => textWidth(line, { fontSize: FOLD_FONT }))) / 2;
              const middle = ((fold.x0 + fold.x1) / 2) * one.width;
              assert.ok(middle - half >= fold.x0 * one.width && middle + half <= fold.x1 * one.width);
              return { label: lines.join(' '), x0: middle - half, x1: middle + half };
            }),
        ].sort((a, b) => a.x0 - b.x0);
        for (const [index, { label, x1 }] of placed.entries()) {
          const next = placed[index + 1];
          const end = next?.x0 ?? one.width + AFTER;
          assert.ok(x1 <= end + 0.01, `${label} reaches ${x1}, beyond ${end} (${next?.label})`);
        }
      }),
    );
  });

  it('names the year where a run of it begins, for a month or a day alone names none', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const axis = axisOf(one);
        const { ticks } = labelsOf(axis, one.width, 'en');
        for (const { from, to } of axis.runs) {
          const first = ticks.find(({ day, label }) => label !== undefined && day >= from && day <= to);
          if (first) assert.match(first.label ?? '', new RegExp(`\\b${Number(first.day.slice(0, 4))}\\b`));
        }
      }),
    );
  });

  it('has ticks that follow each other, each with the days up to the next', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const axis = axisOf(one);
        const { ticks } = labelsOf(axis, one.width, one.language);
        for (const [index, tick] of ticks.entries()) {
          assert.ok(tick.range.from <= tick.range.to);
          assert.equal(tick.x, axis.x(tick.range.from));
          const next = ticks[index + 1];
          if (!next) continue;
          assert.ok(tick.x < next.x);
          const after = addDays(tick.range.to, 1);
          assert.ok(after === next.range.from || axis.folds.some(({ from }) => from === after), `${after} has no tick`);
        }
        for (const { range } of ticks) assert.ok(range.from >= one.range.from && range.to <= one.range.to);
      }),
    );
  });

  it('has minor ticks inside, and none where it is long: they would be a grid', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const axis = axisOf(one);
        const { minorTicks } = labelsOf(axis, one.width, one.language);
        for (const x of minorTicks) assert.ok(x >= -1e-9 && x <= 1 + 1e-9);
        const unfolded = axis.runs.reduce((sum, { from, to }) => sum + daysBetween(from, to) + 1, 0);
        if (unfolded > 3 * 366) assert.deepEqual(minorTicks, []);
      }),
    );
    assert.deepEqual(plain('1991-01-01', '2025-12-20').minorTicks, []);
    assert.ok(plain('2022-01-01', '2022-12-31').minorTicks.length > 40);
  });

  it('stays small, whatever it shows: its size depends on its width', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const axis = axisOf(one);
        const { ticks, minorTicks } = labelsOf(axis, one.width, one.language);
        assert.ok(axis.folds.length <= 8, `${axis.folds.length} folds`);
        assert.ok(axis.corners.length <= 80, `${axis.corners.length} corners`);
        assert.ok(ticks.length <= Math.max(2 * (one.width / 40 + axis.folds.length) + 2, 62), `${ticks.length} ticks`);
        assert.ok(minorTicks.length <= one.width / 7 + axis.corners.length, `${minorTicks.length} minor ticks`);
      }),
    );
  });
});

describe('a fold', () => {
  it('stands only where nothing begins or ends, has a share of the width, and is worth it', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const axis = axisOf(one);
        for (const { from, to, x0, x1 } of axis.folds) {
          for (const mark of one.crowd.occupied) assert.ok(mark.to < from || mark.from > to, `${from}–${to}`);
          assert.ok(Math.abs(x1 - x0 - Math.min(0.062, 0.35 / axis.folds.length)) < 1e-9);
          assert.ok(from >= one.range.from && to <= one.range.to);
          const days = daysBetween(from, to) + 1;
          assert.ok(days >= 360 && days >= 0.11 * daysBetween(one.range.from, one.range.to), `${days} days`);
          assert.ok(from.endsWith('-01') || from === one.range.from, from);
        }
      }),
    );
  });

  it('has a label on one line or two, or dots', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        for (const { fold, lines } of labelsOf(axisOf(one), one.width, one.language).folds) {
          const days = joinEnds(formatEnds(fold, 'bareYear', one.language), one.language);
          assert.ok(['', '…', days].includes(lines.join('')), lines.join());
        }
      }),
    );
  });

  it('holds no tick', () => {
    fc.assert(
      fc.property(axisCase, (one) => {
        const axis = axisOf(one);
        const { ticks } = labelsOf(axis, one.width, one.language);
        for (const { x0, x1 } of axis.folds) assert.ok(ticks.every(({ x }) => x <= x0 + 1e-9 || x >= x1 - 1e-9));
      }),
    );
  });

  it('says which years or months it stands for', () => {
    const at = (...days: Day[]): Crowd => crowdOf({ occupied: days.map(oneDay), lanes: [days.map(oneDay)] });
    const years = timeAxis(
      { from: '1991-01-01', to: '2025-12-31' },
      at('1991-12-28', '1993-03-01', '2004-08-28', '2006-06-05', '2014-07-16', '2022-12-24', '2025-12-20'),
    );
    assert.deepEqual(
      labelsOf(years, 1400, 'en').folds.map(({ lines }) => lines.join('')),
      ['1994–2003', '2007–2013', '2015–2021'],
    );
    const months: DayRange = { from: '2021-01-01', to: '2022-12-31' };
    const ends = at('2021-01-05', '2022-12-24');
    assert.deepEqual(
      labelsOf(timeAxis(months, ends), 2000, 'en').folds.map(({ lines }) => lines.join('')),
      ['Feb 2021–Nov 2022'],
    );
    assert.deepEqual(
      labelsOf(timeAxis(months, ends), 2600, 'ja').folds.map(({ lines }) => lines.join('')),
      ['2021年2月～2022年11月'],
    );
  });

  it('is nowhere in a picture of nothing', () => {
    assert.deepEqual(plain('1900-01-01', '2000-01-01').folds, []);
  });
});

describe('crowded years', () => {
  it('are drawn wider than empty ones, and the more the fuller they are', () => {
    const range: DayRange = { from: '2020-01-01', to: '2027-12-31' };
    const days = [1, 3, 5, 7, 9, 11].map((month) => `2023-${String(month).padStart(2, '0')}-10`);
    const lane = ['2020-05-05', '2021-05-05', '2022-05-05', '2022-06-05', ...days, '2024-05-05', '2027-05-05'];
    const { x } = timeAxis(range, crowdOf({ occupied: lane.map(oneDay), lanes: [lane.map(oneDay)] }));
    const width = (year: number) => x(`${year + 1}-01-01`) - x(`${year}-01-01`);
    assert.ok(width(2023) > 2 * width(2022));
    assert.ok(width(2022) > width(2021));
    assert.ok(width(2021) > width(2025) && width(2025) > 0);
  });

  it('count dates once, and each lane by itself', () => {
    const range: DayRange = { from: '2020-01-01', to: '2027-12-31' };
    const cornersOf = (...lanes: readonly (readonly DayRange[])[]) =>
      timeAxis(range, crowdOf({ occupied: [], lanes })).corners;
    const [first, second, third] = ['2023-05-05', '2024-05-05', '2023-06-05'].map(oneDay) as [
      DayRange,
      DayRange,
      DayRange,
    ];
    assert.deepEqual(cornersOf([first, first, second], [third]), cornersOf([first, second]));
  });
});

describe('a range rounded out', () => {
  it('holds what it is made of, at least a week, within the years that addresses can carry', () => {
    fc.assert(
      fc.property(day, day, fc.nat(10), (a, b, near) => {
        for (const range of [inOrder(a, b), { from: a, to: a }, inOrder(a, addDays('9998-12-31', -near))]) {
          const { from, to } = roundedOut(range);
          assert.ok(from <= range.from && to >= range.to, `${from} ${to}`);
          assert.ok(daysBetween(from, to) >= 6, `${from} ${to}`);
          assert.ok(from >= FIRST_DAY && to <= LAST_DAY, `${from} ${to}`);
        }
      }),
    );
  });

  it('is a week at both ends of the calendar', () => {
    const [first, last] = [FIRST_DAY, LAST_DAY];
    assert.deepEqual(roundedOut({ from: first, to: first }), { from: first, to: addDays(first, 6) });
    assert.deepEqual(roundedOut({ from: addDays(first, 1), to: addDays(first, 2) }), {
      from: first,
      to: addDays(first, 6),
    });
    assert.deepEqual(roundedOut({ from: last, to: last }), { from: addDays(last, -6), to: last });
    assert.deepEqual(roundedOut({ from: '0001-01-01', to: '0001-01-01' }), { from: '0000-12-29', to: '0001-01-04' });
    assert.deepEqual(roundedOut({ from: '2022-12-24', to: '2022-12-24' }), { from: '2022-12-21', to: '2022-12-27' });
  });

  it('is in whole months where it is long, and in whole years where it is longer', () => {
    assert.deepEqual(roundedOut({ from: '2022-11-05', to: '2022-12-24' }), { from: '2022-11-05', to: '2022-12-24' });
    assert.deepEqual(roundedOut({ from: '2022-08-05', to: '2022-12-24' }), { from: '2022-08-01', to: '2022-12-31' });
    assert.deepEqual(roundedOut({ from: '2019-08-05', to: '2022-12-24' }), { from: '2019-08-01', to: '2022-12-31' });
    assert.deepEqual(roundedOut({ from: '2015-08-05', to: '2022-12-24' }), { from: '2015-01-01', to: '2022-12-31' });
    assert.deepEqual(roundedOut({ from: '0001-05-05', to: '9998-05-05' }), { from: '0001-01-01', to: '9998-12-31' });
  });
});
