/** The keys and {placeholders} of the interface's words: those of English, which the compiler holds the others to. */
import type { en } from './en.ts';

/** The words of a language. A missing key, a surplus key or a missing placeholder does not compile. */
export type Words = InAnyLanguage<typeof en>;

type InAnyLanguage<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? WithPlaceholders<Texts[Key]> : InAnyLanguage<Texts[Key]>;
};

/** Any text that has the placeholders of this one, in whatever order. */
type WithPlaceholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? `${string}{${Name}}${string}` & WithPlaceholders<Rest>
  : string;

/** Dotted, as in `calendar.ends`. */
export type WordKey = KeysOf<typeof en>;

type KeysOf<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string ? Key : `${Key}.${KeysOf<Texts[Key]>}`;
}[keyof Texts & string];

type TextAt<Texts, Key extends string> = Key extends `${infer First}.${infer Rest}`
  ? First extends keyof Texts
    ? TextAt<Texts[First], Rest>
    : never
  : Key extends keyof Texts
    ? Texts[Key]
    : never;

type PlaceholdersOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholdersOf<Rest> : never;

/** The values that the text under a key needs: no argument where it has no placeholder. */
export type ValuesFor<Key extends WordKey> = [PlaceholdersOf<TextAt<typeof en, Key>>] extends [never]
  ? []
  : [Readonly<Record<PlaceholdersOf<TextAt<typeof en, Key>>, string | number>>];

/** The keys of texts with this placeholder and no other. */
export type WordKeyWith<Name extends string> = {
  [Key in WordKey]: [PlaceholdersOf<TextAt<typeof en, Key>>] extends [never]
    ? never
    : [PlaceholdersOf<TextAt<typeof en, Key>>] extends [Name]
      ? Key
      : never;
}[WordKey];

/** The keys of texts without placeholders. */
export type PlainWordKey = { [Key in WordKey]: ValuesFor<Key> extends [] ? Key : never }[WordKey];
