/** What pages show: every event, everything that an event's file says, in valid HTML that escapes its texts. */
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { typeOf } from '../../src/chronology/chronology.ts';
import { groupedCountryNames } from '../../src/chronology/country-names.ts';
import { languageOf, wordsOf } from '../../src/chronology/languages/languages.ts';
import { markForms } from '../../src/formats/overview/mark.ts';
import { capitalized, dateAsKnown } from '../../src/formats/view/event-text.ts';
import { placeText, statusText } from '../../src/formats/view/field-text.ts';
import { navigation } from '../../src/web/site/address.ts';
import { markupFunctions } from '../../src/web/site/templates.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { find, findAll } from '../support/html.ts';
import { faultsOf } from '../support/html-validity.ts';
import { textAt } from '../support/interface-texts.ts';
import { addressesIn, cardOf, elements, references, slugsOf, textOf, unescaped } from '../support/markup.ts';
import { renderEventPage } from '../support/rendered.ts';
import { BASE_URL, EVERY_DATE, serve, siteOf, VIEWS } from '../support/service.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });
const BROWSER = { headers: { Accept: 'text/html' } };

/** A page without its overview, which has tests of its own. */
function withoutPicture(page: string): string {
  return page.replace(/<figure class="picture"[^>]*>[\s\S]*?<\/figure>/g, '');
}

/** The sections of an event's page: each heading with the text below it. */
function sectionsOf(page: string): string[] {
  const main = withoutPicture(page.slice(page.indexOf('<main'), page.indexOf('</main>')));
  return main
    .split(/<section|<nav|<div class="(?:told|beside)"/)
    .map((section) => textOf(section.replace(/^[^>]*>/, '')));
}

describe('the timeline', () => {
  const { chronology } = shipped;
  for (const language of chronology.vocabulary.settings.languages)
    it(`in ${language} shows each event of the shipped folder, in order, with what is known of it`, async () => {
      const { text: page } = await shipped.request(`/${language}/`);
      const words = wordsOf(language);
      // Parts stand in the card of their whole, before what else was on its day.
      const folded = new Set(findAll(page, 'details.fold article').map(({ attributes: { id = '' } }) => id.slice(6)));
      assert.deepEqual(
        slugsOf(page).filter((slug) => !folded.has(slug)),
        chronology.events.map(({ slug }) => slug).filter((slug) => !folded.has(slug)),
      );
      assert.deepEqual(slugsOf(page).toSorted(), chronology.events.map(({ slug }) => slug).toSorted());
      for (const event of chronology.events) {
        const card = cardOf(page, event.slug);
        const text = textOf(card);
        const isLine = folded.has(event.slug) || event.weight === 'detail';
        const place = placeText(chronology, event, language, words);
        const said = [
          capitalized(dateAsKnown(event, language)),
          event.title[language],
          event.summary[language],
          ...(event.status === typeOf(chronology, event).defaultStatus
            ? []
            : [statusText(chronology, event, language).text]),
          ...(isLine
            ? []
            : [
                typeOf(chronology, event).label[language],
                ...(place ? [place.text] : []),
                ...groupedCountryNames(event.countries, chronology.vocabulary, language)
                  .slice(0, 3)
                  .map(({ name }) => name),
                ...event.disagreements.map((note) => note[language]),
                ...(event.dating?.note ? [event.dating.note[language]] : []),
              ]),
        ];
        for (const part of said)
          assert.ok(part !== undefined && text.includes(part.replace(/\s+/g, ' ')), `${event.slug}: ${part}`);
        const links = references(card);
        assert.ok(links.includes(`events/${event.slug}`));
        if (isLine) continue;
        assert.ok(links.includes(`type/${event.type}/`));
        for (const source of new Set(event.sources.map(({ source }) => source))) {
          assert.ok(links.includes(`source/${source}/`), `${event.slug}: ${source}`);
          const title = chronology.vocabulary.sources[source]?.shortTitle?.[language];
          assert.ok(text.includes(language === 'ja' ? `${title} 第` : `${title}, ¶ `), `${event.slug}: ${title}`);
        }
      }
    });

  it('has a heading for each year, and the events below the year of their anchor day', async () => {
    const { text: page } = await everyDate.request('/en/');
    const years = findAll(page, 'section.year').map((section) => ({
      year: textOf(find(section, 'h2')),
      slugs: slugsOf(section),
    }));
    assert.deepEqual(
      years.map(({ year }) => year),
      [...new Set(years.map(({ year }) => year))],
    );
    const yearOf = new Map(years.flatMap(({ year, slugs }) => slugs.map((slug) => [slug, year])));
    assert.equal(yearOf.get('third-round'), '2023');
    assert.equal(yearOf.get('cancelled'), '2022');
    assert.equal(yearOf.has('withdrawn'), false);
    const rail = elements(page, 'a').filter(({ attributes: { href = '' } }) => /^#y/.test(href));
    assert.equal(rail.length, years.length);
    const ids = new Set(elements(page).map(({ attributes: { id } }) => id));
    for (const { attributes } of rail) assert.ok(ids.has(attributes.href?.slice(1)), attributes.href);
  });

  it('says so where a view is empty, and leads back', async () => {
    const { status, text } = await everyDate.request('/en/?q=no-such-thing&type=meeting');
    assert.equal(status, 200);
    assert.ok(textOf(text).includes('No events Nothing matches all of this at once. Take something away.'));
    assert.ok(references(text).includes('./'));
    assert.ok(textOf(text).includes('0 events'));
  });

  it('keeps what was asked for in its form', async () => {
    const { text } = await everyDate.request('/en/?q=Third+round&from=2023&to=2024-02&type=meeting&imprecise=span');
    const inputs = elements(text, 'input')
      .filter(({ attributes }) => attributes.type !== 'checkbox')
      .map(({ attributes: { name, value } }) => [name, value]);
    assert.deepEqual(inputs, [
      ['q', 'Third round'],
      ['imprecise', 'span'],
      ['from', '2023'],
      ['to', '2024-02'],
    ]);
    const checked = (page: string) =>
      elements(page, 'input')
        .filter(({ attributes }) => 'checked' in attributes)
        .map(({ attributes: { name, value } }) => [name, value]);
    assert.deepEqual(checked(text), [['type', 'meeting']]);
    const several = await everyDate.request('/en/?country=JP&country=KZ');
    assert.deepEqual(checked(several.text), [
      ['country', 'JP'],
      ['country', 'KZ'],
    ]);
  });

  it('describes the source whose events it shows', async () => {
    const { text } = await everyDate.request('/en/source/record/');
    const facts = find(text, 'dl.facts');
    assert.equal(
      textOf(facts),
      'Publisher The recorders Date about 2024 Language English Paragraphs 3 Address https://records.example/1?a=b&c=d',
    );
    assert.deepEqual(references(facts), ['https://records.example/1?a=b&c=d']);
  });
});

const EVERYTHING_AT_ONCE = {
  type: 'meeting',
  when: '2022-12-24~',
  whenText: { en: 'around 24 December 2022, in the evening', ja: '2022年12月24日ごろの夕方' },
  title: { en: 'Everything at once', ja: '盛り沢山' },
  summary: { en: 'A summary of it.', ja: 'その要約。' },
  place: 'tokyo',
  countries: ['JP', 'KZ'],
  people: [
    { id: 'hayashi', office: { en: 'Minister for Foreign Affairs', ja: '外務大臣' }, country: 'JP' },
    { id: 'tleuberdi' },
  ],
  organizations: ['unicef'],
  series: { id: 'rounds', number: 2 },
  status: 'ongoing',
  relations: { partOf: 'whole', follows: ['before'], fulfils: ['plan'], related: ['aside'] },
  figures: [
    { measure: 'grants', value: '190', scale: 1000000000, unit: 'JPY', approximate: true, countries: ['UZ'] },
    { measure: 'grants', value: '100000', moreThan: true },
    { measure: 'multilateral-grants', value: '2.50', unit: 'kilometer' },
  ],
  table: {
    unit: 'USD',
    scale: 1000000,
    columns: ['grants', 'multilateral-grants'],
    rows: { UZ: ['11.24', 'none'], multiple: ['-0.10', '3'], total: ['11.14', '3.00'] },
  },
  disagreements: [{ en: 'One says two, another three.', ja: '二とも三ともいう。' }],
  alternatives: [
    {
      when: '2022-11',
      note: { en: 'In a caption.', ja: '図の説明。' },
      sources: [{ source: 'review', paragraph: 7, for: 'date', wording: '11月' }],
    },
  ],
  dating: { inferred: true, note: { en: 'The year is carried over.', ja: '年は前の段落による。' } },
  sources: [
    { source: 'report', paragraph: 2, for: 'date', wording: '24 December' },
    { source: 'report', paragraph: 1, for: 'year', wording: '2022' },
    { source: 'review', paragraph: 4, for: 'statement', wording: '会合を開催' },
    { source: 'review', paragraph: 5, for: 'statement' },
  ],
  published: '2026-11-22',
  revisions: [{ date: '2026-12-03T20:00:00Z', note: { en: 'The place was added.', ja: '場所を追加。' } }],
};

const maximal = await serve({
  chronology: chronologyOf({
    everything: EVERYTHING_AT_ONCE,
    whole: { when: '2022', title: { en: 'The whole', ja: '全体の会合' } },
    before: { when: '2021-05', title: { en: 'What came before', ja: '前の会合' }, series: { id: 'rounds', number: 1 } },
    plan: { when: '[2022-01..]', status: 'planned', title: { en: 'The plan', ja: '計画' }, series: { id: 'rounds' } },
    aside: { when: '199X', title: { en: 'Beside it', ja: '傍ら' } },
    part: { when: '2023-01-01', title: { en: 'A part', ja: '一部' }, relations: { partOf: 'everything' } },
    after: {
      when: '2024',
      title: { en: 'What came after', ja: '後の会合' },
      series: { id: 'rounds', number: 4 },
      relations: { follows: ['everything'] },
    },
    pointing: {
      when: '2025',
      title: { en: 'What points here', ja: 'ここを指すもの' },
      relations: { related: ['everything'] },
    },
  }),
});

describe('the page of an event', () => {
  let page = '';
  before(async () => {
    page = (await maximal.request('/en/events/everything')).text;
  });

  it('shows everything that its file says', () => {
    assert.deepEqual(sectionsOf(page), [
      'In the timeline: 2022 Part of: The whole Around 24 December 2022, in the evening approximate Everything at once',
      'Previous in the series · Follows What came before May 2021 ' +
        'Before it in the timeline · Fulfils the plan The plan In or after January 2022 planned ' +
        'Next in the series · After it in the timeline · Followed by What came after 2024',
      'A summary of it.',
      'Figures Grants (Uzbekistan) about ¥190 billion Grants more than 100,000 ' +
        'Through multilateral institutions 2.50 kilometres',
      'What the sources disagree on One says two, another three.',
      '',
      'Connections Its parts A part 1 January 2023 See also Beside it 1990s What points here 2025',
      'Type Meeting Status under way Place Tokyo Countries Japan, Kazakhstan ' +
        'People Hayashi Yoshimasa Minister for Foreign Affairs, Japan Mukhtar Tleuberdi ' +
        'Organisations United Nations Children’s Fund ' +
        'Series Rounds (2nd) All in this series (4) What came before May 2021 The plan In or after January 2022 ' +
        'Everything at once Around 24 December 2022, in the evening What came after 2024',
      'How the date is known Date inferred The year is carried over. ' +
        'inferred from, printed as 24 December – A report ¶ 2 the year, from 2022 – A report ¶ 1 ' +
        'the statement 会合を開催 – A review ¶ 4 ' +
        'Another source gives: November 2022 – In a caption. – 11月 A review ¶ 7 ' +
        'Machine-readable date (EDTF) 2022-12-24~',
      'Sources A report ¶ 1, 2 A review ¶ 4, 5',
      'Subscribe Rounds Download this event for a calendar (.ics)',
      'About this entry Entry published 22 November 2026 Revisions 4 December 2026 – The place was added. ' +
        `Data JSON Permanent address ${BASE_URL}/events/everything ` +
        'Cite this entry “Everything at once” (around 24 December 2022, in the evening). In: Small chronology. ' +
        `The curators. Entry published 22 November 2026, revised 4 December 2026. ${BASE_URL}/events/everything ` +
        '@misc{everything, title = {{Everything at once}}, author = {{The curators}}, ' +
        'howpublished = {{Small chronology}}, year = {2026}, month = dec, ' +
        'note = {Around 24 December 2022, in the evening. Entry published 22 November 2026, revised 4 December 2026}, ' +
        `url = {${BASE_URL}/events/everything}, langid = {british}, } ` +
        'For programs that keep citations: BibTeX · RIS · CSL-JSON',
      'Table Unit: US$1 million. Numbers as printed; a dash stands where the source has one. ' +
        'Country Grants Through multilateral institutions included in “Grants” ' +
        'Uzbekistan 11.24 – Several countries -0.10 3 Total 11.14 3.00',
    ]);
  });

  it('shows it in Japanese as well', async () => {
    assert.deepEqual(sectionsOf((await maximal.request('/ja/events/everything')).text), [
      '年表で見る：2022年 上位の項目：全体の会合 2022年12月24日ごろの夕方 おおよその時期 盛り沢山',
      'シリーズの前回・先行する項目 前の会合 2021年5月 ' +
        '年表で一つ前・実現した計画 計画 2022年1月以降 予定 ' +
        'シリーズの次回・年表で一つ後・続く項目 後の会合 2024年',
      'その要約。',
      '数値 無償資金（ウズベキスタン） 約1,900億円 無償資金 100,000超 国際機関等経由 2.50 km',
      '資料間の相違 二とも三ともいう。',
      '',
      '関連 含まれる項目 一部 2023年1月1日 関連項目 傍ら 1990年代 ここを指すもの 2025年',
      '種別 会合 状況 開催中 場所 東京 国 日本、カザフスタン ' +
        '人物 林芳正 外務大臣、日本 ムフタル・トレウベルディ 組織 国連児童基金 ' +
        'シリーズ ラウンド（第2回） このシリーズの一覧（4件） 前の会合 2021年5月 計画 2022年1月以降 ' +
        '盛り沢山 2022年12月24日ごろの夕方 後の会合 2024年',
      '日付の根拠 推定した日付 年は前の段落による。 ' +
        '推定の根拠の記載 24 December – 報告書 第2段落 年の典拠 2022 – 報告書 第1段落 ' +
        '記述 会合を開催 – 年次報告 第4段落 ' +
        '別の資料の日付：2022年11月 – 図の説明。 – 11月 年次報告 第7段落 ' +
        '機械可読の日付（EDTF） 2022-12-24~',
      '出典 報告書 第1、2段落 年次報告 第4、5段落',
      '購読 ラウンド この項目を予定としてダウンロード（.ics）',
      `この項目について 掲載日 2026年11月22日 改訂履歴 2026年12月4日 – 場所を追加。 データ JSON 固定リンク ${BASE_URL}/events/everything ` +
        'この項目の引用 「盛り沢山」（2022年12月24日ごろの夕方）『小さな年表』The curators、' +
        `掲載日2026年11月22日、改訂日2026年12月4日、${BASE_URL}/events/everything ` +
        '@misc{everything, title = {{盛り沢山}}, author = {{The curators}}, ' +
        'howpublished = {{小さな年表}}, year = {2026}, month = dec, ' +
        'note = {2022年12月24日ごろの夕方、掲載日2026年11月22日、改訂日2026年12月4日}, ' +
        `url = {${BASE_URL}/events/everything}, langid = {japanese}, } ` +
        '文献管理ソフト用：BibTeX · RIS · CSL-JSON',
      '表 単位：100万米ドル。数値もダッシュも資料の記載どおり。 ' +
        '国 無償資金 国際機関等経由 「無償資金」の内数 ' +
        'ウズベキスタン 11.24 ― 複数国 -0.10 3 合計 11.14 3.00',
    ]);
  });

  it('links all that has a page', () => {
    const main = withoutPicture(page.slice(page.indexOf('<main'), page.indexOf('</main>')));
    assert.deepEqual(
      [...new Set(references(main))].sort(),
      [
        '../#event-everything',
        '../country/JP/',
        '../country/KZ/',
        '../organization/unicef/',
        '../person/hayashi/',
        '../person/tleuberdi/',
        '../place/tokyo/',
        '../series/rounds/',
        '../source/report/',
        '../source/report/#p1',
        '../source/report/#p2',
        '../source/review/',
        '../source/review/#p4',
        '../source/review/#p7',
        '../subscribe?series=rounds',
        '../type/meeting/',
        'after',
        'aside',
        'before',
        'everything',
        'everything.bib',
        'everything.csl.json',
        'everything.ics',
        'everything.json',
        'everything.ris',
        `${BASE_URL}/events/everything`,
        'part',
        'plan',
        'pointing',
        'whole',
      ].sort(),
    );
  });

  it('quotes each document in its own language', () => {
    const quoted = findAll(page, 'q[lang]').map((quote) => [quote.attributes.lang, textOf(quote)]);
    assert.deepEqual(quoted, [
      ['en', '24 December'],
      ['en', '2022'],
      ['ja', '会合を開催'],
      ['ja', '11月'],
    ]);
  });

  it('describes itself in the marks of its language', async () => {
    const descriptionOf = (text: string) =>
      elements(text, 'meta').find(({ attributes }) => attributes.name === 'description')?.attributes.content;
    assert.equal(descriptionOf(page), 'Around 24 December 2022, in the evening: A summary of it.');
    assert.equal(
      descriptionOf((await maximal.request('/ja/events/everything')).text),
      '2022年12月24日ごろの夕方：その要約。',
    );
  });

  it('says what is online is so', () => {
    const chronology = chronologyOf({ call: { online: 'true' } });
    const event = chronology.bySlug.get('call');
    assert.ok(event);
    const shown = (language: 'en' | 'ja') => sectionsOf(renderEventPage(siteOf(chronology), language, event)).join(' ');
    assert.match(shown('en'), /Place Online /);
    assert.match(shown('ja'), /場所 オンライン /);
  });

  it('leads to no event that was withdrawn', async () => {
    const service = await serve({
      chronology: chronologyOf({
        gone: { withdrawn: { date: '2026-12-01', reason: 'A mistake.' }, series: { id: 'rounds', number: 1 } },
        kept: { series: { id: 'rounds', number: 2 } },
      }),
    });
    const { text } = await service.request('/en/events/kept');
    assert.deepEqual(
      references(text).filter((reference) => reference.includes('gone')),
      [],
    );
    assert.ok(!text.includes('rel="prev"'));
  });
});

describe('a text in another language than the page', () => {
  const named = (name: string) => `\n  name: ${name}\n`;
  const english = chronologyOf(
    {
      only: {
        title: 'English title',
        summary: 'English summary.',
        place: 'town',
        people: [{ id: 'someone', office: 'English office', country: 'JP' }],
        organizations: ['club'],
        series: { id: 'talks', number: 1 },
        figures: [{ measure: 'things', value: '1' }],
        table: { unit: 'USD', columns: ['things'], rows: { JP: ['1'] } },
        disagreements: ['English disagreement.'],
        alternatives: [
          {
            when: '2021',
            note: 'English alternative.',
            sources: [{ source: 'paper', paragraph: 1, for: 'date', wording: '2021' }],
          },
        ],
        dating: { inferred: 'true', note: 'English dating.' },
        sources: [{ source: 'paper', paragraph: 1, for: 'date', wording: '24 December' }],
        revisions: [{ date: '2026-12-03', note: 'English revision.' }],
      },
      next: { title: 'English neighbour', series: { id: 'talks', number: 2 }, relations: { follows: ['only'] } },
    },
    {
      'chronology.yaml': `
title: English chronology
description: English description.
publisher:
  name: The curators
languages: [en, ja]
timeZone: UTC
uidDomain: english.annals.example
types:
  meeting:
    label: English type
    plural: English types
    color: darkblue
    requires: []
    defaultStatus: done
    endEntry: true
    statuses:
      done: English status
series:
  talks:
    name: English series
measures:
  things:
    label: English measure
`,
      'sources.yaml':
        'paper:\n  title: English source\n  publisher: English publisher\n  language: en\nreport:\n  title: English report\n  language: en\n',
      'people.yaml': `someone:${named('English person')}`,
      'organizations.yaml': `club:${named('English club')}`,
      'places.yaml': `town:${named('English place')}`,
    },
  );
  /** The texts outside `<head>` that stand in no element with `lang="en"`. */
  function unmarked(page: string): string[] {
    const open: (string | undefined)[] = [];
    const found: string[] = [];
    const body = page.slice(page.indexOf('<body>')).replace(/<(?:select)[\s\S]*?<\/select>/g, '');
    for (const [token] of body.matchAll(/<[^>]+>|[^<]+/g)) {
      if (token.startsWith('</')) open.pop();
      else if (token.startsWith('<')) {
        if (!/^<(input|br|meta|link)\b/.test(token))
          open.push(/\slang="(\w+)"/.exec(token)?.[1] ?? open.at(-1) ?? 'ja');
      } else if (/English (?!$)/.test(token) && open.at(-1) !== 'en') found.push(textOf(token));
    }
    return found;
  }

  it('carries its language, wherever it stands', async () => {
    const service = await serve({ chronology: english });
    for (const path of [
      '/ja/events/only',
      '/ja/events/next',
      '/ja/',
      '/ja/source/paper/',
      '/ja/type/meeting/',
      '/ja/person/someone/',
      '/ja/series/talks/',
      '/ja/country/JP/',
      '/ja/sources',
      '/ja/about',
      '/ja/subscribe?language=en-ja&type=meeting',
    ]) {
      const { status, text } = await service.request(path);
      assert.equal(status, 200);
      assert.ok(text.includes('lang="en">English'));
      assert.deepEqual([path, unmarked(text)], [path, []]);
    }
  });

  it('carries none where it is the page’s own', async () => {
    const service = await serve({ chronology: english });
    const { text } = await service.request('/en/events/only');
    const languages = elements(text.slice(text.indexOf('<main'), text.indexOf('</main>')))
      .filter(({ name, attributes }) => attributes.lang !== undefined && name !== 'q')
      .map(({ name }) => name);
    assert.deepEqual(languages, []);
  });
});

describe('texts with marks of HTML', () => {
  const HOSTILE = `"><script>alert('1')</script>&amp;<!-- --><b x='`;
  it('are text in every page that shows them', async () => {
    const yaml = JSON.stringify(HOSTILE);
    const settings = `
title: ${yaml}
description: ${yaml}
publisher: { name: ${yaml}, url: "https://curators.example/?a=%22&b='" }
licence: ${yaml}
languages: [en, ja]
timeZone: UTC
uidDomain: hostile.annals.example
types:
  meeting:
    label: ${yaml}
    plural: ${yaml}
    color: darkblue
    requires: []
    defaultStatus: done
    endEntry: true
    statuses: { done: ${yaml} }
series: { rounds: { name: ${yaml} } }
measures: { grants: { label: ${yaml} } }
`;
    const citation = { source: 'report', paragraph: 1, for: 'date', wording: HOSTILE };
    const chronology = chronologyOf(
      {
        hostile: {
          title: HOSTILE,
          summary: HOSTILE,
          whenText: { en: HOSTILE, ja: HOSTILE },
          place: 'tokyo',
          people: [{ id: 'hayashi', office: HOSTILE }],
          organizations: ['unicef'],
          series: { id: 'rounds', number: 1 },
          figures: [{ measure: 'grants', value: '1' }],
          table: { unit: 'USD', columns: ['grants'], rows: { JP: ['1'] } },
          disagreements: [HOSTILE],
          alternatives: [{ when: '2021', note: HOSTILE, sources: [{ ...citation }] }],
          dating: { note: HOSTILE },
          sources: [citation],
          revisions: [{ date: '2026-12-03', note: HOSTILE }],
        },
        gone: { withdrawn: { date: '2026-12-01', reason: HOSTILE, replacedBy: 'hostile' } },
      },
      {
        'chronology.yaml': settings,
        'sources.yaml': `report: { title: ${yaml}, publisher: ${yaml}, language: en, file: ${yaml}, url: "https://x.example/?a='&b=1" }`,
        'people.yaml': `hayashi: { name: ${yaml} }`,
        'organizations.yaml': `unicef: { name: ${yaml} }`,
        'places.yaml': `tokyo: { name: ${yaml} }`,
      },
    );
    const service = await serve({ chronology });
    const search = new URLSearchParams({ q: HOSTILE, utm: HOSTILE }).toString();
    const paths = [
      '/en/',
      '/ja/',
      '/en/events/hostile',
      '/ja/events/hostile',
      '/en/events/gone',
      '/en/type/meeting/',
      '/en/series/rounds/',
      '/en/person/hayashi/',
      '/en/source/report/',
      '/en/country/JP/',
      '/en/sources',
      '/en/about',
      '/en/subscribe',
      `/ja/subscribe?${search}`,
      `/en/subscribe?language=${encodeURIComponent(HOSTILE)}`,
      `/en/?${search}`,
      `/en/?type=${encodeURIComponent(HOSTILE)}`,
      `/en/?from=${encodeURIComponent(HOSTILE)}`,
      `/en/${encodeURIComponent(HOSTILE)}`,
      `/en/%22%3E%3Cscript%3E`,
    ];
    for (const path of paths) {
      const { text } = await service.request(path, BROWSER);
      // The page's own scripts are the one that it loads, and the data that no text of it ends.
      const data = [...text.matchAll(/<script type="application\/ld\+json">([^<]*)<\/script>/g)];
      for (const [, json = ''] of data)
        assert.ok(json.includes('\\u003cscript') && JSON.stringify(JSON.parse(json)), path);
      const shows =
        text.includes('rel="canonical"') && !navigation.some((name) => path.split('?')[0]?.endsWith(`/${name}`));
      assert.equal(data.length, shows ? 1 : 0, path);
      // The place of what is told of an address is ours.
      const page = text
        .replace('<!--told-->', '')
        .replace(/<script src="[./]*assets\/script\.\w+\.js" defer><\/script>/, '')
        .replace(data[0]?.[0] ?? '', '');
      assert.ok(!/<script|<!--|<b\b|onerror/i.test(page), path);
      // No attribute was broken out of either: each tag is made of well-formed attributes only.
      for (const [tag] of text.matchAll(/<[a-z][^>]*>/g))
        assert.match(tag, /^<[a-z][a-zA-Z0-9]*(\s+[a-zA-Z0-9-]+(="[^"<]*")?)*\s*\/?>$/, path);
    }
    const { text } = await service.request('/en/events/hostile');
    const times = textOf(text.slice(text.indexOf('<main'))).split(HOSTILE.replace(/\s+/g, ' ')).length - 1;
    assert.ok(times >= 18, `${times} times`);
  });
});

describe('HTML', () => {
  it('is told apart from what is not', async () => {
    assert.notDeepEqual(await faultsOf('<!doctype html>\n<html><body><p><div></div></p></body></html>'), []);
  });

  const kinds: [kind: string, service: typeof shipped, path: string][] = [
    ['the timeline', shipped, '/en/'],
    ['the Japanese timeline', shipped, '/ja/'],
    ['a timeline of every kind of date', everyDate, '/en/'],
    ['a type', shipped, '/en/type/meeting/'],
    ['a country', shipped, '/ja/country/UZ/'],
    ['a series', shipped, '/en/series/foreign-ministers/'],
    ['a person', shipped, '/ja/person/abe/'],
    ['a source', shipped, '/en/source/review-to-2025/'],
    ['a source with an address', everyDate, '/en/source/record/'],
    ['a source of unknown length', maximal, '/ja/source/review/'],
    ['a series with gaps', maximal, '/en/series/rounds/'],
    ['a person', maximal, '/en/person/hayashi/'],
    ['the sources', shipped, '/en/sources'],
    ['the Japanese sources', maximal, '/ja/sources'],
    ['the page about the chronology', everyDate, '/en/about'],
    ['the Japanese page about it', shipped, '/ja/about'],
    ['subscribing', shipped, '/en/subscribe'],
    ['subscribing in Japanese', shipped, '/ja/subscribe?country=UZ&imprecise=span&language=en-ja&type=meeting'],
    ['subscribing to every kind of date', everyDate, '/en/subscribe?q=%22%3Cround%3E%22&person=hayashi'],
    ['subscribing to nothing', everyDate, '/ja/subscribe?q=no-such-thing'],
    ['subscribing to too much', shipped, `/en/subscribe?q=${'%E4%B8%AD'.repeat(60)}`],
    ['a search', everyDate, '/en/?q=%22%3Cround%3E%22&from=2023&to=2024&imprecise=span'],
    ['a filter with several values', everyDate, '/en/?country=JP&country=KZ&type=meeting&precision=day'],
    ['nothing found', shipped, '/ja/country/IS/'],
    ['an event with everything', maximal, '/en/events/everything'],
    ['a Japanese event with everything', maximal, '/ja/events/everything'],
    ['an event in one language', everyDate, '/ja/events/english-only'],
    ['an event with a table', shipped, '/en/events/aid-by-country'],
    ['the figures', shipped, '/en/figures'],
    ['the Japanese figures', shipped, '/ja/figures'],
    ['figures without a table', everyDate, '/ja/figures'],
    ['figures of every kind', maximal, '/en/figures'],
    ['a wrong parameter', shipped, '/en/?type=nope'],
    ['an address that is not there', shipped, '/ja/nope'],
    ['an event that was withdrawn', everyDate, '/en/events/withdrawn'],
  ];
  for (const [kind, service, path] of kinds)
    it(`of ${kind} is valid`, async () => {
      const { headers, text } = await service.request(path, BROWSER);
      assert.equal(headers['content-type'], 'text/html; charset=utf-8');
      assert.deepEqual(await faultsOf(text), []);
    });
});

describe('the head of a page', () => {
  const views: [path: string, calendar: string, feed: string][] = [
    ['/en/', '/en/calendar.ics', '/en/feed.rss'],
    ['/ja/', '/ja/calendar.ics', '/ja/feed.rss'],
    ['/en/?imprecise=span', '/en/calendar.ics?imprecise=span', '/en/feed.rss'],
    ['/ja/type/meeting/', '/ja/type/meeting/calendar.ics', '/ja/type/meeting/feed.rss'],
    ['/en/type/meeting/?imprecise=omit', '/en/type/meeting/calendar.ics?imprecise=omit', '/en/type/meeting/feed.rss'],
    ['/en/country/UZ/', '/en/country/UZ/calendar.ics', '/en/country/UZ/feed.rss'],
    ['/en/series/summits/', '/en/series/summits/calendar.ics', '/en/series/summits/feed.rss'],
    ['/en/person/abe/', '/en/person/abe/calendar.ics', '/en/person/abe/feed.rss'],
    ['/en/source/review-to-2020/', '/en/source/review-to-2020/calendar.ics', '/en/source/review-to-2020/feed.rss'],
    [
      '/en/?country=JP&q=a+b&type=meeting',
      '/en/calendar.ics?country=JP&q=a+b&type=meeting',
      '/en/feed.rss?country=JP&q=a+b&type=meeting',
    ],
    [
      '/ja/?from=2019&imprecise=omit&q=%E6%9D%B1%E4%BA%AC&to=2020',
      '/ja/calendar.ics?from=2019&imprecise=omit&q=%E6%9D%B1%E4%BA%AC&to=2020',
      '/ja/feed.rss?from=2019&q=%E6%9D%B1%E4%BA%AC&to=2020',
    ],
    ['/en/events/summit-1', '/en/calendar.ics', '/en/feed.rss'],
  ];
  for (const [path, calendar, feed] of views)
    it(`of ${path} names its own address, the other language, and the calendar and feed of this view`, async () => {
      const { text } = await shipped.request(path);
      const links = elements(text, 'link').map(({ attributes }) => attributes);
      const other = path.startsWith('/en/') ? path.replace('/en/', '/ja/') : path.replace('/ja/', '/en/');
      const [en, ja] = path.startsWith('/en/') ? [path, other] : [other, path];
      const neutral = /^\/\w+\/$/.test(path) ? '/' : /\/events\/.*/.exec(path)?.[0];
      const at = (href = '') => new URL(href, `${BASE_URL}${path}`).href;
      assert.deepEqual(
        links
          .filter(({ rel, type }) => (rel === 'canonical' || rel === 'alternate') && type !== 'application/json+oembed')
          .map(({ rel, hreflang, type, href }) => [rel, hreflang ?? type, at(href)]),
        [
          ['canonical', undefined, `${BASE_URL}${path}`],
          ['alternate', 'en', `${BASE_URL}${en}`],
          ['alternate', 'ja', `${BASE_URL}${ja}`],
          ...(neutral === undefined ? [] : [['alternate', 'x-default', `${BASE_URL}${neutral}`]]),
          ['alternate', 'text/calendar', `${BASE_URL}${calendar}`],
          ['alternate', 'application/rss+xml', `${BASE_URL}${feed}`],
          ['alternate', 'application/atom+xml', `${BASE_URL}${feed.replace('feed.rss', 'feed.atom')}`],
          ['alternate', 'application/feed+json', `${BASE_URL}${feed.replace('feed.rss', 'feed.json')}`],
          ['alternate', 'application/atom+xml', `${BASE_URL}${feed.replace('feed.rss', 'changes.atom')}`],
          ['alternate', 'application/atom+xml', `${BASE_URL}${feed.replace('feed.rss', 'chronology.atom')}`],
        ],
      );
      for (const address of [path, other, calendar, feed])
        assert.equal((await shipped.request(address)).status, 200, address);
      // The feed is there to be clicked, and the calendar on the page for subscribing; the feed names the page back.
      const anchors = elements(text, 'a').map(({ attributes }) => at(attributes.href));
      assert.ok(anchors.includes(`${BASE_URL}${feed}`) && !anchors.includes(`${BASE_URL}${calendar}`));
      const subscribe = anchors.find((href) => /\/subscribe(\?|$)/.test(href))?.slice(BASE_URL.length) ?? '';
      assert.ok(unescaped((await shipped.request(subscribe)).text).includes(`>${BASE_URL}${calendar}<`), subscribe);
      const view = path.includes('/events/') ? '/en/' : path.replace(/imprecise=\w+&?/, '').replace(/[?&]$/, '');
      const document = await shipped.request(feed);
      assert.ok(addressesIn(document.text).includes(`${BASE_URL}${view}`), view);
      assert.ok(addressesIn(document.text).includes(`${BASE_URL}${feed}`), feed);
    });
});

describe('the words that templates name', () => {
  const code = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ejs'))
    .map((file) => readFileSync(join(VIEWS, file), 'utf8'))
    .join('\n');
  const { words } = languageOf('en');

  it('are there under each key', () => {
    const named = [...code.matchAll(/\bt\(\s*'([a-z]+\.[\w.]+)'/gi)].map(([, key = '']) => key);
    const sections = Object.keys(words).join('|');
    const quoted = [...code.matchAll(new RegExp(`'((?:${sections})(?:\\.\\w+)+)'`, 'g'))].map(([, key = '']) => key);
    assert.ok(named.length > 60);
    assert.deepEqual(
      [...new Set([...named, ...quoted])].filter((key) => textAt(words, key) === undefined),
      [],
    );
  });

  it('are there under each key that is put together', () => {
    const prefixes = [...code.matchAll(/\bt\(`([\w.]+\.)\$\{/g)].map(([, prefix = '']) => prefix);
    const names: Readonly<Record<string, readonly string[]>> = { 'overview.form.': [...markForms, 'plan', 'group'] };
    assert.deepEqual([...new Set(prefixes)], Object.keys(names));
    for (const [prefix, ends] of Object.entries(names))
      for (const end of ends) assert.notEqual(textAt(words, `${prefix}${end}`), undefined, `${prefix}${end}`);
  });
});

describe('a template', () => {
  const templates = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ejs'));
  const raw = templates.flatMap((file) =>
    [...readFileSync(join(VIEWS, file), 'utf8').matchAll(/<%-[\s\S]*?%>/g)].map(([tag]) => ({ file, tag })),
  );
  it('writes nothing raw but functions that escape, partials, cards, pictures and JSON-LD, which escape their texts', () => {
    assert.ok(templates.length >= 5);
    const allowed = [
      // Names and quoted texts alone: nothing that is put together in the template.
      /^<%- it\.(lang|text|texts|fact|link|links|time|marked|prose)\([\w.]+(, (it\.t\('[\w.]+'\)|[\w.]+|'[^']*'))*\) %>$/,
      /^<%- include\('\/partials\/[\w-]+'(, \{ [\w.:, ']+ \})?\) %>$/,
      /^<%- (entry\.card|line|picture|it\.calendar\.picture|it\.jsonLd|it\.toldHere) %>$/,
    ];
    for (const { file, tag } of raw)
      assert.ok(
        allowed.some((form) => form.test(tag)),
        `${file}: ${tag}`,
      );
  });

  it('leaves to functions the language of a text and what else a link or a date carries', () => {
    const used = new Set(raw.flatMap(({ tag }) => /^<%- it\.(\w+)\(/.exec(tag)?.[1] ?? []));
    assert.deepEqual([...used].sort(), Object.keys(markupFunctions).sort());
    for (const file of templates)
      assert.doesNotMatch(readFileSync(join(VIEWS, file), 'utf8'), /if \([^)]*\.lang\)/, file);
  });
});

describe('a function of templates', () => {
  const { lang, text, texts, link, links, time, marked } = markupFunctions;
  const evil = `<b title="'">&`;
  const harmless = '&lt;b title=&quot;&#39;&quot;&gt;&amp;';

  it('writes lang where a text is not in the page’s language', () => {
    assert.equal(lang({}), '');
    assert.equal(lang({ lang: 'ja' }), ' lang="ja"');
    assert.equal(text({ text: 'Tokyo' }), '<span>Tokyo</span>');
    assert.equal(text({ text: '東京', lang: 'ja' }), '<span lang="ja">東京</span>');
    assert.equal(texts([{ text: 'a' }, { text: 'b', lang: 'ja' }], ', '), '<span>a</span>, <span lang="ja">b</span>');
  });

  it('writes a link with all that it carries', () => {
    assert.equal(link({ text: 'Tokyo', href: './' }), '<a href="./">Tokyo</a>');
    const whole = {
      text: '前',
      href: '?part=2',
      lang: 'ja',
      rel: 'prev',
      current: true,
      address: 'https://a.example',
    } as const;
    assert.equal(
      link(whole, 'p-category'),
      '<a class="p-category" href="?part=2" rel="prev" aria-current="page" data-address="https://a.example" lang="ja">前</a>',
    );
    assert.equal(
      links(
        [
          { text: 'a', href: 'x' },
          { text: 'b', href: 'y' },
        ],
        ' & ',
      ),
      '<a href="x">a</a> &amp; <a href="y">b</a>',
    );
  });

  it('writes a date as <time> where HTML can say it', () => {
    assert.equal(
      time({ text: '2022', datetime: '2022' }, 'dt-start'),
      '<time class="dt-start" datetime="2022">2022</time>',
    );
    assert.equal(time({ text: 'about 2022' }, 'dt-start'), 'about 2022');
  });

  it('escapes every text and every attribute', () => {
    assert.equal(lang({ lang: evil }), ` lang="${harmless}"`);
    assert.equal(text({ text: evil, lang: evil }), `<span lang="${harmless}">${harmless}</span>`);
    assert.equal(link({ text: evil, href: evil }, evil), `<a class="${harmless}" href="${harmless}">${harmless}</a>`);
    assert.equal(time({ text: evil, datetime: evil }), `<time datetime="${harmless}">${harmless}</time>`);
    assert.equal(
      marked([
        { text: evil, match: true },
        { text: evil, match: false },
      ]),
      `<mark>${harmless}</mark>${harmless}`,
    );
  });
});
