/** What stands above the picture of a view: its key moments, its latest event and what is planned next, or what comes next and what was last. */

import type { Day } from '../../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { plainProse } from '../../../chronology/languages/prose.ts';
import { coming, type InOneMinute, inOneMinuteSteps, type KeyMoment } from '../../../chronology/query/key-moments.ts';
import {
  EVERYTHING,
  formatQuery,
  fromTodayOn,
  type Query,
  withChoices,
  withValues,
} from '../../../chronology/query/query.ts';
import { formOf } from '../../../formats/overview/overview-marks.ts';
import { beginningOf } from '../../../formats/view/beginning.ts';
import { atOnce } from '../../../slices.ts';
import { subscribePath, viewPath } from '../../site/address.ts';
import { formatEventDate, isEmphatic, shortLink, toUnusualStatus } from './event-line.ts';
import { link, type PageContext, translate } from './frame.ts';

/** Columns of what is told below a title: a sentence, where it is none of the longest. */
const HALF_LINE = 108;

/** Fewer events ahead are told in a line, below the key moments. */
const LEAST_AHEAD = 3;

/** With more, the first of all stands beside the latest. */
const MOST_MOMENTS = 7;

/** The least that are worth a strip on the page of a narrower view. */
const LEAST_MOMENTS = 3;

/**
 * Undefined where the list below says it in as few words.
 *
 * @param count the number of the view's events
 * @param hasComing whether the latest events and the next ones stand above already
 */
export function toKeyMoments(query: Query, count: number, today: Day, hasComing: boolean, context: PageContext) {
  const { site, language, words } = context;
  const whole = isWhole(query);
  const found = atOnce(inOneMinuteSteps(site.chronology, query, today));
  const hasStrip = whole
    ? found.keyEvents > 0 && found.keyEvents < count
    : found.moments.length >= LEAST_MOMENTS && found.keyEvents * 2 <= count;
  if (!hasStrip && !(whole && count > 1)) return undefined;
  const moments = hasStrip ? shownOf(found.moments) : [];
  const told = new Set(moments.flatMap(({ event, parts }) => [event, ...parts]));
  const key = withValues(query, 'weight', ['key']);
  // Where the strip has all of them, some within others, nobody is to look for those that a larger number speaks of.
  const isCountable = moments.length < found.moments.length || moments.length === found.keyEvents;
  // What the strip has already is marked there.
  const others = (hasComing ? [] : (['latest', 'next'] as const)).flatMap((which) => {
    const event = found[which];
    return event && !told.has(event) ? { label: words(`moments.${which}`), ...toBrief(event, context) } : [];
  });
  if (moments.length + others.length === 0) return undefined;
  return {
    moments: moments.map((moment) => toMoment(moment, found, context)),
    ways:
      found.keyEvents > 1
        ? [
            link(
              { text: isCountable ? words('moments.all', { count: found.keyEvents }) : words('moments.list') },
              viewPath(language, key),
              context,
            ),
            // As the preset of the same name.
            link({ text: words('moments.calendar') }, subscribePath(language, { ...key, parts: 'fold' }), context),
          ]
        : [],
    others,
  };
}

function shownOf(moments: readonly KeyMoment[]): readonly KeyMoment[] {
  return moments.length <= MOST_MOMENTS ? moments : [...moments.slice(0, 1), ...moments.slice(1 - MOST_MOMENTS)];
}

function toMoment({ event, parts }: KeyMoment, { latest, next }: InOneMinute, context: PageContext) {
  const { words } = context;
  const isOneOf = (other: TimelineEvent | undefined) => other === event || parts.some((part) => part === other);
  return {
    ...toBrief(event, context),
    label: isOneOf(latest) ? words('moments.latest') : isOneOf(next) ? words('moments.next') : undefined,
    parts: parts.map((part) => shortLink(part, context)),
  };
}

/** Undefined for a view of some events, and for a chronology with little or nothing ahead. */
export function toComing(query: Query, today: Day, context: PageContext) {
  if (!isWhole(query)) return undefined;
  const { site, language, words } = context;
  const { next, recent, count } = coming.of(site.chronology, today);
  if (count < LEAST_AHEAD) return undefined;
  const ahead = fromTodayOn(EVERYTHING, today);
  return {
    next: next.map((event) => toBrief(event, context)),
    recent: recent.map((event) => toBrief(event, context)),
    ways: [
      link({ text: words('coming.all') }, viewPath(language, ahead), context),
      link({ text: words('coming.calendar') }, subscribePath(language, ahead), context),
    ],
  };
}

function toBrief(event: TimelineEvent, context: PageContext) {
  const { site, language } = context;
  const summary = translate(event.summary, context);
  return {
    ...shortLink(event, context),
    type: event.type,
    when: formatEventDate(event, language),
    form: formOf(site.chronology, event),
    brief: { ...summary, text: beginningOf(plainProse(summary.text), HALF_LINE) },
    status: toUnusualStatus(event, context),
    emphasis: isEmphatic(event),
  };
}

/** Whether a view has all events, in whatever order. */
function isWhole(query: Query): boolean {
  return formatQuery(withChoices(query, [])) === '';
}
