/** The page of figures: every printed value, a chart of what adds up, statements side by side, and nothing that was calculated. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { formatFigure } from '../../src/chronology/languages/amounts.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import { capitalized, dateAsKnown } from '../../src/formats/view/event-text.ts';
import { figureLabel } from '../../src/formats/view/field-text.ts';
import { chronologyOf, type Events, VOCABULARY } from '../support/chronologies.ts';
import { type Element, find, findAll, parseHtml } from '../support/html.ts';
import { elements, references, textOf } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, type Service, serve } from '../support/service.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });

async function pageOf(service: Service, language: string): Promise<string> {
  const { status, text } = await service.request(`/${language}/figures`);
  assert.equal(status, 200);
  return text;
}

const english = await pageOf(shipped, 'en');

const pageWith = async (events: Events, overrides?: Record<string, string>) =>
  pageOf(await serve({ chronology: chronologyOf(events, overrides) }), 'en');

const rowsOf = (table: Element) => findAll(table, 'tr').map((row) => findAll(row, 'th, td').map(textOf));
const chartsOf = (page: Element | string) => findAll(page, 'div.bars');
const textsIn = (chart: Element) => findAll(chart, 'text').map(textOf);
const percents = (chart: Element) =>
  findAll(chart, 'rect[class][x$="%"]').map(({ attributes: { class: look = '', x = '', y = '', width = '' } }) => ({
    look: look.split(' ')[0] ?? '',
    x: Number.parseFloat(x),
    y: Number(y),
    width: Number.parseFloat(width),
  }));

describe('the page of figures', () => {
  for (const language of ['en', 'ja'] as const) {
    it(`in ${language} has the printed table, value by value`, async () => {
      const page = await pageOf(shipped, language);
      const { table } = shipped.chronology.bySlug.get('aid-by-country') ?? {};
      assert.ok(table);
      const [, ...rows] = rowsOf(findAll(page, 'div.scroll table')[0] ?? parseHtml(''));
      assert.deepEqual(
        rows.map(([, ...values]) => values),
        Object.values(table.rows).map((values) =>
          values.map((value) => (value === 'none' ? (language === 'ja' ? '―' : '–') : value)),
        ),
      );
    });

    it(`in ${language} lists every figure in the order of the chronology, with its date, source and link`, async () => {
      const page = await pageOf(shipped, language);
      const { chronology } = shipped;
      const words = wordsOf(language);
      const groups = findAll(page, 'table.every tbody');
      const stating = chronology.events.filter(({ figures }) => figures.length > 0);
      assert.equal(groups.length, stating.length);
      for (const [index, event] of stating.entries()) {
        const group = groups[index] ?? parseHtml('');
        assert.deepEqual(
          rowsOf(group).map((row) => row.slice(-2)),
          event.figures.map((figure) => [
            figureLabel(chronology.vocabulary.settings, figure, language, words).text,
            formatFigure(figure, language, words),
          ]),
        );
        assert.ok(textOf(group).startsWith(capitalized(dateAsKnown(event, language))), event.slug);
        assert.ok(references(group).includes(`events/${event.slug}`), event.slug);
        for (const { source } of event.sources) assert.ok(references(group).includes(`source/${source}/`), source);
      }
    });
  }

  it('says an amount as the reader’s language does', async () => {
    assert.ok(textOf(await pageOf(shipped, 'en')).includes('Loans (Uzbekistan) about ¥190 billion'));
    assert.ok(textOf(await pageOf(shipped, 'ja')).includes('円借款（ウズベキスタン） 約1,900億円'));
  });

  it('adds nothing up: the parts printed as 16.74 and 5.60 stand beside the printed 22.35', async () => {
    const page = await pageOf(shipped, 'en');
    assert.ok(page.includes('22.35'));
    assert.ok(!page.includes('22.34'));
    for (const chart of chartsOf(page).slice(0, 2)) assert.ok(textsIn(chart).includes('22.35'));
  });

  it('says when a figure is still counted, planned or dropped', async () => {
    const page = await pageOf(shipped, 'en');
    assert.match(textOf(find(page, 'table.every')), /Since 1993 running total/);
    const planned = await pageWith({ plan: { status: 'planned', figures: [{ measure: 'grants', value: '7' }] } });
    assert.match(textOf(planned), /24 December 2022 planned/);
  });

  it('of a chronology without figures says so, and leads back', async () => {
    for (const language of ['en', 'ja'] as const) {
      const page = await pageOf(await serve({ chronology: chronologyOf({ plain: {} }) }), language);
      const words = wordsOf(language);
      assert.ok(textOf(page).includes(words('figures.none')));
      assert.deepEqual(references(find(page, 'main')), ['./']);
    }
  });

  it('of a chronology without tables lists its figures alone', async () => {
    const page = await pageOf(everyDate, 'en');
    assert.deepEqual(chartsOf(page), []);
    assert.ok(textOf(page).includes('2001 to 2003'));
    assert.ok(textOf(page).includes('about ¥190 million'));
  });

  it('has one h1, headings in order, and ids and references that fit', async () => {
    for (const service of [shipped, everyDate])
      for (const language of ['en', 'ja']) {
        const page = await pageOf(service, language);
        const levels = elements(page, 'h1, h2, h3, h4, h5, h6').map(({ name }) => Number(name.slice(1)));
        assert.equal(levels[0], 1);
        for (const [index, level] of levels.entries())
          assert.ok(index === 0 || (level > 1 && level <= (levels[index - 1] ?? 0) + 1));
        const ids = elements(page, '[id]').map(({ attributes: { id } }) => id);
        assert.equal(new Set(ids).size, ids.length);
        const named = elements(page, '[aria-labelledby]').flatMap(
          ({ attributes }) => attributes['aria-labelledby']?.split(' ') ?? [],
        );
        for (const name of named) assert.ok(ids.includes(name), name);
        for (const [, look = ''] of page.matchAll(/url\(#([\w-]+)\)/g))
          assert.ok(ids.includes(look) || /-(solid|pale)$/.test(look), look);
        assert.deepEqual(elements(page, '[style]'), []);
      }
  });

  it('names for every cell of a table of two levels the headers that it is under (WCAG, H43)', () => {
    const table = find(english, 'table.every');
    const textById = new Map(findAll(table, 'th').map((header) => [header.attributes.id ?? '', textOf(header)]));
    const headersOf = (cell: Element) =>
      (cell.attributes.headers ?? '').split(' ').map((id) => textById.get(id) ?? `no ${id}`);
    const cells = findAll(table, 'td');
    assert.ok(cells.length > 0);
    for (const cell of cells) assert.ok(headersOf(cell).every((text) => !text.startsWith('no ')));
    const loans = cells.find((cell) => textOf(cell) === 'about ¥190 billion');
    assert.deepEqual(loans && headersOf(loans), ['December 2019', 'Loans (Uzbekistan)', 'Value']);
  });

  it('describes itself and names its other language', async () => {
    const page = await pageOf(shipped, 'ja');
    assert.equal(textOf(find(page, 'head > title')), '中央アジア＋日本：統計');
    assert.equal(find(page, 'link[rel="canonical"]').attributes.href, `${BASE_URL}/ja/figures`);
    assert.equal(find(page, 'link[rel="alternate"][hreflang="en"]').attributes.href, `${BASE_URL}/en/figures`);
    assert.equal(textOf(find(page, 'a[href="figures"][aria-current="page"]')), '統計');
  });
});

describe('the charts of the aid by country', () => {
  const [all = parseHtml(''), without = parseHtml('')] = chartsOf(english);

  it('are two, since Uzbekistan dwarfs the others', () => {
    assert.match(textOf(all), /^Every row Rows: 9\. The longest bar is that of Uzbekistan\. Total, gross/);
    assert.match(textOf(without), /^Without Uzbekistan, on a larger scale Rows: 8\. .* that of Kazakhstan\./);
    assert.ok(textsIn(all).includes('Uzbekistan') && !textsIn(without).includes('Uzbekistan'));
    assert.match(textOf(english), /The bar of Uzbekistan is more than four times as long as any/);
  });

  it('begin after what is drawn, and fold what is only to be read', () => {
    const [figure = parseHtml('')] = findAll(english, 'figure');
    assert.deepEqual(findAll(figure, 'ul.chart-legend > li').map(textOf), [
      'Grant aid',
      'Technical cooperation',
      'Loans disbursed',
      'Loans recovered',
      'Upright stroke: Total, net disbursement',
    ]);
    const how = find(figure, 'details');
    assert.ok(!('open' in how.attributes));
    assert.deepEqual(findAll(how, 'li').map(textOf).slice(0, 3), [
      'Left of zero, because they are taken off: Loans recovered.',
      'Number at the right end: Total, gross disbursement',
      'Number at the left end: Loans recovered',
    ]);
  });

  it('tell the printed totals at the ends of the bars', () => {
    const values = textsIn(all).filter((text) => /^\d+\.\d\d$/.test(text));
    assert.deepEqual(
      values,
      '28.53 412.69 33.19 31.53 9.58 27.91 22.35 10.29 16.56 5.29 1.93 2.00 1.52 41.78 1.40 0.25'.split(' '),
    );
  });

  it('keep every bar within the drawing, and what is taken off to the left of the rest', () => {
    for (const chart of [all, without]) {
      const bars = percents(chart);
      assert.ok(bars.length > 15);
      for (const { x, width } of bars) assert.ok(x >= 0 && x + width <= 100);
      const zero = Number.parseFloat(find(chart, 'line.zero').attributes.x1 ?? '');
      for (const { look, x, width } of bars)
        if (look.startsWith('taken')) assert.ok(x + width <= zero + 0.02, look);
        else assert.ok(x >= zero - 0.02, look);
    }
  });

  it('tell apart each part by its fill, and by name when pointed at', () => {
    const looks = new Map(
      findAll(all, 'rect').flatMap((bar) =>
        findAll(bar, 'title').map((title) => [/, ([^:]+): /.exec(textOf(title))?.[1], bar.attributes.class] as const),
      ),
    );
    assert.deepEqual([...looks.keys()].sort(), [
      'Grant aid',
      'Loans disbursed',
      'Loans recovered',
      'Technical cooperation',
    ]);
    assert.equal(new Set([...looks.values()].map((look = '') => look.replace(/^\w+-/, ''))).size, 3);
    assert.equal(new Set(looks.values()).size, 4);
    assert.ok(findAll(all, 'title').map(textOf).includes('Uzbekistan, Loans disbursed: 395.36'));
  });
});

describe('statements of one thing', () => {
  const section = find(english, 'section[aria-labelledby="statements"]');
  /** Names of the pictures that elements are filled or masked with, each time. */
  const looksOf = (chart: Element) =>
    findAll(chart, '*').flatMap(({ attributes }) =>
      Object.values(attributes).flatMap((value) => /^url\(#(fade-\w+)\)$/.exec(value)?.[1] ?? []),
    );

  it('stand side by side as each was made', () => {
    const [, ...rows] = rowsOf(section);
    assert.deepEqual(
      rows.map((row) => row.map((cell) => cell.replace(/^(Trainees accepted|Experts .*dispatched) /, '')).slice(0, 4)),
      [
        ['1993 to 2022', 'about 12,100', 'about 3,300', 'not stated'],
        ['Since 1993 running total', 'about 13,764', 'not stated', 'about 9,260'],
        ['Until 2019, start unknown', '11,447', '3,209', 'not stated'],
      ],
    );
    for (const [row, source] of rows.map((row, index) => [row, [2023, 2025, 2020][index]] as const))
      assert.match(row[4] ?? '', new RegExp(`${source}\\) ¶`));
  });

  it('give the reason why they are no growth, once, above the chart', () => {
    const reason = shipped.chronology.bySlug.get('trainees-and-experts-12100')?.disagreements[0]?.en ?? '';
    assert.equal(textOf(section).split(reason).length, 2);
    assert.ok(textOf(section).indexOf(reason) < textOf(section).indexOf('Each bar is one statement'));
    assert.match(textOf(section), /no growth or decline can be read/);
  });

  it('have a bar each on one scale, soft where the value is approximate, hatched where it is counted otherwise', () => {
    const charts = chartsOf(section);
    assert.equal(charts.length, 3);
    const ticks = charts.map((chart) => findAll(chart, 'text.tick').map(({ attributes: { x } }) => x));
    assert.deepEqual(ticks[1], ticks[0]);
    assert.deepEqual(ticks[2], ticks[0]);
    assert.deepEqual(
      charts.map((chart) => percents(chart).map(({ look }) => look)),
      [['added-solid', 'added-solid', 'added-solid'], ['added-solid', 'added-solid'], ['added-hatched']],
    );
    assert.deepEqual(
      charts.map((chart) => looksOf(chart).filter((look) => look === 'fade-right').length),
      [2, 1, 1],
    );
    // Nothing joins one statement to the next.
    const lines = findAll(section, 'line, path, polyline').filter(
      ({ attributes: { class: look = '' } }) => !/^(grid|zero)/.test(look),
    );
    assert.deepEqual(lines, []);
  });

  it('may be bounds, below zero, or of several countries', async () => {
    const figure = { measure: 'grants', unit: 'JPY', countries: ['UZ'] };
    const text = await pageWith({
      one: { figures: [{ ...figure, value: '-5', moreThan: true }], relations: { related: ['two'] } },
      two: { figures: [{ ...figure, value: '10', approximate: true }], relations: { related: ['one'] } },
    });
    const [chart = parseHtml('')] = chartsOf(text);
    assert.deepEqual(looksOf(chart), ['fade-left', 'fade-right']);
    for (const { x, width } of percents(chart)) assert.ok(x >= 0 && x + width <= 100);
    assert.match(textOf(chart), /^Grants \(Uzbekistan\)/);
    assert.match(textOf(text), /an open end: more than this value/);
  });
});

describe('hostile texts', () => {
  const HOSTILE = `<b onclick='x'>"&amp;'</b><script>alert(1)</script>`;
  // A new object each time: YAML would refer to one that stands twice.
  const label = () => ({ en: HOSTILE, ja: HOSTILE });
  const settings = VOCABULARY['chronology.yaml']
    ?.replace('label: { en: Grants, ja: 無償資金 }', `label: ${JSON.stringify(label())}`)
    .replace('label: { en: Meeting, ja: 会合 }', `label: ${JSON.stringify(label())}`);

  it('are text wherever they stand', async () => {
    assert.ok(settings?.includes('onclick'));
    const stating = (related: string) => ({
      title: label(),
      summary: label(),
      whenText: label(),
      disagreements: [label()],
      relations: { related: [related] },
      figures: [{ measure: 'grants', value: '1', approximate: true }],
      table: { unit: 'USD', columns: ['grants'], rows: { UZ: ['9'], KZ: ['1'], total: ['10'] } },
    });
    const text = await pageWith({ one: stating('two'), two: stating('one') }, { 'chronology.yaml': settings ?? '' });
    const page = text.replace(/<script src="[./]*assets\/script\.\w+\.js" defer><\/script>/, '');
    assert.doesNotMatch(page, /<script|<b\b/);
    for (const [tag] of page.matchAll(/<[a-z][^>]*>/gi))
      assert.match(tag, /^<[a-z][a-z0-9]*(\s+[a-z][\w-]*(="[^"<]*")?)*\s*\/?>$/i);
    assert.ok(textOf(page).split(HOSTILE).length > 20);
  });
});

describe('very many figures', () => {
  it('stand in parts, each event on one of them', async () => {
    const figures = [{ measure: 'grants', value: '1' }];
    const events = Object.fromEntries(
      Array.from({ length: 450 }, (_, index) => [
        `event-of-${'abcdefghij'.charAt(index % 10)}${'abcdefghij'.charAt(Math.floor(index / 10) % 10)}${'abcdefghij'.charAt(Math.floor(index / 100))}`,
        { figures },
      ]),
    );
    const service = await serve({ chronology: chronologyOf(events) });
    const found: string[] = [];
    for (const path of ['/en/figures', '/en/figures?part=2', '/en/figures?part=3']) {
      const { status, text } = await service.request(path);
      assert.equal(status, 200);
      found.push(...findAll(text, '[href^="events/"]').map(({ attributes: { href = '' } }) => href.slice(7)));
      assert.ok(text.includes(`<link rel="canonical" href="${service.baseUrl}${path}">`), path);
      assert.equal(findAll(text, 'nav.parts').length, 1);
    }
    assert.deepEqual([...new Set(found)].sort(), Object.keys(events).sort());
    for (const path of ['/en/figures?part=4', '/en/figures?part=999999']) {
      const { status, headers } = await service.request(path);
      assert.deepEqual([status, headers.location], [301, `${service.baseUrl}/en/figures`]);
    }
    const [first, same] = await Promise.all([service.request('/en/figures'), service.request('/en/figures?part=one')]);
    assert.equal(first.headers.etag, same.headers.etag);
  });

  it('count the statements side by side from the first part on', async () => {
    const stating = (other: string) => ({
      figures: [{ measure: 'grants', value: '1' }],
      relations: { related: [other] },
    });
    const events = Object.fromEntries(
      Array.from({ length: 210 }, (_, index) => [
        [`one-${index}`, stating(`other-${index}`)],
        [`other-${index}`, stating(`one-${index}`)],
      ]).flat(),
    );
    const service = await serve({ chronology: chronologyOf(events) });
    const found: number[] = [];
    for (const path of ['/en/figures', '/en/figures?part=2']) {
      const { status, text } = await service.request(path);
      assert.equal(status, 200);
      found.push(...[...text.matchAll(/id="statements-(\d+)"/g)].map(([, number]) => Number(number)));
    }
    assert.deepEqual(
      found,
      Array.from({ length: 210 }, (_, index) => index + 1),
    );
  });
});
