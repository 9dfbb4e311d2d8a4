/** Floods between files: very many unknown names, circles and files are found in pauses, told of in bounds, and counted. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Listing } from '../../src/chronology/files/listing.ts';
import { compareText, sortSteps } from '../../src/chronology/files/order.ts';
import { readText } from '../../src/chronology/files/read-text.ts';
import { allNearest, allNearestSteps, nearest } from '../../src/chronology/files/spelling.ts';
import type { ReadVocabulary } from '../../src/chronology/folder/folder.ts';
import { folderRules } from '../../src/chronology/folder/folder-rules.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf, minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { pausesOf } from '../support/pauses.ts';
import { scratchFolder } from '../support/repository.ts';

function told(events: Parameters<typeof minimalFiles>[0]) {
  return parseMinimal(minimalFiles(events)).problems.map(({ file, message }) => `${file}: ${message}`);
}

function vocabularyOf(events: Parameters<typeof chronologyOf>[0]) {
  const chronology = chronologyOf(events);
  const vocabulary: ReadVocabulary = { vocabulary: chronology.vocabulary, unread: new Set(), problems: [] };
  return { chronology, vocabulary };
}

describe('findings between files', () => {
  it('are twenty of a file and the count of the others', () => {
    const related = Array.from({ length: 1000 }, (_, index) => `unknown-${index}`);
    const lines = told({ alpha: { relations: { related } }, beta: { relations: { related: ['alpha', 'gamma'] } } });
    assert.equal(
      lines.filter((line) => line === 'events/alpha.yaml: not the slug of an event in this folder').length,
      20,
    );
    assert.deepEqual(
      lines.filter((line) => !line.endsWith('not the slug of an event in this folder')),
      ['events/alpha.yaml: and 980 more problems between this file and others'],
    );
    assert.equal(lines.length, 22);
  });

  it('are one for each event in a circle, however many circles there are', () => {
    const slugs = Array.from({ length: 60 }, (_, index) => `event-${index}`);
    const follows = (slug: string) => slugs.filter((other) => other !== slug);
    const lines = told(Object.fromEntries(slugs.map((slug) => [slug, { relations: { follows: follows(slug) } }])));
    assert.equal(lines.length, slugs.length);
    assert.equal(new Set(lines.map((line) => line.split(':')[0])).size, slugs.length);
    assert.ok(lines.every((line) => line.includes('goes round in a circle: ')));
  });

  it('pause within one search for a name, and within one circle', async () => {
    const slugs = Array.from({ length: 300 }, (_, index) => `event-${index}`);
    const { chronology, vocabulary } = vocabularyOf(Object.fromEntries(slugs.map((slug) => [slug, {}])));
    const known = { vocabulary, slugs: new Set(slugs) };
    const withRelations = (relations: (index: number) => object) =>
      new Map(
        slugs.map((slug, index) => {
          const event = chronology.bySlug.get(slug);
          assert.ok(event);
          return [slug, { ...event, relations: { ...event.relations, ...relations(index) } }];
        }),
      );
    // Quick steps are checked against the clock in runs of 16 at most.
    const searching = await pausesOf(allNearestSteps('nothing-like-it', slugs));
    assert.ok(searching >= Math.floor(slugs.length / 16), `${searching} pauses`);
    const none = await pausesOf(
      folderRules(
        withRelations(() => ({})),
        known,
      ),
    );
    const ring = withRelations((index) => ({ follows: [slugs[(index + 1) % slugs.length]] }));
    const going = await pausesOf(folderRules(ring, known));
    assert.ok(going > none + 500, `${going} pauses, ${none} without`);
  });
});

describe('a misspelt name', () => {
  it('has the same nearest words in slices and by the table of all distances', () => {
    const distance = (a: string, b: string): number => {
      const table = Array.from({ length: a.length + 1 }, (_, i) =>
        Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
      );
      const at = (i: number, j: number) => table[i]?.[j] ?? 0;
      for (let i = 1; i <= a.length; i += 1)
        for (let j = 1; j <= b.length; j += 1)
          (table[i] as number[])[j] = Math.min(
            at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
            at(i - 1, j) + 1,
            at(i, j - 1) + 1,
          );
      return at(a.length, b.length);
    };
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'B'), maxLength: 14 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 12 }), (misspelt, known) => {
        const limit = misspelt.length < 4 ? 1 : Math.max(2, Math.floor(misspelt.length / 3));
        const distances = known.map((one) => distance(misspelt.toLowerCase(), one.toLowerCase()));
        const least = Math.min(...distances);
        assert.equal(nearest(misspelt, known), least > limit ? undefined : known[distances.indexOf(least)]);
        const all = known.filter((_, index) => distances[index] === least && least <= limit);
        assert.deepEqual(allNearest(misspelt, known), [...new Set(all)]);
        assert.deepEqual(atOnce(allNearestSteps(misspelt, known)), allNearest(misspelt, known));
      }),
    );
  });
});

describe('what is sorted in slices', () => {
  it('is what is sorted at once, equal items in their order', () => {
    const item = fc.record({ key: fc.nat(40).map(String), place: fc.nat() });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 3000, size: 'max' }), (items) => {
        const compare = (a: { key: string }, b: { key: string }) => compareText(a.key, b.key);
        assert.deepEqual(atOnce(sortSteps(items, compare)), [...items].sort(compare));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a folder of very many files', () => {
  it('is listed in pauses, and is then the same', async () => {
    const root = scratchFolder();
    const names = Array.from({ length: 1500 }, (_, index) => `e-${index}.yaml`);
    for (const name of names) writeFileSync(join(root, name), '');
    const [inPauses, whole] = [new Listing(root), new Listing(root)];
    const pauses = await pausesOf(inPauses.read());
    assert.ok(pauses > 1500, `${pauses} pauses`);
    atOnce(whole.read());
    assert.deepEqual(atOnce(inPauses.files()), atOnce(whole.files()));
    assert.deepEqual(atOnce(whole.files()), names.sort());
  });
});

describe('the bytes of a file', () => {
  it('are read to their end, and no further than a file may be long', () => {
    const root = scratchFolder();
    const text = 'a: ä\n'.repeat(50_000);
    writeFileSync(join(root, 'text.yaml'), text);
    assert.equal(readText(root, 'text.yaml'), text);
    writeFileSync(join(root, 'empty.yaml'), '');
    assert.equal(readText(root, 'empty.yaml'), '');
    writeFileSync(join(root, 'long.yaml'), Buffer.alloc(5 * 1024 * 1024, 'a'));
    mkdirSync(join(root, 'folder.yaml'));
    symlinkSync('/dev/zero', join(root, 'device.yaml'));
    // Made as it is read: the system says that it has no bytes.
    symlinkSync('/proc/self/status', join(root, 'made.yaml'));
    for (const name of ['long.yaml', 'folder.yaml', 'device.yaml'])
      assert.equal(typeof readText(root, name), 'object', name);
    if (process.platform === 'linux') assert.match(String(readText(root, 'made.yaml')), /^Name:/);
  });
});
