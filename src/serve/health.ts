/** What balancers and supervisors ask for: whether the process lives, and whether it serves a chronology, and which. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NOT_STORED } from '../web/http/cache-control.ts';
import type { HeaderList } from '../web/http/representation.ts';
import { pathBelow } from '../web/request.ts';

export const HEALTH_PATHS = ['/healthz', '/readyz'] as const;
const MAY_BE_HEALTH = new RegExp(HEALTH_PATHS.join('|'));

/** What is served, and how it stands with the folder. */
export interface Health {
  readonly eventCount: number;
  /** When the chronology that is served was read, in milliseconds since 1970. */
  readonly readMilliseconds: number;
  /** How many problems the folder has now, for which the state before is served; 0 where it has none. */
  readonly problemCount: number;
  /** Whether the process is about to end. */
  readonly isStopping: boolean;
}

export interface HealthOptions {
  readonly baseUrl: string;
  /** The headers that every answer has. */
  readonly common: HeaderList;
  readonly health: () => Health;
}

/** Answers a request for one of the paths, below the path of BASE_URL or at the root; false where it is for another one. */
export function answerHealth(
  request: IncomingMessage,
  response: ServerResponse,
  { baseUrl, common, health }: HealthOptions,
): boolean {
  const { method, url = '' } = request;
  // Nearly all requests are for something else.
  if (!MAY_BE_HEALTH.test(url) || (method !== 'GET' && method !== 'HEAD')) return false;
  const path = pathBelow(baseUrl, url).split('?', 1)[0];
  if (path === '/healthz') sendJson(request, response, 200, { status: 'ok' }, common);
  else if (path === '/readyz') {
    const state = health();
    sendJson(request, response, state.isStopping ? 503 : 200, readiness(state), common);
  } else return false;
  return true;
}

function readiness({ eventCount, readMilliseconds, problemCount, isStopping }: Health) {
  return {
    status: isStopping ? 'stopping' : problemCount > 0 ? 'degraded' : 'ok',
    events: eventCount,
    problems: problemCount,
    read: new Date(readMilliseconds).toISOString(),
  };
}

function sendJson(
  { method }: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: unknown,
  common: HeaderList,
): void {
  const body = `${JSON.stringify(value)}\n`;
  response.writeHead(status, [
    ...common,
    ...['Content-Type', 'application/json', 'Cache-Control', NOT_STORED, 'Content-Length', String(body.length)],
  ]);
  response.end(method === 'HEAD' ? undefined : body);
}
