/** One process that serves a folder: reads it, answers from it, and takes changes over as a whole or not at all. */
import type { Chronology } from '../chronology/chronology.ts';
import type { UpdatedFrom } from '../chronology/chronology-update.ts';
import { counted, formatReport } from '../chronology/files/problem.ts';
import type { FolderReader, FolderReading } from '../chronology/folder/folder-reader.ts';
import { eventIndexSteps } from '../chronology/query/event-index.ts';
import { searchable } from '../chronology/query/search-index.ts';
import { markColumnsSteps } from '../formats/overview/mark-columns.ts';
import { inSlices, type Work } from '../slices.ts';
import { createService } from '../web/listener.ts';
import { loadSite, siteWith } from '../web/site/site.ts';
import { type Config, clashOf } from './config.ts';
import { type RunningServer, startServer } from './http-server.ts';

/** The folder has problems, told as `check` prints them. */
export class FolderFault extends Error {}

/** A setting does not fit the folder or the machine, which is the operator's to mend. */
export class SettingFault extends Error {}

export interface ServingOptions {
  readonly config: Config;
  readonly reader: FolderReader;
  /** What the reader read first. */
  readonly first: FolderReading;
  readonly viewsFolder: string;
  /** The day that it is in a time zone. */
  readonly today: (timeZone: string) => string;
  /** Is told of what is our own fault, answered with 500. */
  readonly logError: (error: unknown) => void;
  /** Is told what came of every further reading. */
  readonly report: (report: Report) => void;
}

/** What came of reading the folder again. */
export interface Report {
  /** Whether what is served is what the folder says. */
  readonly isGood: boolean;
  /** For the operator; undefined where there is nothing new to tell. */
  readonly text: string | undefined;
}

export interface Serving {
  readonly port: number;
  /** How many events there were at first. */
  readonly eventCount: number;
  /**
   * Has the folder read again, and answers from it if it has no problems. What is asked for during a reading is one more.
   *
   * @param touched Paths of the folders in which something changed; undefined where that is not known.
   * @param isAsked Whether the operator asked, who wants to know even that nothing changed.
   */
  reload(touched: ReadonlySet<string> | undefined, isAsked?: boolean): void;
  stop(): Promise<void>;
}

/** What is to be read again, and whether the operator asked. */
interface Asked {
  readonly touched: ReadonlySet<string> | undefined;
  readonly isAsked: boolean;
}

/** Starts to serve. Rejects with a `FolderFault` or a `SettingFault` where that is not possible. */
export async function startServing({
  config,
  reader,
  first,
  viewsFolder,
  today,
  logError,
  report,
}: ServingOptions): Promise<Serving> {
  if (!first.chronology) throw new FolderFault(formatReport(first.problems, config.eventsDir, first.eventCount));
  const clash = clashIn(config, first.chronology.vocabulary.settings.languages);
  if (clash !== undefined) throw new SettingFault(clash);
  let site = loadSite(first.chronology, viewsFolder, config.baseUrl, config.streamOver, config.cacheDir);
  const service = createService(site, today, logError);
  const server = await listening(() => startServer(service.listener, config.port, config.host), config);
  const prepare = async (before?: Chronology) => {
    const { chronology } = site;
    if (!before) {
      await inSlices(indexSteps(chronology));
      await service.makeMainViews();
      await searchable(chronology);
      return;
    }
    // What is searched for meanwhile must find that the words of before are taken over.
    await Promise.all([searchable(chronology, before), service.makeMainViews()]);
  };
  void prepare().catch(logError);

  let wasGood = true;
  let lastFault: string | undefined;
  const notGood = (text: string, isAsked: boolean): Report => {
    // Other files are saved as well while one waits to be mended, and the folder may only be looked through.
    const isNews = isAsked || wasGood || text !== lastFault;
    wasGood = false;
    lastFault = text;
    return { isGood: false, text: isNews ? text : undefined };
  };
  const readAgain = async ({ touched, isAsked }: Asked): Promise<Report> => {
    const { chronology, problems, eventCount, parsedCount, since } = await reader.read(touched);
    const clash = chronology && clashIn(config, chronology.vocabulary.settings.languages);
    if (!chronology || clash !== undefined)
      return notGood(clash ?? formatReport(problems, config.eventsDir, eventCount), isAsked);
    const isNews = isAsked || !wasGood || chronology !== site.chronology;
    if (chronology !== site.chronology) {
      await inSlices(indexSteps(chronology, since));
      const before = site.chronology;
      site = siteWith(site, chronology, viewsFolder, config.cacheDir);
      service.replace(site);
      void prepare(before).catch(logError);
    }
    wasGood = true;
    const text = `${counted(eventCount, 'event')} of ${config.eventsDir}, ${counted(parsedCount, 'file')} read anew`;
    return { isGood: true, text: isNews ? text : undefined };
  };

  // One reading at a time; what is asked for meanwhile is one more, of all that changed.
  let isReading = false;
  let waiting: Asked | undefined;
  const reload = async (touched: ReadonlySet<string> | undefined, isAsked: boolean): Promise<void> => {
    const isAnywhere = !touched || (waiting && !waiting.touched);
    waiting = {
      touched: isAnywhere ? undefined : new Set([...(waiting?.touched ?? []), ...touched]),
      isAsked: isAsked || waiting?.isAsked === true,
    };
    if (isReading) return;
    isReading = true;
    try {
      for (let next: Asked | undefined = waiting; next; next = waiting) {
        waiting = undefined;
        const { isAsked } = next;
        report(await readAgain(next).catch((error: Error) => notGood(`not read: ${error.message}`, isAsked)));
      }
    } finally {
      isReading = false;
    }
  };
  return {
    port: server.port,
    eventCount: first.eventCount,
    reload: (touched, isAsked = false) => void reload(touched, isAsked).catch(logError),
    stop: () => server.stop(),
  };
}

/** What filters and pictures look up. Where it is not there yet, who needs it makes it at once. */
function* indexSteps(chronology: Chronology, since?: UpdatedFrom): Work<void> {
  yield* eventIndexSteps(chronology, since);
  yield* markColumnsSteps(chronology, since);
}

function clashIn({ baseUrl }: Config, languages: readonly string[]): string | undefined {
  const clash = clashOf(baseUrl, languages);
  return clash === undefined
    ? undefined
    : `BASE_URL's path begins with /${clash}/, which is an address of the chronology: choose another`;
}

async function listening(start: () => Promise<RunningServer>, { port, host }: Config): Promise<RunningServer> {
  try {
    return await start();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new SettingFault(`port ${port} is taken: stop what listens there, or set PORT`);
    if (code === 'EACCES') throw new SettingFault(`port ${port} is not this user's to take: set PORT to 1024 or more`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new SettingFault(`HOST ${host} is not an address of this machine`);
    throw error;
  }
}
