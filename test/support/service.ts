/** A running service for tests: the app on a free loopback port, and requests whose every header and byte is seen. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request as send } from 'node:http';
import { connect } from 'node:net';
import { join, sep } from 'node:path';
import { after } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import type { Files } from '../../src/chronology/folder/folder.ts';
import { parseFolder, vocabularyParser } from '../../src/chronology/folder/folder-parse.ts';
import { imageReader } from '../../src/chronology/images/image-file.ts';
import { startServer } from '../../src/serve/http-server.ts';
import { SETTINGS } from '../../src/serve/settings.ts';
import { createService } from '../../src/web/listener.ts';
import { loadSite, type Site, styledBy } from '../../src/web/site/site.ts';
import { ROOT } from './root.ts';

export const VIEWS = join(ROOT, 'views');
export const SHIPPED = join(ROOT, 'events');
export const EVERY_DATE = join(ROOT, 'test', 'chronologies', 'every-date');
/** Centuries, and years before 1 and after 9999. */
export const EVERY_YEAR = join(ROOT, 'test', 'chronologies', 'every-year');
/** Whole chronologies that have nothing to do with the one that ships, nor with each other. */
export const MOON = join(ROOT, 'test', 'chronologies', 'moon');
export const TOWN = join(ROOT, 'test', 'chronologies', 'town');
export const CANAL = join(ROOT, 'test', 'chronologies', 'canal');
export const BASE_URL = 'http://annals.example';
/** The day that it is for a service in a test. */
export const TODAY = '2026-12-24';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values by turns, as they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  /** The body read as UTF-8. */
  readonly text: string;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
}

export interface Service {
  readonly chronology: Chronology;
  readonly baseUrl: string;
  readonly port: number;
  /** Sends the path as it is, without normalizing it. Adds no header but Host and Connection. */
  request(path: string, options?: RequestOptions): Promise<Answer>;
  /** Sends bytes as they are, and reads until the connection closes. */
  raw(message: string): Promise<string>;
}

export interface ServiceOptions {
  /** Default: the chronology that ships. */
  readonly folder?: string;
  /** Instead of a folder. */
  readonly chronology?: Chronology;
  /** Default: BASE_URL. Where links and redirects are followed, `loopback`. */
  readonly baseUrl?: string | ((port: number) => string);
  /** Default: TODAY, always. */
  readonly today?: () => string;
  /** Calendars of more events are streamed; default: that of `serve`. */
  readonly streamOver?: number;
  /** How many answers may be 500, where a test is about that. */
  readonly faults?: number;
}

/** Folders that no test changes. */
const UNCHANGING = [SHIPPED, EVERY_DATE, EVERY_YEAR, MOON, TOWN, CANAL];
/** They are read once a process: nothing that is read from them changes either. */
const unchanging = new Map<string, Promise<Chronology>>();

/** The chronology in a folder that has no problems. */
export async function chronologyIn(folder: string): Promise<Chronology> {
  if (!UNCHANGING.includes(folder)) return read(folder);
  const chronology = unchanging.get(folder) ?? read(folder);
  unchanging.set(folder, chronology);
  return chronology;
}

/** Parsed in this process: a thread takes as long to start as the files to be parsed. */
async function read(folder: string): Promise<Chronology> {
  const files = filesIn(folder);
  const vocabulary = vocabularyParser(files, undefined, imageReader(folder));
  const { chronology, problems } = parseFolder(files, undefined, vocabulary);
  assert.deepEqual(problems, []);
  assert.ok(chronology);
  return chronology;
}

/** The texts of a folder's files, by their paths below it. */
export function filesIn(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  return new Map(
    paths.sort().map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path), 'utf8')] as const),
  );
}

/** A site for each style that its chronology may ask for: templates take longer to compile than a small page to make. */
const styled = new Map<string, Site>();

/** A site as `serve` makes it. */
export function siteOf(
  chronology: Chronology,
  baseUrl = BASE_URL,
  streamOver = Number(SETTINGS.streamOver.default),
  folder?: string,
): Site {
  const style = styledBy(chronology.vocabulary.settings);
  const site = styled.get(style) ?? loadSite(chronology, VIEWS, baseUrl, streamOver);
  styled.set(style, site);
  return { ...site, chronology, baseUrl, streamOver, folder };
}

/** The address that the port itself answers at. */
export function loopback(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Starts the app; it is stopped after the file's tests, which fail if it logged a fault of its own. */
export async function serve(options: ServiceOptions = {}): Promise<Service> {
  const faults: unknown[] = [];
  const service = await start(options, (error) => faults.push(error));
  after(async () => {
    await service.stop();
    if (faults.length !== (options.faults ?? 0)) throw new AggregateError(faults, 'the service logged its own faults');
  });
  return service;
}

/** Starts the app on a free loopback port. It is the caller's to stop. */
export async function start(
  options: ServiceOptions,
  logError: (error: unknown) => void,
): Promise<Service & { stop(): Promise<void> }> {
  const chronology = options.chronology ?? (await chronologyIn(options.folder ?? SHIPPED));
  const server = await startServer((request, response) => service.listener(request, response), 0, '127.0.0.1');
  const { baseUrl: asked = BASE_URL } = options;
  const baseUrl = typeof asked === 'string' ? asked : asked(server.port);
  const service = createService(
    siteOf(chronology, baseUrl, options.streamOver, options.folder),
    options.today ?? (() => TODAY),
    logError,
  );
  return {
    chronology,
    baseUrl,
    port: server.port,
    request: (path, options) => requestTo(server.port, path, options),
    raw: (message) => exchange(server.port, message),
    stop: () => server.stop(),
  };
}

/** One request to a loopback port, on a connection of its own: a kept one could be closed just when it is used again. */
export function requestTo(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: RequestOptions = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const body = Buffer.concat(chunks);
        const { statusCode = 0, rawHeaders } = incoming;
        resolve({ status: statusCode, headers: incoming.headers, rawHeaders, body, text: body.toString('utf8') });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function exchange(port: number, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(message));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
