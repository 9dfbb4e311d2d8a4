/** The representation of each page, output, event and asset: what its address answers with. */
import type { Day } from '../chronology/dates/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { EVERYTHING, type Query, type QueryBound } from '../chronology/query/query.ts';
import { searchSteps } from '../chronology/query/search.ts';
import { CODE_HASH } from '../program-hash.ts';
import { inSlices, pausing, turn, type Work } from '../slices.ts';
import { DOCUMENT, HASHED_ASSET } from './http/cache-control.ts';
import { type Answerable, Representation } from './http/representation.ts';
import { StreamedDocument } from './http/streamed-document.ts';
import { pagePath, renderTimelinePage, timelinePage, timelinePageSteps } from './pages/timeline.ts';
import { type PictureOrder, RETRY_AFTER_SECONDS, TooManyPictures, toPng } from './raster/rasterizer.ts';
import { absolute, outputPath, viewPath } from './site/address.ts';
import { KEYS_OF_PAGE, keysOfEvent, keysOfView } from './site/cache-keys.ts';
import { contentHash } from './site/content-hash.ts';
import { type EventOutputName, eventOutputs } from './site/event-outputs.ts';
import { HttpError, Moved } from './site/fault.ts';
import { advertisedOutputs, bareType, type OutputName, outputs } from './site/outputs.ts';
import type { Site } from './site/site.ts';
import { type Edition, isStreamed, viewsOf } from './site/views.ts';

/**
 * Rejects with HttpError where it has no such part.
 *
 * @param path Its canonical address.
 */
export async function outputRepresentation(
  site: Site,
  name: OutputName,
  edition: Edition,
  query: Query,
  today: Day,
  path: string,
  part?: number,
): Promise<Answerable> {
  const output = outputs[name];
  const self = absolute(site.baseUrl, path);
  // A copy of the query: selections are cached by query object, and a stored document would keep them in memory.
  const views = () => viewsOf(site, edition, { ...query });
  const [view] = views();
  const links = linksTo([
    { address: self, rel: 'self', type: output.mediaType },
    { address: view.addresses.page, rel: 'alternate', type: 'text/html' },
  ]);
  const { hub } = view.addresses;
  if (hub !== undefined && output.isTopic && part === undefined) links.push(`<${hub}>; rel="hub"`);
  const cacheKeys = keysOfView(query);
  const headers = { mediaType: output.mediaType, cacheControl: DOCUMENT, open: true, links, cacheKeys };
  if (!('chunks' in output)) {
    const text = await inSlices(output.steps(view, self, today, part));
    if (text === undefined) throw new HttpError({ status: 404 });
    const { rasterWidth } = output;
    if (rasterWidth === undefined) return new Representation(text, headers);
    return new Representation(await pictureOf({ path, svg: text, width: rasterWidth }), headers);
  }
  const chunks = () => output.chunks(views(), self);
  if (output.isPaged || !isStreamed(site, view)) return new Representation(await inSlices(joined(chunks())), headers);
  const days = [query.from?.day, query.to?.day];
  const key = async () => JSON.stringify([CODE_HASH, await contentHash(site.chronology), site.baseUrl, path, days]);
  return new StreamedDocument(chunks, key, headers);
}

async function pictureOf(order: PictureOrder): Promise<Buffer> {
  try {
    return await toPng(order);
  } catch (error) {
    throw error instanceof TooManyPictures ? new HttpError({ status: 503, retryAfter: RETRY_AFTER_SECONDS }) : error;
  }
}

function* joined(chunks: Iterable<string>): Work<string> {
  const texts: string[] = [];
  yield* pausing(chunks, (chunk) => texts.push(chunk));
  return texts.join('');
}

/** A document of one event, in the languages of an edition. */
export function eventOutputRepresentation(
  site: Site,
  edition: Edition,
  event: TimelineEvent,
  name: EventOutputName,
): Representation {
  const { mediaType, isFile, render } = eventOutputs[name];
  return new Representation(render(event, viewsOf(site, edition, EVERYTHING)), {
    mediaType,
    cacheControl: DOCUMENT,
    open: true,
    ...(isFile && { fileName: `${event.slug}.${name}` }),
    cacheKeys: keysOfEvent(event),
  });
}

/**
 * The page of a view; rejects with Moved where the page that is asked for begins with another day.
 *
 * @param today For the line in the picture; without it, there is none.
 */
export async function timelineRepresentation(
  site: Site,
  language: LanguageTag,
  query: Query,
  today: Day,
  pageKey?: QueryBound,
): Promise<Representation> {
  const page = timelinePage(site, query, today, pageKey);
  const canonical = pagePath(language, page);
  if (canonical !== viewPath(language, query, pageKey?.text)) throw new Moved(canonical);
  const list = await inSlices(timelinePageSteps(site, language, page));
  // Rendering is one slice, and not a short one; of a page of thousands of events, the bytes are another.
  await turn();
  // While others had their turn, what was found may have been evicted.
  if (query.q !== undefined) await inSlices(searchSteps(site.chronology, query.q));
  const html = renderTimelinePage(site, language, page, list);
  await turn();
  const alternates = advertisedOutputs.map(({ name, type }) => ({
    address: absolute(site.baseUrl, outputPath(language, query, name)),
    rel: 'alternate',
    type,
  }));
  const isPopular = canonical === viewPath(language, EVERYTHING);
  return pageRepresentation(html, { isPopular, links: linksTo(alternates) });
}

/** More than this of headers is refused by some programs, and a search may be long: the page's own links say the same. */
const MOST_OF_LINKS = 2048;

/** For programs that ask for the headers alone, or read no HTML. */
function linksTo(
  documents: readonly { readonly address: string; readonly rel: string; readonly type: string }[],
): string[] {
  const links = documents.map(({ address, rel, type }) => `<${address}>; rel="${rel}"; type="${bareType(type)}"`);
  return links.join(', ').length > MOST_OF_LINKS ? [] : links;
}

interface PageHeaders {
  /** Whether it is the page at which most readers arrive. */
  readonly isPopular?: boolean;
  /** The origin of another site of which the page shows an image. */
  readonly imagesFrom?: string | undefined;
  readonly links?: readonly string[];
}

export function pageRepresentation(html: string, headers: PageHeaders = {}): Representation {
  return new Representation(html, {
    mediaType: 'text/html; charset=utf-8',
    cacheControl: DOCUMENT,
    open: false,
    cacheKeys: KEYS_OF_PAGE,
    ...headers,
  });
}

/** The page of a view for the frame of another site, which any may show. */
export function embedRepresentation(html: string): Representation {
  return new Representation(html, {
    mediaType: 'text/html; charset=utf-8',
    cacheControl: DOCUMENT,
    open: true,
    isFrameable: true,
    cacheKeys: KEYS_OF_PAGE,
  });
}

/** The files that pages load, by their paths. */
export function assetRepresentations({ templates }: Site): ReadonlyMap<string, Representation> {
  const { styleSheet, script, embedScript, icon, touchIcon, homeScreenIcons } = templates;
  const assets = [styleSheet, script, embedScript, icon, touchIcon, ...homeScreenIcons.map(({ asset }) => asset)];
  return new Map(
    assets.map(({ path, bytes, mediaType }) => [
      path,
      new Representation(bytes, { mediaType, cacheControl: HASHED_ASSET, open: false }),
    ]),
  );
}
