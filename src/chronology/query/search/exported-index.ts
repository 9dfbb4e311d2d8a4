/** A search index as data, written for a site of files, and searched in the browser. */
import type { Phrases } from './phrases.ts';
import { FIELDS, qualityOf } from './quality.ts';
import type { Steps, TermIndex } from './scoring.ts';
import { hasPrefix } from './text.ts';

/** Ascending numbers, each as its distance from the one before. */
type Distances = readonly number[];

/** As JSON. Terms are in the order of their code units. */
export interface IndexData {
  readonly size: number;
  /** Term → documents: twice the position of an event, and one more where its title has the term. */
  readonly own: readonly (readonly [term: string, documents: Distances])[];
  /** Term → the indexes of entries of whose names it is. */
  readonly names: readonly (readonly [term: string, entries: Distances])[];
  readonly entries: readonly (readonly [key: string, field: number, positions: Distances])[];
}

export function indexData(
  size: number,
  {
    own,
    names,
    entries,
  }: {
    readonly own: Iterable<readonly [term: string, documents: Iterable<number>]>;
    readonly names: Iterable<readonly [term: string, entries: Iterable<number>]>;
    readonly entries: readonly { readonly key: string; readonly field: number; readonly events: Iterable<number> }[];
  },
): IndexData {
  const sorted = (terms: Iterable<readonly [string, Iterable<number>]>) =>
    [...terms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([term, numbers]) => [term, distances(numbers)] as const);
  return {
    size,
    own: sorted(own),
    names: sorted(names),
    entries: entries.map(({ key, field, events }) => [key, field, distances(events)]),
  };
}

export function distances(ascending: Iterable<number>): Distances {
  let before = 0;
  return Array.from(ascending, (number) => {
    const distance = number - before;
    before = number;
    return distance;
  });
}

export function fromDistances(distances: Distances): readonly number[] {
  let number = 0;
  return distances.map((distance) => {
    number += distance;
    return number;
  });
}

/** Phrases as JSON: each key with the number of its group of synonyms and with its countries. */
export interface PhrasesData {
  readonly longest: number;
  readonly groups: readonly (readonly string[])[];
  readonly meanings: readonly (readonly [key: string, group: number | null, countries: readonly string[]])[];
}

export function phrasesData({ meanings, longest }: Phrases): PhrasesData {
  const groups = new Map<readonly string[], number>();
  const numberOf = (group: readonly string[]) => {
    if (group.length === 0) return null;
    const number = groups.get(group) ?? groups.size;
    groups.set(group, number);
    return number;
  };
  const listed = [...meanings].map(([key, { synonyms, countries }]) => [key, numberOf(synonyms), countries] as const);
  return { longest, groups: [...groups.keys()], meanings: listed };
}

export function phrasesFrom({ longest, groups, meanings }: PhrasesData): Phrases {
  return {
    longest,
    meanings: new Map(
      meanings.map(([key, group, countries]) => [key, { synonyms: groups[group ?? -1] ?? [], countries }]),
    ),
  };
}

/** A tree of terms that finds those that are nearly alike, as minisearch has it. */
export interface TermTree {
  fuzzyGet(word: string, edits: number): ReadonlyMap<string, readonly [value: unknown, distance: number]>;
}

export class ExportedIndex implements TermIndex {
  readonly size: number;
  readonly #terms: readonly string[];
  readonly #own: ReadonlyMap<string, Distances>;
  readonly #names: ReadonlyMap<string, Distances>;
  readonly #entries: readonly { readonly key: string; readonly field: number; readonly events: readonly number[] }[];
  readonly #entryByKey: ReadonlyMap<string, readonly number[]>;
  readonly #treeOf: (terms: readonly string[]) => TermTree;
  #tree: TermTree | undefined;

  /** @param treeOf is called once a word is misspelt */
  constructor({ size, own, names, entries }: IndexData, treeOf: (terms: readonly string[]) => TermTree) {
    this.size = size;
    this.#own = new Map(own);
    this.#names = new Map(names);
    this.#terms = [...new Set([...this.#own.keys(), ...this.#names.keys()])].sort((a, b) => (a < b ? -1 : 1));
    this.#entries = entries.map(([key, field, events]) => ({ key, field, events: fromDistances(events) }));
    this.#entryByKey = new Map(this.#entries.map(({ key, events }) => [key, events]));
    this.#treeOf = treeOf;
  }

  has(term: string): boolean {
    return this.#own.has(term) || this.#names.has(term);
  }

  hasEntry(key: string): boolean {
    return (this.#entryByKey.get(key)?.length ?? 0) > 0;
  }

  hasPrefix(word: string): boolean {
    return !this.#termsFrom(word).next().done;
  }

  *termsWithPrefix(word: string): Steps<readonly string[]> {
    yield;
    return [...this.#termsFrom(word)];
  }

  near(word: string, edits: number): ReadonlyMap<string, number> {
    this.#tree ??= this.#treeOf(this.#terms);
    return new Map(Array.from(this.#tree.fuzzyGet(word, edits), ([term, [, distance]]) => [term, distance]));
  }

  *rate(
    terms: Iterable<readonly [term: string, exactness: number]>,
    qualities: Uint8Array,
    withoutCountries = false,
  ): Steps<void> {
    for (const [term, exactness] of terms) {
      yield;
      for (const document of fromDistances(this.#own.get(term) ?? []))
        note(qualities, document >>> 1, qualityOf(document & 1 ? FIELDS.title : FIELDS.text, exactness));
      for (const index of fromDistances(this.#names.get(term) ?? [])) {
        const entry = this.#entries[index];
        if (!entry || (withoutCountries && entry.key.startsWith('countries '))) continue;
        for (const event of entry.events) note(qualities, event, qualityOf(entry.field, exactness));
      }
    }
  }

  rateEntry(key: string, exactness: number, qualities: Uint8Array): void {
    for (const event of this.#entryByKey.get(key) ?? []) note(qualities, event, qualityOf(FIELDS.name, exactness));
  }

  /** The terms that begin with a word, which stand together. */
  *#termsFrom(word: string): Generator<string> {
    let [low, high] = [0, this.#terms.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#terms[middle] as string) < word) low = middle + 1;
      else high = middle;
    }
    for (let term = this.#terms[low]; term?.startsWith(word); term = this.#terms[++low])
      if (hasPrefix(term, word)) yield term;
  }
}

function note(qualities: Uint8Array, position: number, quality: number): void {
  if (quality > (qualities[position] as number)) qualities[position] = quality;
}
