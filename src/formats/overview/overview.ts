/** The overview picture as geometry: a lane for each type, in it a mark for each event, in as many rows as keep them apart. */
import type { Chronology } from '../../chronology/chronology.ts';
import { addDays } from '../../chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../chronology/dates/day-range.ts';
import { pick } from '../../chronology/languages/text.ts';
import type { EventType } from '../../chronology/schema/vocabulary.ts';
import { atOnce, type Work } from '../../slices.ts';
import type { View } from '../view/view.ts';
import { type DrawnGroup, type DrawnMark, MarkRuler } from './drawn-mark.ts';
import { daysOfMarks, marksIn, type PictureMarks } from './overview-marks.ts';
import { inRows } from './overview-rows.ts';
import { NAME_LINE, type OverviewStyle } from './overview-style.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';

const LANE_PADDING = 2.5;
const NAME_HEIGHT = 20;
/** Room at either end of the axis for what fades out beyond it. */
const FADE_ROOM = 40;
/** Room for half a mark on the first or the last day. */
const EDGE_ROOM = 8;

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

/** The days that a picture of the view shows: those asked for, or all that its events can touch; none without events. */
export function overviewRange({
  query,
  ...shown
}: Pick<View, 'chronology' | 'events' | 'query'>): DayRange | undefined {
  const days = daysOfMarks(shown);
  const from = query.from?.day ?? days?.from;
  const to = query.to?.day ?? days?.to;
  if (from === undefined || to === undefined) return undefined;
  // One bound alone may lie beyond all events.
  return roundedOut(from <= to ? { from, to } : { from: to, to: from });
}

type EventsInView = Pick<View, 'chronology' | 'events' | 'language'>;

const overviewByMarks = new WeakMap<PictureMarks, Map<string, Overview>>();

/** Draws the events over the range; those outside of it are left out. */
export function layOutOverview(shown: EventsInView, range: DayRange, style: OverviewStyle): Overview {
  return atOnce(overviewSteps(shown, range, style));
}

/** The same in slices; what was laid out is kept as long as the events are. */
export function* overviewSteps(shown: EventsInView, range: DayRange, style: OverviewStyle): Work<Overview> {
  const marks = yield* marksIn(shown, range);
  // Every part of a long list has the same picture.
  const known = overviewByMarks.get(marks) ?? new Map<string, Overview>();
  overviewByMarks.set(marks, known);
  const key = `${shown.language} ${JSON.stringify(style)}`;
  let overview = known.get(key);
  if (!overview) {
    overview = yield* laidOut(shown, marks, range, style);
    known.set(key, overview);
  }
  return overview;
}

function* laidOut(
  { chronology, language }: EventsInView,
  { columns, lanes: marks, fades, crowd }: PictureMarks,
  range: DayRange,
  style: OverviewStyle,
): Work<Overview> {
  const room = (end: 'start' | 'end') => (fades[end] ? FADE_ROOM : EDGE_ROOM);
  const space = { left: style.nameWidth + room('start'), right: style.width - room('end') - 1, ...style };
  const axis = timeAxis(range, crowd, space, language);

  const known = axis.x(addDays(chronology.knownUntil, 1));
  const ruler = new MarkRuler(columns, axis, known, { left: style.nameWidth, right: style.width - 1 });
  const lanes: Lane[] = [];
  let y = AXIS_HEIGHT;
  for (const { type, positions } of marks) {
    const top = y + LANE_PADDING + (style.nameWidth === 0 ? NAME_HEIGHT : 0);
    const { drawn, bottom } = yield* inRows(
      positions,
      { events: chronology.events, columns, ruler, range, style },
      top,
    );
    const name = nameLines(pick(typeNamed(chronology, type).plural, language).text, style.nameWidth);
    const y1 = Math.max(bottom + LANE_PADDING, y + (style.nameWidth === 0 ? 0 : name.length * NAME_LINE + 9));
    lanes.push({ type, y0: y, y1, name, nameY: style.nameWidth === 0 ? y + 13 : y + 12, drawn });
    y = y1;
    yield;
  }
  return { style, height: y + 1, axis, top: AXIS_HEIGHT, lanes };
}

function typeNamed({ vocabulary }: Chronology, id: string): EventType {
  const type = vocabulary.settings.types[id];
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
