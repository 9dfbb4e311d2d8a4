/** The names of an entry of the vocabulary: in every language, and its other spellings. */
import type { Text } from './languages/text.ts';
import { entriesOfKind, type IdKind, type Vocabulary } from './schema/vocabulary.ts';

/** The fields of entries that hold names. */
interface Named {
  readonly name?: Text;
  readonly title?: Text;
  readonly label?: Text;
  readonly plural?: Text;
  readonly aka?: readonly string[];
  readonly printed?: readonly string[];
}

/** Empty for an id without an entry. */
export function namesOfEntry(kind: IdKind, id: string, vocabulary: Vocabulary): readonly string[] {
  const entries = entriesOfKind(vocabulary, kind) as Readonly<Record<string, Named>>;
  if (!Object.hasOwn(entries, id)) return [];
  const { name, title, label, plural, aka = [], printed = [] } = entries[id] ?? {};
  return [...[name, title, label, plural].flatMap((text) => Object.values(text ?? {})), ...printed, ...aka];
}
