/** Numbers as a reader of each language expects them, with every digit that was printed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAmount, formatFigure } from '../../src/chronology/languages/amounts.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';

const amounts: readonly [value: string, scale: number, unit: string | undefined, en: string, ja: string][] = [
  ['190', 1_000_000_000, 'JPY', '¥190 billion', '1,900億円'],
  ['190', 1_000_000, 'JPY', '¥190 million', '1億9,000万円'],
  ['2.5', 1_000_000_000, 'JPY', '¥2.5 billion', '25億円'],
  ['2', 1_000_000, 'USD', 'US$2 million', '200万米ドル'],
  ['-3.65', 1_000_000, 'USD', '-US$3.65 million', '-365万米ドル'],
  ['384.16', 1_000_000, 'USD', 'US$384.16 million', '3億8,416万米ドル'],
  ['1.5', 1_000_000_000_000, 'JPY', '¥1.5 trillion', '1兆5,000億円'],
  ['11.24', 1, 'USD', 'US$11.24', '11.24米ドル'],
  ['12100', 1, undefined, '12,100', '12,100'],
  ['9.2', 1, 'kilometer', '9.2 kilometres', '9.2 km'],
  ['20', 1, 'percent', '20 per cent', '20%'],
  ['30', 1, 'year', '30 years', '30 年'],
  ['3', 1000, 'kilometer', '3,000 kilometres', '3,000 km'],
  ['3', 1000, undefined, '3 thousand', '3,000'],
  ['7', 12, undefined, '84', '84'],
  ['6.00', 1, undefined, '6.00', '6.00'],
];

describe('an amount', () => {
  for (const [value, scale, unit, en, ja] of amounts)
    it(`of ${value} × ${scale} ${unit ?? ''} is ${en} and ${ja}`, () => {
      assert.equal(formatAmount(value, scale, unit, 'en'), en);
      assert.equal(formatAmount(value, scale, unit, 'ja'), ja);
    });

  it('in Japanese counts by ten thousands without losing a digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.constantFrom(1000, 1_000_000, 1_000_000_000),
        (value, scale) => {
          const text = formatAmount(String(value), scale, undefined, 'ja');
          const total = [...text.matchAll(/([\d,]+)([兆億万]?)/g)].reduce((sum, [, digits = '', unit = '']) => {
            const factor = { 兆: 1e12, 億: 1e8, 万: 1e4, '': 1 }[unit] ?? Number.NaN;
            return sum + Number(digits.replaceAll(',', '')) * factor;
          }, 0);
          assert.equal(total, value * scale);
        },
      ),
    );
  });
});

describe('a figure', () => {
  it('says “about” and “more than” where its source does', () => {
    const [en, ja] = [wordsOf('en'), wordsOf('ja')];
    const figure = {
      measure: 'displaced',
      value: '100000',
      scale: 1,
      approximate: false,
      moreThan: true,
      countries: [],
    };
    assert.equal(formatFigure(figure, 'en', en), 'more than 100,000');
    assert.equal(formatFigure(figure, 'ja', ja), '100,000超');
    assert.equal(formatFigure({ ...figure, approximate: true, moreThan: false }, 'ja', ja), '約100,000');
  });
});
