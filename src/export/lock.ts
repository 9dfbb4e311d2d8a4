/** A file by which one process at a time has a folder: it names the process and its host, and one that a process left behind is taken over. */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/** Who has a lock: `{"pid":4711,"host":"web1","id":"…"}`. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Of this lock alone: a process, and a number of one, may have several in its time. */
  readonly id: string;
}

/** The lock is another's, or nobody can tell whose it is. */
export class Locked extends Error {}

export interface Lock {
  release(): Promise<void>;
}

/** Those of this process. In a container each process has the number that the one before it had. */
const held = new Set<string>();

/**
 * Of several processes that lock at a time, one gets the lock.
 *
 * @throws Locked
 */
export async function lock(file: string): Promise<Lock> {
  const mine: Holder = { pid: process.pid, host: hostname(), id: randomUUID() };
  held.add(mine.id);
  try {
    await take(file, mine);
  } catch (error) {
    held.delete(mine.id);
    throw error;
  }
  return {
    async release() {
      // Whoever removed it by hand may have had another process take it.
      if ((await holderOf(file))?.id === mine.id) await unlink(file);
      held.delete(mine.id);
    },
  };
}

async function take(file: string, mine: Holder): Promise<void> {
  if (await isCreated(file, JSON.stringify(mine))) return;
  const holder = await holderOf(file);
  if (!holder || isHeld(holder)) throw new Locked(toldOf(holder));
  // Several may find the same lock left behind. One of them gets the claim to it; of these, whoever comes late finds another lock.
  const claim = `${file}.${holder.id}`;
  if (!(await isCreated(claim, JSON.stringify(mine)))) throw new Locked(toldOf(holder));
  try {
    const now = await holderOf(file);
    if (now?.id !== holder.id) throw new Locked(toldOf(now));
    await rename(claim, file);
  } finally {
    await rm(claim, { force: true });
  }
}

/** Whether there was no such file before. */
async function isCreated(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Undefined for a file that says nothing of a holder, or is no more. */
async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    const { pid, host, id } = JSON.parse(await readFile(file, 'utf8')) as Partial<Holder>;
    const isWhole = Number.isInteger(pid) && typeof host === 'string' && /^[\w-]+$/.test(String(id));
    return isWhole ? ({ pid, host, id } as Holder) : undefined;
  } catch {
    return undefined;
  }
}

/** Of another host nobody can say here which processes run there. */
function isHeld({ pid, host, id }: Holder): boolean {
  if (host !== hostname()) return true;
  return pid === process.pid ? held.has(id) : isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function toldOf(holder: Holder | undefined): string {
  return holder ? `by process ${holder.pid} on ${holder.host}` : 'by another process';
}
