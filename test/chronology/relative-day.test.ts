/** Days told from today: how they are written, which day they are, and what is answered to those that are written otherwise. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { daysBetween } from '../../src/chronology/dates/day.ts';
import { almostRelativeDay, durationUnits, resolveDay } from '../../src/chronology/dates/relative-day.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { formatRelativeDay, readRelativeDay } from '../../src/chronology/languages/relative-days-in-words.ts';
import { daysAfter } from '../support/calendar-oracle.ts';
import { day } from '../support/edtf-arbitrary.ts';

const resolved = (text: string, today: string) => {
  const relative = readRelativeDay(text);
  assert.ok(relative, text);
  return resolveDay(relative, today);
};
const few = fc.nat(40);
const durations = fc
  .record({ sign: fc.constantFrom('', '-', '+'), Y: few, M: few, W: few, D: few })
  .map(({ sign, ...units }) => ({
    text: `${sign}P${Object.entries(units)
      .map(([letter, number]) => `${number}${letter}`)
      .join('')}`,
    isNothing: Object.values(units).every((number) => number === 0),
  }));

describe('a day told from today', () => {
  const table: readonly [text: string, canonical: string, today: string, day: string][] = [
    ['today', 'today', '2026-11-29', '2026-11-29'],
    ['Today', 'today', '2026-11-29', '2026-11-29'],
    ['今日', 'today', '2026-11-29', '2026-11-29'],
    ['本日', 'today', '2026-11-29', '2026-11-29'],
    ['Heute', 'today', '2026-11-29', '2026-11-29'],
    ['اليوم', 'today', '2026-11-29', '2026-11-29'],
    ['P0D', 'today', '2026-11-29', '2026-11-29'],
    ['-P30D', '-P30D', '2026-11-29', '2026-10-30'],
    ['P6M', 'P6M', '2026-11-29', '2027-05-29'],
    ['p2w', 'P2W', '2026-11-29', '2026-12-13'],
    // A plus is a space in an address.
    [' P1Y', 'P1Y', '2026-11-29', '2027-11-29'],
    ['+P1Y0M2D', 'P1Y2D', '2026-11-29', '2027-12-01'],
    ['−P１Y', '-P1Y', '2026-11-29', '2025-11-29'],
    // A shorter month has no such day, and its last is taken.
    ['P1M', 'P1M', '2026-01-31', '2026-02-28'],
    ['-P1M', '-P1M', '2028-03-31', '2028-02-29'],
    ['-P1Y', '-P1Y', '2028-02-29', '2027-02-28'],
    // Years and months first.
    ['P1M1D', 'P1M1D', '2026-01-31', '2026-03-01'],
  ];
  for (const [text, canonical, today, expected] of table)
    it(`${text} is ${canonical}, and on ${today} ${expected}`, () => {
      assert.equal(readRelativeDay(text)?.text, canonical);
      assert.equal(resolved(text, today), expected);
    });

  it('counts days and weeks as they come, before and after any day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -60, max: 60 }), fc.constantFrom(1, 7), (today, count, length) => {
        fc.pre(today > '0003' && today < '9996');
        const text = `${count < 0 ? '-' : ''}P${Math.abs(count)}${length === 7 ? 'W' : 'D'}`;
        assert.equal(resolved(text, today), daysAfter(today, count * length));
      }),
    );
  });

  it('is canonical in one way, which means the same day', () => {
    fc.assert(
      fc.property(durations, day, ({ text, isNothing }, today) => {
        const canonical = readRelativeDay(text)?.text ?? '';
        assert.equal(readRelativeDay(canonical)?.text, canonical);
        assert.equal(resolved(canonical, today), resolved(text, today));
        assert.equal(canonical === 'today', isNothing);
      }),
    );
  });

  it('is later for a later today, or the same', () => {
    fc.assert(
      fc.property(durations, day, fc.nat(400), ({ text }, today, later) => {
        const [first, second] = [resolved(text, today), resolved(text, daysAfter(today, later))];
        if (first !== undefined && second !== undefined) assert.ok(daysBetween(first, second) >= 0);
      }),
    );
  });

  it('is none where chronologies do not have its year', () => {
    assert.equal(resolved('-P2025Y', '2026-11-29'), '0001-11-29');
    assert.equal(resolved('-P2026Y', '2026-11-29'), '0000-11-29');
    assert.equal(resolved('P7974Y', '2026-11-29'), 'Y10000-11-29');
    assert.equal(resolved('P99999Y', '2026-11-29'), undefined);
    assert.equal(resolved('P99999Y99999M99999W9999999D', '2026-11-29'), undefined);
  });

  for (const text of [
    '',
    'P',
    '-',
    'PT5H',
    'P1.5M',
    'P1D2M',
    'P-1D',
    '--P1D',
    '30D',
    '2022',
    'P1',
    'P123456Y',
    'today?',
  ])
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(readRelativeDay(text), undefined));

  const meant: readonly [text: string, meant: string | undefined][] = [
    ['tomorrow', 'P1D'],
    ['Yesterday', '-P1D'],
    ['now', 'today'],
    ['30D', 'P30D'],
    ['-30d', '-P30D'],
    ['30 days', 'P30D'],
    ['2 weeks ago', '-P2W'],
    ['today-6m', '-P6M'],
    ['- P 1 Y', '-P1Y'],
    ['PT48H', undefined],
    ['P1.5M', undefined],
    ['-P30', undefined],
    ['today + 3', undefined],
  ];
  for (const [text, expected] of meant)
    it(`may be meant by ${text}${expected === undefined ? '' : `: ${expected}`}`, () =>
      assert.deepEqual(almostRelativeDay(text), { meant: expected }));

  for (const text of ['some day', '2022', '24 December 2022', 'P', 'March 2023'])
    it(`is not meant by ${text}`, () => assert.equal(almostRelativeDay(text), undefined));

  const words: readonly [text: string, en: string, ja: string][] = [
    ['today', 'today', '今日'],
    ['-P30D', '30 days ago', '30日前'],
    ['P1D', '1 day ahead', '1日後'],
    ['P6M', '6 months ahead', '6か月後'],
    ['-P2W', '2 weeks ago', '2週間前'],
    ['P1Y6M', '1 year 6 months ahead', '1年6か月後'],
    ['-P1000D', '1,000 days ago', '1,000日前'],
  ];
  for (const [text, ...expected] of words)
    it(`${text} reads ${expected.join(', ')}`, () => {
      const relative = readRelativeDay(text);
      assert.ok(relative);
      assert.deepEqual(
        (['en', 'ja'] as const).map((language) => formatRelativeDay(relative, language)),
        expected,
      );
    });

  it('names each of its numbers in words of every language', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(...wordLanguages), ({ text }, language) => {
        const relative = readRelativeDay(text);
        assert.ok(relative);
        const inWords = formatRelativeDay(relative, language);
        for (const unit of durationUnits) {
          const number = relative.duration[unit];
          // Arabic has forms of the noun in place of one and two.
          if (number > 0 && (number > 2 || language !== 'ar')) assert.ok(inWords.includes(String(number)), inWords);
        }
      }),
    );
  });
});
