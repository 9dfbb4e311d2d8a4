/** Which parts fold under their whole. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { foldedPartsSteps } from '../../src/chronology/query/folded-parts.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf, cited, type Events } from '../support/chronologies.ts';

const partOf = (whole: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  ...fields,
  relations: { partOf: whole },
});

/** Slug of a part → slug of the whole under which it is told. */
function foldedIn(
  chronology: Chronology,
  events = chronology.events,
  canTell?: (whole: TimelineEvent) => boolean,
): Readonly<Record<string, string>> {
  const folded = atOnce(foldedPartsSteps(chronology, events, canTell));
  const pairs = events.flatMap((event) => {
    const whole = folded.wholeOf(event);
    return whole ? [[event.slug, whole.slug] as const] : [];
  });
  assert.equal(folded.count, pairs.length);
  for (const [part, whole] of pairs) {
    const told = events.filter((event) => folded.partsOf(event).some(({ slug }) => slug === part));
    assert.deepEqual(
      told.map(({ slug }) => slug),
      [whole],
    );
  }
  return Object.fromEntries(pairs);
}

const folded = (events: Events) => foldedIn(chronologyOf(events));

describe('parts', () => {
  it('fold under a moment, however well it is dated', () => {
    for (const when of ['2022-12-24', '2022-12', '2022', '[2022-01..2022-12]', '2022-12-24T10:00'])
      assert.deepEqual(
        folded({ whole: { when, sources: cited('2022') }, part: partOf('whole') }),
        { part: 'whole' },
        when,
      );
  });

  it('fold under a period of at most a month, and of no longer one', () => {
    const under = (when: string) => folded({ whole: { when, sources: cited('2022') }, part: partOf('whole') });
    for (const when of ['2022-12-24/2022-12-25', '2022-12-01/2022-12-31', '2022-12/2022-12', '2022-11/2022-12'])
      assert.deepEqual(under(when), { part: 'whole' }, when);
    for (const when of ['2022-12-01/2023-01-01', '2022-10/2022-12', '2022/2022', '2022-12/..', '2022-12/'])
      assert.deepEqual(under(when), {}, when);
  });

  it('stand by themselves where they are key, where their whole is not among the events, or is withdrawn', () => {
    const chronology = chronologyOf({
      whole: {},
      'a-part': partOf('whole'),
      'b-part': partOf('whole', { weight: 'key' }),
    });
    assert.deepEqual(foldedIn(chronology), { 'a-part': 'whole' });
    assert.deepEqual(
      foldedIn(
        chronology,
        chronology.events.filter(({ slug }) => slug !== 'whole'),
      ),
      {},
    );
  });

  it('are told with their own parts under the same whole, in the order of the events', () => {
    const chronology = chronologyOf({
      whole: { when: '2022-12-24/2022-12-25' },
      part: partOf('whole', { when: '2022-12-25', sources: cited('25 December 2022') }),
      'part-of-part': partOf('part', { when: '2022-12-24' }),
    });
    const { partsOf } = atOnce(foldedPartsSteps(chronology, chronology.events));
    const slugs = (whole: string) => {
      const event = chronology.bySlug.get(whole);
      return event && partsOf(event).map(({ slug }) => slug);
    };
    assert.deepEqual(slugs('whole'), ['part-of-part', 'part']);
    assert.deepEqual(slugs('part'), []);
  });

  it('are told under a key part of their whole, which stands by itself', () => {
    assert.deepEqual(
      folded({ whole: {}, 'key-part': partOf('whole', { weight: 'key' }), 'part-of-key': partOf('key-part') }),
      { 'part-of-key': 'key-part' },
    );
  });

  it('are told under the whole next to the top that can tell them', () => {
    const chronology = chronologyOf({
      a: {},
      b: partOf('a'),
      c: partOf('b'),
      d: partOf('c'),
    });
    const below = (...silent: string[]) => foldedIn(chronology, undefined, ({ slug }) => !silent.includes(slug));
    assert.deepEqual(below(), { b: 'a', c: 'a', d: 'a' });
    assert.deepEqual(below('b'), { b: 'a', c: 'a', d: 'a' });
    assert.deepEqual(below('a'), { c: 'b', d: 'b' });
    assert.deepEqual(below('a', 'b'), { d: 'c' });
  });

  it('fold in a chain that is longer than a stack is deep', () => {
    const count = 3000;
    const slug = (index: number) => `e${String(index).padStart(5, '0')}`;
    const events = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [slug(index), index === 0 ? {} : partOf(slug(index - 1))]),
    );
    const chronology = chronologyOf(events);
    assert.equal(atOnce(foldedPartsSteps(chronology, chronology.events)).count, count - 1);
  });
});
