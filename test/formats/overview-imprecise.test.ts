/** A place in the order is no extent: an imprecise date weighs evenly on all the days that it can have been, or not at all. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../../src/chronology/dates/day.ts';
import type { DayRange } from '../../src/chronology/dates/day-range.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import type { When } from '../../src/chronology/dates/when.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING, type Query, withDays } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { LAYOUTS } from '../../src/formats/overview/fitting/layouts.ts';
import { markOf } from '../../src/formats/overview/mark.ts';
import { type Overview, overviewRange, rangeAround } from '../../src/formats/overview/overview.ts';
import { type ZoomLink, zoomLinks } from '../../src/formats/overview/zoom-links.ts';
import { boundedMoment, edtf, openPeriod, plainDate } from '../support/edtf-arbitrary.ts';
import { chronologyAt, layOutOverview } from '../support/rendered.ts';
import { cases } from '../support/seed.ts';

/** Each lays out a picture of a dozen dates: a hundred have every pair of kinds of date many times. */
const RUNS = cases(100);

function whenOf(text: string): When {
  const when = parseWhen(text, 'Asia/Tokyo');
  assert.ok(when.ok, text);
  return when.value;
}

const links = {
  event: (slug: string) => slug,
  view: ({ from, to }: typeof EVERYTHING) => `${from?.day} ${to?.day}`,
};

/** The picture of events with these dates, and the links beside it. */
function drawn(
  dates: readonly string[],
  query: Query = EVERYTHING,
): {
  picture: Overview;
  range: DayRange;
  zoom: readonly ZoomLink[];
} {
  const chronology = chronologyAt(dates);
  const view = { chronology, events: select(chronology, query), language: 'en', query } as const;
  const range = overviewRange(view);
  assert.ok(range);
  return {
    range,
    picture: layOutOverview(view, range, { layouts: LAYOUTS }),
    zoom: zoomLinks({ ...view, words: wordsOf('en') }, range, links),
  };
}

/** The width of each day from the first to the last, by the corners of the axis. */
function dayWidths({ axis }: Overview, { from, to }: DayRange): readonly number[] {
  const widths: number[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) widths.push(axis.x(addDays(day, 1)) - axis.x(day));
  return widths;
}

/** The days of a date from its first possible day to its last, so far as it is bounded. */
function possibleOf(text: string): DayRange {
  const { begins, ends } = markOf(whenOf(text));
  return { from: begins.from, to: ends.to };
}

/** The same possible days, written as a moment within bounds. */
function asBounds(text: string): string {
  const when = whenOf(text);
  if (when.kind !== 'moment' || when.at.form !== 'date' || when.at.precision === 'day' || when.at.time) return text;
  return `[${when.at.earliest}..${when.at.latest}]`;
}

/** Dates of events in one year, none of which is known to a month of it. */
const withinYear = fc.constantFrom(
  '2007',
  '2007~',
  '2007?',
  '2007%',
  '[2007..]',
  '[..2007]',
  '[2007-03..2007-11]',
  '2007/2007',
);

describe('an imprecise date', () => {
  it('is beside its links to decades, of which only whole ones with a name have it', () => {
    const texts = (dates: readonly string[], query?: Query) => drawn(dates, query).zoom.map(({ text }) => text);
    assert.ok(texts(['1991', '2005', '2018']).includes('1990s'));
    const query = withDays(EVERYTHING, { from: '1990-05-01', to: '2019-03-31' });
    const cut = texts(['1991', '2005', '2018'], query);
    assert.ok(!cut.includes('1990s') && !cut.includes('2010s') && cut.includes('2000s'), cut.join());
    for (const text of texts(['0005', '0105'])) assert.doesNotMatch(text, /BCs/);
  });

  it('has a window of all the days that it can have been', () => {
    fc.assert(
      fc.property(edtf, fc.array(edtf, { maxLength: 14 }), (own, neighbours) => {
        const window = rangeAround(whenOf(own), [own, ...neighbours].map(whenOf));
        const { from, to } = possibleOf(own);
        assert.ok(window.from <= from && window.to >= to, `${own}: ${window.from} to ${window.to}`);
      }),
      RUNS,
    );
    assert.deepEqual(rangeAround(whenOf('2007'), [whenOf('2007')]), { from: '2007-01-01', to: '2007-12-31' });
    assert.deepEqual(rangeAround(whenOf('[2023-09..]'), []), { from: '2023-09-01', to: '2023-09-30' });
  });

  it('widens the window of a neighbour by all that it can have been, or not at all', () => {
    fc.assert(
      fc.property(edtf, fc.array(edtf, { maxLength: 14 }), (own, neighbours) => {
        const window = (dates: readonly string[]) => rangeAround(whenOf(own), dates.map(whenOf));
        assert.deepEqual(window(neighbours.map(asBounds)), window(neighbours));
      }),
      RUNS,
    );
    // The decade is sorted by its first day, and says nothing of 1990.
    assert.deepEqual(rangeAround(whenOf('1992-03-04'), [whenOf('199X')]), rangeAround(whenOf('1992-03-04'), []));
  });

  it('lies whole in the picture of all', () => {
    fc.assert(
      fc.property(fc.array(edtf, { minLength: 1, maxLength: 12 }), (dates) => {
        const { range } = drawn(dates);
        for (const text of dates) {
          const { from, to } = possibleOf(text);
          assert.ok(range.from <= from && range.to >= to, text);
        }
      }),
      RUNS,
    );
  });

  it('makes no month of its year wider than another', () => {
    fc.assert(
      fc.property(fc.array(withinYear, { minLength: 1, maxLength: 20 }), (dates) => {
        const { picture, range } = drawn(dates);
        const widths = dayWidths(picture, range);
        assert.ok(Math.max(...widths) - Math.min(...widths) < 1e-9, dates.join());
        assert.equal(picture.axis.weighted, false);
      }),
      RUNS,
    );
  });

  it('makes its month no wider than a day of that month that it is sorted by', () => {
    const month = fc.integer({ min: 1, max: 9 }).map((number) => `2007-0${number}`);
    const together = fc.array(fc.tuple(month, fc.constantFrom('-01', '-02', '-17')), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(together, (pairs) => {
        // Months beside a day of theirs: the first day, by which months are sorted, is as any other.
        const at = (day: string) =>
          drawn(['2007-01', '2007-12', ...pairs.flatMap(([of]) => [of, `${of}${day}`])]).picture.axis.corners;
        assert.deepEqual(at('-01'), at('-17'));
      }),
      RUNS,
    );
  });

  it('adds no link to a part of the days that it can have been', () => {
    fc.assert(
      fc.property(fc.array(withinYear, { minLength: 1, maxLength: 20 }), (dates) => {
        const finer = drawn(dates).zoom.filter(({ href }) => /^2007-\d\d-\d\d 2007/.test(href));
        assert.deepEqual(
          finer.filter(({ href }) => href !== '2007-01-01 2007-12-31'),
          [],
          dates.join(),
        );
      }),
      RUNS,
    );
  });

  it('is drawn over the same axis however it says which days it can have been', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(plainDate, openPeriod, boundedMoment), { minLength: 1, maxLength: 12 }),
        (dates) => {
          const [one, other] = [drawn(dates), drawn(dates.map(asBounds))];
          assert.deepEqual(one.picture.axis.corners, other.picture.axis.corners);
          assert.deepEqual(one.zoom, other.zoom);
        },
      ),
      RUNS,
    );
  });

  it('is never folded away', () => {
    fc.assert(
      fc.property(fc.array(edtf, { minLength: 1, maxLength: 12 }), (dates) => {
        for (const fold of drawn(dates).picture.axis.folds)
          for (const text of dates) {
            const { begins, ends, form } = markOf(whenOf(text));
            const lasting = form === 'period' || form === 'ongoing';
            for (const { from, to } of lasting ? [begins, ends] : [{ from: begins.from, to: ends.to }])
              assert.ok(to < fold.from || from > fold.to, `${text} in ${fold.from} to ${fold.to}`);
          }
      }),
      RUNS,
    );
  });

  it('has all its days in the link of a group that holds it', () => {
    fc.assert(
      fc.property(fc.array(edtf, { minLength: 14, maxLength: 60 }), (dates) => {
        for (const { items } of drawn(dates).picture.lanes.flatMap(({ atWidths }) => atWidths))
          for (const { drawn: group } of items)
            if (group.kind === 'group')
              for (const { when } of group.events) {
                const { begins, ends } = markOf(when);
                assert.ok(group.range.from <= begins.from && group.range.to >= ends.to, when.edtf);
              }
      }),
      cases(40),
    );
  });

  it('is found by the link to its window', () => {
    fc.assert(
      fc.property(edtf, (own) => {
        const chronology = chronologyAt([own]);
        const window = rangeAround(whenOf(own), [whenOf(own)]);
        assert.equal(select(chronology, withDays(EVERYTHING, window)).length, 1, own);
      }),
      RUNS,
    );
  });
});
