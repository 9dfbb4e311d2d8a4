/** The overview picture as geometry: a lane for each type, in it a mark for each event, in as many rows as keep them apart. */

import type { Chronology } from '../chronology/chronology.ts';
import { addDays, type Day } from '../chronology/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import type { Query } from '../chronology/query.ts';
import { pick } from '../chronology/text.ts';
import type { EventType } from '../chronology/vocabulary.ts';
import { type DayRange, roundedOut } from './day-range.ts';
import { type Mark, markOf } from './mark.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';
import type { View } from './view.ts';

/** What a picture is drawn for. Lengths are in its own units, CSS pixels where it is shown at its size. */
export interface OverviewStyle {
  readonly width: number;
  /** Room for lane names at the left; 0 puts them above their lanes. */
  readonly nameWidth: number;
  /** More rows than these in a lane are drawn as groups with a count. */
  readonly mostRows: number;
  /** Long bars are grouped only beyond these. */
  readonly mostBars: number;
  readonly tickGap: number;
  readonly foldWidth: number;
  /** Height of a row, and of one in which nothing is small. */
  readonly row: number;
  readonly barRow: number;
}

/**
 * With a mouse rows may be nearer to each other than a finger is wide: each mark has the same link in the list, where it
 * is large (WCAG 2.2, 2.5.8: equivalent).
 */
export const WIDE: OverviewStyle = {
  width: 1072,
  nameWidth: 172,
  mostRows: 7,
  mostBars: 16,
  tickGap: 40,
  foldWidth: 66,
  row: 18,
  barRow: 13,
};
/** Between a desk and a phone. */
export const MIDDLE: OverviewStyle = { ...WIDE, width: 760, nameWidth: 112, foldWidth: 60, mostBars: 12 };
export const NARROW: OverviewStyle = {
  width: 358,
  nameWidth: 0,
  mostRows: 2,
  mostBars: 10,
  tickGap: 40,
  foldWidth: 36,
  row: 24,
  barRow: 14,
};

/** Side of the square that a finger can hit, whatever is drawn in it (WCAG 2.2, 2.5.8). */
export const TARGET = 24;
const LANE_PADDING = 2.5;
const NAME_HEIGHT = 20;
/** Distance of the lines of a name. */
export const NAME_LINE = 13;
/** Where nothing bounds a mark it fades out over this length. */
export const FADE = 34;
/** Room at either end of the axis for what fades out beyond it. */
const FADE_ROOM = 40;
/** Room for half a mark on the first or the last day. */
const EDGE_ROOM = 8;

export interface DrawnMark {
  readonly kind: 'event';
  readonly event: TimelineEvent;
  readonly mark: Mark;
  /** The mark's days on the axis, which may lie beyond the picture. */
  readonly x0: number;
  readonly x1: number;
  /** The certain days. */
  readonly core0: number;
  readonly core1: number;
  /** Where what is still going on was last known to. */
  readonly known: number;
  /** Reaches beyond the picture, and must be clipped. */
  readonly clipped: boolean;
  /** What can be hit. */
  readonly hit0: number;
  readonly hit1: number;
  /** Middle of its row. */
  readonly y: number;
}

/** Events too close to be told apart, drawn as their number. */
export interface DrawnGroup {
  readonly kind: 'group';
  readonly events: readonly TimelineEvent[];
  /** The days that its events stand on. */
  readonly range: DayRange;
  /** Whether a picture of these days would show less than this one. */
  readonly zooms: boolean;
  readonly x: number;
  readonly y: number;
}

export interface Lane {
  /** Id of the type. */
  readonly type: string;
  readonly y0: number;
  readonly y1: number;
  /** What it is called, line by line. */
  readonly name: readonly string[];
  /** Middle of the first line of its name. */
  readonly nameY: number;
  /** In the order of their days. */
  readonly drawn: readonly (DrawnMark | DrawnGroup)[];
}

export interface Overview {
  readonly style: OverviewStyle;
  readonly height: number;
  readonly axis: TimeAxis;
  /** Where the lanes begin: the axis and its labels stand above. */
  readonly top: number;
  readonly lanes: readonly Lane[];
}

const AXIS_HEIGHT = 28;
/** As many events that no zoom takes apart stand in rows of their own. */
const MOST_STACKED = 12;

/** The days that a picture of the view shows: those asked for, or all that its events can touch; none without events. */
export function overviewRange(
  events: readonly TimelineEvent[],
  query: Pick<Query, 'from' | 'to'>,
): DayRange | undefined {
  let first: Day | undefined;
  let last: Day | undefined;
  for (const event of events) {
    const { from, to } = markOf(event.when);
    if (first === undefined || from < first) first = from;
    if (last === undefined || to > last) last = to;
  }
  const from = query.from?.day ?? first;
  const to = query.to?.day ?? last;
  if (from === undefined || to === undefined) return undefined;
  // One bound alone may lie beyond all events.
  return roundedOut(from <= to ? { from, to } : { from: to, to: from });
}

/** Draws the events over the range; those outside of it are left out. */
export function layOutOverview(
  { chronology, events, language }: Pick<View, 'chronology' | 'events' | 'language'>,
  range: DayRange,
  style: OverviewStyle,
): Overview {
  const marks = events.map((event) => ({ event, mark: markOf(event.when) })).filter(({ mark }) => touches(mark, range));
  const room = (end: 'start' | 'end') => (marks.some(({ mark }) => mark[end] === 'fading') ? FADE_ROOM : EDGE_ROOM);
  const axis = timeAxis(
    range,
    {
      occupied: marks.flatMap(({ mark }) => standsOn(mark, range)),
      lanes: Object.keys(chronology.settings.types).map((type) =>
        marks.filter(({ event }) => event.type === type).map(({ mark }) => mark.from),
      ),
    },
    { left: style.nameWidth + room('start'), right: style.width - room('end') - 1, ...style },
    language,
  );

  const known = axis.x(addDays(chronology.knownUntil, 1));
  const lanes: Lane[] = [];
  let y = AXIS_HEIGHT;
  for (const type of Object.keys(chronology.settings.types)) {
    const own = marks.filter(({ event }) => event.type === type);
    if (own.length === 0) continue;
    const top = y + LANE_PADDING + (style.nameWidth === 0 ? NAME_HEIGHT : 0);
    const { drawn, bottom } = placed(own, axis, known, style, top);
    const name = nameLines(pick(typeNamed(chronology, type).plural, language).text, style.nameWidth);
    const y1 = Math.max(bottom + LANE_PADDING, y + (style.nameWidth === 0 ? 0 : name.length * NAME_LINE + 9));
    lanes.push({ type, y0: y, y1, name, nameY: style.nameWidth === 0 ? y + 13 : y + 12, drawn });
    y = y1;
  }
  return { style, height: y + 1, axis, top: AXIS_HEIGHT, lanes };
}

function typeNamed({ settings }: Chronology, id: string): EventType {
  const type = settings.types[id];
  if (!type) throw new Error(`a lane of unknown type ${id}`);
  return type;
}

/** A name on as many lines as it needs, by the widths that letters have in common fonts. */
function nameLines(name: string, width: number): readonly string[] {
  const long = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2fff' ? 12 : 6.6), 0);
  if (width === 0) return [name];
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && long(`${last} ${word}`) <= width - 8) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function touches({ from, to, start, end }: Mark, range: DayRange): boolean {
  return (from <= range.to || start === 'fading') && (to >= range.from || end === 'fading');
}

/** The days that keep a stretch of the axis from being folded: all of a short mark, and the ends of a long one. */
function standsOn(mark: Mark, range: DayRange): readonly DayRange[] {
  const whole = { from: mark.from, to: mark.to };
  const ends = [
    { from: mark.from, to: mark.core.from },
    { from: mark.core.to, to: mark.to },
  ];
  return (mark.form === 'period' || mark.form === 'ongoing' ? ends : [whole])
    .map(({ from, to }) => ({ from: from < to ? from : to, to: from < to ? to : from }))
    .filter(({ from, to }) => to >= range.from && from <= range.to);
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
  top: number,
): { drawn: readonly (DrawnMark | DrawnGroup)[]; bottom: number } {
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
  const heights = Array.from({ length: rows.count }, () => style.barRow);
  for (const [index, drawn] of shown.entries()) if (isSmall(drawn)) heights[rows.of[index] ?? 0] = style.row;
  const middles: number[] = [];
  let y = top;
  for (const height of heights) {
    middles.push(y + height / 2);
    y += height;
  }
  const drawn = shown.map((one, index) => ({ ...one, y: middles[rows.of[index] ?? 0] }) as DrawnMark | DrawnGroup);
  return { drawn, bottom: y };
}

function drawnMark(
  event: TimelineEvent,
  mark: Mark,
  axis: TimeAxis,
  known: number,
  { left, right }: { left: number; right: number },
): Omit<DrawnMark, 'y'> {
  const after = (day: Day) => axis.x(addDays(day, 1));
  const x0 = axis.x(mark.from);
  const x1 = Math.max(after(mark.to), x0);
  const fadeLeft = mark.start === 'fading' ? FADE : 0;
  const fadeRight = mark.end === 'fading' ? FADE : 0;
  const ends = mark.form === 'ongoing' ? Math.max(known, x1) : x1;
  const inside = (x: number) => Math.min(Math.max(x, left), right);
  const [from, to] = [inside(x0 - fadeLeft), inside(ends + fadeRight)];
  const middle = Math.min(Math.max((from + to) / 2, left + TARGET / 2), right - TARGET / 2);
  return {
    kind: 'event',
    event,
    mark,
    x0,
    x1,
    core0: Math.min(Math.max(mark.start === 'soft' ? after(mark.core.from) : x0, x0), x1),
    core1: Math.max(Math.min(mark.end === 'soft' ? axis.x(mark.core.to) : x1, x1), x0),
    known: ends,
    clipped: x0 - fadeLeft < left || ends + fadeRight > right,
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
  axis: DayRange,
  { right }: { right: number },
): readonly (Unplaced & Placeable)[] {
  const kept = all.filter((drawn) => !groupable(drawn));
  const near = all.filter(groupable).sort((a, b) => a.hit0 - b.hit0);
  const runs: Omit<DrawnMark, 'y'>[][] = [];
  for (const drawn of near) {
    const run = runs.at(-1);
    if (run?.[0] && drawn.hit0 < run[0].hit0 + TARGET) run.push(drawn);
    else runs.push([drawn]);
  }
  const groups = runs.flatMap((run): readonly (Unplaced & Placeable)[] => {
    const days = extentOf(run);
    const wider = roundedOut(days);
    const zooms = wider.from > axis.from || wider.to < axis.to;
    if (run.length === 1 || (!zooms && run.length <= MOST_STACKED)) return run;
    const x = Math.min((run[0]?.hit0 ?? 0) + TARGET / 2, right - TARGET / 2);
    const events = run.map(({ event }) => event);
    return [{ kind: 'group', events, range: days, zooms, x, hit0: x - TARGET / 2, hit1: x + TARGET / 2 }];
  });
  return [...kept, ...groups].sort((a, b) => a.hit0 - b.hit0);
}

/** From the first to the last day that any of the marks is drawn over. */
function extentOf(marks: readonly Pick<DrawnMark, 'mark'>[]): DayRange {
  return marks
    .map(({ mark: { from, to } }): DayRange => ({ from, to }))
    .reduce((all, { from, to }) => ({ from: from < all.from ? from : all.from, to: to > all.to ? to : all.to }));
}
