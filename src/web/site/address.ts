/** The path of each view, event, output and document, and the absolute address that BASE_URL makes of it. */
import type { PathFacet } from '../../chronology/facet.ts';
import type { ImageFile } from '../../chronology/images/image.ts';
import {
  type Choice,
  choicesOf,
  EVERYTHING,
  formatQuery,
  type Query,
  soleFacet,
  withChoices,
} from '../../chronology/query/query.ts';
import type { EventOutputName } from './event-outputs.ts';
import { type OutputName, outputs } from './outputs.ts';

/** The tag in the place of a language for an output in all of them: `en-ja`. Undefined where there is one language. */
export function allLanguages(languages: readonly string[]): string | undefined {
  return languages.length > 1 ? languages.join('-') : undefined;
}

/** The pages beside views and events, in the order of the navigation; all but one are the same for every view. */
export const navigation = ['figures', 'sources', 'subscribe', 'about'] as const;
export const sitePages = ['figures', 'sources', 'about'] as const satisfies readonly (typeof navigation)[number][];
export type SitePage = (typeof sitePages)[number];

/** The pages that are lists, in several pages where they are long. */
export const dividedPages = ['figures', 'sources'] as const satisfies readonly SitePage[];

/** @param part The number of the page of a long list; the first is at the page's own address. */
export function sitePagePath(language: string, name: SitePage, part = 1): string {
  return `/${language}/${name}${part === 1 ? '' : `?part=${part}`}`;
}

/**
 * The page for subscribing to a view.
 *
 * @param edition The tag of the calendar's edition. Default: the page's language.
 */
export function subscribePath(language: string, query: Query, edition = language): string {
  return withParameters(`/${language}/subscribe`, query, edition === language ? undefined : edition);
}

/** The page for subscribing, in the language that the reader prefers. */
export function neutralSubscribePath(query: Query, edition?: string): string {
  return withParameters('/subscribe', query, edition);
}

function withParameters(path: string, query: Query, edition: string | undefined): string {
  const parameters = new URLSearchParams(formatQuery(asPage(query)));
  if (edition !== undefined) parameters.append('language', edition);
  parameters.sort();
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

/** The colours of a view in a frame; without one, as the reader's system has them. */
export type Scheme = Query['scheme'];

/** A view for the frame of another site. */
export function embedPath(language: string, query: Query, scheme?: Scheme): string {
  const parameters = new URLSearchParams(formatQuery(asEmbed(query)));
  if (scheme !== undefined) parameters.append('scheme', scheme);
  parameters.sort();
  return `/${language}/embed${parameters.size === 0 ? '' : `?${parameters}`}`;
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
  return withChoices(rest, []);
}

/** @param month `YYYY-MM` */
export function monthPath(language: string, query: Query, month: string): string {
  return withParameters(`/${language}/month/${month}`, asMonth(query), undefined);
}

/** Leads to the month of today, or to the last one of a view without a future. */
export function currentMonthPath(language: string, query: Query): string {
  return withParameters(`/${language}/month`, asMonth(query), undefined);
}

/** The page of all feeds. @param part The number of its page, from 1. */
export function feedsPath(language: string, part = 1): string {
  return withPart(`/${language}/feeds`, part === 1 ? undefined : part);
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

/** The choices that pages carry on; the others are of a picture by itself. */
const PAGE_CHOICES = ['imprecise', 'order', 'parts'] as const satisfies readonly Choice[];

/**
 * The query without the choices that no page takes. What is stored at an address is made of this: of more, it would be what
 * the first reader asked for.
 */
export function asPage(query: Query): Query {
  return withChoices(query, PAGE_CHOICES);
}

/** The query without the choices that a frame does not take; its colours are apart, for those of the reader's system are no choice. */
export function asEmbed(query: Query): Query {
  return withChoices(query, ['order', 'show']);
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

/** The address of a part of what is at a path. */
export function withPart(path: string, part: string | number | undefined): string {
  return part === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}part=${part}`;
}

/** @param tag Of an edition: a language, or all. */
export function outputPath(tag: string, query: Query, name: OutputName): string {
  return viewAddress(tag, asOutput(query, name), name);
}

/** The address of an output at the root, in the chronology's first language. */
export function rootOutputPath(query: Query, name: OutputName): string {
  const search = formatQuery(asOutput(query, name));
  return `/${name}${search === '' ? '' : `?${search}`}`;
}

function viewAddress(language: string, query: Query, file: string): string {
  const sole = soleFacet(query);
  const folder = sole ? facetPath(language, sole.facet, sole.value) : `/${language}/`;
  const rest = formatQuery(
    sole ? { ...EVERYTHING, ...choicesOf(query), ...(query.cursor && { cursor: query.cursor }) } : query,
  );
  return `${folder}${file}${rest === '' ? '' : `?${rest}`}`;
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
  return `/${language}/${facet}/${part === 1 ? '' : `?part=${part}`}`;
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

/** The calendar of one event. */
export function eventCalendarPath(language: string, slug: string): string {
  return `${eventPath(language, slug)}.ics`;
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
  return withParameters(`/${language}/data`, query, undefined);
}

/** Below it are the files of images. */
export const IMAGES_PATH = '/images/';

/** The file of an image, under an address that changes with its bytes. */
export function imagePath({ name, hash }: ImageFile): string {
  return `${IMAGES_PATH}${hash.slice(0, 16)}/${name.split('/').map(encodeURIComponent).join('/')}`;
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
