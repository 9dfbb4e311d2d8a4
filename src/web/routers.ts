/** Finds the answer of a table of routes to an address: as it is spelt, or as it is meant. */
import express, { type Request, type Response, type Router } from 'express';
import { isPathFacet } from '../chronology/facet.ts';
import type { Answer, Route, RouteRequest } from './answering.ts';
import { HttpError, Moved, withFaults } from './site/fault.ts';

/** What becomes of an answer that was found. */
export type Use = (given: Answer, request: Request, response: Response) => void | Promise<void>;

/** Answers each address as it is spelt. */
export function routerOf(table: readonly Route[], use: Use): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  for (const [pattern, answerTo] of table)
    router.get(pattern, async (request: RouteRequest, response, next) => {
      const { facet } = request.params;
      const given = facet === undefined || isPathFacet(facet) ? await found(answerTo, request) : undefined;
      return given ? use(given, request, response) : next();
    });
  return router;
}

/**
 * Leads to the address that is meant where one differs in letters of the other case, which people type and some programs
 * write, or in a slash at its end.
 */
export function forgivingRouterOf(table: readonly Route[], use: Use): Router {
  const router = express.Router({ strict: false, caseSensitive: false });
  for (const [patterns, answerTo] of table)
    for (const pattern of [patterns].flat().filter((pattern) => !pattern.includes('*')))
      router.get(pattern, async (request: RouteRequest, response, next) => {
        const { url, params } = request;
        const small = (name: 'facet' | 'slug') => params[name] !== undefined && { [name]: params[name].toLowerCase() };
        const meant = { ...params, ...small('facet'), ...small('slug') };
        const path = pattern.replace(/:(\w+)/g, (_, name: keyof typeof meant) => encodeURIComponent(meant[name] ?? ''));
        if (path === request.path || (meant.facet !== undefined && !isPathFacet(meant.facet))) return next();
        request.url = `${path}${url.slice(request.path.length)}`;
        request.params = meant;
        const given = await found(answerTo, request);
        if (given)
          return use('movedTo' in given || 'pathIn' in given ? given : atItsAddress(given, path), request, response);
        request.url = url;
        return next();
      });
  return router;
}

function atItsAddress(given: Exclude<Answer, { movedTo: string } | { pathIn: unknown }>, path: string): Answer {
  const movedTo = 'address' in given ? given.address : path;
  return { movedTo: 'faults' in given ? withFaults(movedTo, given.faults) : movedTo };
}

/** The answer of a route; undefined where it finds nothing, which another may. */
async function found(answerTo: Route[1], request: RouteRequest): Promise<Answer | undefined> {
  try {
    return await answerTo(request);
  } catch (error) {
    if (error instanceof HttpError && error.fault.status === 404) return undefined;
    throw error;
  }
}

/** Finds what the table answers to a target (in normal form, without BASE_URL's path), as a request for it would. */
export function finderIn(table: readonly Route[]): (target: string) => Promise<Answer | undefined> {
  const answers = new WeakMap<object, (given?: Answer) => void>();
  const use: Use = (given, request) => answers.get(request)?.(given);
  const routers = [routerOf(table, use), forgivingRouterOf(table, use)];
  return async (target) => {
    for (const router of routers) {
      const request: Request = Object.assign(Object.create(express.request), {
        method: 'GET',
        url: target,
        headers: {},
      });
      const given = await new Promise<Answer | undefined>((resolve, reject) => {
        answers.set(request, resolve);
        router(request, {} as Response, (error?: unknown) => {
          if (error instanceof Moved) resolve({ movedTo: error.path });
          else if (error === undefined || error === null) resolve(undefined);
          else reject(error);
        });
      });
      if (given) return given;
    }
    return undefined;
  };
}
