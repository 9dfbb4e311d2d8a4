/** An event in plain words, as calendars and feeds show it: title, date, place, people, and all of it in paragraphs. */

import { type Anniversary, isOnLeapDay } from '../../chronology/anniversary.ts';
import { type Chronology, incomingTo, typeOf } from '../../chronology/chronology.ts';
import { nameOfCountry } from '../../chronology/country-names.ts';
import { precisionOf } from '../../chronology/dates/when.ts';
import type { Citation, Table, TimelineEvent } from '../../chronology/event.ts';
import type { Facet } from '../../chronology/facet.ts';
import { formatAmount, formatFigure } from '../../chronology/languages/amounts.ts';
import { formatPrecision, formatWhen } from '../../chronology/languages/dates-in-words.ts';
import { formatBareYear } from '../../chronology/languages/days-in-words.ts';
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { plainProse } from '../../chronology/languages/prose.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import type { PlainWordKey } from '../../chronology/languages/words/keys.ts';
import { formatRecordedTime } from '../../chronology/schema/locator.ts';
import type { Vocabulary } from '../../chronology/schema/vocabulary.ts';
import type { EventImage } from './event-image.ts';
import { figureLabel, joinedTexts, personText, placeText, statusText, tagsOf } from './field-text.ts';
import { type ChangedField, changedFieldsAt, lineText } from './revision-text.ts';
import type { View } from './view.ts';

/** The date as known: the curator's `whenText` where there is one, or else the date formatted. */
export function dateAsKnown(event: TimelineEvent, language: LanguageTag): string {
  return event.whenText?.[language] ?? formatWhen(event.when, language);
}

/** With a capital, for the beginning of a heading or sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The events that fulfilled a plan; none for an event of another status. */
export function fulfilmentsOf(chronology: Chronology, event: TimelineEvent): readonly TimelineEvent[] {
  return event.status === 'planned' ? incomingTo(chronology, event.slug).fulfilledBy : [];
}

/** The event that replaces a withdrawn one. */
export function successorOf(chronology: Chronology, { withdrawn }: TimelineEvent): TimelineEvent | undefined {
  return withdrawn?.replacedBy === undefined ? undefined : chronology.bySlug.get(withdrawn.replacedBy);
}

/** The title, marked where the event is withdrawn, cancelled, superseded or a fulfilled plan: a list shows nothing else. */
export function titleWithStatus(
  chronology: Chronology,
  event: TimelineEvent,
  language: LanguageTag,
  words: Translate,
): PickedText {
  const { text: title, lang } = pick(event.title, language);
  const text = () => {
    if (event.withdrawn) return words('title.withdrawn', { title });
    if (event.status === 'cancelled') return words('title.cancelled', { title });
    if (event.status === 'superseded') return words('title.superseded', { title });
    return fulfilmentsOf(chronology, event).length > 0 ? words('title.plan', { title }) : title;
  };
  return { text: text(), lang };
}

/** The event's name where there is little room, and nothing else is told of it: marked where it is a plan, or did not happen. */
export function shortTitleWithStatus(
  chronology: Chronology,
  event: TimelineEvent,
  language: LanguageTag,
  words: Translate,
): PickedText {
  const { text: title, lang } = pick(event.shortTitle ?? event.title, language);
  return event.status === 'planned'
    ? { text: words('title.plan', { title }), lang }
    : titleWithStatus(chronology, { ...event, title: event.shortTitle ?? event.title }, language, words);
}

/** One source of a list of citations, with all its cited places: numbers in their order, others in that of the file. */
export interface CitedSource {
  readonly id: string;
  readonly title: PickedText;
  readonly paragraphs: readonly number[];
  readonly pages: readonly string[];
  readonly sections: readonly string[];
  /** In seconds. */
  readonly times: readonly number[];
}

export function citedSources(
  chronology: Chronology,
  citations: readonly Citation[],
  language: LanguageTag,
): readonly CitedSource[] {
  const citationsBySource = new Map<string, Citation[]>();
  for (const citation of citations) {
    const known = citationsBySource.get(citation.source);
    if (known) known.push(citation);
    else citationsBySource.set(citation.source, [citation]);
  }
  return [...citationsBySource].map(([id, own]) => ({
    id,
    title: pick(chronology.vocabulary.sources[id]?.title ?? { [language]: id }, language),
    paragraphs: distinct(own.map(({ paragraph }) => paragraph)).sort((a, b) => a - b),
    pages: distinct(own.map(({ page }) => page)),
    sections: distinct(own.map(({ section }) => section)),
    times: distinct(own.map(({ at }) => at)).sort((a, b) => a - b),
  }));
}

function distinct<T>(values: readonly (T | undefined)[]): T[] {
  return [...new Set(values)].filter((value) => value !== undefined);
}

/** What a wording is cited for; of a date that is inferred, that it is printed in none of them. */
export function citationPurpose(
  { for: purpose }: { readonly for: Citation['for'] },
  { inferred }: { readonly inferred: boolean },
  words: Translate,
): string {
  return words(`event.wordingFor.${inferred && purpose === 'date' ? 'inferred' : purpose}`);
}

type CitedPlaces = Pick<CitedSource, 'paragraphs' | 'pages' | 'sections' | 'times'>;

/** A section that is called by a number or a letter, 3.2, IV, B, and not by a name. */
const NUMBERED = /^(?:\p{Nd}|[IVXLCDM]+(?!\p{L})|\p{L}(?!\p{L}))/u;

/** `¶ 3, p. 12`; empty where the source is cited as a whole. @param format Writes the numbers of paragraphs. */
export function formatPlaces(
  { paragraphs, pages, sections, times }: CitedPlaces,
  words: Translate,
  format: (numbers: readonly number[]) => string = (numbers) => numbers.join(words('event.numberJoin')),
): string {
  const join = words('event.numberJoin');
  const numbered = sections.filter((section) => NUMBERED.test(section));
  const named = sections.filter((section) => !NUMBERED.test(section));
  return [
    ...(paragraphs.length > 0 ? [words('event.paragraphShort', { paragraphs: format(paragraphs) })] : []),
    ...(pages.length > 0 ? [words('event.pageShort', { pages: pages.join(join) })] : []),
    ...(numbered.length > 0 ? [words('event.sectionShort', { sections: numbered.join(join) })] : []),
    ...named.map((section) => words('event.sectionNamed', { sections: section })),
    ...(times.length > 0 ? [words('event.timeShort', { times: times.map(formatRecordedTime).join(join) })] : []),
  ].join(join);
}

/** A paragraph in its language; one of a link ends with its address. Outputs with markup tell some by more than a line. */
export interface Paragraph extends PickedText {
  readonly address?: string;
  readonly isImage?: true;
  /** The text with its Markdown, where it has some. */
  readonly prose?: string;
  /** What the figure counts, and its amount. */
  readonly figure?: { readonly label: string; readonly amount: string };
  /** The id of the source that the line names, and how that is written in it. */
  readonly source?: { readonly id: string; readonly title: string };
  /** What the line says that a revision changed. */
  readonly change?: ChangedField;
}

/** How the paragraphs of an event differ between outputs. */
interface ParagraphOptions {
  /** Whether the date is stated even where it is a plain day. */
  readonly alwaysDated?: boolean;
  /** What follows the summary. */
  readonly afterSummary?: readonly PickedText[];
  readonly image?: EventImage | undefined;
}

/**
 * The event in paragraphs: date and precision (unless it is a plain day), summary, place, people, organizations, links, image,
 * status, figures, disagreements, alternative dates, how the date was inferred, cited sources, the last revision with what it
 * changed and rests on. Each has its language, which is a fallback where the reader's is missing.
 */
export function eventParagraphs(
  chronology: Chronology,
  event: TimelineEvent,
  language: LanguageTag,
  words: Translate,
  { alwaysDated = false, afterSummary = [], image }: ParagraphOptions = {},
): readonly Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const inLanguage = (text: string): PickedText => ({ text, lang: interfaceTag(language) });
  const add = (paragraph: Paragraph) => paragraphs.push(paragraph);
  const labelled = (label: PlainWordKey, { text, lang }: PickedText) =>
    add({ text: words('event.labelled', { label: words(label), text }), lang });
  const { settings, organizations } = chronology.vocabulary;
  const join = words('event.listJoin');

  if (event.withdrawn) labelled('event.withdrawn', pick(event.withdrawn.reason, language));
  const precision = formatPrecision(event.when, language);
  // Calendars and feeds show a plain day by themselves.
  const isPlainDay = precision === '' && event.when.kind === 'moment' && precisionOf(event.when) === 'day';
  if (alwaysDated || !isPlainDay || event.whenText) {
    const date = dateAsKnown(event, language);
    add(inLanguage(capitalized(precision === '' ? date : words('event.dateWithPrecision', { date, precision }))));
  }
  const summary = pick(event.summary, language);
  add({ ...summary, text: plainProse(summary.text, { withAddresses: true }), prose: summary.text });
  paragraphs.push(...afterSummary);
  const place = placeText(chronology, event, language, words);
  if (place) labelled('event.place', place);
  const people = event.people.map((person) => personText(chronology, person, language, words));
  if (people.length > 0) labelled('event.people', joinedTexts(people, language, words));
  const names = event.organizations.map((id) => pick(organizations[id]?.name ?? { [language]: id }, language));
  if (names.length > 0) labelled('event.organizations', joinedTexts(names, language, words));
  for (const { label, lang, url } of linksOf(event, language, words))
    add({ text: words('event.labelled', { label, text: url }), lang, address: url });
  if (image) {
    const text = words('event.imageText', { alt: image.alt.text, credit: image.credit.text });
    const said = words('event.labelled', { label: words('event.image'), text });
    // On a line of its own, for a bracket is no end of an address to programs that make links of texts.
    add({ text: `${said}\n${image.address}`, lang: image.alt.lang, address: image.address, isImage: true });
  }
  if (event.status !== typeOf(chronology, event).defaultStatus)
    labelled('event.status', statusText(chronology, event, language));
  for (const figure of event.figures) {
    const { text: label, lang } = figureLabel(settings, figure, language, words);
    const amount = formatFigure(figure, language, words);
    add({ text: words('event.labelled', { label, text: amount }), lang, figure: { label, amount } });
  }
  for (const disagreement of event.disagreements) labelled('event.disagreement', pick(disagreement, language));
  for (const { when, note, sources } of event.alternatives) {
    const values = {
      date: formatWhen(when, language),
      sources: citedSources(chronology, sources, language)
        .map((cited) => citationText(cited, words))
        .join(join),
    };
    const text = note
      ? words('event.alternativeNoted', { ...values, note: pick(note, language).text })
      : words('event.alternativeText', values);
    labelled('event.alternative', inLanguage(text));
  }
  if (event.dating?.note)
    labelled(event.dating.inferred ? 'event.inferred' : 'event.dating', pick(event.dating.note, language));
  paragraphs.push(...sourceParagraphs(chronology, event.sources, language, words));
  const revision = event.revisions.at(-1);
  if (revision) {
    labelled('event.revised', pick(revision.note, language));
    const changes = changedFieldsAt(chronology, event, -1, language, words);
    paragraphs.push(...changes.map((change) => changeParagraph(change, words)));
    paragraphs.push(...sourceParagraphs(chronology, revision.sources, language, words));
  }
  return paragraphs;
}

/** A line for each source that is cited, with the places in it. */
export function sourceParagraphs(
  chronology: Chronology,
  citations: readonly Citation[],
  language: LanguageTag,
  words: Translate,
): readonly Paragraph[] {
  return citedSources(chronology, citations, language).map((cited) => ({
    text: words('event.labelled', { label: words('event.source'), text: citationText(cited, words) }),
    lang: cited.title.lang,
    source: { id: cited.id, title: cited.title.text },
  }));
}

function citationText(cited: CitedSource, words: Translate): string {
  const place = formatPlaces(cited, words);
  return place === '' ? cited.title.text : words('event.citation', { title: cited.title.text, place });
}

function changeParagraph(change: ChangedField, words: Translate): Paragraph {
  return { text: lineText(change, words), lang: change.lang, change };
}

/** The addresses that an event's file has for readers, each with what it is: its own page first. */
export function linksOf(
  { url, links }: Pick<TimelineEvent, 'url' | 'links'>,
  language: LanguageTag,
  words: Translate,
): readonly { readonly label: string; readonly lang: string; readonly url: string }[] {
  return [
    ...(url === undefined ? [] : [{ label: words('event.url'), lang: interfaceTag(language), url }]),
    ...links.map((link) => {
      const { text, lang } = pick(link.label, language);
      return { label: text, lang, url: link.url };
    }),
  ];
}

/** The name of a row of a table: a country's, or that of several countries by none of their names. */
export function rowName(
  row: string,
  vocabulary: Pick<Vocabulary, 'settings'>,
  language: LanguageTag,
  words: Translate,
): string {
  return row === 'total' || row === 'multiple' ? words(`table.${row}`) : nameOfCountry(row, vocabulary, language);
}

/** The unit of a table's printed numbers: `US$1 million`, 100万米ドル. */
export function tableUnit({ scale, unit }: Table, language: LanguageTag): string {
  return formatAmount('1', scale, unit, language);
}

/** The name of a facet's value. */
export interface Category extends PickedText {
  readonly facet: Facet;
  readonly value: string;
}

/** The categories of an event in calendars and feeds: its type, countries, series and tags. */
export function categoriesOf(chronology: Chronology, event: TimelineEvent, language: LanguageTag): readonly Category[] {
  const { settings } = chronology.vocabulary;
  const series = event.series && settings.series[event.series.id];
  return [
    { facet: 'type', value: event.type, ...pick(typeOf(chronology, event).label, language) },
    ...event.countries.map((code) => {
      const text = nameOfCountry(code, chronology.vocabulary, language);
      return { facet: 'country' as const, value: code, text, lang: language };
    }),
    ...(event.series && series
      ? [{ facet: 'series' as const, value: event.series.id, ...pick(series.name, language) }]
      : []),
    ...tagsOf(chronology, event, language).map((name, index) => ({
      facet: 'tag' as const,
      value: event.tags[index] ?? name.text,
      ...name,
    })),
  ];
}

/** "On this day in 2022: …", "In this month in 2022: …". */
export function anniversaryTitle(event: TimelineEvent, anniversary: Anniversary, view: View): string {
  const title = titleInView(event, view);
  const { precision, year, ofStart } = anniversary;
  const subject = ofStart ? view.words('anniversary.start', { title }) : title;
  // Says that the event was on 29 February, since in most years its anniversary is on the 28th.
  return view.words(`anniversary.on.${precision}`, {
    year: formatBareYear(year, view.language),
    title: isOnLeapDay(anniversary) ? view.words('anniversary.leapDay', { title: subject }) : subject,
  });
}

/** `titleWithStatus` in the language of a view. */
export function titleInView(event: TimelineEvent, { chronology, language, words }: View): string {
  return titleWithStatus(chronology, event, language, words).text;
}
