/** Feeds in every format: the same entries in the same order, valid by each format's rules, and read back by others' programs. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING, type Query } from '../../src/chronology/query/query.ts';
import { secondsLaterSteps } from '../../src/formats/feed/seconds.ts';
import { atOnce } from '../../src/slices.ts';
import type { Site } from '../../src/web/site/site.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { chronologyOf, eventText, VOCABULARY } from '../support/chronologies.ts';
import { chronologyArbitrary } from '../support/chronology-arbitrary.ts';
import { readers, type SeenEntry } from '../support/feed-readers.ts';
import { type FeedFormatName, faultsOf, feedFormats } from '../support/feed-validity.ts';
import { chronologyFrom, holds, siteAround } from '../support/fuzzed-calendars.ts';
import { everyDate, shipped, siteOf } from '../support/golden-outputs.ts';
import { renderOutput } from '../support/rendered.ts';
import { CANAL, chronologyIn, MOON, TODAY, TOWN } from '../support/service.ts';
import { type Element, parseXml } from '../support/xml.ts';

const kinds = ['feed', 'changes', 'chronology', 'on-this-day'] as const;
type Kind = (typeof kinds)[number];

const render = (
  site: Site,
  language: string,
  kind: Kind,
  format: FeedFormatName,
  query: Query = EVERYTHING,
  part?: number,
) => renderOutput(viewOf(site, language, query), `${kind}.${format}`, TODAY, part);

/** The entries of a document as `SeenEntry`, read with a parser of the language and nothing else. */
function entriesIn(text: string, format: FeedFormatName): readonly SeenEntry[] {
  if (format === 'json') {
    const { items } = JSON.parse(text) as { items: Record<string, string>[] };
    return items.map((item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      published: item.date_published,
      content: item.content_html,
    }));
  }
  if (format === 'atom')
    return parseXml(text)
      .children('entry')
      .map((entry) => ({
        id: entry.child('id').text,
        title: entry.child('title').text,
        link: linkOf(entry, 'link', 'alternate'),
        published: entry.child('published').text,
        content: entry.child('content').text,
      }));
  return parseXml(text)
    .child('channel')
    .children('item')
    .map((item) => ({
      id: item.child('guid').text,
      title: item.child('title').text,
      link: item.child('link').text,
      published: new Date(item.child('pubDate').text).toISOString().replace('.000Z', 'Z'),
      content: item.child('content:encoded').text,
    }));
}

function linkOf(element: Element, name: string, rel: string): string | undefined {
  return element.children(name).find(({ attributes }) => attributes.rel === rel)?.attributes.href;
}

/** In Atom, an identity is the tag that stands for it. */
const identityIn = (id = '') => id.replace(/^tag:([^,]+),2026:(.*)$/, '$2@$1');
const slugIn = (id = '') => identityIn(id).split('@')[0] ?? '';

/** White space at the ends is no reader's business. */
const trimmed = ({ id, title, link, published, content }: SeenEntry): SeenEntry => ({
  id: id?.trim(),
  title: title?.trim(),
  link: link?.trim(),
  published,
  content: content?.trim(),
});

const REFERENCES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function resolved({ title = '', content = '', ...entry }: SeenEntry): SeenEntry {
  const resolve = (text: string) =>
    text.replace(/&(amp|lt|gt|quot|#39);/g, (reference, name: string) => REFERENCES[name] ?? reference);
  return { ...entry, title: resolve(title), content: resolve(content) };
}

async function readBack(site: Site, language: string, kind: Kind): Promise<void> {
  let first: readonly SeenEntry[] | undefined;
  for (const format of feedFormats) {
    const text = render(site, language, kind, format);
    assert.deepEqual(faultsOf(text, format), [], `${kind}.${format} in ${language}`);
    const entries = entriesIn(text, format).map(trimmed);
    assert.notEqual(entries.length, 0);
    for (const reader of readers)
      if (reader.formats.includes(format)) {
        const expected = reader.resolvesTwice ? entries.map(resolved) : entries;
        const read = (await reader.read(text)).map(trimmed);
        assert.deepEqual(read, expected, `${reader.name}: ${kind}.${format}, ${language}`);
      }
    const alike = entries.map((entry) => ({ ...entry, id: identityIn(entry.id) }));
    first ??= alike;
    assert.deepEqual(alike, first, `${format} as ${feedFormats[0]}`);
  }
}

describe('every feed in every format and language is valid, and read back as it went in', () => {
  const chronologies: readonly (readonly [name: string, of: () => Promise<Chronology>])[] = [
    ['the chronology that ships', shipped],
    ['every kind of date', everyDate],
    ['the moon', () => chronologyIn(MOON)],
    ['a town', () => chronologyIn(TOWN)],
    ['a canal', () => chronologyIn(CANAL)],
    ['no events', async () => chronologyOf({})],
  ];
  for (const [name, of] of chronologies)
    it(name, async () => {
      const site = siteOf(await of());
      for (const language of site.chronology.vocabulary.settings.languages)
        for (const kind of kinds) await readBack(site, language, kind);
    });
});

describe('every feed of any chronology', () => {
  it('is valid in every format and language, and read back as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(chronologyArbitrary(), async (written) => {
        const site = siteAround(chronologyFrom(written));
        for (const language of site.chronology.vocabulary.settings.languages)
          for (const kind of kinds) await readBack(site, language, kind);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the entries of a feed', () => {
  it('are those of the view, by publication, and of one instant in the order of the chronology, each a second later', () => {
    holds((_, site) => {
      const { events } = site.chronology;
      const oldestFirst = [...events].sort((a, b) =>
        a.published < b.published ? -1 : a.published > b.published ? 1 : 0,
      );
      const entries = entriesIn(render(site, 'en', 'feed', 'json'), 'json');
      if (events.length === 0)
        return assert.deepEqual(
          entries.map(({ id }) => slugIn(id)),
          ['en/feed/empty'],
        );
      assert.deepEqual(
        entries.map(({ id }) => slugIn(id)).reverse(),
        oldestFirst.map(({ slug }) => slug),
      );
      const dates = entries.map(({ published = '' }) => published).reverse();
      assert.deepEqual(dates, [...new Set(dates)].sort());
      for (const [index, { published }] of oldestFirst.entries()) {
        const rank = index - oldestFirst.findIndex((other) => other.published === published);
        assert.equal(Date.parse(dates[index] ?? ''), Date.parse(published) + rank * 1000);
      }
    });
  });

  it('are dated alike in every view', async () => {
    const site = siteOf(await shipped());
    const dated = (query: Query) =>
      new Map(entriesIn(render(site, 'en', 'feed', 'atom', query), 'atom').map(({ id, published }) => [id, published]));
    const all = dated(EVERYTHING);
    const some = dated({ ...EVERYTHING, facets: { ...EVERYTHING.facets, country: ['UZ'] } });
    assert.ok(some.size > 1 && some.size < all.size);
    for (const [id, published] of some) assert.equal(published, all.get(id));
  });

  it('say who, how much and by which source, with links, an image, and a calendar of their own', async () => {
    const site = siteOf(
      chronologyOf({
        'an-event': {
          summary: { en: 'A **bold** step, [told](https://a.example/b) & more:\n\n- one\n- two', ja: '要約。' },
          figures: [{ measure: 'grants', value: '7', unit: 'JPY' }],
          image: {
            url: 'https://photos.example/a.jpg',
            alt: { en: 'A bridge', ja: '橋' },
            credit: { en: 'We', ja: '我々' },
          },
        },
      }),
    );
    const [entry] = entriesIn(render(site, 'en', 'feed', 'rss'), 'rss');
    assert.ok(
      entry?.content?.includes(
        '<p>A <strong>bold</strong> step, <a href="https://a.example/b">told</a> &amp; more:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
      ),
    );
    assert.match(entry?.content ?? '', /<table>\n<tr><th scope="row">[^<]+<\/th><td>¥7<\/td><\/tr>\n<\/table>/);
    assert.match(entry?.content ?? '', /<img src="https:\/\/photos\.example\/a\.jpg" alt="A bridge">/);
    assert.match(entry?.content ?? '', /<a href="https:\/\/chronology\.example\/en\/source\/[^"]+">/);
    assert.match(entry?.content ?? '', /<a href="https:\/\/chronology\.example\/en\/events\/an-event\.ics">/);
    const [item] = (JSON.parse(render(site, 'en', 'feed', 'json')) as { items: Record<string, unknown>[] }).items;
    assert.equal(item?.image, 'https://photos.example/a.jpg');
    const atom = parseXml(render(site, 'en', 'feed', 'atom')).child('entry');
    assert.equal(linkOf(atom, 'link', 'enclosure'), 'https://photos.example/a.jpg');
    assert.equal(linkOf(atom, 'link', 'related'), 'https://chronology.example/en/events/an-event.ics');
  });

  for (const language of wordLanguages.filter((tag) => tag !== 'en'))
    it(`are read in ${language}`, async () => {
      const inLanguage = (text: string) => text.replace(/\bja(?=[:\]])/g, language);
      const texts = () => {
        const inBoth = () => ({ en: 'A text', [language]: 'نص – текст – 文' });
        return { title: inBoth(), summary: inBoth() };
      };
      const chronology = chronologyOf(
        { 'an-event': texts(), other: { ...texts(), when: '2023-03' } },
        Object.fromEntries(Object.entries(VOCABULARY).map(([file, text]) => [file, inLanguage(text)])),
      );
      for (const kind of kinds) await readBack(siteOf(chronology), language, kind);
    });
});

describe('the HTML of an entry in a feed of a language that is written from right to left', () => {
  it('says its direction, of which readers know nothing else', () => {
    const files = { 'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace('[en, ja]', '[en, ja, ar]') };
    const revisions = [{ date: '2026-11-30', note: { en: 'Why.', ja: '理由。', ar: 'لماذا.' } }];
    const summary = { en: 'A summary.', ja: '要約。', ar: 'ملخص.' };
    for (const events of [{}, { one: { summary, revisions } }])
      for (const kind of kinds) {
        const site = siteOf(chronologyOf(events, files));
        const [item] = parseXml(render(site, 'ar', kind, 'rss'))
          .child('channel')
          .children('item');
        for (const name of ['description', 'content:encoded'])
          assert.match(item?.child(name).text ?? '', /^<div lang="ar" dir="rtl">\n.*\n<\/div>$/s, kind);
        const { items } = JSON.parse(render(site, 'ar', kind, 'json'));
        assert.match(items[0].content_html, /^<div lang="ar" dir="rtl">\n/, kind);
      }
  });
});

describe('names that are missing in the language of a feed', () => {
  it('say their language where they have one in common, in a list as by themselves', () => {
    const files = {
      'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace('[en, ja]', '[en, ja, fr]'),
      'people.yaml': 'one:\n  name: { en: One, ja: 一 }\ntwo:\n  name: { en: Two, ja: 二, fr: Deux }\n',
      'organizations.yaml': 'one:\n  name: { en: Ours, ja: 我 }\n',
      'places.yaml': 'here:\n  name: { en: Here, ja: 此処 }\n',
    };
    const linesOf = (people: readonly string[]) => {
      const event = { people: people.map((id) => ({ id })), organizations: ['one'], place: 'here' };
      const [entry] = entriesIn(render(siteOf(chronologyOf({ event }, files)), 'fr', 'feed', 'json'), 'json');
      return entry?.content?.split('\n') ?? [];
    };
    const lines = linesOf(['one']);
    for (const name of ['Here', 'One', 'Ours'])
      assert.ok(
        lines.some((line) => line.startsWith('<p lang="en">') && line.endsWith(`${name}</p>`)),
        `${name} in ${lines}`,
      );
    assert.ok(linesOf(['one', 'two']).some((line) => line.startsWith('<p>') && line.includes('One')));
    assert.ok(linesOf(['two']).some((line) => line.startsWith('<p>') && line.includes('Deux')));
  });
});

describe('a text of an entry that is missing in the language of its feed', () => {
  const texts = (en: string) => ({ en });
  const site = siteOf(
    chronologyOf({
      'both-missing': { title: texts('Both'), summary: texts('In English.') },
      'title-missing': { title: texts('Title alone') },
      'summary-missing': { summary: texts('In English.\n\nAlso this.') },
      'note-missing': { title: texts('Changed'), revisions: [{ date: '2026-11-30', note: texts('Why.') }] },
    }),
  );
  const inJa = (kind: Kind, format: FeedFormatName) => render(site, 'ja', kind, format);

  it('says its language in Atom on the element that has it', () => {
    const langsOf = (kind: Kind) =>
      parseXml(inJa(kind, 'atom'))
        .children('entry')
        .map((entry) => ['title', 'summary'].map((name) => entry.child(name).attributes['xml:lang']))
        .toReversed();
    assert.deepEqual(langsOf('feed'), [
      ['en', 'en'],
      ['en', undefined],
      [undefined, 'en'],
      ['en', undefined],
    ]);
    assert.deepEqual(langsOf('changes'), [['en', 'en']]);
    for (const { attributes } of parseXml(inJa('feed', 'atom')).children('entry')) assert.deepEqual(attributes, {});
  });

  it('says it in RSS in the HTML of the summary, and of the whole where title and summary are both in it', () => {
    const items = parseXml(inJa('feed', 'rss')).child('channel').children('item').toReversed();
    assert.deepEqual(
      items.map((item) => [item.child('description').text, item.children('dc:language').map(({ text }) => text)]),
      [
        ['<p lang="en">In English.</p>', ['en']],
        ['<p>要約。</p>', []],
        ['<p lang="en">In English.</p>\n<p lang="en">Also this.</p>', []],
        ['<p>要約。</p>', []],
      ],
    );
    const { items: json } = JSON.parse(inJa('feed', 'json')) as { items: { language?: string }[] };
    assert.deepEqual(json.map(({ language }) => language).toReversed(), ['en', undefined, undefined, undefined]);
  });

  it('says it of a category by whose name it is missing', () => {
    const vocabulary = (VOCABULARY['chronology.yaml'] ?? '').replace(
      'label: { en: Meeting, ja: 会合 }',
      'label: { en: Meeting }',
    );
    const named = siteOf(chronologyOf({ one: { countries: ['JP'] } }, { 'chronology.yaml': vocabulary }));
    const [entry] = parseXml(render(named, 'ja', 'feed', 'atom')).children('entry');
    assert.deepEqual(
      entry?.children('category').map(({ attributes }) => [attributes.label, attributes['xml:lang']]),
      [
        ['Meeting', 'en'],
        ['日本', undefined],
      ],
    );
    const [item] = JSON.parse(render(named, 'ja', 'feed', 'json')).items;
    assert.deepEqual(
      item._annals.categories.map(({ label, language }: { label: string; language?: string }) => [label, language]),
      [
        ['Meeting', 'en'],
        ['日本', undefined],
      ],
    );
  });

  it('says it in the content of a change around the title of the event', () => {
    const [change] = entriesIn(inJa('changes', 'json'), 'json');
    assert.match(change?.content ?? '', /<p lang="en">Why\.<\/p>/);
    assert.match(change?.content ?? '', /<a href="[^"]+" lang="en">2022年12月24日：Changed<\/a>/);
  });
});

describe('the feed of changes', () => {
  it('has an entry for each revision and withdrawal of the view, the newest first, whatever they are', () => {
    holds(({ events }, site) => {
      const expected = Object.values(events).reduce(
        (count, { revisions = [], withdrawn }) => count + revisions.length + (withdrawn ? 1 : 0),
        0,
      );
      for (const format of feedFormats) {
        const text = render(site, site.chronology.vocabulary.settings.languages[0] ?? '', 'changes', format);
        assert.deepEqual(faultsOf(text, format), []);
        const entries = entriesIn(text, format);
        assert.equal(entries.length, Math.max(1, Math.min(100, expected)));
        const dates = entries.map(({ published = '' }) => published);
        assert.deepEqual(dates, [...new Set(dates)].sort().reverse());
        const none = entries.some(({ id }) => slugIn(id).endsWith('/empty'));
        assert.equal(none, expected === 0);
      }
    });
  });

  const site = siteOf(
    chronologyOf({
      plan: {
        when: '2027-12-24',
        status: 'planned',
        title: { en: 'A summit', ja: '首脳会合' },
        revisions: [
          { date: '2026-11-30', note: { en: 'The place was added.', ja: '場所を追加。' } },
          { date: '2026-12-02', note: { en: 'It was held.', ja: '開催。' } },
        ],
      },
      summit: {
        title: { en: 'The summit', ja: '首脳会合' },
        published: '2026-12-02',
        relations: { fulfils: ['plan'] },
      },
      twin: {
        title: { en: 'The summit again', ja: '首脳会合（再）' },
        withdrawn: { date: '2026-12-03', reason: { en: 'Entered twice.', ja: '重複。' }, replacedBy: 'summit' },
      },
    }),
  );
  const contents = () =>
    Object.fromEntries(
      entriesIn(render(site, 'en', 'changes', 'json'), 'json').map(({ id, title, content = '' }) => [
        slugIn(id),
        [title, ...content.split('\n')],
      ]),
    );
  const source = '<p>Source: <a href="https://chronology.example/en/source/report/">A report</a>, ¶\u00a01</p>';
  const summit = '<p>Now: <a href="https://chronology.example/en/events/summit">24 December 2022: The summit</a></p>';

  it('says from what to what, why, and by which source', () => {
    assert.deepEqual(contents(), {
      'twin.withdrawn': [
        'Merged into another entry: 24 December 2022: The summit again',
        '<p>Before: 24 December 2022: The summit again</p>',
        summit,
        '<p>Entered twice.</p>',
        source,
      ],
      'plan.revised.20261202.be978f47': [
        'Carried out: 24 December 2027: A summit',
        '<p>Before: 24 December 2027: A summit</p>',
        summit,
        '<p>It was held.</p>',
        source,
      ],
      'plan.revised.20261130.d61ad56a': ['Revised: 24 December 2027: A summit', '<p>The place was added.</p>', source],
    });
  });
});

describe('changes of one instant', () => {
  it('are in the order of the chronology, a whole before its parts, and those of withdrawn events last, by slug', () => {
    const revisions = [{ date: '2026-11-30', note: { en: 'Corrected.', ja: '訂正。' } }];
    const withdrawn = { date: '2026-11-30', reason: { en: 'A mistake.', ja: '誤り。' } };
    const chronology = chronologyOf({
      'a-part': { revisions, relations: { partOf: 'z-whole' } },
      'b-later': {
        revisions,
        when: '2023-01-01',
        sources: [{ source: 'report', paragraph: 1, for: 'date', wording: '1 January 2023' }],
      },
      'c-gone': { withdrawn },
      'd-gone': {
        withdrawn,
        when: '2020',
        sources: [{ source: 'report', paragraph: 1, for: 'date', wording: '2020' }],
      },
      'z-whole': { revisions },
    });
    const entries = entriesIn(render(siteOf(chronology), 'en', 'changes', 'json'), 'json').toReversed();
    assert.deepEqual(
      entries.map(({ id, published }) => [slugIn(id).split('.')[0], published]),
      ['z-whole', 'a-part', 'b-later', 'c-gone', 'd-gone'].map((slug, index) => [slug, `2026-11-29T15:00:0${index}Z`]),
    );
  });
});

describe('the seconds by which entries of one instant are dated later', () => {
  const secondsOf = (instants: readonly string[], end?: string) => [
    ...atOnce(secondsLaterSteps(instants, (instant) => instant, end)),
  ];

  it('rise within an instant, and reach neither the one that follows nor the next day', () => {
    const [one, two] = ['2026-11-29T15:00:00Z', '2026-11-29T15:00:02Z'];
    assert.deepEqual(secondsOf([one, one, one, two, two]), [0, 1, 1, 0, 1]);
    assert.deepEqual(secondsOf([one, one, one], two), [0, 1, 1]);
    assert.deepEqual(secondsOf([]), []);
    assert.equal(secondsOf(Array(86_500).fill(one)).at(-1), 86_399);
  });
});

describe('the id of a revision in the feed of changes', () => {
  const noteOf = (text: string) => ({ en: `${text}.`, ja: `${text}。` });
  /** Note → id. */
  const idsOf = (notes: readonly string[]) => {
    const revisions = notes.map((text) => ({ date: '2026-11-30', note: noteOf(text) }));
    const text = render(siteOf(chronologyOf({ event: { revisions } })), 'en', 'changes', 'json');
    const { items } = JSON.parse(text) as { items: { id: string; summary: string }[] };
    return new Map(items.map(({ id, summary }) => [summary, id]));
  };
  const notes = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 6 });

  it('is the same in whatever order the revisions of its date stand, and whichever others are put among them', () => {
    fc.assert(
      fc.property(
        notes.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: 1 }))),
        ([all, some]) => {
          const [whole, part] = [idsOf(all), idsOf(some)];
          assert.equal(new Set(whole.values()).size, all.length);
          for (const [note, id] of part) assert.equal(whole.get(note), id);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is the same in every language, and in whatever order the languages of the note stand', () => {
    const ids = [noteOf('a'), Object.fromEntries(Object.entries(noteOf('a')).reverse())].flatMap((note) => {
      const site = siteOf(chronologyOf({ event: { revisions: [{ date: '2026-11-30', note }] } }));
      return ['en', 'ja'].map((language) => entriesIn(render(site, language, 'changes', 'json'), 'json')[0]?.id);
    });
    assert.equal(new Set(ids).size, 1);
  });

  it('is the same after a correction of the time zone, of the tags of languages, and of the order of languages', () => {
    const chronologyText = VOCABULARY['chronology.yaml'] ?? '';
    const idsWith = (edit: (text: string) => string, date: string) => {
      const files = Object.fromEntries(Object.entries(VOCABULARY).map(([path, text]) => [path, edit(text)]));
      const written = edit(eventText({ revisions: [{ date, note: noteOf('a') }] }));
      const site = siteOf(chronologyOf({ event: written }, files));
      const [language = ''] = site.chronology.vocabulary.settings.languages;
      return entriesIn(render(site, language, 'changes', 'json'), 'json').map(({ id }) => id);
    };
    assert.ok(chronologyText.includes('languages: [en, ja]') && chronologyText.includes('Asia/Tokyo'));
    for (const date of ['2026-11-30', '2026-11-30T00:30', '2026-11-30T23:30']) {
      const before = idsWith((text) => text, date);
      const corrections: readonly ((text: string) => string)[] = [
        (text) => text.replace('Asia/Tokyo', 'America/New_York'),
        (text) => text.replaceAll(/\ben: ?/g, 'en-GB: ').replace('[en, ja]', '[en-GB, ja]'),
        (text) => text.replace('[en, ja]', '[ja, en]'),
      ];
      for (const correct of corrections) assert.deepEqual(idsWith(correct, date), before, `${date} ${correct}`);
    }
  });

  it('is counted of two that nothing tells apart', () => {
    const revision = { date: '2026-11-30', note: noteOf('a') };
    const site = siteOf(chronologyOf({ event: { revisions: [revision, structuredClone(revision)] } }));
    const [second, first] = entriesIn(render(site, 'en', 'changes', 'json'), 'json').map(({ id }) => slugIn(id));
    assert.equal(second, `${first}.2`);
  });
});

describe('a feed in several documents', () => {
  const written = Object.fromEntries(
    Array.from({ length: 45 }, (_, n) => [
      `event-${n}`,
      { when: `20${10 + (n % 10)}-12-24`, published: `2026-11-${String(1 + (n % 7)).padStart(2, '0')}` },
    ]),
  );
  const many = chronologyOf(written);
  const site = siteOf(many);
  const inTens: Query = { ...EVERYTHING, limit: '10' };
  const document = (kind: Kind, part?: number) => render(site, 'en', kind, 'atom', inTens, part);
  const slugs = (kind: Kind, part?: number) => entriesIn(document(kind, part), 'atom').map(({ id }) => slugIn(id));
  const partIn = (text: string, rel: string): number | undefined => {
    const href = linkOf(parseXml(text), 'link', rel);
    if (href === undefined) return undefined;
    const part = new URL(href).searchParams.get('part');
    return part === null ? undefined : Number(part);
  };
  const oldestFirst = many.events.toSorted((a, b) =>
    a.published < b.published ? -1 : a.published > b.published ? 1 : 0,
  );

  it('that grows has its newest entries first, and all others in archives that are full', () => {
    const newest = oldestFirst.map(({ slug }) => slug).reverse();
    assert.deepEqual(slugs('feed'), newest.slice(0, 10));
    const seen = new Set(slugs('feed'));
    let part = partIn(document('feed'), 'prev-archive');
    const parts: number[] = [];
    for (; part !== undefined; part = partIn(document('feed', part), 'prev-archive')) {
      parts.push(part);
      assert.deepEqual(faultsOf(document('feed', part), 'atom'), []);
      assert.equal(slugs('feed', part).length, 10);
      for (const slug of slugs('feed', part)) seen.add(slug);
    }
    assert.deepEqual(parts, [4, 3, 2, 1]);
    assert.deepEqual([...seen], newest);
  });

  it('keeps its archives as they are when an entry is added', () => {
    const grown = siteOf(chronologyOf({ ...written, added: { when: '1999-12-24', published: '2026-11-20' } }));
    for (const part of [1, 2, 3, 4])
      assert.equal(render(grown, 'en', 'feed', 'atom', inTens, part), document('feed', part));
    assert.equal(slugIn(entriesIn(render(grown, 'en', 'feed', 'atom', inTens), 'atom')[0]?.id), 'added');
  });

  it('in the order of time is complete from page to page, each entry once', () => {
    const seen: string[] = [];
    let part: number | undefined = 1;
    for (let page = 1; part !== undefined; page += 1) {
      const text = document('chronology', page === 1 ? undefined : page);
      assert.deepEqual(faultsOf(text, 'atom'), []);
      seen.push(...slugs('chronology', page === 1 ? undefined : page));
      part = partIn(text, 'next');
      if (part !== undefined) assert.equal(part, page + 1);
    }
    assert.deepEqual(
      seen,
      many.events.map(({ slug }) => slug),
    );
    assert.equal(partIn(document('chronology'), 'last'), 5);
  });

  it('says where the rest is in every format, and what it has not', () => {
    const json = JSON.parse(render(site, 'en', 'feed', 'json', inTens)) as { next_url: string; description: string };
    assert.equal(json.next_url, 'https://chronology.example/en/feed.json?limit=10&part=4');
    assert.match(
      json.description,
      /The newest 10 of 45 entries; all of them are at https:\/\/chronology\.example\/en\/$/,
    );
    const rss = parseXml(render(site, 'en', 'feed', 'rss', inTens)).child('channel');
    assert.equal(linkOf(rss, 'atom:link', 'prev-archive'), 'https://chronology.example/en/feed.rss?limit=10&part=4');
    for (const kind of ['feed', 'chronology'] as const)
      for (const format of feedFormats)
        for (const part of [undefined, 2])
          assert.deepEqual(faultsOf(render(site, 'en', kind, format, inTens, part), format), []);
  });
});
