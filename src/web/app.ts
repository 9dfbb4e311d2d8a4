/** The Express application: which address answers with what. */
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { Day } from '../chronology/day.ts';
import { EVERYTHING, isPathFacet, parsePart, parseQuery, type Query, type QueryBound } from '../chronology/query.ts';
import type { WordLanguage } from '../chronology/when-words.ts';
import {
  absolute,
  calendarOutputs,
  eventCalendarPath,
  eventPath,
  type Output,
  outputPath,
  outputs,
  rootOutputPath,
  rootOutputs,
  sitePagePath,
  sitePages,
  subscribePath,
  viewPath,
} from './address.ts';
import { type HttpFault, renderError } from './error-page.ts';
import { renderEventPage } from './event-page.ts';
import {
  type Edition,
  editionsOf,
  eventCalendarRepresentation,
  FIVE_MINUTES,
  isDaily,
  outputRepresentation,
  pageRepresentation,
  parseEdition,
  viewOf,
  viewsOf,
} from './outputs.ts';
import { Representation, respond } from './representation.ts';
import type { Site } from './site.ts';
import { documentRoutes, siteDocuments } from './site-documents.ts';
import { renderSitePage } from './site-pages.ts';
import { RepresentationStore } from './store.ts';
import { renderSubscribePage } from './subscribe-page.ts';
import type { Asset } from './templates.ts';
import { partPath, renderTimelinePage, timelinePage } from './timeline-page.ts';

const FOR_GOOD = 'public, max-age=31536000, immutable';
const ALLOWED = 'GET, HEAD, OPTIONS';
const STORE_LIMIT_BYTES = 64 * 1024 * 1024;

/** What people type when they look for a feed or a calendar. */
const SHORT_ADDRESSES: Readonly<Record<string, Output>> = {
  '/feed.xml': 'feed.rss',
  '/rss.xml': 'feed.rss',
  '/rss': 'feed.rss',
  '/feed': 'feed.rss',
  '/calendar': 'calendar.ics',
};

/** A request that cannot be answered with what was asked for. */
class HttpError extends Error {
  readonly fault: HttpFault;

  constructor(fault: HttpFault) {
    super(`HTTP ${fault.status}`);
    this.fault = fault;
  }
}

/** A request whose answer has another canonical address. */
class Moved extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`moved to ${path}`);
    this.path = path;
  }
}

/**
 * @param today The day that it is in the chronology's time zone.
 * @param logError is told of what is our own fault, answered with 500.
 */
export function createApp(site: Site, today: () => Day, logError: (error: unknown) => void): express.Express {
  const app = express();
  // Express would hash every body again for every request, 304s included; representations have their own validators.
  app.set('etag', false);
  app.set('x-powered-by', false);
  app.set('query parser', false);
  app.set('strict routing', true);
  app.set('case sensitive routing', true);
  app.use(securityHeaders(site.baseUrl));
  // A proxy may strip BASE_URL's path or pass it on.
  app.use((request, _, next) => {
    request.url = pathBelow(site.baseUrl, request.url);
    next();
  });
  app.use((request, response, next) => {
    // Express decodes the parts of a path that a route names, and would call the rest not found.
    decodeURIComponent(request.path);
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    response.setHeader('Allow', ALLOWED);
    // A script of another site asks before it sends If-None-Match (Fetch §3.2.2: CORS preflight).
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Methods', ALLOWED);
      response.setHeader('Access-Control-Allow-Headers', 'If-None-Match');
      response.setHeader('Access-Control-Max-Age', '86400');
      return void response.status(204).end();
    }
    throw new HttpError({ status: 405, allowed: ALLOWED });
  });

  app.use(routes(site, today));
  app.use(() => {
    throw new HttpError({ status: 404 });
  });
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    // An answer that has begun cannot become another: close the connection.
    if (response.headersSent) return next(error);
    if (error instanceof Moved) return redirect(site, response, error.path);
    const fault = faultOf(error);
    if (fault.status === 500) logError(error);
    const language = languageOf(site, request);
    response.vary('Accept');
    response.vary('Accept-Language');
    return respond(request, response, renderError(site, request, language, fault), fault.status);
  });
  return app;
}

function securityHeaders(baseUrl: string) {
  const https = baseUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // For tools that audit a page from inside it, and look for robots.txt.
        connectSrc: ["'self'"],
        imgSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'"],
        // Over plain http it would send browsers to an https that is not there; likewise HSTS.
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: https,
    // Each representation says whether others may embed it.
    crossOriginResourcePolicy: false,
  });
}

function faultOf(error: unknown): HttpFault {
  if (error instanceof HttpError) return error.fault;
  const { status } = (error ?? {}) as { status?: number };
  // Express' own 400: percent-encoding in the path that cannot be decoded.
  if (error instanceof URIError || status === 400) return { status: 400 };
  return { status: 500 };
}

/** The part of a request target that is ours, whether or not a proxy has taken off BASE_URL's path. */
function pathBelow(baseUrl: string, target: string): string {
  // A target may name its host (RFC 9112 §3.2.2).
  const path = target.replace(/^(?:https?|webcals?):\/\/[^/?#]*\/?/i, '/');
  const { pathname } = new URL(baseUrl);
  if (pathname === '/') return path;
  if (path === pathname || path.startsWith(`${pathname}?`)) return `/${path.slice(pathname.length)}`;
  return path.startsWith(`${pathname}/`) ? path.slice(pathname.length) : path;
}

/** The language of an error: that of the path, or the one that the client prefers. */
function languageOf(site: Site, request: Request): WordLanguage {
  const { languages } = site.chronology.settings;
  return languages.find((language) => request.path.startsWith(`/${language}/`)) ?? preferredLanguage(site, request);
}

function preferredLanguage(site: Site, request: Request): WordLanguage {
  const { languages } = site.chronology.settings;
  const [first = 'en'] = languages;
  const preferred = request.acceptsLanguages(languages);
  return languages.find((language) => language === preferred) ?? first;
}

function routes(site: Site, today: () => Day): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const store = new RepresentationStore(STORE_LIMIT_BYTES);
  const { chronology, templates } = site;
  const { languages } = chronology.settings;
  const [firstLanguage = 'en'] = languages;

  // A view's page or output is at the query of its path and parameters together.
  const answerView = async (request: Request, response: Response, language: WordLanguage) => {
    const query = queryOf(site, request);
    const part = partOf(request);
    const canonical = viewPath(language, query, part?.text);
    // One facet alone has a path, and a path with more than its facet is the root's parameters.
    if (canonical.split('?')[0] !== request.path) return redirect(site, response, canonical);
    const representation = await store.get(canonical, () => timelineRepresentation(site, language, query, part));
    return respond(request, response, representation);
  };
  const answerOutput = async (request: Request, response: Response, edition: Edition, output: Output) => {
    const query = queryOf(site, request);
    const canonical = outputPath(edition.tag, query, output);
    if (canonical.split('?')[0] !== request.path) return redirect(site, response, canonical);
    const day = today();
    const representation = await store.get(isDaily(output) ? `${canonical} ${day}` : canonical, () =>
      outputRepresentation(output, viewsOf(site, edition, query), day),
    );
    return respond(request, response, representation);
  };

  router.get('/', (request, response) => {
    response.vary('Accept-Language');
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(302, absolute(site.baseUrl, `/${preferredLanguage(site, request)}/`));
  });
  for (const output of rootOutputs)
    router.get(`/${output}`, async (request, response) => {
      const query = queryOf(site, request);
      const address = rootOutputPath(query, output);
      const representation = await store.get(address, () =>
        outputRepresentation(output, [viewOf(site, firstLanguage, query, { [output]: address })], today()),
      );
      await respond(request, response, representation);
    });
  for (const [path, output] of Object.entries(SHORT_ADDRESSES))
    router.get(path, (request, response) => redirect(site, response, rootOutputPath(queryOf(site, request), output)));
  for (const asset of [templates.styleSheet, templates.script, templates.icon, templates.touchIcon])
    router.get(asset.path, assetHandler(asset));
  for (const { asset } of templates.homeScreenIcons) router.get(asset.path, assetHandler(asset));
  router.get('/favicon.ico', (_, response) => redirect(site, response, templates.icon.path));

  const documentAt = siteDocuments(site);
  router.get([...documentRoutes], async (request, response, next) => {
    const make = documentAt(request.path);
    return make ? respond(request, response, await store.get(request.path, make)) : next();
  });

  router.get('/subscribe', (request, response) => {
    const language = preferredLanguage(site, request);
    const query = queryOf(site, request);
    const asked = editionOf(site, request, language);
    response.vary('Accept-Language');
    response.setHeader('Cache-Control', FIVE_MINUTES);
    response.redirect(302, absolute(site.baseUrl, subscribePath(language, query, asked.tag)));
  });
  router.get('/events/:slug', (request, response) => {
    const { slug } = eventOf(site, request.params.slug);
    response.vary('Accept-Language');
    response.setHeader('Cache-Control', FIVE_MINUTES);
    response.redirect(302, absolute(site.baseUrl, eventPath(preferredLanguage(site, request), slug)));
  });

  for (const language of languages) {
    const root = `/${language}`;
    router.get(root, (_, response) => redirect(site, response, `${root}/`));
    router.get(`${root}/`, (request, response) => answerView(request, response, language));
    router.get(`${root}/events/:slug`, async (request, response, next) => {
      if (request.params.slug.endsWith('.ics')) return next();
      const event = eventOf(site, request.params.slug);
      const address = eventPath(language, event.slug);
      await respond(
        request,
        response,
        await store.get(address, () => pageRepresentation(renderEventPage(site, language, event))),
      );
    });
    for (const name of sitePages) {
      const address = sitePagePath(language, name);
      router.get(address, async (request, response) => {
        const representation = await store.get(address, () => pageRepresentation(renderSitePage(site, language, name)));
        await respond(request, response, representation);
      });
    }
    router.get(subscribePath(language, EVERYTHING), async (request, response) => {
      const query = queryOf(site, request);
      const edition = editionOf(site, request, language);
      const day = today();
      const canonical = subscribePath(language, query, edition.tag);
      const representation = await store.get(`${canonical} ${day}`, () =>
        pageRepresentation(renderSubscribePage(site, language, { query, edition }, day)),
      );
      await respond(request, response, representation);
    });
    router.get(`${root}/:facet/:value`, (request, response, next) => {
      if (!isPathFacet(request.params.facet)) return next();
      return redirect(site, response, viewPath(language, queryOf(site, request)));
    });
    router.get(`${root}/:facet/:value/`, (request, response, next) =>
      isPathFacet(request.params.facet) ? answerView(request, response, language) : next(),
    );
  }
  for (const edition of editionsOf(site)) {
    const root = `/${edition.tag}`;
    // Pages are in one language: who looks where a calendar comes from gets that of the reader.
    if (edition.languages.length > 1)
      router.get([root, `${root}/`, `${root}/:facet/:value/`], (request, response, next) => {
        const { facet = 'type' } = request.params as { facet?: string };
        if (!isPathFacet(facet)) return next();
        response.vary('Accept-Language');
        response.setHeader('Cache-Control', FIVE_MINUTES);
        const path = viewPath(preferredLanguage(site, request), queryOf(site, request));
        response.redirect(302, absolute(site.baseUrl, path));
      });
    for (const output of edition.languages.length === 1 ? outputs : calendarOutputs) {
      router.get(`${root}/${output}`, (request, response) => answerOutput(request, response, edition, output));
      router.get(`${root}/:facet/:value/${output}`, (request, response, next) =>
        isPathFacet(request.params.facet) ? answerOutput(request, response, edition, output) : next(),
      );
    }
    router.get(`${root}/events/:slug.ics`, async (request, response) => {
      const event = chronology.bySlug.get(request.params.slug);
      // A withdrawn one is told as cancelled: whoever took it over once can take it back.
      if (!event) throw new HttpError({ status: 404 });
      const address = eventCalendarPath(edition.tag, event.slug);
      await respond(
        request,
        response,
        await store.get(address, () => eventCalendarRepresentation(site, edition, event)),
      );
    });
  }
  return router;
}

/** @throws Moved where the part that is asked for begins with another day. */
function timelineRepresentation(site: Site, language: WordLanguage, query: Query, part: QueryBound | undefined) {
  const page = timelinePage(site, query, part);
  const canonical = partPath(language, page, page.part);
  if (canonical !== viewPath(language, query, part?.text)) throw new Moved(canonical);
  return pageRepresentation(renderTimelinePage(site, language, page));
}

function partOf(request: Request): QueryBound | undefined {
  const part = parsePart(parametersOf(request));
  if (!part.ok) throw new HttpError({ status: 400, fault: part.fault });
  return part.value;
}

function editionOf(site: Site, request: Request, language: WordLanguage): Edition {
  const edition = parseEdition(parametersOf(request), site, language);
  if (!edition.ok) throw new HttpError({ status: 400, fault: edition.fault });
  return edition.value;
}

function parametersOf(request: Request): URLSearchParams {
  const search = request.url.indexOf('?');
  return new URLSearchParams(search === -1 ? '' : request.url.slice(search));
}

/** The query of the parameters and, where the path names a facet, of the path. */
function queryOf(site: Site, request: Request): Query {
  const parameters = parametersOf(request);
  const { facet, value } = request.params as { facet?: string; value?: string };
  if (facet !== undefined && value !== undefined) {
    // A path that names nothing is no page; a parameter that does is a mistake to be told of.
    if (!parseQuery(new URLSearchParams({ [facet]: value }), site.chronology).ok) throw new HttpError({ status: 404 });
    // Path and parameters narrow each other; values of one facet are alternatives, so the path's stands alone.
    parameters.delete(facet);
    parameters.append(facet, value);
  }
  const query = parseQuery(parameters, site.chronology);
  if (!query.ok) throw new HttpError({ status: 400, fault: query.fault });
  return query.value;
}

function eventOf(site: Site, slug: string) {
  const event = site.chronology.bySlug.get(slug);
  if (!event) throw new HttpError({ status: 404 });
  if (event.withdrawn) throw new HttpError({ status: 410, event });
  return event;
}

function redirect(site: Site, response: Response, path: string): void {
  // A script of another site that follows a feed's old address may read where it leads.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cache-Control', FIVE_MINUTES);
  response.redirect(301, absolute(site.baseUrl, path));
}

function assetHandler(asset: Asset) {
  const representation = new Representation(asset.bytes, {
    mediaType: asset.mediaType,
    cacheControl: FOR_GOOD,
    open: false,
  });
  return (request: Request, response: Response) => respond(request, response, representation);
}
