/** Times in zones whose clocks change: what a calendar holds is the instant, as luxon finds it in the zone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { readByIcalJs, readByNodeIcal, readByStandard } from '../support/calendar-readers.ts';
import { chronologyOf, type Events, VOCABULARY } from '../support/chronologies.ts';
import { anniversariesOf, calendarOf, editions, siteAround } from '../support/fuzzed-calendars.ts';

function calendars(zone: string, events: Events) {
  const settings = (VOCABULARY['chronology.yaml'] ?? '').replace('timeZone: Asia/Tokyo', `timeZone: ${zone}`);
  const site = siteAround(chronologyOf(events, { 'chronology.yaml': settings }));
  const [edition] = editions(site);
  assert.ok(edition);
  return { calendar: calendarOf(site, edition), anniversaries: anniversariesOf(site, edition) };
}

/** Local time → instant, around the changes of clocks. A time without an offset is in the chronology's zone. */
const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Europe/Berlin': {
    '2024-03-31T01:59:59': '20240331T005959Z',
    '2024-03-31T03:00': '20240331T010000Z',
    '2024-10-27T01:59:59': '20241026T235959Z',
    '2024-10-27T02:30:00+02:00': '20241027T003000Z',
    '2024-10-27T02:30:00+01:00': '20241027T013000Z',
    '2024-10-27T03:00': '20241027T020000Z',
  },
  'America/New_York': {
    '2024-03-10T01:59': '20240310T065900Z',
    '2024-03-10T03:00': '20240310T070000Z',
    '2024-11-03T00:59:59': '20241103T045959Z',
    '2024-11-03T01:30:00-04:00': '20241103T053000Z',
    '2024-11-03T01:30:00-05:00': '20241103T063000Z',
    '2024-11-03T02:00': '20241103T070000Z',
    '2024-12-31T23:30': '20250101T043000Z',
  },
  // No change since 1951.
  'Asia/Tokyo': {
    '2024-03-31T02:30': '20240330T173000Z',
    '2025-12-20T15:00:00': '20251220T060000Z',
    '2026-01-01T00:00': '20251231T150000Z',
  },
  // By half an hour.
  'Australia/Lord_Howe': {
    '2024-04-07T01:29': '20240406T142900Z',
    '2024-04-07T01:45:00+11:00': '20240406T144500Z',
    '2024-04-07T01:45:00+10:30': '20240406T151500Z',
    '2024-04-07T02:00': '20240406T153000Z',
    '2024-10-06T01:59': '20241005T152900Z',
    '2024-10-06T02:30': '20241005T153000Z',
  },
  // It left out 30 December 2011.
  'Pacific/Apia': {
    '2011-12-29T23:59:59': '20111230T095959Z',
    '2011-12-31T00:00': '20111230T100000Z',
    '2024-07-01T12:00': '20240630T230000Z',
  },
};

describe('a time', () => {
  for (const [zone, cases] of Object.entries(CASES))
    it(`in ${zone} is its instant`, () => {
      const times = Object.entries(cases);
      const slug = (index: number) => `time-${String.fromCharCode(97 + index)}`;
      const { calendar } = calendars(zone, Object.fromEntries(times.map(([when], index) => [slug(index), { when }])));
      const lines = calendar.split('\r\n').filter((line) => /^(UID|DTSTART|DTEND|DURATION)/.test(line));
      const found = Object.fromEntries(
        lines
          .join(' ')
          .split('UID:')
          .slice(1)
          .map((entry) => entry.trim().split(' ')),
      );
      assert.deepEqual(
        found,
        Object.fromEntries(
          times.map(([, instant], index) => [`${slug(index)}@small.annals.example`, `DTSTART:${instant}`]),
        ),
      );
      for (const read of [readByIcalJs, readByNodeIcal, readByStandard])
        assert.deepEqual(
          read(calendar)
            .map(({ start, end }) => [start.replace(/[-:]/g, ''), end])
            .sort(),
          Object.values(cases)
            .map((instant) => [instant, undefined])
            .sort(),
        );
    });

  it('that clocks skipped, or showed twice, is refused', () => {
    const refused = {
      'Europe/Berlin': ['2024-03-31T02:30', '2024-10-27T02:30'],
      'America/New_York': ['2024-03-10T02:30', '2024-11-03T01:30'],
      'Australia/Lord_Howe': ['2024-10-06T02:15', '2024-04-07T01:45'],
      'Pacific/Apia': ['2011-12-30T12:00'],
    };
    for (const [zone, times] of Object.entries(refused))
      for (const when of times)
        assert.throws(() => calendars(zone, { time: { when } }), /the clocks in/, `${zone} ${when}`);
  });

  it('has its anniversary on the day that it was there', () => {
    const days = (zone: string, when: string) =>
      readByStandard(calendars(zone, { time: { when } }).anniversaries).map(({ start }) => start);
    assert.deepEqual(days('America/New_York', '2024-12-31T23:30'), ['2025-12-31']);
    assert.deepEqual(days('America/New_York', '2025-01-01T04:30:00Z'), ['2025-12-31']);
    assert.deepEqual(days('Asia/Tokyo', '2024-12-31T23:30:00-05:00'), ['2026-01-01']);
  });

  it('near a change of clocks is the instant that luxon finds, or is refused', () => {
    const minute = fc.integer({ min: -180, max: 180 });
    const changes = {
      'Europe/Berlin': ['2024-03-31T01:00Z', '2024-10-27T01:00Z'],
      'America/New_York': ['2024-03-10T07:00Z', '2024-11-03T06:00Z'],
      'Asia/Tokyo': ['2024-03-31T00:00Z'],
      'Australia/Lord_Howe': ['2024-04-06T15:00Z', '2024-10-05T15:30Z'],
      'Pacific/Apia': ['2011-12-30T10:00Z', '2021-04-03T14:00Z'],
    };
    const near = fc.constantFrom(
      ...Object.entries(changes).flatMap(([zone, at]) => at.map((change) => [zone, change] as const)),
    );
    fc.assert(
      fc.property(near, minute, ([zone, change], minutes) => {
        const at = DateTime.fromISO(change, { zone }).plus({ minutes });
        const read = parseWhen(at.toFormat("yyyy-MM-dd'T'HH:mm:ss"), zone);
        const point =
          read.ok && read.value.kind === 'moment' && read.value.at.form === 'date' ? read.value.at : undefined;
        if (at.getPossibleOffsets().length > 1) assert.equal(point, undefined);
        else assert.equal(point?.time?.instant, at.toUTC().toISO({ suppressMilliseconds: true }));
      }),
      { numRuns: 300 },
    );
  });
});
