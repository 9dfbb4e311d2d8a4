/** A folder on which nothing more can be written: a small disk of its own where this user may mount one, else a bound on files. */
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Start } from './command.ts';
import { scratchFolder } from './repository.ts';

export interface FullDisk {
  readonly folder: string;
  /** How a process is started for which it is full. */
  readonly how: Start;
  /** What the system says then. */
  readonly code: 'ENOSPC' | 'EFBIG';
}

export function fullDisk(): FullDisk {
  const folder = scratchFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]);
  if (mounted.status === 0) {
    after(() => execFileSync('umount', ['-l', folder]));
    writeFileSync(join(folder, 'others'), Buffer.alloc(60 * 1024));
    return { folder, how: {}, code: 'ENOSPC' };
  }
  // Without the trap, the signal of the system ends the process.
  return { folder, how: { first: "trap '' XFSZ; ulimit -f 1" }, code: 'EFBIG' };
}
