/** Whatever lies in the folder of a running service, answers come as before, its file is named, and what was served is served on. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { annals, annalsServe } from '../support/command.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { monsters } from '../support/monsters.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';
import { ROOT } from '../support/root.ts';
import { BASE_URL, requestTo } from '../support/service.ts';

const SRC = join(ROOT, 'src');
const REFUSED = 'annals: not taken over; readers keep getting what was served before\n';

const titled = (en: string) => eventText({ title: { en, ja: `「${en}」` } });

/** One for all: neither what a file did nor what was told of it may show once the next one comes. */
const folder = new EditedFolder({ alpha: titled('Alpha'), beta: titled('Beta') });
const served = await annalsServe({ EVENTS_DIR: folder.root, BASE_URL });

/** Asks for a page again and again while something is done, and fails where an answer is not the one from before. */
async function answersDuring(what: () => Promise<unknown>): Promise<void> {
  const { port } = served;
  const path = '/en/events/beta';
  const before = await requestTo(port, path);
  assert.equal(before.status, 200);
  let isDone = false;
  const asking = (async () => {
    while (!isDone) {
      const { status, body } = await requestTo(port, path);
      assert.equal(status, 200);
      assert.deepEqual(body, before.body);
      await setTimeout(5);
    }
  })();
  await what().finally(() => {
    isDone = true;
  });
  await asking;
}

/** What is said on stderr from now on, until the folder was refused with the name of this file. */
function refusalOf(name: string): () => Promise<string> {
  const { said } = served;
  const { length } = said.stderr;
  return async () => {
    const isRefused = () => {
      const now = said.stderr.slice(length);
      return now.endsWith(REFUSED) && now.includes(name) && now;
    };
    return until(`${name} refused`, isRefused);
  };
}

/** Gives an event another title, and waits until it is served. */
async function edit(title: string): Promise<void> {
  folder.write('events/alpha.yaml', titled(title));
  await until(`${title} on the page`, async () => (await requestTo(served.port, '/en/')).text.includes(title));
}

describe('the main thread of the service', () => {
  it('has nothing to parse YAML with: whatever a file says is found out in threads', () => {
    const importsOf = (file: string) =>
      [
        ...readFileSync(file, 'utf8').matchAll(
          /^(?:import|export)(?! type)\b[^'";]*?from '([^']+)'|\bimport\('([^']+)'\)/gm,
        ),
      ].map(([, from, later]) => from ?? later ?? '');
    const seen = new Set<string>();
    const packages = new Set<string>();
    // What is served is described by a schema, loaded when someone asks for it; nothing is parsed by it.
    const served = join('formats', 'data', 'event-data-schema.ts');
    const walk = (file: string): void => {
      if (seen.has(file) || file.endsWith(served)) return;
      seen.add(file);
      for (const name of importsOf(file))
        if (name.startsWith('.')) walk(join(dirname(file), name));
        else packages.add(name);
    };
    walk(join(SRC, 'commands', 'serve.ts'));
    const files = [...seen].map((file) => relative(SRC, file));
    assert.ok(files.includes(join('chronology', 'folder', 'folder-reader.ts')) && packages.has('express'));
    assert.deepEqual(
      ['yaml', 'zod'].filter((name) => packages.has(name)),
      [],
    );
  });
});

describe('a file in the folder of a running service', () => {
  for (const [what, [path, text]] of monsters)
    it(`of ${what} is told of, while all else is served, and forgotten when it is mended`, async () => {
      try {
        const refusal = refusalOf(path);
        await answersDuring(async () => {
          folder.write(path, text());
          await refusal();
        });
      } finally {
        folder.write(path, VOCABULARY[path] ?? titled('Mended'));
      }
      await edit(`After ${what}`);
    });

  it('may be a pipe, a device, a folder or as large as a disk', async () => {
    const at = (name: string) => join(folder.root, 'events', name);
    const oddities: Readonly<Record<string, () => void>> = {
      'pipe.yaml': () => execFileSync('mkfifo', [at('pipe.yaml')]),
      'device.yaml': () => symlinkSync('/dev/zero', at('device.yaml')),
      'large.yaml': () => {
        writeFileSync(at('large.yaml'), '');
        truncateSync(at('large.yaml'), 2 ** 32);
      },
      'folder.yaml': () => mkdirSync(at('folder.yaml')),
    };
    for (const [name, make] of Object.entries(oddities)) {
      const refusal = refusalOf(`events/${name}:1:1`);
      try {
        await answersDuring(async () => {
          make();
          await refusal();
        });
      } finally {
        rmSync(at(name), { recursive: true });
      }
    }
    await edit('After oddities');
  });

  it('may be one of a thousand that are wrong, and the log is no longer than a person reads', async () => {
    const unlike = [
      () => 'title: [',
      () => eventText({ typ: 'x' }),
      (n: number) => eventText({ place: `nowhere-${n}` }),
    ];
    const beside = scratchFolder();
    mkdirSync(join(beside, 'many'));
    for (let n = 0; n < 1000; n += 1)
      writeFileSync(join(beside, 'many', `wrong-${n}.yaml`), unlike[n % unlike.length]?.(n) ?? '');
    const refusal = refusalOf('many/wrong-0.yaml');
    let told = '';
    try {
      await answersDuring(async () => {
        // All of them at once.
        renameSync(join(beside, 'many'), join(folder.root, 'many'));
        told = await refusal();
      });
    } finally {
      folder.removeFolder('many');
    }
    assert.ok(told.split('\n').length < 500, `${told.split('\n').length} lines`);
    assert.match(told, /\d more /);
    await edit('After a thousand');
  });

  it('has no name and no field that writes a line of the log', async () => {
    const path = 'events/x\nannals: all is well \u001b[2J\u202e.yaml';
    const refusal = refusalOf('all is well');
    folder.write(path, `${eventText()}"a\\nannals: forged \\e[2J": x\n`);
    const told = await refusal();
    folder.delete(path);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a terminal would obey
    assert.doesNotMatch(told, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.deepEqual(
      told.split('\n').filter((line) => line.startsWith('annals:')),
      [REFUSED.trim()],
    );
  });

  it('leaves the service as it was: it ends when it is told to, without a word', async () => {
    await edit('At last');
    const { code, stderr } = await served.stop();
    assert.equal(code, 0);
    assert.ok(stderr.endsWith(REFUSED), stderr.slice(-1000));
  });
});

describe('check', () => {
  it('names each of them, and comes to an end', async () => {
    const folder = new EditedFolder({ alpha: titled('Alpha') });
    const events = [...monsters.values()].filter(([path]) => path.startsWith('events/'));
    for (const [path, text] of events) folder.write(path, text());
    const { code, stdout, stderr } = await annals(['check', '--all', folder.root]);
    assert.equal(code, 1);
    for (const [path] of events) assert.ok(`${stdout}${stderr}`.includes(`/${path}`), path);
    assert.equal(readdirSync(join(folder.root, 'events')).length, events.length + 1);
  });
});
