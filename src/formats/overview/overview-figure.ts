/** The overview in a page, drawn for three widths, with its legend and zoom links; and as a document of its own. */
import { type DayRange, roundedOut, wholeMonths, wholeYears } from '../../chronology/dates/day-range.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { withDays, withValues } from '../../chronology/query/query.ts';
import type { Work } from '../../slices.ts';
import { type View, viewTitle } from '../view/view.ts';
import type { MarkForm } from './mark.ts';
import { layOutOverview, type Overview, overviewRange, overviewSteps } from './overview.ts';
import { formsInView } from './overview-marks.ts';
import { MIDDLE, NARROW, type OverviewStyle, WIDE } from './overview-style.ts';
import { type OverviewDrawing, renderOverviewSvg } from './overview-svg.ts';
import { type OverviewLinks, type ZoomLink, zoomLinks } from './zoom-links.ts';

type OverviewView = Pick<View, 'chronology' | 'events' | 'language' | 'words' | 'query'>;

export interface OverviewFigure {
  /** SVG markup for wide, middling and narrow windows, of which the style sheet shows one. */
  readonly pictures: readonly string[];
  /** The forms of marks in the picture, in the order of the legend. */
  readonly legend: readonly (MarkForm | 'plan' | 'group')[];
  /** Whether the wide picture has groups too, and not only the narrower ones. */
  readonly groupsInWide: boolean;
  readonly folded: boolean;
  /** Whether crowded stretches of time are drawn wider. */
  readonly weighted: boolean;
  readonly zoom: readonly ZoomLink[];
}

/** Undefined where there is no event to draw. */
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
  const figures = [wide, draw(MIDDLE, 'middle'), draw(NARROW, 'narrow')];
  return {
    pictures: figures.map(({ svg }) => svg),
    legend: [
      ...formsInView(view),
      ...(figures.some(({ overview }) => hasGroups(overview)) ? (['group'] as const) : []),
    ],
    groupsInWide: hasGroups(wide.overview),
    folded: figures.some(({ overview }) => overview.axis.folds.length > 0),
    weighted: figures.some(({ overview }) => overview.axis.weighted),
    zoom: zoomLinks(view, range, links),
  };
}

/** Lays out the pictures of a view in slices; `overviewFigure` then finds the layouts in the cache. */
export function* overviewLayoutSteps(view: OverviewView): Work<void> {
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

/** The picture as a document of its own, titled with the view's name. */
export function* overviewDocumentSteps(view: OverviewView, links: OverviewLinks): Work<string> {
  // A view without events has an empty picture: a page that embeds it must not get an error.
  const range = overviewRange(view) ?? roundedOut({ from: '2000-01-01', to: '2000-12-31' });
  const drawing = drawingOf(view, range, links, { id: 'overview', className: 'overview', standalone: true });
  return renderOverviewSvg(yield* overviewSteps(view, range, WIDE), view, { ...drawing, title: viewTitle(view) });
}

/** The drawing of a picture of these days, with its links. */
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
      const zoomed = type === undefined ? query : withValues(query, 'type', [type]);
      const rounded = rounder(range)(days);
      // Rounded days that cover the whole picture would not zoom in.
      const target = rounded.from <= range.from && rounded.to >= range.to ? days : rounded;
      return links.view(withDays(zoomed, target));
    },
  };
}

/** Rounds to whole years in a picture of several years, to whole months in one of several months. */
function rounder({ from, to }: DayRange): (days: DayRange) => DayRange {
  const months =
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
  if (months > 36) return wholeYears;
  return months > 3 ? wholeMonths : (days) => days;
}
