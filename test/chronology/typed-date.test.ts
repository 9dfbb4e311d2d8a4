/** Dates as people type them into an address and a search: what pages show can be typed back, and leads to the event. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { datesOf } from '../../src/chronology/dates/when.ts';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { formatTyped, isBeyondYears, typedDate } from '../../src/chronology/query/typed-date.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { edtf, plainDates } from '../support/edtf-arbitrary.ts';
import { chronologyAt } from '../support/rendered.ts';

const TODAY = '2026-12-24';

/** The vocabulary with Japanese alone. */
const japaneseAlone = Object.fromEntries(
  Object.entries(VOCABULARY).map(([file, text]) => [
    file,
    text.replace('languages: [en, ja]', 'languages: [ja]').replace(/\ben: (?:[^,}\n]|,(?! ja))*(?:, |\n)/g, ''),
  ]),
);

const plainDate = fc.oneof(plainDates.day, plainDates.month, plainDates.year);

/** Typed → what an address has for it; none where it has another reading, or is no year, month or day. */
const TYPED: Readonly<Record<string, string | undefined>> = {
  '2022-12-24': '2022-12-24',
  '2022/12/4': '2022-12-04',
  '2022.12.4': '2022-12-04',
  '2022年12月4日': '2022-12-04',
  '２０２２年１２月': '2022-12',
  '2004': '2004',
  '79': '0079',
  '0079': '0079',
  'AD 79': '0079',
  '79 CE': '0079',
  '24 August AD 79': '0079-08-24',
  'August AD 79': '0079-08',
  西暦79年8月24日: '0079-08-24',
  西暦79年: '0079',
  '6 May 2004': '2004-05-06',
  '24. Dezember 2022': '2022-12-24',
  'dezember 2022': '2022-12',
  '24 décembre 2022': '2022-12-24',
  '24 de diciembre de 2022': '2022-12-24',
  '24 декабря 2022 г.': '2022-12-24',
  'Декабрь 2022 г.': '2022-12',
  '24 декабря 2022': '2022-12-24',
  '٢٠٢٢': '2022',
  '٢٤ ديسمبر ٢٠٢٢': '2022-12-24',
  '24 ديسمبر 2022': '2022-12-24',
  '24 Brumaire 2022': undefined,
  '06 May 2004': '2004-05-06',
  'May 2004': '2004-05',
  'May 6, 2004': '2004-05-06',
  '3/4/2004': undefined,
  '2022/12-24': undefined,
  '79-08-24': undefined,
  '2022-123': undefined,
  '20041224': undefined,
  '0': undefined,
  '10000': undefined,
  '2004~': undefined,
  '199X': undefined,
  '1990s': undefined,
  '19XX': undefined,
  '19th century': undefined,
  '19世紀': undefined,
  'im 19. Jahrhundert': undefined,
  '2004/2006': undefined,
  'early 2004': undefined,
  yesterday: undefined,
  '44 BC': '-0043',
  '15 March 44 BC': '-0043-03-15',
  紀元前44年: '-0043',
  '44 v. Chr.': '-0043',
  '15. März 44 v. Chr.': '-0043-03-15',
  '44 г. до н. э.': '-0043',
  '-0043': '-0043',
  '-44': undefined,
  Y12000: 'Y12000',
  x: undefined,
};

describe('a typed date', () => {
  for (const [typed, date] of Object.entries(TYPED))
    it(`${typed} is ${date ?? 'none'}`, () => assert.equal(typedDate(typed)?.text, date));

  it('is read as pages write it, in every language', () => {
    fc.assert(
      fc.property(plainDate, fc.constantFrom(...wordLanguages), (text, language) => {
        const when = parseWhen(text, 'Asia/Tokyo');
        assert.ok(when.ok);
        assert.equal(typedDate(formatWhen(when.value, language))?.text, text);
      }),
      { numRuns: 500 },
    );
  });

  it('leads back to the event as `from`, as `to` and as a search', () => {
    fc.assert(
      fc.property(plainDate, fc.constantFrom(...wordLanguages), (text, language) => {
        const chronology = chronologyAt([text]);
        const [event] = chronology.events;
        assert.ok(event);
        for (const typed of [text, formatWhen(event.when, language)])
          for (const parameters of [{ from: typed }, { to: typed }, { from: typed, to: typed }, { q: typed }]) {
            const query = parseQuery(new URLSearchParams(parameters as Record<string, string>), chronology, TODAY);
            assert.ok(query.ok, JSON.stringify(parameters));
            assert.equal(select(chronology, query.value).length, 1, JSON.stringify(parameters));
          }
      }),
      { numRuns: 300 },
    );
  });

  it('leads back from each day, month and year of any date, in whichever language the chronology has first', () => {
    // Told with one year for two of their days.
    const ofOneYear = plainDates.year.map((year) => `${year}-01-15/${year}-01-30`);
    const when = fc.oneof(
      edtf,
      plainDates.day.map((text) => text.replace(/^\d/, '0')),
      ofOneYear,
    );
    const known = when.filter((text) => parseWhen(text, 'Asia/Tokyo').ok);
    fc.assert(
      fc.property(known, fc.constantFrom('[en, ja]', '[ja, en]', '[ja]'), (text, languages) => {
        const settings = VOCABULARY['chronology.yaml']?.replace('languages: [en, ja]', `languages: ${languages}`) ?? '';
        const [title, summary] = [{ ja: '題名' }, { ja: '要約。' }];
        const fields = languages === '[ja]' ? { when: text, title, summary } : { when: text };
        const chronology = chronologyOf(
          { 'an-event': fields },
          languages === '[ja]' ? japaneseAlone : { 'chronology.yaml': settings },
        );
        const [event] = chronology.events;
        assert.ok(event);
        for (const { earliest, precision } of datesOf(event.when)) {
          const lengths = {
            time: [10, 7, 4],
            day: [10, 7, 4],
            month: [7, 4],
            quarter: [4],
            half: [4],
            year: [4],
            decade: [],
            century: [],
          };
          for (const length of lengths[precision]) {
            const unit = earliest.slice(0, length);
            const read = parseWhen(unit, 'UTC');
            assert.ok(read.ok);
            for (const language of chronology.vocabulary.settings.languages)
              for (const typed of [unit, formatWhen(read.value, language), formatTyped(unit, language)]) {
                assert.equal(typedDate(typed)?.text, unit);
                assert.equal(searchEvents(chronology, typed).positions.size(), 1, `${text} by ${typed}`);
              }
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is shown in a field as it can be typed, with its era where it has one', () => {
    assert.equal(formatTyped('2022-12', 'en'), '2022-12');
    assert.equal(formatTyped('0079', 'en'), 'AD 79');
    assert.equal(formatTyped('0079-08-24', 'ja'), '西暦79年8月24日');
  });

  it('in a year that there is not here is refused with the years that there are', () => {
    for (const text of ['Y200000', '紀元前100000年', '200000']) assert.ok(isBeyondYears(text), text);
    for (const text of ['79', '9998', '9999', '-44', '44 BC', 'yesterday', '2022-13', '79-08-24', '3/4/2004', ''])
      assert.ok(!isBeyondYears(text), text);
    const result = parseQuery(new URLSearchParams({ to: 'Y200000' }), chronologyOf({}), TODAY);
    assert.ok(!result.ok);
    assert.deepEqual(result.fault, {
      reason: 'year',
      parameter: 'to',
      allowed: 'Y-99998, …, -0001, 0000, 0001, …, Y99998',
      found: 'Y200000',
    });
  });

  it('finds events that pages show under another form of it', () => {
    const chronology = chronologyOf({ eruption: { when: '0079-08-24' }, meeting: { when: '2004-05-06' } });
    const found = (q: string) => [...searchEvents(chronology, q).positions].map((at) => chronology.events[at]?.slug);
    for (const q of ['79', 'AD 79', '西暦79年', '24 August AD 79', '0079-08-24'])
      assert.deepEqual(found(q), ['eruption'], q);
    for (const q of ['2004-05-06', '06 May 2004', '6 May 2004', 'May 2004', '2004-05', '2004年5月6日', '2004/5/6'])
      assert.deepEqual(found(q), ['meeting'], q);
    assert.deepEqual(found('2004-05-07'), []);
  });
});
