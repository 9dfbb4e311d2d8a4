/** The rooms of the program and the one direction between them: main → web → formats → chronology, without circles. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';

const SRC = join(import.meta.dirname, '..', 'src');
const ROOMS = ['chronology', 'formats', 'web', 'commands', 'main.ts'];

const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
  .sort();

/** File → the specifiers that it imports, types included. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    return [
      file,
      [...text.matchAll(/^(?:import|export)\b[^'";]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm)].map(
        (m) => m[1] ?? m[2] ?? m[3] ?? '',
      ),
    ];
  }),
);
const ours = new Map(
  [...imports].map(([file, specifiers]) => [
    file,
    specifiers.filter((s) => s.startsWith('.')).map((s) => join(dirname(file), s)),
  ]),
);
const packagesOf = (file: string) => (imports.get(file) ?? []).filter((s) => !s.startsWith('.'));
const roomOf = (file: string) => file.split('/')[0] ?? '';

describe('the rooms', () => {
  it('are these', () => {
    assert.deepEqual([...new Set(files.map(roomOf))].sort(), [...ROOMS].sort());
  });

  it('import each other in one direction', () => {
    for (const [file, targets] of ours)
      for (const target of targets) {
        assert.ok(files.includes(target), `${file} imports ${target}, which is not there`);
        assert.ok(ROOMS.indexOf(roomOf(target)) <= ROOMS.indexOf(roomOf(file)), `${file} imports upward: ${target}`);
      }
  });

  it('have no circle of imports', () => {
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): void => {
      assert.ok(!path.includes(file), `circle: ${[...path, file].join(' → ')}`);
      if (done.has(file)) return;
      for (const target of ours.get(file) ?? []) walk(target, [...path, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
  });

  it('leave the disk to those that read the folder, threads to parsing and git to git.ts in chronology/, and keep formats/ without disk, network, Express or luxon', () => {
    for (const file of files) {
      const packages = packagesOf(file);
      if (roomOf(file) === 'chronology') {
        const builtIn = packages.filter((name) => name.startsWith('node:'));
        assert.deepEqual(
          builtIn,
          {
            'chronology/checked-line.ts': ['node:zlib'],
            'chronology/event-cache.ts': ['node:crypto', 'node:fs', 'node:path'],
            'chronology/file-text.ts': ['node:fs', 'node:path'],
            'chronology/git.ts': ['node:child_process'],
            'chronology/listing.ts': ['node:fs', 'node:path'],
            'chronology/load.ts': ['node:fs/promises', 'node:path'],
            'chronology/parsing-thread.ts': ['node:worker_threads'],
            'chronology/parsing-threads.ts': ['node:os', 'node:path', 'node:worker_threads'],
            'chronology/watch.ts': ['node:fs', 'node:path'],
          }[file] ?? [],
          file,
        );
        if (file === 'chronology/search-index.ts') assert.deepEqual(packages, ['minisearch/SearchableMap']);
        else if (file === 'chronology/search.ts') assert.deepEqual(packages, ['typedfastbitset']);
        else if (file === 'chronology/event-index.ts') assert.deepEqual(packages, ['flatbush', 'typedfastbitset']);
        else
          for (const name of packages)
            assert.ok(
              ['luxon', 'zod', 'yaml', 'color-name'].includes(name) || name.startsWith('node:'),
              `${file}: ${name}`,
            );
      }
      if (roomOf(file) === 'formats')
        assert.deepEqual(
          packages,
          {
            'formats/bar-chart.ts': ['d3-scale'],
            'formats/ics-package.ts': ['color-name', 'ics'],
            'formats/json-ld.ts': ['schema-dts'],
            'formats/qr-code.ts': ['qr'],
            'formats/rss-package.ts': ['rss'],
            'formats/axis-pieces.ts': ['d3-time'],
            'formats/day-range.ts': ['d3-time'],
            'formats/time-axis.ts': ['d3-time'],
            'formats/type-colour.ts': ['color-name', 'culori', 'culori/require'],
          }[file] ?? [],
          file,
        );
      if (roomOf(file) === 'web')
        for (const name of packages) assert.ok(!['ics', 'rss', 'luxon'].includes(name), `${file}: ${name}`);
    }
  });

  it('read no clock, no chance and no zone of the machine outside main.ts', () => {
    for (const file of files.filter((name) => name !== 'main.ts')) {
      const text = readFileSync(join(SRC, file), 'utf8');
      // It says how long a slice lasts, and nothing of what comes of it.
      const withoutPace = file === 'chronology/slices.ts' ? text.replaceAll('performance.now()', '') : text;
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
    for (const file of files) assert.match(readFileSync(join(SRC, file), 'utf8'), /^\/\*\* [^\n]+\. ?\*\/\n/, file);
  });

  it('stand in the map of CONTRIBUTING.md, every file by name', () => {
    const guide = readFileSync(join(SRC, '..', 'CONTRIBUTING.md'), 'utf8');
    for (const file of files)
      assert.ok(guide.includes(`\`${file.split('/').at(-1)}\``), `${file} is not in CONTRIBUTING.md`);
    for (const [, name = ''] of guide.matchAll(/`([a-z0-9-]+\.ts)`/g))
      assert.ok(
        files.some((file) => file.endsWith(name)),
        `CONTRIBUTING.md names ${name}, which is not there`,
      );
  });
});
