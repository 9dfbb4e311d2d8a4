/** Whether cited paragraphs exist and say what they are quoted for, and which paragraphs no event cites. */
import { type Chronology, compareText } from './chronology.ts';
import type { Citation, TimelineEvent } from './event.ts';
import type { Files } from './folder.ts';
import { Yaml } from './parse.ts';
import { compareProblems, type Problem } from './problem.ts';

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

/** Text in the form that wordings are compared in: NFC, white space collapsed. */
function comparable(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** Citations whose paragraph is not in the document, or whose wording is not in the paragraph, placed in their files. */
export function checkCitations(chronology: Chronology, files: Files, documents: Documents): readonly Problem[] {
  const problems: Problem[] = [];
  const at = (file: string) => new Yaml(file, files.get(file) ?? '');
  const paragraphs = new Map([...documents].map(([id, text]) => [id, paragraphsOf(text).map(comparable)]));
  for (const event of chronology.bySlug.values()) {
    const lists = [
      { path: ['sources'], citations: event.sources },
      ...event.alternatives.map((alternative, index) => ({
        path: ['alternatives', index, 'sources'],
        citations: alternative.sources,
      })),
    ];
    for (const { path, citations } of lists)
      for (const [index, { source, paragraph, wording }] of citations.entries()) {
        const document = paragraphs.get(source);
        const text = document?.[paragraph - 1];
        if (!document) continue;
        if (text === undefined)
          problems.push(
            at(event.file).problem(
              [...path, index, 'paragraph'],
              `${source} has no such paragraph`,
              undefined,
              `1 to ${document.length}`,
            ),
          );
        else if (wording !== undefined && !text.includes(comparable(wording)))
          problems.push(
            at(event.file).problem(
              [...path, index, 'wording'],
              `not in paragraph ${paragraph} of ${source}`,
              undefined,
              'the expression as printed there',
            ),
          );
      }
  }
  for (const [id, { paragraphs: stated, file }] of Object.entries(chronology.sources)) {
    const found = paragraphs.get(id)?.length;
    if (found === undefined && file !== undefined)
      problems.push(
        at('sources.yaml').problem(
          [id, 'file'],
          'not among the documents, so that nothing it is cited for could be verified',
          undefined,
          'the name of a file in the folder of documents',
        ),
      );
    if (stated !== undefined && found !== undefined && found !== stated)
      problems.push(
        at('sources.yaml').problem(
          [id, 'paragraphs'],
          `the document has ${found} paragraphs`,
          undefined,
          String(found),
        ),
      );
  }
  return problems.sort(compareProblems);
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

const kept = new WeakMap<Chronology, ReadonlyMap<string, CitedParagraphs>>();

/** The paragraphs of one source that are cited; gathered for all sources when it is first asked for. */
export function citedIn(chronology: Chronology, source: string): CitedParagraphs {
  let cited = kept.get(chronology);
  if (!cited) {
    cited = citedParagraphs(chronology);
    kept.set(chronology, cited);
  }
  return cited.get(source) ?? NOT_CITED;
}

const NOT_CITED: CitedParagraphs = new Map();

function eachCitation({ sources, alternatives }: TimelineEvent, tell: (of: Citation, purpose: CitedFor) => void): void {
  for (const citation of sources) tell(citation, citation.for);
  for (const alternative of alternatives) for (const citation of alternative.sources) tell(citation, 'alternative');
}

function addUse(paragraphs: Gathered, paragraph: number, event: TimelineEvent, purpose: CitedFor): void {
  const uses = paragraphs.get(paragraph);
  const last = uses?.at(-1);
  if (!uses) paragraphs.set(paragraph, [{ event, purposes: [purpose] }]);
  else if (last?.event !== event) uses.push({ event, purposes: [purpose] });
  else if (!last.purposes.includes(purpose)) last.purposes.push(purpose);
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
