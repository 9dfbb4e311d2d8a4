/** A new curator's way in: `annals init`, the first own event with `annals new`, and `annals fmt`, as a person types and as a script runs them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadFolder } from '../src/chronology/folder/load.ts';
import { wordLanguages } from '../src/chronology/languages/languages.ts';
import { fmt as fmtCommand } from '../src/commands/fmt.ts';
import { init as initCommand } from '../src/commands/init.ts';
import { newEvent as newCommand } from '../src/commands/new.ts';
import { UsageError } from '../src/commands/usage.ts';
import { annals, unheard } from './support/command.ts';
import { serve } from './support/service.ts';
import { CANCEL, DOWN, ENTER, typedTerminal } from './support/typed-terminal.ts';

const [init, newEvent, fmt] = [unheard(initCommand), unheard(newCommand), unheard(fmtCommand)];

const scratch = mkdtempSync(join(tmpdir(), 'annals-'));
after(() => rmSync(scratch, { recursive: true }));

const NOON = Date.UTC(2026, 10, 29, 12);
const now = () => NOON;
const NOBODY = undefined;

let count = 0;
const newFolder = () => {
  count += 1;
  return join(scratch, `our-town-${count}`);
};

/** A new chronology, made without questions. */
async function begun(...args: readonly string[]): Promise<string> {
  const folder = newFolder();
  assert.equal(
    await init(
      [folder, '--title', 'Our town', '--languages', 'en', '--zone', 'UTC', '--yes', ...args],
      {},
      now,
      NOBODY,
    ),
    0,
  );
  return folder;
}

const add = (folder: string, ...args: readonly string[]) => newEvent([folder, ...args, '--yes'], {}, now, NOBODY);
const BRIDGE = ['--title', 'The bridge opens', '--when', '1904-05', '--summary', 'The first bridge over the river.'];

/** What a command that was wrong says, and its one hint. */
async function refused(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => assert.fail('was not refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof UsageError, String(error));
  return `${error.message}\n${error.hint ?? ''}`;
}

describe('annals init', () => {
  it('says where to go on in a form that a shell takes, whatever the folder is called', async () => {
    const folder = `${newFolder()} of "mine" & 'yours'`;
    const { stdout } = await annals(['init', folder, '--yes']);
    const there = stdout.split('\n').find((line) => line.startsWith('  cd ')) ?? '';
    const { status, stdout: reached } = spawnSync('sh', ['-c', `${there.trim()} && ls`], { encoding: 'utf8' });
    assert.equal(status, 0, there);
    assert.match(reached, /^chronology\.yaml$/m);
  });

  it('asks for title, languages and zone, and writes a chronology without problems', async () => {
    const folder = newFolder();
    const terminal = typedTerminal([
      ['called', `!${ENTER}`],
      ['languages', `${ENTER}`],
      ['time zone', ENTER],
    ]);
    assert.equal(await init([folder], { LANG: 'ja_JP.UTF-8' }, now, terminal), 0);
    const { chronology, problems } = await loadFolder(folder);
    assert.deepEqual(problems, []);
    assert.match(chronology?.vocabulary.settings.title.ja ?? '', /^Our town \d+!$/);
    assert.deepEqual(chronology?.vocabulary.settings.languages, ['ja']);
    assert.equal(chronology?.events.length, 2);
  });

  it('proposes the language of the machine where the interface has words in it, and English elsewhere', async () => {
    const proposed = async (LANG: string) => {
      const folder = newFolder();
      assert.equal(await init([folder, '--yes'], { LANG }, now), 0);
      return (await loadFolder(folder)).chronology?.vocabulary.settings.languages;
    };
    for (const [machine, language] of [
      ['ja_JP.UTF-8', 'ja'],
      ['zh_CN.UTF-8', 'zh-Hans'],
      ['zh_TW', 'en'],
      ['de_AT@euro', 'de'],
      ['en_US.UTF-8', 'en'],
      ['kk_KZ', 'en'],
      ['C.UTF-8', 'en'],
      ['', 'en'],
    ] as const)
      assert.deepEqual(await proposed(machine), [language], machine);
  });

  it('serves at once, in every language and with either rule for citations', async () => {
    for (const citations of ['optional', 'required']) {
      const folder = await begun('--languages', wordLanguages.join(), '--citations', citations);
      const { chronology } = await loadFolder(folder);
      assert.ok(chronology, citations);
      const service = await serve({ chronology });
      for (const language of wordLanguages)
        for (const path of [
          `/${language}/`,
          `/${language}/about`,
          `/${language}/events/sample-founding`,
          `/${language}/calendar.ics`,
        ])
          assert.equal((await service.request(path, { headers: { Accept: '*/*' } })).status, 200, path);
      const { text } = await service.request('/en/about', { headers: { Accept: 'text/html' } });
      assert.equal(text.includes('which document says so'), citations === 'required');
      assert.equal(/href="[^"]*\bsources"/.test(text), citations === 'required');
    }
  });

  it('gives no warning, and each chronology a domain of its own', async () => {
    const [one, other] = [await begun(), await begun()];
    assert.match((await annals(['check', one])).stdout, /2 events, no problems/);
    const domainOf = (folder: string) =>
      /^uidDomain: (our-town-[0-9a-f]{8}\.annals\.example)$/m.exec(
        readFileSync(join(folder, 'chronology.yaml'), 'utf8'),
      )?.[1];
    assert.ok(domainOf(one));
    assert.notEqual(domainOf(one), domainOf(other));
  });

  it('is in the house order', async () => {
    assert.equal(await fmt([await begun(), '--check'], {}), 0);
  });

  it('writes over nothing', async () => {
    const folder = await begun();
    assert.match(await refused(begunAgain(folder)), /is a chronology already\n`annals new .*` adds an event$/);
    writeFileSync(join(scratch, 'file'), '');
    assert.match(await refused(begunAgain(join(scratch, 'file'))), /is a file\nname a new folder$/);
    assert.match(await refused(begunAgain(scratch)), /is not empty\nname a new folder$/);
  });

  it('says which option is missing or wrong, with one hint', async () => {
    assert.match(await refused(init([], {}, now, NOBODY)), /needs the folder.*\nannals init town$/);
    const wrong = (...args: readonly string[]) => refused(init([newFolder(), '--yes', ...args], {}, now, NOBODY));
    assert.match(
      await wrong('--languages', 'en,xx'),
      /^--languages: no language xx\nwrite tags of BCP 47; the interface has words in en \(English\), /,
    );
    assert.match(await wrong('--zone', 'Berlin'), /^--zone: not an IANA time zone\nwrite Europe\/Berlin/);
    assert.match(await wrong('--citations', 'never'), /^--citations takes no never\nwrite optional or required$/);
  });

  it('that is cancelled writes nothing', async () => {
    const folder = newFolder();
    assert.equal(
      await refused(init([folder], {}, now, typedTerminal([['called', CANCEL]]))),
      'cancelled\nnothing was written',
    );
    assert.ok(!existsSync(folder));
  });
});

const begunAgain = (folder: string) => init([folder, '--yes'], {}, now, NOBODY);

describe('annals new', () => {
  it('asks for what an event needs, proposes a name, and the event is on the page', async () => {
    const folder = await begun();
    const terminal = typedTerminal([
      ['What happened, in a few words', `The bridge opens${ENTER}`],
      ['When', `May 1904${ENTER}`],
      ['write 1904-05', `${'\u007f'.repeat(8)}1904-05${ENTER}`],
      ['one or two sentences', `The first bridge: #1${ENTER}`],
      ['name of its file', ENTER],
    ]);
    assert.equal(await newEvent([folder], {}, now, terminal), 0, terminal.shown());
    assert.equal(
      readFileSync(join(folder, '1904', 'the-bridge-opens.yaml'), 'utf8'),
      `type: event\nwhen: 1904-05\ntitle: The bridge opens\nsummary: 'The first bridge: #1'\npublished: 2026-11-29\n`,
    );
    const { chronology } = await loadFolder(folder);
    assert.ok(chronology);
    const service = await serve({ chronology });
    const { text } = await service.request('/en/', { headers: { Accept: 'text/html' } });
    assert.match(text, /The bridge opens/);
  });

  it('takes it all from options', async () => {
    const folder = await begun();
    await add(folder, ...BRIDGE);
    assert.match((await annals(['check', folder])).stdout, /3 events, no problems/);
  });

  it('refuses a name that is used or holds a year, and proposes one that is free', async () => {
    const folder = await begun();
    await add(folder, ...BRIDGE);
    assert.match(
      await refused(add(folder, ...BRIDGE, '--slug', 'the-bridge-opens')),
      /is the name of another event.*\nwrite the-bridge-opens-2$/,
    );
    assert.match(
      await refused(add(folder, ...BRIDGE, '--slug', 'bridge-1904')),
      /a slug holds no date\nwrite what happened, without the year \(or recurring: true at its type, .*\)$/,
    );
    assert.match(await refused(add(folder, ...BRIDGE, '--slug', 'The Bridge')), /not a name .*\nwrite the-bridge$/);
    await add(folder, ...BRIDGE);
    assert.deepEqual(readdirSync(join(folder, '1904')), ['the-bridge-opens-2.yaml', 'the-bridge-opens.yaml']);
  });

  it('proposes the year of an edition where there is one each year', async () => {
    const folder = await begun();
    const settings = join(folder, 'chronology.yaml');
    const fair = '  fair:\n    label: Fair\n    recurring: true\n';
    writeFileSync(settings, `${readFileSync(settings, 'utf8').split('# talk:')[0]}${fair}`);
    const options = ['--type', 'fair', '--when', '2026-05', '--summary', 'Stalls on the market square.', '--yes'];
    await add(folder, ...options, '--title', 'Spring fair 2026');
    await add(folder, ...options, '--title', 'The fair', '--slug', 'autumn-fair-2026');
    assert.deepEqual(readdirSync(join(folder, '2026')).sort(), ['autumn-fair-2026.yaml', 'spring-fair-2026.yaml']);
    assert.match((await annals(['check', folder])).stdout, /4 events, no problems/);
  });

  it('asks for the type, and for what it requires', async () => {
    const folder = await begun();
    const settings = join(folder, 'chronology.yaml');
    writeFileSync(
      settings,
      `${readFileSync(settings, 'utf8').split('# talk:')[0]}  talk:\n    label: Talk\n    requires: [people, place, countries]\n`,
    );
    writeFileSync(join(folder, 'people.yaml'), 'ada:\n  name: Ada\nbert:\n  name: Bert\n');
    writeFileSync(join(folder, 'places.yaml'), 'hall:\n  name: The hall\n');
    const terminal = typedTerminal([
      ['What kind', DOWN],
      ['few words', `On bridges${ENTER}`],
      ['When', `2026-03-14${ENTER}`],
      ['sentences', `Ada and Bert spoke.${ENTER}`],
      ['Where', ENTER],
      ['countries', `DE${ENTER}`],
      ['Who', `ada, bert${ENTER}`],
      ['name of its file', ENTER],
    ]);
    assert.equal(await newEvent([folder], {}, now, terminal), 0);
    assert.match(
      readFileSync(join(folder, '2026', 'on-bridges.yaml'), 'utf8'),
      /^type: talk\nwhen: 2026-03-14\n.*\n.*\nplace: hall\ncountries:\n {2}- DE\npeople:\n {2}- id: ada\n {2}- id: bert\n/,
    );
    assert.match(await refused(add(folder, ...BRIDGE, '--type', 'tlak')), /^--type: no entry tlak\nwrite talk$/);
    assert.match(
      await refused(add(folder, ...BRIDGE, '--type', 'talk')),
      /^--place is missing: where\?\nwrite --place hall$/,
    );
  });

  it('asks for the citation of the date where each event has one', async () => {
    const folder = await begun('--citations', 'required');
    assert.match(await refused(add(folder, ...BRIDGE)), /^--source is missing: .*\nwrite --source sample-book$/);
    await add(folder, ...BRIDGE, '--source', 'sample-book', '--page', 'xii', '--wording', 'in May 1904');
    assert.match((await annals(['check', folder])).stdout, /3 events, no problems/);
  });

  it('says which option is missing or wrong, with one hint, and writes nothing', async () => {
    const folder = await begun();
    assert.match(await refused(add(folder)), /^--title is missing: .*\nwrite --title "The bridge opens"$/);
    assert.match(await refused(add(folder, ...BRIDGE, '--when', 'May 1904')), /^--when: not a date .*\nwrite 1904-05$/);
    assert.deepEqual(readdirSync(folder).sort(), ['1998', '2027', 'chronology.yaml']);
  });
});

describe('annals fmt', () => {
  it('writes what is not in order, and says so; with --check it only says so', async () => {
    const folder = await begun();
    const file = join(folder, '1998', 'sample-founding.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('type: event\n', '').concat('# Last.\ntype: event\n'));
    assert.equal(await fmt([folder, '--check'], {}), 1);
    assert.equal(await fmt([folder], {}), 0);
    assert.match(readFileSync(file, 'utf8'), /\n\n# Last\.\ntype: event\nwhen: /);
    assert.equal(await fmt([folder, '--check'], {}), 0);
  });

  it('leaves a link, the mode of a file and an editor’s copy beside it as they are', async () => {
    const folder = await begun();
    const file = join(folder, '1998', 'sample-founding.yaml');
    const kept = join(scratch, 'kept.yaml');
    writeFileSync(kept, readFileSync(file, 'utf8').replace('type: event\n', '').concat('type: event\n'), {
      mode: 0o640,
    });
    rmSync(file);
    symlinkSync(kept, file);
    writeFileSync(`${file}~`, 'a copy');
    const before = readdirSync(join(folder, '1998'));
    assert.equal(await fmt([folder], {}), 0);
    assert.match(readFileSync(kept, 'utf8'), /^type: event\n/m);
    assert.ok(lstatSync(file).isSymbolicLink());
    assert.equal(statSync(kept).mode & 0o777, 0o640);
    assert.equal(readFileSync(`${file}~`, 'utf8'), 'a copy');
    assert.deepEqual(readdirSync(join(folder, '1998')), before);
  });
});
