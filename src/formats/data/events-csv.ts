/** The events of a view as a table: one row an event, every field that a cell can hold, every language of the chronology. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { citationPurpose } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import { citedPlace } from './cited-place.ts';
import {
  type Column,
  columnHeader,
  columnRow,
  countryColumns,
  dateColumns,
  inEveryLanguage,
  lines,
  listed,
  nameOf,
  textOf,
  wordingOf,
} from './columns.ts';
import { toEventData, type Views } from './event-data.ts';
import type { CitationData, EventData, ReferenceData } from './event-data-schema.ts';
import { inOrder } from './events-json.ts';

const slugsOf = (references: readonly ReferenceData[]) => listed(references.map(({ slug }) => slug));

/** Where, for what, and the words of the source: `A report, ¶ 1: the date, printed as “24 December 2022”`. */
function citationText(citation: CitationData, view: View, inferred = false): string {
  const { words } = view;
  const { source, wording } = citation;
  const place = citedPlace(citation, words);
  const title = nameOf(source.title, view);
  const cited = place === '' ? title : words('event.citation', { title, place });
  if (wording === undefined) return cited;
  const purpose = citationPurpose(citation, { inferred }, words);
  return words('event.citedWording', { citation: cited, purpose, wording });
}

/** A new column is added behind all others: programs may count them. */
const COLUMNS: readonly Column<EventData>[] = [
  { name: 'slug', of: ({ slug }) => slug },
  { name: 'uid', of: ({ uid }) => uid },
  { name: 'url', of: ({ url }) => url },
  ...dateColumns<EventData>(({ when }) => when),
  { name: 'type', of: ({ type }) => type.id },
  { name: 'type', inEach: ({ type }, view) => nameOf(type.label, view) },
  { name: 'status', of: ({ status }) => status.id },
  { name: 'status', inEach: ({ status }, view) => nameOf(status.label, view) },
  { name: 'weight', of: ({ weight }) => weight },
  { name: 'title', inEach: ({ title }, view) => textOf(title, view) },
  { name: 'short_title', inEach: ({ shortTitle }, view) => textOf(shortTitle, view) },
  { name: 'summary', inEach: ({ summary }, view) => textOf(summary, view) },
  { name: 'place', of: ({ place }) => place?.id },
  { name: 'place', inEach: ({ place }, view) => place && nameOf(place.name, view) },
  { name: 'place_country', of: ({ place }) => place?.country?.code },
  { name: 'latitude', of: ({ place }) => place?.latitude },
  { name: 'longitude', of: ({ place }) => place?.longitude },
  { name: 'online', of: ({ online }) => online },
  ...countryColumns<EventData>(({ countries }) => countries),
  { name: 'people', of: ({ people }) => listed(people.map(({ id }) => id)) },
  {
    name: 'people',
    inEach: ({ people }, view) =>
      listed(
        people.map(({ name, office, country }) => {
          const roles = [office, country?.name].flatMap((of) => (of ? [nameOf(of, view)] : []));
          if (roles.length === 0) return nameOf(name, view);
          const { words } = view;
          return words('event.person', { name: nameOf(name, view), office: roles.join(words('event.officeJoin')) });
        }),
      ),
  },
  { name: 'organizations', of: ({ organizations }) => listed(organizations.map(({ id }) => id)) },
  {
    name: 'organizations',
    inEach: ({ organizations }, view) => listed(organizations.map(({ name }) => nameOf(name, view))),
  },
  { name: 'tags', of: ({ tags }) => listed(tags.map(({ id }) => id)) },
  { name: 'tags', inEach: ({ tags }, view) => listed(tags.map(({ name }) => nameOf(name, view))) },
  { name: 'series', of: ({ series }) => series?.id },
  { name: 'series', inEach: ({ series }, view) => series && nameOf(series.name, view) },
  { name: 'series_number', of: ({ series }) => series?.number },
  { name: 'part_of', of: ({ relations }) => relations.partOf?.slug },
  { name: 'follows', of: ({ relations }) => slugsOf(relations.follows) },
  { name: 'fulfils', of: ({ relations }) => slugsOf(relations.fulfils) },
  { name: 'related', of: ({ relations }) => slugsOf(relations.related) },
  {
    name: 'figures',
    inEach: ({ figures }, view) =>
      lines(
        figures.map(({ measure, countries, text }) => {
          const { words } = view;
          const names = countries.map(({ name }) => nameOf(name, view)).join(words('event.listJoin'));
          const label = nameOf(measure.label, view);
          return words('event.labelled', {
            label: names === '' ? label : words('figure.for', { measure: label, countries: names }),
            text: nameOf(text, view),
          });
        }),
      ),
  },
  {
    name: 'disagreements',
    inEach: ({ disagreements }, view) => lines(disagreements.map((text) => nameOf(text, view))),
  },
  { name: 'alternative_dates', of: ({ alternatives }) => listed(alternatives.map(({ when }) => when.edtf)) },
  {
    name: 'alternative_dates',
    inEach: ({ alternatives }, view) =>
      lines(
        alternatives.flatMap(({ when, note, sources }) => [
          note
            ? view.words('event.labelled', { label: nameOf(when.text, view), text: nameOf(note, view) })
            : nameOf(when.text, view),
          ...sources.map((citation) => citationText(citation, view)),
        ]),
      ),
  },
  { name: 'date_inferred', of: ({ dating }) => dating?.inferred === true },
  { name: 'dating', inEach: ({ dating }, view) => textOf(dating?.note, view) },
  { name: 'sources', of: ({ sources }) => listed([...new Set(sources.map(({ source }) => source.id))]) },
  {
    name: 'sources',
    inEach: ({ sources, dating }, view) =>
      lines(sources.map((citation) => citationText(citation, view, dating?.inferred))),
  },
  { name: 'website', of: ({ website }) => website },
  {
    name: 'links',
    inEach: ({ links }, view) =>
      lines(links.map(({ label, url }) => view.words('event.labelled', { label: nameOf(label, view), text: url }))),
  },
  { name: 'image', of: ({ image }) => image?.url },
  { name: 'image', inEach: ({ image }, view) => textOf(image?.alt, view) },
  { name: 'image_credit', inEach: ({ image }, view) => textOf(image?.credit, view) },
  { name: 'image_credit_url', of: ({ image }) => image?.creditUrl },
  { name: 'published', of: ({ published }) => published },
  { name: 'modified', of: ({ modified }) => modified },
  {
    name: 'revisions',
    inEach: ({ revisions }, view) =>
      lines(
        revisions.flatMap(({ date, note, changes, sources = [] }) => [
          view.words('event.labelled', { label: date, text: nameOf(note, view) }),
          ...(wordingOf(changes, view) ?? '').split('\n').filter((line) => line !== ''),
          ...sources.map((citation) => citationText(citation, view)),
        ]),
      ),
  },
];

export function* eventsCsvChunks(views: Views): Iterable<string> {
  const every = inEveryLanguage(views);
  const [{ events, query }] = every;
  yield columnHeader(COLUMNS, every);
  for (const event of inOrder(events, query.order)) yield rowOf(event, every);
}

function rowOf(event: TimelineEvent, views: Views): string {
  return columnRow(COLUMNS, toEventData(event, views), views);
}
