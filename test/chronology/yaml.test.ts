/** YAML as people write it: nothing of a file is lost without a word, and each message names the slip. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { formatProblem, type Problem } from '../../src/chronology/files/problem.ts';
import { ISSUE_KINDS, Shape } from '../../src/chronology/files/shape.ts';
import { BY_CODE } from '../../src/chronology/files/slips.ts';
import {
  EVENT_BOUNDS,
  MOST_LEVELS,
  MOST_PROBLEMS,
  VOCABULARY_BOUNDS,
} from '../../src/chronology/files/source/bounds.ts';
import { quoted } from '../../src/chronology/files/source/quoting.ts';
import { Yaml } from '../../src/chronology/files/yaml.ts';
import { eventParser, parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { eventSchema } from '../../src/chronology/schema/event-schema.ts';
import { entryHints, eventHints, settingsHints } from '../../src/chronology/schema/field-hints.ts';
import { settingsSchema, vocabularySchemas } from '../../src/chronology/schema/vocabulary-schema.ts';
import { minimalFiles } from '../support/chronologies.ts';
import { JARGON } from '../support/jargon.ts';
import { ROOT } from '../support/root.ts';
import { everyFew } from '../support/seed.ts';

const CONTEXT = { languages: ['en', 'ja'] as ['en', 'ja'], timeZone: 'Asia/Tokyo' };
const parse = eventParser(CONTEXT);

/** An event file without problems, of which `title` and what follows it may be replaced. */
function fileWith(lines: string): string {
  const fields = {
    type: 'type: meeting',
    when: 'when: 2022-12-24',
    title: 'title: A meeting',
    summary: 'summary: Ministers met.',
    sources: 'sources:\n  - source: report\n    paragraph: 1\n    for: date\n    wording: 24 December 2022',
    published: 'published: 2026-11-22',
  };
  const rest = Object.entries(fields).filter(([name]) => !new RegExp(`^${name} *[:：]`, 'm').test(lines));
  return `${rest.map(([, field]) => field).join('\n')}\n${lines}\n`;
}

/** Where the lines that `fileWith` was given begin. */
const firstLine = (text: string, lines: string) =>
  text.slice(0, text.lastIndexOf(`\n${lines}\n`) + 1).split('\n').length;

/** `line of the given lines: message → advice` for each problem. */
function told(lines: string): string[] {
  const text = fileWith(lines);
  const { event, problems } = parse('x', 'x.yaml', text);
  assert.equal(event === undefined, problems.length > 0);
  for (const { message, advice = '' } of problems) {
    assert.doesNotMatch(message, JARGON);
    assert.doesNotMatch(advice, JARGON);
  }
  const first = firstLine(text, lines);
  return problems.map(({ line, message, advice }) => `${line - first + 1}: ${message} → ${advice}`);
}

function titleOf(lines: string): string | undefined {
  return parse('x', 'x.yaml', fileWith(lines)).event?.title.en;
}

describe('nothing of a text is lost without a word', () => {
  const refused: readonly [kind: string, lines: string, line: number, message: RegExp][] = [
    [
      'a comment cuts a sentence in a list',
      'disagreements:\n  - One source calls it meeting #9, another #10.',
      2,
      /comment begins with #/,
    ],
    ['a comment cuts one word', 'title: Meeting # 9', 1, /comment begins with #/],
    [
      'a comment cuts a wording',
      'alternatives:\n  - when: 2022-12\n    sources:\n      - source: a\n        paragraph: 1\n        for: date\n        wording: No. #9',
      7,
      /comment begins with #/,
    ],
    ['a # that touches the next word', 'place: tokyo #9', 1, /comment begins with #/],
    ['a # at the end', 'place: tokyo #', 1, /comment begins with #/],
    ['a # that touches a word behind single quotes', "title: 'The meeting' #9", 1, /behind # is a comment/],
    ['a # that touches a word behind double quotes', 'title: "The meeting" #9', 1, /behind # is a comment/],
    ['a # that touches a word behind a list in brackets', 'countries: [JP, UZ] #KZ', 1, /behind # is a comment/],
    ['a # that touches a word behind fields in brackets', 'title: { en: A meeting } #9', 1, /behind # is a comment/],
    ['a comment in a list in brackets', 'countries: [JP, UZ KZ # and TM\n  ]', 1, /comment begins with #|list/],
    [
      'a comment interrupts a text',
      'summary: Ministers met # in Tokyo\n  and agreed.',
      2,
      /comment (begins|interrupts)|inside/,
    ],
    [
      'a line that begins with # interrupts a text',
      'summary: Ministers met\n  #9 of the series\n  and agreed.',
      3,
      /comment interrupts/,
    ],
    ['the last line begins with #', 'summary: Ministers met at\n  #9 Main Street.', 2, /begins with # is no part/],
    [
      'the last line of an item begins with #',
      'disagreements:\n  - Ministers met at\n    #9 Main Street.',
      2 + 1,
      /begins with # is no part/,
    ],
    [
      'a line that begins with # and touches a word, at the depth of the field',
      'title:\n  en: A talk on problem\n  #9 of Hilbert',
      3,
      /begins with # is no part/,
    ],
    [
      'a line that begins with # and touches a word, before the depth of the field',
      'title:\n  en: A talk on problem\n#9 of Hilbert',
      3,
      /begins with # is no part/,
    ],
    [
      'a line that begins with # and touches a word, below an item',
      'disagreements:\n  - One source calls it meeting\n  #9, another 10.',
      3,
      /begins with # is no part/,
    ],
    [
      'a line that begins with # and touches a word, below a text under >',
      'summary: >\n  One source calls it meeting\n#9, another 10.',
      3,
      /begins with # is no part/,
    ],
    [
      'a line that begins with # and touches a word, in brackets',
      'countries: [JP, #9 was later\n  KZ]',
      1,
      /behind # is a comment/,
    ],
    ['a text that begins with #', 'title: #9 meeting', 1, /no value: # begins a comment/],
    ['an item that begins with #', 'disagreements:\n  - #9 meeting', 2, /without a value: # begins/],
    [
      'a comment between a field and its text',
      'summary: # 9 meetings\n  were held',
      1,
      /between a field and its value/,
    ],
    ['a name before a text', 'title: &Co opens a branch', 1, /^.*& before a value/],
    ['a reference', 'title: *Important* news', 1, /\* before a value/],
    ['an exclamation mark', 'title: ! Important', 1, /! before a value/],
    ['a tag', 'when: !!timestamp 2022-12-24', 1, /! before a value/],
    ['a tag with a word', 'title: !now A meeting', 1, /! before a value/],
    ['a name before a list', 'countries: &c [JP]', 1, /& before a value/],
    ['a tag before fields', 'title: !x\n  en: A meeting', 1, /! before a value/],
    ['a name for the fields', '&c place: tokyo', 1, /& before a value/],
    ['a comment behind >', 'summary: > # 9 meetings\n  were held', 1, /comment behind >/],
    ['a comment under >', 'summary: >\n  Ministers met.\n  # not checked', 3, /begins no comment/],
    ['a comment behind a text under |', 'summary: |\n  Ministers met. # not checked', 2, /begins no comment/],
    ['a shallower line below >', 'summary: >\n    Ministers met\n  # 9 times', 3, /begins with # is no part/],
    ['a number behind |', 'summary: |2\n    Ministers met.', 1, /number behind \|/],
    ['a text behind >', 'title: > A meeting\nplace: tokyo', 1, /text behind > on the same line/],
    ['a field that slid into a text', 'title:\n  en: >-\n    A meeting\n    ja: 会合', 4, /looks like a field/],
    ['a field that slid into quotes', 'title:\n  en: "A meeting\n    ja: 会合"', 3, /looks like a field/],
    ['a field without a space that slid into a text', 'title:\n  en: A meeting\n    ja:会合', 3, /looks like a field/],
    ['a list that slid into a text', 'summary: Ministers\n  - met', 2, /item of a list/],
    ['a second document', '---\ntitle: Another', 1, /second document/],
    ['the end of a document', '...', 1, /ends the document/],
    ['fields from another place', '<<: x', 1, /<< takes in/],
    ['a question mark before a name', '? place\n: tokyo', 1, /\? and a space/],
    ['a field without a value', 'place:', 1, /no value/],
    ['an item without a value', 'countries:\n  - JP\n  -', 3, /without a value/],
    ['a field that stands twice', 'place: tokyo\nplace: osaka', 2, /stands twice/],
    ['a byte-order mark in the middle', 'title: A \ufeffmeeting', 1, /byte-order mark/],
    ['a lost character', 'title: A m\ufffdeting', 1, /U\+FFFD/],
    ['a null character', 'title: A m\u0000eting', 1, /control character U\+0000/],
    ['an escape', 'title: A \u001b[1mmeeting', 1, /control character U\+001B/],
    ['a line separator', 'title: A\u2028meeting', 1, /line break U\+2028/],
    ['a next line', 'title: A\u0085meeting', 1, /line break U\+0085/],
    ['a carriage return', 'title: A\rmeeting', 1, /carriage return/],
    ['a tag letter', 'title: A meeting\u{e0041}', 1, /tag letter U\+E0041/u],
    [
      'a tag letter behind a flag',
      'title: A 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}meeting',
      1,
      /tag letter U\+E0067/,
    ],
    ['a mark of annotation', 'title: A \ufff9meeting', 1, /U\+FFF9, which nobody sees/],
    ['a title that nobody sees', 'title: "\u200b\u2060"', 1, /signs that nobody sees/],
    ['a title of blank letters', 'title: \u3164\u2800', 1, /signs that nobody sees/],
    ['a direction that is left open', 'title: A \u2067meeting', 1, /direction of writing/],
    ['a direction that was not opened', 'title: A \u202cmeeting', 1, /direction of writing/],
    ['letters in another order', 'title: A \u202emeeting\u202c', 1, /another order/],
    ['an escape in double quotes', 'title: "\\x41 meeting"', 1, /read as another sign/],
    [
      'a backslash at the end of a line in double quotes',
      'title: "A meet\\\n  ing"',
      1,
      /backslash at the end of a line/,
    ],
    ['half of a character in double quotes', 'title: "\\ud83d meeting"', 1, /read as another sign/],
    ['a path in double quotes', 'title: "C:\\temp"', 1, /read as another sign/],
    ['a no-break space before a name', 'title:\n  en: A meeting\n\u00a0 ja: 会合', 3, /no-break space/],
    ['an ideographic space before a name', 'title:\n  en: A meeting\n　ja: 会合', 3, /ideographic space/],
    ['an ideographic space behind the colon and a space', 'place: 　tokyo', 1, /ideographic space/],
    ['a no-break space behind a value', 'when: 2022-12-24\u00a0', 1, /no-break space/],
  ];
  it('takes the flags of Scotland and of pirates', () => {
    for (const flag of ['🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}', '🏴', '🏴\u200d☠️'])
      assert.deepEqual(told(`title: ${flag} A meeting`), []);
  });

  for (const [kind, lines, line, message] of refused)
    it(`${kind} is a problem`, () => {
      const [first = ''] = told(lines);
      assert.match(first, new RegExp(`^${line}: `));
      assert.match(first, message);
    });

  const read: readonly [kind: string, lines: string, title: string][] = [
    ['a # inside a word', 'title: C#9 and a#b', 'C#9 and a#b'],
    ['a # in quotes', "title: 'Meeting #9'   # the ninth", 'Meeting #9'],
    ['a # under >', 'title: >\n  Meeting #9', 'Meeting #9'],
    ['a field that was taken out', 'title: A meeting\n#place: tokyo', 'A meeting'],
    ['a line of signs', 'title: A meeting\n#---------', 'A meeting'],
    ['a comment in brackets', 'countries: [JP, # Japan\n  KZ]\ntitle: A meeting', 'A meeting'],
    ['comments of whole lines', '# one\ntitle:\n  # two\n  en: A meeting\n  # three\n  ja: 会合\n# four', 'A meeting'],
    [
      'comments behind what cannot be prose',
      'place: tokyo   # where\ncountries: [JP]   # who\ntitle: A meeting',
      'A meeting',
    ],
    ['> with one line', 'title: >\n  A meeting', 'A meeting'],
    ['| with one line and an empty one', 'title: |\n  A meeting\n\n', 'A meeting'],
    ['two lines', 'title: A\n  meeting', 'A meeting'],
    ['the line --- before everything', 'title: A meeting', 'A meeting'],
    ['quotes in quotes', `title: 'It''s "a" meeting'`, `It's "a" meeting`],
    ['a backslash in single quotes', "title: 'C:\\temp'", 'C:\\temp'],
    ['directions that are closed', 'title: A \u2067meeting\u2069', 'A \u2067meeting\u2069'],
    ['an emoji of several signs', 'title: 👨‍👩‍👧 met', '👨‍👩‍👧 met'],
    ['a paragraph indented as in Japanese', 'title: >-\n  　会合', '　会合'],
    ['line ends of Windows', 'title: A meeting\r\nplace: tokyo\r', 'A meeting'],
    ['null and ~, which are words here', 'title: "null ~"', 'null ~'],
  ];
  for (const [kind, lines, title] of read)
    it(`${kind} is read`, () => {
      assert.deepEqual(told(lines), []);
      assert.equal(titleOf(lines), title);
    });

  it('an instruction to YAML is a problem', () => {
    const [problem] = parse('x', 'x.yaml', `%YAML 1.1\n---\n${fileWith('place: tokyo')}`).problems;
    assert.equal(problem?.message, 'a line that begins with % is an instruction to YAML');
  });

  it('holds for every place of every file, also where the schema has no texts', () => {
    const vocabulary = (file: string, text: string) =>
      parseFolder(minimalFiles({}, { [file]: text })).problems.map(({ line, message }) => `${line}: ${message}`);
    assert.match(
      vocabulary('people.yaml', 'hayashi:\n  name: Hayashi\n  aka: [a]\n  country: !x JP\n').join(),
      /^4: ! before/,
    );
    assert.match(vocabulary('places.yaml', 'tokyo:\n  name: Tokyo # 2\n').join(), /^2: a text without quotes ends/);
    assert.match(
      vocabulary('organizations.yaml', 'wco:\n  name: WCO\n  aka:\n    - World #1\n').join(),
      /^4: a text without quotes ends/,
    );
    assert.match(
      vocabulary('sources.yaml', 'report:\n  file: a # b\n  title: A\n  language: en\n').join(),
      /^2: a text without quotes ends/,
    );
  });
});

describe('a message names the slip', () => {
  const slips: readonly [kind: string, lines: string, expected: string][] = [
    ['no space behind the colon', 'title:Foo', '1: no space behind the colon → title: Foo'],
    ['no space in a list', 'people:\n  - id:hayashi\n    country: JP', '2: no space behind the colon → id: hayashi'],
    [
      'no space in fields of one',
      'series:\n  id:rounds',
      '2: no space behind the colon → id: rounds; or quotes around a text that begins so',
    ],
    [
      'no space in the one language of a text',
      'title:\n  en:Foo',
      '2: no space behind the colon → en: Foo; or quotes around a text that begins so',
    ],
    [
      'a full-width colon in the one language of an item',
      'disagreements:\n  - en：Foo',
      '2: no space behind the colon → en: Foo; or quotes around a text that begins so',
    ],
    ['no space in braces', 'title: {en:Foo, ja: 会合}', '1: no space behind the colon → en: Foo'],
    ['no space behind a dash', 'countries:\n  - JP\n  -UZ', '3: no space behind the dash → - UZ'],
    ['a no-break space', 'title:\u00a0Foo', '1: a no-break space (U+00A0) behind the colon → title: Foo'],
    ['an ideographic space', 'title:　会合', '1: an ideographic space (U+3000) behind the colon → title: 会合'],
    [
      'a full-width colon',
      'title：会合',
      '1: a full-width colon after the name of a field → a plain colon and a space: title: 会合',
    ],
    [
      'an apostrophe in single quotes',
      "title: 'It's a meeting'",
      `1: the apostrophe ends the text in single quotes → title: "It's a meeting"`,
    ],
    [
      'quotation marks in double quotes',
      'title: "The "Silk Road" meeting"',
      `1: a text goes on behind its closing quotation mark → title: 'The "Silk Road" meeting'`,
    ],
    [
      'a quotation at the beginning',
      'title: "Silk Road" meeting',
      `1: a text goes on behind its closing quotation mark → title: '"Silk Road" meeting'`,
    ],
    [
      'an open quotation mark',
      'title: "A meeting',
      `1: a quotation mark is opened here and not closed → title: 'A meeting'`,
    ],
    [
      'a colon and a space',
      'title: Ninth meeting: a report',
      "1: a colon and a space inside a text → title: 'Ninth meeting: a report'",
    ],
    ['a colon at the end', 'disagreements:\n  - en: Two:', "2: a colon and a space inside a text → en: 'Two:'"],
    [
      'a second line that is not indented',
      'summary: Ministers met\nand agreed.',
      '2: a line without the name of a field and a colon → the whole text on one line, or this line deeper than `summary`',
    ],
    [
      'a name without a colon',
      'countries\n  - JP',
      '1: a line without the name of a field and a colon → `countries:` if this is a field; otherwise the whole text on one line',
    ],
    [
      'too deep',
      'title: A meeting\n  place: tokyo',
      '2: indented deeper than the field above, which has a value already → no space before `place`, as before `title` on line 10',
    ],
    [
      'too deep by one',
      'title:\n  en: A meeting\n   ja: 会合',
      '3: indented deeper than the field above, which has a value already → 2 spaces before `ja`, as before `en` on line 11',
    ],
    [
      'too shallow by one',
      'title:\n  en: A meeting\n ja: 会合',
      '3: the depth of this line fits none of the fields above → 2 spaces before `ja`, as before `en` on line 11; or the depth of what it belongs to',
    ],
    [
      'a tab',
      'title:\n\ten: A meeting',
      '2: indented by a tab → spaces, as many as before the lines to which it belongs',
    ],
    [
      'a bracket that is not closed',
      'countries: [JP, UZ\nplace: tokyo',
      '1: [ is opened here and not closed → ] behind the last item; quotes around a text that begins with [',
    ],
    ['a sign at the beginning', 'title: @home', "1: a text cannot begin with @ → title: '@home'"],
    ['a percent sign at the beginning', 'title: %50', "1: a text cannot begin with % → title: '%50'"],
    [
      'a merge',
      '<<<<<<< HEAD\nplace: tokyo',
      '1: a merge that was not finished → one of the two versions, without the lines of < = >',
    ],
    [
      'a list of names',
      'people: [hayashi]',
      '1: not fields with a colon → `- id: hayashi` on a line below `people:`, without brackets',
    ],
    [
      'a source by itself',
      'sources: [report]',
      '1: not fields with a colon → `- source: report` on a line below `sources:`, without brackets',
    ],
    [
      'a list without dashes',
      'people:\n  id: hayashi',
      '2: not a list → a dash and a space before each item: - id: hayashi-yoshimasa',
    ],
    [
      'fields as a word',
      'series: rounds',
      '1: not fields with a colon → `id: rounds` on a line below `series:`, two spaces deeper',
    ],
    ['one country', 'countries: UK', '1: not a list → [GB]'],
    ['two countries', 'countries: JP, KZ', '1: not a list → [JP, KZ]'],
    ['a text in brackets', 'title: [Foo]', '1: a list, where one text belongs → Foo'],
    ['a date in brackets', 'when: [2023-09..]', "1: brackets without quotes are a list to YAML → '[2023-09..]'"],
    ['date', 'date: 2022-12-24', '1: unknown field → when: 2022-12-24'],
    ['description', 'description: Foo', '1: unknown field → summary'],
    ['location', 'location: tokyo', '1: unknown field → place'],
    ['name', 'name: Foo', '1: unknown field → title'],
    ['keywords', 'keywords: [a]', '1: unknown field → tags'],
    ['a tag in words', 'tags: [Machine learning]', '1: not the form of a tag → machine-learning'],
    ['start', 'start: 2016', '1: unknown field → when: 2016-03/2023-11, the start and the end in one field'],
    ['link', 'link: https://example.org', '1: unknown field → url'],
    ['a field of another depth', 'number: 9', '1: unknown field here → `number` below `series:`, indented deeper'],
    [
      'a field too deep',
      'series:\n  id: rounds\n  place: tokyo',
      '3: unknown field here → no space before `place`: it is no part of `series`',
    ],
    [
      'fields that are not deeper',
      'title:\nen: A meeting',
      '1: no value → the value behind the colon, or its fields below it, two spaces deeper; or leave the field out',
    ],
    [
      'a text with a colon in a list',
      'disagreements:\n  - Note: ten',
      '2: unknown field → one of: en, ja (quotes around a text with a colon, or with a comma in { })',
    ],
    [
      'a text with a comma in braces',
      'title: { en: In Tokyo, ministers met, ja: 会合 }',
      '1: a field without a value: a comma in { } begins the next one → quotes around a text with a comma in { }',
    ],
    [
      'a backslash',
      'title: "50 \\% of"',
      "1: a backslash in double quotes → single quotes, in which a backslash is a backslash: title: '50 \\% of'",
    ],
  ];
  for (const [kind, lines, expected] of slips)
    it(kind, () => {
      const all = told(lines);
      assert.ok(all.includes(expected), `${all.join('\n')}\nlacks\n${expected}`);
    });

  it('of a missing field, with its form', () => {
    const { problems } = parse('x', 'x.yaml', 'type: meeting\n');
    const advice = problems.map((problem) => problem.advice);
    assert.ok(advice.includes('when: 2022-12-24'));
    assert.ok(advice.includes('published: 2026-11-22'));
    assert.ok(!advice.some((text) => /a text/.test(text ?? '')));
  });

  it('has a form for every field that can be missing', () => {
    const schemas = [
      [eventSchema(CONTEXT), eventHints],
      [settingsSchema(CONTEXT), settingsHints],
      ...Object.values(vocabularySchemas).map((schema) => [schema(CONTEXT), entryHints] as const),
    ] as const;
    for (const [schema, { forms }] of schemas) {
      const json = JSON.stringify(z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }));
      const required = [...json.matchAll(/"required":\[([^\]]*)\]/g)].flatMap(([, names = '']) =>
        names.replaceAll('"', '').split(','),
      );
      assert.ok(required.length > 0);
      for (const name of required.filter((field) => field !== ''))
        assert.ok(forms[name] ?? Object.keys(forms).some((key) => key.endsWith(`.${name}`)), name);
    }
  });

  it('of a vocabulary file of another name', () => {
    const problemsOf = (file: string, text: string) =>
      parseFolder(minimalFiles({}, { [file]: text })).problems.map((problem) => formatProblem(problem));
    for (const [file, meant] of [
      ['organisations.yaml', 'organizations.yaml'],
      ['source.yaml', 'sources.yaml'],
      ['Places.yaml', 'places.yaml'],
      ['orgs.yaml', 'organizations.yaml'],
    ])
      assert.ok(
        problemsOf(file ?? '', 'a:\n  name: A\n').includes(
          `${file}:1:1  not the name of a vocabulary file\n    found: ${file}\n    write: ${meant}`,
        ),
        file,
      );
  });

  it('of degrees with too many decimals, which it rounds', () => {
    const [problem] = parseFolder(
      minimalFiles({}, { 'places.yaml': 'tokyo:\n  name: Tokyo\n  geo: [35.6895014, 139.6917]\n' }),
    ).problems;
    assert.equal(problem?.advice, '35.689501');
  });

  it('is plain for every code that the parser has, so that a new one is noticed', () => {
    const dist = dirname(createRequire(import.meta.url).resolve('yaml'));
    const declared = /type ErrorCode = ([^;]+);/.exec(readFileSync(join(dist, 'errors.d.ts'), 'utf8'))?.[1] ?? '';
    const codes = [...declared.matchAll(/'([A-Z_\d]+)'/g)].map(([, code]) => code);
    assert.deepEqual(Object.keys(BY_CODE).sort(), codes.sort());
    const sources = ['compose', 'doc', 'parse'].flatMap((folder) =>
      readdirSync(join(dist, folder))
        .filter((name) => name.endsWith('.js'))
        .map((name) => readFileSync(join(dist, folder, name), 'utf8')),
    );
    for (const [, code = ''] of sources.join('\n').matchAll(/'([A-Z\d]+(?:_[A-Z\d]+)+)'/g))
      if (!/^(PLAIN|QUOTE|BLOCK_(FOLDED|LITERAL))/.test(code)) assert.ok(Object.hasOwn(BY_CODE, code), code);
    for (const message of Object.values(BY_CODE).flat()) assert.doesNotMatch(message, JARGON);
  });

  it('is plain for every kind of issue that the schema has', () => {
    const yaml = new Yaml('x.yaml', 'place: tokyo\n');
    const base = { path: ['place'], message: 'Invalid input: expected nonsense', input: 'tokyo' };
    const issues: Readonly<Record<z.core.$ZodIssue['code'], object>> = {
      invalid_type: { expected: 'never' },
      too_big: { maximum: 3, origin: 'array' },
      too_small: { minimum: 3, origin: 'array' },
      invalid_format: { format: 'url' },
      not_multiple_of: { divisor: 2 },
      unrecognized_keys: { keys: ['a'], message: 'b c' },
      invalid_union: { errors: [[{ code: 'invalid_format', format: 'url', ...base, path: [] }]] },
      invalid_key: { origin: 'record', issues: [{ code: 'invalid_format', format: 'url', ...base }] },
      invalid_element: { origin: 'map', key: 'a', issues: [] },
      invalid_value: { values: ['a'] },
      custom: { message: 'not this', params: { advice: 'that' } },
    };
    assert.deepEqual(Object.keys(issues).sort(), Object.keys(ISSUE_KINDS).sort());
    for (const [code, issue] of Object.entries(issues)) {
      const problems = new Shape(yaml, z.object({}), eventHints).problemsOf([
        { ...base, code, ...issue } as z.core.$ZodIssue,
      ]);
      assert.equal(problems.length, 1, code);
      assert.doesNotMatch(`${problems[0]?.message} ${problems[0]?.advice ?? ''}`, JARGON, code);
    }
  });

  it('gives a text in quotes that is read as the text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~é会“]{1,30}$/), (text) => {
        assert.equal((new Yaml('x.yaml', `a: ${quoted(text)}\n`).value as { a: string }).a, text);
      }),
    );
  });
});

describe('a file has bounds', () => {
  const floods: Readonly<Record<string, (length: number) => string>> = {
    'unknown fields': (length) => Array.from({ length: length / 10 }, (_, index) => `k${index}: x\n`).join(''),
    'one field again and again': (length) => 'k: x\n'.repeat(length / 5),
    'double quotes': (length) => '"'.repeat(length),
    'single quotes': (length) => "'".repeat(length),
    'open quotes': (length) => 'a: "\n'.repeat(length / 5),
    brackets: (length) => '['.repeat(length),
    'closing brackets': (length) => ']'.repeat(length),
    braces: (length) => '{'.repeat(length),
    dashes: (length) => '- '.repeat(length / 2),
    'question marks': (length) => '? '.repeat(length / 2),
    colons: (length) => ': '.repeat(length / 2),
    commas: (length) => `[${','.repeat(length)}`,
    'items without commas': (length) => `[${'"a" '.repeat(length / 4)}`,
    names: (length) => '&a '.repeat(length / 3),
    references: (length) => '- *a\n'.repeat(length / 5),
    tags: (length) => '!a '.repeat(length / 3),
    instructions: (length) => '%a\n'.repeat(length / 3),
    documents: (length) => '---\n'.repeat(length / 4),
    comments: (length) => '#\n'.repeat(length / 2),
    'empty lines': (length) => '\n'.repeat(length),
    'one line': (length) => `title: ${'x'.repeat(length)}`,
    'one line of fields': (length) => `{${'a: b, '.repeat(length / 6)}`,
    'a staircase': () => Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:\n`).join(''),
    backslashes: (length) => `a: "${'\\'.repeat(length)}`,
    'one text of many lines': (length) => `a: ${'x\n  '.repeat(length / 4)}`,
    'control characters': (length) => 'a\u0001\n'.repeat(length / 3),
    'invisible items': (length) => '- "\u200b"\n'.repeat(length / 6),
  };
  const page = (problems: readonly Problem[]) => problems.map((problem) => formatProblem(problem)).join('\n\n');
  /** The processor's time, for a machine that does much else at once tells nothing by the clock. */
  function within5Seconds<T>(work: () => T): T {
    const begin = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(begin);
    assert.ok(user + system < 5_000_000, `${(user + system) / 1_000_000} s`);
    return result;
  }
  const assertPage = (problems: readonly Problem[]) => {
    const printed = page(problems);
    assert.ok(printed.split('\n').length <= 4 * (MOST_PROBLEMS + 1), printed);
    assert.ok(printed.length < 10_000);
  };
  for (const [kind, flood] of Object.entries(floods))
    it(`${kind}: 1 MB of them ends well within the time, and prints a page`, () => {
      const { problems } = within5Seconds(() => parse('x', 'x.yaml', flood(1024 * 1024)));
      const almost = within5Seconds(() => parse('x', 'x.yaml', flood(250 * 1024)));
      assert.ok(problems.length > 0);
      assertPage(problems);
      assertPage(almost.problems);
    });

  // Read by the same code, up to higher bounds.
  for (const [kind, flood] of everyFew(Object.entries(floods), 4, () => false))
    it(`${kind}: so does 1 MB of them in the vocabulary`, () =>
      assertPage(within5Seconds(() => new Yaml('sources.yaml', flood(1024 * 1024), VOCABULARY_BOUNDS)).problems));

  it('and says them', () => {
    const messages = [
      `title: ${'x'.repeat(EVENT_BOUNDS.bytes)}`,
      '\n'.repeat(EVENT_BOUNDS.lines + 1),
      `title: [${'a,'.repeat(EVENT_BOUNDS.parts)}]`,
      `title: ${'['.repeat(MOST_LEVELS + 5)}`,
    ].map((text) => parse('x', 'x.yaml', text).problems[0]?.message);
    assert.deepEqual(messages, [
      'larger than an event file may be (256 KiB)',
      'more than an event file may hold (20,000 lines)',
      'more than an event file may hold (50,000 names, values and signs)',
      'more than 20 lists and fields within each other',
    ]);
    const guide = readFileSync(join(ROOT, 'events', 'README.md'), 'utf8');
    for (const bound of [
      '256 KiB',
      '20,000 lines',
      '50,000 names',
      '4 MiB',
      '200,000 lines',
      '300,000 names',
      '1,000 items',
      '10,000 characters',
      '20 levels',
      '20 problems',
    ])
      assert.ok(guide.includes(bound), bound);
  });

  it('of problems: 5,000 unknown fields are a page, and the rest a number', () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `field${index}: x`).join('\n');
    const { problems } = parse('x', 'x.yaml', fileWith(lines));
    assert.equal(problems.length, MOST_PROBLEMS + 1);
    assert.equal(problems.at(-1)?.message, 'and 4,980 more problems in this file');
  });

  it('and names and paths forge no line of the report', () => {
    const { problems } = parse('x', 'x.yaml', fileWith('"a\\nb.yaml:1:1  fine": x\n"c\\e[2Jd": y'));
    const [first = ''] = problems.map((problem) => formatProblem({ ...problem, file: 'x\n\u001b\u202ey.yaml' }));
    assert.equal(first.split('\n').length, 3);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be printed
    assert.doesNotMatch(first, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
