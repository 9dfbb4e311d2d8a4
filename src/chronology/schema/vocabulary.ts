/** The vocabulary of a chronology: which files say it, and where event files name the ids that stand in them. */
import type { z } from 'zod';
import type { Settings, vocabularySchemas } from './vocabulary-schema.ts';

export type { Settings } from './vocabulary-schema.ts';
export type EventType = Settings['types'][string];

type Sections = { readonly [K in keyof typeof vocabularySchemas]: z.output<ReturnType<(typeof vocabularySchemas)[K]>> };

export type Source = Sections['sources'][string];

/** All that event files may refer to, but for each other: `chronology.yaml`, and each further file by its name. */
export type Vocabulary = { readonly settings: Settings } & { readonly [K in keyof Sections]: Readonly<Sections[K]> };

/** Ids that event files name. */
interface Names {
  /** An entry, as a problem calls it. */
  readonly entry: string;
  /** Paths in an event file that lead to an id, `*` for each item of a list. */
  readonly at: readonly string[];
}

// No schema stands here: a start from the cache does without them and their package.
/** The files beside `chronology.yaml`, by their names without extension. */
const sections = {
  sources: { entry: 'a source', at: ['sources.*.source', 'alternatives.*.sources.*.source'] },
  people: { entry: 'a person', at: ['people.*.id'] },
  organizations: { entry: 'an organisation', at: ['organizations.*'] },
  places: { entry: 'a place', at: ['place'] },
} as const satisfies Record<keyof typeof vocabularySchemas, Names>;

/** Fields of `chronology.yaml` that hold entries by id. The types are not among them: of these, rules ask more. */
const inSettings = {
  series: { entry: 'a series', at: ['series.id'] },
  measures: { entry: 'a measure', at: ['figures.*.measure', 'table.columns.*'] },
} as const satisfies Record<string, Names>;

export type Section = keyof typeof sections;
export const SECTIONS = Object.keys(sections) as readonly Section[];

export const VOCABULARY_FILES: readonly string[] = ['chronology.yaml', ...SECTIONS.map((section) => `${section}.yaml`)];

/** Kinds of id that the vocabulary holds. */
export type IdKind = 'types' | keyof typeof inSettings | Section;
/** Of these, those that `chronology.yaml` holds. */
export const KINDS_IN_SETTINGS = ['types', 'series', 'measures'] as const satisfies readonly IdKind[];

/** The ids of a kind, what one of them is, and where event files name one. */
export interface NamedIds extends Names {
  readonly kind: IdKind;
  readonly ids: ReadonlySet<string>;
  /** Former id → the id that the entry has now. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** All that event files name in the vocabulary, but for types. */
export function namedIds({ settings, ...rest }: Vocabulary): readonly NamedIds[] {
  const of = (kind: IdKind, file: string, { entry, at }: Names, entries: object): NamedIds => ({
    kind,
    entry: `${entry} of ${file}`,
    at,
    ids: new Set(Object.keys(entries)),
    renamed: renamedIds(entries),
  });
  return [
    ...(['series', 'measures'] as const).map((kind) => of(kind, 'chronology.yaml', inSettings[kind], settings[kind])),
    ...SECTIONS.map((kind) => of(kind, `${kind}.yaml`, sections[kind], rest[kind])),
  ];
}

/** Former id → current id, of entries whose ids stand in addresses; empty for others. */
export function renamedIds(entries: object): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(entries as Readonly<Record<string, { readonly formerly?: readonly string[] | undefined }>>).flatMap(
      ([current, { formerly = [] }]) => formerly.map((former) => [former, current] as const),
    ),
  );
}

/** The entries of a kind. */
export function entriesOfKind(vocabulary: Vocabulary, kind: IdKind): object {
  return kind === 'types' || kind === 'series' || kind === 'measures' ? vocabulary.settings[kind] : vocabulary[kind];
}
