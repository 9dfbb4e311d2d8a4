/** What the main thread and its worker threads say to each other: files to work at, their results, and which file is at hand. */

/** Files to work at in their order. */
export interface Order {
  /** The kind of work. */
  readonly job: string;
  /** What it needs beside the file. */
  readonly setup: unknown;
  readonly files: readonly unknown[];
}

/** Results of the next files, as JSON: the main thread reads it twice as fast as a structured clone. */
export interface Answer {
  readonly count: number;
  readonly json: string;
}

/** Shared by both: how many files the thread has begun, and how many it is done with. */
export const BEGUN = 0;
export const DONE = 1;

/** An answer is sent when it is as long as this, so that reading it is no long pause. */
const LONG_ENOUGH = 100_000;

/**
 * Does what is ordered, and posts the results in the order of the files.
 *
 * @param workerFor The function for one kind of work, which returns the result of a file as JSON.
 */
export function answerer(
  progress: Int32Array,
  post: (answer: Answer) => void,
  workerFor: (job: string, setup: unknown) => (file: unknown) => string,
): (order: Order) => void {
  let workKey: string | undefined;
  let work: ((file: unknown) => string) | undefined;
  return ({ job, setup, files }) => {
    const key = JSON.stringify([job, setup]);
    // What a kind of work is prepared with takes longer than a small file.
    if (!work || key !== workKey) work = workerFor(job, setup);
    workKey = key;
    let results: string[] = [];
    let length = 0;
    const send = () => {
      if (results.length > 0) post({ count: results.length, json: `[${results.join(',')}]` });
      results = [];
      length = 0;
    };
    for (const file of files) {
      Atomics.add(progress, BEGUN, 1);
      const result = work(file);
      Atomics.add(progress, DONE, 1);
      results.push(result);
      length += result.length;
      if (length > LONG_ENOUGH) send();
    }
    send();
  };
}
