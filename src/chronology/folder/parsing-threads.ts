/** Parses 250 or more event files in several worker threads. */
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Batch, ParsingTask, ReadFile } from './parsing-thread.ts';

/** Small enough that reading a batch's result is no long pause, large enough that a thread seldom waits for the next. */
const BATCH_FILES = 50;
/** The main thread parses fewer files than this in the time that a thread takes to start. */
const LEAST_FILES_A_THREAD = 250;

/** Whether threads parse so many files sooner than the main thread would. */
export function areManyFiles(count: number): boolean {
  return count >= LEAST_FILES_A_THREAD;
}

/** Reads and parses the files, and calls `onRead` for each, in no certain order. Rejects where a thread fails, which is a bug. */
export async function parseInThreads(
  task: ParsingTask,
  files: Batch,
  onRead: (read: ReadFile) => void,
  threads = availableParallelism(),
): Promise<void> {
  let next = 0;
  const take = (): Batch => {
    const batch = files.slice(next, next + BATCH_FILES);
    next += batch.length;
    return batch;
  };
  const count = Math.min(threads, Math.ceil(files.length / LEAST_FILES_A_THREAD));
  const giveUp = (fault: unknown) => {
    next = files.length;
    throw fault;
  };
  const runs = Array.from({ length: count }, () => runThread(task, take, onRead).catch(giveUp));
  // All threads are awaited, even after a failure: a late result would be taken for one of the next reading.
  const faults = (await Promise.allSettled(runs)).filter((run) => run.status === 'rejected');
  if (faults[0]) throw faults[0].reason;
}

async function runThread(task: ParsingTask, take: () => Batch, onRead: (read: ReadFile) => void): Promise<void> {
  // The module is beside this one in the sources (.ts) and in the build (.js).
  const file = join(import.meta.dirname, `parsing-thread${extname(import.meta.filename)}`);
  const thread = new Worker(file, { workerData: task });
  try {
    await new Promise<void>((resolve, reject) => {
      let pendingBatches = 0;
      const postNext = () => {
        const batch = take();
        if (batch.length === 0) return;
        pendingBatches += 1;
        thread.postMessage(batch);
      };
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`a thread that parses ended with ${code}`)));
      thread.on('message', (json: string) => {
        pendingBatches -= 1;
        postNext();
        for (const read of JSON.parse(json) as ReadFile[]) onRead(read);
        if (pendingBatches === 0) resolve();
      });
      postNext();
      // A second batch is queued, so that the thread need not wait for the main thread between two.
      postNext();
      if (pendingBatches === 0) resolve();
    });
  } finally {
    await thread.terminate();
  }
}
