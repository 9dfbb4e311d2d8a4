/** A cache of parsed events is never believed where it is damaged, foreign or old: then files are parsed again. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { Listing, type Stamp } from '../../src/chronology/files/listing.ts';
import { EventFiles } from '../../src/chronology/folder/event-files.ts';
import { eventFilesOf } from '../../src/chronology/folder/folder.ts';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { hashOf } from '../../src/chronology/kept/text-hash.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf, eventText, VOCABULARY } from '../support/chronologies.ts';
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
  const reader = new FolderReader(folder.root, { cacheFolder, ...options, now, faults: new WriteFaults(warn) });
  return { reader, reading: await reader.read() };
}

/** A cache that is written, and where. */
async function cacheOf(folder: EditedFolder): Promise<{ cacheFolder: string; file: string }> {
  const cacheFolder = scratchFolder();
  const { reader } = await started(folder, cacheFolder);
  await reader.written();
  return { cacheFolder, file: fileIn(cacheFolder) };
}

function fileIn(cacheFolder: string): string {
  const names = readdirSync(cacheFolder);
  assert.equal(names.length, 1, names.join());
  assert.match(names[0] ?? '', /^events-[\w-]{16}\.jsonl$/);
  return join(cacheFolder, names[0] ?? '');
}

/** A cache of these lines, with the checksum that it has to have. */
function sealed(lines: readonly string[]): string {
  const content = lines.map((line) => `${line}\n`).join('');
  return `${content}${crc32(content).toString(16).padStart(8, '0')}`;
}

/** That a start reads what the folder says, having parsed so many files; and the next one, from what was written then, none. */
async function assertStarts(folder: EditedFolder, cacheFolder: string, parsedCount: number): Promise<void> {
  const loaded = await loadFolder(folder.root);
  for (const count of [parsedCount, 0]) {
    const { reader, reading } = await started(folder, cacheFolder);
    assert.deepEqual([reading.chronology, reading.problems], [loaded.chronology, []]);
    assert.equal(reading.parsedCount, count);
    await reader.written();
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

describe('a cache', () => {
  it('is one file, named after the folder, of a header and events, and a checksum of both', () => {
    assert.equal(written.toString('utf8'), sealed(lines));
    assert.match(lines[0] ?? '', /^\{"name":"annals 2 [\w-]{43}","key":"[\w-]{43}","vocabulary":\{"settings":/);
  });

  it('in which bytes were changed is as none', async () => {
    const changes = fc.array(fc.tuple(fc.nat(written.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (flips) => {
        const bytes = Buffer.from(written);
        for (const [at, bits] of flips) bytes[at] = (bytes[at] ?? 0) ^ bits;
        await assertStarts(folder, cacheWith(bytes), bytes.equals(written) ? 0 : SLUGS.length);
      }),
      { numRuns: 20 },
    );
  });

  it('that was torn off is as none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(written.length - 1), (length) =>
        assertStarts(folder, cacheWith(written.subarray(0, length)), SLUGS.length),
      ),
      { numRuns: 15 },
    );
  });

  for (const [what, bytes] of [
    ['an empty one', ''],
    ['one of anything else', 'once upon a time\n'.repeat(3)],
    ['one of zero bytes, as a disk has it after its power went', Buffer.alloc(written.length)],
    ['a checksum of nothing', sealed([])],
    ['a checksum of anything else', sealed(['once upon a time'])],
    ['one whose events come without a header', sealed(lines.slice(1))],
    ['one without an end of its only line', 'x'.repeat(3_000_000)],
  ] as const)
    it(`is rebuilt from ${what}`, () => assertStarts(folder, cacheWith(bytes), SLUGS.length));

  it('of other code is rebuilt', async () => {
    const said = JSON.parse(lines[0] ?? '') as { readonly name: string };
    for (const name of [`annals 2 ${hashOf('other code')}`, said.name.replace('annals 2', 'annals 1')])
      await assertStarts(
        folder,
        cacheWith(sealed([JSON.stringify({ ...said, name }), ...lines.slice(1)])),
        SLUGS.length,
      );
  });

  it('of another vocabulary still has the events, unless its languages or its time zone are others', async () => {
    const text = VOCABULARY['chronology.yaml'] ?? '';
    for (const [changed, parsedCount] of [
      [text.replace('Small chronology', 'SMALL chronology'), 0],
      [text.replace('Asia/Tokyo', 'Asia/Seoul'), SLUGS.length],
      [text.replace('[en, ja]', '[ja, en]'), SLUGS.length],
    ] as const) {
      const changing = folderOf();
      const { cacheFolder } = await cacheOf(changing);
      changing.write('chronology.yaml', changed);
      await assertStarts(changing, cacheFolder, parsedCount);
    }
    // Of a place, the zone alone is what events are read by, and those alone that are or were there.
    const places = `${VOCABULARY['places.yaml'] ?? ''}there:\n  name: { en: There, ja: そこ }\n`;
    for (const [more, parsedCount] of [
      ['elsewhere:\n  name: { en: Elsewhere, ja: よそ }\n  timeZone: Asia/Tashkent\n', 0],
      ['  timeZone: Europe/Berlin\n', 2],
    ] as const) {
      const changing = folderOf();
      changing.write('places.yaml', places);
      const revisions = [{ date: '2026-12-03', note: { en: 'Moved.', ja: '移動。' }, was: { place: 'there' } }];
      for (const [index, event] of [{ place: 'there' }, { revisions }].entries())
        changing.write(`events/${SLUGS[index]}.yaml`, eventText(event));
      const { cacheFolder } = await cacheOf(changing);
      changing.write('places.yaml', `${places}${more}`);
      await assertStarts(changing, cacheFolder, parsedCount);
    }
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
      // A folder that is there and takes none, where a recursive mkdir of Node never ends.
      ...(existsSync('/proc/self') ? ([['/proc/annals/cache', 'ENOENT']] as const) : []),
    ] as const) {
      const warnings: string[] = [];
      const { reader, reading } = await started(changing, cacheFolder, { warnings });
      assert.equal(reading.parsedCount, SLUGS.length);
      for (const title of ['One', 'Two', 'Three']) {
        changing.write('events/alpha.yaml', eventText({ title: { en: `${title} ${code}`, ja: title } }));
        const { chronology, parsedCount } = await reader.read();
        assert.deepEqual([chronology, parsedCount], [(await loadFolder(changing.root)).chronology, 1]);
        await reader.written();
      }
      assert.equal(warnings.length, 1);
      assert.ok(warnings[0]?.startsWith(`nothing can be kept for the next start: ${code}`), warnings[0]);
    }
    assert.deepEqual(readdirSync(taken), [nameFor(changing)], 'nothing half written is left');
  });

  it('that is deleted while it is used is there again after the next change', async () => {
    const changing = folderOf();
    const cacheFolder = scratchFolder();
    const { reader } = await started(changing, cacheFolder);
    await reader.written();
    rmSync(fileIn(cacheFolder));
    changing.write('events/alpha.yaml', eventText());
    await reader.read();
    await reader.written();
    await assertStarts(changing, cacheFolder, 0);
  });

  it('is written anew when a tenth of the events in it are no longer what they were, and at the end', async () => {
    const slugs = Array.from({ length: 20 }, (_, index) => `event-${String.fromCharCode(97 + index)}`);
    const changing = folderOf(slugs);
    const { cacheFolder } = await cacheOf(changing);
    const { reader } = await started(changing, cacheFolder);
    await reader.written();
    const before = readFileSync(fileIn(cacheFolder));
    const edit = async (slug: string) => {
      changing.write(`events/${slug}.yaml`, eventText({ title: { en: 'Another', ja: '別' } }));
      assert.equal((await reader.read()).parsedCount, 1);
    };
    await edit('event-a');
    await edit('event-b');
    assert.deepEqual(readFileSync(fileIn(cacheFolder)), before);
    await edit('event-c');
    await edit('event-d');
    await reader.written();
    await assertStarts(changing, cacheFolder, 0);
  });

  it('is written at the end where only the vocabulary changed', async () => {
    const changing = folderOf();
    const { cacheFolder } = await cacheOf(changing);
    const { reader } = await started(changing, cacheFolder);
    changing.write('places.yaml', `${VOCABULARY['places.yaml']}osaka:\n  name: { en: Osaka, ja: 大阪 }\n`);
    await reader.read();
    await reader.written();
    const [header = ''] = readFileSync(fileIn(cacheFolder), 'utf8').split('\n');
    assert.ok(header.includes('Osaka'));
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
    await first.reader.written();
    const other = await started(changing, cacheFolder, { writesCache: false });
    assert.equal(other.reading.parsedCount, 0);
    const before = readFileSync(fileIn(cacheFolder));
    changing.write('events/alpha.yaml', eventText());
    assert.equal((await other.reader.read()).parsedCount, 1);
    await other.reader.written();
    assert.deepEqual(readFileSync(fileIn(cacheFolder)), before);
    assert.equal((await first.reader.read()).parsedCount, 1);
    await first.reader.written();
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
    await reader.written();
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
    const known = new EventFiles(changing.root, listing);
    const files = new Map([['alpha', 'events/alpha.yaml']]);
    const first = atOnce(known.compare(files, readMilliseconds));
    await known.parse(chronologyOf({}).vocabulary, first, readMilliseconds);
    changing.write('events/alpha.yaml', eventText({ title: { en: 'ALPHA', ja: '「alpha」' } }));
    return atOnce(known.compare(files, readMilliseconds)).length > 0;
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
      await reader.written();
      const [, line = ''] = readFileSync(fileIn(cacheFolder), 'utf8').split('\n');
      return (JSON.parse(line) as [string, { stamp: string }][])[0]?.[1].stamp;
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
    assert.deepEqual([chronology?.vocabulary.settings.title.en, parsedCount], ['SMALL chronology', 0]);
    await reader.written();
  });
});

describe('the paths of a cache', () => {
  it('are those of event files', async () => {
    const paths = lines.slice(1).flatMap((line) => (JSON.parse(line) as [string, unknown][]).map(([path]) => path));
    const { files } = await loadFolder(folder.root);
    assert.deepEqual(paths, eventFilesOf(files.keys()));
  });
});
