/** The packed package: which files are in it, and that it works where nothing of the repository is, as `npx annals`. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { minimalFiles } from './support/chronologies.ts';
import { type Environment, environmentWith } from './support/environment.ts';
import { ROOT } from './support/root.ts';
import { requestTo } from './support/service.ts';

const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
};
// Resolved: npm compares paths, and on some systems the folder for scratch files is a link.
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'annals-packed-')));
after(() => rmSync(scratch, { recursive: true }));

/** Ours, without what `npm test` tells the programs that it runs of its own project. */
function outside(settings: Environment = {}): Environment {
  const all = Object.entries(environmentWith({ npm_config_offline: 'true', npm_config_update_notifier: 'false' }));
  const own = all.filter(([name]) => !/^npm_(package|lifecycle|command|config_local_prefix)|^INIT_CWD$/.test(name));
  return { ...Object.fromEntries(own), ...settings };
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env: outside(), encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, cwd);
  assert.equal(code, 0, stderr);
  return stdout;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

describe('the packed package', () => {
  /** A project of somebody else's, with the package installed and a chronology in `events`. */
  const project = join(scratch, 'project');
  /** A chronology's folder in which the package is installed itself. */
  const chronology = join(scratch, 'chronology');
  let packed: readonly string[];

  before(async () => {
    const said = await succeed('npm', ['pack', '--json', '--pack-destination', scratch], ROOT);
    const [{ filename, files }] = JSON.parse(said) as [{ filename: string; files: readonly { path: string }[] }];
    packed = files.map(({ path }) => path).sort();
    // As npm installs it, but for the packages that it depends on: those of this repository, and no others, stand beside
    // it as links. npm itself would ask its registry for them.
    const modules = join(project, 'node_modules');
    mkdirSync(join(modules, 'annals'), { recursive: true });
    await succeed(
      'tar',
      ['-xzf', join(scratch, filename), '-C', join(modules, 'annals'), '--strip-components=1'],
      scratch,
    );
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
    }
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    await succeed('npm', ['rebuild', 'annals'], project);
    for (const folder of [join(project, 'events'), chronology])
      for (const [path, text] of minimalFiles({ held: {} })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
    for (const file of ['package.json', 'node_modules']) symlinkSync(join(project, file), join(chronology, file));
  });

  it('has the program, its views, the licence and README, and nothing else', () => {
    const program = filesBelow(join(ROOT, 'dist')).filter((file) => file !== 'made-of');
    // What is started by its path is a file of that path, and all that it imports is beside the program.
    const sources = filesBelow(join(ROOT, 'src'));
    const threads = sources.filter((file) => file.endsWith('-thread.ts'));
    for (const file of ['main.ts', ...threads]) assert.ok(program.includes(file.replace(/\.ts$/, '.js')), file);
    const ofBrowsers = sources.filter((file) => file.endsWith('-in-browser.ts'));
    assert.ok(ofBrowsers.length > 0);
    for (const file of ofBrowsers) assert.ok(program.includes(file.replace(/\.ts$/, '.min.js')), file);
    const views = filesBelow(join(ROOT, 'views')).filter((file) => file !== join('assets', 'tsconfig.json'));
    assert.deepEqual(
      packed,
      [
        ...['LICENSE', 'README.md', 'package.json'],
        ...program.map((file) => `dist/${file}`),
        ...views.map((file) => `views/${file}`),
      ].sort(),
    );
  });

  it('prints its help', async () => {
    const { code, stdout, stderr } = await run('npx', ['annals', '--help'], project);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^annals: a chronology as a timeline, a calendar and a feed\n/);
  });

  it('checks the chronology in `events`, or the one that one stands in, and gives the exit code on', async () => {
    const good = { code: 0, stdout: 'events: 1 event, no problems\n', stderr: '' };
    assert.deepEqual(await run('npx', ['annals', 'check'], project), good);
    assert.deepEqual(await run('npx', ['annals', 'check'], chronology), {
      ...good,
      stdout: '.: 1 event, no problems\n',
    });
    const { code, stdout, stderr } = await run('npx', ['annals', 'check', '.'], join(project, 'events', 'events'));
    assert.deepEqual([code, stderr], [1, '']);
    assert.match(stdout, /^\.\/chronology\.yaml:1:1 {2}missing$/m);
  });

  it('serves the chronology that one stands in, with style sheet and calendar', async () => {
    const server = spawn(join(chronology, 'node_modules', '.bin', 'annals'), ['serve'], {
      cwd: chronology,
      env: outside({ HOST: '127.0.0.1', PORT: '0', BASE_URL: 'http://annals.example' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    after(() => server.kill('SIGKILL'));
    const ended = once(server, 'close');
    let stderr = '';
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const port = await new Promise<number>((resolve, reject) => {
      let said = '';
      server.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const named = /\(port (\d+)\)/.exec(said);
        if (named) resolve(Number(named[1]));
      });
      ended.then(() => reject(new Error(`ended before it served: ${said}${stderr}`)));
    });
    const page = await requestTo(port, '/en/');
    assert.equal(page.status, 200);
    assert.match(page.text, /Small chronology/);
    const sheet = /<link rel="stylesheet" href="\.\.(\/assets\/[^"]+\.css)">/.exec(page.text)?.[1];
    assert.ok(sheet, page.text);
    for (const [path, type] of [
      [sheet, 'text/css'],
      ['/en/calendar.ics', 'text/calendar'],
    ] as const) {
      const { status, headers } = await requestTo(port, path);
      assert.equal(status, 200, path);
      assert.ok(headers['content-type']?.startsWith(type), path);
    }
    server.kill('SIGTERM');
    assert.deepEqual([await ended, stderr], [[0, null], '']);
  });
});
