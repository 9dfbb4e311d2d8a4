/** The entry of an event in a feed: its title with the date as known, its summary, and all that is known of it as HTML. */

import { secondsAfter } from '../../chronology/dates/day.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import { type Citation, lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { identityOf, tagOf } from '../../chronology/identity.ts';
import { plainProse } from '../../chronology/languages/prose.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import { EVERYTHING, withValues } from '../../chronology/query/query.ts';
import { isInCalendarYears } from '../calendar/entry.ts';
import { type EventImage, imageOf } from '../view/event-image.ts';
import {
  capitalized,
  categoriesOf,
  dateAsKnown,
  eventParagraphs,
  type Paragraph,
  sourceParagraphs,
  titleWithStatus,
} from '../view/event-text.ts';
import { languageAttributes, localize, localizedMarkup } from '../view/localized-text.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';
import { anchor, inDirection, lines, paragraphMarkup } from '../view/prose-markup.ts';
import { type ChangedField, linePieces } from '../view/revision-text.ts';
import type { View } from '../view/view.ts';
import type { FeedCategory, FeedEntry } from './feed.ts';

/** @param seconds By how many its dates are later in feeds. */
export function eventEntry(event: TimelineEvent, view: View, seconds: number): FeedEntry {
  const { chronology, language, words } = view;
  return {
    // No permalink, since an address would change with the host.
    id: identityOf(chronology, event.slug),
    title: localize(datedTitle(event, titleWithStatus(chronology, event, language, words), view), language),
    published: secondsAfter(event.published, seconds),
    updated: secondsAfter(lastModified(event), seconds),
    ...entryOf(event, view),
  };
}

/** "March 2023: A title", in the language of the title. */
export function datedTitle(event: TimelineEvent, { text, lang }: PickedText, { language, words }: View): PickedText {
  return { text: words('feed.title', { date: capitalized(dateAsKnown(event, language)), title: text }), lang };
}

/** The address of the event's calendar; undefined where its years are none of calendars. */
export function calendarOf(event: TimelineEvent, { addresses }: View): string | undefined {
  return isInCalendarYears(event) ? addresses.eventCalendar(event.slug) : undefined;
}

/** What the entry says of the event, whatever it is told for. */
export function entryOf(event: TimelineEvent, view: View): Omit<FeedEntry, 'id' | 'title' | 'published' | 'updated'> {
  const { chronology, language, words, addresses } = view;
  const image = imageOf(event, language, addresses);
  const paragraphs = eventParagraphs(chronology, event, language, words, { alwaysDated: true, image });
  const calendar = calendarOf(event, view);
  const summary = pick(event.summary, language);
  return {
    summary: localize({ ...summary, text: plainProse(summary.text) }, language),
    content: inDirection(
      [
        ...markupOf(paragraphs, view, image),
        ...(calendar === undefined ? [] : [`<p>${anchor(calendar, words('event.addToCalendar'))}</p>`]),
      ].join('\n'),
      language,
    ),
    link: addresses.event(event.slug),
    calendar,
    categories: categoriesIn(event, view),
    edtf: event.when.edtf,
    image,
    ...w3cDates(event.when),
  };
}

export function categoriesIn(event: TimelineEvent, { chronology, language }: View): readonly FeedCategory[] {
  return categoriesOf(chronology, event, language).map(({ facet, value, ...name }) => ({
    ...localize(name, language),
    facet,
    value,
    scheme: tagOf(identityOf(chronology, facet)),
  }));
}

/** A paragraph each, but figures, which are a table, and the image, which is shown. */
function* markupOf(paragraphs: readonly Paragraph[], view: View, image: EventImage | undefined): Generator<string> {
  const { language } = view;
  const rows = paragraphs.flatMap(({ figure, lang }) => (figure ? [{ ...figure, lang }] : []));
  let isTableDone = false;
  for (const paragraph of paragraphs) {
    const { lang, text, figure, source, change, address = '' } = paragraph;
    if (figure) {
      if (!isTableDone) yield tableOf(rows, language);
      isTableDone = true;
    } else if (paragraph.isImage && image) {
      const caption = text.slice(0, text.length - address.length).trimEnd();
      yield imageMarkup(image, paragraphMarkup({ text: caption, lang }, language));
    } else if (source) {
      const link = anchor(sourceAddress(source.id, view), source.title);
      yield `<p${langOf(lang, language)}>${withMarkup(text, source.title, link)}</p>`;
    } else if (change) {
      yield `<p${langOf(lang, language)}>${changeLine(change, view)}</p>`;
    } else {
      yield paragraphMarkup(paragraph, language);
    }
  }
}

function tableOf(
  rows: readonly { readonly label: string; readonly amount: string; readonly lang: string }[],
  language: LanguageTag,
): string {
  const cells = rows.map(({ label, amount, lang }) => {
    const heading = `<th scope="row"${langOf(lang, language)}>${escapeMarkup(label)}</th>`;
    return `<tr>${heading}<td>${escapeMarkup(amount)}</td></tr>`;
  });
  return `<table>\n${cells.join('\n')}\n</table>`;
}

function imageMarkup({ address, alt, file }: EventImage, caption: string): string {
  const { width, height } = file ?? {};
  return `<p><img${attributes({ src: address, alt: alt.text, width, height })}></p>\n${caption}`;
}

function langOf(lang: string, language: LanguageTag): string {
  return languageAttributes(localize({ text: '', lang }, language));
}

/** From what to what a field changed, each value in its own language. */
function changeLine(change: ChangedField, { words }: View): string {
  return linePieces(change, words)
    .map(({ text, lang }) => {
      const own = langOf(lang, change.lang);
      return own === '' ? lines(text) : `<span${own}>${lines(text)}</span>`;
    })
    .join('');
}

/** What a revision changed, as a list. */
export function changesMarkup(changes: readonly ChangedField[], view: View): readonly string[] {
  if (changes.length === 0) return [];
  return [
    '<ul>',
    ...changes.map((change) => `<li${langOf(change.lang, view.language)}>${changeLine(change, view)}</li>`),
    '</ul>',
  ];
}

/** The lines that name the sources which are cited. */
export function sourceMarkup(citations: readonly Citation[], view: View): Iterable<string> {
  return markupOf(sourceParagraphs(view.chronology, citations, view.language, view.words), view, undefined);
}

function sourceAddress(id: string, { addresses }: View): string {
  return addresses.view(withValues(EVERYTHING, 'source', [id]));
}

/** A paragraph in which some words are in their own language, and lead to an address where there is one. */
export function linkedMarkup(
  text: string,
  picked: PickedText,
  address: string | undefined,
  { language }: Pick<View, 'language'>,
): string {
  const words = localize(picked, language);
  const markup =
    address === undefined ? localizedMarkup(words) : anchor(address, words.text, languageAttributes(words));
  return `<p>${withMarkup(text, words.text, markup)}</p>`;
}

/** Text in which the last occurrence of some words is this markup. */
function withMarkup(text: string, words: string, markup: string): string {
  const at = text.lastIndexOf(words);
  if (at === -1) return lines(text);
  return `${lines(text.slice(0, at))}${markup}${lines(text.slice(at + words.length))}`;
}
