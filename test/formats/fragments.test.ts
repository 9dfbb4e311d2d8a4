/** Fragments of events: kept for what they were made from alone, and within a bound. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { FragmentStore } from '../../src/formats/view/fragments.ts';
import { atOnce, inSlices } from '../../src/slices.ts';
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

describe('a group of fragments', () => {
  it('gives what was kept for the same event with the same neighbours, in the same vocabulary', () => {
    const store = new FragmentStore(1000);
    store.group(chronology, 'a').set(first, 'shows', 'text');
    // As a folder that was read again: other lists of events, the same vocabulary.
    const again = store.group({ ...chronology, events: [] }, 'a');
    assert.equal(again.get(first, 'shows'), 'text');
    assert.equal(again.get(first, 'other'), undefined);
    assert.equal(again.get({ ...first }, 'shows'), undefined);
    assert.equal(again.get(second, 'shows'), undefined);
    assert.equal(store.group(chronology, 'b').get(first, 'shows'), undefined);
  });

  it('is another for each change of the vocabulary, and lets the one before go', () => {
    for (const other of otherVocabularies) {
      const store = new FragmentStore(1000);
      const before = store.group(chronology, 'a');
      before.set(first, '', 'text');
      assert.equal(store.group(other, 'a').get(first, ''), undefined);
      assert.equal(store.bytes, 0);
      // Who began with the one before can go on reading, and keeps no more.
      before.set(second, '', 'text');
      assert.deepEqual([before.get(first, ''), before.get(second, ''), store.bytes], ['text', undefined, 0]);
    }
  });

  it('keeps one fragment of each event, and counts what Node takes for it', () => {
    const store = new FragmentStore(1000);
    const group = store.group(chronology, 'a');
    group.set(first, '', 'x'.repeat(100));
    assert.equal(store.bytes, 100);
    group.set({ ...first, type: 'other' }, 'more', 'é'.repeat(50));
    assert.equal(store.bytes, 50);
    group.set(second, '', '日'.repeat(50));
    assert.equal(store.bytes, 150);
  });

  it('goes for one that is asked for again while it is not, as a whole and the oldest first', () => {
    const store = new FragmentStore(400);
    const put = (name: string) => store.group(chronology, name).set(first, '', 'x'.repeat(100));
    for (const name of ['a', 'b', 'c', 'd', 'a', 'd']) put(name);
    const kept = ['a', 'b', 'c', 'd'].filter((name) => store.group(chronology, name).get(first, '') !== undefined);
    assert.deepEqual([kept, store.bytes], [['a', 'c', 'd'], 300]);
  });

  it('stays where groups that are too large together are asked for by turns', () => {
    const store = new FragmentStore(400);
    for (let round = 0; round < 3; round += 1)
      for (const name of ['a', 'b', 'c', 'd']) {
        const group = store.group(chronology, name);
        assert.equal(group.get(first, '') !== undefined, round > 0 && name !== 'd', `${round} ${name}`);
        group.set(first, '', 'x'.repeat(100));
      }
  });

  it('of a vocabulary that has passed goes at once', () => {
    const store = new FragmentStore(400);
    for (const name of ['a', 'b', 'c']) store.group(chronology, name).set(first, '', 'x'.repeat(100));
    const [other = chronology] = otherVocabularies;
    store.group(other, 'd').set(first, '', 'x'.repeat(100));
    assert.equal(store.group(other, 'd').get(first, '')?.length, 100);
    assert.equal(store.bytes, 300);
  });

  it('that is too large by itself keeps its first fragments: gone through in order, they are of use the next time', () => {
    const store = new FragmentStore(400);
    const group = store.group(chronology, 'a');
    const events = Array.from({ length: 10 }, (_, n) => ({ ...first, slug: `event-${n}` }));
    for (const event of events) group.set(event, '', 'x'.repeat(100));
    assert.equal(events.filter((event) => group.get(event, '') !== undefined).length, 3);
    assert.ok(group.get(events[0] ?? first, ''));
  });
});

describe('single fragments', () => {
  it('are kept under keys, for the same event and vocabulary', () => {
    const store = new FragmentStore(1000);
    store.of(chronology, first).set('key', 'text');
    assert.equal(store.of({ ...chronology, events: [] }, first).get('key'), 'text');
    assert.equal(store.of(chronology, first).get('other'), undefined);
    assert.equal(store.of(chronology, { ...first }).get('key'), undefined);
    for (const other of otherVocabularies) assert.equal(store.of(other, first).get('key'), undefined);
  });

  it('take a share of the bytes, and go by when they were asked for', () => {
    const store = new FragmentStore(1200);
    const { get, set } = store.of(chronology, first);
    for (const key of ['a', 'b', 'c']) set(key, 'x'.repeat(100));
    assert.ok(get('a'));
    set('d', 'x'.repeat(100));
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].filter((key) => get(key) !== undefined),
      ['a', 'c', 'd'],
    );
    assert.equal(store.bytes, 300);
    set('large', 'x'.repeat(400));
    assert.deepEqual([get('large'), store.bytes], [undefined, 0]);
  });
});

describe('what a chronology that was read again cannot use', () => {
  const other = otherVocabularies.at(-1) ?? assert.fail();
  const [slug, changed] = [first.slug, { ...first }];
  const changes: Record<string, [Chronology, left: number]> = {
    'of another vocabulary': [other, 0],
    'of an event that is gone': [
      { ...chronology, bySlug: new Map([...chronology.bySlug].filter(([each]) => each !== slug)) },
      500,
    ],
    'of an event that was changed': [{ ...chronology, bySlug: new Map([...chronology.bySlug, [slug, changed]]) }, 500],
    'and nothing else': [{ ...chronology }, 1000],
  };
  for (const [what, [next, left]] of Object.entries(changes))
    it(`is let go: ${what}`, () => {
      const store = new FragmentStore(4000);
      for (const event of [first, second]) {
        for (const name of ['a', 'b']) store.group(chronology, name).set(event, '', 'x'.repeat(200));
        store.of(chronology, event).set('key', 'x'.repeat(100));
      }
      atOnce(store.keepThoseOf(next));
      assert.equal(store.bytes, left);
      // What is left can be used, and there is room for what comes.
      assert.equal(store.group(next, 'b').get(second, '') !== undefined, left > 0);
      assert.equal(store.of(next, second).get('key') !== undefined, left > 0);
    });

  it('is counted once, also where the group goes meanwhile', async () => {
    const store = new FragmentStore(4000);
    const events = Array.from({ length: 1200 }, (_, n) => ({ ...first, slug: `event-${n}` }));
    for (const event of events) store.group(chronology, 'a').set(event, '', 'x');
    const letGo = inSlices(store.keepThoseOf({ ...chronology }), 0);
    assert.ok(store.bytes > 0 && store.bytes < events.length, `${store.bytes} bytes`);
    store.group(other, 'a');
    assert.equal(store.bytes, 0);
    await letGo;
    assert.equal(store.bytes, 0);
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
