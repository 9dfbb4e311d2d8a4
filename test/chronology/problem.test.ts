/** How a problem is printed, and which known word is meant by a misspelt one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatProblem, type Problem } from '../../src/chronology/files/problem.ts';
import { nearest } from '../../src/chronology/files/spelling.ts';

const PROBLEM: Problem = {
  file: '2023/forum-plan.yaml',
  line: 2,
  column: 7,
  field: 'when',
  message: 'not a date this chronology can read',
  found: 'March 2023',
  advice: '2023-03',
};

describe('a problem is printed', () => {
  it('with its place, what is wrong, what was found and what to write', () => {
    assert.equal(
      formatProblem(PROBLEM),
      '2023/forum-plan.yaml:2:7  when: not a date this chronology can read\n    found: March 2023\n    write: 2023-03',
    );
  });

  it('below its folder, so that a terminal can open the file', () => {
    assert.match(formatProblem(PROBLEM, 'events'), /^events\/2023\/forum-plan\.yaml:2:7 {2}/);
    assert.match(formatProblem(PROBLEM, '/srv/events//'), /^\/srv\/events\/2023\/forum-plan\.yaml:2:7 {2}/);
  });

  it('without the lines that it has nothing for', () => {
    const { found, advice, ...bare } = PROBLEM;
    assert.equal(
      formatProblem({ ...bare, field: '' }),
      '2023/forum-plan.yaml:2:7  not a date this chronology can read',
    );
    assert.equal(formatProblem({ ...bare, advice }).split('\n').length, 2);
    assert.equal(formatProblem({ ...bare, found }).split('\n').length, 2);
  });

  it('on a terminal that must not obey what a file says', () => {
    assert.match(
      formatProblem({ ...PROBLEM, found: 'a\nb\u001b[31m\u0007\u009b' }),
      /found: a⏎b\\u001b\[31m\\u0007\\u009b$/m,
    );
  });

  it('with at most 200 characters of what was found', () => {
    const line = formatProblem({ ...PROBLEM, found: 'x'.repeat(500) }).split('\n')[1];
    assert.equal(line, `    found: ${'x'.repeat(199)}…`);
  });
});

describe('the nearest known word', () => {
  const known = ['type', 'when', 'whenText', 'title', 'summary', 'countries', 'relations', 'sources'];
  const table: readonly [word: string, meant: string | undefined][] = [
    ['titel', 'title'],
    ['contries', 'countries'],
    ['relation', 'relations'],
    ['Sources', 'sources'],
    ['whentext', 'whenText'],
    ['summery', 'summary'],
    ['wen', 'when'],
    ['colour', undefined],
    ['xxxxxxxx', undefined],
    // Two other letters make any word of a short one.
    ['xx', undefined],
    ['', undefined],
  ];
  for (const [word, meant] of table)
    it(`to ${word === '' ? 'nothing' : word} is ${meant ?? 'none'}`, () => assert.equal(nearest(word, known), meant));

  it('is the closest of several', () => {
    assert.equal(nearest('review-to-202', ['review-to-2020', 'review-to-2023', 'review-to-2025']), 'review-to-2020');
    assert.equal(nearest('jp', ['en', 'ja']), 'ja');
  });

  it('to a known word is that word', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (words, at) => {
        const word = words[at % words.length] ?? '';
        assert.equal(nearest(word, words)?.toLowerCase(), word.toLowerCase());
      }),
      { numRuns: 200 },
    );
  });
});
