/** Calendars as programs read them: RFC 5545 alone, ical.js and node-ical find exactly the events that went in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { choices } from '../../src/chronology/query/query.ts';
import { renderVevents, type Vevent } from '../../src/formats/calendar/ics-package.ts';
import { type Expected, expectedAnniversaries, expectedEntries } from '../support/calendar-oracle.ts';
import {
  occurrences,
  type ReadEntry,
  readByIcalJs,
  readByNodeIcal,
  readByStandard,
} from '../support/calendar-readers.ts';
import { anniversariesOf, calendarOf, editions, holds } from '../support/fuzzed-calendars.ts';
import { renderVcalendar } from '../support/rendered.ts';
import { calendar, plain } from '../support/vevent.ts';

const READERS = {
  'RFC 5545': readByStandard,
  'ical.js': readByIcalJs,
  'node-ical': readByNodeIcal,
} as const;
type Reader = keyof typeof READERS;

/** What a reader gets wrong of correct bytes, each pinned below: there it is not asked. */
const BEYOND: Readonly<
  Record<
    Reader,
    { text(text: string): boolean; categories(texts: readonly string[]): boolean; day(day: string): boolean }
  >
> = {
  'RFC 5545': { text: () => false, categories: () => false, day: () => false },
  'ical.js': {
    text: () => false,
    categories: (texts) => texts.some((text) => text.endsWith('\\')),
    day: () => false,
  },
  'node-ical': {
    text: (text) => text.includes('\\') || /^".*"$/.test(text),
    categories: (texts) => texts.some((text) => /[\\;,]/.test(text) || text.trim() !== text),
    day: (day) => day < '0100',
  },
};

/** What the entry says of all that the reader can read right of what was wanted. */
function asReadBy(reader: Reader, entry: ReadEntry | Expected, wanted: Expected) {
  const { text, categories, day } = BEYOND[reader];
  const told = (name: 'summary' | 'location') => (text(wanted[name] ?? '') ? undefined : entry[name]);
  return {
    uid: entry.uid,
    days: day(wanted.start) ? undefined : [entry.start, entry.end],
    summary: told('summary'),
    location: told('location'),
    categories: categories(wanted.categories) ? undefined : entry.categories,
    related: entry.related,
    status: entry.status,
    sequence: entry.sequence,
    geo: entry.geo,
    edtf: entry.edtf,
    created: entry.created,
    lastModified: entry.lastModified,
  };
}

const byUid = (a: { uid: string }, b: { uid: string }) => (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0);

function assertRead(reader: Reader, calendar: string, expected: readonly Expected[]): void {
  const entries = [...READERS[reader](calendar)].sort(byUid);
  const wanted = [...expected].sort(byUid);
  assert.deepEqual(
    entries.map(({ uid }) => uid),
    wanted.map(({ uid }) => uid),
  );
  for (const [index, want] of wanted.entries()) {
    const entry = entries[index];
    assert.ok(entry);
    assert.deepEqual(asReadBy(reader, entry, want), asReadBy(reader, want, want));
    assert.equal(entry.stamp, entry.lastModified);
    const address = `https://chronology.example/events/${want.slug}`;
    assert.equal(entry.url, address);
    assert.ok(entry.description.endsWith(`\n\n${address}`));
    for (const told of want.told.filter((text) => !BEYOND[reader].text(text)))
      assert.ok(entry.description.includes(told), `${JSON.stringify(entry.description)} tells ${JSON.stringify(told)}`);
  }
}

for (const reader of Object.keys(READERS) as Reader[])
  describe(`${reader}, given the calendars of random chronologies,`, () => {
    it('finds every entry as it must be, in each edition and under each treatment', () => {
      holds((written, site) => {
        for (const edition of editions(site))
          for (const imprecise of choices.imprecise)
            assertRead(
              reader,
              calendarOf(site, edition, imprecise),
              expectedEntries(written, edition.languages, imprecise),
            );
      });
    });

    it('finds the anniversaries of what is known to the day', () => {
      holds((written, site) => {
        for (const edition of editions(site)) {
          const expected = expectedAnniversaries(written, edition.languages);
          if (reader === 'node-ical' && expected.some(({ start }) => isBeyondRulesOfNodeIcal(start))) continue;
          assertRead(reader, anniversariesOf(site, edition), expected);
        }
      });
    });
  });

const isBeyondRulesOfNodeIcal = (day: string) => day >= '0100' && day < '1000';

function calendarWith(event: Partial<Vevent>): string {
  return renderVcalendar(calendar, renderVevents([{ ...plain, ...event }]));
}

/** The entry as RFC 5545 has it, and as the reader has it. */
function rightAndRead(reader: Reader, event: Partial<Vevent>): readonly [right: ReadEntry, read: ReadEntry] {
  const calendar = calendarWith(event);
  const [right] = READERS['RFC 5545'](calendar);
  const [read] = READERS[reader](calendar);
  assert.ok(right && read);
  return [right, read];
}

const told = (...texts: readonly string[]) => texts.map((text) => ({ text, lang: 'en' }));

describe('ical.js 2.2.1, of bytes that RFC 5545 has right,', () => {
  it('takes the comma after an escaped backslash for an escaped one, and joins two categories', () => {
    const [right, read] = rightAndRead('ical.js', { categories: told('a\\', 'b') });
    assert.deepEqual(right.categories, ['a\\', 'b']);
    assert.deepEqual(read.categories, ['a\\,b']);
  });

  it('prints years before 1000 without zeros, though it reads them', () => {
    const time = ICAL.Time.fromDateString('0079-08-24');
    assert.deepEqual([time.year, String(time)], [79, '79-08-24']);
  });
});

describe('node-ical 0.26.1, of bytes that RFC 5545 has right,', () => {
  it('undoes escaped commas and line breaks before escaped backslashes, so that a backslash and n become a line break', () => {
    const [right, read] = rightAndRead('node-ical', { summary: { text: 'C:\\new', lang: 'en' } });
    assert.equal(right.summary, 'C:\\new');
    assert.equal(read.summary, 'C:\\\new');
    const [, other] = rightAndRead('node-ical', { summary: { text: 'a\\;b', lang: 'en' } });
    assert.equal(other.summary, 'a\\;b');
  });

  it('takes quotes around a whole text for its own', () => {
    const [right, read] = rightAndRead('node-ical', { summary: { text: '"Quoted"', lang: 'en' } });
    assert.equal(right.summary, '"Quoted"');
    assert.equal(read.summary, 'Quoted');
  });

  it('cuts categories at every comma, leaves them escaped, and takes blanks off their ends', () => {
    const [right, read] = rightAndRead('node-ical', { categories: told('Loans, net', ' b; ') });
    assert.deepEqual(right.categories, ['Loans, net', ' b; ']);
    assert.deepEqual(read.categories, ['Loans\\', 'net', 'b\\;']);
  });

  it('takes a year of one or two digits, with its zeros, for one of the twentieth century', () => {
    const [right, read] = rightAndRead('node-ical', { time: { day: '0079-08-24', end: '0079-08-25' } });
    assert.deepEqual([right.start, right.end], ['0079-08-24', '0079-08-25']);
    assert.deepEqual([read.start, read.end], ['1979-08-24', '1979-08-25']);
  });

  it('reads nothing of a calendar in which something comes round each year since before the year 1000', () => {
    const calendar = calendarWith({ time: { day: '0794-10-22', end: '0794-10-23' }, yearly: 'same-day' });
    assert.deepEqual(occurrences(calendar, 'a@b.example', 2), ['0794-10-22', '0795-10-22']);
    assert.throws(() => readByNodeIcal(calendar), RangeError);
  });

  it('gives an instant an end, which is the same instant', () => {
    const calendar = calendarWith({ time: { instant: '2025-12-20T06:00:00Z' } });
    assert.doesNotMatch(calendar, /^(DTEND|DURATION)/m);
    const [event] = Object.values(nodeIcal.sync.parseICS(calendar)).filter((one) => one?.type === 'VEVENT');
    assert.deepEqual([event?.start, event?.end].map(Number), Array(2).fill(Date.parse('2025-12-20T06:00:00Z')));
  });

  it('keeps a day as midnight where the machine is', () => {
    const [event] = Object.values(nodeIcal.sync.parseICS(calendarWith({}))).filter((one) => one?.type === 'VEVENT');
    assert.equal(Number(event?.start), new Date(2022, 11, 24).getTime());
  });
});
