/** Dates as people write them: what is advised for each form, and what the reader of sentences finds. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { adviceOn } from '../../src/chronology/dates/edtf-advice.ts';
import { edtfForm } from '../../src/chronology/dates/written/edtf-form.ts';
import { datesIn, edtfForms } from '../../src/chronology/dates/written/reading.ts';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { edtf } from '../support/edtf-arbitrary.ts';
import { processorSeconds } from '../support/processor-time.ts';
import { ROOT } from '../support/root.ts';

const ZONE = 'Asia/Tokyo';
const NOT_READABLE = 'not a date this chronology can read';

function adviceFor(text: string): string {
  const result = parseWhen(text, ZONE);
  if (result.ok) return 'is EDTF';
  const { message, advice } = result.fault;
  return `${message === NOT_READABLE ? '' : `[${message}] `}${advice}`;
}

/** The lines of `written-dates.txt`. */
const table = readFileSync(join(ROOT, 'test', 'chronology', 'written-dates.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => line.split(' → ') as [form: string, advice: string]);

describe('the forms people write', () => {
  it('are many, each once', () => {
    assert.ok(table.length >= 150);
    assert.equal(new Set(table.map(([form]) => form)).size, table.length);
  });

  for (const [form, advice] of table) it(`${form} → ${advice}`, () => assert.equal(adviceFor(form), advice));

  it('are advised only forms that can be read', () => {
    for (const [form] of table)
      for (const one of edtfForms(form))
        for (const text of 'edtf' in one ? one.edtf : []) assert.ok(parseWhen(text, ZONE).ok, `${form}: ${text}`);
  });
});

/** The EDTF texts of the dates of a sentence, or why there is none. */
const found = (sentence: string, language?: string) =>
  datesIn(sentence, language).expressions.map(({ text, readings }) => [
    text,
    readings
      .map(edtfForm)
      .map((form) => ('edtf' in form ? form.edtf[0] : form.why))
      .join(' | '),
  ]);

describe('the dates of a sentence', () => {
  const sentences: readonly [sentence: string, dates: readonly (readonly [string, string])[]][] = [
    ['Ministers met on 24 December 2022 in Tokyo.', [['24 December 2022', '2022-12-24']]],
    ['since their independence in 1991', [['1991', '1991']]],
    ['From 1993 to 2022, 12,100 people were trained', [['From 1993 to 2022', '1993/2022']]],
    ['on April 15 of this year', [['April 15 of this year', 'a date that hangs on another']]],
    ['between March 2016 and November 2023', [['between March 2016 and November 2023', '[2016-03..2023-11]']]],
    ['the 9th meeting may be held, with 2004 people', []],
    ['They march on. May they be well.', []],
    ['Resolution 1540 of 28 April 2004', [['28 April 2004', '2004-04-28']]],
    ['the meetings of 3/4/2004', [['3/4/2004', '2004-04-03 | 2004-03-04']]],
    [
      'the following day, 7 May',
      [
        ['the following day', 'a date that hangs on another'],
        ['7 May', 'no year'],
      ],
    ],
    ['2022年2月のロシアによるウクライナ侵略以降', [['2022年2月', '2022-02']]],
    ['2025年1月末から2月初旬にかけて歴訪', [['2025年1月末から2月初旬にかけて', '2025-01/2025-02']]],
    ['平成16年8月、30年ぶりに開催', [['平成16年8月', '2004-08']]],
    ['同日、東京で第9回会合', [['同日', 'a date that hangs on another']]],
    ['30名が参加し、100万円を供与', []],
  ];
  for (const [sentence, dates] of sentences)
    it(`“${sentence}”: ${dates.map(([text]) => text).join(', ') || 'none'}`, () =>
      assert.deepEqual(found(sentence), dates));

  it('are not read in other languages, in which half a date would be taken for the whole', () => {
    assert.deepEqual(found('le 4 mai 2004', 'fr'), []);
    assert.deepEqual(found('2004年5月4日', 'zh'), []);
  });

  it('are read from any text without an exception, and leave the rest of it', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('24', 'May', '2004', '-', '–', ' ', '年', '月', '日', '平成', '~', '/', 'since ', 'before '),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        for (const { readings, text: own } of datesIn(text).expressions) {
          assert.ok(readings.length > 0);
          assert.notEqual(own, '');
        }
        adviceOn(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what the languages’ own words say of a date', () => {
  it('and に behind a range of Japanese changes nothing of how it is read', () => {
    for (const range of ['2023年9月から11月の間', '2023年9月から11月までの間']) {
      assert.ok(edtfForms(range).length > 0);
      assert.deepEqual(edtfForms(`${range}に`), edtfForms(range));
    }
  });

  for (const language of ['en', 'ja'] as const)
    it(`is read back as that date (${language})`, () => {
      fc.assert(
        fc.property(
          // Years of fewer digits are told with their era.
          edtf.filter((text) => !/(?<![\d:+-])0\d[\dX][\dX]/.test(text)),
          (text) => {
            const when = parseWhen(text, ZONE);
            assert.ok(when.ok);
            const words = formatWhen(when.value, language);
            // No EDTF has the odd seconds of a town’s mean time.
            fc.pre(!/UTC.\d\d:\d\d:\d\d/.test(words));
            const read = edtfForms(words).flatMap((form) => ('edtf' in form ? form.edtf : []));
            const told = read.map((form) => {
              const again = parseWhen(form, ZONE);
              return again.ok ? formatWhen(again.value, language) : `${form} is no date`;
            });
            assert.ok(told.includes(words), `${text}: “${words}” is read as ${read.join(', ') || 'nothing'}`);
          },
        ),
        { numRuns: 3000 },
      );
    });
});

describe('a long text', () => {
  for (const piece of [
    '1 ',
    '一年',
    'about ',
    '約',
    '2004-',
    '24 May ',
    'since ',
    '2004年(平成16年)',
    '1990s to ',
    '? ',
  ])
    it(`of “${piece}” is read in no time`, () => {
      const seconds = processorSeconds(() => {
        for (const length of [200, 10_000, 1_000_000]) {
          const text = piece.repeat(length / piece.length);
          adviceOn(text);
          datesIn(text);
        }
      });
      assert.ok(seconds < 2, `${seconds} s`);
    });
});

describe('100,000 wordings', () => {
  it('are read in a few seconds', () => {
    const seconds = processorSeconds(() => {
      for (let n = 0; n < 100_000; n += 1)
        datesIn(
          n % 2 === 0
            ? `on the morning of ${(n % 28) + 1} December ${1900 + (n % 100)}, the ministers met in Tokyo`
            : `${1900 + (n % 100)}年12月${(n % 28) + 1}日に東京で会合が開かれた`,
        );
    });
    // Two seconds on the machine where this was written.
    assert.ok(seconds < 20, `${seconds} s`);
  });
});
