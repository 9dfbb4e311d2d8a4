/** What a revision changed, told from what to what: in the feed of changes, on the event's page, as data and in calendars. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastModified } from '../../src/chronology/event.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { revisedFieldsOf } from '../../src/chronology/revised-fields.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { chronologyOf, type Events, VOCABULARY } from '../support/chronologies.ts';
import { chronologyFrom, holds, siteAround } from '../support/fuzzed-calendars.ts';
import { siteOf } from '../support/golden-outputs.ts';
import { renderOutput } from '../support/rendered.ts';
import { serve, TODAY } from '../support/service.ts';

type Fields = Readonly<Record<string, unknown>>;

const text = (en: string, ja = en) => ({ en, ja });
const revision = (date: string, was?: Fields, more: Fields = {}) => ({ date, note: text(`On ${date}.`), was, ...more });

interface Item {
  readonly id: string;
  readonly summary: string;
  readonly content_html: string;
  readonly _annals: { readonly changes?: readonly { field: string; from: unknown; to: unknown }[] };
}

/** The entries of the feed of changes, the oldest first. */
function changes(events: Events, language = 'en', vocabulary: Readonly<Record<string, string>> = {}): readonly Item[] {
  const site = siteOf(chronologyOf(events, { ...VOCABULARY, ...vocabulary }));
  const feed = renderOutput(viewOf(site, language, EVERYTHING), 'changes.json', TODAY);
  return (JSON.parse(feed) as { items: Item[] }).items.toReversed();
}

/** The lines of each entry that say from what to what, without the elements around them. */
const lines = (items: readonly Item[]) =>
  items.map(({ content_html }) => [...content_html.matchAll(/<li[^>]*>(.*)<\/li>/g)].map(([, line]) => line));

/** What one revision says that changed this field from that. */
const lineOf = (now: Fields, was: Fields, language = 'en') =>
  lines(changes({ held: { ...now, revisions: [revision('2026-12-03', was)] } }, language))[0];

describe('what a revision changed', () => {
  it('is told of each field in words, an added or removed value as such', () => {
    const person = { id: 'hayashi', office: text('Minister') };
    const figure = { measure: 'grants', value: '7', unit: 'JPY' };
    const told: readonly (readonly [Fields, Fields, readonly string[]])[] = [
      [{ when: '2004-08-28' }, { when: '2004-08-27' }, ['Date: changed from “27 August 2004” to “28 August 2004”']],
      [{ when: '2019' }, { when: '[..2019]' }, ['Date: changed from “by 2019” to “2019”']],
      [{}, { title: text('Old & <b>') }, ['Title: changed from “Old &amp; &lt;b&gt;” to “Title”']],
      [{ place: 'tokyo' }, { place: 'bokhtar' }, ['Place: changed from “Bokhtar” to “Tokyo”']],
      [{ place: 'tokyo' }, { place: 'none' }, ['Place: “Tokyo” added']],
      [{}, { place: 'tokyo' }, ['Place: “Tokyo” taken out']],
      [{}, { place: text('Hall 9') }, ['Place: “Hall 9” taken out']],
      [{ place: 'tokyo' }, { online: true }, ['Place: changed from “Tokyo, and online” to “Tokyo”']],
      [{ place: 'tokyo' }, { online: true, place: 'none' }, ['Place: changed from “Online” to “Tokyo”']],
      [{}, { type: 'figure' }, ['Type: changed from “Figure” to “Meeting”']],
      [{}, { status: 'planned' }, ['Status: changed from “planned” to “held”']],
      [
        { countries: ['JP', 'UZ', 'KZ'] },
        { countries: ['JP', 'MN'] },
        ['Countries: “Uzbekistan, Kazakhstan” added', 'Countries: “Mongolia” taken out'],
      ],
      [
        { countries: ['JP', 'UZ'] },
        { countries: ['UZ', 'JP'] },
        ['Countries: changed from “Uzbekistan, Japan” to “Japan, Uzbekistan”'],
      ],
      [
        { people: [person] },
        { people: [{ ...person, office: text('Envoy') }, { id: 'tleuberdi' }] },
        [
          'People: changed from “Hayashi Yoshimasa (Envoy)” to “Hayashi Yoshimasa (Minister)”',
          'People: “Mukhtar Tleuberdi” taken out',
        ],
      ],
      [{ organizations: ['unicef'] }, { organizations: [] }, ['Organisations: “United Nations Children’s Fund” added']],
      [{ tags: ['water'] }, { tags: ['rivers'] }, ['Tags: “water” added', 'Tags: “rivers” taken out']],
      [
        { series: { id: 'rounds', number: 9 } },
        { series: { id: 'rounds', number: 8 } },
        ['Series: changed from “Rounds (8th)” to “Rounds (9th)”'],
      ],
      [{ series: { id: 'rounds' } }, { series: 'none' }, ['Series: “Rounds” added']],
      [
        { figures: [figure] },
        { figures: [{ ...figure, value: '6' }] },
        ['Figures: changed from “Grants: ¥6” to “Grants: ¥7”'],
      ],
    ];
    for (const [now, was, expected] of told) assert.deepEqual(lineOf(now, was), expected);
  });

  it('led to what the next revision of the field found, or to what stands now', () => {
    const items = changes({
      held: {
        when: '2022-12-24',
        revisions: [
          revision('2026-12-01', { when: '2022' }),
          revision('2026-12-02', { title: text('Met') }),
          revision('2026-12-03', { when: '2022-12', title: text('Talks') }),
          revision('2026-12-04'),
        ],
      },
    });
    assert.deepEqual(lines(items), [
      ['Date: changed from “2022” to “December 2022”'],
      ['Title: changed from “Met” to “Talks”'],
      ['Date: changed from “December 2022” to “24 December 2022”', 'Title: changed from “Talks” to “Title”'],
      [],
    ]);
    assert.deepEqual(
      items.map(({ _annals }) => _annals.changes),
      [
        [{ field: 'when', from: '2022', to: '2022-12' }],
        [{ field: 'title', from: 'Met', to: 'Talks' }],
        [
          { field: 'when', from: '2022-12', to: '2022-12-24' },
          { field: 'title', from: 'Talks', to: 'Title' },
        ],
        undefined,
      ],
    );
  });

  it('is told by the sources that the revision cites, and else by those of the event', () => {
    const source = (name: string, place = '') =>
      `<p>Source: <a href="https://chronology.example/en/source/${name}/">A ${name}</a>${place}</p>`;
    const cited = { sources: [{ source: 'review', page: '12', for: 'statement' }] };
    const items = changes({
      held: { revisions: [revision('2026-12-01', undefined, cited), revision('2026-12-02')] },
    });
    assert.deepEqual(
      items.map(({ content_html }) => content_html.split('\n').filter((line) => line.startsWith('<p>Source'))),
      [[source('review', ', p.\u00a012')], [source('report', ', ¶\u00a01')]],
    );
  });

  it('of a plan that was carried out stands beside what became of it', () => {
    const [carriedOut] = changes({
      plan: {
        when: '2027',
        status: 'planned',
        revisions: [revision('2026-12-02', { when: '2026' }, { sources: [{ source: 'review', for: 'statement' }] })],
      },
      summit: { published: '2026-12-02', relations: { fulfils: ['plan'] } },
    });
    assert.deepEqual(lines(carriedOut ? [carriedOut] : []), [['Date: changed from “2026” to “2027”']]);
    assert.match(carriedOut?.content_html ?? '', /Before: .*Now: .*A review.*A report/s);
  });
});

describe('from what to what, in another language', () => {
  const languages = [...wordLanguages];
  const vocabulary = {
    'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace(
      '[en, ja]',
      `[${['en', ...languages.filter((tag) => tag !== 'en')].join(', ')}]`,
    ),
  };

  it('has words of each of them', () => {
    const held = {
      when: '2004-08-28',
      place: 'tokyo',
      revisions: [
        revision('2026-12-03', { when: '2004-08', place: 'none' }),
        revision('2026-12-04', { place: 'bokhtar', tags: ['rivers'] }),
      ],
    };
    const said = languages.map((language) =>
      lines(changes({ held }, language, vocabulary))
        .flat()
        .join('\n'),
    );
    assert.equal(new Set(said).size, languages.length);
    for (const [index, language] of languages.entries()) {
      const own = said[index] ?? '';
      assert.match(own, /2004|٢٠٠٤/, language);
      assert.doesNotMatch(own, /[{}]|undefined/, language);
      assert.equal(own.split('\n').length, 4, language);
    }
  });

  it('marks a text that is written in none but the first with its language, and which way it runs', () => {
    const held = { title: { en: 'Now', ar: 'الآن' }, revisions: [revision('2026-12-03', { title: { en: 'Then' } })] };
    const [item] = changes({ held }, 'ar', vocabulary);
    assert.match(item?.content_html ?? '', /<div lang="ar" dir="rtl">/);
    assert.match(
      item?.content_html ?? '',
      /«\u2068?<span lang="en" dir="ltr">Then<\/span>\u2069?» إلى «\u2068?الآن\u2069?»/,
    );
    assert.deepEqual(item?._annals.changes, [{ field: 'title', from: 'Then', to: 'الآن' }]);
  });

  it('tells of no change of a text that changed in other languages alone', () => {
    const held = { title: text('Same', '新'), revisions: [revision('2026-12-03', { title: text('Same', '旧') })] };
    assert.deepEqual(lines(changes({ held })), [[]]);
    assert.deepEqual(lines(changes({ held }, 'ja')), [['題名：「旧」から「新」に変更']]);
  });
});

describe('what a revision says that stood before', () => {
  it('moves no id, no date, no order and no number of changes', () => {
    holds((written) => {
      const told = chronologyFrom(written);
      const untold = chronologyFrom({
        ...written,
        events: Object.fromEntries(
          Object.entries(written.events).map(([slug, event]) => [
            slug,
            { ...event, revisions: event.revisions?.map(({ date, note }) => ({ date, note })) },
          ]),
        ),
      });
      const [language = ''] = written.vocabulary.languages;
      const [first, second] = [told, untold].map((chronology) => {
        const feed = renderOutput(viewOf(siteAround(chronology), language, EVERYTHING), 'changes.json', TODAY);
        const { items } = JSON.parse(feed) as { items: Record<string, string>[] };
        return {
          changes: items.map(({ id, title, date_published, date_modified }) => [
            id,
            title,
            date_published,
            date_modified,
          ]),
          events: chronology.events.map((event) => [event.slug, lastModified(event), event.revisions.length]),
        };
      });
      assert.deepEqual(first, second);
    });
  });

  it('is in the end what stands: each version differs from the next in the fields that it names, and in no other', () => {
    holds((_, { chronology }) => {
      for (const event of chronology.bySlug.values())
        for (const revised of revisedFieldsOf(event)) {
          if (!revised) continue;
          const { before, after, fields } = revised;
          for (const field of Object.keys(event) as (keyof typeof event)[])
            assert.equal(
              JSON.stringify(before[field]) !== JSON.stringify(after[field]),
              (fields as readonly string[]).includes(field),
              field,
            );
        }
    });
  });

  it('is told in each language of a document by itself, also in one in which the interface has no words', async () => {
    const vocabulary = {
      ...VOCABULARY,
      'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace('[en, ja]', '[en, pt, ja]'),
    };
    const held = {
      title: { en: 'Now', pt: 'Agora' },
      revisions: [revision('2026-12-03', { title: { en: 'Then', pt: 'Antes' }, countries: ['BR'] })],
    };
    const service = await serve({ chronology: chronologyOf({ held }, vocabulary) });
    const { events } = JSON.parse((await service.request('/en-pt-ja/events.json')).text);
    assert.deepEqual(events[0].revisions[0].changes, {
      en: 'Title: changed from “Then” to “Now”\nCountries: “Brazil” taken out',
      pt: 'Title: changed from “Antes” to “Agora”\nCountries: “Brasil” taken out',
      ja: '題名：「Then」から「Now」に変更\n国：「ブラジル」を削除',
    });
    const table = (await service.request('/en/events.csv')).text;
    assert.match(table, /from “Then” to “Now”/);
    assert.match(table, /from “Antes” to “Agora”/);
  });

  it('stands in the event’s JSON as its members do, with the source, and on its page', async () => {
    const service = await serve({
      chronology: chronologyOf({
        held: {
          revisions: [
            revision(
              '2026-12-03',
              { when: '2022', place: 'tokyo', series: 'none' },
              { sources: [{ source: 'review', page: '12', for: 'statement' }] },
            ),
          ],
          series: { id: 'rounds' },
        },
      }),
    });
    const { event } = JSON.parse((await service.request('/en/events/held.json')).text);
    const [told] = event.revisions;
    assert.deepEqual(
      [
        told.was.when.edtf,
        told.was.place.id,
        told.was.series,
        told.became.when.edtf,
        told.became.place,
        told.became.series.id,
      ],
      ['2022', 'tokyo', null, '2022-12-24', null, 'rounds'],
    );
    assert.deepEqual(told.changes, {
      en: 'Date: changed from “2022” to “24 December 2022”\nPlace: “Tokyo” taken out\nSeries: “Rounds” added',
    });
    assert.equal(told.sources[0].source.id, 'review');
    const page = (await service.request('/ja/events/held', { headers: { Accept: 'text/html' } })).text;
    assert.match(page, /<li>日付：「2022年」から「2022年12月24日」に変更<\/li>/);
    assert.match(page, /<small><a href="[^"]*source\/review\/">年次報告<\/a>/);
    const source = (await service.request('/en/source/review/', { headers: { Accept: 'text/html' } })).text;
    assert.match(source, /events\/held".*a revision/s);
  });
});

describe('a reader that polls the feed of changes while the folder is edited', () => {
  it('is told of each correction once, and of nothing when a revision comes to say what stood before', () => {
    const seen = new Map<string, Item>();
    /** The ids that are new, and of those that were known, the ones of which the content is another. */
    const poll = (events: Events) => {
      const items = changes(events);
      const isNew = items.filter(({ id }) => !seen.has(id));
      const rewritten = items.filter(
        (item) => seen.has(item.id) && seen.get(item.id)?.content_html !== item.content_html,
      );
      for (const item of items) seen.set(item.id, item);
      return [isNew, rewritten].map((some) => lines(some));
    };
    const held = { when: '2022-12-24', place: 'tokyo' };
    const [first, second] = [revision('2026-12-01'), revision('2026-12-02', { title: text('Met') })];
    const other = { when: '2021', sources: [{ source: 'report', for: 'date', wording: '2021' }] };
    assert.deepEqual(poll({ held, other }).flat().flat(), []);
    seen.clear();
    const edits: readonly (readonly [Events, (readonly string[])[], (readonly string[])[]])[] = [
      [{ held: { ...held, revisions: [first] }, other }, [[]], []],
      [{ held: { ...held, revisions: [first] }, other }, [], []],
      // It says no more that it is how the entry is now.
      [{ held: { ...held, revisions: [first, second] }, other }, [['Title: changed from “Met” to “Title”']], [[]]],
      [
        { held: { ...held, revisions: [{ ...first, was: { place: 'none' } }, second] }, other },
        [],
        [['Place: “Tokyo” added']],
      ],
      [
        {
          held: {
            ...held,
            revisions: [{ ...first, was: { place: 'none' } }, second],
            withdrawn: { date: '2026-12-03', reason: text('Twice.'), replacedBy: 'other' },
          },
          other: { ...other, revisions: [revision('2026-12-03', { when: '2020' })] },
        },
        [['Date: changed from “2020” to “2021”'], []],
        [['Title: changed from “Met” to “Title”']],
      ],
    ];
    for (const [events, told, rewritten] of edits) assert.deepEqual(poll(events), [told, rewritten]);
  });
});
