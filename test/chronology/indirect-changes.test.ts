/** Changes that calendars show of an event whose own file stays as it is, and what is said of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSince } from '../../src/chronology/check/since-revision.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { type Events, minimalFiles, VOCABULARY } from '../support/chronologies.ts';

type Files = Readonly<Record<string, string>>;

function between(then: Events, now: Events, filesThen: Files = {}, filesNow: Files = filesThen) {
  const { problems, notCompared } = checkSince(
    { files: minimalFiles(now, filesNow), unread: new Set() },
    { name: 'HEAD', files: minimalFiles(then, filesThen), unread: new Map(), used: new Map() },
  );
  return { said: problems.map((problem) => formatProblem(problem)), notCompared };
}

const note = 'Something changed.';
const revisions = [{ date: '2026-12-03', note }];
const plan = { status: 'planned' };
const fulfilling = { relations: { fulfils: ['plan'] } };

describe('a plan', () => {
  it('is revised with what fulfils it, which is new', () => {
    const told = 'events/plan.yaml:15:1  status: fulfilled by round since HEAD without a new entry in `revisions`';
    const advice = '    write: `revisions` with an entry: `date` of 2026-11-22 or later, and `note` on what changed';
    assert.deepEqual(between({ plan }, { plan, round: fulfilling }).said, [`${told}\n${advice}`]);
    assert.deepEqual(between({ plan }, { plan: { ...plan, revisions }, round: fulfilling }).said, []);
  });

  it('is revised when an event that was there comes to fulfil it, or no longer does', () => {
    const [without, having] = [{ revisions }, { ...fulfilling, revisions }];
    const [gained = ''] = between({ plan, round: {} }, { plan, round: having }).said;
    assert.match(gained, /^events\/plan\.yaml:\d+:1 {2}status: fulfilled by round since HEAD/);
    const [lost = ''] = between({ plan, round: fulfilling }, { plan, round: without }).said;
    assert.match(lost, /^events\/plan\.yaml:\d+:1 {2}status: no longer fulfilled by round since HEAD/);
    const revised = { ...plan, revisions };
    assert.deepEqual(between({ plan, round: {} }, { plan: revised, round: having }).said, []);
    assert.deepEqual(between({ plan, round: fulfilling }, { plan: revised, round: without }).said, []);
  });

  it('is revised when what fulfilled it is withdrawn', () => {
    const gone = { ...fulfilling, withdrawn: { date: '2026-12-03', reason: note } };
    const [lost = ''] = between({ plan, round: fulfilling }, { plan, round: gone }).said;
    assert.match(lost, /no longer fulfilled by round since HEAD/);
    assert.deepEqual(between({ plan, round: fulfilling }, { plan: { ...plan, revisions }, round: gone }).said, []);
  });

  it('is left alone where what fulfils it stays, or the plan is new or withdrawn as well', () => {
    const told = { ...fulfilling, title: 'Renamed', revisions };
    assert.deepEqual(between({ plan, round: fulfilling }, { plan, round: told }).said, []);
    assert.deepEqual(between({}, { plan, round: fulfilling }).said, []);
    const withdrawn = { ...plan, withdrawn: { date: '2026-12-03', reason: note } };
    assert.deepEqual(between({ plan, round: fulfilling }, { plan: withdrawn, round: { revisions } }).said, []);
  });
});

describe('a whole', () => {
  const part = { relations: { partOf: 'whole' } };
  const left = { revisions };

  it('is revised when a part becomes part of something else, or of nothing', () => {
    const [told = ''] = between({ whole: {}, part }, { whole: {}, part: left }).said;
    assert.match(told, /^events\/whole\.yaml:\d+:1 {2}title: no longer has the part part since HEAD/);
    const moved = { ...left, relations: { partOf: 'other' } };
    assert.equal(between({ whole: {}, other: {}, part }, { whole: {}, other: {}, part: moved }).said.length, 1);
    assert.deepEqual(between({ whole: {}, part }, { whole: left, part: left }).said, []);
  });

  it('is left alone where its part stays, is new, or is withdrawn', () => {
    assert.deepEqual(
      between({ whole: {}, part }, { whole: {}, part: { ...part, ...left, title: 'Renamed' } }).said,
      [],
    );
    assert.deepEqual(between({ whole: {} }, { whole: {}, part }).said, []);
    const withdrawn = { ...part, withdrawn: { date: '2026-12-03', reason: note } };
    assert.deepEqual(between({ whole: {}, part }, { whole: {}, part: withdrawn }).said, []);
  });
});

describe('another time zone', () => {
  const zone = (name: string): Files => ({
    'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace('Asia/Tokyo', name),
  });
  const said = (when: string, more = {}) =>
    between({ held: { when } }, { held: { when, ...more } }, zone('Asia/Tokyo'), zone('Asia/Tashkent')).said;

  it('makes another instant of a time without an offset, which is a revision', () => {
    const [told = ''] = said('2025-12-20T15:00:00');
    assert.match(
      told,
      /^events\/held\.yaml:2:1 {2}when: another instant since HEAD, for `timeZone` was Asia\/Tokyo and is Asia\/Tashkent\n/,
    );
    assert.equal(said('2025-12-20T15:00').length, 1);
    assert.deepEqual(said('2025-12-20T15:00', { revisions }), []);
  });

  it('is nothing to a day, nor to a time with an offset', () => {
    for (const when of ['2025-12-20', '2025-12', '2025-12-20T15:00+09:00', '2025-12-20T06:00:00Z'])
      assert.deepEqual(said(when), [], when);
  });
});

describe('another file of the vocabulary', () => {
  it('that says something else is told, since events show it without a revision', () => {
    const places = VOCABULARY['places.yaml'] ?? '';
    const now = { 'places.yaml': places.replace('Bokhtar', 'Kurgan-Tyube') };
    assert.deepEqual(between({ held: {} }, { held: {} }, {}, now).notCompared, [
      'places.yaml: changed since HEAD; of what events show of it, calendar programs take what comes with a revision of the event',
    ]);
    const written = { 'places.yaml': `# Where\n${places}` };
    assert.deepEqual(between({ held: {} }, { held: {} }, {}, written).notCompared, []);
  });
});
