/** Where the date of an event and the words that its citations quote cannot both be true. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkWordings } from '../../src/chronology/check/wording-check.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { eventText, minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { plainDates } from '../support/edtf-arbitrary.ts';

const cite = (wording: string, purpose = 'date', source = /\p{Script=Han}/u.test(wording) ? 'review' : 'report') => ({
  source,
  paragraph: 1,
  for: purpose,
  wording,
});

type Fields = Readonly<Record<string, unknown>>;

function problemsOf(fields: Fields): readonly string[] {
  const files = minimalFiles({ 'an-event': eventText(fields) });
  const { chronology, problems } = parseMinimal(files);
  assert.ok(chronology, problems.map((problem) => formatProblem(problem)).join('\n'));
  return checkWordings(chronology, files).map((problem) => formatProblem(problem));
}

/** A date and the wordings of its citations; one for the year begins with "year: ". */
const quoting = (when: string, wordings: readonly string[], more: Fields = {}): Fields => ({
  when,
  sources: wordings.map((wording) => (wording.startsWith('year: ') ? cite(wording.slice(6), 'year') : cite(wording))),
  ...more,
});

const INFERRED = (note: string) => ({ dating: { inferred: true, note } });

describe('a date and its wordings agree', () => {
  const table: readonly [when: string, wordings: readonly string[], more?: Fields][] = [
    ['2004-05-06', ['6 May 2004']],
    ['2004-05-06', ['May 6th, 2004']],
    ['2004-05-06', ['平成16年5月6日']],
    ['2004-05-06', ['二〇〇四年五月六日']],
    ['2004-05-06T15:00', ['6 May 2004']],
    // Less well than the words is no contradiction.
    ['2004-05', ['6 May 2004']],
    ['2004', ['6 May 2004']],
    ['200X', ['in May 2004']],
    // Either reading will do.
    ['2004-04-03', ['3/4/2004']],
    ['2004-03-04', ['3/4/2004']],
    ['1732', ['in 1731/2']],
    ['1904-05', ['1904-05']],
    ['1904/1905', ['1904–05']],
    // What the words leave open.
    ['2004-05-06', ['6 May']],
    ['2004-05-06', ['on the same day']],
    ['2004-05-06', ['last month']],
    ['2004-05-06', ['同日']],
    ['2025-12-20', ['12月20日', 'year: 2025年1月末']],
    ['2022-04-15', ['April 15 of this year', 'year: 17 April 2022']],
    ['2022-12', ['last December', 'year: January 2023']],
    ['2022-12', ['In December', 'year: 5 January 2023']],
    ['2004-05-06', ['the Thursday after Easter 2004']],
    ['2004-05-06', ['in May 2004', 'on the 6th']],
    // Two citations say the date together.
    ['2004-05-06', ['in 2004', '6 May']],
    ['2004-05-06/2004-05-08', ['6 May 2004', '8 May 2004']],
    // Bounds, excluded and included.
    ['[..1849]', ['before 1850']],
    ['[..1849-12-31]', ['before 1850']],
    ['[..1850]', ['before 1850']],
    ['[..2019]', ['by 2019']],
    ['[2023-10..]', ['after September 2023']],
    ['[2023-09..]', ['after September 2023']],
    ['[2022-04-15..2022-04-17]', ['15 April 2022', '17 April 2022']],
    ['[..2022-12-24]', ['24 December 2022']],
    // Periods.
    ['1914/1918', ['1914-18']],
    ['2016-03/2023-11', ['March 2016 – November 2023']],
    ['2019-01-01/2019-12-31', ['Calendar year: 2019']],
    ['1993-01-01/2022-12-31', ['from 1993 to 2022']],
    ['2004-06-01/2004-06-03', ['June 1–3, 2004']],
    ['2023-04/2024-03', ['2023年度']],
    ['2004-03/2004-05', ['in the spring of 2004']],
    ['[2022-10..2022-12]', ['late 2022']],
    ['2022-12-31', ['at the end of 2022']],
    ['1993/..', ['1993年以降']],
    ['2004/..', ['in 2004 and since then']],
    ['2004/..', ['2004–2010', 'since 2010']],
    ['2004/', ['2004–2010']],
    ['2022-35', ['2022年7～9月']],
    // A weekday of the Julian calendar.
    ['1917-10-25', ['Wednesday, 25 October 1917']],
    ['1215-06-15', ['Monday, 15 June 1215']],
    // About.
    ['1850~', ['c. 1850']],
    ['1850~', ['1849']],
    ['2004?', ['possibly 2004']],
    ['[..2004]', ['by 2004']],
    ['[2004..2005]', ['2004 or 2005']],
    ['[2004..]', ['2004年以降']],
    ['2004-05', ['about 6 May 2004']],
    // One of several citations that says the date as it stands is enough.
    ['2004', ['about 2004', 'in 2004']],
    ['2004-05-06', ['about 6 May 2004', '6 May']],
    ['1939', ['1939–40', '1939年']],
    // What began, or lasted some days.
    ['2004', ['since 2004']],
    ['2022-12-24', ['24–26 December 2022']],
    // By other calendars.
    ['1872-02-09', ['明治5年1月1日']],
    ['1215-06-15', ['15 June 1215']],
    ['1215-06-22', ['15 June 1215']],
    ['2019-05-01', ['平成31年5月1日']],
    // A date beside others.
    ['2004-04-28', ['Resolution 1540 of 28 April 2004']],
    // Another date than the printed one.
    ['2012-03-11', ['the first anniversary of 11 March 2011']],
    ['2004-05-05', ['on the eve of 6 May 2004']],
    ['2004-05-06', ['two days before 8 May 2004']],
    ['2023-07', ['in 1445 AH']],
    ['1940', ['皇紀2600年']],
    ['2004-05', ['May 04']],
    ['2004-05-06', ['2004年（平成16年）5月6日']],
    // Unread.
    ['2004-05-06', ['when the ministers met']],
  ];
  for (const [when, wordings, more] of table)
    it(`${when}: ${wordings.join(' / ')}`, () => {
      const inferred = wordings.some((wording) => wording.startsWith('year: '))
        ? INFERRED('The year is the report’s.')
        : {};
      assert.deepEqual(problemsOf(quoting(when, wordings, { ...inferred, ...more })), []);
    });
});

describe('what says nothing of a date, or too little, is not held against it', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'days of other calendars': [
      '30 Jumada al-awwal 1444',
      'Jumada II 1, 1444',
      "15 Sha'ban 1444",
      '1 Dhu al-Hijjah 1443',
      'Muharram 1445',
      '3 Dey 1401',
      '30 Kislev 5783',
    ],
    'spans with vague ends': ['mid-2022 to early 2023', 'in the run-up to 2023', 'week ending 25 December 2022'],
    'days from one to another': ['24–26.12.2022', '12/24–26/2022', '12月24日～26日'],
    'numbers of documents': [
      'Resolution 2022/5',
      'document 2023/4',
      'S/RES/1718 (2006)',
      'Regulation (EU) 2016/679',
      'Act No. 66 of 1999, 24 December 2022',
      '令和4年法律第66号',
      'Cabinet Decision 2022/44',
      'under Law No. 2022-15',
      '決議2022/5',
      '決議第2022/5号',
    ],
    'numbers of names': [
      'Vision 2030, December 24',
      'ISO 2108',
      'Boeing 1917',
      'ボーイング1917',
      'Tokyo 1964',
      '東京1964',
      'the 2030 Agenda',
      'Room 1901',
      'Windows 2000 servers',
    ],
    'words for another day': [
      'following the 24 December 2022 meeting',
      'after the 24 December 2022 meeting',
      'on the 25th anniversary',
      'on the 24th and 25th',
    ],
    newspapers: ['The Sun, 24 December 2022', 'Baltimore Sun, December 24, 2022', 'The Sunday Times, 24 December 2022'],
    'counts of days': [
      '滞在3日',
      '二、三日に',
      '100日、',
      '24/7',
      '3日間',
      '3日に分けて',
      '約3日',
      '第3日',
      '30日以内に',
    ],
    'days of the week that are right': [
      'Saturday, 24 December 2022',
      'on Saturday, 24 December',
      '24 December 2022 (Saturday)',
      '2022年12月24日（土・祝）',
      '24日（土）に',
    ],
    'the day alone': ['on the 24th', '24日', '24日、25日', '12/24', '24/12', '12/24/22'],
    times: ['at 1900 hours', 'about 1900 hrs', 'at 1900', '1900時'],
    amounts: ['1,991 houses', 'JPY 2000 million', 'about 1500 people', '1500人が参加', '30周年'],
  };
  for (const [kind, wordings] of Object.entries(kinds))
    it(kind, () => {
      for (const wording of wordings) assert.deepEqual(problemsOf(quoting('2022-12-24', [wording])), [], wording);
    });
});

describe('a date and its wordings cannot both be true', () => {
  const table: readonly [when: string, wordings: readonly string[]][] = [
    ['2004-05-04', ['6 May']],
    ['2004-05-04', ['6 May 2004']],
    ['2023-04', ['in March 2023']],
    ['2005', ['in 2004']],
    ['2004-05-07', ['5月6日']],
    ['2004-05-06', ['平成17年5月6日']],
    // One of several citations is enough.
    ['2004-05-04', ['4 May 2004', '6 May 2004']],
    ['1939-40', ['1939–40']],
    ['1939-40', ['1939-40']],
    ['1904-05', ['1904–05']],
    ['1872-01-01', ['明治5年1月1日']],
    ['0044', ['44 BC']],
    ['[..1850]', ['before 1848']],
    ['[..2023-12-24]', ['24 December 2022']],
    ['1993/2023', ['from 1993 to 2022']],
    ['2017-03/2024-11', ['March 2016 – November 2023']],
    ['2026-12-20', ['12月20日', 'year: 2025年1月末']],
    ['1917-11-07', ['25 October 1917']],
    // Years and days beside names and in other forms.
    ['2022-12-24', ['Tokyo, 1964']],
    ['2022-12-24', ['Tokyo in 1964']],
    ['2022-12-24', ['the revolution 1917']],
    ['2022-12-24', ['In 1964']],
    ['2022-12-24', ['Since 2023']],
    ['2022-12-24', ['in 2023/11']],
    ['2022-12-24', ['25–26.12.2022']],
    ['2022-12-24', ['week ending 8 January 2023']],
    ['2024', ['in the run-up to 2023']],
    ['2022-12-24', ['mid-2023 to early 2024']],
    ['1920', ['1914-1918']],
    // Ends that the words give or take.
    ['1991/..', ['until 1991']],
    ['../1991', ['since 1991']],
    ['2004/..', ['2004–2010']],
    // Bounds that exclude the date.
    ['1850', ['before 1850']],
    ['2022', ['after 2022']],
    ['2022-12', ['after December 2022']],
    ['2022-12-24', ['before 24 December 2022']],
    ['2022-12-24', ['later than 24 December 2022']],
    ['2022-12-24', ['2022年12月24日より前']],
    // Days of the week.
    ['2022-12-24', ['Sunday, 24 December 2022']],
    ['2022-12-24', ['24 December 2022 (Sunday)']],
    ['2022-12-24', ['on Sunday, 24 December']],
    ['2022-12-24', ['2022年12月24日（日）']],
    ['2022-12-24', ['12月24日（日）']],
    ['1917-10-25', ['Friday, 25 October 1917']],
    // Parts of a date.
    ['2022-12-24', ['on the 25th']],
    ['2022-12-24', ['25日']],
    ['2022-12-24', ['25日、東京で']],
    ['2022-12-24', ['11/24']],
    ['2022-12-24', ['12/25/22']],
    ['2022-12-24', ['2022年7～9月']],
    ['2022-12-24', ['2022年7－9月期']],
    // Better than the words know it.
    ['2004', ['about 2004']],
    ['2004', ['c. 2004']],
    ['2004', ['possibly 2004']],
    ['2004', ['by 2004']],
    ['2004', ['2004 or 2005']],
    ['2004-05', ['May or June 2004']],
    ['2004', ['2004年頃']],
    ['2004', ['約2004年']],
    ['2004', ['2004年以降']],
    ['2004-05-06', ['about 6 May 2004']],
    ['1939', ['1939–40']],
    ['1940', ['1939–40']],
    // More than the words say.
    ['2004-05-06', ['in May 2004']],
    ['2004-05-01', ['in May 2004']],
    ['2004-05', ['in 2004']],
    ['2004-01', ['in 2004']],
    ['2004-33', ['in 2004']],
    ['2004', ['the 2000s']],
    ['2004-03-05/2004-11', ['March 2004 to November 2004']],
    ['2025-08-15', ['8月', 'year: 2025年1月末']],
    ['1849', ['before 1850']],
    ['1848', ['about 1850']],
    ['2004-06-02', ['June 1–3, 2004']],
    ['2022-12', ['late 2022']],
  ];
  for (const [when, wordings] of table)
    it(`${when}: ${wordings.join(' / ')}`, () => {
      const inferred = wordings.some((wording) => wording.startsWith('year: '))
        ? INFERRED('The year is the report’s.')
        : {};
      assert.equal(problemsOf(quoting(when, wordings, inferred)).length, 1);
    });

  it('is told at the line of the wording, with what both say and what to do', () => {
    assert.deepEqual(problemsOf(quoting('2004-05-04', ['4 May 2004', '6 May'])), [
      `events/an-event.yaml:17:14  sources.1.wording: the wording says “6 May”, \`when\` says 4 May 2004 (2004-05-04)
    found: 6 May
    write: when: 2004-05-06, or the wording as printed; where both are right (an Old Style day, a misprint), why, in dating.note`,
    ]);
    assert.deepEqual(problemsOf(quoting('2004-05-06', ['in May 2004'])), [
      `events/an-event.yaml:13:14  sources.0.wording: the wording says only “May 2004”, \`when\` says 6 May 2004 (2004-05-06)
    found: in May 2004
    write: when: 2004-05, or a citation \`for: date\` that prints the rest; where the rest is inferred, how, in dating.note`,
    ]);
  });

  it('tells of a date that is better known than the words have it', () => {
    assert.deepEqual(problemsOf(quoting('2004', ['about 2004'])), [
      `events/an-event.yaml:13:14  sources.0.wording: the wording says only “about 2004”, \`when\` says 2004 (2004)
    found: about 2004
    write: when: 2004~, or a citation \`for: date\` that prints the rest; where the rest is inferred, how, in dating.note`,
    ]);
    assert.deepEqual(problemsOf(quoting('2004', ['by 2004'], { dating: { note: 'The minutes of 2004 say so.' } })), []);
  });

  it('tells of a day of the week that is wrong', () => {
    assert.deepEqual(problemsOf(quoting('2022-12-24', ['Sunday, 24 December 2022'])), [
      `events/an-event.yaml:13:14  sources.0.wording: the wording says “Sunday, 24 December 2022”, but 24 December 2022 was a Saturday
    found: Sunday, 24 December 2022
    write: the day and the weekday as printed; where the source is mistaken, which of them is right, in dating.note`,
    ]);
  });

  it('of an alternative are compared with its own citations', () => {
    const alternative = (when: string) => ({ alternatives: [{ when, sources: [cite('December 2022')] }] });
    assert.deepEqual(problemsOf(alternative('2022-12')), []);
    assert.match(problemsOf(alternative('2022-11')).join(), /alternatives\.0\.sources\.0\.wording: the wording says/);
  });
});

describe('where both are right', () => {
  const OLD_STYLE = ['October 25, 1917'];

  it('`dating.note` says why', () => {
    assert.equal(problemsOf(quoting('1917-11-07', OLD_STYLE)).length, 1);
    assert.deepEqual(
      problemsOf(quoting('1917-11-07', OLD_STYLE, { dating: { note: 'Old Style in the source.' } })),
      [],
    );
  });

  it('the note of an inferred date, which says how it was inferred, names the date as well', () => {
    const dated = (note: string) => problemsOf(quoting('1917-11-07', OLD_STYLE, INFERRED(note)));
    assert.equal(dated('The year is the report’s.').length, 1);
    assert.deepEqual(dated('The report has 25 October, Old Style, which is 7 November 1917.'), []);
    assert.deepEqual(
      problemsOf(quoting('1992', ['year: in 2022'], INFERRED('2022 is the 30th year; 1992 is 2022 less 30.'))),
      [],
    );
  });
});

describe('any day that is written in the words of a language', () => {
  const years = plainDates.day.filter((day) => day >= '1600' && day < '2900');
  const shifted = (day: string, count: number) =>
    new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
  for (const language of ['en', 'ja'] as const) {
    const words = (edtf: string) => {
      const when = parseWhen(edtf, 'Asia/Tokyo');
      assert.ok(when.ok);
      return formatWhen(when.value, language);
    };
    it(`agrees with that day, its month and its year (${language})`, () => {
      fc.assert(
        fc.property(years, (day) => {
          for (const when of [day, day.slice(0, 7), day.slice(0, 4)])
            assert.deepEqual(problemsOf(quoting(when, [words(day)])), []);
        }),
        { numRuns: 100 },
      );
    });

    it(`disagrees with every other, and its month with a day (${language})`, () => {
      fc.assert(
        fc.property(years, fc.constantFrom(-366, -31, -1, 1, 31, 366), (day, count) => {
          assert.equal(problemsOf(quoting(shifted(day, count), [words(day)])).length, 1);
          assert.equal(problemsOf(quoting(day, [words(day.slice(0, 7))])).length, 1);
          assert.equal(problemsOf(quoting(day.slice(0, 7), [words(day.slice(0, 4))])).length, 1);
        }),
        { numRuns: 100 },
      );
    });
  }
});
