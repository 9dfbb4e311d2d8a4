/** A running service serves what its folder says: good changes as a whole, bad ones not at all, and never otherwise than a new start. */
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { reportOf } from '../../src/chronology/report/report.ts';
import { formatReport } from '../../src/chronology/report/text.ts';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { annalsServe, type ServingCommand } from '../support/command.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import type { Environment } from '../support/environment.ts';
import { addressesIn, answersAt, representativesOf } from '../support/every-address.ts';
import { find } from '../support/html.ts';
import { png } from '../support/images.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';
import { type Answer, BASE_URL, EVERY_DATE, requestTo } from '../support/service.ts';

const titled = (en: string, fields = {}) => eventText({ title: { en, ja: `「${en}」` }, ...fields });

const EVENTS = {
  alpha: titled('Alpha'),
  beta: titled('Beta', { when: '2019', countries: ['UZ'] }),
  gamma: titled('Gamma', { when: '2021' }),
};

function newFolder(): EditedFolder {
  return new EditedFolder(EVENTS);
}

function serveFolder(folder: string, env: Environment = {}): Promise<ServingCommand> {
  return annalsServe({ EVENTS_DIR: folder, BASE_URL, ...env });
}

/** Resolves when the page of all events has a text. */
async function untilShown({ port }: ServingCommand, text: string): Promise<Answer> {
  return until(`${text} on the page`, async () => {
    const answer = await requestTo(port, '/en/');
    return answer.text.includes(text) && answer;
  });
}

/** What was said after what was said before. */
function saidSince({ said }: ServingCommand, before: { stdout: string; stderr: string }) {
  return { stdout: said.stdout.slice(before.stdout.length), stderr: said.stderr.slice(before.stderr.length) };
}

/** All that the command says from now on, until it says this. */
function listening(served: ServingCommand) {
  const before = { ...served.said };
  return async (stream: 'stdout' | 'stderr', text: string | RegExp) => {
    await until(`${text} said`, () => {
      const said = saidSince(served, before)[stream];
      return typeof text === 'string' ? said.includes(text) : text.test(said);
    });
    return saidSince(served, before);
  };
}

const SHOWS_ALPHA = ['/en/', '/ja/', '/calendar.ics', '/feed.rss', '/en/type/meeting/calendar.ics', '/en/events/alpha'];
const SHOWS_NONE = [
  '/en/country/UZ/',
  '/en/country/UZ/calendar.ics',
  '/ja/country/UZ/feed.rss',
  '/en/events/gamma.ics',
];

describe('a change of the folder', async () => {
  // One service for all, each of which leaves the folder as it may: to start one takes longer than most of what is asked of it.
  const folder = newFolder();
  const served = await serveFolder(folder.root);
  const initially = await answersAt(served.port, [...SHOWS_ALPHA, ...SHOWS_NONE]);
  let settlings = 0;

  /** Has the folder as it was at first, and served so, with nothing left to be told of. */
  beforeEach(async () => {
    const files: Readonly<Record<string, string>> = {
      ...VOCABULARY,
      ...Object.fromEntries(Object.entries(EVENTS).map(([slug, text]) => [`events/${slug}.yaml`, text])),
    };
    for (const path of folder.files) if (files[path] === undefined) folder.delete(path);
    for (const [path, text] of Object.entries(files)) folder.write(path, text);
    // A reading that begins after this was written has read all that was written before.
    settlings += 1;
    folder.write('events/settled.yaml', titled(`Settled ${settlings}`));
    await untilShown(served, `Settled ${settlings}`);
    const said = listening(served);
    folder.delete('events/settled.yaml');
    await said('stdout', ': 3 events');
    assert.deepEqual(await answersAt(served.port, [...SHOWS_ALPHA, ...SHOWS_NONE]), initially);
  });
  after(() => served.stop());

  it('may be of an image: the page shows it under another address, and the former one has it as well', async () => {
    folder.write('images/bridge.png', png(640, 480));
    folder.write(
      'events/alpha.yaml',
      titled('Alpha', { image: { file: 'bridge.png', alt: 'A bridge', credit: 'Us' } }),
    );
    await until('the image', async () => (await requestTo(served.port, '/en/events/alpha')).text.includes('A bridge'));
    const image = async () => {
      const { src = '', width } = find(
        (await requestTo(served.port, '/en/events/alpha')).text,
        '.image img',
      ).attributes;
      return { path: new URL(src, `${BASE_URL}/en/events/alpha`).pathname, width };
    };
    const first = await image();
    assert.deepEqual((await requestTo(served.port, first.path)).body, png(640, 480));

    folder.replace('images/bridge.png', png(320, 240));
    const second = await until('another image', async () => {
      const now = await image();
      return now.width === '320' && now;
    });
    assert.notEqual(second.path, first.path);
    assert.deepEqual((await requestTo(served.port, second.path)).body, png(320, 240));
    const former = await requestTo(served.port, first.path);
    assert.deepEqual([former.status, former.body], [200, (await requestTo(served.port, second.path)).body]);

    // One that is wrong is not taken over: what was served stays.
    const said = listening(served);
    folder.replace('images/bridge.png', 'no image');
    assert.match(
      (await said('stderr', 'not taken over')).stderr,
      /image\.file: its content is no image that can be read/,
    );
    assert.deepEqual(await image(), second);
    assert.deepEqual((await requestTo(served.port, second.path)).body, png(320, 240));
  });

  it('is served at once and everywhere, and no other address has other bytes', async () => {
    const ask = (paths: readonly string[]) => Promise.all(paths.map((path) => requestTo(served.port, path)));
    const before = await ask(SHOWS_ALPHA);
    const others = await ask(SHOWS_NONE);
    const said = listening(served);
    folder.write('events/alpha.yaml', titled('Changed'));
    await untilShown(served, 'Changed');
    for (const [index, after] of (await ask(SHOWS_ALPHA)).entries()) {
      assert.equal(after.status, 200, SHOWS_ALPHA[index]);
      assert.ok(after.text.includes('Changed') && !after.text.includes('Alpha'), SHOWS_ALPHA[index]);
      assert.notEqual(after.headers.etag, before[index]?.headers.etag, SHOWS_ALPHA[index]);
    }
    for (const [index, after] of (await ask(SHOWS_NONE)).entries()) {
      assert.deepEqual(after.body, others[index]?.body, SHOWS_NONE[index]);
      assert.equal(after.headers.etag, others[index]?.headers.etag, SHOWS_NONE[index]);
    }
    for (const [path, [known], status] of [
      ['/en/', before, 200],
      ['/en/country/UZ/', others, 304],
    ] as const) {
      const headers = { 'If-None-Match': known?.headers.etag ?? '' };
      assert.equal((await requestTo(served.port, path, { headers })).status, status, path);
    }
    assert.deepEqual(await said('stdout', 'read anew'), {
      stdout: `annals: 3 events of ${folder.root}, 1 file read anew\n`,
      stderr: '',
    });
  });

  it('that is wrong changes nothing, is printed as check prints it, and so is that it was mended', async () => {
    const before = await answersAt(served.port, [...SHOWS_ALPHA, ...SHOWS_NONE]);
    const unchanged = async () =>
      assert.deepEqual(await answersAt(served.port, [...SHOWS_ALPHA, ...SHOWS_NONE]), before);
    const refused = 'annals: not taken over; readers keep getting what was served before\n';

    for (const [path, text] of [
      ['events/alpha.yaml', titled('Alpha', { when: 'March 2023' })],
      ['events/beta.yaml', 'title: ['],
      ['events/delta.yaml', titled('Delta', { series: { id: 'rounds', number: '1' } })],
      ['chronology.yaml', `${VOCABULARY['chronology.yaml']}colour: red\n`],
    ] as const) {
      const said = listening(served);
      folder.write(path, text);
      const { stderr, stdout } = await said('stderr', refused);
      const { problems, eventCount } = await loadFolder(folder.root);
      // What `check` prints.
      const report = formatReport(reportOf(problems, folder.root, eventCount));
      assert.deepEqual([stderr, stdout], [`${report}\n${refused}`, ''], path);
      await unchanged();
    }
    // One after another is mended.
    for (const [path, text] of [
      ['chronology.yaml', VOCABULARY['chronology.yaml'] ?? ''],
      ['events/alpha.yaml', titled('Alpha')],
    ] as const) {
      const said = listening(served);
      folder.write(path, text);
      assert.equal((await said('stderr', refused)).stdout, '', path);
    }
    const said = listening(served);
    folder.delete('events/delta.yaml');
    folder.write('events/beta.yaml', titled('Beta', { when: '2019', countries: ['UZ'] }));
    assert.match(
      (await said('stdout', /: 3 events.* read anew\n/)).stdout,
      /^annals: 3 events of \S+, \d files? read anew\n$/,
    );
    await unchanged();
  });

  it('is served however the file came there and went', async () => {
    folder.replace('events/alpha.yaml', titled('Renamed over'));
    await untilShown(served, 'Renamed over');
    folder.write('new/deep/one.yaml', titled('In a new folder'));
    await untilShown(served, 'In a new folder');
    folder.write('new/deep/one.yaml', titled('Edited there'));
    await untilShown(served, 'Edited there');
    folder.rename('new', 'moved');
    folder.write('moved/deep/two.yaml', titled('Beside it'));
    await untilShown(served, 'Beside it');
    folder.write('moved/deep/one.yaml', titled('After the move'));
    await untilShown(served, 'After the move');
    // Another folder of the name, and of the number where the disk gives it again.
    folder.removeFolder('moved');
    folder.write('moved/deep/three.yaml', titled('In its place'));
    const { text } = await untilShown(served, 'In its place');
    assert.ok(!text.includes('After the move') && text.includes('<p class="count">4 events<'));
    folder.write('moved/deep/three.yaml', titled('And edited'));
    await untilShown(served, 'And edited');
    folder.removeFolder('moved');
    await untilShown(served, '<p class="count">3 events<');
  });

  it('of many files is served when it is done', async () => {
    const said = listening(served);
    for (let index = 0; index < 300; index += 1)
      writeFileSync(join(folder.root, 'events', `many-${index}.yaml`), titled(`Many ${index}`));
    await untilShown(served, '<p class="count">303 events<');
    assert.equal((await said('stdout', ': 303 events')).stderr, '');
    const { port } = served;
    const { text } = await requestTo(port, '/en/?q=many');
    assert.match(text, /<p class="count">300 /);
  });

  it('is taken over as a whole, whoever asks meanwhile', async () => {
    const { port } = served;
    let isDone = false;
    const seen = new Map<string, Set<string>>();
    const asking = ['/en/', '/calendar.ics', '/ja/feed.rss', '/en/?from=2000', '/en/?q=state'].map(async (path) => {
      const bodies = new Set<string>();
      seen.set(path, bodies);
      while (!isDone) {
        const { status, text, headers } = await requestTo(port, path);
        assert.equal(status, 200);
        bodies.add(`${headers.etag} ${text}`);
        await setTimeout(5);
      }
    });
    const states: string[][] = [];
    const note = async () => {
      const answers = await Promise.all([...seen.keys()].map((path) => requestTo(port, path)));
      states.push(answers.map(({ headers, text }) => `${headers.etag} ${text}`));
    };
    await note();
    for (let state = 0; state < 6; state += 1) {
      // One file more, or another text: each is a state of its own.
      if (state % 2 === 0) folder.write(`events/added-${'abc'[state / 2]}.yaml`, titled(`State ${state}.`));
      else folder.write('events/alpha.yaml', titled(`State ${state}.`));
      await untilShown(served, `State ${state}.`);
      await note();
    }
    isDone = true;
    await Promise.all(asking);
    for (const [index, [path, bodies]] of [...seen].entries())
      for (const body of bodies) {
        assert.ok(
          states.some((state) => state[index] === body),
          `${path}: an answer of no state`,
        );
        const [, count] = /<p class="count">(\d+) events/.exec(body) ?? [];
        if (count) assert.equal(body.match(/<article /g)?.length ?? 0, Number(count), path);
      }
  });

  it('of the synonyms is found by the next search, and what they were no more', async () => {
    const finds = async (q: string) => (await requestTo(served.port, `/en/?q=${q}`)).text.includes('id="event-alpha"');
    const settings = VOCABULARY['chronology.yaml'] ?? '';
    assert.ok(!(await finds('omicron')));
    folder.write('chronology.yaml', `${settings}synonyms:\n  - [alpha, omicron]\n`);
    await until('the synonym to be found', () => finds('omicron'));
    folder.write('chronology.yaml', `${settings}synonyms:\n  - [alpha, sigma]\n`);
    await until('the other synonym to be found', () => finds('sigma'));
    assert.ok(!(await finds('omicron')));
  });

  it('of a colour gives pages another style sheet, and leaves those before to pages that were kept', async () => {
    const sheetOf = async () =>
      /\/assets\/style\.[0-9a-f]+\.css/.exec((await requestTo(served.port, '/en/')).text)?.[0] ?? '';
    const before = await sheetOf();
    const bytes = (await requestTo(served.port, before)).body;
    const recolour = async (colour: string) => {
      const last = await sheetOf();
      folder.write('chronology.yaml', (VOCABULARY['chronology.yaml'] ?? '').replace('darkblue', colour));
      return until('another style sheet', async () => {
        const sheet = await sheetOf();
        return sheet !== last && sheet;
      });
    };
    const now = await recolour('teal');
    assert.notDeepEqual((await requestTo(served.port, now)).body, bytes);
    assert.deepEqual((await requestTo(served.port, before)).body, bytes);
    // Whatever changes after that.
    folder.write('events/alpha.yaml', titled('In teal'));
    await untilShown(served, 'In teal');
    assert.deepEqual((await requestTo(served.port, before)).body, bytes);
    await recolour('olive');
    assert.deepEqual((await requestTo(served.port, before)).body, bytes);
  });

  it('is found once a folder that was away is back, and served on meanwhile', async () => {
    const before = await requestTo(served.port, '/en/');
    const away = listening(served);
    renameSync(folder.root, `${folder.root}.away`);
    await away(
      'stderr',
      // A reading that was under way then can tell before that files are gone.
      /(^|\n)not read: no folder at [^\n]*\nannals: not taken over; readers keep getting what was served before\n$/,
    );
    assert.deepEqual((await requestTo(served.port, '/en/')).body, before.body);
    const back = listening(served);
    renameSync(`${folder.root}.away`, folder.root);
    await back('stdout', `annals: 3 events of ${folder.root}, 0 files read anew\n`);
    folder.write('events/alpha.yaml', titled('Back again'));
    await untilShown(served, 'Back again');
  });

  it('is not needed where SIGHUP comes: with nothing changed it changes nothing, and says so', async () => {
    const before = await answersAt(served.port, SHOWS_ALPHA);
    const said = listening(served);
    process.kill(served.pid, 'SIGHUP');
    assert.deepEqual(await said('stdout', 'read anew'), {
      stdout: `annals: 3 events of ${folder.root}, 0 files read anew\n`,
      stderr: '',
    });
    assert.deepEqual(await answersAt(served.port, SHOWS_ALPHA), before);
  });

  it('that is wrong is told once more on SIGHUP', async () => {
    const said = listening(served);
    folder.write('events/alpha.yaml', titled('Bad', { when: 'March 2023' }));
    await said('stderr', '1 problem in 1 file');
    process.kill(served.pid, 'SIGHUP');
    await said('stderr', /(?:1 problem in 1 file[\s\S]*){2}/);
  });

  it('is served where a link on the way to the folder leads to another one, and what is edited there', async () => {
    const [one, two] = [newFolder(), newFolder()];
    two.write('events/alpha.yaml', titled('Of another folder'));
    const current = join(scratchFolder(), 'current');
    symlinkSync(one.root, current);
    const served = await serveFolder(current);
    // At once, as tools that deploy have it.
    symlinkSync(two.root, `${current}.next`);
    renameSync(`${current}.next`, current);
    await untilShown(served, 'Of another folder');
    two.write('events/beta.yaml', titled('Edited there'));
    await untilShown(served, 'Edited there');
    await served.stop();
  });
});

describe('SIGHUP', () => {
  it('has the folder read where it is not watched', async () => {
    const folder = newFolder();
    const served = await serveFolder(folder.root, { WATCH: 'off' });
    const before = await requestTo(served.port, '/en/');
    for (const title of ['One', 'Two']) folder.write('events/alpha.yaml', titled(title));
    assert.deepEqual((await requestTo(served.port, '/en/')).body, before.body);
    const said = listening(served);
    process.kill(served.pid, 'SIGHUP');
    await untilShown(served, 'Two');
    assert.deepEqual(await said('stdout', 'read anew'), {
      stdout: `annals: 3 events of ${folder.root}, 1 file read anew\n`,
      stderr: '',
    });
    await served.stop();
  });
});

describe('what is served after changes', () => {
  it('is byte for byte what a new start serves, with a cache and without', async () => {
    const folder = scratchFolder();
    cpSync(EVERY_DATE, folder, { recursive: true });
    const files = ['dates', 'kinds'].flatMap((name) => readdirSync(join(folder, name)).map((file) => join(name, file)));
    const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
    const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
    const addresses = representativesOf(await addressesIn(EVERY_DATE));

    // Otherwise at first: other texts, other dates, other places in the order.
    for (const [index, [file, text]] of [...texts].entries())
      if (file.startsWith('dates') && index % 3 === 0)
        write(file, text.replace(/^when: .*$/m, `when: ${2000 + index}`).replace(/^ {2}en: /m, '  en: Was '));
    const cache = { CACHE_DIR: scratchFolder() };
    const served = await serveFolder(folder, { ...cache, WATCH: 'off' });
    // What is in memory before a change, and would be stale after it.
    const first = await answersAt(served.port, addresses);
    for (const rest of [0, 1, 2, 3]) {
      const said = listening(served);
      for (const [index, [file, text]] of [...texts].entries())
        if (index % 3 === 0 && Math.floor(index / 3) % 4 === rest) write(file, text);
      process.kill(served.pid, 'SIGHUP');
      await said('stdout', 'read anew');
    }
    const given = await answersAt(served.port, addresses);
    assert.notDeepEqual(given, first);
    await served.stop();
    for (const env of [cache, {}]) {
      const fresh = await serveFolder(folder, env);
      assert.deepEqual(await answersAt(fresh.port, addresses), given, JSON.stringify(env));
      await fresh.stop();
    }
  });
});
