/** Which parts fold under their whole. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldParts } from '../../src/chronology/parts.ts';
import { chronologyOf, cited, type Events } from '../support/chronologies.ts';

const partOf = (whole: string, fields: Readonly<Record<string, unknown>> = {}) => ({
  ...fields,
  relations: { partOf: whole },
});

/** What stands for itself in the list of these events, without those that are left out, each with what folds under it. */
function folded(events: Events, leftOut: readonly string[] = []): Readonly<Record<string, readonly string[]>> {
  const chronology = chronologyOf(events);
  const list = chronology.events.filter(({ slug }) => !leftOut.includes(slug));
  const result = foldParts(chronology, list);
  const all = result.flatMap(({ event, parts }) => [event, ...parts]);
  assert.deepEqual(new Set(all), new Set(list));
  assert.equal(all.length, list.length, 'each event once');
  return Object.fromEntries(result.map(({ event, parts }) => [event.slug, parts.map(({ slug }) => slug)]));
}

describe('parts', () => {
  const under = (when: string) => folded({ whole: { when, sources: cited('2022') }, part: partOf('whole') }).whole;

  it('fold under a moment, however well it is dated', () => {
    for (const when of ['2022-12-24', '2022-12', '2022', '[2022-01..2022-12]', '2022-12-24T10:00'])
      assert.deepEqual(under(when), ['part'], when);
  });

  it('fold under a period of at most a month, and of no longer one', () => {
    for (const when of ['2022-12-24/2022-12-25', '2022-12-01/2022-12-31', '2022-12/2022-12', '2022-11/2022-12'])
      assert.deepEqual(under(when), ['part'], when);
    for (const when of ['2022-12-01/2023-01-01', '2022-10/2022-12', '2022-12/..', '2022-12/', '../2022-12'])
      assert.deepEqual(under(when), [], when);
  });

  it('stand for themselves where they are key, or where the list lacks their whole', () => {
    const events: Events = { whole: {}, 'a-part': partOf('whole'), 'b-part': partOf('whole', { weight: 'key' }) };
    assert.deepEqual(folded(events), { whole: ['a-part'], 'b-part': [] });
    assert.deepEqual(folded(events, ['whole']), { 'a-part': [], 'b-part': [] });
  });

  it('fold with their own parts under the same whole, in the order of the list', () => {
    const events: Events = {
      whole: { when: '2022-12-24/2022-12-25' },
      part: partOf('whole', { when: '2022-12-25', sources: cited('25 December 2022') }),
      'part-of-part': partOf('part', { when: '2022-12-24' }),
    };
    assert.deepEqual(folded(events), { whole: ['part-of-part', 'part'] });
    assert.deepEqual(folded(events, ['whole']), { part: ['part-of-part'] });
    assert.deepEqual(folded(events, ['part']), { whole: [], 'part-of-part': [] });
  });

  it('fold under a key part of their whole, which stands for itself', () => {
    assert.deepEqual(
      folded({ whole: {}, 'key-part': partOf('whole', { weight: 'key' }), 'part-of-key': partOf('key-part') }),
      { whole: [], 'key-part': ['part-of-key'] },
    );
  });

  it('fold in a chain that is longer than a stack is deep', () => {
    const chain = Array.from({ length: 3000 }, (_, index) => {
      const slug = (number: number) => `e${String(number).padStart(5, '0')}`;
      return [slug(index), index === 0 ? {} : partOf(slug(index - 1))] as const;
    });
    assert.equal(folded(Object.fromEntries(chain)).e00000?.length, 2999);
  });
});
