/** The place of a citation in its source, in words. */
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { formatPlaces } from '../view/event-text.ts';
import type { CitationData } from './event-data-schema.ts';

/** `¶ 3`; empty where the source is cited as a whole. */
export function citedPlace(
  { paragraph, page, section, at }: Pick<CitationData, 'paragraph' | 'page' | 'section' | 'at'>,
  words: Translate,
): string {
  const one = <T>(value: T | undefined) => (value === undefined ? [] : [value]);
  return formatPlaces(
    { paragraphs: one(paragraph), pages: one(page), sections: one(section), times: one(at?.seconds) },
    words,
  );
}
