/** Years before 1000 in all that is served: pages, pictures, calendars and feeds tell each with its era, in either language. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chronologyOf } from '../support/chronologies.ts';
import { assertEras } from '../support/eras.ts';
import { type Element, find, findAll, parseHtml, textOf } from '../support/html.ts';
import { references } from '../support/markup.ts';
import { BASE_URL, serve } from '../support/service.ts';

const FORMS = [
  'Y',
  'Y-08-24',
  'Y-08',
  'Y~',
  'Y-33',
  'Y-40',
  '[Y..]',
  '[..Y-02]',
  'Y/..',
  '../Y',
  'Y/',
  'Y-05-01/Y-05-09',
  'Y-01-01/Y-12-31',
  'Y-08-24T10:00:00Z',
  'Y/1204',
  '[Y..1066]',
];
/** So many that lists have pages, from 63 to 992. */
const YEARS = Array.from({ length: 220 }, (_, index) => 63 + Math.floor(index * 4.243));
const slugOf = (index: number) => `event-${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
const SETTINGS = {
  'sources.yaml': `
report:
  title: { en: A report, ja: 報告書 }
  language: en
  date: 0731-09
`,
};
const ancient = await serve({
  chronology: chronologyOf(
    Object.fromEntries(
      YEARS.map((year, index) => [
        slugOf(index),
        {
          when: (FORMS[index % FORMS.length] as string).replaceAll('Y', String(year).padStart(4, '0')),
          ...(index % 9 === 0 && {
            alternatives: [
              {
                when: `0${101 + index}-03`,
                sources: [{ source: 'report', paragraph: 2, for: 'date', wording: 'then' }],
              },
            ],
          }),
          ...(index % 7 === 0 && { people: [{ id: 'hayashi', office: { en: 'Scribe', ja: '書記' } }] }),
          ...(index % 11 === 0 && { series: { id: 'rounds', number: `${index / 11 + 1}` } }),
          sources: [{ source: 'report', paragraph: 1, for: 'date', wording: 'once' }],
          published: index % 40 === 0 ? '0999-12-31' : '2026-11-22',
        },
      ]),
    ),
    SETTINGS,
  ),
});

/** What a page tells: its texts, also those for assistive technology, without codes for machines. */
function toldBy(page: Element): readonly string[] {
  const told: string[] = [];
  const visit = (element: Element) => {
    if (['script', 'style', 'code'].includes(element.name)) return;
    for (const name of ['aria-label', 'title', 'alt', 'value', 'placeholder', 'content'])
      if (element.attributes[name] !== undefined && element.attributes.type !== 'hidden')
        told.push(element.attributes[name]);
    const own = element.children.filter((child) => typeof child === 'string').join(' ');
    if (own.trim() !== '') told.push(own);
    for (const child of element.children) if (typeof child !== 'string') visit(child);
  };
  visit(page);
  return told;
}

/** Without counts of events, which are no years. */
const withoutCounts = (text: string) =>
  text.replace(
    /^ *year = \{\d+\},$|\d+(?= (?:more|events|entries))|\d+件|Microsoft 365|(?<=Entries[^.]*: )\d+|^\(?\d+\)?$|\(\d+\)/gm,
    '',
  );

function assertTold(texts: readonly string[], language: 'en' | 'ja', address: string): void {
  for (const text of texts) {
    if (/^https?:|^\/|^width=|^<iframe /.test(text.trim())) continue;
    assert.doesNotThrow(() => assertEras(withoutCounts(text.trim()), language), `${address}: ${text}`);
  }
}

async function followed(address: string) {
  const answer = await ancient.request(address);
  const { location } = answer.headers;
  return location === undefined ? answer : ancient.request(location.replace(BASE_URL, ''));
}

const queries = [
  '',
  '?from=0079',
  '?from=0700&to=0799',
  '?from=0751&to=0751',
  '?to=0300-05',
  '?from=0079-08-24&to=1300',
  '?q=AD+79',
  '?part=0500',
  '?precision=year',
  '?country=KZ',
];

describe('every page tells years before 1000 with their era', () => {
  for (const language of ['en', 'ja'] as const) {
    it(`views, their pictures and links (${language})`, async () => {
      for (const query of queries) {
        const address = `/${language}/${query}`;
        const { status, text } = await followed(address);
        assert.equal(status, 200, address);
        assertTold(toldBy(parseHtml(text)), language, address);
      }
    });

    it(`events, and all other pages (${language})`, async () => {
      const pages = [
        ...YEARS.slice(0, 40).map((_, index) => `events/${slugOf(index)}`),
        ...[
          'about',
          'sources',
          'figures',
          'subscribe',
          'person/hayashi/',
          'series/rounds/',
          'source/report/',
          'type/meeting/',
        ],
        ...['subscribe?from=0079&to=0300', '?from=0079-13', '?from=0300&to=0079'],
      ];
      for (const page of pages) {
        const address = `/${language}/${page}`;
        const { status, text } = await ancient.request(address, { headers: { Accept: 'text/html' } });
        assert.ok(status === 200 || status === 400, `${status} ${address}`);
        // What was typed is repeated as it was typed.
        assertTold(
          toldBy(parseHtml(text)).map((told) => told.replace(/(?:from|to)=0\d{3}/g, '')),
          language,
          address,
        );
      }
    });

    it(`calendars and feeds (${language})`, async () => {
      for (const document of [
        'calendar.ics',
        'calendar.ics?imprecise=span',
        'anniversaries.ics',
        'feed.rss',
        'on-this-day.rss',
        'overview.svg',
      ]) {
        const address = `/${language}/${document}`;
        const { status, text } = await ancient.request(address);
        assert.equal(status, 200, address);
        const told = document.includes('.ics')
          ? text
              .replace(/\r\n[ \t]/g, '')
              .split('\r\n')
              .filter((line) => /^(?:SUMMARY|DESCRIPTION|NAME|X-WR-CALNAME|X-WR-CALDESC)/.test(line))
              .map((line) => line.replace(/\\n/g, ' ').replace(/^[^:]*:/, ''))
          : [...text.matchAll(/<(title|description|text)[^>]*>([^<]*)</g)].map(([, , content]) => content ?? '');
        assert.ok(told.length > 1, address);
        assertTold(told, language, address);
      }
    });
  }

  it('in what they are called: titles, headings, chips and the years beside the list', async () => {
    const { text } = await ancient.request('/en/?from=0700&to=0799');
    const page = parseHtml(text);
    assert.match(textOf(find(page, 'head > title')), /AD 700 to AD 799/);
    assert.equal(find(page, '#from').attributes.value, 'AD 700');
    assert.match(textOf(find(page, '.rail')), /AD 7\d\d/);
    for (const heading of findAll(page, '.year > h2')) assert.match(textOf(heading), /^AD \d+$|earlier$/);
    const { text: japanese } = await ancient.request('/ja/?from=0700&to=0799');
    assert.equal(find(parseHtml(japanese), '#to').attributes.value, '西暦799年');
  });
});

describe('what a form sends', () => {
  const rows: readonly [from: string, canonical: string][] = [
    ['79', 'from=0079'],
    ['AD 79', 'from=0079'],
    ['24 August AD 79', 'from=0079-08-24'],
    ['西暦79年8月24日', 'from=0079-08-24'],
    ['6 May 2004', 'from=2004-05-06'],
  ];
  for (const [from, canonical] of rows)
    it(`?from=${from} is answered as ?${canonical}`, async () => {
      for (const path of ['/en/', '/ja/', '/en/calendar.ics', '/en/feed.rss', '/en/subscribe']) {
        const asTyped = await ancient.request(`${path}?${new URLSearchParams({ from })}`);
        const asWritten = await ancient.request(`${path}?${canonical}`);
        assert.deepEqual([asTyped.status, asWritten.status], [200, 200], path);
        assert.equal(asTyped.text, asWritten.text, path);
      }
      const { text } = await ancient.request(`/en/?${new URLSearchParams({ from })}`);
      assert.equal(find(text, 'link[rel="canonical"]').attributes.href, `${BASE_URL}/en/?${canonical}`);
    });

  it('comes back from the form as it was shown', async () => {
    for (const language of ['en', 'ja'] as const) {
      const shown = await ancient.request(`/${language}/?from=0079-08-24&to=0300`);
      const [from = '', to = ''] = ['#from', '#to'].map((id) => find(shown.text, id).attributes.value);
      const again = await ancient.request(`/${language}/?${new URLSearchParams({ from, to })}`);
      assert.equal(again.text, shown.text);
    }
  });

  it('is answered with what is allowed where there is no such year', async () => {
    const { status, text } = await ancient.request('/en/?from=Y-99999', { headers: { Accept: 'text/html' } });
    assert.equal(status, 200);
    assert.match(textOf(find(text, '.amiss')), /From: “Y-99999” is outside the years 99999 BC to 99998/);
  });

  it('leads to addresses that are answered', async () => {
    const { text } = await ancient.request('/en/?from=0079&to=0085');
    for (const href of references(parseHtml(text)).filter((other) => other.includes('from='))) {
      const { pathname, search } = new URL(href, `${BASE_URL}/en/`);
      assert.equal((await ancient.request(`${pathname}${search}`)).status, 200, href);
    }
  });
});
