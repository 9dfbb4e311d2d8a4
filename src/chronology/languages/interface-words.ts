/** The interface's words in one language, as pages and formats ask for them. */
import type { ValuesFor, WordKey, Words } from './words/keys.ts';

/** The text under a key with its `{placeholders}` filled in. Throws where the key or a value is missing. */
export type Translate = <Key extends WordKey>(key: Key, ...values: ValuesFor<Key>) => string;

/** `{ calendar: { ends: 'Ends: {title}' } }`, to be asked for by `calendar.ends`. */
export function translateFrom(words: Words): Translate {
  // Texts and names of placeholders by turns. A text is looked up when it is first asked for: most starts need few.
  const piecesByKey = new Map<string, readonly string[]>();
  return (key: string, values: Readonly<Record<string, string | number>> = {}) => {
    let pieces = piecesByKey.get(key);
    if (pieces === undefined) {
      pieces = textAt(words, key).split(/\{(\w+)\}/);
      piecesByKey.set(key, pieces);
    }
    let text = pieces[0] as string;
    for (let index = 1; index < pieces.length; index += 2) {
      const name = pieces[index] as string;
      // Templates are not compiled with the keys: what they leave out is found here.
      const value = values[name];
      if (value === undefined) throw new Error(`the text ${key} needs ${name}`);
      text += `${value}${pieces[index + 1]}`;
    }
    return text;
  };
}

function textAt(words: Words, key: string): string {
  let found: unknown = words;
  for (const name of key.split('.'))
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? found[name as never] : undefined;
  if (typeof found !== 'string') throw new Error(`no text for ${key}`);
  return found;
}
