/** Text in one or more languages, and which of them a reader of one language gets. */

/** A language of a chronology (BCP 47), whether the interface has words in it or not. */
export type LanguageTag = string;

/** Language tag → text. The first key is the chronology's first language, which is always there. */
export type Text = Readonly<Record<string, string>>;

export interface PickedText {
  readonly text: string;
  /** The language that the text is in, which its output carries as `lang` where it is not the reader's. */
  readonly lang: string;
}

/** The text in the language, or the chronology's first language where that is missing. */
export function pick(text: Text, language: string): PickedText {
  const own = text[language];
  if (own !== undefined) return { text: own, lang: language };
  const [first] = Object.entries(text);
  if (!first) throw new Error('a text without any language');
  return { text: first[1], lang: first[0] };
}
