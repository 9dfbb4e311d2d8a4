/** Works at files in worker threads, each within a deadline: a file that a thread does not come back from is given up. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { inSlices, type Work } from './slices.ts';
import { type Answer, BEGUN, DONE, type Order } from './thread-protocol.ts';

/** Small enough that a file which is given up has few others read again, large enough that a thread seldom waits for the next. */
const BATCH_FILES = 50;
/** A thread parses fewer files than this in the time that another takes to start. */
const LEAST_FILES_A_THREAD = 250;

/** How long a thread may take for one file. */
export const DEADLINE_SECONDS = 5;
/** How often a thread is looked at within the deadline: a process that was stopped meanwhile counts as one look. */
const LOOKS = 20;
/** The largest vocabulary file that is taken needs 300 MiB. What is more is one file's doing, and ends the thread alone. */
const MOST_MEBIBYTES = 600;

/** An idle thread takes 40 MiB. It is kept for as long as an author is likely to save the next file. */
const KEPT_MILLISECONDS = 10 * 60 * 1000;

/** Why a file was given up. */
export type Loss = 'time' | 'memory' | 'depth';

export interface ThreadOptions {
  /** How many threads may work at once; default: as many as there are processors. */
  readonly threads?: number | undefined;
  readonly deadlineSeconds?: number;
  readonly mostMebibytes?: number;
}

/** A kind of work and its files. */
export interface Job<File extends { readonly path: string }, Result> extends Pick<Order, 'job' | 'setup'> {
  /** Path of the module that threads run. */
  readonly module: string;
  readonly files: readonly File[];
  /** Receives the result of each file, in no certain order. */
  readonly onResult: (result: Result, file: File) => void;
  /** Receives each file that was given up. */
  readonly onLoss: (file: File, loss: Loss) => void;
}

/** Works at the files, and resolves when each has a result or was given up. Rejects where a thread fails, which is a bug. */
export async function runInThreads<File extends { readonly path: string }, Result>(
  job: Job<File, Result>,
  options: ThreadOptions = {},
): Promise<void> {
  const queue = new Queue(job);
  const count = Math.min(options.threads ?? availableParallelism(), Math.ceil(job.files.length / LEAST_FILES_A_THREAD));
  const runs = Array.from({ length: count }, () =>
    workUntilDone(queue, options).catch((fault: unknown) => {
      queue.close();
      throw fault;
    }),
  );
  // All threads are awaited, even after a failure: a late result would be taken for one of the next reading.
  const faults = (await Promise.allSettled(runs)).filter((run) => run.status === 'rejected');
  if (faults[0]) throw faults[0].reason;
}

/** Has a thread start, where none is there, so that the next file need not wait for that. */
export function warmUp(module: string): void {
  if (!isKept(module) && working === 0) keep(new Thread(module));
}

/** The files that no thread has taken yet. */
class Queue<File extends { readonly path: string }, Result> {
  readonly job: Job<File, Result>;
  #next = 0;
  /** Files that a thread took, and did not come to because of another. */
  #again: File[] = [];

  constructor(job: Job<File, Result>) {
    this.job = job;
  }

  take(): readonly File[] {
    if (this.#again.length > 0) return this.#again.splice(0, BATCH_FILES);
    const batch = this.job.files.slice(this.#next, this.#next + BATCH_FILES);
    this.#next += batch.length;
    return batch;
  }

  return(files: readonly File[]): void {
    this.#again.push(...files);
  }

  close(): void {
    this.#next = this.job.files.length;
    this.#again = [];
  }
}

/** Threads that wait for work. */
const idle: Thread[] = [];
let working = 0;

async function workUntilDone<File extends { readonly path: string }, Result>(
  queue: Queue<File, Result>,
  options: ThreadOptions,
): Promise<void> {
  for (let isDone = false; !isDone; ) {
    const thread = takeIdle(queue.job.module) ?? new Thread(queue.job.module, options.mostMebibytes);
    working += 1;
    try {
      isDone = await thread.work(queue, (options.deadlineSeconds ?? DEADLINE_SECONDS) * 1000);
    } catch (fault) {
      thread.end();
      throw fault;
    } finally {
      working -= 1;
    }
    if (isDone && !isKept(thread.module)) keep(thread);
    else thread.end();
  }
}

function takeIdle(module: string): Thread | undefined {
  const index = idle.findIndex((thread) => thread.module === module);
  return index === -1 ? undefined : idle.splice(index, 1)[0];
}

function isKept(module: string): boolean {
  return idle.some((thread) => thread.module === module);
}

/** Keeps a thread for the next work of its kind. It keeps no process alive, and ends after a while. */
function keep(thread: Thread): void {
  idle.push(thread);
  thread.rest(() => {
    const index = idle.indexOf(thread);
    if (index !== -1) idle.splice(index, 1);
  });
}

/** A thread and what it was asked. */
class Thread {
  readonly module: string;
  readonly #worker: Worker;
  readonly #progress = new Int32Array(new SharedArrayBuffer(8));
  /** How many results have come. */
  #received = 0;
  #ending: NodeJS.Timeout | undefined;

  constructor(module: string, mostMebibytes = MOST_MEBIBYTES) {
    this.module = module;
    this.#worker = new Worker(module, {
      workerData: this.#progress,
      resourceLimits: { maxOldGenerationSizeMb: mostMebibytes },
    });
  }

  end(): void {
    clearTimeout(this.#ending);
    this.#worker.removeAllListeners();
    this.#worker.on('error', () => {});
    void this.#worker.terminate();
  }

  /** Waits for work, and ends when none comes. @param onEnd Called when the thread can no longer be used. */
  rest(onEnd: () => void): void {
    const ending = () => {
      onEnd();
      this.end();
    };
    this.#worker.unref();
    this.#worker.on('error', ending).on('exit', ending);
    this.#ending = setTimeout(ending, KEPT_MILLISECONDS).unref();
  }

  /** Works at files of the queue: true when none is left; false where one was given up, and this thread with it. */
  async work<File extends { readonly path: string }, Result>(
    queue: Queue<File, Result>,
    deadlineMilliseconds: number,
  ): Promise<boolean> {
    const { job, setup, onResult, onLoss } = queue.job;
    /** The files of which no result has come. */
    const posted: File[] = [];
    const answers: { readonly json: string; readonly files: readonly File[] }[] = [];
    const postNext = () => {
      const files = queue.take();
      if (files.length === 0) return;
      posted.push(...files);
      this.#worker.postMessage({ job, setup, files } satisfies Order);
    };
    function* takeAnswers(): Work<void> {
      for (let answer = answers.shift(); answer; answer = answers.shift()) {
        // A further batch is queued, so that the thread need not wait for the main thread between two.
        if (posted.length <= BATCH_FILES) postNext();
        const results = JSON.parse(answer.json) as Result[];
        for (const [index, file] of answer.files.entries()) onResult(results[index] as Result, file);
        yield;
      }
    }
    /** The place among the posted files of the one that the thread is at, or was at when it died. */
    const position = () => Atomics.load(this.#progress, BEGUN) - 1 - this.#received;
    let taking = Promise.resolve();
    let looking: NodeJS.Timeout | undefined;
    clearTimeout(this.#ending);
    this.#worker.removeAllListeners();
    this.#worker.ref();
    const given = await new Promise<{ readonly loss: Loss; readonly at: number } | undefined>((resolve, reject) => {
      this.#worker.on('message', ({ count, json }: Answer) => {
        this.#received += count;
        answers.push({ json, files: posted.splice(0, count) });
        taking = taking.then(() => inSlices(takeAnswers()));
        taking.then(() => posted.length === 0 && resolve(undefined), reject);
      });
      this.#worker.on('error', (fault: Error) => {
        const [loss, at] = [lossBy(fault), position()];
        if (loss) resolve({ loss, at });
        else reject(Object.assign(fault, { message: `${posted[at]?.path ?? job}: ${fault.message}` }));
      });
      this.#worker.on('exit', (code) => reject(new Error(`a thread ended with ${code}`)));
      looking = setInterval(
        this.#looker(() => resolve({ loss: 'time', at: position() })),
        deadlineMilliseconds / LOOKS,
      );
      postNext();
      postNext();
      if (posted.length === 0) resolve(undefined);
    }).finally(() => {
      clearInterval(looking);
      this.#worker.removeAllListeners();
      // What becomes of a thread that was given up concerns nobody.
      this.#worker.on('error', () => {});
    });
    await taking;
    if (!given) return true;
    const lost = posted[given.at];
    if (!lost) throw new Error(`a thread failed between two files (${given.loss})`);
    queue.return(posted.filter((file) => file !== lost));
    onLoss(lost, given.loss);
    return false;
  }

  /** A function that looks at the thread, and calls `onStuck` when it has found it at the same file all the time. */
  #looker(onStuck: () => void): () => void {
    let file = 0;
    let looks = 0;
    return () => {
      const begun = Atomics.load(this.#progress, BEGUN);
      const isAtWork = begun > Atomics.load(this.#progress, DONE);
      looks = isAtWork && begun === file ? looks + 1 : 0;
      file = begun;
      if (looks >= LOOKS) onStuck();
    };
  }
}

function lossBy(fault: Error): Loss | undefined {
  if ((fault as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return 'memory';
  // A stack or a text that became too long.
  return fault instanceof RangeError ? 'depth' : undefined;
}
