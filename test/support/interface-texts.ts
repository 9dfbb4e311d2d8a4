/** The interface's words as dotted keys with their texts. */
import type { Words } from '../../src/chronology/languages/words/keys.ts';

/** Dotted key → text, in the order of the file. */
export function textsByKey(words: Words): ReadonlyMap<string, string> {
  return new Map(flattened(words, ''));
}

function flattened(texts: object, prefix: string): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flattened(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, String(value)] as [string, string]],
  );
}

export function textAt(words: Words, key: string): string | undefined {
  return textsByKey(words).get(key);
}
