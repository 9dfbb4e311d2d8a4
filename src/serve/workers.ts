/** Several processes that answer on one port, and the one that starts them, replaces them and tells them to read again. */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Report } from './live-folder.ts';

// `node:cluster`, since all versions that we run on have it (`reusePort` of `listen` came with Node 23.1), and since it
// hands connections out in turn, where the system left to itself wakes the same process again and again.

/** What a worker tells its lead. */
type Told =
  /** It answers; `line` says at what address. */
  | { readonly kind: 'started'; readonly line: string; readonly folders: readonly string[] }
  | { readonly kind: 'read'; readonly report: Report; readonly folders: readonly string[] }
  /** It cannot start, for the folder has these problems. */
  | { readonly kind: 'refused'; readonly text: string };

/** What a worker is asked: to read the folder again. */
interface Asked {
  /** Absent where it is not known in which folders something changed. */
  readonly touched?: readonly string[];
  /** Whether the operator asked. */
  readonly isAsked: boolean;
}

type Reload = (touched: ReadonlySet<string> | undefined, isAsked: boolean) => void;

/** Set in the environment of workers: the first one writes the cache of events, the others only read it. */
export const ROLE_VARIABLE = 'ANNALS_WORKER';

export type Role = 'first' | 'other';

/** The worker's end of the line to its lead. */
export interface LineToLead {
  tell(told: Told): void;
  /** What was asked for before counts as well. */
  onAsked(read: Reload): void;
  /** Lets go of the line, which would keep the process from ending. */
  hangUp(): void;
}

/** Undefined in a process that is no worker. */
export function lineToLead(): LineToLead | undefined {
  const { worker } = cluster;
  if (!worker) return undefined;
  let missed: { isAsked: boolean } | undefined;
  let read: Reload = (_, isAsked) => {
    missed = { isAsked: isAsked || missed?.isAsked === true };
  };
  worker.on('message', ({ touched, isAsked }: Asked) => read(touched && new Set(touched), isAsked));
  return {
    tell: (told) => void worker.send(told),
    onAsked: (handler) => {
      read = handler;
      if (missed) handler(undefined, missed.isAsked);
    },
    hangUp: () => void worker.disconnect(),
  };
}

export interface CrewOptions {
  /** How many processes answer. */
  readonly count: number;
  /** Is told how the workers fare. */
  readonly warn: (line: string) => void;
  /** Is told what came of reading the folder again. */
  readonly report: (report: Report) => void;
  /** Is told the folders of the chronology, whenever they were read. */
  readonly read: (folders: readonly string[]) => void;
}

/** The first worker ended before it answered; where it was not for the folder's problems, it has said why. */
export class NoWorker extends Error {
  readonly exitCode: number;
  readonly problems: string | undefined;

  constructor(exitCode: number, problems: string | undefined) {
    super(`the first worker ended with exit code ${exitCode}`);
    this.exitCode = exitCode;
    this.problems = problems;
  }
}

/** A worker that ends is replaced at once; one that ends again soon after, or before it has started, after longer and longer. */
const SOON_MILLISECONDS = 10_000;
const FIRST_DELAY_MILLISECONDS = 500;
const LONGEST_DELAY_MILLISECONDS = 30_000;
/** After so long, the first worker has read what another one has read. */
const ALONE_MILLISECONDS = 5000;
/** Longer than a worker gives to answers that are under way. */
const GRACE_MILLISECONDS = 10_000;

/** The processes that answer, each in a place of its own: another takes the place of one that ends. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #places: (Worker | undefined)[] = [];
  readonly #failures: number[] = [];
  #isStopping = false;
  /** Successors that are yet to come, by their places. */
  readonly #delayed = new Map<number, NodeJS.Timeout>();
  /** What was told last of the folder's problems. */
  #told = '';
  /** What each worker has told last of its own, by its place; '' where it has none. */
  readonly #problems: string[] = [];
  #refused: string | undefined;

  private constructor(options: CrewOptions) {
    this.#options = options;
  }

  /** Resolves when the first one answers, and the others do or have ended. Rejects with `NoWorker`. */
  static async start(options: CrewOptions): Promise<{ readonly crew: Crew; readonly line: string }> {
    const crew = new Crew(options);
    // First one alone: what is wrong is said once, and the others find what it parsed in the cache.
    const first = crew.#fork(0);
    const line = await startedOrEnded(first);
    if (typeof line === 'number') throw new NoWorker(line, crew.#refused);
    const others = Array.from({ length: options.count - 1 }, (_, index) => startedOrEnded(crew.#fork(index + 1)));
    await Promise.all(others);
    return { crew, line };
  }

  /** Has every worker read the folder again. @param isAsked Whether the operator asked. */
  reload(touched: ReadonlySet<string> | undefined, isAsked = false): void {
    const asked: Asked = { ...(touched && { touched: [...touched] }), isAsked };
    for (const worker of this.#places) if (worker?.isConnected()) worker.send(asked);
    // What kept a successor from starting may be mended.
    for (const [place, timer] of this.#delayed) {
      clearTimeout(timer);
      this.#succeed(place);
    }
  }

  /** Lets every worker finish what is under way; resolves when all have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const timer of this.#delayed.values()) clearTimeout(timer);
    await Promise.all(
      this.#places.map(async (worker) => {
        if (!worker || worker.isDead()) return;
        const force = setTimeout(() => worker.process.kill('SIGKILL'), GRACE_MILLISECONDS);
        const exit = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        await exit;
        clearTimeout(force);
      }),
    );
  }

  #fork(place: number): Worker {
    const role: Role = place === 0 ? 'first' : 'other';
    const worker = cluster.fork({ [ROLE_VARIABLE]: role });
    this.#places[place] = worker;
    this.#problems[place] = '';
    let calm: NodeJS.Timeout | undefined;
    worker.on('message', (told: Told) => {
      if (told.kind === 'refused') {
        this.#refuse(told.text);
        return;
      }
      this.#options.read(told.folders);
      if (told.kind === 'read') this.#report(place, worker, told.report);
      else
        calm = setTimeout(() => {
          this.#failures[place] = 0;
        }, SOON_MILLISECONDS).unref();
    });
    // What one that is just dying was not told, its successor reads for itself.
    worker.on('error', () => {});
    worker.on('exit', (code, signal) => {
      clearTimeout(calm);
      this.#ended(place, worker, signal ?? `exit code ${code}`);
    });
    return worker;
  }

  #report(place: number, worker: Worker, report: Report): void {
    const { isGood, text } = report;
    if (isGood) this.#problems[place] = '';
    else if (text !== undefined) this.#problems[place] = text;
    // All read the same, one sooner than another: the first speaks for all while it is there.
    if (place === 0 || !this.#places[0]?.isConnected()) {
      this.#tell(report);
      return;
    }
    // Another has its say where it stays alone with its problem.
    if (isGood || text === undefined) return;
    setTimeout(() => {
      const isStill = this.#places[place] === worker && this.#problems[place] === text;
      if (!this.#isStopping && isStill && text !== this.#told)
        this.#options.warn(`annals: worker ${worker.process.pid} alone has this problem:\n${text}`);
    }, ALONE_MILLISECONDS).unref();
  }

  #tell(report: Report): void {
    this.#told = report.isGood ? '' : (report.text ?? this.#told);
    this.#options.report(report);
  }

  /** What keeps successors from starting is told once. */
  #refuse(text: string): void {
    this.#refused = text;
    if (this.#places.length > 1 && text !== this.#told) this.#tell({ isGood: false, text });
  }

  #ended(place: number, worker: Worker, how: string): void {
    if (this.#isStopping || this.#places[place] !== worker) return;
    const failures = this.#failures[place] ?? 0;
    // The first one before it has ever started is the lead's to tell.
    if (place === 0 && this.#places.length === 1) return;
    const delay =
      failures === 0 ? 0 : Math.min(LONGEST_DELAY_MILLISECONDS, FIRST_DELAY_MILLISECONDS * 2 ** (failures - 1));
    this.#failures[place] = failures + 1;
    this.#options.warn(
      `annals: worker ${worker.process.pid} ended (${how}); another takes its place${delay === 0 ? '' : ` in ${delay / 1000} s`}`,
    );
    this.#delayed.set(
      place,
      setTimeout(() => this.#succeed(place), delay),
    );
  }

  #succeed(place: number): void {
    this.#delayed.delete(place);
    if (!this.#isStopping) this.#fork(place);
  }
}

/** The line that says where a worker answers, or its exit code. */
function startedOrEnded(worker: Worker): Promise<string | number> {
  return new Promise((resolve) => {
    worker.on('message', (told: Told) => {
      if (told.kind === 'started') resolve(told.line);
    });
    worker.on('exit', (code) => resolve(code || 1));
  });
}
