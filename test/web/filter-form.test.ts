/** The filter: counts that hold, chips that take one thing away, and advice that helps where nothing is found. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Facet, facets, valuesOf } from '../../src/chronology/facet.ts';
import {
  allowedValues,
  choicesOf,
  EVERYTHING,
  formatQuery,
  parseQuery,
  type Query,
  withValues,
} from '../../src/chronology/query/query.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { atOnce } from '../../src/slices.ts';
import { advice, chips, filterForm, nothingFoundSteps } from '../../src/web/pages/parts/filter-form.ts';
import { pageContext } from '../../src/web/pages/parts/frame.ts';
import { viewPath } from '../../src/web/site/address.ts';
import { chronologyOf, type Events, VOCABULARY } from '../support/chronologies.ts';
import { type Element, find, findAll, parseHtml } from '../support/html.ts';
import { cardOf, elements, references, slugsOf, textOf } from '../support/markup.ts';
import { pausesOf } from '../support/pauses.ts';
import { BASE_URL, chronologyIn, SHIPPED, serve, siteOf, TODAY } from '../support/service.ts';

const chronology = await chronologyIn(SHIPPED);
const site = siteOf(chronology);
const shipped = await serve({ chronology });

const contextOf = (query: Query, language: 'en' | 'ja' = 'en') =>
  pageContext(site, language, viewPath(language, query));
const resolved = (query: Query, href: string, language: 'en' | 'ja' = 'en') => {
  const { pathname, search } = new URL(href, `${BASE_URL}${viewPath(language, query)}`);
  return `${pathname}${search}`;
};
/** The query that a browser sends with the form, each box as it is ticked. */
const queryOf = (parameters: Iterable<readonly [string, string]>) => {
  const query = parseQuery(
    new URLSearchParams([...parameters].map(([name, value]) => [name, value])),
    chronology,
    TODAY,
  );
  assert.ok(query.ok);
  return query.value;
};

const someValues = (facet: Facet) => {
  const values = [...allowedValues(facet, chronology)].sort();
  return fc.subarray(values, { maxLength: Math.min(2, values.length) });
};
const few = (facet: Facet) => fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, someValues(facet));
const queries: fc.Arbitrary<Query> = fc
  .record({
    ...(Object.fromEntries(facets.map((facet) => [facet, few(facet)])) as Record<Facet, fc.Arbitrary<string[]>>),
    from: fc.constantFrom('', '', '1992', '2004-08', '2022-12-24'),
    to: fc.constantFrom('', '', '2023', '2025-12'),
    q: fc.constantFrom('', '', '', 'summit', 'Tokyo', 'no-such-thing'),
    imprecise: fc.constantFrom('', 'span', 'omit'),
  })
  .map(({ from, to, q, imprecise, ...values }) =>
    queryOf([
      ...facets.flatMap((facet) => values[facet].map((value) => [facet, value] as const)),
      ['from', from],
      ['to', to],
      ['q', q],
      ['imprecise', imprecise],
    ]),
  );
const always = (holds: (query: Query) => void) => fc.assert(fc.property(queries, holds));

type Parameter = readonly [name: string, value: string];
type Field = ReturnType<typeof filterForm>['fields'][number];
/** What is in sight, and behind it what is folded. */
const optionsOf = ({ options, more }: Field) => [...options, ...(more?.options ?? [])];
/** What a browser would send of the form as it stands. */
function submitted(form: ReturnType<typeof filterForm>): Parameter[] {
  const boxes = form.fields.flatMap((field) =>
    optionsOf(field)
      .filter(({ selected }) => selected)
      .map(({ value }): Parameter => [field.name, value]),
  );
  const hidden = form.hidden.map(({ name, value }): Parameter => [name, value]);
  return [...boxes, ...hidden, ['from', form.from], ['to', form.to], ['q', form.q]];
}

const valuesOfField = (form: ReturnType<typeof filterForm>, facet: Facet) =>
  form.fields.filter(({ name }) => name === facet).flatMap((field) => optionsOf(field).map(({ value }) => value));

describe('the filter form', () => {
  it('says beside each box how many events there are with it in place of what is ticked', () => {
    always((query) => {
      for (const field of filterForm(query, contextOf(query)).fields)
        for (const { value, count } of optionsOf(field))
          assert.equal(count, select(chronology, withValues(query, field.name, [value])).length, value);
    });
  });

  it('has the number that a reader gets who ticks a box where none was', () => {
    always((query) => {
      const form = filterForm(query, contextOf(query));
      for (const field of form.fields)
        if (query.facets[field.name].length === 0)
          for (const { value, count } of optionsOf(field))
            assert.equal(count, select(chronology, queryOf([...submitted(form), [field.name, value]])).length);
    });
  });

  it('sent as it stands asks for what is shown', () => {
    always((query) => {
      assert.deepEqual(queryOf(submitted(filterForm(query, contextOf(query)))), query);
    });
  });

  it('offers every value that events have, in the order of the language, and each once', () => {
    for (const language of ['en', 'ja'] as const) {
      const { fields } = filterForm(EVERYTHING, contextOf(EVERYTHING, language));
      assert.deepEqual(
        fields.map(({ name }) => name),
        ['weight', 'type', 'country', 'series', 'person', 'precision', 'source'],
      );
      for (const field of fields) {
        const { name } = field;
        const options = optionsOf(field);
        const values = options.map(({ value }) => value);
        const used = new Set(chronology.events.flatMap((event) => valuesOf(event, name)));
        assert.deepEqual([...values].sort(), [...used].sort(), name);
        assert.ok(options.every(({ count, selected }) => count > 0 && !selected));
      }
      const countries = fields.find(({ name }) => name === 'country')?.options.map(({ label }) => label.text) ?? [];
      assert.deepEqual(countries, [...countries].sort(new Intl.Collator(language).compare));
    }
  });

  it('says how many events a search is among', () => {
    always((query) => {
      const { q: _, ...unsearched } = query;
      const { placeholder } = filterForm(query, contextOf(query));
      const count = select(chronology, unsearched).length;
      assert.equal(
        /\d+/.exec(placeholder)?.[0],
        count > 1 || count === chronology.events.length ? `${count}` : undefined,
      );
    });
    const placeholder = (parameters: readonly Parameter[], language: 'en' | 'ja') => {
      const query = queryOf(parameters);
      return filterForm(query, contextOf(query, language)).placeholder;
    };
    const all = chronology.events.length;
    assert.equal(placeholder([['q', 'summit']], 'en'), `Search ${all} events`);
    assert.equal(placeholder([], 'ja'), `${all}件から検索`);
    const meetings = select(chronology, queryOf([['type', 'meeting']])).length;
    assert.equal(placeholder([['type', 'meeting']], 'en'), `Search these ${meetings} events`);
    assert.equal(placeholder([['type', 'meeting']], 'ja'), `この${meetings}件から検索`);
    assert.equal(placeholder([['to', '0900']], 'en'), 'Search');
  });

  it('keeps what it has no field for', () => {
    const query = queryOf([
      ['imprecise', 'span'],
      ['type', 'meeting'],
    ]);
    assert.deepEqual(filterForm(query, contextOf(query)).hidden, [{ name: 'imprecise', value: 'span' }]);
    assert.deepEqual(filterForm(EVERYTHING, contextOf(EVERYTHING)).hidden, []);
  });

  describe('where there are more values than it shows', () => {
    /** As many events cite the nth source as its number says, the first one with the last in the alphabet. */
    const many = (length: number) => {
      const ids = Array.from({ length }, (_, index) => `source-${String(length - index).padStart(3, '0')}`);
      const sources = ids.map((id) => `${id}:\n  file: ${id}.txt\n  title: ${id}\n  language: en\n`).join('');
      const events: Events = Object.fromEntries(
        ids.map((_, index) => [
          `event-${index}`,
          {
            when: String(1900 + index),
            sources: ids
              .slice(0, index + 1)
              .map((source) => ({ source, paragraph: 1, for: 'date' as const, wording: 'a date' })),
          },
        ]),
      );
      const all = chronologyOf(events, { 'sources.yaml': `${VOCABULARY['sources.yaml'] ?? ''}${sources}` });
      const fieldOf = (query: Query) =>
        filterForm(query, pageContext(siteOf(all), 'en', viewPath('en', query))).fields.find(
          ({ name }) => name === 'source',
        );
      return { ids, fieldOf };
    };
    const valuesIn = (options: Field['options'] = []) => options.map(({ value }) => value);

    it('the most frequent are in sight, the most first, and the others folded under how many they are', () => {
      const { ids, fieldOf } = many(30);
      const field = fieldOf(EVERYTHING);
      assert.deepEqual(valuesIn(field?.options), ids.slice(0, 8));
      assert.equal(field?.more?.label, '22 more');
      assert.deepEqual(valuesIn(field?.more?.options), ids.slice(8).sort());
      assert.equal(field?.omitted, undefined);
    });

    it('those of the fewest events are left to the page that has all of them', () => {
      const { ids, fieldOf } = many(80);
      const field = fieldOf(EVERYTHING);
      assert.deepEqual(valuesIn(field && optionsOf(field)).sort(), ids.slice(0, 60).sort());
      assert.deepEqual(field?.omitted, { text: 'All 80 in a list', href: 'sources' });
    });

    it('what is asked for is in sight, however rare', () => {
      const { ids, fieldOf } = many(80);
      const last = ids.at(-1) ?? '';
      const field = fieldOf(withValues(EVERYTHING, 'source', [last]));
      assert.equal(field?.options[0]?.value, last);
      assert.ok(field.options[0].selected);
      assert.equal(new Set(optionsOf(field).map(({ value }) => value)).size, 60);
    });
  });

  it('offers no choice of one thing that all events have', () => {
    const alike = chronologyOf({ 'one-event': {}, 'another-event': {} });
    const { fields } = filterForm(EVERYTHING, pageContext(siteOf(alike), 'en', '/en/'));
    assert.deepEqual(
      fields.map(({ name }) => name),
      [],
    );
    const asked = filterForm(withValues(EVERYTHING, 'weight', ['key']), pageContext(siteOf(alike), 'en', '/en/'));
    assert.deepEqual(valuesOfField(asked, 'weight'), ['key', 'normal']);
  });

  it('stands in the page as it is here', async () => {
    const query = queryOf([
      ['country', 'UZ'],
      ['type', 'meeting'],
      ['imprecise', 'omit'],
      ['q', 'summit'],
    ]);
    const { text } = await shipped.request(viewPath('en', query));
    const inputs = elements(text, 'input').map(({ attributes }) => attributes);
    const sent = inputs
      .filter(({ type, ...attributes }) => type !== 'checkbox' || 'checked' in attributes)
      .map(({ name = '', value = '' }): Parameter => [name, value]);
    assert.deepEqual(queryOf(sent), query);
    const form = filterForm(query, contextOf(query));
    const boxes = [
      ...text.matchAll(/<input type="checkbox" name="([^"]*)" value="([^"]*)"[\s\S]*?<small>(\d+)<\/small>/g),
    ];
    assert.deepEqual(
      boxes.map(([, name, value, count]) => [name, value, Number(count)]),
      form.fields.flatMap((field) => optionsOf(field).map(({ value, count }) => [field.name, value, count])),
    );
  });
});

/** The conditions of a query: each value, the days, the search. */
function conditionsOf(query: Query): number {
  const values = facets.reduce((sum, facet) => sum + query.facets[facet].length, 0);
  return values + (query.from || query.to ? 1 : 0) + (query.q === undefined ? 0 : 1);
}

const atPath = (path: string): Query => {
  const [folders = '', search = ''] = path.split('?');
  const [, , facet, value] = folders.split('/');
  const parameters: Parameter[] = [...new URLSearchParams(search)];
  return queryOf(value ? [...parameters, [facet ?? '', decodeURIComponent(value)]] : parameters);
};

describe('chips', () => {
  it('take exactly one condition away each, and every condition has one', () => {
    always((query) => {
      const { each } = chips(query, contextOf(query));
      assert.equal(each.length, conditionsOf(query));
      const left = each.map(({ href }) => atPath(resolved(query, href)));
      for (const other of left) {
        assert.equal(conditionsOf(other), conditionsOf(query) - 1);
        assert.equal(other.imprecise, query.imprecise);
        for (const facet of facets)
          for (const value of other.facets[facet]) assert.ok(query.facets[facet].includes(value));
        for (const name of ['from', 'to'] as const)
          assert.ok(other[name] === undefined || other[name].text === query[name]?.text);
        assert.ok(other.q === undefined || other.q === query.q);
      }
      assert.equal(new Set(left.map(formatQuery)).size, left.length);
    });
  });

  it('can all be taken away at once where there are several', () => {
    always((query) => {
      const { all } = chips(query, contextOf(query));
      assert.equal(all !== undefined, conditionsOf(query) > 1);
      if (all === undefined) return;
      const left = atPath(resolved(query, all));
      assert.deepEqual([conditionsOf(left), choicesOf(left)], [0, choicesOf(query)]);
    });
  });

  for (const choice of ['imprecise=span', 'order=newest', 'parts=fold'])
    it(`leave ${choice} as it is, as does each way out of a view of nothing`, async () => {
      for (const page of ['', 'subscribe'])
        for (const [conditions, lists] of [
          ['country=UZ&type=meeting', 'ul.chips'],
          ['country=UZ&q=zzzzz', 'ul.chips, div.nothing'],
        ] as const) {
          const { text } = await shipped.request(`/en/${page}?${conditions}&${choice}`);
          const links = findAll(text, lists).flatMap((list) => references(list));
          assert.ok(links.length >= 3, conditions);
          for (const link of links) assert.ok(link.includes(choice), link);
        }
    });

  it('say what they take away, in the page too', async () => {
    const query = queryOf([
      ['country', 'UZ'],
      ['type', 'meeting'],
      ['from', '2022'],
      ['to', '2023-06'],
      ['q', 'summit'],
    ]);
    const said = {
      en: ['Uzbekistan', 'Meetings', '2022 to June 2023'],
      ja: ['ウズベキスタン', '会合', '2022年～2023年6月'],
    };
    for (const language of ['en', 'ja'] as const) {
      const { each } = chips(query, contextOf(query, language));
      const labels = each.map(({ text }) => text);
      assert.deepEqual(labels.slice(0, 3), said[language]);
      assert.equal(labels.length, 4);
      assert.ok(labels[3]?.includes('summit'), labels[3]);
      const { text } = await shipped.request(viewPath(language, query));
      const list = findAll(text, 'ul.chips')[0] ?? parseHtml('');
      for (const { text: label, href } of each) {
        assert.ok(elements(list, 'a').some(({ attributes }) => attributes.href === href));
        assert.ok(textOf(list).includes(label), label);
      }
    }
  });
});

describe('advice on nothing found', () => {
  it('names only what helps when it is taken away, with how many events there are then, the most first', () => {
    always((query) => {
      const given = advice(query, contextOf(query));
      const helpful = chips(query, contextOf(query))
        .each.map(({ text, href }) => ({ text, count: select(chronology, atPath(resolved(query, href))).length }))
        .filter(({ count }) => count > 0);
      assert.deepEqual(given.map(({ text }) => text).sort(), helpful.map(({ text }) => text).sort());
      for (const { text, href, count } of given) {
        assert.ok(count > 0);
        assert.equal(count, select(chronology, atPath(resolved(query, href))).length, text);
      }
      const counts = given.map(({ count }) => count);
      assert.deepEqual(
        counts,
        [...counts].sort((a, b) => b - a),
      );
    });
  });

  it('lets others in while it searches without each word', async () => {
    const titles = Array.from({ length: 300 }, (_, index) => `a${index.toString(36)} b${index.toString(36)}`);
    const many = chronologyOf(
      Object.fromEntries(titles.map((title, index) => [`event-${index}`, { title: { en: title, ja: title } }])),
    );
    const query = { ...EVERYTHING, q: 'a b nowhere' };
    const context = pageContext(siteOf(many), 'en', viewPath('en', query));
    searchEvents(many, query.q);
    assert.ok((await pausesOf(nothingFoundSteps(query, context))) >= 10);
    const { ways } = atOnce(nothingFoundSteps(query, context));
    assert.deepEqual(
      ways.map(({ count }) => count),
      [300],
    );
  });

  it('stands in the page where nothing is found, and nowhere else', async () => {
    const path = '/en/?country=UZ&q=no-such-thing&type=meeting';
    const { text } = await shipped.request(path);
    const nothing = find(text, 'div.nothing');
    const found = select(chronology, atPath('/en/?country=UZ&type=meeting')).length;
    assert.ok(found > 1);
    assert.deepEqual(findAll(nothing, 'li').map(textOf), [`Without “no-such-thing” (${found})`, 'All events']);
    const [href = ''] = elements(nothing, 'a').map(({ attributes }) => attributes.href ?? '');
    const without = await shipped.request(new URL(href, `${BASE_URL}${path}`).href.slice(BASE_URL.length));
    assert.equal(slugsOf(without.text).length, found);
    assert.doesNotMatch((await shipped.request('/en/?q=summit')).text, /class="nothing"/);
  });
});

describe('what a search finds', () => {
  const marksIn = (page: Element | string, within = '') => findAll(page, `${within} mark`).map(textOf);

  it('is marked in titles and summaries', async () => {
    const { text } = await shipped.request('/en/?q=summit');
    const marks = marksIn(text);
    assert.ok(marks.length > 0);
    for (const mark of marks) assert.match(mark, /^summit/i);
    assert.ok(marksIn(text, 'h3').length > 0);
    assert.ok(marksIn(text, 'p.summary').length > 0);
    const { text: japanese } = await shipped.request(`/ja/?q=${encodeURIComponent('首脳')}`);
    assert.ok(marksIn(japanese).length > 0);
    for (const mark of marksIn(japanese)) assert.match(mark, /首脳/);
  });

  it('is marked without a change of the text, and nowhere without a search', async () => {
    const { text: marked } = await shipped.request('/en/?q=summit');
    const { text: plain } = await shipped.request('/en/');
    assert.deepEqual(marksIn(plain), []);
    for (const slug of slugsOf(marked)) {
      assert.equal(textOf(find(cardOf(marked, slug), 'h3 > a')), textOf(find(cardOf(plain, slug), 'h3 > a')));
    }
  });

  it('is escaped where it is marked', async () => {
    const service = await serve({
      chronology: chronologyOf({ 'an-event': { title: 'A <b>bold</b> & “quoted” title' } }),
    });
    const { text } = await service.request('/en/?q=bold');
    assert.ok(text.includes('A &lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; “quoted” title'));
  });

  it('for a misspelt word comes with a sentence that says what was taken for it', async () => {
    const service = await serve({ chronology: chronologyOf({ 'an-event': { title: 'A Dialogue' }, another: {} }) });
    const sentence = (page: string) => findAll(page, 'span.correction').map(textOf).join();
    const { text } = await service.request('/en/?q=dialoge');
    assert.deepEqual(slugsOf(text), ['an-event']);
    assert.equal(sentence(text), 'Nothing has “dialoge”; shown is what has “dialogue”.');
    assert.deepEqual(marksIn(cardOf(text, 'an-event')), ['Dialogue']);
    assert.equal(sentence((await service.request('/en/?q=dialogue')).text), '');
    assert.equal(sentence((await service.request('/en/')).text), '');
    assert.notEqual(sentence((await service.request('/ja/?q=dialoge')).text), '');
  });
});
