/** Very many event files, parsed by several threads at once. */
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Batch, ParsingTask, ReadFile } from './parsing-thread.ts';

/** So many that reading what a thread found is no long pause, and the thread seldom waits for more. */
const BATCH_FILES = 50;
/** Fewer files a thread are parsed before it has started. */
const LEAST_FILES = 250;

/** Whether the files are so many that threads are the quicker way. */
export function areManyFiles(count: number): boolean {
  return count >= LEAST_FILES;
}

/** Reads and parses the files, telling of each in no certain order. Rejects where a thread fails by a fault of ours. */
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
  const count = Math.min(threads, Math.ceil(files.length / LEAST_FILES));
  const giveUp = (fault: unknown) => {
    next = files.length;
    throw fault;
  };
  const runs = Array.from({ length: count }, () => runThread(task, take, onRead).catch(giveUp));
  // What is told after the end would be taken for what a later reading found.
  const faults = (await Promise.allSettled(runs)).filter((run) => run.status === 'rejected');
  if (faults[0]) throw faults[0].reason;
}

async function runThread(task: ParsingTask, take: () => Batch, onRead: (read: ReadFile) => void): Promise<void> {
  // Beside this file, in the sources and in the build alike.
  const file = join(import.meta.dirname, `parsing-thread${extname(import.meta.filename)}`);
  const thread = new Worker(file, { workerData: task });
  try {
    await new Promise<void>((resolve, reject) => {
      let underWay = 0;
      const give = () => {
        const batch = take();
        if (batch.length === 0) return;
        underWay += 1;
        thread.postMessage(batch);
      };
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`a thread that parses ended with ${code}`)));
      thread.on('message', (json: string) => {
        underWay -= 1;
        give();
        for (const read of JSON.parse(json) as ReadFile[]) onRead(read);
        if (underWay === 0) resolve();
      });
      give();
      // One ahead, so that it need not wait for us.
      give();
      if (underWay === 0) resolve();
    });
  } finally {
    await thread.terminate();
  }
}
