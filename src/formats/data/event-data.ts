/** An event as data: all that its file says and its page tells, with ids for programs and names for people. */
import { type Chronology, incomingTo, typeOf } from '../../chronology/chronology.ts';
import { nameOfCountry } from '../../chronology/country-names.ts';
import { type Citation, type Figure, lastModified, type Table, type TimelineEvent } from '../../chronology/event.ts';
import { identityOf } from '../../chronology/identity.ts';
import { formatFigure } from '../../chronology/languages/amounts.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { plainProse } from '../../chronology/languages/prose.ts';
import type { LanguageTag, Text } from '../../chronology/languages/text.ts';
import { placeEntryOf, placeIdOf, placeNameOf } from '../../chronology/place.ts';
import { type RevisedField, revisedFieldsOf } from '../../chronology/revised-fields.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { formatRecordedTime } from '../../chronology/schema/locator.ts';
import { imageOf } from '../view/event-image.ts';
import { rowName, tableUnit } from '../view/event-text.ts';
import { changedFields, lineText } from '../view/revision-text.ts';
import type { View } from '../view/view.ts';
import { toDateData, zoneOf } from './date-data.ts';
import type {
  CitationData,
  DateData,
  EventData,
  EventDocumentData,
  ReferenceData,
  RevisedData,
  StatedData,
  TombstoneData,
} from './event-data-schema.ts';

/** The version of the format: `version` of the schema says what each of its numbers means. */
export const EVENT_DATA_VERSION = '1.0';

/** The view in each language that was asked for. */
export type Views = readonly [View, ...View[]];

/** A text in the languages that were asked for; in none of these, in the chronology's first. */
function textIn(views: Views, text: Text): Record<string, string> {
  const own = views.flatMap(({ language }) => {
    const found = text[language];
    return found === undefined ? [] : [[language, found] as const];
  });
  return Object.fromEntries(own.length > 0 ? own : Object.entries(text).slice(0, 1));
}

/** What the interface's words say, in each language that was asked for. */
function wordsIn(views: Views, of: (view: View) => string): Record<string, string> {
  return Object.fromEntries(views.map((view) => [interfaceTag(view.language), of(view)]));
}

/** The name of a country in each language that was asked for, which CLDR has in more languages than the interface. */
function countryIn(views: Views, code: string): Record<string, string> {
  return Object.fromEntries(
    views.map(({ chronology, language }) => [language, nameOfCountry(code, chronology.vocabulary, language)]),
  );
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

export function toEventData(event: TimelineEvent, views: Views): EventData {
  const [view] = views;
  const { chronology, addresses } = view;
  const { settings } = chronology.vocabulary;
  const text = (of: Text) => textIn(views, of);
  const citations = (of: readonly Citation[]) => of.map((citation) => toCitationData(citation, views));
  const place = stated.place(event, views);
  const series = stated.series(event, views);
  return {
    slug: event.slug,
    uid: identityOf(chronology, event.slug),
    url: addresses.permalink(event.slug),
    pages: Object.fromEntries(views.map((own) => [own.language, own.addresses.event(event.slug)])),
    type: stated.type(event, views),
    status: stated.status(event, views),
    weight: event.weight,
    when: whenData(event, views, event.whenText),
    title: stated.title(event, views),
    ...(event.shortTitle && { shortTitle: text(event.shortTitle) }),
    ...summaryData(event, views),
    ...(place && { place }),
    online: stated.online(event, views),
    countries: stated.countries(event, views),
    people: stated.people(event, views),
    organizations: stated.organizations(event, views),
    tags: stated.tags(event, views),
    ...(event.url !== undefined && { website: event.url }),
    links: event.links.map(({ label, url }) => ({ label: text(label), url })),
    ...imageData(event, views),
    ...(series && { series }),
    relations: relationsData(event, views),
    figures: stated.figures(event, views),
    ...(event.table && { table: tableData(event.table, views) }),
    disagreements: event.disagreements.map(text),
    alternatives: event.alternatives.map(({ when, note, sources }) => ({
      when: toDateData(when, { languages: settings.languages, timeZone: zoneOf(event, chronology.vocabulary) }),
      ...(note && { note: text(note) }),
      sources: citations(sources),
    })),
    ...(event.dating && {
      dating: { inferred: event.dating.inferred, ...(event.dating.note && { note: text(event.dating.note) }) },
    }),
    sources: citations(event.sources),
    published: event.published,
    modified: lastModified(event),
    revisions: revisionsData(event, views),
  };
}

type StatedMember<F extends RevisedField> = (event: TimelineEvent, views: Views) => StatedData[F];

/** The members of which a revision may say what stood before, each by itself: few revisions say more than one. */
const stated: { readonly [F in RevisedField]: StatedMember<F> } = {
  type: (event, views) => ({ id: event.type, label: textIn(views, typeOf(views[0].chronology, event).label) }),
  status: (event, views) => {
    const [view] = views;
    const label = typeOf(view.chronology, event).statuses[event.status] ?? nameFor(event.status, view);
    return { id: event.status, label: textIn(views, label) };
  },
  when: (event, views) => whenData(event, views),
  title: ({ title }, views) => textIn(views, title),
  place: placeData,
  online: ({ online }) => online,
  countries: ({ countries }, views) => countries.map((code) => countryData(code, views)),
  people: ({ people }, views) =>
    people.map(({ id, office, country }) => ({
      ...namedData(id, vocabularyOf(views).people[id]?.name, views),
      ...(office && { office: textIn(views, office) }),
      ...(country !== undefined && { country: countryData(country, views) }),
    })),
  organizations: ({ organizations }, views) =>
    organizations.map((id) => {
      const organization = vocabularyOf(views).organizations[id];
      return { ...namedData(id, organization?.name, views), ...defined({ url: organization?.url }) };
    }),
  tags: ({ tags }, views) => tags.map((id) => namedData(id, vocabularyOf(views).settings.tags[id]?.name, views)),
  series: ({ series }, views) =>
    series && {
      ...namedData(series.id, vocabularyOf(views).settings.series[series.id]?.name, views),
      ...defined({ number: series.number }),
    },
  figures: ({ figures }, views) => figures.map((figure) => figureData(figure, views)),
};

function vocabularyOf([{ chronology }]: Views): Chronology['vocabulary'] {
  return chronology.vocabulary;
}

/** @param whenText the date in the words of the file, which are of the date that stands now */
function whenData(event: TimelineEvent, views: Views, whenText?: Text): DateData {
  const vocabulary = vocabularyOf(views);
  const { languages } = vocabulary.settings;
  return toDateData(event.when, { languages, timeZone: zoneOf(event, vocabulary), whenText });
}

function namedData(id: string, name: Text | undefined, views: Views): { id: string; name: Record<string, string> } {
  return { id, name: textIn(views, name ?? nameFor(id, views[0])) };
}

function countryData(code: string, views: Views): { code: string; name: Record<string, string> } {
  return { code, name: countryIn(views, code) };
}

function revisionsData(event: TimelineEvent, views: Views): EventData['revisions'] {
  const revised = revisedFieldsOf(event);
  const inWords = new Map(
    views.map((view) => {
      const { chronology, language, words } = view;
      const lines = changedFields(chronology, event, language, words);
      return [view, lines.map((each) => each.map((change) => lineText(change, words)).join('\n'))] as const;
    }),
  );
  return event.revisions.map(({ date, note, sources }, index) => {
    const change = revised[index];
    const only = (version: TimelineEvent): RevisedData =>
      Object.fromEntries((change?.fields ?? []).map((field) => [field, stated[field](version, views) ?? null]));
    return {
      date,
      note: textIn(views, note),
      ...(change && {
        was: only(change.before),
        became: only(change.after),
        // By the language of the view, also where the interface has no words in it: the values in a line are texts of that language.
        changes: Object.fromEntries(views.map((view) => [view.language, inWords.get(view)?.[index] ?? ''])),
      }),
      ...(sources.length > 0 && { sources: sources.map((citation) => toCitationData(citation, views)) }),
    };
  });
}

/** An id that has no name of its own is its name, which is of no language: it stands under the first. */
function nameFor(id: string, { language }: View): Text {
  return { [language]: id };
}

function summaryData({ summary }: TimelineEvent, views: Views): Pick<EventData, 'summary' | 'summaryMarkdown'> {
  const written = textIn(views, summary);
  const plain = Object.fromEntries(
    Object.entries(written).map(([language, text]) => [language, plainProse(text, { withAddresses: true })]),
  );
  const isPlain = Object.entries(written).every(([language, text]) => plain[language] === text);
  return { summary: plain, ...(!isPlain && { summaryMarkdown: written }) };
}

function placeData(event: TimelineEvent, views: Views): EventData['place'] {
  const vocabulary = vocabularyOf(views);
  const name = placeNameOf(event, vocabulary);
  if (!name) return undefined;
  const { geo: [latitude, longitude] = [], country } = placeEntryOf(event, vocabulary) ?? {};
  return {
    ...defined({ id: placeIdOf(event) }),
    name: textIn(views, name),
    ...(country !== undefined && { country: countryData(country, views) }),
    ...defined({ latitude, longitude }),
  };
}

function imageData(event: TimelineEvent, views: Views): Pick<EventData, 'image'> | undefined {
  const [{ language, addresses }] = views;
  const image = imageOf(event, language, addresses);
  if (!image || !event.image) return undefined;
  const { address, creditUrl, mediaType, file } = image;
  return {
    image: {
      url: address,
      alt: textIn(views, event.image.alt),
      credit: textIn(views, event.image.credit),
      ...defined({ creditUrl, mediaType }),
      ...(file && { width: file.width, height: file.height, bytes: file.bytes }),
    },
  };
}

function relationsData(event: TimelineEvent, views: Views): EventData['relations'] {
  const { chronology } = views[0];
  const { partOf, follows, fulfils, related } = event.relations;
  const incoming = incomingTo(chronology, event.slug);
  const named = (slugs: readonly string[]) => slugs.flatMap((slug) => chronology.bySlug.get(slug) ?? []);
  const references = (events: Iterable<TimelineEvent>) => [...events].map((other) => toReference(other, views));
  const [whole] = references(named(partOf === undefined ? [] : [partOf]));
  return {
    ...(whole && { partOf: whole }),
    parts: references(incoming.subEvents),
    follows: references(named(follows)),
    followedBy: references(incoming.followedBy),
    fulfils: references(named(fulfils)),
    fulfilledBy: references(incoming.fulfilledBy),
    // Two events that are related are so in both directions, whichever file says so.
    related: references(new Set([...named(related), ...incoming.related])),
  };
}

function toReference({ slug, title }: TimelineEvent, views: Views): ReferenceData {
  return { slug, title: textIn(views, title), url: views[0].addresses.permalink(slug) };
}

function figureData(figure: Figure, views: Views): EventData['figures'][number] {
  const [view] = views;
  const { measure, value, scale, unit, approximate, moreThan, countries } = figure;
  return {
    measure: { id: measure, label: textIn(views, labelOfMeasure(measure, view)) },
    value,
    scale,
    ...defined({ unit }),
    approximate,
    moreThan,
    countries: countries.map((code) => countryData(code, views)),
    text: wordsIn(views, ({ language, words }) => formatFigure(figure, language, words)),
  };
}

function labelOfMeasure(id: string, view: View): Text {
  return view.chronology.vocabulary.settings.measures[id]?.label ?? nameFor(id, view);
}

function tableData(table: Table, views: Views): NonNullable<EventData['table']> {
  const { unit, scale, columns, rows } = table;
  const [view] = views;
  const { measures } = view.chronology.vocabulary.settings;
  return {
    unit,
    scale,
    unitText: wordsIn(views, ({ language }) => tableUnit(table, language)),
    columns: columns.map((id) => ({
      id,
      label: textIn(views, labelOfMeasure(id, view)),
      ...defined({ includedIn: measures[id]?.includedIn }),
    })),
    rows: Object.entries(rows).map(([id, values]) => ({
      id,
      label: rowIn(views, id),
      values: values.map((value) => (value === 'none' ? null : value)),
    })),
  };
}

/** A sum is called by the interface's words; countries have names in more languages than these. */
function rowIn(views: Views, row: string): Record<string, string> {
  const of = ({ chronology, language, words }: View) => rowName(row, chronology.vocabulary, language, words);
  return row === 'total' || row === 'multiple'
    ? wordsIn(views, of)
    : Object.fromEntries(views.map((view) => [view.language, of(view)]));
}

function toCitationData(citation: Citation, views: Views): CitationData {
  const { settings, sources } = views[0].chronology.vocabulary;
  const { source: id, paragraph, page, section, at, for: purpose, wording } = citation;
  const source = sources[id];
  const { languages, timeZone } = settings;
  return {
    source: {
      id,
      title: textIn(views, source?.title ?? nameFor(id, views[0])),
      language: source?.language ?? languages[0] ?? '',
      ...(source?.publisher && { publisher: textIn(views, source.publisher) }),
      ...(source?.date && { date: toDateData(source.date, { languages, timeZone }) }),
      ...defined({ url: source?.url, accessed: source?.accessed?.edtf }),
    },
    ...defined({ paragraph, page, section }),
    ...(at !== undefined && { at: { seconds: at, text: formatRecordedTime(at) } }),
    for: purpose,
    ...defined({ wording }),
  };
}

/** What a withdrawn event leaves. */
export function toTombstone(event: TimelineEvent, views: Views): TombstoneData {
  const [{ chronology, addresses }] = views;
  const { date, reason, replacedBy } = event.withdrawn ?? { date: event.published, reason: event.summary };
  const successor = replacedBy === undefined ? undefined : chronology.bySlug.get(replacedBy);
  return {
    slug: event.slug,
    uid: identityOf(chronology, event.slug),
    url: addresses.permalink(event.slug),
    title: textIn(views, event.title),
    withdrawn: {
      date,
      reason: textIn(views, reason),
      ...(successor && { replacedBy: toReference(successor, views) }),
    },
  };
}

/** What every document says of the chronology and of itself. @param schema the address of the JSON Schema */
export function documentHead(views: Views, schema: string): Omit<EventDocumentData, 'event'> {
  const [view] = views;
  const { settings }: Chronology['vocabulary'] = view.chronology.vocabulary;
  const { languages, timeZone, publisher } = settings;
  return {
    $schema: schema,
    version: EVENT_DATA_VERSION,
    chronology: {
      title: textIn(views, settings.title),
      description: textIn(views, settings.description),
      url: view.addresses.chronology,
      languages: [...languages],
      timeZone,
      publisher: {
        name: Object.fromEntries(
          views.map(({ language }: { language: LanguageTag }) => [language, publisherName(settings, language)]),
        ),
        ...defined({ url: publisher.url, email: publisher.email }),
      },
      ...(settings.licence && { licence: textIn(views, settings.licence) }),
    },
    languages: views.map(({ language }) => language),
  };
}
