/** Warnings: what of each kind is told, what is left alone, and how a curator says that one was looked at. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { manyKey } from '../../src/chronology/check/warnings/many-key.ts';
import { warningsOf } from '../../src/chronology/check/warnings/warnings.ts';
import type { Chronology } from '../../src/chronology/chronology.ts';
import type { Problem, WarningKind } from '../../src/chronology/files/problem.ts';
import type { Files } from '../../src/chronology/folder/folder.ts';
import { howAlike } from '../../src/formats/view/type-colour.ts';
import { cited, type Events, eventText, minimalFiles, parseMinimal, VOCABULARY } from '../support/chronologies.ts';
import { processorSeconds } from '../support/processor-time.ts';
import { chronologyIn, filesIn, SHIPPED } from '../support/service.ts';

const NOW = Date.parse('2026-11-29T03:00:00Z');

function warningsIn(files: Files, now = NOW): readonly Problem[] {
  const { chronology, problems } = parseMinimal(files);
  assert.ok(chronology, JSON.stringify(problems));
  return warningsOf(chronology, files, { now, howAlike });
}

/** `slug field` of each warning of the kind. */
function warned(kind: WarningKind, events: Events, now = NOW): readonly string[] {
  return warningsIn(minimalFiles(events), now)
    .filter((warning) => warning.kind === kind)
    .map(({ file, field }) => `${file.replace(/^events\/|\.yaml$/g, '')} ${field}`.trim());
}

const titled = (title: string, fields: object = {}) => ({ title: { en: title, ja: title }, ...fields });
/** Events with titles of their own. */
const named = (...slugs: readonly string[]): Events =>
  Object.fromEntries(slugs.map((slug, index) => [slug, titled(`Title ${index}`)]));

describe('a warning', () => {
  const events = { plan: { when: '2023', status: 'planned' } };

  it('has its place, what was found and what to write, and is no problem', () => {
    assert.deepEqual(warningsIn(minimalFiles(events)), [
      {
        severity: 'warning',
        kind: 'past-plan',
        file: 'events/plan.yaml',
        line: 2,
        column: 7,
        field: 'when',
        message: 'lies in the past, 2023-12-31 at the latest, and the event is still planned',
        found: '2023',
        advice: '`status:` done, cancelled or superseded; or an event of its own that names this one in `fulfils`',
      },
    ]);
  });

  it('that a comment in its file says was looked at is given no more, others are', () => {
    const said = (comment: string) =>
      warningsIn(minimalFiles({ plan: `${comment}\n${eventText({ ...events.plan, published: '2027-01-01' })}` })).map(
        ({ kind }) => kind,
      );
    assert.deepEqual(said('# A comment.'), ['past-plan', 'future-entry']);
    assert.deepEqual(said('# looked at: past-plan, for no source says what became of it'), ['future-entry']);
    assert.deepEqual(said('#looked at: past-plan future-entry'), []);
    assert.deepEqual(said('# looked at: pastplan'), ['past-plan', 'future-entry']);
  });

  it('is the same on any day until something is over or begins', () => {
    const day = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) });
    fc.assert(
      fc.property(day, day, (a, b) => {
        const of = (now: number) => warned('past-plan', { plan: { when: '2023', status: 'planned' } }, now).length;
        const end = Date.parse('2024-01-01T00:00:00+09:00');
        assert.equal(of(a) === of(b), a < end === b < end);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a plan whose time is over', () => {
  it('is warned of from the day after its last possible day, in the zone of the chronology', () => {
    const plan = { plan: { when: '2023-03', status: 'planned' } };
    assert.deepEqual(warned('past-plan', plan, Date.parse('2023-03-31T14:59:00Z')), []);
    assert.deepEqual(warned('past-plan', plan, Date.parse('2023-03-31T15:00:00Z')), ['plan when']);
  });

  it('or was to begin, where it has no end, and the message says which', () => {
    const messages = ['2023', '2023/..'].flatMap((when) =>
      warningsIn(minimalFiles({ plan: { when, status: 'planned' } })).map(({ message }) => message),
    );
    assert.deepEqual(messages, [
      'lies in the past, 2023-12-31 at the latest, and the event is still planned',
      'was to begin in the past, 2023-12-31 at the latest, and the event is still planned',
    ]);
  });

  const left: Readonly<Record<string, Events>> = {
    'is fulfilled': {
      plan: { when: '2023', status: 'planned', revisions: [{ date: '2026-11-22', note: { en: 'Held.', ja: '済' } }] },
      held: titled('Held', { when: '2023-03', relations: { fulfils: ['plan'] } }),
    },
    'has no end': { plan: { when: '[2023..]', status: 'planned' } },
    'is about a year': { plan: { when: '2023~', status: 'planned' } },
    'was cancelled': { plan: { when: '2023', status: 'cancelled' } },
    'was withdrawn': {
      plan: { when: '2023', status: 'planned', withdrawn: { date: '2026-11-23', reason: { en: 'No.', ja: '否' } } },
    },
  };
  for (const [why, events] of Object.entries(left))
    it(`is left alone where it ${why}`, () => assert.deepEqual(warned('past-plan', events), []));
});

describe('what has happened', () => {
  it('in the future is warned of, whether done or ongoing', () => {
    for (const status of ['done', 'ongoing'])
      assert.deepEqual(warned('future-done', { held: { when: '2027', status } }), ['held when']);
    // The default of its type is done.
    assert.deepEqual(warned('future-done', { held: { when: '2026-11-30' } }), ['held when']);
    for (const when of ['2026', '2026-11-29', '2027?', '2020/2026', '2020/..', '../2026', '2020/2030?'])
      assert.deepEqual(warned('future-done', { held: { when } }), [], when);
    assert.deepEqual(warned('future-done', { held: { when: '2027', status: 'planned' } }), []);
  });

  it('and ends in the future is warned of where it is done', () => {
    for (const when of ['2020/2030', '../2030', '2020/2027-01'])
      for (const [status, expected] of [
        ['done', ['held when']],
        ['ongoing', []],
        ['planned', []],
      ] as const)
        assert.deepEqual(warned('future-done', { held: { when, status } }), expected, `${when} ${status}`);
  });

  it('and goes on past its end is warned of; what was agreed on a day may be in force', () => {
    assert.deepEqual(warned('past-ongoing', { held: { when: '2019/2021', status: 'ongoing' } }), ['held when']);
    for (const when of ['2019/..', '2019/', '2019', '2019/2030'])
      assert.deepEqual(warned('past-ongoing', { held: { when, status: 'ongoing' } }), [], when);
  });
});

describe('an entry that is dated in the future', () => {
  it('is warned of: when it is published, revised or withdrawn', () => {
    // Each its own: YAML would write the same object as an alias.
    const note = () => ({ en: 'A note.', ja: '注' });
    assert.deepEqual(
      warned('future-entry', {
        a: { published: '2026-11-30' },
        b: titled('B', {
          revisions: [
            { date: '2026-11-25', note: note() },
            { date: '2026-12-01', note: note() },
          ],
        }),
        c: titled('C', { withdrawn: { date: '2026-12-01', reason: note() } }),
        today: titled('Today', { published: '2026-11-29' }),
      }),
      ['a published', 'b revisions.1.date', 'c withdrawn.date'],
    );
  });
});

describe('events alike in title and date', () => {
  it('are warned of at the later entry, whatever case, width and signs the title has, in any language', () => {
    const other = (title: object, when = '2022-12') => ({
      first: {},
      second: { title, when, published: '2026-11-23' },
    });
    for (const title of [
      { en: 'Title', ja: 'x' },
      { en: 'TITLE!', ja: 'x' },
      { en: 'Ｔｉｔｌｅ', ja: 'x' },
    ])
      assert.deepEqual(warned('alike-events', other(title)), ['second title.en']);
    assert.deepEqual(warned('alike-events', other({ en: 'Another', ja: '「題名」' })), ['second title.ja']);
    assert.deepEqual(warned('alike-events', other({ en: 'Title 9', ja: '題名9' })), []);
    assert.deepEqual(warned('alike-events', other({ en: 'Title', ja: '題名' }, '2023')), []);
    // The title of one in another language is no title of its own.
    assert.deepEqual(warned('alike-events', other({ en: '題名', ja: 'Title' })), []);
  });

  it('have titles that are the same, or alike', () => {
    const said = (a: string, b: string) =>
      warningsIn(
        minimalFiles({ first: titled(a), second: { title: { en: b, ja: '別の題名' }, published: '2026-11-23' } }),
      ).flatMap(({ kind, message }) => (kind === 'alike-events' ? message.split(' ').slice(0, 2).join(' ') : []));
    assert.deepEqual(said('Title', 'Title'), ['is also']);
    const alike: readonly [string, string][] = [
      ['Title', '“Title”!'],
      ['Co-operation', 'Cooperation'],
      ['Aid of 12,000 yen', 'Aid of 12000 yen'],
      ['Plan 2001–2004', 'Plan 2001-2004'],
      ['Meeting #9', 'Meeting 9'],
    ];
    for (const [a, b] of alike) assert.deepEqual(said(a, b), ['is like'], `${a} and ${b}`);
    const apart: readonly [string, string][] = [
      ['C++ released', 'C released'],
      ['C# released', 'C released'],
      ['Temperature −5', 'Temperature 5'],
      ['Temperature -5', 'Temperature 5'],
      ['No. 1, 2', 'No. 12'],
      ['Version 1.2', 'Version 12'],
      ['T 2004?', 'T 2004/'],
      ['Growth of 5 %', 'Growth of 5'],
    ];
    for (const [a, b] of apart) assert.deepEqual(said(a, b), [], `${a} and ${b}`);
  });

  it('are found beside a third from which both are known to differ', () => {
    const part = { when: '2001-05-06', sources: cited('6 May 2001'), relations: { partOf: 'whole' } };
    const whole = { when: '2000/2003', sources: cited('2000 to 2003') };
    assert.deepEqual(warned('alike-events', { whole, 'part-a': part, 'part-b': { ...part } }), ['part-b title.en']);
  });

  it('are left alone where they are known to be two', () => {
    for (const fields of [{ relations: { partOf: 'first' } }, { relations: { related: ['first'] } }])
      assert.deepEqual(warned('alike-events', { first: {}, second: fields }), []);
    const numbered = (number: number) => ({ series: { id: 'rounds', number } });
    assert.deepEqual(warned('alike-events', { first: numbered(1), second: numbered(2) }), []);
  });

  it('are found wherever any other event of the title lies in between', () => {
    const events = { a: { when: '2000/2020' }, b: { when: '2001' }, c: { when: '2003' }, d: { when: '2021' } };
    assert.deepEqual(warned('alike-events', events), ['b title.en', 'c title.en']);
  });
});

describe('a gap in a series', () => {
  const series = (...numbers: readonly number[]): Events =>
    Object.fromEntries(
      numbers.map((number) => [`round-${number}`, titled(`Round ${number}`, { series: { id: 'rounds', number } })]),
    );

  it('is warned of once, at the first number after it', () => {
    const files = minimalFiles(series(3, 4, 6, 7, 10, 11, 12));
    assert.deepEqual(
      warningsIn(files).map(({ file, field, message }) => [file, field, message]),
      [['events/round-6.yaml', 'series.number', 'no event of the series rounds has number 5, 8 to 9']],
    );
  });

  it('is none before the first number, nor where the chronology has only a few of them', () => {
    for (const numbers of [[7, 8, 9], [3, 12], [1, 2, 45], [5]])
      assert.deepEqual(warned('series-gap', series(...numbers)), [], numbers.join());
  });
});

describe('a figure without a unit', () => {
  const figure = (unit?: string) => ({ measure: 'grants', value: '5', ...(unit && { unit }) });

  it('is warned of where another of its measure has one, in a figure or a table', () => {
    const events = { a: { figures: [figure('JPY'), figure()] }, b: titled('B', { figures: [figure()] }) };
    assert.deepEqual(warned('missing-unit', events), ['a figures.1', 'b figures.0']);
    const table = { unit: 'USD', columns: ['grants'], rows: { UZ: ['5'] } };
    assert.deepEqual(warned('missing-unit', { a: { figures: [figure()] }, b: titled('B', { table }) }), [
      'a figures.0',
    ]);
  });

  it('is left alone where no figure of the measure has one: it is a plain count', () => {
    assert.deepEqual(warned('missing-unit', { a: { figures: [figure(), figure()] } }), []);
  });
});

describe('key events', () => {
  /** Events of which the first `keys` are key. */
  const withKeys = (keys: number, all: number) =>
    Object.fromEntries(
      Array.from({ length: all }, (_, index) => [
        `event-${'abcdefghijklmnopqrstuvwxyz'[index]}`,
        titled(`Event ${'abcdefghijklmnopqrstuvwxyz'[index]}`, index < keys ? { weight: 'key' } : {}),
      ]),
    );

  it('are warned of where they are more than a fifth: none stands out', () => {
    for (const [keys, all] of [
      [2, 9],
      [4, 19],
      [3, 3],
    ] as const)
      assert.deepEqual(warned('many-key', withKeys(keys, all)), ['chronology'], `${keys} of ${all}`);
  });

  it('are told of by their number, in groups of thousands', () => {
    const events = Array.from({ length: 4000 }, (_, index) => ({ weight: index < 1200 ? 'key' : 'normal' }));
    const [found] = manyKey({ events } as unknown as Chronology);
    assert.equal(found?.fault.message, '1,200 of 4,000 events are `weight: key`, more than a fifth');
  });

  it('are no matter at a fifth or less, nor where there is one alone', () => {
    for (const [keys, all] of [
      [2, 10],
      [1, 2],
      [0, 3],
    ] as const)
      assert.deepEqual(warned('many-key', withKeys(keys, all)), [], `${keys} of ${all}`);
  });
});

describe('slugs of which one can be mistaken for the other', () => {
  const pairs: readonly [string, string][] = [
    ['tokyo-dialogue', 'tokyodialogue'],
    ['tokyo-dialogue', 'tokyo-dia-logue'],
    ['summit-1', 'summit-l'],
    ['summit-10', 'summit-1o'],
    ['uzbek-initiative', 'uzbek-initiatives'],
    ['ministers-meeting-8', 'minister-meeting-8'],
    ['kyzylkala-road', 'kyzylkela-road'],
  ];
  for (const [a, b] of pairs)
    it(`${a} and ${b} are warned of once`, () => assert.equal(warned('alike-slugs', named(a, b)).length, 1));

  const others: readonly [string, string][] = [
    ['meeting-8', 'meeting-9'],
    ['meeting-1', 'meeting-11'],
    ['meeting-1-1', 'meeting-11'],
    ['meetings-8', 'meeting-9'],
    ['annex-a', 'annex-b'],
    ['phase-ii', 'phase-iii'],
    ['talks-with-iran', 'talks-with-iraq'],
    ['aso-talks', 'abe-talks'],
    ['ministers-meeting-9-report', 'ministers-meeting-9-opening'],
  ];
  for (const [a, b] of others)
    it(`${a} and ${b} are not`, () => assert.deepEqual(warned('alike-slugs', named(a, b)), []));

  it('are not those of two words that the events have in title, country or place', () => {
    const pairs: readonly Events[] = [
      { 'gambia-visit': titled('Visit to the Gambia'), 'zambia-visit': titled('Visit to Zambia') },
      { 'gambia-visit': titled('A', { countries: ['GM'] }), 'zambia-visit': titled('B', { countries: ['ZM'] }) },
      { 'bokhtar-talks': titled('A', { place: 'bokhtar' }), 'bakhtar-talks': titled('Talks in Bakhtar') },
    ];
    for (const events of pairs) assert.deepEqual(warned('alike-slugs', events), []);
    const slip = { 'gambia-visit': titled('Visit to the Gambia'), 'qambia-visit': titled('Visit to Gambia again') };
    assert.deepEqual(warned('alike-slugs', slip), ['qambia-visit']);
  });

  it('are not those of an entry and of the one that took its place', () => {
    const withdrawn = { date: '2026-11-23', reason: { en: 'Misspelt.', ja: '誤記' }, replacedBy: 'tokyo-dialogue' };
    const events = { 'tokyo-dialogve': titled('A', { withdrawn }), 'tokyo-dialogue': titled('B') };
    assert.deepEqual(warned('alike-slugs', events), []);
  });

  it('are found by one letter left out, put in or exchanged in any longer word', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghkm'), minLength: 6, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', 'z', 'yz'),
        (words, at, place, letter) => {
          const index = at % words.length;
          const changed = words[index] ?? '';
          const from = place % changed.length;
          // '' leaves a letter out, 'z' exchanges it, 'yz' puts one in.
          const put = letter === 'yz' ? `z${changed[from]}` : letter;
          const other = words.with(index, changed.slice(0, from) + put + changed.slice(from + 1));
          assert.equal(warned('alike-slugs', named(words.join('-'), other.join('-'))).length, 1);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('colours of types', () => {
  const withColours = (a: string, b: string): Files => {
    const chronology = (VOCABULARY['chronology.yaml'] ?? '').replace('color: darkblue', `color: ${a}`);
    return minimalFiles({}, { 'chronology.yaml': chronology.replace('color: purple', `color: ${b}`) });
  };
  const table: readonly [string, string, string | undefined][] = [
    ['teal', 'teal', 'is the same as the teal of meeting'],
    // Pages show the hue of both with one lightness.
    ['blue', 'mediumblue', 'is the same as the blue of meeting'],
    ['navy', 'midnightblue', 'is hard to tell from the navy of meeting'],
    ['teal', 'slategray', 'is hard to tell, for eyes that see red and green less well, from the teal of meeting'],
    ['darkblue', 'firebrick', undefined],
    ['teal', 'rosybrown', undefined],
  ];
  for (const [a, b, message] of table)
    it(`${a} and ${b} ${message === undefined ? 'can be told apart' : 'are warned of'}`, () => {
      const warnings = warningsIn(withColours(a, b));
      assert.deepEqual(
        warnings.map(({ kind, file, field, message: said }) => [kind, file, field, said]),
        message === undefined ? [] : [['alike-colours', 'chronology.yaml', 'types.figure.color', message]],
      );
    });
});

describe('colours of very many types', () => {
  it('are each compared with the names of colours that came before, once', () => {
    const { chronology } = parseMinimal(minimalFiles({}));
    assert.ok(chronology);
    const [plain] = Object.values(chronology.vocabulary.settings.types);
    assert.ok(plain);
    const colours = ['teal', 'firebrick', 'teal', 'blue', 'mediumblue', 'blue'];
    const withTypes = (count: number) => {
      const types = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`t${index}`, { ...plain, color: colours[index % 6] ?? '' }]),
      );
      const settings = { ...chronology.vocabulary.settings, types };
      return { ...chronology, vocabulary: { ...chronology.vocabulary, settings } };
    };
    const messages = (count: number) =>
      warningsOf(withTypes(count), new Map(), { now: NOW, howAlike }).map(({ field, message }) => [field, message]);
    assert.deepEqual(messages(7), [
      ['types.t2.color', 'is the same as the teal of t0'],
      ['types.t4.color', 'is the same as the blue of t3'],
      ['types.t5.color', 'is the same as the blue of t3'],
      ['types.t6.color', 'is the same as the teal of t0'],
    ]);
    let compared = 0;
    const counting = (a: string, b: string) => {
      compared += 1;
      return howAlike(a, b);
    };
    const warnings = warningsOf(withTypes(6000), new Map(), { now: NOW, howAlike: counting });
    assert.equal(warnings.length, 6000 - 3);
    assert.ok(compared <= colours.length ** 2, `${compared} pairs`);
  });
});

describe('the shipped chronology', () => {
  it('has no warning on any day from its publication on', async () => {
    const [chronology, files] = [await chronologyIn(SHIPPED), filesIn(SHIPPED)];
    for (const day of ['2026-11-29', '2030-01-01', '2100-01-01'])
      assert.deepEqual(warningsOf(chronology, files, { now: Date.parse(day), howAlike }), []);
  });
});

describe('the warnings of a large chronology', () => {
  it('take a time in proportion to its events, also where slugs and titles differ little', () => {
    const { chronology } = parseMinimal(minimalFiles({ held: {} }));
    assert.ok(chronology);
    const [held] = chronology.events;
    assert.ok(held);
    const letters = 'abcdefghijklmnopqrst';
    const letterAt = (index: number, place: number) => letters.charAt(Math.floor(index / 20 ** place) % 20);
    const slugOf = (index: number) =>
      `visit-to-${[0, 1, 2, 3].map((place) => letterAt(index, place).repeat(2)).join('')}`;
    const measure = (count: number) => {
      const events = Array.from({ length: count }, (_, index) => ({
        ...held,
        slug: slugOf(index),
        file: `${index}.yaml`,
      }));
      const bySlug = new Map(events.map((event) => [event.slug, event]));
      return processorSeconds(() => {
        const warnings = warningsOf({ ...chronology, events, bySlug }, new Map(), { now: NOW, howAlike });
        assert.ok(warnings.length >= count - 1);
      });
    };
    measure(1000);
    const [small, large] = [measure(5000), measure(40_000)];
    assert.ok(large < small * 8 * 4, `${small} s for 5,000, ${large} s for 40,000`);
  });
});
