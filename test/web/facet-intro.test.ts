/** What stands above the events of a series, person, country or type. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { chronologyOf } from '../support/chronologies.ts';
import { references, textOf } from '../support/markup.ts';
import { serve } from '../support/service.ts';

const titled = (en: string, ja: string) => ({ title: { en, ja } });

const { request } = await serve({
  chronology: chronologyOf({
    second: {
      when: '2022-03',
      ...titled('Second', '第二'),
      series: { id: 'rounds', number: 2 },
      countries: ['JP', 'KZ'],
      people: [
        { id: 'hayashi', office: { en: 'Minister', ja: '大臣' }, country: 'JP' },
        { id: 'tleuberdi', office: { en: 'Minister', ja: '大臣' } },
      ],
    },
    sixth: {
      when: '2024',
      ...titled('Sixth', '第六'),
      series: { id: 'rounds', number: 6 },
      countries: ['KZ'],
      status: 'cancelled',
      people: [{ id: 'hayashi', office: { en: 'Minister', ja: '大臣' }, country: 'JP' }, { id: 'tleuberdi' }],
    },
    fourth: {
      when: '2023-04-05',
      ...titled('Fourth', '第四'),
      series: { id: 'rounds', number: 4 },
      relations: { fulfils: ['a-plan'] },
      people: [{ id: 'hayashi', office: { en: 'Envoy', ja: '特使' } }],
    },
    'a-plan': {
      when: '2022',
      ...titled('A plan', '計画'),
      series: { id: 'rounds' },
      status: 'planned',
      revisions: [{ date: '2026-12-03', note: 'Fulfilled.' }],
    },
    unheld: { when: '[2022-09..]', ...titled('No number', '番外'), series: { id: 'summits' }, status: 'planned' },
  }),
});

/** What stands between the heading of the page and its picture or, without one, its filter. */
async function introOf(path: string): Promise<{ markup: string; text: string }> {
  const { status, text: page } = await request(path);
  assert.equal(status, 200);
  const [markup = ''] = page
    .slice(page.indexOf('</h1>') + 5)
    .split(/<details class="folding"|<figure class="picture"|<div class="tools"|<details class="filter"/);
  return { markup, text: textOf(markup) };
}

describe('the introduction of a series', () => {
  it('is a ladder of its numbers, gaps said to be gaps, with what has no number below', async () => {
    const { text, markup } = await introOf('/en/series/rounds/');
    assert.equal(
      text,
      'By number The highest number is 6. In these documents: 3. ' +
        '1 not in these documents 2 March 2022 Second 3 not in these documents 4 5 April 2023 Fourth ' +
        '5 not in these documents 6 2024 Sixth cancelled ' +
        'no number 2022 A plan planned Fulfilled by: Fourth 5 April 2023',
    );
    assert.deepEqual(references(markup), [
      '../../events/second',
      '../../events/fourth',
      '../../events/sixth',
      '../../events/a-plan',
      '../../events/fourth',
    ]);
  });

  it('is the same in Japanese', async () => {
    assert.equal(
      (await introOf('/ja/series/rounds/')).text,
      '回次の一覧 第1回から第6回までのうち、資料にあるのは3回分。 ' +
        '1 資料になし 2 2022年3月 第二 3 資料になし 4 2023年4月5日 第四 5 資料になし 6 2024年 第六 中止 ' +
        '回次なし 2022年 計画 予定 この計画の実現：第四 2023年4月5日',
    );
  });

  it('takes one row for a gap, however wide', async () => {
    const service = await serve({
      chronology: chronologyOf({ late: { series: { id: 'rounds', number: 900000000000000 } } }),
    });
    const { text } = await service.request('/en/series/rounds/');
    assert.match(textOf(text), /1–899999999999999 not in these documents 900000000000000 24 December 2022 Title/);
  });

  it('is left out where no member has a number: the events below say as much', async () => {
    assert.equal((await introOf('/en/series/summits/')).text, '');
  });
});

describe('the introduction of a person', () => {
  it('has other spellings, the country, and each office with the dates at which it is stated', async () => {
    const { text, markup } = await introOf('/en/person/hayashi/');
    assert.equal(
      text,
      'Also written 林芳正, Yoshimasa Hayashi Country Japan ' +
        'Offices as stated Minister (Japan) March 2022 · 2024 Envoy 5 April 2023',
    );
    assert.match(markup, /<span lang="ja">林芳正<\/span>/);
    assert.deepEqual(references(markup), [
      '../../country/JP/',
      '../../events/second',
      '../../events/sixth',
      '../../events/fourth',
    ]);
  });

  it('says nothing of what is not known', async () => {
    assert.equal(
      (await introOf('/ja/person/tleuberdi/')).text,
      '別表記 Mukhtar Tleuberdi 国 カザフスタン 資料に記された役職 大臣 2022年3月',
    );
  });
});

describe('the introduction of a country', () => {
  it('counts its events and links the people and series that they name', async () => {
    const { text, markup } = await introOf('/en/country/KZ/');
    assert.equal(text, 'Takes part in 2 events People Mukhtar Tleuberdi Series Rounds');
    assert.deepEqual(references(markup), ['../../person/tleuberdi/', '../../series/rounds/']);
  });

  it('is left out for a country that no event names', async () => {
    assert.equal((await introOf('/en/country/IS/')).text, '');
  });
});

describe('the introduction of a type', () => {
  it('counts its events by status, in the type’s own words', async () => {
    assert.equal((await introOf('/en/type/meeting/')).text, 'planned 1 planned, and fulfilled 1 held 2 cancelled 1');
    assert.equal((await introOf('/ja/type/meeting/')).text, '予定 1 予定（実現済み） 1 開催済み 2 中止 1');
    assert.equal((await introOf('/en/type/figure/')).text, '');
  });
});

describe('a view of more than one facet', () => {
  it('has no introduction', async () => {
    for (const path of [
      '/en/',
      '/en/?series=rounds&type=meeting',
      '/en/?country=JP&country=KZ',
      '/en/?q=a&series=rounds',
    ])
      assert.doesNotMatch((await introOf(path)).markup, /class="(facts|facet|ladder)/, path);
  });

  it('keeps it whatever a subscription does with imprecise dates', async () => {
    assert.match((await introOf('/en/series/rounds/?imprecise=span')).text, /^By number/);
  });
});

describe('what stands above very many events', () => {
  const letters = (index: number) =>
    [...String(index).padStart(4, '0')].map((digit) => 'abcdefghij'.charAt(Number(digit)));
  const count = 400;
  const events = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `round-${letters(index).join('')}`,
      {
        when: `${1600 + index}-05-06`,
        series: { id: 'rounds', ...(index < 300 && { number: index + 1 }) },
        people: [{ id: 'hayashi', office: { en: 'Minister', ja: '大臣' }, country: 'JP' }],
      },
    ]),
  );
  const service = serve({ chronology: chronologyOf(events) });
  const above = async (path: string) => {
    const { status, text } = await (await service).request(path);
    assert.equal(status, 200);
    return text.slice(text.indexOf('<h1'), text.indexOf('<details class="folding"'));
  };

  it('is the last hundred of a series, and a link to the list for the others', async () => {
    const page = await above('/en/series/rounds/');
    assert.match(page, /The highest number is 300. In these documents: 300\./);
    assert.match(page, /<dt>1–200<\/dt><dd><a href="#events">200 more in the list below<\/a>/);
    assert.ok(page.includes('<dt>201</dt>') && page.includes('<dt>300</dt>') && !page.includes('<dt>200</dt>'));
    assert.equal(references(page).filter((href) => href.includes('events/round-')).length, 200);
  });

  it('is the first forty dates of an office, and a link to the list for the others', async () => {
    const page = await above('/ja/person/hayashi/');
    assert.match(page, /<a href="#events">ほか360件は下の一覧<\/a>/);
    assert.equal(references(page).filter((href) => href.includes('events/round-')).length, 40);
  });

  it('is the first hundred that cite a paragraph, and a link to the list for the others', async () => {
    const page = await above('/en/source/report/');
    assert.match(page, /by 400 events/);
    assert.match(page, /<dd><a href="#events">300 more in the list below<\/a><\/dd>/);
    assert.equal(references(page).filter((href) => href.includes('events/round-')).length, 100);
  });
});
