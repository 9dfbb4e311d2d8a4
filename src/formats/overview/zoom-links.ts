/** Links beside a picture that lead to other days: the next finer units, the wider range, the unit before and after. */
import {
  addDays,
  type Day,
  dayFromNumber,
  dayNumber,
  FIRST_DAY,
  LAST_DAY,
  monthNumber,
  yearNumber,
} from '../../chronology/dates/day.ts';
import {
  centuryOf,
  type DayRange,
  decadeOf,
  isInOneMonth,
  isInOneYear,
  millenniumOf,
  monthOf,
  unitOf,
  wholeMonths,
  yearOf,
  yearsIn,
} from '../../chronology/dates/day-range.ts';
import { formatDecade, formatRange } from '../../chronology/languages/days-in-words.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { dayColumnsOf, firstIndexFrom, positionsOf } from '../../chronology/query/day-columns.ts';
import { type Query, withDays } from '../../chronology/query/query.ts';
import type { View } from '../view/view.ts';
import { markColumnsOf } from './mark-columns.ts';

type ZoomedView = Pick<View, 'chronology' | 'events' | 'language' | 'words' | 'query'>;

/** Makes the links of a picture, relative to the page that holds it. */
export interface OverviewLinks {
  event(slug: string): string;
  view(query: Query): string;
}

export interface ZoomLink {
  readonly text: string;
  readonly href: string;
  readonly count?: number;
  /** Of links to the unit before and after. */
  readonly rel?: 'prev' | 'next';
}

/** The finer units are those in which an event is known to begin, each with the number of events that its link leads to. */
export function zoomLinks(view: ZoomedView, range: DayRange, links: OverviewLinks): ZoomLink[] {
  const { query, language, words } = view;
  const years = yearsIn(range);
  const unit = finerUnit(range);
  const units = countEvents(unitsWithEvents(view, range, unit), view);
  const whole = withDays(query, undefined);
  const around = wider(range);
  return [
    ...(query.from || query.to ? [{ text: words('overview.whole'), href: links.view(whole) }] : []),
    ...(query.from && query.to && years <= 10 && (around.from < range.from || around.to > range.to)
      ? [{ text: words('overview.wider'), href: links.view(withDays(query, around)) }]
      : []),
    ...panLinks(query, language, links),
    ...(units.length < 2
      ? []
      : units.map(({ days, count }) => ({
          text:
            unit === decadeOf && isNamedDecade(days)
              ? formatDecade(yearNumber(days.from), language)
              : formatRange(days, language),
          href: links.view(withDays(query, days)),
          count,
        }))),
  ];
}

/** By the years that a picture has more of. */
const FINER_UNITS: readonly (readonly [years: number, unit: (day: Day) => DayRange])[] = [
  [5000, millenniumOf],
  [500, centuryOf],
  [15, decadeOf],
  [1, yearOf],
];

/** The unit of the links into a range: few enough to be read, and enough to lead on. */
function finerUnit(range: DayRange): (day: Day) => DayRange {
  const years = yearsIn(range);
  const [, unit] = FINER_UNITS.find(([most]) => years > most) ?? [];
  return unit ?? (isInOneMonth(range) ? (day) => unitOf(day, 'day') : monthOf);
}

/** Whether all of a decade is meant, and one that has a name: in that of the year 0 is 1 BC. */
function isNamedDecade(days: DayRange): boolean {
  const { from, to } = decadeOf(days.from);
  return days.from === from && days.to === to && yearNumber(from) >= 10;
}

/**
 * The days that a group of a picture leads to: whole months in a picture of several, and none that the picture or its query
 * leaves out.
 */
export function zoomedDays(range: DayRange, query: Query, days: DayRange): DayRange {
  const rounded = withinQuery(within(isOfMonths(range) ? wholeMonths(days) : days, range), query);
  // Rounded days that cover the whole picture would not zoom in.
  return rounded.from <= range.from && rounded.to >= range.to ? days : rounded;
}

function within({ from, to }: DayRange, bounds: DayRange): DayRange {
  return { from: from < bounds.from ? bounds.from : from, to: to > bounds.to ? bounds.to : to };
}

function isOfMonths({ from, to }: DayRange): boolean {
  return monthNumber(to) - monthNumber(from) > 3;
}

/** The range without days that the query excludes: the view does not have their events. */
export function withinQuery({ from, to }: DayRange, query: Query): DayRange {
  return {
    from: query.from && query.from.day > from ? query.from.day : from,
    to: query.to && query.to.day < to ? query.to.day : to,
  };
}

/**
 * The units of the range in which an event is known to begin, in order. One that can have begun in several adds none: that
 * it is sorted by its first possible day says nothing of the unit of that day.
 */
function unitsWithEvents(view: ZoomedView, range: DayRange, rangeOf: (day: Day) => DayRange): readonly DayRange[] {
  const { beginFrom, beginTo, hasBegin } = markColumnsOf(view.chronology);
  const [first, last] = [dayNumber(range.from), dayNumber(range.to)];
  const units: DayRange[] = [];
  // Events with a beginning are sorted by its first day: an event after the end of the last unit begins the next one.
  let end = Number.NEGATIVE_INFINITY;
  for (const position of positionsOf(view.chronology, view.events)) {
    const day = beginFrom[position] as number;
    if (day < first || day > last || day <= end || hasBegin[position] === 0) continue;
    const unit = rangeOf(dayFromNumber(day));
    if ((beginTo[position] as number) > dayNumber(unit.to)) continue;
    units.push(withinQuery(unit, view.query));
    end = dayNumber(unit.to);
  }
  return units;
}

/** The units, each with the number of events that can have been going on in it. */
function countEvents(
  units: readonly DayRange[],
  { chronology, events }: ZoomedView,
): readonly { readonly days: DayRange; readonly count: number }[] {
  const columns = dayColumnsOf(chronology);
  const [begins, ends] = (['from', 'to'] as const).map((end) =>
    Int32Array.from(units, (days) => dayNumber(days[end])),
  ) as [Int32Array, Int32Array];
  // The count of each unit less that of the unit before.
  const differences = new Int32Array(units.length + 1);
  for (const position of positionsOf(chronology, events)) {
    const first = firstIndexFrom(ends, columns.from[position] as number);
    const after = firstIndexFrom(begins, (columns.to[position] as number) + 1);
    if (after <= first) continue;
    differences[first] = (differences[first] as number) + 1;
    differences[after] = (differences[after] as number) - 1;
  }
  let count = 0;
  return units.map((days, index) => {
    count += differences[index] as number;
    return { days, count };
  });
}

/** Links to the year or month before and after, where the query asks for one year or month. */
function panLinks(query: Query, language: LanguageTag, links: OverviewLinks): ZoomLink[] {
  const { from, to } = query;
  if (!from || !to || from.text !== to.text) return [];
  const isYear = from.day.endsWith('-01-01') && to.day.endsWith('-12-31');
  if (!isYear && from.day === to.day) return [];
  const rangeOf = isYear ? yearOf : monthOf;
  const link = (day: Day, rel: 'prev' | 'next') => {
    const days = rangeOf(day);
    return { text: formatRange(days, language), href: links.view(withDays(query, days)), rel };
  };
  return [
    ...(from.day > FIRST_DAY ? [link(addDays(from.day, -1), 'prev')] : []),
    ...(to.day < LAST_DAY ? [link(addDays(to.day, 1), 'next')] : []),
  ];
}

/** The year of a part of one year, the centuries of whole decades, and the decades of anything else. */
function wider({ from, to }: DayRange): DayRange {
  if (isInOneYear({ from, to }))
    return from.endsWith('-01-01') && to.endsWith('-12-31') ? decadeOf(from) : yearOf(from);
  const [first, last] = [decadeOf(from), decadeOf(to)];
  if (first.from !== from || last.to !== to) return { from: first.from, to: last.to };
  return { from: centuryOf(from).from, to: centuryOf(to).to };
}
