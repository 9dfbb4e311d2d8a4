/** A file is read exactly as it looks, or refused with its line: whatever a person in a hurry did to it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { Yaml } from '../../src/chronology/files/yaml.ts';
import { eventParser } from '../../src/chronology/folder/folder-parse.ts';
import { choices, hurried, plainEvent, written } from '../support/hurried-arbitrary.ts';
import { JARGON } from '../support/jargon.ts';
import { difference, readLines } from '../support/line-reader.ts';

/** FUZZ_RUNS raises it, and tries other files each time: `FUZZ_RUNS=10000 npm test -- as-written`. */
const { FUZZ_RUNS } = process.env;
const RUNS = Number(FUZZ_RUNS ?? 2000);
const SEED = FUZZ_RUNS === undefined ? { seed: 12 } : {};

const parse = eventParser({ languages: ['en', 'ja'], timeZone: 'Asia/Tokyo' });

const event = fc.tuple(plainEvent, fc.nat());

describe('an event file', () => {
  it('that is well written is read as it was meant, in every style', () => {
    fc.assert(
      fc.property(event, ([value, seed]) => {
        const text = written(value, choices(seed));
        const { event: read, problems } = parse('x', 'x.yaml', text);
        assert.deepEqual(
          problems.map((problem) => formatProblem(problem)),
          [],
          text,
        );
        assert.ok(read);
        assert.equal(difference(value, new Yaml('x.yaml', text).value), undefined, text);
        // The reader of lines is worth something only if it reads what is plain.
        assert.equal(difference(readLines(text).value, value), undefined, text);
      }),
      { numRuns: Math.ceil(RUNS / 4), ...SEED },
    );
  });

  it('that a person in a hurry wrote is read exactly as it looks, or refused with its line', () => {
    let accepted = 0;
    fc.assert(
      fc.property(event, fc.integer({ min: 1, max: 3 }), ([value, seed], count) => {
        const choose = choices(seed);
        const { text, slips } = hurried(written(value, choose), count, choose);
        const { event: read, problems } = parse('x', 'x.yaml', text);
        const lines = text.split('\n').length;
        if (!read) {
          assert.ok(problems.length > 0, text);
          for (const problem of problems) {
            assert.ok(problem.line >= 1 && problem.line <= lines && problem.column >= 1, formatProblem(problem));
            assert.doesNotMatch(problem.message, JARGON, text);
            assert.doesNotMatch(problem.advice ?? '', JARGON, text);
          }
          return;
        }
        accepted += 1;
        const seen = readLines(text);
        const told = () => `${slips.join(', ')}\n${text}`;
        assert.equal(seen.mustRefuse, undefined, told());
        assert.equal(difference(seen.value, new Yaml('x.yaml', text).value), undefined, told());
      }),
      { numRuns: RUNS, ...SEED },
    );
    // Slips that change nothing of the form, such as a line copied to another list, are read.
    assert.ok(accepted > RUNS / 50, `${accepted} of ${RUNS}`);
  });
});
