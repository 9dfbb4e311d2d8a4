/** Reads a chronology's folder as it was at a commit, through the `git` of the machine. */
import { spawn } from 'node:child_process';
import { isForPrograms } from '../files/listing.ts';
import { type Parsed, parsed } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import type { FilesThen } from './since-revision.ts';

/** The folder at a commit. */
export interface FolderThen extends FilesThen {
  /** The commit's full name. */
  readonly commit: string;
  /** Whether history was cut off, so that slugs used before its oldest commits are not known. */
  readonly isShallow: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What git tells those whom it starts, such as hooks, of the repository that it is at work on: paths that need not be
 * right from the chronology's folder, which is in a repository of its own choosing.
 */
const REPOSITORY_AT_WORK =
  /^GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS)$/;

/** The chronology's folder at a git revision such as `HEAD` or `origin/main`, or why there is none to read. */
export async function loadFolderAt(
  folder: string,
  revision: string,
  environment: Environment,
): Promise<Parsed<FolderThen, string>> {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !REPOSITORY_AT_WORK.test(name)));
  // Git looks for the repository from its working directory upwards, and takes paths as below that directory.
  const git: Git = (args, input) => run(args, folder, env, input);
  try {
    return await read(git, folder, revision);
  } catch (error) {
    if (error instanceof GitFault) return { ok: false, fault: error.message };
    throw error;
  }
}

/** The name of one object; `^HEAD` is resolved to something else. */
const OBJECT = /^[0-9a-f]{40,64}$/;

async function read(git: Git, folder: string, revision: string): Promise<Parsed<FolderThen, string>> {
  const inside = await git(['rev-parse', '--is-inside-work-tree', '--is-shallow-repository']);
  const [isInside, shallow] = inside.stdout.toString().split('\n');
  if (inside.code !== 0 || isInside !== 'true')
    return { ok: false, fault: `${folder} is in no git repository${inside.said === '' ? '' : ` (${inside.said})`}` };
  const isShallow = shallow === 'true';

  // First what is named, then its commit: in `:/words` all that follows is searched for.
  const resolve = async (name: string) => {
    const { code, stdout } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
    const object = stdout.toString().trim();
    return code === 0 && OBJECT.test(object) ? object : undefined;
  };
  const named = await resolve(revision);
  const commit = named && (await resolve(`${named}^{commit}`));
  if (commit === undefined) {
    const cut = isShallow ? '; the history is shallow, and `git fetch --unshallow` gets the rest' : '';
    return { ok: false, fault: `no git revision ${revision} in the repository of ${folder}${cut}` };
  }
  const { texts, unread } = await filesOf(git, commit);
  return parsed({ name: revision, files: texts, unread, used: await slugsUsed(git, commit), commit, isShallow });
}

/** The texts of the folder's files in a commit, by the rules by which `load.ts` finds files on the disk. */
async function filesOf(
  git: Git,
  commit: string,
): Promise<{ texts: ReadonlyMap<string, string>; unread: ReadonlyMap<string, string> }> {
  const listed = await must(git, ['ls-tree', '-r', '-z', commit]);
  const blobs: { path: string; object: string }[] = [];
  const unread = new Map<string, string>();
  for (const line of listed.toString().split('\0')) {
    const [, mode, object = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode === undefined || path.split('/').some(isForPrograms)) continue;
    // What a link leads to may lie outside the folder, and outside the repository.
    if (mode === '120000') unread.set(path, 'a link');
    else if (mode === '160000') unread.set(path, 'a repository of its own');
    else if (path.endsWith('.yaml')) blobs.push({ path, object });
  }
  const texts = new Map<string, string>();
  const contents = await contentsOf(git, blobs);
  for (const [index, { path }] of blobs.entries())
    try {
      texts.set(path, new TextDecoder('utf-8', { fatal: true }).decode(contents[index]));
    } catch {
      unread.set(path, 'not UTF-8');
    }
  return { texts, unread };
}

/** The bytes of each object, all from one process. */
async function contentsOf(git: Git, blobs: readonly { object: string }[]): Promise<readonly Buffer[]> {
  if (blobs.length === 0) return [];
  const output = await must(git, ['cat-file', '--batch'], blobs.map(({ object }) => `${object}\n`).join(''));
  let at = 0;
  return blobs.map(({ object }) => {
    // Each is a line `<object> blob <size>`, as many bytes, and a line feed.
    const lineEnd = output.indexOf('\n', at);
    const header = output.toString('latin1', at, lineEnd);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
    if (size === undefined) throw new GitFault(`git cannot read object ${object} (${header})`);
    at = lineEnd + 1 + Number(size) + 1;
    return output.subarray(lineEnd + 1, at - 1);
  });
}

/** Slug → path of each event file that the commit or one before it brought in. */
async function slugsUsed(git: Git, commit: string): Promise<ReadonlyMap<string, string>> {
  // --full-history: a branch that added a file and deleted it again is part of history after its merge, too.
  const commits = await must(git, ['rev-list', '--full-history', commit, '--', '.']);
  // -m: a merge may bring in what neither side has. A renamed file counts as added, for diff-tree looks for no renames.
  const added = await must(
    git,
    [
      ...['diff-tree', '--stdin', '-r', '-m', '--root', '--no-commit-id', '--diff-filter=A'],
      ...['--name-only', '--relative', '-z'],
    ],
    commits,
  );
  const used = new Map<string, string>();
  // Newest first: of several paths the last one is told.
  for (const path of added.toString().split('\0')) {
    const { slug } = slugOf(path);
    if (path.endsWith('.yaml') && !path.split('/').some(isForPrograms) && !used.has(slug)) used.set(slug, path);
  }
  return used;
}

/** Git failed in a way that is neither the chronology's nor the program's. */
class GitFault extends Error {}

interface Answer {
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The first line of what git said of a failure. */
  readonly said: string;
}

type Git = (args: readonly string[], input?: string | Buffer) => Promise<Answer>;

/** What git answers to a command that has no reason to fail. */
async function must(git: Git, args: readonly string[], input?: string | Buffer): Promise<Buffer> {
  const { code, stdout, said } = await git(args, input);
  if (code !== 0) throw new GitFault(`git ${args[0]} failed (${said || `code ${code}`})`);
  return stdout;
}

function run(args: readonly string[], cwd: string, env: Environment, input: string | Buffer = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const git = spawn('git', args, { cwd, env });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    git.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    git.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A git that ends before it has read all of its input says why in its exit code.
    git.stdin.on('error', () => {});
    git.on('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new GitFault(code === 'ENOENT' ? 'git is not installed' : `git cannot be started (${code})`)),
    );
    git.on('close', (code) => {
      const [said = ''] = Buffer.concat(stderr).toString().trim().split('\n');
      resolve({ code, stdout: Buffer.concat(stdout), said });
    });
    git.stdin.end(input);
  });
}
