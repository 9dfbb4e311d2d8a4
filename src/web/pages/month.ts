/** The page of one month: its days as on a calendar on the wall, with what is known to the day, and beside them what is not. */
import { typeOf } from '../../chronology/chronology.ts';
import {
  addDays,
  type Day,
  dayNumber,
  dayParts,
  daysBetween,
  dayText,
  firstDayOfMonth,
  isOfCommonYears,
  lastDayOfMonth,
} from '../../chronology/dates/day.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import {
  anchorDay,
  type DatePoint,
  isPlain,
  type PeriodEnd,
  type Point,
  type When,
} from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { lowerBound } from '../../chronology/files/order.ts';
import { firstWeekday, formatMonth, weekdays } from '../../chronology/languages/days-in-words.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { EVERYTHING, formatQuery, fromTodayOn, type Query } from '../../chronology/query/query.ts';
import { countSelected, select } from '../../chronology/query/selection.ts';
import { LONGEST_BAR_DAYS } from '../../formats/calendar/entry.ts';
import { capitalized } from '../../formats/view/event-text.ts';
import { viewTitle } from '../../formats/view/view.ts';
import { isSliceOver, pausing, type Work } from '../../slices.ts';
import { monthPath, viewPath } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import type { Link } from '../site/templates.ts';
import { isEmphatic, shortLink, toLine, toUnusualStatus } from './parts/event-line.ts';
import { link, type PageContext, pageContext, pageModel } from './parts/frame.ts';

/** A day has no room for more names; the rest is a link. */
const MOST_OF_A_DAY = 8;
/** Beside the days: more is a list that is better read as one. */
const MOST_BESIDE = 60;

/** In the years that a wall calendar has been printed for: from 0001 to 9998. */
export const MONTH = /^(?!0000|9999)\d{4}-(?:0[1-9]|1[0-2])$/;

interface Month {
  /** `YYYY-MM` */
  readonly key: string;
  readonly from: Day;
  readonly to: Day;
}

function monthOf(key: string): Month {
  const { year, month } = dayParts(`${key}-01`);
  return { key, from: firstDayOfMonth(year, month), to: lastDayOfMonth(year, month) };
}

/** The events that a view has in a month. */
function queryOfMonth(query: Query, key: string): Query {
  const { from, to } = monthOf(key);
  return { ...query, from: { text: key, day: from }, to: { text: key, day: to } };
}

/** The month to begin with: that of today or, where all that the view has is over, that of its last event. */
export function currentMonth(site: Site, query: Query, today: Day): string {
  if (countSelected(site.chronology, fromTodayOn(query, today)) > 0) return dayText(today, 'month');
  const last = select(site.chronology, query).at(-1);
  const day = last === undefined ? today : anchorDay(last.when);
  // A month on paper has days of the week, which were not counted before our era.
  return dayText(isOfCommonYears(day) ? day : today, 'month');
}

/** @param key `YYYY-MM` */
export function* monthPageSteps(
  site: Site,
  language: LanguageTag,
  query: Query,
  key: string,
  today: Day,
): Work<string> {
  const context = pageContext(site, language, monthPath(language, query, key), today);
  const { words } = context;
  const month = monthOf(key);
  const inMonth = queryOfMonth(query, key);
  const onDays = new Map<Day, OnDay[]>();
  const beside: Record<'dayUnknown' | 'goingOn' | 'perhaps', TimelineEvent[]> = {
    dayUnknown: [],
    goingOn: [],
    perhaps: [],
  };
  yield* pausing(select(site.chronology, inMonth), (event) => {
    let isOnDay = false;
    for (const { from, to, isEnd } of knownDays(event, site))
      for (let day = from < month.from ? month.from : from; day <= to && day <= month.to; day = addDays(day, 1)) {
        const held = onDays.get(day);
        if (held) held.push({ event, isEnd });
        else onDays.set(day, [{ event, isEnd }]);
        isOnDay = true;
      }
    if (!isOnDay) beside[howKnown(event.when, month)].push(event);
  });
  const view = { chronology: site.chronology, query, language, words };
  const heading = capitalized(formatMonth(month.from, language));
  const isWhole = formatQuery(query) === '';
  const title = words('view.title', {
    title: isWhole ? viewTitle({ ...view, query: EVERYTHING }) : viewTitle(view),
    filter: heading,
  });
  const names = weekdays(language);
  const around = yield* monthsAround(site, query, month);
  return site.templates.render('month', {
    ...pageModel(context, {
      title,
      description: title,
      query: inMonth,
      inside: 'timeline',
      pathIn: (other) => monthPath(other, query, key),
      // What it says is on the pages of its events, and there are as many months as there are years and filters.
      isUnlisted: true,
    }),
    heading,
    of: isWhole ? undefined : link({ text: viewTitle(view) }, viewPath(language, query), context),
    ways: [
      ...around.flatMap(({ rel, key: other }) => [
        link(
          { text: capitalized(formatMonth(`${other}-01`, language)), rel } as Link,
          monthPath(language, query, other),
          context,
        ),
      ]),
      link({ text: words('month.list') }, viewPath(language, inMonth), context),
    ],
    weekdays: names,
    weeks: weeksOf(month, language).map((week) =>
      week.map((day, index) =>
        toDay(day, { month, today, query, events: onDays.get(day) ?? [], weekday: names[index]?.short }, context),
      ),
    ),
    beside: (['dayUnknown', 'goingOn', 'perhaps'] as const)
      .filter((kind) => beside[kind].length > 0)
      .map((kind) => ({
        heading: words(`month.${kind}`),
        events: beside[kind].slice(0, MOST_BESIDE).map((event) => toLine(event, context)),
        rest: restOf(beside[kind].length - MOST_BESIDE, viewPath(language, inMonth), context),
      })),
    isEmpty: onDays.size === 0 && Object.values(beside).every((events) => events.length === 0),
  });
}

/** An event on a day of it; its last one, where it is there only to end. */
interface OnDay {
  readonly event: TimelineEvent;
  readonly isEnd: boolean;
}

/**
 * The days that an event is known to have, each but once: all of them or, of what lasted too long for that, the first and the
 * last one, as far as they are known. A calendar has its entries on the same days.
 */
function knownDays(event: TimelineEvent, { chronology }: Site): readonly (DayRange & { readonly isEnd: boolean })[] {
  const { when } = event;
  const dayOf = (point: PeriodEnd | Point) => (isKnownToDay(point) ? point : undefined);
  if (when.kind === 'moment') {
    const at = dayOf(when.at);
    return at ? [{ from: at.earliest, to: at.latest, isEnd: false }] : [];
  }
  const [start, end] = [dayOf(when.start), dayOf(when.end)];
  if (start && end && daysBetween(start.earliest, end.latest) < LONGEST_BAR_DAYS)
    return [{ from: start.earliest, to: end.latest, isEnd: false }];
  return [
    ...(start ? [{ from: start.earliest, to: start.latest, isEnd: false }] : []),
    ...(end && typeOf(chronology, event).endEntry ? [{ from: end.earliest, to: end.latest, isEnd: true }] : []),
  ];
}

function isKnownToDay(point: PeriodEnd | Point): point is DatePoint {
  return isKnownToMonth(point) && point.precision !== 'month';
}

function isKnownToMonth(point: PeriodEnd | Point): point is DatePoint {
  if (typeof point === 'string' || point.form !== 'date' || !isPlain(point)) return false;
  return point.precision === 'time' || point.precision === 'day' || point.precision === 'month';
}

/** Where an event is told that is on no day: in the month by its own date, going on in it for certain, or perhaps in it. */
function howKnown(when: When, { from, to }: Month): 'dayUnknown' | 'goingOn' | 'perhaps' {
  const isWithin = (point: PeriodEnd | Point) => isKnownToMonth(point) && point.earliest >= from && point.latest <= to;
  if (when.kind === 'moment') return isWithin(when.at) ? 'dayUnknown' : 'perhaps';
  const { start, end } = when;
  if (isWithin(start) || isWithin(end)) return 'dayUnknown';
  const hasBegun = start === 'open' || (isPlain(start) && start.latest <= to);
  return hasBegun && (end === 'open' || (isPlain(end) && end.earliest >= from)) ? 'goingOn' : 'perhaps';
}

/** The weeks of a month as the language begins them, each of seven days, also those of the months around it. */
function weeksOf({ from, to }: Month, language: LanguageTag): readonly (readonly Day[])[] {
  // 1970-01-01 was a Thursday.
  const weekday = ((((dayNumber(from) + 3) % 7) + 7) % 7) + 1;
  const first = addDays(from, -((weekday - firstWeekday(language) + 7) % 7));
  const count = Math.ceil((daysBetween(first, to) + 1) / 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (__, index) => addDays(first, week * 7 + index)),
  );
}

function toDay(
  day: Day,
  {
    month,
    today,
    query,
    events,
    weekday,
  }: { month: Month; today: Day; query: Query; events: readonly OnDay[]; weekday: string | undefined },
  context: PageContext,
) {
  const { language } = context;
  const bound = { text: day, day };
  return {
    day,
    number: dayParts(day).day,
    isOutside: day < month.from || day > month.to,
    isToday: day === today,
    weekday,
    events: events.slice(0, MOST_OF_A_DAY).map(({ event, isEnd }) => ({
      ...(isEnd ? endLink(event, context) : shortLink(event, context)),
      type: event.type,
      time: timeOf(event.when, day),
      // Of a day to come, all is planned.
      status: event.status === 'planned' && day >= today ? undefined : toUnusualStatus(event, context),
      emphasis: isEmphatic(event),
    })),
    rest: restOf(events.length - MOST_OF_A_DAY, viewPath(language, { ...query, from: bound, to: bound }), context),
  };
}

function endLink(event: TimelineEvent, context: PageContext): Link {
  const begin = shortLink(event, context);
  return { ...begin, text: context.words('calendar.ends', { title: begin.text }) };
}

/** The time of day at which it begins, or only ends, on that day. */
function timeOf(when: When, day: Day): string | undefined {
  const points = when.kind === 'moment' ? [when.at] : [when.start, when.end];
  for (const point of points) {
    if (typeof point === 'string' || point.form !== 'date' || !point.time) continue;
    // The days of a month are those of the chronology, and so are its times.
    const { day: own, clock } = point.time.inChronology ?? point.time;
    if (own === day) return clock;
  }
  return undefined;
}

function restOf(omitted: number, path: string, context: PageContext): Link | undefined {
  return omitted > 0 ? link({ text: context.words('about.others', { count: omitted }) }, path, context) : undefined;
}

/** The nearest months before and after in which an event is known to begin: of a year, nobody knows in which it did. */
function* monthsAround(site: Site, query: Query, month: Month): Work<readonly { rel: 'prev' | 'next'; key: string }[]> {
  const events = select(site.chronology, query);
  const bound = (isBelow: (day: Day) => boolean) =>
    lowerBound(events.length, (index) => isBelow(anchorDay((events[index] as TimelineEvent).when)));
  const before = yield* nearestMonth(events, bound((day) => day < month.from) - 1, -1);
  const after = yield* nearestMonth(
    events,
    bound((day) => day <= month.to),
    1,
  );
  return [
    ...(before === undefined ? [] : [{ rel: 'prev' as const, key: before }]),
    ...(after === undefined ? [] : [{ rel: 'next' as const, key: after }]),
  ];
}

function* nearestMonth(events: readonly TimelineEvent[], first: number, step: 1 | -1): Work<string | undefined> {
  for (let index = first; events[index]; index += step) {
    if (isSliceOver()) yield;
    const { when } = events[index] as TimelineEvent;
    const begin = when.kind === 'moment' ? when.at : when.start;
    if (isKnownToMonth(begin) && isOfCommonYears(begin.earliest)) return dayText(begin.earliest, 'month');
  }
  return undefined;
}
