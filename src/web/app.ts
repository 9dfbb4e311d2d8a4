/** The Express application: the rules for every request, whatever it asks for, and its errors. */
import express, { type NextFunction, type Request, type Response } from 'express';
import { type Answering, answer, redirect } from './answering.ts';
import { respond } from './http/representation.ts';
import { renderError } from './pages/error.ts';
import { errorLanguageOf, pathBelow } from './request.ts';
import { forgivingRouterOf, routerOf, type Use } from './routers.ts';
import { routes } from './routes.ts';
import { faultOf, HttpError, Moved } from './site/fault.ts';

const ALLOWED = 'GET, HEAD, OPTIONS';

/**
 * Any header (Fetch §3.2.5), and by name those that libraries send in browsers, for browsers that do not know `*`: rss-parser names
 * itself, others ask not to be answered from caches.
 */
const ALLOWED_HEADERS = '*, Cache-Control, If-None-Match, Pragma, User-Agent';

/** @param logError Is given each fault of our own, answered with 500. */
export function createApp(answering: Answering, logError: (error: unknown) => void): express.Express {
  const { site, common, today } = answering;
  const app = express();
  // Express would hash every body again for every request, 304s included; representations have their own validators.
  app.set('etag', false);
  app.set('x-powered-by', false);
  app.set('query parser', false);
  app.set('strict routing', true);
  app.set('case sensitive routing', true);
  app.use((_, response, next) => {
    for (let at = 0; at < common.length; at += 2) response.setHeader(common[at] ?? '', common[at + 1] ?? '');
    next();
  });
  // A proxy may strip BASE_URL's path or pass it on.
  app.use((request, _, next) => {
    request.url = pathBelow(site.baseUrl, request.url);
    next();
  });
  app.use((request, response, next) => {
    // Express decodes only the parameters of a path: malformed encoding anywhere else would be 404 instead of 400.
    decodeURIComponent(request.path);
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    response.setHeader('Allow', ALLOWED);
    // A script of another site asks before it sends a header of its own (Fetch §3.2.2: CORS preflight).
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Methods', ALLOWED);
      response.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
      response.setHeader('Access-Control-Max-Age', '86400');
      return void response.status(204).end();
    }
    throw new HttpError({ status: 405, allowed: ALLOWED });
  });

  const table = routes(answering);
  const use: Use = (given, request, response) => answer(answering, request, response, given);
  app.use(routerOf(table, use));
  app.use(forgivingRouterOf(table, use));
  app.use(() => {
    throw new HttpError({ status: 404 });
  });
  app.use(async (error: unknown, request: Request, response: Response, _: NextFunction) => {
    // An answer that has begun cannot become another: close the connection.
    if (response.headersSent) {
      logError(error);
      return void response.destroy();
    }
    if (error instanceof Moved) return redirect(site, response, error.path);
    const fault = faultOf(error);
    if (fault.status === 500) logError(error);
    if (fault.status === 503) response.setHeader('Retry-After', fault.retryAfter);
    const language = errorLanguageOf(site, request);
    respond(request, response, await renderError(site, request, language, fault, today()), common, fault.status);
  });
  return app;
}
