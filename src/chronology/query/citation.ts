/** Which paragraphs of the documents are cited by which events, and which by none. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Citation, TimelineEvent } from '../event.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { memoizeByChronology } from './memoize.ts';

/** The purpose of a citation; `alternative` is another date that some source gives. */
export type CitationPurpose = Citation['for'] | 'alternative';

export interface ParagraphUse {
  readonly event: TimelineEvent;
  /** Without repeats, in the order of the event's file. */
  readonly purposes: readonly CitationPurpose[];
}

/** Paragraph → the events that cite it, in the order of the chronology. */
export type CitedParagraphs = ReadonlyMap<number, readonly ParagraphUse[]>;

/** The paragraphs of one source while their uses are being collected. */
type ParagraphUses = Map<number, { event: TimelineEvent; purposes: CitationPurpose[] }[]>;

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
  positions.union(index.having('alternativeSource', [source]));
  return positions;
}

function eachCitation(
  { sources, alternatives }: TimelineEvent,
  each: (citation: Citation, purpose: CitationPurpose) => void,
): void {
  for (const citation of sources) each(citation, citation.for);
  for (const alternative of alternatives) for (const citation of alternative.sources) each(citation, 'alternative');
}

function addUse(paragraphs: ParagraphUses, paragraph: number, event: TimelineEvent, purpose: CitationPurpose): void {
  const uses = paragraphs.get(paragraph);
  const last = uses?.at(-1);
  if (!uses) paragraphs.set(paragraph, [{ event, purposes: [purpose] }]);
  else if (last?.event !== event) uses.push({ event, purposes: [purpose] });
  else if (!last.purposes.includes(purpose)) last.purposes.push(purpose);
}
