/** A folder that is served while it changes: each reading is taken over as a whole, or not at all where it has problems. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Chronology } from '../chronology/chronology.ts';
import type { UpdatedFrom } from '../chronology/chronology-update.ts';
import { printable } from '../chronology/files/problem.ts';
import { counted } from '../chronology/files/source/numbers.ts';
import type { FolderReader, FolderReading } from '../chronology/folder/folder-reader.ts';
import { loadKept } from '../chronology/folder/load.ts';
import { whyUnreadable } from '../chronology/folder/unreadable.ts';
import type { LastGood } from '../chronology/kept/last-good.ts';
import { eventIndexSteps } from '../chronology/query/event-index.ts';
import { prepareSearch } from '../chronology/query/search-index.ts';
import { reportOf } from '../chronology/report/report.ts';
import { formatReport, formatReportSteps } from '../chronology/report/text.ts';
import { VOCABULARY_FILES } from '../chronology/schema/vocabulary.ts';
import { markColumnsSteps } from '../formats/overview/mark-columns.ts';
import { inSlices, type Work } from '../slices.ts';
import { createService, type Service } from '../web/listener.ts';
import { allLanguages, ROBOTS_PATH, SITEMAP_PATH } from '../web/site/address.ts';
import { EVERY_ANSWER, touchedKeysSteps } from '../web/site/cache-keys.ts';
import { rootOutputs } from '../web/site/outputs.ts';
import { loadSite, type Site, siteWith } from '../web/site/site.ts';
import { type AdminOptions, adminListener, type Measures } from './admin.ts';
import type { Deliveries } from './deliveries.ts';
import { answerHealth, HEALTH_PATHS, type Health, type HealthOptions } from './health.ts';
import { type RunningServer, startServer } from './http-server.ts';
import { Purger } from './purge.ts';
import type { ServeSettings } from './settings.ts';
import { type Access, Traffic } from './traffic.ts';
import { changedTopicsSteps, hubDeliveries } from './websub.ts';

/** The folder has problems; the message lists them as `check` prints them. */
export class FolderFault extends Error {}

/** A setting does not fit the folder or the machine. */
export class SettingFault extends Error {}

export interface LiveFolderOptions {
  readonly settings: ServeSettings;
  readonly reader: FolderReader;
  /** Where each state that is served is kept; without it, a folder with problems is not served at a start. */
  readonly lastGood: LastGood | undefined;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** When the first reading began. */
  readonly begin: number;
  readonly viewsFolder: string;
  /** The day that it is in a time zone. */
  readonly today: (timeZone: string) => string;
  /** Receives requests that are answered, as many as ACCESS_LOG has it. */
  readonly logAccess: (access: Access) => void;
  /** Logs a fault of the program, which is answered with 500. */
  readonly logError: (error: unknown) => void;
  /** Tells the operator of what goes wrong elsewhere, such as at a hub. */
  readonly warn: (message: string) => void;
  /** Receives the outcome of every reading after the first. */
  readonly report: (report: Report) => void;
}

/** The first reading: of a folder that could not be read, why. */
export type FirstReading = FolderReading | { readonly unreadable: string };

/** The outcome of reading the folder again. */
export interface Report {
  /** Whether the answers are now those of the folder. */
  readonly isGood: boolean;
  /** For the operator; undefined where nothing changed since the last report. */
  readonly text: string | undefined;
}

/** A request to read the folder again. */
interface Reload {
  /** Paths of the folders in which something changed; undefined where that is not known. */
  readonly touched: ReadonlySet<string> | undefined;
  /** Whether the operator asked, and wants a report even where nothing changed. */
  readonly isAsked: boolean;
}

export class LiveFolder {
  readonly #options: LiveFolderOptions;
  readonly #service: Service;
  readonly #healthOptions: HealthOptions;
  readonly #server: RunningServer;
  readonly #hub: Deliveries | undefined;
  readonly #purger: Purger;
  #site: Site;
  #isReading = false;
  /** All that was asked for during the reading that is under way. */
  #next: Reload | undefined;
  /** The problems that the last reading found; undefined where it found none. */
  #problems: string | undefined;
  #problemCount: number;
  #readMilliseconds: number;
  /** When what is served was last another. */
  #changedMilliseconds: number;
  /** How long it took to read what is served, until it was. */
  #loadMilliseconds: number;
  /** Undefined where nobody asks what requests are answered with. */
  readonly #traffic: Traffic | undefined;
  #admin: RunningServer | undefined;

  /**
   * Starts to serve the folder as it was read first or, where it has problems, as it was kept when it had none.
   *
   * @throws FolderFault, SettingFault
   */
  static async start(first: FirstReading, options: LiveFolderOptions): Promise<LiveFolder> {
    const { settings, viewsFolder, today, logError } = options;
    const served = await firstState(first, options);
    const { chronology } = served;
    const clash = clashIn(chronology, settings);
    if (clash !== undefined) throw new SettingFault(clash);
    // The port is known once the server listens; no request comes before the next turn of the event loop.
    let live: LiveFolder;
    const server = await listening((request, response) => live.#answer(request, response), settings);
    const baseUrl = settings.baseUrl ?? `http://localhost:${server.port}`;
    const loaded = loadSite(chronology, viewsFolder, baseUrl, settings.streamOver, settings.eventsDir);
    const site = { ...loaded, hub: settings.websubHub, keptImages: options.lastGood?.imagesFolder };
    live = new LiveFolder(options, served, site, createService(site, today, logError), server);
    await live.#startAdmin();
    return live;
  }

  private constructor(
    options: LiveFolderOptions,
    { problems, problemCount, readMilliseconds }: FirstState,
    site: Site,
    service: Service,
    server: RunningServer,
  ) {
    this.#options = options;
    this.#problems = problems;
    this.#problemCount = problemCount;
    this.#readMilliseconds = readMilliseconds;
    this.#site = site;
    this.#service = service;
    this.#healthOptions = { baseUrl: site.baseUrl, common: service.common, health: () => this.health };
    this.#server = server;
    const { settings, warn, now, logAccess } = options;
    this.#changedMilliseconds = readMilliseconds;
    this.#loadMilliseconds = options.now() - options.begin;
    const { adminPort, accessLog } = settings;
    if (adminPort !== undefined || accessLog !== 'off')
      this.#traffic = new Traffic({
        ...{ baseUrl: site.baseUrl, now },
        log: accessLog === 'off' ? undefined : logAccess,
        logEvery: accessLog === 'full' ? 1 : SAMPLE,
      });
    this.#hub = settings.websubHub === undefined ? undefined : hubDeliveries({ hub: settings.websubHub, warn });
    this.#purger = new Purger({ urls: settings.purgeUrls ?? [], warn });
    void this.#prepareFirst().catch(options.logError);
  }

  get port(): number {
    return this.#server.port;
  }

  /** The address that readers use, without a slash at its end. */
  get baseUrl(): string {
    return this.#site.baseUrl;
  }

  /** The port for operators; undefined where there is none. */
  get adminPort(): number | undefined {
    return this.#admin?.port;
  }

  get health(): Health {
    return {
      eventCount: this.#site.chronology.bySlug.size,
      readMilliseconds: this.#readMilliseconds,
      problemCount: this.#problemCount,
      isStopping: this.#server.isStopping,
    };
  }

  get #measures(): Measures {
    const { bytes, hits, misses } = this.#service.store;
    return {
      ...this.health,
      changedMilliseconds: this.#changedMilliseconds,
      loadMilliseconds: this.#loadMilliseconds,
      ...{ storeBytes: bytes, storeHits: hits, storeMisses: misses },
    };
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.#traffic?.observe(request, response);
    if (!answerHealth(request, response, this.#healthOptions)) this.#service.listener(request, response);
  }

  async #startAdmin(): Promise<void> {
    const { settings, logError } = this.#options;
    const { adminPort, adminHost } = settings;
    if (adminPort === undefined || !this.#traffic) return;
    const options: AdminOptions = { traffic: this.#traffic, measures: () => this.#measures, logError };
    try {
      this.#admin = await startServer(adminListener(options), adminPort, adminHost);
    } catch (error) {
      await this.#server.stop();
      throw settingFault(error, { port: adminPort, host: adminHost, prefix: 'ADMIN_' });
    }
  }

  /** The problems of the folder, for which an earlier state is served. */
  get problems(): string | undefined {
    return this.#problems;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#server.stop(this.#options.settings.stopDelay), this.#hub?.stop(), this.#purger.stop()]);
    await this.#admin?.stop();
  }

  /**
   * Reads the folder again, and answers from it if it has no problems. One reading at a time: requests that come during
   * one are answered together by the next.
   *
   * @param touched Paths of the folders in which something changed; undefined where that is not known.
   * @param isAsked Whether the operator asked, and wants a report even where nothing changed.
   */
  reload(touched: ReadonlySet<string> | undefined, isAsked = false): void {
    const before = this.#next;
    const isKnown = touched && (!before || before.touched);
    this.#next = {
      touched: isKnown ? new Set([...(before?.touched ?? []), ...touched]) : undefined,
      isAsked: isAsked || before?.isAsked === true,
    };
    if (!this.#isReading) void this.#readUntilDone().catch(this.#options.logError);
  }

  async #readUntilDone(): Promise<void> {
    this.#isReading = true;
    try {
      for (let reload = this.#next; reload; reload = this.#next) {
        this.#next = undefined;
        const { touched, isAsked } = reload;
        const report = await this.#read(touched, isAsked).catch((error: Error) =>
          // The message can hold the name of a file, and with it whatever a name can hold.
          this.#refuse(
            `not read: ${whyUnreadable(error, this.#options.settings.eventsDir) ?? printable(error.message)}`,
            1,
            isAsked,
          ),
        );
        this.#options.report(report);
      }
    } finally {
      this.#isReading = false;
    }
  }

  async #read(touched: ReadonlySet<string> | undefined, isAsked: boolean): Promise<Report> {
    const { settings, reader, lastGood, now } = this.#options;
    const begin = now();
    const { chronology, problems, eventCount, parsedCount, parsedPaths, since } = await reader.read(touched);
    if (!chronology) {
      const report = reportOf(problems, settings.eventsDir, eventCount);
      return this.#refuse(await inSlices(formatReportSteps(report)), report.problems.length, isAsked);
    }
    const clash = clashIn(chronology, settings);
    if (clash !== undefined) return this.#refuse(clash, 1, isAsked);
    const isNews = isAsked || this.#problems !== undefined || chronology !== this.#site.chronology;
    if (chronology !== this.#site.chronology) {
      // The texts before the new state is served, which one may wait for to save the next; the rest of the work behind it.
      await lastGood?.hold([...VOCABULARY_FILES, ...parsedPaths]);
      await this.#replace(chronology, since);
      this.#loadMilliseconds = now() - begin;
      await this.#keep(begin);
    }
    this.#problems = undefined;
    this.#problemCount = 0;
    this.#readMilliseconds = begin;
    const text = `${counted(eventCount, 'event')} of ${settings.eventsDir}, ${counted(parsedCount, 'file')} read anew`;
    return { isGood: true, text: isNews ? text : undefined };
  }

  /** While problems wait to be mended, other files are saved: the same problems are reported once, or when asked. */
  #refuse(problems: string, count: number, isAsked: boolean): Report {
    const isNews = isAsked || problems !== this.#problems;
    this.#problems = problems;
    this.#problemCount = count;
    return { isGood: false, text: isNews ? problems : undefined };
  }

  /** Keeps the state that the reader has just read. */
  async #keep(readMilliseconds: number): Promise<void> {
    const { lastGood, reader } = this.#options;
    const good = lastGood && (await inSlices(reader.goodFiles()));
    if (good) await lastGood.keep(good, readMilliseconds);
  }

  async #replace(chronology: Chronology, since: UpdatedFrom | undefined): Promise<void> {
    const { viewsFolder, logError } = this.#options;
    await inSlices(indexSteps(chronology, since));
    const before = this.#site;
    this.#site = siteWith(before, chronology, viewsFolder);
    this.#service.replace(this.#site);
    this.#changedMilliseconds = this.#options.now();
    void this.#purgeCaches(before.chronology, chronology).catch(logError);
    void this.#prepareNext(before.chronology).catch(logError);
    void this.#tellHub(before, this.#site).catch(logError);
  }

  /** After the new answers are there, which a cache comes to fetch. */
  async #purgeCaches(before: Chronology, after: Chronology): Promise<void> {
    if (this.#options.settings.purgeUrls === undefined) return;
    this.#purger.purge(await inSlices(touchedKeysSteps(before, after)));
  }

  /** After the new answers are there, which the hub comes to fetch. */
  async #tellHub(before: Site, after: Site): Promise<void> {
    if (!this.#hub) return;
    const today = this.#options.today(after.chronology.vocabulary.settings.timeZone);
    this.#hub.send(await inSlices(changedTopicsSteps(before, after, today)));
  }

  async #prepareFirst(): Promise<void> {
    const { chronology } = this.#site;
    // Before the first reload, which would change what the reader has.
    if (this.#problems === undefined) await this.#keep(this.#readMilliseconds);
    // Caches may have answers from before, of another program or of files as they were.
    this.#purger.purge([EVERY_ANSWER]);
    await inSlices(indexSteps(chronology));
    await this.#service.makeMainViews();
    await prepareSearch(chronology);
    this.#options.reader.prepare();
  }

  async #prepareNext(before: Chronology): Promise<void> {
    const { chronology } = this.#site;
    // Both at once: a search that came before the words from before are taken over would index every event anew.
    await Promise.all([prepareSearch(chronology, before), this.#service.makeMainViews()]);
  }
}

/** What is served first. */
interface FirstState {
  readonly chronology: Chronology;
  readonly readMilliseconds: number;
  /** Those of the folder, for which it is an earlier state. */
  readonly problems: string | undefined;
  readonly problemCount: number;
}

async function firstState(first: FirstReading, options: LiveFolderOptions): Promise<FirstState> {
  const { settings, lastGood, begin } = options;
  if ('chronology' in first && first.chronology)
    return { chronology: first.chronology, readMilliseconds: begin, problems: undefined, problemCount: 0 };
  const report = 'unreadable' in first ? undefined : reportOf(first.problems, settings.eventsDir, first.eventCount);
  const problems = report ? formatReport(report) : (first as { readonly unreadable: string }).unreadable;
  const kept = settings.strict ? undefined : await lastGood?.read();
  const chronology = kept && (await loadKept(kept)).chronology;
  if (!chronology) throw new FolderFault(problems);
  const { readMilliseconds } = kept;
  return { chronology, readMilliseconds, problems, problemCount: report?.problems.length ?? 1 };
}

/** Builds the indexes of filters and pictures. A request that comes before they are built builds them itself. */
function* indexSteps(chronology: Chronology, since?: UpdatedFrom): Work<void> {
  yield* eventIndexSteps(chronology, since);
  yield* markColumnsSteps(chronology, since);
}

/** Documents at the root: a BASE_URL whose path begins with the name of one would hide it. */
const ROOT_DOCUMENTS = [...rootOutputs, ...[SITEMAP_PATH, ROBOTS_PATH, ...HEALTH_PATHS].map((path) => path.slice(1))];

/**
 * The first segment of BASE_URL's path where our own paths begin with it, too: requests from a proxy that strips the path
 * could not be told from those of a proxy that passes it on.
 */
export function clashOf(baseUrl: string, languages: readonly string[]): string | undefined {
  const [, first = ''] = new URL(baseUrl).pathname.split('/');
  const own = [...languages, allLanguages(languages), 'events', 'assets', 'images', ...ROOT_DOCUMENTS];
  return own.includes(first) ? first : undefined;
}

function clashIn({ vocabulary }: Chronology, { baseUrl }: ServeSettings): string | undefined {
  const clash = baseUrl === undefined ? undefined : clashOf(baseUrl, vocabulary.settings.languages);
  return clash === undefined
    ? undefined
    : `BASE_URL's path begins with /${clash}/, which is an address of the chronology: choose another`;
}

async function listening(listener: RequestListener, settings: ServeSettings): Promise<RunningServer> {
  const { port, host, keepAlive } = settings;
  try {
    return await startServer(listener, port, host, { keepAliveSeconds: keepAlive });
  } catch (error) {
    throw settingFault(error, { port, host, prefix: '' });
  }
}

interface Address {
  readonly port: number;
  readonly host: string | undefined;
  /** Of the names of both settings. */
  readonly prefix: '' | 'ADMIN_';
}

/** Which setting is wrong where an address cannot be listened on; any other error as it is. */
function settingFault(error: unknown, { port, host, prefix }: Address): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const name = `${prefix}PORT`;
  if (code === 'EADDRINUSE') return new SettingFault(`port ${port} is taken: stop what listens there, or set ${name}`);
  if (code === 'EACCES')
    return new SettingFault(`port ${port} is not this user's to take: set ${name} to 1024 or more`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new SettingFault(`${prefix}HOST ${host} is not an address of this machine`);
  return error;
}

/** Where not all are logged, one of so many requests is. */
const SAMPLE = 100;
