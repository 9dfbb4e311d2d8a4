/** A start on a folder with problems serves what was served last, says so, and takes the folder over once it is mended. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { annals, annalsServe, type ServingCommand, type Start } from '../support/command.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import type { Environment } from '../support/environment.ts';
import { answersAt } from '../support/every-address.ts';
import { fullDisk } from '../support/full-disk.ts';
import { find } from '../support/html.ts';
import { png } from '../support/images.ts';
import { monsters } from '../support/monsters.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';
import { BASE_URL, requestTo } from '../support/service.ts';

const titled = (en: string, fields = {}) => eventText({ title: { en, ja: `「${en}」` }, ...fields });
const REFUSED = 'annals: not taken over; readers keep getting what was served before\n';
const LOUD =
  /^annals: THE FOLDER HAS PROBLEMS: serving it as it was at \d{4}-\d\d-\d\dT[\d:.]+Z, until they are mended \(/m;
const PATHS = ['/en/', '/ja/', '/calendar.ics', '/feed.rss', '/en/events/alpha', '/en/events.json'];

function newFolder(): EditedFolder {
  return new EditedFolder({ alpha: titled('Alpha'), beta: titled('Beta', { when: '2019' }) });
}

/** A service that keeps what it serves. */
class Kept {
  readonly folder = newFolder();
  readonly cacheFolder = scratchFolder();

  serve(env: Environment = {}, how: Start = {}): Promise<ServingCommand> {
    const own = { EVENTS_DIR: this.folder.root, CACHE_DIR: this.cacheFolder, BASE_URL };
    return annalsServe({ ...own, ...env }, how);
  }

  /** Resolves when a state is kept that has this text. */
  async untilKept(text = 'Alpha'): Promise<void> {
    const isKept = (name: string) =>
      /^last-good-[^.]+\.(base|delta)$/.test(name) && readFileSync(join(this.cacheFolder, name), 'utf8').includes(text);
    await until(`${text} is kept`, () => readdirSync(this.cacheFolder).some(isKept));
  }
}

async function untilShown({ port }: ServingCommand, text: string): Promise<void> {
  await until(`${text} on the page`, async () => (await requestTo(port, '/en/')).text.includes(text));
}

describe('a start on a folder with problems', () => {
  it('serves byte for byte what was served last, prints the problems and from when it is, until they are mended', async () => {
    const kept = new Kept();
    const first = await kept.serve();
    const before = await answersAt(first.port, PATHS);
    kept.folder.write('events/alpha.yaml', titled('Edited'));
    await untilShown(first, 'Edited');
    const edited = await answersAt(first.port, PATHS);
    assert.notDeepEqual(edited, before);
    await kept.untilKept('Edited');
    kept.folder.write('events/beta.yaml', titled('Beta', { when: 'March 2023' }));
    await until('it is refused', () => first.said.stderr.endsWith(REFUSED));
    // Not asked to stop: it has no time to keep anything.
    await first.stop('SIGKILL');

    const second = await kept.serve();
    assert.match(
      second.said.stderr,
      /^\S+events\/beta\.yaml:\d+:\d+ {2}\S[\s\S]*: 2 events, 1 problem in 1 file\nannals: THE FOLDER HAS PROBLEMS/,
    );
    assert.match(second.said.stderr, LOUD);
    assert.match(second.stdout, /^annals: 2 events of \S+ as of \S+Z at http/);
    assert.deepEqual(await answersAt(second.port, PATHS), edited);
    // A further one of the same folder, beside it.
    const third = await kept.serve();
    assert.deepEqual(await answersAt(third.port, PATHS), edited);

    kept.folder.write('events/beta.yaml', titled('Mended'));
    for (const served of [second, third]) await untilShown(served, 'Mended');
    assert.match(second.said.stdout, /\nannals: 2 events of \S+, \d+ files? read anew\n$/);
    for (const served of [second, third]) assert.equal((await served.stop()).code, 0);
  });

  describe('of which a good state was kept', async () => {
    const kept = new Kept();
    const image = { file: 'bridge.png', alt: 'A bridge', credit: 'Us' };
    kept.folder.write('images/bridge.png', png(640, 480));
    kept.folder.write('events/alpha.yaml', titled('Alpha', { image }));
    const first = await kept.serve();
    await kept.untilKept();
    const before = await answersAt(first.port, PATHS);
    const { text } = await requestTo(first.port, '/en/events/alpha');
    const path = new URL(find(text, '.image img').attributes.src ?? '', `${BASE_URL}/en/events/alpha`).pathname;
    await first.stop();

    it('is refused where STRICT is on, where nothing was kept, and where nothing is to be kept', async () => {
      kept.folder.write('events/beta.yaml', 'title: [');
      const env = { EVENTS_DIR: kept.folder.root, PORT: '0', WATCH: 'off' };
      for (const other of [
        { CACHE_DIR: kept.cacheFolder, STRICT: 'on' },
        { CACHE_DIR: kept.cacheFolder, STRICT: '1' },
        { CACHE_DIR: scratchFolder() },
        { CACHE_DIR: 'off' },
      ]) {
        const { code, stderr } = await annals(['serve'], { ...env, ...other });
        assert.equal(code, 1, JSON.stringify(other));
        assert.match(stderr, /\nannals: not started; mend these problems first/);
      }
      kept.folder.write('events/beta.yaml', titled('Beta', { when: '2019' }));
    });

    it('has the images and the vocabulary as they were, whatever is in the folder now', async () => {
      kept.folder.delete('images/bridge.png');
      kept.folder.delete('people.yaml');
      const settings = VOCABULARY['chronology.yaml'] ?? '';
      kept.folder.write('chronology.yaml', settings.replace('[en, ja]', '[ja]'));
      const second = await kept.serve();
      assert.match(second.said.stderr, LOUD);
      assert.deepEqual(await answersAt(second.port, PATHS), before);
      const answer = await requestTo(second.port, path);
      assert.deepEqual([answer.status, answer.body], [200, png(640, 480)]);
      await second.stop('SIGKILL');
      kept.folder.write('images/bridge.png', png(640, 480));
      for (const name of ['people.yaml', 'chronology.yaml']) kept.folder.write(name, VOCABULARY[name] ?? '');
    });

    it('that is not there at all waits for it to come, and STRICT says that it is not there', async () => {
      const { root } = kept.folder;
      renameSync(root, `${root}.away`);
      const env = { EVENTS_DIR: root, PORT: '0', CACHE_DIR: kept.cacheFolder };
      assert.equal((await annals(['serve'], { ...env, STRICT: 'on' })).code, 2);
      const second = await kept.serve();
      assert.match(second.stderr, /^not read: no folder at /);
      assert.match(second.said.stderr, LOUD);
      assert.equal((await requestTo(second.port, '/en/events/alpha')).status, 200);
      renameSync(`${root}.away`, root);
      await until('it is read', () => second.said.stdout.includes('read anew'));
      kept.folder.write('events/alpha.yaml', titled('Back again'));
      await untilShown(second, 'Back again');
      await second.stop();
    });
  });
});

/** Files that are no part of a chronology, and that editors and file systems leave for a moment or for good. */
const TEMPORARY = [
  ...['.alpha.yaml.swp', '.alpha.yaml.swx', 'alpha.yaml~', '4913', '#alpha.yaml#', '.#alpha.yaml', 'alpha.yaml.tmp'],
  ...[
    'alpha.yaml.bak',
    '___jb_tmp___',
    '.goutputstream-X1Y2Z3',
    '.nfs000000000000000100000001',
    'sedAbC123',
    '.DS_Store',
  ],
];

interface Kind {
  /** What is done to the folder. */
  readonly spoil: (folder: EditedFolder) => void;
  readonly mend: (folder: EditedFolder) => void;
  /** The line that says what is wrong. */
  readonly says: RegExp;
}

const at = (folder: EditedFolder, path: string) => join(folder.root, path);

/** Files of a good state of their own each, which may be spoilt all at once. */
const SPOILT = {
  halved: titled('Halved', { when: '2019' }),
  emptied: titled('Emptied', { when: '2019' }),
  locked: titled('Locked', { when: '2019' }),
};

function restore(folder: EditedFolder, slug: keyof typeof SPOILT): void {
  folder.write(`events/${slug}.yaml`, SPOILT[slug]);
}

const KINDS: Readonly<Record<string, Kind>> = {
  'a file that is written by half': {
    spoil: (folder) => folder.write('events/halved.yaml', SPOILT.halved.slice(0, 60)),
    mend: (folder) => restore(folder, 'halved'),
    says: /events\/halved\.yaml:\d+:\d+ {2}\S/,
  },
  'a file that is empty for a moment': {
    spoil: (folder) => folder.write('events/emptied.yaml', ''),
    mend: (folder) => restore(folder, 'emptied'),
    says: /events\/emptied\.yaml:1:1 {2}/,
  },
  'a file of 100 MB': {
    spoil: (folder) => {
      folder.write('events/large.yaml', '');
      truncateSync(at(folder, 'events/large.yaml'), 100 * 1024 * 1024);
    },
    mend: (folder) => folder.delete('events/large.yaml'),
    says: /events\/large\.yaml:1:1 {2}larger than any file of a chronology may be/,
  },
  'a bomb of aliases': {
    spoil: (folder) => folder.write('events/bomb.yaml', monsters.get('aliases of aliases')?.[1]() ?? ''),
    mend: (folder) => folder.delete('events/bomb.yaml'),
    says: /events\/bomb\.yaml:\d+:\d+ {2}\S/,
  },
  'invalid UTF-8': {
    spoil: (folder) => folder.write('events/latin.yaml', Buffer.from(`${titled('x')}# caf\xe9\n`, 'latin1')),
    mend: (folder) => folder.delete('events/latin.yaml'),
    says: /events\/latin\.yaml:\d+:1 {2}not in the encoding UTF-8/,
  },
  'links that lead to each other': {
    spoil: (folder) => {
      symlinkSync('two.yaml', at(folder, 'events/one.yaml'));
      symlinkSync('one.yaml', at(folder, 'events/two.yaml'));
    },
    mend: (folder) => {
      for (const name of ['one', 'two']) unlinkSync(at(folder, `events/${name}.yaml`));
    },
    says: /events\/one\.yaml:1:1 {2}a link that leads back to itself/,
  },
  'a file that this user may not read': {
    spoil: (folder) => chmodSync(at(folder, 'events/locked.yaml'), 0),
    mend: (folder) => chmodSync(at(folder, 'events/locked.yaml'), 0o644),
    says: /events\/locked\.yaml:1:1 {2}this user may not read the file/,
  },
};

/** Behind it nothing else is seen. */
const LOCKED_FOLDER: Readonly<Record<string, Kind>> = {
  'a folder that this user may not read': {
    spoil: (folder) => chmodSync(at(folder, 'events'), 0),
    mend: (folder) => chmodSync(at(folder, 'events'), 0o755),
    says: /not read: EACCES: permission denied|may not be read by this user/,
  },
};

/** Root could read everything. */
const ordinary: Start = { isOrdinary: true };

describe('whatever comes into the folder', async () => {
  const kept = new Kept();
  for (const slug of ['halved', 'emptied', 'locked'] as const) restore(kept.folder, slug);
  let served = await kept.serve({}, ordinary);
  await kept.untilKept();
  const before = await answersAt(served.port, PATHS);

  const isServedOn = async () => assert.deepEqual(await answersAt(served.port, PATHS), before);
  const isGone = (what: string, said: number) =>
    until(`${what} is gone`, () => served.said.stdout.slice(said).includes('read anew'));

  for (const [what, { spoil, mend, says }] of Object.entries({ ...KINDS, ...LOCKED_FOLDER }))
    it(`be it ${what}: a line says so, what was served is served on, and all is well once it is gone`, async () => {
      const { stderr, stdout } = served.said;
      spoil(kept.folder);
      await until(`${what} is told of`, () => served.said.stderr.slice(stderr.length).endsWith(REFUSED));
      assert.match(served.said.stderr.slice(stderr.length), says);
      await isServedOn();
      mend(kept.folder);
      await isGone(what, stdout.length);
      await isServedOn();
    });

  // A start takes longer than all else; a folder that is locked as a whole has none of the others in it.
  for (const [which, kinds] of Object.entries({
    'any of these': KINDS,
    'a folder that this user may not read': LOCKED_FOLDER,
  }))
    it(`be it ${which}: a new start says so, serves what was served, and all is well once it is gone`, async () => {
      await served.stop('SIGKILL');
      for (const { spoil } of Object.values(kinds)) spoil(kept.folder);
      served = await kept.serve({}, ordinary);
      for (const { says } of Object.values(kinds)) assert.match(served.said.stderr, says);
      assert.match(served.said.stderr, LOUD);
      await isServedOn();
      const { length } = served.said.stdout;
      for (const { mend } of Object.values(kinds)) mend(kept.folder);
      await isGone(which, length);
      await isServedOn();
    });

  it('be they files of editors: they are no part of it, and not a word is said', async () => {
    const said = { ...served.said };
    for (const name of TEMPORARY) kept.folder.write(`events/${name}`, 'title: [');
    // As vim saves: it tries whether it may make a file, moves the old one away, writes the new one.
    kept.folder.write('events/4913', '');
    kept.folder.rename('events/alpha.yaml', 'events/alpha.yaml~');
    kept.folder.write('events/alpha.yaml', titled('Saved by an editor'));
    kept.folder.delete('events/4913');
    await untilShown(served, 'Saved by an editor');
    for (const name of TEMPORARY) kept.folder.delete(`events/${name}`);
    kept.folder.write('events/alpha.yaml', titled('Alpha'));
    await untilShown(served, 'Alpha');
    assert.equal(served.said.stderr, said.stderr);
    assert.deepEqual(await answersAt(served.port, PATHS), before);
  });

  it('be it a thousand files at once: each answer is of before or of after, and so after as many go', async () => {
    const beside = scratchFolder();
    mkdirSync(join(beside, 'many'));
    for (let n = 0; n < 1000; n += 1) writeFileSync(join(beside, 'many', `many-${n}.yaml`), titled(`Many ${n}`));
    const counts = new Set<string>();
    const seen = async (count: string) =>
      until(`${count} events`, async () => {
        const { text } = await requestTo(served.port, '/en/');
        counts.add(/<p class="count">([\d,]+) events/.exec(text)?.[1] ?? '');
        return counts.has(count);
      });
    // As a checkout writes them: one after another.
    mkdirSync(join(kept.folder.root, 'many'));
    for (const name of readdirSync(join(beside, 'many')))
      renameSync(join(beside, 'many', name), join(kept.folder.root, 'many', name));
    await seen('1,005');
    counts.clear();
    rmSync(join(kept.folder.root, 'many'), { recursive: true });
    await seen('5');
    assert.deepEqual(await answersAt(served.port, PATHS), before);
    await served.stop();
  });
});

describe('where nothing can be kept', { concurrency: 2 }, () => {
  /** That the service is as any other, but for one line on stderr. */
  async function assertServes(served: ServingCommand, folder: EditedFolder, code: string): Promise<void> {
    const warning = new RegExp(`^annals: nothing can be kept for the next start: ${code}\\b.*\\n$`);
    await until('it is told of', () => warning.test(served.said.stderr));
    for (const title of ['One', 'Two', 'Three']) {
      folder.write('events/alpha.yaml', titled(title));
      await untilShown(served, title);
    }
    const { code: ended, stderr } = await served.stop();
    assert.equal(ended, 0);
    assert.match(stderr, warning);
  }

  it('as the disk is full, one line says so and all is served', async () => {
    const kept = new Kept();
    // More than a small disk has left.
    for (let n = 0; n < 40; n += 1) kept.folder.write(`events/more-${n}.yaml`, titled(`More ${n} ${'x'.repeat(150)}`));
    const { folder, how, code } = fullDisk();
    await assertServes(await kept.serve({ CACHE_DIR: folder }, how), kept.folder, code);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name !== 'others'),
      [],
    );
  });

  it('as the folder is not this user’s, likewise', async () => {
    const kept = new Kept();
    chmodSync(kept.cacheFolder, 0o555);
    await assertServes(await kept.serve({ CACHE_DIR: join(kept.cacheFolder, 'own') }, ordinary), kept.folder, 'EACCES');
  });
});
