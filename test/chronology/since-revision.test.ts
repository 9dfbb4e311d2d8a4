/** Which changes of a folder reach its subscribers and leave identities where they are, and what is said of the others. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { checkSince, type FilesThen, type SinceRevision } from '../../src/chronology/check/since-revision.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import type { Files } from '../../src/chronology/folder/folder.ts';
import { type Events, eventText, minimalFiles, PLAIN_EVENT, VOCABULARY } from '../support/chronologies.ts';

type Then = Partial<Omit<FilesThen, 'files'>>;

/** What is found between the files at HEAD and those of now. */
function between(then: Files, now: Files, { name = 'HEAD', unread = new Map(), used = new Map() }: Then = {}) {
  return checkSince({ files: now, unread: new Set() }, { name, files: then, unread, used });
}

function printed({ problems }: SinceRevision): string {
  return problems
    .filter(({ severity }) => severity !== 'warning')
    .map((problem) => formatProblem(problem))
    .join('\n\n');
}

/** What is said where these events were and those are. */
const said = (then: Events, now: Events, more: Then = {}): string =>
  printed(between(minimalFiles(then), minimalFiles(now), more));

type Fields = Readonly<Record<string, unknown>>;

/** What is said of one event that said this and says that. */
const saidOf = (then: Fields | string, now: Fields | string): string => said({ held: then }, { held: now });

const revised = (...dates: string[]): Fields => ({ revisions: dates.map((date) => ({ date, note: `On ${date}.` })) });
const withdrawn = (date: string, more: Fields = {}): Fields => ({ withdrawn: { date, reason: 'A mistake.', ...more } });

describe('a change of what an event says', () => {
  it('comes with a new entry in `revisions`', () => {
    assert.equal(saidOf({}, { when: '2023', ...revised('2026-12-03') }), '');
    assert.equal(saidOf(revised('2026-12-03'), { when: '2023', ...revised('2026-12-03', '2026-12-04') }), '');
  });

  it('is a problem at its line without one, which says what to add', () => {
    assert.equal(
      saidOf({}, { when: '2023' }),
      `events/held.yaml:2:1  when: changed since HEAD without a new entry in \`revisions\`
    write: \`revisions\` with an entry: \`date\` of 2026-11-22 or later, and \`note\` on what changed; in it \`was:\` and below it \`when: 2022-12-24\``,
    );
  });

  it('names the last date where there are revisions already', () => {
    assert.equal(
      saidOf(revised('2026-12-03', '2026-12-10T08:00:00+09:00'), {
        when: '2023',
        ...revised('2026-12-03', '2026-12-10T08:00:00+09:00'),
      }),
      `events/held.yaml:2:1  when: changed since HEAD without a new entry in \`revisions\`
    write: at the end of \`revisions\`: \`date\` of 2026-12-10 or later, and \`note\` on what changed; in it \`was:\` and below it \`when: 2022-12-24\``,
    );
  });

  it('of several fields stands at the first of them, and names each, also those that are gone', () => {
    assert.match(
      saidOf({ place: 'tokyo' }, { summary: 'Other.', when: '2023', countries: ['JP'] }),
      /^events\/held\.yaml:2:1 {2}when: changed since HEAD .*: when, summary, countries, place \(removed\)\n/,
    );
  });

  it('that takes a field away stands at `revisions`, or at the first line', () => {
    assert.match(
      saidOf({ place: 'tokyo' }, {}),
      /^events\/held\.yaml:1:1 {2}revisions: changed since HEAD .*: place \(removed\)\n/,
    );
    assert.match(
      saidOf({ place: 'tokyo', ...revised('2026-12-03') }, revised('2026-12-03')),
      /^events\/held\.yaml:15:1 {2}revisions: changed since HEAD .*: place \(removed\)\n/,
    );
  });

  it('is one of its image by its words and its name, not by the bytes of a file', () => {
    const image = (fields: Fields = {}) => ({ image: { file: 'a.png', alt: 'A bridge', credit: 'Us', ...fields } });
    assert.equal(saidOf(image(), image()), '');
    for (const other of [
      { file: 'b.png' },
      { alt: 'A river' },
      { credit: 'Them' },
      { creditUrl: 'https://a.example/' },
    ])
      assert.match(saidOf(image(), image(other)), /image: changed since HEAD without a new entry/);
  });

  it('is one wherever it is, in a list or in one language of a text', () => {
    const cited = (paragraph: number) => ({ sources: [{ ...sourceOf(PLAIN_EVENT), paragraph }] });
    assert.match(saidOf(cited(1), cited(2)), /^events\/held\.yaml:9:1 {2}sources: changed /);
    assert.match(saidOf({}, { title: { en: 'Title', ja: '別題' } }), /^events\/held\.yaml:3:1 {2}title: changed /);
    assert.match(saidOf({ countries: ['JP', 'KZ'] }, { countries: ['KZ', 'JP'] }), /countries: changed /);
  });

  it('of a tombstone comes with a revision and the same date', () => {
    const then = withdrawn('2026-12-10');
    assert.match(
      saidOf(then, withdrawn('2026-12-10', { replacedBy: 'other' })),
      /withdrawn: changed since HEAD .*\n {4}write: .* of 2026-12-10 or later, .*; the same date in `withdrawn`$/,
    );
    assert.match(saidOf(then, withdrawn('2026-12-11')), /withdrawn: changed since HEAD /);
    assert.equal(saidOf(then, { ...revised('2026-12-11'), ...withdrawn('2026-12-11', { replacedBy: 'other' }) }), '');
  });
});

function sourceOf({ sources }: Fields): object {
  return (sources as object[])[0] ?? {};
}

describe('what is no change', () => {
  const TEXT = eventText(revised('2026-12-03'));

  it('is a comment, the way in which a text is written, and the order of fields', () => {
    const rewritten = TEXT.replace(
      'summary:\n  en: Summary.\n',
      'summary:\n  # Short.\n  en: >-\n    Summary.\n',
    ).replace('when: 2022-12-24', "when: '2022-12-24' # a Saturday");
    assert.notEqual(rewritten, TEXT);
    assert.equal(saidOf(TEXT, rewritten), '');
    assert.equal(saidOf(rewritten, rewritten.replaceAll('\n', '\r\n')), '');
    const reordered = stringify(
      Object.fromEntries(Object.entries({ ...PLAIN_EVENT, title: { ja: '題名', en: 'Title' } }).reverse()),
    );
    assert.equal(saidOf({}, reordered), '');
  });

  it('is the folder of a year that a file stands in', () => {
    const moved = (folder: string, text: string) => minimalFiles({}, { [`events/${folder}/held.yaml`]: text });
    assert.equal(printed(between(moved('2022', TEXT), moved('2023', TEXT))), '');
    const changed = TEXT.replace('2022-12-24', '2023');
    assert.match(
      printed(between(moved('2022', TEXT), moved('2023', changed))),
      /^events\/2023\/held\.yaml:2:1 {2}when: changed since HEAD /,
    );
  });

  it('is another way to write the same instant', () => {
    assert.equal(
      saidOf(
        { published: '2026-11-22', ...revised('2026-12-03') },
        {
          published: '2026-11-22T00:00:00+09:00',
          revisions: [{ date: '2026-12-02T15:00Z', note: 'On 2026-12-03.' }],
        },
      ),
      '',
    );
  });

  it('is a time without an offset when the chronology takes another zone', () => {
    const event = eventText({ published: '2026-11-22T09:00', ...revised('2026-12-03T09:00') });
    const zone = (name: string) => ({
      'chronology.yaml': String(VOCABULARY['chronology.yaml']).replace('Asia/Tokyo', name),
    });
    const commented = `# A comment.\n${event}`;
    assert.equal(
      printed(
        between(minimalFiles({ held: event }, zone('Asia/Tokyo')), minimalFiles({ held: commented }, zone('UTC'))),
      ),
      '',
    );
  });

  it('is an empty list of revisions for none', () => {
    assert.equal(saidOf({}, { revisions: [] }), '');
    assert.equal(saidOf({ revisions: [] }, {}), '');
  });

  it('is a new event, with revisions or withdrawn from the start or not', () => {
    assert.equal(said({ held: {} }, { held: {}, other: {}, third: revised('2026-12-03') }), '');
    assert.equal(said({ held: {} }, { held: {}, other: withdrawn('2026-12-03') }), '');
  });

  it('is any order of fields, in any file', () => {
    const entries = Object.entries(PLAIN_EVENT);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        assert.equal(saidOf({}, stringify(Object.fromEntries(shuffled))), '');
      }),
    );
  });
});

describe('old revisions', () => {
  const two = revised('2026-12-03', '2026-12-10');

  it('stay, and new ones follow, also where nothing else changed', () => {
    assert.equal(saidOf(two, revised('2026-12-03', '2026-12-10', '2026-12-11')), '');
    assert.equal(saidOf({}, revised('2026-12-03')), '');
  });

  it('are not taken away', () => {
    assert.equal(
      saidOf(two, revised('2026-12-03')),
      `events/held.yaml:15:1  revisions.1: entry 2 is gone since HEAD: calendars count them
    write: the entries as they were (2026-12-03, 2026-12-10), new ones after them`,
    );
    assert.match(saidOf(two, {}), /^events\/held\.yaml:1:1 {2}revisions\.0: entry 1 is gone since HEAD/);
    assert.match(saidOf(two, revised('2026-12-10')), /revisions\.0: entry 1 is not as it was since HEAD/);
  });

  it('are not rewritten', () => {
    assert.match(
      saidOf(two, { revisions: [{ date: '2026-12-03', note: 'Other.' }, ...(two.revisions as object[]).slice(1)] }),
      /^events\/held\.yaml:16:5 {2}revisions\.0: entry 1 is not as it was since HEAD: calendars count them\n {4}write: /,
    );
    assert.match(saidOf(two, revised('2026-12-03', '2026-12-11')), /revisions\.1: entry 2 is not as it was since HEAD/);
  });

  it('keep their dates, also under the same note', () => {
    const noted = (date: string) => ({ revisions: [{ date, note: 'The place was added.' }] });
    assert.match(saidOf(noted('2026-12-03'), noted('2026-12-04')), /revisions\.0: entry 1 is not as it was since HEAD/);
    assert.equal(saidOf(noted('2026-12-03'), noted('2026-12-02T15:00:00Z')), '');
  });

  it('are not put in another order, and nothing comes between them', () => {
    assert.match(saidOf(two, revised('2026-12-10', '2026-12-03')), /revisions\.0: entry 1 is not as it was/);
    assert.match(
      saidOf(two, revised('2026-12-03', '2026-12-05', '2026-12-10')),
      /revisions\.1: entry 2 is not as it was/,
    );
  });

  it('rewritten to tell of a new change leave that without an entry too', () => {
    const problems = between(
      minimalFiles({ held: revised('2026-12-03') }),
      minimalFiles({ held: { when: '2023', ...revised('2026-12-10') } }),
    ).problems;
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['when', 'revisions.0'],
    );
  });
});

describe('a new revision', () => {
  it('is enough, also on the day of the last change, which it is a second after for programs', () => {
    assert.equal(saidOf({}, { when: '2023', ...revised('2026-11-22') }), '');
    assert.equal(saidOf(revised('2026-12-03'), { when: '2023', ...revised('2026-12-03', '2026-12-03') }), '');
    assert.equal(saidOf(revised('2026-12-03'), revised('2026-12-03', '2026-12-03T15:30:00Z')), '');
  });

  it('of a withdrawn event moves the date of its tombstone where it is of an earlier day', () => {
    const then = withdrawn('2026-12-10');
    assert.equal(saidOf(then, { when: '2023', ...revised('2026-12-10'), ...then }), '');
    assert.match(
      saidOf(then, { when: '2023', ...revised('2026-12-05'), ...then }),
      /^events\/held\.yaml:\d+:\d+ {2}withdrawn\.date: not later than the last change at HEAD \(2026-12-09T15:00:00Z\), so that calendar programs would ignore this one\n {4}found: 2026-12-10\n {4}write: a date with a time after that, such as 2026-12-09T16:00:00Z; a day alone is its start in the chronology’s zone$/,
    );
    assert.equal(saidOf(then, { when: '2023', ...revised('2026-12-05'), ...withdrawn('2026-12-11') }), '');
  });

  it('without an offset is an instant in the zone of the chronology', () => {
    const then = withdrawn('2026-12-10');
    const late = /withdrawn\.date: not later than the last change at HEAD \(2026-12-09T15:00:00Z\)/;
    assert.match(saidOf(then, { ...revised('2026-12-05'), ...withdrawn('2026-12-10T00:00') }), late);
    assert.equal(saidOf(then, { ...revised('2026-12-05'), ...withdrawn('2026-12-10T00:01') }), '');
  });
});

describe('what stood before a new revision', () => {
  const title = { en: 'A round: the ninth', ja: '第9回' };
  /** Of the event that says this, the warnings where it said that. */
  const warnings = (then: Fields | string, now: Fields | string) =>
    between(minimalFiles({ held: then }), minimalFiles({ held: now }))
      .problems.filter(({ severity }) => severity === 'warning')
      .map((problem) => formatProblem(problem))
      .join('\n');
  const having = (...all: (Fields | undefined)[]): Fields => ({
    revisions: all.map((was, index) => ({ date: `2026-12-0${index + 1}`, note: 'Why.', was })),
  });

  it('is asked for where it is the date or the title, with the lines to add', () => {
    assert.equal(
      warnings({ title }, { when: '2023', title: 'Met', place: 'tokyo', ...having({}) }),
      `events/held.yaml:15:5  warning (untold-change): revisions.0: does not say what \`when\` and \`title\` was at HEAD
    write: \`was:\` and below it \`when: 2022-12-24\`, \`title:\` and below that \`en: 'A round: the ninth'\`, \`ja: 第9回\``,
    );
    assert.match(warnings({ when: '[2022..]' }, { when: '2023', ...having({}) }), /`when: '\[2022\.\.\]'`$/);
    assert.equal(warnings({}, { place: 'tokyo', ...having({}) }), '');
    assert.equal(warnings({}, { when: '2023', ...having({ when: '2022-12-24' }) }), '');
    assert.equal(warnings(having({}), { when: '2023', ...having({}, { when: '2022-12-24' }) }), '');
  });

  it('is asked for no more where a comment says that it was looked at', () => {
    const now = `# looked at: untold-change, for the date was a slip of a day\n${eventText({ when: '2023', ...having({}) })}`;
    assert.equal(warnings({}, now), '');
  });

  it('is what stood at that git revision, in whatever form it is written', () => {
    const was = (then: Fields, of: Fields, now: Fields = {}) => saidOf(then, { ...now, ...having(of) });
    assert.equal(was({}, { when: '2022-12-24' }, { when: '2023' }), '');
    assert.equal(was({ title: 'Old' }, { title: { en: 'Old' } }), '');
    assert.equal(was({}, { place: 'none' }, { place: 'tokyo' }), '');
    assert.equal(was({ countries: ['JP'] }, { countries: ['JP'] }), '');
    assert.match(
      was({ place: 'tokyo' }, { place: 'none' }),
      /revisions\.0\.was\.place: not what stood at HEAD\n {4}found: none\n {4}write: `place: tokyo`$/,
    );
    assert.match(
      was({}, { countries: ['JP'] }),
      /was\.countries: not what stood at HEAD\n {4}found: \[?.*\n {4}write: `countries: \[\]`$/s,
    );
  });

  it('may be said by the first of several new revisions, or by any of them that is the first of its field', () => {
    const now = { when: '2023', title: 'Met' };
    assert.equal(saidOf({}, { ...now, ...having({ when: '2022-12-24' }, { when: '2022' }) }), '');
    assert.match(
      saidOf({}, { ...now, ...having({ when: '2022' }, { when: '2022-12-24' }) }),
      /revisions\.0\.was\.when: not what stood at HEAD\n {4}found: '?2022'?\n {4}write: `when: 2022-12-24`$/,
    );
  });

  it('can be added to an old revision, and mended there: no program counts it', () => {
    assert.equal(saidOf(having({}), having({ when: '2022' })), '');
    assert.equal(saidOf(having({ when: '2022' }), having({ when: '2021' })), '');
    const cited = { date: '2026-12-01', note: 'Why.', sources: [{ source: 'report', for: 'statement' }] };
    assert.equal(saidOf(having({}), { revisions: [cited] }), '');
    assert.match(saidOf(having({}), { revisions: [{ ...cited, note: 'Other.' }] }), /entry 1 is not as it was/);
  });
});

describe('a tombstone', () => {
  it('is the revision of what it changes, with or without one more', () => {
    assert.equal(saidOf({}, withdrawn('2026-12-10')), '');
    assert.equal(saidOf(revised('2026-12-03'), { ...revised('2026-12-03'), ...withdrawn('2026-12-10') }), '');
    assert.equal(saidOf({}, { summary: 'Other.', ...withdrawn('2026-12-10') }), '');
    assert.equal(saidOf({}, { ...revised('2026-12-10'), ...withdrawn('2026-12-10') }), '');
  });

  it('may be of the day of the last change', () => {
    assert.equal(saidOf(revised('2026-12-10'), { ...revised('2026-12-10'), ...withdrawn('2026-12-10') }), '');
  });

  it('does not make up for a revision that is gone', () => {
    assert.match(
      saidOf(revised('2026-12-03'), withdrawn('2026-12-10')),
      /^events\/held\.yaml:1:1 {2}revisions\.0: entry 1 is gone/,
    );
  });
});

describe('an event that is gone', () => {
  it('leaves a tombstone', () => {
    assert.equal(
      said({ held: revised('2026-12-03'), other: {} }, { other: {} }),
      `events/held.yaml:1:1  gone since HEAD without a tombstone
    write: the file as it was, with \`withdrawn\`: \`date\` of 2026-12-03 or later, \`reason\`, and \`replacedBy\` where another entry took its place`,
    );
  });

  it('is not renamed: where a new slug says the same, that is its successor', () => {
    assert.equal(
      said(
        { held: { place: 'tokyo' }, other: {} },
        { 'held-again': { place: 'tokyo', ...revised('2026-12-03') }, other: {} },
      ),
      `events/held.yaml:1:1  gone since HEAD without a tombstone; held-again says the same
    write: the file as it was, with \`withdrawn\`: \`date\` of 2026-11-22 or later, \`reason\`, and \`replacedBy: held-again\``,
    );
    assert.doesNotMatch(said({ held: {}, other: {} }, { 'held-again': { when: '2023' }, other: {} }), /held-again/);
  });

  it('stays withdrawn', () => {
    assert.equal(
      said({ held: withdrawn('2026-12-03') }, {}),
      `events/held.yaml:1:1  the tombstone is gone since HEAD
    write: the file as it was`,
    );
  });

  it('is there where its file is but was not read, for that is a problem already', () => {
    const then = minimalFiles({ held: {}, other: {}, third: {} });
    const unread = new Set(['events/held.yaml', 'events/other.yml']);
    const { problems } = checkSince(
      { files: minimalFiles({}), unread },
      { name: 'HEAD', files: then, unread: new Map(), used: new Map() },
    );
    assert.deepEqual(
      problems.map(({ file }) => file),
      ['events/third.yaml'],
    );
  });

  it('was none where its name was no slug, and the mended name is a new one', () => {
    const { problems, notCompared } = between(minimalFiles({ Held: {} }), minimalFiles({ held: {} }));
    assert.deepEqual(problems, []);
    assert.deepEqual(notCompared, ['events/Held.yaml: its name was no slug at HEAD']);
  });
});

describe('a slug', () => {
  it('is not used again once it is withdrawn', () => {
    assert.equal(
      saidOf(withdrawn('2026-12-03'), { when: '2023', ...revised('2026-12-10') }),
      `events/held.yaml:1:1  withdrawn: this entry was withdrawn at HEAD, and its slug is never used again
    write: \`withdrawn\` as it was; another slug for another entry`,
    );
  });

  it('is not taken by another entry, which `published` tells', () => {
    assert.equal(
      saidOf({}, { published: '2026-12-01', when: '2023' }),
      `events/held.yaml:14:12  published: was 2026-11-22 at HEAD: this looks like another entry under the same slug
    found: 2026-12-01
    write: 2026-11-22; or, for another entry, another slug`,
    );
  });

  it('is not one that was deleted long ago', () => {
    const used = new Map([
      ['held', 'events/held.yaml'],
      ['old', 'events/2004/old.yaml'],
    ]);
    assert.equal(
      said({ held: {} }, { held: {}, old: {} }, { used }),
      `events/old.yaml:1:1  the slug was that of events/2004/old.yaml, deleted before HEAD, and is never used again
    found: old
    write: another name for a new entry; for the old one, its file as it was and \`withdrawn\``,
    );
    assert.equal(said({ held: {} }, { held: {}, new: {} }, { used }), '');
  });

  it('may come back as a tombstone, which makes an old deletion good', () => {
    const used = new Map([['old', 'events/2004/old.yaml']]);
    assert.equal(said({ held: {} }, { held: {}, old: withdrawn('2026-12-10') }, { used }), '');
  });
});

describe('uidDomain', () => {
  const domain = (name: string) => ({
    'chronology.yaml': String(VOCABULARY['chronology.yaml']).replace('small.annals.example', name),
  });

  it('stays', () => {
    assert.equal(
      printed(between(minimalFiles({}, domain('old.example')), minimalFiles({}, domain('new.example')))),
      `chronology.yaml:13:12  uidDomain: changed since HEAD: every UID of the calendars and every guid of the feeds would move
    found: new.example
    write: old.example`,
    );
  });

  it('may be written otherwise, and the rest of chronology.yaml may change', () => {
    const then = minimalFiles({}, domain('old.example'));
    const other = String(then.get('chronology.yaml'))
      .replace('old.example', '"old.example"')
      .replace('Rounds', 'Turns');
    assert.equal(printed(between(then, minimalFiles({}, { 'chronology.yaml': other }))), '');
  });

  it('that could not be read then is told, not guessed', () => {
    const none = 'uidDomain: chronology.yaml had none at HEAD that can be read';
    assert.deepEqual(between(minimalFiles({}, { 'chronology.yaml': 'a: [' }), minimalFiles({})).notCompared, [none]);
    assert.deepEqual(between(new Map([['sources.yaml', '']]), minimalFiles({})).notCompared, [none]);
  });

  it('is new with a folder that was not there', () => {
    assert.deepEqual(between(new Map(), minimalFiles({ held: {} })), { problems: [], notCompared: [], eventsThen: 0 });
  });
});

describe('files that cannot be compared', () => {
  const cases: readonly [name: string, then: string, what: string][] = [
    ['YAML', 'type: [', 'not readable YAML'],
    ['fields', '# Nothing yet.\n', 'without fields'],
    ['a date of publication', eventText({ published: 'soon' }), 'without a readable `published`'],
    ['a list of revisions', eventText({ revisions: 'none' }), 'without readable `revisions`'],
    ['dates of revisions', eventText({ revisions: [{ date: 'soon', note: 'A.' }] }), 'without readable `revisions`'],
    ['a date of withdrawal', eventText({ withdrawn: { reason: 'A.' } }), 'without a readable date in `withdrawn`'],
  ];
  for (const [name, then, what] of cases) {
    it(`are told where they were without ${name}`, () => {
      const { problems, notCompared } = between(minimalFiles({ held: then }), minimalFiles({ held: {} }));
      assert.deepEqual(problems, []);
      assert.deepEqual(notCompared, [`events/held.yaml: it was ${what} at HEAD`]);
    });

    it(`are left to their own problems where they are without ${name}`, () => {
      assert.deepEqual(between(minimalFiles({ held: {} }), minimalFiles({ held: then })), {
        problems: [],
        notCompared: [],
        eventsThen: 1,
      });
    });
  }

  it('are told where they were no text, and missed all the same', () => {
    const unread = new Map([
      ['events/held.yaml', 'not UTF-8'],
      ['events/other.yaml', 'a link'],
      ['events/more', 'a link'],
    ]);
    const { problems, notCompared, eventsThen } = between(minimalFiles({}), minimalFiles({ held: {} }), { unread });
    assert.deepEqual(notCompared, [
      'events/more: it was a link at HEAD',
      'events/held.yaml: it was not UTF-8 at HEAD',
      'events/other.yaml: it was a link at HEAD',
    ]);
    assert.deepEqual(
      problems.map(({ file, message }) => [file, message]),
      [['events/other.yaml', 'gone since HEAD without a tombstone']],
    );
    assert.equal(eventsThen, 2);
  });

  it('are left to that problem where two have one slug', () => {
    const now = minimalFiles(
      {},
      { 'events/2004/held.yaml': eventText({ when: '2023' }), 'events/held.yaml': eventText() },
    );
    assert.deepEqual(between(minimalFiles({ held: {} }), now).problems, []);
  });

  it('are told where two had one slug', () => {
    const then = minimalFiles({}, { 'events/2004/held.yaml': eventText(), 'events/2005/held.yaml': eventText() });
    assert.deepEqual(between(then, minimalFiles({ held: {} })).notCompared, [
      'events/2005/held.yaml: at HEAD its slug was also that of events/2004/held.yaml',
    ]);
  });
});

describe('all of it', () => {
  it('finds nothing between a folder and itself, whatever the folder says', () => {
    const files = minimalFiles({ held: {}, revised: revised('2026-12-03'), gone: withdrawn('2026-12-03') });
    assert.deepEqual(between(files, new Map(files)), { problems: [], notCompared: [], eventsThen: 3 });
  });

  it('is in the order of the files, and names the time as the curator did', () => {
    const { problems } = between(minimalFiles({ b: {}, c: {} }), minimalFiles({ a: {}, c: { when: '2023' } }), {
      name: 'v1.2',
      used: new Map([['a', 'events/a.yaml']]),
    });
    assert.deepEqual(
      problems.map(({ file }) => file),
      ['events/a.yaml', 'events/b.yaml', 'events/c.yaml'],
    );
    for (const { message } of problems) assert.match(message, /v1\.2/);
  });
});

describe('ids of the vocabulary that stand in addresses', () => {
  const now = (file: string, from: string, to: string) =>
    printed(between(minimalFiles({}), minimalFiles({}, { [file]: (VOCABULARY[file] ?? '').replace(from, to) })));
  const KINDS = [
    ['types', 'chronology.yaml', 'meeting', '  meeting:\n', '  gathering:\n'],
    ['series', 'chronology.yaml', 'rounds', '  rounds:\n', '  talks:\n'],
    ['people', 'people.yaml', 'hayashi', 'hayashi:\n', 'minister:\n'],
    ['sources', 'sources.yaml', 'report', 'report:\n', 'news:\n'],
  ] as const;

  for (const [kind, file, id, before, after] of KINDS) {
    it(`are not renamed without a trace: ${kind}`, () => {
      const said = now(file, before, after);
      assert.match(said, new RegExp(`^${file.replace('.', '\\.')}:\\d+:\\d+ .*${id} is gone since HEAD`));
      assert.match(said, new RegExp(`formerly: \\[${id}\\].*retired.*${kind}`));
    });

    it(`lead on, or are retired: ${kind}`, () => {
      const indent = file === 'chronology.yaml' ? '    ' : '  ';
      assert.equal(now(file, before, `${after}${indent}formerly: [${id}]\n`), '');
      const files = minimalFiles(
        {},
        {
          [file]: (VOCABULARY[file] ?? '').replace(before, after),
          ...(file !== 'chronology.yaml' && {
            'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace(
              'types:\n',
              `retired:\n  ${kind}: [${id}]\ntypes:\n`,
            ),
          }),
          ...(file === 'chronology.yaml' && {
            [file]: (VOCABULARY[file] ?? '')
              .replace(before, after)
              .replace('types:\n', `retired:\n  ${kind}: [${id}]\ntypes:\n`),
          }),
        },
      );
      assert.equal(printed(between(minimalFiles({}), files)), '');
    });
  }

  it('stay former ones, however often they change', () => {
    const text = VOCABULARY['people.yaml'] ?? '';
    const then = minimalFiles({}, { 'people.yaml': text.replace('hayashi:\n', 'b:\n  formerly: [a]\n') });
    const to = (entry: string) => minimalFiles({}, { 'people.yaml': text.replace('hayashi:\n', entry) });
    assert.match(printed(between(then, to('c:\n  formerly: [b]\n'))), /a is gone since HEAD/);
    assert.equal(printed(between(then, to('c:\n  formerly: [a, b]\n'))), '');
  });
});
