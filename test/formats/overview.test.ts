/** The overview as geometry: every event once, nothing on top of another, names where they have room, and an axis that names the years that have events. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { addDays } from '../../src/chronology/dates/day.ts';
import { roundedOut } from '../../src/chronology/dates/day-range.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING, type Query, withDays, withValues } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import type { DrawnGroup, DrawnMark } from '../../src/formats/overview/drawn-mark.ts';
import { LABEL_FONT, LABEL_INDENT } from '../../src/formats/overview/fitting/axis-labels.ts';
import { LAYOUTS, type Layout, MOST_ROWS, MOST_UNITS, TARGET } from '../../src/formats/overview/fitting/layouts.ts';
import { textWidth } from '../../src/formats/overview/fitting/letter-width.ts';
import { markOf } from '../../src/formats/overview/mark.ts';
import { drawnEnds } from '../../src/formats/overview/mark-shape.ts';
import { type Overview, overviewRange, type PlacedItem } from '../../src/formats/overview/overview.ts';
import { zoomedDays } from '../../src/formats/overview/zoom-links.ts';
import { shortTitleWithStatus } from '../../src/formats/view/event-text.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { day, edtf } from '../support/edtf-arbitrary.ts';
import { plainOverview } from '../support/plain-overview.ts';
import { buildChronology, layOutOverview } from '../support/rendered.ts';
import { cases } from '../support/seed.ts';
import { chronologyIn, EVERY_DATE, SHIPPED } from '../support/service.ts';

const shipped = await chronologyIn(SHIPPED);
const everyDate = await chronologyIn(EVERY_DATE);
const small = chronologyOf({ 'a-meeting': {}, 'a-figure': { type: 'figure', countries: ['JP'] } });

const TITLES = [
  'Launch',
  'First summit of all the states, Tokyo',
  'Foreign Ministers’ Meeting',
  'Restoration of the road between two towns in the mountains',
];
const JAPANESE = ['発足', '初の首脳会合（東京）', '外相会合', '山間部の二つの町を結ぶ道路の改修計画に関する合意文書'];

/** A chronology of events that differ in date, weight and title; a third of them are figures. */
function chronologyAt(dates: readonly string[], keys = 9): Chronology {
  const [meeting, figure] = ['a-meeting', 'a-figure'].map((slug) => small.bySlug.get(slug) as TimelineEvent);
  const events = dates.map((text, index) => {
    const when = parseWhen(text, 'Asia/Tokyo');
    assert.ok(when.ok, text);
    const base = (index % 3 === 2 ? figure : meeting) as TimelineEvent;
    const weight = index % keys === 0 ? 'key' : index % 4 === 0 ? 'detail' : 'normal';
    const title = { en: TITLES[index % 4] ?? '', ja: JAPANESE[index % 4] ?? '' };
    return { ...base, slug: `event-${index}`, when: when.value, weight, title } as const;
  });
  return buildChronology(small.vocabulary, events);
}

interface Drawing {
  readonly overview: Overview;
  readonly layout: Layout;
  /** The edges of the picture, from the beginning of the axis. */
  readonly left: number;
  readonly right: number;
  readonly lanes: readonly { readonly types: readonly string[]; readonly items: readonly PlacedItem[] }[];
}

function draw(chronology: Chronology, layout: Layout, query: Query = EVERYTHING, language: 'en' | 'ja' = 'en') {
  const events = select(chronology, query);
  const range = overviewRange({ chronology, events, query });
  return range && drawingOf(layOutOverview({ chronology, events, language, query }, range, { layouts: [layout] }));
}

function drawingOf(overview: Overview): Drawing {
  const [at] = overview.widths;
  assert.ok(at);
  return {
    overview,
    layout: at.layout,
    left: -at.room.before,
    right: at.room.width + at.room.after,
    lanes: overview.lanes.map(({ types, atWidths }) => ({ types, items: atWidths[0]?.items ?? [] })),
  };
}

type Drawn = DrawnMark | DrawnGroup;
const itemsIn = ({ lanes }: Drawing) => lanes.flatMap(({ items }) => items);
const drawnIn = (drawing: Drawing) => itemsIn(drawing).map(({ drawn }) => drawn);
const eventsOf = (drawn: Drawn) => (drawn.kind === 'event' ? [drawn.event] : drawn.events);
const slugsIn = (drawing: Drawing) =>
  drawnIn(drawing)
    .flatMap(eventsOf)
    .map(({ slug }) => slug);
const EDGE = 1e-6;
const HAIR = 0.02;

/** What is drawn of an item, without its name. */
function extentOf(drawn: Drawn): readonly [number, number] {
  if (drawn.kind === 'group') return [drawn.hit0, drawn.hit1];
  const { from, to } = drawnEnds(drawn, drawn.event);
  return [Math.min(from.x + from.shift, drawn.hit0), Math.max(to.x + to.shift, drawn.hit1)];
}

/** Rows of a lane from top to bottom. */
function rowsOf(items: readonly PlacedItem[]): PlacedItem[][] {
  const middles = [...new Set(items.map(({ y }) => y))].sort((a, b) => a - b);
  return middles.map((middle) => items.filter(({ y }) => y === middle));
}

/** That no mark, no name and no target lies on another in its row. */
function assertApart({ lanes }: Drawing): void {
  for (const { items } of lanes)
    for (const row of rowsOf(items)) {
      const spans = row
        .map(({ drawn, name }) => {
          const [from, to] = extentOf(drawn);
          assert.ok(drawn.hit1 - drawn.hit0 >= TARGET - EDGE);
          return name ? [Math.min(from, name.x0), Math.max(to, name.x1)] : [from, to];
        })
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
      for (const [index, span] of spans.entries()) {
        const next = spans[index + 1];
        assert.ok(!next || (span[1] ?? 0) <= (next[0] ?? 0) + HAIR, `${span} ${next}`);
      }
    }
}

const [WIDEST, WIDE, MIDDLE, , NARROW] = LAYOUTS;
const anyLayout = fc.constantFrom<Layout>(...LAYOUTS);
/** Dates far apart, and many of one decade, as chronologies have them. */
const dates = fc.oneof(
  fc.array(edtf, { minLength: 1, maxLength: 30 }),
  fc.array(
    fc
      .tuple(
        fc.integer({ min: 2015, max: 2024 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom('', '-15', '~', '/..', '/2025'),
      )
      .map(([year, month, rest]) => `${year}-${String(month).padStart(2, '0')}${rest}`),
    { minLength: 20, maxLength: 120 },
  ),
);
const bounds = fc.option(fc.tuple(day, day), { nil: undefined });
const asked = (between: readonly [string, string] | undefined) => {
  const [from, to] = [...(between ?? [])].sort();
  return from && to ? withDays(EVERYTHING, { from, to }) : EVERYTHING;
};
/** What a picture of any events holds, of the whole or of some days. */
const always = (
  holds: (drawing: Drawing, of: { chronology: Chronology; query: Query; language: 'en' | 'ja' }) => void,
) =>
  fc.assert(
    fc.property(
      dates,
      anyLayout,
      bounds,
      fc.constantFrom('en' as const, 'ja' as const),
      (texts, layout, between, language) => {
        const chronology = chronologyAt(texts);
        const query = asked(between);
        const drawing = draw(chronology, layout, query, language);
        if (drawing) holds(drawing, { chronology, query, language });
      },
    ),
  );

describe('the overview', () => {
  it('draws every event of its view exactly once, by itself or in one group', () => {
    always((drawing, { chronology, query }) => {
      const wanted = select(chronology, query).map(({ slug }) => slug);
      assert.deepEqual(slugsIn(drawing).sort(), [...wanted].sort());
    });
  });

  it('draws nothing outside of the picture, and cuts no mark at its edges', () => {
    always((drawing) => {
      const { left, right, overview } = drawing;
      assert.equal(overview.axis.x(overview.axis.from), 0);
      assert.ok(Math.abs(overview.axis.x(addDays(overview.axis.to, 1)) - 1) < EDGE);
      for (const { drawn, name } of itemsIn(drawing)) {
        assert.ok(drawn.hit0 >= left - EDGE && drawn.hit1 <= right + EDGE, `${drawn.hit0} ${drawn.hit1}`);
        if (name) assert.ok(name.x0 >= left - EDGE && name.x1 <= right + EDGE, name.text);
        if (drawn.kind === 'group') continue;
        const { x0, x1, core = { x0, x1 } } = drawn;
        assert.ok(x0 <= core.x0 && core.x0 <= core.x1 && core.x1 <= x1, `${x0} ${core.x0} ${core.x1} ${x1}`);
        // What is drawn to scale beyond the picture is clipped by it.
        const [from, to] = extentOf(drawn);
        if (['day', 'unit'].includes(drawn.mark.form) && !drawn.clipped)
          assert.ok(from >= left - EDGE && to <= right + EDGE, drawn.event.when.edtf);
      }
    });
  });

  it('lets no mark, no name and no target of 24 px lie on another in its row', () => {
    always(assertApart);
  });

  it('keeps what it keeps apart in any wider picture of its layout: shares and pixels only gain room', () => {
    const wider = { ...MIDDLE, least: 1019 };
    fc.assert(
      fc.property(dates, (texts) => {
        const chronology = chronologyAt(texts);
        const drawing = draw(chronology, MIDDLE);
        assert.ok(drawing);
        const [at] = drawing.overview.widths;
        const growth = wider.least - MIDDLE.least + (at?.room.width ?? 0);
        const scale = growth / (at?.room.width ?? 1);
        for (const { items } of drawing.lanes)
          for (const row of rowsOf(items)) {
            const spans = row
              .map(({ drawn, name }) => {
                // As it is drawn in the wider picture: pixels from a position that moves.
                if (drawn.kind === 'group')
                  return [drawn.x * scale - TARGET / 2, drawn.x * scale + TARGET / 2] as const;
                const { from, to } = drawnEnds(drawn, drawn.event);
                const [x0, x1] = [from.x * scale + from.shift, to.x * scale + to.shift];
                const long = name ? name.x1 - name.x0 : 0;
                if (name?.side === 'after') return [x0, x1 + 4 + long] as const;
                return name?.side === 'before' ? ([x0 - 4 - long, x1] as const) : ([x0, x1] as const);
              })
              .sort((a, b) => a[0] - b[0]);
            for (const [index, span] of spans.entries()) {
              const next = spans[index + 1];
              assert.ok(!next || span[1] <= next[0] + HAIR, `${span} ${next}`);
            }
          }
      }),
    );
  });

  it('names a mark by its short title and status, whole or cut behind a word, as wide as it says', () => {
    always((drawing, { chronology, language }) => {
      for (const { drawn, name } of itemsIn(drawing)) {
        if (!name) continue;
        assert.ok(drawn.kind === 'event');
        const title = shortTitleWithStatus(chronology, drawn.event, language, wordsOf(language)).text;
        const isBold = drawn.event.weight === 'key';
        assert.ok(isBold || drawing.layout.names === 'all' || name.side === 'inside', title);
        if (name.text !== title) {
          assert.ok(name.text.endsWith('…'), name.text);
          const kept = name.text.slice(0, -1);
          assert.ok(title.startsWith(kept) && kept.length >= 0.4 * title.length, name.text);
          assert.match(title.slice(kept.length), /^[\s,;:–—（）・、]/);
        }
        const font = { fontSize: isBold ? 12.5 : 11.5, bold: isBold };
        assert.ok(Math.abs(name.x1 - name.x0 - textWidth(name.text, font)) < EDGE);
      }
    });
  });

  it('names key events first: where one has no name, nothing in its lane gave way for less', () => {
    const chronology = chronologyOf({
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, index) => [`event-${index}`, { when: `2022-0${index + 1}-12` }] as const),
      ),
      summit: { when: '2022-05-20', weight: 'key' },
      early: { when: '1990' },
      late: { when: '2030' },
    } satisfies Events);
    for (const layout of LAYOUTS) {
      const drawing = draw(chronology, layout);
      assert.ok(drawing);
      const summit = itemsIn(drawing).find(({ drawn }) => drawn.kind === 'event' && drawn.event.slug === 'summit');
      assert.ok(summit?.name, `${layout.id}: the key event by itself, with its name`);
    }
  });

  it('has a lane for each type that has events, in the order of the types, and of any number of types ten', () => {
    always(({ lanes }, { chronology, query }) => {
      const types = new Set(select(chronology, query).map(({ type }) => type));
      assert.deepEqual(
        lanes.flatMap((lane) => lane.types),
        Object.keys(chronology.vocabulary.settings.types).filter((type) => types.has(type)),
      );
      for (const { types: own, items } of lanes)
        for (const { drawn } of items) assert.ok(eventsOf(drawn).every(({ type }) => own.includes(type)));
    });
    const { settings } = small.vocabulary;
    const meeting = settings.types.meeting;
    assert.ok(meeting);
    const ids = Array.from({ length: 39 }, (_, index) => `type-${index}`);
    const vocabulary = {
      ...small.vocabulary,
      settings: { ...settings, types: Object.fromEntries(ids.map((id) => [id, meeting])) },
    };
    const base = small.bySlug.get('a-meeting') as TimelineEvent;
    const events = ids.flatMap((type, index) =>
      Array.from({ length: index === 38 ? 1 : index + 1 }, (_, number) => ({
        ...base,
        type,
        slug: `event-${index}-${number}`,
        weight: index === 38 ? ('key' as const) : ('normal' as const),
      })),
    );
    const drawing = draw(buildChronology(vocabulary, events), WIDE);
    assert.ok(drawing);
    assert.equal(drawing.lanes.length, 10);
    // The type with a key event, and those with most events.
    assert.deepEqual(
      drawing.lanes.slice(0, 9).map(({ types: own }) => own),
      [30, 31, 32, 33, 34, 35, 36, 37, 38].map((index) => [`type-${index}`]),
    );
    assert.equal(drawing.lanes[9]?.types.length, 30);
    assert.equal(slugsIn(drawing).length, events.length);
  });

  it('is never higher than its style sheet has rows', () => {
    always(({ overview }) => {
      for (const { atWidths } of overview.lanes)
        for (const { units, items } of atWidths) {
          assert.ok(units <= MOST_UNITS);
          for (const { y } of items) assert.ok(Number.isInteger(y) && y > 0 && y < units, `${y} of ${units}`);
        }
    });
  });

  it('gives bars that begin far apart and all go on rows of their own, and groups those that have none', () => {
    const goingOn = (count: number) =>
      chronologyOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, year) => [`member-${year}`, { when: `${1970 + year}-03-04/..` }]),
        ),
      );
    for (const layout of LAYOUTS)
      for (const count of [24, 36, 48, 60]) {
        const drawing = draw(goingOn(count), layout);
        assert.ok(drawing);
        assertApart(drawing);
        for (const { items } of drawing.lanes) assert.ok(rowsOf(items).length <= MOST_ROWS);
      }
    const few = draw(goingOn(12), WIDEST);
    assert.ok(few && drawnIn(few).every(({ kind }) => kind === 'event'));
  });

  it('groups what stands together: two events or more, and the days of all of them', () => {
    always((drawing) => {
      for (const drawn of drawnIn(drawing))
        if (drawn.kind === 'group') {
          const marks = drawn.events.map(({ when }) => markOf(when));
          assert.ok(drawn.events.length > 1);
          assert.deepEqual(drawn.range, {
            from: marks.map(({ begins }) => begins.from).sort()[0],
            to: marks
              .map(({ ends }) => ends.to)
              .sort()
              .at(-1),
          });
          assert.equal(
            drawn.open,
            marks.some(({ start, end }) => start === 'fading' || end === 'fading'),
          );
        }
    });
  });

  it('says of a group how many events its link lists, which are those of the group and others of these days', () => {
    always((drawing, { chronology, query }) => {
      for (const { types, items } of drawing.lanes)
        for (const { drawn } of items) {
          if (drawn.kind !== 'group') continue;
          if (!drawn.zooms) {
            assert.equal(drawn.count, drawn.events.length);
            continue;
          }
          const days = zoomedDays(drawing.overview.axis, query, drawn.range);
          const listed = select(chronology, withDays(withValues(query, 'type', types), days));
          assert.equal(drawn.count, listed.length);
        }
    });
  });

  it('has no zoom for a group of what began before the days asked for and goes on: no picture of fewer days parts it', () => {
    const ongoing = Array.from({ length: 30 }, () => '2015-01/..');
    const later = Array.from({ length: 30 }, (_, index) => `2018-0${1 + (index % 9)}`);
    const query = withDays(EVERYTHING, { from: '2015-02-01', to: '2025-01-01' });
    for (const layout of LAYOUTS) {
      const drawing = draw(chronologyAt([...ongoing, ...later], 1000), layout, query);
      assert.ok(drawing);
      const groups = drawnIn(drawing).filter((drawn) => drawn.kind === 'group');
      const atTheEdge = groups.filter(({ range }) => range.to < '2015-02-01');
      assert.ok(atTheEdge.length > 0);
      for (const { zooms, count, events } of atTheEdge) assert.deepEqual([zooms, count], [false, events.length]);
    }
  });

  it('keeps a few key events of a lane out of groups', () => {
    const crowded = Array.from({ length: 60 }, (_, index) => `2022-0${1 + (index % 9)}-1${index % 9}`);
    const drawing = draw(chronologyAt([...crowded, '1950', '2030'], 13), NARROW);
    assert.ok(drawing);
    assert.ok(drawnIn(drawing).some(({ kind }) => kind === 'group'));
    for (const drawn of drawnIn(drawing))
      if (drawn.kind === 'group') assert.ok(drawn.events.every(({ weight }) => weight !== 'key'));
  });

  it('puts the number of a group where its first event can have begun, and a line over all of its events', () => {
    const decades = Array.from({ length: 60 }, (_, index) => `19${5 + (index % 4)}X/20${1 + (index % 2)}X`);
    const drawing = draw(chronologyAt(decades, 1000), NARROW);
    assert.ok(drawing);
    const width = drawing.overview.widths[0]?.room.width ?? 0;
    const groups = drawnIn(drawing).filter((one) => one.kind === 'group');
    assert.ok(groups.length > 0);
    for (const { x, x0, x1, events } of groups) {
      const [first] = events.map(({ when }) => markOf(when).begins);
      assert.ok(first);
      // Not at the first of the years, by which it is sorted.
      const { axis } = drawing.overview;
      const middle = ((axis.x(first.from) + axis.x(addDays(first.to, 1))) / 2) * width;
      assert.ok(Math.abs(x - middle) < TARGET / 2, `${x} ${middle}`);
      assert.ok(x0 < x - TARGET / 2 && x1 > x + TARGET / 2);
    }
  });

  it('shows one that may have been in the picture at the end on which its known date lies', () => {
    const chronology = chronologyAt(['[..2020]', '[2017..]', '2019-03-04', '2019-04-01'], 1000);
    const range = { from: '2019-03-01', to: '2019-04-30' };
    // The picture of an event has its neighbours, whether a filter by these days finds them or not.
    const view = { chronology, events: chronology.events, language: 'en', query: EVERYTHING } as const;
    const drawing = drawingOf(layOutOverview(view, range, { layouts: [WIDE] }));
    assert.equal(slugsIn(drawing).length, 4);
    const [edge] = drawnIn(drawing).filter((one) => one.kind === 'event' && one.mark.form === 'before');
    assert.ok(edge?.kind === 'event');
    assert.equal(edge.x0, drawing.overview.widths[0]?.room.width);
    assert.ok(edge.clipped && edge.hit0 < edge.x0 - 20);
  });

  it('lets a group be zoomed into, or says that this would show no less', () => {
    always((drawing) => {
      for (const drawn of drawnIn(drawing))
        if (drawn.kind === 'group') {
          const { from, to } = roundedOut(drawn.range);
          assert.equal(drawn.zooms, from > drawing.overview.axis.from || to < drawing.overview.axis.to);
        }
    });
  });

  it('names the key events of a lane that is so full that what lasted is grouped, in every layout', () => {
    const lasting = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`lasting-${index}`, { when: `${1960 + (index % 30)}-03-04/..` }]),
    );
    const key = Object.fromEntries(
      ['1962', '1975', '1988'].map((year, index) => [`key-${'abc'[index]}`, { when: `${year}-05-06`, weight: 'key' }]),
    );
    const chronology = chronologyOf({ ...lasting, ...key });
    for (const layout of LAYOUTS) {
      const drawing = draw(chronology, layout);
      assert.ok(drawing);
      assert.ok(
        drawnIn(drawing).some(({ kind }) => kind === 'group'),
        layout.id,
      );
      const named = itemsIn(drawing).flatMap(({ drawn, name }) =>
        drawn.kind === 'event' && name ? drawn.event.slug : [],
      );
      assert.deepEqual(named.filter((slug) => slug.startsWith('key')).sort(), Object.keys(key), layout.id);
    }
  });

  it('shows a few events of one day in rows of their own once nothing else is in the picture', () => {
    const query = withDays(EVERYTHING, { from: '2022-12-24', to: '2022-12-24' });
    const alone = draw(
      chronologyAt(
        Array.from({ length: 15 }, () => '2022-12-24'),
        1000,
      ),
      NARROW,
      query,
    );
    assert.ok(alone);
    assert.deepEqual(
      drawnIn(alone).map(({ kind }) => kind),
      Array.from({ length: 15 }, () => 'event'),
    );
    const many = draw(
      chronologyAt(
        Array.from({ length: 60 }, () => '2022-12-24'),
        1000,
      ),
      NARROW,
      query,
    );
    assert.ok(many);
    const groups = drawnIn(many).filter((one) => one.kind === 'group');
    const apart = drawnIn(many).flatMap((one) => (one.kind === 'event' ? [one.event.weight] : []));
    assert.deepEqual(
      [groups.map(({ count, zooms }) => [count, zooms]), apart],
      [
        [
          [39, false],
          [20, false],
        ],
        // One of them is a key event.
        ['key'],
      ],
    );
  });

  it('groups nothing in a lane that has the rows without', () => {
    const drawing = draw(chronologyAt(['2022-01-01', '2022-02-01', '2022-12-24']), NARROW);
    assert.ok(drawing && drawnIn(drawing).every(({ kind }) => kind === 'event'));
  });

  it('clips what goes on beyond the picture, which leaves by its edge', () => {
    const query = withDays(EVERYTHING, { from: '2005-01-01', to: '2009-12-31' });
    const drawing = draw(chronologyAt(['1993/2022', '2004-12-31/2010-01-01', '2006', '2001-01-01/..']), WIDE, query);
    assert.ok(drawing);
    const cuts = drawnIn(drawing).map((one) => one.kind === 'event' && [one.event.when.edtf, one.clipped]);
    assert.deepEqual(cuts.sort(), [
      ['1993/2022', true],
      ['2001-01-01/..', true],
      // By a day, for which there is room beside the axis.
      ['2004-12-31/2010-01-01', false],
      ['2006', false],
    ]);
  });

  it('begins and ends with the events, or with the days asked for', () => {
    const chronology = chronologyAt(['1993/2022', '2004-05']);
    const range = (bounds: Pick<Query, 'from' | 'to'>) =>
      overviewRange({ chronology, events: chronology.events, query: { ...EVERYTHING, ...bounds } });
    assert.deepEqual(range({}), { from: '1993-01-01', to: '2022-12-31' });
    assert.deepEqual(range({ from: { text: '2000', day: '2000-01-01' } }), { from: '2000-01-01', to: '2022-12-31' });
    assert.deepEqual(range({ to: { text: '2000', day: '2000-12-31' } }), { from: '1993-01-01', to: '2000-12-31' });
    assert.equal(overviewRange({ chronology, events: [], query: EVERYTHING }), undefined);
  });

  it('has no days where those asked for lie beyond all dates: a picture of others would mislead', () => {
    const chronology = chronologyAt(['2004-05/..', '2022-12-24']);
    const range = (bounds: Pick<Query, 'from' | 'to'>) =>
      overviewRange({ chronology, events: chronology.events, query: { ...EVERYTHING, ...bounds } });
    assert.equal(range({ from: { text: '2030', day: '2030-01-01' } }), undefined);
    assert.equal(range({ to: { text: '1990', day: '1990-12-31' } }), undefined);
    assert.equal(
      range({ from: { text: '2030', day: '2030-01-01' }, to: { text: '2031', day: '2031-12-31' } }),
      undefined,
    );
  });

  it('of one day alone stands in its month', () => {
    const chronology = chronologyOf({ alone: { when: '2022-12-24' } });
    assert.deepEqual(overviewRange({ chronology, events: chronology.events, query: EVERYTHING }), {
      from: '2022-12-01',
      to: '2022-12-31',
    });
  });

  it('of every kind of date, in every layout, has them all', () => {
    for (const at of LAYOUTS) {
      const drawing = draw(everyDate, at);
      assert.ok(drawing);
      assert.deepEqual(slugsIn(drawing).sort(), everyDate.events.map(({ slug }) => slug).sort());
    }
  });
});

describe('the axis of an overview', () => {
  /** The layout of a picture in a window of this width, and the width of its axis there. */
  const atWindow = (window: number, drawing: (layout: Layout) => Drawing | undefined) => {
    const picture = Math.min(window - 2 * Math.min(Math.max(16, 0.04 * window), 40), 1520);
    const layout = LAYOUTS.find(({ least }) => least <= picture) ?? NARROW;
    const drawn = drawing(layout);
    return (
      drawn && {
        drawn,
        width: picture - layout.nameWidth + drawn.left + (drawn.overview.widths[0]?.room.width ?? 0) - drawn.right,
      }
    );
  };

  it('is honest at every width: ticks stand where what they name begins, and no year with events is left out for an empty one', () => {
    fc.assert(
      fc.property(
        dates,
        bounds,
        fc.integer({ min: 320, max: 2000 }),
        fc.constantFrom('en' as const, 'ja' as const),
        (texts, between, window, language) => {
          const chronology = chronologyAt(texts);
          const at = atWindow(window, (layout) => draw(chronology, layout, asked(between), language));
          if (!at) return;
          const { axis, widths } = at.drawn.overview;
          const { ticks = [], folds = [] } = widths[0]?.labels ?? {};
          const named = ticks.filter(({ label }) => label !== undefined);
          for (const { day: first, label = '', x } of named) {
            assert.equal(x, axis.x(first));
            if (/^\d{4}$/.test(label)) assert.equal(first, `${label}-01-01`);
          }
          // No label reaches the line of the next one, nor the edge.
          for (const [index, { x, label = '' }] of named.entries()) {
            const end = x * at.width + LABEL_INDENT + textWidth(label, { fontSize: LABEL_FONT });
            const next = named[index + 1];
            assert.ok(end <= (next ? next.x * at.width : at.width + at.drawn.right) + HAIR, `${label} at ${window}`);
          }
          const runOf = (index: number) => axis.runs.findIndex(({ to }) => to >= (ticks[index]?.day ?? ''));
          for (const [index, tick] of ticks.entries()) {
            if (tick.label !== undefined || !axis.isOccupied(tick.range)) continue;
            for (const beside of [index - 1, index + 1]) {
              const other = ticks[beside];
              if (!other || runOf(beside) !== runOf(index)) continue;
              assert.ok(other.label === undefined || axis.isOccupied(other.range), `${other.label} beside ${tick.day}`);
            }
            // A fold is empty: dots, where the name beside it is missing.
            for (const { fold, lines } of folds)
              if (addDays(tick.range.to, 1) === fold.from || addDays(fold.to, 1) === tick.day)
                assert.ok(
                  lines.every((line) => line === '…'),
                  `${lines} beside ${tick.day}`,
                );
          }
        },
      ),
    );
  });

  it('of the shipped chronology names the years of its key events', () => {
    const years = (layout: Layout) =>
      draw(shipped, layout)?.overview.widths[0]?.labels.ticks.flatMap(({ label }) => label ?? []) ?? [];
    for (const layout of LAYOUTS.slice(0, 4))
      for (const year of ['1992', '2004', '2022', '2025'])
        assert.ok(years(layout).includes(year), `${layout.id}: ${year}`);
    assert.ok(years(MIDDLE).includes('2023') && !years(MIDDLE).includes('2024'));
  });
});

describe('the overview of the shipped chronology', () => {
  it('shows each of its 76 events by itself where there is room', () => {
    const drawing = draw(shipped, WIDE);
    assert.ok(drawing);
    assert.equal(drawnIn(drawing).filter(({ kind }) => kind === 'event').length, 76);
    assert.equal(drawnIn(drawing).length, 76);
  });

  it('names every key event whole where there is room, and four of five events', () => {
    for (const language of ['en', 'ja'] as const)
      for (const layout of [WIDEST, WIDE]) {
        const drawing = draw(shipped, layout, EVERYTHING, language);
        assert.ok(drawing);
        const items = itemsIn(drawing);
        for (const { drawn, name } of items)
          if (drawn.kind === 'event' && drawn.event.weight === 'key')
            assert.equal(name?.text, shortTitleWithStatus(shipped, drawn.event, language, wordsOf(language)).text);
        assert.ok(items.filter(({ name }) => name).length >= 0.8 * items.length, `${layout.id} ${language}`);
      }
  });

  it('names every key event on a phone', () => {
    for (const language of ['en', 'ja'] as const) {
      const drawing = draw(shipped, LAYOUTS[3], EVERYTHING, language);
      assert.ok(drawing);
      for (const { drawn, name } of itemsIn(drawing))
        if (drawn.kind === 'event' && drawn.event.weight === 'key') assert.ok(name, drawn.event.slug);
    }
  });

  it('is hardly higher than without names, and little higher than the screen of a phone', () => {
    const height = (layout: Layout) =>
      draw(shipped, layout)?.overview.lanes.reduce(
        (sum, { atWidths }) => sum + (atWidths[0]?.units ?? 0) * layout.unit + 5,
        26,
      ) ?? 0;
    assert.ok(height(WIDE) <= 1.12 * 593, `${height(WIDE)}`);
    assert.ok(height(NARROW) < 800, `${height(NARROW)}`);
  });
});

describe('the overview of very many events', () => {
  const spread = Array.from({ length: 5000 }, (_, index) => {
    const month = String((index % 12) + 1).padStart(2, '0');
    const year = 1900 + (index % 120);
    return index % 5 === 0 ? `${year}-${month}/${year + (index % 7)}-12` : `${year}-${month}-${10 + (index % 19)}`;
  });
  for (const at of [WIDE, NARROW])
    it(`stays bounded from ${at.least} px on: no more in a row than targets fit`, () => {
      const drawing = draw(chronologyAt(spread), at);
      assert.ok(drawing);
      assert.equal(slugsIn(drawing).length, 5000);
      const columns = at.least / TARGET;
      for (const { items } of drawing.lanes) assert.ok(items.length <= columns * Math.max(2 * at.mostRows, 3));
    });

  it('draws what all stands on one day as the groups that it is', () => {
    const chronology = chronologyAt(Array.from({ length: 20_000 }, () => '2022-12-24'));
    assert.equal(drawnIn(draw(chronology, NARROW) as Drawing).length, 2);
  });
});

describe('the overview, laid out quickly', () => {
  /** As both say it: a group by its first event and by all of them, whatever their order. */
  const said = (drawn: Omit<DrawnGroup, 'count'> | DrawnMark) =>
    drawn.kind === 'event'
      ? { ...drawn, first: drawn.event.slug, event: drawn.event.slug }
      : {
          ...drawn,
          first: drawn.events[0]?.slug ?? '',
          events: drawn.events.map(({ slug }) => slug).sort(),
          count: undefined,
        };
  const inOrder = (items: readonly (Omit<DrawnGroup, 'count'> | DrawnMark)[]) =>
    items.map(said).sort((a, b) => (a.first < b.first ? -1 : 1));
  const assertPlain = (chronology: Chronology, layout: Layout, query: Query) => {
    const events = select(chronology, query);
    const range = overviewRange({ chronology, events, query });
    if (!range) return;
    const quick = drawingOf(
      layOutOverview({ chronology, events, language: 'en', query }, range, { layouts: [layout] }),
    );
    const days = { from: query.from?.day ?? range.from, to: query.to?.day ?? range.to };
    const plain = plainOverview({ chronology, events, asked: days }, range, layout);
    assert.deepEqual(quick.overview.axis.corners, plain.axis.corners);
    assert.deepEqual(
      quick.lanes.map(({ items }) => inOrder(items.map(({ drawn }) => drawn))),
      plain.lanes.map((lane) => inOrder(lane).map((one) => ('events' in one ? { ...one, count: undefined } : one))),
    );
  };

  it('is what it is plainly, of any dates', () => {
    fc.assert(
      fc.property(dates, anyLayout, bounds, (texts, at, between) => {
        assertPlain(chronologyAt(texts), at, asked(between));
      }),
      cases(150),
    );
  });

  it('is what it is plainly, of very many', () => {
    const year = fc.integer({ min: 1990, max: 2009 });
    const month = fc.integer({ min: 1, max: 12 }).map((number) => String(number).padStart(2, '0'));
    const many = fc.array(
      fc.oneof(
        fc.tuple(year, month).map(([first, second]) => `${first}-${second}`),
        fc.tuple(year, month, fc.integer({ min: 10, max: 28 })).map((parts) => parts.join('-')),
        fc
          .tuple(year, fc.constantFrom('', '~', '-33', '/..', '/', '/2011', '-05/2012-03-04'))
          .map((parts) => parts.join('')),
        fc.tuple(year, month).map(([first, second]) => `[${first}-${second}..]`),
        fc.tuple(year, month).map(([first, second]) => `[..${first}-${second}]`),
      ),
      { minLength: 200, maxLength: 900 },
    );
    const within = fc.option(fc.tuple(year, year), { nil: undefined });
    fc.assert(
      fc.property(many, anyLayout, within, (texts, at, between) => {
        const days = between && ([`${between[0]}-03-01`, `${between[1]}-11-30`] as const);
        assertPlain(chronologyAt(texts), at, asked(days));
      }),
      // Of 550 dates each.
      cases(20),
    );
  });
});
