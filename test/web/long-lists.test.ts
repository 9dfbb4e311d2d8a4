/** An event with lists as long as a file may have them: in every output, no other answer waits long for it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { lastModified, type TimelineEvent } from '../../src/chronology/event.ts';
import { MOST_CHARACTERS, MOST_ITEMS } from '../../src/chronology/files/source/bounds.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { SearchIndex } from '../../src/chronology/query/search-index.ts';
import { icalendarChunks } from '../../src/formats/calendar/icalendar.ts';
import { eventPageSteps } from '../../src/web/pages/event.ts';
import { viewsOf } from '../../src/web/site/views.ts';
import { chronologyOf, eventText, minimalFiles, parseMinimal, VOCABULARY } from '../support/chronologies.ts';
import { pausesOf } from '../support/pauses.ts';
import { renderEventPage } from '../support/rendered.ts';
import { siteOf } from '../support/service.ts';

const repeated = (count: number, text: (index: number) => string) => Array.from({ length: count }, (_, n) => text(n));
/** Words without digits, for slugs. */
const wordOf = (index: number) => `x${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;

/** Each list of an event file, and its nth item. */
const lists: Readonly<Record<string, (index: number) => string>> = {
  people: (n) => `people: - {id: person-${n}, office: a}`,
  organizations: (n) => `organizations: - body-${n}`,
  figures: (n) => `figures: - {measure: grants, value: '${n}'}`,
  disagreements: () => 'disagreements: - a',
  alternatives: (n) =>
    `alternatives: - {when: ${1000 + (n % 1000)}, sources: [{source: report, paragraph: 1, for: statement}]}`,
  revisions: () => 'revisions: - {date: 2026-11-23, note: a}',
  follows: (n) => `relations:follows: - ${wordOf(n)}`,
  related: (n) => `relations:related: - ${wordOf(n)}`,
};

function withItems(name: string, count: number): string {
  const item = lists[name];
  assert.ok(item);
  const [field = '', ...rest] = item(0).split(': - ')[0]?.split(':') ?? [];
  const [below] = rest;
  const indent = below === undefined ? '' : '  ';
  const head = below === undefined ? `${field}:\n` : `${field}:\n  ${below}:\n`;
  return `${head}${repeated(count, (n) => `${indent}- ${item(n).split(': - ')[1]}\n`).join('')}`;
}

function filesWith(text: string, others = 0) {
  return minimalFiles(
    {
      long: `${eventText()}${text}`,
      ...Object.fromEntries(repeated(others, wordOf).map((slug) => [slug, { title: { en: slug, ja: slug } }])),
    },
    {
      'people.yaml': `${VOCABULARY['people.yaml']}${repeated(MOST_ITEMS + 1, (n) => `person-${n}:\n  name: { en: P, ja: 人 }\n`).join('')}`,
      'organizations.yaml': repeated(MOST_ITEMS + 1, (n) => `body-${n}:\n  name: { en: B, ja: 機 }\n`).join(''),
    },
  );
}

function longEvent(chronology: Chronology): TimelineEvent {
  const event = chronology.bySlug.get('long');
  assert.ok(event);
  return event;
}

describe('a list of an event', () => {
  for (const name of Object.keys(lists))
    it(`${name} has a thousand items at most`, () => {
      const others = name === 'follows' || name === 'related' ? MOST_ITEMS + 1 : 0;
      assert.deepEqual(parseMinimal(filesWith(withItems(name, MOST_ITEMS), others)).problems, []);
      const told = parseMinimal(filesWith(withItems(name, MOST_ITEMS + 1), others)).problems;
      assert.deepEqual(
        told.map(({ file, field, message, advice }) => [file, field.split('.').at(-1), message, advice]),
        [['events/long.yaml', name, 'too many', 'at most 1,000']],
      );
    });

  it('has other names of an entry in the same bound', () => {
    const people = (count: number) => `${VOCABULARY['people.yaml']}  aka: [${repeated(count, (n) => `n${n}`)}]\n`;
    const told = (count: number) => parseMinimal(minimalFiles({}, { 'people.yaml': people(count) })).problems;
    assert.deepEqual(told(MOST_ITEMS), []);
    assert.deepEqual(
      told(MOST_ITEMS + 1).map(({ message }) => message),
      ['too many'],
    );
  });
});

describe('a text', () => {
  const told = (summary: string) =>
    parseMinimal(minimalFiles({ long: { summary: { en: 'Summary.', ja: summary } } })).problems.map(
      ({ field, message, advice }) => [field, message, advice],
    );

  it('has ten thousand characters at most', () => {
    assert.deepEqual(told('会'.repeat(MOST_CHARACTERS)), []);
    assert.deepEqual(told('会'.repeat(MOST_CHARACTERS + 1)), [
      ['summary.ja', 'longer than a text may be', 'at most 10,000 characters'],
    ]);
  });

  it('is indexed for searches by itself where those of an event are long together', async () => {
    const pausesFor = async (office: string) => {
      const people = repeated(20, (n) => `- {id: person-${n}, office: ${office}}\n`).join('');
      const { chronology } = parseMinimal(filesWith(`people:\n${people}`));
      assert.ok(chronology);
      return pausesOf(SearchIndex.of(chronology));
    };
    // Each takes long enough to be looked at alone.
    const office = Array.from({ length: 4000 }, () => 'x').join(' ');
    // A machine that is busy with other things makes pauses of its own: those of the calmest of some rounds count.
    const fewest = async (text: string) => {
      const rounds: number[] = [];
      for (let round = 0; round < 5; round += 1) rounds.push(await pausesFor(text));
      return Math.min(...rounds);
    };
    assert.ok((await fewest(office)) >= (await fewest('x')) + 10);
  });
});

describe('an event with long lists', () => {
  it('changed last a second after each of a thousand changes of one day, reckoned at once', () => {
    const dated = (count: number) => ({
      published: '2026-11-22T00:00:00Z',
      revisions: Array.from({ length: count }, () => ({ date: '2026-11-22T15:00:00Z' })),
    });
    assert.equal(lastModified(dated(1)), '2026-11-22T15:00:00Z');
    assert.equal(lastModified(dated(MOST_ITEMS)), '2026-11-22T15:16:39Z');
    const begin = process.cpuUsage();
    lastModified(dated(100_000));
    const { user } = process.cpuUsage(begin);
    // By the arithmetic of a package for dates, it would be seconds.
    assert.ok(user < 1_000_000, `${user / 1000} ms`);
  });

  it('is shown in slices: its lists, what names it, and its page as a whole', async () => {
    const pausesOn = async (chronology: Chronology) =>
      pausesOf(eventPageSteps(siteOf(chronology), 'en', longEvent(chronology)));
    const plain = await pausesOn(chronologyOf({ long: {} }));
    assert.ok(plain >= 4, `${plain} pauses`);
    for (const name of ['revisions', 'alternatives']) {
      const { chronology } = parseMinimal(filesWith(withItems(name, MOST_ITEMS)));
      assert.ok(chronology);
      // Quick steps are checked against the clock in runs of 16 at most.
      const pauses = await pausesOn(chronology);
      assert.ok(pauses >= plain + MOST_ITEMS / 16 - 1, `${name}: ${pauses} pauses`);
    }
    const crowded = chronologyOf({
      long: {},
      ...Object.fromEntries(
        repeated(12, (n) => wordOf(n)).map((slug, n) => [slug, { when: `2022-${10 + (n % 3)}-1${n % 9}` }]),
      ),
    });
    // Each row of names that is tried, at each width.
    assert.ok((await pausesOn(crowded)) >= plain + 10);
    const parts = Object.fromEntries(repeated(500, wordOf).map((slug) => [slug, { relations: { partOf: 'long' } }]));
    const hub = chronologyOf({ long: {}, ...parts });
    assert.ok((await pausesOn(hub)) >= plain + 500 / 16 - 1);
    const page = renderEventPage(siteOf(hub), 'en', longEvent(hub));
    assert.ok(Object.keys(parts).every((slug) => page.includes(`href="${slug}"`)));
  });

  it('is a chunk of calendars by itself, while short ones are made together', () => {
    const chunksOf = (text: string) => {
      const slugs = repeated(10, wordOf);
      const files = filesWith(text);
      const events = Object.fromEntries(
        slugs.map((slug) => [`events/${slug}.yaml`, eventText({ title: slug }) + text]),
      );
      const { chronology } = parseMinimal(new Map([...files, ...Object.entries(events)]));
      assert.ok(chronology);
      const views = viewsOf(siteOf(chronology), { tag: 'en', languages: ['en'] }, EVERYTHING);
      return [...icalendarChunks(views, 'https://annals.example/')].filter((chunk) => chunk.includes('BEGIN:VEVENT'));
    };
    assert.equal(chunksOf('').length, 1);
    assert.equal(chunksOf(withItems('people', MOST_ITEMS)).length, 11);
  });
});
