/** What of a table is drawn: parts and not their totals, on their side, and only where the chronology says that they add up. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Table } from '../../src/chronology/event.ts';
import { lookOf, MOST_LOOKS } from '../../src/web/pages/figures/bars.ts';
import { tableChart } from '../../src/web/pages/figures/table-chart.ts';
import { chronologyIn, SHIPPED } from '../support/service.ts';

const {
  vocabulary: { settings },
  bySlug,
} = await chronologyIn(SHIPPED);
const aid = bySlug.get('aid-by-country')?.table;
assert.ok(aid);

const label = { en: 'Something' };
const MEASURES = {
  a: { label },
  b: { label },
  'of-a': { label, includedIn: 'a' },
  back: { label },
  'both-ways': { label },
  sum: { label, sumOf: ['a', 'b'] },
  net: { label, sumOf: ['sum'], less: ['back'] },
};

function tableOf(columns: readonly string[], rows: Table['rows']): Table {
  return { unit: 'USD', scale: 1, columns: [...columns], rows };
}

const chartOf = (columns: readonly string[], rows: Table['rows']) => tableChart(tableOf(columns, rows), MEASURES);

describe('the chart of the aid by country', () => {
  const chart = tableChart(aid, settings.measures);
  assert.ok(chart);

  it('draws grants, technical cooperation and loans, and to the left what was recovered', () => {
    assert.deepEqual(chart.segments, [
      { measure: 'grant-aid', takenOff: false },
      { measure: 'technical-cooperation', takenOff: false },
      { measure: 'loans-disbursed', takenOff: false },
      { measure: 'loans-recovered', takenOff: true },
    ]);
  });

  it('tells the printed totals that fit what is drawn', () => {
    assert.deepEqual(chart.totals, { right: 'total-gross', left: 'loans-recovered', net: 'total-net' });
  });

  it('has all rows but the total, and no bar for a dash', () => {
    assert.deepEqual(
      chart.rows.map(({ id }) => id),
      ['UZ', 'AZ', 'KG', 'TJ', 'AM', 'GE', 'TM', 'KZ', 'multiple'],
    );
    const bars = new Map(chart.rows.map(({ id, bars }) => [id, bars]));
    assert.deepEqual(bars.get('TJ'), { segments: [16.74, 5.6, undefined, undefined], mark: 22.35 });
    assert.deepEqual(bars.get('KZ'), { segments: [0.35, 1.05, undefined, -41.78], mark: -40.38 });
  });

  it('shows values as printed, never as added up', () => {
    const tajikistan = chart.rows.find(({ id }) => id === 'TJ');
    assert.equal(tajikistan?.printed('total-gross'), '22.35');
    assert.equal(tajikistan?.printed('loans-disbursed'), undefined);
    assert.equal(tajikistan?.printed(undefined), undefined);
  });

  it('sees that Uzbekistan dwarfs the others', () => {
    assert.equal(chart.dwarfing?.id, 'UZ');
  });
});

describe('a chart', () => {
  it('leaves out what is part of another column, and totals whose parts are there', () => {
    const chart = chartOf(['a', 'of-a', 'b', 'sum'], { UZ: ['1', '1', '2', '3'] });
    assert.deepEqual(
      chart?.segments.map(({ measure }) => measure),
      ['a', 'b'],
    );
    assert.deepEqual(chart?.totals, { right: 'sum', left: undefined, net: undefined });
  });

  it('draws a total whose parts are not in the table, and a part whose whole is not', () => {
    const parts = (columns: string[]) =>
      chartOf(columns, { UZ: columns.map(() => '1') })?.segments.map(({ measure }) => measure);
    assert.deepEqual(parts(['sum']), ['sum']);
    assert.deepEqual(parts(['sum', 'back', 'net']), ['sum', 'back']);
    assert.deepEqual(parts(['of-a']), ['of-a']);
  });

  it('takes off what adds up to something that is taken off', () => {
    const measures = {
      ...MEASURES,
      repaid: { label },
      cancelled: { label },
      back: { label, sumOf: ['repaid', 'cancelled'] },
    };
    const columns = ['a', 'repaid', 'cancelled', 'back', 'net'];
    const chart = tableChart(tableOf(columns, { UZ: ['9', '2', '1', '3', '6'] }), {
      ...measures,
      net: { label, sumOf: ['a'], less: ['back'] },
    });
    assert.deepEqual(chart?.totals, { right: 'a', left: 'back', net: 'net' });
    assert.deepEqual(chart?.rows[0]?.bars, { segments: [9, -2, -1], mark: 6 });
  });

  it('is not drawn of columns that no one has said to add up', () => {
    assert.equal(chartOf(['a', 'both-ways'], { UZ: ['1', '2'] }), undefined);
    // That they do may be said by a measure that the table does not print.
    assert.deepEqual(chartOf(['a', 'b'], { UZ: ['1', '2'] })?.totals.right, undefined);
  });

  it('is not drawn of more columns of one side than can be told apart', () => {
    const chart = (count: number) => {
      const columns = Array.from({ length: count }, (_, index) => `part-${index}`);
      const measures = { ...Object.fromEntries(columns.map((id) => [id, { label }])), sum: { label, sumOf: columns } };
      return tableChart(tableOf(columns, { UZ: columns.map(() => '1') }), measures);
    };
    assert.equal(chart(MOST_LOOKS)?.segments.length, MOST_LOOKS);
    for (const takenOff of [false, true])
      assert.equal(new Set(Array.from({ length: MOST_LOOKS }, (_, index) => lookOf(index, takenOff))).size, MOST_LOOKS);
    assert.equal(chart(MOST_LOOKS + 1), undefined);
  });

  it('is not drawn of dashes, zeros or a total alone', () => {
    assert.equal(chartOf(['a'], { UZ: ['none'], KZ: ['0'] }), undefined);
    assert.equal(chartOf(['a'], { total: ['3'] }), undefined);
  });

  it('has a row that dwarfs the others from more than four times the second on', () => {
    const dwarfing = (...values: string[]) =>
      chartOf(['a'], Object.fromEntries(values.map((value, index) => [['UZ', 'KZ', 'TJ'][index] ?? '', [value]])))
        ?.dwarfing?.id;
    assert.equal(dwarfing('4', '1', '1'), undefined);
    assert.equal(dwarfing('4.01', '1', '1'), 'UZ');
    assert.equal(dwarfing('1', '-9', '2'), 'KZ');
    assert.equal(dwarfing('9'), undefined);
    assert.equal(dwarfing('9', '1', 'none'), undefined);
  });
});
