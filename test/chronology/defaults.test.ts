/** What a chronology need not say: each default, and that identities do not hang on any of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { DEFAULT_UID_DOMAIN, TYPE_COLOURS } from '../../src/chronology/schema/defaults.ts';
import { howAlike } from '../../src/formats/view/type-colour.ts';

const SHORTEST = `title: A parish
languages: [en, ja]
timeZone: Europe/Berlin
types:
  event:
    label: Event
`;

const EVENT = `type: event
when: 1180
title: First mention
summary: A deed names the village.
sources:
  - source: deed
    paragraph: 1
    for: date
    wording: '1180'
published: 2026-11-22
`;

const DEED = `deed:
  title: A deed
`;

/** The chronology of these files, or the problems as `check` prints them. */
function read(files: Readonly<Record<string, string>>): Chronology | string {
  const { chronology, problems } = parseFolder(new Map(Object.entries(files)));
  return chronology ?? problems.map((problem) => formatProblem(problem)).join('\n\n');
}

function chronologyFrom(files: Readonly<Record<string, string>>): Chronology {
  const read_ = read(files);
  if (typeof read_ === 'string') throw new Error(read_);
  return read_;
}

const shortest = chronologyFrom({ 'chronology.yaml': SHORTEST, 'sources.yaml': DEED, 'first-mention.yaml': EVENT });

describe('a chronology of title, languages, time zone and the label of a type', () => {
  const { settings, sources } = shortest.vocabulary;

  it('is published by itself, and has a description that says what a chronology is', () => {
    assert.equal(settings.publisher.name, 'A parish');
    assert.match(settings.description.en ?? '', /^A parish: events, each dated as well as it is known/);
    assert.match(settings.description.ja ?? '', /^A parish。/);
  });

  it('has identities that hang on the slug alone', () => {
    assert.equal(settings.uidDomain, DEFAULT_UID_DOMAIN);
    const renamed = chronologyFrom({ 'chronology.yaml': SHORTEST.replace('A parish', 'The parish') });
    assert.equal(renamed.vocabulary.settings.uidDomain, DEFAULT_UID_DOMAIN);
  });

  it('has types of any status, done unless a file says otherwise, without requirements', () => {
    const type = settings.types.event;
    assert.deepEqual(type?.plural, { en: 'Event' });
    assert.equal(type?.color, TYPE_COLOURS[0]);
    assert.equal(type?.defaultStatus, 'done');
    assert.equal(type?.endEntry, false);
    assert.deepEqual(type?.requires, []);
    assert.deepEqual(type?.statuses.cancelled, { en: 'cancelled', ja: '中止' });
    assert.equal(shortest.bySlug.get('first-mention')?.status, 'done');
  });

  it('has sources in its first language', () => assert.equal(sources.deed?.language, 'en'));
});

describe('the colours of types', () => {
  const coloursOf = (types: string) =>
    Object.values(chronologyFrom({ 'chronology.yaml': `${SHORTEST}${types}` }).vocabulary.settings.types).map(
      ({ color }) => color,
    );

  it('can all be told from each other', () => {
    for (const [index, one] of TYPE_COLOURS.entries())
      for (const other of TYPE_COLOURS.slice(index + 1))
        assert.equal(howAlike(one, other), undefined, `${one} ${other}`);
  });

  it('stay when a type is added at the end, and leave out those that a type names', () => {
    assert.deepEqual(coloursOf('  talk:\n    label: Talk\n'), ['darkblue', 'darkgoldenrod']);
    assert.deepEqual(coloursOf('  talk:\n    label: Talk\n    color: darkblue\n  tour:\n    label: Tour\n'), [
      'darkgoldenrod',
      'darkblue',
      'mediumvioletred',
    ]);
  });

  it('begin again where there are more types than colours', () => {
    const types = Array.from({ length: 9 }, (_, index) => `  t-${index}:\n    label: T\n`).join('');
    assert.deepEqual(coloursOf(types).slice(8), ['darkblue', 'darkgoldenrod']);
  });
});
