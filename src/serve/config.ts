/** What the operator sets in the environment, checked before anything starts. */
import { isAbsolute, relative, sep } from 'node:path';
import { allLanguages, ROBOTS_PATH, SITEMAP_PATH } from '../web/site/address.ts';
import { rootOutputs } from '../web/site/outputs.ts';
import { DEFAULT_STREAM_OVER } from '../web/site/site.ts';

export interface Config {
  /** Undefined: all addresses, IPv6 and IPv4. */
  readonly host: string | undefined;
  readonly port: number;
  /** Absolute, without a slash at its end; may have a path. */
  readonly baseUrl: string;
  readonly eventsDir: string;
  /** Where parsed events are kept from one start to the next; undefined: nowhere. */
  readonly cacheDir: string | undefined;
  /** Whether changes of the folder are served as they come, or only when asked to read it again. */
  readonly watch: boolean;
  /** How many processes answer; undefined: as many as the machine has processors. */
  readonly workers: number | undefined;
  /** Calendars of more events than this are streamed. */
  readonly streamOver: number;
  /** What is likely not meant, though it works. */
  readonly warnings: readonly string[];
}

const DEFAULT_PORT = 3000;
const DEFAULT_BASE_URL = 'http://localhost:3000';
const DEFAULT_EVENTS_DIR = 'events';
const DEFAULT_CACHE_DIR = '.cache';
const MOST_WORKERS = 256;
type Environment = Readonly<Record<string, string | undefined>>;

/** The chronology's folder that the environment names; an empty name is none. */
export function eventsDirOf(env: Environment): string {
  return env.EVENTS_DIR?.trim() || DEFAULT_EVENTS_DIR;
}

/** The documents at the root: below a BASE_URL that ends in the name of one, that one could not be asked for. */
const ROOT_DOCUMENTS = [...rootOutputs, SITEMAP_PATH.slice(1), ROBOTS_PATH.slice(1)];

/** The first part of BASE_URL's path where it is one of our own: a proxy that strips it could not be told from none. */
export function clashOf(baseUrl: string, languages: readonly string[]): string | undefined {
  const [, first = ''] = new URL(baseUrl).pathname.split('/');
  const own = [...languages, allLanguages(languages), 'events', 'assets', ...ROOT_DOCUMENTS];
  return own.includes(first) ? first : undefined;
}

/** The settings, or one line for each that is wrong, saying what was found and what to write. */
export function parseConfig(env: Environment): { config: Config } | { errors: readonly string[] } {
  const errors: string[] = [];
  const set = (name: string) => (env[name]?.trim() === '' ? undefined : env[name]?.trim());

  const port = set('PORT') ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535)
    errors.push(`PORT is ${JSON.stringify(port)}: write a number from 0 (any free port) to 65535`);

  const streamOver = set('STREAM_OVER') ?? String(DEFAULT_STREAM_OVER);
  if (!/^\d{1,9}$/.test(streamOver))
    errors.push(
      `STREAM_OVER is ${JSON.stringify(streamOver)}: write the number of events up to which a calendar is kept, such as ${DEFAULT_STREAM_OVER}`,
    );

  const baseUrl = set('BASE_URL') ?? DEFAULT_BASE_URL;
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    errors.push(
      `BASE_URL is ${JSON.stringify(baseUrl)}: write the address that readers use, such as https://example.org/chronology`,
    );
  else if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    errors.push(`BASE_URL is ${JSON.stringify(baseUrl)}: write it without ?, # and user name`);

  const watch = set('WATCH') ?? 'on';
  if (watch !== 'on' && watch !== 'off') errors.push(`WATCH is ${JSON.stringify(watch)}: write on or off`);

  const workers = set('WORKERS') ?? '1';
  if (workers !== 'auto' && !(/^\d{1,3}$/.test(workers) && Number(workers) >= 1 && Number(workers) <= MOST_WORKERS))
    errors.push(`WORKERS is ${JSON.stringify(workers)}: write a number from 1 to ${MOST_WORKERS}, or auto`);

  const cacheDir = set('CACHE_DIR') ?? DEFAULT_CACHE_DIR;
  const eventsDir = eventsDirOf(env);
  if (cacheDir !== 'off' && isSeenIn(eventsDir, cacheDir))
    errors.push(`CACHE_DIR is ${JSON.stringify(cacheDir)}, in the chronology's folder: write a folder outside of it`);

  if (!url || errors.length > 0) return { errors };
  const warnings =
    set('BASE_URL') === undefined && Number(port) !== DEFAULT_PORT
      ? [`BASE_URL is not set: calendars and feeds will name ${DEFAULT_BASE_URL}, not port ${port}`]
      : [];
  return {
    config: {
      host: set('HOST'),
      port: Number(port),
      baseUrl: url.href.replace(/\/+$/, ''),
      eventsDir,
      cacheDir: cacheDir === 'off' ? undefined : cacheDir,
      watch: watch === 'on',
      workers: workers === 'auto' ? undefined : Number(workers),
      streamOver: Number(streamOver),
      warnings,
    },
  };
}

/** Whether a folder stands in another one, and under no hidden name. */
function isSeenIn(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return !isAbsolute(way) && !way.split(sep).some((name) => name.startsWith('.'));
}
