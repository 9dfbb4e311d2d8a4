/** An event in the terms of schema.org (JSON-LD 1.1): as an Event, a Dataset or a CreativeWork, whichever its type says. */

import type {
  CountryLeaf,
  CreativeWork,
  CreativeWorkLeaf,
  DatasetLeaf,
  EventLeaf,
  EventSeriesLeaf,
  ImageObjectLeaf,
  OrganizationLeaf,
  PersonLeaf,
  PlaceLeaf,
  PropertyValueLeaf,
  QuantitativeValueLeaf,
  VirtualLocationLeaf,
  WebPageLeaf,
} from 'schema-dts';
import { incomingTo, typeOf } from '../../chronology/chronology.ts';
import { nameOfCountry } from '../../chronology/country-names.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { formatFigure } from '../../chronology/languages/amounts.ts';
import { formerCountries } from '../../chronology/languages/display-names.ts';
import { plainProse } from '../../chronology/languages/prose.ts';
import { pick, type Text } from '../../chronology/languages/text.ts';
import { placeEntryOf, placeNameOf } from '../../chronology/place.ts';
import type { EventType, Source } from '../../chronology/schema/vocabulary.ts';
import { type EventImage, imageOf } from '../view/event-image.ts';
import { type CitedSource, capitalized, citedSources, dateAsKnown, titleWithStatus } from '../view/event-text.ts';
import { figureLabel, statusText, tagsOf } from '../view/field-text.ts';
import type { View } from '../view/view.ts';
import { breadcrumbs, type Crumb, inScript, licenceOf, publisherOf, wholeDataset } from './json-ld.ts';

/**
 * The event, with its page as `mainEntityOfPage`. The page has the dates of publication, the citations and the language of
 * the entry: an Event of schema.org has neither dates of publication nor citations, and its `inLanguage` is the language
 * spoken there.
 *
 * @param crumbs from the chronology to the event's page
 * @returns JSON for a `<script>`
 */
export function renderEventJsonLd(view: View, event: TimelineEvent, crumbs: readonly Crumb[]): string {
  return inScript(nodeOf(view, event, crumbs));
}

/** @param crumbs none where there is no page that they lead to */
export function nodeOf(
  view: View,
  event: TimelineEvent,
  crumbs: readonly Crumb[] = [],
): EventLeaf | DatasetLeaf | CreativeWorkLeaf {
  const page = entryPage(view, event, crumbs);
  switch (schemaTypeOf(view, event)) {
    case 'Event':
      return { ...eventNode(view, event), mainEntityOfPage: page };
    case 'Dataset':
      return { ...datasetNode(view, event), mainEntityOfPage: page };
    case 'CreativeWork':
      return { ...workNode(view, event), mainEntityOfPage: page };
  }
}

function schemaTypeOf({ chronology }: View, event: TimelineEvent): EventType['schemaOrg'] {
  return typeOf(chronology, event).schemaOrg;
}

const EVENT_STATUS = {
  planned: 'https://schema.org/EventScheduled',
  ongoing: 'https://schema.org/EventScheduled',
  done: 'https://schema.org/EventScheduled',
  cancelled: 'https://schema.org/EventCancelled',
  superseded: 'https://schema.org/EventRescheduled',
} as const;

function eventNode(view: View, event: TimelineEvent): EventLeaf {
  const { chronology, words } = view;
  const { startDate, endDate } = w3cDates(event.when);
  const isSuperseded = event.status === 'superseded';
  const isDateStated = startDate !== undefined && (event.when.kind === 'moment' || endDate !== undefined);
  const series = event.series && chronology.vocabulary.settings.series[event.series.id];
  const wholes: (EventLeaf | EventSeriesLeaf)[] = [
    ...wholesOf(view, event, 'Event').map((other) => eventReference(view, other)),
    ...(series ? [{ '@type': 'EventSeries', name: translate(series.name, view) } as const] : []),
  ];
  const subEvents = subEventsOf(view, event, 'Event').map((other) => eventReference(view, other));
  const place = placeOf(view, event);
  return {
    '@type': 'Event',
    ...commonProperties(view, event, isDateStated && !isSuperseded),
    // Nothing was held on the day of a superseded plan.
    ...(startDate !== undefined && (isSuperseded ? { previousStartDate: startDate } : { startDate })),
    ...(endDate !== undefined && !isSuperseded && { endDate }),
    eventStatus: EVENT_STATUS[event.status],
    ...attendance(place, event.online ? { '@type': 'VirtualLocation', name: words('event.online') } : undefined),
    ...(wholes.length > 0 && { superEvent: wholes }),
    ...(subEvents.length > 0 && { subEvent: subEvents }),
  };
}

/** Where people attend: at a place, online, or at both. */
function attendance(place: PlaceLeaf | undefined, virtual: VirtualLocationLeaf | undefined) {
  if (place && virtual)
    return { eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode', location: [place, virtual] } as const;
  if (virtual)
    return { eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode', location: virtual } as const;
  return place && ({ eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode', location: place } as const);
}

/** Figures and the time that they cover. */
function datasetNode(view: View, event: TimelineEvent): DatasetLeaf {
  const { chronology, language, words } = view;
  const { coverage, isDateStated } = temporalCoverage(event);
  const place = placeOf(view, event);
  const counts = event.figures.map(
    (figure): PropertyValueLeaf => ({
      '@type': 'PropertyValue',
      name: figureLabel(chronology.vocabulary.settings, figure, language, words).text,
      value: formatFigure(figure, language, words),
    }),
  );
  return {
    '@type': 'Dataset',
    ...commonProperties(view, event, isDateStated),
    ...workStatus(view, event),
    ...(coverage !== undefined && { temporalCoverage: coverage }),
    ...(place && { spatialCoverage: place }),
    ...(counts.length > 0 && { variableMeasured: counts }),
  };
}

/** A text that was issued at a moment, or in force for a period. */
function workNode(view: View, event: TimelineEvent): CreativeWorkLeaf {
  const { startDate } = w3cDates(event.when);
  const isIssued = event.when.kind === 'moment';
  const { coverage, isDateStated } = temporalCoverage(event);
  // A planned, cancelled or superseded text has no date of publication.
  const hasHappened = event.status === 'done' || event.status === 'ongoing';
  const place = placeOf(view, event);
  const wholes = wholesOf(view, event, 'CreativeWork').map((other) => workReference(view, other));
  const subEvents = subEventsOf(view, event, 'CreativeWork').map((other) => workReference(view, other));
  return {
    '@type': 'CreativeWork',
    ...commonProperties(view, event, isIssued ? startDate !== undefined && hasHappened : isDateStated),
    ...workStatus(view, event),
    ...(isIssued && hasHappened && startDate !== undefined && { datePublished: startDate }),
    ...(!isIssued && coverage !== undefined && { temporalCoverage: coverage }),
    ...(place && { locationCreated: place }),
    ...(wholes.length > 0 && { isPartOf: wholes }),
    ...(subEvents.length > 0 && { hasPart: subEvents }),
  };
}

/** @param isDateStated Whether the node's other properties state all that is known of the date. */
function commonProperties(view: View, event: TimelineEvent, isDateStated: boolean) {
  const { language, words } = view;
  const summary = plainProse(translate(event.summary, view));
  const subjects = subjectsOf(view, event);
  const image = imageOf(event, language, view.addresses);
  const keywords = tagsOf(view.chronology, event, language).map(({ text }) => text);
  return {
    ...idAndName(view, event),
    url: view.addresses.event(event.slug),
    // A date that the properties cannot state is put into words.
    description:
      isDateStated && event.whenText === undefined
        ? summary
        : words('event.labelled', { label: capitalized(dateAsKnown(event, language)), text: summary }),
    ...(subjects.length > 0 && { about: subjects }),
    ...(keywords.length > 0 && { keywords }),
    ...(image && { image: imageNode(image) }),
    // What a page of the event itself is; `url` is that of its entry here.
    ...(event.url !== undefined && { sameAs: event.url }),
    ...(event.links.length > 0 && {
      subjectOf: event.links.map(
        ({ label, url }): WebPageLeaf => ({ '@type': 'WebPage', name: translate(label, view), url }),
      ),
    }),
  };
}

function imageNode({ address, alt, credit, creditUrl, mediaType, file }: EventImage): ImageObjectLeaf {
  return {
    '@type': 'ImageObject',
    contentUrl: address,
    // Some programs take one and some the other for the file; the page where it comes from is neither.
    url: address,
    ...(creditUrl !== undefined && { mainEntityOfPage: creditUrl }),
    ...(mediaType !== undefined && { encodingFormat: mediaType }),
    // A number alone is a text to schema.org's properties of sizes; in pixels, it is a quantity.
    ...(file && { width: pixels(file.width), height: pixels(file.height), contentSize: `${file.bytes} B` }),
    caption: alt.text,
    creditText: credit.text,
  };
}

function pixels(value: number): QuantitativeValueLeaf {
  return { '@type': 'QuantitativeValue', value, unitCode: 'E37' };
}

function idAndName({ chronology, language, words, addresses }: View, event: TimelineEvent) {
  return {
    '@id': addresses.permalink(event.slug),
    name: titleWithStatus(chronology, event, language, words).text,
  };
}

function eventReference(view: View, event: TimelineEvent): EventLeaf {
  return { '@type': 'Event', ...idAndName(view, event) };
}

function workReference(view: View, event: TimelineEvent): CreativeWorkLeaf {
  return { '@type': 'CreativeWork', ...idAndName(view, event) };
}

/** The event that this one is part of, if it has the same type of schema.org: a work is no part of an event. */
function wholesOf(view: View, event: TimelineEvent, type: EventType['schemaOrg']): readonly TimelineEvent[] {
  const { partOf } = event.relations;
  const whole = partOf === undefined ? undefined : view.chronology.bySlug.get(partOf);
  return whole && schemaTypeOf(view, whole) === type ? [whole] : [];
}

function subEventsOf(view: View, event: TimelineEvent, type: EventType['schemaOrg']): readonly TimelineEvent[] {
  return incomingTo(view.chronology, event.slug).subEvents.filter((other) => schemaTypeOf(view, other) === type);
}

/** schema.org takes an open end as `..` (ISO 8601-2), and has no form for an unknown one. */
function temporalCoverage(event: TimelineEvent): { coverage?: string; isDateStated: boolean } {
  const { when } = event;
  const { startDate, endDate } = w3cDates(when);
  if (when.kind === 'moment')
    return startDate === undefined ? { isDateStated: false } : { coverage: startDate, isDateStated: true };
  const start = when.start === 'open' ? '..' : startDate;
  const end = when.end === 'open' ? '..' : endDate;
  if (start === undefined || end === undefined) return { isDateStated: false };
  return { coverage: `${start}/${end}`, isDateStated: true };
}

function workStatus({ chronology, language }: View, event: TimelineEvent) {
  return { creativeWorkStatus: statusText(chronology, event, language).text };
}

function placeOf(view: View, event: TimelineEvent): PlaceLeaf | undefined {
  const { vocabulary } = view.chronology;
  const name = placeNameOf(event, vocabulary);
  if (!name) return undefined;
  const { geo: [latitude, longitude] = [], country } = placeEntryOf(event, vocabulary) ?? {};
  return {
    '@type': 'Place',
    name: translate(name, view),
    ...(country !== undefined && {
      address: { '@type': 'PostalAddress', addressCountry: addressCountry(country, view) },
    }),
    ...(latitude !== undefined &&
      longitude !== undefined && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
  };
}

/** The code, as search engines read it, or the name where they would take the code for what came after the country. */
function addressCountry(code: string, { chronology, language }: View): string {
  return formerCountries.has(code) ? nameOfCountry(code, chronology.vocabulary, language) : code;
}

/** The people, organizations and countries of the event; its file does not say who performed, attended or was mentioned. */
function subjectsOf(view: View, event: TimelineEvent): (PersonLeaf | OrganizationLeaf | CountryLeaf)[] {
  const { chronology, language } = view;
  const { people, organizations } = chronology.vocabulary;
  return [
    ...event.people.map(
      ({ id, office }): PersonLeaf => ({
        '@type': 'Person',
        name: translate(people[id]?.name ?? { [language]: id }, view),
        ...(office && { jobTitle: translate(office, view) }),
      }),
    ),
    ...event.organizations.map((id): OrganizationLeaf => {
      const { name, url } = organizations[id] ?? { name: { [language]: id } };
      return { '@type': 'Organization', name: translate(name, view), ...(url !== undefined && { url }) };
    }),
    ...event.countries.map(
      (code): CountryLeaf => ({
        '@type': 'Country',
        name: nameOfCountry(code, view.chronology.vocabulary, language),
        identifier: code,
      }),
    ),
  ];
}

/** The page as the entry of the event. */
function entryPage(view: View, event: TimelineEvent, crumbs: readonly Crumb[]): WebPageLeaf {
  const { chronology, language, addresses } = view;
  const citations = citedSources(chronology, event.sources, language).map((cited) =>
    citedDocument(cited, chronology.vocabulary.sources[cited.id], view),
  );
  return {
    '@type': 'WebPage',
    '@id': addresses.event(event.slug),
    inLanguage: language,
    datePublished: event.published,
    ...(event.revisions.length > 0 && { dateModified: lastModified(event) }),
    ...licenceOf(view),
    publisher: publisherOf(view),
    isPartOf: wholeDataset(view),
    citation: citations,
    ...(crumbs.length > 0 && { breadcrumb: breadcrumbs(crumbs) }),
  };
}

/** A cited document, with the cited paragraphs, pages, sections and times of a recording as its parts. */
function citedDocument(
  { title, paragraphs, pages, sections, times }: CitedSource,
  source: Source | undefined,
  view: View,
): CreativeWorkLeaf {
  const parts: CreativeWork[] = [
    ...paragraphs.map((position): CreativeWork => ({ '@type': 'CreativeWork', position })),
    ...pages.map((pagination): CreativeWork => ({ '@type': 'Chapter', pagination })),
    ...sections.map((name): CreativeWork => ({ '@type': 'CreativeWork', name })),
    ...times.map((startOffset): CreativeWork => ({ '@type': 'Clip', startOffset })),
  ];
  const datePublished = source?.date?.kind === 'moment' ? w3cDates(source.date).startDate : undefined;
  return {
    '@type': 'CreativeWork',
    name: title.text,
    ...(source?.publisher && { publisher: { '@type': 'Organization', name: translate(source.publisher, view) } }),
    ...(datePublished !== undefined && { datePublished }),
    ...(source && { inLanguage: source.language }),
    ...(source?.url !== undefined && { url: source.url }),
    ...(parts.length > 0 && { hasPart: parts }),
  };
}

function translate(text: Text, { language }: View): string {
  return pick(text, language).text;
}
