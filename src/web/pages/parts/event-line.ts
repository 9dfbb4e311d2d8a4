/** An event in one line: its date, its title as a link, and its status where that is unusual. */
import { typeOf } from '../../../chronology/chronology.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { facetText, type PathFacet } from '../../../chronology/facet.ts';
import { unbroken } from '../../../chronology/languages/dates-in-words.ts';
import { formatInstantDay } from '../../../chronology/languages/days-in-words.ts';
import type { LanguageTag } from '../../../chronology/languages/text.ts';
import { capitalized, dateAsKnown } from '../../../formats/view/event-text.ts';
import { statusText } from '../../../formats/view/field-text.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import { eventPath, facetPath } from '../../site/address.ts';
import { type Link, type Time, toLocalizedText } from '../../site/templates.ts';
import { link, type PageContext, translate } from './frame.ts';

export function formatEventDate(event: TimelineEvent, language: LanguageTag): string {
  return unbroken(capitalized(dateAsKnown(event, language)), language);
}

/** The day of an instant, in the chronology's time zone. */
export function toTime(instant: string, { site, language }: PageContext): Time {
  const { timeZone } = site.chronology.vocabulary.settings;
  return { text: unbroken(formatInstantDay(instant, timeZone, language), language), datetime: instant };
}

export function eventLink(event: TimelineEvent, context: PageContext): Link {
  return link(translate(event.title, context), eventPath(context.language, event.slug), context);
}

/** By its short title, where there is one in the reader's language. */
export function shortLink(event: TimelineEvent, context: PageContext): Link {
  const short = event.shortTitle && translate(event.shortTitle, context);
  const text = short && short.lang === undefined ? short : translate(event.title, context);
  return link(text, eventPath(context.language, event.slug), context);
}

export function facetLink(facet: PathFacet, value: string, context: PageContext): Link {
  const { site, language } = context;
  const text = toLocalizedText(facetText(facet, value, site.chronology.vocabulary, context), language);
  return link(text, facetPath(language, facet, value), context);
}

export function toStatus(event: TimelineEvent, { site, language }: PageContext): LocalizedText {
  return toLocalizedText(statusText(site.chronology, event, language), language);
}

/** The status where it is not the default of the event's type. */
export function toUnusualStatus(event: TimelineEvent, context: PageContext): LocalizedText | undefined {
  const { defaultStatus } = typeOf(context.site.chronology, event);
  return event.status === defaultStatus ? undefined : toStatus(event, context);
}

/** A plan that came true, or something that did not happen, must not pass for an event that was held. */
export function isEmphatic({ status }: TimelineEvent): boolean {
  return status === 'planned' || status === 'cancelled' || status === 'superseded';
}

export interface EventLine extends Link {
  readonly when: string;
  readonly status: LocalizedText | undefined;
  readonly emphasis: boolean;
}

export function toLine(event: TimelineEvent, context: PageContext): EventLine {
  return {
    ...eventLink(event, context),
    when: formatEventDate(event, context.language),
    status: toUnusualStatus(event, context),
    emphasis: isEmphatic(event),
  };
}
