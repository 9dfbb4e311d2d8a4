/** What `check` prints of many problems: which comes first, what is told once, how much of it, and the formats for programs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse } from 'yaml';
import { type Problem, problemKinds, warningKinds } from '../../src/chronology/files/problem.ts';
import { parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { renderGithub } from '../../src/chronology/report/github.ts';
import { renderJson } from '../../src/chronology/report/json.ts';
import { reportOf } from '../../src/chronology/report/report.ts';
import { renderSarif } from '../../src/chronology/report/sarif.ts';
import { formatReport } from '../../src/chronology/report/text.ts';
import { anyCharacter } from '../support/any-character.ts';
import { eventText, minimalFiles } from '../support/chronologies.ts';
import { processorSeconds } from '../support/processor-time.ts';

const PROBLEM: Problem = {
  kind: 'reference',
  file: '2022/a.yaml',
  line: 1,
  column: 7,
  field: 'type',
  message: 'not a value this field takes',
  found: 'meetting',
  advice: 'meeting',
};

const problems = (count: number, fields: (index: number) => Partial<Problem> = () => ({})): readonly Problem[] =>
  Array.from({ length: count }, (_, index) => ({
    ...PROBLEM,
    file: `2022/event-${String(index).padStart(6, '0')}.yaml`,
    ...fields(index),
  }));

const warning = (fields: Partial<Problem>): Problem => ({
  ...PROBLEM,
  severity: 'warning',
  kind: 'past-plan',
  ...fields,
});

const text = (found: readonly Problem[], all = false) => formatReport(reportOf(found, 'events', 74), { all });
const linesOf = (found: readonly Problem[]) => text(found).split('\n');
const pathOf = (file: string) => `events/${file}`;

/** What is printed of the folder that has these files and not those. */
function reportWithout(missing: readonly string[], overrides: Readonly<Record<string, string>> = {}): string {
  const files = new Map(minimalFiles({ held: { typ: 'x', place: 'tokyo' }, other: {} }, overrides));
  for (const file of missing) files.delete(file);
  const { problems: found, eventCount } = parseFolder(files);
  return formatReport(reportOf(found, 'events', eventCount));
}

describe('a missing file of the vocabulary', () => {
  it('is told of first and alone where every event hangs on it', () => {
    assert.equal(
      reportWithout(['sources.yaml']),
      `events/sources.yaml:1:1  missing, and 2 event files name a source of it
    found: report
    write: the file sources.yaml with an entry for each source, which begins with its id and a colon

events: 2 events, 1 problem in 1 file, the event files are looked at once that is mended`,
    );
    assert.equal(
      reportWithout(['chronology.yaml']),
      `events/chronology.yaml:1:1  missing
    write: the file that says what this chronology is, as \`annals init\` writes one

events: 2 events, 1 problem in 1 file, the event files are looked at once that is mended`,
    );
  });

  it('is told of first where some events name what it holds, with the problems that have nothing to do with it', () => {
    const places = reportWithout(['places.yaml']).split('\n');
    assert.equal(places[0], 'events/places.yaml:1:1  missing, and 1 event file names a place of it');
    assert.match(places[4] ?? '', /^events\/events\/held\.yaml:\d+:1 {2}typ: unknown field$/);
    assert.equal(places.at(-1), 'events: 2 events, 2 problems in 2 files');
  });

  it('is no problem where nothing names what it holds', () => {
    assert.doesNotMatch(reportWithout(['people.yaml', 'organizations.yaml']), /people|organizations/);
  });

  it('is as much missing where it is empty', () => {
    assert.match(reportWithout([], { 'sources.yaml': '\n' }), /^events\/sources\.yaml:1:1 {2}missing, and 2 /);
  });

  it('names the file that was meant to be it, which is not told of again', () => {
    const sources = minimalFiles({}).get('sources.yaml') ?? '';
    for (const file of ['source.yaml', 'references.yaml', 'Sources.yaml'])
      assert.equal(
        reportWithout(['sources.yaml'], { [file]: sources }),
        `events/sources.yaml:1:1  missing, and 2 event files name a source of it
    found: report
    write: rename ${file} to sources.yaml

events: 3 events, 1 problem in 1 file, the event files are looked at once that is mended`,
      );
    assert.match(
      reportWithout(['sources.yaml'], { 'source.yaml': sources, 'references.yaml': sources }),
      /^ {4}write: rename references\.yaml or source\.yaml to sources\.yaml$/m,
    );
    assert.match(
      reportWithout(['chronology.yaml'], { 'settings.yaml': minimalFiles({}).get('chronology.yaml') ?? '' }),
      /^ {4}write: rename settings\.yaml to chronology\.yaml$/m,
    );
  });

  it('names a file of another ending, and leaves what is misnamed and not missed', () => {
    const ending = {
      kind: 'file',
      line: 1,
      column: 1,
      field: '',
      message: 'not read: files of a chronology end in .yaml',
    } as const;
    const missed = { ...ending, kind: 'missing-vocabulary', file: 'sources.yaml', message: 'missing' } as const;
    const report = text([
      { ...ending, file: 'people.yml', advice: 'people.yaml' },
      { ...ending, file: '2022/sources.yml', advice: 'sources.yaml' },
      { ...ending, file: 'sources.yml', advice: 'sources.yaml' },
      missed,
    ]);
    assert.match(report, /^events\/sources\.yaml:1:1 {2}missing\n {4}write: rename sources\.yml to sources\.yaml\n/);
    assert.match(report, /^events\/people\.yml:1:1 {2}not read/m);
    assert.match(report, /^events\/2022\/sources\.yml:1:1 {2}not read/m);
    assert.doesNotMatch(report, /^events\/sources\.yml/m);
  });

  it('is not missing where there is one that was not read', () => {
    const unread = { kind: 'file', line: 1, column: 1, field: '', message: 'not read: a folder' } as const;
    for (const file of ['sources.yaml', 'people.yaml']) {
      const report = text([
        { ...unread, file, kind: 'missing-vocabulary', message: 'missing' },
        { ...unread, file, advice: 'the file itself' },
      ]);
      assert.match(report, new RegExp(`^events/${file}:1:1 {2}not read`));
      assert.doesNotMatch(report, /missing/);
    }
  });

  it('that is there and cannot be read has no reference to it reported', () => {
    const report = reportWithout([], { 'sources.yaml': 'report: [\n' });
    assert.match(report, /^events\/sources\.yaml:\d+:\d+ {2}/);
    assert.doesNotMatch(report, /a source of/);
  });

  it('as a list of chronology.yaml is told of once', () => {
    const chronology = (minimalFiles({}).get('chronology.yaml') ?? '').replace(/^series:\n( .*\n)+/m, '');
    const rounds = (count: number) =>
      minimalFiles(
        Object.fromEntries(
          Array.from({ length: count }, (_, number) => [`round-${number}`, { series: { id: 'rounds' } }]),
        ),
        { 'chronology.yaml': chronology },
      );
    for (const [count, named] of [
      [1, '1 event file names'],
      [9, '9 event files name'],
      [1001, '1,001 event files name'],
    ] as const)
      assert.deepEqual(
        parseFolder(rounds(count)).problems.map(({ file, field, message }) => [file, field, message]),
        [['chronology.yaml', 'series', `missing, and ${named} a series of it`]],
      );
  });
});

describe('an event in a file that was not read', () => {
  it('is no unknown event where others name it', () => {
    const unread: Problem = {
      kind: 'file',
      file: '2004/launch.yaml.txt',
      ...{ line: 1, column: 1, field: '', message: 'not read: files of a chronology end in .yaml' },
      advice: 'launch.yaml',
    };
    const naming = (found: string) => ({ ...PROBLEM, field: 'relations.follows.0', message: 'not the slug', found });
    assert.doesNotMatch(text([naming('launch'), unread]), /not the slug/);
    assert.match(text([naming('lunch'), unread]), /not the slug/);
    assert.match(text([naming('launch')]), /not the slug/);
  });
});

describe('the report', () => {
  it('has the vocabulary before the events that hang on it, and warnings last', () => {
    const found = [
      PROBLEM,
      warning({ file: 'chronology.yaml' }),
      { ...PROBLEM, file: 'chronology.yaml' },
      { ...PROBLEM, file: 'sources.yaml' },
    ];
    assert.deepEqual(
      [...text(found).matchAll(/^events\/(\S+):1:7 {2}(warning)?/gm)].map(
        ([, file, isWarning]) => `${file} ${isWarning ?? ''}`,
      ),
      ['chronology.yaml ', 'sources.yaml ', '2022/a.yaml ', 'chronology.yaml warning'],
    );
  });

  it('tells of one cause in many files once, with a few places and how many more there are', () => {
    assert.equal(
      text(problems(900, (index) => (index === 1 ? { found: 'metting' } : {}))),
      `events/2022/event-000000.yaml:1:7  type: not a value this field takes
    found: meetting
    write: meeting
    also:  events/2022/event-000001.yaml:1:7  (found: metting)
           events/2022/event-000002.yaml:1:7
           and 897 more

events: 74 events, 900 problems in 900 files
897 more are not shown here: \`annals check --all\` prints every one`,
    );
  });

  it('takes the place in a list, the id of an entry and an unknown key for no other cause', () => {
    const sameCause: readonly ((index: number) => Partial<Problem>)[] = [
      (index) => ({ field: `sources.${index}.source` }),
      (index) => ({ file: 'people.yaml', field: `person-${index}.name` }),
      (index) => ({ file: 'chronology.yaml', field: `types.type-${index}.color` }),
      (index) => ({ kind: 'unknown-field', field: `key${index}`, found: `key${index}` }),
    ];
    for (const fields of sameCause) assert.match(text(problems(7, fields)), /^ {11}and 4 more$/m);
  });

  it('tells what has other words, other advice or another field by itself, and three alike as well', () => {
    const otherCauses: readonly ((index: number) => Partial<Problem>)[] = [
      (index) => ({ message: `message ${index}` }),
      (index) => ({ advice: `advice ${index}` }),
      (index) => ({ field: 'abcdefg'.charAt(index) }),
    ];
    for (const fields of otherCauses) assert.equal(text(problems(7, fields)).match(/\n\n/g)?.length, 7);
    assert.equal(text(problems(3)).match(/\n\n/g)?.length, 3);
  });

  it('has some hundred lines at most, and the last says how many more there are and how to see them', () => {
    const found = [
      ...problems(5000, (index) => ({ message: `problem ${index}` })),
      ...problems(5000, (index) => warning({ file: `w-${index}.yaml`, message: `warning ${index}` })),
    ];
    const lines = linesOf(found);
    assert.ok(lines.length < 200, String(lines.length));
    const shown = lines.filter((line) => /:1:7 {2}/.test(line)).length;
    assert.equal(lines.at(-2), 'events: 74 events, 5,000 problems in 5,000 files, 5,000 warnings');
    assert.equal(
      lines.at(-1),
      `${(10_000 - shown).toLocaleString('en-US')} more are not shown here: \`annals check --all\` prints every one`,
    );
  });

  it('with --all has every one', () => {
    const report = text([...problems(900), warning({})], true);
    assert.equal(report.match(/:1:7 {2}type: /g)?.length, 900);
    assert.ok(report.endsWith('events: 74 events, 900 problems in 900 files, 1 warning'));
  });

  it('shows a few warnings of each kind, with the word that says that one was looked at', () => {
    const found = ['past-plan', 'alike-slugs'].flatMap((kind) =>
      problems(50, (index) =>
        warning({ kind: kind as Problem['kind'], file: `${index}.yaml`, message: `${kind} ${index}` }),
      ),
    );
    const lines = linesOf(found);
    for (const kind of ['past-plan', 'alike-slugs'])
      assert.equal(lines.filter((line) => line.includes(`:1:7  warning (${kind}): `)).length, 4);
    assert.match(lines.at(-4) ?? '', /`# looked at: ` and the word in brackets\.$/);
    assert.equal(lines.at(-2), 'events: 74 events, no problems, 100 warnings');
  });

  it('of 100,000 problems of as many causes takes no minutes', () => {
    const found = problems(100_000, (index) => ({ message: `problem ${index}` }));
    assert.ok(processorSeconds(() => text(found)) < 10);
  });
});

/** What a file, its name or its keys may hold. */
const hostile = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc
    .array(
      fc.constantFrom('\n', '\r', '\u001b[2K', '::error::', '%', '%0A', ':', ',', '\u009b', '\u0000', 'a', '##[error]'),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const anyProblem: fc.Arbitrary<Problem> = fc
  .record({
    severity: fc.constantFrom('problem' as const, 'warning' as const),
    kind: fc.constantFrom(undefined, ...problemKinds, ...warningKinds),
    file: hostile.map((name) => `${name}.yaml`),
    line: fc.integer({ min: 1, max: 9999 }),
    column: fc.integer({ min: 1, max: 9999 }),
    field: hostile,
    message: hostile,
    found: fc.option(hostile, { nil: undefined }),
    advice: fc.option(hostile, { nil: undefined }),
  })
  // A file is missing from a report where the vocabulary is: that is another property.
  .filter(({ kind }) => kind !== 'missing-vocabulary');

const anyProblems = fc.array(anyProblem, { maxLength: 12 });

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

describe('in every format', () => {
  it('a terminal obeys nothing of what files, names and keys hold', () => {
    fc.assert(
      fc.property(anyProblems, hostile, (found, folder) => {
        const report = reportOf(found, folder, 1);
        for (const printed of [
          formatReport(report),
          formatReport(report, { all: true }),
          renderJson(report),
          renderGithub(report, { all: true, pathOf }),
          renderSarif(report, { version: '1.0.0', pathOf }),
        ])
          assert.doesNotMatch(printed, OBEYED);
      }),
    );
  });

  it('no line is forged: text has the lines that its problems have', () => {
    fc.assert(
      fc.property(anyProblems, (found) => {
        const lines = text(found, true).split('\n');
        const expected = found.reduce(
          (sum, { found: quoted, advice }) => sum + 2 + Number(quoted !== undefined) + Number(advice !== undefined),
          found.some(({ severity }) => severity === 'warning') ? 3 : 1,
        );
        assert.equal(lines.length, expected);
      }),
    );
  });
});

describe('--format json', () => {
  it('has the shape that README.md describes', () => {
    const found = [{ ...PROBLEM, kind: undefined }, warning({ found: undefined, advice: undefined })];
    assert.deepEqual(JSON.parse(renderJson(reportOf(found, 'events', 74))), {
      version: 1,
      folder: 'events',
      counts: { events: 74, files: 1, problems: 1, warnings: 1 },
      partial: false,
      problems: [
        {
          severity: 'problem',
          kind: 'value',
          file: '2022/a.yaml',
          line: 1,
          column: 7,
          field: 'type',
          message: PROBLEM.message,
          found: 'meetting',
          advice: 'meeting',
        },
        {
          severity: 'warning',
          kind: 'past-plan',
          file: '2022/a.yaml',
          line: 1,
          column: 7,
          field: 'type',
          message: PROBLEM.message,
          found: null,
          advice: null,
        },
      ],
    });
  });

  it('has every problem, and each text as it is', () => {
    fc.assert(
      fc.property(anyProblems, (found) => {
        const { problems: read } = JSON.parse(renderJson(reportOf(found, 'events', 74)));
        assert.deepEqual(
          read.map(({ file, message }: Problem) => [file, message].join('\n')).sort(),
          found.map(({ file, message }) => [file, message].join('\n')).sort(),
        );
      }),
    );
    assert.equal(JSON.parse(renderJson(reportOf(problems(9000), 'events', 74))).problems.length, 9000);
  });
});

/** How GitHub's runner reads a line (actions/runner, ActionCommand.TryParseV2): undefined where it is no command. */
function readCommand(line: string) {
  const [, command, properties = '', data = ''] = /^::(\w+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  if (command === undefined) return undefined;
  const decoded = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const value = (text: string) => decoded(text).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%');
  return {
    command,
    properties: Object.fromEntries(
      properties.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), value(pair.slice(pair.indexOf('=') + 1))]),
    ),
    message: decoded(data).replaceAll('%25', '%'),
  };
}

describe('--format github', () => {
  it('is a workflow command for each problem, at its line, and the counts', () => {
    assert.equal(
      renderGithub(reportOf([PROBLEM, warning({ line: 9 })], 'events', 74), { all: false, pathOf }),
      `::error file=events/2022/a.yaml,line=1,col=7,title=reference::type: not a value this field takes%0Afound: meetting%0Awrite: meeting
::warning file=events/2022/a.yaml,line=9,col=7,title=past-plan::type: not a value this field takes%0Afound: meetting%0Awrite: meeting
annals: events: 74 events, 1 problem in 1 file, 1 warning`,
    );
  });

  it('escapes percent signs, line ends, colons and commas', () => {
    const [line = ''] = renderGithub(
      reportOf([{ ...PROBLEM, file: 'a,b:c%.yaml', message: '100 %: a, b' }], 'events', 1),
      {
        all: false,
        pathOf,
      },
    ).split('\n');
    assert.ok(line.startsWith('::error file=events/a%2Cb%3Ac%25.yaml,line=1,'));
    assert.ok(line.includes('::type: 100 %25: a, b%0Afound'));
  });

  it('has a command a cause: GitHub shows ten a step', () => {
    const lines = renderGithub(reportOf(problems(900), 'events', 900), { all: false, pathOf }).split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /%0Aand in 899 more places: 2022\/event-000001\.yaml:1, /);
    const all = renderGithub(reportOf(problems(900), 'events', 900), { all: true, pathOf });
    assert.equal(all.match(/^::error /gm)?.length, 900);
  });

  it('has a hundred commands at most, and says how many more problems there are', () => {
    const found = problems(900, (index) => ({ message: `problem ${index}` }));
    const lines = renderGithub(reportOf(found, 'events', 900), { all: false, pathOf }).split('\n');
    assert.equal(lines.length, 102);
    assert.equal(lines.at(-1), '800 more: `annals check --all` prints every one');
  });

  it('is read by the runner as what it says, and as nothing else', () => {
    fc.assert(
      fc.property(anyProblems, (found) => {
        const commands = renderGithub(reportOf(found, 'events', 1), { all: true, pathOf })
          .split('\n')
          .map(readCommand);
        assert.equal(commands.pop(), undefined);
        assert.equal(commands.length, found.length);
        for (const command of commands) {
          assert.match(command?.command ?? '', /^(error|warning)$/);
          assert.deepEqual(Object.keys(command?.properties ?? {}), ['file', 'line', 'col', 'title']);
          assert.match(command?.properties.line ?? '', /^\d+$/);
          assert.match(command?.properties.file ?? '', /^events\/[\s\S]*\.yaml$/);
        }
      }),
    );
  });
});

/** The parts of the schema of SARIF 2.1.0 (OASIS) that our documents use, as strict as it is. */
const SARIF_SCHEMA = parse(`
type: object
required: [version, runs]
additionalProperties: false
properties:
  $schema: { type: string, format: uri }
  version: { enum: ['2.1.0'] }
  runs:
    type: array
    items:
      type: object
      required: [tool]
      additionalProperties: false
      properties:
        columnKind: { enum: [utf16CodeUnits, unicodeCodePoints] }
        tool:
          type: object
          required: [driver]
          additionalProperties: false
          properties:
            driver:
              type: object
              required: [name]
              additionalProperties: false
              properties:
                name: { type: string }
                version: { type: string }
                rules:
                  type: array
                  uniqueItems: true
                  items:
                    type: object
                    required: [id]
                    additionalProperties: false
                    properties:
                      id: { type: string }
                      shortDescription: { $ref: '#/definitions/message' }
        results:
          type: array
          items:
            type: object
            required: [message]
            additionalProperties: false
            properties:
              ruleId: { type: string }
              ruleIndex: { type: integer, minimum: -1 }
              level: { enum: [none, note, warning, error] }
              message: { $ref: '#/definitions/message' }
              locations:
                type: array
                items:
                  type: object
                  additionalProperties: false
                  properties:
                    physicalLocation:
                      type: object
                      additionalProperties: false
                      required: [artifactLocation]
                      properties:
                        artifactLocation:
                          type: object
                          additionalProperties: false
                          properties:
                            uri: { type: string, format: uri-reference }
                            uriBaseId: { type: string }
                        region:
                          type: object
                          additionalProperties: false
                          properties:
                            startLine: { type: integer, minimum: 1 }
                            startColumn: { type: integer, minimum: 1 }
definitions:
  message: { type: object, required: [text], additionalProperties: false, properties: { text: { type: string } } }
`);

const isSarif = new Ajv({
  formats: {
    uri: (uri: string) => URL.canParse(uri),
    'uri-reference': /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/,
  },
}).compile(SARIF_SCHEMA);

describe('--format sarif', () => {
  const render = (found: readonly Problem[], path = pathOf) =>
    JSON.parse(renderSarif(reportOf(found, 'events', 1), { version: '1.2.3', pathOf: path }));

  it('is SARIF 2.1.0, with every problem under a rule that is there', () => {
    fc.assert(
      fc.property(anyProblems, (found) => {
        const sarif = render(found);
        assert.equal(isSarif(sarif), true, JSON.stringify(isSarif.errors));
        const [{ tool, results }] = sarif.runs;
        assert.equal(results.length, found.length);
        for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
      }),
    );
  });

  it('has problems as errors, warnings as warnings, and paths below the root of the repository', () => {
    const [{ results }] = render([{ ...PROBLEM, file: '2022/ä b#%.yaml' }, warning({})]).runs;
    assert.deepEqual(
      results.map(({ level, ruleId }: { level: string; ruleId: string }) => [level, ruleId]),
      [
        ['error', 'reference'],
        ['warning', 'past-plan'],
      ],
    );
    assert.deepEqual(results[0].locations[0].physicalLocation, {
      artifactLocation: { uri: 'events/2022/%C3%A4%20b%23%25.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 7 },
    });
    assert.equal(results[0].message.text, 'type: not a value this field takes\nfound: meetting\nwrite: meeting');
  });

  it('names a file outside of any repository by its address', () => {
    const [{ results }] = render([PROBLEM], (file) => `/srv/a b/${file}`).runs;
    assert.deepEqual(results[0].locations[0].physicalLocation.artifactLocation, {
      uri: 'file:///srv/a%20b/2022/a.yaml',
    });
  });
});

describe('the text of an event', () => {
  it('with an ESC and a line feed in its keys forges no line of the report', () => {
    const files = minimalFiles({ held: `${eventText()}"evil\\u001b[2K\\nheld.yaml:1:1  all is well": x\n` });
    const report = formatReport(reportOf(parseFolder(files).problems, 'events', 1));
    assert.doesNotMatch(report, OBEYED);
    assert.doesNotMatch(report, /^held\.yaml/m);
  });
});
