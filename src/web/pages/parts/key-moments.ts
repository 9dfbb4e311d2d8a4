/** The key moments of a view above its picture, its latest event, and what is planned next. */
import type { Day } from '../../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { type InOneMinute, inOneMinuteSteps, type KeyMoment } from '../../../chronology/query/key-moments.ts';
import { formatQuery, type Query, withChoices, withValues } from '../../../chronology/query/query.ts';
import { formOf } from '../../../formats/overview/overview-marks.ts';
import { beginningOf } from '../../../formats/view/beginning.ts';
import { atOnce } from '../../../slices.ts';
import { subscribePath, viewPath } from '../../site/address.ts';
import { formatEventDate, isEmphatic, shortLink, toUnusualStatus } from './event-line.ts';
import { link, type PageContext, translate } from './frame.ts';

/** With more, the first of all stands beside the latest. */
const MOST_MOMENTS = 7;

/** The least that are worth a strip on the page of a narrower view. */
const LEAST_MOMENTS = 3;

/** Columns of the half line below a title. */
const HALF_LINE = 80;

/**
 * Undefined where the list below says it in as few words.
 *
 * @param count the number of the view's events
 */
export function toKeyMoments(query: Query, count: number, today: Day, context: PageContext) {
  const { site, language, words } = context;
  const isWhole = formatQuery(withChoices(query, [])) === '';
  const found = atOnce(inOneMinuteSteps(site.chronology, query, today));
  const hasStrip = isWhole
    ? found.keyEvents > 0 && found.keyEvents < count
    : found.moments.length >= LEAST_MOMENTS && found.keyEvents * 2 <= count;
  if (!hasStrip && !(isWhole && count > 1)) return undefined;
  const moments = hasStrip ? shownOf(found.moments) : [];
  const told = new Set(moments.flatMap(({ event, parts }) => [event, ...parts]));
  const key = withValues(query, 'weight', ['key']);
  // What the strip has already is marked there.
  const others = (['latest', 'next'] as const).flatMap((which) => {
    const event = found[which];
    return event && !told.has(event) ? { label: words(`moments.${which}`), ...toBrief(event, context) } : [];
  });
  if (moments.length + others.length === 0) return undefined;
  return {
    moments: moments.map((moment) => toMoment(moment, found, context)),
    ways:
      found.keyEvents > 1
        ? [
            link({ text: words('moments.all', { count: found.keyEvents }) }, viewPath(language, key), context),
            link({ text: words('moments.calendar') }, subscribePath(language, key), context),
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

function toBrief(event: TimelineEvent, context: PageContext) {
  const { site, language } = context;
  const summary = translate(event.summary, context);
  return {
    ...shortLink(event, context),
    type: event.type,
    when: formatEventDate(event, language),
    form: formOf(site.chronology, event),
    brief: { ...summary, text: beginningOf(summary.text, HALF_LINE) },
    status: toUnusualStatus(event, context),
    emphasis: isEmphatic(event),
  };
}
