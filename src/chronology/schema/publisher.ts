/** The name that a chronology's publisher goes by. */
import { pick } from '../languages/text.ts';
import type { Settings } from './vocabulary-schema.ts';

/** The publisher's own name, which is of no language; where none is given, the chronology's title in that of the reader. */
export function publisherName({ publisher, title }: Settings, language: string): string {
  return publisher.name ?? pick(title, language).text;
}
