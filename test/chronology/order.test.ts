/** The order of a chronology, and what can be looked up in it: series, incoming relations, withdrawn events. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type Chronology,
  incomingTo,
  seriesMembers,
  seriesNeighbours,
  typeOf,
} from '../../src/chronology/chronology.ts';
import { anchorDay, instantOf, precisionOf, precisions } from '../../src/chronology/dates/when.ts';
import { lastModified, type TimelineEvent } from '../../src/chronology/event.ts';
import type { Files } from '../../src/chronology/folder/folder.ts';
import { chronologyOf, type Events, minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { edtf } from '../support/edtf-arbitrary.ts';

const slugs = (events: readonly TimelineEvent[]) => events.map(({ slug }) => slug);

/** The slugs of these events in the order of their chronology. */
const ordered = (events: Events) => slugs(chronologyOf(events).events);

const withdrawn = { date: '2026-11-23', reason: { en: 'Entered twice.', ja: '重複。' } };

function eventIn(chronology: Chronology, slug: string): TimelineEvent {
  const event = chronology.bySlug.get(slug);
  assert.ok(event, slug);
  return event;
}

describe('the order of events', () => {
  it('is that of their anchor days: the earliest day of the start, or where there is none, the latest known day', () => {
    assert.deepEqual(
      ordered({
        a: { when: '2023-11' },
        b: { when: '2016-03/2023-11' },
        c: { when: '[..2022-12-24]' },
        d: { when: '[2023-09..]' },
        e: { when: '../1991' },
        f: { when: '2022-02/..' },
        g: { when: '2022-12-25' },
        h: { when: '199X' },
      }),
      // 1990-01-01 1991-12-31 2016-03-01 2022-02-01 2022-12-24 2022-12-25 2023-09-01 2023-11-01
      ['h', 'e', 'b', 'f', 'c', 'g', 'd', 'a'],
    );
  });

  it('puts a parent before its parts on one day', () => {
    assert.deepEqual(
      ordered({
        'a-lunch': { relations: { partOf: 'b-meeting' } },
        'b-meeting': {},
        'a-opening': { relations: { partOf: 'b-meeting' } },
      }),
      ['b-meeting', 'a-lunch', 'a-opening'],
    );
  });

  it('puts what is followed before what follows on one day', () => {
    assert.deepEqual(
      ordered({
        a: { relations: { follows: ['b'] } },
        b: { relations: { follows: ['c'] } },
        c: {},
      }),
      ['c', 'b', 'a'],
    );
  });

  it('puts the parent first, then what is followed, then the event', () => {
    assert.deepEqual(
      ordered({
        a: { relations: { partOf: 'z-parent', follows: ['m-before'] } },
        'm-before': { relations: { partOf: 'z-parent' } },
        'z-parent': {},
      }),
      ['z-parent', 'm-before', 'a'],
    );
  });

  it('lets relations say more than precision, where the anchor day is the same', () => {
    assert.deepEqual(
      ordered({
        part: { when: '2022-01-01', relations: { partOf: 'whole' } },
        whole: { when: '2022' },
        exact: { when: '2022-01-01' },
      }),
      ['exact', 'whole', 'part'],
    );
  });

  it('puts the more precise first, where relations say nothing', () => {
    assert.deepEqual(
      ordered({
        a: { when: '[2020-01..]' },
        b: { when: '202X' },
        c: { when: '2020' },
        d: { when: '2020-40' },
        e: { when: '2020-33' },
        f: { when: '2020-01' },
        g: { when: '2020-01-01' },
        h: { when: '2020-01-01T09:00' },
      }),
      ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'],
    );
  });

  it('is that of instants, where events of one day have times', () => {
    assert.deepEqual(
      ordered({
        d: { when: '2020-01-01T09:00' },
        c: { when: '2020-01-01T08:30+09:00' },
        b: { when: '2020-01-01T00:30Z' },
        a: { when: '2020-01-01T10:00:01' },
        // The day alone, as anything less precise, stands behind them.
        aa: { when: '2020-01-01' },
      }),
      ['c', 'd', 'b', 'a', 'aa'],
    );
  });

  it('lets relations put an event before another of the same instant, or one without a time before one that has it', () => {
    assert.deepEqual(
      ordered({
        a: { when: '2020-01-01T09:00', relations: { follows: ['b'], partOf: 'c' } },
        b: { when: '2020-01-01T09:00:00' },
        c: { when: '2020-01-01' },
      }),
      ['c', 'b', 'a'],
    );
  });

  it('never lets a relation put a later instant before an earlier one, not even by way of an event without a time', () => {
    assert.deepEqual(
      ordered({
        a: { when: '2020-01-01T09:00', relations: { partOf: 'whole', follows: ['z'] } },
        whole: { when: '2020-01-01', relations: { follows: ['z'] } },
        z: { when: '2020-01-01T12:00' },
      }),
      ['whole', 'a', 'z'],
    );
  });

  it('is that of slugs at last', () => {
    assert.deepEqual(ordered({ b: {}, a: {}, c: {} }), ['a', 'b', 'c']);
  });

  it('never lets a relation move an event to another day', () => {
    assert.deepEqual(
      ordered({
        part: { when: '2022-12-23', relations: { partOf: 'whole' } },
        whole: { when: '2022-12-24' },
      }),
      ['part', 'whole'],
    );
  });

  /** Up to twelve events on few days, whose relations only lead to events of later letters, so that none go round. */
  const someEvents = fc
    .array(
      fc.record({
        when: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('2022', '2022-01', '2022-01-01', '[2022..]') }, edtf),
        partOf: fc.option(fc.nat(11)),
        follows: fc.uniqueArray(fc.nat(11), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((drawn): Events => {
      const name = (index: number) => `event-${String.fromCharCode(97 + index)}`;
      const later = (index: number, target: number) => target > index && target < drawn.length;
      return Object.fromEntries(
        drawn.map(({ when, partOf, follows }, index) => [
          name(index),
          {
            when,
            relations: {
              ...(partOf !== null && later(index, partOf) && { partOf: name(partOf) }),
              follows: follows.filter((target) => later(index, target)).map(name),
            },
          },
        ]),
      );
    });

  it('does not depend on the order in which files are read', () => {
    fc.assert(
      fc.property(someEvents, fc.infiniteStream(fc.nat()), (events, random) => {
        const files = [...minimalFiles(events)];
        const keys = files.map(() => random.next().value as number);
        const shuffled: Files = new Map(
          files
            .map((file, i) => ({ file, key: keys[i] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ file }) => file),
        );
        const chronology = parseMinimal(shuffled).chronology;
        assert.ok(chronology);
        assert.deepEqual(slugs(chronology.events), ordered(events));
      }),
      { numRuns: 100 },
    );
  });

  it('holds every event once, by anchor day, parents and what is followed first', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const chronology = chronologyOf(events);
        assert.deepEqual(slugs(chronology.events).sort(), Object.keys(events).sort());
        const place = new Map(chronology.events.map(({ slug }, index) => [slug, index]));
        for (const [index, event] of chronology.events.entries()) {
          const next = chronology.events[index + 1];
          if (next) assert.ok(anchorDay(event.when) <= anchorDay(next.when));
          const { partOf, follows } = event.relations;
          for (const slug of [...(partOf === undefined ? [] : [partOf]), ...follows])
            if (anchorDay(eventIn(chronology, slug).when) === anchorDay(event.when))
              assert.ok((place.get(slug) ?? 0) < index, `${event.slug} before ${slug}`);
        }
      }),
      { numRuns: 100 },
    );
  });

  /** As `someEvents`, on one day, most of them with a time. */
  const timedEvents = fc
    .tuple(
      someEvents,
      fc.array(fc.option(fc.integer({ min: 8, max: 12 }), { freq: 3 }), { minLength: 12, maxLength: 12 }),
    )
    .map(([events, hours]): Events => {
      const hourOf = (index: number) => hours[index] ?? null;
      return Object.fromEntries(
        Object.entries(events).map(([slug, event], index) => {
          const hour = hourOf(index);
          const time = hour === null ? '' : `T${String(hour).padStart(2, '0')}:00`;
          return [slug, { ...(event as object), when: `2020-01-01${time}` }];
        }),
      );
    });

  it('never lets a later instant stand before an earlier one, and breaks a relation only for that', () => {
    fc.assert(
      fc.property(timedEvents, (events) => {
        const chronology = chronologyOf(events);
        assert.deepEqual(slugs(chronology.events).sort(), Object.keys(events).sort());
        const instants = chronology.events.flatMap(({ when }) => instantOf(when) ?? []);
        assert.deepEqual(instants, instants.toSorted());
        const position = new Map(chronology.events.map(({ slug }, index) => [slug, index]));
        const before = ({ relations: { partOf, follows } }: TimelineEvent) =>
          [...(partOf === undefined ? [] : [partOf]), ...follows].map((slug) => eventIn(chronology, slug));
        /** The latest instant that relations lead to from an event, by way of any others. */
        const latestBehind = (event: TimelineEvent): string =>
          before(event).reduce((latest, other) => {
            const found = [latest, instantOf(other.when) ?? '', latestBehind(other)];
            return found.toSorted().at(-1) ?? '';
          }, '');
        for (const [index, event] of chronology.events.entries()) {
          // What is to stand before the first of these instants cannot follow a later one.
          const limits = chronology.events.slice(index).flatMap(({ when }) => instantOf(when) ?? []);
          if ((limits[0] ?? '~') >= latestBehind(event))
            for (const { slug } of before(event))
              assert.ok((position.get(slug) ?? 0) < index, `${event.slug} before ${slug}`);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('without relations is exactly anchor day, precision, slug', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const plain = Object.fromEntries(
          Object.entries(events).map(([slug, event]) => [slug, { when: (event as { when: string }).when }]),
        );
        const { events: shown } = chronologyOf(plain);
        const key = ({ when, slug }: TimelineEvent) =>
          [anchorDay(when), precisions.indexOf(precisionOf(when)), slug].join(' ');
        assert.deepEqual(shown.map(key), shown.map(key).sort());
      }),
      { numRuns: 100 },
    );
  });
});

describe('series', () => {
  const chronology = chronologyOf({
    eighth: { when: '2022-04-15', series: { id: 'rounds', number: '8' } },
    tenth: { when: '2025', series: { id: 'rounds', number: '10' } },
    // Held before the one with the lower number.
    second: { when: '2003', series: { id: 'rounds', number: '2' } },
    first: { when: '2004', series: { id: 'rounds', number: '1' } },
    special: { when: '2020-11', series: { id: 'rounds' } },
    plan: { when: '2001', series: { id: 'rounds' }, status: 'planned' },
    gone: { when: '2005', series: { id: 'rounds', number: '3' }, withdrawn },
    summit: { when: '2025-12-20', series: { id: 'summits', number: '1' } },
    other: {},
  });
  const neighbours = (slug: string) => {
    const { previous, next } = seriesNeighbours(chronology, eventIn(chronology, slug));
    return [previous?.slug, next?.slug];
  };

  it('members stand by number, those without one after them by time; withdrawn ones are not shown', () => {
    assert.deepEqual(slugs(seriesMembers(chronology, 'rounds')), [
      'first',
      'second',
      'eighth',
      'tenth',
      'plan',
      'special',
    ]);
    assert.deepEqual(slugs(seriesMembers(chronology, 'summits')), ['summit']);
    assert.deepEqual(seriesMembers(chronology, 'no-such-series'), []);
  });

  it('neighbours are those before and after by number, over gaps', () => {
    assert.deepEqual(neighbours('first'), [undefined, 'second']);
    assert.deepEqual(neighbours('second'), ['first', 'eighth']);
    assert.deepEqual(neighbours('eighth'), ['second', 'tenth']);
    assert.deepEqual(neighbours('tenth'), ['eighth', undefined]);
    assert.deepEqual(neighbours('summit'), [undefined, undefined]);
  });

  it('an event without a number, or without a series, has no neighbours', () => {
    assert.deepEqual(neighbours('special'), [undefined, undefined]);
    assert.deepEqual(neighbours('other'), [undefined, undefined]);
  });

  it('one number may be withdrawn and given to another event', () => {
    const { events } = chronologyOf({
      wrong: { series: { id: 'rounds', number: '9' }, withdrawn },
      right: { series: { id: 'rounds', number: '9' } },
    });
    assert.deepEqual(slugs(events), ['right']);
  });
});

describe('incoming relations', () => {
  const chronology = chronologyOf({
    meeting: { relations: { fulfils: ['plan'], related: ['visit'] } },
    lunch: { relations: { partOf: 'meeting' } },
    dinner: { relations: { partOf: 'meeting', follows: ['lunch'] } },
    plan: { when: '2020', status: 'planned' },
    visit: { when: '2021' },
    gone: { relations: { partOf: 'meeting', related: ['visit'] }, withdrawn },
  });
  const incoming = (slug: string) => {
    const { subEvents: parts, followedBy, fulfilledBy, related } = incomingTo(chronology, slug);
    return {
      parts: slugs(parts),
      followedBy: slugs(followedBy),
      fulfilledBy: slugs(fulfilledBy),
      related: slugs(related),
    };
  };
  const none = { parts: [], followedBy: [], fulfilledBy: [], related: [] };

  it('are those that other events declare, in the order of the chronology; withdrawn events declare none', () => {
    assert.deepEqual(incoming('meeting'), { ...none, parts: ['lunch', 'dinner'] });
    assert.deepEqual(incoming('lunch'), { ...none, followedBy: ['dinner'] });
    assert.deepEqual(incoming('plan'), { ...none, fulfilledBy: ['meeting'] });
    assert.deepEqual(incoming('visit'), { ...none, related: ['meeting'] });
  });

  it('are empty lists where no event declares any', () => {
    assert.deepEqual(incoming('dinner'), none);
    assert.deepEqual(incoming('no-such-event'), none);
  });
});

describe('withdrawn events', () => {
  const chronology = chronologyOf({
    'b-gone': { when: '2001', withdrawn },
    'a-gone': { when: '2002', withdrawn: { ...withdrawn, replacedBy: 'kept' } },
    kept: { when: '2003' },
  });

  it('are not shown, but found by slug, and listed by slug', () => {
    assert.deepEqual(slugs(chronology.events), ['kept']);
    assert.deepEqual(slugs(chronology.withdrawn), ['a-gone', 'b-gone']);
    assert.deepEqual([...chronology.bySlug.keys()].sort(), ['a-gone', 'b-gone', 'kept']);
    assert.equal(eventIn(chronology, 'a-gone').withdrawn?.replacedBy, 'kept');
  });
});

describe('what an event has without saying so', () => {
  it('a status: the default of its type', () => {
    const { bySlug } = chronologyOf({ plan: { status: 'planned' }, held: {} });
    assert.deepEqual([bySlug.get('plan')?.status, bySlug.get('held')?.status], ['planned', 'done']);
  });

  it('a type with its words', () => {
    const chronology = chronologyOf({ held: {} });
    assert.deepEqual(typeOf(chronology, eventIn(chronology, 'held')).statuses.done, { en: 'held', ja: '開催済み' });
  });

  it('a day of last change: published, then the last revision, then its withdrawal; a day alone is its start in Tokyo', () => {
    const revisions = [
      { date: '2026-12-03', note: 'Date corrected.' },
      { date: '2026-12-04T09:30:00+09:00', note: 'Title corrected.' },
    ];
    const { bySlug } = chronologyOf({
      new: {},
      revised: { revisions },
      gone: { revisions, withdrawn: { ...withdrawn, date: '2026-12-05' } },
    });
    assert.deepEqual(
      ['new', 'revised', 'gone'].map((slug) => lastModified(bySlug.get(slug) as TimelineEvent)),
      ['2026-11-21T15:00:00Z', '2026-12-04T00:30:00Z', '2026-12-04T15:00:00Z'],
    );
  });

  it('a last change that moves on with each, though several are dated alike', () => {
    const note = 'Corrected again.';
    const of = (...dates: readonly string[]) => ({ revisions: dates.map((date) => ({ date, note })) });
    const { bySlug } = chronologyOf({
      once: of('2026-11-22'),
      twice: of('2026-11-22', '2026-11-22'),
      'the-next-day': of('2026-11-22', '2026-11-23'),
      gone: { ...of('2026-11-23', '2026-11-23'), withdrawn: { ...withdrawn, date: '2026-11-23' } },
    });
    assert.deepEqual(
      ['once', 'twice', 'the-next-day', 'gone'].map((slug) => lastModified(bySlug.get(slug) as TimelineEvent)),
      ['2026-11-21T15:00:01Z', '2026-11-21T15:00:02Z', '2026-11-22T15:00:00Z', '2026-11-22T15:00:02Z'],
    );
  });

  it('the languages of its chronology, the first of which a bare text is in', () => {
    const event = chronologyOf({ held: { title: 'Title', summary: { ja: '要約。', en: 'Summary.' } } }).bySlug.get(
      'held',
    );
    assert.deepEqual(event?.title, { en: 'Title' });
    assert.deepEqual(Object.entries(event?.summary ?? {}), [
      ['en', 'Summary.'],
      ['ja', '要約。'],
    ]);
  });
});
