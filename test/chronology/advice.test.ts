/** Advice by the kind of slip: each problem names what to write, and one slip is told of once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventParser, parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { eventSchema } from '../../src/chronology/schema/event-schema.ts';
import { minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { JARGON } from '../support/jargon.ts';

const parse = eventParser({ languages: ['en', 'ja'], timeZone: 'Asia/Tokyo' });

const FIELDS = {
  type: 'type: meeting',
  when: 'when: 2022-12-24',
  title: 'title: A meeting',
  summary: 'summary: Ministers met.',
  sources: 'sources:\n  - source: report\n    paragraph: 1\n    for: date\n    wording: 24 December 2022',
  published: 'published: 2026-11-22',
};

/** `line: message → advice` for each problem of an event file that begins with these lines. */
function told(lines: string): string[] {
  const fields = Object.entries(FIELDS).filter(([name]) => !new RegExp(`^ *${name}\\s*[:：]`, 'm').test(lines));
  const text = `${[lines, ...fields.map(([, field]) => field)].join('\n')}\n`;
  return parse('x', 'x.yaml', text).problems.map(({ line, message, advice = '' }) => {
    assert.doesNotMatch(message, JARGON);
    assert.doesNotMatch(advice, JARGON);
    return `${line}: ${message} → ${advice}`;
  });
}

/** Meetings have a place. */
const REQUIRING = (minimalFiles({}).get('chronology.yaml') ?? '').replace('requires: []', 'requires: [place]');

type Kind = readonly [kind: string, lines: string, ...expected: string[]];

function advise(kinds: readonly Kind[]): void {
  for (const [kind, lines, ...expected] of kinds) it(kind, () => assert.deepEqual(told(lines), expected));
}

const lost = (sign: string) => `${sign} before a value has a meaning of its own, and would be lost from the text`;
const LONG = 'words and more of them '.repeat(10);

describe('a text that begins with a sign is shown whole, in quotes', () => {
  advise([
    [
      'a text with stars',
      'title: *Important* news of the day',
      `1: ${lost('*')} → title: '*Important* news of the day'`,
    ],
    ['a company', 'title: &Co opens a branch', `1: ${lost('&')} → title: '&Co opens a branch'`],
    ['the sign and its word alone', 'title: &Co', `1: ${lost('&')} → title: '&Co'`],
    ['an exclamation mark', 'title: !Important thing', `1: ${lost('!')} → title: '!Important thing'`],
    ['a percent sign', 'title: %5 of all', "1: a text cannot begin with % → title: '%5 of all'"],
    ['a backtick', 'title: `code` here', "1: a text cannot begin with ` → title: '`code` here'"],
    ['an at sign', 'title: @home in Tokyo', "1: a text cannot begin with @ → title: '@home in Tokyo'"],
    ['a question mark', 'title: ? a text', "1: a text cannot begin with ? and a space → title: '? a text'"],
    [
      'a dash',
      'title: - a text',
      "1: a dash and a space behind the colon → title: '- a text'; or, of a list, the dash on the line below",
    ],
    ['a text with an apostrophe', "title: *Don't* do it", `1: ${lost('*')} → title: "*Don't* do it"`],
    [
      'a text of two lines',
      'title: *Important* news\n  of the day',
      `1: ${lost('*')} → title: '*Important* news of the day'`,
    ],
    [
      'a text of two lines behind @',
      'title: @home\n  in Tokyo',
      "1: a text cannot begin with @ → title: '@home in Tokyo'",
    ],
    ['a text below its field', 'summary:\n  *Two* of them\n  met.', `2: ${lost('*')} → '*Two* of them met.'`],
    [
      'a text of an item',
      'disagreements:\n  - *One* source\n    says so\n  - b',
      `2: ${lost('*')} → - '*One* source says so'`,
    ],
    ['a text in braces', 'title: { en: *a b, ja: x }', `1: ${lost('*')} → '*a b'`],
    ['a text in braces behind @', 'title: { en: @a b, ja: x }', "1: a text cannot begin with @ → '@a b'"],
    ['a long text', `title: *${LONG}`, `1: ${lost('*')} → quotes around the whole text`],
    ['a long text behind @', `title: @${LONG}`, '1: a text cannot begin with @ → quotes around the whole text'],
    ['a text with paragraphs', 'summary: *One\n\n  and two', `1: ${lost('*')} → quotes around the whole text`],
    ['a text before a comment', 'title: *a b # checked', `1: ${lost('*')} → title: '*a b'`],
    ['two signs of one text', 'title: &a *b* c', `1: ${lost('&')} → title: '&a *b* c'`],
    ['a sign before a list', 'countries: &c [JP]', `1: ${lost('&')} → [JP] alone`],
    ['a sign before a field', '&c place: tokyo', `1: ${lost('&')} → place: tokyo alone`],
    [
      'a sign before fields',
      'title: !x\n  en: A meeting',
      `1: ${lost('!')} → the fields or the list below alone; a text that begins with ! in quotes`,
    ],
    [
      'a sign of other programs',
      'when: !!timestamp 2022-12-24',
      `1: ${lost('!')} → when: 2022-12-24; or when: '!!timestamp 2022-12-24'`,
    ],
  ]);
});

describe('of names that are equally near, all are named', () => {
  const names = (events: Parameters<typeof minimalFiles>[0], files: Parameters<typeof minimalFiles>[1] = {}) =>
    parseMinimal(minimalFiles(events, files)).problems.map(({ message, advice }) => `${message} → ${advice}`);
  const people = { 'people.yaml': ['hana', 'hano', 'hanu'].map((id) => `${id}:\n  name: ${id}\n`).join('') };

  it('a person', () => {
    assert.deepEqual(names({ alpha: { people: [{ id: 'hanx' }] } }, people), [
      'not a person of people.yaml → hana, hano or hanu',
    ]);
  });
  it('a person with one name that is nearer', () => {
    assert.deepEqual(names({ alpha: { people: [{ id: 'HANO' }] } }, people), ['not a person of people.yaml → hano']);
  });
  it('an event', () => {
    assert.deepEqual(names({ 'meeting-a': {}, 'meeting-b': {}, beta: { relations: { related: ['meeting-c'] } } }), [
      'not the slug of an event in this folder → meeting-a or meeting-b',
    ]);
  });
  it('an event among very many', () => {
    const many = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7', '8'].map((n) => [`round-${n}`, {}]));
    assert.deepEqual(names({ ...many, beta: { relations: { related: ['round-9'] } } }), [
      'not the slug of an event in this folder → round-1, round-2, round-3, round-4, round-5, round-6 or another like them',
    ]);
  });
  advise([['a field', 'series:\n  id: rounds\n  xd: 1', '3: unknown field → id']]);
});

describe('a number is advised without commas and signs, which have fields of their own', () => {
  const figure = (value: string) => `figures:\n  - measure: loans\n    value: ${value}`;
  const numbers: readonly (readonly [value: string, advice: string])[] = [
    ['2,450', 'value: 2450'],
    ['2 450', 'value: 2450'],
    ['2\u00a0450', 'value: 2450'],
    ['1.234.567', 'value: 1234567'],
    ['12,34,567', 'value: 1234567'],
    ['12,345.6', 'value: 12345.6'],
    ['1.234,5', 'value: 1234.5'],
    ['1,5', 'value: 1.5'],
    ['1,2345', 'value: 1.2345 or value: 12345'],
    ['３００', 'value: 300'],
    ['+5', 'value: 5'],
    ['−5', 'value: -5'],
    ['.5', 'value: 0.5'],
    ['12%', 'value: 12, with `unit: percent` on a line of its own'],
    ['10 per cent', 'value: 10, with `unit: percent` on a line of its own'],
    ['$300', 'value: 300, with `unit: USD` on a line of its own'],
    ['300 USD', 'value: 300, with `unit: USD` on a line of its own'],
    ['¥1,000', 'value: 1000, with `unit: JPY` or `unit: CNY` on a line of its own'],
    ['5 km', 'value: 5, with `unit: kilometer` on a line of its own'],
    ['5 kilometres', 'value: 5, with `unit: kilometer` on a line of its own'],
    ['1.5 million', 'value: 1.5, with `scale: 1000000` on a line of its own'],
    ['£1.2 billion', 'value: 1.2, with `scale: 1000000000`, `unit: GBP` on lines of their own'],
    ['€5.5m', 'value: 5.5, with `scale: 1000000`, `unit: EUR` on lines of their own'],
    ['3億円', 'value: 3, with `scale: 100000000`, `unit: JPY` on lines of their own'],
    ['about 300', 'value: 300, with `approximate: true` on a line of its own'],
    ['more than 100,000', 'value: 100000, with `moreThan: true` on a line of its own'],
    ['300 people', 'value: 300, without `people`'],
    // What is not one number, or not all of it, is not made one.
    ...['10-12', '300+', '1/2', '1億2千万円', 'many', '12345678901234567'].map(
      (value) => [value, `at most 15 digits without commas, in quotes: '12100', '2.5'`] as const,
    ),
  ];
  advise(numbers.map(([value, advice]) => [value, figure(value), `3: not a number as printed → ${advice}`]));

  const table = (row: string) => `table:\n  unit: JPY\n  columns: [loans, grants]\n  rows:\n    UZ: ${row}`;
  advise([
    ['a comma in a table', table('["2,450", none]'), '5: not a number as printed → 2450'],
    [
      'a comma in a table without quotes',
      table('[2,450, none]'),
      '5: 3 values under 2 columns → [2450, none], without commas between thousands',
    ],
    ['a unit in a table', table('[5%, 3]'), '5: not a number as printed → 5, with `unit: percent` for the whole table'],
    ['a dash in a table', table("['–', 3]"), '5: not a number as printed → none'],
    [
      'a dash in a table without quotes',
      table('[3, -]'),
      "5: a dash alone is an item without a value → none in a table; or in quotes: '-'",
    ],
    ['a unit by its sign', `${figure('3')}\n    unit: $`, '4: not a unit → USD'],
    ['a unit by its word', `${figure('3')}\n    unit: kilometres`, '4: not a unit → kilometer'],
    ['a unit of two meanings', `${figure('3')}\n    unit: pounds`, '4: not a unit → GBP or pound'],
    ['a scale with commas', `${figure('3')}\n    scale: 1,000,000`, '4: not a whole number in range → 1000000'],
    ['a scale in words', `${figure('3')}\n    scale: million`, '4: not a whole number in range → 1000000'],
    ['a number of a series', 'series:\n  id: rounds\n  number: 9th', '3: not a whole number in range → 9'],
    [
      'a number of a series with its sign',
      'series:\n  id: rounds\n  number: No. 9',
      '3: not a whole number in range → 9',
    ],
    [
      'a number of a series below the first',
      'series:\n  id: rounds\n  number: 0',
      '3: not a whole number in range → a number from 1',
    ],
  ]);
});

describe('a plain day that is written in another way is named, in all its readings', () => {
  const days: readonly (readonly [written: string, message: string, advice: string])[] = [
    ...(
      [
        ['1 Nov 2026', '2026-11-01'],
        ['Sunday, 1 November 2026', '2026-11-01'],
        ['2026年11月1日', '2026-11-01'],
        ['令和8年11月1日', '2026-11-01'],
        ['2026/11/01', '2026-11-01'],
        ['2026-11-1', '2026-11-01'],
        ['2026–11–01', '2026-11-01'],
        ['13/11/2026', '2026-11-13'],
        ['01/11/2026', '2026-11-01 (1 November); or 2026-01-11 (11 January)'],
        ['1.11.2026', '2026-11-01 (1 November); or 2026-01-11 (11 January)'],
        ['1 November 2026, 9:30 am', '2026-11-01T09:30'],
        ['2026-11-01 09:30:00 +0900', '2026-11-01T09:30:00+09:00'],
        ['2026-11-01?', '2026-11-01'],
        ['soon enough', '2026-11-22 or 2026-11-22T09:30:00Z'],
      ] as const
    ).map(([written, advice]) => [written, 'not a day or date-time', advice] as const),
    ['November 2026', 'longer than a day', 'one day of it, such as 2026-11-01'],
    ['2026', 'longer than a day', 'one day of it, such as 2026-01-01'],
    ['2026-Q3', 'longer than a day', '2026-11-22 or 2026-11-22T09:30:00Z'],
    ['2026-02-30', 'February 2026 has 28 days', 'a day from 2026-02-01 to 2026-02-28'],
    ['today', 'a date that hangs on another', 'the date itself, such as 2022-12-24'],
  ];
  advise(days.map(([written, message, advice]) => [written, `published: ${written}`, `1: ${message} → ${advice}`]));
  advise([
    [
      'the day of a revision',
      'revisions:\n  - date: 3 Dec 2026\n    note: The place was added.',
      '2: not a day or date-time → 2026-12-03',
    ],
    [
      'the day of a withdrawal',
      'withdrawn:\n  date: 10/12/2026\n  reason: The same as another entry.',
      '2: not a day or date-time → 2026-12-10 (10 December); or 2026-10-12 (12 October)',
    ],
  ]);
});

describe('a name alone, where an entry has fields, is advised as the field and the id', () => {
  const which = (file: string) => `with the id that its entry in ${file} has`;
  const not = 'not fields with a colon →';
  advise([
    ['a person', 'people:\n  - Jane Smith', `2: ${not} \`- id: jane-smith\` ${which('people.yaml')}`],
    [
      'a person with an accent',
      'people:\n  - Élodie Müller',
      `2: ${not} \`- id: elodie-muller\` ${which('people.yaml')}`,
    ],
    [
      'a person with an office',
      'people:\n  - Jane Smith (Minister)',
      `2: ${not} \`- id: jane-smith\` ${which('people.yaml')}`,
    ],
    ['a person in other letters', 'people:\n  - 林芳正', `2: ${not} \`- id: …\` ${which('people.yaml')}`],
    [
      'a person in brackets',
      'people: [Jane Smith]',
      `1: ${not} \`- id: jane-smith\` on a line below \`people:\`, without brackets, ${which('people.yaml')}`,
    ],
    [
      'a person without a dash',
      'people: Jane Smith',
      `1: not a list → people: and below it \`- id: jane-smith\`, ${which('people.yaml')}`,
    ],
    [
      'two people without dashes',
      'people: Jane Smith, John Doe',
      `1: not a list → people: and below it, one a line, \`- id: jane-smith\`, \`- id: john-doe\`, ${which('people.yaml')}`,
    ],
    ['an id alone', 'people:\n  - jane-smith', `2: ${not} - id: jane-smith`],
    ['a person by name', 'people:\n  - name: Jane Smith', `2: unknown field → id: jane-smith, ${which('people.yaml')}`],
    [
      'a source by its address',
      'sources:\n  - https://annals.example/a',
      `2: ${not} \`- source: …\` ${which('sources.yaml')}`,
    ],
    [
      'a series',
      'series: Foreign Ministers',
      `1: ${not} \`id: foreign-ministers\` on a line below \`series:\`, two spaces deeper, ${which('chronology.yaml')}`,
    ],
    [
      'a revision without its day',
      'revisions:\n  - The place was added.',
      `2: ${not} \`- date: 2026-12-03\`, then \`note: The place was added.\``,
    ],
    ['a figure without its measure', 'figures:\n  - 190', `2: ${not} \`- measure: loans\`, then \`value: 190\``],
    ['a flag alone', 'dating: inferred', `1: ${not} \`inferred: true\` on a line below \`dating:\`, two spaces deeper`],
  ]);
});

describe('a field under another name is told of once, with what to write in its place', () => {
  /** The problems of a file with all fields but this one. */
  const without = (name: keyof typeof FIELDS, lines: string) => {
    const fields = Object.entries(FIELDS).flatMap(([other, field]) => (other === name ? [] : field));
    const { problems } = parse('x', 'x.yaml', `${[lines, ...fields].join('\n')}\n`);
    return problems.map(({ line, message, advice = '' }) => `${line}: ${message} → ${advice}`);
  };
  const kinds: readonly (readonly [kind: string, name: keyof typeof FIELDS, lines: string, expected: string])[] = [
    ['a day', 'when', 'date: 6 May 2004', 'when: 2004-05-06'],
    ['a day that is EDTF', 'when', 'date: 2004-05-06', 'when: 2004-05-06'],
    ['a day between bounds', 'when', "date: '[2004..2005]'", "when: '[2004..2005]'"],
    ['a day of two readings', 'when', 'date: 3/4/2004', 'when, with 2004-04-03 (3 April); or 2004-03-04 (4 March)'],
    ['a day that is none', 'when', 'date: xyz', 'when'],
    [
      'a start and an end',
      'when',
      'start: 2016-03\nend: 2023-11',
      'when: 2016-03/2023-11, the start and the end in one field',
    ],
    ['a text', 'summary', 'description: Ministers met.', 'summary'],
    ['a misspelt name', 'title', 'titel: A meeting', 'title'],
  ];
  for (const [kind, name, lines, expected] of kinds)
    it(kind, () =>
      assert.deepEqual(
        without(name, lines),
        lines.split('\n').map((_, index) => `${index + 1}: unknown field → ${expected}`),
      ),
    );

  it('countries', () => {
    for (const countries of ['Japan, UK', 'Japan、UK', 'Japan; UK'])
      assert.deepEqual(told(`country: ${countries}`), ['1: unknown field → countries: [JP, GB]']);
    assert.deepEqual(told('country: Atlantis'), ['1: unknown field → countries']);
  });

  it('a type, and what its type requires, which are rules of the folder', () => {
    const folder = (lines: string) => {
      const fields = Object.entries(FIELDS).flatMap(([name, field]) => (name === 'type' ? [] : field));
      const { problems } = parseFolder(
        minimalFiles({ x: `${[lines, ...fields].join('\n')}\n` }, { 'chronology.yaml': REQUIRING }),
      );
      return problems.map(({ field, message, advice }) => `${field}: ${message} → ${advice}`);
    };
    const place = folder('type: meeting').find((told) => told.startsWith('place: none here'));
    assert.ok(place, folder('type: meeting').join());
    assert.deepEqual(folder('type: meeting\nlocation: tokyo'), ['location: unknown field → place']);
    assert.deepEqual(folder('place: tokyo\nkind: meeting'), ['kind: unknown field → type']);
    const [missing, unknown] = folder('place: tokyo\ntixe: meeting');
    assert.match(missing ?? '', /^type: missing/);
    assert.equal(unknown, 'tixe: unknown field → type or title');
  });

  it('but a field that is missing beside an unknown one is missing', () => {
    assert.equal(without('when', 'colour: red')[0], '1: missing → when: 2022-12-24');
  });
});

describe('a field of events that no line can tell of is advised to be left out of what stood before', () => {
  const { shape } = eventSchema({ languages: ['en', 'ja'], timeZone: 'Asia/Tokyo' });
  const inWas = shape.revisions.unwrap().element.shape.was.unwrap().shape;
  for (const field of Object.keys(shape).filter((name) => !Object.hasOwn(inWas, name)))
    it(field, () => {
      const lines = `revisions:\n  - date: 2026-12-01\n    note: { en: Why., ja: 理由。 }\n    was:\n      ${field}: x`;
      const [first = ''] = parse('x', 'x.yaml', `${lines}\n`).problems.flatMap(({ line, advice = '' }) =>
        line === 5 ? [advice] : [],
      );
      assert.ok(first.startsWith('`was` without it'), first);
    });
});

describe('a field at the depth of the one to which it belongs is told to be deeper', () => {
  advise([
    [
      'a language of a title',
      'title:\n  en: A meeting\nja: 会合',
      '3: not indented deeper than `title`, to which it belongs → two more spaces before `ja`',
    ],
    [
      'a number of a series',
      "series:\n  id: rounds\nnumber: '9'",
      '3: not indented deeper than `series`, to which it belongs → two more spaces before `number`',
    ],
  ]);
});

describe('a field that stands twice is advised by what it holds', () => {
  const twice = 'the field stands twice →';
  advise([
    ['a text', 'place: tokyo\nplace: osaka', `2: ${twice} the right one of the two, without the other`],
    ['a list', 'countries: [JP]\ncountries: [UZ]', `2: ${twice} one field, with the items of both`],
    [
      'fields',
      'relations:\n  follows: [a]\nrelations:\n  related: [b]',
      `3: ${twice} one field, with what stands below both`,
    ],
  ]);
});

describe('a sign in the place of the colon', () => {
  const instead = '; otherwise the whole text on one line';
  const line = 'a line without the name of a field and a colon →';
  advise([
    [
      'an equals sign',
      'summary: Ministers met.\nplace = tokyo',
      `2: ${line} \`place: tokyo\` if this is a field${instead}`,
    ],
    [
      'a semicolon',
      'summary: Ministers met.\nplace; tokyo',
      `2: ${line} \`place: tokyo\` if this is a field${instead}`,
    ],
  ]);
});

describe('what stands below an item moves with it', () => {
  const source = (depth: string) => `${depth}- source: report\n${depth}  paragraph: 1\n${depth}  for: date\n`;
  advise([
    [
      'an item too deep',
      `sources:\n${source('  ')}${source('    ').trimEnd()}`,
      '5: an item of a list deeper than the item above it → 2 spaces before this `-`, as before `-` on line 2; lines 6 to 7 move with it',
    ],
    [
      'an item that is not deep enough',
      `sources:\n${source('  ')}${source('').trimEnd()}`,
      '5: an item of a list less deep than the item above it → 2 spaces before this `-`, as before `-` on line 2; lines 6 to 7 move with it',
    ],
  ]);
});

describe('an empty line ends no item', () => {
  const item = '- source: report\n  paragraph: 1\n  for: date';
  advise([
    [
      'that moves with its lines',
      `sources:\n  ${item.replace(/\n/g, '\n  ')}\n    ${item.replace(/\n/g, '\n    ').replace('1\n', '1\n\n')}`,
      '5: an item of a list deeper than the item above it → 2 spaces before this `-`, as before `-` on line 2; lines 6 to 8 move with it',
    ],
  ]);
});

describe('a line that is no part of the text above is told to be as deep', () => {
  advise([
    [
      'under >',
      'summary: >\n  Ministers met in Tokyo.\nThey left again.',
      '3: a line without the name of a field and a colon → 2 spaces before it, as before line 2; or the whole text on one line',
    ],
  ]);
});

describe('one slip on many lines is told of each line', () => {
  const onThree = (lines: readonly string[], told: (line: number, name: string, value: string) => string) =>
    [
      lines.join('\n'),
      ...[
        [2, 'en', 'A meeting'],
        [3, 'ja', '会合'],
        [4, 'place', 'tokyo'],
      ].map(([line, name, value]) => told(Number(line), String(name), String(value))),
    ] as const;
  const sorted = (given: string) => told(given).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const kinds: readonly (readonly [kind: string, ...(readonly [string, ...string[]])])[] = [
    [
      'a no-break space behind the colon',
      ...onThree(
        ['title:', '  en:\u00a0A meeting', '  ja:\u00a0会合', 'place:\u00a0tokyo'],
        (line, name, value) => `${line}: a no-break space (U+00A0) behind the colon → ${name}: ${value}`,
      ),
    ],
    [
      'an ideographic space behind the colon',
      ...onThree(
        ['title:', '  en:　A meeting', '  ja:　会合', 'place:　tokyo'],
        (line, name, value) => `${line}: an ideographic space (U+3000) behind the colon → ${name}: ${value}`,
      ),
    ],
    [
      'a full-width colon',
      ...onThree(
        ['title:', '  en：A meeting', '  ja：会合', 'place：tokyo'],
        (line, name, value) =>
          `${line}: a full-width colon after the name of a field → a plain colon and a space: ${name}: ${value}`,
      ),
    ],
    [
      'curly quotation marks',
      'title: “Tokyo: a meeting”\nsummary: ‘Two: met’',
      "1: curly quotation marks, which quote nothing here → title: 'Tokyo: a meeting'",
      "2: curly quotation marks, which quote nothing here → summary: 'Two: met'",
    ],
    [
      'a tab',
      'title:\n\ten: A\n\tja: B',
      '2: indented by a tab → spaces, as many as before the lines to which it belongs',
      '3: indented by a tab → spaces, as many as before the lines to which it belongs',
    ],
    [
      'a sign at the beginning',
      'title: @home\nplace: @work',
      "1: a text cannot begin with @ → title: '@home'",
      "2: a text cannot begin with @ → place: '@work'",
    ],
    [
      'a colon inside a text, and an apostrophe',
      "title: Ninth: a report\nsummary: 'It's two'",
      "1: a colon and a space inside a text → title: 'Ninth: a report'",
      `2: the apostrophe ends the text in single quotes → summary: "It's two"`,
    ],
    [
      'but not in a text of many lines',
      'summary: |\n  en:\u00a0b\n  @a: b: c\nwhenText: A\n  b:\u00a0c\nplace:\u00a0tokyo',
      '6: a no-break space (U+00A0) behind the colon → place: tokyo',
    ],
    [
      'but not in brackets',
      'countries: [\n  b:\u00a0c ]\nplace:\u00a0tokyo',
      '3: a no-break space (U+00A0) behind the colon → place: tokyo',
    ],
    [
      'but not where the first decides of the others',
      'title:Foo\nplace:tokyo',
      '1: no space behind the colon → title: Foo',
    ],
  ];
  for (const [kind, given, ...expected] of kinds) it(kind, () => assert.deepEqual(sorted(given), expected));

  it('twenty are told, and the others counted', () => {
    const problems = told(Array.from({ length: 30 }, (_, index) => `field-${index}:\u00a0x`).join('\n'));
    assert.equal(problems.length, 21);
    assert.match(problems.at(-1) ?? '', /and 10 more problems in this file/);
  });
});

describe('an item at another depth than those above is advised their depth, and where they stand', () => {
  const deeper = 'an item of a list deeper than the item above it';
  const lessDeep = 'an item of a list less deep than the item above it';
  const as = (spaces: string, line: number) => `${spaces} before this \`-\`, as before \`-\` on line ${line}`;
  const lists: readonly Kind[] = [
    ['two too deep', 'people:\n  - id: a\n    - id: b', `3: ${deeper} → ${as('2 spaces', 2)}`],
    ['four too deep', 'people:\n  - id: a\n      - id: b\n  - id: c', `3: ${deeper} → ${as('2 spaces', 2)}`],
    ['one too deep', 'people:\n  - id: a\n   - id: b', `3: ${deeper} → ${as('2 spaces', 2)}`],
    [
      'too deep below a further field',
      'people:\n  - id: a\n    country: JP\n    - id: b',
      `4: ${deeper} → ${as('2 spaces', 2)}`,
    ],
    [
      'too deep below fields of a field',
      'people:\n  - id: a\n    office:\n      en: x\n      - id: b',
      `5: ${deeper} → ${as('2 spaces', 2)}`,
    ],
    ['too deep in a list at the margin', 'people:\n- id: a\n  - id: b', `3: ${deeper} → ${as('no space', 2)}`],
    ['one too shallow', 'people:\n  - id: a\n - id: b', `3: ${lessDeep} → ${as('2 spaces', 2)}`],
    ['two too shallow', 'people:\n    - id: a\n  - id: b', `3: ${lessDeep} → ${as('4 spaces', 2)}`],
    ['too shallow at the margin', 'countries:\n  - JP\n- UZ', `3: ${lessDeep} → ${as('2 spaces', 2)}`],
    [
      'in a list within a list',
      'figures:\n  - measure: a\n    value: 1\n    countries:\n      - JP\n     - UZ',
      `6: ${lessDeep} → ${as('6 spaces', 5)}; or the depth of the list to which it belongs`,
    ],
    [
      'too deep below a text',
      'countries:\n  - JP\n    - UZ',
      `3: an item of a list is read as part of the text above → ${as('2 spaces', 2)}; or the whole text on one line`,
    ],
    [
      'no item above',
      'place: tokyo\n- id: a',
      '2: an item of a list below a field that has a value already → no value behind `place:` on line 1; or the name of the field of the list on a line before',
    ],
    [
      'a field at the depth of the dash',
      'people:\n  - id: a\n  country: JP',
      '3: the depth of this line fits none of the fields above → 4 spaces before `country`, as before `id` on line 2; or the depth of what it belongs to',
    ],
  ];
  advise(lists);
});
