/** How dates read in English and Japanese: as well as they are known, with a remark on what is not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import type { When } from '../../src/chronology/dates/when.ts';
import { formatEnd, formatPrecision, formatWhen } from '../../src/chronology/languages/dates-in-words.ts';

function read(text: string, zone = 'Asia/Tokyo'): When {
  const result = parseWhen(text, zone);
  assert.ok(result.ok, text);
  return result.value;
}

type Row = readonly [text: string, en: string, ja: string, remark: string, remarkJa: string];

const tables: Readonly<Record<string, readonly Row[]>> = {
  'moments by precision': [
    ['2022-12-24', '24 December 2022', '2022年12月24日', '', ''],
    ['0794-10-22', '22 October AD 794', '西暦794年10月22日', '', ''],
    ['0079-08-24', '24 August AD 79', '西暦79年8月24日', '', ''],
    ['0001', 'AD 1', '西暦1年', 'month and day not recorded', '月日は不明'],
    ['007X', 'AD 70s', '西暦70年代', 'year not recorded', '年は不明'],
    ['0999-33', 'first quarter of AD 999', '西暦999年第1四半期', 'month not recorded', '月は不明'],
    ['1000', '1000', '1000年', 'month and day not recorded', '月日は不明'],
    ['2023-03', 'March 2023', '2023年3月', 'day not recorded', '日は不明'],
    ['2023-33', 'first quarter of 2023', '2023年第1四半期', 'month not recorded', '月は不明'],
    ['2023-34', 'second quarter of 2023', '2023年第2四半期', 'month not recorded', '月は不明'],
    ['2023-35', 'third quarter of 2023', '2023年第3四半期', 'month not recorded', '月は不明'],
    ['2023-36', 'fourth quarter of 2023', '2023年第4四半期', 'month not recorded', '月は不明'],
    ['2023-40', 'first half of 2023', '2023年上半期', 'month not recorded', '月は不明'],
    ['2023-41', 'second half of 2023', '2023年下半期', 'month not recorded', '月は不明'],
    ['2004', '2004', '2004年', 'month and day not recorded', '月日は不明'],
    ['199X', '1990s', '1990年代', 'year not recorded', '年は不明'],
    // Neither the 20th century, which ends in 2000 to many, nor a decade.
    ['19XX', 'century 1900–1999', '1900～1999年の世紀', 'year not recorded', '年は不明'],
    ['09XX', 'century AD 900–999', '西暦900～999年の世紀', 'year not recorded', '年は不明'],
  ],
  'date-times, in the chronology’s zone': [
    ['2025-12-20T15:00', '20 December 2025 at 15:00 (UTC+09:00)', '2025年12月20日15:00（UTC+09:00）', '', ''],
    ['2025-12-20T15:00:30', '20 December 2025 at 15:00:30 (UTC+09:00)', '2025年12月20日15:00:30（UTC+09:00）', '', ''],
    ['2025-12-20T15:00Z', '21 December 2025 at 00:00 (UTC+09:00)', '2025年12月21日00:00（UTC+09:00）', '', ''],
    // Before Japan had a standard time, Tokyo’s was that of its longitude.
    ['1880-01-01T00:00', '1 January 1880 at 00:00 (UTC+09:18:59)', '1880年1月1日00:00（UTC+09:18:59）', '', ''],
  ],
  'approximate and uncertain moments': [
    ['2004~', 'about 2004', '2004年頃', 'month and day not recorded, approximate', '月日は不明、おおよその時期'],
    ['2004?', 'possibly 2004', '2004年（不確か）', 'month and day not recorded, uncertain', '月日は不明、確証なし'],
    [
      '2023-03%',
      'possibly about March 2023',
      '2023年3月頃（不確か）',
      'day not recorded, approximate and uncertain',
      '日は不明、おおよその時期、確証なし',
    ],
    ['2022-12-24~', 'about 24 December 2022', '2022年12月24日頃', 'approximate', 'おおよその時期'],
    ['2022-12-24?', 'possibly 24 December 2022', '2022年12月24日（不確か）', 'uncertain', '確証なし'],
    [
      '2023-33~',
      'about the first quarter of 2023',
      '2023年第1四半期頃',
      'month not recorded, approximate',
      '月は不明、おおよその時期',
    ],
    ['199X?', 'possibly the 1990s', '1990年代（不確か）', 'year not recorded, uncertain', '年は不明、確証なし'],
  ],
  'moments within bounds': [
    [
      '[2023-09..]',
      'in or after September 2023',
      '2023年9月以降',
      'exact date not recorded, not before this',
      '正確な日付は不明、早くてもこの時点',
    ],
    [
      '[2022-12-24..]',
      'on or after 24 December 2022',
      '2022年12月24日以降',
      'exact date not recorded, not before this',
      '正確な日付は不明、早くてもこの時点',
    ],
    [
      '[..2022-12-24]',
      'by 24 December 2022',
      '2022年12月24日までに',
      'exact date not recorded, not after this',
      '正確な日付は不明、遅くともこの時点',
    ],
    [
      '[..2019]',
      'by 2019',
      '2019年までに',
      'exact date not recorded, not after this',
      '正確な日付は不明、遅くともこの時点',
    ],
    [
      '[..2023-33]',
      'by the first quarter of 2023',
      '2023年第1四半期までに',
      'exact date not recorded, not after this',
      '正確な日付は不明、遅くともこの時点',
    ],
    [
      '[2023-09..2023-11]',
      'between September and November 2023',
      '2023年9月から11月までの間',
      'exact date not recorded',
      '正確な日付は不明',
    ],
    [
      '[199X..2023-41]',
      'between the 1990s and the second half of 2023',
      '1990年代から2023年下半期までの間',
      'exact date not recorded',
      '正確な日付は不明',
    ],
    ['[2023..2023]', '2023', '2023年', 'exact date not recorded', '正確な日付は不明'],
  ],
  'periods of days': [
    ['2022-12-24/2022-12-26', '24 to 26 December 2022', '2022年12月24日～26日', '', ''],
    ['2022-01-31/2022-03-01', '31 January to 1 March 2022', '2022年1月31日～3月1日', '', ''],
    ['2022-12-31/2023-01-02', '31 December 2022 to 2 January 2023', '2022年12月31日～2023年1月2日', '', ''],
    ['2022-12-24/2022-12-24', '24 December 2022', '2022年12月24日', '', ''],
    ['2019-01-01/2019-12-31', 'all of 2019', '2019年の1年間', '', ''],
    ['2019-02-01/2019-02-28', 'all of February 2019', '2019年2月の1か月間', '', ''],
    ['2020-02-01/2020-02-29', 'all of February 2020', '2020年2月の1か月間', '', ''],
    // One day short of the leap month.
    ['2020-02-01/2020-02-28', '1 to 28 February 2020', '2020年2月1日～28日', '', ''],
    ['2019-01-01/2020-12-31', '1 January 2019 to 31 December 2020', '2019年1月1日～2020年12月31日', '', ''],
    [
      '2019-01-01~/2019-12-31',
      'about 1 January 2019 to 31 December 2019',
      '2019年1月1日頃～2019年12月31日',
      'approximate',
      'おおよその時期',
    ],
  ],
  'periods of longer units': [
    [
      '2016-03/2023-11',
      'March 2016 to November 2023',
      '2016年3月～2023年11月',
      'ends not recorded to the day',
      '始期・終期の日は不明',
    ],
    [
      '2016-03/2016-11',
      'March to November 2016',
      '2016年3月～11月',
      'ends not recorded to the day',
      '始期・終期の日は不明',
    ],
    ['2023-03/2023-03', 'March 2023', '2023年3月', 'ends not recorded to the day', '始期・終期の日は不明'],
    ['1993/2022', '1993 to 2022', '1993年～2022年', 'ends not recorded to the day', '始期・終期の日は不明'],
    ['2004/2004', '2004', '2004年', 'ends not recorded to the day', '始期・終期の日は不明'],
    [
      '2023-33/2023-34',
      'first quarter of 2023 to the second quarter of 2023',
      '2023年第1四半期～2023年第2四半期',
      'ends not recorded to the day',
      '始期・終期の日は不明',
    ],
    [
      '2022-03-05/2022-04',
      '5 March 2022 to April 2022',
      '2022年3月5日～2022年4月',
      'ends not recorded to the day',
      '始期・終期の日は不明',
    ],
    [
      '2016-03~/2023-11?',
      'about March 2016 to possibly November 2023',
      '2016年3月頃～2023年11月（不確か）',
      'ends not recorded to the day, approximate and uncertain',
      '始期・終期の日は不明、おおよその時期、確証なし',
    ],
  ],
  'periods without one end': [
    ['2022-12-24/..', 'since 24 December 2022', '2022年12月24日から', 'end open', '継続中'],
    ['2022-02/..', 'since February 2022', '2022年2月から', 'day not recorded, end open', '日は不明、継続中'],
    ['199X/..', 'since the 1990s', '1990年代から', 'year not recorded, end open', '年は不明、継続中'],
    [
      '199X~/..',
      'since about the 1990s',
      '1990年代頃から',
      'year not recorded, approximate, end open',
      '年は不明、おおよその時期、継続中',
    ],
    ['../1991', 'until 1991', '1991年まで', 'month and day not recorded', '月日は不明'],
    ['../2022-12-24', 'until 24 December 2022', '2022年12月24日まで', '', ''],
    ['2004/', 'from 2004, end unknown', '2004年から（終期不明）', 'month and day not recorded', '月日は不明'],
    ['2022-12-24/', 'from 24 December 2022, end unknown', '2022年12月24日から（終期不明）', '', ''],
    [
      '2023-40/',
      'from the first half of 2023, end unknown',
      '2023年上半期から（終期不明）',
      'month not recorded',
      '月は不明',
    ],
    ['/2004-05', 'until May 2004, start unknown', '2004年5月まで（始期不明）', 'day not recorded', '日は不明'],
  ],
};

for (const [name, rows] of Object.entries(tables))
  describe(name, () => {
    for (const [text, en, ja, remark, remarkJa] of rows) {
      it(`${text}: ${en}${remark === '' ? '' : ` (${remark})`}`, () => {
        assert.equal(formatWhen(read(text), 'en'), en);
        assert.equal(formatPrecision(read(text), 'en'), remark);
      });
      it(`${text}: ${ja}${remarkJa === '' ? '' : `（${remarkJa}）`}`, () => {
        assert.equal(formatWhen(read(text), 'ja'), ja);
        assert.equal(formatPrecision(read(text), 'ja'), remarkJa);
      });
    }
  });

it('times west of Greenwich and at it carry their offset', () => {
  const when = (zone: string) => formatWhen(read('2025-12-20T15:00', zone), 'en');
  assert.equal(when('America/New_York'), '20 December 2025 at 15:00 (UTC−05:00)');
  assert.equal(when('America/St_Johns'), '20 December 2025 at 15:00 (UTC−03:30)');
  assert.equal(when('UTC'), '20 December 2025 at 15:00 (UTC)');
});

it('one end of a period reads as a date of its own', () => {
  const when = read('2016-03/2023-11~');
  assert.ok(when.kind === 'period' && typeof when.start !== 'string' && typeof when.end !== 'string');
  assert.deepEqual(
    [formatEnd(when.start, 'en'), formatEnd(when.end, 'en'), formatEnd(when.start, 'ja'), formatEnd(when.end, 'ja')],
    ['March 2016', 'about November 2023', '2016年3月', '2023年11月頃'],
  );
});
