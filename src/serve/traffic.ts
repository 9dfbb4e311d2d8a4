/** What requests were answered with: counted, logged where that is asked for, and which programs fetch which feed. No addresses of readers are kept. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { printable } from '../chronology/files/problem.ts';
import { pathBelow } from '../web/request.ts';
import { IMAGES_PATH } from '../web/site/address.ts';
import { outputNameIn, outputs } from '../web/site/outputs.ts';
import { HEALTH_PATHS } from './health.ts';
import { programFamily } from './programs.ts';

/** A request and its answer, for the log. */
export interface Access {
  readonly method: string;
  readonly path: string;
  /** Absent where the client went away before the answer was out. */
  readonly status: number | undefined;
  readonly milliseconds: number;
  readonly program: string;
}

/** How one kind of program fetches one feed or calendar. */
export interface Fetching {
  readonly program: string;
  readonly path: string;
  readonly requests: number;
  /** How many of them were answered 304. */
  readonly unchanged: number;
  /** When it was fetched last, in milliseconds since 1970. */
  readonly lastMilliseconds: number;
}

export interface TrafficOptions {
  readonly baseUrl: string;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** Receives the requests that are logged; undefined: none are. */
  readonly log: ((access: Access) => void) | undefined;
  /** Of so many requests one is logged, beside our own faults. */
  readonly logEvery: number;
}

/** Feeds and calendars have as many addresses as there are filters: those fetched last are remembered. */
const MOST_FETCHINGS = 2000;
/** Longer than the address of any feed that a program takes. */
const MOST_PATH_CHARACTERS = 300;

type RouteClass = 'page' | 'feed' | 'calendar' | 'data' | 'picture' | 'asset' | 'image' | 'health';

export class Traffic {
  readonly #options: TrafficOptions;
  readonly #counts = new Map<string, { readonly route: RouteClass; readonly status: string; count: number }>();
  /** By program and path, the one fetched last at the end. */
  readonly #fetchings = new Map<string, Fetching>();
  #seen = 0;

  constructor(options: TrafficOptions) {
    this.#options = options;
  }

  /** Notes the request once it is answered. */
  observe(request: IncomingMessage, response: ServerResponse): void {
    const begin = this.#options.now();
    // The application writes another one in its place.
    const { url = '' } = request;
    response.on('close', () => this.#note(request, url, response, begin));
  }

  /** How many requests of each kind were answered with what, since the start. */
  get counts(): Iterable<{ readonly route: string; readonly status: string; readonly count: number }> {
    return this.#counts.values();
  }

  /** Those that were fetched last, first. */
  get fetchings(): readonly Fetching[] {
    return [...this.#fetchings.values()].reverse();
  }

  #note(request: IncomingMessage, url: string, response: ServerResponse, begin: number): void {
    const { baseUrl, now, log, logEvery } = this.#options;
    const status = response.writableFinished ? response.statusCode : undefined;
    const address = pathBelow(baseUrl, url);
    const route = classOf(address);
    this.#count(route, String(status ?? 'aborted'));
    const isSuccess = status === 200 || status === 304;
    const isFetching = isSuccess && (route === 'feed' || route === 'calendar');
    if (!isFetching && !log) return;
    const program = programFamily(request.headers['user-agent']);
    const path = printable(address, MOST_PATH_CHARACTERS);
    if (isFetching) this.#noteFetching(program, path, status === 304);
    if (!log) return;
    this.#seen += 1;
    if (this.#seen % logEvery !== 0 && !(status !== undefined && status >= 500)) return;
    log({ method: request.method ?? '', path, status, milliseconds: now() - begin, program });
  }

  #count(route: RouteClass, status: string): void {
    const key = `${route} ${status}`;
    const counted = this.#counts.get(key);
    if (counted) counted.count += 1;
    else this.#counts.set(key, { route, status, count: 1 });
  }

  #noteFetching(program: string, path: string, isUnchanged: boolean): void {
    const key = `${program} ${path}`;
    const { requests = 0, unchanged = 0 } = this.#fetchings.get(key) ?? {};
    this.#fetchings.delete(key);
    this.#fetchings.set(key, {
      ...{ program, path, requests: requests + 1, unchanged: unchanged + (isUnchanged ? 1 : 0) },
      lastMilliseconds: this.#options.now(),
    });
    for (const [oldest] of this.#fetchings) {
      if (this.#fetchings.size <= MOST_FETCHINGS) break;
      this.#fetchings.delete(oldest);
    }
  }
}

/** Few, so that there are few series of numbers. */
function classOf(address: string): RouteClass {
  const path = address.split('?', 1)[0] ?? '';
  if (HEALTH_PATHS.some((health) => health === path)) return 'health';
  if (path.startsWith('/assets/')) return 'asset';
  if (path.startsWith(IMAGES_PATH)) return 'image';
  if (path.endsWith('.ics')) return 'calendar';
  const name = outputNameIn(path);
  if (name === undefined) return path.slice(path.lastIndexOf('/')).includes('.') ? 'data' : 'page';
  const { opensAs, mediaType } = outputs[name];
  if (opensAs === 'feed' || opensAs === 'on-this-day') return 'feed';
  return mediaType.startsWith('image/') ? 'picture' : 'data';
}
