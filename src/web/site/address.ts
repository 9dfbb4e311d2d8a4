/** The path of each view, event, output and document, and the absolute address that BASE_URL makes of it. */
import type { PathFacet } from '../../chronology/facet.ts';
import type { ImageFile } from '../../chronology/images/image.ts';
import { withParameters, withPart, withPartNumber } from '../../chronology/list-part.ts';
import {
  choicesOf,
  EVERYTHING,
  formatQuery,
  type Query,
  soleFacet,
  withChoices,
} from '../../chronology/query/query.ts';
import type { EventOutputName } from './event-outputs.ts';
import { type OutputName, outputs } from './outputs.ts';
import { type ChronologyPage, type ViewPageName, viewPages } from './view-pages.ts';

/** The tag in the place of a language for an output in all of them: `en-ja`. Undefined where there is one language. */
export function allLanguages(languages: readonly string[]): string | undefined {
  return languages.length > 1 ? languages.join('-') : undefined;
}

/** The pages that the header of every page names beside the timeline, in order. */
export const navigation = ['figures', 'sources', 'subscribe', 'about'] as const;

/** A page of the chronology. @param part The number of the page of a long list; the first is at the page's own address. */
export function sitePagePath(language: string, name: ChronologyPage, part = 1): string {
  return withPartNumber(`/${language}/${name}`, part);
}

/**
 * The page for subscribing to a view.
 *
 * @param edition The tag of the calendar's edition. Default: the page's language.
 */
export function subscribePath(language: string, query: Query, edition = language): string {
  return besideView(`/${language}/subscribe`, asPage(query), { language: edition === language ? undefined : edition });
}

/** The page for subscribing, in the language that the reader prefers. */
export function neutralSubscribePath(query: Query, edition?: string): string {
  return besideView('/subscribe', asPage(query), { language: edition });
}

/** The address of a page that is no path below its view: whatever the view, it is a parameter. */
function besideView(path: string, query: Query, further: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = new URLSearchParams(formatQuery(query));
  for (const [name, value] of Object.entries(further)) if (value !== undefined) parameters.append(name, value);
  parameters.sort();
  return withParameters(path, parameters.toString());
}

/** The colours of a view in a frame; without one, as the reader's system has them. */
export type Scheme = Query['scheme'];

/** A view for the frame of another site. */
export function embedPath(language: string, query: Query, scheme?: Scheme): string {
  return besideView(`/${language}/embed`, asEmbed(query), { scheme });
}

/** Where oEmbed is answered for the page at a path. @param url its absolute address, or path for a key of the store */
export function oembedPath(url: string, further: Readonly<Record<string, string | number>> = {}): string {
  const parameters = new URLSearchParams({ url });
  for (const [name, value] of Object.entries(further)) parameters.append(name, String(value));
  return `/oembed?${parameters}`;
}

/** The query without its bounds and choices, which a page of a month does not take. */
export function asMonth(query: Query): Query {
  const { from: _, to: __, ...rest } = query;
  return withChoices(rest, viewPages.month.takes);
}

/** @param month `YYYY-MM` */
export function monthPath(language: string, query: Query, month: string): string {
  return besideView(`/${language}/month/${month}`, asMonth(query));
}

/** Leads to the month of today, or to the last one of a view without a future. */
export function currentMonthPath(language: string, query: Query): string {
  return besideView(`/${language}/month`, asMonth(query));
}

/** The page of all feeds. @param part The number of its page, from 1. */
export function feedsPath(language: string, part = 1): string {
  return sitePagePath(language, 'feeds', part);
}

/** The list of all feeds that feed readers import; without a language, in the chronology's first. */
export function opmlPath(language?: string): string {
  return `${language === undefined ? '' : `/${language}`}/feeds.opml`;
}

export const SITEMAP_PATH = '/sitemap.xml';
export const ROBOTS_PATH = '/robots.txt';

/** A file of a sitemap in several files, which count from 1. */
export function sitemapFilePath(number: number): string {
  return `/sitemap-${number}.xml`;
}

export function manifestPath(language: string): string {
  return `/${language}/manifest.webmanifest`;
}

export function openSearchPath(language: string): string {
  return `/${language}/opensearch.xml`;
}

/**
 * The query without the choices that no page takes. What is stored at an address is made of this: of more, it would be what
 * the first reader asked for.
 */
export function asPage(query: Query): Query {
  return withChoices(query, viewPages.timeline.takes);
}

/** The query without the choices that a frame does not take; its colours are apart, for those of the reader's system are no choice. */
export function asEmbed(query: Query): Query {
  return withChoices(query, viewPages.embed.takes);
}

/** The query without the choices and the cursor that the output does not take, which is what is stored at its address. */
export function asOutput(query: Query, name: OutputName): Query {
  const { takes = [], isPaged } = outputs[name];
  return { ...withChoices(query, takes), ...(isPaged && query.cursor && { cursor: query.cursor }) };
}

/**
 * A view's page: one facet is a path, anything more are parameters on the language's root.
 *
 * @param part The year, month or day that the page of a long list begins with.
 */
export function viewPath(language: string, query: Query, part?: string): string {
  return withPart(viewAddress(language, asPage(query), ''), part);
}

/** @param tag Of an edition: a language, or all. */
export function outputPath(tag: string, query: Query, name: OutputName): string {
  return viewAddress(tag, asOutput(query, name), name);
}

/** The address of an output at the root, in the chronology's first language. */
export function rootOutputPath(query: Query, name: OutputName): string {
  return withParameters(`/${name}`, formatQuery(asOutput(query, name)));
}

function viewAddress(language: string, query: Query, file: string): string {
  const sole = soleFacet(query);
  const folder = sole ? facetPath(language, sole.facet, sole.value) : `/${language}/`;
  const rest = formatQuery(
    sole ? { ...EVERYTHING, ...choicesOf(query), ...(query.cursor && { cursor: query.cursor }) } : query,
  );
  return withParameters(`${folder}${file}`, rest);
}

export function facetPath(language: string, facet: PathFacet, value: string): string {
  return `/${language}/${facet}/${encodeURIComponent(value)}/`;
}

/**
 * The page of all values of a facet; of documents, their own page.
 *
 * @param part The number of the page of a long list; the first is at the index's own address.
 */
export function facetIndexPath(language: string, facet: PathFacet, part = 1): string {
  if (facet === 'source') return sitePagePath(language, 'sources', part);
  return withPartNumber(`/${language}/${facet}/`, part);
}

/** A paragraph on the page of its source. */
export function paragraphPath(language: string, source: string, paragraph: number): string {
  return `${facetPath(language, 'source', source)}#p${paragraph}`;
}

/** Another place on the page of its source. @param id of its element */
export function placePath(language: string, source: string, id: string): string {
  return `${facetPath(language, 'source', source)}#${id}`;
}

export function eventPath(language: string, slug: string): string {
  return `/${language}/events/${slug}`;
}

/** A document of one event. */
export function eventOutputPath(tag: string, slug: string, name: EventOutputName): string {
  return `${eventPath(tag, slug)}.${name}`;
}

/** An event's address where no language is meant. */
export function permalinkPath(slug: string): string {
  return `/events/${slug}`;
}

/** The JSON Schema of the data of events; another major version has another address. */
export const EVENT_SCHEMA_PATH = '/schema/events-1.json';

/** The description of all documents for programs. */
export const OPEN_API_PATH = '/openapi.json';

/** The page about data, with the addresses of a view. */
export function dataPath(language: string, query: Query): string {
  return besideView(`/${language}/data`, asPage(query));
}

/** Below it are the files of images. */
export const IMAGES_PATH = '/images/';

/** The file of an image, under an address that changes with its bytes. */
export function imagePath({ name, hash }: ImageFile): string {
  return `${IMAGES_PATH}${hash.slice(0, 16)}/${name.split('/').map(encodeURIComponent).join('/')}`;
}

const VIEW_PAGE_PATHS: Readonly<Record<ViewPageName, (language: string, query: Query) => string>> = {
  timeline: viewPath,
  month: currentMonthPath,
  data: dataPath,
  subscribe: subscribePath,
  embed: embedPath,
};

/** A page of a view, whose address asks for no more than the query. */
export function viewPagePath(language: string, name: ViewPageName, query: Query): string {
  return VIEW_PAGE_PATHS[name](language, query);
}

/** An absolute address; `baseUrl` has no slash at its end. */
export function absolute(baseUrl: string, path: string): string {
  return `${baseUrl}${path}`;
}

/** The relative reference from one path to another, right below whatever prefix a proxy adds (RFC 3986 §4.2). */
export function relative(from: string, to: string): string {
  const [fromEnd, toEnd] = [pathEnd(from), pathEnd(to)];
  // Behind the last slash of the common prefix.
  let shared = 0;
  for (let at = 0; at < fromEnd && at < toEnd && from[at] === to[at]; at += 1) if (from[at] === '/') shared = at + 1;
  let up = '';
  for (let at = shared; at < fromEnd; at += 1) if (from[at] === '/') up += '../';
  const reference = `${up}${to.slice(shared, toEnd)}`;
  return `${reference === '' ? './' : reference}${to.slice(toEnd)}`;
}

/** The index where the query begins, or the length of a path without one. */
function pathEnd(path: string): number {
  const query = path.indexOf('?');
  return query === -1 ? path.length : query;
}
