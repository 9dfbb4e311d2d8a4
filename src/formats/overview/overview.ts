/** The layout of an overview picture: a lane for each type, and at each width the rows of its marks, their names and the axis's labels. */
import type { Chronology } from '../../chronology/chronology.ts';
import { addDays, type Day, dayNumber } from '../../chronology/dates/day.ts';
import { type DayRange, daysIn, monthOf, roundedOut } from '../../chronology/dates/day-range.ts';
import type { When } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { wordsOf } from '../../chronology/languages/languages.ts';
import type { EventType } from '../../chronology/schema/vocabulary.ts';
import { weights } from '../../chronology/schema/weight.ts';
import type { Work } from '../../slices.ts';
import { shortTitleWithStatus } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import { type DrawnGroup, type DrawnMark, MarkRuler } from './drawn-mark.ts';
import { type AxisLabels, axisLabels } from './fitting/axis-labels.ts';
import { type LaneRows, laneRowsSteps, type Rowable, type RowName } from './fitting/lane-rows.ts';
import { EDGE_MARGIN, FADE_MARGIN, type Layout } from './fitting/layouts.ts';
import { type AxisRoom, type TimeAxis, timeAxis } from './fitting/time-axis.ts';
import { extentOf, type LaneItem, laneItemsSteps } from './lane-items.ts';
import { markOf } from './mark.ts';
import { isLasting, isNamedBold, type MarkLook, ringedExtent } from './mark-shape.ts';
import { countSteps, listedInLane } from './opened-events.ts';
import { daysOfMarks, type EventForm, formOf, type PictureMarks, pictureMarksSteps } from './overview-marks.ts';
import { withinQuery, zoomedDays } from './zoom-links.ts';

export interface Overview {
  readonly axis: TimeAxis;
  /** The margins before and after the axis, in CSS pixels. */
  readonly before: number;
  readonly after: number;
  readonly widths: readonly OverviewAtWidth[];
  readonly lanes: readonly Lane[];
  /** The forms of its marks, in the order of the legend. */
  readonly forms: readonly EventForm[];
}

/** What depends on the width of a picture, found for the least width of a layout. */
interface OverviewAtWidth {
  readonly layout: Layout;
  readonly room: AxisRoom;
  readonly labels: AxisLabels;
}

export interface Lane {
  /** Ids of its types: one, or all that share the last lane. */
  readonly types: readonly string[];
  /** One for each of the picture's widths. */
  readonly atWidths: readonly LaneAtWidth[];
}

export interface LaneAtWidth {
  /** From left to right. */
  readonly items: readonly PlacedItem[];
  /** The height of its rows, in the layout's units. */
  readonly units: number;
}

export interface PlacedItem {
  readonly drawn: DrawnMark | DrawnGroup;
  /** The middle of its row, in the layout's units. */
  readonly y: number;
  readonly name?: RowName | undefined;
}

/** The days that a picture of the view shows: those of the query, or else of the events; undefined where no event has a date in them. */
export function overviewRange(view: Pick<View, 'chronology' | 'events' | 'query'>): DayRange | undefined {
  const days = daysOfMarks(view);
  if (!days) return undefined;
  const from = view.query.from?.day ?? days.from;
  const to = view.query.to?.day ?? days.to;
  // A single bound of the query may lie beyond all dates: what is listed then is open, and a picture of other days would mislead.
  if (from > to || from > days.to || to < days.from) return undefined;
  // An event of one day that is alone stands in its month.
  const isAlone = view.events.length === 1 && from === to && !view.query.from && !view.query.to;
  return isAlone ? monthOf(from) : roundedOut({ from, to });
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

export type EventsInView = Pick<View, 'chronology' | 'events' | 'language' | 'query'>;

interface LayoutOptions {
  readonly layouts: readonly Layout[];
  /** The slug of an event that always stands by itself, and is named first. */
  readonly current?: string | undefined;
}

const overviewsByMarks = new WeakMap<PictureMarks, Map<string, Overview>>();

/** Events outside the range are left out. Layouts are cached, since every page of a long list has the same picture. */
export function* overviewSteps(view: EventsInView, range: DayRange, options: LayoutOptions): Work<Overview> {
  const marks = yield* pictureMarksSteps(view, range);
  const overviews = overviewsByMarks.get(marks) ?? new Map<string, Overview>();
  overviewsByMarks.set(marks, overviews);
  const key = `${view.language} ${JSON.stringify(options)}`;
  let overview = overviews.get(key);
  if (!overview) {
    overview = yield* layoutSteps(view, marks, range, options);
    overviews.set(key, overview);
  }
  return overview;
}

function* layoutSteps(
  view: EventsInView,
  { columns, lanes: marks, fades, crowd, forms }: PictureMarks,
  range: DayRange,
  { layouts, current }: LayoutOptions,
): Work<Overview> {
  const { chronology, language } = view;
  const before = fades.start ? FADE_MARGIN : EDGE_MARGIN;
  const after = fades.end ? FADE_MARGIN : EDGE_MARGIN;
  const axis = timeAxis(range, crowd);
  const knownUntil = dayNumber(addDays(chronology.knownUntil, 1));
  const widths = layouts.map((layout): OverviewAtWidth => {
    const room = { width: layout.least - layout.nameWidth - before - after, before, after };
    return {
      layout,
      room,
      labels: axisLabels(axis, { ...room, tickGap: layout.tickGap, medium: layout.medium }, language),
    };
  });
  const asked = withinQuery(range, view.query);
  const lanes: Lane[] = [];
  for (const lane of marks) {
    const atWidths: LaneAtWidth[] = [];
    const listed = listedInLane(lane.types, view);
    for (const { layout, room } of widths) {
      const ruler = new MarkRuler(columns, axis, room, knownUntil);
      const context = { events: chronology.events, columns, ruler, range, asked, layout, room, current };
      const items = yield* laneItemsSteps(lane.positions, context);
      atWidths.push(yield* laneAtWidthSteps(items, listed, view, { layout, room }, { axis, current }));
      yield;
    }
    lanes.push({ types: lane.types, atWidths });
  }
  return { axis, before, after, widths, lanes, forms };
}

function* laneAtWidthSteps(
  items: readonly LaneItem[],
  listed: () => Uint32Array,
  view: EventsInView,
  { layout, room }: Pick<OverviewAtWidth, 'layout' | 'room'>,
  { axis, current }: { axis: DayRange; current: string | undefined },
): Work<LaneAtWidth> {
  const rowables = items.map((item) => toRowable(item, view, layout, current));
  const rows = yield* laneRowsSteps(rowables, room, layout.mostBars);
  const { tops, units } = rowTops(rows);
  const groups = items.filter((item) => item.kind === 'group');
  const counts = yield* countSteps(
    groups.map(({ range, zooms, events }) => (zooms ? zoomedDays(axis, view.query, range) : events.length)),
    listed,
    view.chronology,
  );
  const placed = items.map((item, index): PlacedItem => {
    const row = rows.rowByItem[index] ?? 0;
    const y = (tops[row] ?? 0) + (rows.isLow[row] ? 1 : 2);
    const drawn = item.kind === 'event' ? item : { ...item, count: counts[groups.indexOf(item)] ?? item.events.length };
    return { drawn, y, name: rows.nameByItem[index] };
  });
  return { items: placed.sort((a, b) => a.drawn.hit0 - b.drawn.hit0), units };
}

/** The tops of rows. A row of bars alone is lower by a quarter, and its middle is nearer to its top. */
function rowTops({ isLow }: LaneRows): { readonly tops: readonly number[]; readonly units: number } {
  const tops: number[] = [];
  let y = 0;
  for (const low of isLow) {
    tops.push(y);
    y += low ? 3 : 4;
  }
  return { tops, units: y };
}

function toRowable(
  item: LaneItem,
  { chronology, language }: EventsInView,
  layout: Layout,
  current: string | undefined,
): Rowable {
  const [from, to] = extentOf(item, current);
  if (item.kind === 'group')
    return { from, to, drawn0: from, drawn1: to, rank: 3, isBold: false, isBar: false, isLow: false };
  const { event } = item;
  const isCurrent = event.slug === current;
  const isBold = isNamedBold(event, isCurrent);
  const isNamed = layout.names === 'all' || isBold;
  const isBar = isLasting(item) && event.status !== 'planned';
  const [drawn0, drawn1] = ringedExtent(item, isCurrent);
  return {
    from,
    to,
    drawn0,
    drawn1,
    rank: isCurrent ? 0 : weights.indexOf(event.weight),
    medium: layout.medium,
    name: isNamed || isBar ? shortTitleWithStatus(chronology, event, language, wordsOf(language)).text : undefined,
    isInsideOnly: !isNamed,
    isBold,
    isBar,
    // A ring needs the height of a row.
    isLow: isBar && !isCurrent,
  };
}

export function lookOf(chronology: Chronology, event: TimelineEvent): MarkLook {
  return { weight: event.weight, status: event.status, fulfilled: formOf(chronology, event) === 'fulfilled' };
}

export function typeOfLane({ vocabulary }: Chronology, id: string): EventType {
  const type = vocabulary.settings.types[id];
  if (!type) throw new Error(`a lane of unknown type ${id}`);
  return type;
}

/** Where a day stands on the axis; undefined outside of the picture. */
export function placeOfDay(axis: TimeAxis, day: Day): number | undefined {
  if (day < axis.from || day > axis.to) return undefined;
  return (axis.x(day) + axis.x(addDays(day, 1))) / 2;
}
