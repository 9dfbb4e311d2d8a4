/** Year headings of the list: a year asserts nothing of an event that may have been in another. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { beginsInOneYear, datesOf, isQualified } from '../../src/chronology/dates/when.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { edtf } from '../support/edtf-arbitrary.ts';
import { find, findAll, textOf } from '../support/html.ts';
import { serve } from '../support/service.ts';

const NOTES = { en: 'Some may belong to other years.', ja: 'ほかの年の可能性があるものを含む。' };

/** Year headings of a list of events with these dates, each with the note below it. */
async function headingsOf(dates: readonly string[], language: 'en' | 'ja', filter = ''): Promise<readonly string[]> {
  const events = Object.fromEntries(dates.map((when, index) => [`event-${'abcdefghij'[index]}`, { when }]));
  const { request } = await serve({ chronology: chronologyOf(events) });
  const { text: page } = await request(`/${language}/${filter}`);
  return findAll(page, 'section.year').map((section) => {
    const heading = textOf(find(section, 'h2'));
    const [note] = findAll(section, 'p.hint');
    return note ? `${heading}: ${textOf(note)}` : heading;
  });
}

describe('a year heading', () => {
  for (const language of ['en', 'ja'] as const)
    it(`says in ${language} that events below it may have been in other years, where they may`, async () => {
      const year = (text: number) => (language === 'ja' ? `${text}年` : String(text));
      const dates = ['1990-05-06', '199X', '1991', '1992-06~', '1993-05/1995', '1994/..', '[1996..1997]', '[1998..]'];
      assert.deepEqual(await headingsOf(dates, language), [
        `${year(1990)}: ${NOTES[language]}`,
        ...[1991, 1992, 1993, 1994].map(year),
        ...[1996, 1998].map((text) => `${year(text)}: ${NOTES[language]}`),
      ]);
    });

  it('says so of one that is approximate or uncertain, unless it is too far from another year', async () => {
    const other = [1991, 1992, 1994, 1996].map((year) => `${year}: ${NOTES.en}`);
    assert.deepEqual(
      await headingsOf(['1991~', '1992-05-06?', '1993-05~', '1994-01~', '1995-05-06~', '1996-12-28~'], 'en'),
      [other[0], other[1], '1993', other[2], '1995', other[3]],
    );
  });

  it('of events that may have begun before the days asked for says so itself', async () => {
    assert.deepEqual(await headingsOf(['1990-05-06', '1985/1999'], 'en', '?from=1990'), [
      '1990',
      'Earlier, or perhaps earlier',
    ]);
  });
});

describe('an event', () => {
  it('begins in one year only if no date of its begin reaches into another', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const parsed = parseWhen(text, 'Asia/Tokyo');
        assert.ok(parsed.ok, text);
        const when = parsed.value;
        const years = new Set(
          datesOf(when).flatMap(({ earliest, latest }) => [earliest, latest].map((day) => day.slice(0, 4))),
        );
        if (years.size === 1 && when.kind === 'moment' && when.at.form === 'date' && !isQualified(when))
          assert.ok(beginsInOneYear(when), text);
        if (beginsInOneYear(when) && when.kind === 'moment') assert.equal(years.size, 1, text);
        if (text.startsWith('[..') || text.endsWith('..]') || text.startsWith('..') || text.startsWith('/'))
          assert.equal(beginsInOneYear(when), false, text);
      }),
    );
  });
});
