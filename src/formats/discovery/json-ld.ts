/** What a page says to search engines: an event, or a view as a dataset, in the terms of schema.org (JSON-LD 1.1). */
import type {
  BreadcrumbListLeaf,
  CountryLeaf,
  CreativeWorkLeaf,
  DatasetLeaf,
  EventLeaf,
  EventSeriesLeaf,
  OrganizationLeaf,
  PersonLeaf,
  PlaceLeaf,
  PropertyValueLeaf,
  WebPageLeaf,
} from 'schema-dts';
import { incomingTo, typeOf } from '../../chronology/chronology.ts';
import { numberedDay } from '../../chronology/dates/day.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { formatFigure } from '../../chronology/languages/amounts.ts';
import { countryName } from '../../chronology/languages/display-names.ts';
import { pick, type Text } from '../../chronology/languages/text.ts';
import {
  type DayColumns,
  dayColumnsOf,
  EVER_AFTER,
  positionOfMost,
  positionsOf,
} from '../../chronology/query/day-columns.ts';
import type { EventType, Source } from '../../chronology/schema/vocabulary.ts';
import {
  capitalized,
  citedSources,
  dateAsKnown,
  figureLabel,
  statusText,
  titleWithStatus,
} from '../view/event-text.ts';
import { filterText, type View, viewTitle } from '../view/view.ts';

/** A step on the way from the chronology to a page. */
export interface Crumb {
  readonly name: string;
  readonly address: string;
}

/**
 * The event, with its page as `mainEntityOfPage`. When the entry was published, what it cites and in what language it
 * is are said of the page: an Event of schema.org has neither dates of publication nor citations, and its language is
 * the one spoken there.
 *
 * @param crumbs from the chronology to the event's page
 * @returns JSON that can stand in a `<script>`
 */
export function renderEventJsonLd(view: View, event: TimelineEvent, crumbs: readonly Crumb[]): string {
  const page = entryPage(view, event, crumbs);
  switch (schemaTypeOf(view, event)) {
    case 'Event':
      return inScript({ ...eventNode(view, event), mainEntityOfPage: page });
    case 'Dataset':
      return inScript({ ...datasetNode(view, event), mainEntityOfPage: page });
    case 'CreativeWork':
      return inScript({ ...workNode(view, event), mainEntityOfPage: page });
  }
}

/**
 * The events of a view, as data to subscribe to.
 *
 * @param crumbs from the chronology to the page; one alone is no way
 * @param downloads the same events as documents: media type and absolute address
 */
export function renderViewJsonLd(
  view: View,
  description: string,
  crumbs: readonly Crumb[],
  downloads: readonly { readonly type: string; readonly address: string }[],
): string {
  const { chronology, language, addresses, events } = view;
  const whole = filterText(view) === '';
  const publisher = publisherOf(view);
  const columns = dayColumnsOf(chronology);
  const places = positionsOf(chronology, events);
  const changed = chronology.events[positionOfMost(columns.modified, places) ?? -1];
  const coverage = coverageOf(places, columns);
  const dataset: DatasetLeaf = {
    '@type': 'Dataset',
    '@id': whole ? addresses.chronology : addresses.page,
    url: addresses.page,
    identifier: whole ? chronology.vocabulary.settings.uidDomain : addresses.page,
    name: viewTitle(view),
    description,
    inLanguage: language,
    ...licence(view),
    creator: publisher,
    publisher,
    ...(coverage !== undefined && { temporalCoverage: coverage }),
    ...(changed && { dateModified: lastModified(changed) }),
    distribution: downloads.map(({ type, address }) => ({
      '@type': 'DataDownload',
      encodingFormat: type,
      contentUrl: address,
    })),
    ...(!whole && { isPartOf: wholeDataset(view) }),
    ...(crumbs.length > 1 && {
      mainEntityOfPage: { '@type': 'WebPage', '@id': addresses.page, breadcrumb: breadcrumbs(crumbs) },
    }),
  };
  return inScript(dataset);
}

/** With `<` alone a text could close the `<script>` that it stands in, or begin a comment there (HTML §4.12.1.3). */
function inScript(node: EventLeaf | DatasetLeaf | CreativeWorkLeaf): string {
  return JSON.stringify({ '@context': 'https://schema.org', ...node }).replaceAll('<', '\\u003c');
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
  const superseded = event.status === 'superseded';
  const told = startDate !== undefined && (event.when.kind === 'moment' || endDate !== undefined);
  const series = event.series && chronology.vocabulary.settings.series[event.series.id];
  const wholes: (EventLeaf | EventSeriesLeaf)[] = [
    ...wholesOf(view, event, 'Event').map((other) => eventNamed(view, other)),
    ...(series ? [{ '@type': 'EventSeries', name: translate(series.name, view) } as const] : []),
  ];
  const parts = partReferences(view, event, 'Event').map((other) => eventNamed(view, other));
  const place = placeOf(view, event);
  return {
    '@type': 'Event',
    ...common(view, event, told && !superseded),
    // The day that a plan gave up is no day on which anything was held.
    ...(startDate !== undefined && (superseded ? { previousStartDate: startDate } : { startDate })),
    ...(endDate !== undefined && !superseded && { endDate }),
    eventStatus: EVENT_STATUS[event.status],
    ...(event.online && {
      eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
      location: { '@type': 'VirtualLocation', name: words('event.online') },
    }),
    ...(place && { eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode', location: place }),
    ...(wholes.length > 0 && { superEvent: wholes }),
    ...(parts.length > 0 && { subEvent: parts }),
  };
}

/** What is counted, for the time that it counts. */
function datasetNode(view: View, event: TimelineEvent): DatasetLeaf {
  const { chronology, language, words } = view;
  const { coverage, told } = temporalCoverage(event);
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
    ...common(view, event, told),
    ...workStatus(view, event),
    ...(coverage !== undefined && { temporalCoverage: coverage }),
    ...(place && { spatialCoverage: place }),
    ...(counts.length > 0 && { variableMeasured: counts }),
  };
}

/** A text that was issued at a moment, or in force for a period. */
function workNode(view: View, event: TimelineEvent): CreativeWorkLeaf {
  const { startDate } = w3cDates(event.when);
  const issued = event.when.kind === 'moment';
  const { coverage, told } = temporalCoverage(event);
  // Only what came about has a date of publication.
  const happened = event.status === 'done' || event.status === 'ongoing';
  const place = placeOf(view, event);
  const wholes = wholesOf(view, event, 'CreativeWork').map((other) => workNamed(view, other));
  const parts = partReferences(view, event, 'CreativeWork').map((other) => workNamed(view, other));
  return {
    '@type': 'CreativeWork',
    ...common(view, event, issued ? startDate !== undefined && happened : told),
    ...workStatus(view, event),
    ...(issued && happened && startDate !== undefined && { datePublished: startDate }),
    ...(!issued && coverage !== undefined && { temporalCoverage: coverage }),
    ...(place && { locationCreated: place }),
    ...(wholes.length > 0 && { isPartOf: wholes }),
    ...(parts.length > 0 && { hasPart: parts }),
  };
}

/** @param told whether the node's own properties say all that is known of the date */
function common(view: View, event: TimelineEvent, told: boolean) {
  const { language, words } = view;
  const summary = translate(event.summary, view);
  const subjects = subjectsOf(view, event);
  return {
    ...named(view, event),
    url: view.addresses.event(event.slug),
    // What ISO 8601 cannot say, words do.
    description:
      told && event.whenText === undefined
        ? summary
        : words('event.labelled', { label: capitalized(dateAsKnown(event, language)), text: summary }),
    ...(subjects.length > 0 && { about: subjects }),
  };
}

function named({ chronology, language, words, addresses }: View, event: TimelineEvent) {
  return {
    '@id': addresses.permalink(event.slug),
    name: titleWithStatus(chronology, event, language, words).text,
  };
}

function eventNamed(view: View, event: TimelineEvent): EventLeaf {
  return { '@type': 'Event', ...named(view, event) };
}

function workNamed(view: View, event: TimelineEvent): CreativeWorkLeaf {
  return { '@type': 'CreativeWork', ...named(view, event) };
}

/** What the event is part of, where that is the same kind of thing: a work is no part of an event. */
function wholesOf(view: View, event: TimelineEvent, type: EventType['schemaOrg']): readonly TimelineEvent[] {
  const { partOf } = event.relations;
  const whole = partOf === undefined ? undefined : view.chronology.bySlug.get(partOf);
  return whole && schemaTypeOf(view, whole) === type ? [whole] : [];
}

function partReferences(view: View, event: TimelineEvent, type: EventType['schemaOrg']): readonly TimelineEvent[] {
  return incomingTo(view.chronology, event.slug).subEvents.filter((part) => schemaTypeOf(view, part) === type);
}

/** schema.org takes an open end as ISO 8601-2 writes it; an end that no one knows it has no form for. */
function temporalCoverage(event: TimelineEvent): { coverage?: string; told: boolean } {
  const { when } = event;
  const { startDate, endDate } = w3cDates(when);
  if (when.kind === 'moment') return startDate === undefined ? { told: false } : { coverage: startDate, told: true };
  const start = when.start === 'open' ? '..' : startDate;
  const end = when.end === 'open' ? '..' : endDate;
  return start === undefined || end === undefined ? { told: false } : { coverage: `${start}/${end}`, told: true };
}

/** In years, for that is how the timeline is divided: from its first heading to the last known day, or on. */
function coverageOf(places: Uint32Array, columns: DayColumns): string | undefined {
  const [first] = places;
  const last = positionOfMost(columns.last, places);
  if (first === undefined || last === undefined) return undefined;
  const yearOf = (column: Int32Array, place: number) => numberedDay(column[place] as number).slice(0, 4);
  const lasting = places.some((place) => columns.to[place] === EVER_AFTER);
  return `${yearOf(columns.anchor, first)}/${lasting ? '..' : yearOf(columns.last, last)}`;
}

function workStatus({ chronology, language }: View, event: TimelineEvent) {
  return { creativeWorkStatus: statusText(chronology, event, language).text };
}

function placeOf(view: View, event: TimelineEvent): PlaceLeaf | undefined {
  const place = event.place === undefined ? undefined : view.chronology.vocabulary.places[event.place];
  if (!place) return undefined;
  const [latitude, longitude] = place.geo ?? [];
  return {
    '@type': 'Place',
    name: translate(place.name, view),
    ...(place.country !== undefined && {
      address: { '@type': 'PostalAddress', addressCountry: place.country },
    }),
    ...(latitude !== undefined &&
      longitude !== undefined && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
  };
}

/** Whom and what the event concerns. Whether someone performed, attended or was only spoken of, its file does not say. */
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
        name: countryName(code, language),
        identifier: code,
      }),
    ),
  ];
}

/** The page as the entry of the event. */
function entryPage(view: View, event: TimelineEvent, crumbs: readonly Crumb[]): WebPageLeaf {
  const { chronology, language, addresses } = view;
  const citations = citedSources(chronology, event.sources, language).map(({ id, title, paragraphs }) =>
    cited(title.text, chronology.vocabulary.sources[id], paragraphs, view),
  );
  return {
    '@type': 'WebPage',
    '@id': addresses.event(event.slug),
    inLanguage: language,
    datePublished: event.published,
    ...(event.revisions.length > 0 && { dateModified: lastModified(event) }),
    ...licence(view),
    publisher: publisherOf(view),
    isPartOf: wholeDataset(view),
    citation: citations,
    breadcrumb: breadcrumbs(crumbs),
  };
}

/** A cited document; the cited paragraphs are its parts by their number. */
function cited(name: string, source: Source | undefined, paragraphs: readonly number[], view: View): CreativeWorkLeaf {
  const datePublished = source?.date?.kind === 'moment' ? w3cDates(source.date).startDate : undefined;
  return {
    '@type': 'CreativeWork',
    name,
    ...(source?.publisher && { publisher: { '@type': 'Organization', name: translate(source.publisher, view) } }),
    ...(datePublished !== undefined && { datePublished }),
    ...(source && { inLanguage: source.language }),
    ...(source?.url !== undefined && { url: source.url }),
    hasPart: paragraphs.map((position): CreativeWorkLeaf => ({ '@type': 'CreativeWork', position })),
  };
}

function publisherOf({ chronology }: View): OrganizationLeaf {
  const { name, url, email } = chronology.vocabulary.settings.publisher;
  return { '@type': 'Organization', name, ...(url !== undefined && { url }), ...(email !== undefined && { email }) };
}

function wholeDataset({ chronology, language, addresses }: View): DatasetLeaf {
  return {
    '@type': 'Dataset',
    '@id': addresses.chronology,
    name: pick(chronology.vocabulary.settings.title, language).text,
  };
}

/** schema.org wants a licence's address; where only its name is known, the name is that of a work. */
function licence({ chronology }: View): { license?: string | CreativeWorkLeaf } {
  const { licence: said } = chronology.vocabulary.settings;
  if (said === undefined) return {};
  return { license: /^https?:\/\//.test(said) ? said : { '@type': 'CreativeWork', name: said } };
}

function breadcrumbs(crumbs: readonly Crumb[]): BreadcrumbListLeaf {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ name, address }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: address,
    })),
  };
}

function translate(text: Text, { language }: View): string {
  return pick(text, language).text;
}
