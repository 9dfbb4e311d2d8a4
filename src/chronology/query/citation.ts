/** Which paragraphs of the documents are cited by which events, and which by none. */
import { pausing, type Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import type { Citation, TimelineEvent } from '../event.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { gathering } from './gathering.ts';

/** What an event cites a paragraph for; `alternative` is a date other than the event's own. */
export type CitedFor = Citation['for'] | 'alternative';

export interface ParagraphUse {
  readonly event: TimelineEvent;
  /** Each once, in the order of the event's file. */
  readonly purposes: readonly CitedFor[];
}

/** Paragraph → the events that cite it, in the order of the chronology. */
export type CitedParagraphs = ReadonlyMap<number, readonly ParagraphUse[]>;

/** What is being gathered of one source. */
type Gathered = Map<number, { event: TimelineEvent; purposes: CitedFor[] }[]>;

/** Source id → its paragraphs that are cited. */
export function citedParagraphs(chronology: Chronology): ReadonlyMap<string, CitedParagraphs> {
  const cited = new Map<string, Gathered>();
  for (const event of chronology.events)
    eachCitation(event, ({ source, paragraph }, purpose) => {
      const paragraphs: Gathered = cited.get(source) ?? new Map();
      cited.set(source, paragraphs);
      addUse(paragraphs, paragraph, event, purpose);
    });
  return cited;
}

/** The paragraphs of one source that are cited. */
export const citedIn = gathering(function* (chronology, source: string): Work<CitedParagraphs> {
  const paragraphs: Gathered = new Map();
  yield* pausing(citingPositions(chronology, source).array(), (position) => {
    const event = chronology.events[position] as TimelineEvent;
    eachCitation(event, (citation, purpose) => {
      if (citation.source === source) addUse(paragraphs, citation.paragraph, event, purpose);
    });
  });
  return paragraphs;
});

/** How many events cite a source. */
export function countCiting(chronology: Chronology, source: string): number {
  return citingPositions(chronology, source).size();
}

function citingPositions(chronology: Chronology, source: string): Positions {
  const index = eventIndexOf(chronology);
  const positions = index.having('source', [source]);
  positions.union(index.having('alternativeSource', [source]));
  return positions;
}

function eachCitation({ sources, alternatives }: TimelineEvent, each: (of: Citation, purpose: CitedFor) => void): void {
  for (const citation of sources) each(citation, citation.for);
  for (const alternative of alternatives) for (const citation of alternative.sources) each(citation, 'alternative');
}

function addUse(paragraphs: Gathered, paragraph: number, event: TimelineEvent, purpose: CitedFor): void {
  const uses = paragraphs.get(paragraph);
  const last = uses?.at(-1);
  if (!uses) paragraphs.set(paragraph, [{ event, purposes: [purpose] }]);
  else if (last?.event !== event) uses.push({ event, purposes: [purpose] });
  else if (!last.purposes.includes(purpose)) last.purposes.push(purpose);
}
