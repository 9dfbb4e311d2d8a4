/** A folder at a git revision says what the disk said when it was committed, wherever the folder is and whatever surrounds git. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { type FolderThen, loadFolderAt } from '../../src/chronology/check/git.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { eventText, minimalFiles } from '../support/chronologies.ts';
import { environment, noGit, type Repository, repository, scratchFolder } from '../support/repository.ts';

async function folderAt(folder: string, revision: string, env = environment): Promise<FolderThen> {
  const then = await loadFolderAt(folder, revision, env);
  assert.ok(then.ok, `refused: ${then.ok || then.fault}`);
  return then.value;
}

async function faultAt(folder: string, revision: string, env = environment): Promise<string> {
  const then = await loadFolderAt(folder, revision, env);
  assert.ok(!then.ok, 'not refused');
  return then.fault;
}

/** Files below a folder. */
function below(folder: string, files: Iterable<readonly [string, string]>): [path: string, text: string][] {
  return [...files].map(([path, text]) => [`${folder}/${path}`, text]);
}

const FILES = minimalFiles({ held: {}, other: { when: '2023' } });
const TEXTS = Object.fromEntries(FILES);

/** A repository with the folder `events` of these files, committed. */
function committed(files: Iterable<readonly [string, string]> = FILES): Repository {
  const repo = repository();
  repo.commit(below('events', files));
  return repo;
}

describe('a folder at a revision', { skip: noGit }, () => {
  it('has the texts that it had on the disk, by the same rules for names', async () => {
    const repo = repository();
    repo.commit([
      ...below('events', FILES),
      ['events/2004/deep/er/äöü 日本 "quoted"\t.yaml', 'type: meeting'],
      ['events/empty.yaml', ''],
      ['events/windows.yaml', 'a: b\r\nc: d\r\n\r\n'],
      ['events/marked.yaml', '\uFEFFa: b\n'],
      ['events/.schema/event.yaml', 'hidden: true'],
      ['events/.hidden.yaml', 'hidden: true'],
      ['events/node_modules/annals/en.yaml', 'not: ours'],
      ['events/notes.md', 'Notes.'],
      ['elsewhere/held.yaml', 'not: ours'],
      ['events-too.yaml', 'not: ours'],
    ]);
    const folder = join(repo.root, 'events');
    const onDisk = await loadFolder(folder);
    const { files, unread, commit, isShallow } = await folderAt(folder, 'HEAD');
    assert.ok(files.has('2004/deep/er/äöü 日本 "quoted"\t.yaml'));
    assert.deepEqual(new Map([...files].sort()), new Map([...onDisk.files].sort()));
    assert.deepEqual([...unread], []);
    assert.equal(commit, repo.git('rev-parse', 'HEAD').trim());
    assert.equal(isShallow, false);
  });

  it('is that of the revision, not of the disk or the index', async () => {
    const repo = committed();
    const folder = join(repo.root, 'events');
    repo.commit([['events/events/held.yaml', 'second']]);
    repo.write([['events/events/held.yaml', 'third']]);
    repo.git('add', '--all');
    repo.write([
      ['events/events/held.yaml', 'fourth'],
      ['events/events/other.yaml', undefined],
    ]);
    assert.deepEqual(Object.fromEntries((await folderAt(folder, 'HEAD~1')).files), TEXTS);
    assert.deepEqual(Object.fromEntries((await folderAt(folder, 'HEAD')).files), {
      ...TEXTS,
      'events/held.yaml': 'second',
    });
  });

  it('is read by any name of a commit', async () => {
    const repo = committed();
    const commit = repo.git('rev-parse', 'HEAD').trim();
    repo.git('tag', '--annotate', '--message=A tag', 'v1');
    repo.git('branch', 'other');
    for (const name of [
      'HEAD',
      'main',
      'other',
      'v1',
      'refs/tags/v1',
      commit,
      commit.slice(0, 8),
      'HEAD^{/A change}',
      '@',
    ])
      assert.equal((await folderAt(join(repo.root, 'events'), name)).commit, commit, name);
  });

  it('is found by the words of a commit', async () => {
    const repo = committed();
    const subject = repo.git('log', '-1', '--format=%s').trim();
    const { commit } = await folderAt(join(repo.root, 'events'), `:/${subject}`);
    assert.equal(commit, repo.git('rev-parse', 'HEAD').trim());
  });

  it('may be the root of the repository, deep inside it, relative to where the command runs, or behind a link', async () => {
    const root = repository();
    root.commit(FILES);
    assert.deepEqual(Object.fromEntries((await folderAt(root.root, 'HEAD')).files), TEXTS);

    const repo = repository();
    repo.commit(below('a/-b/c d', FILES));
    const link = join(scratchFolder(), 'link');
    symlinkSync(join(repo.root, 'a', '-b', 'c d'), link);
    for (const folder of [join(repo.root, 'a', '-b', 'c d'), `${repo.root}/a/../a/-b/c d/`, link])
      assert.deepEqual(Object.fromEntries((await folderAt(folder, 'HEAD')).files), TEXTS, folder);
    assert.deepEqual(Object.fromEntries((await folderAt(relative(process.cwd(), link), 'HEAD')).files), TEXTS);
  });

  it('had nothing where it was not there yet', async () => {
    const repo = repository();
    repo.commit([['README', 'Nothing yet.']]);
    mkdirSync(join(repo.root, 'events'));
    const { files, unread, used } = await folderAt(join(repo.root, 'events'), 'HEAD');
    assert.deepEqual([files.size, unread.size, used.size], [0, 0, 0]);
  });

  it('says what was no text: links, other repositories, and what is not UTF-8', async () => {
    const repo = committed();
    const inner = repository(join(repo.root, 'events', 'inner'));
    inner.commit([['x.yaml', 'a: b']]);
    symlinkSync('events/held.yaml', join(repo.root, 'events', 'linked.yaml'));
    symlinkSync('events', join(repo.root, 'events', 'folder'));
    repo.commit([['events/latin.yaml', Uint8Array.from([0x61, 0x3a, 0x20, 0xe9])]]);
    const { files, unread } = await folderAt(join(repo.root, 'events'), 'HEAD');
    assert.deepEqual(Object.fromEntries([...unread].sort()), {
      folder: 'a link',
      inner: 'a repository of its own',
      'latin.yaml': 'not UTF-8',
      'linked.yaml': 'a link',
    });
    assert.deepEqual(Object.fromEntries(files), TEXTS);
  });

  it('of thousands of files and of large ones comes whole', async () => {
    const files = new Map(Array.from({ length: 3000 }, (_, n) => [`event-${n}.yaml`, eventText({ when: String(n) })]));
    files.set('large.yaml', `a: ${'日本\n\n'.repeat(400_000)}`);
    const repo = committed(files);
    const then = await folderAt(join(repo.root, 'events'), 'HEAD');
    assert.equal(then.files.size, 3001);
    assert.deepEqual(new Map([...then.files].sort()), new Map([...files].sort()));
    assert.equal(then.used.size, 3001);
  });

  it('is not taken from the repository that a hook is at work on', async () => {
    const repo = committed();
    const other = committed(minimalFiles({ foreign: {} }));
    const env = {
      ...environment,
      GIT_DIR: join(other.root, '.git'),
      GIT_WORK_TREE: other.root,
      GIT_INDEX_FILE: join(other.root, '.git', 'index'),
      GIT_OBJECT_DIRECTORY: join(other.root, '.git', 'objects'),
      GIT_COMMON_DIR: join(other.root, '.git'),
      GIT_PREFIX: 'events/',
    };
    assert.deepEqual(Object.fromEntries((await folderAt(join(repo.root, 'events'), 'HEAD', env)).files), TEXTS);
    const bare = { ...environment, GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index.lock', GIT_LITERAL_PATHSPECS: '1' };
    assert.deepEqual(Object.fromEntries((await folderAt(join(repo.root, 'events'), 'HEAD', bare)).files), TEXTS);
  });
});

describe('the slugs used', { skip: noGit }, () => {
  const slugsAt = async (repo: Repository, revision = 'HEAD', folder = 'events') =>
    Object.fromEntries([...(await folderAt(join(repo.root, folder), revision)).used].sort());

  it('are those there, and those deleted before, with their last path', async () => {
    const repo = repository();
    repo.commit([
      ['events/2004/kept.yaml', 'a'],
      ['events/2004/gone.yaml', 'b'],
      ['elsewhere/foreign.yaml', 'c'],
    ]);
    repo.commit([
      ['events/2004/gone.yaml', undefined],
      ['events/2005/gone.yaml', 'b'],
    ]);
    repo.commit([['events/2005/gone.yaml', undefined]]);
    assert.deepEqual(await slugsAt(repo), { gone: '2005/gone.yaml', kept: '2004/kept.yaml' });
    assert.deepEqual(await slugsAt(repo, 'HEAD~2'), { gone: '2004/gone.yaml', kept: '2004/kept.yaml' });
  });

  it('are those of renamed files, too', async () => {
    const repo = repository();
    repo.commit([['events/before.yaml', eventText()]]);
    repo.git('mv', 'events/before.yaml', 'events/after.yaml');
    repo.commit();
    assert.deepEqual(await slugsAt(repo), { after: 'after.yaml', before: 'before.yaml' });
  });

  it('are those of branches that deleted them before they were merged', async () => {
    const repo = repository();
    repo.commit([['events/first.yaml', 'a']]);
    repo.git('checkout', '--quiet', '-b', 'side');
    repo.commit([['events/on-side.yaml', 'b']]);
    repo.commit([['events/on-side.yaml', undefined]]);
    repo.git('checkout', '--quiet', 'main');
    repo.commit([['README', 'Something.']]);
    repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'side');
    assert.equal(repo.git('rev-list', '--merges', '--count', 'HEAD').trim(), '1');
    assert.deepEqual(Object.keys(await slugsAt(repo)), ['first', 'on-side']);
  });

  it('are those that a merge brought in itself', async () => {
    const repo = repository();
    repo.commit([['events/first.yaml', 'a']]);
    repo.git('checkout', '--quiet', '-b', 'side');
    repo.commit([['SIDE', 'Something.']]);
    repo.git('checkout', '--quiet', 'main');
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
    repo.commit([['events/by-merge.yaml', 'c']]);
    assert.equal(repo.git('rev-list', '--merges', '--count', 'HEAD').trim(), '1');
    repo.commit([['events/by-merge.yaml', undefined]]);
    assert.deepEqual(Object.keys(await slugsAt(repo)), ['by-merge', 'first']);
  });

  it('are not those that only other branches had, nor hidden files', async () => {
    const repo = repository();
    repo.commit([
      ['events/first.yaml', 'a'],
      ['events/.schema/event.yaml', 'b'],
      ['events/notes.md', 'c'],
    ]);
    repo.git('checkout', '--quiet', '-b', 'side');
    repo.commit([['events/on-side.yaml', 'b']]);
    repo.git('checkout', '--quiet', 'main');
    assert.deepEqual(Object.keys(await slugsAt(repo)), ['first']);
  });

  it('are told as far as a shallow history goes, and that it is shallow', async () => {
    const repo = repository();
    repo.commit([['events/gone.yaml', 'a']]);
    repo.commit([
      ['events/gone.yaml', undefined],
      ['events/kept.yaml', 'b'],
    ]);
    const clone = join(scratchFolder(), 'clone');
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.root}`, clone);
    const { used, isShallow } = await folderAt(join(clone, 'events'), 'HEAD');
    assert.deepEqual([[...used.keys()], isShallow], [['kept'], true]);
    assert.equal(
      await faultAt(join(clone, 'events'), 'HEAD~1'),
      `no git revision HEAD~1 in the repository of ${clone}/events; the history is shallow, and \`git fetch --unshallow\` gets the rest`,
    );
  });
});

describe('what is refused', { skip: noGit }, () => {
  it('is a revision that is none, or that is no commit', async () => {
    const repo = committed();
    const folder = join(repo.root, 'events');
    for (const name of ['nope', 'HEAD~7', 'HEAD:events', 'HEAD..main', '', ' ', 'a b', '$(id)', '0123456789'])
      assert.equal(await faultAt(folder, name), `no git revision ${name} in the repository of ${folder}`);
    const unborn = repository();
    assert.match(await faultAt(unborn.root, 'HEAD'), /^no git revision HEAD /);
  });

  it('is what leaves a commit out', async () => {
    const repo = committed();
    assert.match(await faultAt(join(repo.root, 'events'), '^HEAD'), /^no git revision \^HEAD in the repository of /);
  });

  it('is an option in the place of a revision', async () => {
    const folder = join(committed().root, 'events');
    for (const name of ['-x', '--all', '--help', '--git-dir', '--output=out'])
      assert.equal(await faultAt(folder, name), `no git revision ${name} in the repository of ${folder}`);
  });

  it('is a folder in no repository, and one in a repository’s own folder', async () => {
    const folder = scratchFolder();
    assert.match(await faultAt(folder, 'HEAD'), new RegExp(`^${folder} is in no git repository \\(fatal: `));
    const inside = join(committed().root, '.git', 'refs');
    assert.equal(await faultAt(inside, 'HEAD'), `${inside} is in no git repository`);
  });

  it('is a repository that lacks an object', async () => {
    const repo = committed();
    const object = repo.git('rev-parse', 'HEAD:events/events/held.yaml').trim();
    repo.write([[`.git/objects/${object.slice(0, 2)}/${object.slice(2)}`, undefined]]);
    assert.match(await faultAt(join(repo.root, 'events'), 'HEAD'), new RegExp(`^git cannot read object ${object} \\(`));
  });
});

describe('without git', () => {
  it('nothing is read, and the reason is told', async () => {
    const fault = await faultAt(scratchFolder(), 'HEAD', { PATH: scratchFolder() });
    assert.equal(fault, 'git is not installed');
  });
});
