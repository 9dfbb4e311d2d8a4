/** `annals check --against` as curators meet it: the story of an entry through several commits, and what is said of wrong settings. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { cited, eventText, minimalFiles } from './support/chronologies.ts';
import { annals, type Ended } from './support/command.ts';
import { GIT_ENV, noGit, type Repository, repository, scratchFolder } from './support/repository.ts';

const HELD = 'events/held.yaml';

/** A repository whose root is a chronology of two events, committed. */
function chronology(): Repository {
  const repo = repository();
  repo.commit(minimalFiles({ held: {}, other: { when: '2023', sources: cited('2023') } }));
  return repo;
}

const check = (...args: string[]) => annals(['check', ...args], GIT_ENV);

/** What `check` says of the folder as it is, against a revision. */
const checkAgainst = (repo: Repository, revision = 'HEAD') =>
  annals(['check', repo.root, '--against', revision], GIT_ENV);

/** The line on what was compared. */
function compared(repo: Repository, then: number, now: number, revision = 'HEAD'): string {
  const commit = repo.git('rev-parse', revision).slice(0, 7);
  return `compared with ${revision} (${commit}): ${then} events then, ${now} now\n`;
}

function assertPasses({ code, stdout, stderr }: Ended, said: string): void {
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: said, stderr: '' });
}

function assertFails({ code, stdout, stderr }: Ended, said: string, problems: string): void {
  assert.deepEqual({ code, stdout, stderr }, { code: 1, stdout: said + problems, stderr: '' });
}

function assertUsage({ code, stdout, stderr }: Ended, reason: string): void {
  assert.deepEqual([code, stdout, stderr.split('\n')[0]], [2, '', `annals: ${reason}`]);
  assert.equal(stderr.split('\n').length, 3);
}

describe('annals check --against', { skip: noGit, concurrency: 4 }, () => {
  it('goes with an entry from its correction to its withdrawal', async () => {
    const repo = chronology();
    const good = `${repo.root}: 2 events, no problems\n`;
    assertPasses(await checkAgainst(repo), compared(repo, 2, 2) + good);

    repo.write([[HELD, eventText({ when: '2022-12-24?' })]]);
    assertFails(
      await checkAgainst(repo),
      compared(repo, 2, 2),
      `${repo.root}/events/held.yaml:2:1  when: changed since HEAD without a new entry in \`revisions\`
    write: \`revisions\` with an entry: \`date\` of 2026-11-22 or later, and \`note\` on what changed; in it \`was:\` and below it \`when: 2022-12-24\`

${repo.root}: 2 events, 1 problem in 1 file
`,
    );

    const corrected = {
      when: '2022-12-24?',
      revisions: [{ date: '2026-12-03', note: 'The day is not certain.', was: { when: '2022-12-24' } }],
    };
    repo.write([[HELD, eventText(corrected)]]);
    assertPasses(await checkAgainst(repo), compared(repo, 2, 2) + good);

    repo.commit();
    repo.write([[HELD, undefined]]);
    assertFails(
      await checkAgainst(repo),
      compared(repo, 2, 1),
      `${repo.root}/events/held.yaml:1:1  gone since HEAD without a tombstone
    write: the file as it was, with \`withdrawn\`: \`date\` of 2026-12-03 or later, \`reason\`, and \`replacedBy\` where another entry took its place

${repo.root}: 1 event, 1 problem in 1 file
`,
    );

    repo.write([[HELD, eventText({ ...corrected, withdrawn: { date: '2026-12-10', reason: 'A mistake.' } })]]);
    assertPasses(await checkAgainst(repo), compared(repo, 2, 2) + good);

    repo.commit();
    repo.write([[HELD, eventText({ when: '2022-12-24~', published: '2026-12-20' })]]);
    assertFails(
      await checkAgainst(repo),
      compared(repo, 2, 2),
      `${repo.root}/events/held.yaml:1:1  withdrawn: this entry was withdrawn at HEAD, and its slug is never used again
    write: \`withdrawn\` as it was; another slug for another entry

${repo.root}: 2 events, 1 problem in 1 file
`,
    );

    // Without the check, all this could be committed; history tells of it all the same.
    repo.commit([[HELD, undefined]]);
    repo.write([[HELD, eventText({ when: '2022-12-24~', published: '2026-12-20' })]]);
    const { code, stdout } = await checkAgainst(repo);
    assert.equal(code, 1);
    assert.match(stdout, /events\/held\.yaml:1:1 {2}the slug was that of events\/held\.yaml, deleted before HEAD, /);
  });

  it('takes the folder wherever it is: from EVENTS_DIR, below the root, behind a link, with any revision', async () => {
    const repo = repository();
    const files = minimalFiles({ held: {} });
    repo.commit([...files].map(([path, text]) => [`years/${path}`, text]));
    repo.git('tag', 'v1');
    repo.commit([['years/events/2023/new.yaml', eventText({ when: '2023', sources: cited('2023') })]]);
    const link = join(scratchFolder(), 'link');
    symlinkSync(join(repo.root, 'years'), link);
    for (const folder of [join(repo.root, 'years'), link])
      assertPasses(
        await annals(['check', '--against', 'v1'], { ...GIT_ENV, EVENTS_DIR: folder }),
        `${compared(repo, 1, 2, 'v1').replace('1 events', '1 event')}${folder}: 2 events, no problems\n`,
      );
  });

  it('in a hook looks at the folder’s repository, whatever the hook is told', async () => {
    const repo = chronology();
    const elsewhere = repository();
    elsewhere.commit(minimalFiles({ foreign: {} }));
    repo.write([[HELD, eventText({ when: '2022-12-24?' })]]);
    const env = { GIT_DIR: join(elsewhere.root, '.git'), GIT_INDEX_FILE: '.git/index', GIT_PREFIX: '' };
    const { code, stdout, stderr } = await annals(['check', repo.root, '--against', 'HEAD'], { ...GIT_ENV, ...env });
    assert.deepEqual([code, stderr], [1, '']);
    assert.ok(stdout.startsWith(compared(repo, 2, 2)));
    assert.match(stdout, /held\.yaml:2:1 {2}when: changed since HEAD/);
  });

  it('adds to the problems that the files have of their own, in the order of the files', async () => {
    const repo = chronology();
    repo.write([
      ['events/a-new.yaml', 'type: ['],
      [HELD, eventText({ when: 'March 2023' })],
      ['events/other.yaml', undefined],
    ]);
    const { code, stdout } = await checkAgainst(repo);
    assert.equal(code, 1);
    assert.deepEqual(
      [...stdout.matchAll(/^\S+\/([\w-]+)\.yaml:\d+:\d+ {2}(.{12})/gm)].map(([, file, said]) => `${file} ${said}`),
      ['a-new [ is opened ', 'held when: change', 'held when: not a ', 'other gone since H'],
    );
  });

  it('says what it could not compare, and that there was nothing to compare', async () => {
    const repo = chronology();
    repo.commit([[HELD, 'type: [']]);
    repo.write([[HELD, eventText()]]);
    assertPasses(
      await checkAgainst(repo),
      `${compared(repo, 2, 2)}not compared: events/held.yaml: it was not readable YAML at HEAD\n${repo.root}: 2 events, no problems\n`,
    );

    const empty = repository();
    const commit = empty.commit();
    empty.write(minimalFiles({ held: {} }));
    assertPasses(
      await checkAgainst(empty),
      `nothing to compare: ${empty.root} had no event file at HEAD (${commit.slice(0, 7)})\n${empty.root}: 1 event, no problems\n`,
    );
  });

  it('says that a shallow history does not tell of all slugs', async () => {
    const repo = chronology();
    repo.commit([[HELD, undefined]]);
    const clone = join(scratchFolder(), 'clone');
    repo.git('clone', '--quiet', '--depth=1', `file://${repo.root}`, clone);
    const { code, stdout } = await check(clone, '--against', 'HEAD');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /\nnot known: slugs used before the oldest commit, for the history of the repository is shallow\n/,
    );
  });

  it('with a revision that is none, with an option in its place, or with nothing, is wrong', async () => {
    const repo = chronology();
    const none = (name: string) => `--against: no git revision ${name} in the repository of ${repo.root}`;
    assertUsage(await check(repo.root, '--against', 'nope'), none('nope'));
    assertUsage(await check(repo.root, '--against=--all'), none('--all'));
    for (const nothing of ['', ' '])
      assertUsage(await check(repo.root, `--against=${nothing}`), '--against names no git revision');
  });

  it('outside a repository is wrong', async () => {
    const folder = scratchFolder();
    const { code, stdout, stderr } = await check(folder, '--against', 'HEAD');
    assert.deepEqual([code, stdout], [2, '']);
    assert.ok(stderr.startsWith(`annals: --against: ${folder} is in no git repository (fatal: `), stderr);
  });
});

describe('annals check --against, without git', () => {
  it('is wrong, and the reason is told', async () => {
    const folder = scratchFolder();
    assertUsage(
      await annals(['check', folder, '--against', 'HEAD'], { ...GIT_ENV, PATH: folder }),
      '--against: git is not installed',
    );
  });
});
