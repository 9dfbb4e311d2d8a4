/** Advice by the kind of slip: each problem names what to write, and one slip is told of once. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventParser, parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { minimalFiles } from '../support/chronologies.ts';
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

type Kind = readonly [kind: string, lines: string, ...expected: string[]];

function advise(kinds: readonly Kind[]): void {
  for (const [kind, lines, ...expected] of kinds) it(kind, () => assert.deepEqual(told(lines), expected));
}

const lost = (sign: string) => `${sign} before a value has a meaning of its own, and would be lost from the text`;
const LONG = 'words and more of them '.repeat(10);

describe('a text that begins with a sign is shown whole, in quotes', () => {
  advise([
    ['a text with stars', 'title: *Important* news of the day', `1: ${lost('*')} → '*Important* news of the day'`],
    ['a company', 'title: &Co opens a branch', `1: ${lost('&')} → '&Co opens a branch'`],
    ['the sign and its word alone', 'title: &Co', `1: ${lost('&')} → '&Co'`],
    ['an exclamation mark', 'title: !Important thing', `1: ${lost('!')} → '!Important thing'`],
    ['a percent sign', 'title: %5 of all', "1: a text cannot begin with % → title: '%5 of all'"],
    ['a backtick', 'title: `code` here', "1: a text cannot begin with ` → title: '`code` here'"],
    ['an at sign', 'title: @home in Tokyo', "1: a text cannot begin with @ → title: '@home in Tokyo'"],
    ['a question mark', 'title: ? a text', "1: a text cannot begin with ? and a space → '? a text'"],
    [
      'a dash',
      'title: - a text',
      "1: a dash and a space behind the colon → title: '- a text'; or, of a list, the dash on the line below",
    ],
    ['a text with an apostrophe', "title: *Don't* do it", `1: ${lost('*')} → "*Don't* do it"`],
    ['a text of two lines', 'title: *Important* news\n  of the day', `1: ${lost('*')} → '*Important* news of the day'`],
    [
      'a text of two lines behind @',
      'title: @home\n  in Tokyo',
      "1: a text cannot begin with @ → title: '@home in Tokyo'",
    ],
    ['a text below its field', 'summary:\n  *Two* of them\n  met.', `2: ${lost('*')} → '*Two* of them met.'`],
    [
      'a text of an item',
      'disagreements:\n  - *One* source\n    says so\n  - b',
      `2: ${lost('*')} → '*One* source says so'`,
    ],
    ['a text in braces', 'title: { en: *a b, ja: x }', `1: ${lost('*')} → '*a b'`],
    ['a text in braces behind @', 'title: { en: @a b, ja: x }', "1: a text cannot begin with @ → '@a b'"],
    ['a long text', `title: *${LONG}`, `1: ${lost('*')} → quotes around the whole text`],
    ['a long text behind @', `title: @${LONG}`, '1: a text cannot begin with @ → quotes around the whole text'],
    ['a text with paragraphs', 'summary: *One\n\n  and two', `1: ${lost('*')} → quotes around the whole text`],
    ['a text before a comment', 'title: *a b # checked', `1: ${lost('*')} → '*a b'`],
    ['two signs of one text', 'title: &a *b* c', `1: ${lost('&')} → '&a *b* c'`],
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
      `1: ${lost('!')} → 2022-12-24 alone, or '!!timestamp 2022-12-24'`,
    ],
  ]);
});

describe('of names that are equally near, all are named', () => {
  const names = (events: Parameters<typeof minimalFiles>[0], files: Parameters<typeof minimalFiles>[1] = {}) =>
    parseFolder(minimalFiles(events, files)).problems.map(({ message, advice }) => `${message} → ${advice}`);
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
