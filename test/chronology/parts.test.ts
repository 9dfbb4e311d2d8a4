/** Parts under their whole: what folds, and that no list loses or repeats an event by it. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { foldingWhole, foldPartsSteps } from '../../src/chronology/parts.ts';
import { weights } from '../../src/chronology/schema/weight.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf } from '../support/chronologies.ts';

const PART = { when: '2022-12-24', relations: { partOf: 'whole' } };

/** Whether a part folds under a whole of this date. */
function folds(when: string, part: object = {}): boolean {
  const chronology = chronologyOf({ whole: { when }, part: { ...PART, ...part } });
  return foldingWhole(chronology, chronology.bySlug.get('part') as TimelineEvent)?.slug === 'whole';
}

const foldParts = (...args: Parameters<typeof foldPartsSteps>) => atOnce(foldPartsSteps(...args));

describe('a part', () => {
  it('folds under a moment, however well that is known', () => {
    for (const when of ['2022-12-24', '2022-12', '2022', '2022~', '199X', '[2022-11..]', '[..2022-12-24]'])
      assert.ok(folds(when), when);
  });

  it('folds under what lasted a month at most, and under nothing longer', () => {
    for (const when of ['2022-12-01/2022-12-31', '2022-12-20/2023-01-19', '2025-01/2025-02', '2022-12-24/2022-12'])
      assert.ok(folds(when), when);
    for (const when of ['2022-12-01/2023-01-01', '2022-11/2023-01', '2022/2023', '2022-12/..', '2022-12/', '/2022-12'])
      assert.ok(!folds(when), when);
  });

  it('stands for itself where it is a key event, or where its whole was withdrawn', () => {
    assert.ok(!folds('2022-12-24', { weight: 'key' }));
    const withdrawn = { date: '2026-12-01', reason: { en: 'A mistake.' } };
    const { bySlug, ...rest } = chronologyOf({ whole: {}, part: PART });
    const gone = new Map<string, TimelineEvent>([
      ...bySlug,
      ['whole', { ...(bySlug.get('whole') as TimelineEvent), withdrawn }],
    ]);
    assert.equal(foldingWhole({ ...rest, bySlug: gone }, bySlug.get('part') as TimelineEvent), undefined);
  });
});

describe('a folded list', () => {
  const chronology = chronologyOf({
    whole: {},
    part: PART,
    deep: { ...PART, relations: { partOf: 'part' } },
    deeper: { ...PART, relations: { partOf: 'deep' } },
    leading: { ...PART, weight: 'key', relations: { partOf: 'part' } },
    below: { ...PART, relations: { partOf: 'leading' } },
  });
  const folded = (...slugs: readonly string[]) =>
    foldParts(
      chronology,
      slugs.map((slug) => chronology.bySlug.get(slug) as TimelineEvent),
    ).map(({ event, parts }) => [event.slug, ...parts.map(({ slug }) => slug)].join(' '));

  it('has parts of parts under the outermost whole that stands for itself', () => {
    assert.deepEqual(folded('whole', 'part', 'deep', 'deeper'), ['whole part deep deeper']);
    assert.deepEqual(folded('whole', 'part', 'leading', 'below'), ['whole part', 'leading below']);
  });

  it('has a part for itself where its whole is not in it', () => {
    assert.deepEqual(folded('part', 'deep'), ['part deep']);
    assert.deepEqual(folded('whole', 'deep', 'deeper'), ['whole', 'deep deeper']);
  });

  it('has every event exactly once, and no key event folded, whatever is part of what', () => {
    const [model] = chronology.events as [TimelineEvent];
    const graph = fc.array(
      fc.record({ partOf: fc.option(fc.nat(30), { nil: undefined }), weight: fc.constantFrom(...weights) }),
      { maxLength: 30 },
    );
    fc.assert(
      // Circles too: `check` refuses them, and a list must not lose what is in one.
      fc.property(graph, fc.infiniteStream(fc.boolean()), (nodes, isShown) => {
        const events = nodes.map(({ partOf, weight }, index) => ({
          ...model,
          slug: `e${index}`,
          weight,
          relations: { ...model.relations, partOf: partOf === undefined ? undefined : `e${partOf}` },
        }));
        const shown = events.filter(() => isShown.next().value);
        const list = foldParts({ bySlug: new Map(events.map((event) => [event.slug, event])) }, shown);
        const all = list.flatMap(({ event, parts }) => [event, ...parts]);
        assert.deepEqual(all.map(({ slug }) => slug).toSorted(), shown.map(({ slug }) => slug).toSorted());
        for (const { parts } of list) assert.ok(parts.every(({ weight }) => weight !== 'key'));
        // In the order of the list, both those that stand for themselves and the parts of each.
        const inOrder = (some: readonly TimelineEvent[]) =>
          assert.deepEqual(
            some,
            shown.filter((event) => some.includes(event)),
          );
        inOrder(list.map(({ event }) => event));
        for (const { parts } of list) inOrder(parts);
      }),
    );
  });
});
