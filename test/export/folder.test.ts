/** The folder of an exported site: what changed is written, what is gone is removed, nothing of others is touched, and a site is never half one. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { FolderRefused, type Published, SiteFolder } from '../../src/export/site-folder.ts';
import { builtProgram } from '../support/build.ts';
import { annals } from '../support/command.ts';
import { environmentWith } from '../support/environment.ts';
import { contentOf, exportSite } from '../support/exported-site.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';

const BASE_URL = 'https://annals.example';

/** A chronology in one language, for each further one costs as much again: two events of which one says nothing of the other, and none of today. */
function chronology(): string {
  const root = scratchFolder();
  mkdirSync(join(root, 'events'));
  writeFileSync(
    join(root, 'chronology.yaml'),
    'title: One language\ndescription: A chronology for tests.\nlanguages: [en]\ntimeZone: UTC\nuidDomain: one.annals.example\ncitations: optional\ntypes:\n  meeting:\n    label: Meeting\n    plural: Meetings\n    color: darkblue\n',
  );
  writeEvent(root, 'alpha', 'Alpha', 2020);
  writeEvent(root, 'beta', 'Beta', 2021);
  return root;
}

function writeEvent(root: string, slug: string, title: string, year: number): void {
  writeFileSync(
    join(root, 'events', `${slug}.yaml`),
    `type: meeting\nwhen: ${year}-01-01\ntitle: ${title}\nsummary: Summary.\npublished: 2026-11-22\n`,
  );
}

const written = /: ([\d,]+) written, ([\d,]+) removed/;
const countsOf = (stdout: string) =>
  (written.exec(stdout) ?? []).slice(1).map((count) => Number(count.replace(',', '')));

/** What differs between two states of a folder, without what the site has of its own. */
function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((file) => before.get(file) !== after.get(file) && !file.startsWith('.annals-export/'))
    .filter((file) => !/\.(?:br|gz)$/.test(file))
    .sort();
}

function timesOf(root: string, files: Iterable<string>): ReadonlyMap<string, number> {
  return new Map([...files].map((file) => [file, statSync(join(root, file)).mtimeMs]));
}

/** Publishes texts to a folder, whatever they are. */
async function publish(root: string, texts: Readonly<Record<string, string>>): Promise<Published> {
  const folder = await SiteFolder.open(root);
  try {
    for (const [file, text] of Object.entries(texts)) {
      const type = file.endsWith('.png') ? 'image/png' : 'text/html; charset=utf-8';
      await folder.put({ file, path: `/${file}`, type, bytes: Buffer.from(text), isPopular: false });
    }
    return await folder.publish();
  } finally {
    await folder.close();
  }
}

describe('the folder of a site', () => {
  const texts = { 'en/index.html': 'home', 'en/country/UZ/index.html': 'Uzbekistan', 'icon.png': 'icon' };

  it('has each file, texts compressed beside it, and nothing that waits or is locked', async () => {
    const root = scratchFolder();
    const { files, removed } = await publish(root, texts);
    assert.deepEqual([files, removed], [3, 0]);
    for (const [file, text] of Object.entries(texts)) {
      assert.equal(readFileSync(join(root, file), 'utf8'), text);
      for (const ending of ['.br', '.gz'])
        assert.equal(existsSync(join(root, file + ending)), file.endsWith('.html'), file + ending);
    }
    assert.deepEqual(readdirSync(join(root, '.annals-export')), ['manifest.json']);
  });

  it('is written again where something changed, and nowhere else', async () => {
    const root = scratchFolder();
    await publish(root, texts);
    const times = timesOf(root, contentOf(root).keys());
    assert.deepEqual(await publish(root, texts), { files: 3, written: 0, removed: 0 });
    assert.deepEqual(timesOf(root, times.keys()), times);
    await publish(root, { ...texts, 'icon.png': 'Icon' });
    assert.equal(readFileSync(join(root, 'icon.png'), 'utf8'), 'Icon');
    const others = [...times.keys()].filter((file) => !/icon|manifest/.test(file));
    assert.deepEqual(timesOf(root, others), new Map([...times].filter(([file]) => others.includes(file))));
  });

  it('gets back a file of its own that others removed, changed in length or lost the compressed one of', async () => {
    for (const spoil of [
      (root: string) => rmSync(join(root, 'en/index.html')),
      (root: string) => writeFileSync(join(root, 'en/index.html'), 'half'.slice(0, 2)),
      (root: string) => rmSync(join(root, 'en/index.html.br')),
    ]) {
      const root = scratchFolder();
      await publish(root, texts);
      const state = contentOf(root);
      spoil(root);
      await publish(root, texts);
      assert.deepEqual(contentOf(root), state);
    }
  });

  it('loses what is gone, and the folders that are empty then', async () => {
    const root = scratchFolder();
    await publish(root, texts);
    assert.equal((await publish(root, { 'en/index.html': 'home' })).removed, 4);
    assert.deepEqual(
      readdirSync(root).filter((name) => name !== '.annals-export'),
      ['en'],
    );
    assert.deepEqual(readdirSync(join(root, 'en')).sort(), ['index.html', 'index.html.br', 'index.html.gz']);
  });

  it('keeps what others put there, and is left as it was where that stands in the place of its own', async () => {
    const root = scratchFolder();
    for (const name of ['CNAME', '.git']) writeFileSync(join(root, name), 'theirs');
    await publish(root, { 'en/index.html': 'home' });
    for (const name of ['en/country/UZ/index.html', 'google123.html']) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), 'theirs');
    }
    await publish(root, { 'en/index.html': 'home again' });
    const state = contentOf(root);
    await assert.rejects(publish(root, texts), {
      message: 'has files of others in the place of ours, such as en/country/UZ/index.html',
    });
    assert.deepEqual(contentOf(root), state);
    assert.equal(readFileSync(join(root, 'google123.html'), 'utf8'), 'theirs');
    assert.equal(readFileSync(join(root, 'CNAME'), 'utf8'), 'theirs');
  });

  it('has as its own what was put in place by one that was interrupted before it said so', async () => {
    const root = scratchFolder();
    await publish(root, { 'en/index.html': 'home' });
    writeFileSync(join(root, '.annals-export', 'begun.json'), '["en/begun.html","en/gone.html"]');
    for (const name of ['begun', 'gone']) writeFileSync(join(root, 'en', `${name}.html`), name);
    await publish(root, { 'en/index.html': 'home', 'en/begun.html': 'ended' });
    assert.equal(readFileSync(join(root, 'en/begun.html'), 'utf8'), 'ended');
    assert.equal(existsSync(join(root, 'en/gone.html')), false);
  });
});

describe('of several that write one folder at a time', () => {
  const lockOf = (root: string) => join(root, '.annals-export', 'lock');
  const locked = (text: string) => {
    const root = scratchFolder();
    mkdirSync(join(root, '.annals-export'));
    writeFileSync(lockOf(root), text);
    return root;
  };
  const holder = (pid: number, host = hostname()) => JSON.stringify({ pid, host, id: 'a-lock' });
  /** Of a process that is no more. */
  const ended = () => spawnSync(process.execPath, ['--version']).pid;

  /** Opens a folder several times at once, and has those that were told no say why. */
  async function openSeveral(root: string): Promise<readonly string[]> {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => SiteFolder.open(root)));
    const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    assert.equal(opened.length, 1);
    for (const folder of opened) await folder.close();
    return results.flatMap((result) => {
      if (result.status === 'fulfilled') return [];
      assert.ok(result.reason instanceof FolderRefused, String(result.reason));
      return [result.reason.message];
    });
  }

  it('one does, and the others are told which process has it, on which host', async () => {
    const root = scratchFolder();
    for (const message of await openSeveral(root))
      assert.match(
        message,
        /^is being written by (?:process \d+ on .+|another process); if that has ended, remove .+lock$/,
      );
    await publish(root, { 'index.html': 'home' });
    assert.deepEqual(readdirSync(join(root, '.annals-export')), ['manifest.json']);
  });

  it('one takes over the lock that a process left which is no more', async () => {
    // In a container, it may have had the number that this process has.
    for (const pid of [ended(), process.pid]) {
      const root = locked(holder(pid));
      await openSeveral(root);
      await publish(root, { 'index.html': 'home' });
      assert.deepEqual(readdirSync(join(root, '.annals-export')), ['manifest.json']);
    }
  });

  it('none does where the lock is of a process that runs, of another host, or of nobody who can be named', async () => {
    for (const [text, message] of [
      [holder(process.ppid), `by process ${process.ppid} on ${hostname()}`],
      [holder(1_000_000_000, 'elsewhere'), 'by process 1000000000 on elsewhere'],
      ['', 'by another process'],
      ['4711', 'by another process'],
    ] as const) {
      const root = locked(text);
      await assert.rejects(SiteFolder.open(root), {
        message: `is being written ${message}; if that has ended, remove ${lockOf(root)}`,
      });
      assert.equal(readFileSync(lockOf(root), 'utf8'), text);
    }
  });
});

describe('an exported site', async () => {
  const source = chronology();
  const first = await exportSite(source);
  const { root } = first;
  const before = contentOf(root);

  it('is not written again where nothing changed', async () => {
    const times = timesOf(root, before.keys());
    const { ended } = await exportSite(source, { root });
    assert.deepEqual([ended.code, ...countsOf(ended.stdout)], [0, 0, 0]);
    assert.deepEqual(timesOf(root, times.keys()), times);
    assert.deepEqual(readdirSync(join(root, '.annals-export')).sort(), ['manifest.json', 'nginx.conf']);
  });

  it('is left as it was where the chronology has problems', async () => {
    const faulty = join(source, 'events', 'epsilon.yaml');
    writeFileSync(faulty, 'title: [');
    const { code, stderr } = await annals(['export', root, '--base-url', BASE_URL], { EVENTS_DIR: source });
    rmSync(faulty);
    assert.equal(code, 1);
    assert.match(stderr, /epsilon\.yaml[\s\S]*nothing is written/);
    assert.deepEqual(contentOf(root), before);
  });

  it('is the old site where the export is interrupted; the next one goes on, and changes what is told of an edit alone', async () => {
    writeEvent(source, 'beta', 'Beta again', 2021);
    const child = spawn(process.execPath, [builtProgram(), 'export', root, '--base-url', BASE_URL], {
      env: environmentWith({ EVENTS_DIR: source, CACHE_DIR: 'off' }),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const part = join(root, '.annals-export', 'part');
    await until('a file that waits', () => existsSync(part) && readdirSync(part).length > 0);
    child.kill('SIGKILL');
    await ended;
    assert.deepEqual(changes(before, contentOf(root)), []);
    assert.equal((await exportSite(source, { root })).ended.code, 0);
    const changed = changes(before, contentOf(root));
    for (const file of ['en/events/beta.html', 'en/index.html', 'en/calendar.ics', 'feed.rss', 'en/events/beta.ics'])
      assert.ok(changed.includes(file), file);
    for (const file of changed)
      assert.doesNotMatch(file, /\/alpha\.(?:ics|json|ris|bib)|^events\/|(?:about|404)\.html$|\.js$/, file);
  });
});

describe('annals export', () => {
  it('refuses a folder that holds something else or that another process writes, and changes nothing', async () => {
    const source = chronology();
    const root = scratchFolder();
    const site = scratchFolder();
    writeFileSync(join(root, 'thesis.txt'), 'years of work\n');
    const other = await SiteFolder.open(site);
    for (const [folder, message] of [
      [root, /holds thesis\.txt and is no exported site\n.*nothing there is changed/],
      [site, /is being written by process \d+ on .*remove .*lock\n.*nothing there is changed/],
    ] as const) {
      const state = contentOf(folder);
      const { code, stderr } = await annals(['export', folder, '--base-url', BASE_URL], { EVENTS_DIR: source });
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.deepEqual(contentOf(folder), state);
    }
    await other.close();
    assert.deepEqual(readdirSync(site), []);
  });

  it('refuses a folder within that of the chronology', async () => {
    const source = chronology();
    const { code, stderr } = await annals(['export', join(source, 'site'), '--base-url', BASE_URL], {
      EVENTS_DIR: source,
    });
    assert.equal(code, 2);
    assert.match(stderr, /is in the chronology's folder/);
    assert.equal(existsSync(join(source, 'site')), false);
  });

  it('says what it needs where something is missing', async () => {
    for (const [args, message] of [
      [[], /needs the folder to write to/],
      [[join(scratchFolder(), 'site')], /needs the address that readers will use/],
      [[join(scratchFolder(), 'site'), '--base-url', 'example.org'], /BASE_URL is "example\.org": write the address/],
      [[join(scratchFolder(), 'site'), '--base-url', 'https://example.org/en'], /begins with \/en\//],
    ] as const) {
      const { code, stderr } = await annals(['export', ...args]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  });
});
