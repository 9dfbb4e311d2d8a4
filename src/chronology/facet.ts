/** The facets of events: an entry each for its values, names, path and place in the form; and which former ids their values had. */
import { nameOfCountry } from './country-names.ts';
import { precisionOf, precisions } from './dates/when.ts';
import { citationListsOf, type TimelineEvent } from './event.ts';
import type { Translate } from './languages/definition/interface-words.ts';
import { type LanguageTag, type PickedText, pick, type Text } from './languages/text.ts';
import type { WordKeyWith } from './languages/words/keys.ts';
import { placeIdOf } from './place.ts';
import { countryCodes, isCountry } from './schema/country.ts';
import { renamedIds, type Vocabulary } from './schema/vocabulary.ts';
import type { ADDRESSED_KINDS } from './schema/vocabulary-schema.ts';
import { weights } from './schema/weight.ts';

interface FacetEntry {
  /** The values that an event has. */
  valuesOf(event: TimelineEvent): readonly string[];
  /**
   * The valid values: the keys of `entries` and, where they are `open`, those that events name; or, where the vocabulary does
   * not list them, those that `takes` accepts.
   */
  readonly values:
    | {
        entries(vocabulary: Vocabulary): Readonly<Record<string, unknown>>;
        readonly kind?: (typeof ADDRESSED_KINDS)[number];
        readonly isOpen?: boolean;
      }
    | { takes(value: string): boolean; all(): readonly string[] };
  /** The display name of a value. */
  name(value: string, vocabulary: Vocabulary, language: LanguageTag, words: Translate): Text | string | undefined;
  /** Key of a phrase that holds the value in the name of a view, for a facet whose values are not understood alone. */
  readonly phrase?: WordKeyWith<'precision'>;
  /** Whether each value has a path of its own: `/en/type/meeting/`. */
  readonly hasPath: boolean;
  /** The order of the facet's values in the filter form. */
  readonly inForm: 'by name' | 'by entry';
  /** What people call the facet in an address beside its own name, in small letters. */
  readonly alsoCalled: readonly string[];
  /** Whether the form leaves it to its index page where few events have a value of it. */
  readonly mayBeRare?: boolean;
}

const FACETS = {
  weight: {
    valuesOf: ({ weight }) => [weight],
    values: { entries: () => WEIGHTS },
    name: (value, _vocabulary, _language, words) => {
      const weight = weights.find((known) => known === value);
      return weight && words(`weight.${weight}`);
    },
    hasPath: false,
    alsoCalled: ['importance', 'weights'],
    inForm: 'by entry',
  },
  type: {
    valuesOf: ({ type }) => [type],
    values: { entries: ({ settings }) => settings.types, kind: 'types' },
    name: (id, { settings }) => settings.types[id]?.plural,
    hasPath: true,
    alsoCalled: ['types', 'kind', 'category'],
    inForm: 'by entry',
  },
  country: {
    valuesOf: ({ countries }) => countries,
    values: { takes: isCountry, all: countryCodes },
    name: (code, vocabulary, language) => nameOfCountry(code, vocabulary, language),
    hasPath: true,
    alsoCalled: ['countries', 'nation'],
    inForm: 'by name',
  },
  series: {
    valuesOf: ({ series }) => (series ? [series.id] : []),
    values: { entries: ({ settings }) => settings.series, kind: 'series' },
    name: (id, { settings }) => settings.series[id]?.name,
    hasPath: true,
    alsoCalled: ['serie'],
    inForm: 'by name',
  },
  person: {
    valuesOf: ({ people }) => people.map(({ id }) => id),
    values: { entries: ({ people }) => people, kind: 'people' },
    name: (id, { people }) => people[id]?.name,
    hasPath: true,
    alsoCalled: ['people', 'persons'],
    inForm: 'by name',
  },
  place: {
    valuesOf: (event) => [placeIdOf(event) ?? []].flat(),
    values: { entries: ({ places }) => places, kind: 'places' },
    name: (id, { places }) => places[id]?.name,
    hasPath: true,
    alsoCalled: ['places', 'location', 'venue', 'city'],
    inForm: 'by name',
    mayBeRare: true,
  },
  organization: {
    valuesOf: ({ organizations }) => organizations,
    values: { entries: ({ organizations }) => organizations, kind: 'organizations' },
    name: (id, { organizations }) => organizations[id]?.name,
    hasPath: true,
    alsoCalled: ['organizations', 'organisation', 'organisations'],
    inForm: 'by name',
    mayBeRare: true,
  },
  tag: {
    valuesOf: ({ tags }) => tags,
    values: { entries: ({ settings }) => settings.tags, kind: 'tags', isOpen: true },
    name: (id, { settings }) => settings.tags[id]?.name,
    hasPath: true,
    alsoCalled: ['tags', 'topic', 'keyword'],
    inForm: 'by name',
    mayBeRare: true,
  },
  precision: {
    valuesOf: ({ when }) => [precisionOf(when)],
    values: { entries: () => PRECISIONS },
    name: (value, _vocabulary, _language, words) => {
      const precision = precisions.find((known) => known === value);
      return precision && words(`precision.${precision}`);
    },
    phrase: 'view.precision',
    hasPath: false,
    alsoCalled: [],
    inForm: 'by entry',
  },
  source: {
    valuesOf: ({ sources }) => [...new Set(sources.map(({ source }) => source))],
    values: { entries: ({ sources }) => sources, kind: 'sources' },
    name: (id, { sources }) => sources[id]?.title,
    hasPath: true,
    alsoCalled: ['sources', 'document'],
    inForm: 'by name',
  },
} as const satisfies Readonly<Record<string, FacetEntry>>;

const PRECISIONS = Object.fromEntries(precisions.map((precision) => [precision, precision]));
const WEIGHTS = Object.fromEntries(weights.map((weight) => [weight, weight]));

export type Facet = keyof typeof FACETS;
export type PathFacet = { [F in Facet]: (typeof FACETS)[F]['hasPath'] extends true ? F : never }[Facet];
export const facetEntries: Readonly<Record<Facet, FacetEntry>> = FACETS;

/** In the order in which the name of a view lists its facets. */
export const namedFacets = Object.keys(FACETS) as readonly Facet[];
/** In the order of canonical addresses. */
export const facets = namedFacets.toSorted();
export const pathFacets = namedFacets.filter((facet) => facetEntries[facet].hasPath) as readonly PathFacet[];

/** The facets that have an index page; documents have a page of their own. */
export const indexedFacets = pathFacets.filter((facet) => facet !== 'source') as readonly Exclude<
  PathFacet,
  'source'
>[];

/** Each name that people give a facet, its own first → the facet. */
export const facetByName: ReadonlyMap<string, Facet> = new Map([
  ...namedFacets.map((facet) => [facet, facet] as const),
  ...namedFacets.flatMap((facet) => facetEntries[facet].alsoCalled.map((name) => [name, facet] as const)),
]);

export function isPathFacet(text: string): text is PathFacet {
  return (pathFacets as readonly string[]).includes(text);
}

/** Further keys of the event index, beside facets. A delegate is a person with the country that the person represented. */
const OTHER_LOOKUPS = {
  status: ({ status }) => [status],
  /** Of sources of other dates, and of revisions. */
  furtherSource: (event) =>
    citationListsOf(event).flatMap(({ by, citations }) =>
      by === 'event' ? [] : citations.map(({ source }) => source),
    ),
  delegate: ({ people }) => people.map(({ id, country }) => (country === undefined ? id : `${id} ${country}`)),
} as const satisfies Readonly<Record<string, FacetEntry['valuesOf']>>;

export type Lookup = Facet | keyof typeof OTHER_LOOKUPS;
const valuesByLookup = Object.fromEntries([
  ...facets.map((facet) => [facet, facetEntries[facet].valuesOf]),
  ...Object.entries(OTHER_LOOKUPS),
]) as Readonly<Record<Lookup, FacetEntry['valuesOf']>>;
export const lookups = Object.keys(valuesByLookup) as readonly Lookup[];

/** The values of an event for a facet or another key of the event index. */
export function valuesOf(event: TimelineEvent, lookup: Lookup): readonly string[] {
  return valuesByLookup[lookup](event);
}

/** The display name of a value: the plural of a type, a name, a title. */
export function facetText(
  facet: Facet,
  value: string,
  vocabulary: Vocabulary,
  { language, words }: { readonly language: LanguageTag; readonly words: Translate },
): PickedText {
  const name = facetEntries[facet].name(value, vocabulary, language, words) ?? value;
  return typeof name === 'string' ? { text: name, lang: language } : pick(name, language);
}

const renamedByVocabulary = new WeakMap<Vocabulary, Map<Facet, ReadonlyMap<string, string>>>();

/** The current id of the entry that has this value as a former id; undefined where no entry has it. */
export function currentId(facet: Facet, value: string, vocabulary: Vocabulary): string | undefined {
  const { values } = facetEntries[facet];
  if ('takes' in values || values.kind === undefined) return undefined;
  const byFacet = renamedByVocabulary.get(vocabulary) ?? new Map<Facet, ReadonlyMap<string, string>>();
  renamedByVocabulary.set(vocabulary, byFacet);
  const renamed = byFacet.get(facet) ?? renamedIds(values.entries(vocabulary));
  byFacet.set(facet, renamed);
  return renamed.get(value);
}

/** Whether a value is the id of a removed entry without a successor. */
export function isRetired(facet: Facet, value: string, { settings }: Vocabulary): boolean {
  const { values } = facetEntries[facet];
  if ('takes' in values || values.kind === undefined) return false;
  return settings.retired?.[values.kind]?.includes(value) === true;
}
