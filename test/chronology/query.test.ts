/** What readers can ask for, how an address says it, and which events answer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { isPathFacet } from '../../src/chronology/facet.ts';
import {
  allowedTextSteps,
  allowedValues,
  choiceNames,
  choices,
  EVERYTHING,
  formatQuery,
  parseQuery,
  parseReadable,
  type Query,
  type QueryFault,
  soleFacet,
} from '../../src/chronology/query/query.ts';
import { select, selectWithdrawn } from '../../src/chronology/query/selection.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { day } from '../support/edtf-arbitrary.ts';

const TODAY = '2026-12-24';

const withdrawn = { date: '2026-11-23', reason: { en: 'Entered twice.', ja: '重複。' } };

const chronology = chronologyOf({
  launch: {
    when: '2004-08',
    title: { en: 'Launch of the dialogue', ja: '対話の立ち上げ' },
    countries: ['JP', 'KZ'],
    people: [{ id: 'hayashi', office: { en: 'Foreign Minister', ja: '外務大臣' } }],
    series: { id: 'rounds', number: '1' },
    place: 'tokyo',
  },
  ninth: {
    when: '2022-12-24',
    title: { en: 'Ninth meeting', ja: '第9回会合' },
    summary: { en: 'Ministers agreed on growth.', ja: '閣僚らは成長について一致した。' },
    countries: ['JP', 'KZ', 'UZ'],
    people: [{ id: 'hayashi' }, { id: 'tleuberdi' }],
    series: { id: 'rounds', number: '9' },
    sources: [
      { source: 'report', paragraph: 1, for: 'date', wording: '24 December 2022' },
      { source: 'review', paragraph: 2, for: 'statement' },
    ],
  },
  aid: {
    type: 'figure',
    when: '2019',
    title: { en: 'Aid in figures', ja: '援助実績' },
    countries: ['JP', 'UZ'],
    organizations: ['unicef'],
    sources: [{ source: 'review', paragraph: 1, for: 'date', wording: '2019年' }],
  },
  ongoing: { when: '2023/..', title: { en: 'Ongoing', ja: '継続（ＡＢＣ）' } },
  gone: { when: '2022-12-25', countries: ['UZ'], withdrawn },
});

function query(parameters: string): Query {
  const result = parseQuery(new URLSearchParams(parameters), chronology, TODAY);
  assert.ok(result.ok, `${parameters}: ${result.ok || result.fault.reason}`);
  return result.value;
}

function refused(parameters: string): QueryFault {
  const result = parseQuery(new URLSearchParams(parameters), chronology, TODAY);
  assert.ok(!result.ok, `${parameters} is taken`);
  return { ...result.fault, allowed: atOnce(allowedTextSteps(result.fault, chronology)) };
}

const canonical = (parameters: string) => formatQuery(query(parameters));
const found = (parameters: string) => select(chronology, query(parameters)).map(({ slug }) => slug);

describe('a query and its address', () => {
  const table: readonly [parameters: string, canonical: string][] = [
    ['', ''],
    ['type=meeting', 'type=meeting'],
    // A form without script submits every field, empty ones too.
    [
      'type=&country=&series=&person=&source=&from=&to=&precision=&weight=&q=&imprecise=&order=&parts=&frame=&scheme=',
      '',
    ],
    ['type=&country=UZ', 'country=UZ'],
    ['country=UZ&country=JP', 'country=JP&country=UZ'],
    ['country=UZ&country=UZ', 'country=UZ'],
    ['type=meeting&country=UZ', 'country=UZ&type=meeting'],
    ['to=2023&from=2022', 'from=2022&to=2023'],
    ['from=2004&from=2022', 'from=2022'],
    ['from=2022&from=', 'from=2022'],
    ['imprecise=marker', ''],
    ['imprecise=span', 'imprecise=span'],
    ['imprecise=omit&type=figure', 'imprecise=omit&type=figure'],
    ['order=oldest&parts=apart', ''],
    ['parts=fold&order=newest', 'order=newest&parts=fold'],
    ['weight=normal&weight=key', 'weight=key&weight=normal'],
    ['q=ministers', 'q=ministers'],
    ['q=+ninth++meeting+', 'q=ninth+meeting'],
    ['q=%EF%BC%B5%EF%BC%AE', 'q=UN'],
    ['q=%E5%A4%96%E7%9B%B8', 'q=%E5%A4%96%E7%9B%B8'],
    ['q=a%26b%3Dc', 'q=a%26b%3Dc'],
    ['q=++', ''],
    ['q=a%09b%0Ac', 'q=a+b+c'],
    // No text of a chronology has them, and no XML.
    ['q=%01+a%00b%1B%C2%85%EF%BF%BE%EF%BF%BF', 'q=ab'],
    ['q=%00', ''],
    // Others' parameters never reach a cache key.
    ['utm_source=x&fbclid=y&type=meeting', 'type=meeting'],
    ['Type=meeting', ''],
    // Every country is taken, also one that no event names.
    ['country=FR', 'country=FR'],
    ['precision=year&precision=day', 'precision=day&precision=year'],
  ];
  for (const [parameters, expected] of table)
    it(`?${parameters} is ${expected === '' ? 'everything' : `?${expected}`}`, () =>
      assert.equal(canonical(parameters), expected));

  it('of nothing is that of everything', () => {
    assert.deepEqual(query(''), EVERYTHING);
    assert.equal(formatQuery(EVERYTHING), '');
  });

  it('has days for years and months: the first of `from`, the last of `to`', () => {
    const { from, to } = query('from=2022-02&to=2024');
    assert.deepEqual(
      [from, to],
      [
        { text: '2022-02', day: '2022-02-01' },
        { text: '2024', day: '2024-12-31' },
      ],
    );
    assert.deepEqual(query('from=2022-12-24&to=2022-12-24').to, { text: '2022-12-24', day: '2022-12-24' });
  });

  it('takes days as people type them', () => {
    const fullWidth = (text: string) =>
      [...text].map((char) => (/[!-~]/.test(char) ? String.fromCodePoint(char.charCodeAt(0) + 0xfee0) : char)).join('');
    const spellings = fc
      .tuple(day, fc.constantFrom(4, 7, 10), fc.constantFrom('-', '/', '.', '年'), fc.boolean(), fc.boolean())
      .map(([date, length, separator, short, wide]) => {
        const iso = date.slice(0, length);
        const [year = '', ...rest] = iso.split('-');
        const numbers = rest.map((part) => (short ? String(Number(part)) : part));
        const text =
          separator === '年'
            ? `${year}年${numbers.map((number, index) => `${number}${'月日'[index]}`).join('')}`
            : [year, ...numbers].join(separator);
        return { iso, text: wide ? fullWidth(text) : text };
      });
    fc.assert(
      fc.property(spellings, fc.constantFrom('from', 'to'), ({ iso, text }, name) => {
        assert.deepEqual(query(new URLSearchParams([[name, text]]).toString()), query(`${name}=${iso}`));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps half a character out of the address', () => {
    const parameters = new URLSearchParams();
    parameters.append('q', 'a\ud800b');
    const result = parseQuery(parameters, chronology, TODAY);
    assert.equal(result.ok && result.value.q, 'a\ufffdb');
  });

  const values = {
    type: ['meeting', 'figure', ''],
    country: ['JP', 'UZ', 'KZ', 'FR', ''],
    series: ['rounds', 'summits', ''],
    person: ['hayashi', 'tleuberdi', ''],
    source: ['report', 'review', ''],
    precision: ['time', 'day', 'month', 'quarter', 'half', 'year', 'decade', 'bounds', ''],
    from: ['1991', '2004-08', '2004-08-26', ''],
    to: ['2022', '2022-12', '2022-12-24', ''],
    weight: ['key', 'normal', 'detail', ''],
    ...Object.fromEntries(choiceNames.map((name) => [name, [...choices[name], '']])),
    utm_source: ['x'],
  } as const;
  const parameter = fc.oneof(
    ...Object.entries(values).map(([name, allowed]) => fc.constantFrom(...allowed).map((value) => [name, value])),
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((value) => ['q', value]),
  );
  const parameterList = fc.array(parameter, { maxLength: 12 });
  const parsed = (list: readonly (readonly string[])[]): Query => {
    const result = parseQuery(new URLSearchParams(list as [string, string][]), chronology, TODAY);
    assert.ok(result.ok);
    return result.value;
  };

  it('parse ∘ format gives the same query', () => {
    fc.assert(
      fc.property(parameterList, (list) => assert.deepEqual(query(formatQuery(parsed(list))), parsed(list))),
      { numRuns: 500 },
    );
  });

  it('format ∘ parse gives one address for one query, sorted', () => {
    fc.assert(
      fc.property(parameterList, (list) => {
        const address = formatQuery(parsed(list));
        assert.equal(canonical(address), address);
        const names = [...new URLSearchParams(address).keys()];
        assert.deepEqual(names, names.toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of facets', () => {
    fc.assert(
      fc.property(parameterList, (list) => {
        // Of `from`, `to`, `q` and the choices the last one counts.
        const facetsOnly = list.filter(([name]) => !['from', 'to', 'q', ...choiceNames].includes(name ?? ''));
        assert.deepEqual(parsed(facetsOnly.toReversed()), parsed(facetsOnly));
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is refused', () => {
  const table: readonly [parameters: string, fault: QueryFault][] = [
    ['type=meting', { reason: 'value', parameter: 'type', found: 'meting', allowed: 'meeting, figure' }],
    [
      'type=meeting&type=zzzzzzzz',
      { reason: 'value', parameter: 'type', found: 'zzzzzzzz', allowed: 'figure, meeting' },
    ],
    ['country=XX', { reason: 'value', parameter: 'country', found: 'XX', allowed: 'JP, KZ, UZ' }],
    ['country=uzb', { reason: 'value', parameter: 'country', found: 'uzb', allowed: 'UZ, JP, KZ' }],
    ['series=round', { reason: 'value', parameter: 'series', found: 'round', allowed: 'rounds, summits' }],
    ['person=abe', { reason: 'value', parameter: 'person', found: 'abe', allowed: 'hayashi, tleuberdi' }],
    ['source=reports', { reason: 'value', parameter: 'source', found: 'reports', allowed: 'report, review' }],
    [
      'precision=millennium',
      {
        reason: 'value',
        parameter: 'precision',
        found: 'millennium',
        allowed: 'bounds, century, day, decade, half, month, quarter, time, year',
      },
    ],
    ['from=yesterday', { reason: 'relative', parameter: 'from', found: 'yesterday', allowed: '-P1D' }],
    [
      'to=2022-13',
      { reason: 'bound', parameter: 'to', found: '2022-13', allowed: '2022, 2022-12, 2022-12-24, today, -P30D, P6M' },
    ],
    [
      'from=2023-33',
      { reason: 'bound', parameter: 'from', found: '2023-33', allowed: '2022, 2022-12, 2022-12-24, today, -P30D, P6M' },
    ],
    [
      'from=2004~',
      { reason: 'bound', parameter: 'from', found: '2004~', allowed: '2022, 2022-12, 2022-12-24, today, -P30D, P6M' },
    ],
    [
      'from=199X',
      { reason: 'bound', parameter: 'from', found: '199X', allowed: '2022, 2022-12, 2022-12-24, today, -P30D, P6M' },
    ],
    [
      'from=2004/2005',
      {
        reason: 'bound',
        parameter: 'from',
        found: '2004/2005',
        allowed: '2022, 2022-12, 2022-12-24, today, -P30D, P6M',
      },
    ],
    [
      'to=2022-12-24T15:00',
      {
        reason: 'bound',
        parameter: 'to',
        found: '2022-12-24T15:00',
        allowed: '2022, 2022-12, 2022-12-24, today, -P30D, P6M',
      },
    ],
    ['from=2023&to=2022', { reason: 'order', parameter: 'from', found: 'from=2023, to=2022', allowed: 'from ≤ to' }],
    ['imprecise=exact', { reason: 'value', parameter: 'imprecise', found: 'exact', allowed: 'marker, span, omit' }],
    ['order=newer', { reason: 'value', parameter: 'order', found: 'newer', allowed: 'oldest, newest' }],
    ['parts=folded', { reason: 'value', parameter: 'parts', found: 'folded', allowed: 'apart, fold' }],
    ['weight=ke', { reason: 'value', parameter: 'weight', found: 'ke', allowed: 'key, detail, normal' }],
    [`q=${'a'.repeat(201)}`, { reason: 'long', parameter: 'q', found: '201', allowed: '≤ 200' }],
  ];
  for (const [parameters, fault] of table)
    it(`?${parameters.slice(0, 40)}: ${fault.reason}`, () => assert.deepEqual(refused(parameters), fault));

  it('what is nearly a day', () => {
    const texts = [
      '2022/12-24',
      '2022-123',
      '2022年12',
      '2022年12月24',
      '12月24日',
      '24.12.2022',
      '2022-',
      '2022.13',
      '22/12/4',
    ];
    for (const found of [...texts, '2023年33月', '２０２２－２－３０', '2022-0', '12/24/2022'])
      for (const parameter of ['from', 'to']) {
        const fault = refused(new URLSearchParams([[parameter, found]]).toString());
        assert.deepEqual([fault.reason, fault.parameter, fault.found], ['bound', parameter, found]);
      }
  });

  it('more than 50 values of one facet', () => {
    const countries = Intl.supportedValuesOf('currency').map((code) => `country=${code}`);
    assert.deepEqual(refused(countries.join('&')), {
      reason: 'many',
      parameter: 'country',
      found: String(countries.length),
      allowed: '≤ 50',
    });
  });

  it('`from` and `to` in one day are not', () => {
    assert.deepEqual(found('from=2022-12-24&to=2022-12'), ['ninth']);
  });

  it('is found by looking values up, and not by going through a vocabulary', () => {
    const ownKeys = () => assert.fail('gone through');
    const people = new Proxy(chronology.vocabulary.people, { ownKeys });
    const sources = new Proxy(chronology.vocabulary.sources, { ownKeys });
    const closed = { ...chronology, vocabulary: { ...chronology.vocabulary, people, sources } };
    assert.ok(parseQuery(new URLSearchParams('person=hayashi&person=tleuberdi&source=report'), closed, TODAY).ok);
    const { query, faults } = parseReadable(
      new URLSearchParams('person=abe&person=hayashi&source=reports'),
      closed,
      TODAY,
    );
    assert.deepEqual(query.facets.person, ['hayashi']);
    assert.deepEqual(
      faults.map(({ found }) => found),
      ['abe', 'reports'],
    );
  });

  it('among thousands of values is told with the nearest of those that begin alike', () => {
    const people = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`p${index}-person`, chronology.vocabulary.people.hayashi]),
    );
    const many = { ...chronology, vocabulary: { ...chronology.vocabulary, people } } as typeof chronology;
    const { faults } = parseReadable(new URLSearchParams('person=p2999-persom'), many, TODAY);
    const [allowed = ''] = faults.map((fault) => atOnce(allowedTextSteps(fault, many)));
    assert.match(allowed, /^p2999-person, p0-person, (?:[^,]+, ){28}…$/);
  });

  it('names of an object’s prototype are no values', () => {
    for (const name of ['constructor', '__proto__', 'toString'])
      for (const facet of ['type', 'series', 'person', 'source']) refused(`${facet}=${name}`);
  });
});

describe('one facet alone', () => {
  const table: readonly [parameters: string, expected: ReturnType<typeof soleFacet>][] = [
    ['type=meeting', { facet: 'type', value: 'meeting' }],
    ['country=UZ', { facet: 'country', value: 'UZ' }],
    ['series=rounds', { facet: 'series', value: 'rounds' }],
    ['person=hayashi', { facet: 'person', value: 'hayashi' }],
    ['source=report', { facet: 'source', value: 'report' }],
    ['country=UZ&country=UZ&type=', { facet: 'country', value: 'UZ' }],
    // How a calendar shows its dates is no question of which view it is.
    ['country=UZ&imprecise=omit', { facet: 'country', value: 'UZ' }],
    ['', undefined],
    ['precision=day', undefined],
    ['country=UZ&country=JP', undefined],
    ['country=UZ&type=meeting', undefined],
    ['country=UZ&precision=day', undefined],
    ['country=UZ&from=2022', undefined],
    ['country=UZ&to=2022', undefined],
    ['country=UZ&q=growth', undefined],
  ];
  for (const [parameters, expected] of table)
    it(`?${parameters} ${expected ? `has a path: ${expected.facet}/${expected.value}` : 'has no path'}`, () =>
      assert.deepEqual(soleFacet(query(parameters)), expected));

  it('only some facets have paths', () => {
    assert.deepEqual(
      [
        'type',
        'country',
        'series',
        'person',
        'place',
        'organization',
        'tag',
        'source',
        'precision',
        'q',
        'constructor',
      ].filter(isPathFacet),
      ['type', 'country', 'series', 'person', 'place', 'organization', 'tag', 'source'],
    );
  });
});

describe('which events answer', () => {
  const table: readonly [parameters: string, slugs: readonly string[]][] = [
    ['', ['launch', 'aid', 'ninth', 'ongoing']],
    ['type=figure', ['aid']],
    ['country=UZ', ['aid', 'ninth']],
    ['country=FR', []],
    // Values of one facet are alternatives, facets narrow each other.
    ['country=UZ&country=KZ', ['launch', 'aid', 'ninth']],
    ['country=UZ&type=meeting', ['ninth']],
    ['series=rounds', ['launch', 'ninth']],
    ['series=summits', []],
    ['person=hayashi', ['launch', 'ninth']],
    ['person=tleuberdi&source=review', ['ninth']],
    ['source=review', ['aid', 'ninth']],
    ['precision=year', ['aid', 'ongoing']],
    ['precision=month&precision=day', ['launch', 'ninth']],
    ['from=2022', ['ninth', 'ongoing']],
    ['to=2004-07', []],
    ['to=2004-08-01', ['launch']],
    ['from=2004-08-31&to=2019-01-01', ['launch', 'aid']],
    ['from=2023-06&q=ongoing', ['ongoing']],
    // How a calendar shows dates leaves no event out here.
    ['imprecise=omit', ['launch', 'aid', 'ninth', 'ongoing']],
  ];
  for (const [parameters, slugs] of table)
    it(`?${parameters}: ${slugs.join(', ') || 'none'}`, () => assert.deepEqual(found(parameters), slugs));

  it('withdrawn events answer apart, for subscribers must be told', () => {
    const gone = (parameters: string) => selectWithdrawn(chronology, query(parameters)).map(({ slug }) => slug);
    assert.deepEqual(gone(''), ['gone']);
    assert.deepEqual(gone('country=UZ'), ['gone']);
    assert.deepEqual(gone('country=JP'), []);
    assert.deepEqual(gone('from=2022-12-25&to=2022-12-25'), ['gone']);
    assert.deepEqual(gone('q=Uzbekistan&from=2022'), ['gone']);
    assert.deepEqual(gone('q=Uzbekistan&to=2021'), []);
  });

  it('countries offered are those that events name; other facets offer what the vocabulary has', () => {
    assert.deepEqual([...allowedValues('country', chronology)].sort(), ['JP', 'KZ', 'UZ']);
    assert.deepEqual([...allowedValues('person', chronology)], ['hayashi', 'tleuberdi']);
    assert.deepEqual([...allowedValues('series', chronology)], ['rounds', 'summits']);
  });
});

describe('from and to match what can have been going on then', () => {
  /** For each date, views by time that show it, and such that do not. */
  const table: readonly [when: string, shown: readonly string[], notShown: readonly string[]][] = [
    ['2022-12-24', ['from=2022-12-24', 'to=2022-12-24', 'from=2022&to=2022'], ['from=2022-12-25', 'to=2022-12-23']],
    ['2022-12-24?', ['from=2022-12-24&to=2022-12-24'], ['from=2022-12-25', 'to=2022-12-23']],
    ['2023-03', ['from=2023-03-31', 'to=2023-03-01', 'from=2023-03-15&to=2023-03-15'], ['from=2023-04', 'to=2023-02']],
    ['2023-33', ['from=2023-03-31', 'to=2023-01-01'], ['from=2023-04', 'to=2022']],
    ['2023-41', ['from=2023-12-31', 'to=2023-07-01'], ['from=2024', 'to=2023-06']],
    ['2004', ['from=2004-12-31', 'to=2004-01-01', 'from=2004-06&to=2004-06'], ['from=2005', 'to=2003']],
    ['199X', ['from=1999-12-31', 'to=1990-01-01'], ['from=2000', 'to=1989']],
    // The day in Tokyo counts.
    ['2025-12-20T15:00:00Z', ['from=2025-12-21&to=2025-12-21'], ['to=2025-12-20']],
    ['2016-03/2023-11', ['from=2020&to=2020', 'from=2023-11-30', 'to=2016-03-01'], ['from=2023-12', 'to=2016-02']],
    ['2022-02/..', ['from=2022-02-01', 'from=2500', 'to=2022-02-01'], ['to=2022-01']],
    ['../1991', ['to=1991', 'to=0500', 'from=1991-12-31'], ['from=1992']],
    ['2004/', ['from=2004-12-31', 'to=2004-01-01'], ['from=2005', 'to=2003']],
    ['/2004', ['from=2004-12-31', 'to=2004-01-01'], ['from=2005', 'to=2003']],
    ['[2023-09..2023-11]', ['from=2023-10&to=2023-10', 'from=2023-11-30'], ['from=2023-12', 'to=2023-08']],
    // Bounded on one side only, a moment is found on each day of its bound and nowhere else.
    ['[2023-09..]', ['from=2023-09-01&to=2023-09-01', 'from=2023-09-30'], ['from=2023-10', 'to=2023-08']],
    ['[..2019]', ['from=2019-01-01&to=2019-01-01', 'from=2019-12-31'], ['from=2020', 'to=2018']],
    ['[..2022-12-24]', ['from=2022-12-24&to=2022-12-24'], ['from=2022-12-25', 'to=2022-12-23']],
  ];
  for (const [when, shown, notShown] of table)
    it(when, () => {
      assert.ok(parseWhen(when, 'Asia/Tokyo').ok);
      const only = chronologyOf({ only: { when } });
      const shows = (parameters: string) => {
        const result = parseQuery(new URLSearchParams(parameters), only, TODAY);
        assert.ok(result.ok, parameters);
        return select(only, result.value).length === 1;
      };
      assert.deepEqual(
        shown.filter((parameters) => !shows(parameters)),
        [],
      );
      assert.deepEqual(notShown.filter(shows), []);
    });
});

describe('search', () => {
  const table: readonly [words: string, slugs: readonly string[]][] = [
    ['dialogue', ['launch']],
    ['DIALOGUE', ['launch']],
    ['立ち上げ', ['launch']],
    // In the summary.
    ['growth', ['ninth']],
    ['成長', ['ninth']],
    // All words, in any order, in whatever language.
    ['meeting ninth', ['ninth']],
    ['ninth 会合', ['ninth']],
    ['ninth dialogue', []],
    // Names, by which they are told apart, and other spellings of them.
    ['Tokyo', ['launch']],
    ['東京', ['launch']],
    ['Edo', ['launch']],
    ['Yoshimasa Hayashi', ['launch', 'ninth']],
    ['トレウベルディ', ['ninth']],
    ['UNICEF', ['aid']],
    ['ユニセフ', ['aid']],
    ['国連児童基金', ['aid']],
    ['外務大臣', ['launch']],
    ['ラウンド', ['launch', 'ninth']],
    ['年次報告', ['aid', 'ninth']],
    ['統計', ['aid']],
    // Full-width and half-width forms are the same.
    ['ｕｎｉｃｅｆ', ['aid']],
    ['ﾕﾆｾﾌ', ['aid']],
    ['第９回', ['ninth']],
    ['abc', ['ongoing']],
    ['nothing of the kind', []],
    // A word that nothing begins with is taken for the nearest.
    ['dialoge', ['launch']],
    // Nothing to search for stands nowhere.
    ['…', []],
  ];
  for (const [words, slugs] of table)
    it(`${words}: ${slugs.join(', ') || 'none'}`, () =>
      assert.deepEqual(found(new URLSearchParams({ q: words }).toString()), slugs));

  it('narrows a facet', () => {
    assert.deepEqual(found('q=Hayashi&from=2022'), ['ninth']);
  });

  it('finds an event by whatever its title begins with, in any case', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...chronology.events),
        fc.constantFrom('en', 'ja'),
        fc.integer({ min: 1, max: 30 }),
        (event, language, length) => {
          const words = event.title[language]?.slice(0, length) ?? '';
          assert.ok(found(new URLSearchParams({ q: words.toUpperCase() }).toString()).includes(event.slug), words);
        },
      ),
    );
  });
});
