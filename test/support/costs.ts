/** What the processes of a run of tests cost of the processor's time: each writes its own down, and the run adds them up. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface Costs {
  /** Seconds of this process. */
  readonly own: number;
  /** Seconds of the processes that it started and waited for; none where the system does not tell. */
  readonly started: number;
}

/** As Linux counts, whatever the machine. */
const TICKS_A_SECOND = 100;

function costsSoFar(): Costs {
  const { user, system } = process.cpuUsage();
  // The name of the program, in brackets, may have spaces (proc_pid_stat(5)).
  const stat = existsSync('/proc/self/stat') ? readFileSync('/proc/self/stat', 'utf8') : '';
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [ofUser = 0, ofSystem = 0] = fields.slice(13, 15);
  return { own: (user + system) / 1_000_000, started: (ofUser + ofSystem) / TICKS_A_SECOND };
}

/** Has what this process costs written to a file as it ends. */
export function writeCosts(path: string): void {
  process.once('exit', () => writeFileSync(path, JSON.stringify(costsSoFar())));
}

/** What a process wrote; undefined where it ended otherwise. */
export function readCosts(path: string): Costs | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}
