/** CI, and what tells tools which Node to take, name the Nodes that CONTRIBUTING.md and package.json promise. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { noGit } from './support/repository.ts';
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

  it('is developed on the oldest of them', () => {
    const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
    assert.equal(Number(text('.node-version')), promised?.[0]);
    assert.match(engines.node, new RegExp(`^>=${promised?.[0]}\\.`));
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
