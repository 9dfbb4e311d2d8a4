/** A worker thread that reads and parses files, one after another, while the main thread answers requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { answerer } from '../../thread-protocol.ts';
import { workerOf } from './parsing-jobs.ts';

const port = parentPort;
port?.on(
  'message',
  answerer(workerData as Int32Array, (answer) => port.postMessage(answer), workerOf),
);
