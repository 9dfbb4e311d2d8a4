/** Times in zones whose clocks change: what a calendar holds is the instant, as luxon finds it in the zone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { possibleDays } from '../../src/chronology/dates/when.ts';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { readByIcalJs, readByNodeIcal, readByStandard } from '../support/calendar-readers.ts';
import { chronologyOf, type Events, VOCABULARY } from '../support/chronologies.ts';
import { anniversariesOf, calendarOf, editions, siteAround } from '../support/fuzzed-calendars.ts';
import { cases } from '../support/seed.ts';

function calendars(zone: string, events: Events, places = VOCABULARY['places.yaml'] ?? '') {
  const settings = (VOCABULARY['chronology.yaml'] ?? '').replace('timeZone: Asia/Tokyo', `timeZone: ${zone}`);
  const site = siteAround(chronologyOf(events, { 'chronology.yaml': settings, 'places.yaml': places }));
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

/** `2026-03-14T14:00/2026-03-14T15:30` as instants of two minutes, by the clocks of a zone; an offset where these showed the time twice. */
function written(zone: string, ...instants: readonly number[]): string {
  return instants
    .map((instant) => {
      const at = DateTime.fromMillis(instant, { zone });
      return at.toFormat(at.getPossibleOffsets().length > 1 ? "yyyy-MM-dd'T'HH:mm:ssZZ" : "yyyy-MM-dd'T'HH:mm:ss");
    })
    .join('/');
}

describe('a time with an end', () => {
  // Changes by an hour, by half an hour and by a day; war time, double summer time; one that never changed; odd offsets of old.
  const changes: Readonly<Record<string, readonly string[]>> = {
    'Europe/Berlin': ['2024-03-31T01:00Z', '2024-10-27T01:00Z', '1945-05-24T00:00Z', '1893-03-31T23:06Z'],
    'America/New_York': ['2024-03-10T07:00Z', '2024-11-03T06:00Z', '1942-02-09T07:00Z'],
    'Asia/Tokyo': ['2024-03-31T00:00Z', '1948-05-01T15:00Z'],
    'Australia/Lord_Howe': ['2024-04-06T15:00Z', '2024-10-05T15:30Z'],
    'Pacific/Apia': ['2011-12-30T10:00Z'],
    'Asia/Kathmandu': ['1985-12-31T18:30Z'],
    'Africa/Monrovia': ['1972-01-07T00:44Z'],
    'Europe/Amsterdam': ['1937-06-30T23:40Z'],
  };
  const zones = Object.keys(changes);
  /** A zone, and an instant near a change of its clocks or any other. */
  const near = fc.constantFrom(...zones).chain((zone) =>
    fc.tuple(
      fc.constant(zone),
      fc.oneof(
        fc
          .tuple(fc.constantFrom(...(changes[zone] ?? [])), fc.integer({ min: -300, max: 300 }))
          .map(([change, minutes]) => Date.parse(change) + minutes * 60_000),
        fc
          .integer({ min: Date.parse('1900-01-01') / 60_000, max: Date.parse('2100-01-01') / 60_000 })
          .map((n) => n * 60_000),
      ),
    ),
  );
  const talks = fc.tuple(near, fc.integer({ min: 1, max: 3 * 24 * 60 }), fc.constantFrom(...zones));

  it('is the same pair of instants to every reader, whatever the zones', () => {
    fc.assert(
      fc.property(talks, ([[zone, from], minutes, home]) => {
        const to = from + minutes * 60_000;
        const when = written(zone, from, to);
        const wanted = [from, to].map((instant) => new Date(instant).toISOString().replace('.000Z', 'Z'));
        // Seconds of a town's mean time have no form with an offset; without one they are as the clocks showed them.
        fc.pre(!/\d{2}:\d{2}:\d{2}[+-]/.test(when) || Number.isInteger(DateTime.fromMillis(from, { zone }).offset));
        for (const [event, places] of [
          [{ when, timeZone: zone }, undefined],
          [{ when, place: 'there' }, `there:\n  name: There\n  timeZone: ${zone}\n`],
        ] as const) {
          const { calendar } = calendars(home, { talk: event }, places);
          for (const read of [readByIcalJs, readByNodeIcal, readByStandard])
            assert.deepEqual(
              read(calendar).map(({ start, end }) => [start, end]),
              [wanted],
              `${when} in ${zone}, of a chronology in ${home}`,
            );
        }
      }),
      // Each is read from four calendars by three readers.
      cases(30),
    );
  });

  it('is told as the clocks showed it there, and by those of the chronology where they differ', () => {
    fc.assert(
      fc.property(talks, ([[zone, from], minutes, home]) => {
        const instants = [from, from + minutes * 60_000];
        const read = parseWhen(written(zone, ...instants), zone, home);
        assert.ok(read.ok);
        const words = formatWhen(read.value, 'en');
        const clocks = (of: string) => instants.map((instant) => DateTime.fromMillis(instant, { zone: of }));
        for (const at of clocks(zone)) assert.ok(words.includes(at.toFormat('HH:mm')), `${words}: ${at.toISO()}`);
        const differ = clocks(zone).some((at, index) => at.offset !== clocks(home)[index]?.offset);
        assert.equal(words.includes(', that is '), differ);
        if (differ)
          for (const at of clocks(home)) assert.ok(words.split(', that is ')[1]?.includes(at.toFormat('HH:mm')), words);
      }),
      { numRuns: 300 },
    );
  });

  it('counts as the days of the chronology’s zone, so that there is one order and one filter', () => {
    fc.assert(
      fc.property(talks, ([[zone, from], minutes, home]) => {
        const to = from + minutes * 60_000;
        const read = parseWhen(written(zone, from, to), zone, home);
        assert.ok(read.ok);
        const day = (instant: number) => DateTime.fromMillis(instant, { zone: home }).toISODate();
        // The end itself is the first moment after it (RFC 5545 §3.6.1: DTEND is exclusive).
        assert.deepEqual(possibleDays(read.value), { from: day(from), to: day(to - 1) });
      }),
      { numRuns: 300 },
    );
  });

  it('of more than 31 days is two instants, its begin and its end', () => {
    const { calendar } = calendars('UTC', { orbit: { when: '2026-01-01T10:00/2026-03-01T12:00' } });
    assert.deepEqual(
      readByStandard(calendar).map(({ uid, start, end }) => [uid.split('@')[0], start, end]),
      [
        ['orbit', '2026-01-01T10:00:00Z', undefined],
        ['orbit.end', '2026-03-01T12:00:00Z', undefined],
      ],
    );
  });
});
