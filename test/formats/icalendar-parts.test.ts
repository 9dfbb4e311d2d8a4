/** Calendars whose parts are folded: every event is an entry or told in exactly one description, and an edit of a part reaches programs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { choices, EVERYTHING, type Query, withValues } from '../../src/chronology/query/query.ts';
import { changeWithParts } from '../../src/formats/calendar/parts.ts';
import type { Site } from '../../src/web/site/site.ts';
import { viewOf, viewsOf } from '../../src/web/site/views.ts';
import { type ReadEntry, readByIcalJs, readByNodeIcal, readByStandard } from '../support/calendar-readers.ts';
import { chronologyOf, cited, type Events } from '../support/chronologies.ts';
import { chronologyIn, type EventFields, filesOf, type WrittenChronology } from '../support/chronology-arbitrary.ts';
import { editions, holds, siteAround } from '../support/fuzzed-calendars.ts';
import { withParts } from '../support/golden-outputs.ts';
import { renderAnniversaries, renderICalendar, renderRss } from '../support/rendered.ts';

const FOLDED: Query = { ...EVERYTHING, parts: 'fold' };
const READERS = { 'RFC 5545': readByStandard, 'ical.js': readByIcalJs, 'node-ical': readByNodeIcal } as const;

function calendarOf(site: Site, query = FOLDED, language: 'en' | 'ja' = 'en'): string {
  return renderICalendar(viewOf(site, language, query));
}

const slugOf = ({ uid }: Pick<ReadEntry, 'uid'>) => uid.split('@')[0] ?? '';
const byslug = (calendar: string) => new Map(readByStandard(calendar).map((entry) => [slugOf(entry), entry]));

/** The lines of a description that tell of parts. */
const partsIn = ({ description }: ReadEntry) => description.split('\n').filter((line) => /^[•・]/.test(line));

describe('a calendar with folded parts', () => {
  const site = siteAround(withParts());

  for (const [reader, read] of Object.entries(READERS))
    it(`is read by ${reader} as the whole with its parts in order, each with its date as known`, () => {
      const entries = read(calendarOf(site));
      assert.deepEqual(entries.map(slugOf).sort(), ['excursion', 'meeting', 'statement']);
      const meeting = entries.find((entry) => slugOf(entry) === 'meeting');
      assert.ok(meeting);
      assert.match(
        meeting.description,
        new RegExp(
          [
            'Summary\\.',
            '',
            'Its parts:',
            '• December 2022: Report of the meeting',
            '• 24 December 2022 at 10:00 \\(UTC\\+09:00\\): Opening of the meeting',
            '• 24 December 2022: Cancelled: Dinner of the meeting',
            '• 24 December 2022: Speech of the meeting',
            '',
            'Source: ',
          ].join('\n'),
        ),
      );
    });

  it('has them in each language of the calendar', () => {
    const [view, ...others] = viewsOf(site, { tag: 'en-ja', languages: ['en', 'ja'] }, FOLDED);
    const told = partsIn(byslug(renderICalendar(view, others)).get('meeting') as ReadEntry);
    assert.deepEqual(
      told.filter((line) => /Speech/.test(line)),
      ['• 24 December 2022: Speech of the meeting', '・2022年12月24日：会合の部分（Speech）'],
    );
  });

  it('says so in its description, and others do not', () => {
    const unfolded = calendarOf(site).replaceAll('\r\n ', '');
    assert.match(unfolded, /^DESCRIPTION;LANGUAGE=en:.*and has no entry of its own/m);
    assert.doesNotMatch(calendarOf(site, EVERYTHING).replaceAll('\r\n ', ''), /no entry of its own/);
  });

  it('leaves those of the calendar with an entry for each part as they are, whichever was made first', () => {
    const apart = calendarOf(site, EVERYTHING);
    const folded = calendarOf(site);
    assert.equal(calendarOf(site, EVERYTHING), apart);
    assert.equal(calendarOf(site), folded);
    assert.deepEqual([...byslug(apart).keys()].sort(), [
      'dinner',
      'excursion',
      'meeting',
      'opening',
      'report',
      'speech',
      'statement',
    ]);
  });

  it('tells only of parts that the view has, and gives those of a whole that it lacks their entries', () => {
    const events: Events = {
      whole: { countries: ['JP', 'UZ'] },
      japan: { countries: ['JP'], relations: { partOf: 'whole' }, title: { en: 'In Japan', ja: '日本' } },
      uzbek: { countries: ['UZ'], relations: { partOf: 'whole' }, title: { en: 'In Tashkent', ja: 'ウズベキスタン' } },
      kazakh: { countries: ['KZ'], relations: { partOf: 'whole' } },
    };
    const of = (country: string) =>
      byslug(calendarOf(siteAround(chronologyOf(events)), withValues(FOLDED, 'country', [country])));
    assert.deepEqual(partsIn(of('JP').get('whole') as ReadEntry), ['• 24 December 2022: In Japan']);
    assert.deepEqual(partsIn(of('UZ').get('whole') as ReadEntry), ['• 24 December 2022: In Tashkent']);
    assert.deepEqual([...of('KZ').keys()], ['kazakh']);
  });

  it('tells parts under the primary entry alone of a whole that has two', () => {
    const [whole, end] = readByStandard(
      calendarOf(
        siteAround(
          chronologyOf({
            whole: { when: '2025-01/2025-02', sources: cited('January to February 2025') },
            part: { when: '2025-01-31', sources: cited('31 January 2025'), relations: { partOf: 'whole' } },
          }),
        ),
      ),
    );
    assert.ok(whole && end);
    assert.deepEqual([slugOf(whole), slugOf(end)], ['whole', 'whole.end']);
    assert.deepEqual([partsIn(whole).length, partsIn(end).length], [1, 0]);
  });

  it('tells a chain of parts that is longer than the stack is deep', () => {
    const slug = (number: number) => `e${String(number).padStart(5, '0')}`;
    const chain = Array.from({ length: 3000 }, (_, index) => {
      const relations = index === 0 ? {} : { partOf: slug(index - 1) };
      return [slug(index), { relations }] as const;
    });
    const [whole, ...others] = readByStandard(calendarOf(siteAround(chronologyOf(Object.fromEntries(chain)))));
    assert.deepEqual([whole && partsIn(whole).length, others.length], [2999, 0]);
  });

  it('gives a part its entry where its whole has none', () => {
    const events: Events = {
      whole: { when: '2022-12', sources: cited('December 2022') },
      part: { relations: { partOf: 'whole' } },
    };
    assert.deepEqual(
      [...byslug(calendarOf(siteAround(chronologyOf(events)), { ...FOLDED, imprecise: 'omit' })).keys()],
      ['part'],
    );
  });
});

describe('in calendars of random chronologies with folded parts', () => {
  /** The same chronology, with titles by which its events are told apart, and every weight. */
  function weighted({ vocabulary, events }: WrittenChronology): WrittenChronology {
    const edit = ([slug, event]: readonly [string, EventFields], index: number) => [
      slug,
      {
        ...event,
        title: `<${slug}>`,
        summary: 'A summary.',
        weight: (['normal', 'detail', 'normal', 'key'] as const)[index % 4],
      },
    ];
    return { vocabulary, events: Object.fromEntries(Object.entries(events).map(edit)) };
  }

  it('each event of the view is an entry or told in exactly one description, and a withdrawn one is cancelled as ever', () => {
    let folded = 0;
    holds((written) => {
      const site = siteAround(chronologyIn(filesOf(weighted(written))));
      for (const edition of editions(site))
        for (const imprecise of choices.imprecise) {
          const calendar = (query: Query) => {
            const [view, ...others] = viewsOf(site, edition, { ...query, imprecise });
            return readByStandard(renderICalendar(view, others));
          };
          const [apart, fold] = [calendar(EVERYTHING), calendar(FOLDED)];
          for (const { slug, weight, withdrawn } of site.chronology.bySlug.values()) {
            const entries = fold.filter((entry) => slugOf(entry) === slug);
            const told = fold.filter((entry) => partsIn(entry).some((line) => line.includes(`<${slug}>`)));
            const had = apart.filter((entry) => slugOf(entry) === slug);
            if (weight === 'key' || withdrawn) assert.deepEqual([entries.length, told.length], [had.length, 0], slug);
            // What `omit` leaves out is not told elsewhere.
            else assert.equal(entries.length + told.length, had.length, slug);
            folded += told.length;
          }
        }
    });
    assert.ok(folded > 0);
  });
});

describe('an edit of a part', () => {
  const DAY_ONE = '2026-11-22';
  const events = (edit: Events = {}): Events => ({
    whole: { published: DAY_ONE },
    part: { published: DAY_ONE, relations: { partOf: 'whole' } },
    inner: { published: DAY_ONE, relations: { partOf: 'part' } },
    ...edit,
  });
  const entryIn = (edited: Events, query = FOLDED) => {
    const entry = byslug(calendarOf(siteAround(chronologyOf(edited)), query)).get('whole');
    assert.ok(entry);
    return entry;
  };
  const revisions = [{ date: '2026-12-03', note: { en: 'Corrected.', ja: '訂正。' } }];
  const edits: Readonly<Record<string, Events>> = {
    'that renames it': events({
      part: { published: DAY_ONE, title: { en: 'Renamed', ja: '改題' }, revisions, relations: { partOf: 'whole' } },
    }),
    'of a part of it': events({ inner: { published: DAY_ONE, revisions, relations: { partOf: 'part' } } }),
    'that makes it key': events({
      part: { published: DAY_ONE, weight: 'key', revisions, relations: { partOf: 'whole' } },
    }),
    'that withdraws it': events({
      inner: {
        published: DAY_ONE,
        relations: { partOf: 'part' },
        withdrawn: { date: '2026-12-03', reason: { en: 'A mistake.', ja: '誤り。' } },
      },
    }),
    'that adds one': events({ late: { published: '2026-12-03', relations: { partOf: 'whole' } } }),
    'that adds one on the day of the others': events({ late: { published: DAY_ONE, relations: { partOf: 'whole' } } }),
    'that moves it away, with a revision of the whole': events({
      whole: { published: DAY_ONE, revisions },
      part: { published: DAY_ONE, revisions },
    }),
  };
  for (const [name, edited] of Object.entries(edits))
    it(`${name} moves SEQUENCE, LAST-MODIFIED and DTSTAMP of the whole’s entry on, and its UID and CREATED not`, () => {
      const [before, after] = [entryIn(events()), entryIn(edited)];
      assert.ok(after.sequence > before.sequence, `${before.sequence}, then ${after.sequence}`);
      assert.ok(after.lastModified > before.lastModified, `${before.lastModified}, then ${after.lastModified}`);
      assert.equal(after.stamp, after.lastModified);
      assert.deepEqual([after.uid, after.created], [before.uid, before.created]);
    });

  it('leaves the whole’s entry alone in a calendar with an entry for each part', () => {
    const { whole: _, ...others } = edits;
    for (const [name, edited] of Object.entries(others))
      if (!name.includes('revision of the whole'))
        assert.deepEqual(entryIn(edited, EVERYTHING), entryIn(events(), EVERYTHING), name);
  });

  it('is found without a revision too, by who asks again', () => {
    const renamed = events({
      part: { published: DAY_ONE, title: { en: 'Renamed', ja: '改題' }, relations: { partOf: 'whole' } },
    });
    assert.deepEqual(partsIn(entryIn(renamed)).length, 2);
    assert.ok(partsIn(entryIn(renamed)).includes('• 24 December 2022: Renamed'));
  });
});

describe('the time and number of an entry’s last change', () => {
  const day: fc.Arbitrary<string> = fc.constantFrom(
    '2026-11-20T00:00:00Z',
    '2026-11-21T00:00:00Z',
    '2026-11-21T09:00:00Z',
  );
  const entry = fc.record({ published: day, revisions: fc.array(fc.record({ date: day }), { maxLength: 4 }) });
  const whole = entry.map((dates) => ({ ...dates, published: '2026-01-01T00:00:00Z' }));

  it('move on with each part and each change that comes, whatever its date', () => {
    fc.assert(
      fc.property(whole, fc.array(entry, { maxLength: 4 }), entry, day, (event, parts, another, date) => {
        const before = changeWithParts(event, parts);
        const revised = (dates: typeof another) => ({ ...dates, revisions: [{ date }, ...dates.revisions] });
        const [first, ...rest] = parts;
        const later = [
          changeWithParts(event, [...parts, another]),
          ...(first ? [changeWithParts(event, [revised(first), ...rest]), changeWithParts(revised(event), parts)] : []),
        ];
        for (const { changed, sequence } of later)
          assert.ok(changed > before.changed && sequence > before.sequence, `${before.changed} → ${changed}`);
      }),
    );
  });
});

describe('details', () => {
  const site = siteAround(chronologyOf({ plain: {}, small: { weight: 'detail' }, great: { weight: 'key' } }));
  const slugs = (query: Query) =>
    readByStandard(renderAnniversaries(viewOf(site, 'en', query))).map(({ uid }) => uid.split('.')[0]);

  it('have no anniversaries, unless some weight is asked for', () => {
    assert.deepEqual(slugs(EVERYTHING).sort(), ['great', 'plain']);
    assert.deepEqual(slugs(withValues(EVERYTHING, 'weight', ['detail'])), ['small']);
    assert.deepEqual(slugs(withValues(EVERYTHING, 'weight', ['key', 'normal', 'detail'])).sort(), [
      'great',
      'plain',
      'small',
    ]);
  });

  it('are in calendars and feeds as every event, which a weight narrows', () => {
    assert.deepEqual([...byslug(calendarOf(site, EVERYTHING)).keys()].sort(), ['great', 'plain', 'small']);
    assert.deepEqual([...byslug(calendarOf(site, withValues(EVERYTHING, 'weight', ['key']))).keys()], ['great']);
    const items = (query: Query) => renderRss(viewOf(site, 'en', query)).match(/<guid[^>]*>[^<.@]+/g)?.length;
    assert.deepEqual([items(EVERYTHING), items(withValues(EVERYTHING, 'weight', ['key']))], [3, 1]);
  });
});
