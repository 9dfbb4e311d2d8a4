/** What a chronology need not say: each default, and that identities do not hang on any of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { DEFAULT_UID_DOMAIN, publisherName, TYPE_COLOURS } from '../../src/chronology/schema/defaults.ts';
import { formatRecordedTime, parseRecordedTime } from '../../src/chronology/schema/locator.ts';
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

  it('goes by its title, and has a description that says what a chronology is', () => {
    assert.equal(settings.publisher.name, undefined);
    assert.equal(publisherName(settings, 'en'), 'A parish');
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

describe('`published`', () => {
  const undated = EVENT.replace(/published.*\n/, '');
  const withDay = `${SHORTEST}published: 2026-11-20\n`;

  it('is the chronology’s own where an event has none', () => {
    const { bySlug } = chronologyFrom({
      'chronology.yaml': withDay,
      'sources.yaml': DEED,
      'a.yaml': undated,
      'b.yaml': EVENT,
    });
    assert.equal(bySlug.get('a')?.published, '2026-11-19T23:00:00Z');
    assert.equal(bySlug.get('b')?.published, '2026-11-21T23:00:00Z');
  });

  it('is missed where neither has one', () => {
    assert.equal(
      read({ 'chronology.yaml': SHORTEST, 'sources.yaml': DEED, 'a.yaml': undated }),
      'a.yaml:1:1  published: missing\n    write: published: 2026-11-22',
    );
  });

  it('of a chronology that is no day is one problem, in its own file', () => {
    const problems = read({
      'chronology.yaml': `${SHORTEST}published: today\n`,
      'sources.yaml': DEED,
      'a.yaml': EVENT,
    });
    assert.match(String(problems), /^chronology\.yaml:7:12 {2}published: a date that hangs on another/);
    assert.doesNotMatch(String(problems), /a\.yaml/);
  });
});

describe('`citations: optional`', () => {
  const settings = `${SHORTEST}citations: optional\npublished: 2026-11-20\n`;
  const bare = 'type: event\nwhen: 1180\ntitle: First mention\nsummary: The village is named.\n';

  it('takes events that cite nothing, and needs no sources.yaml', () => {
    const chronology = chronologyFrom({ 'chronology.yaml': settings, 'first-mention.yaml': bare });
    assert.deepEqual(chronology.bySlug.get('first-mention')?.sources, []);
  });

  it('asks of an inferred date how it was inferred, and of nothing else', () => {
    assert.match(
      String(read({ 'chronology.yaml': settings, 'a.yaml': `${bare}dating:\n  inferred: true\n` })),
      /^a\.yaml:\d+:\d+ {2}dating: an inferred date says how it was inferred/,
    );
  });

  it('is not the rule elsewhere', () => {
    const problems = read({ 'chronology.yaml': SHORTEST, 'a.yaml': `${bare}published: 2026-11-20\n` });
    assert.match(String(problems), /^a\.yaml:1:1 {2}sources: missing/);
  });
});

describe('a place in a source', () => {
  const citing = (place: string) =>
    read({
      'chronology.yaml': SHORTEST,
      'sources.yaml': DEED,
      'a.yaml': EVENT.replace('    paragraph: 1\n', place),
    });
  const firstCitation = (place: string) => {
    const chronology = citing(place);
    return typeof chronology === 'string' ? chronology : chronology.bySlug.get('a')?.sources[0];
  };
  const date = { source: 'deed', for: 'date', wording: '1180' };

  it('is a paragraph, a page, a section, a time of a recording, or none', () => {
    assert.deepEqual(firstCitation(''), date);
    assert.deepEqual(firstCitation('    page: xii\n'), { ...date, page: 'xii' });
    assert.deepEqual(firstCitation('    section: 3.2\n'), { ...date, section: '3.2' });
    assert.deepEqual(firstCitation('    at: 12:30\n'), { ...date, at: 750 });
    assert.deepEqual(firstCitation('    at: 1:02:30\n'), { ...date, at: 3750 });
  });

  it('is one', () => {
    assert.match(
      String(citing('    paragraph: 1\n    page: 2\n')),
      /^a\.yaml:8:11 {2}sources\.0\.page: a second place in the source/,
    );
  });

  it('of a recording is a time', () => {
    for (const at of ['90', '1:75', '1:2:30', 'noon'])
      assert.match(String(citing(`    at: ${at}\n`)), /sources\.0\.at: not a time in a recording/, at);
  });

  it('is read back as it is told', () => {
    for (const at of ['0:07', '12:30', '59:59', '1:00:00', '10:02:30'])
      assert.equal(formatRecordedTime(parseRecordedTime(at) ?? 0), at);
  });
});
