/** A reader's query: parsed from an address, canonical, and matched against events. */
import type { Chronology } from '../chronology.ts';
import { type Day, isLastOfMonth } from '../dates/day.ts';
import { parseWhen } from '../dates/edtf.ts';
import { type DatePoint, possibleDays } from '../dates/when.ts';
import type { TimelineEvent } from '../event.ts';
import { type Facet, facetEntries, facets, isPathFacet, type PathFacet, valuesOf } from '../facet.ts';
import { type Parsed, parsed } from '../files/problem.ts';
import { nearest } from '../files/spelling.ts';
import { rememberPositions } from './day-columns.ts';
import { eventIndexOf, type Positions } from './event-index.ts';
import { searched } from './search.ts';

/** Imprecise dates in a calendar: a marker on the anchor day, a span over all possible days, or no entry. */
export const imprecisions = ['marker', 'span', 'omit'] as const;
export type Imprecise = (typeof imprecisions)[number];

/** Values of one facet are alternatives, facets narrow each other. Each list is sorted and free of repeats. */
export interface Query {
  readonly facets: { readonly [F in Facet]: readonly string[] };
  /** Its day is the first of the year, month or day that is asked for. */
  readonly from?: QueryBound;
  /** Its day is the last. */
  readonly to?: QueryBound;
  /** Words to search for, NFKC and with single spaces. */
  readonly q?: string;
  readonly imprecise: Imprecise;
}

export interface QueryBound {
  readonly text: string;
  readonly day: Day;
}

/** Why a parameter is refused; put into words in the reader's language. */
export interface QueryFault {
  /** A value that the parameter does not take, too many of them, no plain date, bounds the wrong way round, too long. */
  readonly reason: 'value' | 'many' | 'bound' | 'order' | 'long';
  readonly parameter: string;
  readonly found?: string;
  /** The values (nearest first), forms or limit that are allowed. */
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
  imprecise: 'marker',
};

// No reader's form or link has more.
const MOST_VALUES = 50;
const LONGEST_SEARCH = 200;

/**
 * The query that the parameters ask for. Empty values are absent, since a form without script submits them; unknown
 * parameters are ignored. A wrong value is a fault that names the parameter and what is allowed.
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
  const q = (lastGiven('q', parameters) ?? '').toWellFormed().normalize('NFKC').trim().replace(/\s+/g, ' ');
  if (q.length > LONGEST_SEARCH) return refused('long', 'q', `≤ ${LONGEST_SEARCH}`, String(q.length));
  const imprecise = lastGiven('imprecise', parameters) ?? 'marker';
  if (!isImprecise(imprecise)) return refused('value', 'imprecise', imprecisions.join(', '), imprecise);
  return parsed({
    facets: values,
    ...(from.value && { from: from.value }),
    ...(to.value && { to: to.value }),
    ...(q !== '' && { q }),
    imprecise,
  });
}

function isImprecise(value: string): value is Imprecise {
  return (imprecisions as readonly string[]).includes(value);
}

function lastGiven(name: string, parameters: URLSearchParams): string | undefined {
  return parameters.getAll(name).findLast((value) => value !== '');
}

/** Which page of a long list is asked for: the one with the first day of this year, month or day. */
export function parsePageKey(parameters: URLSearchParams): Parsed<QueryBound | undefined, QueryFault> {
  return parseBound('part', parameters);
}

function parseBound(
  name: 'from' | 'to' | 'part',
  parameters: URLSearchParams,
): Parsed<QueryBound | undefined, QueryFault> {
  const text = lastGiven(name, parameters);
  if (text === undefined) return parsed(undefined);
  const canonical = canonicalBound(text);
  const result = parseWhen(canonical, 'UTC');
  const point =
    result.ok && result.value.kind === 'moment' && result.value.at.form === 'date' ? result.value.at : undefined;
  if (!point || !isBound(point)) return refused('bound', name, '2022, 2022-12, 2022-12-24', text);
  return parsed({ text: canonical, day: name === 'to' ? point.latest : point.earliest });
}

// One separator throughout: 2022/12-24 is no way to write a date.
const WRITTEN_BOUND = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/;
const JAPANESE_BOUND = /^(\d{4})年(?:()(\d{1,2})月(?:(\d{1,2})日)?)?$/;

/** `2022-12-04` for what people type: `2022/12/4`, `2022.12.4`, `2022年12月4日`, full-width digits; others as they are. */
function canonicalBound(text: string): string {
  const plain = text.normalize('NFKC');
  const match = WRITTEN_BOUND.exec(plain) ?? JAPANESE_BOUND.exec(plain);
  if (!match) return text;
  const [, year, , ...monthAndDay] = match;
  return [year, ...monthAndDay.filter((part) => part !== undefined).map((part) => part.padStart(2, '0'))].join('-');
}

function isBound({ precision, approximate, uncertain }: DatePoint): boolean {
  return ['year', 'month', 'day'].includes(precision) && !approximate && !uncertain;
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

/** The query as an address carries it: sorted, without what is absent or the default. Empty for everything. */
export function formatQuery(query: Query): string {
  const parameters = new URLSearchParams();
  for (const facet of facets) for (const value of query.facets[facet]) parameters.append(facet, value);
  if (query.from) parameters.append('from', query.from.text);
  if (query.imprecise !== 'marker') parameters.append('imprecise', query.imprecise);
  if (query.q !== undefined) parameters.append('q', query.q);
  if (query.to) parameters.append('to', query.to.text);
  parameters.sort();
  return parameters.toString();
}

/** The facet and value of a query that is nothing else, and so has a path; undefined for any other query. */
export function soleFacet(query: Query): { facet: PathFacet; value: string } | undefined {
  if (query.from || query.to || query.q !== undefined) return undefined;
  const given = facets.flatMap((facet) => query.facets[facet].map((value) => ({ facet, value })));
  const [only] = given;
  return given.length === 1 && only && isPathFacet(only.facet) ? { facet: only.facet, value: only.value } : undefined;
}

/** The events that a query asks for, found once: a page asks for them many times over. */
interface Selection {
  readonly chronology: Chronology;
  /** Undefined for all events. Not to be changed. */
  readonly positions: Positions | undefined;
  events?: readonly TimelineEvent[];
}

const selections = new WeakMap<Query, Selection>();

function selectionOf(chronology: Chronology, query: Query): Selection {
  let selection = selections.get(query);
  if (selection?.chronology !== chronology) {
    selection = { chronology, positions: positionsOf(chronology, query) };
    // EVERYTHING lives for ever, and would hold a chronology that was replaced.
    if (selection.positions) selections.set(query, selection);
  }
  return selection;
}

function selectPositions(chronology: Chronology, query: Query): Positions | undefined {
  return selectionOf(chronology, query).positions;
}

/** The events that the query asks for, in the order of the chronology; withdrawn ones are not shown. */
export function select(chronology: Chronology, query: Query): readonly TimelineEvent[] {
  const selection = selectionOf(chronology, query);
  if (!selection.positions) return chronology.events;
  if (!selection.events) {
    const positions = selection.positions.array();
    selection.events = positions.map((position) => chronology.events[position] as TimelineEvent);
    rememberPositions(selection.events, Uint32Array.from(positions));
  }
  return selection.events;
}

/** How many events the query asks for. */
export function countSelected(chronology: Chronology, query: Query): number {
  return selectPositions(chronology, query)?.size() ?? chronology.events.length;
}

/** How many of the query's events have each status; statuses without events are left out. */
export function countStatuses(chronology: Chronology, query: Query): ReadonlyMap<string, number> {
  return eventIndexOf(chronology).counts('status', selectPositions(chronology, query));
}

function positionsOf(chronology: Chronology, query: Query): Positions | undefined {
  const index = eventIndexOf(chronology);
  const [first, ...others] = [
    ...(query.q === undefined ? [] : [searched(chronology, query.q).shown.clone()]),
    ...facets.flatMap((facet) => {
      const wanted = query.facets[facet];
      return wanted.length === 0 ? [] : [index.having(facet, wanted)];
    }),
  ];
  for (const other of others) first?.intersection(other);
  if (!query.from && !query.to) return first;
  return first
    ? index.duringAmong(first, query.from?.day, query.to?.day)
    : index.during(query.from?.day, query.to?.day);
}

/** The withdrawn events that the query would select otherwise: calendars tell subscribers that they are cancelled. */
export function selectWithdrawn(chronology: Chronology, query: Query): readonly TimelineEvent[] {
  const { withdrawn } = query.q === undefined ? chronology : searched(chronology, query.q);
  return withdrawn.filter((event) => matches(event, query));
}

/**
 * How many events have each value of these facets if the query left out the facet: the result of adding the value.
 */
export function countValues<F extends Facet>(
  chronology: Chronology,
  query: Query,
  counted: readonly F[],
): Readonly<Record<F, ReadonlyMap<string, number>>> {
  const index = eventIndexOf(chronology);
  // Most facets are not asked for, and have one selection in common.
  const whole = selectPositions(chronology, query);
  const counts = counted.map((facet) => {
    const among = query.facets[facet].length === 0 ? whole : selectPositions(chronology, withValues(query, facet, []));
    return [facet, index.counts(facet, among)] as const;
  });
  return Object.fromEntries(counts) as Record<F, ReadonlyMap<string, number>>;
}

/** The query with other values of a facet. */
export function withValues(query: Query, facet: Facet, values: readonly string[]): Query {
  return { ...query, facets: { ...query.facets, [facet]: [...values].sort() } };
}

/** The query within other days, both inclusive, or at any time; the bounds are told in years or months where they can be. */
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

/** Whether the event has one of the values of each facet that is asked for, and can have been going on in the time. */
export function matches(event: TimelineEvent, query: Query): boolean {
  for (const facet of facets) {
    const wanted = query.facets[facet];
    if (wanted.length > 0 && !valuesOf(event, facet).some((value) => wanted.includes(value))) return false;
  }
  const { from, to } = possibleDays(event.when);
  if (query.from && to !== undefined && to < query.from.day) return false;
  if (query.to && from !== undefined && from > query.to.day) return false;
  return true;
}
