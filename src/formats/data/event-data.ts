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
import { revisedFieldsOf } from '../../chronology/revised-fields.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { formatRecordedTime } from '../../chronology/schema/locator.ts';
import { imageOf } from '../view/event-image.ts';
import { rowName, tableUnit } from '../view/event-text.ts';
import { changedFields, lineText } from '../view/revision-text.ts';
import type { View } from '../view/view.ts';
import { toDateData, zoneOf } from './date-data.ts';
import type {
  CitationData,
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
  const stated = statedData(event, views, event.whenText);
  return {
    slug: event.slug,
    uid: identityOf(chronology, event.slug),
    url: addresses.permalink(event.slug),
    pages: Object.fromEntries(views.map((own) => [own.language, own.addresses.event(event.slug)])),
    type: stated.type,
    status: stated.status,
    weight: event.weight,
    when: stated.when,
    title: stated.title,
    ...(event.shortTitle && { shortTitle: text(event.shortTitle) }),
    ...summaryData(event, views),
    ...(stated.place && { place: stated.place }),
    online: stated.online,
    countries: stated.countries,
    people: stated.people,
    organizations: stated.organizations,
    tags: stated.tags,
    ...(event.url !== undefined && { website: event.url }),
    links: event.links.map(({ label, url }) => ({ label: text(label), url })),
    ...imageData(event, views),
    ...(stated.series && { series: stated.series }),
    relations: relationsData(event, views),
    figures: stated.figures,
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

/** The members of which a revision may say what stood before. @param whenText the date in the words of the file */
function statedData(event: TimelineEvent, views: Views, whenText?: Text): StatedData {
  const [view] = views;
  const { chronology } = view;
  const { settings, people, organizations } = chronology.vocabulary;
  const text = (of: Text) => textIn(views, of);
  const named = (id: string, name: Text | undefined) => ({ id, name: text(name ?? nameFor(id, view)) });
  const country = (code: string) => ({ code, name: countryIn(views, code) });
  const { series } = event;
  return {
    type: { id: event.type, label: text(typeOf(chronology, event).label) },
    status: {
      id: event.status,
      label: text(typeOf(chronology, event).statuses[event.status] ?? nameFor(event.status, view)),
    },
    when: toDateData(event.when, {
      languages: settings.languages,
      timeZone: zoneOf(event, chronology.vocabulary),
      whenText,
    }),
    title: text(event.title),
    ...placeData(event, views),
    online: event.online,
    countries: event.countries.map(country),
    people: event.people.map(({ id, office, country: code }) => ({
      ...named(id, people[id]?.name),
      ...(office && { office: text(office) }),
      ...(code !== undefined && { country: country(code) }),
    })),
    organizations: event.organizations.map((id) => ({
      ...named(id, organizations[id]?.name),
      ...defined({ url: organizations[id]?.url }),
    })),
    tags: event.tags.map((id) => named(id, settings.tags[id]?.name)),
    ...(series && {
      series: { ...named(series.id, settings.series[series.id]?.name), ...defined({ number: series.number }) },
    }),
    figures: event.figures.map((figure) => figureData(figure, views)),
  };
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
    const only = (version: TimelineEvent): RevisedData => {
      const stated: RevisedData = statedData(version, views);
      return Object.fromEntries((change?.fields ?? []).map((field) => [field, stated[field] ?? null]));
    };
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

function placeData(event: TimelineEvent, views: Views): Pick<EventData, 'place'> | undefined {
  const { vocabulary } = views[0].chronology;
  const name = placeNameOf(event, vocabulary);
  if (!name) return undefined;
  const { geo: [latitude, longitude] = [], country: code } = placeEntryOf(event, vocabulary) ?? {};
  return {
    place: {
      ...defined({ id: placeIdOf(event) }),
      name: textIn(views, name),
      ...(code !== undefined && {
        country: { code, name: countryIn(views, code) },
      }),
      ...defined({ latitude, longitude }),
    },
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
    countries: countries.map((code) => ({ code, name: countryIn(views, code) })),
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
