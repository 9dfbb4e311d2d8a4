/** The hooks of `.githooks`, switched on as CONTRIBUTING.md says, in a repository that has them and a small chronology. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { eventText, minimalFiles } from './support/chronologies.ts';
import { environment, noGit, type Repository, repository } from './support/repository.ts';
import { ROOT } from './support/root.ts';

const SWITCHED_ON = /`git (config core\.hooksPath \.githooks)`/.exec(
  readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'),
)?.[1];

/** One commit with a chronology of one event, and the hooks switched on after it. */
function repositoryWithHooks(): Repository {
  const made = repository();
  const events = [...minimalFiles({ held: {} })].map(([path, text]) => [`events/${path}`, text] as const);
  made.commit([...events, ['.gitignore', '/node_modules\n/src\n/test\n'], ['.tool.mjs', 'export const number = 1;\n']]);
  for (const file of ['package.json', '.biome.json']) copyFileSync(join(ROOT, file), join(made.root, file));
  cpSync(join(ROOT, '.githooks'), join(made.root, '.githooks'), { recursive: true });
  for (const folder of ['node_modules', 'src', 'test'])
    symlinkSync(join(ROOT, folder), join(made.root, folder), 'junction');
  assert.ok(SWITCHED_ON, 'CONTRIBUTING.md says how the hooks are switched on');
  made.git(...SWITCHED_ON.split(' '));
  return made;
}

/** Whether git took the commit of these files, and what it and the hook said. */
function commit({ root }: Repository, ...files: string[]): { isTaken: boolean; said: string } {
  const run = (...args: string[]) => spawnSync('git', args, { cwd: root, env: environment, encoding: 'utf8' });
  assert.equal(run('add', '--all', ...files).status, 0);
  const { status, stdout, stderr } = run('commit', '--quiet', '--message=A change');
  return { isTaken: status === 0, said: stdout + stderr };
}

describe('the hook before a commit', { skip: noGit }, () => {
  it('lints what is staged, and nothing else', () => {
    const repo = repositoryWithHooks();
    repo.write([
      ['.tool.mjs', 'export const number  = 2\n'],
      ['README.md', 'Words.\n'],
    ]);
    assert.ok(commit(repo, 'README.md').isTaken);
    const { isTaken, said } = commit(repo, '.tool.mjs');
    assert.equal(isTaken, false);
    assert.match(said, /\.tool\.mjs/);
    repo.write([['.tool.mjs', 'export const number = 2;\n']]);
    assert.ok(commit(repo, '.tool.mjs').isTaken);
  });

  it('holds the events against HEAD where one is staged', () => {
    const repo = repositoryWithHooks();
    const title = { en: 'Another title', ja: '別の題名' };
    repo.write([['events/events/held.yaml', eventText({ title })]]);
    const refused = commit(repo, 'events');
    assert.equal(refused.isTaken, false);
    assert.match(refused.said, /held\.yaml:3:1 {2}title: changed since HEAD without a new entry in `revisions`/);

    const revisions = [{ date: '2026-11-23', note: { en: 'Its title.', ja: '題名。' } }];
    repo.write([['events/events/held.yaml', eventText({ title, revisions })]]);
    const { isTaken, said } = commit(repo, 'events');
    assert.ok(isTaken, said);
  });
});
