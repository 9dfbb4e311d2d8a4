/** Dates as people type them into an address and a search: what pages show can be typed back, and leads to the event. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { typedDate } from '../../src/chronology/query/typed-date.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { plainDates } from '../support/edtf-arbitrary.ts';

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
  '2004/2006': undefined,
  'early 2004': undefined,
  yesterday: undefined,
  '44 BC': undefined,
  x: undefined,
};

describe('a typed date', () => {
  for (const [typed, date] of Object.entries(TYPED))
    it(`${typed} is ${date ?? 'none'}`, () => assert.equal(typedDate(typed)?.text, date));

  it('is read as pages write it, in every language', () => {
    fc.assert(
      fc.property(plainDate, fc.constantFrom(...wordLanguages), (text, language) => {
        const [event] = chronologyOf({ 'an-event': { when: text } }).events;
        assert.ok(event);
        assert.equal(typedDate(formatWhen(event.when, language))?.text, text);
      }),
      { numRuns: 500 },
    );
  });

  it('leads back to the event as `from`, as `to` and as a search', () => {
    fc.assert(
      fc.property(plainDate, fc.constantFrom(...wordLanguages), (text, language) => {
        const chronology = chronologyOf({ 'an-event': { when: text } });
        const [event] = chronology.events;
        assert.ok(event);
        for (const typed of [text, formatWhen(event.when, language)])
          for (const parameters of [{ from: typed }, { to: typed }, { from: typed, to: typed }, { q: typed }]) {
            const query = parseQuery(new URLSearchParams(parameters as Record<string, string>), chronology);
            assert.ok(query.ok, JSON.stringify(parameters));
            assert.equal(select(chronology, query.value).length, 1, JSON.stringify(parameters));
          }
      }),
      { numRuns: 300 },
    );
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
