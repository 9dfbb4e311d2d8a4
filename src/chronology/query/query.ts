/** A query: the filters that an address carries, parsed once into canonical form, and formatted again. */

import type { Work } from '../../slices.ts';
import type { Chronology } from '../chronology.ts';
import { type CalendarUnit, type Day, dayText, isLastOfMonth } from '../dates/day.ts';
import { parseEdtf } from '../dates/edtf.ts';
import { almostRelativeDay, resolveDay } from '../dates/relative-day.ts';
import { FIRST_YEAR, LAST_YEAR, yearText } from '../dates/written/calendar.ts';
import { type Facet, facetByName, facetEntries, facets, isPathFacet, type PathFacet } from '../facet.ts';
import { withoutControls } from '../files/controls.ts';
import { type Parsed, parsed } from '../files/problem.ts';
import { SLUG } from '../files/slug.ts';
import { allNearestSteps, areWithin, comparableSteps } from '../files/spelling.ts';
import { readRelativeDay } from '../languages/relative-days-in-words.ts';
import type { LanguageTag } from '../languages/text.ts';
import { PART } from '../list-part.ts';
import { eventIndexOf } from './event-index.ts';
import { memoizeByChronology } from './memoize.ts';
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
  /** What of a view stands in the frame of another site. */
  show: ['picture', 'list', 'next'],
  /** How many entries a document of a feed has at most: a number, of which these are the usual ones. */
  limit: ['100', '10', '20', '50', '200', '500'],
} as const;
/** The choices that are a whole number from 1 on, each with the greatest that it takes; of those, the values above are examples. */
const GREATEST = { limit: 500 } as const satisfies Partial<Record<keyof typeof choices, number>>;
export type Choice = keyof typeof choices;
export type Choices = {
  readonly [C in Choice]: C extends keyof typeof GREATEST ? string : (typeof choices)[C][number];
};
export const choiceNames = Object.keys(choices) as readonly Choice[];

/** The greatest number that a choice takes; undefined where it is none of numbers. */
export function greatestOf(name: Choice): number | undefined {
  return name in GREATEST ? GREATEST[name as keyof typeof GREATEST] : undefined;
}

/** The values that a choice takes, as they are listed. */
export function takenBy(name: Choice): string {
  const greatest = greatestOf(name);
  return greatest === undefined ? choices[name].join(', ') : `1–${greatest}`;
}

function takes(name: Choice, value: string): boolean {
  const greatest = greatestOf(name);
  if (greatest === undefined) return (choices[name] as readonly string[]).includes(value);
  return /^[1-9]\d{0,5}$/.test(value) && Number(value) <= greatest;
}

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
  /** Where a page of data goes on. */
  readonly cursor?: Cursor;
}

/**
 * The entry behind which a page of data begins: an event, by its anchor day and slug, or a withdrawn one, by its slug alone. The
 * day keeps the place of an event that was moved or withdrawn meanwhile.
 */
export interface Cursor {
  readonly day: Day | undefined;
  readonly slug: string;
}

/** A year, month or day as asked for, and its first day (of `from`) or last day (of `to`). */
export interface QueryBound {
  readonly text: string;
  readonly day: Day;
  /** Whether the text is told from today (`today`, `-P30D`): its day is another one tomorrow. */
  readonly isRelative?: true;
}

/** Why a parameter is refused, as data that a page puts into the reader's language. */
export interface QueryFault {
  /**
   * `value` not allowed, `many` values, `bound` is no plain date, `relative` is no day told from today, `year` that
   * chronologies do not have, `order` has `from` after `to`, `long` search.
   */
  readonly reason: 'value' | 'many' | 'bound' | 'relative' | 'year' | 'order' | 'long';
  readonly parameter: string;
  readonly found: string;
  /** The allowed values or forms, or the limit. Absent for a facet, whose values may be thousands: `allowedTextSteps` lists them. */
  readonly allowed?: string;
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
 *
 * @param today from which `from=today` and `to=P6M` are told
 */
export function parseQuery(parameters: URLSearchParams, chronology: Chronology, today: Day): Parsed<Query, QueryFault> {
  const { query, faults } = parseReadable(parameters, chronology, today);
  const [fault] = faults;
  return fault ? { ok: false, fault } : parsed(query);
}

/** What can be read of an address that has faults, and the faults in order: a reader mends these and keeps the rest. */
export function parseReadable(
  parameters: URLSearchParams,
  chronology: Chronology,
  today: Day,
): { readonly query: Query; readonly faults: readonly QueryFault[] } {
  const faults: QueryFault[] = [];
  const values: Record<Facet, readonly string[]> = { ...EVERYTHING.facets };
  for (const facet of facets) {
    const asked = parameters.getAll(facet).filter((value) => value !== '');
    const given = [...new Set(asked.map((value) => inItsCase(facet, value, chronology)))].sort();
    if (given.length > MOST_VALUES) {
      faults.push({ reason: 'many', parameter: facet, found: String(given.length), allowed: `≤ ${MOST_VALUES}` });
      continue;
    }
    values[facet] = given.filter((value) => isAllowed(facet, value, chronology));
    for (const found of given)
      if (!values[facet].includes(found)) faults.push({ reason: 'value', parameter: facet, found });
  }
  const { languages } = chronology.vocabulary.settings;
  const [from, to] = (['from', 'to'] as const).map((name) => {
    const bound = parseRelativeBound(name, { parameters, today, languages }) ?? parseBound(name, parameters, languages);
    if (bound.ok) return bound.value;
    faults.push(bound.fault);
    return undefined;
  });
  // What ends on a day and begins with today is over one day, and then empty: who subscribed to it made no mistake.
  const isInOrder = !from || !to || from.day <= to.day || from.isRelative !== to.isRelative;
  if (!isInOrder)
    faults.push({
      reason: 'order',
      parameter: 'from',
      found: `from=${from.text}, to=${to.text}`,
      allowed: 'from ≤ to',
    });
  const q = searchOf(lastGiven('q', parameters) ?? '');
  const isShort = q.length <= LONGEST_SEARCH;
  if (!isShort)
    faults.push({ reason: 'long', parameter: 'q', found: String(q.length), allowed: `≤ ${LONGEST_SEARCH}` });
  const cursor = parseCursor(lastGiven('cursor', parameters));
  if (!cursor.ok) faults.push(cursor.fault);
  const chosen: Partial<Record<Choice, string>> = {};
  for (const name of choiceNames) {
    const value = lastGiven(name, parameters);
    if (value === undefined) continue;
    if (takes(name, value)) chosen[name] = value;
    else faults.push({ reason: 'value', parameter: name, found: value, allowed: takenBy(name) });
  }
  const query: Query = {
    facets: values,
    ...(from && isInOrder && { from }),
    ...(to && { to }),
    ...(q !== '' && isShort && { q }),
    ...(cursor.ok && cursor.value && { cursor: cursor.value }),
    ...DEFAULT_CHOICES,
    ...(chosen as Partial<Choices>),
  };
  return { query, faults };
}

/** What XML and calendars cannot carry is cleaned of here, for every page and output tells what was searched for. */
function searchOf(text: string): string {
  return withoutControls(text.normalize('NFKC').replace(/\s+/g, ' ')).trim();
}

const WITHDRAWN = 'withdrawn';

function parseCursor(found: string | undefined): Parsed<Cursor | undefined, QueryFault> {
  if (found === undefined) return parsed(undefined);
  const [place = '', slug = ''] = found.split(/\.(.*)/s);
  const day = place === WITHDRAWN ? undefined : anchorOf(place);
  if (SLUG.test(slug) && (day !== undefined || place === WITHDRAWN)) return parsed({ day, slug });
  return { ok: false, fault: { reason: 'value', parameter: 'cursor', found, allowed: 'links.next' } };
}

/** The day that a text is, in the one form that `formatCursor` has for it. */
function anchorOf(text: string): Day | undefined {
  const when = parseEdtf(text, 'UTC');
  const at = when.ok && when.value.kind === 'moment' && when.value.at.form === 'date' ? when.value.at : undefined;
  return at?.precision === 'day' && dayText(at.earliest) === text ? at.earliest : undefined;
}

export function formatCursor({ day, slug }: Cursor): string {
  return `${day === undefined ? WITHDRAWN : dayText(day)}.${slug}`;
}

function lastGiven(name: string, parameters: URLSearchParams): string | undefined {
  return parameters.getAll(name).findLast((value) => value !== '');
}

/** The page of a long list that an address asks for by its first year, month or day; the parameter is called `part`. */
export function parsePageKey(parameters: URLSearchParams): Parsed<QueryBound | undefined, QueryFault> {
  return parseBound(PART, parameters);
}

/** A bound that is told from today; undefined for any other. */
function parseRelativeBound(
  parameter: 'from' | 'to',
  {
    parameters,
    today,
    languages,
  }: { readonly parameters: URLSearchParams; readonly today: Day; readonly languages: readonly LanguageTag[] },
): Parsed<QueryBound, QueryFault> | undefined {
  const found = lastGiven(parameter, parameters);
  if (found === undefined) return undefined;
  const relative = readRelativeDay(found);
  if (!relative) {
    const almost = almostRelativeDay(found);
    if (!almost || typedDate(found, languages)) return undefined;
    const allowed = almost.meant ?? RELATIVE_FORMS;
    return { ok: false, fault: { reason: 'relative', parameter, found, allowed } };
  }
  const day = resolveDay(relative, today);
  if (day === undefined) return { ok: false, fault: { reason: 'year', parameter, found, allowed: YEARS } };
  return parsed({ text: relative.text, day, isRelative: true });
}

const RELATIVE_FORMS = 'today, -P30D, P2W, P6M, P1Y';
const YEARS = `${yearText(FIRST_YEAR)}, …, -0001, 0000, 0001, …, ${yearText(LAST_YEAR)}`;

/** As examples of what a page begins with, and of what a bound may be besides: told from today. */
const exampleDates = ['2022', '2022-12', '2022-12-24'] as const;
export const exampleBounds = [...exampleDates, 'today', '-P30D', 'P6M'] as const;

function parseBound(
  name: 'from' | 'to' | typeof PART,
  parameters: URLSearchParams,
  languages: readonly LanguageTag[] = [],
): Parsed<QueryBound | undefined, QueryFault> {
  const text = lastGiven(name, parameters);
  if (text === undefined) return parsed(undefined);
  const date = typedDate(text, languages);
  if (!date) {
    const [reason, allowed] = isBeyondYears(text)
      ? (['year', YEARS] as const)
      : (['bound', (name === PART ? exampleDates : exampleBounds).join(', ')] as const);
    return { ok: false, fault: { reason, parameter: name, found: text, allowed } };
  }
  return parsed({ text: date.text, day: name === 'to' ? date.latest : date.earliest });
}

/** The value as it is written where it stands in other letters, `DE` for `de`; any other value as it was found. */
function inItsCase(facet: Facet, value: string, chronology: Chronology): string {
  const forms = [value, value.toLowerCase(), value.toUpperCase()];
  return forms.find((form) => isAllowed(facet, form, chronology)) ?? value;
}

function isAllowed(facet: Facet, value: string, chronology: Chronology): boolean {
  const { values } = facetEntries[facet];
  if ('takes' in values) return values.takes(value);
  if (Object.hasOwn(values.entries(chronology.vocabulary), value)) return true;
  return values.isOpen === true && eventIndexOf(chronology).positionsHaving(facet, value).length > 0;
}

/** The values that a facet takes in this chronology; of countries, which are all taken, those that events name. */
export function allowedValues(facet: Facet, chronology: Chronology): ReadonlySet<string> {
  const { values } = facetEntries[facet];
  const named = eventIndexOf(chronology).values(facet);
  if ('takes' in values) return new Set(named);
  return new Set([...Object.keys(values.entries(chronology.vocabulary)), ...(values.isOpen ? named : [])]);
}

/** A parameter that is none of ours and is called nearly as one. */
export interface MisnamedFilter {
  readonly found: string;
  readonly value: string;
  /** The parameter that was meant. */
  readonly meant: Facet | 'from' | 'to' | 'q';
  /** The query with that one; undefined where its value is none. */
  readonly mended: Query | undefined;
}

/** Every parameter that some page or output reads. */
const PARAMETERS: ReadonlySet<string> = new Set([
  ...facets,
  'from',
  'to',
  'q',
  ...choiceNames,
  PART,
  'cursor',
  'language',
]);

const MEANT: ReadonlyMap<string, MisnamedFilter['meant']> = new Map([
  ...facetByName,
  ...(['from', 'since', 'after', 'start'] as const).map((name) => [name, 'from'] as const),
  ...(['to', 'until', 'before', 'end'] as const).map((name) => [name, 'to'] as const),
  ...(['q', 'search', 'query'] as const).map((name) => [name, 'q'] as const),
]);

/** More is no value of ours. */
const LONGEST_VALUE = 100;

/** The first parameter that is called nearly as one of ours; others, such as those of counters of visits, are none of our business. */
export function misnamedFilter(
  parameters: URLSearchParams,
  chronology: Chronology,
  today: Day,
): MisnamedFilter | undefined {
  for (const [found, value] of parameters) {
    const meant = PARAMETERS.has(found) || value === '' || value.length > LONGEST_VALUE ? undefined : meantBy(found);
    if (meant === undefined) continue;
    const others = new URLSearchParams(parameters);
    others.delete(found);
    others.append(meant, value);
    const query = parseQuery(others, chronology, today);
    return { found, value, meant, mended: query.ok ? query.value : undefined };
  }
  return undefined;
}

/** Short names are too near each other: `page` is not `place`, and `tab` no `tag`. */
const SHORTEST = 4;
const SHORT = 6;

function meantBy(name: string): MisnamedFilter['meant'] | undefined {
  const small = name.toLowerCase();
  const known = MEANT.get(small);
  if (known !== undefined || small.length < SHORTEST || small.length > MOST_LETTERS) return known;
  const near = [...MEANT.keys()].find(
    (other) => other.length >= SHORTEST && areWithin(small, other, small.length < SHORT ? 1 : 2),
  );
  return near === undefined ? undefined : MEANT.get(near);
}

/** The longest name has 13. */
const MOST_LETTERS = 15;

/** What a parameter with a fault takes instead: of a facet its values, the nearest first. */
export function* allowedTextSteps({ parameter, found, allowed }: QueryFault, chronology: Chronology): Work<string> {
  const facet = facets.find((known) => known === parameter);
  if (allowed !== undefined || facet === undefined) return allowed ?? '';
  const all = yield* sortedValues.steps(chronology, facet);
  const [near] = yield* allNearestSteps(found, yield* comparableSteps(found, all.length, all));
  const ordered = near === undefined ? all : [near, ...all.filter((other) => other !== near)];
  return ordered.length > MOST_LISTED ? `${ordered.slice(0, MOST_LISTED).join(', ')}, …` : ordered.join(', ');
}

const MOST_LISTED = 30;

// biome-ignore lint/correctness/useYield: sorting cannot pause.
const sortedValues = memoizeByChronology(function* (chronology, facet: Facet): Work<readonly string[]> {
  return [...allowedValues(facet, chronology)].sort();
});

/** The query as the parameters of an address: sorted, without absent values and defaults. Empty for `EVERYTHING`. */
export function formatQuery(query: Query): string {
  const parameters = new URLSearchParams();
  for (const facet of facets) for (const value of query.facets[facet]) parameters.append(facet, value);
  if (query.from) parameters.append('from', query.from.text);
  for (const [name, value] of chosenOf(query)) parameters.append(name, value);
  if (query.q !== undefined) parameters.append('q', query.q);
  if (query.to) parameters.append('to', query.to.text);
  if (query.cursor) parameters.append('cursor', formatCursor(query.cursor));
  parameters.sort();
  return parameters.toString();
}

/** Whether a query selects by days that are others tomorrow. */
export function isRelative({ from, to }: Pick<Query, 'from' | 'to'>): boolean {
  return Boolean(from?.isRelative || to?.isRelative);
}

/** The query from today on, and nothing before. */
export function fromTodayOn({ to: _, ...query }: Query, today: Day): Query {
  return { ...query, from: { text: 'today', day: today, isRelative: true } };
}

/** Whether its days are over: it begins with today, and its last day was before. Nothing is in them. */
export function isOver({ from, to }: Pick<Query, 'from' | 'to'>): boolean {
  return from !== undefined && to !== undefined && from.day > to.day;
}

/** What a query chooses otherwise than by default. */
export function chosenOf(query: Query): readonly (readonly [Choice, string])[] {
  return choiceNames.flatMap((name) => (query[name] === choices[name][0] ? [] : [[name, query[name]] as const]));
}

/** The choices of a query alone; of those beside these names, the defaults. */
export function choicesOf(query: Query, names = choiceNames): Choices {
  return { ...DEFAULT_CHOICES, ...Object.fromEntries(names.map((name) => [name, query[name]])) };
}

/** The query with its choices among these names, and the defaults of the others; from its beginning on. */
export function withChoices({ cursor: _, ...query }: Query, names: readonly Choice[]): Query {
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
  const unit: CalendarUnit =
    from.endsWith('-01-01') && to.endsWith('-12-31')
      ? 'year'
      : from.endsWith('-01') && isLastOfMonth(to)
        ? 'month'
        : 'day';
  return {
    ...rest,
    from: { text: dayText(from, unit), day: from },
    to: { text: dayText(to, unit), day: to },
  };
}
