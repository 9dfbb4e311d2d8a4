/** Changes that calendars show of an event whose own file stays as it is, and what is said of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkSince } from '../../src/chronology/check/since-revision.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { changeWithParts } from '../../src/formats/calendar/parts.ts';
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
/** The start of a day in the zone of the chronology. */
const toInstant = (day: string) => `${new Date(`${day}T00:00:00+09:00`).toISOString().slice(0, 19)}Z`;
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
    const told = { ...fulfilling, summary: 'Told anew.', revisions };
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
      between({ whole: {}, part }, { whole: {}, part: { ...part, ...left, summary: 'Told anew.' } }).said,
      [],
    );
    assert.deepEqual(between({ whole: {} }, { whole: {}, part }).said, []);
    const withdrawn = { ...part, withdrawn: { date: '2026-12-03', reason: note } };
    assert.deepEqual(between({ whole: {}, part }, { whole: {}, part: withdrawn }).said, []);
  });
});

describe('an event whose file cannot be read', () => {
  const broken = 'type: meeting\n title: [x\n';
  const problemsBetween = (then: Events, now: Events, unread: { before?: string; now?: string } = {}) =>
    checkSince(
      { files: minimalFiles(now), unread: new Set(unread.now ? [unread.now] : []) },
      {
        name: 'HEAD',
        files: minimalFiles(then),
        unread: new Map(unread.before ? [[unread.before, 'not UTF-8']] : []),
        used: new Map(),
      },
    ).problems.map(({ file, message }) => `${file} ${message}`);

  const part = { relations: { partOf: 'whole' } };
  const files: Readonly<Record<string, string>> = {
    'is no YAML': broken,
    'is no YAML and names the field': `${broken}relations:\n  partOf: whole\n  fulfils: [plan]\n`,
    'is no mapping': '- type: meeting\n',
    'is empty': '',
    'has relations that are none': 'type: meeting\nrelations: whole\n',
    'has a relation that is none': 'type: meeting\nrelations:\n  partOf: { whole: plan }\n  fulfils: { plan: whole }\n',
  };
  for (const [why, file] of Object.entries(files)) {
    it(`as it ${why}, has not left its whole`, () => {
      assert.deepEqual(problemsBetween({ whole: {}, part }, { whole: {}, part: file }), []);
    });

    it(`as it ${why}, goes on fulfilling its plan`, () => {
      assert.deepEqual(problemsBetween({ plan, round: fulfilling }, { plan, round: file }), []);
    });

    it(`as it ${why}, may have fulfilled its plan before`, () => {
      assert.deepEqual(problemsBetween({ plan, round: file }, { plan, round: fulfilling }), []);
    });
  }

  it('as it is no text, is neither new to its plan nor gone from it', () => {
    const path = 'events/round.yaml';
    assert.deepEqual(problemsBetween({ plan, round: fulfilling }, { plan }, { now: path }), []);
    assert.deepEqual(problemsBetween({ plan }, { plan, round: fulfilling }, { before: path }), []);
  });

  it('does not hide what another one of the whole or the plan does', () => {
    const left = { revisions: [{ date: '2026-12-03', note }] };
    assert.deepEqual(problemsBetween({ whole: {}, part, other: part }, { whole: {}, part: broken, other: left }), [
      'events/whole.yaml no longer has the part other since HEAD without a new entry in `revisions`',
    ]);
    assert.deepEqual(
      problemsBetween({ plan, round: fulfilling, other: fulfilling }, { plan, round: broken, other: { ...left } }),
      ['events/plan.yaml no longer fulfilled by other since HEAD without a new entry in `revisions`'],
    );
  });
});

describe('the revision of a whole that a part left', () => {
  const dated = (...dates: string[]) => ({ revisions: dates.map((date) => ({ date, note })) });
  const day = '2026-11-24';
  const old = { published: '2026-11-01' };
  const part = { relations: { partOf: 'whole' }, published: day, ...dated(day, day) };
  const moved = { published: day, ...dated(day, day, day) };
  const before = { whole: old, part };

  it('is later than all changes that the part takes with it', () => {
    const { said } = between(before, { whole: { ...old, ...dated(day) }, part: moved });
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? '',
      /^events\/whole\.yaml:\d+:\d+ {2}revisions\.0\.date: not later than the last change of whole and its parts at HEAD \(2026-11-23T15:00:03Z\)/,
    );
    assert.match(said[0] ?? '', /write: a date with a time after that, such as 2026-11-23T16:00:03Z/);
  });

  it('whose date is the advice, or a day later, is enough', () => {
    for (const date of ['2026-11-23T16:00:03Z', '2026-11-25'])
      assert.deepEqual(between(before, { whole: { ...old, ...dated(date) }, part: moved }).said, []);
  });

  it('on the same day is enough where the part had changed before', () => {
    const early = { relations: { partOf: 'whole' }, published: '2026-11-02' };
    const now = { whole: { ...old, ...dated(day) }, part: { published: '2026-11-02', ...dated(day) } };
    assert.deepEqual(between({ whole: old, part: early }, now).said, []);
  });

  it('is later than those that it takes from what the whole is a part of, too', () => {
    const inner = { ...old, relations: { partOf: 'outer' } };
    const late = { relations: { partOf: 'outer' }, published: '2026-11-26' };
    const then = { outer: old, whole: inner, part, late };
    const { said } = between(then, { ...then, whole: { ...inner, ...dated('2026-11-25') }, part: moved });
    assert.match(said[0] ?? '', /^events\/whole\.yaml.* not later than the last change of outer and its parts at HEAD/);
    const later = { ...then, whole: { ...inner, ...dated('2026-11-27') }, part: moved };
    assert.deepEqual(between(then, later).said, []);
  });

  it('keeps SEQUENCE and LAST-MODIFIED of a calendar with folded parts from going back, wherever there is no problem', () => {
    const dates = fc.array(fc.constantFrom('2026-11-24', '2026-11-25', '2026-11-26'), { maxLength: 3 });
    const ordered = dates.map((some) => some.toSorted());
    fc.assert(
      fc.property(ordered, ordered, ordered, (ofWhole, ofPart, added) => {
        const [whole, newer] = [ofWhole, [...ofWhole, ...added]];
        const then = { whole: { ...old, ...dated(...whole) }, part: { ...part, ...dated(...ofPart) } };
        const now = { whole: { ...old, ...dated(...newer) }, part: { ...moved, ...dated(...ofPart, '2026-11-26') } };
        if (between(then, now).said.length > 0) return;
        const entry = (dates: readonly string[]) => ({
          published: toInstant(old.published),
          revisions: dates.map((date) => ({ date: toInstant(date) })),
        });
        const former = changeWithParts(entry(whole), [{ ...entry(ofPart), published: toInstant(day) }]);
        const later = changeWithParts(entry(newer), []);
        assert.ok(later.sequence > former.sequence && later.changed > former.changed);
      }),
    );
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

  it('is told of either end of a period', () => {
    assert.equal(said('2025-12-20T15:00/2025-12-20T16:30').length, 1);
    assert.equal(said('2025-12-20T15:00/2025-12-20T16:30+09:00').length, 1);
    assert.deepEqual(said('2025-12-20T15:00Z/2025-12-20T16:30Z'), []);
  });

  it('is told of what another source says', () => {
    const other = (when: string) => ({
      held: {
        when: '2025-12-20',
        alternatives: [{ when, note: { en: 'Another.', ja: '別。' }, sources: [{ id: 'notes', paragraph: 1 }] }],
      },
    });
    const saidOf = (when: string) => between(other(when), other(when), zone('Asia/Tokyo'), zone('Asia/Tashkent')).said;
    assert.equal(saidOf('2025-12-20T15:00').length, 1);
    assert.deepEqual(saidOf('2025-12-21'), []);
  });

  it('is nothing to an event with a zone of its own, and that of its place counts in the place of the chronology’s', () => {
    const when = '2025-12-20T15:00';
    const own = { held: { when, timeZone: 'Europe/Berlin' } };
    assert.deepEqual(between(own, own, zone('Asia/Tokyo'), zone('Asia/Tashkent')).said, []);
    const there = (timeZone: string) => ({
      'places.yaml': `${VOCABULARY['places.yaml'] ?? ''}there:\n  name: { en: There, ja: そこ }\n  timeZone: ${timeZone}\n`,
    });
    const event = { held: { when, place: 'there' } };
    const [told = '', ...others] = between(event, event, there('Europe/Berlin'), there('Europe/London')).said;
    assert.match(told, /another instant since HEAD, for `timeZone` was Europe\/Berlin and is Europe\/London/);
    assert.deepEqual(others, []);
  });

  it('is told of what a revision says that stood before, in the zone of the place that stood then', () => {
    const there = (timeZone: string) => ({
      'places.yaml': `${VOCABULARY['places.yaml'] ?? ''}there:\n  name: { en: There, ja: そこ }\n  timeZone: ${timeZone}\n`,
    });
    const revised = (was: object) => ({
      held: { when: '2025-12-20', revisions: [{ date: '2026-12-03', note: { en: 'Moved.', ja: '移動。' }, was }] },
    });
    const saidOf = (was: object) =>
      between(revised(was), revised(was), there('Europe/Berlin'), there('Europe/London')).said.length;
    assert.equal(saidOf({ when: '2025-12-19T15:00', place: 'there' }), 1);
    assert.equal(saidOf({ when: '2025-12-19', place: 'there' }), 0);
    assert.equal(saidOf({ when: '2025-12-19T15:00' }), 0);
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
