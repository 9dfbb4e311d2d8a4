/** A view as a dataset in the terms of schema.org (JSON-LD 1.1), and the nodes that it has in common with events. */
import type { BreadcrumbListLeaf, CreativeWorkLeaf, DatasetLeaf, EventLeaf, OrganizationLeaf } from 'schema-dts';
import { dayFromNumber, dayText, isOfCommonYears } from '../../chronology/dates/day.ts';
import { earliestDay, latestDay, type When } from '../../chronology/dates/when.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { pick } from '../../chronology/languages/text.ts';
import { type DayColumns, dayColumnsOf, positionOfMaximum, positionsOf } from '../../chronology/query/day-columns.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { filterText, type View, viewTitle } from '../view/view.ts';

/** A step of the breadcrumbs that lead from the chronology to a page. */
export interface Crumb {
  readonly name: string;
  readonly address: string;
}

/**
 * The events of a view, as data to subscribe to.
 *
 * @param crumbs from the chronology to the page; a single one is left out
 * @param downloads the same events as documents: media type and absolute address
 */
export function renderViewJsonLd(
  view: View,
  description: string,
  crumbs: readonly Crumb[],
  downloads: readonly { readonly type: string; readonly address: string }[],
): string {
  return inScript(datasetOf(view, description, crumbs, downloads));
}

/** The view as a node, without its events. */
export function datasetOf(
  view: View,
  description: string,
  crumbs: readonly Crumb[],
  downloads: readonly { readonly type: string; readonly address: string }[],
): DatasetLeaf {
  const { chronology, language, addresses, events } = view;
  const whole = filterText(view) === '';
  const publisher = publisherOf(view);
  const columns = dayColumnsOf(chronology);
  const positions = positionsOf(chronology, events);
  const lastChanged = chronology.events[positionOfMaximum(columns.modified, positions) ?? -1];
  const coverage = coverageOf(positions, columns, chronology.events);
  return {
    '@type': 'Dataset',
    '@id': whole ? addresses.chronology : addresses.page,
    url: addresses.page,
    identifier: whole ? chronology.vocabulary.settings.uidDomain : addresses.page,
    name: viewTitle(view),
    description,
    inLanguage: language,
    ...licenceOf(view),
    creator: publisher,
    publisher,
    ...(coverage !== undefined && { temporalCoverage: coverage }),
    ...(lastChanged && { dateModified: lastModified(lastChanged) }),
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
}

/** JSON for a `<script>`. Without escaping `<`, a text could close the element or begin a comment (HTML §4.12.1.3). */
export function inScript(node: EventLeaf | DatasetLeaf | CreativeWorkLeaf): string {
  return JSON.stringify({ '@context': 'https://schema.org', ...node }).replaceAll('<', '\\u003c');
}

/**
 * From the first to the last year in which any event can have been. An end is open where something still goes on, and where
 * the event at that end is bounded on one side only: "by 2019" alone says nothing of how long before.
 */
function coverageOf(
  positions: Uint32Array,
  { from, to }: DayColumns,
  events: readonly TimelineEvent[],
): string | undefined {
  let [first, last] = [positions[0], positions[0]];
  if (first === undefined || last === undefined) return undefined;
  for (const position of positions) {
    if ((from[position] as number) < (from[first] as number)) first = position;
    if ((to[position] as number) > (to[last] as number)) last = position;
  }
  // Readers of ISO 8601-1 take years of four digits: what reaches further is told by the events alone.
  const ends = [
    earliestDay(whenAt(events, first)) === undefined ? undefined : dayFromNumber(from[first] as number),
    latestDay(whenAt(events, last)) === undefined ? undefined : dayFromNumber(to[last] as number),
  ];
  if (ends.some((day) => day !== undefined && !isOfCommonYears(day))) return undefined;
  return ends.map((day) => (day === undefined ? '..' : dayText(day, 'year'))).join('/');
}

function whenAt(events: readonly TimelineEvent[], position: number): When {
  return (events[position] as TimelineEvent).when;
}

export function publisherOf({ chronology, language }: View): OrganizationLeaf {
  const { settings } = chronology.vocabulary;
  const { url, email } = settings.publisher;
  const name = publisherName(settings, language);
  return { '@type': 'Organization', name, ...(url !== undefined && { url }), ...(email !== undefined && { email }) };
}

export function wholeDataset({ chronology, language, addresses }: View): DatasetLeaf {
  return {
    '@type': 'Dataset',
    '@id': addresses.chronology,
    name: pick(chronology.vocabulary.settings.title, language).text,
  };
}

/** schema.org takes a licence's address, or a work: where only the licence's name is known, the work has that name. */
export function licenceOf({ chronology, language }: View): { license?: string | CreativeWorkLeaf } {
  const { settings } = chronology.vocabulary;
  if (settings.licence === undefined) return {};
  const { text: licence } = pick(settings.licence, language);
  return { license: /^https?:\/\//.test(licence) ? licence : { '@type': 'CreativeWork', name: licence } };
}

export function breadcrumbs(crumbs: readonly Crumb[]): BreadcrumbListLeaf {
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
