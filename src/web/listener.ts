/** The service: answers from memory where it can, and else by the Express application. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Day } from '../chronology/dates/day.ts';
import { turn } from '../slices.ts';
import type { Answering } from './answering.ts';
import { createApp } from './app.ts';
import { type HeaderList, respond } from './http/representation.ts';
import { securityHeaders } from './http/security-headers.ts';
import { type Finds, RepresentationStore } from './http/store.ts';
import { makeMainViews } from './main-views.ts';
import { assetRepresentations } from './representations.ts';
import { isOpenedInBrowser } from './request.ts';
import { IMAGES_PATH } from './site/address.ts';
import { outputNameIn, outputs } from './site/outputs.ts';
import type { Site } from './site/site.ts';

export interface Service {
  readonly listener: RequestListener;
  /** Answers from another site from now on; answers under way are finished from the one before. */
  replace(site: Site): void;
  /** Makes the views asked for most, in the background; stops where the site is replaced meanwhile. */
  makeMainViews(): Promise<void>;
  /** The bytes of the answers in memory, and how often one was there. */
  readonly store: Readonly<Finds> & { readonly bytes: number };
  /** The headers of every answer. */
  readonly common: HeaderList;
}

/**
 * @param today The day that it is in a time zone.
 * @param logError Is given each fault of our own, answered with 500.
 */
export function createService(
  site: Site,
  today: (timeZone: string) => Day,
  logError: (error: unknown) => void,
): Service {
  const common = securityHeaders(site.baseUrl);
  const finds: Finds = { hits: 0, misses: 0 };
  // Replaced as one object, so that no answer and no cached representation mixes two chronologies.
  const answeringFrom = (of: Site, assetsBefore: Answering['assets'] = new Map()) => {
    const { timeZone } = of.chronology.vocabulary.settings;
    const store = new RepresentationStore(STORE_LIMIT_BYTES, finds);
    const images = new RepresentationStore(IMAGES_LIMIT_BYTES, finds);
    const assets = withEarlierAssets(assetRepresentations(of), assetsBefore);
    const answering: Answering = { site: of, store, images, assets, common, today: () => today(timeZone) };
    return { answering, listener: listenerOf(answering, logError) };
  };
  let current = answeringFrom(site);
  return {
    common,
    get store() {
      return { ...finds, bytes: current.answering.store.bytes + current.answering.images.bytes };
    },
    listener: (request, response) => current.listener(request, response),
    replace: (next) => {
      current = answeringFrom(next, current.answering.assets);
    },
    makeMainViews: () => {
      const { answering } = current;
      return makeMainViews(answering, () => answering === current.answering).catch(logError);
    },
  };
}

const STORE_LIMIT_BYTES = 128 * 1024 * 1024;
/** Browsers and caches keep an image for good: few ask for it again. */
const IMAGES_LIMIT_BYTES = 32 * 1024 * 1024;

/** Each change of the types makes one more style sheet. */
const MOST_ASSETS = 50;

/**
 * The assets with earlier ones: pages in caches name the style sheet that they were made with, however many changes ago.
 * A path has the same bytes for ever, and so the earlier representation of one is still right.
 */
function withEarlierAssets(own: Answering['assets'], before: Answering['assets']): Answering['assets'] {
  const assets = new Map([...own].map(([path, asset]) => [path, before.get(path) ?? asset]));
  // Both maps have the latest first.
  for (const [path, asset] of before) if (assets.size < MOST_ASSETS && !assets.has(path)) assets.set(path, asset);
  return assets;
}

function listenerOf(answering: Answering, logError: (error: unknown) => void): RequestListener {
  const { site, store, images, assets, common, today } = answering;
  const app = createApp(answering, logError);
  // A proxy may strip BASE_URL's path or pass it on.
  const { pathname } = new URL(site.baseUrl);
  const prefix = pathname === '/' ? '' : pathname;
  return (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '' } = request;
    // The application answers a precondition that may fail.
    if ((method === 'GET' || method === 'HEAD') && request.headers['if-match'] === undefined) {
      const path = prefix !== '' && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url;
      // The store has only canonical addresses, whose answers depend on nothing else of the request but for who opens a feed.
      const output = outputNameIn(path);
      const isForApp = output !== undefined && outputs[output].opensAs !== undefined && isOpenedInBrowser(request);
      const representation = isForApp
        ? undefined
        : (assets.get(path) ?? (path.startsWith(IMAGES_PATH) ? images : store).find(path, today));
      if (representation) {
        respond(request, response, representation, common)?.catch((error: unknown) => {
          logError(error);
          response.destroy();
        });
        return;
      }
    }
    // What has to be computed begins once in each turn of the event loop, so that however many ask for what nobody asked for
    // before, answers from memory have their turn in between.
    void turn().then(() => {
      // Whoever left while waiting costs nothing.
      if (!response.destroyed) app(request, response);
    });
  };
}
