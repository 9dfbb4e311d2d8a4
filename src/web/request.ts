/** Reads a request: its language, query, page, edition and event; redirects former ids, and says why it cannot be answered. */
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Day } from '../chronology/dates/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { currentId, facets, isRetired } from '../chronology/facet.ts';
import type { Parsed } from '../chronology/files/problem.ts';
import { canonicalTag } from '../chronology/languages/display-names.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import {
  type MisnamedFilter,
  misnamedFilter,
  parsePageKey,
  parseQuery,
  type Query,
  type QueryBound,
  type QueryFault,
} from '../chronology/query/query.ts';
import { searchSteps } from '../chronology/query/search.ts';
import { prepareSearch } from '../chronology/query/search-index.ts';
import { inSlices } from '../slices.ts';
import { parametersOf } from './site/address.ts';
import { HttpError, Moved } from './site/fault.ts';
import type { Site } from './site/site.ts';
import { type Edition, editionsOf, parseEdition } from './site/views.ts';

/** A request target without BASE_URL's path, whether or not a proxy has stripped it. */
export function pathBelow(baseUrl: string, target: string): string {
  // A target may name its host (RFC 9112 §3.2.2).
  const path = target.replace(/^(?:https?|webcals?):\/\/[^/?#]*\/?/i, '/');
  const { pathname } = new URL(baseUrl);
  if (pathname === '/') return path;
  if (path === pathname || path.startsWith(`${pathname}?`)) return `/${path.slice(pathname.length)}`;
  return path.startsWith(`${pathname}/`) ? path.slice(pathname.length) : path;
}

/** The language of an error: that of the path, or the one that the client prefers. */
export function languageOf(site: Site, request: Request): LanguageTag {
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

export function pageKeyOf(request: Request): QueryBound | undefined {
  return accepted(parsePageKey(parametersOf(request.url)));
}

function accepted<T>(parsed: Parsed<T, QueryFault>): T {
  if (!parsed.ok) throw new HttpError({ status: 400, fault: parsed.fault });
  return parsed.value;
}

/** The number of the page of a list; 1 where the parameter is no number. */
export function pageNumberOf(request: Request): number {
  return partNumberOf(request) ?? 1;
}

/** The number of a part; undefined where the parameter is no number. */
export function partNumberOf(request: Request): number | undefined {
  const asked =
    parametersOf(request.url)
      .getAll('part')
      .findLast((value) => value !== '') ?? '';
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : undefined;
}

export function editionOf(site: Site, request: Request, language: LanguageTag): Edition {
  return accepted(parseEdition(parametersOf(request.url), site, language));
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

/** The query of the parameters and, where the path names a facet, of the path. @param today from which bounds may be told */
export function queryOf(site: Site, request: Request, today: Day): Query {
  const parameters = parametersOf(request.url);
  const { facet, value } = request.params as { facet?: string; value?: string };
  followFormerIds(site, request);
  if (facet !== undefined && value !== undefined) {
    // A path with an unknown value is no page: 404. A parameter with one is a mistake: 400 names it.
    if (!parseQuery(new URLSearchParams({ [facet]: value }), site.chronology, today).ok)
      throw new HttpError({ status: 404 });
    // Path and parameters narrow each other; values of one facet are alternatives, so the path's stands alone.
    parameters.delete(facet);
    parameters.append(facet, value);
  }
  return accepted(parseQuery(parameters, site.chronology, today));
}

/** The first parameter that is none of ours and nearly called as one, with the query that was meant. */
export function misnamedFilterOf(site: Site, request: Request, today: Day): MisnamedFilter | undefined {
  const parameters = parametersOf(request.url);
  const { facet, value } = request.params as { facet?: string; value?: string };
  if (facet !== undefined && value !== undefined) parameters.set(facet, value);
  return misnamedFilter(parameters, site.chronology, today);
}

/** As `queryOf`, with the events that match its words looked up in slices, so that no later step pauses for long. */
export async function answerableQueryOf(site: Site, request: Request, today: Day): Promise<Query> {
  const query = queryOf(site, request, today);
  if (query.q !== undefined) {
    await prepareSearch(site.chronology);
    await inSlices(searchSteps(site.chronology, query.q));
  }
  return query;
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
