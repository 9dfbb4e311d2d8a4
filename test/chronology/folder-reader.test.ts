/** Whatever is done to a folder, each further reading gives what reading all of it anew gives, and parses no file twice. */
import assert from 'node:assert/strict';
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { eventFilesOf, nameEvents } from '../../src/chronology/folder/folder.ts';
import { eventParser } from '../../src/chronology/folder/folder-parse.ts';
import { FolderReader, type FolderReading } from '../../src/chronology/folder/folder-reader.ts';
import { type LoadedFolder, loadFolder } from '../../src/chronology/folder/load.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { VOCABULARY_FILES } from '../../src/chronology/schema/vocabulary.ts';
import { atOnce } from '../../src/slices.ts';
import { eventText } from '../support/chronologies.ts';
import { anyEdit, type Edit, EditedFolder } from '../support/edited-folder.ts';
import { scratchFolder } from '../support/repository.ts';

/** Later than every stamp by more than clocks of disks are coarse, so that stamps are trusted; the folder's clock moves with each edit. */
const later = () => Date.now() + 10_000;

interface ReaderOptions {
  readonly cacheFolder?: string;
  readonly writesCache?: boolean;
  readonly now?: () => number;
}

function readerOf(folder: EditedFolder, { now = later, ...options }: ReaderOptions = {}): FolderReader {
  return new FolderReader(folder.root, { ...options, now, faults: new WriteFaults((message) => assert.fail(message)) });
}

/** That the reading is what a start of the program would read. */
function assertReads(reading: FolderReading, loaded: LoadedFolder, who: string): void {
  assert.deepEqual(reading.problems, loaded.problems, who);
  assert.equal(reading.eventCount, loaded.eventCount, who);
  assert.deepEqual(reading.chronology, loaded.chronology, who);
}

/** What a reader must know by now: the texts of files that are right in themselves, whatever the vocabulary says. */
class Knowledge {
  #texts: ReadonlyMap<string, string> = new Map();

  /** How many files a reader has to parse that is told of this folder now. */
  after({ files, unread }: LoadedFolder): number {
    const unreadable = new Set([...unread].filter((path) => path.endsWith('.yaml')));
    const { fileBySlug } = atOnce(nameEvents(eventFilesOf(files.keys(), unreadable)));
    const parse = eventParser({ languages: ['en', 'ja'], timeZone: 'Asia/Tokyo' });
    const next = new Map<string, string>();
    let count = 0;
    for (const [slug, path] of fileBySlug) {
      const text = files.get(path);
      const isRight = text !== undefined && parse(slug, path, text).event !== undefined;
      if (!isRight || this.#texts.get(path) !== text) count += 1;
      if (isRight) next.set(path, text);
    }
    this.#texts = next;
    return count;
  }
}

/** The text of each file, which is what an event is known by. */
class Objects {
  #files: LoadedFolder['files'] = new Map();
  #chronology: Chronology | undefined;

  /** What did not change from one good reading to the next is the same object. */
  assertKept({ chronology }: FolderReading, { files }: LoadedFolder, who: string): void {
    const before = this.#chronology;
    const isSame = (path: string) => files.get(path) === this.#files.get(path);
    // Whatever the vocabulary says: of it, an event has its default status and nothing else.
    for (const event of before ? (chronology?.bySlug.values() ?? []) : []) {
      const same = before?.bySlug.get(event.slug);
      if (isSame(event.file) && same?.status === event.status) assert.equal(event, same, `${who}: ${event.slug}`);
    }
    if (chronology && before && VOCABULARY_FILES.every(isSame)) {
      assert.equal(chronology.vocabulary, before.vocabulary, who);
      if (files.size === this.#files.size && [...files.keys()].every(isSame)) assert.equal(chronology, before, who);
    }
    this.#chronology = chronology;
    this.#files = files;
  }
}

/** Makes the edits one after another, and has readers of every kind read after each. */
async function assertEveryReading(edits: readonly Edit[], now: () => number): Promise<void> {
  const folder = new EditedFolder({ alpha: eventText(), beta: eventText({ title: { en: 'Beta', ja: 'ベータ' } }) });
  const cacheFolder = scratchFolder();
  const readers = [
    { who: 'hinted, writing', reader: readerOf(folder, { cacheFolder, now }), isHinted: true },
    { who: 'not hinted, reading the cache', reader: readerOf(folder, { cacheFolder, writesCache: false, now }) },
    { who: 'hinted, without a cache', reader: readerOf(folder, { now }), isHinted: true, knowledge: new Knowledge() },
    { who: 'not hinted, without a cache', reader: readerOf(folder, { now }), knowledge: new Knowledge() },
  ].map((one) => ({ isHinted: false, knowledge: undefined, objects: new Objects(), ...one }));
  for (const [index, edit] of [undefined, ...edits].entries()) {
    if (edit) folder.do(edit);
    const touched = index === 0 ? undefined : folder.takeTouched();
    const loaded = await loadFolder(folder.root);
    for (const { who, reader, isHinted, knowledge, objects } of readers) {
      const told = `${who}, step ${index}: ${JSON.stringify(edit)}`;
      const reading = await reader.read(isHinted ? touched : undefined);
      assertReads(reading, loaded, told);
      objects.assertKept(reading, loaded, told);
      if (knowledge) assert.equal(reading.parsedCount, knowledge.after(loaded), told);
    }
    if (!loaded.chronology) continue;
    const again = await readers[0]?.reader.read();
    assert.equal(again?.parsedCount, 0);
    await readers[0]?.reader.written();
    const fresh = await readerOf(folder, { cacheFolder, writesCache: false, now }).read();
    assertReads(fresh, loaded, `fresh, step ${index}`);
    assert.equal(fresh.parsedCount, 0, `fresh, step ${index}: ${JSON.stringify(edit)}`);
  }
  await readers[0]?.reader.written();
}

describe('a further reading', () => {
  it('notices a file whose time was set back after it was written, and parses none that only has another time', async () => {
    const folder = new EditedFolder({ alpha: eventText(), beta: eventText({ when: '2023' }) });
    const file = join(folder.root, 'events/alpha.yaml');
    const reader = readerOf(folder, { cacheFolder: scratchFolder() });
    await reader.read();
    const { atime, mtime, size } = statSync(file);
    folder.write('events/alpha.yaml', eventText({ summary: { en: 'SUMMARY.', ja: '要約。' } }));
    utimesSync(file, atime, mtime);
    assert.equal(statSync(file).size, size);
    const { chronology, parsedCount } = await reader.read(folder.takeTouched());
    assert.deepEqual([chronology?.bySlug.get('alpha')?.summary.en, parsedCount], ['SUMMARY.', 1]);
    folder.do({ kind: 'touch', file: 0 });
    const touched = await reader.read(folder.takeTouched());
    assert.equal(touched.parsedCount, 0);
    assert.equal(touched.chronology, chronology);
    // The folder of the cache is deleted once the tests have ended.
    await reader.written();
  });

  it('tells of a number that two events have where a first reading would, whichever was there before', async () => {
    const series = { id: 'rounds', number: '1' };
    const folder = new EditedFolder({ beta: eventText({ series }) });
    const reader = readerOf(folder);
    await reader.read();
    folder.write('events/alpha.yaml', eventText({ series }));
    const { problems } = await reader.read();
    assert.deepEqual(problems, (await loadFolder(folder.root)).problems);
    assert.deepEqual(
      problems.map(({ file, message }) => [file, message]),
      [['events/beta.yaml', 'number 1 of rounds is also that of alpha']],
    );
  });

  it('gives what a first one gives, where stamps are trusted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 8 }), (edits) => assertEveryReading(edits, later)),
      { numRuns: 20 },
    );
  });

  it('gives what a first one gives, where all was written just now', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 8 }), (edits) =>
        assertEveryReading(edits, () => Date.now()),
      ),
      { numRuns: 8 },
    );
  });
});
