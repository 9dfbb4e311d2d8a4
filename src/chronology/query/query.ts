/** A query: the filters that an address carries, parsed once into canonical form, and formatted again. */
import type { Chronology } from '../chronology.ts';
import { type Day, isLastOfMonth } from '../dates/day.ts';
import { type Facet, facetEntries, facets, isPathFacet, type PathFacet } from '../facet.ts';
import { type Parsed, parsed } from '../files/problem.ts';
import { nearest } from '../files/spelling.ts';
import { withoutControls } from '../schema/fields.ts';
import { eventIndexOf } from './event-index.ts';
import { LONGEST_SEARCH } from './search/text.ts';
import { isBeyondYears, typedDate } from './typed-date.ts';

/** What an address chooses beside filters: which values each parameter takes, its default first. */
export const choices = {
  /** How a calendar shows imprecise dates: a marker on the anchor day, a span over all possible days, or not at all. */
  imprecise: ['marker', 'span', 'omit'],
  /** The order of lists: the first event above, or the last. */
  order: ['oldest', 'newest'],
  /** Parts of a whole in a calendar: an entry each, or told in the description of the whole. */
  parts: ['apart', 'fold'],
  /** The picture by itself: as high as it is, or as a slide (16:9) with names and a source line. */
  frame: ['plain', 'slide'],
  /** The colours of the picture by itself. */
  scheme: ['light', 'dark'],
} as const;
export type Choice = keyof typeof choices;
export type Choices = { readonly [C in Choice]: (typeof choices)[C][number] };
export const choiceNames = Object.keys(choices) as readonly Choice[];
export type Imprecise = Choices['imprecise'];

const DEFAULT_CHOICES = Object.fromEntries(choiceNames.map((name) => [name, choices[name][0]])) as unknown as Choices;

/** Values of one facet are alternatives (OR), facets narrow each other (AND). Each list is sorted and without repeats. */
export interface Query extends Choices {
  readonly facets: { readonly [F in Facet]: readonly string[] };
  /** The first day, inclusive. */
  readonly from?: QueryBound;
  /** The last day, inclusive. */
  readonly to?: QueryBound;
  /** Words to search for, NFKC, with single spaces and without characters that no text of a chronology has. */
  readonly q?: string;
}

/** A year, month or day as asked for, and its first day (of `from`) or last day (of `to`). */
export interface QueryBound {
  readonly text: string;
  readonly day: Day;
}

/** Why a parameter is refused, as data that a page puts into the reader's language. */
export interface QueryFault {
  /**
   * `value` not allowed, `many` values, `bound` is no plain date, `year` that chronologies do not have, `order` has `from`
   * after `to`, `long` search.
   */
  readonly reason: 'value' | 'many' | 'bound' | 'year' | 'order' | 'long';
  readonly parameter: string;
  readonly found?: string;
  /** The allowed values, nearest first, or the allowed forms, or the limit. */
  readonly allowed: string;
}

function refused(
  reason: QueryFault['reason'],
  parameter: string,
  allowed: string,
  found?: string,
): { ok: false; fault: QueryFault } {
  return { ok: false, fault: { reason, parameter, allowed, ...(found !== undefined && { found }) } };
}

export const EVERYTHING: Query = {
  facets: Object.fromEntries(facets.map((facet) => [facet, []])) as unknown as Query['facets'],
  ...DEFAULT_CHOICES,
};

// No page asks for as much; each value and word costs time.
const MOST_VALUES = 50;

/**
 * The query of an address. Empty values count as absent, since a form without script submits them; unknown parameters are
 * ignored. A wrong value is a fault that names the parameter and what is allowed.
 */
export function parseQuery(parameters: URLSearchParams, chronology: Chronology): Parsed<Query, QueryFault> {
  const values: Record<Facet, readonly string[]> = { ...EVERYTHING.facets };
  for (const facet of facets) {
    const given = [...new Set(parameters.getAll(facet).filter((value) => value !== ''))].sort();
    if (given.length > MOST_VALUES) return refused('many', facet, `≤ ${MOST_VALUES}`, String(given.length));
    for (const value of given)
      if (!isAllowed(facet, value, chronology))
        return refused('value', facet, nearestFirst(value, allowedValues(facet, chronology)), value);
    values[facet] = given;
  }
  const from = parseBound('from', parameters);
  if (!from.ok) return from;
  const to = parseBound('to', parameters);
  if (!to.ok) return to;
  if (from.value && to.value && from.value.day > to.value.day)
    return refused('order', 'from', 'from ≤ to', `from=${from.value.text}, to=${to.value.text}`);
  const q = searchOf(lastGiven('q', parameters) ?? '');
  if (q.length > LONGEST_SEARCH) return refused('long', 'q', `≤ ${LONGEST_SEARCH}`, String(q.length));
  const chosen: Partial<Record<Choice, string>> = {};
  for (const name of choiceNames) {
    const value = lastGiven(name, parameters);
    const allowed: readonly string[] = choices[name];
    if (value !== undefined && !allowed.includes(value)) return refused('value', name, allowed.join(', '), value);
    if (value !== undefined) chosen[name] = value;
  }
  return parsed({
    facets: values,
    ...(from.value && { from: from.value }),
    ...(to.value && { to: to.value }),
    ...(q !== '' && { q }),
    ...DEFAULT_CHOICES,
    ...(chosen as Partial<Choices>),
  });
}

/** What can be read of an address that has faults, and the faults in order: a reader mends these and keeps the rest. */
export function parseReadable(
  parameters: URLSearchParams,
  chronology: Chronology,
): { readonly query: Query; readonly faults: readonly QueryFault[] } {
  const rest = new URLSearchParams(parameters);
  const faults: QueryFault[] = [];
  for (;;) {
    const result = parseQuery(rest, chronology);
    if (result.ok) return { query: result.value, faults };
    const { reason, parameter, found } = result.fault;
    faults.push(result.fault);
    if (reason === 'value' && found !== undefined) rest.delete(parameter, found);
    else rest.delete(parameter);
  }
}

/** What XML and calendars cannot carry is cleaned of here, for every page and output tells what was searched for. */
function searchOf(text: string): string {
  return withoutControls(text.toWellFormed().normalize('NFKC').replace(/\s+/g, ' ')).trim();
}

function lastGiven(name: string, parameters: URLSearchParams): string | undefined {
  return parameters.getAll(name).findLast((value) => value !== '');
}

/** The page of a long list that an address asks for by its first year, month or day; the parameter is called `part`. */
export function parsePageKey(parameters: URLSearchParams): Parsed<QueryBound | undefined, QueryFault> {
  return parseBound('part', parameters);
}

function parseBound(
  name: 'from' | 'to' | 'part',
  parameters: URLSearchParams,
): Parsed<QueryBound | undefined, QueryFault> {
  const text = lastGiven(name, parameters);
  if (text === undefined) return parsed(undefined);
  const date = typedDate(text);
  if (!date)
    return isBeyondYears(text)
      ? refused('year', name, '0001, …, 9998', text)
      : refused('bound', name, '2022, 2022-12, 2022-12-24', text);
  return parsed({ text: date.text, day: name === 'to' ? date.latest : date.earliest });
}

function isAllowed(facet: Facet, value: string, { vocabulary }: Chronology): boolean {
  const { values } = facetEntries[facet];
  return 'takes' in values ? values.takes(value) : Object.hasOwn(values.entries(vocabulary), value);
}

/** The values that a facet takes in this chronology; of countries, which are all taken, those that events name. */
export function allowedValues(facet: Facet, chronology: Chronology): ReadonlySet<string> {
  const { values } = facetEntries[facet];
  return new Set(
    'takes' in values ? eventIndexOf(chronology).values(facet) : Object.keys(values.entries(chronology.vocabulary)),
  );
}

function nearestFirst(value: string, allowed: ReadonlySet<string>): string {
  const all = [...allowed].sort();
  const near = nearest(value, all);
  const ordered = near === undefined ? all : [near, ...all.filter((other) => other !== near)];
  return ordered.length > 30 ? `${ordered.slice(0, 30).join(', ')}, …` : ordered.join(', ');
}

/** The query as the parameters of an address: sorted, without absent values and defaults. Empty for `EVERYTHING`. */
export function formatQuery(query: Query): string {
  const parameters = new URLSearchParams();
  for (const facet of facets) for (const value of query.facets[facet]) parameters.append(facet, value);
  if (query.from) parameters.append('from', query.from.text);
  for (const [name, value] of chosenOf(query)) parameters.append(name, value);
  if (query.q !== undefined) parameters.append('q', query.q);
  if (query.to) parameters.append('to', query.to.text);
  parameters.sort();
  return parameters.toString();
}

/** What a query chooses otherwise than by default. */
export function chosenOf(query: Query): readonly (readonly [Choice, string])[] {
  return choiceNames.flatMap((name) => (query[name] === choices[name][0] ? [] : [[name, query[name]] as const]));
}

/** The choices of a query alone; of those beside these names, the defaults. */
export function choicesOf(query: Query, names = choiceNames): Choices {
  return { ...DEFAULT_CHOICES, ...Object.fromEntries(names.map((name) => [name, query[name]])) };
}

/** The query with its choices among these names, and the defaults of the others. */
export function withChoices(query: Query, names: readonly Choice[]): Query {
  return { ...query, ...choicesOf(query, names) };
}

/** The facet and value of a query that consists of one value which has a path of its own; otherwise undefined. */
export function soleFacet(query: Query): { facet: PathFacet; value: string } | undefined {
  if (query.from || query.to || query.q !== undefined) return undefined;
  const given = facets.flatMap((facet) => query.facets[facet].map((value) => ({ facet, value })));
  const [only] = given;
  return given.length === 1 && only && isPathFacet(only.facet) ? { facet: only.facet, value: only.value } : undefined;
}

/** The query with other values of a facet. */
export function withValues(query: Query, facet: Facet, values: readonly string[]): Query {
  return { ...query, facets: { ...query.facets, [facet]: [...values].sort() } };
}

/** The query within other days, both inclusive, or at any time. Bounds are written as years or months where they fit. */
export function withDays(query: Query, days: { readonly from: Day; readonly to: Day } | undefined): Query {
  const { from: _from, to: _to, ...rest } = query;
  if (!days) return rest;
  const { from, to } = days;
  const length =
    from.endsWith('-01-01') && to.endsWith('-12-31') ? 4 : from.endsWith('-01') && isLastOfMonth(to) ? 7 : 10;
  return {
    ...rest,
    from: { text: from.slice(0, length), day: from },
    to: { text: to.slice(0, length), day: to },
  };
}
