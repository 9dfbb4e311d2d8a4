/** The interface's words in one language, as the formats ask for them; they are read from `views/text` outside. */

/** The text under a dotted key with its `{placeholders}` filled in. Throws where the key or a value is missing. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Nested texts, `{ calendar: { ends: 'Ends: {title}' } }`, as a `Words`. */
export function translateFrom(texts: unknown): Translate {
  // Texts and names of placeholders by turns.
  const pieces = new Map([...flatten(texts, '')].map(([key, text]) => [key, text.split(/\{(\w+)\}/)]));
  return (key, values = {}) => {
    const of = pieces.get(key);
    if (of === undefined) throw new Error(`no text for ${key}`);
    let text = of[0] as string;
    for (let at = 1; at < of.length; at += 2) {
      const name = of[at] as string;
      const value = values[name];
      if (value === undefined) throw new Error(`the text ${key} needs ${name}`);
      text += `${value}${of[at + 1]}`;
    }
    return text;
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
