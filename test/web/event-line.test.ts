/** Dates on pages stay whole at the end of a line. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { formatWhen, unbroken } from '../../src/chronology/languages/dates-in-words.ts';
import { formatEventDate } from '../../src/web/pages/parts/event-line.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { edtf } from '../support/edtf-arbitrary.ts';

describe('a date on a page', () => {
  // The tilde stands for a space that does not break, the stroke for one of no width.
  const table = [
    '24~December~2022',
    'In or after September~2023',
    '15~January to 30~June~2024',
    'between 24 and 26~December~2022',
    'late January to early February~2025',
    '20~December~2025 at 15:00 (UTC+09:00)',
    '2022年12月24日',
    '2022年12月24日|までに',
    '2022年4月15日|から|17日|までの間',
    '2025年1月末～|2月初旬',
    '旧ソ連時代（1991年|まで）',
    '2019年|の|1年間',
    '1990年代',
    '西暦79年8月24日|以降',
    '2025年12月20日15:00（UTC+09:00）',
    'first quarter of 2023',
    'in the march of 1990',
  ];
  for (const expected of table)
    it(expected, () => {
      const text = expected.replaceAll('~', ' ').replaceAll('|', '');
      assert.equal(unbroken(text, 'en'), expected.replaceAll('~', '\u00a0').replaceAll('|', '\u200b'));
    });

  it('says the same, and no month stands on another line than its day or year', () => {
    fc.assert(
      fc.property(edtf, fc.constantFrom('en', 'ja'), (text, language) => {
        const when = parseWhen(text, 'Asia/Tokyo');
        assert.ok(when.ok);
        const words = formatWhen(when.value, language);
        const whole = unbroken(words, language);
        assert.equal(whole.replaceAll('\u00a0', ' ').replaceAll('\u200b', ''), words);
        assert.doesNotMatch(whole, /\d [A-Z]|[A-Z][a-z]+ \d/);
        assert.equal(unbroken(whole, language), whole);
      }),
    );
  });

  it('is what the curator wrote, where that says more', () => {
    const { events } = chronologyOf({
      'an-event': { when: '2022-12-24~', whenText: { en: 'around 24 December 2022', ja: '2022年12月24日ごろ' } },
    });
    const [event] = events;
    assert.ok(event);
    assert.equal(formatEventDate(event, 'en'), 'Around 24\u00a0December\u00a02022');
    assert.equal(formatEventDate(event, 'ja'), '2022年12月24日\u200bごろ');
  });
});
