/** The command line: what it prints where, and the exit codes it gives, as a shell sees them. */
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readable, UsageError } from '../src/commands/usage.ts';
import { describeDefault, SETTINGS } from '../src/serve/settings.ts';
import { renderQrCode } from '../src/web/pages/parts/qr-code.ts';
import { builtProgram } from './support/build.ts';
import { cited, minimalFiles } from './support/chronologies.ts';
import { annals, annalsProcess, annalsServe, type Ended } from './support/command.ts';
import { DEADLINE_MILLISECONDS } from './support/outcome.ts';
import { ROOT } from './support/root.ts';
import { requestTo } from './support/service.ts';

const scratch = mkdtempSync(join(tmpdir(), 'annals-'));
after(() => rmSync(scratch, { recursive: true }));

/** A folder with these files. */
function folderOf(name: string, files: ReadonlyMap<string, string>): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const good = folderOf('good', minimalFiles({ held: {}, other: { when: '2023', sources: cited('2023') } }));
const bad = folderOf('bad', minimalFiles({ held: { when: 'March 2023' }, other: { typ: 'meeting' } }));
const empty = folderOf('empty', new Map());

const BAD_PROBLEMS = `${bad}/events/held.yaml:2:7  when: not a date this chronology can read
    found: March 2023
    write: 2023-03

${bad}/events/other.yaml:15:1  typ: unknown field
    found: typ
    write: type

${bad}: 2 events, 2 problems in 2 files
`;

/** A port on which nothing listens now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** That the command was wrong: nothing on stdout, the reason and one hint on stderr, exit code 2. */
function assertUsage(
  { code, stdout, stderr }: Ended,
  reason: RegExp,
  hint = /^`annals (init|new|serve|export|check|fmt|schema) --help` says/,
): void {
  assert.equal(stdout, '');
  assert.match(stderr, reason);
  const lines = stderr.split('\n');
  assert.match(lines.at(-2) ?? '', hint);
  assert.ok(lines.length <= 4, stderr);
  assert.equal(code, 2);
}

describe('annals', { concurrency: 4 }, () => {
  const settingNames = Object.values(SETTINGS).map(({ name }) => name);
  for (const asked of ['help', '--help', '-h'])
    it(`${asked} prints its commands and settings`, async () => {
      const { code, stdout, stderr } = await annals([asked]);
      assert.deepEqual([code, stderr], [0, '']);
      for (const word of [
        'init',
        'new',
        'serve',
        'check',
        'fmt',
        'schema',
        ...settingNames,
        '--coverage',
        '--sources',
        '--against',
      ])
        assert.ok(stdout.includes(word), word);
    });

  it('has the settings that README.md lists, with the same meanings and defaults', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const rows = Object.values(SETTINGS).map(
      (setting) => `| \`${setting.name}\` | ${setting.meaning} | ${describeDefault(setting)} |\n`,
    );
    const [table] = /^\| variable \|.*\n(?:\|.*\n)+/m.exec(readme) ?? [];
    assert.equal(table, `| variable | meaning | default |\n| --- | --- | --- |\n${rows.join('')}`);
  });

  for (const name of ['init', 'new', 'serve', 'export', 'check', 'fmt', 'schema'])
    it(`${name} --help prints the help of this command alone, and nothing is done`, async () => {
      const { code, stdout, stderr } = await annals([name, 'no-such-folder', '--help']);
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, new RegExp(`^annals: .*\\n\\n {2}annals ${name}\\b`));
      assert.deepEqual(
        [...stdout.matchAll(/^ {2}annals (\w+)/gm)].map(([, other]) => other),
        [name],
      );
      assert.match(stdout, new RegExp(`^ {4}Examples:\\n {6}annals ${name}\\b.*\\n {8}\\w`, 'm'));
      assert.match(stdout, /Exit codes: 0 all is well, 1 the chronology has problems, 2 the command or its settings/);
      assert.equal((await annals(['help', name])).stdout, stdout);
    });

  it('--version prints the version of the package, also after a command', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const expected = { code: 0, signal: null, stdout: `annals ${version}\n`, stderr: '' };
    for (const args of [['--version'], ['-V'], ['check', '--version'], ['serve', '--version']])
      assert.deepEqual(await annals(args), expected);
    assert.deepEqual(await annalsProcess(['--version']), expected);
  });

  it('without a command is wrong', async () =>
    assertUsage(
      await annalsProcess([]),
      /^annals: a command is missing\n/,
      /^annals has the commands init, new, serve, export, check, fmt, schema;/,
    ));

  it('with an unknown command is wrong, and names a near one', async () => {
    assertUsage(await annals(['publish']), /^annals: no command publish\n/, /^annals has the commands/);
    assertUsage(await annals(['chek', '--all']), /^annals: no command chek\n/, /^did you mean check\?$/);
    assertUsage(await annals(['--versoin']), /^annals: no option --versoin\n/, /^did you mean --version\?$/);
    assertUsage(await annals(['help', 'shema']), /^annals: no command shema\n/, /^did you mean schema\?$/);
    assertUsage(await annals(['constructor']), /^annals: no command constructor\n/, /^annals has the commands/);
  });

  it('repeats what it does not know in a form that a terminal does not obey', async () => {
    const { stderr } = await annals(['a\u001b[31m\nannals: all is well']);
    assert.equal(stderr.split('\n')[0], 'annals: no command a\\u001b[31m⏎annals: all is well');
  });
});

describe('annals check', { concurrency: 4 }, () => {
  it('of a folder without problems exits 0 and says so', async () => {
    assert.deepEqual(await annalsProcess(['check', good]), {
      code: 0,
      signal: null,
      stdout: `${good}: 2 events, no problems\n`,
      stderr: '',
    });
  });

  it('takes the folder from EVENTS_DIR, and the argument before that', async () => {
    assert.equal((await annalsProcess(['check'], { EVENTS_DIR: good })).stdout, `${good}: 2 events, no problems\n`);
    assert.equal((await annals(['check', good], { EVENTS_DIR: bad })).stdout, `${good}: 2 events, no problems\n`);
  });

  it('of the shipped folder, which is the default, finds no problem', async () => {
    const { code, stdout, stderr } = await annalsProcess(['check']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^events: \d+ events, no problems\n$/);
  });

  it('prints every problem with its place, what was found and what to write, counts them, and exits 1', async () => {
    assert.deepEqual(await annalsProcess(['check', bad]), { code: 1, signal: null, stdout: BAD_PROBLEMS, stderr: '' });
  });

  it('of an empty folder says which file is missing', async () => {
    assert.deepEqual(await annals(['check', empty]), {
      code: 1,
      signal: null,
      stderr: '',
      stdout: `${empty}/chronology.yaml:1:1  missing
    write: the file that says what this chronology is, as \`annals init\` writes one

${empty}: 0 events, 1 problem in 1 file
`,
    });
  });

  it('of a folder that is not there, or is none, is wrong', async () => {
    const missing = join(scratch, 'missing');
    assertUsage(await annals(['check', missing]), new RegExp(`^annals: no folder at ${missing}\n`));
    const file = join(good, 'chronology.yaml');
    assertUsage(await annals(['check', file]), new RegExp(`^annals: ${file} is no folder: write the folder in which `));
  });

  it('of a folder in which there is one that this user may not read names that one', async () => {
    const locked = Object.assign(new Error(), { code: 'EACCES', path: '/events/locked' });
    await assert.rejects(
      readable('/events', () => Promise.reject(locked)),
      new UsageError('/events/locked may not be read by this user'),
    );
  });

  it('with options that it does not know, or with two folders, is wrong', async () => {
    assertUsage(await annals(['check', '--fast']), /^annals: check has no option --fast\n/);
    assertUsage(await annals(['check', '-q']), /^annals: check has no option -q\n/);
    assertUsage(
      await annals(['check', '--agianst=HEAD']),
      /^annals: check has no option --agianst\n/,
      /^did you mean --against\?$/,
    );
    assertUsage(await annals(['schema', '--all']), /^annals: schema has no option --all\n/);
    assertUsage(await annals(['check', good, bad]), /^annals: check takes one folder, not 2\n/);
  });

  it('with an option whose value is missing, or is none that it takes, is wrong', async () => {
    assertUsage(await annals(['check', good, '--sources']), /^annals: --sources needs a value: --sources DIR\n/);
    assertUsage(await annals(['check', good, '--sources', '--coverage']), /^annals: --sources needs a value/);
    assertUsage(await annals(['check', good, '--all=yes']), /^annals: --all takes no value\n/);
    assertUsage(
      await annals(['check', good, '--format', 'xml']),
      /^annals: --format takes no xml\n/,
      /^write text, json, github or sarif$/,
    );
  });

  it('--format json, github and sarif print that alone, whatever else is asked for', async () => {
    for (const format of ['json', 'sarif']) {
      const { code, stdout, stderr } = await annals(['check', good, '--format', format, '--coverage']);
      assert.equal(code, 0);
      assert.ok(JSON.parse(stdout));
      assert.match(stderr, /^report\n {4}1 {2}held other\n/);
    }
    const { code, stdout, stderr } = await annals(['check', bad, '--format=github', '--coverage']);
    assert.equal(code, 1);
    assert.match(stdout, /^::error file=.*bad\/events\/held\.yaml,line=2,col=7,title=value::when: not a date/);
    assert.equal(stdout.trim().split('\n').length, 3);
    assert.equal(stderr, 'The coverage is listed once these problems are mended.\n');
  });

  it('gives as much as a reader of its output takes, and no stack trace', async () => {
    const shell = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" "${builtProgram()}" check "${bad}" --all --format json | true`],
      {
        encoding: 'utf8',
      },
    );
    assert.deepEqual([shell.status, shell.stderr], [0, '']);
  });

  it('--coverage lists which paragraphs are cited by which events, and which by none', async () => {
    assert.deepEqual(await annals(['check', good, '--coverage']), {
      code: 0,
      signal: null,
      stdout: `report
    1  held other
    2  none
    3  none
  1 of 3 paragraphs cited; by none: 2 3

review
  0 paragraphs cited; how many there are is not known (\`paragraphs\` in sources.yaml, or --sources)

${good}: 2 events, no problems
`,
      stderr: '',
    });
  });

  it('--coverage waits until the problems are mended', async () => {
    const { code, stdout, stderr } = await annals(['check', bad, '--coverage']);
    assert.deepEqual([code, stderr], [1, '']);
    assert.equal(stdout, `${BAD_PROBLEMS}The coverage is listed once these problems are mended.\n`);
  });

  it('--sources looks each citation up in its document', async () => {
    const documents = new Map([
      ['report.txt', 'On 24 December 2022 ministers met, and again in 2023.\n\nTwo.\n\nThree.\n'],
      ['review.txt', '一段落のみ。\n'],
    ]);
    assert.deepEqual(await annals(['check', good, '--sources', folderOf('documents', documents)]), {
      code: 0,
      signal: null,
      stdout: `${good}: 2 events, no problems\n`,
      stderr: '',
    });
  });

  it('--sources counts what a document does not say, and a document that is not there, as problems', async () => {
    const documents = new Map([['report.txt', 'On 25 December 2022 ministers met.\n\nTwo.\n\nThree.\n']]);
    const { code, stdout, stderr } = await annals(['check', good, '--sources', folderOf('others', documents)]);
    assert.deepEqual([code, stderr], [1, '']);
    const places = [...stdout.matchAll(/^\S+\/([\w-]+\.yaml):\d+:\d+ {2}(\S+): /gm)].map(([, file, field]) => [
      file,
      field,
    ]);
    assert.deepEqual(places, [
      ['sources.yaml', 'review.file'],
      ['held.yaml', 'sources.0.wording'],
      ['other.yaml', 'sources.0.wording'],
    ]);
    assert.ok(stdout.endsWith(`\n\n${good}: 2 events, 3 problems in 3 files\n`));
  });

  it('--sources with a folder that is not there is wrong', async () => {
    const missing = join(scratch, 'no-documents');
    assertUsage(await annals(['check', good, '--sources', missing]), new RegExp(`^annals: no folder at ${missing}\n`));
  });
});

describe('annals schema', () => {
  it('writes a JSON Schema for each kind of file, and names them', async () => {
    const { code, stdout, stderr } = await annals(['schema', good]);
    assert.deepEqual([code, stderr], [0, '']);
    const written = readdirSync(join(good, '.schema')).sort();
    assert.deepEqual(written, [
      'chronology.json',
      'event.json',
      'organizations.json',
      'people.json',
      'places.json',
      'sources.json',
    ]);
    assert.deepEqual(
      stdout.trim().split('\n').sort(),
      written.map((name) => join(good, '.schema', name)),
    );
  });

  it('of a folder with problems prints them and writes nothing', async () => {
    assert.deepEqual(await annals(['schema', bad]), { code: 1, signal: null, stdout: '', stderr: BAD_PROBLEMS });
    assert.ok(!readdirSync(bad).includes('.schema'));
  });
});

describe('annals serve', { concurrency: 4 }, () => {
  const settings: [env: Record<string, string>, reason: RegExp][] = [
    [{ PORT: 'http' }, /^annals: PORT is "http": write a number from 0 \(any free port\) to 65535\n/],
    [{ PORT: '65536' }, /^annals: PORT is "65536": write a number/],
    [{ PORT: '-1' }, /^annals: PORT is "-1": write a number/],
    [{ PORT: '3000.5' }, /^annals: PORT is "3000.5": write a number/],
    [
      { STREAM_OVER: 'all' },
      /^annals: STREAM_OVER is "all": write the number of events up to which a calendar is kept, such as 5000\n/,
    ],
    [{ STREAM_OVER: '-1' }, /^annals: STREAM_OVER is "-1": write the number/],
    [
      { BASE_URL: 'example.org' },
      /^annals: BASE_URL is "example.org": write the address that readers use, such as https:/,
    ],
    [{ BASE_URL: 'ftp://example.org' }, /^annals: BASE_URL is "ftp:\/\/example.org": write the address/],
    [{ BASE_URL: 'https://example.org/?a=b' }, /^annals: BASE_URL is .*: write it without \?, # and user name\n/],
    [
      { BASE_URL: 'https://user:secret@example.org/' },
      /^annals: BASE_URL is .*: write it without \?, # and user name\n/,
    ],
    [
      { BASE_URL: 'https://example.org/en/', EVENTS_DIR: good },
      /^annals: BASE_URL's path begins with \/en\/, which is an/,
    ],
    [{ WATCH: 'yes' }, /^annals: WATCH is "yes": write on or off\n/],
    [
      { EVENTS_DIR: good, CACHE_DIR: join(good, 'cache') },
      /^annals: CACHE_DIR is ".*cache", in the chronology's folder: write a folder outside of it\n/,
    ],
    [{ EVENTS_DIR: join(scratch, 'missing') }, new RegExp(`^annals: no folder at ${join(scratch, 'missing')}\n`)],
    [
      { EVENTS_DIR: good, BASE_URL: 'http://annals.example', HOST: '203.0.113.1' },
      /^annals: HOST 203\.0\.113\.1 is not an address of this machine\n/,
    ],
  ];
  for (const [env, reason] of settings)
    it(`with ${JSON.stringify(env).replaceAll(scratch, '')} is wrong`, async () =>
      assertUsage(await annals(['serve'], { PORT: '0', WATCH: 'off', ...env }), reason));

  it('tells of all wrong settings at once', async () => {
    const ended = await annals(['serve'], { PORT: 'x', BASE_URL: 'y' });
    assertUsage(ended, /^annals: PORT is "x": .*\n\s+BASE_URL is "y": /);
  });

  it('takes no arguments', async () =>
    assertUsage(await annals(['serve', good]), /^annals: serve takes no arguments, but/));

  it('refuses a folder with problems, and prints what check prints', async () => {
    const { code, stdout, stderr } = await annalsProcess(['serve'], { EVENTS_DIR: bad, PORT: '0' });
    assert.deepEqual([code, stdout], [1, '']);
    assert.equal(
      stderr,
      `${BAD_PROBLEMS}annals: not started; mend these problems first (\`annals check\` prints them again)\n`,
    );
  });

  it('refuses a folder with one slip in many files in a few lines, as check does', async () => {
    const slugs = Array.from({ length: 300 }, (_, index) => `held-${index}`);
    const flood = folderOf('flood', minimalFiles(Object.fromEntries(slugs.map((slug) => [slug, { type: 'meting' }]))));
    const { stdout } = await annals(['check', flood]);
    assert.ok(stdout.endsWith('\n297 more are not shown here: `annals check --all` prints every one\n'));
    assert.equal(stdout.split('\n').length, 10);
    const { stderr } = await annals(['serve'], { EVENTS_DIR: flood, PORT: '0', WATCH: 'off' });
    assert.equal(stderr.split('annals: not started')[0], stdout);
  });

  it('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    after(() => other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const env = { EVENTS_DIR: good, BASE_URL: 'http://annals.example', HOST: '127.0.0.1', PORT: String(port) };
    const reason = new RegExp(`^annals: port ${port} is taken: stop what listens there, or set PORT\n`);
    assertUsage(await annalsProcess(['serve'], env), reason);
  });

  for (const which of ['a free port', 'a port that is set'])
    it(`leads to its own port where BASE_URL is not set: ${which}`, async () => {
      const PORT = which === 'a free port' ? '0' : String(await freePort());
      const { port, stdout, stderr, stop } = await annalsServe({ EVENTS_DIR: good, PORT });
      assert.deepEqual(
        [stdout, stderr],
        [`annals: 2 events of ${good} at http://localhost:${port}/ (port ${port})\n`, ''],
      );
      if (PORT !== '0') assert.equal(port, Number(PORT));
      for (const path of [
        '/',
        '/en/',
        '/en/events/held',
        '/events/held',
        '/calendar.ics',
        '/feed.rss',
        '/sitemap.xml',
      ]) {
        const { status, headers, text } = await requestTo(port, path);
        assert.ok(status === 200 || status === 302, path);
        const named = [...`${headers.location ?? ''} ${text.replaceAll('\r\n ', '')}`.matchAll(/localhost:(\d+)/g)];
        assert.deepEqual([...new Set(named.map(([, number]) => number))], [String(port)], path);
      }
      const { text } = await requestTo(port, '/en/subscribe');
      const drawn = / d="[^"]+"/.exec(renderQrCode(`http://localhost:${port}/en/calendar.ics`, '') ?? '')?.[0];
      assert.ok(drawn && text.includes(drawn), 'the QR code');
      await stop();
    });

  it('takes BASE_URL with a slash at its end or without, and ignores settings that are empty', async () => {
    const env = { EVENTS_DIR: good, BASE_URL: 'https://chronology.example/path/', HOST: '' };
    const { port, stdout, stderr, stop } = await annalsServe(env);
    assert.equal(stdout, `annals: 2 events of ${good} at https://chronology.example/path/ (port ${port})\n`);
    assert.equal(stderr, '');
    const { headers } = await requestTo(port, '/');
    assert.equal(headers.location, 'https://chronology.example/path/en/');
    await stop();
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    it(`ends with 0 on ${signal}, though a client keeps a connection open`, {
      timeout: DEADLINE_MILLISECONDS,
    }, async () => {
      const { port, stop } = await annalsServe({ EVENTS_DIR: good, BASE_URL: 'http://annals.example' });
      const idle = connect(port, '127.0.0.1', () => idle.write('GET /en/ HTTP/1.1\r\nHost: a\r\n\r\n'));
      await once(idle, 'data');
      const silent = connect(port, '127.0.0.1');
      await once(silent, 'connect');
      for (const socket of [idle, silent]) socket.on('error', () => {});
      const { code, signal: by, stderr } = await stop(signal);
      assert.deepEqual([code, by, stderr], [0, null, '']);
      for (const socket of [idle, silent]) socket.destroy();
    });

  it('ends with 0 on SIGTERM, whatever it is still making for readers to come', {
    timeout: DEADLINE_MILLISECONDS,
  }, async () => {
    const NODE_OPTIONS = '--import=data:text/javascript,setInterval(()=>{},60000)';
    const { stop } = await annalsServe({ EVENTS_DIR: good, BASE_URL: 'http://annals.example', NODE_OPTIONS });
    const { code, signal, stderr } = await stop();
    assert.deepEqual([code, signal, stderr], [0, null, '']);
  });

  it('ends with 0 on SIGTERM while it reads the folder', { timeout: DEADLINE_MILLISECONDS }, async () => {
    // Reading pauses for the first time, and for good: then the process is asked to end.
    const reading = `
      let now = 0;
      performance.now = () => (now += 10);
      let asks = true;
      globalThis.setImmediate = () => {
        // Once: asked again, it would end as the signal has it.
        if (asks) process.kill(process.pid, 'SIGTERM');
        asks = false;
        return setTimeout(() => {}, 5000);
      };`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(reading)}`;
    const env = { EVENTS_DIR: good, BASE_URL: 'http://annals.example', PORT: '0', NODE_OPTIONS };
    const { code, signal, stdout, stderr } = await annalsProcess(['serve'], env);
    assert.deepEqual([code, signal, stdout, stderr], [0, null, '', '']);
  });
});
