/** Checks citations against the documents: the paragraph exists and contains the quoted wording. */
import type { Chronology } from '../chronology.ts';
import { citationListsOf } from '../event.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { counted } from '../files/source/numbers.ts';
import { Yaml } from '../files/yaml.ts';
import type { Files } from '../folder/folder.ts';
import { type Documents, paragraphsOf } from './documents.ts';

/** Normalises a text for the comparison of wordings: NFC, white space collapsed. */
function comparable(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** A problem for each citation whose paragraph is not in the document, or whose wording is not in the paragraph. */
export function checkCitations(chronology: Chronology, files: Files, documents: Documents): readonly Problem[] {
  const problems: Problem[] = [];
  const yamlOf = (file: string) => new Yaml(file, files.get(file) ?? '');
  const paragraphs = new Map([...documents].map(([id, text]) => [id, paragraphsOf(text).map(comparable)]));
  for (const event of chronology.bySlug.values()) {
    for (const { path, citations } of citationListsOf(event))
      for (const [index, { source, paragraph, wording }] of citations.entries()) {
        const document = paragraphs.get(source);
        if (!document) continue;
        // Of pages, sections and times a text says nothing: their words stand anywhere in it.
        const text = paragraph === undefined ? document.join(' ') : document[paragraph - 1];
        if (text === undefined)
          problems.push(
            yamlOf(event.file).problem(
              [...path, index, 'paragraph'],
              `${source} has no such paragraph`,
              undefined,
              `1 to ${document.length}`,
            ),
          );
        else if (wording !== undefined && !text.includes(comparable(wording)))
          problems.push(
            yamlOf(event.file).problem(
              [...path, index, 'wording'],
              paragraph === undefined ? `not in ${source}` : `not in paragraph ${paragraph} of ${source}`,
              undefined,
              'the expression as printed there',
            ),
          );
      }
  }
  for (const [id, { paragraphs: stated, file }] of Object.entries(chronology.vocabulary.sources)) {
    const count = paragraphs.get(id)?.length;
    if (count === undefined && file !== undefined)
      problems.push(
        yamlOf('sources.yaml').problem(
          [id, 'file'],
          'not among the documents, so that nothing it is cited for could be verified',
          undefined,
          'the name of a file in the folder of documents',
        ),
      );
    if (stated !== undefined && count !== undefined && count !== stated)
      problems.push(
        yamlOf('sources.yaml').problem(
          [id, 'paragraphs'],
          `the document has ${counted(count, 'paragraph')}`,
          undefined,
          String(count),
        ),
      );
  }
  return problems.sort(compareProblems);
}
