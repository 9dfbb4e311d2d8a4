/** A view in the format of TimelineJS (Knight Lab): slides with dates as well as they are known, in words beside numbers. */

import { typeOf } from '../../chronology/chronology.ts';
import { dayParts } from '../../chronology/dates/day.ts';
import { anchorDay, type DatePoint, type When } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { directionOf } from '../../chronology/languages/definition/direction.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import { imageOf } from '../view/event-image.ts';
import { capitalized, dateAsKnown, eventParagraphs, titleWithStatus } from '../view/event-text.ts';
import { type LocalizedText, languageAttributes, localize, localizedMarkup } from '../view/localized-text.ts';
import { anchor, inDirection, paragraphMarkup } from '../view/prose-markup.ts';
import { type View, viewTitle } from '../view/view.ts';
import { toDateData, zoneOf } from './date-data.ts';
import type { Views } from './event-data.ts';
import type { DateData } from './event-data-schema.ts';

/** A date of TimelineJS: the parts that are known, and no others. The year 0 is 1 BC, as in ISO 8601. */
interface SlideDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/** https://timeline.knightlab.com/docs/json-format.html */
interface Slide {
  readonly unique_id: string;
  readonly start_date: SlideDate;
  readonly end_date?: SlideDate;
  /** HTML. Stands in the place of both. */
  readonly display_date: string;
  /** HTML. */
  readonly text: { readonly headline: string; readonly text: string };
  /** HTML: the name of a lane. */
  readonly group: string;
  readonly media?: {
    readonly url: string;
    readonly alt: string;
    /** HTML. */
    readonly caption: string;
    readonly credit: string;
    readonly link?: string;
  };
  /** Unknown to TimelineJS: the date as data, for programs that read the slides. */
  readonly when: DateData;
}

type SlideDates = Pick<Slide, 'start_date' | 'end_date'>;

export function* timelineJsChunks(views: Views): Iterable<string> {
  const [view] = views;
  const { chronology, language, addresses } = view;
  const description = pick(chronology.vocabulary.settings.description, language);
  const title = {
    text: {
      headline: headline({ text: viewTitle(view), lang: language }, addresses.page, language),
      text: inDirection(paragraphMarkup(description, language), language),
    },
  };
  yield `{"scale":"human",\n"title":${JSON.stringify(title)},\n"events":[`;
  let before = '\n';
  for (const event of view.events) {
    yield `${before}${JSON.stringify(toSlide(event, view))}`;
    before = ',\n';
  }
  yield '\n]}\n';
}

function toSlide(event: TimelineEvent, view: View): Slide {
  const { chronology, language, words, addresses } = view;
  const { settings } = chronology.vocabulary;
  const image = imageOf(event, language, addresses);
  const paragraphs = eventParagraphs(chronology, event, language, words);
  return {
    unique_id: event.slug,
    ...slideDates(event.when),
    display_date: inWords({ text: capitalized(dateAsKnown(event, language)), lang: language }, language),
    text: {
      headline: headline(titleWithStatus(chronology, event, language, words), addresses.event(event.slug), language),
      text: inDirection(paragraphs.map((paragraph) => paragraphMarkup(paragraph, language)).join('\n'), language),
    },
    group: inWords(pick(typeOf(chronology, event).label, language), language),
    ...(image && {
      media: {
        url: image.address,
        alt: image.alt.text,
        caption: inWords(image.alt, language),
        credit: inWords(image.credit, language),
        ...(image.creditUrl !== undefined && { link: image.creditUrl }),
      },
    }),
    when: toDateData(event.when, {
      languages: settings.languages,
      timeZone: zoneOf(event, chronology.vocabulary),
      whenText: event.whenText,
    }),
  };
}

function headline(title: PickedText, address: string, language: LanguageTag): string {
  return anchor(address, title.text, languageAttributes(directed(title, language)));
}

/** A line as HTML, as which TimelineJS takes all but `alt`. */
function inWords(line: PickedText, language: LanguageTag): string {
  return localizedMarkup(directed(line, language));
}

/** A line knows no direction but what its markup says, and no element of ours goes around it. */
function directed(line: PickedText, language: LanguageTag): LocalizedText {
  const isReversed = directionOf(language) === 'rtl';
  return isReversed ? { ...line, dir: directionOf(line.lang) } : localize(line, language);
}

/**
 * A year, month, day or time is written with the parts that it has. What TimelineJS has no date for (a quarter, a decade, a
 * moment within bounds) is the span of its possible days. What is dated at one end alone, a period or a moment with one bound,
 * is at that end and has no span: a quarter or a decade is then the year by which the event is ordered.
 */
export function slideDates(when: When): SlideDates {
  if (when.kind === 'period') {
    const [start, end] = [when.start, when.end].map((one) => (typeof one === 'string' ? undefined : one));
    if (!start || !end) return atEnd(start ?? end, when);
    return {
      start_date: knownParts(start) ?? dayParts(start.earliest),
      end_date: knownParts(end) ?? dayParts(end.latest),
    };
  }
  if (when.at.form === 'date') {
    const known = knownParts(when.at);
    return known ? { start_date: known } : daysOf(when.at, when.at);
  }
  const { after, before } = when.at;
  return after && before ? daysOf(after, before) : atEnd(after ?? before, when);
}

function daysOf(first: DatePoint, last: DatePoint): SlideDates {
  return { start_date: dayParts(first.earliest), end_date: dayParts(last.latest) };
}

function atEnd(end: DatePoint | undefined, when: When): SlideDates {
  return { start_date: (end && knownParts(end)) ?? { year: dayParts(anchorDay(when)).year } };
}

function knownParts({ precision, earliest, time }: DatePoint): SlideDate | undefined {
  const { year, month, day } = dayParts(time?.day ?? earliest);
  switch (precision) {
    case 'year':
      return { year };
    case 'month':
      return { year, month };
    case 'day':
      return { year, month, day };
    case 'time': {
      const [hour = 0, minute = 0, second] = (time?.clock ?? '').split(':').map(Number);
      return { year, month, day, hour, minute, ...(second !== undefined && { second }) };
    }
    default:
      return undefined;
  }
}
