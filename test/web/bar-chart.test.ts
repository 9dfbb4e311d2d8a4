/** Bars: inside the plot, on their side of zero, end to end, and as long as their values on one scale. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type BarChart, type BarRow, barChart, lengthOf, reachOf } from '../../src/web/pages/figures/bar-chart.ts';

const MARGINS = { left: 10, right: 15 };

/** Values as tables print them. */
const amount = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((hundredths) => hundredths / 100),
  fc.constant(0),
);
const row: fc.Arbitrary<BarRow> = fc.record({
  segments: fc.array(fc.option(amount, { nil: undefined }), { minLength: 1, maxLength: 6 }),
  mark: fc.option(amount, { nil: undefined }),
});
const rows = fc.array(row, { minLength: 1, maxLength: 12 });

const segmentsOf = (chart: BarChart) => chart.rows.flatMap(({ segments }) => segments);
const near = (one: number, other: number) => Math.abs(one - other) < 1e-6;

describe('a bar chart', () => {
  it('of two rows stands where it should', () => {
    const chart = barChart([{ segments: [30, 10, -10] }, { segments: [undefined, 20, undefined], mark: 20 }], {
      margins: { left: 0, right: 0 },
    });
    assert.deepEqual(chart.zero, 20);
    assert.deepEqual(
      chart.ticks.map(({ value, x }) => [value, x]),
      [
        [-10, 0],
        [0, 20],
        [10, 40],
        [20, 60],
        [30, 80],
        [40, 100],
      ],
    );
    assert.deepEqual(
      chart.rows.map(({ segments, left, right, mark }) => ({
        segments: segments.map(({ segment, x, width }) => [segment, x, width]),
        left,
        right,
        mark,
      })),
      [
        {
          segments: [
            [0, 20, 60],
            [1, 80, 20],
            [2, 0, 20],
          ],
          left: 0,
          right: 100,
          mark: undefined,
        },
        { segments: [[1, 20, 40]], left: 20, right: 60, mark: 60 },
      ],
    );
  });

  it('keeps every rectangle and mark within the plot, below the axis, in its row', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const chart = barChart(given, { margins: MARGINS });
        const inside = (x: number) => x >= MARGINS.left - 1e-6 && x <= 100 - MARGINS.right + 1e-6;
        for (const { x, width, y, height } of segmentsOf(chart)) {
          assert.ok(inside(x) && inside(x + width), `${x} ${width}`);
          assert.ok(y >= chart.top && y + height <= chart.height);
        }
        for (const { mark } of chart.rows) assert.ok(mark === undefined || inside(mark));
        for (const { x } of chart.ticks) assert.ok(inside(x));
        assert.ok(inside(chart.zero));
      }),
    );
  });

  it('lets nothing overlap: neither the segments of a row nor the rows, and each label is above its own bars', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const chart = barChart(given, { margins: MARGINS });
        for (const { segments } of chart.rows) {
          const sorted = [...segments].sort((a, b) => a.x - b.x);
          for (const [index, { x }] of sorted.entries()) {
            const before = sorted[index - 1];
            assert.ok(!before || before.x + before.width <= x + 1e-6);
          }
        }
        let bottom = chart.top;
        for (const { y, height, label } of chart.rows) {
          assert.ok(label > bottom && label < y);
          bottom = y + height;
        }
      }),
    );
  });

  it('draws what is above zero to the right, what is below to the left, and nothing for 0 or no value', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const chart = barChart(given, { margins: MARGINS });
        for (const [index, { segments, left, right }] of chart.rows.entries()) {
          const values = given[index]?.segments ?? [];
          assert.deepEqual(
            segments.map(({ segment }) => segment),
            values.flatMap((value, part) => (value === undefined || value === 0 ? [] : [part])),
          );
          for (const { segment, x, width } of segments)
            if ((values[segment] ?? 0) > 0) assert.ok(x >= chart.zero - 1e-6);
            else assert.ok(x + width <= chart.zero + 1e-6);
          assert.ok(near(left, Math.min(chart.zero, ...segments.map(({ x }) => x))));
          assert.ok(near(right, Math.max(chart.zero, ...segments.map(({ x, width }) => x + width))));
        }
      }),
    );
  });

  it('makes every bar as long as its value, on one scale for all rows', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const [least, most] = reachOf(given);
        fc.pre(least !== most);
        const chart = barChart(given, { margins: MARGINS });
        const unit = (100 - MARGINS.left - MARGINS.right) / (most - least);
        for (const [index, { segments }] of chart.rows.entries())
          for (const { segment, width } of segments)
            assert.ok(near(width, Math.abs(given[index]?.segments[segment] ?? 0) * unit));
        for (const { value, x } of chart.ticks) assert.ok(near(x, chart.zero + value * unit));
      }),
    );
  });

  it('has a few ticks at round numbers, zero among them', () => {
    fc.assert(
      fc.property(rows, (given) => {
        const { ticks } = barChart(given, { margins: MARGINS });
        const values = ticks.map(({ value }) => value);
        assert.ok(values.includes(0), values.join(' '));
        assert.ok(values.length <= 9, values.join(' '));
        assert.deepEqual(
          values,
          [...new Set(values)].sort((a, b) => a - b),
        );
      }),
    );
  });

  it('has no more ticks than their labels have room for', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 200 }), (given, width) => {
        const { ticks } = barChart(given, { margins: MARGINS, widthOf: () => width });
        for (const [index, { x }] of ticks.entries()) assert.ok(index === 0 || x - (ticks[index - 1]?.x ?? 0) >= width);
        assert.ok(ticks.some(({ value }) => value === 0));
      }),
    );
  });

  it('can share the scale of others', () => {
    const plot = { margins: MARGINS, reach: [0, 100] as const };
    const [one, other] = [
      barChart([{ segments: [50] }], plot),
      barChart([{ segments: [25] }, { segments: [100] }], plot),
    ];
    assert.deepEqual(one.ticks, other.ticks);
    assert.equal(segmentsOf(one)[0]?.width, 2 * (segmentsOf(other)[0]?.width ?? 0));
  });

  it('of nothing but zeros, or of no rows, is an empty plot', () => {
    for (const given of [[], [{ segments: [0, undefined] }]]) {
      const chart = barChart(given, { margins: MARGINS });
      assert.deepEqual(segmentsOf(chart), []);
      assert.equal(chart.zero, MARGINS.left);
      assert.ok(Number.isFinite(chart.height));
    }
  });

  it('knows how long a row is: its longer side', () => {
    assert.equal(lengthOf({ segments: [3, undefined, 4, -6] }), 7);
    assert.equal(lengthOf({ segments: [3, -6, -2] }), 8);
    assert.equal(lengthOf({ segments: [] }), 0);
  });
});
