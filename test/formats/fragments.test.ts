/** Fragments of events: kept for what they were made from alone, and within a bound. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { queryObjects } from 'node:v8';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { Fragments, fragmentsOf } from '../../src/formats/view/fragments.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { renderAnniversaries, renderICalendar, renderRss } from '../support/rendered.ts';
import { chronologyIn, EVERY_DATE, siteOf } from '../support/service.ts';

const chronology = await chronologyIn(EVERY_DATE);
const [first, second] = chronology.events;
assert.ok(first && second);

/** What differs in one part of the vocabulary. */
const PARTS = ['settings', 'sources', 'people', 'organizations', 'places'] as const;
const otherVocabularies = PARTS.map(
  (part): Chronology => ({
    ...chronology,
    vocabulary: { ...chronology.vocabulary, [part]: { ...chronology.vocabulary[part] } },
  }),
);

describe('the fragments of a kind', () => {
  it('are those of the same event with the same neighbours, in the same vocabulary', () => {
    const of = { ...chronology, vocabulary: { ...chronology.vocabulary } };
    fragmentsOf(of, 'a').set(first, 'shows', 'text');
    // As a folder that was read again: other lists of events, the same vocabulary.
    const again = fragmentsOf({ ...of, events: [] } as Chronology, 'a');
    assert.equal(again.get(first, 'shows'), 'text');
    assert.equal(again.get(first, 'other'), undefined);
    assert.equal(again.get({ ...first }, 'shows'), undefined);
    assert.equal(again.get(second, 'shows'), undefined);
    assert.equal(fragmentsOf(of, 'b').get(first, 'shows'), undefined);
  });

  it('are others after each change of the vocabulary, and those before can be used on', () => {
    for (const other of otherVocabularies) {
      const before = fragmentsOf(chronology, 'a');
      before.set(first, '', 'text');
      assert.equal(fragmentsOf(other, 'a').get(first, ''), undefined);
      assert.equal(fragmentsOf(chronology, 'a').get(first, ''), 'text');
    }
  });

  it('are one for each event', () => {
    const fragments = new Fragments(1000);
    fragments.set(first, '', 'x'.repeat(100));
    fragments.set(first, 'more', 'x'.repeat(50));
    assert.equal(fragments.get(first, ''), undefined);
    fragments.set(second, '', 'x'.repeat(50));
    assert.deepEqual([fragments.events, fragments.characters], [2, 100]);
  });

  it('go as a whole, the least recently used first, where all kinds are too large', () => {
    const of = { ...chronology, vocabulary: { ...chronology.vocabulary } };
    const put = (kind: string) => fragmentsOf(of, kind, 400).set(first, '', 'x'.repeat(90));
    for (const kind of ['a', 'b', 'c', 'd', 'a', 'e', 'f']) put(kind);
    const cached = ['a', 'b', 'c', 'd', 'e', 'f'].filter((kind) => fragmentsOf(of, kind, 400).get(first, ''));
    assert.deepEqual(cached, ['a', 'd', 'e', 'f']);
  });

  it('that are too many for a kind are the first: gone through in order, they are of use the next time', () => {
    const fragments = new Fragments(400);
    const events = Array.from({ length: 10 }, (_, n) => ({ ...first, slug: `event-${n}` }));
    for (const event of events) fragments.set(event, '', 'x'.repeat(100));
    assert.deepEqual(
      events.map((event) => fragments.get(event, '') !== undefined),
      events.map((_, n) => n < 4),
    );
  });

  it('are counted anew once more events were changed than there are', () => {
    const of = { ...chronology, vocabulary: { ...chronology.vocabulary } };
    const changes = 2 * of.bySlug.size;
    for (let n = 0; n < changes; n += 1) fragmentsOf(of, 'a').set({ ...first }, '', 'text');
    assert.equal(fragmentsOf(of, 'a').events, changes);
    fragmentsOf(of, 'a').set(first, '', 'text');
    assert.equal(fragmentsOf(of, 'a').events, 0);
  });

  it('are collected with their events and their vocabulary', () => {
    class Marked {
      readonly slug = 'marked';
    }
    const marked = () => queryObjects(Marked, { format: 'count' });
    const of = { ...chronology, vocabulary: { ...chronology.vocabulary } };
    for (let n = 0; n < 20; n += 1)
      fragmentsOf(of, 'a').set(Object.assign(new Marked(), { ...first, slug: 'marked' as const }), '', 'text');
    assert.equal(fragmentsOf(of, 'a').events, 20);
    // The last one may still be on the stack.
    assert.ok(marked() <= 2, `${marked()}`);
  });
});

describe('calendars and feeds from fragments', () => {
  const rendered = (of: Chronology, baseUrl: string) => {
    const [en, ja] = (['en', 'ja'] as const).map((language) => viewOf(siteOf(of, baseUrl), language, EVERYTHING));
    assert.ok(en && ja);
    const texts = [
      renderICalendar(en),
      renderICalendar(en, [ja]),
      renderAnniversaries(ja),
      renderRss(en),
      renderRss(ja),
    ];
    // Addresses that are folded would not be found.
    return texts.map((text) => text.replaceAll('\r\n ', ''));
  };
  /** Unlike any other, so that nothing is kept for it yet. */
  let bases = 0;
  const newBase = () => {
    bases += 1;
    return `http://b${String(bases).padStart(2, '0')}.example`;
  };
  const fresh = (of: Chronology, baseUrl: string) => {
    const other = newBase();
    return rendered(of, other).map((text) => text.replaceAll(other, baseUrl));
  };

  it('are the same bytes as the first time', () => {
    const base = newBase();
    const before = rendered(chronology, base);
    assert.deepEqual(rendered(chronology, base), before);
    assert.deepEqual(before, fresh(chronology, base));
  });

  it('tell of a changed event, of a place that was renamed and of a plan that was fulfilled', () => {
    const plan = chronology.events.find(({ status }) => status === 'planned');
    assert.ok(plan);
    const places = Object.fromEntries(
      Object.entries(chronology.vocabulary.places).map(([id, place]) => [id, { ...place, name: { en: 'Renamed' } }]),
    );
    const changes: Chronology[] = [
      {
        ...chronology,
        events: chronology.events.map((event) => (event === first ? { ...event, title: { en: 'Changed' } } : event)),
      },
      { ...chronology, vocabulary: { ...chronology.vocabulary, places } },
      {
        ...chronology,
        incoming: new Map([[plan.slug, { subEvents: [], followedBy: [], fulfilledBy: [second], related: [] }]]),
      },
    ];
    for (const changed of changes) {
      const base = newBase();
      const before = rendered(chronology, base);
      const after = rendered(changed, base);
      assert.notDeepEqual(after, before);
      assert.deepEqual(after, fresh(changed, base));
      assert.deepEqual(rendered(chronology, base), before);
    }
  });
});
