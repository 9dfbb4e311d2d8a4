/** The data of a view: pages of JSON by cursors, lines, tables; valid by the schema that is served, and the same in each form. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { dayParts } from '../../src/chronology/dates/day.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { datesOf, earliestDay, latestDay, precisionOf } from '../../src/chronology/dates/when.ts';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { wordLanguages, wordsOf } from '../../src/chronology/languages/languages.ts';
import { choices } from '../../src/chronology/query/query.ts';
import { csvRow, defused } from '../../src/formats/data/csv-package.ts';
import { toDateData } from '../../src/formats/data/date-data.ts';
import type { EventData, EventDocumentData, EventsPageData } from '../../src/formats/data/event-data-schema.ts';
import { eventDataSchema } from '../../src/formats/data/event-data-schema.ts';
import { multiplied } from '../../src/formats/data/figures-csv.ts';
import { slideDates } from '../../src/formats/data/timelinejs.ts';
import { outputs } from '../../src/web/site/outputs.ts';
import { chronologyOf, cited, parseMinimal, VOCABULARY } from '../support/chronologies.ts';
import { edtf, edtfForms } from '../support/edtf-arbitrary.ts';
import { BASE_URL, CANAL, EVERY_DATE, EVERY_YEAR, MOON, type Service, serve, TOWN } from '../support/service.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });
const others = [
  everyDate,
  shipped,
  ...(await Promise.all([EVERY_YEAR, MOON, TOWN, CANAL].map((folder) => serve({ folder })))),
];

const SCHEMA = `${BASE_URL}/schema/events-1.json`;
/** That of readers, and the same one closed: no answer has a member that it does not name. */
const [served, closed] = [
  JSON.parse((await shipped.request('/schema/events-1.json')).text),
  eventDataSchema(SCHEMA, true),
];
const validators = [served, closed].map((schema) => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  // The package is CommonJS, and its default export is typed as its module.
  (addFormats as unknown as typeof addFormats.default)(ajv);
  return ajv.addSchema(schema, SCHEMA);
});

/** @param part of the schema; default: the whole */
function assertValid(data: unknown, part = ''): void {
  for (const ajv of validators) {
    const validate = ajv.getSchema(`${SCHEMA}${part}`) ?? assert.fail(part);
    assert.ok(validate(data), JSON.stringify(validate.errors?.slice(0, 5), undefined, 2));
  }
}

async function json<T>(service: Service, path: string): Promise<T> {
  const { status, text, headers } = await service.request(path);
  assert.equal(status, 200, `${path}: ${text.slice(0, 300)}`);
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  return JSON.parse(text) as T;
}

/** Every page from an address on, by its links. */
async function pagesFrom(service: Service, path: string): Promise<readonly EventsPageData[]> {
  const pages: EventsPageData[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const page: EventsPageData = await json<EventsPageData>(service, next);
    assertValid(page, '#/$defs/EventsPage');
    pages.push(page);
    next = page.links.next?.slice(BASE_URL.length);
  }
  return pages;
}

const slugsOf = (pages: readonly EventsPageData[]) => pages.flatMap(({ events }) => events.map(({ slug }) => slug));

async function linesOf(service: Service, path: string): Promise<readonly EventData[]> {
  const { status, text } = await service.request(path);
  assert.equal(status, 200);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as EventData);
}

describe('events.json', () => {
  it('is valid by the schema that it names, in every chronology, language and view, and has each event once', async () => {
    for (const service of others) {
      const { chronology } = service;
      const { languages } = chronology.vocabulary.settings;
      const tags = [...languages, ...(languages.length > 1 ? [languages.join('-')] : [])];
      const views = pathFacets.flatMap((facet) => {
        const [value] = chronology.events.flatMap((event) => valuesOf(event, facet));
        return value === undefined ? [] : [`${facet}/${encodeURIComponent(value)}/`];
      });
      for (const tag of tags) {
        const pages = await pagesFrom(service, `/${tag}/events.json?limit=50`);
        assert.deepEqual(
          slugsOf(pages),
          chronology.events.map(({ slug }) => slug),
        );
        assert.deepEqual(
          pages.flatMap(({ withdrawn }) => withdrawn.map(({ slug }) => slug)),
          chronology.withdrawn.map(({ slug }) => slug),
        );
      }
      for (const view of views) {
        const [page] = await pagesFrom(service, `/${languages[0]}/${view}events.json`);
        assert.ok(page && page.total > 0 && page.total <= chronology.events.length, view);
      }
    }
  });

  it('tells each date as it is known: as written, in words of every language, and by its first and last possible days', async () => {
    const [page] = await pagesFrom(everyDate, '/en/events.json?limit=500');
    const byEdtf = new Map(page?.events.map(({ when }) => [when.edtf, when]));
    for (const { when, whenText } of everyDate.chronology.events) {
      const told = byEdtf.get(when.edtf) ?? assert.fail(when.edtf);
      if (!whenText) for (const language of ['en', 'ja']) assert.equal(told.text[language], formatWhen(when, language));
    }
    const month = byEdtf.get('2023-03') ?? assert.fail();
    const { start } = month;
    assert.deepEqual(
      [start.state, start.earliest, start.latest, start.precision, start.approximate, start.uncertain],
      ['dated', '2023-03-01', '2023-03-31', 'month', false, false],
    );
    assert.deepEqual(month.end, start);
  });

  it('tells any date so: valid, within its first and last possible days, and no finer than it is known', () => {
    fc.assert(
      fc.property(edtf, (written) => {
        const when = parseWhen(written, 'Asia/Tokyo');
        if (!when.ok) assert.fail(written);
        const data = toDateData(when.value, { languages: ['en', 'ja'], timeZone: 'Asia/Tokyo' });
        assertValid(data, '#/$defs/Date');
        assert.equal(data.edtf, written);
        assert.equal(data.precision, precisionOf(when.value));
        assert.equal(data.start.earliest, earliestDay(when.value) ?? null);
        assert.equal(data.end.latest, latestDay(when.value) ?? null);
        const { start_date, end_date } = slideDates(when.value);
        assert.ok(Number.isInteger(start_date.year));
        // What is known to a month or a year alone has no day.
        if (when.value.kind === 'moment' && ['month', 'year'].includes(data.precision))
          assert.deepEqual([start_date.day, end_date], [undefined, undefined]);
      }),
    );
  });

  it('has a schema of draft 2020-12, which refuses what is none of its documents', () => {
    assert.deepEqual(served.$schema, 'https://json-schema.org/draft/2020-12/schema');
    for (const invalid of [{}, { version: '1.0' }]) assert.equal(validators[0]?.validate(SCHEMA, invalid), false);
  });

  it('is the same in the other order, from the last event on', async () => {
    const [oldest, newest] = [
      slugsOf(await pagesFrom(everyDate, '/en/events.json?limit=10')),
      slugsOf(await pagesFrom(everyDate, '/en/events.json?limit=10&order=newest')),
    ];
    assert.deepEqual(newest, oldest.toReversed());
  });

  it('has links that are canonical: no page redirects to another address', async () => {
    for (const start of [
      '/en/events.json?limit=10',
      '/en/type/meeting/events.json?limit=10&order=newest',
      '/events.json?limit=10&q=a',
    ])
      for (const { links } of await pagesFrom(shipped, start)) assert.ok(links.self.startsWith(`${BASE_URL}/`));
  });

  it('refuses a wrong limit, order or cursor, and says what is allowed', async () => {
    for (const [query, allowed] of [
      ['limit=501', '1–500'],
      ['limit=-1', '1–500'],
      ['order=random', 'oldest, newest'],
      ['cursor=17', 'links.next'],
      ['cursor=-999999-12-24.a', 'links.next'],
      ['cursor=Y2022-12-24.a', 'links.next'],
      ['cursor=2022-12.a', 'links.next'],
      ['cursor=2022-12-24.UPPER', 'links.next'],
    ]) {
      const { status, headers, text } = await shipped.request(`/en/events.json?${query}`);
      assert.equal(status, 400, query);
      assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
      assert.ok(text.includes(allowed ?? ''), text);
    }
  });

  it('alone is asked where it goes on: a cursor, right or wrong, is nothing to outputs in one piece and to pages', async () => {
    for (const [name, { isPaged, rasterWidth }] of Object.entries(outputs))
      if (rasterWidth === undefined) {
        const [plain, wrong] = [await shipped.request(`/en/${name}`), await shipped.request(`/en/${name}?cursor=17`)];
        assert.equal(wrong.status, isPaged ? 400 : 200, name);
        if (!isPaged) assert.equal(wrong.text, plain.text, name);
      }
    for (const page of ['/en/', '/en/type/visit/', '/en/subscribe', '/en/embed', '/en/data', '/en/month/2022-12'])
      for (const cursor of ['17', '2022-12-24.summit-1'])
        assert.equal(
          (await shipped.request(`${page}?cursor=${cursor}`)).text,
          (await shipped.request(page)).text,
          page,
        );
  });

  it('names a wrong cursor in words, in every language', async () => {
    for (const language of wordLanguages) {
      const text = wordsOf(language)('error.parameter.cursor');
      assert.ok(text !== '' && !text.includes('cursor'), language);
    }
    const { status, text } = await shipped.request('/ja/events.json?cursor=17', { headers: { Accept: 'text/html' } });
    assert.equal(status, 400);
    assert.ok(text.includes(`${wordsOf('ja')('error.parameter.cursor')}：「17」`));
  });

  it('has a page that tells what is wrong in its address, and shows the rest', async () => {
    const { status, text } = await shipped.request('/en/data?type=nope&country=UZ', {
      headers: { Accept: 'text/html' },
    });
    assert.equal(status, 200);
    assert.match(text, /class="amiss"/);
    assert.match(text, /country\/UZ\/events\.json/);
  });

  it('has summaries as plain text, and as written where they have marks', async () => {
    const written = { en: 'A *short* [report](https://report.example/).', ja: '要約。' };
    const service = await serve({ chronology: chronologyOf({ marked: { summary: written }, plain: {} }) });
    const [page] = await pagesFrom(service, '/en/events.json');
    assert.deepEqual(
      page?.events.map(({ summary, summaryMarkdown }) => [summary.en, summaryMarkdown?.en]),
      [
        ['A short report (https://report.example/).', written.en],
        ['Summary.', undefined],
      ],
    );
  });

  it('is of the language that is asked for, or of all of them; a text without it is in the first', async () => {
    const service = await serve({ chronology: chronologyOf({ alone: { title: { en: 'Only English' } } }) });
    const [[en], [ja], [both]] = [
      await pagesFrom(service, '/en/events.json'),
      await pagesFrom(service, '/ja/events.json'),
      await pagesFrom(service, '/en-ja/events.json'),
    ];
    assert.deepEqual(
      [en, ja, both].map((page) => page?.events[0]?.title),
      Array(3).fill({ en: 'Only English' }),
    );
    assert.deepEqual(
      [en, ja, both].map((page) => Object.keys(page?.events[0]?.summary ?? {})),
      [['en'], ['ja'], ['en', 'ja']],
    );
    assert.deepEqual(Object.keys(ja?.events[0]?.when.text ?? {}), ['en', 'ja']);
  });
});

describe('the cursor of events.json', () => {
  const day = (number: number) => `2020-01-${String(number).padStart(2, '0')}`;
  const at = (number: number, fields: Readonly<Record<string, unknown>> = {}) => [
    `event-${String(number).padStart(2, '0')}`,
    { when: day(number), sources: cited('January 2020'), ...fields },
  ];
  const numbers = Array.from({ length: 25 }, (_, index) => index + 1);
  const before = chronologyOf(Object.fromEntries(numbers.map((number) => at(number))));
  const withdrawn = { date: '2026-11-26', reason: { en: 'A mistake.', ja: '誤り。' } };

  for (const [edit, changed] of [
    ['is withdrawn', [at(10, { withdrawn })]],
    ['moves to an earlier day', [at(10, { when: day(2) })]],
    ['moves to a later day', [at(10, { when: day(24) })]],
    [
      'stays, and others come before it',
      [
        ['earlier-1', at(1)[1]],
        ['earlier-2', at(4)[1]],
      ],
    ],
    [
      'stays, and others on its day come',
      [
        ['another', at(10)[1]],
        ['yet-another', at(10)[1]],
      ],
    ],
  ] as const)
    for (const order of choices.order)
      it(`leaves out no event that stayed where it was, when its own ${edit} (${order} first)`, async () => {
        const after = chronologyOf({
          ...Object.fromEntries(numbers.map((number) => at(number))),
          ...Object.fromEntries(changed as readonly (readonly [string, object])[]),
        });
        const [first, second] = [await serve({ chronology: before }), await serve({ chronology: after })];
        const page = await json<EventsPageData>(first, `/en/events.json?limit=10&order=${order}`);
        const rest = await pagesFrom(second, page.links.next?.slice(BASE_URL.length) ?? assert.fail());
        const seen = slugsOf([page, ...rest]);
        const edited = new Set(changed.map(([slug]) => slug));
        for (const { slug } of before.events)
          if (!edited.has(slug)) assert.equal(seen.filter((other) => other === slug).length, 1, slug);
      });
});

describe('events.ndjson', () => {
  it('has the whole view, a line for each event, as events.json has them', async () => {
    for (const service of [everyDate, shipped]) {
      const lines = await linesOf(service, '/en/events.ndjson');
      for (const line of lines) assertValid(line, '#/$defs/Event');
      assert.deepEqual(
        lines,
        (await pagesFrom(service, '/en/events.json?limit=500')).flatMap(({ events }) => events),
      );
    }
    const newest = await linesOf(shipped, '/en/events.ndjson?order=newest');
    assert.deepEqual(newest, (await linesOf(shipped, '/en/events.ndjson')).toReversed());
  });

  it('is the same where it is streamed', async () => {
    const streaming = await serve({ streamOver: 10 });
    const [whole, streamed] = [
      await shipped.request('/en/events.ndjson'),
      await streaming.request('/en/events.ndjson'),
    ];
    assert.equal(whole.headers['content-type'], 'application/x-ndjson; charset=utf-8');
    assert.match(streamed.headers.etag ?? '', /^W\//);
    assert.equal(streamed.text, whole.text);
    assert.doesNotMatch((await streaming.request('/en/events.json')).headers.etag ?? '', /^W\//);
  });
});

type Row = Readonly<Record<string, string>>;

async function tableOf(service: Service, path: string): Promise<readonly Row[]> {
  const { status, text, headers } = await service.request(path);
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8; header=present');
  assert.ok(text.startsWith('\uFEFF"'), 'begins with the mark of UTF-8');
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' }) as readonly Row[];
}

describe('events.csv', () => {
  it('has one row an event, with the dates of events.json and the texts of every language, in each language', async () => {
    for (const service of [everyDate, shipped]) {
      const rows = await tableOf(service, '/en/events.csv');
      const events = (await pagesFrom(service, '/en-ja/events.json?limit=500')).flatMap((page) => page.events);
      assert.equal(rows.length, events.length);
      for (const [index, row] of rows.entries()) {
        const { slug, when, title, summary } = events[index] ?? assert.fail();
        assert.deepEqual(
          [row.slug, row.date_edtf, row.date_en, row.date_ja, row.title_en, row.title_ja, row.summary_ja],
          [slug, when.edtf, when.text.en, when.text.ja, title.en ?? '', title.ja ?? '', summary.ja ?? ''].map(
            (text = '') => defused(text),
          ),
        );
        for (const end of ['start', 'end'] as const) {
          const { earliest, latest, precision, approximate } = when[end];
          assert.deepEqual(
            [`${end}_earliest`, `${end}_latest`, `${end}_precision`, `${end}_approximate`].map((name) => row[name]),
            [earliest ?? '', latest ?? '', precision ?? '', String(approximate)],
          );
        }
      }
      assert.deepEqual(await tableOf(service, '/ja/events.csv'), rows);
      assert.deepEqual(await tableOf(service, '/en-ja/events.csv'), rows);
    }
  });

  it('has the same header in every view, that of nothing included', async () => {
    const header = async (path: string) => (await shipped.request(path)).text.split('\r\n')[0];
    const first = await header('/en/events.csv');
    for (const path of ['/ja/events.csv', '/en/type/meeting/events.csv', '/en/events.csv?q=nothing-has-this'])
      assert.equal(await header(path), first, path);
  });

  it('has no cell that a spreadsheet calculates, and loses nothing of what stood there', async () => {
    const dangerous = ['=1+1', '+1', '-1+1', '@SUM(A1)', "'=1", '＝1', '-', '"=1', 'a, "b"; c'];
    const service = await serve({
      chronology: chronologyOf(
        Object.fromEntries(dangerous.map((text, index) => [`event-${index}`, { title: { en: text, ja: text } }])),
      ),
    });
    const titles = (await tableOf(service, '/en/events.csv')).map(({ title_en: title = '' }) => title);
    for (const title of titles) assert.doesNotMatch(title, /^[=+\-@\t\r\n＝＋－＠]/);
    assert.deepEqual(
      titles.map((title) => (/^'+[=+\-@\t\r\n＝＋－＠]/.test(title) ? title.slice(1) : title)),
      dangerous,
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...`'=+-@\t\r\n＝1.a"`) }), (text) => {
        const written = defused(text);
        if (!/^-?\d+(\.\d+)?$/.test(written)) assert.doesNotMatch(written, /^[=+\-@\t\r\n＝＋－＠]/);
        assert.equal(/^'+[=+\-@\t\r\n＝＋－＠]/.test(written) ? written.slice(1) : written, text);
        assert.deepEqual(parse(csvRow([text]), { record_delimiter: '\r\n' }), [[written]]);
      }),
    );
  });

  it('says of each source where in it, for what, and in which words; of an inferred date, that it is printed in none', async () => {
    const sources = [
      { source: 'report', paragraph: 1, for: 'date', wording: '24 December 2022' },
      { source: 'report', paragraph: 2, for: 'year', wording: '2022' },
      { source: 'review', for: 'statement' },
    ];
    const dating = { inferred: true, note: { en: 'It follows.', ja: '文脈による。' } };
    const service = await serve({
      chronology: chronologyOf({ 'a-printed': { sources }, 'b-inferred': { sources, dating } }),
    });
    const rows = await tableOf(service, '/en/events.csv');
    assert.deepEqual(
      rows.map(({ sources_en: text }) => text?.split('\n')),
      [
        [
          'A report, ¶\u00a01: the date, printed as “24 December 2022”',
          'A report, ¶\u00a02: the year, from “2022”',
          'A review',
        ],
        [
          'A report, ¶\u00a01: inferred from, printed as “24 December 2022”',
          'A report, ¶\u00a02: the year, from “2022”',
          'A review',
        ],
      ],
    );
    assert.deepEqual(
      rows.map(({ sources_ja: text }) => text?.split('\n')),
      [
        ['報告書、第1段落：日付の記載「24 December 2022」', '報告書、第2段落：年の典拠「2022」', '年次報告'],
        ['報告書、第1段落：推定の根拠の記載「24 December 2022」', '報告書、第2段落：年の典拠「2022」', '年次報告'],
      ],
    );
  });

  it('is the same where it is streamed', async () => {
    const streaming = await serve({ streamOver: 10 });
    for (const path of ['/en/events.csv', '/en/figures.csv'])
      assert.equal((await streaming.request(path)).text, (await shipped.request(path)).text);
  });
});

describe('figures.csv', () => {
  it('has a row for each figure and for each cell of a table, with the exact number', async () => {
    const rows = await tableOf(shipped, '/en/figures.csv');
    const { events } = shipped.chronology;
    const cells = events.flatMap(({ table }) => (table ? Object.values(table.rows).flat() : []));
    assert.equal(rows.length, cells.length + events.flatMap(({ figures }) => figures).length);
    assert.equal(rows.filter(({ value }) => value === '').length, cells.filter((value) => value === 'none').length);
    for (const { slug = '', date_edtf, title_en } of rows) {
      const { when, title } = shipped.chronology.bySlug.get(slug) ?? assert.fail(slug);
      assert.deepEqual([date_edtf, title_en], [when.edtf, title.en]);
    }
    for (const { value, scale, number } of rows)
      if (value !== '')
        assert.ok(Math.abs(Number(number) - Number(value) * Number(scale)) <= Math.abs(Number(number)) * 1e-12);
    assert.deepEqual(
      (
        [
          ['11.24', 1_000_000],
          ['190', 1_000_000_000],
          ['-0.05', 10],
          ['0.5', 1],
          ['100', 1],
        ] as const
      ).map(([value, scale]) => multiplied(value, scale)),
      ['11240000', '190000000000', '-0.5', '0.5', '100'],
    );
  });
});

describe('tables of languages that the interface has no words in', () => {
  it('have dates, amounts and countries in the words of their pages, and a title in its own language alone', async () => {
    const texts = (ja: string, gb: string) => ({ ja, 'en-GB': gb });
    const { chronology, problems } = parseMinimal(
      new Map([
        [
          'chronology.yaml',
          JSON.stringify({
            title: texts('年表', 'Chronology'),
            languages: ['ja', 'en-GB', 'uz'],
            timeZone: 'UTC',
            citations: 'optional',
            types: { event: { label: texts('出来事', 'Event') } },
            measures: { visitors: { label: texts('来場者', 'Visitors') } },
          }),
        ],
        [
          'events/first.yaml',
          JSON.stringify({
            type: 'event',
            when: '2023-05~',
            countries: ['UZ'],
            title: { ...texts('題名', 'Title'), uz: 'Sarlavha' },
            summary: texts('要約。', 'Summary.'),
            figures: [{ measure: 'visitors', value: '1200', countries: ['UZ'] }],
            published: '2026-11-22',
          }),
        ],
      ]),
    );
    assert.deepEqual(problems, []);
    const service = await serve({ chronology: chronology ?? assert.fail() });
    for (const tag of ['ja', 'en-GB', 'uz']) {
      const [event] = await tableOf(service, `/${tag}/events.csv`);
      const [figure] = await tableOf(service, `/${tag}/figures.csv`);
      const cells = (row: Row | undefined, name: string) => ['ja', 'en-GB', 'uz'].map((of) => row?.[`${name}_${of}`]);
      assert.deepEqual(cells(event, 'title'), ['題名', 'Title', 'Sarlavha']);
      assert.deepEqual(cells(event, 'summary'), ['要約。', 'Summary.', '']);
      for (const row of [event, figure]) {
        assert.deepEqual(cells(row, 'date'), ['2023年5月頃', 'about May 2023', 'about May 2023']);
        assert.deepEqual(cells(row, 'date_remark'), [
          '日は不明、おおよその時期',
          'day not recorded, approximate',
          'day not recorded, approximate',
        ]);
        assert.deepEqual(cells(row, 'countries'), ['ウズベキスタン', 'Uzbekistan', 'Oʻzbekiston']);
      }
      assert.deepEqual(cells(figure, 'amount'), ['1,200', '1,200', '1,200']);
    }
  });
});

describe('the JSON of one event', () => {
  it('is what events.json has of it, valid, in each language and in all', async () => {
    for (const tag of ['en', 'ja', 'en-ja']) {
      const [page] = await pagesFrom(everyDate, `/${tag}/events.json?limit=500`);
      for (const event of page?.events ?? []) {
        const document = await json<EventDocumentData>(everyDate, `/${tag}/events/${event.slug}.json`);
        assertValid(document, '#/$defs/EventDocument');
        assert.deepEqual(document.event, event);
      }
    }
  });

  it('is led to from the permalink, by language; what was withdrawn is gone, and what never was is not found', async () => {
    const [event] = everyDate.chronology.events;
    const [withdrawn] = everyDate.chronology.withdrawn;
    const to = async (path: string, language: string) => {
      const { status, headers } = await everyDate.request(path, { headers: { 'Accept-Language': language } });
      return [status, headers.location];
    };
    assert.deepEqual(await to(`/events/${event?.slug}.json`, 'ja'), [302, `${BASE_URL}/ja/events/${event?.slug}.json`]);
    const gone = await everyDate.request(`/en/events/${withdrawn?.slug}.json`);
    assert.deepEqual([gone.status, gone.headers['content-type']?.split(';')[0]], [410, 'application/problem+json']);
    assert.equal((await everyDate.request('/en/events/nope.json')).status, 404);
  });
});

describe('events.jsonld', () => {
  it('is a graph of the whole and of each event, as the page of each has it', async () => {
    for (const service of [everyDate, shipped]) {
      const { text, headers } = await service.request('/ja/events.jsonld');
      assert.equal(headers['content-type'], 'application/ld+json; charset=utf-8');
      const graph = JSON.parse(text) as { '@context': string; '@graph': readonly Readonly<Record<string, object>>[] };
      const [dataset, ...events] = graph['@graph'];
      assert.equal(dataset?.['@type'], 'Dataset');
      assert.equal(graph['@context'], 'https://schema.org');
      assert.equal(events.length, service.chronology.events.length);
      for (const [index, { slug }] of service.chronology.events.slice(0, 20).entries()) {
        const page = (await service.request(`/ja/events/${slug}`)).text;
        const { '@context': _, ...own } = JSON.parse(
          /<script type="application\/ld\+json">([^<]*)/.exec(page)?.[1] ?? assert.fail(slug),
        );
        delete own.mainEntityOfPage.breadcrumb;
        assert.deepEqual(events[index], own);
      }
    }
  });
});

describe('timelinejs.json', () => {
  it('has a slide for each event, with its date in words and no finer number than is known', async () => {
    const { text, headers } = await everyDate.request('/en/timelinejs.json');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    const { scale, title, events } = JSON.parse(text);
    assert.equal(scale, 'human');
    assert.ok(title.text.headline.includes('<a href='));
    assert.deepEqual(
      events.map(({ unique_id }: { unique_id: string }) => unique_id),
      everyDate.chronology.events.map(({ slug }) => slug),
    );
    for (const [index, { when }] of everyDate.chronology.events.entries()) {
      const slide = events[index];
      assert.equal(slide.when.edtf, when.edtf);
      assert.ok(slide.display_date.length > 0);
      assert.ok(slide.group.length > 0);
      assert.ok(Number.isInteger(slide.start_date.year));
    }
  });

  it('has markup in no line but its own, and in Arabic each line says its direction', async () => {
    const marked = 'A <b>text</b> & more';
    const image = {
      url: 'https://photos.example/a.jpg',
      alt: { en: marked, ja: marked },
      credit: { en: marked, ja: marked },
    };
    const files = {
      'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '')
        .replace('languages: [en, ja]', 'languages: [en, ar, ja]')
        .replace('label: { en: Meeting,', `label: { en: ${marked},`),
    };
    const title = { en: marked, ja: marked };
    const { request } = await serve({
      chronology: chronologyOf({ one: { image, title, summary: { ...title } } }, files),
    });
    for (const language of ['en', 'ar']) {
      const [slide] = JSON.parse((await request(`/${language}/timelinejs.json`)).text).events;
      const { display_date, group, text, media } = slide;
      assert.equal(media.alt, marked);
      for (const html of [display_date, group, text.headline, text.text, media.caption, media.credit]) {
        assert.ok(!html.includes('<b>') && !html.includes('& '), html);
        assert.equal(/ dir="/.test(html), language === 'ar', html);
      }
      assert.ok(group.includes('A &lt;b&gt;text&lt;/b&gt; &amp; more'), group);
    }
  });

  it('writes each precision with its own parts, and what has no date there as the span of its possible days', () => {
    const slideOf = (edtf: string) => {
      const when = parseWhen(edtf, 'Asia/Tokyo');
      if (!when.ok) assert.fail(edtf);
      const { start_date, end_date } = slideDates(when.value);
      const text = (date: object | undefined) => (date ? Object.values(date).join('-') : undefined);
      return [text(start_date), text(end_date)];
    };
    for (const [edtf, start, end] of [
      ['2023', '2023', undefined],
      ['2023-03~', '2023-3', undefined],
      ['2023-03-04', '2023-3-4', undefined],
      ['2023-03-04T05:06', '2023-3-4-5-6', undefined],
      ['2023-33', '2023-1-1', '2023-3-31'],
      ['199X', '1990-1-1', '1999-12-31'],
      ['[2023-09..]', '2023-9', undefined],
      ['[..2022]', '2022', undefined],
      ['[2023-09..2023-11]', '2023-9-1', '2023-11-30'],
      ['2016-03/2023-11', '2016-3', '2023-11'],
      ['2022-02/..', '2022-2', undefined],
      ['../1991', '1991', undefined],
      ['2004/', '2004', undefined],
      ['199X/2023-33', '1990-1-1', '2023-3-31'],
      ['[199X..2023-11]', '1990-1-1', '2023-11-30'],
      ['../199X', '1999', undefined],
      ['/199X', '1999', undefined],
      ['199X/..', '1990', undefined],
      ['2023-33/..', '2023', undefined],
      ['/2023-40', '2023', undefined],
      ['[199X..]', '1990', undefined],
      ['[..19XX]', '1999', undefined],
      ['[..2023-36]', '2023', undefined],
    ] as const)
      assert.deepEqual(slideOf(edtf), [start, end], edtf);
  });

  for (const [form, dates] of Object.entries(edtfForms))
    it(`tells no month, day or hour that is not known, but at the ends of a span of possible days: ${form}`, () => {
      fc.assert(
        fc.property(dates, (written) => {
          const when = parseWhen(written, 'Asia/Tokyo');
          if (!when.ok) assert.fail(written);
          const { start_date, end_date } = slideDates(when.value);
          const [first, last] = [earliestDay(when.value), latestDay(when.value)];
          const isSpan = first !== undefined && last !== undefined;
          if (!isSpan || when.value.kind === 'period') assert.equal(end_date !== undefined, isSpan, written);
          const known = datesOf(when.value).map((date) => {
            const day = date.time?.day ?? date.earliest;
            const parts = { month: ['month', 'day', 'time'], day: ['day', 'time'], hour: ['time'] };
            const { year, ...rest } = { ...dayParts(day), hour: Number(date.time?.clock.slice(0, 2)) };
            const asKnown = Object.entries(parts).filter(([, precisions]) => precisions.includes(date.precision));
            return { year, ...Object.fromEntries(asKnown.map(([part]) => [part, rest[part as keyof typeof rest]])) };
          });
          for (const [date, limit] of [
            [start_date, first],
            [end_date, last],
          ] as const) {
            if (date?.month === undefined) continue;
            const { minute, second, ...told } = date;
            const isKnown = known.some((parts) => isDeepStrictEqual(parts, told));
            const isLimit = end_date !== undefined && limit !== undefined && isDeepStrictEqual(date, dayParts(limit));
            assert.ok(isKnown || isLimit, `${written}: ${JSON.stringify({ start_date, end_date })}`);
          }
        }),
      );
    });
});

describe('the citation of an event', () => {
  it('is a file for programs that keep citations, linked from its page in the language of its title', async () => {
    const slug = shipped.chronology.events[0]?.slug;
    const page = (await shipped.request(`/en/events/${slug}`)).text;
    for (const [name, mediaType] of [
      ['bib', 'application/x-bibtex'],
      ['ris', 'application/x-research-info-systems'],
      ['csl.json', 'application/vnd.citationstyles.csl+json'],
    ]) {
      assert.ok(page.includes(`<a href="${slug}.${name}" type="${mediaType}">`), name);
      const { status, headers, text } = await shipped.request(`/en/events/${slug}.${name}`);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], `${mediaType}; charset=utf-8`);
      assert.equal(headers['content-disposition'], `attachment; filename="${slug}.${name}"`);
      assert.ok(text.includes(slug ?? ''));
    }
    assert.ok(page.includes(`<a href="${slug}.json" type="application/json">`));
  });
});
