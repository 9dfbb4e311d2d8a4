/** The cited documents: their paragraphs, and the events that cite each paragraph. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Chronology } from '../chronology.ts';
import { compareText } from '../files/order.ts';
import { citedParagraphs } from '../query/citation.ts';
import type { Source } from '../schema/vocabulary.ts';

/** Source id → the document's text. */
export type Documents = ReadonlyMap<string, string>;

/** The paragraphs of a document, which blank lines separate. Citations number them from 1. */
export function paragraphsOf(document: string): readonly string[] {
  return document
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

interface ParagraphCoverage {
  readonly paragraph: number;
  /** Slugs of the events that cite the paragraph, sorted. */
  readonly events: readonly string[];
}

export interface SourceCoverage {
  readonly source: string;
  readonly paragraphs: readonly ParagraphCoverage[];
  /** Whether all paragraphs are listed; without the document only the cited ones are known. */
  readonly complete: boolean;
}

/** For each source, its paragraphs, each with the events that cite it. */
export function coverage(chronology: Chronology, documents: Documents): readonly SourceCoverage[] {
  const cited = citedParagraphs(chronology);
  return Object.entries(chronology.vocabulary.sources).map(([source, { paragraphs: stated }]) => {
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

/** Source id → the text of its document in the folder. A missing document is left out; the caller reports it. */
export async function loadDocuments(folder: string, sources: Readonly<Record<string, Source>>): Promise<Documents> {
  const documents = new Map<string, string>();
  const present = new Set(await readdir(folder));
  for (const [id, { file }] of Object.entries(sources))
    if (file !== undefined && present.has(file)) documents.set(id, await readFile(join(folder, file), 'utf8'));
  return documents;
}
