/** Which paragraphs, pages, sections and times of the sources are cited by which events, and which paragraphs by none. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { type Citation, type CitationList, citationListsOf, type TimelineEvent } from '../event.ts';
import { compareText } from '../files/order.ts';
import { locatorKinds } from '../schema/locator.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { memoizeByChronology } from './memoize.ts';
import { inLatinDigits } from './search/text.ts';

/** The purpose of a citation; `alternative` is another date that some source gives, `revision` a change of the entry. */
export type CitationPurpose = Citation['for'] | Exclude<CitationList['by'], 'event'>;

export interface CitationUse {
  readonly event: TimelineEvent;
  /** Without repeats, in the order of the event's file. */
  readonly purposes: readonly CitationPurpose[];
}

/** Paragraph → the events that cite it, in the order of the chronology. */
export type CitedParagraphs = ReadonlyMap<number, readonly CitationUse[]>;

/** The kinds of places in a source beside its paragraphs, in the order in which its page has them. */
export type PlaceKind = Exclude<(typeof locatorKinds)[number], 'paragraph'>;
const placeKinds = locatorKinds.filter((kind): kind is PlaceKind => kind !== 'paragraph');

/** A page, a section or a time of a recording, in seconds, and the events that cite it, in the order of the chronology. */
export interface CitedPlace {
  readonly kind: PlaceKind;
  readonly place: string | number;
  readonly uses: readonly CitationUse[];
}

/** The places of one source while their uses are being collected. */
type Uses<Place> = Map<Place, { event: TimelineEvent; purposes: CitationPurpose[] }[]>;
type ParagraphUses = Uses<number>;

/** The cited paragraphs of every source, by its id. */
export function citedParagraphs(chronology: Chronology): ReadonlyMap<string, CitedParagraphs> {
  const cited = new Map<string, ParagraphUses>();
  for (const event of chronology.events)
    eachCitation(event, ({ source, paragraph }, purpose) => {
      if (paragraph === undefined) return;
      const paragraphs: ParagraphUses = cited.get(source) ?? new Map();
      cited.set(source, paragraphs);
      addUse(paragraphs, paragraph, event, purpose);
    });
  return cited;
}

/** The cited paragraphs of one source. */
export const citedParagraphsOf = memoizeByChronology(function* (chronology, source: string): Work<CitedParagraphs> {
  const paragraphs: ParagraphUses = new Map();
  yield* pausing(citingPositions(chronology, source).array(), (position) => {
    const event = chronology.events[position] as TimelineEvent;
    eachCitation(event, (citation, purpose) => {
      if (citation.source === source && citation.paragraph !== undefined)
        addUse(paragraphs, citation.paragraph, event, purpose);
    });
  });
  return paragraphs;
});

/** The cited pages, sections and times of one source, in its order. */
export const citedPlacesOf = memoizeByChronology(function* (chronology, source: string): Work<readonly CitedPlace[]> {
  const byKind = new Map<PlaceKind, Uses<string | number>>(placeKinds.map((kind) => [kind, new Map()]));
  yield* pausing(citingPositions(chronology, source).array(), (position) => {
    const event = chronology.events[position] as TimelineEvent;
    eachCitation(event, (citation, purpose) => {
      if (citation.source !== source) return;
      for (const [kind, places] of byKind) {
        const place = citation[kind];
        if (place !== undefined) addUse(places, place, event, purpose);
      }
    });
  });
  return [...byKind].flatMap(([kind, places]) =>
    [...places].sort(([a], [b]) => comparePlaces(a, b)).map(([place, uses]) => ({ kind, place, uses })),
  );
});

/** By the numbers in them, 3.2 before 3.10; what has none, as a preface or the pages xi and xii, comes first. */
function comparePlaces(a: string | number, b: string | number): number {
  const [own, other] = [a, b].map((place) => inLatinDigits(String(place)).match(/\d+/g)?.map(Number) ?? []) as [
    number[],
    number[],
  ];
  for (let index = 0; index < Math.max(own.length, other.length); index += 1) {
    const difference = (own[index] ?? -1) - (other[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return compareText(String(a), String(b));
}

/** Whether the chronology has documents: where citations are optional, it can do without. */
export function hasDocuments({ vocabulary }: Chronology): boolean {
  return Object.keys(vocabulary.sources).length > 0;
}

/** How many events cite a source. */
export function countCitingEvents(chronology: Chronology, source: string): number {
  return citingPositions(chronology, source).size();
}

function citingPositions(chronology: Chronology, source: string): Positions {
  const index = eventIndexOf(chronology);
  const positions = index.having('source', [source]);
  positions.union(index.having('furtherSource', [source]));
  return positions;
}

function eachCitation(event: TimelineEvent, each: (citation: Citation, purpose: CitationPurpose) => void): void {
  for (const { by, citations } of citationListsOf(event))
    for (const citation of citations) each(citation, by === 'event' ? citation.for : by);
}

function addUse<Place>(places: Uses<Place>, place: Place, event: TimelineEvent, purpose: CitationPurpose): void {
  const uses = places.get(place);
  const last = uses?.at(-1);
  if (!uses) places.set(place, [{ event, purposes: [purpose] }]);
  else if (last?.event !== event) uses.push({ event, purposes: [purpose] });
  else if (!last.purposes.includes(purpose)) last.purposes.push(purpose);
}
