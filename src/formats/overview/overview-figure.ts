/** The overview in a page, with its legend and zoom links. */
import { addDays, type Day } from '../../chronology/dates/day.ts';
import { type DayRange, yearOf } from '../../chronology/dates/day-range.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { memoizeByChronology } from '../../chronology/query/memoize.ts';
import { withDays, withValues } from '../../chronology/query/query.ts';
import type { Work } from '../../slices.ts';
import type { View } from '../view/view.ts';
import { LAYOUTS } from './fitting/layouts.ts';
import { layOutOverview, type Overview, overviewRange, overviewSteps, placeOfDay } from './overview.ts';
import { daysOfMarks, type EventForm, formsInView } from './overview-marks.ts';
import type { PictureLinks } from './overview-markup.ts';
import { renderOverviewPicture } from './overview-picture.ts';
import { type OverviewLinks, type ZoomLink, zoomedDays, zoomLinks } from './zoom-links.ts';

export type OverviewView = Pick<View, 'chronology' | 'events' | 'language' | 'words' | 'query'>;

export interface OverviewFigure {
  readonly title: string;
  /** Markup; undefined where nothing that is listed has a date in the days asked for. */
  readonly picture: string | undefined;
  /** The forms of marks in the picture, in the order of the legend. */
  readonly legend: readonly LegendForm[];
  /** Whether the picture has groups in wide windows too, and not only in narrow ones. */
  readonly groupsInWide: boolean;
  readonly folded: boolean;
  /** Whether crowded stretches of time are drawn wider. */
  readonly weighted: boolean;
  readonly zoom: readonly ZoomLink[];
}

export type LegendForm = EventForm | 'group';

interface FigureOptions {
  /** Slug of the event that the page is about. */
  readonly current?: string;
  readonly range?: DayRange | undefined;
  /** Without it, the picture has no line for today. */
  readonly today?: Day | undefined;
  /** What the picture is called, before its days. */
  readonly called?: 'overview.title' | 'event.surroundings';
}

/** Undefined where there is no event. */
export function overviewFigure(
  view: OverviewView,
  links: OverviewLinks,
  { current, range = overviewRange(view), today, called = 'overview.title' }: FigureOptions,
): OverviewFigure | undefined {
  if (view.events.length === 0) return undefined;
  const { words, language, query } = view;
  if (!range) {
    const whole = { text: words('overview.whole'), href: links.view(withDays(query, undefined)) };
    return {
      title: words('overview.alone'),
      picture: undefined,
      ...{ legend: [], groupsInWide: false, folded: false, weighted: false },
      zoom: [whole],
    };
  }
  const overview = layOutOverview(view, range, { layouts: LAYOUTS, current });
  const now = today === undefined ? undefined : placeOfDay(overview.axis, today);
  const title = words(called, { range: formatRange(range, language) });
  const picture = renderOverviewPicture(overview, view, {
    ...pictureLinks(view, range, links),
    title,
    view: links.view(query),
    current,
    today: now === undefined ? undefined : { x: now, text: words('overview.today') },
  });
  return {
    title,
    picture,
    legend: [...formsInView(view), ...(groupedAt(overview, LAYOUTS.length) ? (['group'] as const) : [])],
    groupsInWide: groupedAt(overview, 1),
    folded: overview.axis.folds.length > 0,
    weighted: overview.axis.weighted,
    zoom: zoomLinks(view, range, links),
  };
}

/** Lays out the picture of a view in slices; `overviewFigure` then finds the layout in the cache. */
export function* overviewLayoutSteps(view: OverviewView): Work<void> {
  const range = overviewRange(view);
  if (range && view.events.length > 0) yield* overviewSteps(view, range, { layouts: LAYOUTS });
}

/** Whether any of the widest layouts has groups, so many as `count`. */
function groupedAt({ lanes }: Overview, count: number): boolean {
  return lanes.some(({ atWidths }) =>
    atWidths.slice(0, count).some(({ items }) => items.some(({ drawn }) => drawn.kind === 'group')),
  );
}

/** The links of a picture of these days. */
export function pictureLinks(view: Pick<View, 'query'>, range: DayRange, links: OverviewLinks): PictureLinks {
  const { query } = view;
  return {
    event: links.event,
    zoom: (days, types) => {
      if (types === undefined) return links.view(withDays(query, days));
      return links.view(withDays(withValues(query, 'type', types), zoomedDays(range, query, days)));
    },
  };
}

/** A short picture is widened to a week, beyond the end of a year too. */
const MOST_WIDENED_DAYS = 7;

/**
 * Whether the picture of a query may have a line for today, now or on a later day: it is another picture each day. Every
 * request asks, so that it is told without the events of the query: no picture goes beyond the year of the last event, or of
 * the last day asked for.
 */
export function mayHaveToday({ chronology, query }: Pick<View, 'chronology' | 'query'>, today: Day): boolean {
  const last = lastDay.of(chronology);
  const end = query.to && query.to.day > last ? query.to.day : last;
  return last !== '' && today <= addDays(yearOf(end).to, MOST_WIDENED_DAYS);
}

/** The last day on which any event can have been; empty without events. */
const lastDay = memoizeByChronology<Day, []>(
  // biome-ignore lint/correctness/useYield: the days of all events are found in some milliseconds
  function* (chronology) {
    return daysOfMarks({ chronology, events: chronology.events })?.to ?? '';
  },
);
