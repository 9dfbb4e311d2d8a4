/** The accessible names of marks and groups: all that a reader who does not see the picture is told of each. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatPrecision } from '../../chronology/languages/dates-in-words.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { capitalized, dateAsKnown, shortTitleWithStatus } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import type { DrawnGroup } from './drawn-mark.ts';

type NamingView = Pick<View, 'chronology' | 'language' | 'words'>;

/**
 * `24 December 2022: 9th Foreign Ministers’ Meeting`, with the precision of the date where it is not a day. The title is the
 * one that stands beside the mark: who says what is read must be understood (WCAG 2.2, 2.5.3).
 */
export function markName(event: TimelineEvent, { chronology, language, words }: NamingView): string {
  const date = capitalized(dateAsKnown(event, language));
  const precision = formatPrecision(event.when, language);
  const dateAndPrecision = precision === '' ? date : words('event.dateWithPrecision', { date, precision });
  const { text: title } = shortTitleWithStatus(chronology, event, language, words);
  return words('feed.title', { date: dateAndPrecision, title });
}

/** The language of the title beside a mark, where it is not that of the page. */
export function titleLanguage(event: TimelineEvent, language: LanguageTag): LanguageTag | undefined {
  const { lang } = pick(event.shortTitle ?? event.title, language);
  return lang === interfaceTag(language) ? undefined : lang;
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
