/** The entry of an event in a feed: its title with the date as known, its summary, and all that is known of it as HTML. */

import { secondsAfter } from '../../chronology/dates/day.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import { type Citation, lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { identityOf } from '../../chronology/identity.ts';
import { directionOf } from '../../chronology/languages/definition/direction.ts';
import { type ProseRun, plainProse, proseOf } from '../../chronology/languages/prose.ts';
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
import { attributes, escapeMarkup } from '../view/markup.ts';
import { type ChangedField, linePieces } from '../view/revision-text.ts';
import type { View } from '../view/view.ts';
import { type FeedCategory, type FeedEntry, feedText, tagOf } from './feed.ts';

/** @param seconds By how many its dates are later in feeds. */
export function eventEntry(event: TimelineEvent, view: View, seconds: number): FeedEntry {
  const { chronology, language, words } = view;
  return {
    // No permalink, since an address would change with the host.
    id: identityOf(chronology, event.slug),
    title: feedText(datedTitle(event, titleWithStatus(chronology, event, language, words), view), view),
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
    summary: feedText({ ...summary, text: plainProse(summary.text) }, view),
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
  return categoriesOf(chronology, event, language).map(({ text, facet, value }) => ({
    text,
    facet,
    value,
    scheme: tagOf(identityOf(chronology, facet)),
  }));
}

/** Readers know no direction of an entry but what its markup says. */
export function inDirection(html: string, language: LanguageTag): string {
  return directionOf(language) === 'rtl' ? `<div${attributes({ lang: language, dir: 'rtl' })}>\n${html}\n</div>` : html;
}

/** A paragraph each, but figures, which are a table, and the image, which is shown. */
function* markupOf(paragraphs: readonly Paragraph[], view: View, image: EventImage | undefined): Generator<string> {
  const rows = paragraphs.flatMap(({ figure, lang }) => (figure ? [{ ...figure, lang }] : []));
  let isTableDone = false;
  for (const paragraph of paragraphs) {
    const { lang, text, figure, source, change, prose, address = '' } = paragraph;
    if (figure) {
      if (!isTableDone) yield tableOf(rows, view.language);
      isTableDone = true;
    } else if (paragraph.isImage && image) {
      yield imageMarkup(image, paragraphMarkup(text.slice(0, text.length - address.length).trimEnd(), lang, view));
    } else if (source) {
      yield element(
        'p',
        lang,
        view,
        withMarkup(text, source.title, anchor(sourceAddress(source.id, view), source.title)),
      );
    } else if (change) {
      yield element('p', lang, view, changeLine(change, view));
    } else if (prose !== undefined) {
      yield proseMarkup(prose, lang, view);
    } else {
      const link = address === '' ? '' : anchor(address, address);
      yield element('p', lang, view, `${lines(text.slice(0, text.length - address.length))}${link}`);
    }
  }
}

/** The paragraphs and lists of a text. */
function proseMarkup(text: string, lang: string, view: View): string {
  const blocks = proseOf(text);
  return blocks
    .map(({ kind, runs }, index) => {
      if (kind === 'paragraph') return element('p', lang, view, runs.map(runMarkup).join(''));
      const begin = blocks[index - 1]?.kind === 'item' ? '' : `<ul${langOf(lang, view.language)}>\n`;
      const end = blocks[index + 1]?.kind === 'item' ? '' : '\n</ul>';
      return `${begin}<li>${runs.map(runMarkup).join('')}</li>${end}`;
    })
    .join('\n');
}

function runMarkup({ text, emphasis, href }: ProseRun): string {
  let markup = href === undefined ? lines(text) : anchor(href, text);
  if (emphasis === 'weak' || emphasis === 'both') markup = `<em>${markup}</em>`;
  if (emphasis === 'strong' || emphasis === 'both') markup = `<strong>${markup}</strong>`;
  return markup;
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

export function paragraphMarkup(text: string, lang: string, view: Pick<View, 'language'>): string {
  return element('p', lang, view, lines(text));
}

function element(name: string, lang: string, { language }: Pick<View, 'language'>, markup: string): string {
  return `<${name}${langOf(lang, language)}>${markup}</${name}>`;
}

function langOf(lang: string, language: LanguageTag): string {
  if (lang === language) return '';
  const dir = directionOf(lang);
  return attributes({ lang, dir: dir === directionOf(language) ? undefined : dir });
}

function lines(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '<br>');
}

function anchor(address: string, text: string, lang = ''): string {
  return `<a${attributes({ href: address })}${lang}>${escapeMarkup(text)}</a>`;
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
  return ['<ul>', ...changes.map((change) => element('li', change.lang, view, changeLine(change, view))), '</ul>'];
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
  { text: words, lang }: PickedText,
  address: string | undefined,
  view: Pick<View, 'language'>,
): string {
  const own = langOf(lang, view.language);
  if (address !== undefined) return `<p>${withMarkup(text, words, anchor(address, words, own))}</p>`;
  return `<p>${own === '' ? lines(text) : withMarkup(text, words, `<span${own}>${escapeMarkup(words)}</span>`)}</p>`;
}

/** Text in which the last occurrence of some words is this markup. */
function withMarkup(text: string, words: string, markup: string): string {
  const at = text.lastIndexOf(words);
  if (at === -1) return lines(text);
  return `${lines(text.slice(0, at))}${markup}${lines(text.slice(at + words.length))}`;
}
