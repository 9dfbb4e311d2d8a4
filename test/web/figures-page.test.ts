/** The page of figures: every printed value, a chart of what adds up, statements side by side, and nothing that was calculated. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { formatFigure } from '../../src/chronology/languages/amounts.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import { capitalized, dateAsKnown, figureLabel } from '../../src/formats/view/event-text.ts';
import { chronologyOf, type Events, VOCABULARY } from '../support/chronologies.ts';
import { elements, references, textOf } from '../support/markup.ts';
import { EVERY_DATE, type Service, serve } from '../support/service.ts';

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

const between = (text: string, from: string, to: string) =>
  text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)));
const cells = (row: string) => [...row.matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) => cell);
const rowsOf = (table: string) => [...table.matchAll(/<tr\b[\s\S]*?<\/tr>/g)].map(([row]) => cells(row).map(textOf));
const chartsOf = (page: string) => [...page.matchAll(/<div class="bars">[\s\S]*?<\/div>/g)].map(([chart]) => chart);
const textsIn = (chart: string) => [...chart.matchAll(/<text\b[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);
const percents = (chart: string) =>
  [...chart.matchAll(/<rect class="([\w-]+)[^"]*" x="(-?[\d.]+)%" y="(\d+)" width="([\d.]+)%"/g)].map(
    ([, look = '', x = '', y = '', width = '']) => ({ look, x: Number(x), y: Number(y), width: Number(width) }),
  );

describe('the page of figures', () => {
  for (const language of ['en', 'ja'] as const) {
    it(`in ${language} has the printed table, value by value`, async () => {
      const page = await pageOf(shipped, language);
      const { table } = shipped.chronology.bySlug.get('aid-by-country') ?? {};
      assert.ok(table);
      const [, ...rows] = rowsOf(between(page, '<div class="scroll"', '</table>'));
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
      const list = between(page, '<table class="stack every"', '</table>');
      const groups = [...list.matchAll(/<tbody>[\s\S]*?<\/tbody>/g)].map(([group]) => group);
      const stating = chronology.events.filter(({ figures }) => figures.length > 0);
      assert.equal(groups.length, stating.length);
      for (const [index, event] of stating.entries()) {
        const group = groups[index] ?? '';
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
    assert.match(textOf(between(page, '<table class="stack every"', '</table>')), /Since 1993 still counting/);
    const planned = await pageWith({ plan: { status: 'planned', figures: [{ measure: 'grants', value: '7' }] } });
    assert.match(textOf(planned), /24 December 2022 planned/);
  });

  it('of a chronology without figures says so, and leads back', async () => {
    for (const language of ['en', 'ja'] as const) {
      const page = await pageOf(await serve({ chronology: chronologyOf({ plain: {} }) }), language);
      const words = wordsOf(language);
      assert.ok(textOf(page).includes(words('figures.none')));
      assert.deepEqual(references(between(page, '<main', '</main>')), ['./']);
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
        const levels = elements(page, 'h[1-6]').map(({ name }) => Number(name.slice(1)));
        assert.equal(levels[0], 1);
        for (const [index, level] of levels.entries())
          assert.ok(index === 0 || (level > 1 && level <= (levels[index - 1] ?? 0) + 1));
        const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
        assert.equal(new Set(ids).size, ids.length);
        const named = [...page.matchAll(/aria-labelledby="([^"]+)"/g)].flatMap(([, names = '']) => names.split(' '));
        for (const name of named) assert.ok(ids.includes(name), name);
        for (const [, look = ''] of page.matchAll(/url\(#([\w-]+)\)/g))
          assert.ok(ids.includes(look) || /-(solid|pale)$/.test(look), look);
        assert.doesNotMatch(page, /\sstyle=/);
      }
  });

  it('describes itself and names its other language', async () => {
    const page = await pageOf(shipped, 'ja');
    assert.match(page, /<title>中央アジア＋日本：統計<\/title>/);
    assert.match(page, /<link rel="canonical" href="http:\/\/annals\.example\/ja\/figures">/);
    assert.match(page, /<link rel="alternate" hreflang="en" href="http:\/\/annals\.example\/en\/figures">/);
    assert.match(page, /<a href="figures" aria-current="page">統計<\/a>/);
  });
});

describe('the charts of the aid by country', () => {
  const [all = '', without = ''] = chartsOf(english);

  it('are two, since Uzbekistan dwarfs the others', () => {
    assert.match(textOf(all), /^Every row A chart of 9 rows; the longest bar is that of Uzbekistan\. Total, gross/);
    assert.match(textOf(without), /^Without Uzbekistan, on a larger scale A chart of 8 rows; .* that of Kazakhstan\./);
    assert.ok(textsIn(all).includes('Uzbekistan') && !textsIn(without).includes('Uzbekistan'));
    assert.match(textOf(english), /The bar of Uzbekistan is more than four times as long as any/);
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
      const zero = Number(/<line class="zero" x1="([\d.]+)%"/.exec(chart)?.[1]);
      for (const { look, x, width } of bars)
        if (look.startsWith('taken')) assert.ok(x + width <= zero + 0.02, look);
        else assert.ok(x >= zero - 0.02, look);
    }
  });

  it('tell apart each part by its fill, and by name when pointed at', () => {
    const looks = new Map(
      [...all.matchAll(/<rect class="([\w-]+)"[^>]*><title>[^,]+, ([^:]+): /g)].map(([, look, name]) => [name, look]),
    );
    assert.deepEqual([...looks.keys()].sort(), [
      'Grant aid',
      'Loans disbursed',
      'Loans recovered',
      'Technical cooperation',
    ]);
    assert.equal(new Set([...looks.values()].map((look = '') => look.replace(/^\w+-/, ''))).size, 3);
    assert.equal(new Set(looks.values()).size, 4);
    assert.ok(all.includes('<title>Uzbekistan, Loans disbursed: 395.36</title>'));
  });
});

describe('statements of one thing', () => {
  const section = between(english, '<section aria-labelledby="statements"', '</section>');

  it('stand side by side as each was made', () => {
    const [, ...rows] = rowsOf(section);
    assert.deepEqual(
      rows.map((row) => row.map((cell) => cell.replace(/^(Trainees accepted|Experts .*dispatched) /, '')).slice(0, 4)),
      [
        ['1993 to 2022', 'about 12,100', 'about 3,300', 'not stated'],
        ['Since 1993 still counting', 'about 13,764', 'not stated', 'about 9,260'],
        ['By 2019', '11,447', '3,209', 'not stated'],
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
    const ticks = charts.map((chart) => [...chart.matchAll(/<text class="tick[^"]*" x="([^"]+)"/g)].map(([, x]) => x));
    assert.deepEqual(ticks[1], ticks[0]);
    assert.deepEqual(ticks[2], ticks[0]);
    assert.deepEqual(
      charts.map((chart) => percents(chart).map(({ look }) => look)),
      [['added-solid', 'added-solid', 'added-solid'], ['added-solid', 'added-solid'], ['added-hatched']],
    );
    assert.deepEqual(
      charts.map((chart) => chart.split('url(#fade-right)').length - 1),
      [2, 1, 1],
    );
    // Nothing joins one statement to the next.
    assert.doesNotMatch(section, /<(polyline|path|line class="(?!grid|zero))/);
  });

  it('may be bounds, below zero, or of several countries', async () => {
    const figure = { measure: 'grants', unit: 'JPY', countries: ['UZ'] };
    const text = await pageWith({
      one: { figures: [{ ...figure, value: '-5', moreThan: true }], relations: { related: ['two'] } },
      two: { figures: [{ ...figure, value: '10', approximate: true }], relations: { related: ['one'] } },
    });
    const [chart = ''] = chartsOf(text);
    assert.deepEqual(
      [...chart.matchAll(/url\(#(fade-\w+)\)/g)].map(([, id]) => id),
      ['fade-left', 'fade-right'],
    );
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
    const page = text.replace(/<script src="[./]*assets\/script\.\w+\.js" async><\/script>/, '');
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
      found.push(...[...text.matchAll(/href="events\/([a-z-]+)"/g)].map(([, slug = '']) => slug));
      assert.ok(text.includes(`<link rel="canonical" href="${service.baseUrl}${path}">`), path);
      assert.equal((text.match(/<nav class="parts"/g) ?? []).length, 1);
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
