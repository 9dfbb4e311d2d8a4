/** The overview as geometry: every event once, nothing on top of another, in as many rows as a lane may have. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { addDays } from '../../src/chronology/dates/day.ts';
import { roundedOut } from '../../src/chronology/dates/day-range.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { EVERYTHING, type Query, withDays } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import type { DrawnGroup, DrawnMark } from '../../src/formats/overview/drawn-mark.ts';
import { markOf } from '../../src/formats/overview/mark.ts';
import { layOutOverview, type Overview, overviewRange } from '../../src/formats/overview/overview.ts';
import { MIDDLE, NARROW, type OverviewStyle, TARGET, WIDE } from '../../src/formats/overview/overview-style.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { day, edtf } from '../support/edtf-arbitrary.ts';
import { plainOverview } from '../support/plain-overview.ts';
import { buildChronology } from '../support/rendered.ts';
import { chronologyIn, EVERY_DATE, SHIPPED } from '../support/service.ts';

const shipped = await chronologyIn(SHIPPED);
const everyDate = await chronologyIn(EVERY_DATE);
const small = chronologyOf({ 'a-meeting': {}, 'a-figure': { type: 'figure', countries: ['JP'] } });

/** A chronology of events that differ in their dates alone; a third of them are figures. */
function chronologyAt(dates: readonly string[]): Chronology {
  const [meeting, figure] = ['a-meeting', 'a-figure'].map((slug) => small.bySlug.get(slug) as TimelineEvent);
  const events = dates.map((text, index) => {
    const when = parseWhen(text, 'Asia/Tokyo');
    assert.ok(when.ok, text);
    const base = (index % 3 === 2 ? figure : meeting) as TimelineEvent;
    return { ...base, slug: `event-${index}`, when: when.value };
  });
  return buildChronology(small.vocabulary, events);
}

function draw(chronology: Chronology, style: OverviewStyle, query: Query = EVERYTHING): Overview | undefined {
  const events = select(chronology, query);
  const range = overviewRange({ chronology, events, query });
  return range && layOutOverview({ chronology, events, language: 'en' }, range, style);
}

type Drawn = DrawnMark | DrawnGroup;
const drawnIn = ({ lanes }: Overview): Drawn[] => lanes.flatMap(({ drawn }) => drawn);
const eventsOf = (drawn: Drawn) => (drawn.kind === 'event' ? [drawn.event] : drawn.events);
const slugsIn = (overview: Overview) =>
  drawnIn(overview)
    .flatMap(eventsOf)
    .map(({ slug }) => slug);
const hit = (drawn: Drawn): readonly [number, number] =>
  drawn.kind === 'event' ? [drawn.hit0, drawn.hit1] : [drawn.x - TARGET / 2, drawn.x + TARGET / 2];
const EDGE = 1e-6;

/** Rows of a lane from top to bottom, each from left to right. */
function rowsOf(drawn: readonly Drawn[]): Drawn[][] {
  const middles = [...new Set(drawn.map(({ y }) => y))].sort((a, b) => a - b);
  return middles.map((middle) => drawn.filter(({ y }) => y === middle).sort((a, b) => hit(a)[0] - hit(b)[0]));
}

const style = fc.constantFrom(WIDE, NARROW);
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
/** What a picture of any events holds, of the whole or of some days. */
const always = (
  holds: (overview: Overview, of: { style: OverviewStyle; chronology: Chronology; query: Query }) => void,
) =>
  fc.assert(
    fc.property(dates, style, bounds, (texts, at, between) => {
      const chronology = chronologyAt(texts);
      const [from, to] = [...(between ?? [])].sort();
      const query = from && to ? withDays(EVERYTHING, { from, to }) : EVERYTHING;
      const overview = draw(chronology, at, query);
      if (overview) holds(overview, { style: at, chronology, query });
    }),
  );

describe('the overview', () => {
  it('draws every event of its view exactly once, by itself or in one group', () => {
    always((overview, { chronology, query }) => {
      const wanted = select(chronology, query).map(({ slug }) => slug);
      assert.deepEqual(slugsIn(overview).sort(), [...wanted].sort());
    });
  });

  it('draws nothing outside of the picture', () => {
    always((overview, { style: { nameWidth, width } }) => {
      const { axis, height, lanes, top } = overview;
      assert.ok(axis.x(axis.from) >= nameWidth && axis.x(addDays(axis.to, 1)) <= width);
      for (const { y0, y1, nameY } of lanes) assert.ok(y0 >= top && y0 < nameY && nameY < y1 && y1 <= height);
      for (const drawn of drawnIn(overview)) {
        const [start, end] = hit(drawn);
        assert.ok(start >= nameWidth - EDGE && end <= width + EDGE, `${start} ${end}`);
        if (drawn.kind === 'group') continue;
        const { x0, x1, core = { x0, x1 } } = drawn;
        assert.ok(x0 <= core.x0 && core.x0 <= core.x1 && core.x1 <= x1, `${x0} ${core.x0} ${core.x1} ${x1}`);
        // What is drawn to scale beyond the picture is clipped by it.
        assert.ok(drawn.clipped || (x0 >= nameWidth - EDGE && drawn.known <= width + EDGE), `${x0} ${drawn.known}`);
      }
    });
  });

  it('gives a finger room: every target is 24 px wide and none lies on another in its row', () => {
    always(({ lanes }) => {
      for (const { drawn } of lanes)
        for (const row of rowsOf(drawn))
          for (const [index, one] of row.entries()) {
            const [start, end] = hit(one);
            assert.ok(end - start >= TARGET - EDGE);
            const next = row[index + 1];
            assert.ok(!next || end <= hit(next)[0] + 0.02, `${end} ${next && hit(next)[0]}`);
          }
    });
  });

  it('has no more rows than allowed, unless what is left stands apart, or is a few that no zoom takes apart', () => {
    always(({ lanes, axis }, { style: { mostRows, mostBars, nameWidth, width } }) => {
      /** Where one stands in a group: in the middle of all days on which it can have begun. */
      const place = (one: Drawn) => {
        if (one.kind === 'group' || one.mark.begins.from === one.mark.begins.to) return hit(one)[0];
        const { from, to } = one.mark.begins;
        const [first, last] = [Math.max(axis.x(from), nameWidth), Math.min(axis.x(addDays(to, 1)), width - 1)];
        return Math.max(one.hit0, (first + last - TARGET) / 2);
      };
      /** What stands within the width of a target, and could be a group. */
      const groupable = (drawn: readonly Drawn[]) => {
        const runs: Drawn[][] = [];
        for (const one of [...drawn].sort((a, b) => place(a) - place(b))) {
          const run = runs.at(-1);
          if (run?.[0] && place(one) < place(run[0]) + TARGET - 0.02) run.push(one);
          else runs.push([one]);
        }
        return runs.filter((run) => {
          const days = run.flatMap(eventsOf).map(({ when }) => markOf(when));
          const from = days.map((mark) => mark.begins.from).sort()[0] ?? '';
          const to =
            days
              .map((mark) => mark.ends.to)
              .sort()
              .at(-1) ?? '';
          const near = roundedOut({ from, to });
          return run.length > 12 || (run.length > 1 && (near.from > axis.from || near.to < axis.to));
        });
      };
      for (const { drawn } of lanes) {
        const rows = rowsOf(drawn).length;
        const small = drawn.filter((one) => hit(one)[1] - hit(one)[0] <= TARGET + 0.01);
        if (rows > mostBars) assert.deepEqual(groupable(drawn), [], `${rows} rows`);
        else if (rows > mostRows && groupable(small).length > 0) assert.deepEqual(groupable(drawn), [], `${rows} rows`);
      }
    });
  });

  it('has a lane for each type that has events, in the order of the types, one below the other', () => {
    always(({ lanes, height, top }, { chronology, query }) => {
      const types = new Set(select(chronology, query).map(({ type }) => type));
      assert.deepEqual(
        lanes.map(({ type }) => type),
        Object.keys(chronology.vocabulary.settings.types).filter((type) => types.has(type)),
      );
      let bottom = top;
      for (const { type, y0, y1, drawn } of lanes) {
        assert.equal(y0, bottom);
        bottom = y1;
        for (const one of drawn) {
          assert.ok(one.y > y0 && one.y < y1);
          assert.ok(eventsOf(one).every((event) => event.type === type));
        }
      }
      assert.ok(bottom <= height);
    });
  });

  it('groups what stands together: two events or more, and the days of all of them', () => {
    always((overview) => {
      for (const drawn of drawnIn(overview))
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

  it('puts the number of a group where its first event can have begun, and a line over all of its events', () => {
    const decades = Array.from({ length: 40 }, (_, index) => `19${5 + (index % 4)}X/20${1 + (index % 2)}X`);
    const overview = draw(chronologyAt(decades), NARROW);
    assert.ok(overview);
    const groups = drawnIn(overview).filter((one) => one.kind === 'group');
    assert.ok(groups.length > 0);
    for (const { x, x0, x1, events } of groups) {
      const [first] = events.map(({ when }) => markOf(when).begins);
      assert.ok(first);
      // Not at the first of the years, by which it is sorted.
      const middle = (overview.axis.x(first.from) + overview.axis.x(addDays(first.to, 1))) / 2;
      assert.ok(Math.abs(x - middle) < TARGET / 2, `${x} ${middle}`);
      assert.ok(x0 < x - TARGET / 2 && x1 > x + TARGET / 2);
    }
  });

  it('shows one that may have been in the picture at the edge on which its known date lies', () => {
    const chronology = chronologyAt(['[..2020]', '[2017..]', '2019-03-04', '2019-04-01']);
    const range = { from: '2019-03-01', to: '2019-04-30' };
    // The picture of an event has its neighbours, whether a filter by these days finds them or not.
    const overview = layOutOverview({ chronology, events: chronology.events, language: 'en' }, range, WIDE);
    assert.equal(slugsIn(overview).length, 4);
    const [edge] = drawnIn(overview).filter((one) => one.kind === 'event' && one.mark.form === 'before');
    assert.ok(edge?.kind === 'event');
    assert.equal(edge.x0, WIDE.width - 1);
    assert.ok(edge.clipped && edge.hit1 <= WIDE.width - 1 && edge.hit0 < WIDE.width - 30);
  });

  it('lets a group be zoomed into, or says that this would show no less', () => {
    always((overview) => {
      for (const drawn of drawnIn(overview))
        if (drawn.kind === 'group') {
          const { from, to } = roundedOut(drawn.range);
          assert.equal(drawn.zooms, from > overview.axis.from || to < overview.axis.to);
          assert.ok(drawn.zooms || drawn.events.length > 12);
        }
    });
  });

  it('shows a few events of one day in rows of their own once nothing else is in the picture', () => {
    const query = withDays(EVERYTHING, { from: '2022-12-24', to: '2022-12-24' });
    const alone = draw(chronologyAt(Array.from({ length: 15 }, () => '2022-12-24')), NARROW, query);
    assert.ok(alone);
    assert.deepEqual(
      drawnIn(alone).map(({ kind }) => kind),
      Array.from({ length: 15 }, () => 'event'),
    );
    const many = draw(chronologyAt(Array.from({ length: 60 }, () => '2022-12-24')), NARROW, query);
    assert.ok(many);
    assert.deepEqual(
      drawnIn(many).map((one) => one.kind === 'group' && [one.events.length, one.zooms]),
      [
        [40, false],
        [20, false],
      ],
    );
  });

  it('groups nothing in a lane that has the rows without', () => {
    const overview = draw(chronologyAt(['2022-01-01', '2022-02-01', '2022-12-24']), NARROW);
    assert.ok(overview && drawnIn(overview).every(({ kind }) => kind === 'event'));
  });

  it('clips what goes on beyond the picture, which leaves by its edge', () => {
    const query = withDays(EVERYTHING, { from: '2005-01-01', to: '2009-12-31' });
    const overview = draw(chronologyAt(['1993/2022', '2004-12-31/2010-01-01', '2006', '2001-01-01/..']), WIDE, query);
    assert.ok(overview);
    const cuts = drawnIn(overview).map((one) => one.kind === 'event' && [one.event.when.edtf, one.clipped]);
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

  it('of every kind of date, in either style, has them all', () => {
    for (const at of [WIDE, NARROW]) {
      const overview = draw(everyDate, at);
      assert.ok(overview);
      assert.deepEqual(slugsIn(overview).sort(), everyDate.events.map(({ slug }) => slug).sort());
    }
  });
});

describe('the overview of the shipped chronology', () => {
  it('shows each of its 76 events by itself where there is room', () => {
    const overview = draw(shipped, WIDE);
    assert.ok(overview);
    assert.equal(drawnIn(overview).filter(({ kind }) => kind === 'event').length, 76);
    assert.equal(drawnIn(overview).length, 76);
  });

  it('has no two targets nearer than 24 px in one row of a phone, and is not much higher than its screen', () => {
    const overview = draw(shipped, NARROW);
    assert.ok(overview);
    assert.equal(new Set(slugsIn(overview)).size, 76);
    for (const { drawn } of overview.lanes)
      for (const row of rowsOf(drawn))
        for (const [index, one] of row.entries()) {
          const next = row[index + 1];
          const middles = [one, next].map((each) => each && (hit(each)[0] + hit(each)[1]) / 2);
          const [a, b] = middles;
          assert.ok(b === undefined || (a !== undefined && b - a >= TARGET - 0.02), `${a} ${b}`);
        }
    assert.ok(overview.height < 900, `${overview.height}`);
  });
});

describe('the overview of very many events', () => {
  const spread = Array.from({ length: 5000 }, (_, index) => {
    const month = String((index % 12) + 1).padStart(2, '0');
    const year = 1900 + (index % 120);
    return index % 5 === 0 ? `${year}-${month}/${year + (index % 7)}-12` : `${year}-${month}-${10 + (index % 19)}`;
  });
  for (const [name, at] of [
    ['wide', WIDE],
    ['narrow', NARROW],
  ] as const)
    it(`stays bounded where it is ${name}: no more in a row than targets fit, no more rows than columns`, () => {
      const overview = draw(chronologyAt(spread), at);
      assert.ok(overview);
      assert.equal(slugsIn(overview).length, 5000);
      const columns = at.width / TARGET;
      for (const { drawn } of overview.lanes) {
        assert.ok(drawn.length <= columns * Math.max(2 * at.mostRows, 3), `${drawn.length}`);
        assert.ok(rowsOf(drawn).length <= Math.max(2 * at.mostRows, columns));
      }
      assert.ok(overview.height < 2000, `${overview.height}`);
    });

  it('draws what all stands on one day as the groups that it is', () => {
    const chronology = chronologyAt(Array.from({ length: 20_000 }, () => '2022-12-24'));
    assert.equal(drawnIn(draw(chronology, NARROW) as Overview).length, 2);
  });
});

describe('the overview, laid out quickly', () => {
  /** As both say it: a group by its first event and by all of them, whatever their order. */
  const said = (drawn: Drawn, row: number) =>
    drawn.kind === 'event'
      ? { ...drawn, event: drawn.event.slug, y: undefined, row }
      : {
          ...drawn,
          first: drawn.events[0]?.slug,
          events: drawn.events.map(({ slug }) => slug).sort(),
          y: undefined,
          row,
        };
  const assertPlain = (chronology: Chronology, at: OverviewStyle, query: Query) => {
    const events = select(chronology, query);
    const range = overviewRange({ chronology, events, query });
    if (!range) return;
    const quick = layOutOverview({ chronology, events, language: 'en' }, range, at);
    const plain = plainOverview({ chronology, events }, range, at);
    assert.deepEqual(quick.axis.corners, plain.axis.corners);
    assert.deepEqual(quick.axis.ticks, plain.axis.ticks);
    assert.deepEqual(
      quick.lanes.map(({ drawn }) => {
        const middles = [...new Set(drawn.map(({ y }) => y))].sort((a, b) => a - b);
        return drawn.map((one) => said(one, middles.indexOf(one.y)));
      }),
      plain.lanes.map((lane) => lane.map((one) => said({ ...one, y: 0 }, one.row))),
    );
  };
  const anyStyle = fc.constantFrom(WIDE, MIDDLE, NARROW);
  const asked = (between: readonly [string, string] | undefined) => {
    const [from, to] = [...(between ?? [])].sort();
    return from && to ? withDays(EVERYTHING, { from, to }) : EVERYTHING;
  };

  it('is what it is plainly, of any dates', () => {
    fc.assert(
      fc.property(dates, anyStyle, bounds, (texts, at, between) => {
        assertPlain(chronologyAt(texts), at, asked(between));
      }),
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
      fc.property(many, anyStyle, within, (texts, at, between) => {
        const days = between && ([`${between[0]}-03-01`, `${between[1]}-11-30`] as const);
        assertPlain(chronologyAt(texts), at, asked(days));
      }),
      { numRuns: 25 },
    );
  });
});
