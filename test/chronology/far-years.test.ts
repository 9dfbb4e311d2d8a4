/** Years before 1 and of more than four digits: days of any year sort, count and are written as days of today are. */

import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { anniversaryOf } from '../../src/chronology/anniversary.ts';
import {
  addDays,
  calendarDay,
  type Day,
  dayFromNumber,
  dayNumber,
  dayParts,
  dayText,
  monthNumber,
  timeText,
  yearNumber,
} from '../../src/chronology/dates/day.ts';
import {
  centuryOf,
  dateOf,
  dayOfDate,
  decadeOf,
  monthOf,
  roundedOut,
  yearOf,
} from '../../src/chronology/dates/day-range.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { w3cDates } from '../../src/chronology/dates/w3cdtf.ts';
import { anchorDay } from '../../src/chronology/dates/when.ts';
import { FIRST_YEAR, LAST_YEAR, lengthOfMonth, yearText } from '../../src/chronology/dates/written/calendar.ts';
import { edtfForms } from '../../src/chronology/dates/written/reading.ts';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { typedDate } from '../../src/chronology/query/typed-date.ts';
import { minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { chronologyAt } from '../support/rendered.ts';
import { ROOT } from '../support/root.ts';

const year = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -20_000, max: 20_000 }) },
  fc.integer({ min: -50, max: 50 }),
  fc.integer({ min: 9990, max: 10_010 }),
  fc.integer({ min: FIRST_YEAR, max: LAST_YEAR }),
);
const parts = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([y, month, date]) => ({ year: y, month, day: Math.min(date, lengthOfMonth(y, month)) }));
const day = parts.map(({ year: y, month, day: date }) => calendarDay(y, month, date) as Day);
// Files refuse 9999, with which data say that an end is open.
const known = year.filter((y) => y !== 9999);

describe('a day of any year', () => {
  it('sorts as text as it does as a number', () => {
    fc.assert(
      fc.property(day, day, (a, b) => {
        assert.equal(a < b, dayNumber(a) < dayNumber(b), `${a} ${b}`);
        assert.equal(a === b, dayNumber(a) === dayNumber(b));
      }),
      { numRuns: 5000 },
    );
  });

  it('is itself again by its number, its parts, its `Date` and its text', () => {
    fc.assert(
      fc.property(parts, (own) => {
        const one = calendarDay(own.year, own.month, own.day) as Day;
        assert.deepEqual(dayParts(one), own);
        assert.equal(yearNumber(one), own.year);
        assert.equal(dayFromNumber(dayNumber(one)), one);
        assert.equal(dayOfDate(dateOf(one)), one);
        assert.equal(new Date(timeText(one)).getUTCFullYear(), own.year);
        assert.equal(monthNumber(one), own.year * 12 + own.month - 1);
        const when = parseWhen(dayText(one), 'UTC');
        assert.ok(when.ok, dayText(one));
        assert.equal(anchorDay(when.value), one);
      }),
      { numRuns: 5000 },
    );
  });

  it('has a day after it, and units around it that begin and end beside others', () => {
    fc.assert(
      fc.property(day, (one) => {
        assert.equal(dayNumber(addDays(one, 1)), dayNumber(one) + 1);
        for (const unit of [monthOf, yearOf, decadeOf, centuryOf]) {
          const { from, to } = unit(one);
          assert.ok(from <= one && one <= to);
          if (yearNumber(from) <= FIRST_YEAR || yearNumber(to) >= LAST_YEAR) continue;
          assert.ok(unit(addDays(from, -1)).to < from && unit(addDays(to, 1)).from > to);
        }
        const { from, to } = roundedOut({ from: one, to: one });
        assert.ok(from <= one && one <= to);
      }),
      { numRuns: 2000 },
    );
  });

  it('is written without the form that it sorts by', () => {
    fc.assert(fc.property(day, (one) => assert.match(dayText(one), /^(?:-?\d{4}|Y-?\d{5})-\d\d-\d\d$/)));
  });
});

describe('the year of a day', () => {
  it('is asked of the room of dates, nowhere cut from its text', () => {
    const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
    // From the end, a month and a day stand where they do in every year.
    const cut =
      /(?:\bday|Day|\bfrom|\bto|earliest|latest|anchorDay\([^)]*\))\w*\)?\.slice\((?:0, (?:4|7|10)|5, 7|8, 10)\)/;
    for (const file of sources.filter((name) => name.endsWith('.ts') && !name.endsWith(join('dates', 'day.ts'))))
      assert.doesNotMatch(readFileSync(join(ROOT, 'src', file), 'utf8'), cut, file);
  });
});

describe('the year 9999 in a file', () => {
  it('is refused at once, be it written as EDTF or in words: data say with it that an end is open', () => {
    for (const when of ['9999', '9999-12-31', '[..9999]', '2004/9999', '24 December 9999', 'December 9999']) {
      const { problems } = parseMinimal(minimalFiles({ one: { when } }));
      assert.deepEqual(
        problems.map(({ message, advice }) => [message, advice]),
        [['9999 stands for an open end in most data', 'a year up to 9998 or from Y10000; an open end is written ..']],
        when,
      );
    }
  });
});

describe('a century that there is none of', () => {
  it('is read as no years', () => {
    for (const text of ['0th century', '0世紀'])
      for (const form of edtfForms(text)) assert.ok('why' in form, `${text}: ${JSON.stringify(form)}`);
  });
});

describe('a year as EDTF writes it', () => {
  const written: readonly [text: string, year: number][] = [
    ['0000', 0],
    ['-0001', -1],
    ['-0043', -43],
    ['-9999', -9999],
    ['Y10000', 10_000],
    ['Y-17000', -17_000],
    ['Y99998', LAST_YEAR],
  ];
  for (const [text, number] of written)
    it(`${text} is ${number}`, () => {
      assert.equal(yearText(number), text);
      const when = parseWhen(text, 'UTC');
      assert.ok(when.ok);
      assert.deepEqual(dayParts(anchorDay(when.value)), { year: number, month: 1, day: 1 });
    });

  const YEARS = 'years run from Y-99998 to Y99998';
  const refused: readonly [text: string, message: string, advice: string][] = [
    ['-0000', 'the year 0 has no sign', '0000'],
    ['Y2004', 'not a date this chronology can read', '2004'],
    ['Y170000002', YEARS, 'the first or last of these, and the date in words in whenText'],
    ['Y-17E7', 'years with an exponent are not taken', 'the year in digits, such as Y-17000'],
    ['12004', 'Y stands before years of more than four digits', 'Y12004'],
    ['-17000', 'Y stands before years of more than four digits', 'Y-17000'],
    ['[-17000..-12000]', 'Y stands before years of more than four digits', 'Y-17000'],
    ['000X', 'a decade begins in 001X', "'[0000..0009]'"],
    ['00XX', 'a century begins in 01XX', "'[0000..0099]'"],
    ['-004X', 'a decade or century before the year 1 is written by its years', "'[-0049..-0040]'"],
    ['-00XX', 'a decade or century before the year 1 is written by its years', "'[-0099..0000]'"],
    ['-0043-02-30', 'February -0043 has 28 days', 'a day from -0043-02-01 to -0043-02-28'],
    ['-0043-03-15T12:00', 'times are of the years 0001 to 9998', '-0043-03-15'],
  ];
  for (const [text, message, advice] of refused)
    it(`${text} is none: ${message}`, () => {
      const when = parseWhen(text, 'UTC');
      assert.ok(!when.ok);
      assert.equal(when.fault.message, message);
      assert.equal(when.fault.advice, advice);
    });
});

describe('a chronology of many years', () => {
  const dates = fc.array(
    fc.oneof(
      known.map(yearText),
      day.filter((one) => yearNumber(one) !== 9999).map((one) => dayText(one)),
    ),
    { minLength: 2, maxLength: 12 },
  );

  it('is in the order of its days', () => {
    fc.assert(
      fc.property(dates, (texts) => {
        const numbers = chronologyAt(texts).events.map(({ when }) => dayNumber(anchorDay(when)));
        assert.deepEqual(
          numbers,
          [...numbers].sort((a, b) => a - b),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('has, from a year to another, the events of these years', () => {
    fc.assert(
      fc.property(dates, known, known, (texts, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const chronology = chronologyAt(texts);
        const query = parseQuery(
          new URLSearchParams({ from: yearText(from), to: yearText(to) }),
          chronology,
          '2026-12-24',
        );
        assert.ok(query.ok);
        const inThem = chronology.events.filter(({ when }) => {
          const own = yearNumber(anchorDay(when));
          return own >= from && own <= to;
        });
        assert.deepEqual(select(chronology, query.value), inThem);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a year before 1', () => {
  const told: Readonly<Record<string, readonly [year: string, day: string]>> = {
    en: ['44 BC', '15 March 44 BC'],
    'en-US': ['44 BC', 'March 15, 44 BC'],
    de: ['44 v. Chr.', '15. März 44 v. Chr.'],
    fr: ['44 av. J.-C.', '15 mars 44 av. J.-C.'],
    es: ['44\u00a0a.\u00a0C.', '15 de marzo de 44\u00a0a.\u00a0C.'],
    ru: ['44\u00a0г. до\u00a0н.\u00a0э.', '15 марта 44\u00a0г. до\u00a0н.\u00a0э.'],
    ja: ['紀元前44年', '紀元前44年3月15日'],
    'zh-Hans': ['公元前44年', '公元前44年3月15日'],
    ar: ['44 ق.م', '15 مارس 44 ق.م'],
  };
  const read = (text: string) => {
    const when = parseWhen(text, 'UTC');
    assert.ok(when.ok, text);
    return when.value;
  };

  for (const language of wordLanguages)
    it(`is told with its era (${language})`, () => {
      assert.equal(formatWhen(read('-0043'), language), told[language]?.[0]);
      assert.equal(formatWhen(read('-0043-03-15'), language), told[language]?.[1]);
    });

  it('and 1 BC is the year 0', () => assert.equal(formatWhen(read('0000'), 'en'), '1 BC'));

  it('can be typed as it is told, in every language, as the years after 9999 can', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          known.map(yearText),
          day.map((one) => dayText(one)),
        ),
        fc.constantFrom(...wordLanguages),
        (text, language) => {
          // The digits alone of a year after 9999 are a number as any other.
          for (const typed of /^Y\d+$/.test(text) ? [text] : [text, formatWhen(read(text), language)])
            assert.equal(typedDate(typed)?.text, text, `${language}: ${typed}`);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('has no anniversary, and no form in W3CDTF', () => {
    for (const text of ['-0043-03-15', '0000-05-06', 'Y10000-05-06']) {
      const [event] = chronologyAt([text]).events;
      assert.ok(event);
      assert.equal(anniversaryOf(event), undefined);
      assert.deepEqual(w3cDates(event.when), {});
    }
  });
});
