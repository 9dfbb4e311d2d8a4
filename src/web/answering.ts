/** How a route answers: from memory, with a redirect, or not at all. */
import type { Request, Response } from 'express';
import type { Day } from '../chronology/dates/day.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { withPart } from '../chronology/list-part.ts';
import { isRelative, type Query, type QueryBound } from '../chronology/query/query.ts';
import { mayHaveToday } from '../formats/overview/overview-figure.ts';
import { inSlices } from '../slices.ts';
import { DOCUMENT, NOT_STORED, OWN_REDIRECT } from './http/cache-control.ts';
import {
  type Answerable,
  cacheKeyHeaders,
  type HeaderList,
  type Representation,
  respond,
} from './http/representation.ts';
import type { RepresentationStore } from './http/store.ts';
import { toldFaultsSteps } from './pages/faults/address-faults.ts';
import { pageContext } from './pages/parts/frame.ts';
import { dependsOnDay } from './pages/timeline.ts';
import { outputRepresentation, timelineRepresentation } from './representations.ts';
import { preferredLanguage } from './request.ts';
import { absolute, asOutput, type Scheme, viewPath } from './site/address.ts';
import { KEYS_OF_PAGE } from './site/cache-keys.ts';
import { type AddressFaults, Moved, withFaults } from './site/fault.ts';
import { type OutputName, outputs } from './site/outputs.ts';
import type { Site } from './site/site.ts';
import { TOLD_HERE } from './site/templates.ts';
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
  /** The view that a site of others may show in a frame, where the address is that of one. */
  readonly view?: FramedView;
}

export interface FramedView {
  readonly language: LanguageTag;
  readonly query: Query;
  /** The colours of the frame; undefined: as the reader's system has them. */
  readonly scheme?: Scheme | undefined;
}

/**
 * A page that tells what is wrong in the address that was asked for. What is stored is the page of what could be read of it, so
 * that nobody else is told, and wrong addresses without end fill no memory.
 */
export interface TellingAnswer extends StoredAnswer {
  make(): Representation | Promise<Representation>;
  readonly faults: AddressFaults;
  /** What the page tells, as HTML. */
  note(): Promise<string>;
}

export type Answer =
  | StoredAnswer
  | TellingAnswer
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

/**
 * The page of a view is another one each day where something is to come, today is in its picture, or its days are told from today.
 *
 * @param query as a page takes it
 */
export function timelineAt({ site, day }: SiteToday, language: LanguageTag, query: Query, pageKey?: QueryBound) {
  const isDailyPage =
    isRelative(query) || dependsOnDay(site, day) || mayHaveToday({ chronology: site.chronology, query }, day);
  return {
    address: viewPath(language, query, pageKey?.text),
    make: () => timelineRepresentation(site, language, query, day, pageKey),
    day: isDailyPage ? day : undefined,
    view: { language, query },
  };
}

/**
 * The answer of a page, which tells what is wrong in its address.
 *
 * @param pathOf the same page of another query
 */
export function telling(
  { site, language }: { readonly site: Site; readonly language: LanguageTag },
  { query, faults }: { readonly query: Query; readonly faults: AddressFaults },
  pathOf: (query: Query) => string,
  page: StoredAnswer & Pick<TellingAnswer, 'make'>,
): StoredAnswer | TellingAnswer {
  if (faults.parameters.length === 0) return page;
  const note = () =>
    inSlices(toldFaultsSteps(faults, query, pathOf, pageContext(site, language, page.address.split('?')[0] ?? '')));
  return { ...page, faults, note };
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
    'representation' in given
      ? given.representation
      : 'note' in given
        ? await told(store, given)
        : await store.get(given.address, given.make, given.day);
  await respond(request, response, representation, common);
}

async function told(
  store: RepresentationStore,
  { address, make, day, faults, note }: TellingAnswer,
): Promise<Answerable> {
  try {
    const page = await store.get(address, make, day);
    return (page as Representation).withBehind(TOLD_HERE, await note());
  } catch (error) {
    throw error instanceof Moved ? new Moved(withFaults(error.path, faults)) : error;
  }
}

export function redirect(site: Site, response: Response, path: string): void {
  // A script of another site that follows a feed's old address may read where it leads.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cache-Control', DOCUMENT);
  const keys = cacheKeyHeaders(KEYS_OF_PAGE);
  for (let at = 0; at < keys.length; at += 2) response.setHeader(keys[at] ?? '', keys[at + 1] ?? '');
  response.redirect(301, absolute(site.baseUrl, path));
}
