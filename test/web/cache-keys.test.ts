/** Keys of shared caches: a purge of the keys that an edit touches takes every answer that is another one after it. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type Chronology, chronologySteps } from '../../src/chronology/chronology.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { touchedEventsSteps } from '../../src/chronology/touched-events.ts';
import { inSlices } from '../../src/slices.ts';
import { touchedKeysSteps } from '../../src/web/site/cache-keys.ts';
import { eventOutputNames } from '../../src/web/site/event-outputs.ts';
import { outputNames } from '../../src/web/site/outputs.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { everyFew } from '../support/seed.ts';
import { type Answer, chronologyIn, EVERY_DATE, SHIPPED, start, TOWN } from '../support/service.ts';

type Edit = (chronology: Chronology) => Promise<Chronology>;

/** Replaces events by what a function makes of each; undefined leaves it out. */
function withEvents(change: (event: TimelineEvent) => TimelineEvent | undefined): Edit {
  return ({ vocabulary, bySlug }) =>
    inSlices(
      chronologySteps(
        vocabulary,
        new Map(
          [...bySlug].flatMap(([slug, event]) => {
            const changed = change(event);
            return changed ? [[slug, changed]] : [];
          }),
        ),
      ),
    );
}

const only =
  (slug: string, change: (event: TimelineEvent) => TimelineEvent | undefined) =>
  (event: TimelineEvent): TimelineEvent | undefined =>
    event.slug === slug ? change(event) : event;

const retitled = (event: TimelineEvent): TimelineEvent => ({
  ...event,
  title: { ...event.title, en: 'Another title' },
});

/** Pages of one language, an output of each kind below the views of some events' facets, and all documents of these. */
function addressesOf({ events }: Chronology): readonly string[] {
  const some = events.filter(
    ({ slug }, index) => [NAMED, NAMING, ALONE, 'barbarossa'].includes(slug) || index % 20 === 0,
  );
  const views = new Set(
    some.flatMap((event) =>
      pathFacets.flatMap((facet) => valuesOf(event, facet).map((value) => `${facet}/${encodeURIComponent(value)}/`)),
    ),
  );
  // Feeds and data in other formats say the same, and a picture as PNG is drawn from the SVG.
  const kinds = outputNames.filter((name) => /\.(?:ics|atom|svg)$|^events\.json$/.test(name));
  return [
    // Such an event comes with an edit.
    ...['/en/events/another', '/en/events/another.ics'],
    ...['/en/', '/en/about', '/en/feeds', '/en/sources', '/en/data', '/en/embed', '/sitemap.xml', '/feeds.opml'],
    ...kinds.map((name) => `/en/${name}`),
    // Half of them by turns.
    ...[...views].flatMap((view, turn) =>
      everyFew(kinds, kinds.length, (name) => (kinds.indexOf(name) + turn) % 2 === 0).map(
        (name) => `/en/${view}${name}`,
      ),
    ),
    ...[
      '/en/calendar.ics?parts=fold',
      '/en/feed.rss?weight=key',
      '/en/events.json?q=anothre&type=rule',
      '/en/events.json?type=rule&weight=normal',
    ],
    ...some.flatMap(({ slug }) =>
      ['', '.ics', ...eventOutputNames.map((name) => `.${name}`)].map((end) => `/en/events/${slug}${end}`),
    ),
  ];
}

function keysOf({ headers }: Answer): readonly string[] {
  const text = String(headers['surrogate-key'] ?? '');
  assert.equal(headers['cache-tag'], text === '' ? undefined : text.replaceAll(' ', ','));
  return text.split(' ');
}

/** The answers of a chronology to addresses, which are asked for once. */
async function answersOf(chronology: Chronology, addresses: readonly string[]): Promise<ReadonlyMap<string, Answer>> {
  const faults: unknown[] = [];
  const service = await start({ chronology }, (error) => faults.push(error));
  try {
    const answers = new Map<string, Answer>();
    for (const address of addresses) answers.set(address, await service.request(address));
    assert.deepEqual(faults, []);
    return answers;
  } finally {
    await service.stop();
  }
}

/** Two events that one another names, and one that stands alone. */
const [NAMED, NAMING, ALONE] = ['barbarossa-privilege', 'imperial-freedom', 'sailing-week'];

const edits: readonly [what: string, edit: Edit][] = [
  ['a title', withEvents(only(ALONE, retitled))],
  ['the title of an event that others name', withEvents(only(NAMED, retitled))],
  ['the title of an event that names others', withEvents(only(NAMING, retitled))],
  ['a summary', withEvents(only(NAMED, (event) => ({ ...event, summary: { en: 'Other words.' } })))],
  ['countries', withEvents(only(ALONE, (event) => ({ ...event, countries: ['JP', 'DK'] })))],
  ['tags', withEvents(only(NAMED, (event) => ({ ...event, tags: ['another'] })))],
  ['a date', withEvents(only(NAMED, (event) => ({ ...event, when: { ...event.when, edtf: '1190' } })))],
  ['a weight', withEvents(only(ALONE, (event) => ({ ...event, weight: event.weight === 'key' ? 'detail' : 'key' })))],
  [
    'a revision',
    withEvents(
      only(NAMED, (event) => ({
        ...event,
        revisions: [...event.revisions, { date: '2026-12-01T00:00:00Z', note: { en: 'Corrected.' }, sources: [] }],
      })),
    ),
  ],
  [
    'a withdrawal',
    withEvents(
      only(NAMING, (event) => ({
        ...event,
        withdrawn: { date: '2026-12-01T00:00:00Z', reason: { en: 'A mistake.' } },
      })),
    ),
  ],
  ['an event that is gone', withEvents(only(ALONE, () => undefined))],
  [
    'an event that is new',
    async (chronology) => {
      const event = chronology.bySlug.get(ALONE) as TimelineEvent;
      const bySlug = new Map([...chronology.bySlug, ['another', { ...event, slug: 'another' }]]);
      return inSlices(chronologySteps(chronology.vocabulary, bySlug));
    },
  ],
  [
    'a word of the vocabulary',
    async (chronology) => {
      const { vocabulary } = chronology;
      const settings = { ...vocabulary.settings, title: { ...vocabulary.settings.title, en: 'Another name' } };
      return { ...chronology, vocabulary: { ...vocabulary, settings } };
    },
  ],
];

describe('an edit', () => {
  let chronology: Chronology;
  let addresses: readonly string[];
  let answers: ReadonlyMap<string, Answer>;
  before(async () => {
    chronology = await chronologyIn(TOWN);
    for (const slug of [NAMED, NAMING, ALONE]) assert.ok(chronology.bySlug.has(slug), slug);
    addresses = addressesOf(chronology);
    answers = await answersOf(chronology, addresses);
  });

  for (const [what, edit] of edits)
    it(`of ${what} touches a key of every answer that is another one after it`, async () => {
      const edited = await edit(chronology);
      const touched = new Set(await inSlices(touchedKeysSteps(chronology, edited)));
      let changes = 0;
      for (const [address, after] of await answersOf(edited, addresses)) {
        const former = answers.get(address) as Answer;
        if (former.status === after.status && former.headers.etag === after.headers.etag) continue;
        changes += 1;
        // Redirects and what was no answer are kept as well.
        assert.match(String(former.headers['cache-control']), /^public, /);
        assert.ok(
          keysOf(former).some((key) => touched.has(key)),
          `${address} ${keysOf(former)}`,
        );
      }
      assert.notEqual(changes, 0);
    });

  it('of a name or a source touches each event whose page tells of it, be it of another date or of what stood before', async () => {
    const revised = (revision: object) => ({
      revisions: [{ date: '2026-12-03', note: { en: 'Corrected.', ja: '訂正。' }, ...revision }],
    });
    const cited = [{ source: 'other', paragraph: 1, for: 'statement' }];
    const events = {
      was: revised({ was: { people: [{ id: 'tleuberdi' }] } }),
      cites: revised({ sources: cited }),
      dated: { alternatives: [{ when: '2019', note: { en: 'Another.', ja: '別。' }, sources: cited }] },
      neither: {},
    };
    const sources = `${VOCABULARY['sources.yaml']}other:\n  title: { en: Other, ja: 他 }\n  url: https://other.example/\n`;
    const former = chronologyOf(events, { 'sources.yaml': sources });
    const touched = async (vocabulary: Partial<Chronology['vocabulary']>) => {
      const after = { ...former, vocabulary: { ...former.vocabulary, ...vocabulary } };
      return [...(await inSlices(touchedEventsSteps(former, after)))].map(({ slug }) => slug).sort();
    };
    const { people, sources: known } = former.vocabulary;
    const { tleuberdi, ...others } = people;
    assert.ok(tleuberdi && known.other);
    const name = { en: 'Another name', ja: '別名' };
    assert.deepEqual(await touched({ people: { ...others, tleuberdi: { ...tleuberdi, name } } }), ['was']);
    assert.deepEqual(await touched({ sources: { ...known, other: { ...known.other, title: name } } }), [
      'cites',
      'dated',
    ]);
  });

  it('of the texts of an event leaves the keys of views and events that do not tell of it', async () => {
    const edited = await withEvents(only(ALONE, retitled))(chronology);
    const touched = new Set(await inSlices(touchedKeysSteps(chronology, edited)));
    const { type } = chronology.bySlug.get(ALONE) as TimelineEvent;
    const other = chronology.events.find((event) => event.type !== type) as TimelineEvent;
    assert.ok(touched.has(`event-${ALONE}`) && touched.has(`type-${type}`) && touched.has(`place-travemuende`));
    assert.ok(!touched.has(`event-${other.slug}`) && !touched.has(`type-${other.type}`) && !touched.has('annals'));
  });

  it('of many events, or of none, touches every answer, or none', async () => {
    const { vocabulary, events } = await chronologyIn(SHIPPED);
    // Five of each, whose keys are more than a header takes.
    const copies = ['-1', '-2', '-3', '-4', '-5'].flatMap((end) =>
      events.map((event) => ({ ...event, slug: `${event.slug}${end}` })),
    );
    const large = await inSlices(chronologySteps(vocabulary, new Map(copies.map((event) => [event.slug, event]))));
    const every = await inSlices(touchedKeysSteps(large, await withEvents(retitled)(large)));
    assert.deepEqual(every, ['annals']);
    assert.deepEqual(await inSlices(touchedKeysSteps(chronology, chronology)), []);
    assert.deepEqual(await inSlices(touchedKeysSteps(chronology, await withEvents((event) => event)(chronology))), []);
  });
});

describe('keys', () => {
  it('are ASCII without spaces and commas, and fit into a header of 4 KB', async () => {
    for (const folder of [EVERY_DATE, SHIPPED]) {
      const chronology = await chronologyIn(folder);
      const answers = await answersOf(chronology, [
        '/en/',
        '/en/calendar.ics',
        '/en/feed.rss?country=JP&country=KZ&type=meeting',
      ]);
      for (const [address, answer] of answers) {
        const keys = keysOf(answer);
        assert.ok(keys.length > 1 && keys[0] === 'annals', address);
        for (const key of keys) assert.match(key, /^[\w.%-]+$/);
        assert.ok(keys.join(' ').length < 4096);
      }
    }
  });

  it('of a view narrowed by two facets are those of one of them', async () => {
    const chronology = await chronologyIn(SHIPPED);
    const address = '/en/feed.rss?country=JP&country=KZ&type=meeting';
    const answer = (await answersOf(chronology, [address])).get(address) as Answer;
    assert.deepEqual(keysOf(answer), ['annals', 'type-meeting']);
  });
});
