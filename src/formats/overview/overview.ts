/** The layout of an overview picture: a lane for each type, with marks in as many rows as keep them from overlapping. */
import type { Chronology } from '../../chronology/chronology.ts';
import { addDays } from '../../chronology/dates/day.ts';
import { type DayRange, daysIn, roundedOut } from '../../chronology/dates/day-range.ts';
import type { When } from '../../chronology/dates/when.ts';
import { pick } from '../../chronology/languages/text.ts';
import type { EventType } from '../../chronology/schema/vocabulary.ts';
import { atOnce, type Work } from '../../slices.ts';
import type { View } from '../view/view.ts';
import { type DrawnGroup, type DrawnMark, MarkRuler } from './drawn-mark.ts';
import { markOf } from './mark.ts';
import { daysOfMarks, type PictureMarks, pictureMarksSteps } from './overview-marks.ts';
import { laneRowsSteps } from './overview-rows.ts';
import { NAME_LINE, type OverviewStyle } from './overview-style.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';

const LANE_PADDING = 2.5;
const NAME_HEIGHT = 20;
/** The margin at an end of the axis where marks fade out beyond it. */
const FADE_MARGIN = 40;
/** The margin otherwise, for half a mark on the first or the last day. */
const EDGE_MARGIN = 8;

export interface Lane {
  /** Id of the type. */
  readonly type: string;
  readonly y0: number;
  readonly y1: number;
  /** The type's name, line by line. */
  readonly name: readonly string[];
  /** The middle of the first line of the name. */
  readonly nameY: number;
  readonly drawn: readonly (DrawnMark | DrawnGroup)[];
}

export interface Overview {
  readonly style: OverviewStyle;
  readonly height: number;
  readonly axis: TimeAxis;
  /** The y coordinate at which the lanes begin, below the axis and its labels. */
  readonly top: number;
  readonly lanes: readonly Lane[];
}

const AXIS_HEIGHT = 28;

/** The days that a picture of the view shows: those of the query, or else of the events; undefined without events. */
export function overviewRange(view: Pick<View, 'chronology' | 'events' | 'query'>): DayRange | undefined {
  const days = daysOfMarks(view);
  const from = view.query.from?.day ?? days?.from;
  const to = view.query.to?.day ?? days?.to;
  if (from === undefined || to === undefined) return undefined;
  // A single bound of the query may lie beyond all events.
  return roundedOut(from <= to ? { from, to } : { from: to, to: from });
}

/** A date that leaves more days open than this, and than the date of the event itself, does not widen a window. */
const MOST_OPEN_DAYS = 366;

/**
 * The days of a picture around an event: all on which it can have been, and those on which its neighbours in the
 * chronology can have begun, so far as they are told about as well.
 */
export function rangeAround(when: When, neighbours: readonly When[]): DayRange {
  const { begins, ends } = markOf(when);
  const most = Math.max(MOST_OPEN_DAYS, daysIn({ from: begins.from, to: begins.to }));
  let { from, to } = { from: begins.from, to: ends.to };
  for (const neighbour of neighbours) {
    const mark = markOf(neighbour);
    if (!mark.hasBegin || daysIn(mark.begins) > most) continue;
    if (mark.begins.from < from) from = mark.begins.from;
    if (mark.begins.to > to) to = mark.begins.to;
  }
  return roundedOut({ from, to });
}

type EventsInView = Pick<View, 'chronology' | 'events' | 'language'>;

const overviewsByMarks = new WeakMap<PictureMarks, Map<string, Overview>>();

/** The layout, from the cache or laid out at once. Events outside the range are left out. */
export function layOutOverview(view: EventsInView, range: DayRange, style: OverviewStyle): Overview {
  return atOnce(overviewSteps(view, range, style));
}

/** As `layOutOverview`, in slices. Layouts are cached, since every page of a long list has the same pictures. */
export function* overviewSteps(view: EventsInView, range: DayRange, style: OverviewStyle): Work<Overview> {
  const marks = yield* pictureMarksSteps(view, range);
  const overviews = overviewsByMarks.get(marks) ?? new Map<string, Overview>();
  overviewsByMarks.set(marks, overviews);
  const key = `${view.language} ${JSON.stringify(style)}`;
  let overview = overviews.get(key);
  if (!overview) {
    overview = yield* layoutSteps(view, marks, range, style);
    overviews.set(key, overview);
  }
  return overview;
}

function* layoutSteps(
  { chronology, language }: EventsInView,
  { columns, lanes: marks, fades, crowd }: PictureMarks,
  range: DayRange,
  style: OverviewStyle,
): Work<Overview> {
  const margin = (end: 'start' | 'end') => (fades[end] ? FADE_MARGIN : EDGE_MARGIN);
  const space = { left: style.nameWidth + margin('start'), right: style.width - margin('end') - 1, ...style };
  const axis = timeAxis(range, crowd, space, language);

  const known = axis.x(addDays(chronology.knownUntil, 1));
  const ruler = new MarkRuler(columns, axis, known, { left: style.nameWidth, right: style.width - 1 });
  const lanes: Lane[] = [];
  let y = AXIS_HEIGHT;
  for (const { type, positions } of marks) {
    const top = y + LANE_PADDING + (style.nameWidth === 0 ? NAME_HEIGHT : 0);
    const { drawn, bottom } = yield* laneRowsSteps(
      positions,
      { events: chronology.events, columns, ruler, range, style },
      top,
    );
    const name = nameLines(pick(typeOfLane(chronology, type).plural, language).text, style.nameWidth);
    const y1 = Math.max(bottom + LANE_PADDING, y + (style.nameWidth === 0 ? 0 : name.length * NAME_LINE + 9));
    lanes.push({ type, y0: y, y1, name, nameY: style.nameWidth === 0 ? y + 13 : y + 12, drawn });
    y = y1;
    yield;
  }
  return { style, height: y + 1, axis, top: AXIS_HEIGHT, lanes };
}

export function typeOfLane({ vocabulary }: Chronology, id: string): EventType {
  const type = vocabulary.settings.types[id];
  if (!type) throw new Error(`a lane of unknown type ${id}`);
  return type;
}

/** A name on as many lines as it needs, by the usual widths of letters. */
function nameLines(name: string, width: number): readonly string[] {
  const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2fff' ? 12 : 6.6), 0);
  if (width === 0) return [name];
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width - 8) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
