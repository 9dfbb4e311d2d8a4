/** The rooms of the program as CONTRIBUTING.md lists them: one direction of imports, no circles, each package in its room. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from './support/root.ts';

const SRC = join(ROOT, 'src');
const MOST_FILES_IN_A_ROOM = 14;

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
  .sort();
const textOf = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));

/** File → the specifiers that it imports, types included. */
const imports = new Map(
  [...textOf].map(([file, text]) => [
    file,
    [...text.matchAll(/^(?:import|export)\b[^'";]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
      (m) => m[1] ?? m[2] ?? m[3] ?? '',
    ),
  ]),
);
const localImports = new Map(
  [...imports].map(([file, specifiers]) => [
    file,
    specifiers.filter((s) => s.startsWith('.')).map((s) => join(dirname(file), s)),
  ]),
);

/** The rows of the table under "Rooms": from the top floor down, each with the packages and modules of Node it may use. */
const rooms = [
  ...(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8').split('\n### Rooms\n')[1]?.split('\n### ')[0] ?? '').matchAll(
    /^\| `src\/([^`]*)` \| [^|]+ \|([^|]*)\|$/gm,
  ),
].map(([, name = '', uses = '']) => ({
  name: name.replace(/\/$/, ''),
  packages: [...uses.matchAll(/`([^`]+)`/g)].map(([, use = '']) => use),
}));
/** A file of the table by its own name, any other by its folder. */
const roomOf = (file: string) => rooms.findIndex(({ name }) => name === file || name === dirname(file));
const nameOf = (file: string) => rooms[roomOf(file)]?.name;

describe('the rooms', () => {
  it('stand in the table of CONTRIBUTING.md, and every file in one of them', () => {
    for (const file of files) assert.notEqual(roomOf(file), -1, `${file} is in no room of CONTRIBUTING.md`);
    for (const { name } of rooms)
      assert.ok(
        files.some((file) => nameOf(file) === name),
        `${name} has no file`,
      );
    assert.equal(new Set(rooms.map(({ name }) => name)).size, rooms.length);
  });

  it('have every file that CONTRIBUTING.md names', () => {
    const guide = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    const named = [...guide.matchAll(/`src\/([\w/-]+\.ts)`/g)].map(([, file = '']) => file);
    assert.ok(named.length > 15);
    for (const file of named) assert.ok(files.includes(file), `CONTRIBUTING.md names ${file}, which is not there`);
  });

  it('import from rooms further down the table only', () => {
    for (const [file, targets] of localImports)
      for (const target of targets) {
        assert.ok(files.includes(target), `${file} imports ${target}, which is not there`);
        assert.ok(roomOf(target) >= roomOf(file), `${file} imports upward: ${target}`);
      }
  });

  it('have no circle of imports', () => {
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      assert.ok(!path.includes(file), `circle: ${[...path, file].join(' → ')}`);
      if (done.has(file)) return;
      for (const target of localImports.get(file) ?? []) walk(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
  });

  it('use the packages and the modules of Node that the table gives them, and all of these', () => {
    for (const { name, packages } of rooms) {
      const used = files
        .filter((file) => nameOf(file) === name)
        .flatMap((file) => imports.get(file) ?? [])
        .filter((specifier) => !specifier.startsWith('.'))
        .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? '');
      assert.deepEqual([...new Set(used)].sort(), [...packages].sort(), `src/${name}`);
    }
  });

  it('import each package that is adapted in one file only', () => {
    for (const name of ['ics', 'rss', 'ejs', 'qr', 'culori', 'flatbush', 'csv-stringify'])
      assert.equal(
        files.filter((file) => imports.get(file)?.some((from) => from === name || from.startsWith(`${name}/`))).length,
        1,
        name,
      );
  });

  it(`hold at most ${MOST_FILES_IN_A_ROOM} files each`, () => {
    for (const { name } of rooms)
      assert.ok(files.filter((file) => nameOf(file) === name).length <= MOST_FILES_IN_A_ROOM, name);
  });

  it('read no clock, no chance and no zone of the machine outside main.ts', () => {
    for (const [file, text] of textOf) {
      // The name of a lock is in no output; two of one name, and two processes would take over one lock.
      if (file === 'main.ts' || file === 'export/lock.ts') continue;
      // It measures how long a slice has run, which decides nothing of what comes of it.
      const withoutPace = file === 'slices.ts' ? text.replaceAll('performance.now()', '') : text;
      assert.doesNotMatch(
        withoutPace,
        /Date\.now|new Date\(\)|Math\.random|randomUUID|DateTime\.(now|local)\(|performance\.now|process\.env/,
        file,
      );
    }
  });

  it('have no file named after nothing', () => {
    for (const file of files) assert.doesNotMatch(file, /(^|\/)(utils?|common|helpers?|types|manager|index|misc)\b/);
  });

  it('begin each file with one sentence on what it knows', () => {
    for (const [file, text] of textOf) assert.match(text, /^(#![^\n]+\n)?\/\*\* [^\n]+\. ?\*\/\n/, file);
  });
});
