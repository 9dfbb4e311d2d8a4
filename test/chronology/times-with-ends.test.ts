/** Times of day with an end, in the zone of the event: as they are told, listed, drawn and refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anniversaryOf } from '../../src/chronology/anniversary.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { w3cDates } from '../../src/chronology/dates/w3cdtf.ts';
import { anchorDay, possibleDays, precisionOf } from '../../src/chronology/dates/when.ts';
import { edtfForms } from '../../src/chronology/dates/written/reading.ts';
import { parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { formatPrecision, formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { EVERYTHING, withDays } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { markOf } from '../../src/formats/overview/mark.ts';
import { chronologyOf, eventText, VOCABULARY } from '../support/chronologies.ts';

const [BERLIN, TOKYO, NEW_YORK] = ['Europe/Berlin', 'Asia/Tokyo', 'America/New_York'] as const;

function read(text: string, local: string, chronology = local) {
  const when = parseWhen(text, local, chronology);
  assert.ok(when.ok, text);
  return when.value;
}

describe('the words of a time with an end', () => {
  const table: readonly [text: string, local: string, chronology: string, en: string, ja: string][] = [
    [
      '2026-03-14T14:00/2026-03-14T15:30',
      BERLIN,
      BERLIN,
      '14 March 2026, 14:00 to 15:30 (UTC+01:00)',
      '2026年3月14日14:00～15:30（UTC+01:00）',
    ],
    [
      '2026-03-14T14:00/2026-03-14T15:30',
      BERLIN,
      TOKYO,
      '14 March 2026, 14:00 to 15:30 (UTC+01:00), that is 22:00 to 23:30 (UTC+09:00)',
      '2026年3月14日14:00～15:30（UTC+01:00）、すなわち22:00～23:30（UTC+09:00）',
    ],
    // On another day there.
    [
      '2026-03-14T20:00/2026-03-14T21:30',
      BERLIN,
      TOKYO,
      '14 March 2026, 20:00 to 21:30 (UTC+01:00), that is 15 March 2026, 04:00 to 05:30 (UTC+09:00)',
      '2026年3月14日20:00～21:30（UTC+01:00）、すなわち2026年3月15日04:00～05:30（UTC+09:00）',
    ],
    // Over midnight, over the end of a year, and over a change of clocks.
    [
      '2026-03-14T22:00/2026-03-15T01:30',
      BERLIN,
      BERLIN,
      '14 March at 22:00 to 15 March 2026 at 01:30 (UTC+01:00)',
      '2026年3月14日22:00～3月15日01:30（UTC+01:00）',
    ],
    [
      '2025-12-31T22:00/2026-01-01T01:30',
      BERLIN,
      BERLIN,
      '31 December 2025 at 22:00 to 1 January 2026 at 01:30 (UTC+01:00)',
      '2025年12月31日22:00～2026年1月1日01:30（UTC+01:00）',
    ],
    [
      '2026-03-29T01:30/2026-03-29T04:30',
      BERLIN,
      BERLIN,
      '29 March 2026, 01:30 (UTC+01:00) to 04:30 (UTC+02:00)',
      '2026年3月29日01:30（UTC+01:00）～04:30（UTC+02:00）',
    ],
    // A moment, in the zone where it was.
    [
      '2026-03-14T14:00',
      NEW_YORK,
      BERLIN,
      '14 March 2026 at 14:00 (UTC−04:00), that is 19:00 (UTC+01:00)',
      '2026年3月14日14:00（UTC−04:00）、すなわち19:00（UTC+01:00）',
    ],
    // With an offset of its own, told in the zone of the event all the same.
    ['1969-07-20T20:17Z', 'UTC', 'UTC', '20 July 1969 at 20:17 (UTC)', '1969年7月20日20:17（UTC）'],
  ];
  for (const [text, local, chronology, en, ja] of table)
    it(`${text} in ${local}, of a chronology in ${chronology}`, () => {
      const when = read(text, local, chronology);
      assert.deepEqual([formatWhen(when, 'en'), formatWhen(when, 'ja')], [en, ja]);
      assert.equal(formatPrecision(when, 'en'), '');
      assert.equal(when.edtf, text);
    });
});

it('what people write for the hours of a day is answered with their form', () => {
  const hours = '2026-03-14T14:00/2026-03-14T15:30';
  for (const text of [
    '14 March 2026, 14:00–15:30',
    '14 March 2026, 14:00 to 15:30',
    '14 March 2026 from 2:00 pm to 3:30 pm',
    '14 March 2026, 2:00 pm – 3:30 pm',
    'March 14, 2026 at 14:00 until 15:30',
    '2026-03-14 14:00-15:30',
    '2026-03-14 14:00/2026-03-14 15:30',
    '2026年3月14日14:00～15:30',
    '2026年3月14日14:00から15:30まで',
  ])
    assert.deepEqual(
      edtfForms(text).flatMap((form) => ('edtf' in form ? form.edtf : [])),
      text.includes(' from ') ? [] : [hours],
      text,
    );
  // A hyphen may be the sign of an offset as well.
  const both = parseWhen('2026-03-14 09:00-10:30', TOKYO);
  assert.equal(
    both.ok ? '' : both.fault.advice,
    '2026-03-14T09:00/2026-03-14T10:30 (from the one time to the other); or 2026-03-14T09:00-10:30 (with an offset from UTC)',
  );
});

describe('a time with an end', () => {
  const evening = read('2026-03-14T22:00/2026-03-15T01:30', BERLIN, NEW_YORK);

  it('is known to the time, and counts as the days of the chronology’s zone', () => {
    assert.equal(precisionOf(evening), 'time');
    assert.equal(anchorDay(evening), '2026-03-14');
    assert.deepEqual(possibleDays(evening), { from: '2026-03-14', to: '2026-03-14' });
    assert.deepEqual(possibleDays(read(evening.edtf, BERLIN, TOKYO)), { from: '2026-03-15', to: '2026-03-15' });
  });

  it('that ends at midnight is not on the day that begins then', () => {
    const toMidnight = read('2026-03-14T22:00/2026-03-15T00:00', BERLIN);
    assert.deepEqual(possibleDays(toMidnight), { from: '2026-03-14', to: '2026-03-14' });
    assert.deepEqual(possibleDays(read(toMidnight.edtf, BERLIN, TOKYO)), { from: '2026-03-15', to: '2026-03-15' });
    assert.equal(markOf(toMidnight).to, '2026-03-14');
    assert.deepEqual(w3cDates(toMidnight).endDate, '2026-03-15T00:00+01:00');
    const chronology = chronologyOf({ night: { when: '2026-03-14T14:00/2026-03-15T00:00' } });
    const on = (day: string) => select(chronology, withDays(EVERYTHING, { from: day, to: day })).length;
    assert.deepEqual([on('2026-03-14'), on('2026-03-15')], [1, 0]);
  });

  it('of hours is drawn as a moment, and of days as a period', () => {
    assert.equal(markOf(evening).form, 'day');
    assert.deepEqual(
      [
        markOf(read('2026-03-14T22:00/2026-03-15T01:30', BERLIN)).to,
        markOf(read('2026-03-14T22:00/2026-03-16T01:30', BERLIN)).to,
      ],
      ['2026-03-15', '2026-03-16'],
    );
    const { form, start, end } = markOf(read('2026-03-14T09:00/2026-03-16T17:00', BERLIN));
    assert.deepEqual({ form, start, end }, { form: 'period', start: 'sharp', end: 'sharp' });
  });

  it('has the offset of its own zone in W3CDTF, and UTC where that has odd seconds', () => {
    assert.deepEqual(w3cDates(evening), { startDate: '2026-03-14T22:00+01:00', endDate: '2026-03-15T01:30+01:00' });
    assert.deepEqual(w3cDates(read('2026-03-14T22:00Z', 'UTC')), { startDate: '2026-03-14T22:00Z' });
    assert.deepEqual(w3cDates(read('1850-03-14T22:00', BERLIN)), { startDate: '1850-03-14T21:06:32Z' });
  });

  it('has its anniversary on its day, as a moment has', () => {
    const [talk] = chronologyOf({ talk: { when: '2024-02-29T14:00/2024-02-29T15:30' } }).events;
    assert.ok(talk);
    assert.deepEqual(anniversaryOf(talk), { precision: 'day', year: 2024, month: 2, day: 29, ofStart: false });
  });

  it('is ordered by its beginning among the times of a day', () => {
    const slugs = chronologyOf({
      late: { when: '2026-03-14T15:00' },
      middle: { when: '2026-03-14T14:00/2026-03-14T18:00' },
      early: { when: '2026-03-14T13:00/2026-03-14T13:30' },
    }).events.map(({ slug }) => slug);
    assert.deepEqual(slugs, ['early', 'middle', 'late']);
  });
});

describe('the zone of an event’s times', () => {
  const places = 'there:\n  name: There\n  timeZone: Europe/Berlin\nhere:\n  name: Here\n';
  const when = '2026-03-14T14:00';
  const instants = (events: Parameters<typeof chronologyOf>[0]) =>
    Object.fromEntries(
      chronologyOf(events, { 'places.yaml': places }).events.map(({ slug, when: { edtf }, ...event }) => [
        slug,
        [edtf, event.timeZone],
      ]),
    );
  const told = (event: object) =>
    formatWhen(
      chronologyOf({ one: { when, ...event } }, { 'places.yaml': places }).events[0]?.when ?? read(when, TOKYO),
      'en',
    );

  it('is its own, or that of its place, or the chronology’s', () => {
    assert.equal(told({}), '14 March 2026 at 14:00 (UTC+09:00)');
    assert.equal(told({ place: 'here' }), '14 March 2026 at 14:00 (UTC+09:00)');
    assert.equal(told({ place: 'there' }), '14 March 2026 at 14:00 (UTC+01:00), that is 22:00 (UTC+09:00)');
    assert.equal(
      told({ place: 'there', timeZone: NEW_YORK }),
      '14 March 2026 at 14:00 (UTC−04:00), that is 15 March 2026 at 03:00 (UTC+09:00)',
    );
  });

  it('leaves what is written as it is', () => {
    assert.deepEqual(instants({ one: { when, timeZone: NEW_YORK } }), { one: [when, NEW_YORK] });
  });

  it('is, of what stood before a revision, that of the place that stood then', () => {
    const revision = (was: object) => ({ date: '2026-12-03', note: 'It was planned otherwise.', was });
    const stood = (event: object, ...revisions: readonly object[]) =>
      chronologyOf({ one: { when, ...event, revisions } }, { 'places.yaml': places }).events[0]?.revisions.map(
        ({ was }) => was?.when && formatWhen(was.when, 'en'),
      );
    const at = { when: '2026-03-14T15:00' };
    const [here, there] = [
      '14 March 2026 at 15:00 (UTC+09:00)',
      '14 March 2026 at 15:00 (UTC+01:00), that is 23:00 (UTC+09:00)',
    ];
    assert.deepEqual(stood({ place: 'there' }, revision({ ...at, place: 'here' })), [here]);
    assert.deepEqual(stood({ place: 'here' }, revision({ ...at, place: 'there' })), [there]);
    assert.deepEqual(stood({ place: 'there' }, revision({ ...at, place: 'none' })), [here]);
    // Each revision by itself: the place of one before it is told by the next that has one.
    assert.deepEqual(
      stood({ place: 'here' }, revision(at), revision({ place: 'there' }), revision({ ...at, title: 'Another' })),
      [there, undefined, here],
    );
    // The file's own zone is that of all its dates.
    assert.deepEqual(stood({ place: 'here', timeZone: BERLIN }, revision({ ...at, place: 'none' })), [there]);
  });

  it('leaves the faults of revisions where they are', () => {
    const wrong = [
      { date: '2026-12-03', note: 'Moved.', was: { when: '2026-03-14T15:00', place: 'here' } },
      { date: '2026-12-04', note: 'Corrected.', was: { tytle: 'Another' } },
      'nothing',
      null,
    ];
    const fields = (place: string) =>
      parseFolder(
        new Map([
          ...Object.entries({ ...VOCABULARY, 'places.yaml': places }),
          ['events/one.yaml', eventText({ when, place, revisions: wrong })],
        ]),
      ).problems.map(({ field, message }) => `${field}: ${message}`);
    assert.deepEqual(
      fields('there'),
      fields('here').filter((one) => !one.startsWith('revisions.0')),
    );
    assert.equal(fields('there').length > 2, true);
  });

  it('is a problem where it is none, and where there is no time', () => {
    const problemsOf = (event: Readonly<Record<string, unknown>>) =>
      parseFolder(
        new Map([...Object.entries({ ...VOCABULARY, 'places.yaml': places }), ['events/one.yaml', eventText(event)]]),
      ).problems.map(({ field, message, advice }) => [field, message, advice]);
    assert.deepEqual(problemsOf({ when, timeZone: 'Berlin' }), [
      ['timeZone', 'not an IANA time zone', 'Asia/Tokyo, Europe/Berlin, UTC, …'],
    ]);
    assert.deepEqual(problemsOf({ when: '2026-03-14', timeZone: BERLIN }), [
      ['timeZone', 'no date here has a time of day', 'leave it out, or the time in `when`'],
    ]);
    // Any date of the file is one that is read in it.
    const more = [
      { alternatives: [{ when, sources: [{ source: 'report', for: 'statement' }] }] },
      { revisions: [{ date: '2026-12-03', note: { en: 'The hour is unknown.' }, was: { when } }] },
    ];
    for (const dated of more)
      assert.deepEqual(problemsOf({ when: '2026-03-14', timeZone: BERLIN, ...dated }), [], Object.keys(dated)[0]);
  });
});
