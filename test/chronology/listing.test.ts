/** Which files a folder holds: hidden ones left out, links followed but not in circles, other extensions told of. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { Listing } from '../../src/chronology/files/listing.ts';
import { atOnce } from '../../src/slices.ts';
import { scratchFolder } from '../support/repository.ts';

function folderOf(...paths: readonly string[]): string {
  const root = scratchFolder();
  for (const path of paths) write(root, path);
  return root;
}

function write(root: string, path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
}

function listed(root: string): Listing {
  const listing = new Listing(root);
  atOnce(listing.read());
  return listing;
}

const filesOf = (listing: Listing) => atOnce(listing.files());

describe('a listing', () => {
  it('has the .yaml files of all folders, sorted, and tells of files that are likely meant', () => {
    const root = folderOf(
      'b.yaml',
      'a/c.yaml',
      'a/b/c.yaml',
      'a.yaml',
      'README.md',
      'x.yml',
      'a/y.json',
      'Z.YAML',
      'a/w.yaml.txt',
    );
    const listing = listed(root);
    assert.deepEqual(filesOf(listing), ['a.yaml', 'a/b/c.yaml', 'a/c.yaml', 'b.yaml']);
    assert.deepEqual([...listing.folders].sort(), ['', 'a', 'a/b']);
    assert.deepEqual(
      listing.problems().map(({ file, found, advice }) => [file, found, advice]),
      [
        ['Z.YAML', 'Z.YAML', 'z.yaml'],
        ['x.yml', 'x.yml', 'x.yaml'],
        ['a/w.yaml.txt', 'w.yaml.txt', 'w.yaml'],
        ['a/y.json', 'y.json', 'y.yaml'],
      ],
    );
  });

  it('tells of a file and of a folder whose names are not UTF-8, and reads what has the sign for a lost letter', (t) => {
    const root = folderOf('caf\ufffd.yaml', 'a.yaml');
    const at = (name: string) => Buffer.concat([Buffer.from(`${root}/`), Buffer.from(name, 'latin1')]);
    try {
      writeFileSync(at('caf\u00e9.yaml'), '');
      writeFileSync(at('r\u00e9sum\u00e9.txt'), '');
      mkdirSync(at('ann\u00e9e'));
    } catch {
      t.skip('this disk has names in UTF-8 alone');
      return;
    }
    const other = folderOf();
    renameSync(
      at('caf\u00e9.yaml'),
      Buffer.concat([Buffer.from(`${other}/`), Buffer.from('caf\u00e9.yaml', 'latin1')]),
    );
    assert.deepEqual(filesOf(listed(root)), ['a.yaml', 'caf\ufffd.yaml']);
    const told = [root, other].flatMap((folder) =>
      listed(folder)
        .problems()
        .map(({ file, message }) => [file, message]),
    );
    assert.deepEqual(told, [
      ['ann\ufffde', 'not read: its name is not in the encoding UTF-8'],
      ['caf\ufffd.yaml', 'not read: its name is not in the encoding UTF-8'],
    ]);
    assert.deepEqual(filesOf(listed(other)), []);
  });

  it('puts what is below a folder where the whole paths stand, whatever the folder is called', () => {
    const root = folderOf('a-b/x.yaml', 'a/b.yaml', 'a/b/c.yaml', 'a/b-c.yaml', 'a.yaml', 'a0/x.yaml', 'a/b.d/e.yaml');
    const paths = filesOf(listed(root));
    assert.deepEqual(paths, [...paths].sort());
    assert.equal(paths.length, 7);
  });

  it('hands over file by file, for a folder can have more than a call has room for', (t) => {
    const listing = listed(folderOf(...Array.from({ length: 300 }, (_, index) => `events/e-${index}.yaml`)));
    const { push } = Array.prototype;
    t.after(() => Object.assign(Array.prototype, { push }));
    let most = 0;
    Object.assign(Array.prototype, {
      push(this: unknown[], ...items: unknown[]) {
        most = Math.max(most, items.length);
        return push.apply(this, items);
      },
    });
    const { length } = filesOf(listing);
    assert.deepEqual([length, most], [300, 1]);
  });

  it('leaves hidden files and folders out', () => {
    assert.deepEqual(filesOf(listed(folderOf('.a.yaml', '.git/b.yaml', '.schema/c.json', 'd.yaml'))), ['d.yaml']);
  });

  it('leaves out what npm puts beside events where the program is installed in their folder', () => {
    const listing = listed(folderOf('a.yaml', 'node_modules/b/c.yaml', 'package.json', 'package-lock.json'));
    assert.deepEqual([filesOf(listing), listing.problems()], [['a.yaml'], []]);
  });

  it('follows links, and those that lead nowhere are files', () => {
    const root = folderOf('a.yaml');
    const elsewhere = folderOf('b.yaml', 'deep/c.yaml');
    symlinkSync(elsewhere, join(root, 'linked'));
    symlinkSync(join(elsewhere, 'b.yaml'), join(root, 'd.yaml'));
    symlinkSync(join(elsewhere, 'nothing'), join(root, 'e.yaml'));
    assert.deepEqual(filesOf(listed(root)), ['a.yaml', 'd.yaml', 'e.yaml', 'linked/b.yaml', 'linked/deep/c.yaml']);
  });

  it('tells of pipes, also behind links, for to read one would last for ever', {
    skip: process.platform === 'win32',
  }, () => {
    const root = folderOf('a.yaml');
    execFileSync('mkfifo', [join(root, 'pipe.yaml')]);
    symlinkSync('pipe.yaml', join(root, 'link.yaml'));
    const listing = listed(root);
    assert.deepEqual(filesOf(listing), ['a.yaml']);
    assert.deepEqual(
      listing.problems().map(({ file, message }) => [file, message]),
      ['link.yaml', 'pipe.yaml'].map((file) => [file, 'not read: no file but a pipe, a device or the like']),
    );
  });

  it('tells of folders with the name of a file, and reads nothing in them', () => {
    const listing = listed(folderOf('a.yaml', 'people.yaml/people.yaml', '2004/an-event.yml/an-event.yaml'));
    assert.deepEqual(filesOf(listing), ['a.yaml']);
    assert.deepEqual(
      listing.problems().map(({ file, message }) => [file, message]),
      ['people.yaml', '2004/an-event.yml'].map((file) => [file, 'not read: a folder with the name of a file']),
    );
  });

  it('does not go round in circles of links, also where each leads to another', () => {
    const root = folderOf('a/one.yaml', 'b/two.yaml');
    symlinkSync('..', join(root, 'a', 'up'));
    symlinkSync('../b', join(root, 'a', 'x'));
    symlinkSync('../a', join(root, 'b', 'y'));
    assert.deepEqual(filesOf(listed(root)), ['a/one.yaml', 'a/x/two.yaml', 'b/two.yaml', 'b/y/one.yaml']);
  });

  it('is right again after a folder could not be read, whatever was changed meanwhile', () => {
    const root = folderOf('a/one.yaml', 'b/two.yaml');
    const listing = listed(root);
    write(root, 'b/three.yaml');
    renameSync(root, `${root}.away`);
    assert.throws(() => atOnce(listing.read(new Set(['b', '']))), /ENOENT/);
    renameSync(`${root}.away`, root);
    rmSync(join(root, 'a', 'one.yaml'));
    const changes = atOnce(listing.read(new Set()));
    assert.equal(changes.needsFullReading, true, 'nothing that was known before may be built upon');
    assert.deepEqual(filesOf(listing), ['b/three.yaml', 'b/two.yaml']);
  });

  it('has a folder again that was gone when only it was looked at', () => {
    const root = folderOf('a/one.yaml');
    const listing = listed(root);
    rmSync(join(root, 'a'), { recursive: true });
    assert.equal(atOnce(listing.read(new Set(['a']))).needsFullReading, true);
    write(root, 'a/two.yaml');
    assert.deepEqual(atOnce(listing.read(new Set(['']))).added, ['a/two.yaml']);
    assert.deepEqual(filesOf(listing), ['a/two.yaml']);
  });
});
