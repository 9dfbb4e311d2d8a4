/** The overview as a page shows it: drawn for wide and for narrow screens, its legend, and links that zoom. */
import { addDays, type Day, dayNumber, lastDayOfMonth, numberedDay } from '../../chronology/dates/day.ts';
import { type DayRange, roundedOut } from '../../chronology/dates/day-range.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import { dayColumnsOf, firstPositionFrom, positionsOf } from '../../chronology/query/day-columns.ts';
import { type Query, withDays, withValues } from '../../chronology/query/query.ts';
import type { Work } from '../../slices.ts';
import { type View, viewTitle } from '../view/view.ts';
import type { Form } from './mark.ts';
import { layOutOverview, type Overview, overviewRange, overviewSteps } from './overview.ts';
import { formsOf } from './overview-marks.ts';
import { MIDDLE, NARROW, type OverviewStyle, WIDE } from './overview-style.ts';
import { type OverviewDrawing, renderOverviewSvg } from './overview-svg.ts';

type OverviewView = Pick<View, 'chronology' | 'events' | 'language' | 'words' | 'query'>;

/** Where the links of a picture lead, as references from the page that holds it. */
export interface OverviewLinks {
  event(slug: string): string;
  view(query: Query): string;
}

export interface ZoomLink {
  readonly text: string;
  readonly href: string;
  readonly count?: number;
  /** To the stretch before or after. */
  readonly rel?: 'prev' | 'next';
}

export interface OverviewFigure {
  /** SVG markup, the same for wide, middling and narrow windows. */
  readonly pictures: readonly string[];
  /** The forms that stand in the picture, in the order of the legend. */
  readonly legend: readonly (Form | 'plan' | 'group')[];
  /** Whether there are groups in the wide picture too. */
  readonly groupsInWide: boolean;
  readonly folded: boolean;
  /** Whether time is drawn wider where much happens. */
  readonly weighted: boolean;
  readonly zoom: readonly ZoomLink[];
}

/** Undefined where there is nothing to draw. */
export function overviewFigure(
  view: OverviewView,
  links: OverviewLinks,
  {
    current,
    range = overviewRange(view),
  }: {
    /** Slug of the event that the page is about. */
    readonly current?: string;
    readonly range?: DayRange | undefined;
  } = {},
): OverviewFigure | undefined {
  if (!range || view.events.length === 0) return undefined;
  const draw = (style: OverviewStyle, name: string) => {
    const overview = layOutOverview(view, range, style);
    const drawing = drawingOf(view, range, links, {
      id: `overview-${name}`,
      className: `overview ${name}`,
      standalone: false,
    });
    return { overview, svg: renderOverviewSvg(overview, view, { ...drawing, current }) };
  };
  const wide = draw(WIDE, 'wide');
  const drawn = [wide, draw(MIDDLE, 'middle'), draw(NARROW, 'narrow')];
  return {
    pictures: drawn.map(({ svg }) => svg),
    legend: [...formsOf(view), ...(drawn.some(({ overview }) => hasGroups(overview)) ? (['group'] as const) : [])],
    groupsInWide: hasGroups(wide.overview),
    folded: drawn.some(({ overview }) => overview.axis.folds.length > 0),
    weighted: drawn.some(({ overview }) => overview.axis.weighted),
    zoom: zoomLinks(view, range, links),
  };
}

/** Lays the pictures of a view out in slices, for `overviewFigure` to find. */
export function* picturesSteps(view: OverviewView): Work<void> {
  const range = overviewRange(view);
  if (!range) return;
  for (const style of [WIDE, MIDDLE, NARROW]) {
    yield* overviewSteps(view, range, style);
    yield;
  }
}

function hasGroups({ lanes }: Overview): boolean {
  return lanes.some(({ drawn }) => drawn.some(({ kind }) => kind === 'group'));
}

/** The picture as a document of its own, with the view's name above it. */
export function* overviewDocumentSteps(view: OverviewView, links: OverviewLinks): Work<string> {
  // A view without events has a picture too, of nothing: whoever embeds it must not get an error.
  const range = overviewRange(view) ?? roundedOut({ from: '2000-01-01', to: '2000-12-31' });
  const drawing = drawingOf(view, range, links, { id: 'overview', className: 'overview', standalone: true });
  return renderOverviewSvg(yield* overviewSteps(view, range, WIDE), view, { ...drawing, title: viewTitle(view) });
}

/** How a picture of these days is drawn and where it leads. */
function drawingOf(
  { query, words, language }: OverviewView,
  range: DayRange,
  links: OverviewLinks,
  { id, className, standalone }: Pick<OverviewDrawing, 'id' | 'className' | 'standalone'>,
): OverviewDrawing {
  return {
    id,
    className,
    standalone,
    view: links.view(query),
    title: words('overview.title', { range: formatRange(range, language) }),
    event: links.event,
    zoom: (days, type) => {
      const asked = type === undefined ? query : withValues(query, 'type', [type]);
      const rounded = rounder(range)(days);
      // What the picture shows already would be no step nearer.
      const nearer = rounded.from <= range.from && rounded.to >= range.to ? days : rounded;
      return links.view(withDays(asked, nearer));
    },
  };
}

/** Whole years in a picture of several, whole months in one of several. */
function rounder({ from, to }: DayRange): (days: DayRange) => DayRange {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (months > 36) return (days) => ({ from: `${days.from.slice(0, 4)}-01-01`, to: `${days.to.slice(0, 4)}-12-31` });
  return months > 3 ? (days) => monthsOf(days) : (days) => days;
}

function monthsOf({ from, to }: DayRange): DayRange {
  return { from: `${from.slice(0, 8)}01`, to: lastDayOfMonth(Number(to.slice(0, 4)), Number(to.slice(5, 7))) };
}

/** Links to the next finer stretches in which something begins, each with how many events it leads to. */
function zoomLinks(view: OverviewView, range: DayRange, links: OverviewLinks): ZoomLink[] {
  const { query, language, words } = view;
  const years = Number(range.to.slice(0, 4)) - Number(range.from.slice(0, 4)) + 1;
  const stretchOf =
    years > 15 ? decadeOf : years > 1 ? yearOf : range.from.slice(0, 7) === range.to.slice(0, 7) ? singleDay : monthOf;
  const stretches = counted(stretchesBegun(view, range, stretchOf), view);
  const whole = withDays(query, undefined);
  const around = wider(range);
  return [
    ...(query.from || query.to ? [{ text: words('overview.whole'), href: links.view(whole) }] : []),
    ...(query.from && query.to && years <= 10 && (around.from < range.from || around.to > range.to)
      ? [{ text: words('overview.wider'), href: links.view(withDays(query, around)) }]
      : []),
    ...panned(query, language, links),
    ...(stretches.length < 2
      ? []
      : stretches.map(({ days, count }) => ({
          text:
            stretchOf === decadeOf && days.from.endsWith('0-01-01') && days.to.endsWith('9-12-31')
              ? words('overview.decade', { year: 10 * Number(days.from.slice(0, 3)) })
              : formatRange(days, language),
          href: links.view(withDays(query, days)),
          count,
        }))),
  ];
}

/** No link leads beyond the days that are asked for: their events are not among those of the view. */
function within({ from, to }: DayRange, query: Query): DayRange {
  return {
    from: query.from && query.from.day > from ? query.from.day : from,
    to: query.to && query.to.day < to ? query.to.day : to,
  };
}

/** The stretches in which an event begins, in order. */
function stretchesBegun(view: OverviewView, range: DayRange, stretchOf: (day: Day) => DayRange): readonly DayRange[] {
  const { anchor } = dayColumnsOf(view.chronology);
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const begun: DayRange[] = [];
  // Events stand in the order of their anchor days: the next stretch begins where one is not in the last.
  let end = Number.NEGATIVE_INFINITY;
  for (const position of positionsOf(view.chronology, view.events)) {
    const day = anchor[position] as number;
    if (day < first || day > last || day <= end) continue;
    const stretch = stretchOf(numberedDay(day));
    begun.push(within(stretch, view.query));
    end = dayNumber(stretch.to);
  }
  return begun;
}

/** How many events each stretch has that its link leads to, those that last through it too. */
function counted(
  stretches: readonly DayRange[],
  { chronology, events }: OverviewView,
): readonly { readonly days: DayRange; readonly count: number }[] {
  const columns = dayColumnsOf(chronology);
  const [begins, ends] = (['from', 'to'] as const).map((end) =>
    Int32Array.from(stretches, (days) => dayNumber(days[end])),
  ) as [Int32Array, Int32Array];
  // What begins to be counted at a stretch, less what was counted last at the one before.
  const changes = new Int32Array(stretches.length + 1);
  for (const position of positionsOf(chronology, events)) {
    const first = firstPositionFrom(ends, columns.from[position] as number);
    const after = firstPositionFrom(begins, (columns.to[position] as number) + 1);
    if (after <= first) continue;
    changes[first] = (changes[first] as number) + 1;
    changes[after] = (changes[after] as number) - 1;
  }
  let count = 0;
  return stretches.map((days, index) => {
    count += changes[index] as number;
    return { days, count };
  });
}

/** The year or the month before and after the one that is shown. */
function panned(query: Query, language: WordLanguage, links: OverviewLinks): ZoomLink[] {
  const { from, to } = query;
  if (!from || !to || from.text !== to.text || from.text.length > 7) return [];
  const unitOf = from.text.length === 4 ? yearOf : monthOf;
  const link = (day: Day, rel: 'prev' | 'next') => {
    const days = unitOf(day);
    return { text: formatRange(days, language), href: links.view(withDays(query, days)), rel };
  };
  return [
    ...(from.day > '0001-01-01' ? [link(addDays(from.day, -1), 'prev')] : []),
    ...(to.day < '9998-12-31' ? [link(addDays(to.day, 1), 'next')] : []),
  ];
}

function singleDay(day: Day): DayRange {
  return { from: day, to: day };
}

function decadeOf(day: Day): DayRange {
  const decade = day.slice(0, 3);
  // Addresses carry the years from 0001 to 9998.
  const [first, last] = [decade === '000' ? '0001' : `${decade}0`, decade === '999' ? '9998' : `${decade}9`];
  return { from: `${first}-01-01`, to: `${last}-12-31` };
}

function yearOf(day: Day): DayRange {
  return { from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` };
}

function monthOf(day: Day): DayRange {
  return monthsOf({ from: day, to: day });
}

/** From a month to its year, from a year or more to whole decades. */
function wider({ from, to }: DayRange): DayRange {
  if (from.slice(0, 4) === to.slice(0, 4))
    return from.endsWith('-01-01') && to.endsWith('-12-31') ? decadeOf(from) : yearOf(from);
  const [first, last] = [decadeOf(from), decadeOf(to)];
  return { from: first.from, to: last.to };
}
