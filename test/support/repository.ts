/** Git repositories in folders of their own, that know nothing of the machine's settings; and whether there is a git. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

/** Why tests that need git are skipped, or false where it is installed: `npm test` may not need a package of the system. */
export const noGit =
  spawnSync('git', ['--version']).status === 0 ? false : 'git is not installed: nothing here was tested; install it';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'annals-git-')));
after(() => rmSync(scratch, { recursive: true }));

/** What git takes from the environment: an author, no settings of the machine, and no repository around the scratch. */
export const GIT_ENV: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: scratch,
  GIT_AUTHOR_NAME: 'A curator',
  GIT_AUTHOR_EMAIL: 'curator@annals.example',
  GIT_COMMITTER_NAME: 'A curator',
  GIT_COMMITTER_EMAIL: 'curator@annals.example',
};

// As a hook, the tests are told of the repository that is being committed to.
const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));

/** The environment of a git that knows of the machine only where its programs are. */
export const environment: NodeJS.ProcessEnv = { ...Object.fromEntries(inherited), ...GIT_ENV };

/** An empty folder outside any repository. */
export function scratchFolder(): string {
  return mkdtempSync(join(scratch, 'folder-'));
}

export interface Repository {
  readonly root: string;
  /** Runs git in the root, and gives what it printed. */
  git(...args: string[]): string;
  /** Writes files by their paths below the root; without a text, deletes them. */
  write(files: Iterable<readonly [path: string, text: string | Uint8Array | undefined]>): void;
  /** Writes files, and commits all there is to commit; gives the commit's name. */
  commit(files?: Iterable<readonly [path: string, text: string | Uint8Array | undefined]>): string;
}

/** A repository without a commit. */
export function repository(root = scratchFolder()): Repository {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const write: Repository['write'] = (files) => {
    for (const [path, text] of files)
      if (text === undefined) rmSync(join(root, path), { recursive: true });
      else {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
  };
  mkdirSync(root, { recursive: true });
  git('init', '--quiet', '--initial-branch=main');
  return {
    root,
    git,
    write,
    commit(files = []) {
      write(files);
      git('add', '--all', '--force');
      git('commit', '--quiet', '--allow-empty', '--message=A change');
      return git('rev-parse', 'HEAD').trim();
    },
  };
}
