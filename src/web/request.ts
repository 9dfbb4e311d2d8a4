/** Reads a request: its language, query, page, edition and event; redirects former ids, and says why it cannot be answered. */
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Day } from '../chronology/dates/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { currentId, facets, isRetired } from '../chronology/facet.ts';
import { canonicalTag } from '../chronology/languages/display-names.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { askedPart, askedPartNumber, PART } from '../chronology/list-part.ts';
import {
  misnamedFilter,
  parsePageKey,
  parseQuery,
  parseReadable,
  type Query,
  type QueryBound,
  type QueryFault,
} from '../chronology/query/query.ts';
import { searchSteps } from '../chronology/query/search.ts';
import { prepareSearch } from '../chronology/query/search-index.ts';
import { inSlices } from '../slices.ts';
import { asEmbed } from './site/address.ts';
import { type AddressFaults, alsoOf, HttpError, Moved, NO_FAULTS } from './site/fault.ts';
import { parametersOf } from './site/parameters.ts';
import type { Site } from './site/site.ts';
import { type Edition, editionsOf, parseEdition } from './site/views.ts';

/** A request target in normal form and without BASE_URL's path, whether or not a proxy has stripped it. */
export function pathBelow(baseUrl: string, target: string): string {
  // A target may name its host (RFC 9112 §3.2.2).
  const path = normalized(target.replace(/^(?:https?|webcals?):\/\/[^/?#]*\/?/i, '/'));
  const pathname = normalized(new URL(baseUrl).pathname);
  if (pathname === '/') return path;
  if (path === pathname || path.startsWith(`${pathname}?`)) return `/${path.slice(pathname.length)}`;
  return path.startsWith(`${pathname}/`) ? path.slice(pathname.length) : path;
}

/**
 * A target whose path has the form that all equivalent ones share (RFC 3986 §6.2.2): hexadecimal digits in capitals, no
 * encoding where none is needed, no dot segments. Of parameters, whoever reads them decodes them.
 */
function normalized(target: string): string {
  const [path = ''] = target.split('?', 1);
  const decoded = path.replace(/%[0-9a-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return UNRESERVED.test(character) ? character : octet.toUpperCase();
  });
  const segments: string[] = [];
  const given = decoded.split('/');
  for (const [index, segment] of given.entries()) {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..' && segments.length > 1) segments.pop();
    if (!isDots) segments.push(segment);
    else if (index === given.length - 1) segments.push('');
  }
  return `${segments.join('/')}${target.slice(path.length)}`;
}

/** RFC 3986 §2.3. */
const UNRESERVED = /[A-Za-z0-9._~-]/;

/** The language of an error: that of the path, or the one that the client prefers. */
export function errorLanguageOf(site: Site, request: Request): LanguageTag {
  const { languages } = site.chronology.vocabulary.settings;
  return languages.find((language) => request.path.startsWith(`/${language}/`)) ?? preferredLanguage(site, request);
}

/** Nobody reads more, and the data of each is looked up, which takes some 10 µs for each language of the chronology. */
const MOST_LANGUAGES = 20;

export function preferredLanguage(site: Site, request: Request): LanguageTag {
  const { languages } = site.chronology.vocabulary.settings;
  const [first] = editionsOf(site)[0].languages;
  // By its own name, or by language and script: whoever reads zh-CN reads zh-Hans, and whoever reads en-GB reads en-US.
  for (const asked of [...new Set(request.acceptsLanguages())].slice(0, MOST_LANGUAGES)) {
    if (asked === '*') return first;
    const found =
      languages.find((language) => language.toLowerCase() === asked.toLowerCase()) ?? alike(asked, languages);
    if (found !== undefined) return found;
  }
  return first;
}

function alike(asked: string, languages: readonly LanguageTag[]): LanguageTag | undefined {
  const canonical = canonicalTag(asked);
  if (canonical === undefined) return undefined;
  const { language, script } = new Intl.Locale(canonical).maximize();
  return languages.find((other) => {
    const own = new Intl.Locale(other).maximize();
    return own.language === language && own.script === script;
  });
}

/**
 * Whether a person opens the address in a browser, which then says so (Fetch Metadata, in every browser since 2023). What reads
 * feeds and calendars sends no such header, and a script of a page another value of it.
 */
export function isOpenedInBrowser({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['sec-fetch-dest'] === 'document' && headers['sec-fetch-mode'] === 'navigate';
}

/** Whether the link that was followed is one of ours: that to a calendar is for saving the file. */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['sec-fetch-site'] === 'same-origin';
}

/** The page of a list that is asked for; the first one where that cannot be read. */
export function pageKeyOf(request: Request): { pageKey: QueryBound | undefined; faults: readonly QueryFault[] } {
  const key = parsePageKey(parametersOf(request.url));
  return key.ok ? { pageKey: key.value, faults: [] } : { pageKey: undefined, faults: [key.fault] };
}

/** The number of the page of a list; 1 where the parameter is no number. */
export function pageNumberOf(request: Request): number {
  return askedPartNumber(parametersOf(request.url)) ?? 1;
}

/** The number of a part of an output; undefined where none is asked for. Throws 400 for what is no number of a part. */
export function outputPartOf(request: Request): number | undefined {
  const parameters = parametersOf(request.url);
  const part = askedPartNumber(parameters);
  const found = askedPart(parameters);
  if (part === undefined && found !== undefined)
    throw new HttpError({ status: 400, fault: { reason: 'value', parameter: PART, found, allowed: '1, 2, 3, …' } });
  return part;
}

/** The view in a frame: its query, and its colours where the address names them. */
export function embeddingOf(
  site: Site,
  request: Request,
  today: Day,
): ReadQuery & { readonly scheme: Query['scheme'] | undefined } {
  const { query, faults } = readableQueryOf(site, request, today);
  const isNamed = parametersOf(request.url).getAll('scheme').includes(query.scheme);
  return { query: asEmbed(query), faults, scheme: isNamed ? query.scheme : undefined };
}

/** The page for subscribing: its query, and the edition of its calendar, that of the page's language where it cannot be read. */
export function subscriptionOf(
  site: Site,
  request: Request,
  today: Day,
  language: LanguageTag,
): ReadQuery & { readonly edition: Edition } {
  const { query, faults } = readableQueryOf(site, request, today);
  const edition = parseEdition(parametersOf(request.url), site, language);
  if (edition.ok) return { query, faults, edition: edition.value };
  const own = editionsOf(site).find(({ tag }) => tag === language) ?? editionsOf(site)[0];
  return { query, faults: alsoOf(faults, [edition.fault]), edition: own };
}

/**
 * Ids of the vocabulary are identities: a page, calendar or feed under a former id redirects to its address under the
 * current id (301); one under a retired id is gone (410).
 */
function followFormerIds({ chronology: { vocabulary } }: Site, request: Request): void {
  const parameters = parametersOf(request.url);
  const { facet: inPath, value: valueInPath } = request.params as { facet?: string; value?: string };
  let { path } = request;
  let isMoved = false;
  for (const facet of facets) {
    const current = (value: string): string => {
      if (isRetired(facet, value, vocabulary)) throw new HttpError({ status: 410 });
      const id = currentId(facet, value, vocabulary);
      isMoved ||= id !== undefined;
      return id ?? value;
    };
    if (inPath === facet && valueInPath !== undefined) path = withSegmentAfter(path, facet, current(valueInPath));
    const values = parameters.getAll(facet).map(current);
    parameters.delete(facet);
    for (const value of values) parameters.append(facet, value);
  }
  if (isMoved) throw new Moved(parameters.size === 0 ? path : `${path}?${parameters}`);
}

/** The path with another segment behind that of a facet: `/en/series/talks/feed.rss`, however the segment was encoded. */
function withSegmentAfter(path: string, facet: string, value: string): string {
  const segments = path.split('/');
  return segments.with(segments.indexOf(facet) + 1, value).join('/');
}

/** A query, and what of its address could not be read. */
export interface ReadQuery {
  readonly query: Query;
  readonly faults: AddressFaults;
}

/**
 * The query of a page, as far as its address can be read: the page tells the faults, and shows the rest.
 *
 * @param today from which bounds may be told
 */
export function readableQueryOf(site: Site, request: Request<{ facet?: string }>, today: Day): ReadQuery {
  const { chronology } = site;
  const parameters = parametersOf(request.url);
  const read = readParameters(site, request, today);
  const { query } = read;
  // A parameter in whose place the path stands has its faults all the same.
  const { faults } = parameters.has(request.params.facet ?? '') ? parseReadable(parameters, chronology, today) : read;
  const misnamed = misnamedFilter(read.parameters, chronology, today);
  const named: [string, string][] = faults.flatMap(({ reason, parameter, found }) => {
    if (reason === 'order') return ['from', 'to'].map((name): [string, string] => [name, parameters.get(name) ?? '']);
    const isList = reason === 'many' || reason === 'long';
    const values = isList ? parameters.getAll(parameter) : [found];
    return values.map((value): [string, string] => [parameter, value]);
  });
  if (misnamed) named.push([misnamed.found, misnamed.value]);
  return { query, faults: { faults, misnamed, parameters: named } };
}

/** The parameters with the facet of the path, and what can be read of them. */
function readParameters(site: Site, request: Request, today: Day) {
  const parameters = parametersOf(request.url);
  const { facet, value } = request.params as { facet?: string; value?: string };
  followFormerIds(site, request);
  if (facet !== undefined && value !== undefined) {
    // A path with an unknown value is no page: 404. A parameter with one is a mistake: 400 names it, or the page tells it.
    if (!parseQuery(new URLSearchParams({ [facet]: value }), site.chronology, today).ok)
      throw new HttpError({ status: 404 });
    // Path and parameters narrow each other; values of one facet are alternatives, so the path's stands alone.
    parameters.delete(facet);
    parameters.append(facet, value);
  }
  return { parameters, ...parseReadable(parameters, site.chronology, today) };
}

/** The query of an output, whose address has no faults. @param today from which bounds may be told */
export function queryOf(site: Site, request: Request, today: Day): Query {
  const { query, faults } = readParameters(site, request, today);
  const [fault] = faults;
  if (fault) throw new HttpError({ status: 400, fault });
  return query;
}

/** What was read, with the events that match its words looked up in slices, so that no later step pauses for long. */
export async function withMatches<T extends { readonly query: Query }>({ chronology }: Site, read: T): Promise<T> {
  const { q } = read.query;
  if (q !== undefined) {
    await prepareSearch(chronology);
    await inSlices(searchSteps(chronology, q));
  }
  return read;
}

/** An event by its slug, also one that was withdrawn. */
export function knownEventOf(site: Site, slug: string): TimelineEvent {
  const event = site.chronology.bySlug.get(slug);
  if (!event) throw new HttpError({ status: 404 });
  return event;
}

/** An event that is shown, by its slug. */
export function eventOf(site: Site, slug: string): TimelineEvent {
  const event = knownEventOf(site, slug);
  if (event.withdrawn) throw new HttpError({ status: 410, event });
  return event;
}

/** One facet alone has a path, and a path with more than its facet is parameters of the root: any other is moved there. */
export function isCanonical(request: Request, canonical: string): boolean {
  return canonical.split('?')[0] === request.path;
}

/** Whether each value of a facet is written as it is: `country=de` is understood, and moved to its address. */
export function hasValuesOf(request: Request, query: Query, { parameters: wrong } = NO_FAULTS): boolean {
  const parameters = parametersOf(request.url);
  const isWrong = (facet: string, value: string) => wrong.some((told) => told[0] === facet && told[1] === value);
  return facets.every((facet) =>
    parameters
      .getAll(facet)
      .every((value) => value === '' || query.facets[facet].includes(value) || isWrong(facet, value)),
  );
}
