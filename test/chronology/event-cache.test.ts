/** A cache of parsed events is never believed where it is damaged, foreign or old: then files are parsed again. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { Listing, type Stamp } from '../../src/chronology/files/listing.ts';
import { hashOf } from '../../src/chronology/folder/event-cache.ts';
import { eventFilesOf } from '../../src/chronology/folder/folder.ts';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { KnownEvents, VocabularyFiles } from '../../src/chronology/folder/known-events.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { atOnce } from '../../src/slices.ts';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { scratchFolder } from '../support/repository.ts';

const SLUGS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta'];

/** Later than every stamp by more than clocks of disks are coarse. */
const later = () => Date.now() + 10_000;

function folderOf(slugs: readonly string[] = SLUGS): EditedFolder {
  return new EditedFolder(
    Object.fromEntries(slugs.map((slug) => [slug, eventText({ title: { en: slug, ja: `「${slug}」` } })])),
  );
}

interface Options {
  readonly writesCache?: boolean;
  readonly warnings?: string[];
  readonly now?: () => number;
}

/** A reader that has read once, as after a start. */
async function started(folder: EditedFolder, cacheFolder: string, { warnings, now = later, ...options }: Options = {}) {
  const warn = (message: string) => (warnings ? warnings.push(message) : assert.fail(message));
  const reader = new FolderReader(folder.root, { cacheFolder, entriesALine: 1, ...options, now, warn });
  return { reader, reading: await reader.read() };
}

/** A cache that is written, and where. */
async function cacheOf(folder: EditedFolder): Promise<{ cacheFolder: string; file: string }> {
  const cacheFolder = scratchFolder();
  const { reader } = await started(folder, cacheFolder);
  // A further reading begins when all is written.
  await reader.read();
  return { cacheFolder, file: fileIn(cacheFolder) };
}

function fileIn(cacheFolder: string): string {
  const names = readdirSync(cacheFolder);
  assert.equal(names.length, 1, names.join());
  assert.match(names[0] ?? '', /^events-[\w-]{16}\.jsonl$/);
  return join(cacheFolder, names[0] ?? '');
}

/** A line as the cache writes it. */
function lineOf(json: string): string {
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}`;
}

/** That a start reads what the folder says, having parsed so many files; and the next one, from what was written then, none. */
async function assertStarts(folder: EditedFolder, cacheFolder: string, parsedCount: number): Promise<void> {
  const loaded = await loadFolder(folder.root);
  for (const count of [parsedCount, 0]) {
    const { reader, reading } = await started(folder, cacheFolder);
    assert.deepEqual([reading.chronology, reading.problems], [loaded.chronology, []]);
    assert.equal(reading.parsedCount, count);
    await reader.read();
  }
}

const folder = folderOf();
const { file } = await cacheOf(folder);
const written = readFileSync(file);
const lines = written.toString('utf8').split('\n').slice(0, -1);

/** A cache folder whose file has other contents. */
function cacheWith(bytes: Buffer | string): string {
  const cacheFolder = scratchFolder();
  writeFileSync(join(cacheFolder, file.split('/').at(-1) ?? ''), bytes);
  return cacheFolder;
}

/** The slugs whose entries stand in these bytes as they were written, under a header that does. */
function intactIn(bytes: Buffer): number {
  const [header, ...entries] = bytes.toString('latin1').split('\n').slice(0, -1);
  const known = written.toString('latin1').split('\n').slice(0, -1);
  if (header !== known[0]) return 0;
  return new Set(entries.filter((line) => known.slice(1).includes(line))).size;
}

describe('a cache', () => {
  it('is one file, named after the folder, of a header and a line for each event', () => {
    assert.equal(lines.length, 1 + SLUGS.length);
    for (const line of lines) assert.equal(line, lineOf(line.slice(9)));
    assert.match(lines[0] ?? '', /^[0-9a-f]{8} \{"name":"annals 1 [\w-]{43} [\w-]{43}","vocabulary":\{"settings":/);
  });

  it('in which bytes were changed gives what is left of it', async () => {
    const changes = fc.array(fc.tuple(fc.nat(written.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (flips) => {
        const bytes = Buffer.from(written);
        for (const [at, bits] of flips) bytes[at] = (bytes[at] ?? 0) ^ bits;
        await assertStarts(folder, cacheWith(bytes), SLUGS.length - intactIn(bytes));
      }),
      { numRuns: 20 },
    );
  });

  it('that was torn off gives what is left of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(written.length - 1), async (length) => {
        const bytes = written.subarray(0, length);
        await assertStarts(folder, cacheWith(bytes), SLUGS.length - intactIn(bytes));
      }),
      { numRuns: 15 },
    );
  });

  it('whose lines are in another order, or there twice, gives all that it has under its header', async () => {
    const others = fc.shuffledSubarray([...lines.slice(1), ...lines.slice(1), ...lines.slice(0, 1)]);
    await fc.assert(
      fc.asyncProperty(others, async (some) => {
        const bytes = Buffer.from(`${[lines[0], ...some].join('\n')}\n`);
        await assertStarts(folder, cacheWith(bytes), SLUGS.length - intactIn(bytes));
      }),
      { numRuns: 10 },
    );
  });

  for (const [what, bytes] of [
    ['an empty one', ''],
    ['one of anything else', 'once upon a time\n'.repeat(3)],
    ['one of zero bytes, as a disk has it after its power went', Buffer.alloc(written.length)],
    ['one of checksums of nothing', '00000000\n00000000 \n'.repeat(3)],
    ['one whose entries come without a header', `${lines.slice(1).join('\n')}\n`],
    ['one without an end of its only line', 'x'.repeat(3_000_000)],
  ] as const)
    it(`is rebuilt from ${what}`, () => assertStarts(folder, cacheWith(bytes), SLUGS.length));

  it('with lines that say nothing after its header gives the others', () =>
    assertStarts(folder, cacheWith(`${[lines[0], '00000000', '', lineOf('7'), ...lines.slice(1)].join('\n')}\n`), 0));

  it('of other code, or of another vocabulary, is rebuilt', async () => {
    const [, name = '', code = '', vocabulary = ''] = /"(annals 1) (\S+) (\S+)"/.exec(lines[0] ?? '') ?? [];
    const said = JSON.parse(lines[0]?.slice(9) ?? '') as { readonly name: string };
    for (const header of [
      `${name} ${vocabulary} ${vocabulary}`,
      `${name} ${code} ${code}`,
      `annals 0 ${code} ${vocabulary}`,
    ])
      await assertStarts(
        folder,
        cacheWith(`${[lineOf(JSON.stringify({ ...said, name: header })), ...lines.slice(1)].join('\n')}\n`),
        SLUGS.length,
      );
  });

  it('of another folder gives only what the file there says as well', async () => {
    const other = new EditedFolder({
      alpha: eventText({ title: { en: 'alpha', ja: '「alpha」' } }),
      beta: eventText(),
    });
    const { file: own } = await cacheOf(other);
    assert.notEqual(own.split('/').at(-1), file.split('/').at(-1), 'each folder has a cache of its own');
    const cacheFolder = scratchFolder();
    writeFileSync(join(cacheFolder, own.split('/').at(-1) ?? ''), written);
    await assertStarts(other, cacheFolder, 1);
  });

  it('is not believed where the file was written since', async () => {
    const edited = folderOf();
    const { cacheFolder } = await cacheOf(edited);
    edited.write('events/beta.yaml', eventText({ title: { en: 'beta', ja: '「BETA」' } }));
    await assertStarts(edited, cacheFolder, 1);
  });

  it('that cannot be written is told of once, and everything is read all the same', async () => {
    const file = join(scratchFolder(), 'file');
    writeFileSync(file, '');
    const taken = scratchFolder();
    const changing = folderOf();
    mkdirSync(join(taken, nameFor(changing)));
    for (const [cacheFolder, code] of [
      [taken, 'EISDIR'],
      [file, 'EEXIST'],
      [join(file, 'cache'), 'ENOTDIR'],
    ] as const) {
      const warnings: string[] = [];
      const { reader, reading } = await started(changing, cacheFolder, { warnings });
      assert.equal(reading.parsedCount, SLUGS.length);
      for (const title of ['One', 'Two', 'Three']) {
        changing.write('events/alpha.yaml', eventText({ title: { en: `${title} ${code}`, ja: title } }));
        const { chronology, parsedCount } = await reader.read();
        assert.deepEqual([chronology, parsedCount], [(await loadFolder(changing.root)).chronology, 1]);
      }
      await reader.read();
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0]?.startsWith(`parsed events cannot be kept for the next start: ${code}`), warnings[0]);
    }
    assert.deepEqual(readdirSync(taken), [nameFor(changing)], 'nothing half written is left');
  });

  it('that is deleted while it is used is there again after the next change', async () => {
    const changing = folderOf();
    const cacheFolder = scratchFolder();
    const { reader } = await started(changing, cacheFolder);
    await reader.read();
    rmSync(fileIn(cacheFolder));
    changing.write('events/alpha.yaml', eventText());
    await reader.read();
    await reader.read();
    await assertStarts(changing, cacheFolder, 0);
  });

  it('that another version of the program has made its own meanwhile is not added to', async () => {
    const changing = folderOf();
    const cacheFolder = scratchFolder();
    const { reader } = await started(changing, cacheFolder);
    await reader.read();
    const own = fileIn(cacheFolder);
    const header = JSON.stringify(`annals 1 ${hashOf('other code')} ${hashOf('a vocabulary')}`);
    const foreign = `${lineOf(header)}\n`;
    writeFileSync(own, foreign);
    changing.write('events/alpha.yaml', eventText());
    await reader.read();
    await reader.read();
    const now = readFileSync(own, 'utf8');
    assert.ok(!now.startsWith(foreign), 'it is a whole one of ours again');
    await assertStarts(changing, cacheFolder, 0);
  });

  it('stays bounded, however often files change', async () => {
    const changing = folderOf(['alpha', 'beta']);
    const cacheFolder = scratchFolder();
    const { reader } = await started(changing, cacheFolder);
    let most = 0;
    for (let edit = 0; edit < 120; edit += 1) {
      writeFileSync(
        join(changing.root, 'events', 'alpha.yaml'),
        eventText({ title: { en: `Title ${edit}`, ja: '題名' } }),
      );
      assert.equal((await reader.read()).parsedCount, 1);
      await reader.read();
      most = Math.max(most, readFileSync(fileIn(cacheFolder), 'utf8').split('\n').length);
    }
    assert.ok(most > 50 && most < 110, `${most} lines`);
    await assertStarts(changing, cacheFolder, 0);
  });

  it('takes many events that became known at once in as many lines as ever, each of them quick to read', async () => {
    const changing = folderOf();
    const cacheFolder = scratchFolder();
    const { reader } = await started(changing, cacheFolder);
    for (const path of SLUGS.keys()) changing.do({ kind: 'touch', file: path });
    await reader.read();
    changing.write('events/alpha.yaml', eventText({ title: { en: 'Another', ja: '別' } }));
    await reader.read();
    await reader.written();
    const [, ...entries] = readFileSync(fileIn(cacheFolder), 'utf8').split('\n').slice(0, -1);
    assert.deepEqual(
      entries.map((line) => (JSON.parse(line.slice(9)) as unknown[]).length),
      entries.map(() => 1),
    );
    assert.equal(entries.length, SLUGS.length * 2);
    await assertStarts(changing, cacheFolder, 0);
  });

  it('takes away what processes left that were killed as they wrote it, and nothing that may still be written', async () => {
    const cacheFolder = scratchFolder();
    const name = file.split('/').at(-1) ?? '';
    const [leftOver, underWay, foreign] = [`${name}.4711`, `${name}.4712`, 'events-of-others.jsonl.4713'];
    for (const other of [leftOver, underWay, foreign]) writeFileSync(join(cacheFolder, other), 'torn');
    for (const other of [leftOver, foreign]) utimesSync(join(cacheFolder, other), 1, 1);
    const { reader } = await started(folder, cacheFolder);
    await reader.written();
    assert.deepEqual(readdirSync(cacheFolder).sort(), [name, underWay, foreign].sort());
  });

  it('is read by processes that do not write it, while another one does', async () => {
    const changing = folderOf();
    const cacheFolder = scratchFolder();
    const first = await started(changing, cacheFolder);
    await first.reader.read();
    const other = await started(changing, cacheFolder, { writesCache: false });
    assert.equal(other.reading.parsedCount, 0);
    const before = readFileSync(fileIn(cacheFolder));
    changing.write('events/alpha.yaml', eventText());
    assert.equal((await other.reader.read()).parsedCount, 1);
    await other.reader.read();
    assert.deepEqual(readFileSync(fileIn(cacheFolder)), before);
    assert.equal((await first.reader.read()).parsedCount, 1);
    await first.reader.read();
    assert.equal((await started(changing, cacheFolder, { writesCache: false })).reading.parsedCount, 0);
  });

  it('has what was parsed while another file had problems', async () => {
    const changing = folderOf();
    const cacheFolder = scratchFolder();
    const { reader } = await started(changing, cacheFolder);
    changing.write('events/alpha.yaml', eventText());
    changing.write('events/beta.yaml', eventText({ when: 'March 2023' }));
    assert.equal((await reader.read()).problems.length, 1);
    changing.write('events/beta.yaml', eventText({ when: '2023-03' }));
    assert.equal((await reader.read()).parsedCount, 1);
    await reader.read();
    await assertStarts(changing, cacheFolder, 0);
  });
});

/** The name of the cache of a folder. */
function nameFor({ root }: EditedFolder): string {
  return `events-${hashOf(root).slice(0, 16)}.jsonl`;
}

describe('the stamp of a file', () => {
  /** A disk whose clock stands still: whatever is written, the stamp is the same. */
  class StillListing extends Listing {
    readonly changedMilliseconds = 1_000_000;

    override stampOf(path: string): Stamp | undefined {
      return super.stampOf(path) && { text: 'the same', changedMilliseconds: this.changedMilliseconds };
    }
  }

  /** Whether a text of the same size, written at the same moment after a reading at this time, is noticed. */
  async function isNoticed(readMilliseconds: number): Promise<boolean> {
    const changing = folderOf(['alpha']);
    const listing = new StillListing(changing.root);
    atOnce(listing.read());
    const known = await KnownEvents.of(changing.root, listing, new VocabularyFiles(changing.root, listing), undefined);
    const files = new Map([['alpha', 'events/alpha.yaml']]);
    const slugs = new Set(['alpha']);
    const first = atOnce(known.compare(files, slugs, readMilliseconds));
    await known.parse(slugs, first, readMilliseconds);
    changing.write('events/alpha.yaml', eventText({ title: { en: 'ALPHA', ja: '「alpha」' } }));
    return atOnce(known.compare(files, slugs, readMilliseconds)).length > 0;
  }

  it('is trusted only where the file is older than clocks of disks are coarse', async () => {
    assert.deepEqual(
      [await isNoticed(1_000_000), await isNoticed(1_002_000), await isNoticed(1_002_001)],
      [true, true, false],
    );
  });

  it('of a file too young to be trusted is not kept', async () => {
    const young = folderOf(['alpha']);
    const stamps = async (now: () => number) => {
      const cacheFolder = scratchFolder();
      const { reader } = await started(young, cacheFolder, { now });
      await reader.read();
      const [, line = ''] = readFileSync(fileIn(cacheFolder), 'utf8').split('\n');
      return (JSON.parse(line.slice(9)) as [string, { stamp: string }][])[0]?.[1].stamp;
    };
    assert.equal(await stamps(() => Date.now() - 60_000), '');
    assert.match((await stamps(later)) ?? '', /^\d+ \d+ [\d.]+ [\d.]+$/);
  });

  it('is that of the vocabulary files too: they are read each time', async () => {
    const changing = folderOf(['alpha']);
    const { reader } = await started(changing, scratchFolder());
    const text = VOCABULARY['chronology.yaml'] ?? '';
    changing.write('chronology.yaml', text.replace('Small chronology', 'SMALL chronology'));
    const { chronology, parsedCount } = await reader.read(changing.takeTouched());
    assert.deepEqual([chronology?.vocabulary.settings.title.en, parsedCount], ['SMALL chronology', 1]);
    await reader.written();
  });
});

describe('the paths of a cache', () => {
  it('are those of event files', async () => {
    const paths = lines.slice(1).map((line) => (JSON.parse(line.slice(9)) as [string, unknown][])[0]?.[0]);
    const { files } = await loadFolder(folder.root);
    assert.deepEqual(paths, eventFilesOf(files.keys()));
  });
});
