/** The vocabulary of a chronology: its files, and the fields of event files that refer to its ids. */
import type { z } from 'zod';
import type { EventContext, ReadContext, Settings, vocabularySchemas } from './vocabulary-schema.ts';

export type { Settings } from './vocabulary-schema.ts';
export type EventType = Settings['types'][string];

type Sections = { readonly [K in keyof typeof vocabularySchemas]: z.output<ReturnType<(typeof vocabularySchemas)[K]>> };

export type Source = Sections['sources'][string];

/** The parsed vocabulary files: `chronology.yaml` as `settings`, and each other file by its name. */
export type Vocabulary = { readonly settings: Settings } & { readonly [K in keyof Sections]: Readonly<Sections[K]> };

/** What the reading of the other files depends on. */
export function readContextOf({ languages, timeZone, published, citations }: ReadContext): ReadContext {
  return { languages, timeZone, published, citations };
}

/** What the reading of event files depends on. */
export function eventContextOf({ settings, places }: Pick<Vocabulary, 'settings' | 'places'>): EventContext {
  return { ...readContextOf(settings), placeZones: zonesIn(places) };
}

/**
 * The ids of the places whose events are read otherwise by another vocabulary, since their zone is another one; undefined
 * where all event files are.
 */
export function placesReadOtherwise(
  before: Pick<Vocabulary, 'settings' | 'places'>,
  after: Pick<Vocabulary, 'settings' | 'places'>,
): ReadonlySet<string> | undefined {
  const [{ placeZones: was = {}, ...former }, { placeZones: is = {}, ...present }] = [before, after].map(
    eventContextOf,
  ) as [EventContext, EventContext];
  if (JSON.stringify(former) !== JSON.stringify(present)) return undefined;
  const ids = [...Object.keys(was), ...Object.keys(is)];
  return new Set(ids.filter((id) => was[id] !== is[id]));
}

/** Id of a place → its time zone; undefined where none has one. */
export function zonesIn(places: Readonly<Record<string, Pick<Vocabulary['places'][string], 'timeZone'>>>) {
  const zones = Object.entries(places).flatMap(([id, { timeZone }]) =>
    timeZone === undefined ? [] : [[id, timeZone]],
  );
  return zones.length === 0 ? undefined : (Object.fromEntries(zones) as Readonly<Record<string, string>>);
}

/** References of event files to ids of one kind. */
interface References {
  /** The noun for an entry in problems. */
  readonly entry: string;
  /** Paths of the fields that hold an id, `*` for each item of a list. */
  readonly paths: readonly string[];
  /** Whether any id is one where the vocabulary has none of the kind. */
  readonly isOptional?: boolean;
  /** Whether the field may hold a text in the place of an id, for what has no entry. */
  readonly takesText?: boolean;
}

/** Where event files have citations. */
export const CITATION_PATHS: readonly string[] = ['sources.*', 'alternatives.*.sources.*', 'revisions.*.sources.*'];

// This module imports no schema: a start from the cache then loads neither the schemas nor zod.
/** The files beside `chronology.yaml`, by their names without extension. */
const sections = {
  sources: {
    entry: 'a source',
    paths: CITATION_PATHS.map((path) => `${path}.source`),
  },
  people: { entry: 'a person', paths: ['people.*.id', 'revisions.*.was.people.*.id'] },
  organizations: { entry: 'an organisation', paths: ['organizations.*', 'revisions.*.was.organizations.*'] },
  places: { entry: 'a place', paths: ['place', 'revisions.*.was.place'], takesText: true },
} as const satisfies Record<keyof typeof vocabularySchemas, References>;

/** Fields of `chronology.yaml` that hold entries by id, without `types`, for which there are further rules. */
const settingsFields = {
  series: { entry: 'a series', paths: ['series.id', 'revisions.*.was.series.id'] },
  tags: { entry: 'a tag', paths: ['tags.*', 'revisions.*.was.tags.*'], isOptional: true },
  measures: {
    entry: 'a measure',
    paths: ['figures.*.measure', 'table.columns.*', 'revisions.*.was.figures.*.measure'],
  },
} as const satisfies Record<string, References>;

export type Section = keyof typeof sections;
export const SECTIONS = Object.keys(sections) as readonly Section[];

export const VOCABULARY_FILES: readonly string[] = ['chronology.yaml', ...SECTIONS.map((section) => `${section}.yaml`)];

/** Kinds of id that the vocabulary holds. */
export type IdKind = 'types' | keyof typeof settingsFields | Section;
/** The kinds of id that `chronology.yaml` holds. */
export const KINDS_IN_SETTINGS = ['types', 'series', 'tags', 'measures'] as const satisfies readonly IdKind[];

/** The ids of a kind, and the references of event files to them. */
export interface NamedIds extends References {
  readonly kind: IdKind;
  readonly ids: ReadonlySet<string>;
  /** Former id → the id that the entry has now. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** The ids of every kind to which event files refer, without types, and without a kind whose ids are free. */
export function namedIds({ settings, ...rest }: Vocabulary): readonly NamedIds[] {
  const idsOf = (kind: IdKind, file: string, { entry, ...references }: References, entries: object): NamedIds => ({
    kind,
    entry: `${entry} of ${file}`,
    ...references,
    ids: new Set(Object.keys(entries)),
    renamed: renamedIds(entries),
  });
  return [
    ...(['series', 'tags', 'measures'] as const).map((kind) =>
      idsOf(kind, 'chronology.yaml', settingsFields[kind], settings[kind]),
    ),
    ...SECTIONS.map((kind) => idsOf(kind, `${kind}.yaml`, sections[kind], rest[kind])),
  ].filter(({ ids, isOptional }) => ids.size > 0 || isOptional !== true);
}

/** Former id → current id; empty for kinds whose ids are in no address and so have no `formerly`. */
export function renamedIds(entries: object): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(entries as Readonly<Record<string, { readonly formerly?: readonly string[] | undefined }>>).flatMap(
      ([current, { formerly = [] }]) => formerly.map((former) => [former, current] as const),
    ),
  );
}

export function entriesOfKind(vocabulary: Vocabulary, kind: IdKind): object {
  return (KINDS_IN_SETTINGS as readonly IdKind[]).includes(kind)
    ? vocabulary.settings[kind as (typeof KINDS_IN_SETTINGS)[number]]
    : vocabulary[kind as Section];
}
