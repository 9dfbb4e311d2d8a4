/** Reads a chronology's folder as it was at a commit, through the `git` of the machine. */
import { spawn } from 'node:child_process';
import { isPassedOver } from '../files/listing.ts';
import { type Parsed, parsed } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import type { FilesThen } from './since-revision.ts';

/** The folder at a commit. */
export interface FolderThen extends FilesThen {
  /** The commit's full name. */
  readonly commit: string;
  /** Whether the clone is shallow: slugs used before its oldest commits are then not known. */
  readonly isShallow: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Variables that git sets for its hooks and other children. They name the repository of the running command, which need not
 * be the repository of the chronology's folder, and hold paths relative to another working directory.
 */
const REPOSITORY_VARIABLES =
  /^GIT_(DIR|WORK_TREE|IMPLICIT_WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|REPLACE_REF_BASE|(LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS)$/;

/** The chronology's folder at a git revision such as `HEAD` or `origin/main`, or the reason why it cannot be read. */
export async function loadFolderAt(
  folder: string,
  revision: string,
  environment: Environment,
): Promise<Parsed<FolderThen, string>> {
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !REPOSITORY_VARIABLES.test(name)));
  // Git searches for the repository from its working directory upwards, and reads paths as relative to that directory.
  const git: Git = (args, input) => run(args, folder, env, input);
  try {
    return await read(git, folder, revision);
  } catch (error) {
    if (error instanceof GitFault) return { ok: false, fault: error.message };
    throw error;
  }
}

/** The hash of one object; `rev-parse` answers `^HEAD` with `^` and a hash, which is refused. */
const OBJECT_HASH = /^[0-9a-f]{40,64}$/;

async function read(git: Git, folder: string, revision: string): Promise<Parsed<FolderThen, string>> {
  const inside = await git(['rev-parse', '--is-inside-work-tree', '--is-shallow-repository']);
  const [isInside, shallow] = inside.stdout.toString().split('\n');
  if (inside.code !== 0 || isInside !== 'true')
    return {
      ok: false,
      fault: `${folder} is in no git repository${inside.errorLine === '' ? '' : ` (${inside.errorLine})`}`,
    };
  const isShallow = shallow === 'true';

  // Two steps, since `^{commit}` after `:/words` would be part of the text to search for: first the object, then its commit.
  const resolve = async (name: string) => {
    const { code, stdout } = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
    const object = stdout.toString().trim();
    return code === 0 && OBJECT_HASH.test(object) ? object : undefined;
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

/** The texts of the folder's files in a commit, by the rules by which `files/listing.ts` finds files on the disk. */
async function filesOf(
  git: Git,
  commit: string,
): Promise<{ texts: ReadonlyMap<string, string>; unread: ReadonlyMap<string, string> }> {
  const listed = await must(git, ['ls-tree', '-r', '-z', commit]);
  const blobs: { path: string; object: string }[] = [];
  const unread = new Map<string, string>();
  for (const line of listed.toString().split('\0')) {
    const [, mode, object = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    if (mode === undefined || isPassedOver(path)) continue;
    // The target of a link may be outside the folder or the repository.
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

/** The bytes of each object, read by one git process. */
async function contentsOf(git: Git, blobs: readonly { object: string }[]): Promise<readonly Buffer[]> {
  if (blobs.length === 0) return [];
  const output = await must(git, ['cat-file', '--batch'], blobs.map(({ object }) => `${object}\n`).join(''));
  let offset = 0;
  return blobs.map(({ object }) => {
    // Each object is a line `<object> blob <size>`, that many bytes, and a line feed.
    const lineEnd = output.indexOf('\n', offset);
    const header = output.toString('latin1', offset, lineEnd);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(header)?.[1];
    if (size === undefined) throw new GitFault(`git cannot read object ${object} (${header})`);
    offset = lineEnd + 1 + Number(size) + 1;
    return output.subarray(lineEnd + 1, offset - 1);
  });
}

/** Slug → path of each event file that the commit or an ancestor added. */
async function slugsUsed(git: Git, commit: string): Promise<ReadonlyMap<string, string>> {
  // --full-history: without it, git leaves out a merged branch that added a file and deleted it again.
  const commits = await must(git, ['rev-list', '--full-history', commit, '--', '.']);
  // -m: a merge may add a file that neither parent has. A renamed file counts as added: diff-tree detects no renames here.
  const added = await must(
    git,
    [
      ...['diff-tree', '--stdin', '-r', '-m', '--root', '--no-commit-id', '--diff-filter=A'],
      ...['--name-only', '--relative', '-z'],
    ],
    commits,
  );
  const used = new Map<string, string>();
  // Commits come newest first: of several paths of one slug, the latest is kept.
  for (const path of added.toString().split('\0')) {
    const { slug } = slugOf(path);
    if (path.endsWith('.yaml') && !isPassedOver(path) && !used.has(slug)) used.set(slug, path);
  }
  return used;
}

/** A failure of git itself, neither of the chronology nor of this program. */
class GitFault extends Error {}

interface Answer {
  readonly code: number | null;
  readonly stdout: Buffer;
  /** The first line of stderr. */
  readonly errorLine: string;
}

type Git = (args: readonly string[], input?: string | Buffer) => Promise<Answer>;

/** The output of a command that should not fail; throws a `GitFault` where it does. */
async function must(git: Git, args: readonly string[], input?: string | Buffer): Promise<Buffer> {
  const { code, stdout, errorLine } = await git(args, input);
  if (code !== 0) throw new GitFault(`git ${args[0]} failed (${errorLine || `code ${code}`})`);
  return stdout;
}

function run(args: readonly string[], cwd: string, env: Environment, input: string | Buffer = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const git = spawn('git', args, { cwd, env });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    git.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    git.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // Where git exits before it has read its input, writing fails (EPIPE); the exit code is reported instead.
    git.stdin.on('error', () => {});
    git.on('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new GitFault(code === 'ENOENT' ? 'git is not installed' : `git cannot be started (${code})`)),
    );
    git.on('close', (code) => {
      const [errorLine = ''] = Buffer.concat(stderr).toString().trim().split('\n');
      resolve({ code, stdout: Buffer.concat(stdout), errorLine });
    });
    git.stdin.end(input);
  });
}
