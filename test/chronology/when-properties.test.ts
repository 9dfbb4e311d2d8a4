/** What holds for every date, whatever its form, and for every text that is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { nearestForm } from '../../src/chronology/dates/edtf-advice.ts';
import {
  anchorDay,
  earliestDay,
  latestDay,
  pointsOf,
  possibleDays,
  precisionOf,
  precisions,
  type When,
} from '../../src/chronology/dates/when.ts';
import { formatPrecision, formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { anyCharacter } from '../support/any-character.ts';
import {
  boundedMoment,
  dateTime,
  edtf,
  edtfForms,
  openPeriod,
  plainDate,
  plainDates,
} from '../support/edtf-arbitrary.ts';

const ZONE = 'Asia/Tokyo';
const runs = { numRuns: 500 };

function read(text: string): When {
  const result = parseWhen(text, ZONE);
  assert.ok(result.ok, `${text}: ${result.ok || result.fault.message}`);
  return result.value;
}

function holds<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, check), runs);
}

describe('every date', () => {
  for (const [form, arbitrary] of Object.entries(edtfForms))
    it(`of the form ${form} is read, and keeps its text`, () =>
      holds(arbitrary, (text) => assert.equal(read(text).edtf, text)));

  it('says the same when it is read again', () => {
    holds(edtf, (text) => assert.deepEqual(read(read(text).edtf), read(text)));
  });

  it('has its earliest day no later than its latest', () => {
    holds(edtf, (text) => {
      const when = read(text);
      const [earliest, latest] = [earliestDay(when), latestDay(when)];
      if (earliest !== undefined && latest !== undefined) assert.ok(earliest <= latest, `${earliest} > ${latest}`);
      for (const point of pointsOf(when))
        if (point.earliest !== undefined && point.latest !== undefined) assert.ok(point.earliest <= point.latest);
    });
  });

  it('has an anchor day among its possible days', () => {
    holds(edtf, (text) => {
      const when = read(text);
      const anchor = anchorDay(when);
      const { from, to } = possibleDays(when);
      assert.match(anchor, /^\d{4}-\d{2}-\d{2}$/);
      if (from !== undefined) assert.ok(from <= anchor, `${from} > ${anchor}`);
      if (to !== undefined) assert.ok(anchor <= to, `${anchor} > ${to}`);
    });
  });

  it('has a precision, which is that of its coarsest point', () => {
    holds(edtf, (text) => {
      const when = read(text);
      const ranks = pointsOf(when).map((point) =>
        precisions.indexOf(point.form === 'bounds' ? 'bounds' : point.precision),
      );
      assert.equal(precisions.indexOf(precisionOf(when)), Math.max(...ranks));
    });
  });

  it('has only days of the calendar’s years', () => {
    holds(edtf, (text) => {
      for (const point of pointsOf(read(text)))
        for (const day of [point.earliest, point.latest])
          if (day !== undefined) assert.ok('0001-01-01' <= day && day <= '9998-12-31', day);
    });
  });

  it('has words in every language', () => {
    holds(edtf, (text) => {
      for (const language of wordLanguages) {
        const words = formatWhen(read(text), language);
        assert.equal(words, words.trim());
        assert.doesNotMatch(words, /^$|undefined|NaN|null|Invalid| {2}/);
        assert.doesNotMatch(formatPrecision(read(text), language), /undefined|NaN|null|^[ ,、]|[ ,、]$/);
      }
    });
  });
});

describe('no false precision', () => {
  const dayIn = { en: /\b\d{1,2} [A-Z][a-z]+/, ja: /日/ };
  const monthIn = {
    en: /January|February|March|April|May|June|July|August|September|October|November|December/,
    ja: /月/,
  };

  /** Plain and qualified dates of these precisions, alone, bounded and as periods. */
  const datesOf = (...names: (keyof typeof plainDates)[]) =>
    fc
      .tuple(fc.oneof(...names.map((name) => plainDates[name])), fc.constantFrom('', '~', '?', '%'))
      .chain(([date, mark]) =>
        fc.constantFrom(
          `${date}${mark}`,
          `${date}${mark}/..`,
          `../${date}${mark}`,
          `${date}/`,
          `[${date}..]`,
          `[..${date}]`,
        ),
      );

  for (const language of ['en', 'ja'] as const) {
    it(`the words of what is not known to the day hold no day (${language})`, () => {
      holds(datesOf('month', 'quarter', 'half', 'year', 'decade'), (text) =>
        assert.doesNotMatch(formatWhen(read(text), language), dayIn[language]),
      );
    });

    it(`the words of what is not known to the month hold no month (${language})`, () => {
      holds(datesOf('quarter', 'half', 'year', 'decade'), (text) =>
        assert.doesNotMatch(formatWhen(read(text), language), monthIn[language]),
      );
    });

    it(`what is known to the day says the day, and needs no remark (${language})`, () => {
      holds(fc.oneof(plainDates.day, dateTime), (text) => {
        assert.match(formatWhen(read(text), language), dayIn[language]);
        assert.equal(formatPrecision(read(text), language), '');
      });
    });

    it(`everything else carries a remark (${language})`, () => {
      holds(fc.oneof(datesOf('month', 'quarter', 'half', 'year', 'decade'), boundedMoment, openPeriod), (text) => {
        // A period that has always been until a known day is known as well as can be.
        fc.pre(!/^\.\.\/\d{4}-\d{2}-\d{2}$/.test(text));
        assert.notEqual(formatPrecision(read(text), language), '');
      });
    });

    it(`a moment within bounds and a period of the same dates have different words (${language})`, () => {
      holds(plainDate, (date) => {
        assert.notEqual(formatWhen(read(`[${date}..]`), language), formatWhen(read(`${date}/..`), language));
        assert.notEqual(formatWhen(read(`[..${date}]`), language), formatWhen(read(`../${date}`), language));
      });
    });

    it(`different plain dates have different words (${language})`, () => {
      holds(fc.tuple(plainDate, plainDate), ([a, b]) => {
        if (a !== b) assert.notEqual(formatWhen(read(a), language), formatWhen(read(b), language));
      });
    });
  }
});

describe('any other text', () => {
  /** Texts that are nearly dates: parts of dates in any order, and dates with something added. */
  const nearly = fc.oneof(
    fc
      .array(
        fc.constantFrom(
          ...['2022', '1990', '0000', '9999', '12', '24', '30', '33', '21', '-', '/', '..', '[', ']', '~', '?', '%'],
          ...[
            'T',
            '15:00',
            'Z',
            '+09:00',
            'X',
            's',
            ' ',
            'March',
            'spring',
            'Q1',
            'first half of ',
            'about ',
            'since ',
          ],
          ...[
            'to',
            'by ',
            'after ',
            '年',
            '月',
            '日',
            '頃',
            'から',
            'まで',
            '以降',
            '春',
            '第1四半期',
            '−',
            '–',
            '〜',
            '２',
          ],
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(edtf, fc.constantFrom('~', '/', ']', '[', ' ', '.', '-01', 'X'), fc.boolean())
      .map(([date, more, before]) => (before ? more + date : date + more)),
    fc.tuple(edtf, edtf, fc.constantFrom(' to ', '/', '..', '–', ' and ')).map(([a, b, join]) => a + join + b),
    fc
      .tuple(fc.constantFrom('about ', 'since ', 'until ', 'by ', 'after ', 'from '), edtf)
      .map((parts) => parts.join('')),
    fc.string({ unit: anyCharacter }),
  );
  const many = { numRuns: 1000 };

  it('is read or refused with what was found and what to write, and never throws', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const result = parseWhen(text, ZONE);
        if (result.ok) return;
        const { message, found, advice } = result.fault;
        assert.notEqual(message, '');
        assert.ok(found !== undefined && text.includes(found), `${found} is not in ${text}`);
        assert.ok(advice);
      }),
      many,
    );
  });

  it('is never advised a form that cannot be read', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const result = parseWhen(text, ZONE);
        const advice = result.ok ? '' : (result.fault.advice ?? '');
        // Advice without a space is one bare form; with one, it explains.
        if (advice !== '' && !advice.includes(' ')) read(advice.replaceAll("'", ''));
      }),
      many,
    );
  });

  it('is advised a nearest form, or none, without an exception', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        assert.notEqual(nearestForm(text), '');
      }),
      many,
    );
  });

  it('that is what people write for a plain date is advised exactly that date', () => {
    const english = ['January', 'May', 'December'] as const;
    fc.assert(
      fc.property(
        // Before, a day in words is of one calendar or the other.
        fc.integer({ min: 1583, max: 9998 }),
        fc.constantFrom(...english),
        fc.integer({ min: 1, max: 31 }),
        (y, name, d) => {
          const year = String(y).padStart(4, '0');
          const month = { January: '01', May: '05', December: '12' }[name];
          const day = String(d).padStart(2, '0');
          assert.equal(nearestForm(`${d} ${name} ${year}`), `${year}-${month}-${day}`);
          assert.equal(nearestForm(`${name} ${d}, ${year}`), `${year}-${month}-${day}`);
          assert.equal(nearestForm(`${year}年${Number(month)}月${d}日`), `${year}-${month}-${day}`);
          assert.equal(nearestForm(`${name} ${year}`), `${year}-${month}`);
          assert.equal(nearestForm(`about ${year}`), `${year}~`);
        },
      ),
      runs,
    );
  });
});
