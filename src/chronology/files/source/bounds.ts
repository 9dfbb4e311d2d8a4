/** The bounds of a file: its size, how many parts it has, how deep it goes, and how many of its problems are told. */

export interface Bounds {
  /** The kind of file, for messages. */
  readonly kind: string;
  readonly bytes: number;
  readonly lines: number;
  /** Names, values and signs of YAML: `when: 2004` has three. */
  readonly parts: number;
}

/** A table of 200 rows and 60 columns fits; the parser takes a third of a second at most. */
export const EVENT_BOUNDS: Bounds = { kind: 'an event file', bytes: 256 * 1024, lines: 20_000, parts: 50_000 };
/** Ten thousand people, each with names in two languages, fit. */
export const VOCABULARY_BOUNDS: Bounds = {
  kind: 'a vocabulary file',
  bytes: 4 * 1024 * 1024,
  lines: 200_000,
  parts: 300_000,
};

/**
 * Items of a list in an event file, and of the other names of an entry: of each kind, as many are on a page in a few
 * hundredths of a second. More than any conference has delegations, and a revision each week for twenty years.
 */
export const MOST_ITEMS = 1000;
/** Characters of a text: five printed pages, in which a search marks its words in a fiftieth of a second. */
export const MOST_CHARACTERS = 10_000;
/** Lists and fields within each other. The deepest field of the format is at level 6. */
export const MOST_LEVELS = 20;
/** Problems told of a file; the others are counted. */
export const MOST_PROBLEMS = 20;
