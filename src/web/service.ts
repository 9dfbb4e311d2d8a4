/** The service: what has been made is answered from memory, and everything else by the Express application. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Day } from '../chronology/day.ts';
import { createApp } from './app.ts';
import { makeMainViews } from './main-views.ts';
import { respond } from './representation.ts';
import type { Answering } from './routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { Site } from './site.ts';
import { RepresentationStore } from './store.ts';

export interface Service {
  readonly listener: RequestListener;
  /** Answers from another site from now on: requests under way end with the one that they began with. */
  replace(site: Site): void;
  /** Makes the views that most are asked for, in the background. */
  makeMainViews(): Promise<void>;
}

/**
 * @param today The day that it is in the chronology's time zone.
 * @param logError is told of what is our own fault, answered with 500.
 */
export function createService(site: Site, today: () => Day, logError: (error: unknown) => void): Service {
  let current = answering(site, today);
  let listen = listenerOf(current, logError);
  return {
    listener: (request, response) => listen(request, response),
    replace(other) {
      current = answering(other, today);
      listen = listenerOf(current, logError);
    },
    makeMainViews: () => makeMainViews(current).catch(logError),
  };
}

const STORE_LIMIT_BYTES = 64 * 1024 * 1024;

function answering(site: Site, today: () => Day): Answering {
  return { site, store: new RepresentationStore(STORE_LIMIT_BYTES), common: securityHeaders(site.baseUrl), today };
}

function listenerOf(current: Answering, logError: (error: unknown) => void): RequestListener {
  const { site, store, common } = current;
  const app = createApp(current, logError);
  // A proxy may strip BASE_URL's path or pass it on.
  const { pathname } = new URL(site.baseUrl);
  const prefix = pathname === '/' ? '' : pathname;
  return (request: IncomingMessage, response: ServerResponse) => {
    const { method, url = '' } = request;
    if (method === 'GET' || method === 'HEAD') {
      const path = prefix !== '' && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url;
      // Only canonical addresses are in the store, and what is in it can be answered without asking anything else.
      const representation = store.find(path);
      if (representation) {
        respond(request, response, representation, common)?.catch((error: unknown) => {
          logError(error);
          response.destroy();
        });
        return;
      }
    }
    app(request, response);
  };
}
