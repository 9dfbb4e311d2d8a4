/** The overview in a page, with its legend and zoom links. */
import { addDays, type Day } from '../../chronology/dates/day.ts';
import { type DayRange, yearOf } from '../../chronology/dates/day-range.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { memoizeByChronology } from '../../chronology/query/memoize.ts';
import { withDays, withValues } from '../../chronology/query/query.ts';
import type { Work } from '../../slices.ts';
import type { View } from '../view/view.ts';
import { LAYOUTS } from './fitting/layouts.ts';
import { type Overview, overviewRange, overviewSteps, placeOfDay } from './overview.ts';
import { daysOfMarks, type EventForm } from './overview-marks.ts';
import type { PictureLinks } from './overview-markup.ts';
import { hidden, overviewPictureSteps } from './overview-picture.ts';
import { type OverviewLinks, type ZoomLink, zoomedDays, zoomLinks } from './zoom-links.ts';

export type OverviewView = Pick<View, 'chronology' | 'events' | 'language' | 'words' | 'query'>;

export interface OverviewFigure {
  readonly title: string;
  /** Markup; undefined where nothing that is listed has a date in the days asked for. */
  readonly picture: string | undefined;
  readonly legend: readonly LegendEntry[];
  readonly folded: boolean;
  /** Whether crowded stretches of time are drawn wider. */
  readonly weighted: boolean;
  readonly zoom: readonly ZoomLink[];
}

interface LegendEntry {
  readonly form: LegendForm;
  /** Classes that hide it where the window has a layout without it; empty where all have it. */
  readonly hidden: string;
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

/** In slices; undefined where there is no event. */
export function* overviewFigureSteps(
  view: OverviewView,
  links: OverviewLinks,
  { current, range = overviewRange(view), today, called = 'overview.title' }: FigureOptions,
): Work<OverviewFigure | undefined> {
  if (view.events.length === 0) return undefined;
  const { words, language, query } = view;
  if (!range) {
    const whole = { text: words('overview.whole'), href: links.view(withDays(query, undefined)) };
    return {
      title: words('overview.alone'),
      picture: undefined,
      ...{ legend: [], folded: false, weighted: false },
      zoom: [whole],
    };
  }
  const overview = yield* overviewSteps(view, range, { layouts: LAYOUTS, current });
  const now = today === undefined ? undefined : placeOfDay(overview.axis, today);
  const title = words(called, { range: formatRange(range, language) });
  const picture = yield* overviewPictureSteps(overview, view, {
    ...pictureLinks(view, range, links),
    title,
    view: links.view(query),
    current,
    today: now === undefined ? undefined : { x: now, text: words('overview.today') },
  });
  yield;
  return {
    title,
    picture,
    legend: legendForms(overview).map((form) => ({
      form,
      hidden: form === 'group' ? hidden(layoutsWithGroups(overview)) : '',
    })),
    folded: overview.axis.folds.length > 0,
    weighted: overview.axis.weighted,
    zoom: zoomLinks(view, range, links),
  };
}

/** What a legend has to explain, at any of the picture's widths. */
export function legendForms(overview: Overview): readonly LegendForm[] {
  return [...overview.forms, ...(layoutsWithGroups(overview).size > 0 ? (['group'] as const) : [])];
}

/** The ids of the layouts in which any lane has a group. */
function layoutsWithGroups({ lanes, widths }: Overview): ReadonlySet<string> {
  const grouped = widths.filter((_, index) =>
    lanes.some(({ atWidths }) => atWidths[index]?.items.some(({ drawn }) => drawn.kind === 'group')),
  );
  return new Set(grouped.map(({ layout }) => layout.id));
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
