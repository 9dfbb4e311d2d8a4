/** The keys and {placeholders} of the interface's words: those of English, which the compiler holds the others to. */
import type { Precision } from '../../dates/when.ts';
import type { en } from './en.ts';

/** The words of a language. A missing key, a surplus key or a missing placeholder does not compile. */
export type Words = InAnyLanguage<typeof en>;

type InAnyLanguage<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? WithPlaceholders<Texts[Key]> : InAnyLanguage<Texts[Key]>;
};

/** Any text that has the placeholders of this one, in whatever order; each by itself, or as what the text chooses by. */
type WithPlaceholders<Text extends string> = Text extends `${string}{${infer Rest}`
  ? ([Demanded<NameIn<Rest>>] extends [never] ? string : `${string}{${Demanded<NameIn<Rest>>}${'}' | ','}${string}`) &
      WithPlaceholders<Rest>
  : string;

/** The name in what follows a brace: of `{count}` or `{count, plural, …}`; none where the brace begins a choice, as `{# events}`. */
type NameIn<Rest extends string> = Rest extends `${infer Head}}${string}`
  ? Head extends `${infer Argument},${string}{${string}` | `${infer Argument}, number`
    ? Plain<Argument>
    : Plain<Head>
  : never;

/** Every text of a date may choose by its units, and none has to. */
type Demanded<Name extends string> = Exclude<Name, keyof Units>;

type Plain<Name extends string> = Name extends '' | `${string}${' ' | '#' | '{' | ','}${string}` ? never : Name;

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

type PlaceholdersOf<Text> = Text extends `${string}{${infer Rest}` ? NameIn<Rest> | PlaceholdersOf<Rest> : never;

/** Placeholders that choose a plural or an ordinal, which takes a number. */
type CountsOf<Text> = Text extends `${string}{${infer Rest}`
  ?
      | (Rest extends `${infer Name}, ${'plural,' | 'selectordinal,' | 'number}'}${string}` ? Plain<Name> : never)
      | CountsOf<Rest>
  : never;

/** By what the texts of dates may choose in any language, whether English does so or not. */
export interface Units {
  readonly unit: Exclude<Precision, 'bounds'> | 'qualified';
  readonly toUnit: Exclude<Precision, 'bounds'> | 'qualified';
}

/** The values that the text under a key needs: no argument where it has no placeholder. */
export type ValuesFor<Key extends WordKey> = [PlaceholdersOf<TextAt<typeof en, Key>>] extends [never]
  ? []
  : [
      Readonly<{
        [Name in PlaceholdersOf<TextAt<typeof en, Key>>]: Name extends CountsOf<TextAt<typeof en, Key>>
          ? number
          : string | number;
      }> &
        (Key extends `dates.${string}` ? Partial<Units> : unknown),
    ];

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
