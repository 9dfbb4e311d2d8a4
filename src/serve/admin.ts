/** The address for operators: metrics for Prometheus, and which programs fetch which feed. */
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import { turn } from '../slices.ts';
import { NOT_STORED } from '../web/http/cache-control.ts';
import type { Fetching, Traffic } from './traffic.ts';

/** What is measured beside the requests. */
export interface Measures {
  readonly eventCount: number;
  readonly problemCount: number;
  /** When the chronology that is served was read, in milliseconds since 1970. */
  readonly readMilliseconds: number;
  /** When what is served was last another, in milliseconds since 1970. */
  readonly changedMilliseconds: number;
  /** How long it took to read what is served, until it was. */
  readonly loadMilliseconds: number;
  readonly storeBytes: number;
  readonly storeHits: number;
  readonly storeMisses: number;
}

export interface AdminOptions {
  readonly traffic: Traffic;
  readonly measures: () => Measures;
  readonly logError: (error: unknown) => void;
}

export function adminListener({ traffic, measures, logError }: AdminOptions): RequestListener {
  // In the background, so that no start waits for it, and at once, for it counts from when it is there.
  const registry = turn().then(() => registryOf(traffic, measures));
  // Whoever asks for it is told of its fault.
  registry.catch(() => {});
  const answer = async ({ method, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = url.split('?', 1)[0];
    if (method !== 'GET' && method !== 'HEAD')
      return send(response, 405, 'text/plain', 'GET or HEAD\n', { Allow: 'GET, HEAD' });
    if (path === '/metrics') {
      const known = await registry;
      return send(response, 200, known.contentType, await known.metrics());
    }
    if (path === '/doctor') return send(response, 200, 'application/json', doctorOf(traffic.fetchings, measures()));
    return send(response, 404, 'text/plain', '/metrics\n/doctor\n');
  };
  return (request, response) => {
    void answer(request, response).catch((error: unknown) => {
      logError(error);
      response.destroy();
    });
  };
}

function send(
  response: ServerResponse,
  status: number,
  mediaType: string,
  body: string,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, {
    'Content-Type': mediaType,
    'Cache-Control': NOT_STORED,
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

/** JSON with a line for each program and feed, the one that was fetched last first. */
function doctorOf(fetchings: readonly Fetching[], { changedMilliseconds }: Measures): string {
  const lines = fetchings.map(({ lastMilliseconds, ...fetching }) =>
    JSON.stringify({
      ...fetching,
      last: new Date(lastMilliseconds).toISOString(),
      hasLastChange: lastMilliseconds >= changedMilliseconds,
    }),
  );
  const changed = JSON.stringify(new Date(changedMilliseconds).toISOString());
  return `{"changed":${changed},"fetched":[${lines.map((line) => `\n${line}`).join(',')}\n]}\n`;
}

async function registryOf(traffic: Traffic, measures: () => Measures): Promise<Registry> {
  const { collectDefaultMetrics, Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  // Memory, processor time, and the delay of the event loop.
  collectDefaultMetrics({ register: registry });
  new Counter({
    name: 'annals_requests_total',
    help: 'Requests by what was asked for, and the status of the answer',
    labelNames: ['route', 'status'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { route, status, count } of traffic.counts) this.inc({ route, status }, count);
    },
  });
  new Gauge({
    name: 'annals_not_modified_ratio',
    help: 'The share of 304 in answers with 200 or 304',
    registers: [registry],
    collect() {
      const of = { '200': 0, '304': 0 };
      for (const { status, count } of traffic.counts) if (status === '200' || status === '304') of[status] += count;
      this.set(of['304'] / Math.max(of['200'] + of['304'], 1));
    },
  });
  const gauges: Readonly<Record<string, readonly [help: string, value: (of: Measures) => number]>> = {
    annals_events: ['Events that are served', ({ eventCount }) => eventCount],
    annals_problems: ['Problems of the folder, for which an earlier state is served', (of) => of.problemCount],
    annals_read_timestamp_seconds: ['When what is served was read', (of) => of.readMilliseconds / 1000],
    annals_changed_timestamp_seconds: ['When what is served was last another', (of) => of.changedMilliseconds / 1000],
    annals_load_seconds: ['How long it took to read what is served, until it was', (of) => of.loadMilliseconds / 1000],
    annals_store_bytes: ['Memory of the answers that are kept', ({ storeBytes }) => storeBytes],
  };
  for (const [name, [help, value]] of Object.entries(gauges))
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(value(measures()));
      },
    });
  const counters: Readonly<Record<string, readonly [help: string, value: (of: Measures) => number]>> = {
    annals_store_hits_total: ['Requests answered from memory', ({ storeHits }) => storeHits],
    annals_store_misses_total: ['Requests for which nothing was in memory', ({ storeMisses }) => storeMisses],
  };
  for (const [name, [help, value]] of Object.entries(counters))
    new Counter({
      ...{ name, help, registers: [registry] },
      collect() {
        this.reset();
        this.inc(value(measures()));
      },
    });
  return registry;
}
