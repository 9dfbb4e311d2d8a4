/** Every language of the table: the same keys and placeholders, and a date of any form in words that say how well it is known. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { formatAmount } from '../../src/chronology/languages/amounts.ts';
import { formatPrecision, formatWhen, unbroken } from '../../src/chronology/languages/dates-in-words.ts';
import { formatInstantDay, formatRange } from '../../src/chronology/languages/days-in-words.ts';
import { defineLanguage, type Language } from '../../src/chronology/languages/definition/define-language.ts';
import { languageOf, wordLanguages, wordsOf } from '../../src/chronology/languages/languages.ts';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';
import { en } from '../../src/chronology/languages/words/en.ts';
import { edtf, plainDates } from '../support/edtf-arbitrary.ts';
import { textsByKey } from '../support/interface-texts.ts';
import { ROOT } from '../support/root.ts';

const read = (text: string) => {
  const when = parseWhen(text, 'Asia/Tokyo');
  assert.ok(when.ok, text);
  return when.value;
};

/** Nothing that should have been filled in, and no space too many. */
const UNFINISHED = /[{}]|undefined|NaN|\[object|^\s|\s$| {2}/;

/** The names that a message of ICU needs, each once, in whatever place. */
function argumentsOf(message: readonly MessageFormatElement[]): readonly string[] {
  const names = message.flatMap((element): readonly string[] => {
    if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) return [];
    const inner = 'options' in element ? Object.values(element.options).flatMap(({ value }) => argumentsOf(value)) : [];
    return [element.value, ...inner];
  });
  return [...new Set(names)].sort();
}

/** So many that languages group its digits; Spanish does from five on. */
const COUNT = 12_345;

/** The names of what a message counts: what chooses a plural, is written as a number, or is called so. */
function countsOf(message: readonly MessageFormatElement[]): readonly string[] {
  return message.flatMap((element): readonly string[] => {
    const inner = 'options' in element ? Object.values(element.options).flatMap(({ value }) => countsOf(value)) : [];
    const isCount =
      (element.type === TYPE.plural && element.pluralType === 'cardinal') ||
      element.type === TYPE.number ||
      (element.type === TYPE.argument && element.value === 'count');
    return isCount ? [element.value, ...inner] : inner;
  });
}

/** What these fields of a date look like in a language, whatever the date. */
function looksLike(tag: LanguageTag, fields: readonly ('day' | 'month')[]): RegExp {
  const options = { calendar: 'gregory', timeZone: 'UTC', year: 'numeric', month: 'long' } as const;
  const formatter = new Intl.DateTimeFormat(
    languageOf(tag).locale,
    fields.includes('day') ? { ...options, day: 'numeric' } : options,
  );
  const partsOf = (month: number) => formatter.formatToParts(Date.UTC(2000, month, 10));
  const months = Array.from({ length: 12 }, (_, month) => partsOf(month).find(({ type }) => type === 'month')?.value);
  const parts = partsOf(0);
  const indices = fields.map((field) => parts.findIndex(({ type }) => type === field));
  // With the mark behind the last field, which tells 12月 from a number.
  const shown = parts.slice(Math.min(...indices), Math.max(...indices) + 2);
  return new RegExp(
    shown
      .map(({ type, value }) =>
        type === 'day'
          ? `\\p{Nd}{1,2}${tag.startsWith('fr') ? '(?:er)?' : ''}`
          : type === 'month'
            ? `(?:${months.join('|')})`
            : type === 'year'
              ? ''
              : value,
      )
      .join(''),
    'u',
  );
}

for (const tag of wordLanguages)
  describe(`the language ${tag}`, () => {
    const words = textsByKey(languageOf(tag).words);
    const english = textsByKey(en);
    const placeholders = (text = '') =>
      argumentsOf(parse(text, { ignoreTag: true })).filter((name) => name !== 'unit' && name !== 'toUnit');

    it('has the keys and placeholders of English, in their order, and no empty text', () => {
      assert.deepEqual([...words.keys()], [...english.keys()]);
      for (const [key, text] of words) {
        assert.deepEqual([key, placeholders(text)], [key, placeholders(english.get(key))]);
        assert.notEqual(text.trim(), '', key);
      }
    });

    it('tells a date of any form', () => {
      fc.assert(
        fc.property(edtf, (text) => {
          const when = read(text);
          const date = formatWhen(when, tag);
          assert.notEqual(date, '', text);
          assert.doesNotMatch(date, UNFINISHED, text);
          assert.doesNotMatch(formatPrecision(when, tag), UNFINISHED, text);
          assert.equal(
            unbroken(date, tag).replaceAll('\u00a0', ' ').replaceAll('\u200b', ''),
            date.replaceAll('\u00a0', ' '),
          );
        }),
        { numRuns: 1000 },
      );
    });

    it('tells apart how well a date is known', () => {
      const forms = [
        ...['2023-01-01', '2023-01', '2023-33', '2023-40', '2023', '202X', '2023-01-01T00:00'],
        ...['2023~', '2023?', '2023%', '[2023..]', '[..2023]', '[2023..2024]', '2023/2024'],
        ...['2023/..', '../2023', '2023/', '/2023', '2023-01-01/2023-12-31', '2023-01-01/2023-01-31'],
        ...['2023-33', '2023-34', '2023-35', '2023-36', '2023-41'],
      ];
      const told = new Map(
        forms.map((form) => [`${formatWhen(read(form), tag)} ${formatPrecision(read(form), tag)}`, form]),
      );
      assert.deepEqual([...told.values()].sort(), [...new Set(forms)].sort());
    });

    it('tells no day and no month where none is known, and each where it is', () => {
      const [day, month] = [looksLike(tag, ['day', 'month']), looksLike(tag, ['month'])];
      const told = (form: keyof typeof plainDates, holds: (date: string) => void) =>
        fc.assert(fc.property(plainDates[form], (text) => holds(formatWhen(read(text), tag))));
      told('day', (date) => assert.match(date, day));
      told('month', (date) => assert.match(date, month));
      told('month', (date) => assert.doesNotMatch(date, day));
      for (const form of ['quarter', 'half', 'year', 'decade'] as const)
        told(form, (date) => assert.doesNotMatch(date, month));
    });

    it('tells each month, each day of a month and each year apart', () => {
      const dates = [
        ...Array.from({ length: 12 }, (_, month) => `2023-${String(month + 1).padStart(2, '0')}`),
        ...Array.from({ length: 31 }, (_, day) => `2023-01-${String(day + 1).padStart(2, '0')}`),
        ...['0001', '0999', '9998'],
      ];
      assert.equal(new Set(dates.map((date) => formatWhen(read(date), tag))).size, dates.length);
    });

    it('tells labels, instants, ordinals and amounts', () => {
      const told = [
        formatRange({ from: '1994-01-01', to: '2003-12-31' }, tag),
        formatRange({ from: '2022-03-01', to: '2022-05-31' }, tag),
        formatRange({ from: '2022-03-01', to: '2022-03-09' }, tag),
        formatInstantDay('2026-11-22T12:00:00Z', 'Asia/Tokyo', tag),
        ...[1, 2, 3, 4, 11, 21].map((number) => wordsOf(tag)('number.ordinal', { number })),
        ...['JPY', 'USD', 'kilometer', undefined].flatMap((unit) =>
          [1, 1000, 1_000_000, 1_000_000_000].map((scale) => formatAmount('190', scale, unit, tag)),
        ),
      ];
      for (const text of told) assert.match(text, /\p{Nd}/u);
      for (const text of told) assert.doesNotMatch(text, UNFINISHED);
      assert.equal(new Set(told).size, told.length);
    });

    it('groups the digits of every count', () => {
      const { locale } = languageOf(tag);
      const plain = new Intl.NumberFormat(locale, { useGrouping: false }).format(COUNT);
      const grouped = new Intl.NumberFormat(locale).format(COUNT);
      let shown = 0;
      for (const [key, text] of english) {
        const message = parse(text, { ignoreTag: true });
        const counts = countsOf(message);
        if (counts.length === 0) continue;
        const values = Object.fromEntries(
          argumentsOf(message).map((name) => [name, counts.includes(name) ? COUNT : 'X']),
        );
        const told = (wordsOf(tag) as (key: string, values: object) => string)(key, values);
        assert.ok(!told.includes(plain), `${key}: ${told}`);
        if (told.includes(grouped)) shown += 1;
      }
      assert.ok(shown > 20, `${shown}`);
    });

    it('is named to Open Graph and TeX', () => {
      assert.match(languageOf(tag).openGraphLocale, /^[a-z]{2,3}_[A-Z]{2}$/);
      assert.match(languageOf(tag).babelName, /^[a-z]+$/);
    });
  });

describe('a language with nothing but words', () => {
  const of = (tag: string) => defineLanguage(tag, en);
  const day = { year: 2022, month: 12, day: 24 };
  const rows: readonly [
    tag: string,
    day: string,
    ofMonth: readonly [string, string],
    ofYear: readonly [string, string],
    month: string,
    months: readonly [string, string],
  ][] = [
    [
      'de',
      '24. Dezember 2022',
      ['24.', '26. Dezember 2022'],
      ['31. Januar', '1. März 2022'],
      'Dezember 2022',
      ['März', 'November 2022'],
    ],
    [
      'es',
      '24 de diciembre de 2022',
      ['24', '26 de diciembre de 2022'],
      ['31 de enero', '1 de marzo de 2022'],
      'diciembre de 2022',
      ['marzo', 'noviembre de 2022'],
    ],
    [
      'en-US',
      'December 24, 2022',
      ['December 24', '26, 2022'],
      ['January 31', 'March 1, 2022'],
      'December 2022',
      ['March', 'November 2022'],
    ],
    [
      'zh-Hans',
      '2022年12月24日',
      ['2022年12月24日', '26日'],
      ['2022年1月31日', '3月1日'],
      '2022年12月',
      ['2022年3月', '11月'],
    ],
    [
      'hu',
      '2022. december 24.',
      ['2022. december 24.', '26.'],
      ['2022. január 31.', 'március 1.'],
      '2022. december',
      ['2022. március', 'november'],
    ],
    [
      'fa',
      '۲۴ دسامبر ۲۰۲۲',
      ['۲۴', '۲۶ دسامبر ۲۰۲۲'],
      ['۳۱ ژانویهٔ', '۱ مارس ۲۰۲۲'],
      'دسامبر ۲۰۲۲',
      ['مارس', 'نوامبر ۲۰۲۲'],
    ],
  ];
  for (const [tag, whole, ofMonth, ofYear, month, months] of rows)
    it(`writes days and months as CLDR does, and two of them without what both say: ${tag}`, () => {
      const { dates } = of(tag);
      assert.equal(dates.formatDay(day), whole);
      assert.deepEqual(dates.daysOfOne('month', day, { ...day, day: 26 }), ofMonth);
      assert.deepEqual(
        dates.daysOfOne('year', { year: 2022, month: 1, day: 31 }, { year: 2022, month: 3, day: 1 }),
        ofYear,
      );
      assert.equal(dates.formatMonth(day), month);
      assert.deepEqual(dates.monthsOfOneYear({ year: 2022, month: 3 }, { year: 2022, month: 11 }), months);
    });

  it('keeps its dates whole on a line', () => {
    const whole = (tag: string, text: string) => of(tag).dates.unbroken(text).replaceAll('\u00a0', '~');
    assert.equal(
      whole('de', 'Vom 24. bis 26. Dezember 2022, im März 2023'),
      'Vom 24. bis 26.~Dezember~2022, im März~2023',
    );
    assert.equal(whole('es', 'Diciembre de 2022 o 24 de enero de 2023'), 'Diciembre~de~2022 o 24~de~enero~de~2023');
    assert.equal(whole('en-US', 'By December 24, 2022'), 'By December~24,~2022');
  });

  it('writes amounts as CLDR does, with the word for a scale where there is one for that scale', () => {
    const amount = (tag: string, value: string, scale: number, unit?: string) => {
      const { formatAmount: format, locale }: Language = of(tag);
      return format({ value, scale, unit }, locale).replaceAll('\u00a0', ' ');
    };
    assert.equal(amount('de', '190', 1_000_000_000, 'EUR'), '190 Milliarden Euro');
    assert.equal(amount('de', '1', 1_000_000, 'USD'), '1 Million US-Dollar');
    assert.equal(amount('de', '384.10', 1_000_000, 'EUR'), '384,10 Millionen Euro');
    assert.equal(amount('de', '1500', 1_000_000, 'EUR'), '1.500.000.000 Euro');
    assert.equal(amount('de', '0.50', 1_000_000, 'EUR'), '500.000 Euro');
    assert.equal(amount('de', '12100', 1), '12.100');
    assert.equal(amount('de', '3', 1000, 'kilometer'), '3.000 Kilometer');
    assert.equal(amount('zh-Hans', '2', 1_000_000, 'USD'), '2,000,000美元');
  });

  it('is named by CLDR', () => {
    assert.deepEqual([of('de').openGraphLocale, of('de').babelName], ['de_DE', 'german']);
    assert.deepEqual([of('zh-Hans').openGraphLocale, of('zh-Hans').babelName], ['zh_CN', 'chinese']);
  });
});

it('a text that a template asks for in vain is an error', () => {
  const ask = wordsOf('en') as (key: string, values?: object) => string;
  assert.throws(() => ask('event.nothing'), /no text for event\.nothing/);
  assert.throws(() => ask('event'), /no text for event/);
  assert.throws(() => ask('view.events'), /the text view\.events.*count/);
  assert.throws(() => ask('constructor.name'), /no text for constructor\.name/);
});

it('no code outside the room of languages and the readers of written dates asks which language it is', () => {
  const source = join(ROOT, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.includes(join('chronology', 'languages')) &&
      !file.includes(join('chronology', 'dates', 'written')),
  );
  assert.ok(files.length > 50);
  // Any table of languages has the first two.
  for (const file of files) assert.doesNotMatch(readFileSync(join(source, file), 'utf8'), /'(en|ja)'|\b(en|ja):/, file);
});
