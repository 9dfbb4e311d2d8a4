/** The paths that pull requests and code scanning go by: below the root of the repository, wherever `check` is run. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repositoryPaths } from '../src/chronology/check/repository-path.ts';
import { scratchFolder } from './support/repository.ts';

const FILE = '2022/a.yaml';

describe('the path of a file in its repository', () => {
  const repository = scratchFolder();
  mkdirSync(join(repository, '.git'));
  mkdirSync(join(repository, 'years', 'events'), { recursive: true });

  it('is below the root, for a folder in it, for the root itself and behind a link', () => {
    const link = join(scratchFolder(), 'link');
    symlinkSync(join(repository, 'years'), link);
    assert.equal(repositoryPaths(join(repository, 'years', 'events'))(FILE), 'years/events/2022/a.yaml');
    assert.equal(repositoryPaths(`${repository}/`)(FILE), FILE);
    assert.equal(repositoryPaths(join(link, 'events'))(FILE), 'years/events/2022/a.yaml');
    // The working directory of tests is a repository as well.
    assert.equal(repositoryPaths('events')(FILE), 'events/2022/a.yaml');
  });

  it('is absolute for a folder that is in no repository, nor in the working directory', () => {
    const folder = scratchFolder();
    assert.equal(repositoryPaths(folder)(FILE), join(folder, FILE));
  });
});
