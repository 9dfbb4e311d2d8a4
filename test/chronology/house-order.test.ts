/** The house order: fields move as whole lines with their comments, and nothing of what a file says is lost. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { inHouseOrder } from '../../src/chronology/files/house-order.ts';
import { schemaOfFile } from '../../src/chronology/folder/file-schemas.ts';
import { PLAIN_EVENT, VOCABULARY } from '../support/chronologies.ts';
import { ROOT } from '../support/root.ts';

const schemaOf = schemaOfFile(new Map(Object.entries(VOCABULARY)));
const ordered = (text: string, path = 'event.yaml') => inHouseOrder(text, schemaOf(path));

/** The lines of a text, sorted: what moves stays among them. The dash of an item stays before whichever field comes first. */
const linesOf = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/^(\s*)-(?= \w+:)/, '$1 '))
    .sort();

describe('the house order', () => {
  it('is that of the guide, and each field takes the comment above it along', () => {
    assert.equal(
      ordered(`# Looked at twice.

title: Title
# Not the day of the letter.
when: 2022-12-24 # a Saturday
summary: >-
  Two lines
  # of text.
type: meeting
# The end.
`),
      `# Looked at twice.

type: meeting
# Not the day of the letter.
when: 2022-12-24 # a Saturday
title: Title
summary: >-
  Two lines
  # of text.
# The end.
`,
    );
  });

  it('reaches into lists and into texts by language', () => {
    assert.equal(
      ordered(`title:
  ja: 題名
  # The name on the invitation.
  en: Title
sources:
  - wording: 24 December 2022
    for: date
    # Its first.
    paragraph: 1
    source: report
`),
      `title:
  # The name on the invitation.
  en: Title
  ja: 題名
sources:
  - source: report
    # Its first.
    paragraph: 1
    for: date
    wording: 24 December 2022
`,
    );
  });

  it('reaches into what stood before a revision', () => {
    assert.equal(
      ordered(`revisions:
  - note: Corrected.
    sources:
      - for: statement
        source: report
    was:
      series:
        number: 8
        id: rounds
      when: 2004
    date: 2026-12-03
`),
      `revisions:
  - date: 2026-12-03
    note: Corrected.
    was:
      when: 2004
      series:
        id: rounds
        number: 8
    sources:
      - source: report
        for: statement
`,
    );
  });

  it('leaves the order of entries, types and lists to the curator', () => {
    const text = 'zeta:\n  name: Z\nalpha:\n  name: A\n';
    assert.equal(ordered(text, 'places.yaml'), text);
    assert.equal(ordered('a:\n  country: JP\n  name: A\n', 'places.yaml'), 'a:\n  name: A\n  country: JP\n');
  });

  it('puts fields that it does not know last, for `check` to name', () => {
    assert.equal(ordered('date: 2022\ntype: meeting\n'), 'type: meeting\ndate: 2022\n');
  });

  it('leaves alone what is no YAML, stands in braces or has a comment behind its dash', () => {
    for (const text of [
      'title: [\ntype: meeting\n',
      '{ title: T, type: meeting }\n',
      'title: a\ntitle: b\ntype: c\n',
      '',
    ])
      assert.equal(ordered(text), text);
  });

  it('is kept by every shipped file', () => {
    const folder = join(ROOT, 'events');
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!entry.endsWith('.yaml')) continue;
      const text = readFileSync(join(folder, entry), 'utf8');
      assert.equal(ordered(text, entry), text, entry);
    }
  });
});

describe('of any file', () => {
  const text = fc.constantFrom('plain', 'a: b', '# no comment', "it's", '2004', '', 'two\nlines', 'ends\n\n', '- item');
  const event = fc
    .record({
      title: fc.record({ ja: text, en: text }),
      summary: text,
      people: fc.array(fc.record({ country: fc.constant('JP'), office: text, id: fc.constant('hayashi') }), {
        maxLength: 3,
      }),
      relations: fc.record({ related: fc.array(text, { maxLength: 2 }), partOf: text }),
      unknown: text,
    })
    .map((fields) => Object.entries({ ...PLAIN_EVENT, ...fields }))
    .chain((fields) => fc.shuffledSubarray(fields, { minLength: fields.length }))
    .map((fields) => stringify(Object.fromEntries(fields), { lineWidth: 20 }));
  /** Comments and empty lines above some of the fields. */
  const commented = fc
    .tuple(event, fc.array(fc.constantFrom('', '# one\n', '# two\n\n', '\n', '# a: b\n')))
    .map(([yaml, comments]) => {
      let index = 0;
      return yaml.replace(/^(?=\w+:)/gm, () => {
        index += 1;
        return comments[index % (comments.length + 1)] ?? '';
      });
    });

  it('no line is lost and none is new', () =>
    fc.assert(fc.property(commented, (yaml) => assert.deepEqual(linesOf(ordered(yaml)), linesOf(yaml)))));

  it('the same is said', () =>
    fc.assert(fc.property(commented, (yaml) => assert.deepEqual(parse(ordered(yaml)), parse(yaml)))));

  it('what is in order stays as it is', () =>
    fc.assert(fc.property(commented, (yaml) => assert.equal(ordered(ordered(yaml)), ordered(yaml)))));

  it('any text at all comes back with all its lines', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ':', ' ', '\n', '#', '-', '|', '>', "'", '"', '[', '{', '\r\n') }),
        (any) => assert.deepEqual(linesOf(`${ordered(any)}\n`.replace(/\n+$/, '')), linesOf(any.replace(/\n+$/, ''))),
      ),
    ));
});
