/** The JSON Schemas by which editors check files while they are typed: as generated, true of every shipped file, and strict. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { jsonSchemas } from '../../src/chronology/schema/json-schema.ts';
import { VOCABULARY_FILES } from '../../src/chronology/schema/vocabulary.ts';
import { chronologyOf, eventText, PLAIN_EVENT } from '../support/chronologies.ts';
import { chronologyIn, filesIn, SHIPPED } from '../support/service.ts';

const shipped = await chronologyIn(SHIPPED);
const files = filesIn(SHIPPED);

const generated = jsonSchemas(shipped.vocabulary);
const validators = new Map([...generated].map(([name, schema]) => [name, compiled(schema)]));

function compiled(schema: object): ValidateFunction {
  // A keyword that a validator does not know is one that an editor may not know either.
  return new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
}

/** What is wrong with the YAML text for an editor, which reads it with the core schema: numbers, booleans and null. */
function faults(name: string, text: string): readonly string[] {
  const validate = validators.get(name);
  assert.ok(validate, name);
  validate(parse(text, { version: '1.2', schema: 'core' }));
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${params.additionalProperty ?? params.missingProperty ?? ''}`.trim(),
  );
}

describe('the generated schemas', () => {
  it('are those in events/.schema, which `npm run schema` writes', () => {
    const folder = join(SHIPPED, '.schema');
    const committed = readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
    const expected = [...generated].map(([name, schema]) => [`${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]);
    assert.deepEqual(Object.fromEntries(committed), Object.fromEntries(expected));
  });

  it('are one for events and one for each vocabulary file', () => {
    assert.deepEqual(
      [...generated.keys()].map((name) => `${name}.yaml`).sort(),
      ['event.yaml', ...VOCABULARY_FILES].sort(),
    );
  });

  it('are JSON Schema of draft 2020-12', () => {
    for (const schema of generated.values())
      assert.equal((schema as { $schema: string }).$schema, 'https://json-schema.org/draft/2020-12/schema');
  });

  it('do not change with the events: who adds one need not write them again', () => {
    const without = jsonSchemas(chronologyOf({}).vocabulary);
    const withEvents = jsonSchemas(chronologyOf({ meeting: {}, another: { when: '2004' } }).vocabulary);
    assert.deepEqual([...without], [...withEvents]);
  });
});

describe('every shipped file is right', () => {
  for (const [file, text] of files) {
    const name = VOCABULARY_FILES.includes(file) ? file.replace('.yaml', '') : 'event';
    it(`${file}, as ${name}`, () => assert.deepEqual(faults(name, text), []));
  }
});

describe('an editor takes', () => {
  const event = (fields: Readonly<Record<string, unknown>>) => faults('event', eventText(fields));
  const replaced = (from: string, to: string) => faults('event', eventText().replace(from, to));

  it('a plain event', () => assert.deepEqual(event({}), []));

  it('a date that core YAML reads as a number', () => {
    assert.equal((parse('when: 2004') as { when: unknown }).when, 2004);
    assert.deepEqual(replaced('when: 2022-12-24', 'when: 2004'), []);
    assert.deepEqual(replaced('when: 2022-12-24', "when: '2004'"), []);
    assert.deepEqual(replaced('when: 2022-12-24', 'when: 2004~'), []);
  });

  it('counts and amounts with or without quotes', () => {
    for (const [paragraph, value] of [
      [1, 12100],
      ['1', '12100'],
    ])
      assert.deepEqual(
        event({
          figures: [{ measure: 'grants', value }],
          sources: [{ source: 'report', paragraph, for: 'statement' }],
        }),
        [],
      );
  });

  it('flags without quotes, as everyone writes them', () => {
    assert.deepEqual(event({ online: true }), []);
    assert.equal((parse(eventText({ online: true })) as { online: unknown }).online, true);
  });

  it('a text in one language or in several', () => {
    assert.deepEqual(event({ title: 'Title' }), []);
    assert.deepEqual(event({ title: { en: 'Title' } }), []);
  });

  it('what check alone can know: names of other files and forms of dates', () => {
    assert.deepEqual(event({ place: 'nowhere', relations: { partOf: 'no-such-event' }, when: 'March 2023' }), []);
  });
});

describe('an editor marks', () => {
  const { published: _, ...unpublished } = PLAIN_EVENT;
  const table: readonly [what: string, text: string, faults: readonly string[]][] = [
    ['a misspelt field', eventText({ titel: 'Title' }), ['must NOT have additional properties titel']],
    [
      'a missing field',
      eventText({ ...unpublished, published: undefined }),
      ["must have required property 'published' published"],
    ],
    ['a type that is not', eventText({ type: 'meting' }), ['/type must be equal to one of the allowed values']],
    ['a status that is not', eventText({ status: 'finished' }), ['/status must be equal to one of the allowed values']],
    ['brackets without quotes', eventText().replace('2022-12-24', '[2023-09..]'), ['/when must be string,integer']],
    ['a list that is none', eventText({ countries: 'JP' }), ['/countries must be array']],
    ['an event without sources', eventText({ sources: [] }), ['/sources must NOT have fewer than 1 items']],
    [
      'a misspelt field within another',
      eventText({ relations: { partof: 'meeting' } }),
      ['/relations must NOT have additional properties partof'],
    ],
    [
      'a purpose that is not',
      eventText({ sources: [{ source: 'report', paragraph: 1, for: 'fun' }] }),
      ['/sources/0/for must be equal to one of the allowed values'],
    ],
  ];
  for (const [what, text, expected] of table) it(what, () => assert.deepEqual(faults('event', text), expected));

  it('a language that the chronology has not', () => {
    assert.ok(
      faults('event', eventText({ title: { en: 'Title', fr: 'Titre' } })).includes(
        '/title must NOT have additional properties fr',
      ),
    );
  });

  it('a misspelt field of a vocabulary', () => {
    assert.deepEqual(faults('people', 'hayashi:\n  nam: Hayashi\n').toSorted(), [
      '/hayashi must NOT have additional properties nam',
      "/hayashi must have required property 'name' name",
    ]);
  });
});
