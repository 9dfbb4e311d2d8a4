/** What the page of sources and the page of one source show: each document’s facts, and every paragraph in its state. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { coverage } from '../../src/chronology/check/documents.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { find, findAll, parseHtml } from '../support/html.ts';
import { faultsOf } from '../support/html-validity.ts';
import { elements, references, slugsOf, textOf } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, serve } from '../support/service.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });

interface Cell {
  readonly text: string;
  readonly label: string;
  readonly href?: string;
}

/** The cells of the strip that begins a piece of a page, in reading order. */
function cellsOf(markup: string): readonly Cell[] {
  const [strip = parseHtml('')] = findAll(markup, 'ol.strip');
  return findAll(strip, 'li').map((cell) => {
    const { href, 'aria-label': label } = findAll(cell, 'a')[0]?.attributes ?? {};
    if (href !== undefined) return { text: textOf(cell), label: label ?? '', href };
    return { text: textOf(find(cell, '[aria-hidden="true"]')), label: textOf(find(cell, '.away')) };
  });
}

/** Source id → its section on the page of sources. */
function documentsOf(page: string): ReadonlyMap<string, string> {
  return new Map(
    page
      .split('<section class="document"')
      .slice(1)
      .map((section) => [/aria-labelledby="source-([^"]+)"/.exec(section)?.[1] ?? '', section]),
  );
}

const labels = {
  en: {
    cited: (paragraph: number, events: number) =>
      `Paragraph ${paragraph}: cited by ${events === 1 ? '1 event' : `${events} events`}`,
    uncited: (paragraph: number) => `Paragraph ${paragraph}: not cited`,
  },
  ja: {
    cited: (paragraph: number, events: number) => `第${paragraph}段落：${events}件が引用`,
    uncited: (paragraph: number) => `第${paragraph}段落：引用なし`,
  },
};

describe('the sources', () => {
  const { chronology } = shipped;
  const covered = coverage(chronology, new Map());

  for (const language of ['en', 'ja'] as const)
    it(`in ${language} show every paragraph of every shipped document, cited ones as links and the others not`, async () => {
      const documents = documentsOf((await shipped.request(`/${language}/sources`)).text);
      for (const { source, paragraphs } of covered) {
        const own = (await shipped.request(`/${language}/source/${source}/`)).text;
        const expected = (base: string): Cell[] =>
          paragraphs.map(({ paragraph, events }) =>
            events.length === 0
              ? { text: String(paragraph), label: labels[language].uncited(paragraph) }
              : {
                  text: String(paragraph),
                  label: labels[language].cited(paragraph, events.length),
                  href: `${base}#p${paragraph}`,
                },
          );
        assert.deepEqual(cellsOf(documents.get(source) ?? ''), expected(`source/${source}/`), source);
        assert.deepEqual(cellsOf(own), expected(''), source);
        const ids = elements(own).map(({ attributes: { id } }) => id);
        for (const { paragraph } of paragraphs)
          assert.equal(ids.filter((id) => id === `p${paragraph}`).length, 1, `${source} ${paragraph}`);
      }
    });

  it('stand in the order of their dates, with what is known of each', async () => {
    const documents = documentsOf((await shipped.request('/en/sources')).text);
    assert.deepEqual(
      [...documents.keys()],
      ['review-to-2020', 'report-2022-04-17', 'report-2022-12-24', 'review-to-2023', 'review-to-2025'],
    );
    const said = textOf((documents.get('report-2022-12-24') ?? '').replace(/^[^>]*>|<ol[\s\S]*/g, ''));
    assert.equal(
      said,
      '24 December 2022 News report on the 9th Foreign Ministers’ Meeting nCa English ' +
        'Paragraphs cited: 18 of 18, by 18 events.',
    );
    assert.match(textOf(documents.get('review-to-2020') ?? ''), /In or after December 2020 exact date not recorded/);
    const other = documentsOf((await everyDate.request('/en/sources')).text).get('record') ?? '';
    assert.ok(references(other).includes('https://records.example/1?a=b&c=d'));
  });

  it('reproduce nothing that a document says, not even the dates that events quote', async () => {
    const wording = 'on the eve of Christmas';
    const one = { sources: [{ source: 'report', paragraph: 1, for: 'date', wording }] };
    const { request } = await serve({ chronology: chronologyOf({ one }) });
    assert.ok((await request('/en/events/one')).text.includes(wording));
    for (const path of ['/en/sources', '/en/source/report/'])
      assert.ok(!(await request(path)).text.includes(wording), path);
  });

  it('name themselves in title, canonical address and navigation', async () => {
    const { text } = await shipped.request('/ja/sources');
    assert.equal(textOf(find(text, 'head > title')), '中央アジア＋日本：資料');
    assert.equal(find(text, 'link[rel="canonical"]').attributes.href, `${BASE_URL}/ja/sources`);
    assert.equal(find(text, 'link[rel="alternate"][hreflang="en"]').attributes.href, `${BASE_URL}/en/sources`);
    assert.equal(textOf(find(text, 'a[href="sources"][aria-current="page"]')), '資料');
  });
});

/** The rows of the list below the strip: the paragraphs with what cites them. */
function rowsOf(page: string): string[] {
  return findAll(page, 'dl.paragraphs > div').map(textOf);
}

const meeting = (paragraph: number, more: Record<string, unknown> = {}) => ({
  sources: [{ source: 'report', paragraph, for: 'date', wording: '24 December 2022' }],
  ...more,
});

describe('the page of one source', () => {
  it('lists what cites each paragraph, with its date as known and what for', async () => {
    const chronology = chronologyOf({
      first: {
        when: '2022-12',
        title: { en: 'First', ja: '一' },
        sources: [
          { source: 'report', paragraph: 1, for: 'date', wording: 'December' },
          { source: 'report', paragraph: 1, for: 'statement' },
          { source: 'report', paragraph: 3, for: 'year', wording: '2022' },
        ],
        alternatives: [{ when: '2022', sources: [{ source: 'report', paragraph: 3, for: 'date', wording: '2022' }] }],
      },
      second: meeting(1, { status: 'planned', title: { en: 'Second', ja: '二' } }),
    });
    const { request } = await serve({ chronology });
    const { text } = await request('/en/source/report/');
    assert.deepEqual(rowsOf(text), [
      '¶ 1 December 2022 First date, statement 24 December 2022 Second planned date',
      '¶ 2 not cited',
      '¶ 3 December 2022 First year, another date',
    ]);
    assert.ok(textOf(text).includes('Paragraphs cited: 2 of 3, by 2 events.'));
    assert.deepEqual(rowsOf((await request('/ja/source/report/')).text), [
      '第1段落 2022年12月 一 日付、記述 2022年12月24日 二 予定 日付',
      '第2段落 引用なし',
      '第3段落 2022年12月 一 年、別の日付',
    ]);
  });

  it('lists the pages, sections and times that are cited, in their order, and citations lead there', async () => {
    const sources = [
      { source: 'book', for: 'date', wording: 'December 2022' },
      { source: 'book', for: 'statement', section: '3.10', wording: 'Words' },
      { source: 'book', for: 'statement', page: '12–14', wording: 'Words' },
      { source: 'book', for: 'statement', section: '3.2', wording: 'Words' },
      { source: 'book', for: 'statement', section: 'Preface to the edition', wording: 'Words' },
      { source: 'book', for: 'statement', page: 'xii', wording: 'Words' },
      { source: 'book', for: 'statement', page: '9', wording: 'Words' },
      { source: 'book', for: 'statement', at: '01:02:05', wording: 'Words' },
      { source: 'book', for: 'statement', at: '00:59', wording: 'Words' },
    ];
    const chronology = chronologyOf(
      {
        one: { sources },
        two: { sources: [{ source: 'book', for: 'date', page: '9', wording: 'December 2022' }] },
        three: { sources: [{ source: 'book', for: 'date', wording: 'December 2022' }] },
      },
      { 'sources.yaml': 'book:\n  title: The book\n' },
    );
    const { request } = await serve({ chronology });
    const { text } = await request('/en/source/book/');
    const places = findAll(text, 'dl.paragraphs dt').map((place) => textOf(place));
    assert.deepEqual(places, [
      'p. xii',
      'p. 9',
      'p. 12–14',
      '“Preface to the edition”',
      '§ 3.2',
      '§ 3.10',
      'at 0:59',
      'at 1:02:05',
    ]);
    const ninth = findAll(text, 'dl.paragraphs > div')[1];
    assert.ok(ninth);
    assert.equal(findAll(ninth, 'dd').length, 2);
    const ids = new Set(findAll(text, 'dl.paragraphs dt').map(({ attributes }) => attributes.id));
    const event = (await request('/en/events/one')).text;
    const targets = references(find(event, 'main')).flatMap(
      (address) => /source\/book\/#(.+)$/.exec(address)?.[1] ?? [],
    );
    assert.deepEqual(new Set(targets), ids);
    assert.deepEqual(await faultsOf(text), []);
  });

  it('orders pages by their numbers in any digits', async () => {
    const sources = ['١٢', '٣', '٥', '١'].map((page) => ({
      source: 'book',
      for: 'date',
      wording: 'December 2022',
      page,
    }));
    const book = { 'sources.yaml': 'book:\n  title: The book\n' };
    const { request } = await serve({ chronology: chronologyOf({ one: { sources } }, book) });
    const { text } = await request('/en/source/book/');
    assert.deepEqual(
      findAll(text, 'dl.paragraphs dt').map((place) => textOf(place)),
      ['p. ١', 'p. ٣', 'p. ٥', 'p. ١٢'],
    );
  });

  it('folds the list, which is longer than all else that it says of the document', async () => {
    const { text } = await shipped.request('/en/source/review-to-2025/');
    const folds = findAll(text, 'section.facet details');
    assert.equal(folds.length, 1);
    assert.ok(folds.every((fold) => !('open' in fold.attributes) && findAll(fold, 'dl.paragraphs').length === 1));
  });

  it('leads to the document, says when it was seen there, and leaves file names to curators', async () => {
    const sources =
      'report:\n  file: report.txt\n  title: Report\n  language: en\n  url: https://records.example/1\n  accessed: 2026-11-22\n';
    const { request } = await serve({ chronology: chronologyOf({ one: {} }, { 'sources.yaml': sources }) });
    const all = find((await request('/en/sources')).text, 'section.document');
    assert.equal(textOf(find(all, 'ul.known')), 'English Document at records.example (seen on 22 November 2026)');
    assert.ok(references(all).includes('https://records.example/1'));
    const { text } = await request('/ja/source/report/');
    assert.equal(
      textOf(find(text, 'dl.facts')),
      '言語 英語 アドレス https://records.example/1 （2026年11月22日閲覧） ファイル名（編集者用） report.txt',
    );
  });

  it('sets paragraphs that follow each other and are cited alike in one row, each with its own anchor', async () => {
    const { text } = await shipped.request('/en/source/review-to-2025/');
    const road = rowsOf(text).find((row) => row.includes('28'));
    assert.match(road ?? '', /^¶ .*26, 27, 28 .*Kyzylkala/);
  });

  it('says of paragraphs that nothing cites only where they begin and end, and keeps their anchors', async () => {
    const chronology = chronologyOf(
      { one: { sources: [{ source: 'report', paragraph: 5, for: 'date', wording: '24' }] } },
      { 'sources.yaml': 'report:\n  title: A report\n  language: en\n  paragraphs: 6\n' },
    );
    const { request } = await serve({ chronology });
    const { text } = await request('/en/source/report/');
    assert.deepEqual(
      rowsOf(text).map((row) => row.slice(0, 5)),
      ['¶ 1–4', '¶ 5 2', '¶ 6 n'],
    );
    assert.deepEqual(
      elements(text, 'dl.paragraphs span').flatMap(({ attributes: { id } }) => id ?? []),
      ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'],
    );
    assert.equal(rowsOf((await request('/ja/source/report/')).text)[0], '第1～4段落 引用なし');
  });

  it('says so where the number of paragraphs is not known, and shows those that are cited', async () => {
    const cite = (paragraph: number) => ({
      sources: [{ source: 'review', paragraph, for: 'date', wording: '12月24日' }],
    });
    const { request } = await serve({ chronology: chronologyOf({ one: cite(7), two: cite(4), three: cite(7) }) });
    const { text } = await request('/en/source/review/');
    assert.deepEqual(cellsOf(text), [
      { text: '4', label: 'Paragraph 4: cited by 1 event', href: '#p4' },
      { text: '7', label: 'Paragraph 7: cited by 2 events', href: '#p7' },
    ]);
    assert.ok(textOf(text).includes('Paragraphs cited: 2, by 3 events. How many the document has is not recorded.'));
    assert.match((await request('/en/sources')).text, /How many the document has is not recorded/);
  });

  it('folds what nothing cites in a document as long as a book', async () => {
    const chronology = chronologyOf(
      { one: { sources: [{ source: 'report', paragraph: 3, for: 'date', wording: '24' }] } },
      { 'sources.yaml': 'report:\n  title: A book\n  language: en\n  paragraphs: 900000000000000\n' },
    );
    const { request } = await serve({ chronology });
    const { text } = await request('/en/source/report/');
    assert.deepEqual(
      cellsOf(text).map(({ label }) => label),
      [
        'Paragraph 1: not cited',
        'Paragraph 2: not cited',
        'Paragraph 3: cited by 1 event',
        'Paragraphs 4 to 900000000000000: not cited',
      ],
    );
    assert.deepEqual(rowsOf(text), [
      '¶ 1–2 not cited',
      '¶ 3 24 December 2022 Title date',
      '¶ 4–900000000000000 not cited',
    ]);
  });

  it('has no strip for a document that nothing cites and of which nothing is known', async () => {
    const { request } = await serve({ chronology: chronologyOf({ one: {} }) });
    const { text } = await request('/en/source/review/');
    assert.deepEqual([cellsOf(text), rowsOf(text), slugsOf(text)], [[], [], []]);
  });

  it('is where the citations of an event’s page lead, to the paragraph', async () => {
    const { text } = await shipped.request('/en/events/summit-plan');
    assert.ok(references(text).includes('../source/review-to-2025/#p11'));
    assert.ok(references(text).includes('../source/review-to-2025/#p9'));
  });
});
