/** CI, and what tells tools which Node to take, name the Nodes that CONTRIBUTING.md and package.json promise. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { noGit, scratchFolder } from './support/repository.ts';
import { ROOT } from './support/root.ts';

const text = (...path: readonly string[]) => readFileSync(join(ROOT, ...path), 'utf8');
const promised = /run by Node (\d+), (\d+) and (\d+)\./.exec(text('CONTRIBUTING.md'))?.slice(1).map(Number);

interface Workflow {
  readonly jobs: Record<
    string,
    { readonly strategy?: { readonly matrix: { readonly node: readonly number[] } }; readonly steps: readonly Step[] }
  >;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

const workflow = parse(text('.github', 'workflows', 'ci.yml')) as Workflow;

describe('CI', () => {
  it('calls .ci/run, and nothing else, on each Node that the program supports', () => {
    const { strategy, steps = [] } = workflow.jobs.run ?? {};
    assert.deepEqual(strategy?.matrix.node, promised);
    assert.deepEqual(
      steps.flatMap(({ run }) => run ?? []),
      ['.ci/run'],
    );
    const setUp = steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the workflow's own expression.
    assert.equal(setUp?.with?.['node-version'], '${{ matrix.node }}');
    accessSync(join(ROOT, '.ci', 'run'), constants.X_OK);
  });

  it('shows the problems of the chronology at their lines, once, with what --against needs of the history', () => {
    const { steps = [] } = workflow.jobs.chronology ?? {};
    assert.deepEqual(
      steps.flatMap(({ run }) => run ?? []),
      ['npm ci', 'npm run --silent check -- --format github --against "origin/$BASE"'],
    );
    assert.equal(steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with?.['fetch-depth'], 0);
    const setUp = steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    assert.equal(setUp?.with?.['node-version-file'], '.node-version');
  });

  it('asks the registry, once, for known vulnerabilities and signatures of what is installed', () => {
    const { steps = [] } = workflow.jobs.dependencies ?? {};
    assert.deepEqual(
      steps.flatMap(({ run }) => run ?? []),
      ['npm ci', '.ci/audit'],
    );
  });

  it('is developed on the oldest of them', () => {
    const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
    assert.equal(Number(text('.node-version')), promised?.[0]);
    assert.match(engines.node, new RegExp(`^>=${promised?.[0]}\\.`));
  });
});

describe('the audit', () => {
  const report = (total: number) => JSON.stringify({ metadata: { vulnerabilities: { total } } });
  const NO_ANSWER = '{"message":"405 Method Not Allowed","statusCode":405}';
  /** Its exit code and what it prints, where npm says this. */
  function audit(vulnerabilities: string, signatures: string, code: number) {
    const bin = scratchFolder();
    const npm = `#!/bin/sh\ncase "$*" in\n  *--json) echo '${vulnerabilities}';;\n  *signatures) echo '${signatures}'; exit ${code};;\n  *) exit 1;;\nesac\n`;
    writeFileSync(join(bin, 'npm'), npm, { mode: 0o755 });
    const { status, stdout } = spawnSync(join(ROOT, '.ci', 'audit'), {
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
      encoding: 'utf8',
    });
    return { status, isLeftOut: stdout.match(/LEFT OUT/g)?.length ?? 0 };
  }
  const GOOD = '600 packages have verified registry signatures';

  it('passes where nothing is known and all is signed', () => {
    assert.deepEqual(audit(report(0), GOOD, 0), { status: 0, isLeftOut: 0 });
  });

  it('fails on a vulnerability, and on a signature that is wrong or missing', () => {
    assert.equal(audit(report(1), GOOD, 0).status, 1);
    for (const said of [
      '1 package has an invalid registry signature:',
      '2 packages have missing registry signatures but',
    ])
      assert.equal(audit(report(0), said, 1).status, 1, said);
    assert.equal(audit(NO_ANSWER, '1 package has an invalid attestation:', 1).status, 1);
  });

  it('says what it leaves out where the registry does not answer', () => {
    assert.deepEqual(audit(NO_ANSWER, 'npm error code ENOTFOUND', 1), { status: 0, isLeftOut: 2 });
    assert.deepEqual(audit('', GOOD, 0), { status: 0, isLeftOut: 1 });
  });
});

/** What the top level holds, beside files that begin with a dot. */
const TOP_LEVEL = [
  ...['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md'],
  ...['package-lock.json', 'package.json', 'tsconfig.json'],
  ...['deploy', 'docs', 'events', 'src', 'test', 'views'],
];
const noRepository = noGit || (existsSync(join(ROOT, '.git')) ? false : 'this is a copy without its repository');

describe('the repository', { skip: noRepository }, () => {
  it('holds at its top level what the program is made of, and nothing that a trial run left', () => {
    const committed = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n').filter(Boolean);
    const names = new Set(committed.map((path) => path.split('/')[0] ?? '').filter((name) => !name.startsWith('.')));
    assert.deepEqual([...names].sort(), [...TOP_LEVEL].sort());
    for (const path of committed) assert.doesNotMatch(path, /CACHEDIR\.TAG$|\.log$|^(dist|\.cache|node_modules)\//);
  });
});
