/** The overview as plainly as it can be said, mark by mark and day by day: what the quick layout is held against. */
import type { Chronology } from '../../src/chronology/chronology.ts';
import { addDays, type Day } from '../../src/chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../src/chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { type Crowd, monthsInUnit } from '../../src/formats/overview/axis-segments.ts';
import type { DrawnGroup, DrawnMark } from '../../src/formats/overview/drawn-mark.ts';
import { type Mark, markOf } from '../../src/formats/overview/mark.ts';
import { FADE, type OverviewStyle, TARGET } from '../../src/formats/overview/overview-style.ts';
import { type TimeAxis, timeAxis } from '../../src/formats/overview/time-axis.ts';

const FADE_ROOM = 40;
const EDGE_ROOM = 8;
const MOST_STACKED = 12;

/** What stands on an axis: the days of each mark, and in each lane the days on which one is known to begin. */
export function crowdOf({
  occupied,
  lanes,
}: {
  readonly occupied: readonly DayRange[];
  readonly lanes: readonly (readonly DayRange[])[];
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
  };
}

/** The axis of the picture, and what stands in each lane that anything stands in. */
export function plainOverview(
  { chronology, events }: { readonly chronology: Chronology; readonly events: readonly TimelineEvent[] },
  range: DayRange,
  style: OverviewStyle,
): { readonly axis: TimeAxis; readonly lanes: readonly (readonly (Placed | PlacedGroup)[])[] } {
  const marks = events.map((event) => ({ event, mark: markOf(event.when) })).filter(({ mark }) => touches(mark, range));
  const room = (end: 'start' | 'end') => (marks.some(({ mark }) => mark[end] === 'fading') ? FADE_ROOM : EDGE_ROOM);
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
    }),
    { left: style.nameWidth + room('start'), right: style.width - room('end') - 1, ...style },
    'en',
  );
  const known = axis.x(addDays(chronology.knownUntil, 1));
  return {
    axis,
    lanes: types
      .map(of)
      .filter((own) => own.length > 0)
      .map((own) => placed(own, axis, known, style)),
  };
}

/** The year or the month of a day, by which an axis of these days counts. */
function unitOf(day: Day, range: DayRange): string {
  return day.slice(0, monthsInUnit(range) === 12 ? 4 : 7);
}

/** With what can be hit; rows are counted from 0. */
type Placed = Omit<DrawnMark, 'y'> & { readonly row: number };
type PlacedGroup = Omit<DrawnGroup, 'y'> & Placeable & { readonly row: number };

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

type Unplaced = Omit<DrawnMark, 'y'> | Omit<DrawnGroup, 'y'>;

function placed(
  marks: readonly { event: TimelineEvent; mark: Mark }[],
  axis: TimeAxis,
  known: number,
  style: OverviewStyle,
): readonly (Placed | PlacedGroup)[] {
  const edges = { left: style.nameWidth, right: style.width - 1 };
  const all = marks.map(({ event, mark }) => drawnMark(event, mark, axis, known, edges));
  let shown: readonly (Unplaced & Placeable)[] = all;
  let rows = rowsOf(shown, style.mostRows);
  if (rows.count > style.mostRows) {
    shown = grouped(all, isSmall, axis, edges);
    rows = rowsOf(shown, style.mostBars);
  }
  // A bar says how long something lasted, and a number does not: that is the last resort.
  if (rows.count > style.mostBars) {
    shown = grouped(all, () => true, axis, edges);
    rows = rowsOf(shown);
  }
  return shown.map((one, index) => ({ ...one, row: rows.of[index] }) as Placed | PlacedGroup);
}

function drawnMark(
  event: TimelineEvent,
  mark: Mark,
  axis: TimeAxis,
  until: number,
  { left, right }: { left: number; right: number },
): Omit<DrawnMark, 'y'> {
  const after = (day: Day) => axis.x(addDays(day, 1));
  const fadeLeft = mark.start === 'fading' ? FADE : 0;
  const fadeRight = mark.end === 'fading' ? FADE : 0;
  const reach = (known: number) => (mark.form === 'ongoing' ? Math.max(until, known) : known);
  const days = { x0: axis.x(mark.from), x1: after(mark.to) };
  const at = (x: number) => ({ x0: x, x1: x, known: x });
  // One that is bounded by a day beyond the picture comes in from its edge.
  const { x0, x1, known } =
    fadeLeft > 0 && days.x0 > right
      ? at(right)
      : fadeRight > 0 && reach(days.x1) < left
        ? at(left)
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

/** The first row that is free at each one's left end. With more rows than `most` the rest is left without one. */
function rowsOf(drawn: readonly Placeable[], most = Infinity): { of: readonly number[]; count: number } {
  const order = drawn.map((_, index) => index).sort((a, b) => (drawn[a]?.hit0 ?? 0) - (drawn[b]?.hit0 ?? 0) || a - b);
  const ends: number[] = [];
  const of: number[] = [];
  for (const index of order) {
    const { hit0 = 0, hit1 = 0 } = drawn[index] ?? {};
    const free = ends.findIndex((end) => end <= hit0 + HAIR);
    const row = free === -1 ? ends.length : free;
    ends[row] = hit1;
    of[index] = row;
    if (ends.length > most) break;
  }
  return { of, count: ends.length };
}

/** What stands closer than a target is wide becomes a group at the place of the first. */
function grouped(
  all: readonly Omit<DrawnMark, 'y'>[],
  groupable: (drawn: Omit<DrawnMark, 'y'>) => boolean,
  axis: TimeAxis,
  edges: { left: number; right: number },
): readonly (Unplaced & Placeable)[] {
  const kept = all.filter((drawn) => !groupable(drawn));
  const place = (drawn: Omit<DrawnMark, 'y'>) => placeOf(drawn, axis, edges);
  const near = all.filter(groupable).sort((a, b) => place(a) - place(b) || all.indexOf(a) - all.indexOf(b));
  const runs: Omit<DrawnMark, 'y'>[][] = [];
  for (const drawn of near) {
    const run = runs.at(-1);
    if (run?.[0] && place(drawn) < place(run[0]) + TARGET) run.push(drawn);
    else runs.push([drawn]);
  }
  const groups = runs.flatMap((run): readonly (Unplaced & Placeable)[] => {
    const days = extentOf(run);
    const wider = roundedOut(days);
    const zooms = wider.from > axis.from || wider.to < axis.to;
    if (run.length === 1 || (!zooms && run.length <= MOST_STACKED))
      return [...run].sort((a, b) => a.hit0 - b.hit0 || all.indexOf(a) - all.indexOf(b));
    const x = Math.min((run[0] ? place(run[0]) : 0) + TARGET / 2, edges.right - TARGET / 2);
    const group = {
      events: run.map(({ event }) => event),
      range: days,
      open: run.some(({ mark: { start, end } }) => start === 'fading' || end === 'fading'),
      zooms,
      x,
      x0: Math.min(...run.map(({ hit0 }) => hit0)),
      x1: Math.max(...run.map(({ hit1 }) => hit1)),
    };
    return [{ kind: 'group', ...group, hit0: x - TARGET / 2, hit1: x + TARGET / 2 }];
  });
  return [...kept, ...groups].sort((a, b) => a.hit0 - b.hit0);
}

/** The left end of a target in the middle of all days on which it can have begun, and not before its own left end. */
function placeOf(
  { mark: { begins }, hit0 }: Omit<DrawnMark, 'y'>,
  axis: TimeAxis,
  { left, right }: { left: number; right: number },
): number {
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
