/** Which paragraphs of the documents are cited by which events, and which by none. */
import { type Chronology, compareText } from './chronology.ts';
import type { Citation, TimelineEvent } from './event.ts';

/** Source id → the document's text. */
export type Documents = ReadonlyMap<string, string>;

/** The paragraphs of a document: runs of lines that are not blank, numbered from 1 by their place. */
export function paragraphsOf(document: string): readonly string[] {
  return document
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

export interface ParagraphCoverage {
  readonly paragraph: number;
  /** Slugs of the events that cite it, sorted. */
  readonly events: readonly string[];
}

export interface SourceCoverage {
  readonly source: string;
  readonly paragraphs: readonly ParagraphCoverage[];
  /** Whether all paragraphs are listed; without the document only the cited ones are known. */
  readonly complete: boolean;
}

/** What an event cites a paragraph for; `alternative` is a date other than the event's own. */
export type CitedFor = Citation['for'] | 'alternative';

export interface ParagraphUse {
  readonly event: TimelineEvent;
  /** Each once, in the order of the event's file. */
  readonly purposes: readonly CitedFor[];
}

/** Source id → paragraph → the events that cite it, in the order of the chronology. */
export function citedParagraphs(
  chronology: Chronology,
): ReadonlyMap<string, ReadonlyMap<number, readonly ParagraphUse[]>> {
  const cited = new Map<string, Map<number, { event: TimelineEvent; purposes: CitedFor[] }[]>>();
  for (const event of chronology.events) {
    const citations = [
      ...event.sources.map((citation) => ({ ...citation, purpose: citation.for })),
      ...event.alternatives.flatMap(({ sources }) =>
        sources.map((citation) => ({ ...citation, purpose: 'alternative' as const })),
      ),
    ];
    for (const { source, paragraph, purpose } of citations) {
      const paragraphs = cited.get(source) ?? new Map<number, { event: TimelineEvent; purposes: CitedFor[] }[]>();
      cited.set(source, paragraphs);
      const uses = paragraphs.get(paragraph) ?? [];
      paragraphs.set(paragraph, uses);
      const last = uses.at(-1);
      if (last?.event !== event) uses.push({ event, purposes: [purpose] });
      else if (!last.purposes.includes(purpose)) last.purposes.push(purpose);
    }
  }
  return cited;
}

/** For each source, its paragraphs and the events that cite each. */
export function coverage(chronology: Chronology, documents: Documents): readonly SourceCoverage[] {
  const cited = citedParagraphs(chronology);
  return Object.entries(chronology.sources).map(([source, { paragraphs: stated }]) => {
    const uses = cited.get(source);
    const document = documents.get(source);
    const total = document === undefined ? stated : paragraphsOf(document).length;
    const numbers =
      total === undefined
        ? [...(uses?.keys() ?? [])].sort((a, b) => a - b)
        : Array.from({ length: total }, (_, i) => i + 1);
    const paragraphs = numbers.map((paragraph) => ({
      paragraph,
      events: (uses?.get(paragraph) ?? []).map(({ event }) => event.slug).sort(compareText),
    }));
    return { source, paragraphs, complete: total !== undefined };
  });
}
