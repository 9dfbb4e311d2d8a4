/** The page of one month: its days as on a calendar on the wall, with what is known to the day, and beside them what is not. */
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
import { anchorDay, isPlain, type When } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { firstWeekday, formatMonth, weekdays } from '../../chronology/languages/days-in-words.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { EVERYTHING, formatQuery, type Query } from '../../chronology/query/query.ts';
import { select } from '../../chronology/query/selection.ts';
import { viewTitle } from '../../formats/view/view.ts';
import { pausing, type Work } from '../../slices.ts';
import { monthPath, viewPath } from '../site/address.ts';
import type { Site } from '../site/site.ts';
import type { Link } from '../site/templates.ts';
import { isEmphatic, shortLink, toLine, toUnusualStatus } from './parts/event-line.ts';
import { link, type PageContext, pageContext, pageModel } from './parts/frame.ts';

/** A day has no room for more names; the rest is a link. */
const MOST_OF_A_DAY = 8;
/** Beside the days: more is a list that is better read as one. */
const MOST_BESIDE = 60;
/** What lasts longer is told beside the days, or each of them would hold its name. */
const LONGEST_ON_DAYS = 31;

/** In the years that addresses have. */
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

/** The month to begin with: that of today or, where nothing of the view is as late, that of its last event. */
export function currentMonth(site: Site, query: Query, today: Day): string {
  const last = select(site.chronology, query).at(-1);
  const day = last === undefined ? today : anchorDay(last.when);
  // A month on paper has days of the week, which were not counted before our era.
  return dayText(day < today && isOfCommonYears(day) ? day : today, 'month');
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
  const onDays = new Map<Day, TimelineEvent[]>();
  const beside: Record<'dayUnknown' | 'goingOn' | 'perhaps', TimelineEvent[]> = {
    dayUnknown: [],
    goingOn: [],
    perhaps: [],
  };
  yield* pausing(select(site.chronology, inMonth), (event) => {
    const days = knownDays(event.when);
    if (!days) return void beside[howKnown(event.when, month)].push(event);
    for (
      let day = days.from < month.from ? month.from : days.from;
      day <= days.to && day <= month.to;
      day = addDays(day, 1)
    ) {
      const held = onDays.get(day);
      if (held) held.push(event);
      else onDays.set(day, [event]);
    }
  });
  const view = { chronology: site.chronology, query, language, words };
  const heading = formatMonth(month.from, language);
  const isWhole = formatQuery(query) === '';
  const title = words('view.title', {
    title: isWhole ? viewTitle({ ...view, query: EVERYTHING }) : viewTitle(view),
    filter: heading,
  });
  const around = yield* monthsAround(site, query, month);
  return site.templates.render('month', {
    ...pageModel(context, {
      title,
      description: title,
      query: inMonth,
      inside: 'timeline',
      pathIn: (other) => monthPath(other, query, key),
    }),
    heading,
    of: isWhole ? undefined : link({ text: viewTitle(view) }, viewPath(language, query), context),
    ways: [
      ...around.flatMap(({ rel, key: other }) => [
        link({ text: formatMonth(`${other}-01`, language), rel } as Link, monthPath(language, query, other), context),
      ]),
      link({ text: words('month.list') }, viewPath(language, inMonth), context),
    ],
    weekdays: weekdays(language),
    weeks: weeksOf(month, language).map((week) =>
      week.map((day) => toDay(day, { month, today, query, events: onDays.get(day) ?? [] }, context)),
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

/** The days that an event is known to have; undefined where they are not, or are too many to be told one by one. */
function knownDays(when: When): { readonly from: Day; readonly to: Day } | undefined {
  const isKnown = (precision: string) => precision === 'day' || precision === 'time';
  if (when.kind === 'moment') {
    const { at } = when;
    return at.form === 'date' && isPlain(at) && isKnown(at.precision)
      ? { from: at.earliest, to: at.latest }
      : undefined;
  }
  const { start, end } = when;
  if (!isPlain(start) || !isPlain(end) || !isKnown(start.precision) || !isKnown(end.precision)) return undefined;
  return daysBetween(start.earliest, end.latest) < LONGEST_ON_DAYS
    ? { from: start.earliest, to: end.latest }
    : undefined;
}

/** Where an event is told that is on no day: in the month by its own date, going on in it for certain, or perhaps in it. */
function howKnown(when: When, { key, from, to }: Month): 'dayUnknown' | 'goingOn' | 'perhaps' {
  if (when.kind === 'period') {
    const { start, end } = when;
    const hasBegun = start === 'open' || (isPlain(start) && start.latest <= to);
    return hasBegun && (end === 'open' || (isPlain(end) && end.earliest >= from)) ? 'goingOn' : 'perhaps';
  }
  const { at } = when;
  if (at.form === 'date' && !isPlain(at)) return 'perhaps';
  return at.earliest?.startsWith(key) && at.latest?.startsWith(key) ? 'dayUnknown' : 'perhaps';
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
  { month, today, query, events }: { month: Month; today: Day; query: Query; events: readonly TimelineEvent[] },
  context: PageContext,
) {
  const { language } = context;
  const bound = { text: day, day };
  return {
    day,
    number: dayParts(day).day,
    isOutside: day < month.from || day > month.to,
    isToday: day === today,
    events: events.slice(0, MOST_OF_A_DAY).map((event) => ({
      ...shortLink(event, context),
      type: event.type,
      time: timeOf(event.when, day),
      // Of a day to come, all is planned.
      status: event.status === 'planned' && day >= today ? undefined : toUnusualStatus(event, context),
      emphasis: isEmphatic(event),
    })),
    rest: restOf(events.length - MOST_OF_A_DAY, viewPath(language, { ...query, from: bound, to: bound }), context),
  };
}

/** The time of day at which it begins, on the day on which it does. */
function timeOf(when: When, day: Day): string | undefined {
  const start = when.kind === 'moment' ? when.at : when.start;
  if (typeof start === 'string' || start.form !== 'date' || start.earliest !== day) return undefined;
  // The days of a month are those of the chronology, and so are its times.
  return (start.time?.inChronology ?? start.time)?.clock;
}

function restOf(omitted: number, path: string, context: PageContext): Link | undefined {
  return omitted > 0 ? link({ text: context.words('about.others', { count: omitted }) }, path, context) : undefined;
}

/** The nearest months before and after that have the beginning of an event. */
function* monthsAround(site: Site, query: Query, month: Month): Work<readonly { rel: 'prev' | 'next'; key: string }[]> {
  let before: Day | undefined;
  let after: Day | undefined;
  yield* pausing(select(site.chronology, query), ({ when }) => {
    const day = anchorDay(when);
    if (!isOfCommonYears(day)) return;
    if (day < month.from && (before === undefined || day > before)) before = day;
    if (day > month.to && (after === undefined || day < after)) after = day;
  });
  return [
    ...(before === undefined ? [] : [{ rel: 'prev' as const, key: before.slice(0, 7) }]),
    ...(after === undefined ? [] : [{ rel: 'next' as const, key: after.slice(0, 7) }]),
  ];
}
