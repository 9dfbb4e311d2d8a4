/** The program compiled, once for all tests that start it as a process of its own. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** Set by a run of many files for the processes that it starts: `dist` is made of the sources, and need not be looked at. */
const IS_BUILT = 'ANNALS_TEST_IS_BUILT';

/** The compiled `main.js`, which starts in half the time that TypeScript takes when it is run as it is. */
export function builtProgram(): string {
  if (process.env[IS_BUILT] === undefined) {
    execFileSync(process.execPath, [join(ROOT, '.build.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
    process.env[IS_BUILT] = 'yes';
  }
  return join(ROOT, 'dist', 'main.js');
}
