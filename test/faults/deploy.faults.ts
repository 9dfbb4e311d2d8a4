/** What `deploy/` has works as it is: the systemd unit by systemd's own judgement, and the steps of the container file one by one. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { SETTINGS } from '../../src/serve/settings.ts';
import { builtProgram } from '../support/build.ts';
import { environmentWith } from '../support/environment.ts';
import { until } from '../support/outcome.ts';
import { scratchFolder } from '../support/repository.ts';
import { ROOT } from '../support/root.ts';
import { requestTo, SHIPPED } from '../support/service.ts';

const at = (name: string) => join(ROOT, 'deploy', name);
const settingNames: readonly string[] = Object.values(SETTINGS).map(({ name }) => name);

const noSystemd =
  spawnSync('systemd-analyze', ['--version']).status === 0
    ? false
    : 'systemd-analyze is not installed: the unit was not verified';

describe('the systemd unit', () => {
  const unit = readFileSync(at('annals@.service'), 'utf8');

  /** The unit with this machine's Node and program, for systemd looks whether they are there. */
  function installed(): string {
    const file = join(scratchFolder(), 'annals@3000.service');
    const here = unit
      .replace('/usr/bin/node /opt/annals/dist/main.js', `${process.execPath} ${builtProgram()}`)
      .replace('/opt/annals/README.md', join(ROOT, 'README.md'));
    assert.notEqual(here, unit);
    writeFileSync(file, here);
    return file;
  }

  it('is one that systemd takes, without a word', { skip: noSystemd }, () => {
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', installed()], {
      encoding: 'utf8',
    });
    assert.deepEqual([status, stdout, stderr], [0, '', '']);
  });

  it('leaves a service little that it could harm, as systemd counts it', { skip: noSystemd }, () => {
    // In tenths: 100 is a service without any bounds.
    const bounds = ['--offline=true', '--threshold=20', '--no-pager'];
    const { status, stdout } = spawnSync('systemd-analyze', ['security', ...bounds, installed()], { encoding: 'utf8' });
    assert.equal(status, 0, stdout.split('\n').slice(-3).join('\n'));
  });

  it('has settings that there are', () => {
    const names = [...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, all = '']) =>
      all.split(' ').map((one) => one.split('=')[0] ?? ''),
    );
    assert.ok(names.length > 3);
    for (const name of names) assert.ok(settingNames.includes(name), name);
  });
});

interface Step {
  readonly instruction: string;
  readonly rest: string;
}

/** The stages of the container file, each as its instructions. */
function stagesOf(text: string): readonly (readonly Step[])[] {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const stages: Step[][] = [];
  for (const line of lines) {
    const [, instruction = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === 'FROM') stages.push([]);
    stages.at(-1)?.push({ instruction, rest });
  }
  return stages;
}

/** Copies as COPY does: files into a folder, a folder's content into a folder of another name. */
function copy(from: string, root: string, rest: string): void {
  const words = rest.split(' ').filter((word) => !word.startsWith('--from='));
  const target = words.pop() ?? '';
  for (const word of words) {
    const source = join(from, basename(from) === 'build' ? word.replace(/^\/build\//, '') : word);
    const to = statSync(source).isDirectory() ? join(root, target) : join(root, target, basename(word));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(source, to, { recursive: true, verbatimSymlinks: true });
  }
}

describe('the container file', () => {
  const stages = stagesOf(readFileSync(at('Containerfile'), 'utf8'));
  const [build = [], run = []] = stages;
  const of = (steps: readonly Step[], instruction: string) =>
    steps.filter((step) => step.instruction === instruction).map(({ rest }) => rest);

  it('builds in one stage and runs in another, on a Node that the program takes, as a user without rights', () => {
    assert.equal(stages.length, 2);
    for (const [from] of stages)
      assert.match(from?.rest ?? '', /^docker\.io\/library\/node:(20|22|24)\.[\d.]+-\w+-slim/);
    assert.deepEqual(of(run, 'USER'), ['node']);
    assert.deepEqual(of(run, 'ENTRYPOINT'), ['["node", "dist/main.js"]']);
    const names = of(run, 'ENV').flatMap((rest) => rest.split(' ').map((one) => one.split('=')[0] ?? ''));
    for (const name of names) assert.ok([...settingNames, 'NODE_ENV'].includes(name), name);
  });

  // No engine is asked for: its commands are run in empty folders, without the machine of the image around them.
  it('has steps that make, one after another, a program that another user runs, and a check that finds it well', async () => {
    const scratch = scratchFolder();
    chmodSync(dirname(scratch), 0o755);
    chmodSync(scratch, 0o755);
    const [built, image] = [join(scratch, 'build'), join(scratch, 'image')];
    for (const folder of [built, image]) mkdirSync(folder);
    const env = environmentWith({ npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' });
    for (const { instruction, rest } of build)
      if (instruction === 'COPY') copy(ROOT, built, rest);
      else if (instruction === 'RUN') execFileSync('sh', ['-c', rest], { cwd: built, env, stdio: 'pipe' });
    for (const { instruction, rest } of run) if (instruction === 'COPY') copy(built, image, rest);
    assert.ok(!existsSync(join(image, 'node_modules', 'typescript')), 'packages for development');

    const user = process.getuid?.() === 0 ? 65_534 : undefined;
    const cache = join(scratch, 'cache');
    const events = join(scratch, 'events');
    mkdirSync(cache);
    cpSync(SHIPPED, events, { recursive: true });
    if (user !== undefined) chownSync(cache, user, user);
    const server = spawn(process.execPath, ['dist/main.js', 'serve'], {
      cwd: image,
      env: environmentWith({
        NODE_ENV: 'production',
        EVENTS_DIR: events,
        CACHE_DIR: cache,
        PORT: '0',
        HOST: '127.0.0.1',
      }),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user !== undefined && { uid: user, gid: user }),
    });
    after(() => server.kill('SIGKILL'));
    const said = { out: '', error: '' };
    server.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    server.stderr.setEncoding('utf8').on('data', (text: string) => (said.error += text));
    const port = await until(`the service listens: ${said.error}`, () => /\(port (\d+)\)/.exec(said.out)?.[1]);
    assert.equal((await requestTo(Number(port), '/en/')).status, 200);

    const [check = ''] = of(run, 'HEALTHCHECK');
    const [node = '', ...args] = JSON.parse(check.slice(check.indexOf('['))) as string[];
    const isWell = () => spawnSync(node, args, { env: { ...env, PORT: port } }).status === 0;
    assert.ok(isWell());
    server.kill('SIGTERM');
    assert.deepEqual([await once(server, 'close'), said.error], [[0, null], '']);
    assert.ok(!isWell());
  });
});
