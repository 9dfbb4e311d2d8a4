/** The accessible names of marks and groups: all that a reader who does not see the picture is told of each. */
import { typeOf } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatPrecision } from '../../chronology/languages/dates-in-words.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { capitalized, dateAsKnown, fulfilmentsOf, titleWithStatus } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import type { DrawnGroup } from './drawn-mark.ts';

type NamingView = Pick<View, 'chronology' | 'language' | 'words'>;

// Every page of a long list has the same picture.
const namesByView = new WeakMap<NamingView, Map<TimelineEvent, string>>();

/**
 * `24 December 2022: 9th Foreign Ministers’ Meeting`, with the precision of the date where it is not a day. The title is the
 * one that stands beside the mark: who says what is read must be understood (WCAG 2.2, 2.5.3).
 */
export function markName(event: TimelineEvent, view: NamingView): string {
  const names = namesByView.get(view) ?? new Map<TimelineEvent, string>();
  namesByView.set(view, names);
  let name = names.get(event);
  if (name === undefined) {
    name = nameOf(event, view);
    names.set(event, name);
  }
  return name;
}

function nameOf(event: TimelineEvent, { chronology, language, words }: NamingView): string {
  const date = capitalized(dateAsKnown(event, language));
  const precision = formatPrecision(event.when, language);
  const dateAndPrecision = precision === '' ? date : words('event.dateWithPrecision', { date, precision });
  const beside = { ...event, title: event.shortTitle ?? event.title };
  const title = titleWithStatus(chronology, beside, language, words).text;
  // The title of a plan that came about says already that it is one.
  const isOpen = event.status === 'planned' && fulfilmentsOf(chronology, event).length === 0;
  const plan = isOpen ? typeOf(chronology, event).statuses.planned : undefined;
  const planned = plan && pick(plan, language).text;
  // Nor is it said twice of a title that has the word itself.
  const isSaid = planned === undefined || title.includes(planned);
  const whole = isSaid ? title : words('event.dateWithPrecision', { date: title, precision: planned });
  return words('feed.title', { date: dateAndPrecision, title: whole });
}

/** `4 events, Meetings, 1 Mar 2004–4 Mar 2004: show them`. */
export function groupName(
  { count, range, open }: DrawnGroup,
  laneName: string,
  { words, language }: NamingView,
): string {
  const days = formatRange(range, language);
  return words('overview.group', {
    count,
    type: laneName,
    range: open ? words('overview.beyond', { range: days }) : days,
  });
}
