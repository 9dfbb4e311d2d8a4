/** The folder of an exported site: what changed is written, what is gone is removed, nothing of others is touched, and a site is never half one. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { builtProgram } from '../support/build.ts';
import { eventText } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { environmentWith } from '../support/environment.ts';
import { contentOf, exportSite } from '../support/exported-site.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';

/** Two events of which one says nothing of the other, and none of today. */
function chronology(): EditedFolder {
  const folder = new EditedFolder();
  folder.write('events/alpha.yaml', eventText({ title: { en: 'Alpha', ja: 'アルファ' }, when: '2020-01-01' }));
  folder.write('events/beta.yaml', eventText({ title: { en: 'Beta', ja: 'ベータ' }, when: '2021-01-01' }));
  return folder;
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

describe('the folder of an exported site', async () => {
  const source = chronology();
  const first = await exportSite(source.root);
  const { root } = first;
  const before = contentOf(root);
  const again = { root };

  it('is not written again where nothing changed', async () => {
    const times = new Map([...before.keys()].map((file) => [file, statSync(join(root, file)).mtimeMs]));
    const { ended } = await exportSite(source.root, again);
    assert.deepEqual([ended.code, ...countsOf(ended.stdout)], [0, 0, 0]);
    for (const [file, time] of times) assert.equal(statSync(join(root, file)).mtimeMs, time, file);
  });

  it('has nothing that waits, and nothing that is locked', () => {
    assert.deepEqual(readdirSync(join(root, '.annals-export')).sort(), ['manifest.json', 'nginx.conf']);
  });

  it('is changed by an edit where the event is told of, and nowhere else', async () => {
    source.write('events/beta.yaml', eventText({ title: { en: 'Beta again', ja: 'ベータ' }, when: '2021-01-01' }));
    const { ended } = await exportSite(source.root, again);
    const changed = changes(before, contentOf(root));
    assert.equal(ended.code, 0);
    for (const file of ['en/events/beta.html', 'en/index.html', 'en/calendar.ics', 'feed.rss', 'en/events/beta.ics'])
      assert.ok(changed.includes(file), file);
    for (const file of changed) {
      assert.doesNotMatch(file, /\/alpha\.(?:ics|json|ris|bib)|^events\/|(?:about|404)\.html$|\.js$/, file);
    }
  });

  it('loses what is gone, and the folders that are empty then', async () => {
    source.write(
      'events/gamma.yaml',
      eventText({ title: { en: 'Gamma', ja: 'ガンマ' }, when: '2022-01-01', countries: ['UZ'] }),
    );
    await exportSite(source.root, again);
    assert.ok(existsSync(join(root, 'en/country/UZ/calendar.ics')));
    rmSync(join(source.root, 'events/gamma.yaml'));
    const { ended } = await exportSite(source.root, again);
    assert.equal(ended.code, 0);
    for (const path of ['en/country/UZ', 'en/events/gamma.html', 'en/events/gamma.html.br', 'events/gamma.html'])
      assert.equal(existsSync(join(root, path)), false, path);
  });

  it('keeps what others put there', async () => {
    writeFileSync(join(root, 'CNAME'), 'annals.example\n');
    writeFileSync(join(root, 'google123.html'), 'mine\n');
    assert.equal((await exportSite(source.root, again)).ended.code, 0);
    assert.equal(readFileSync(join(root, 'google123.html'), 'utf8'), 'mine\n');
  });

  it('is left as it was where a file of others stands in the place of one of its own', async () => {
    mkdirSync(join(root, 'en/country/KG'), { recursive: true });
    writeFileSync(join(root, 'en/country/KG/index.html'), 'mine\n');
    const state = contentOf(root);
    source.write(
      'events/delta.yaml',
      eventText({ title: { en: 'Delta', ja: 'デルタ' }, when: '2023-01-01', countries: ['KG'] }),
    );
    const { ended } = await exportSite(source.root, again);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /has files of others in the place of ours, such as en\/country\/KG\/index\.html/);
    assert.deepEqual(changes(state, contentOf(root)), []);
    rmSync(join(source.root, 'events/delta.yaml'));
  });

  it('is left as it was where the chronology has problems', async () => {
    const state = contentOf(root);
    source.write('events/epsilon.yaml', 'title: [');
    const { ended } = await exportSite(source.root, again);
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /epsilon\.yaml[\s\S]*nothing is written/);
    assert.deepEqual(changes(state, contentOf(root)), []);
    rmSync(join(source.root, 'events/epsilon.yaml'));
  });

  it('is the old site where the export is interrupted, and the next one goes on', async () => {
    const state = contentOf(root);
    source.write('events/zeta.yaml', eventText({ title: { en: 'Zeta', ja: 'ゼータ' }, when: '2024-01-01' }));
    const child = spawn(process.execPath, [builtProgram(), 'export', root, '--base-url', first.baseUrl], {
      env: environmentWith({ EVENTS_DIR: source.root, CACHE_DIR: 'off' }),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const part = join(root, '.annals-export', 'part');
    await until('a file that waits', () => existsSync(part) && readdirSync(part).length > 0);
    child.kill('SIGKILL');
    await ended;
    assert.deepEqual(changes(state, contentOf(root)), []);
    assert.equal((await exportSite(source.root, again)).ended.code, 0);
    assert.ok(existsSync(join(root, 'en/events/zeta.html')));
  });
});

describe('an export to a folder that holds something else', () => {
  it('is refused, and changes nothing', async () => {
    const source = chronology();
    const root = scratchFolder();
    writeFileSync(join(root, 'thesis.txt'), 'years of work\n');
    const { ended } = await exportSite(source.root, { root });
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /holds thesis\.txt and is no exported site\nnothing there is changed/);
    assert.deepEqual([...contentOf(root).keys()], ['thesis.txt']);
  });

  it('is refused within the folder of the chronology', async () => {
    const source = chronology();
    const { ended } = await exportSite(source.root, { root: join(source.root, 'site') });
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /is in the chronology's folder/);
    assert.equal(existsSync(join(source.root, 'site')), false);
  });
});

describe('annals export', () => {
  it('says what it needs where something is missing', async () => {
    const { annals } = await import('../support/command.ts');
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
