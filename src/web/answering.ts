/** How a route answers: from memory, with a redirect, or not at all. */
import type { Request, Response } from 'express';
import type { Day } from '../chronology/dates/day.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { isRelative, type Query, type QueryBound } from '../chronology/query/query.ts';
import { mayHaveToday } from '../formats/overview/overview-figure.ts';
import { DOCUMENT, NOT_STORED, OWN_REDIRECT } from './http/cache-control.ts';
import { type Answerable, type HeaderList, respond } from './http/representation.ts';
import type { RepresentationStore } from './http/store.ts';
import { dependsOnDay } from './pages/timeline.ts';
import { outputRepresentation, timelineRepresentation } from './representations.ts';
import { preferredLanguage } from './request.ts';
import { absolute, asOutput, asPage, viewPath, withPart } from './site/address.ts';
import { type AddressFaults, NO_FAULTS, withFaults } from './site/fault.ts';
import { type OutputName, outputs } from './site/outputs.ts';
import type { Site } from './site/site.ts';
import type { Edition } from './site/views.ts';

/** All that routes answer from. */
export interface Answering {
  readonly site: Site;
  /** Representations by canonical address. */
  readonly store: RepresentationStore;
  /** Files of images, apart: some photographs of 5 MiB would evict every page. */
  readonly images: RepresentationStore;
  /** The files that pages load, by their paths. */
  readonly assets: ReadonlyMap<string, Answerable>;
  /** The headers that every answer has. */
  readonly common: HeaderList;
  /** The day that it is in the chronology's time zone. */
  readonly today: () => Day;
}

/** The representation at a canonical address: the store's, or made for it; `day` where it is another one each day. */
export interface StoredAnswer {
  readonly address: string;
  make(): Answerable | Promise<Answerable>;
  readonly day?: Day | undefined;
}

export type Answer =
  | StoredAnswer
  | { readonly representation: Answerable }
  | { readonly movedTo: string }
  /** A redirect to the path in the language that the reader prefers; `stored` where the reader's own cache may keep it. */
  | { pathIn(language: LanguageTag): string; readonly stored: boolean };

export type RouteRequest = Request<{ readonly slug: string; readonly facet?: string; readonly month?: string }>;

/** Express patterns and their answer; undefined leaves the request to the routes after it. */
export type Route = readonly [
  pattern: string | string[],
  answer: (request: RouteRequest) => Answer | undefined | Promise<Answer | undefined>,
];

/** A site on one day, for which a query was parsed and is answered, however long that takes. */
export interface SiteToday {
  readonly site: Site;
  readonly day: Day;
}

/**
 * @param own Below the view, in the edition, or at the root.
 * @param part The number of a part, where the output is in parts.
 */
export function outputAt(
  { site, day }: SiteToday,
  name: OutputName,
  edition: Edition,
  asked: Query,
  own: string,
  part?: number,
): StoredAnswer {
  const query = asOutput(asked, name);
  const address = withPart(own, part);
  const make = () => outputRepresentation(site, name, edition, query, day, address, part);
  return { address, make, day: isDaily(site, name, query, day) ? day : undefined };
}

function isDaily({ chronology }: Site, name: OutputName, query: Query, today: Day): boolean {
  const { isDaily: daily } = outputs[name];
  if (isRelative(query)) return true;
  return typeof daily === 'function' ? daily({ chronology, query }, today) : daily === true;
}

/** The page of a view is another one each day where something is to come, today is in its picture, or its days are told from today. */
export function timelineAt(
  { site, day }: SiteToday,
  language: LanguageTag,
  asked: Query,
  { pageKey, faults = NO_FAULTS }: { readonly pageKey?: QueryBound | undefined; readonly faults?: AddressFaults } = {},
): StoredAnswer {
  const query = asPage(asked);
  const isDailyPage =
    isRelative(query) || dependsOnDay(site, day) || mayHaveToday({ chronology: site.chronology, query }, day);
  return {
    // The page that tells of a parameter is not the page without it.
    address: withFaults(viewPath(language, query, pageKey?.text), faults),
    make: () => timelineRepresentation(site, language, query, day, { pageKey, faults }),
    day: isDailyPage ? day : undefined,
  };
}

export async function answer(
  { site, store, common }: Answering,
  request: Request,
  response: Response,
  given: Answer,
): Promise<void> {
  if ('movedTo' in given) return redirect(site, response, given.movedTo);
  if ('pathIn' in given) {
    const path = given.pathIn(preferredLanguage(site, request));
    response.vary('Accept-Language');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cache-Control', given.stored ? OWN_REDIRECT : NOT_STORED);
    return response.redirect(302, absolute(site.baseUrl, path));
  }
  const representation =
    'representation' in given ? given.representation : await store.get(given.address, given.make, given.day);
  await respond(request, response, representation, common);
}

export function redirect(site: Site, response: Response, path: string): void {
  // A script of another site that follows a feed's old address may read where it leads.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cache-Control', DOCUMENT);
  response.redirect(301, absolute(site.baseUrl, path));
}
