/** The state that was kept last is read as a whole or not at all: damaged, half written, or written by several processes. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { loadFolder, loadKept } from '../../src/chronology/folder/load.ts';
import { type GoodFiles, LastGood } from '../../src/chronology/kept/last-good.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { inSlices } from '../../src/slices.ts';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { png } from '../support/images.ts';
import { scratchFolder } from '../support/repository.ts';
import { cases } from '../support/seed.ts';

const SLUGS = Array.from({ length: 20 }, (_, index) => `event-${String.fromCharCode(97 + index)}`);
const later = () => Date.now() + 10_000;
const titled = (en: string, fields = {}) => eventText({ title: { en, ja: `「${en}」` }, ...fields });

function newFolder(): EditedFolder {
  return new EditedFolder(Object.fromEntries(SLUGS.map((slug) => [slug, titled(slug)])));
}

/** One process: reads the folder and keeps what it read. */
class Replica {
  readonly warnings: string[] = [];
  readonly lastGood: LastGood;
  readonly #reader: FolderReader;
  #clock = 0;

  constructor(folder: EditedFolder, cacheFolder: string) {
    this.lastGood = new LastGood(cacheFolder, folder.root, new WriteFaults((message) => this.warnings.push(message)));
    this.#reader = new FolderReader(folder.root, { now: later, faults: new WriteFaults(assert.fail) });
  }

  /** Reads, and has the state kept; without waiting until it is written. */
  async read(): Promise<void> {
    await this.keepHeld(await this.hold());
  }

  /** Reads, and has the texts held that changed. */
  async hold(): Promise<GoodFiles | undefined> {
    const { parsedPaths } = await this.#reader.read();
    await this.lastGood.hold(parsedPaths);
    return await inSlices(this.#reader.goodFiles());
  }

  async keepHeld(good: GoodFiles | undefined): Promise<void> {
    this.#clock += 1;
    if (good) await this.lastGood.keep(good, this.#clock);
  }

  async keep(): Promise<void> {
    await this.read();
    await this.lastGood.written();
  }
}

/** The texts of the folder. */
function textsOf({ root }: EditedFolder): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml'))
      .sort()
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
}

async function keptIn(folder: EditedFolder, cacheFolder: string): Promise<ReadonlyMap<string, string> | undefined> {
  const kept = await new LastGood(cacheFolder, folder.root, new WriteFaults(assert.fail)).read();
  return kept && new Map([...kept.files].sort());
}

describe('what was read last without problems', () => {
  it('is kept as it was, and read as the folder itself was', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    const loaded = await loadFolder(folder.root);
    // Whatever comes of the folder.
    folder.removeFolder('events');
    folder.write('chronology.yaml', 'title: [');
    const kept = await new LastGood(cacheFolder, folder.root, new WriteFaults(assert.fail)).read();
    assert.ok(kept);
    assert.deepEqual(await loadKept(kept), { ...(await loadKept(kept)), chronology: loaded.chronology });
    assert.equal(kept.readMilliseconds, 1);
  });

  it('is what each further good state is, and stays through states with problems', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    const steps: readonly (() => void)[] = [
      () => folder.write('events/event-a.yaml', titled('One')),
      () => folder.write('events/new.yaml', titled('Two')),
      () => folder.delete('events/event-b.yaml'),
      () => folder.write('people.yaml', (VOCABULARY['people.yaml'] ?? '').replace('Yoshimasa', 'YOSHIMASA')),
      () => folder.write('events/event-a.yaml', titled('event-a')),
      // More than a tenth at once.
      () => {
        for (const slug of SLUGS.slice(3, 12)) folder.write(`events/${slug}.yaml`, titled(`Again ${slug}`));
      },
      () => folder.write('events/event-c.yaml', titled('Three')),
    ];
    for (const step of steps) {
      step();
      await replica.keep();
      const good = textsOf(folder);
      assert.deepEqual(await keptIn(folder, cacheFolder), good);
      folder.write('events/event-d.yaml', 'title: [');
      await replica.keep();
      assert.deepEqual(await keptIn(folder, cacheFolder), good);
      folder.write('events/event-d.yaml', good.get('events/event-d.yaml') ?? '');
    }
    assert.deepEqual(replica.warnings, []);
  });

  it('is the good state also where it was spoilt right after it was read', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    folder.write('events/event-a.yaml', titled('Good for a moment'));
    await replica.read();
    const good = textsOf(folder);
    folder.write('events/event-a.yaml', 'title: [');
    await replica.lastGood.written();
    assert.deepEqual(await keptIn(folder, cacheFolder), good);
  });

  it('is the good state also where it was held while the one before was written, and spoilt before anyone asked for it', async () => {
    for (const count of [1, 5]) {
      const folder = newFolder();
      const cacheFolder = scratchFolder();
      const replica = new Replica(folder, cacheFolder);
      await replica.keep();
      folder.write('events/event-t.yaml', titled('Before'));
      await replica.read();
      for (const slug of SLUGS.slice(0, count)) folder.write(`events/${slug}.yaml`, titled('Good for a moment'));
      const good = textsOf(folder);
      const held = await replica.hold();
      await replica.lastGood.written();
      for (const slug of SLUGS.slice(0, count)) folder.write(`events/${slug}.yaml`, 'title: [');
      await replica.keepHeld(held);
      await replica.lastGood.written();
      assert.deepEqual(await keptIn(folder, cacheFolder), good, `${count} of ${SLUGS.length}`);
    }
  });

  it('is the good state also where many files are others, and one that is not was spoilt as they were written', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    for (const slug of SLUGS.slice(0, 5)) folder.write(`events/${slug}.yaml`, titled('Another'));
    const good = textsOf(folder);
    await replica.read();
    folder.write('events/event-t.yaml', 'title: [');
    await replica.lastGood.written();
    assert.deepEqual(await keptIn(folder, cacheFolder), good);
  });

  it('is written in parts: an edit of one file writes neither the others nor their texts', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    const sizes = () => readdirSync(cacheFolder).map((name) => [name, readFileSync(join(cacheFolder, name)).length]);
    const [[name, size] = []] = sizes();
    folder.write('events/event-a.yaml', titled('Edited'));
    await replica.keep();
    const now = new Map(sizes() as [string, number][]);
    assert.equal(now.get(String(name)), size);
    const delta = [...now].find(([other]) => other.endsWith('.delta'))?.[1] ?? 0;
    assert.ok(delta > 0 && delta < Number(size) / 5, `${delta} of ${size}`);
  });

  it('is none where anything of it is damaged or torn off, or the state that its whole part is of', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    const whole = textsOf(folder);
    folder.write('events/event-a.yaml', titled('Edited'));
    await replica.keep();
    const edited = textsOf(folder);
    assert.deepEqual(await keptIn(folder, cacheFolder), edited);
    for (const ending of ['.base', '.delta']) {
      const file = join(cacheFolder, readdirSync(cacheFolder).find((name) => name.endsWith(ending)) ?? '');
      const bytes = readFileSync(file);
      const expected = ending === '.base' ? undefined : whole;
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.boolean(), async (at, isTorn) => {
          const damaged = Buffer.from(isTorn ? bytes.subarray(0, at) : bytes);
          if (!isTorn) damaged[at] = (damaged[at] ?? 0) ^ 1;
          writeFileSync(file, damaged);
          assert.deepEqual(await keptIn(folder, cacheFolder), expected);
        }),
        cases(15),
      );
      writeFileSync(file, bytes);
    }
    // The next good state is kept beside a damaged one all the same.
    const base = join(cacheFolder, readdirSync(cacheFolder).find((name) => name.endsWith('.base')) ?? '');
    writeFileSync(base, 'torn');
    folder.write('events/event-a.yaml', titled('Once more'));
    await replica.keep();
    assert.deepEqual(await keptIn(folder, cacheFolder), textsOf(folder));
  });

  it('is one of the states of the folder, whole, whichever of several processes wrote last', async () => {
    const edit = fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 6 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 8 }), async (edits) => {
        const folder = newFolder();
        const cacheFolder = scratchFolder();
        const replicas = [0, 1, 2].map(() => new Replica(folder, cacheFolder));
        const states: ReadonlyMap<string, string>[] = [];
        await Promise.all(replicas.map((replica) => replica.keep()));
        states.push(textsOf(folder));
        for (const [index, [who, count, waits]] of edits.entries()) {
          for (const slug of SLUGS.slice(0, count)) folder.write(`events/${slug}.yaml`, titled(`State ${index}`));
          states.push(textsOf(folder));
          await replicas[who]?.read();
          if (waits) await replicas[(who + 1) % 3]?.read();
        }
        await Promise.all(replicas.map(({ lastGood }) => lastGood.written()));
        const kept = await keptIn(folder, cacheFolder);
        const isOf = (state: ReadonlyMap<string, string>) =>
          kept?.size === state.size && [...state].every(([path, text]) => kept.get(path) === text);
        assert.ok(states.some(isOf));
        for (const replica of replicas) assert.deepEqual(replica.warnings, []);
        // Once all have read the last one, it is that.
        for (const replica of replicas) await replica.keep();
        assert.deepEqual(await keptIn(folder, cacheFolder), textsOf(folder));
      }),
      cases(5),
    );
  });

  it('has the images that its events name, and none that no state names any more', async () => {
    const folder = newFolder();
    folder.write('images/bridge.png', png(640, 480));
    const image = { file: 'bridge.png', alt: 'A bridge', credit: 'Us' };
    folder.write('events/event-a.yaml', titled('With an image', { image }));
    const cacheFolder = scratchFolder();
    const replica = new Replica(folder, cacheFolder);
    await replica.keep();
    const { imagesFolder } = replica.lastGood;
    const [name = ''] = readdirSync(imagesFolder);
    assert.deepEqual(readFileSync(join(imagesFolder, name)), png(640, 480));
    folder.delete('images/bridge.png');
    const kept = await replica.lastGood.read();
    assert.ok(kept);
    const { chronology } = await loadKept(kept);
    assert.equal(chronology?.bySlug.get('event-a')?.imageFile?.hash, name);
    // Another one in its place: the former is left for an hour, for another process may name it still.
    folder.write('images/bridge.png', png(320, 240));
    await replica.keep();
    assert.equal(readdirSync(imagesFolder).length, 2);
    utimesSync(join(imagesFolder, name), 1, 1);
    folder.write('events/event-b.yaml', titled('Another edit'));
    await replica.keep();
    assert.equal(readdirSync(imagesFolder).length, 1);
  });

  it('that cannot be written is told of once, and once more when it failed again after it could', async () => {
    const folder = newFolder();
    const file = join(scratchFolder(), 'cache');
    writeFileSync(file, '');
    const replica = new Replica(folder, file);
    for (const title of ['One', 'Two']) {
      folder.write('events/event-a.yaml', titled(title));
      await replica.keep();
    }
    assert.deepEqual(replica.warnings, ['nothing can be kept for the next start: EEXIST: file already exists']);
    rmSync(file);
    await replica.keep();
    assert.deepEqual(await keptIn(folder, file), textsOf(folder));
    rmSync(file, { recursive: true });
    writeFileSync(file, '');
    await replica.keep();
    assert.equal(replica.warnings.length, 2);
  });

  it('that cannot be written is told of once by all that write, and again after each of them could', () => {
    const told: string[] = [];
    const faults = new WriteFaults((message) => told.push(message));
    const [one, other] = [{}, {}];
    const full = new Error("ENOSPC: no space left on device, open '/cache/one'");
    const message = 'nothing can be kept for the next start: ENOSPC: no space left on device';
    for (const writer of [one, other, one, other]) faults.failed(writer, full);
    assert.deepEqual(told, [message]);
    // A small file still has room.
    faults.written(one);
    faults.failed(one, full);
    assert.deepEqual(told, [message]);
    faults.failed(one, new Error('EROFS: read-only file system, open'));
    assert.equal(told.length, 2);
    for (const writer of [one, other]) faults.written(writer);
    faults.failed(other, full);
    assert.equal(told.length, 3);
  });

  it('may be read by its user alone, for so may the folder', async () => {
    const folder = newFolder();
    const cacheFolder = scratchFolder();
    await new Replica(folder, cacheFolder).keep();
    for (const name of readdirSync(cacheFolder)) assert.equal(statSync(join(cacheFolder, name)).mode & 0o077, 0, name);
  });
});
