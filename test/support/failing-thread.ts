/** A thread that parses as the program's own does, but fails at files of certain names, as only faults of ours could have it. */
import { parentPort, workerData } from 'node:worker_threads';
import { workerOf } from '../../src/chronology/folder/parsing-jobs.ts';
import { answerer } from '../../src/thread-protocol.ts';

/** Name of a file → what becomes of a thread that is at it. */
const FAILURES: Readonly<Record<string, () => void>> = {
  'endless.yaml': () => {
    for (;;);
  },
  'greedy.yaml': () => {
    const taken: unknown[] = [];
    for (;;) taken.push(Array.from({ length: 100_000 }).fill(taken));
  },
  'deep.yaml': function deeper(): void {
    deeper();
    deeper();
  },
  'fault.yaml': () => {
    throw new TypeError('a fault of ours');
  },
};

const port = parentPort;
const failing: typeof workerOf = (job, setup) => {
  const work = workerOf(job, setup);
  return (file) => {
    FAILURES[(file as { path: string }).path]?.();
    return work(file);
  };
};
port?.on(
  'message',
  answerer(workerData as Int32Array, (answer) => port.postMessage(answer), failing),
);
