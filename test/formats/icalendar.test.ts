/** What each kind of date becomes in a calendar, and that a calendar tells every event exactly once. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import ICAL from 'ical.js';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { choices, EVERYTHING, type Imprecise } from '../../src/chronology/query/query.ts';
import { calendarClass } from '../../src/formats/calendar/entry.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { everyDate, shipped, siteOf } from '../support/golden-outputs.ts';
import { buildChronology, renderICalendar } from '../support/rendered.ts';

interface Shown {
  readonly uid: string;
  readonly summary: string;
  readonly start: string;
  /** Exclusive. */
  readonly end: string | undefined;
}

function calendar(chronology: Chronology, imprecise: Imprecise, language: 'en' | 'ja' = 'en'): ICAL.Component {
  const text = renderICalendar(viewOf(siteOf(chronology), language, { ...EVERYTHING, imprecise }));
  return new ICAL.Component(ICAL.parse(text) as never);
}

function shownIn(component: ICAL.Component): Shown[] {
  return component.getAllSubcomponents('vevent').map((vevent) => ({
    uid: String(vevent.getFirstPropertyValue('uid')).split('@')[0] ?? '',
    summary: String(vevent.getFirstPropertyValue('summary')),
    start: String(vevent.getFirstPropertyValue('dtstart')),
    end: vevent.getFirstPropertyValue('dtend')?.toString(),
  }));
}

describe('the class of a date', () => {
  const classes = {
    exact: ['2022-12-24', '2024-05-01/2024-05-03', '2019-01-01/2019-12-31', '2025-12-20T15:00'],
    fuzzy: [
      '2023-03',
      '2023-33',
      '2023-40',
      '2004',
      '199X',
      '19XX',
      '2022-12-24~',
      '2022-12-24?',
      '2022-12-24%',
      '2024-05-01~/2024-05-03',
      '2016-03/2023-11',
      '2022-12-24/2023-01',
      '2004/',
      '2004-05-06/',
      '/2004-05-06',
      '../1991',
      '../1991-12-25',
      '[2023-09..]',
      '[..2022-12-24]',
      '[2022-12-24..2022-12-25]',
    ],
    ongoing: ['2022-02/..', '2022-02-24/..', '1993~/..'],
  };
  for (const [expected, dates] of Object.entries(classes))
    for (const date of dates)
      it(`of ${date} is ${expected}`, () => {
        const when = parseWhen(date, 'Asia/Tokyo');
        assert.ok(when.ok);
        assert.equal(calendarClass(when.value), expected);
      });
});

describe('an entry', () => {
  let everything: Chronology;
  const entries = new Map<Imprecise, ReadonlyMap<string, Omit<Shown, 'uid'>>>();
  before(async () => {
    everything = await everyDate();
    for (const imprecise of choices.imprecise)
      entries.set(
        imprecise,
        new Map(shownIn(calendar(everything, imprecise)).map(({ uid, ...shown }) => [uid, shown])),
      );
  });
  const entry = (imprecise: Imprecise, uid: string) => entries.get(imprecise)?.get(uid);

  it('of a day is that day under every treatment, with an exclusive end', () => {
    for (const imprecise of choices.imprecise)
      assert.deepEqual(entry(imprecise, 'leap-day'), { summary: 'Leap day', start: '2024-02-29', end: '2024-03-01' });
  });

  it('of a time is an instant in UTC, with no end', () => {
    assert.deepEqual(entry('omit', 'time'), {
      summary: 'Time in the zone of the chronology',
      start: '2025-12-20T06:00:00Z',
      end: undefined,
    });
    assert.deepEqual(entry('omit', 'time-with-offset'), {
      summary: 'Time with an offset',
      start: '2025-07-01T14:30:15Z',
      end: undefined,
    });
  });

  it('of a period of days up to 31 is one bar', () => {
    assert.deepEqual(entry('marker', 'period-of-days'), {
      summary: 'Short period of days',
      start: '2024-05-01',
      end: '2024-05-04',
    });
    assert.equal(entry('marker', 'period-of-days.end'), undefined);
  });

  it('of a longer period of days is its first and its last day, never left out', () => {
    for (const imprecise of choices.imprecise) {
      assert.deepEqual(entry(imprecise, 'long-period-of-days'), {
        summary: '15 January to 30 June 2024: Long period of days',
        start: '2024-01-15',
        end: '2024-01-16',
      });
      assert.deepEqual(entry(imprecise, 'long-period-of-days.end'), {
        summary: 'Ends: Long period of days',
        start: '2024-06-30',
        end: '2024-07-01',
      });
    }
  });

  it('of what is known less well begins with the date as known, on the anchor day', () => {
    const markers: readonly [uid: string, summary: string, start: string][] = [
      ['month', 'March 2023: Month', '2023-03-01'],
      ['quarter', 'first quarter of 2023: Quarter', '2023-01-01'],
      ['half', 'second half of 2023: Half-year', '2023-07-01'],
      ['year', '2004: Year', '2004-01-01'],
      ['decade', '1990s: Decade', '1990-01-01'],
      ['approximate', 'about 2004: Approximate year', '2004-01-01'],
      ['uncertain-day', 'possibly 24 December 2022: Uncertain day', '2022-12-24'],
      ['after', 'in or after September 2023: Moment after', '2023-09-01'],
      ['by', 'by 2019: Moment by', '2019-12-31'],
      ['between', 'between September and November 2023: Moment between', '2023-09-01'],
      ['until', 'until 1991: Open start', '1991-12-31'],
      ['unknown-end', 'from 2004, end unknown: Unknown end', '2004-01-01'],
      ['unknown-start', 'until 6 May 2004, start unknown: Unknown start', '2004-05-06'],
    ];
    for (const [uid, summary, start] of markers) {
      const shown = entry('marker', uid);
      assert.deepEqual([shown?.summary, shown?.start], [summary, start]);
      assert.equal(entry('omit', uid), undefined, `${uid} is left out where the subscriber says so`);
    }
  });

  it('of a fuzzy period has a second one on its last possible day, unless its type has none', () => {
    assert.deepEqual(entry('marker', 'period-of-months.end'), {
      summary: 'November 2023: Ends: Period of months',
      start: '2023-11-30',
      end: '2023-12-01',
    });
    assert.ok(entry('marker', 'count-over-years'));
    assert.equal(entry('marker', 'count-over-years.end'), undefined);
  });

  it('as a span covers every possible day, and is a marker where nothing bounds it', () => {
    const spans: readonly [uid: string, start: string, end: string][] = [
      ['month', '2023-03-01', '2023-04-01'],
      ['decade', '1990-01-01', '2000-01-01'],
      ['between', '2023-09-01', '2023-12-01'],
      ['period-of-months', '2016-03-01', '2023-12-01'],
      ['after', '2023-09-01', '2023-09-02'],
      ['by', '2019-12-31', '2020-01-01'],
    ];
    for (const [uid, start, end] of spans) {
      const shown = entry('span', uid);
      assert.deepEqual([shown?.start, shown?.end], [start, end], uid);
      assert.equal(shown?.summary, entry('marker', uid)?.summary);
    }
    assert.equal(entry('span', 'period-of-months.end'), undefined);
  });

  it('of what lasts is one at its start, under every treatment', () => {
    for (const imprecise of choices.imprecise)
      assert.deepEqual(entry(imprecise, 'since'), {
        summary: 'Since February 2022: Open end',
        start: '2022-02-01',
        end: '2022-02-02',
      });
  });

  it('says in its title what some programs would not show', () => {
    assert.equal(entry('marker', 'cancelled')?.summary, 'Cancelled: Cancelled');
    assert.equal(entry('marker', 'withdrawn')?.summary, 'Withdrawn: Entered by mistake');
    assert.equal(entry('marker', 'plan-fulfilled')?.summary, 'third quarter of 2023: Third round (plan)');
  });
});

describe('the calendar of a chronology', () => {
  for (const [name, load] of [
    ['of every kind of date', everyDate],
    ['that ships', shipped],
  ] as const)
    for (const language of ['en', 'ja'] as const)
      it(`${name}, in ${language}, shows each event under exactly its primary UID, whatever the treatment`, async () => {
        const chronology = await load();
        const primary = [...chronology.bySlug.keys()].sort();
        const fuzzy = [...chronology.bySlug.values()]
          .filter(({ when }) => calendarClass(when) === 'fuzzy')
          .map(({ slug }) => slug);
        for (const imprecise of choices.imprecise) {
          const uids = shownIn(calendar(chronology, imprecise, language)).map(({ uid }) => uid);
          assert.equal(new Set(uids).size, uids.length, 'no UID twice');
          const expected = imprecise === 'omit' ? primary.filter((slug) => !fuzzy.includes(slug)) : primary;
          assert.deepEqual(uids.filter((uid) => !uid.endsWith('.end')).sort(), expected);
          for (const uid of uids) assert.ok(primary.includes(uid.replace(/\.end$/, '')), uid);
        }
      });

  it('is transparent, has no alarm, and carries the EDTF and every time stamp', async () => {
    const chronology = await shipped();
    const NEW = ['scholarships-and-japan-centers', 'soviet-nuclear-tests'];
    for (const vevent of calendar(chronology, 'marker').getAllSubcomponents('vevent')) {
      const slug =
        String(vevent.getFirstPropertyValue('uid'))
          .split('@')[0]
          ?.replace(/\.end$/, '') ?? '';
      const value = (property: string) => vevent.getFirstPropertyValue(property)?.toString();
      assert.equal(value('transp'), 'TRANSPARENT');
      assert.deepEqual(vevent.getAllSubcomponents(), []);
      assert.equal(value('x-annals-edtf'), chronology.bySlug.get(slug)?.when.edtf);
      for (const property of ['dtstamp', 'created', 'last-modified'])
        assert.equal(value(property), NEW.includes(slug) ? '2026-11-28T15:00:00Z' : '2026-11-21T15:00:00Z');
      // Two plans are told as fulfilled since other events say so.
      const fulfilled = ['foreign-ministers-meeting-8-plan', 'summit-plan'].includes(slug);
      assert.equal(value('sequence'), '0');
      assert.equal(String(value('summary')).endsWith(' (plan)'), fulfilled, slug);
      assert.equal(value('url'), `https://chronology.example/events/${slug}`);
    }
  });

  it('says in a revised event when and how often it was revised', async () => {
    const revised = calendar(await everyDate(), 'marker')
      .getAllSubcomponents('vevent')
      .find((vevent) => String(vevent.getFirstPropertyValue('uid')).startsWith('third-round@'));
    const value = (property: string) => revised?.getFirstPropertyValue(property)?.toString();
    assert.equal(value('created'), '2026-11-22T00:30:00Z');
    assert.equal(value('last-modified'), '2026-12-02T15:00:00Z');
    assert.equal(value('dtstamp'), '2026-12-02T15:00:00Z');
    assert.equal(value('sequence'), '2');
  });

  it('writes relations only where they are declared: PARENT for the whole, SIBLING for the others', async () => {
    const declared = new Map(
      calendar(await everyDate(), 'marker')
        .getAllSubcomponents('vevent')
        .map((vevent) => [
          String(vevent.getFirstPropertyValue('uid')).split('@')[0],
          vevent
            .getAllProperties('related-to')
            .map(
              (property) =>
                `${property.getFirstParameter('reltype')} ${String(property.getFirstValue()).split('@')[0]}`,
            ),
        ]),
    );
    assert.deepEqual(declared.get('third-round'), [
      'PARENT period-of-months',
      'SIBLING month',
      'SIBLING plan-fulfilled',
      'SIBLING day',
    ]);
    assert.deepEqual(declared.get('period-of-months'), []);
    assert.deepEqual(declared.get('plan-fulfilled'), []);
  });

  it('names all that fulfils a plan, also what came to it after the plan was first told', () => {
    const before = chronologyOf({
      plan: { status: 'planned', revisions: [{ date: '2026-12-03', note: 'It took place.' }] },
      first: { relations: { fulfils: ['plan'] } },
    });
    const told = (of: Chronology) => {
      const plan = calendar(of, 'marker')
        .getAllSubcomponents('vevent')
        .find((vevent) => String(vevent.getFirstPropertyValue('uid')).startsWith('plan@'));
      return String(plan?.getFirstPropertyValue('description')).match(/Fulfilled by: (.*)/g);
    };
    const by = (slug: string) => `Fulfilled by: https://chronology.example/events/${slug}`;
    assert.deepEqual(told(before), [by('first')]);
    const first = before.bySlug.get('first');
    assert.ok(first);
    // The same vocabulary and the same plan, read once.
    const after = buildChronology(before.vocabulary, [...before.events, { ...first, slug: 'second' }]);
    assert.deepEqual(told(after), [by('first'), by('second')]);
  });

  it('has no line over 75 octets, no bare CR or LF, and ends each with CRLF', async () => {
    for (const language of ['en', 'ja'] as const) {
      const text = renderICalendar(viewOf(siteOf(await shipped()), language, EVERYTHING));
      assert.ok(text.endsWith('\r\n'));
      for (const line of text.slice(0, -2).split('\r\n')) {
        assert.doesNotMatch(line, /[\r\n]/);
        assert.ok(Buffer.byteLength(line) <= 75, line);
      }
    }
  });
});
