/** Years before 1000 carry their era wherever they are told, and so can be typed back. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { formatWhen, unbroken } from '../../src/chronology/languages/dates-in-words.ts';
import {
  formatDecade,
  formatInstantDay,
  formatLabel,
  formatRange,
  formatYear,
} from '../../src/chronology/languages/days-in-words.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { edtf } from '../support/edtf-arbitrary.ts';

/** A year with its era, as each language has it; in Russian a word for the year stands behind it, and tells as much. */
const WITH_ERA: Readonly<Record<string, RegExp>> = {
  en: /AD (?:\d{1,3}–)?\d{1,3}(?!\d)/g,
  'en-US': /AD (?:\d{1,3}–)?\d{1,3}(?!\d)/g,
  ja: /西暦(?:\d{1,3}～)?\d{1,3}(?!\d)/g,
  'zh-Hans': /公元(?:\d{1,3}—)?\d{1,3}(?!\d)/g,
  // Of a decade other letters stand between: 70er-Jahre n. Chr.
  de: /(?<!\d)(?:\d{1,3}–)?\d{1,3}(?!\d)\D{0,12}?n\. Chr\./g,
  fr: /(?<!\d)(?:\d{1,3}–)?\d{1,3} apr\. J\.-C\./g,
  es: /(?<!\d)(?:\d{1,3}–)?\d{1,3}\sd\.\sC\./g,
  ar: /(?<!\d)(?:\d{1,3} – )?\d{1,3}م/g,
  ru: /(?<!\d)(?:\d{1,3} — )?\d{1,3}(?:-[ех])?\sгг?\./g,
};

/** The date, with every year moved into the years 100 to 999. */
function early(text: string): string {
  return text.replace(/\d{2}(?=XX)|\d{3}(?=X)|\d{4}(?=-\d\d|[~?%/.\]]|$)/g, (year) => {
    const number = 100 + (Number(year) % 900);
    if (year.length === 2) return `0${String(number).slice(0, 1)}`;
    return year.length === 3 ? `0${String(number).slice(0, 2)}` : `0${number}`;
  });
}

const earlyWhen = edtf
  .map((text) => parseWhen(early(text), 'UTC'))
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.value);

describe('a year before 1000', () => {
  it('carries its era in every date in words, or in Russian the word for a year, in every language', () => {
    fc.assert(
      fc.property(earlyWhen, fc.constantFrom(...wordLanguages), (when, language) => {
        const text = formatWhen(when, language);
        const era = WITH_ERA[language];
        assert.ok(era && new RegExp(era).test(text), `${when.edtf}: ${text}`);
        // Without these, nothing is left that could be a year.
        assert.doesNotMatch(text.replace(era, '').replace(/UTC.*$/, ''), /\d{3}/, `${when.edtf}: ${text}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('carries it in labels, ranges and headings as well', () => {
    assert.equal(formatYear(79, 'en'), 'AD 79');
    assert.equal(formatYear(79, 'ja'), '西暦79年');
    assert.equal(formatDecade(70, 'en'), 'AD 70s');
    assert.equal(formatRange({ from: '0079-01-01', to: '1204-12-31' }, 'en'), 'AD 79–1204');
    assert.equal(formatRange({ from: '0079-08-24', to: '0079-08-25' }, 'en'), '24 Aug AD 79–25 Aug AD 79');
    assert.equal(formatRange({ from: '0079-08-01', to: '0079-09-30' }, 'ja'), '西暦79年8月～西暦79年9月');
    assert.equal(formatRange({ from: '0079-01-01', to: '1204-12-31' }, 'ja'), '西暦79年～1204年');
    assert.equal(formatInstantDay('0999-12-31T14:00:00Z', 'Asia/Tokyo', 'en'), '31 December AD 999');
    assert.equal(formatInstantDay('0999-12-31T14:00:00Z', 'Asia/Tokyo', 'ja'), '西暦999年12月31日');
    assert.equal(formatInstantDay('0999-12-31T15:00:00Z', 'Asia/Tokyo', 'en'), '1 January 1000');
    assert.equal(formatLabel('0079-01-01', 'year', 'en'), 'AD 79');
    assert.equal(formatLabel('1000-01-01', 'dayOfYear', 'en'), '1 Jan 1000');
  });

  it('is never parted from its era, nor from its month, at the end of a line', () => {
    assert.equal(unbroken('24 August AD 79', 'en'), '24\u00a0August\u00a0AD\u00a079');
    assert.equal(unbroken('since AD 79', 'en'), 'since AD\u00a079');
    assert.equal(unbroken('24 August 2022', 'en'), '24\u00a0August\u00a02022');
  });
});
