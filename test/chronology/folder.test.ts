/** What is said of a folder of files: good ones give a chronology, bad ones every problem at its line with what to write instead. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { loadDocuments } from '../../src/chronology/check/documents.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import type { Files } from '../../src/chronology/folder/folder.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { anyCharacter } from '../support/any-character.ts';
import { badFolders, printedProblems } from '../support/bad-chronologies.ts';
import { type Events, eventText, minimalFiles, parseMinimal, VOCABULARY } from '../support/chronologies.ts';

/** What is printed about these files. */
function printed(files: Files): string {
  return parseMinimal(files)
    .problems.map((problem) => formatProblem(problem))
    .join('\n\n');
}

const printedOf = (events: Events, overrides: Record<string, string> = {}) => printed(minimalFiles(events, overrides));

/** A folder on the disk with these files, gone after the test. */
function folderWith(t: TestContext, files: Iterable<readonly [path: string, text: string | Uint8Array]>): string {
  const folder = mkdtempSync(join(tmpdir(), 'annals-folder-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

describe('bad folders', () => {
  it('are there, each with more than nothing expected of it', () => {
    const expected = badFolders().map((folder) => readFileSync(join(folder, 'expected.txt'), 'utf8'));
    assert.ok(expected.length >= 20);
    for (const text of expected) assert.match(text, /^\S+:\d+:\d+ {2}\S/);
  });

  for (const folder of badFolders())
    it(`${basename(folder)}: exactly what is expected is printed`, async () => {
      assert.equal(await printedProblems(folder), readFileSync(join(folder, 'expected.txt'), 'utf8'));
      assert.equal((await loadFolder(folder)).chronology, undefined);
    });
});

describe('a good folder', () => {
  it('gives its chronology and no problem', async (t) => {
    const folder = folderWith(t, minimalFiles({ first: {}, second: { when: '2004' } }));
    const { chronology, problems, eventCount } = await loadFolder(folder);
    assert.deepEqual(problems, []);
    assert.equal(eventCount, 2);
    assert.deepEqual(
      chronology?.events.map(({ slug, file }) => [slug, file]),
      [
        ['second', 'events/second.yaml'],
        ['first', 'events/first.yaml'],
      ],
    );
  });

  it('may have its event files in any folders, and other files beside them', async (t) => {
    const folder = folderWith(t, [
      ...Object.entries(VOCABULARY),
      ['at-the-top.yaml', eventText()],
      ['2022/in-a-year.yaml', eventText()],
      ['2022/12/deep.yaml', eventText()],
      ['README.md', '# Notes'],
      ['2022/picture.png', new Uint8Array([0xff, 0xd8])],
      ['.schema/event.json', '{}'],
      ['.hidden.yaml', 'a: b: c'],
    ]);
    const { chronology, problems } = await loadFolder(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      chronology?.events.map(({ slug }) => slug),
      ['at-the-top', 'deep', 'in-a-year'],
    );
  });

  it('may lack every vocabulary file but chronology.yaml, and have empty ones', () => {
    const sourceless = minimalFiles({});
    const files = new Map([...sourceless].filter(([path]) => path === 'chronology.yaml'));
    files.set('people.yaml', '');
    const { chronology, problems } = parseMinimal(files);
    assert.deepEqual(problems, []);
    assert.deepEqual([chronology?.events, chronology?.vocabulary.people, chronology?.vocabulary.sources], [[], {}, {}]);
  });

  it('may begin its files with a byte order mark and end their lines as Windows does', async (t) => {
    const files = [...minimalFiles({ meeting: {} })].map(
      ([path, text]) => [path, `\ufeff${text.replaceAll('\n', '\r\n')}`] as const,
    );
    const { chronology, problems } = await loadFolder(folderWith(t, files));
    assert.deepEqual(problems, []);
    assert.deepEqual(chronology?.bySlug.get('meeting')?.title, { en: 'Title', ja: '題名' });
  });

  it('reads scalars as they are written: years stay text, and 012 is not 12', () => {
    const { chronology, problems } = parseMinimal(
      minimalFiles({
        year: eventText().replace('when: 2022-12-24', 'when: 2004').replace('en: Title', 'en: 012'),
        words: eventText().replace('en: Title', 'en: no').replace('ja: 題名', 'ja: 1e3'),
      }),
    );
    assert.deepEqual(problems, []);
    assert.equal(chronology?.bySlug.get('year')?.when.edtf, '2004');
    assert.deepEqual(chronology?.bySlug.get('year')?.title, { en: '012', ja: '題名' });
    assert.deepEqual(chronology?.bySlug.get('words')?.title, { en: 'no', ja: '1e3' });
  });

  it('may hold links to files and folders, and links that lead back, once', async (t) => {
    const elsewhere = folderWith(t, [['linked.yaml', eventText()]]);
    const folder = folderWith(t, minimalFiles({ meeting: {} }));
    symlinkSync(elsewhere, join(folder, 'more'));
    symlinkSync('..', join(folder, 'events', 'back'));
    const { chronology, problems } = await loadFolder(folder);
    assert.deepEqual(problems, []);
    assert.deepEqual([...(chronology?.bySlug.keys() ?? [])].sort(), ['linked', 'meeting']);
  });
});

describe('problems', () => {
  it('are those of all files at once, in the order of file, line and column', () => {
    const { problems } = parseMinimal(
      minimalFiles({
        b: { when: 'March 2023', place: 'nowhere' },
        a: { status: 'finished' },
        c: 'a: b: c',
      }),
    );
    assert.deepEqual(
      problems.map(({ file, line, field }) => `${file}:${line} ${field}`),
      ['events/a.yaml:15 status', 'events/b.yaml:2 when', 'events/b.yaml:15 place', 'events/c.yaml:1 '],
    );
  });

  it('count every event file, good or bad', () => {
    assert.equal(parseMinimal(minimalFiles({ good: {}, bad: 'a: b: c', worse: '' })).eventCount, 3);
  });

  it('of one file hide no other file: the rest is read against what is known', () => {
    const overrides = { 'people.yaml': 'hayashi:\n  nam: Hayashi\n' };
    assert.equal(
      printedOf({ meeting: { when: 'March 2023', people: [{ id: 'hayashi' }, { id: 'nobody' }] } }, overrides),
      [
        'events/meeting.yaml:2:7  when: not a date this chronology can read\n    found: March 2023\n    write: 2023-03',
        'events/meeting.yaml:17:9  people.1.id: not a person of people.yaml\n    found: nobody\n    write: add it there, or one of: hayashi',
        'people.yaml:2:3  hayashi.nam: unknown field\n    found: nam\n    write: name',
      ].join('\n\n'),
    );
  });

  it('of a vocabulary that cannot be read are its own: names that may be in it are not called wrong', () => {
    assert.equal(
      printedOf({ meeting: { place: 'nowhere', people: [{ id: 'nobody' }] } }, { 'people.yaml': 'a: b: c' }),
      [
        'events/meeting.yaml:15:8  place: not a place of places.yaml\n    found: nowhere\n    write: add it there, or one of: bokhtar, tokyo',
        "people.yaml:1:5  a colon and a space inside a text\n    found: a: b: c\n    write: a: 'b: c'",
      ].join('\n\n'),
    );
  });

  it('say nothing of what depends on a field that is wrong in itself', () => {
    // Of an unknown type no one knows what it requires, or which words it has.
    assert.equal(
      printedOf({ meeting: { type: 'figur', status: 'ongoing' } }),
      'events/meeting.yaml:1:7  type: not a value this field takes\n    found: figur\n    write: figure',
    );
  });

  it('name a required field once, whether it is absent, empty or wrong', () => {
    const of = (fields: object) =>
      parseMinimal(minimalFiles({ count: { type: 'figure', ...fields } })).problems.map(({ message }) => message);
    assert.deepEqual(of({}), ['none here, and a figure needs it']);
    assert.deepEqual(of({ countries: [] }), ['none here, and a figure needs it']);
    assert.deepEqual(of({ countries: 'JP' }), ['not a list']);
    assert.deepEqual(of({ countries: ['JP'] }), []);
  });

  it('do not depend on the order in which files are read', () => {
    const files = [...minimalFiles({ a: { when: 'x' }, b: { place: 'x' }, c: { relations: { related: ['d'] } } })];
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) =>
        assert.equal(printed(new Map(shuffled)), printed(new Map(files))),
      ),
      { numRuns: 50 },
    );
  });

  it('of a link to nothing are said like others', async (t) => {
    const folder = folderWith(t, minimalFiles({}));
    symlinkSync('no-such-file', join(folder, 'lost.yaml'));
    const { problems } = await loadFolder(folder);
    assert.deepEqual(
      problems.map((problem) => formatProblem(problem)),
      ['lost.yaml:1:1  a link to a file that is not there\n    write: a link to a file that is, or no link'],
    );
  });

  it('no text of a file makes reading it throw', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'type',
        'when',
        'title',
        'sources',
        'en',
        '- ',
        ': ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '*a',
        '&a ',
      ),
      fc.constantFrom(
        '|',
        '>',
        '"',
        "'",
        '#',
        '---',
        '...',
        '!!x ',
        '? ',
        '~',
        '2022',
        '<<',
        '__proto__',
        'constructor',
      ),
      fc.string({ unit: anyCharacter, maxLength: 5 }),
    );
    const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
    const file = fc.constantFrom(...Object.keys(VOCABULARY), 'events/meeting.yaml', 'events/other.yaml');
    fc.assert(
      fc.property(file, text, (path, body) => {
        const { problems, chronology } = parseMinimal(minimalFiles({ meeting: {} }, { [path]: body }));
        assert.equal(chronology === undefined, problems.length > 0);
        for (const problem of problems) {
          assert.ok(problem.line >= 1 && problem.column >= 1);
          assert.notEqual(problem.message, '');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('documents that sources name', () => {
  it('are those that lie in the folder', async (t) => {
    const folder = folderWith(t, [
      ['report.txt', 'One.'],
      ['stranger.txt', 'Two.'],
    ]);
    const { chronology } = parseMinimal(minimalFiles({}));
    assert.ok(chronology);
    assert.deepEqual([...(await loadDocuments(folder, chronology.vocabulary.sources))], [['report', 'One.']]);
  });
});

describe('a type named like what every object has', () => {
  it('is no reason to stop, where the types themselves could not be read', () => {
    const { problems } = parseMinimal(new Map([['2022/one.yaml', 'type: constructor\nwhen: 2022-12-24\n']]));
    assert.deepEqual(
      problems.filter(({ field }) => field === 'type'),
      [],
    );
    assert.ok(problems.some(({ file, message }) => file === 'chronology.yaml' && message === 'missing'));
  });
});

describe('a slug with a year', () => {
  const problemsOf = (type: string, settings = VOCABULARY['chronology.yaml'] ?? '') =>
    parseMinimal(minimalFiles({ 'fair-2026': { type } }, { 'chronology.yaml': settings })).problems.map(
      ({ message }) => message,
    );
  const recurring = VOCABULARY['chronology.yaml']?.replace('  meeting:\n', '  meeting:\n    recurring: true\n');

  it('is that of an edition, whose type has one each year', () => {
    assert.deepEqual(problemsOf('meeting'), ['a slug holds no date']);
    assert.deepEqual(problemsOf('meeting', recurring), []);
  });

  it('is a fault at every other type, known or not', () => {
    assert.ok(problemsOf('figure', recurring).includes('a slug holds no date'));
    assert.ok(problemsOf('fair', recurring).includes('a slug holds no date'));
  });
});

describe('a date that is not inferred', () => {
  it('needs a citation of the date, and that of a year is not enough', () => {
    const event = (dating: string) =>
      `type: meeting\nwhen: 2022\ntitle: A meeting\nsummary: Ministers met.\n${dating}sources:\n  - source: report\n    paragraph: 1\n    for: year\n    wording: '2022'\npublished: 2026-11-22\n`;
    const said = (dating: string) => {
      const { problems } = parseMinimal(minimalFiles({ one: event(dating) }));
      return problems.map(({ message }) => message);
    };
    assert.deepEqual(said(''), ['no citation gives the date']);
    assert.deepEqual(said('dating:\n  inferred: true\n  note: The year is that of the report.\n'), []);
  });
});
