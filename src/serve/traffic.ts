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
/** Addresses of which the kind is known, so that it is found out once for those that are asked for again and again. */
const MOST_ADDRESSES = 2000;
/** A longer one is of no program that asks again. */
const MOST_PATH_CHARACTERS = 300;

type RouteClass = 'page' | 'feed' | 'calendar' | 'data' | 'picture' | 'asset' | 'image' | 'health';

/** What an address is, found out once. */
interface Address {
  readonly route: RouteClass;
  /** As it may be logged. */
  readonly path: string;
  /** Whether who fetches it is told: feeds and calendars. */
  readonly isFollowed: boolean;
}

interface Counted {
  readonly route: RouteClass;
  readonly status: string;
  count: number;
}

type Changing<T> = { -readonly [K in keyof T]: T[K] };

export class Traffic {
  readonly #options: TrafficOptions;
  readonly #counts = new Map<string, Counted>();
  /** By program and path. */
  readonly #fetchings = new Map<string, Changing<Fetching>>();
  /** By the target of the request. */
  readonly #addresses = new Map<string, Address>();
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
  get counts(): Iterable<Readonly<Counted>> {
    return this.#counts.values();
  }

  /** Those that were fetched last, first. */
  get fetchings(): readonly Fetching[] {
    return this.#byLast().slice(0, MOST_FETCHINGS);
  }

  #byLast(): readonly Fetching[] {
    return [...this.#fetchings.values()].reverse().sort((a, b) => b.lastMilliseconds - a.lastMilliseconds);
  }

  #note(request: IncomingMessage, url: string, response: ServerResponse, begin: number): void {
    const { now, log, logEvery } = this.#options;
    const status = response.writableFinished ? response.statusCode : undefined;
    const { route, path, isFollowed } = this.#addressOf(url);
    this.#count(route, status);
    const isFetching = isFollowed && (status === 200 || status === 304);
    // Balancers ask for health each second, which would be most of a log.
    const isLogged = log !== undefined && route !== 'health';
    if (!isFetching && !isLogged) return;
    const program = programFamily(request.headers['user-agent']);
    if (isFetching) this.#noteFetching(program, path, status === 304);
    if (!isLogged) return;
    this.#seen += 1;
    if (this.#seen % logEvery !== 0 && !(status !== undefined && status >= 500)) return;
    log({ method: request.method ?? '', path, status, milliseconds: now() - begin, program });
  }

  #addressOf(url: string): Address {
    const known = this.#addresses.get(url);
    if (known) return known;
    const below = pathBelow(this.#options.baseUrl, url);
    const route = classOf(below);
    const path = printable(below, MOST_PATH_CHARACTERS);
    const address = { route, path, isFollowed: route === 'feed' || route === 'calendar' };
    if (this.#addresses.size >= MOST_ADDRESSES) this.#addresses.clear();
    if (url.length <= MOST_PATH_CHARACTERS) this.#addresses.set(url, address);
    return address;
  }

  #count(route: RouteClass, status: number | undefined): void {
    const key = `${route} ${status}`;
    const counted = this.#counts.get(key);
    if (counted) counted.count += 1;
    else this.#counts.set(key, { route, status: String(status ?? 'aborted'), count: 1 });
  }

  #noteFetching(program: string, path: string, isUnchanged: boolean): void {
    const key = `${program} ${path}`;
    const lastMilliseconds = this.#options.now();
    const known = this.#fetchings.get(key);
    if (known) {
      known.requests += 1;
      if (isUnchanged) known.unchanged += 1;
      known.lastMilliseconds = lastMilliseconds;
      return;
    }
    this.#fetchings.set(key, { program, path, requests: 1, unchanged: isUnchanged ? 1 : 0, lastMilliseconds });
    if (this.#fetchings.size >= 2 * MOST_FETCHINGS) this.#forgetOldest();
  }

  /** Half of them at once, so that a request costs no search for the one fetched longest ago. */
  #forgetOldest(): void {
    for (const { program, path } of this.#byLast().slice(MOST_FETCHINGS)) this.#fetchings.delete(`${program} ${path}`);
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
