/** Whether cited paragraphs exist and say what they are quoted for. */
import type { Chronology } from '../chronology.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { Yaml } from '../files/yaml.ts';
import type { Files } from '../folder/folder.ts';
import { type Documents, paragraphsOf } from './documents.ts';

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
  for (const [id, { paragraphs: stated, file }] of Object.entries(chronology.vocabulary.sources)) {
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
