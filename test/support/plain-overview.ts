/** The overview as plainly as it can be said, mark by mark and day by day: what the quick layout is held against. */
import type { Chronology } from '../../src/chronology/chronology.ts';
import { addDays, type Day } from '../../src/chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../src/chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import type { DrawnMark } from '../../src/formats/overview/drawn-mark.ts';
import { type Crowd, monthsInUnit } from '../../src/formats/overview/fitting/axis-segments.ts';
import {
  EDGE_MARGIN,
  FADE,
  FADE_MARGIN,
  type Layout,
  MOST_ROWS,
  TARGET,
} from '../../src/formats/overview/fitting/layouts.ts';
import { type TimeAxis, timeAxis } from '../../src/formats/overview/fitting/time-axis.ts';
import type { LaneItem, UncountedGroup } from '../../src/formats/overview/lane-items.ts';
import { type Mark, markOf } from '../../src/formats/overview/mark.ts';
import { drawnEnds } from '../../src/formats/overview/mark-shape.ts';

const MOST_STACKED = 12;
const MOST_KEYS_APART = 8;

/** What stands on an axis: the days of each mark, and in each lane the days on which one is known to begin. */
export function crowdOf({
  occupied,
  lanes,
  keys = [],
}: {
  readonly occupied: readonly DayRange[];
  readonly lanes: readonly (readonly DayRange[])[];
  readonly keys?: readonly DayRange[];
}): Crowd {
  return {
    occupied,
    crowding: ({ from, to }) =>
      Math.max(
        0,
        ...lanes.map(
          (begins) =>
            new Set(begins.filter((one) => one.from >= from && one.from <= to).map((one) => `${one.from} ${one.to}`))
              .size,
        ),
      ),
    keys,
  };
}

/**
 * The axis of the picture, and what stands in each lane that anything stands in, from left to right.
 *
 * @param asked The days that the query leaves in.
 */
export function plainOverview(
  {
    chronology,
    events,
    asked,
  }: { readonly chronology: Chronology; readonly events: readonly TimelineEvent[]; readonly asked: DayRange },
  range: DayRange,
  layout: Layout,
): { readonly axis: TimeAxis; readonly lanes: readonly (readonly LaneItem[])[] } {
  const marks = events.map((event) => ({ event, mark: markOf(event.when) })).filter(({ mark }) => touches(mark, range));
  const margin = (end: 'start' | 'end') =>
    marks.some(({ mark }) => mark[end] === 'fading') ? FADE_MARGIN : EDGE_MARGIN;
  const [before, after] = [margin('start'), margin('end')];
  const types = Object.keys(chronology.vocabulary.settings.types);
  const of = (type: string) => marks.filter(({ event }) => event.type === type);
  const axis = timeAxis(
    range,
    crowdOf({
      occupied: marks.flatMap(({ mark }) => standsOn(mark, range)),
      lanes: types.map((type) =>
        of(type).flatMap(({ mark: { begins, hasBegin } }) =>
          hasBegin && unitOf(begins.from, range) === unitOf(begins.to, range) ? [begins] : [],
        ),
      ),
      keys: marks.filter(({ event }) => event.weight === 'key').map(({ mark }) => mark.begins),
    }),
  );
  const width = layout.least - layout.nameWidth - before - after;
  const inPixels = { ...axis, x: (day: Day) => axis.x(day) * width };
  const known = inPixels.x(addDays(chronology.knownUntil, 1));
  const edges = { left: -before, right: width + after, last: width };
  return {
    axis,
    lanes: types
      .map(of)
      .filter((own) => own.length > 0)
      .map((own) => itemsOf(own, { axis: inPixels, asked }, known, edges, layout)),
  };
}

/** The year or the month of a day, by which an axis of these days counts. */
function unitOf(day: Day, range: DayRange): string {
  return day.slice(0, monthsInUnit(range) === 12 ? 4 : 7);
}

interface Edges {
  readonly left: number;
  readonly right: number;
  /** Where the axis ends. */
  readonly last: number;
}

function touches({ from, to, start, end }: Mark, range: DayRange): boolean {
  return (from <= range.to || start === 'fading') && (to >= range.from || end === 'fading');
}

/** The days that keep a stretch of the axis from being folded: all of a short mark, and the ends of a long one. */
function standsOn(mark: Mark, range: DayRange): readonly DayRange[] {
  const { begins, ends } = mark;
  return (
    mark.form === 'period' || mark.form === 'ongoing' ? [begins, ends] : [{ from: begins.from, to: ends.to }]
  ).filter(({ from, to }) => to >= range.from && from <= range.to);
}

interface Placeable {
  readonly hit0: number;
  readonly hit1: number;
}

/** Less than this is an error of calculation. */
const HAIR = 0.01;

function isSmall({ hit0, hit1 }: Placeable): boolean {
  return hit1 - hit0 <= TARGET + HAIR;
}

function itemsOf(
  marks: readonly { event: TimelineEvent; mark: Mark }[],
  { axis, asked }: { readonly axis: TimeAxis; readonly asked: DayRange },
  known: number,
  edges: Edges,
  { mostRows, mostBars }: Layout,
): readonly LaneItem[] {
  const all = marks.map(({ event, mark }) => drawnMark(event, mark, axis, known, edges));
  const keys = all.filter(({ event }) => event.weight === 'key').length;
  const isKeyApart = (drawn: DrawnMark) => keys <= MOST_KEYS_APART && drawn.event.weight === 'key';
  const isApart = (drawn: DrawnMark) => !isSmall(drawn) || isKeyApart(drawn);
  const tries: readonly (readonly [items: readonly LaneItem[], mostRows: number])[] = [
    [all, mostRows],
    [
      grouped(all, (drawn) => !isApart(drawn), { axis, asked, edges, reach: TARGET, mostStacked: MOST_STACKED }),
      mostBars,
    ],
    // A bar says how long something lasted, and a number does not: that is the last resort, and key events' names outlast it.
    [
      grouped(all, (drawn) => !isKeyApart(drawn), { axis, asked, edges, reach: TARGET, mostStacked: MOST_STACKED }),
      MOST_ROWS,
    ],
    [grouped(all, () => true, { axis, asked, edges, reach: TARGET, mostStacked: MOST_STACKED }), MOST_ROWS],
    // At the last, one group of all.
    ...Array.from({ length: 12 }, (_, doublings) => {
      const reach = TARGET * 2 ** doublings;
      return [grouped(all, () => true, { axis, asked, edges, reach, mostStacked: 1 }), MOST_ROWS] as const;
    }),
  ];
  const [items = all] = tries.find(([each, most]) => rowCount(each) <= most) ?? [];
  return items;
}

/** As many rows as lie over each other somewhere, with what is drawn of a mark beyond the area to hit. */
function rowCount(items: readonly LaneItem[]): number {
  const extents = items.map((item) => {
    if (item.kind === 'group') return [item.hit0, item.hit1] as const;
    const { from, to } = drawnEnds(item, item.event);
    return [Math.min(item.hit0, from.x + from.shift), Math.max(item.hit1, to.x + to.shift)] as const;
  });
  return Math.max(
    0,
    ...extents.map(([from]) => extents.filter((one) => one[0] <= from + HAIR && one[1] > from + HAIR).length),
  );
}

function drawnMark(
  event: TimelineEvent,
  mark: Mark,
  axis: TimeAxis,
  until: number,
  { left, right, last }: Edges,
): DrawnMark {
  const after = (day: Day) => axis.x(addDays(day, 1));
  const fadeLeft = mark.start === 'fading' ? FADE : 0;
  const fadeRight = mark.end === 'fading' ? FADE : 0;
  const reach = (known: number) => (mark.form === 'ongoing' ? Math.max(until, known) : known);
  const days = { x0: axis.x(mark.from), x1: after(mark.to) };
  const at = (x: number) => ({ x0: x, x1: x, known: x });
  // One that is bounded by a day beyond the picture comes in from the end of the axis.
  const { x0, x1, known } =
    fadeLeft > 0 && days.x0 > right
      ? at(last)
      : fadeRight > 0 && reach(days.x1) < left
        ? at(0)
        : { ...days, known: reach(days.x1) };
  const inside = (x: number) => Math.min(Math.max(x, left), right);
  const within = (x: number) => Math.min(Math.max(x, x0), x1);
  const [from, to] = [inside(x0 - fadeLeft), inside(known + fadeRight)];
  const middle = Math.min(Math.max((from + to) / 2, left + TARGET / 2), right - TARGET / 2);
  return {
    kind: 'event',
    event,
    mark,
    x0,
    x1,
    ...(mark.core && { core: { x0: within(axis.x(mark.core.from)), x1: within(after(mark.core.to)) } }),
    known,
    clipped: days.x0 - fadeLeft < left || reach(days.x1) + fadeRight > right,
    hit0: Math.min(from, middle - TARGET / 2),
    hit1: Math.max(to, middle + TARGET / 2),
  };
}

/** What stands within reach of the first becomes a group at its place. */
function grouped(
  all: readonly DrawnMark[],
  groupable: (drawn: DrawnMark) => boolean,
  {
    axis,
    asked,
    edges,
    reach,
    mostStacked,
  }: { axis: TimeAxis; asked: DayRange; edges: Edges; reach: number; mostStacked: number },
): readonly LaneItem[] {
  const kept = all.filter((drawn) => !groupable(drawn));
  const place = (drawn: DrawnMark) => placeOf(drawn, axis, edges);
  const near = all.filter(groupable).sort((a, b) => place(a) - place(b) || all.indexOf(a) - all.indexOf(b));
  const runs: DrawnMark[][] = [];
  for (const drawn of near) {
    const run = runs.at(-1);
    if (run?.[0] && place(drawn) < place(run[0]) + reach) run.push(drawn);
    else runs.push([drawn]);
  }
  const groups = runs.flatMap((run): readonly LaneItem[] => {
    const days = extentOf(run);
    const wider = roundedOut(days);
    // No picture of the days asked for tells apart what is known to begin and to end on other days.
    const isElsewhere = days.to < asked.from || days.from > asked.to;
    const zooms = !isElsewhere && (wider.from > axis.from || wider.to < axis.to);
    if (run.length === 1 || (!zooms && run.length <= mostStacked))
      return [...run].sort((a, b) => a.hit0 - b.hit0 || all.indexOf(a) - all.indexOf(b));
    const x = Math.min((run[0] ? place(run[0]) : 0) + TARGET / 2, edges.last);
    const group = {
      events: run.map(({ event }) => event),
      range: days,
      open: run.some(({ mark: { start, end } }) => start === 'fading' || end === 'fading'),
      zooms,
      x,
      x0: Math.min(...run.map(({ hit0 }) => hit0)),
      x1: Math.max(...run.map(({ hit1 }) => hit1)),
    };
    return [{ kind: 'group', ...group, hit0: x - TARGET / 2, hit1: x + TARGET / 2 } satisfies UncountedGroup];
  });
  return [...kept, ...groups].sort((a, b) => a.hit0 - b.hit0);
}

/** The left end of a target in the middle of all days on which it can have begun, and not before its own left end. */
function placeOf({ mark: { begins }, hit0 }: DrawnMark, axis: TimeAxis, { left, right }: Edges): number {
  if (begins.from === begins.to) return hit0;
  const [first, last] = [Math.max(axis.x(begins.from), left), Math.min(axis.x(addDays(begins.to, 1)), right)];
  return Math.max(hit0, (first + last) / 2 - TARGET / 2);
}

/** From the first to the last day on which any of the marks can have been. */
function extentOf(marks: readonly Pick<DrawnMark, 'mark'>[]): DayRange {
  return marks
    .map(({ mark: { begins, ends } }): DayRange => ({ from: begins.from, to: ends.to }))
    .reduce((all, { from, to }) => ({ from: from < all.from ? from : all.from, to: to > all.to ? to : all.to }));
}
