/** The image of an event: how it is written, which files are taken, and a folder in which images change. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Problem } from '../../src/chronology/files/problem.ts';
import { FolderReader } from '../../src/chronology/folder/folder-reader.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { imageBytes, imageReader } from '../../src/chronology/images/image-file.ts';
import { WriteFaults } from '../../src/chronology/kept/sealed-file.ts';
import { eventText, minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { avif, gif, jpeg, png, webp } from '../support/images.ts';
import { scratchFolder } from '../support/repository.ts';

const IMAGE = { file: 'bridge.png', alt: { en: 'A bridge', ja: '橋' }, credit: 'City archive' };
const told = (problems: readonly Problem[]) =>
  problems.map(({ file, line, field, message, advice }) => `${file}:${line} ${field}: ${message} → ${advice}`);

describe('the field `image`', () => {
  const problems = (image: unknown) =>
    parseMinimal(minimalFiles({ held: { image } })).problems.map(
      ({ field, message, advice }) => `${field}: ${message} → ${advice}`,
    );

  it('is a file or an address, with an alternative text and a credit', () => {
    const address = { url: 'https://photos.example/bridge', alt: 'A bridge', credit: 'City archive' };
    assert.deepEqual(problems(IMAGE), []);
    assert.deepEqual(problems({ ...IMAGE, file: '1969/Brücke über die Weser.JPG' }), []);
    assert.deepEqual(problems({ ...address, creditUrl: 'http://archive.example/7' }), []);
    assert.deepEqual(problems({ file: 'bridge.png' }), [
      'image.alt: missing → alt: A stone bridge of three arches, seen from the north bank',
      'image.credit: missing → credit: City archive, CC BY 4.0',
    ]);
    assert.match(problems({ ...address, ...IMAGE }).join(), /image: a file and an address at once → /);
    assert.match(problems({ ...IMAGE, file: undefined }).join(), /image: an image without a file or an address → /);
    assert.match(problems({ ...address, url: 'http://a.example/b.png' }).join(), /not an address of https → https:/);
    assert.match(problems({ ...address, url: 'data:image/png;base64,AAAA' }).join(), /not a web address/);
    assert.match(
      problems('bridge.png').join(),
      /image: not fields with a colon → `file: bridge\.png` on a line below `image:`/,
    );
  });

  it('takes the names of files below the folder of images alone', () => {
    for (const [file, expected] of [
      ['https://photos.example/a.png', /an address in place of a file → url: https:\/\/photos\.example\/a\.png/],
      ['images/bridge.png', /begins with the folder in which all images are → bridge\.png/],
      ['../bridge.png', /not the name of a file in the folder images → bridge\.jpg/],
      ['a/../../bridge.png', /not the name of a file/],
      ['/etc/bridge.png', /not the name of a file/],
      ['C:\\bridge.png', /not the name of a file/],
      ['.hidden.png', /not the name of a file/],
      ['a//b.png', /not the name of a file/],
      [`${'a'.repeat(200)}.png`, /too long → at most 200 characters/],
      ['bridge.svg', /SVG is not taken, for it may hold scripts → a PNG of it/],
      ['bridge.tiff', /not a type of image → a file that ends in \.jpg, \.png, \.webp, \.avif or \.gif/],
      ['bridge', /not a type of image/],
    ] as const)
      assert.match(problems({ ...IMAGE, file }).join('\n'), expected, file);
  });

  it('is meant by what others call it', () => {
    const advice = (field: string) =>
      parseMinimal(minimalFiles({ held: { [field]: 'bridge.png' } })).problems.map((problem) => problem.advice);
    for (const field of ['picture', 'photo', 'img', 'images', 'imge'])
      assert.deepEqual(advice(field), ['image'], field);
    assert.match(
      problems({ ...IMAGE, credit: undefined, copyright: 'Me' }).join(),
      /copyright: unknown field → credit/,
    );
  });
});

describe('the file of an image', () => {
  const root = scratchFolder();
  mkdirSync(join(root, 'images', '1969'), { recursive: true });
  const read = imageReader(root);
  const write = (name: string, bytes: Buffer | string) => writeFileSync(join(root, 'images', name), bytes);
  const facts = (name: string) => {
    const image = read(name);
    assert.ok(image.ok, JSON.stringify(image));
    return [image.value.mediaType, image.value.width, image.value.height];
  };
  const fault = (name: string) => {
    const image = read(name);
    assert.ok(!image.ok);
    return `${image.fault.message} → ${image.fault.advice}`;
  };

  it('has a type and a size in pixels, as it is shown', () => {
    write('bridge.png', png(640, 480));
    write('bridge.jpg', jpeg(640, 480));
    write('turned.JPEG', jpeg(640, 480, 6));
    write('bridge.gif', gif(64, 48));
    write('1969/bridge.webp', webp(1600, 900));
    write('bridge.avif', avif(320, 200));
    write('second.avif', avif(320, 200, ['mif1', 'avif']));
    assert.deepEqual(facts('bridge.png'), ['image/png', 640, 480]);
    assert.deepEqual(facts('bridge.jpg'), ['image/jpeg', 640, 480]);
    assert.deepEqual(facts('turned.JPEG'), ['image/jpeg', 480, 640]);
    assert.deepEqual(facts('bridge.gif'), ['image/gif', 64, 48]);
    assert.deepEqual(facts('1969/bridge.webp'), ['image/webp', 1600, 900]);
    assert.deepEqual(facts('bridge.avif'), ['image/avif', 320, 200]);
    assert.deepEqual(facts('second.avif'), ['image/avif', 320, 200]);
  });

  it('is there: otherwise the names that were meant are told', () => {
    assert.equal(imageReader(root)('brigde.png').ok, false);
    assert.equal(fault('bridgee.png'), 'no such file in the folder images → bridge.png');
    assert.equal(fault('bridge.webp'), 'no such file in the folder images → 1969/bridge.webp');
    const empty = imageReader(scratchFolder())('bridge.png');
    assert.deepEqual(empty, {
      ok: false,
      fault: {
        message: 'no such file in the folder images',
        found: 'bridge.png',
        advice: 'the file images/bridge.png',
      },
    });
  });

  it('holds what its name says', () => {
    write('wrong.png', jpeg(640, 480));
    write('wrong.jpg', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><script/></svg>');
    write('page.gif', '<!doctype html><title>Not found</title>');
    write('heic.avif', avif(64, 48, ['heic', 'mif1']));
    write('empty.png', '');
    write('cut.png', png(640, 480).subarray(0, 12));
    write('none.png', png(0, 0));
    assert.equal(fault('wrong.png'), 'its content is JPEG → wrong.jpg, also as the name of the file');
    assert.equal(fault('wrong.jpg'), 'its content is SVG → the image, saved anew as JPEG');
    assert.equal(fault('page.gif'), 'its content is no image that can be read → the image, saved anew as GIF');
    assert.equal(fault('heic.avif'), 'its content is HEIC → the image, saved anew as AVIF');
    assert.equal(fault('empty.png'), 'an empty file → a file of an image');
    assert.match(fault('cut.png'), /no image that can be read/);
    assert.match(fault('none.png'), /no image that can be read/);
  });

  it('is of a size that readers can load and browsers can show', () => {
    write('huge.png', png(64, 48));
    truncateSync(join(root, 'images', 'huge.png'), 5 * 1024 * 1024 + 1);
    write('bomb.png', png(30_000, 30_000));
    assert.match(fault('huge.png'), /^larger than an image may be \(5 MiB\) → the same image with fewer pixels/);
    assert.match(fault('bomb.png'), /^30000 × 30000 pixels are more than browsers show → .* fewer pixels/);
  });

  it('is in the folder of the chronology: no link leads out of it', () => {
    const outside = scratchFolder();
    writeFileSync(join(outside, 'secret.png'), png(1, 1));
    symlinkSync(join(outside, 'secret.png'), join(root, 'images', 'link.png'));
    symlinkSync(outside, join(root, 'images', 'folder'));
    symlinkSync('1969/bridge.webp', join(root, 'images', 'inside.webp'));
    symlinkSync('loop.png', join(root, 'images', 'loop.png'));
    mkdirSync(join(root, 'images', 'folder.png'));
    assert.match(fault('link.png'), /^leads out of the chronology's folder → the file itself as images\/link\.png/);
    assert.match(fault('folder/secret.png'), /^leads out/);
    // What a link leads to may change unseen.
    assert.match(fault('inside.webp'), /^the file has another name → 1969\/bridge\.webp, or the file itself/);
    assert.match(fault('loop.png'), /^no such file/);
    assert.match(fault('folder.png'), /^a folder, a pipe or the like/);
  });

  it('is given as it was read, or not at all', async () => {
    write('given.png', png(3, 3));
    const image = read('given.png');
    assert.ok(image.ok);
    assert.deepEqual(await imageBytes(root, image.value), png(3, 3));
    write('given.png', png(3, 3, true));
    assert.equal(await imageBytes(root, image.value), undefined);
    rmSync(join(root, 'images', 'given.png'));
    assert.equal(await imageBytes(root, image.value), undefined);
  });
});

describe('a folder with images', () => {
  const event = (fields: object = {}) => eventText({ image: IMAGE, ...fields });

  it('tells every problem at once, with its line', async () => {
    const folder = new EditedFolder({ one: event({ when: 'March 2023' }), two: event() });
    const { problems } = await loadFolder(folder.root);
    const line = (text: string) => text.split('\n').findIndex((each) => each.includes('file: bridge.png')) + 1;
    assert.deepEqual(told(problems), [
      `events/one.yaml:2 when: not a date this chronology can read → 2023-03`,
      `events/one.yaml:${line(event())} image.file: no such file in the folder images → the file images/bridge.png`,
      `events/two.yaml:${line(event())} image.file: no such file in the folder images → the file images/bridge.png`,
    ]);
    folder.write('images/bridge.png', png(640, 480));
    folder.write('events/one.yaml', event());
    const { chronology } = await loadFolder(folder.root);
    assert.deepEqual(
      [...(chronology?.bySlug.values() ?? [])].map(({ imageFile }) => [imageFile?.name, imageFile?.width]),
      [
        ['bridge.png', 640],
        ['bridge.png', 640],
      ],
    );
  });

  const reader = (folder: EditedFolder, cacheFolder?: string) =>
    // Long after all that is written here, so that stamps are trusted.
    new FolderReader(folder.root, {
      now: () => Date.now() + 60_000,
      faults: new WriteFaults(assert.fail),
      threads: 1,
      cacheFolder,
    });
  const read = async (of: FolderReader, folder: EditedFolder) => {
    const { chronology, problems, parsedCount } = await of.read(folder.takeTouched());
    return { chronology, problems: told(problems), parsedCount, image: chronology?.bySlug.get('one')?.imageFile };
  };

  it('takes over a changed image as it does a changed event file, and touches no other event', async () => {
    const folder = new EditedFolder({
      one: event(),
      two: eventText(),
      three: event({ image: { ...IMAGE, file: 'b.gif' } }),
    });
    folder.write('images/bridge.png', png(640, 480));
    folder.write('images/b.gif', gif(8, 8));
    const live = reader(folder);
    const first = await live.read();
    const before = first.chronology;
    assert.equal(first.parsedCount, 3);
    folder.write('images/other.png', png(2, 2));
    assert.equal((await read(live, folder)).chronology, before, 'an image that no event names');
    folder.write('images/bridge.png', png(320, 200));
    const after = await read(live, folder);
    assert.deepEqual([after.parsedCount, after.image?.width, after.problems], [1, 320, []]);
    assert.equal(after.chronology?.bySlug.get('two'), before?.bySlug.get('two'));
    assert.equal(after.chronology?.bySlug.get('three'), before?.bySlug.get('three'));
    utimesSync(join(folder.root, 'images/bridge.png'), 1_700_000_000, 1_700_000_000);
    const { chronology } = await live.read(new Set(['images']));
    assert.equal(chronology, after.chronology, 'the same bytes');
  });

  it('takes over nothing while an image is missing or wrong', async () => {
    const folder = new EditedFolder({ one: event() });
    folder.write('images/bridge.png', png(640, 480));
    const live = reader(folder);
    await live.read();
    folder.delete('images/bridge.png');
    assert.match((await read(live, folder)).problems.join(), /image\.file: no such file/);
    folder.write('images/bridge.png', gif(8, 8));
    assert.match((await read(live, folder)).problems.join(), /its content is GIF → bridge\.gif/);
    folder.write('images/bridge.png', png(64, 48));
    assert.equal((await read(live, folder)).image?.width, 64);
    folder.removeFolder('images');
    assert.match((await read(live, folder)).problems.join(), /image\.file: no such file/);
    folder.write('images/bridge.png', png(65, 48));
    assert.equal((await read(live, folder)).image?.width, 65);
  });

  it('is read again after any edits as a first reading would read it', async () => {
    const name = fc.constantFrom('a.png', 'b.png', 'deep/a.png');
    const bytes = fc.constantFrom(png(1, 1), png(1, 1, true), png(2, 3), gif(1, 1), Buffer.from('none'));
    const edit = fc.oneof(
      { weight: 3, arbitrary: fc.record({ write: name, bytes }) },
      { weight: 1, arbitrary: fc.record({ remove: name }) },
      { weight: 1, arbitrary: fc.record({ removeFolder: fc.constantFrom('images', 'images/deep') }) },
      { weight: 2, arbitrary: fc.record({ slug: fc.constantFrom('one', 'two'), names: fc.option(name) }) },
    );
    const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
      const folder = new EditedFolder({ one: event({ image: { ...IMAGE, file: 'a.png' } }), two: eventText() });
      for (const each of ['a.png', 'b.png', 'deep/a.png']) folder.write(`images/${each}`, png(4, 4));
      const live = reader(folder);
      await live.read();
      folder.takeTouched();
      for (const each of edits) {
        if ('write' in each) folder.write(`images/${each.write}`, each.bytes);
        else if ('remove' in each) {
          if (folder.text(`images/${each.remove}`) !== undefined) folder.delete(`images/${each.remove}`);
        } else if ('removeFolder' in each) folder.removeFolder(each.removeFolder);
        else
          folder.write(
            `events/${each.slug}.yaml`,
            eventText(each.names === null ? {} : { image: { ...IMAGE, file: each.names } }),
          );
        const loaded = await loadFolder(folder.root);
        const { chronology, problems } = await live.read(folder.takeTouched());
        assert.deepEqual(told(problems), told(loaded.problems));
        for (const slug of ['one', 'two'])
          assert.deepEqual(chronology?.bySlug.get(slug), loaded.chronology?.bySlug.get(slug));
      }
    });
    await fc.assert(property, { numRuns: 12 });
  });

  it('is cached with what is known of its images, which are looked at again only where their stamps changed', async () => {
    const cache = scratchFolder();
    const folder = new EditedFolder({ one: event() });
    folder.write('images/bridge.png', png(640, 480));
    const live = reader(folder, cache);
    await live.read();
    await live.written();
    const readAgain = async () => {
      const other = reader(folder, cache);
      const { parsedCount, chronology } = await other.read();
      // The folder of the cache is deleted once the tests have ended.
      await other.written();
      return [parsedCount, chronology?.bySlug.get('one')?.imageFile?.width];
    };
    assert.deepEqual(await readAgain(), [0, 640]);
    folder.write('images/bridge.png', png(320, 480));
    assert.deepEqual(await readAgain(), [1, 320]);
  });
});
