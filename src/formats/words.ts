/** The interface's words in one language, as the formats ask for them; they are read from `views/text` outside. */

/** The text under a dotted key with its `{placeholders}` filled in. Throws where the key or a value is missing. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Nested texts, `{ calendar: { ends: 'Ends: {title}' } }`, as a `Words`. */
export function wordsOf(texts: unknown): Words {
  const flat = flatten(texts, '');
  return (key, values = {}) => {
    const text = flat.get(key);
    if (text === undefined) throw new Error(`no text for ${key}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`the text ${key} needs ${name}`);
      return String(value);
    });
  };
}

/** Dotted key → text. */
export function flatten(texts: unknown, prefix: string): Map<string, string> {
  if (typeof texts === 'string') return new Map([[prefix, texts]]);
  if (typeof texts !== 'object' || texts === null) throw new Error(`no text under ${prefix}`);
  return new Map(
    Object.entries(texts).flatMap(([key, value]) => [...flatten(value, prefix === '' ? key : `${prefix}.${key}`)]),
  );
}
